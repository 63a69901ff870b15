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


@pytest.fixture
def root():
    return ROOT
