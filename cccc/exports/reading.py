"""Turns the bytes of exports into observations: files to grids, grids to tables, rows to units, cells to exact figures."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import islice
from typing import TYPE_CHECKING

from cccc.exports import files as readers
from cccc.exports.checks import check_lines, first_of_each
from cccc.exports.figures import STALE, Figure, Line, lines_of
from cccc.exports.headings import Table, columns_of, find_table
from cccc.exports.rows import DATA, Role, Row, rows_of
from cccc.exports.spans import period_of, title_places
from cccc.exports.units import Names
from cccc.exports.values import looks_like_number
from cccc.messages import m
from cccc.model import Kind, Observation, Reading, Roster, Unit
from cccc.problems import Location, Problem, warning

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cccc.exports.grid import Grid
    from cccc.exports.headings import Field
    from cccc.exports.inputs import Export
    from cccc.messages import Message
    from cccc.model import Indicator, Layout
    from cccc.periods import Period


@dataclass(frozen=True, slots=True)
class TableReading:
    """One table as it was understood; ``period`` is None where it is not known, and then nothing is observed."""

    table: Table
    period: Period | None
    rows: tuple[Row, ...] = ()
    observations: tuple[Observation, ...] = ()
    units: tuple[Unit, ...] = ()


@dataclass(frozen=True, slots=True)
class _Context:
    """What the whole run knows."""

    layouts: Sequence[Layout]
    indicators: Mapping[str, Indicator]
    roster: Roster
    names: Names
    asked: Period | None


def read_exports(
    exports: Sequence[Export],
    layouts: Sequence[Layout],
    indicators: Mapping[str, Indicator],
    roster: Roster,
    asked: Period | None,
) -> tuple[Reading, list[Problem]]:
    """What the files tell, and everything that is wrong in them; ``asked`` is the period given with ``--period``."""
    readings, problems = read_tables(exports, layouts, indicators, roster, asked)
    observations, conflicts = first_of_each(observation for reading in readings for observation in reading.observations)
    spans = dict.fromkeys(reading.period for reading in readings if reading.period)
    reading = Reading(
        tuple(observations),
        tuple(spans),
        frozenset((unit.id, reading.period) for reading in readings if reading.period for unit in reading.units),
        tuple(dict.fromkeys(source for reading in readings if (source := reading.table.layout.source))),
    )
    return reading, [*problems, *conflicts, *_not_asked(exports, reading.spans, asked)]


def read_tables(
    exports: Sequence[Export],
    layouts: Sequence[Layout],
    indicators: Mapping[str, Indicator],
    roster: Roster,
    asked: Period | None,
) -> tuple[list[TableReading], list[Problem]]:
    """Every table of the files, as it was understood, each by itself."""
    context = _Context(layouts, indicators, roster, Names(roster), asked)
    readings, problems = list[TableReading](), list[Problem]()
    for export in exports:
        grids, wrong = readers.read(export)
        tables, unfit = _tables(export.name, grids, context) if not wrong else ([], [])
        problems += [*wrong, *unfit]
        for table in tables:
            reading, wrong = _read_table(table, context)
            readings.append(reading)
            problems += wrong
    return readings, problems


def _not_asked(exports: Sequence[Export], spans: Sequence[Period], asked: Period | None) -> list[Problem]:
    if asked is None or not spans or asked in spans:
        return []
    return [
        Problem(
            "period-mismatch",
            Location(exports[0].name),
            m(
                "no table is of {asked}, the files hold {spans}; give the right files, or the right --period",
                asked=asked,
                spans=tuple(spans),
            ),
        )
    ]


# --- a file: its tables ----------------------------------------------------------------------------------------------


def _tables(file: str, grids: Sequence[Grid], context: _Context) -> tuple[list[Table], list[Problem]]:
    """The tables that are shown and understood, and what is said of the other sheets."""
    found = {grid.order: find_table(grid, context.layouts, context.indicators) for grid in grids}
    shown = [grid for grid in grids if not grid.hidden]
    tables = [table for grid in shown if (table := found[grid.order])]
    hidden = [table for grid in grids if grid.hidden and (table := found[grid.order]) and _holds_figures(table)]
    strange = [grid for grid in shown if not found[grid.order] and _looks_like_table(grid, context.names)]
    problems = [_no_layout(grid, beside=bool(tables)) for grid in strange]
    problems += [_hidden_sheet(table.grid) for table in hidden]
    if not tables and not strange:
        problems.append(_no_table(file))
    return tables, problems


def _looks_like_table(grid: Grid, names: Names) -> bool:
    """Two rows of a text and a number, or two names of units."""
    rows = [[cell for _, cell in grid.row(row)] for row in grid.rows]
    numbered = (row for row in rows if {looks_like_number(cell) for cell in row} == {True, False})
    named = (row for row in rows if any(names.named(cell.text, None) for cell in row))
    return any(len(list(islice(found, 2))) > 1 for found in (numbered, named))


def _holds_figures(table: Table) -> bool:
    return any(looks_like_number(table.grid.cell(row, column)) for row in table.body for column in table.figure_columns)


def _no_layout(grid: Grid, *, beside: bool) -> Problem:
    if beside:
        return warning("no-layout", grid.location, m("no layout fits the headings of this sheet; it was passed over"))
    return Problem(
        "no-layout",
        grid.location,
        m("no layout fits the headings of this sheet; correct the headings in a layout, or write a layout for such files"),
    )


def _no_table(file: str) -> Problem:
    message = m("no sheet of this file holds a table of units; export the table from the portal again")
    return Problem("no-table", Location(file), message)


def _hidden_sheet(grid: Grid) -> Problem:
    message = m("this hidden sheet holds figures that were left out; show the sheet if they count")
    return warning("hidden-data", grid.at(min(grid.cells)), message)


# --- a table: its period, rows, figures ------------------------------------------------------------------------------


def _read_table(table: Table, context: _Context) -> tuple[TableReading, list[Problem]]:
    if not table.taken:
        return TableReading(table, None), list(table.problems)
    period, undated = period_of(table, context.asked)
    rows = rows_of(table, context.names, context.roster, context.indicators, period)
    lines, unreadable = lines_of(table, rows, context.indicators)
    problems = [*table.problems, *undated, *unreadable, *_left_out(table, lines), *_strangers(table, rows)]
    problems += check_lines(table, lines, context.indicators)
    if table.unit is None:
        units, unnamed = _whole_table(table, lines, context.names, period)
    else:
        units, unnamed = _units(table, lines)
    problems += unnamed
    if period is None:
        return TableReading(table, None, tuple(rows)), problems
    seen = _observations(table, units, period, context.indicators)
    totals = _total_rates(table, lines, period, context.indicators) if table.unit else []
    named = tuple(line.row.unit for line in units if line.row.unit)
    return TableReading(table, period, tuple(rows), (*seen, *totals), named), problems


def _units(table: Table, lines: Sequence[Line]) -> tuple[list[Line], list[Problem]]:
    """The lines of units, each unit once."""
    units: dict[str, Line] = {}
    problems = []
    for line in lines:
        unit = line.row.unit
        if unit is None or line.row.hidden:
            continue
        first = units.setdefault(unit.id, line)
        if first is not line:
            message = m("{unit} stands in row {row} already; keep one of the two rows", unit=unit.name, row=first.row.number)
            problems.append(Problem("duplicate-unit", table.grid.at(line.row.place), message))
    return list(units.values()), problems


def _whole_table(table: Table, lines: Sequence[Line], names: Names, period: Period | None) -> tuple[list[Line], list[Problem]]:
    """The one line of a table whose unit the title names: its total row, or else the sum of its rows."""
    named = {place: names.inside(table.grid.cell(*place).text, period) for place in title_places(table)}
    units = dict.fromkeys(unit for found in named.values() for unit in found)
    if len(units) != 1:
        place = next((place for place, found in named.items() if found), min(table.grid.cells))
        return [], [Problem("unknown-unit", table.grid.at(place), _unnamed_title(tuple(unit.name for unit in units)))]
    parts = [line for line in lines if line.row.role is Role.PART and not line.row.hidden]
    total = _total(lines) or (parts[0] if len(parts) == 1 else None)
    row = Row(table.head.bottom, Role.UNIT, "", (table.head.bottom, 1), next(iter(units)))
    figures = {which: figure for which in table.taken if (figure := _combined(which, total, parts))}
    return [Line(row, figures)], []


def _combined(which: Field, total: Line | None, parts: Sequence[Line]) -> Figure | None:
    if total and which in total.figures:
        return total.figures[which]
    given = [line.figures[which] for line in parts if which in line.figures]
    if which[0] is not Kind.MEASURE or not given:
        return None
    values = [figure.value for figure in given if isinstance(figure.value, Fraction)]
    return Figure(sum(values, Fraction(0)), tuple(place for figure in given for place in figure.places))


def _unnamed_title(units: tuple[str, ...]) -> Message:
    if units:
        return m("the title names several units: {units}; it must name the one whose table this is", units=units)
    return m("the title names no unit of the units file, though the layout says so (unit: title); correct one of the two")


def _total(lines: Sequence[Line]) -> Line | None:
    """The row that totals the whole table: of several, the one that is neither a bare "Cộng" nor a group's."""
    totals = [line for line in lines if line.row.role is Role.TOTAL and not line.row.hidden]
    whole = [line for line in totals if line.row.level == 0]
    return totals[0] if len(totals) == 1 else next(iter(whole), None)


