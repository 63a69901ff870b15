"""What many tests need: a copy of an example to work in, and ``cccc`` run as a user runs it."""

import json
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from cccc import messages
from cccc.__main__ import run

ROOT = Path(__file__).parent.parent


@dataclass(frozen=True)
class Done:
    """The end of a command."""

    status: int
    out: str
    err: str

    @property
    def document(self):
        return json.loads(self.out)


@pytest.fixture(autouse=True)
def _vietnamese():
    messages.use("vi")


@pytest.fixture
def cccc(capfd, monkeypatch):
    """Run ``cccc`` in this process with the arguments given; its status and what it printed."""
    monkeypatch.setenv("CCCC_DEBUG", "1")
    monkeypatch.delenv("CCCC_LANG", raising=False)
    monkeypatch.setenv("COLUMNS", "80")

    def call(*arguments):
        capfd.readouterr()
        status = run([str(argument) for argument in arguments])
        out, err = capfd.readouterr()
        return Done(status, out, err)

    return call


@pytest.fixture
def example(tmp_path, monkeypatch):
    """Copy an example by name and step into it."""

    def copy(name):
        target = tmp_path / name
        shutil.copytree(ROOT / "examples" / name, target, ignore=shutil.ignore_patterns(".cccc", "letters"))
        monkeypatch.chdir(target)
        return target

    return copy


@pytest.fixture
def tu_ky(example):
    return example("tu-ky-2023")


@pytest.fixture(scope="session")
def _stock(tmp_path_factory):
    """Where `ready` works, and the ends of the commands that led to each state kept beside it."""
    return tmp_path_factory.mktemp("ready"), {}


@pytest.fixture
def ready(_stock, cccc, monkeypatch):
    """Step into an example in which commands have run; its folder, and the end of the last.

    Hundreds of tests begin with the same evaluation, so each process makes it once and gives every test a copy.  The copy
    stands where the first stood, for a ledger knows the letters it wrote by their path.
    """
    base, kept = _stock

    def step_in(example, *commands):
        work, root = base / "work", base / "work" / example
        made = [key for count in range(len(commands) + 1) if (key := (example, *commands[:count])) in kept]
        shutil.rmtree(work, ignore_errors=True)
        if made:
            shutil.copytree(base / str(list(kept).index(made[-1])), work)
        else:
            shutil.copytree(ROOT / "examples" / example, root, ignore=shutil.ignore_patterns(".cccc", "letters"))
        monkeypatch.chdir(root)
        for count in range(len(made[-1]) if made else 1, len(commands) + 1):
            end = cccc(*commands[count - 1])
            assert end.status == 0, end.err
            kept[example, *commands[:count]] = end
            shutil.copytree(work, base / str(len(kept) - 1))
        return root, kept[example, *commands]

    return step_in


@pytest.fixture
def root():
    return ROOT
