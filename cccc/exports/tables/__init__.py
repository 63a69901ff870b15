"""Sheets -> tables of units -> observations: which tables a file holds, and what each tells, every figure with its cells."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import islice
from typing import TYPE_CHECKING

from cccc.exports.legacy import coding_of_sheet, way_out
from cccc.exports.tables.checks import check_lines
from cccc.exports.tables.figures import STALE, Figure, RowFigures, lines_of
from cccc.exports.tables.headings import Headings, on_sheet, same_figures
from cccc.exports.tables.layout_match import tables_by
from cccc.exports.tables.rows import DATA, Role, Row, rows_of
from cccc.exports.tables.search import SheetTables, tables_of
from cccc.exports.tables.titles import period_of, sender_texts, titles
from cccc.exports.tables.values import looks_like_number
from cccc.messages import m
from cccc.model.observations import Kind, Observation
from cccc.problems import Location, Problem, invalid, warning

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from cccc.exports.grid import Grid, Place
    from cccc.exports.tables.headings import Field, Table
    from cccc.exports.unit_names import Names
    from cccc.messages import Message
    from cccc.model.layouts import Layout
    from cccc.model.targets import Indicator
    from cccc.model.units import Roster, Unit
    from cccc.periods import Period

_LOOKED_AT = 5_000
"""Rows in which a table of units would have shown."""


@dataclass(frozen=True, slots=True)
class TableReading:
    """One table as it was understood; ``period`` is None where it is not known, and then nothing is observed."""

    table: Table
    period: Period | None
    rows: tuple[Row, ...] = ()
    observations: tuple[Observation, ...] = ()
    units: tuple[Unit, ...] = ()


@dataclass(frozen=True, slots=True)
class TableContext:
    """What the whole run knows; ``built_in`` gives the layouts behind the office's own, once they are needed.

    ``shared`` are ids that two units of the roster have, which is told there: their figures are neither's.
    """

    layouts: Sequence[Layout]
    built_in: Callable[[], Sequence[Layout]]
    indicators: Mapping[str, Indicator]
    roster: Roster
    names: Names
    asked: Period | None
    shared: frozenset[str]


# --- the tables of a file ----------------------------------------------------------------------------------------------


def find_tables(grid: Grid, context: TableContext) -> SheetTables:
    """Every table of a sheet, each by the layout that fits it best."""
    return tables_of(grid, context.layouts, context.built_in, context.indicators)


def chosen_tables(file: str, found: Sequence[SheetTables], context: TableContext) -> tuple[list[Table], list[Problem]]:
    """The tables of a file that are shown and understood, and what is said of its other sheets."""
    if not found:
        return [], []
    shown = [sheet for sheet in found if not sheet.grid.hidden]
    tables = [table for sheet in shown for table in _decided(sheet)]
    unread = [problem for sheet in shown for problem in _unread(sheet, context, beside=bool(tables))]
    if not tables and not unread:
        unread.append(no_table(file, [sheet.grid for sheet in shown]))
    hidden = [sheet for sheet in found if sheet.grid.hidden and any(_gives_more(table, tables) for table in sheet.tables)]
    return tables, [*unread, *(_hidden_sheet(sheet.grid) for sheet in hidden)]


def _fitting_elsewhere(grid: Grid, context: TableContext) -> Layout | None:
    """The office's layout whose headings a sheet holds whole, but whose sheets are called otherwise."""
    headings = Headings(grid)
    for layout in context.layouts:
        if not on_sheet(layout, grid.sheet):
            found = tables_by(replace(layout, sheet="*"), headings, context.indicators)
            if any(table.taken and not table.problems for table in found):
                return layout
    return None


def _decided(sheet: SheetTables) -> list[Table]:
    return sheet.tables if sheet.tied is None and sheet.undecided is None else []


def _unread(sheet: SheetTables, context: TableContext, *, beside: bool) -> Iterator[Problem]:
    """What is said of two layouts that read a sheet equally well, and differently, and of a table that no layout fits."""
    grid, tell = sheet.grid, warning if beside else Problem
    if sheet.tied is not None:
        yield _tied(grid, *sheet.tied)
    elif sheet.undecided is not None:
        yield tell("no-layout", grid.location, _undecided(*sheet.undecided))
    elif not sheet.tables and _looks_like_table(grid, context.names):
        yield tell("no-layout", grid.location, _no_layout(grid, _fitting_elsewhere(grid, context), beside=beside))
    elif sheet.strange:
        yield _no_layout_below(grid, sheet.strange[0])


