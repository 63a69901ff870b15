"""A path -> an open database of the newest schema, with transactions, or the problem that stands in the way.

The default rollback journal is kept: a write-ahead log needs shared memory, which a network drive does not give.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from cccc.messages import m
from cccc.problems import Location, Problem, invalid

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cccc.messages import Message

MIGRATIONS = Path(__file__).parent / "migrations"
"""Numbered SQL files; the n-th brings a ledger of version n-1 to version n."""
APPLICATION_ID = int.from_bytes(b"cccc", "big")
"""Stands in the file's header, so that another program's database is not taken for a ledger."""
PATIENCE = 10.0
"""Seconds to wait for another process to finish writing."""

_CACHE_KIB = 65536  # a year of a whole province, so that a large import does not spill in the middle

_FAULTS = (sqlite3.Error, OSError, UnicodeEncodeError)
_PRIMARY_CODE = 0xFF  # the higher bits of an error code tell a variety of the same


class LedgerError(Exception):
    """The database failed under way; ``problem`` tells the user."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem.message))
        self.problem = problem


class _UnfitError(Exception):
    """The file is a database, but none that this version can use."""

    def __init__(self, message: Message) -> None:
        super().__init__(str(message))
        self.message = message


class Store:
    """An open database; every read or write goes through `reading` or `writing`."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self._connection = connection

    @classmethod
    def open(cls, path: Path, *, create: bool) -> tuple[Store | None, list[Problem]]:
        """The store at ``path``; without ``create`` a missing or older file is left as it is and read from memory."""
        try:
            connection = _open_to_write(path) if create else _open_to_read(path)
        except _UnfitError as error:
            return None, [invalid("ledger", Location(str(path)), error.message)]
        except _FAULTS as error:
            return None, [_problem(error, path)]
        return cls(path, connection), []

    def close(self) -> None:
        """Let the file go; what no transaction has finished is forgotten."""
        self._connection.close()

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """One consistent view for several queries."""
        with self._transaction("begin") as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """All that is written inside is kept, or nothing of it."""
        with self._transaction("begin immediate") as connection:
            yield connection

    def copy_to(self, path: Path) -> None:
        """Write a copy of one moment to the new file ``path``, also while another process writes to the ledger."""
        with self.reading() as connection:
            # from the first read on nobody can write in the middle of the copy
            connection.execute("select count(*) from sqlite_master").fetchone()
            _copy(connection, path)

    def become(self, source: Path, aside: Path | None) -> None:
        """Take the content of the ledger ``source``, of the newest schema, for one's own, and keep the old one ``aside``."""
        connection = self._connection
        try:
            connection.execute("attach ? as source", (str(source),))
        except _FAULTS as error:
            raise LedgerError(_problem(error, source)) from error
        # the source is known to be sound, and its rows come table by table
        connection.execute("pragma foreign_keys = off")
        with self.writing():
            if aside is not None:
                with closing(_connect(self.path, "rw")) as reader:
                    _copy(reader, aside)
            for (table,) in connection.execute("select name from main.sqlite_master where type = 'table'").fetchall():
                connection.execute(f'delete from main."{table}"')  # noqa: S608 - names of its own tables
                connection.execute(f'insert into main."{table}" select * from source."{table}"')  # noqa: S608
        connection.execute("pragma foreign_keys = on")
        connection.execute("detach source")

    @staticmethod
    def is_damaged(path: Path) -> bool:
        """Whether the file is there and no database can be read from it."""
        if not _holds_something(path):
            return False
        try:
            with closing(_connect(path, "rw")) as connection:
                found: list[tuple[str]] = connection.execute("pragma quick_check(1)").fetchall()
                return found != [("ok",)]
        except sqlite3.DatabaseError as error:
            return getattr(error, "sqlite_errorcode", 0) & _PRIMARY_CODE in (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT)

    @contextmanager
    def _transaction(self, begin: str) -> Iterator[sqlite3.Connection]:
        try:
            with _transaction(self._connection, begin):
                yield self._connection
        except _FAULTS as error:
            raise LedgerError(_problem(error, self.path)) from error


def _copy(connection: sqlite3.Connection, path: Path) -> None:
    path.unlink(missing_ok=True)
    with closing(sqlite3.connect(path, isolation_level=None)) as target:
        connection.backup(target)


@contextmanager
def _transaction(connection: sqlite3.Connection, begin: str) -> Iterator[None]:
    connection.execute(begin)
    try:
        yield
        connection.execute("commit")
    except BaseException:
        # SQLite has rolled back by itself after some faults, a full disk among them
        if connection.in_transaction:
            connection.execute("rollback")
        raise


