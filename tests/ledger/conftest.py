"""Lets the tests of this folder share `ledger_samples`, and gives each a ledger of its own."""

import sys
from pathlib import Path

import pytest

from cccc import messages

sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture(autouse=True)
def _english(_vietnamese):
    messages.use("en")


@pytest.fixture
def path(tmp_path):
    return tmp_path / ".cccc" / "ledger.db"


@pytest.fixture
def ledger(path):
    from ledger_samples import opened

    with opened(path) as ledger:
        yield ledger
