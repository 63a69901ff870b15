"""The rows of a table -> how many are what, and every row from which nothing is observed, with the reason."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cccc.exports.grid import coordinate
from cccc.exports.inspect.outline import is_index
from cccc.exports.tables.rows import Role
from cccc.messages import m
from cccc.model.inspection import RowKind, SkippedRow
from cccc.vietnamese import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cccc.exports.reader import TableReading
    from cccc.exports.tables.rows import Row
    from cccc.messages import Message

_AVERAGES = tuple(map(fold, ("bình quân", "trung bình")))
_WITHIN = fold("trong đó")
_FIRST = 4
_FAULTY = m("not read: see the problem")

_REASONS = {
    RowKind.STRANGER: m("no unit is called so"),
    RowKind.TOTAL: m("a total: held against the sum of its rows"),
    RowKind.SUBTOTAL: m("a subtotal: held against the sum of its rows"),
    RowKind.GROUP: m("a group's name without figures"),
    RowKind.INDEX: m("numbers the columns"),
    RowKind.NOTE: m("stands below the table: a note or a signature"),
    RowKind.OTHER: m("no figures in it"),
}


def kinds_of(reading: TableReading) -> dict[int, RowKind]:
    """What each row below the headings is, by its number."""
    last = last_row(reading)
    return {row.number: _kind(reading, row, last) for row in reading.rows}


def last_row(reading: TableReading) -> int:
    """The last row that belongs to the table."""
    belonging = (row.number for row in reading.rows if row.role is not Role.OTHER)
    return max(belonging, default=reading.table.head.bottom)


def rows_left(
    reading: TableReading, kinds: dict[int, RowKind], observed: frozenset[int], faulty: frozenset[int]
) -> tuple[SkippedRow, ...]:
    """The rows without an observation, those alike that follow one another as one.

    ``observed`` are the numbers of the others, ``faulty`` those of rows with an error.  Where the period is not known, nothing
    is observed, and that is told once, not of every row.
    """
    first: dict[str, int] = {}
    left = []
    for row in reading.rows:
        again = first.setdefault(row.unit.id, row.number) if row.unit and not row.hidden else row.number
        kind = kinds[row.number]
        if not row.hidden and (kind is RowKind.PART or (kind is RowKind.UNIT and _counts(reading, row, observed, again))):
            continue
        text = _text(reading, row) if kind is RowKind.INDEX else row.name
        reason = _FAULTY if kind is RowKind.UNIT and again == row.number and row.number in faulty else _reason(row, kind, again)
        left.append(SkippedRow(row.number, row.number, coordinate(row.place), text, kind, row.hidden, reason))
    return tuple(_joined(left))


def _counts(reading: TableReading, row: Row, observed: frozenset[int], first: int) -> bool:
    return row.number in observed or (reading.period is None and first == row.number)


def _text(reading: TableReading, row: Row) -> str:
    """The first cells of a row."""
    texts = [cell.text for _, cell in reading.table.row(row.number)]
    return " ".join([*texts[:_FIRST], *(["…"] if len(texts) > _FIRST else [])])


def _kind(reading: TableReading, row: Row, last: int) -> RowKind:
    if row.role is not Role.OTHER:
        return RowKind(row.role.name.lower())
    if is_index([cell.text for _, cell in reading.table.grid.row(row.number)]):
        return RowKind.INDEX
    return RowKind.NOTE if row.number > last else RowKind.OTHER


def _reason(row: Row, kind: RowKind, first: int) -> Message:
    if row.hidden:
        return m("a hidden row")
    if kind is RowKind.UNIT:
        return m("the unit stands in row {row} already", row=first) if first != row.number else m("no figure is given")
    words = fold(row.name)
    if kind is RowKind.OTHER and words.startswith(_AVERAGES):
        return m("an average, no unit")
    if kind is RowKind.OTHER and words.startswith(_WITHIN):
        return m("a part of the row above it")
    return _REASONS.get(kind, m("no figures in it"))


def _joined(left: Sequence[SkippedRow]) -> Iterable[SkippedRow]:
    """Rows without a name of their own, or notes, in one run."""
    joined: list[SkippedRow] = []
    for row in left:
        before = joined[-1] if joined else None
        if before and (before.kind, before.reason, before.last + 1) == (row.kind, row.reason, row.number) and not row.text:
            joined[-1] = replace(before, last=row.number)
        else:
            joined.append(row)
    return joined
