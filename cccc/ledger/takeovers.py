"""A list of findings issued before the ledger began -> rows that later occurrences count, each once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cccc.ledger.values import list_text, span_columns, to_words
from cccc.model.evaluations import Takeover

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from cccc.model.evaluations import IssuedFinding


def take_over(
    connection: sqlite3.Connection, entries: Sequence[IssuedFinding], file: str, sha256: str, now: datetime
) -> Takeover:
    """Record the findings that the ledger does not hold yet; where it held one without its number or date, fill that in."""
    known: dict[object, tuple[int, str | None, str | None]] = {}
    for row, start, finish, kind, unit, indicators, number, dated in connection.execute(
        "select id, start, finish, kind, unit, indicators, number, dated from takeover_finding"
    ):
        known[_identity(start, finish, kind, unit, indicators)] = (row, number, dated)
    new: dict[object, IssuedFinding] = {}
    filled: dict[int, IssuedFinding] = {}
    differing: list[IssuedFinding] = []
    for entry in entries:
        start, finish = span_columns(entry.period)
        identity = _identity(start, finish, entry.kind, entry.unit, list_text(entry.indicators))
        if identity not in known:
            new.setdefault(identity, entry)
            continue
        row, number, dated = known[identity]
        day = _day(entry)
        if _differs(number, entry.number) or _differs(dated, day):
            differing.append(entry)
        elif (entry.number and not number) or (day and not dated):
            filled.setdefault(row, entry)
    if new:
        _insert(connection, new.values(), (file, sha256, now.isoformat()))
    connection.executemany(
        "update takeover_finding set number = coalesce(number, ?), dated = coalesce(dated, ?) where id = ?",
        [(entry.number, _day(entry), row) for row, entry in filled.items()],
    )
    return Takeover(len(new), len(filled), tuple(differing))


def _day(entry: IssuedFinding) -> str | None:
    return entry.dated.isoformat() if entry.dated else None


def _differs(known: str | None, given: str | None) -> bool:
    return known is not None and given is not None and known != given


def _identity(start: str | None, finish: str | None, kind: str, unit: str, indicators: str) -> object:
    return (start, finish, str(kind), unit, frozenset(to_words(indicators)))


def _insert(connection: sqlite3.Connection, entries: Iterable[IssuedFinding], origin: tuple[str, str, str]) -> None:
    number = connection.execute("insert into takeover (file, sha256, taken_at) values (?, ?, ?)", origin).lastrowid
    connection.executemany(
        "insert into takeover_finding (takeover, start, finish, kind, unit, indicators, number, dated)"
        " values (?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                number,
                *span_columns(entry.period),
                entry.kind,
                entry.unit,
                list_text(entry.indicators),
                entry.number,
                _day(entry),
            )
            for entry in entries
        ],
    )
