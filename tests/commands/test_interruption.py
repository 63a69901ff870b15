"""A run that is killed leaves the ledger and the letter either as before or as after, and the next run just works."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from cccc.ledger import Ledger
from cccc.workflow import files

INPUTS = ("inputs/2023-07.xlsx", "inputs/2023-08.xlsx")
MOMENTS = 12


def rows():
    """All that the ledger holds, but for the moments at which it was written."""
    with sqlite3.connect(".cccc/ledger.db") as connection:
        assert connection.execute("pragma integrity_check").fetchone() == ("ok",)
        tables = [name for (name,) in connection.execute("select name from sqlite_master where type = 'table' order by 1")]
        counts = {name: connection.execute(f"select count(*) from {name}").fetchone()[0] for name in tables}  # noqa: S608 - names of its own tables
    connection.close()
    return counts


def killed_after(seconds, *arguments):
    process = subprocess.Popen(
        [sys.executable, "-m", "cccc", *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={**os.environ}
    )
    time.sleep(seconds)
    process.send_signal(signal.SIGKILL)
    process.wait()


def duration(call):
    start = time.monotonic()
    call()
    return time.monotonic() - start


@pytest.fixture
def evaluated(ready):
    return ready("tu-ky-2023", ("evaluate", INPUTS[0]))[0]


def test_evaluate_killed_at_any_moment_is_before_or_after(evaluated, cccc):
    before = rows()
    command = [sys.executable, "-m", "cccc", "evaluate", *INPUTS, "--no-save"]
    whole = duration(lambda: subprocess.run(command, check=True, capture_output=True))
    states = []
    for moment in range(MOMENTS):
        killed_after(whole * moment / MOMENTS, "evaluate", *INPUTS)
        states.append(rows())
    assert cccc("evaluate", *INPUTS).status == 0
    after = rows()
    assert all(state in (before, after) for state in states)


def test_letter_killed_at_any_moment_is_whole_and_can_be_written_again(evaluated, cccc):
    command = [sys.executable, "-m", "cccc", "letter", "--output", "first.docx"]
    whole = duration(lambda: subprocess.run(command, check=True, capture_output=True))
    letter = Path("first.docx").read_bytes()
    for moment in range(MOMENTS):
        killed_after(whole * moment / MOMENTS, "letter", "--output", "letter.docx")
        assert not Path("letter.docx").exists() or Path("letter.docx").read_bytes() == letter
        assert cccc("letter", "--output", "letter.docx").status == 0
    assert sorted(path.name for path in Path().iterdir() if path.suffix in (".docx", ".part")) == ["first.docx", "letter.docx"]


@pytest.mark.parametrize("step", ["remember", "replace"])
def test_a_letter_that_fails_between_two_writes_leaves_the_old_one_known(evaluated, cccc, monkeypatch, step):
    assert cccc("letter", "--output", "letter.docx").status == 0
    old = Path("letter.docx").read_bytes()

    def stop(*_arguments):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(*((Ledger, "remember_written") if step == "remember" else (files, "_replace")), stop)
        assert cccc("letter", "--number", "7", "--output", "letter.docx").status == 130
    assert Path("letter.docx").read_bytes() == old
    assert cccc("letter", "--number", "7", "--output", "letter.docx").status == 0
    assert Path("letter.docx").read_bytes() != old


def test_every_command_that_writes_leaves_before_or_after(root):
    """One kill each; `benchmarks/kill.py 300` makes as many as one likes."""
    command = [sys.executable, str(root / "benchmarks" / "kill.py"), "4", "7"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.splitlines()[-1:]) == (
        0,
        ["4 kills: every ledger opened, was sound, and was as before or as after"],
    ), done.stderr
