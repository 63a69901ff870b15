"""Killed between any two statements, or at any moment: the ledger is as it was before or as it is after."""

import os
import random
import shutil
import signal
import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest
from ledger_samples import AUGUST, NOW, dump, earlier, evaluated, found, is_clean, opened, paper, seen

from cccc.ledger import store
from cccc.model.issuance import WrittenDraft
from cccc.model.observations import DeclaredFile

pytestmark = [
    pytest.mark.skipif(not hasattr(os, "fork"), reason="a process that may be killed is made by forking"),
    pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning"),
]

FIRST = ([seen(5, unit="a"), seen(6, unit="b")], evaluated(found()), NOW)
SECOND = ([seen(5, unit="a"), seen(7, unit="c")], evaluated(found(occurrence=2), sha256="a2"), NOW)
MANY = ([seen(n, unit=f"xa-{n}") for n in range(4000)], evaluated(found(occurrence=3), sha256="a3"), NOW)
FILES = (DeclaredFile("plan", "targets/2023.yaml", "f1"),)
OLD = max((Path(__file__).parent / "released").glob("*.sql"))
MOMENTS = 40

WORK = {
    "create": lambda _: None,
    "save": lambda ledger: ledger.save_evaluation(*SECOND),
    "save many": lambda ledger: ledger.save_evaluation(*MANY),
    "issue": lambda ledger: ledger.issue(paper(found()), NOW),
    "undo": lambda ledger: ledger.undo("1/UBND-NV", 2023, NOW),
    "import": lambda ledger: ledger.import_history([earlier()], "history.yaml", "h1", NOW),
    "draft": lambda ledger: ledger.remember_drafts([WrittenDraft("d1", "a.docx", "w1", "notice", AUGUST, FILES)], NOW),
    "restore": lambda ledger: ledger.become(ledger.store.path.parent / "other.db", None),
    "migrate": lambda _: None,
}


def work(name, path):
    with opened(path) as ledger:
        WORK[name](ledger)


def in_a_child(task):
    """Its process id; the child never comes back into pytest."""
    process = os.fork()
    if process == 0:
        try:
            task()
        finally:
            os._exit(0)
    return process


def was_killed(process):
    return os.WIFSIGNALED(os.waitpid(process, 0)[1])


def dying_at(statement):
    """A connection whose process is killed as it begins its n-th statement."""
    prepared, left = store._prepared, statement

    def count_down(_):
        nonlocal left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    def watched(connection):
        connection.set_trace_callback(count_down)
        return prepared(connection)

    return watched


def work_until(statement, name, path):
    store._prepared = dying_at(statement)
    work(name, path)


@pytest.fixture
def prepare(tmp_path):
    """Makes a ledger with something in the tables that matter; none at all for its own creation."""
    first = tmp_path / "first.db"
    with opened(first) as ledger:
        ledger.save_evaluation(*FIRST)
        ledger.issue(paper(found(), number="1/UBND-NV", sha256="p0"), NOW)
    with opened(tmp_path / "other.db") as ledger:
        ledger.save_evaluation(*SECOND)

    def make(file, name):
        path = tmp_path / file
        if name == "migrate":
            with closing(sqlite3.connect(path)) as connection:
                connection.executescript(OLD.read_text(encoding="utf-8"))
            return path
        return path if name == "create" else shutil.copy(first, path)

    return make


def before_and_after(name, prepare):
    path = prepare("after.db", name)
    before = state(path)
    work(name, path)
    return before, state(path)


def state(path):
    return dump(path) if path.exists() else {}


@pytest.mark.parametrize("name", ["create", "save", "issue", "undo", "import", "draft", "restore", "migrate"])
def test_killed_at_every_statement(prepare, name):
    before, after = before_and_after(name, prepare)
    assert before != after
    statement, killed = 0, True
    while killed:
        statement += 1
        path = prepare(f"{statement}.db", name)
        killed = was_killed(in_a_child(lambda at=statement, file=path: work_until(at, name, file)))
        left = state(path)
        assert left in (before, after) if killed else left == after, f"statement {statement}"
        opened(path).close()
        assert is_clean(path)
    assert statement > 5


@pytest.mark.slow(reason="kills 40 processes, each while it saves 4,000 figures")
def test_killed_at_any_moment(prepare):
    name, moment = "save many", random.Random(20230915)  # noqa: S311 - the same moments every time
    began = time.perf_counter()
    before, after = before_and_after(name, prepare)
    lasted = time.perf_counter() - began
    states = []
    for count in range(MOMENTS):
        path = prepare(f"{count}.db", name)
        process = in_a_child(lambda file=path: work(name, file))
        time.sleep(moment.uniform(0, lasted))
        os.kill(process, signal.SIGKILL)
        was_killed(process)
        opened(path).close()
        assert is_clean(path)
        states.append(state(path))
    assert all(one in (before, after) for one in states)
