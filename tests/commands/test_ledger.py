"""The ledger checked, copied, brought back and written out: nothing is overwritten, and nothing unsound is let in."""

import errno
import os
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path

import pytest

from cccc.workflow import files

LEDGER = Path(".cccc/ledger.db")
INPUTS = ("inputs/2023-07.xlsx", "inputs/2023-08.xlsx")


@pytest.fixture
def office(ready):
    return ready("tu-ky-2023", ("history", "import", "history.yaml"), ("evaluate", INPUTS[0]))[0]


def content(path=LEDGER):
    with closing(sqlite3.connect(path)) as connection:
        return list(connection.iterdump())


def alter(path, statement):
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(statement)
        connection.commit()


def kept():
    return sorted(path for path in LEDGER.parent.iterdir() if path != LEDGER)


# --- check -----------------------------------------------------------------------------------------------------------


def test_a_sound_ledger_is_said_to_be_sound(office, cccc):
    done = cccc("ledger", "check", "--lang", "en")
    assert (done.status, done.out, done.err) == (0, ".cccc/ledger.db: nothing is wrong\n", "")


def test_a_workspace_without_a_ledger_has_nothing_wrong_and_gets_none(tu_ky, cccc):
    assert cccc("ledger", "check").status == 0
    assert not LEDGER.exists()


def test_every_fault_is_told_and_the_status_is_one(office, cccc):
    alter(LEDGER, "update observation set value = '1' where id = 1")
    alter(LEDGER, "update assessment set display = '1%' where position = 0")
    done = cccc("ledger", "check", "--lang", "en")
    assert (done.status, done.out) == (1, "")
    assert [line.partition(", ")[0] for line in done.err.splitlines()[:-1]] == [
        ".cccc/ledger.db: error[ledger-fault]: the figures of inputs/2023-07.xlsx",
        ".cccc/ledger.db: error[ledger-fault]: the evaluation of 2023-07",
    ]


# --- backup ----------------------------------------------------------------------------------------------------------


def test_a_backup_holds_all_and_is_not_overwritten(office, cccc):
    assert cccc("ledger", "backup", "copies/one.db").out == "copies/one.db\n"
    assert content(Path("copies/one.db")) == content()
    before = Path("copies/one.db").read_bytes()
    cccc("evaluate", *INPUTS)
    done = cccc("ledger", "backup", "copies/one.db", "--lang", "en")
    assert (done.status, done.err.splitlines()[0]) == (
        1,
        "copies/one.db: error[not-overwritten]: the file is there already; nothing was written; give another name, or --force",
    )
    assert Path("copies/one.db").read_bytes() == before
    assert cccc("ledger", "backup", "copies/one.db", "--force").status == 0
    assert content(Path("copies/one.db")) == content()
    assert [path.name for path in Path("copies").iterdir()] == ["one.db"]


def test_there_is_nothing_to_back_up_without_a_ledger(tu_ky, cccc):
    done = cccc("ledger", "backup", "one.db", "--lang", "en")
    assert (done.status, Path("one.db").exists()) == (1, False)
    assert "there is no ledger yet; cccc evaluate makes it" in done.err


def test_a_ledger_is_copied_as_of_one_moment_while_it_is_written(office, cccc):
    """Each write adds a pair; no copy has half of one."""
    done = threading.Event()

    def write():
        with closing(sqlite3.connect(LEDGER, isolation_level=None, timeout=10)) as connection:
            number = 0
            while not done.is_set():
                number += 1
                connection.execute("begin immediate")
                connection.executemany("insert into written values (?, ?)", [("left", str(number)), ("right", str(number))])
                connection.execute("commit")

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for number in range(8):
            assert cccc("ledger", "backup", f"{number}.db").status == 0
    finally:
        done.set()
        writer.join()
    for number in range(8):
        with closing(sqlite3.connect(f"{number}.db")) as copy:
            assert copy.execute("pragma integrity_check").fetchone() == ("ok",)
            counts = copy.execute("select count(*) from written where path in ('left', 'right') group by path").fetchall()
            assert len(set(counts)) <= 1


