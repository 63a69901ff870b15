"""One cell -> its story: what it holds, what it was read as and with what exact value, or why it was left out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from cccc.exports.grid import Merge, coordinate
from cccc.exports.inspect.column_names import says
from cccc.exports.inspect.interpretation import kinds_of
from cccc.exports.inspect.outline import list_uses, outline, uses_of
from cccc.exports.tables.figures import lines_of
from cccc.exports.tables.rows import Role
from cccc.exports.tables.titles import told_in
from cccc.messages import Message, m
from cccc.model.inspection import CellReading, CellStory, ColumnRole, ColumnUse, RowKind
from cccc.model.observations import Kind
from cccc.vietnamese import decimal, fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cccc.exports.dossiers import DossierReading
    from cccc.exports.grid import Cell, Grid, Place
    from cccc.exports.inspect.interpretation import Known, Understood
    from cccc.exports.tables import TableReading
    from cccc.exports.tables.figures import Figure
    from cccc.exports.tables.headings import Heading
    from cccc.exports.tables.rows import Row
    from cccc.problems import Location, Problem

_CELL = re.compile(r"(?:(?:'(?P<quoted>.+)'|(?P<plain>.+?))!)?\$?(?P<letters>[A-Za-z]{1,3})\$?(?P<row>[1-9][0-9]{0,6})")
_KINDS = {ColumnRole.MEASURE: Kind.MEASURE, ColumnRole.RATE: Kind.RATE, ColumnRole.RATING: Kind.RATING}
_DECIMALS = 6
_PERSONAL = (
    *("chủ hồ sơ", "họ tên", "họ và tên", "người nộp", "công dân", "tổ chức, cá nhân", "ngày sinh", "năm sinh"),
    *("định danh cá nhân", "số định danh", "CCCD", "CMND", "căn cước", "điện thoại", "SĐT", "email", "địa chỉ"),
)
"""Headings over what is of persons."""
_WITHHELD = ("", "withheld", "General", "")


@dataclass(frozen=True, slots=True)
class CellReference:
    """A cell that the user asks about; without ``sheet``, that of every sheet."""

    sheet: str | None
    place: Place


def parse_cell(text: str) -> CellReference | None:
    """The cell that ``D42``, ``Tháng 8!D42`` or ``'Tháng 8'!D42`` names; None where it names none."""
    match = _CELL.fullmatch(text.strip())
    if match is None:
        return None
    column = 0
    for letter in match["letters"].upper():
        column = column * 26 + ord(letter) - ord("A") + 1
    return CellReference(match["quoted"] or match["plain"], (int(match["row"]), column))


def trace(asked: CellReference, files: Sequence[Understood], known: Known, problems: Sequence[Problem]) -> list[CellStory]:
    """The story of the cell on every sheet that is meant."""
    return [
        _story(grid, asked.place, file, known, problems)
        for file in files
        for grid in file.grids
        if asked.sheet is None or fold(asked.sheet) == fold(grid.sheet)
    ]


def _story(grid: Grid, place: Place, file: Understood, known: Known, problems: Sequence[Problem]) -> CellStory:
    listed = file.list_on(grid)
    if listed is not None:
        return _in_list(listed, place)
    anchor = _anchor(grid, place)
    cell, there = grid.cell(*anchor), grid.at(place)
    reading = _reading_at(file.on(grid), place)
    told = tuple(one for one in problems if one.location == there)
    if reading is None:
        return _strange(grid, anchor, there, told)
    row = next((row for row in reading.rows if row.number == place[0]), None)
    heading = next((one for one in reading.table.head.headings if one.column == place[1]), None)
    raw = _raw(cell) if heading is None or row is None or not _is_personal(heading) else _WITHHELD
    kind = kinds_of(reading).get(place[0])
    readings = tuple(_readings(reading, place, known)) if row is not None else ()
    outcome = _outcome(reading, anchor, row, kind, readings, told)
    return CellStory(
        there,
        *raw,
        heading.shown if heading and place[0] >= reading.table.head.top else (),
        kind,
        row.unit.name if row is not None and row.unit else None,
        readings,
        outcome if anchor == place else m("merged into {cell}: {outcome}", cell=coordinate(anchor), outcome=outcome),
        told,
        tuple(dict.fromkeys(name for one in readings for name in _users(one.taken, known))),
    )


def _in_list(reading: DossierReading, place: Place) -> CellStory:
    """What a list's cells hold is of persons: only its headings are shown."""
    found = reading.found
    heading = next((one for one in found.head.headings if one.column == place[1]), None)
    uses = list_uses(found).get(place[1], ())
    if place[0] <= found.head.bottom:
        outcome = m("a heading") if place[0] >= found.head.top else m("left out: it stands above the headings, in the title")
    elif all(one.use in (ColumnRole.NOT_USED, ColumnRole.ORDINAL) for one in uses):
        outcome = m("never read: the layout takes nothing from this column of a list of dossiers")
    else:
        outcome = m("counted with its row; what a list of dossiers holds is not shown")
    measures = tuple(CellReading(one, "", observed=False) for one in uses if one.about)
    return CellStory(
        found.grid.at(place),
        *(_raw(found.grid.cell(*place)) if place[0] <= found.head.bottom else _WITHHELD),
        heading.shown if heading and place[0] >= found.head.top else (),
        None,
        None,
        measures if place[0] > found.head.bottom else (),
        outcome,
        (),
        (),
    )


