"""A ledger -> everything in it that is not as it was written: damage, dangling references, altered rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cccc.ledger import evaluations, imports, provenance
from cccc.ledger.values import to_span
from cccc.messages import m
from cccc.model.evaluations import finding_key

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from cccc.messages import Message

_UNREADABLE = (ValueError, TypeError, KeyError, ArithmeticError)
"""What reading a row of wrong values raises."""


def faults(connection: sqlite3.Connection) -> list[Message]:
    """What is wrong; where the file itself is damaged, nothing else is looked at."""
    damage = [detail for (detail,) in connection.execute("pragma integrity_check") if detail != "ok"]
    if damage:
        return [m("the file is damaged: {detail}", detail=detail) for detail in damage]
    return [
        *_dangling(connection),
        *_altered_imports(connection),
        *_miscounted(connection),
        *_altered_evaluations(connection),
        *_wrong_keys(connection),
        *_altered_declarations(connection),
    ]


def _dangling(connection: sqlite3.Connection) -> Iterator[Message]:
    found = connection.execute("pragma foreign_key_check").fetchall()
    for table, parent in dict.fromkeys((table, parent) for table, _, parent, _ in found):
        yield m("rows of {table} refer to rows of {parent} that are not there", table=table, parent=parent)


def _altered_imports(connection: sqlite3.Connection) -> Iterator[Message]:
    for file, at in imports.altered_imports(connection):
        yield m("the figures of {file}, imported {at}, are not those that were read from it", file=file, at=_moment(at))


def _miscounted(connection: sqlite3.Connection) -> Iterator[Message]:
    for unit, about, finish in imports.miscounted(connection):
        named = {"unit": unit or "–", "about": about, "day": finish}
        yield m("{unit}, {about} to {day}: not the latest figure counts, or several do", **named)


def _altered_evaluations(connection: sqlite3.Connection) -> Iterator[Message]:
    rows = connection.execute("select id, start, finish, made_at, digest from evaluation order by id").fetchall()
    for number, start, finish, made_at, digest in rows:
        try:
            same = evaluations.digest_of(evaluations.load_stored(connection, number)) == digest
        except _UNREADABLE:
            same = False
        if not same:
            period = _label(start, finish)
            yield m("the evaluation of {period}, made {at}, is not what was saved", period=period, at=_moment(made_at))


def _wrong_keys(connection: sqlite3.Connection) -> Iterator[Message]:
    proposed = "finding join evaluation on evaluation.id = finding.evaluation"
    for table in (proposed, "paper_finding"):
        rows = connection.execute(f"select start, finish, key, {evaluations.FINDING} from {table}")  # noqa: S608 - own names
        for start, finish, key, *columns in rows:
            try:
                right = finding_key(to_span(start, finish), evaluations.to_finding(*columns)) == key
            except _UNREADABLE:
                right = False
            if not right:
                period = _label(start, finish)
                yield m("the finding {key} of {period} does not say what its key stands for", key=key, period=period)


def _altered_declarations(connection: sqlite3.Connection) -> Iterator[Message]:
    for number, digest in connection.execute("select id, digest from declared order by id").fetchall():
        rows = [(one.role, one.file, one.sha256) for one in provenance.declared_files(connection, number)]
        if provenance.declared_digest(rows) != digest:
            yield m("the list {number} of declared files is not what was saved", number=number)


def _moment(at: str) -> str:
    """A time as people read it; the ledger's are of the prime meridian."""
    return f"{at[:16].replace('T', ' ')} UTC"


def _label(start: str, finish: str) -> str:
    try:
        return to_span(start, finish).label
    except _UNREADABLE:
        return f"{start}..{finish}"
