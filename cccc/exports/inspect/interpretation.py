"""Exports -> how each was understood: its sheets, its tables, and the rows of each table with what became of them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING

from cccc.exports import formats
from cccc.exports.grid import coordinate
from cccc.exports.inspect.outline import is_index, outline
from cccc.exports.reader import not_asked, read_all
from cccc.exports.tables.checks import first_of_each
from cccc.exports.tables.headings import headings_of, shown_headings
from cccc.exports.tables.rows import Role
from cccc.exports.unit_names import key
from cccc.messages import m
from cccc.model.inspection import RowKind, SkippedRow
from cccc.model.layouts import Layout
from cccc.model.units import Roster, Unit
from cccc.problems import Location
from cccc.vietnamese import fold, slug

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from cccc.exports import Export
    from cccc.exports.dossiers import DossierReading, Dossiers
    from cccc.exports.grid import Grid
    from cccc.exports.tables import TableReading
    from cccc.exports.tables.rows import Row
    from cccc.messages import Message
    from cccc.model.layouts import AnyLayout
    from cccc.model.observations import InputFile, Observation, ShownHeadings
    from cccc.model.targets import Indicator
    from cccc.periods import Period
    from cccc.problems import Problem


@dataclass(frozen=True, slots=True)
class Known:
    """What the files are read by: first ``layouts``, then the ``built_in`` ones.

    ``named`` is false where there is no roster, and the units are only what the files call so; ``wanted`` are the indicators
    that the workspace judges.
    """

    layouts: Sequence[AnyLayout]
    built_in: Callable[[], Sequence[AnyLayout]]
    indicators: Mapping[str, Indicator]
    roster: Roster
    asked: Period | None = None
    named: bool = True
    wanted: frozenset[str] = frozenset()

    def own_tables(self) -> list[Layout]:
        """The workspace's own layouts of tables with a row per unit."""
        return [layout for layout in self.layouts if isinstance(layout, Layout)]

    def built_in_tables(self) -> list[Layout]:
        """Those that cccc ships."""
        return [layout for layout in self.built_in() if isinstance(layout, Layout)]


@dataclass(frozen=True, slots=True)
class Understood:
    """One file, with the tables and the lists of dossiers that were read from it; without grids it could not be read.

    The grid of a list holds its headings alone.  ``counted`` is what its lists came to.
    """

    input: InputFile
    kind: str
    size: int
    grids: tuple[Grid, ...]
    readings: tuple[TableReading, ...]
    lists: tuple[DossierReading, ...] = ()
    counted: tuple[Observation, ...] = ()

    def list_on(self, grid: Grid) -> DossierReading | None:
        """The list of dossiers on one sheet."""
        return next((reading for reading in self.lists if reading.found.grid.order == grid.order), None)

    def on(self, grid: Grid) -> list[TableReading]:
        """The tables of one sheet."""
        return [reading for reading in self.readings if reading.table.grid.order == grid.order]


def understand(
    exports: Sequence[Export], inputs: Sequence[InputFile], known: Known
) -> tuple[list[Understood], Known, list[Problem]]:
    """Every file as it was understood, by what it was read, and everything that is wrong in them."""
    readings, dossiers, problems = _read(exports, known)
    if not known.named:
        known = replace(known, roster=_named_here(readings))
        readings, dossiers, problems = _read(exports, known)
        problems = [problem for problem in problems if problem.code != "unknown-unit"]
    told = dossiers.totals()
    counted = told.observations
    spans = [*(reading.period for reading in readings if reading.period), *told.spans]
    _, conflicts = first_of_each(chain((seen for reading in readings for seen in reading.observations), counted))
    understood = [
        _understood(export, given, readings, dossiers.readings, counted) for export, given in zip(exports, inputs, strict=True)
    ]
    return understood, known, [*problems, *conflicts, *not_asked(exports, spans, known.asked)]


def _understood(
    export: Export,
    given: InputFile,
    readings: Sequence[TableReading],
    lists: Sequence[DossierReading],
    counted: Sequence[Observation],
) -> Understood:
    tables = tuple(reading for reading in readings if reading.table.grid.file == export.name)
    ours = tuple(reading for reading in lists if reading.found.grid.file == export.name)
    if ours:  # a list may be too long to be read as a grid again, and what stands in it is of persons
        seen = {grid.order: grid for grid in (*(one.found.grid for one in ours), *(one.table.grid for one in tables))}
        grids = tuple(seen[order] for order in sorted(seen))
    else:
        grids = tuple(formats.read(export)[0])
    figures = tuple(one for one in counted if one.source.file == export.name)
    return Understood(given, formats.kind_of(export) if grids else "", export.size(), grids, tables, ours, figures)


def shown(files: Iterable[Understood]) -> list[ShownHeadings]:
    """The headings of every table that is read, and of the sheets that no layout fits."""
    found = []
    for file in files:
        for grid in file.grids:
            readings = file.on(grid)
            found += [headings_of(reading.table, reading.period) for reading in readings]
            head = outline(grid) if not (readings or grid.hidden or file.list_on(grid)) else None
            if head is not None:
                found.append(shown_headings(grid, head))
    return found


def _read(exports: Sequence[Export], known: Known) -> tuple[list[TableReading], Dossiers, list[Problem]]:
    return read_all(exports, known.layouts, known.indicators, known.roster, known.asked, known.built_in)


def _named_here(readings: Sequence[TableReading]) -> Roster:
    """The names that stand with figures, as units; of two spellings the first."""
    names: dict[str, str] = {}
    for reading in readings:
        for row in reading.rows:
            if row.role is Role.STRANGER and row.name:
                names.setdefault(key(row.name), row.name)
    here = Location("")
    units = tuple(Unit(slug(name), name, "all", name, name, name, coordinate=False, location=here) for name in names.values())
    return Roster((), units)


# --- the rows of a table ----------------------------------------------------------------------------------------------


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