def _strange(grid: Grid, place: Place, there: Location, told: tuple[Problem, ...]) -> CellStory:
    """A cell that no layout reads; of a column that may hold persons nothing is shown."""
    head = outline(grid)
    heading = next((one for one in head.headings if one.column == place[1]), None) if head else None
    shown = heading.shown if head and heading and place[0] >= head.top else ()
    if head and heading and place[0] > head.bottom and _is_personal(heading):
        return CellStory(there, *_WITHHELD, shown, None, None, (), m("not shown: it may be of a person"), told, ())
    return CellStory(there, *_raw(grid.cell(*place)), shown, None, None, (), _unread(grid), told, ())


def _is_personal(heading: Heading) -> bool:
    return says(fold(" ".join(heading.shown)), _PERSONAL)


def _raw(cell: Cell) -> tuple[str, str, str, str]:
    """Value, kind of value, number format, text."""
    kind = "formula" if cell.stale else "empty" if cell.value is None else type(cell.value).__name__
    return ("" if cell.value is None else str(cell.value), kind, cell.number_format, cell.text)


def _anchor(grid: Grid, place: Place) -> Place:
    def holds(merge: Merge) -> bool:
        return merge.top <= place[0] <= merge.bottom and merge.left <= place[1] <= merge.right

    return next(((merge.top, merge.left) for merge in grid.merges if holds(merge)), place)


def _reading_at(readings: Sequence[TableReading], place: Place) -> TableReading | None:
    """The table that the cell stands in: of several, the one whose headings begin last above it, and reach its column."""
    above = [one for one in readings if one.table.head.top <= place[0]]
    beside = [one for one in above if any(heading.column == place[1] for heading in one.table.head.headings)]
    return max(beside or above or readings, key=lambda one: one.table.head.top, default=None)


# --- what was read ---------------------------------------------------------------------------------------------------


def _readings(reading: TableReading, place: Place, known: Known) -> Iterable[CellReading]:
    """Everything the cell takes part in: its figure, and whether that was observed."""
    lines, _ = lines_of(reading.table, reading.rows, known.indicators)
    line = next((line for line in lines if line.row.number == place[0]), None)
    for taken in uses_of(reading.table).get(place[1], ()):
        kind = _KINDS.get(taken.use)
        figure = line.figures.get((kind, taken.about)) if line is not None and kind is not None else None
        if figure is not None:
            yield CellReading(taken, _exact(figure, taken), _observed(reading, place, taken))


def _exact(figure: Figure, taken: ColumnUse) -> str:
    if not isinstance(figure.value, Fraction):
        return figure.value
    return decimal(figure.value, _DECIMALS) + ("%" if taken.use is ColumnRole.RATE else "")