# --- restore ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("how", ["backup", "export"])
def test_what_was_kept_comes_back_and_the_ledger_as_it_was_is_kept_aside(office, cccc, how):
    name = "kept.db" if how == "backup" else "kept.yaml"
    assert cccc("ledger", how, *(() if how == "backup" else ("--output",)), name).status == 0
    old = content()
    cccc("evaluate", *INPUTS)
    newer = content()
    assert newer != old
    done = cccc("ledger", "restore", name, "--lang", "en")
    [aside] = kept()
    assert (done.status, done.out) == (0, f".cccc/ledger.db is now as in {name}\n")
    assert done.err == f"the ledger as it was is kept as {aside}\n"
    assert (content(), content(aside)) == (old, newer)
    assert cccc("ledger", "check").status == 0
    assert cccc("ledger", "restore", aside).status == 0
    assert content() == newer


def test_a_ledger_is_restored_where_there_is_none(office, cccc):
    cccc("ledger", "backup", "kept.db")
    old = content()
    LEDGER.unlink()
    done = cccc("ledger", "restore", "kept.db")
    assert (done.status, done.err, kept()) == (0, "", [])
    assert content() == old


@pytest.mark.parametrize("damage", [b"no database, " * 400, None])
def test_a_damaged_ledger_is_moved_aside_as_it_is(office, cccc, damage):
    cccc("ledger", "backup", "kept.db")
    old = content()
    broken = damage or LEDGER.read_bytes()[:8192] + b"\xff" * 4096 + LEDGER.read_bytes()[12288:]
    LEDGER.write_bytes(broken)
    done = cccc("ledger", "restore", "kept.db")
    [aside] = kept()
    assert (done.status, aside.read_bytes()) == (0, broken)
    assert content() == old


@pytest.mark.parametrize(
    "statement",
    [
        "update observation set value = '1' where id = 1",
        "delete from import",
        "update finding set unit = 'x' where position = 0",
    ],
)
def test_an_unsound_backup_is_refused_and_the_ledger_stays(office, cccc, statement):
    cccc("ledger", "backup", "kept.db")
    alter("kept.db", statement)
    before = LEDGER.read_bytes()
    done = cccc("ledger", "restore", "kept.db", "--lang", "en")
    assert done.status == 1
    assert done.err.startswith("kept.db: error[ledger-fault]: ")
    assert "; give another backup; the ledger stays as it is" in done.err
    assert (LEDGER.read_bytes(), kept()) == (before, [])


@pytest.mark.parametrize("file", ["absent.db", "inputs/2023-07.xlsx", "units.yaml", "cccc.yaml", "."])
def test_what_is_no_backup_is_refused_and_the_ledger_stays(office, cccc, file):
    before = LEDGER.read_bytes()
    done = cccc("ledger", "restore", file)
    assert (done.status, done.out) == (1, "")
    assert (LEDGER.read_bytes(), kept()) == (before, [])


def test_a_backup_of_an_older_version_is_brought_up_to_date(office, cccc, root):
    old = root / "tests" / "ledger" / "released" / "0001.sql"
    with closing(sqlite3.connect("old.db")) as connection:
        connection.executescript(old.read_text(encoding="utf-8"))
    before = Path("old.db").read_bytes()
    assert cccc("ledger", "restore", "old.db").status == 0
    assert cccc("ledger", "check").status == 0
    assert Path("old.db").read_bytes() == before


# --- export ----------------------------------------------------------------------------------------------------------


def test_an_export_is_the_same_for_the_same_ledger(office, cccc):
    first, again = cccc("ledger", "export"), cccc("ledger", "export", "--output", "ledger.yaml")
    assert (first.status, again.out) == (0, "ledger.yaml\n")
    assert Path("ledger.yaml").read_text(encoding="utf-8") == first.out
    refused = cccc("ledger", "export", "--output", "ledger.yaml", "--lang", "en")
    assert (refused.status, "the file is there already; nothing was written" in refused.err) == (1, True)


