"""The headings of imported tables -> what a later file of the same kind is held against; every import's stay."""

from __future__ import annotations

import json
from datetime import date
from itertools import groupby
from os.path import normpath
from pathlib import PurePath
from typing import TYPE_CHECKING

from cccc.model.observations import ShownHeadings

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable
    from datetime import datetime

_Row = tuple[int, str, str, str | None, str]
"""Position, layout, sheet, finish, columns."""


def keep(connection: sqlite3.Connection, shown: Iterable[ShownHeadings], now: datetime) -> None:
    """Keep the headings of tables whose files were just imported; an import whose headings are known adds nothing."""
    for file, tables in groupby(shown, key=lambda table: table.file):
        name = PurePath(normpath(file)).as_posix()
        (origin,) = connection.execute("select max(id) from import where name = ?", (name,)).fetchone()
        rows = [_row(position, table) for position, table in enumerate(tables) if table.layout is not None]
        if origin is not None and rows != _latest(connection, origin):
            connection.executemany(
                "insert into heading (import, seen_at, position, layout, sheet, finish, columns) values (?, ?, ?, ?, ?, ?, ?)",
                [(origin, now.isoformat(), *row) for row in rows],
            )


def before(connection: sqlite3.Connection, sha256: str) -> list[ShownHeadings]:
    """The headings of the imports before that of the file ``sha256``, the oldest first; of all where it is new."""
    rows = connection.execute(
        "select file, layout, sheet, finish, columns from heading join import on import.id = heading.import"
        " where import.id < coalesce((select min(id) from import where sha256 = ?), import.id + 1)"
        " order by import.id, heading.id",
        (sha256,),
    )
    return [_shown(*row) for row in rows]


def _row(position: int, table: ShownHeadings) -> _Row:
    columns = json.dumps(table.columns, ensure_ascii=False)
    return (position, table.layout or "", table.sheet, table.ends.isoformat() if table.ends else None, columns)


def _latest(connection: sqlite3.Connection, origin: int) -> list[_Row]:
    rows = connection.execute(
        "select position, layout, sheet, finish, columns from heading where import = ?"
        " and seen_at = (select max(seen_at) from heading where import = ?) order by id",
        (origin, origin),
    )
    return rows.fetchall()


def _shown(file: str, layout: str, sheet: str, finish: str | None, columns: str) -> ShownHeadings:
    paths = tuple((column, tuple(levels)) for column, levels in json.loads(columns))
    return ShownHeadings(file, sheet, layout, paths, date.fromisoformat(finish) if finish else None)