# --- what is wrong with rows -----------------------------------------------------------------------------------------


def _strangers(table: Table, rows: Sequence[Row]) -> Iterator[Problem]:
    for row in rows:
        if row.role is Role.STRANGER and row.reason and not row.hidden:
            stale = table.grid.cell(*row.place).stale
            code, reason = (STALE.code, STALE.message) if stale else ("unknown-unit", row.reason)
            yield Problem(code, table.grid.at(row.place), reason)


def _left_out(table: Table, lines: Sequence[Line]) -> Iterator[Problem]:
    """A warning for each run of hidden rows and each hidden column that holds figures."""
    data = [line for line in lines if line.row.role in DATA]
    last = None
    for line in data:
        if line.row.hidden and any(table.grid.cell(line.row.number, column).text for column in table.figure_columns):
            if last is None or line.row.number > last + 1:
                place = (line.row.number, table.grid.rows[line.row.number][0])
                message = m("this hidden row holds figures that were left out; show the row if they count")
                yield warning("hidden-data", table.grid.at(place), message)
            last = line.row.number
    for heading in table.hidden:
        if any(table.grid.cell(line.row.number, heading.column).text for line in data):
            message = m("this hidden column holds figures that were left out; show the column if they count")
            yield warning("hidden-data", table.grid.at(_first_cell(table, heading.column)), message)


