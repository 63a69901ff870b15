"""The files an office had declared -> one row for each different state of them, to which imports, runs and drafts refer."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import TYPE_CHECKING

from cccc.model.observations import DeclaredFile

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable


def keep(connection: sqlite3.Connection, files: Iterable[DeclaredFile]) -> int | None:
    """The row of ``files``, made where this state of them is new; None where there are none."""
    rows = sorted({(one.role, one.file, one.sha256) for one in files})
    if not rows:
        return None
    digest = digest_of(rows)
    known = connection.execute("select id from declared where digest = ?", (digest,)).fetchone()
    if known:
        return int(known[0])
    number = connection.execute("insert into declared (digest) values (?)", (digest,)).lastrowid or 0
    connection.executemany(
        "insert into declared_file (declared, position, role, file, sha256) values (?, ?, ?, ?, ?)",
        [(number, position, *row) for position, row in enumerate(rows)],
    )
    return number


def digest_of(rows: Iterable[tuple[str, str, str]]) -> str:
    """What role, file and hash of each come to."""
    return sha256(json.dumps([list(row) for row in rows]).encode()).hexdigest()


def load(connection: sqlite3.Connection, number: int | None) -> tuple[DeclaredFile, ...]:
    """The files of a row."""
    rows = connection.execute("select role, file, sha256 from declared_file where declared = ? order by position", (number,))
    return tuple(DeclaredFile(*row) for row in rows)


def of_run(connection: sqlite3.Connection, evaluation: int | None) -> tuple[DeclaredFile, ...]:
    """The files of the last run that came to ``evaluation``."""
    row = connection.execute("select declared from run where evaluation = ? order by id desc limit 1", (evaluation,)).fetchone()
    return load(connection, row[0]) if row else ()