def test_a_row_more_is_a_line_more(office, cccc):
    alter(LEDGER, "insert into written values ('letters/old.docx', 'abc')")
    before = cccc("ledger", "export").out.splitlines()
    alter(LEDGER, "insert into written values ('letters/new.docx', 'abc')")
    after = cccc("ledger", "export").out.splitlines()
    [added] = [line for line in after if line not in before]
    assert added == '  - {path: "letters/new.docx", sha256: abc}'


# --- disks and other processes ---------------------------------------------------------------------------------------

FULL = """
import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), int(sys.argv[1])))
import signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
from cccc.__main__ import run
sys.exit(run(sys.argv[2:]))
"""


def with_room(size, *arguments):
    """Run ``cccc`` where no file can grow beyond ``size`` bytes."""
    command = [sys.executable, "-c", FULL, str(size), *arguments, "--lang", "en"]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False, env={**os.environ, "PYTHONUTF8": "1"})


@pytest.mark.skipif(sys.platform == "win32", reason="limits of another kind")
@pytest.mark.parametrize(
    "arguments",
    [
        ("evaluate", *INPUTS),
        ("letter", "--output", "letter.docx"),
        ("ledger", "backup", "copy.db"),
        ("ledger", "export", "--output", "ledger.yaml"),
        ("archive", "2023-07"),
    ],
    ids=" ".join,
)
def test_a_full_disk_is_told_and_nothing_is_lost(office, cccc, arguments):
    before, files = content(), sorted(Path().rglob("*"))
    done = with_room(4096, *arguments)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "fault of cccc" not in done.stderr
    assert "error[" in done.stderr
    assert content() == before
    assert [path for path in sorted(Path().rglob("*")) if path.is_file()] == [path for path in files if path.is_file()]


@pytest.mark.skipif(sys.platform == "win32", reason="limits of another kind")
def test_a_restore_on_a_full_disk_leaves_the_ledger(office, cccc):
    cccc("ledger", "backup", "kept.db")
    cccc("evaluate", *INPUTS)
    before = content()
    done = with_room(4096, "ledger", "restore", "kept.db")
    assert (done.returncode, "Traceback" in done.stderr, "error[" in done.stderr) == (1, False, True)
    assert content() == before


def test_an_archive_or_backup_that_cannot_be_put_in_place_leaves_nothing(office, cccc, monkeypatch):
    def no_space(*_arguments):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(Path, "replace", no_space)
    for arguments in (("ledger", "backup", "copy.db"), ("archive", "2023-07", "--output", "copy.zip")):
        done = cccc(*arguments, "--lang", "en")
        assert (done.status, "error[not-written]" in done.err) == (1, True)
        assert not [path for path in Path().iterdir() if path.name.startswith((".copy", "copy"))]
    assert files.part_of(Path("copy.db")).name == ".copy.db.part"


def test_two_runs_at_once_lose_nothing(office, cccc):
    """Both save the same month; one of them waits, and both are in the record."""
    command = [sys.executable, "-m", "cccc", "evaluate", *INPUTS, "--as-of"]
    runs = [
        subprocess.Popen([*command, moment], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        for moment in ("2023-09-05", "2023-09-06")
    ]
    told = [one.communicate()[1] for one in runs]
    assert [one.returncode for one in runs] == [0, 0], told
    with closing(sqlite3.connect(LEDGER)) as connection:
        taken = connection.execute("select as_of from evaluation where start = '2023-08-01' order by 1").fetchall()
    assert taken == [("ngày 05/9/2023",), ("ngày 06/9/2023",)]
    assert cccc("ledger", "check").status == 0


def test_two_papers_of_one_number_at_once_are_one_paper(office, cccc):
    cccc("evaluate", *INPUTS)
    cccc("letter", "--output", "draft.docx")
    command = [sys.executable, "-m", "cccc", "issue", "draft.docx", "--number", "1220", "--date", "2023-09-15"]
    runs = [subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) for _ in range(3)]
    assert [one.wait() for one in runs] == [0, 0, 0]
    with closing(sqlite3.connect(LEDGER)) as connection:
        assert connection.execute("select count(*) from paper").fetchone() == (1,)