def _first_cell(table: Table, column: int) -> tuple[int, int]:
    rows = (row for row, columns in table.grid.rows.items() if row >= table.head.top and column in columns)
    return (next(rows), column)


# --- what is observed ------------------------------------------------------------------------------------------------


def _observations(
    table: Table, units: Sequence[Line], period: Period, indicators: Mapping[str, Indicator]
) -> Iterator[Observation]:
    """A line's figures; a printed rate only where its counts are not given."""
    for line in units:
        for which, figure in line.figures.items():
            if line.row.unit and not (which[0] is Kind.RATE and _counted(table, line, which[1], indicators)):
                yield _observation(table, line.row.unit.id, which, figure, period)


def _total_rates(table: Table, lines: Sequence[Line], period: Period, indicators: Mapping[str, Indicator]) -> list[Observation]:
    """The printed rates of the total row, for indicators of which no unit gives counts."""
    total = _total(lines)
    if total is None:
        return []
    return [
        _observation(table, None, which, figure, period)
        for which, figure in total.figures.items()
        if which[0] is Kind.RATE
        and not any(_counted(table, line, which[1], indicators) for line in lines if line.row.role is Role.UNIT)
    ]


def _counted(table: Table, line: Line, about: str, indicators: Mapping[str, Indicator]) -> bool:
    """Whether the counts behind a rate are given, over the same window."""
    if about not in indicators or not line.counted(indicators[about]):
        return False
    windows = {table.layout.measures[name].window for name in indicators[about].measures}
    return windows == {table.layout.rates[about].window}


def _observation(table: Table, unit: str | None, which: Field, figure: Figure, period: Period) -> Observation:
    window = columns_of(table.layout)[which].window
    return Observation(unit, *which, period, figure.value, figure.source(table.grid), window, figure.margin)
