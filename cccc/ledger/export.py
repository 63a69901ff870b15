"""A ledger -> YAML that people can read and compare, a line for each row, and such YAML -> the rows of an equal ledger.

Only what is plain text is written without quotes, so that every program reads what was meant; a list kept as JSON is written as
the list that it is, where that gives back the same text.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from cccc import __version__
from cccc.ledger import store
from cccc.ledger.values import span_columns
from cccc.messages import m

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from cccc.messages import Message
    from cccc.periods import Period

FORMAT = "cccc/ledger@1"

_PLAIN = re.compile(r"[a-z][a-z0-9_]*(?:-[a-z0-9_]+)*")
_LONGEST_PLAIN = 40  # a hash is quoted whichever sign it begins with
_NO_TEXT = frozenset({"null", "true", "false", "yes", "no", "on", "off", "y", "n"})
_ESCAPED = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_ENCODE = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode

_OF_EVALUATION = "select id from evaluation where start = :start and finish = :finish"
_OF_PAPER = "select id from paper where start = :start and finish = :finish"
_SEEN = "finish >= :start and finish <= :finish"
_IMPORTED = f"select import from observation where {_SEEN}"  # noqa: S608 - own words
_EXCERPT = {
    "import": f"id in ({_IMPORTED})",
    "observation": _SEEN,
    "heading": f"import in ({_IMPORTED})",
    "evaluation": "start = :start and finish = :finish",
    "run": f"evaluation in ({_OF_EVALUATION})",
    "paper": "start = :start and finish = :finish",
    "paper_finding": f"paper in ({_OF_PAPER})",
    "paper_effect": f"paper in ({_OF_PAPER}) or other in ({_OF_PAPER})",
    "takeover_finding": "start = :start and finish = :finish",
    "takeover": "id in (select takeover from takeover_finding where start = :start and finish = :finish)",
    "draft": "start = :start and finish = :finish",
    "declared": "1",
    "declared_file": "1",
}
"""What an excerpt of one period holds; rows of an evaluation go with it, other tables are left out."""


def lines(connection: sqlite3.Connection, period: Period | None = None) -> Iterator[str]:
    """The whole ledger, or what it holds of ``period``."""
    (version,) = connection.execute("pragma user_version").fetchone()
    yield f"ledger: {FORMAT}"
    yield f"schema: {version}"
    yield f'made_by: "{__version__}"'
    if period is not None:
        yield f'excerpt: "{period.label}"'
    yield "tables:"
    for table in _tables(connection):
        columns, keys = _columns(connection, table)
        where = "1" if period is None else _EXCERPT.get(table) or _goes_with_evaluation(columns)
        bounds = dict(zip(("start", "finish"), span_columns(period), strict=True))
        query = f'select * from "{table}" where {where} order by {", ".join(keys)}'  # noqa: S608 - names of its own schema
        rows = [_row(columns, row) for row in connection.execute(query, bounds)]
        yield f"  {table}:" if rows else f"  {table}: []"
        yield from rows


def _goes_with_evaluation(columns: list[str]) -> str:
    return f"evaluation in ({_OF_EVALUATION})" if "evaluation" in columns else "0"


def _tables(connection: sqlite3.Connection) -> list[str]:
    rows = connection.execute("select name from sqlite_master where type = 'table' and name not like 'sqlite_%' order by rowid")
    return [name for (name,) in rows]


def _columns(connection: sqlite3.Connection, table: str) -> tuple[list[str], list[str]]:
    """The columns of a table, and its key as it is sorted by."""
    rows = connection.execute(f'pragma table_info("{table}")').fetchall()
    keys = sorted((place, name) for _, name, _, _, _, place in rows if place)
    return [name for _, name, *_ in rows], [f'"{name}"' for _, name in keys] or ["rowid"]


def _row(columns: list[str], row: tuple[Any, ...]) -> str:
    told = (f"{name}: {_value(value)}" for name, value in zip(columns, row, strict=True) if value is not None)
    return f"  - {{{', '.join(told)}}}"


def _value(value: int | str) -> str:
    if isinstance(value, int):
        return str(value)
    if value[:1] in ("[", "{"):
        inside = _unfolded(value)
        if inside is not None:
            return _flow(inside)
    return _text(value)


def _unfolded(text: str) -> Any:
    """The list or mapping that ``text`` is the JSON of; None where writing it again would give another text."""
    try:
        inside = json.loads(text)
        return inside if _is_simple(inside) and _ENCODE(inside) == text else None
    except (ValueError, RecursionError):
        return None


def _is_simple(inside: Any) -> bool:
    if isinstance(inside, list):
        return all(map(_is_simple, inside))
    if isinstance(inside, dict):
        return all(map(_is_simple, inside.values()))
    return inside is None or isinstance(inside, str) or type(inside) is int


def _flow(inside: Any) -> str:
    match inside:
        case list():
            return f"[{', '.join(map(_flow, inside))}]"
        case dict():
            return f"{{{', '.join(f'{_text(key)}: {_flow(value)}' for key, value in inside.items())}}}"
        case None:
            return "null"
        case str():
            return _text(inside)
        case _:
            return str(inside)


def _text(text: str) -> str:
    if len(text) <= _LONGEST_PLAIN and _PLAIN.fullmatch(text) and text not in _NO_TEXT:
        return text
    return _ESCAPED.sub(lambda match: f"\\u{ord(match[0]):04x}", json.dumps(text, ensure_ascii=False))


# --- and back --------------------------------------------------------------------------------------------------------


def build(tree: Any, path: Path) -> Message | None:
    """Make the database ``path`` of what `lines` had written; what forbids it, where something does."""
    if not isinstance(tree, dict) or tree.get("ledger") != FORMAT:
        return m("this is no export of a ledger; give a file that cccc ledger backup or export has written")
    if "excerpt" in tree:
        return m("this is an excerpt of one period; only a whole export can be restored")
    version, tables = tree.get("schema"), tree.get("tables")
    if type(version) is not int or not 1 <= version <= store.newest():
        return m("the export was written by a newer cccc; update cccc on this computer")
    if not isinstance(tables, dict):
        return m("the key {key} is missing", key="tables")
    with store.made(path, version) as connection:
        for table, rows in tables.items():
            fault = _fill(connection, table, rows)
            if fault is not None:
                return fault
    return None


def _fill(connection: sqlite3.Connection, table: Any, rows: Any) -> Message | None:
    if table not in _tables(connection) or not isinstance(rows, list):
        return m("{name} is no table of a ledger", name=str(table))
    columns, _ = _columns(connection, table)
    for at, row in enumerate(rows, 1):
        if not isinstance(row, dict) or not row or not row.keys() <= set(columns):
            return m("row {number} of {table} has other columns than a ledger's", number=at, table=table)
        names = ", ".join(f'"{name}"' for name in row)
        marks = ", ".join("?" for _ in row)
        fault = store.insert(connection, f'insert into "{table}" ({names}) values ({marks})', _stored(row))  # noqa: S608
        if fault is not None:
            return m("row {number} of {table} cannot be taken: {reason}", number=at, table=table, reason=fault)
    return None


def _stored(row: Mapping[str, Any]) -> list[Any]:
    return [_ENCODE(value) if isinstance(value, list | dict) else value for value in row.values()]