def _gives_more(table: Table, shown: Sequence[Table]) -> bool:
    """Whether a hidden table holds figures that no shown copy of it gives."""
    return _holds_figures(table) and not any(same_figures(table, other) for other in shown)


def _looks_like_table(grid: Grid, names: Names) -> bool:
    """Two rows of a text and a number, or two names of units."""
    rows = [[cell for _, cell in grid.row(row)] for row in islice(grid.rows, _LOOKED_AT)]
    numbered = (row for row in rows if {looks_like_number(cell) for cell in row} == {True, False})
    named = (row for row in rows if any(names.named(cell.text, None) for cell in row))
    return any(len(list(islice(found, 2))) > 1 for found in (numbered, named))


def _holds_figures(table: Table) -> bool:
    return any(looks_like_number(table.grid.cell(row, column)) for row in table.body for column in table.figure_columns)


def _tied(grid: Grid, first: Layout, later: Layout) -> Problem:
    told = m(
        "the layouts {first} and {later} fit the same table ({place}) equally well, but read different columns",
        first=first.id,
        later=later.id,
        place=grid.location,
    )
    fix = m("remove one of the two, or tell them apart with sheet:, or with sums: that hold in one alone")
    return invalid("layouts-tie", later.location, told, fix)


def _undecided(first: Layout, later: Layout) -> Message:
    return m(
        "the headings of this sheet fit the built-in layouts {first} and {later}, and no sum tells which is right; "
        "write a layout of your own for such files",
        first=first.id,
        later=later.id,
    )


def _no_layout(grid: Grid, elsewhere: Layout | None, *, beside: bool) -> Message:
    if elsewhere is not None:
        return m(
            "the headings of this sheet fit the layout {layout}, but that is for sheets called “{pattern}”, and this one is "
            "“{sheet}”; correct sheet: in the layout (sheets of web pages and texts have numbers for names)",
            layout=elsewhere.id,
            pattern=elsewhere.sheet,
            sheet=grid.sheet,
        )
    if coding := coding_of_sheet(grid):
        return m("no layout fits the headings of this sheet: {reason}", reason=way_out(coding))
    if beside:
        return m("no layout fits the headings of this sheet; it was passed over")
    return m("no layout fits the headings of this sheet; correct the headings in a layout, or write a layout for such files")


def _no_layout_below(grid: Grid, row: int) -> Problem:
    told = m("no layout fits the table of this sheet whose headings stand in row {row}; that table was passed over", row=row)
    return warning("no-layout", grid.location, told)


def no_table(file: str, grids: Sequence[Grid]) -> Problem:
    """What is said of a file in which nothing looks like a table of units."""
    message = m("no sheet of this file holds a table of units; export the table from the portal again")
    if coding := next((coding for grid in grids if (coding := coding_of_sheet(grid))), None):
        message = m("no table of units can be found in this file: {reason}", reason=way_out(coding))
    return Problem("no-table", Location(file), message)


def _hidden_sheet(grid: Grid) -> Problem:
    message = m("this hidden sheet holds figures that were left out; show the sheet if they count")
    return warning("hidden-data", grid.at(min(grid.cells)), message)


# --- a table: its period, rows, figures --------------------------------------------------------------------------------


def read_table(table: Table, context: TableContext) -> tuple[TableReading, list[Problem]]:
    """A table as it was understood: its period, rows, figures and what is observed, and everything that is wrong in it."""
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
    sure = [line for line in units if line.row.unit and line.row.unit.id not in context.shared]
    seen = _observations(table, sure, period, context.indicators)
    totals = _total_rates(table, lines, period, context.indicators) if table.unit else []
    named = tuple(line.row.unit for line in units if line.row.unit)
    return TableReading(table, period, tuple(rows), (*seen, *totals), named), problems


def _units(table: Table, lines: Sequence[RowFigures]) -> tuple[list[RowFigures], list[Problem]]:
    """The lines of units, each unit once."""
    units: dict[Unit, RowFigures] = {}
    problems = []
    for line in lines:
        unit = line.row.unit
        if unit is None or line.row.hidden:
            continue
        first = units.setdefault(unit, line)
        if first is not line:
            message = m("{unit} stands in row {row} already; keep one of the two rows", unit=unit.name, row=first.row.number)
            problems.append(Problem("duplicate-unit", table.grid.at(line.row.place), message))
    return list(units.values()), problems