def _observed(reading: TableReading, place: Place, taken: ColumnUse) -> bool:
    cell = coordinate(place)
    return any(
        seen.about == taken.about and seen.kind is _KINDS[taken.use] and cell in seen.source.cells
        for seen in reading.observations
    )


def _users(taken: ColumnUse, known: Known) -> list[str]:
    if taken.use is not ColumnRole.MEASURE:
        return [taken.about]
    return [indicator.id for indicator in known.indicators.values() if taken.about in indicator.measures]


# --- what it came to -------------------------------------------------------------------------------------------------


def _unread(grid: Grid) -> Message:
    if grid.hidden:
        return m("left out: the sheet is hidden")
    head = outline(grid)
    if head is None:
        return m("left out: nothing on this sheet looks like a table")
    return m("left out: no layout fits the headings of this sheet")


def _outcome(
    reading: TableReading,
    place: Place,
    row: Row | None,
    kind: RowKind | None,
    readings: Sequence[CellReading],
    problems: Sequence[Problem],
) -> Message:
    table = reading.table
    if place[0] < table.head.top:
        if reading.period is not None and told_in(table, table.grid.cell(*place).text) == reading.period:
            return m("the title: the period {period} was read from it", period=reading.period)
        return m("left out: it stands above the headings, in the title")
    if place[0] <= table.head.bottom:
        return m("a heading")
    if row is None:
        return m("left out: the row is empty")
    return _of_row(reading, place, row, kind, readings, problems)


def _of_row(
    reading: TableReading,
    place: Place,
    row: Row,
    kind: RowKind | None,
    readings: Sequence[CellReading],
    problems: Sequence[Problem],
) -> Message:
    table = reading.table
    uses = {taken.use for taken in uses_of(table).get(place[1], ())}
    hidden = row.hidden or place[1] in table.grid.hidden_columns
    if hidden:
        return m("left out: the row is hidden") if row.hidden else m("left out: the column is hidden")
    if not any(heading.column == place[1] for heading in table.head.headings):
        return m("left out: it stands beside the table, under no heading")
    if place == row.place and row.unit is not None:
        return m("the name of the row's unit")
    if kind in _LEFT:
        return _LEFT[kind]
    if not uses & _KINDS.keys():
        return _COLUMNS.get(next(iter(uses), ColumnRole.NOT_USED), m("left out: the layout takes nothing from this column"))
    return _of_value(reading, place, row, readings, problems)


def _of_value(
    reading: TableReading, place: Place, row: Row, readings: Sequence[CellReading], problems: Sequence[Problem]
) -> Message:
    """What became of a cell that the layout takes, in a row that may hold figures: the first of these that holds."""
    outcomes = (
        (any(one.observed for one in readings), m("observed")),
        (any(one.severity == "error" for one in problems), m("not read: see the problem")),
        (row.role in _TOTALS, m("used only for checks: a total is held against the sum of its rows")),
        (row.role is Role.STRANGER, m("left out: the row's name is no unit of the units file")),
        (not reading.table.grid.cell(*place).text, m("left out: the cell is empty, and that means not given")),
        (reading.period is None, m("left out: the table's period is not known")),
        (
            any(one.taken.use is ColumnRole.RATE for one in readings),
            m("used only for checks: a printed rate is held against its counts"),
        ),
        (not readings, m("left out: it stands for no figure")),
    )
    return next((outcome for holds, outcome in outcomes if holds), m("left out: the unit's figure is taken from another row"))


_TOTALS = (Role.TOTAL, Role.SUBTOTAL)
_LEFT = {
    RowKind.GROUP: m("left out: the row is a group's name"),
    RowKind.INDEX: m("left out: the row only numbers the columns"),
    RowKind.NOTE: m("left out: the row stands below the table, a note or a signature"),
    RowKind.OTHER: m("left out: the row is no unit's"),
}
_COLUMNS = {
    ColumnRole.ORDINAL: m("left out: the column only numbers the rows"),
    ColumnRole.CODE: m("the unit's code"),
    ColumnRole.TWIN: m("used only for checks: another column under the same heading is taken"),
    ColumnRole.HIDDEN: m("left out: the column is hidden"),
    ColumnRole.UNIT: m("left out: it names no unit"),
}
