"""Files that are no ledger, or cannot be read or written here: each is told, none is harmed."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from ledger_samples import AUGUST, NOW, dump, evaluated, found, opened, seen

from cccc.ledger import Ledger, LedgerError, store

NOBODY = 65534


def refusal(path, *, create):
    """The words of the only problem that opening gives."""
    ledger, (problem,) = Ledger.open(path, create=create)
    assert ledger is None
    assert (problem.code, problem.rule, problem.location.file) == ("invalid", "ledger", str(path))
    return str(problem.message)


@contextmanager
def reading(path):
    ledger, problems = Ledger.open(path, create=False)
    assert problems == []
    with ledger:
        yield ledger


@pytest.fixture
def filled(path):
    with opened(path) as ledger:
        ledger.save_evaluation([seen(5)], evaluated(found()), NOW)
    return path


# --- nothing there ---------------------------------------------------------------------------------------------------


def test_reading_without_a_ledger_creates_nothing(path):
    with reading(path) as ledger:
        assert ledger.evaluation() is None
        assert ledger.observations(AUGUST.end) == []
        assert ledger.issued() == []
        assert ledger.history() == []
        assert not ledger.was_written("a", "b")
    assert not path.parent.exists()


def test_what_would_be_written_to_no_file_is_refused_rather_than_lost(path):
    with reading(path) as ledger, pytest.raises(LedgerError):
        ledger.save_evaluation([seen(5)], evaluated(found()), NOW)
    assert not path.parent.exists()


def test_an_empty_file_is_an_empty_ledger(path):
    path.parent.mkdir()
    path.touch()
    with reading(path) as ledger:
        assert ledger.evaluation() is None
    assert path.read_bytes() == b""
    with opened(path) as ledger:
        assert ledger.evaluation() is None


def test_reading_changes_no_byte(filled):
    before = filled.read_bytes()
    with reading(filled) as ledger:
        assert ledger.evaluation() == evaluated(found())
        assert ledger.observations(AUGUST.end) == [seen(5)]
    assert filled.read_bytes() == before


def test_an_existing_ledger_may_be_written_without_create(filled):
    with reading(filled) as ledger:
        ledger.remember_written("a", "b")
    with reading(filled) as ledger:
        assert ledger.was_written("a", "b")


# --- no ledger -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("create", [True, False])
def test_a_file_that_is_no_database_is_told_and_left_alone(path, create):
    path.parent.mkdir()
    path.write_bytes(b"no database, " * 400)
    assert refusal(path, create=create).startswith("the ledger is damaged, or is no database; ")
    assert path.read_bytes() == b"no database, " * 400


@pytest.mark.parametrize("create", [True, False])
def test_another_programs_database_is_told_and_left_alone(path, create):
    path.parent.mkdir()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("create table places (url text)")
    assert refusal(path, create=create).startswith("this is another program's database; ")
    assert list(dump(path)) == ["places"]


@pytest.mark.parametrize("create", [True, False])
def test_a_newer_ledger_is_told_and_left_alone(filled, create):
    with closing(sqlite3.connect(filled)) as connection:
        connection.execute("pragma user_version = 99")
    before = filled.read_bytes()
    assert refusal(filled, create=create).startswith("the ledger was written by a newer cccc; ")
    assert filled.read_bytes() == before


def test_damage_inside_is_told_when_it_is_met(filled):
    with closing(sqlite3.connect(filled)) as connection:
        (page,) = connection.execute("select rootpage from sqlite_master where name = 'run'").fetchone()
        (size,) = connection.execute("pragma page_size").fetchone()
    with filled.open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\xff" * size)
    with reading(filled) as ledger, pytest.raises(LedgerError) as told:
        ledger.evaluation()
    assert str(told.value.problem.message).startswith("the ledger is damaged, or is no database; ")


@pytest.mark.parametrize("create", [True, False])
def test_a_folder_in_its_place_is_told(path, create):
    path.mkdir(parents=True)
    assert refusal(path, create=create).startswith("the ledger cannot be opened (")


@pytest.mark.parametrize("create", [True, False])
def test_a_file_in_place_of_its_folder(path, create):
    path.parent.touch()
    assert refusal(path, create=create).startswith("the ledger cannot be opened (")


# --- not to be written -----------------------------------------------------------------------------------------------


@pytest.fixture
def anyones():
    """A folder for a user who, unlike root, is held by permissions."""
    with TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


@contextmanager
def as_a_clerk():
    if not hasattr(os, "geteuid"):
        pytest.skip("permissions of another kind")
    user = os.geteuid()
    if user == 0:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(user)


def test_a_read_only_file_can_be_read_and_is_told_when_it_should_be_written(anyones):
    path = anyones / "ledger.db"
    with opened(path) as ledger:
        ledger.save_evaluation([seen(5)], evaluated(found()), NOW)
    path.chmod(0o444)
    anyones.chmod(0o555)
    with as_a_clerk():
        with reading(path) as ledger:
            assert ledger.evaluation() == evaluated(found())
            with pytest.raises(LedgerError) as told:
                ledger.remember_written("a", "b")
        assert str(told.value.problem.message).startswith("the ledger is read-only here; ")
        assert refusal(path, create=True).startswith("the ledger is read-only here; ")
    anyones.chmod(0o755)


def test_a_read_only_folder_is_told(anyones):
    anyones.chmod(0o555)
    with as_a_clerk():
        assert refusal(anyones / "ledger.db", create=True).startswith("the ledger cannot be opened (")
        assert refusal(anyones / ".cccc" / "ledger.db", create=True).startswith("the ledger cannot be opened (")
    anyones.chmod(0o755)


def test_a_folder_that_takes_no_journal_is_told_and_nothing_is_lost(anyones):
    path = anyones / "ledger.db"
    opened(path).close()
    before = dump(path)
    path.chmod(0o666)
    anyones.chmod(0o555)
    with as_a_clerk(), reading(path) as ledger:
        with pytest.raises(LedgerError) as told:
            ledger.save_evaluation([seen(5)], evaluated(found()), NOW)
        assert refusal(path, create=True) == str(told.value.problem.message)
    anyones.chmod(0o755)
    assert "the right to write" in str(told.value.problem.message)
    assert dump(path) == before


def test_a_full_disk_is_told_and_leaves_what_was_there(filled):
    before = dump(filled)
    with opened(filled) as ledger:
        connection = ledger.store._connection
        (pages,) = connection.execute("pragma page_count").fetchone()
        connection.execute(f"pragma max_page_count = {pages}")
        with pytest.raises(LedgerError) as told:
            ledger.save_evaluation([seen(n, unit=f"xa-{n}") for n in range(5000)], evaluated(sha256="a2"), NOW)
        assert str(told.value.problem.message).startswith("the disk is full and nothing was saved; ")
        assert ledger.evaluation() == evaluated(found())
    assert dump(filled) == before


def test_a_file_name_that_is_no_text_is_told(path, ledger):
    before = dump(path)
    name = os.fsdecode(b"8\xff.xlsx")
    with pytest.raises(LedgerError) as told:
        ledger.save_evaluation([seen(5, file=name)], evaluated(file=name), NOW)
    assert "rename the file" in str(told.value.problem.message)
    assert dump(path) == before


# --- two at once -----------------------------------------------------------------------------------------------------

WRITER = """
import sqlite3, sys, time
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("begin immediate")
connection.execute("insert into written values ('the', 'other')")
print("writing", flush=True)
time.sleep(float(sys.argv[2]))
connection.execute("commit")
connection.close()
"""


@contextmanager
def another_process_writing(path, seconds):
    with subprocess.Popen([sys.executable, "-c", WRITER, path, str(seconds)], stdout=subprocess.PIPE) as process:
        process.stdout.readline()
        try:
            yield process
        finally:
            process.kill() if seconds > 60 else process.wait()


def test_while_another_process_writes_this_one_waits_and_both_are_kept(filled):
    with another_process_writing(filled, 0.5), opened(filled) as ledger:
        ledger.remember_written("this", "one")
    with reading(filled) as ledger:
        assert ledger.was_written("the", "other")
        assert ledger.was_written("this", "one")


def test_a_process_that_never_ends_writing_is_told(filled, monkeypatch):
    monkeypatch.setattr(store, "PATIENCE", 0.1)
    with another_process_writing(filled, 1000):
        assert refusal(filled, create=True).startswith("another program is writing to the ledger; ")
        with reading(filled) as ledger:
            assert ledger.evaluation() == evaluated(found())


# --- migrations ------------------------------------------------------------------------------------------------------


@pytest.fixture
def next_version(tmp_path, monkeypatch):
    """A schema one version on, as the next release might have it."""
    folder = tmp_path / "migrations"
    folder.mkdir()
    for migration in store.MIGRATIONS.glob("*.sql"):
        (folder / migration.name).write_bytes(migration.read_bytes())
    script = "alter table written add column note text;\nupdate written set note = 'a; b';\n"
    (folder / "9999.sql").write_text(script, encoding="utf-8")
    return lambda: monkeypatch.setattr(store, "MIGRATIONS", folder)


def test_an_older_ledger_is_brought_up_to_date_where_it_may_be_written(filled, next_version):
    with opened(filled) as ledger:
        ledger.remember_written("a", "b")
    next_version()
    with opened(filled) as ledger:
        assert ledger.evaluation() == evaluated(found())
    assert dump(filled)["written"] == [("a", "b", "a; b")]


def test_an_older_ledger_is_read_from_a_copy_and_left_as_it_is(filled, next_version):
    before = filled.read_bytes()
    next_version()
    with reading(filled) as ledger:
        assert ledger.evaluation() == evaluated(found())
        with pytest.raises(LedgerError):
            ledger.remember_written("a", "b")
    assert filled.read_bytes() == before


def test_a_migration_that_fails_leaves_the_older_ledger(filled, next_version):
    before = dump(filled)
    next_version()
    (store.MIGRATIONS / "9999.sql").write_text("create table half (a);\ncreate table half (a);\n", encoding="utf-8")
    assert Ledger.open(filled, create=True)[0] is None
    assert dump(filled) == before