def _whole_table(
    table: Table, lines: Sequence[RowFigures], names: Names, period: Period | None
) -> tuple[list[RowFigures], list[Problem]]:
    """The one line of a table whose unit the title names: its total row, or else the sum of its rows."""
    if known := [line.row for line in lines if line.row.role is Role.PART and names.called(line.row.name, period)]:
        return [], [Problem("no-layout", table.grid.at(known[0].place), _units_for_fields(table))]
    named: dict[Place, list[Unit]] = {}
    for holder in titles(table):
        named = {place: names.inside(text, period) for place, text in sender_texts(holder)}
        if any(named.values()):
            break
    else:
        # the lines above the table of a web page stand in no cell
        named = {min(table.grid.cells): names.inside(" ; ".join(table.grid.title), period)}
    units = dict.fromkeys(unit for found in named.values() for unit in found)
    if len(units) != 1:
        place = next((place for place, found in named.items() if found), min(table.grid.cells))
        return [], [Problem("unknown-unit", table.grid.at(place), _unnamed_title(tuple(unit.name for unit in units)))]
    parts = [line for line in lines if line.row.role is Role.PART and not line.row.hidden]
    total = _total(lines) or (parts[0] if len(parts) == 1 else None)
    row = Row(table.head.bottom, Role.UNIT, "", (table.head.bottom, 1), next(iter(units)))
    figures = {which: figure for which in table.taken if (figure := _combined(which, total, parts))}
    return [RowFigures(row, figures)], []


def _combined(which: Field, total: RowFigures | None, parts: Sequence[RowFigures]) -> Figure | None:
    if total and which in total.figures:
        return total.figures[which]
    given = [line.figures[which] for line in parts if which in line.figures]
    if which[0] is not Kind.MEASURE or not given:
        return None
    values = [figure.value for figure in given if isinstance(figure.value, Fraction)]
    return Figure(sum(values, Fraction(0)), tuple(place for figure in given for place in figure.places))


def _units_for_fields(table: Table) -> Message:
    return m(
        "the rows of this table are units, but the layout {layout} takes them for parts of the unit that the title names; "
        "write a layout that gives their heading (unit: …)",
        layout=table.layout.id,
    )


def _unnamed_title(units: tuple[str, ...]) -> Message:
    if units:
        return m("the title names several units: {units}; it must name the one whose table this is", units=units)
    return m("the title names no unit of the units file, though the layout says so (unit: title); correct one of the two")


def _total(lines: Sequence[RowFigures]) -> RowFigures | None:
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


def _left_out(table: Table, lines: Sequence[RowFigures]) -> Iterator[Problem]:
    """A warning for each run of hidden rows and each hidden column that holds figures."""
    data = [line for line in lines if line.row.role in DATA]
    last = None
    for line in (line for line in lines if line.row.role is not Role.GROUP):
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
    table: Table, units: Sequence[RowFigures], period: Period, indicators: Mapping[str, Indicator]
) -> Iterator[Observation]:
    """A line's figures; a printed rate only where its counts are not given."""
    for line in units:
        for which, figure in line.figures.items():
            if line.row.unit and not (which[0] is Kind.RATE and _counted(table, line, which[1], indicators)):
                yield _observation(table, line.row.unit.id, which, figure, period)


def _total_rates(
    table: Table, lines: Sequence[RowFigures], period: Period, indicators: Mapping[str, Indicator]
) -> list[Observation]:
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


def _counted(table: Table, line: RowFigures, about: str, indicators: Mapping[str, Indicator]) -> bool:
    """Whether the counts behind a rate are given, over the same window; of a denominator of zero there is no rate either."""
    indicator = indicators.get(about)
    if indicator is None or not (
        line.counted(indicator) or (indicator.denominator and line.number(indicator.denominator) == 0)
    ):
        return False
    windows = {table.layout.measures[name].window for name in indicator.measures if name in table.layout.measures}
    return windows == {table.layout.rates[about].window}


def _observation(table: Table, unit: str | None, which: Field, figure: Figure, period: Period) -> Observation:
    window = table.columns[which].window
    return Observation(unit, *which, period, figure.value, figure.source(table.grid), window, figure.margin)