def _open_to_write(path: Path) -> sqlite3.Connection:
    path.parent.mkdir(parents=True, exist_ok=True)
    connection = _connect(path, "rwc")
    try:
        with _transaction(connection, "begin immediate"):
            _migrate(connection)
        _try_to_write(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _try_to_write(connection: sqlite3.Connection) -> None:
    """Begin a change and take it back, so that what cannot be written is told before the work and not after it."""
    connection.execute("begin immediate")
    connection.execute(f"pragma user_version = {_version(connection)}")
    connection.execute("rollback")


def _open_to_read(path: Path) -> sqlite3.Connection:
    if not _holds_something(path):
        return _in_memory()
    # not "ro": what a killed process left half done can only be rolled back by a connection that may write
    connection = _connect(path, "rw")
    try:
        version = _version(connection)
        if version == len(_migrations()):
            return connection
        with closing(connection):
            return _in_memory(connection if version else None)
    except BaseException:
        connection.close()
        raise


def _holds_something(path: Path) -> bool:
    try:
        return path.stat().st_size > 0
    except FileNotFoundError:
        return False


def _in_memory(original: sqlite3.Connection | None = None) -> sqlite3.Connection:
    """A ledger to read: empty, or a copy of an older one brought up to date."""
    connection = _prepared(sqlite3.connect(":memory:", isolation_level=None))
    if original is not None:
        original.backup(connection)
    with _transaction(connection, "begin immediate"):
        _migrate(connection)
    # what is written to memory would be lost without a word
    connection.execute("pragma query_only = on")
    return connection


def _connect(path: Path, mode: str) -> sqlite3.Connection:
    uri = f"{path.absolute().as_uri()}?mode={mode}"
    return _prepared(sqlite3.connect(uri, uri=True, timeout=PATIENCE, isolation_level=None))


def _prepared(connection: sqlite3.Connection) -> sqlite3.Connection:
    try:
        connection.execute("pragma foreign_keys = on")
        connection.execute("pragma synchronous = full")
        connection.execute(f"pragma cache_size = -{_CACHE_KIB}")
    except BaseException:
        connection.close()
        raise
    return connection


def _version(connection: sqlite3.Connection) -> int:
    """The schema's number; 0 is a database in which nothing was ever made."""
    (application,) = connection.execute("pragma application_id").fetchone()
    (version,) = connection.execute("pragma user_version").fetchone()
    (tables,) = connection.execute("select count(*) from sqlite_master").fetchone()
    if application != APPLICATION_ID and (application or version or tables):
        raise _UnfitError(m("this is another program's database; name the ledger's own file as ledger: in cccc.yaml"))
    if version > len(_migrations()):
        raise _UnfitError(m("the ledger was written by a newer cccc; update cccc on this computer"))
    return int(version)


def _migrations() -> list[Path]:
    return sorted(MIGRATIONS.glob("*.sql"))


def newest() -> int:
    """The number of the newest schema."""
    return len(_migrations())


@contextmanager
def made(path: Path, version: int) -> Iterator[sqlite3.Connection]:
    """A new database of schema ``version`` to be filled in any order; what refers to what is checked when it is full."""
    path.unlink(missing_ok=True)
    with closing(_connect(path, "rwc")) as connection:
        connection.execute("pragma foreign_keys = off")
        with _transaction(connection, "begin immediate"):
            _migrate(connection, version)
            yield connection


def insert(connection: sqlite3.Connection, statement: str, values: Sequence[object]) -> str | None:
    """Run an insertion of values from outside; why it was refused, where it was."""
    try:
        connection.execute(statement, values)
    except (sqlite3.Error, OverflowError, UnicodeEncodeError) as error:
        return str(error)
    return None


def _migrate(connection: sqlite3.Connection, upto: int | None = None) -> None:
    """Bring the schema up to date, inside the transaction that is open."""
    version, migrations = _version(connection), _migrations()[:upto]
    for number, migration in enumerate(migrations[version:], start=version + 1):
        for statement in _statements(migration.read_text(encoding="utf-8")):
            connection.execute(statement)
        connection.execute(f"pragma user_version = {number}")
        connection.execute(f"pragma application_id = {APPLICATION_ID}")


def _statements(script: str) -> Iterator[str]:
    """One by one: sqlite3's executescript would commit what is open first."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


def _problem(error: Exception, path: Path) -> Problem:
    if isinstance(error, UnicodeEncodeError):
        message = m("{text} holds bytes that are no text; rename the file", text=ascii(error.object))
    elif isinstance(error, OSError):
        message = _cannot_open(error.strerror or str(error))
    else:
        message = _message(error)
    return invalid("ledger", Location(str(path)), message)


def _message(error: Exception) -> Message:
    match getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & _PRIMARY_CODE:
        case sqlite3.SQLITE_NOTADB | sqlite3.SQLITE_CORRUPT:
            return m("the ledger is damaged, or is no database; put a copy in its place, or move it away and evaluate again")
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return m("another program is writing to the ledger; let it finish and run this again")
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_PERM:
            return m("the ledger is read-only here; get the right to write to the file and its folder")
        case sqlite3.SQLITE_FULL:
            return m("the disk is full and nothing was saved; make room and run this again")
        case sqlite3.SQLITE_CANTOPEN:
            return _cannot_open(str(error))
        case _:
            return m("the ledger cannot be used ({reason}); check the disk or the network drive", reason=str(error))


def _cannot_open(reason: str) -> Message:
    return m("the ledger cannot be opened ({reason}); check the folder and the right to write in it", reason=reason)
