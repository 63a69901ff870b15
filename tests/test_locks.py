"""The locked versions are of what pyproject.toml asks, each with its hashes and from no named server."""

import re
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name


@pytest.fixture
def asked(root):
    """The requirements that each lock answers."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    return {
        "dev": project["project"]["dependencies"] + project["project"]["optional-dependencies"]["dev"],
        "build": project["build-system"]["requires"] + project["dependency-groups"]["build"],
    }


def locked(root, name):
    text = (root / "locks" / f"{name}.txt").read_text(encoding="utf-8")
    return dict(re.findall(r"^([a-z0-9-]+)==(\S+)(?: ;.*)? \\$", text, re.MULTILINE))


@pytest.mark.parametrize("name", ["dev", "build"])
def test_what_is_asked_is_locked_in_its_range(root, asked, name):
    versions = locked(root, name)
    requirements = {canonicalize_name(one.name): one for one in map(Requirement, asked[name])}
    outside = [str(one) for of, one in requirements.items() if of not in versions or versions[of] not in one.specifier]
    assert not outside, "make lock"


def test_both_locks_give_one_version(root):
    dev, build = locked(root, "dev"), locked(root, "build")
    assert dev | build == build | dev


@pytest.mark.parametrize("name", ["dev", "build"])
def test_a_lock_holds_versions_and_hashes_alone(root, name):
    text = (root / "locks" / f"{name}.txt").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.lstrip().startswith("#")]
    assert all(re.fullmatch(r"[a-z0-9-]+==\S+(?: ; .*)? \\|    --hash=sha256:[0-9a-f]{64}(?: \\)?", line) for line in lines)
    assert len(re.findall(r"\\\n    --hash=", text)) >= len(locked(root, name)) > 0
