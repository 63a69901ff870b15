"""Turns the bytes of exports into observations: files to grids, grids to tables, rows to units, cells to exact figures."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from cccc.exports import formats
from cccc.exports.dossiers import Dossiers, beside_list, lists_among
from cccc.exports.formats.refusals import TOO_LARGE
from cccc.exports.inspect.drift import headings_of
from cccc.exports.tables.checks import check_lines, first_of_each
from cccc.exports.tables.figures import STALE, Figure, Line, lines_of
from cccc.exports.tables.rows import DATA, Role, Row, rows_of
from cccc.exports.tables.senders import sender_texts
from cccc.exports.tables.sheets import no_table, tables_of_file
from cccc.exports.tables.spans import period_of, titles
from cccc.exports.unit_names import Names
from cccc.messages import m
from cccc.model.layouts import Layout
from cccc.model.observations import Kind, Observation, Reading
from cccc.problems import Location, Problem, warning

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from cccc.exports.grid import Grid, Place
    from cccc.exports.inputs import Export
    from cccc.exports.tables.headings import Field, Table
    from cccc.messages import Message
    from cccc.model.layouts import AnyLayout
    from cccc.model.targets import Indicator
    from cccc.model.units import Roster, Unit
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


def read_exports(
    exports: Sequence[Export],
    layouts: Sequence[AnyLayout],
    indicators: Mapping[str, Indicator],
    roster: Roster,
    asked: Period | None,
    built_in: Callable[[], Sequence[AnyLayout]] = tuple,
) -> tuple[Reading, list[Problem]]:
    """What the files tell, and everything that is wrong in them; ``asked`` is the period given with ``--period``.

    ``built_in`` gives the layouts that cccc ships; it is asked only where the office's own ``layouts`` do not read everything.
    """
    readings, dossiers, problems = read_all(exports, layouts, indicators, roster, asked, built_in)
    lists = dossiers.told()
    seen = [observation for reading in readings for observation in reading.observations]
    # the lists of one layout agree, for they count as one: a million observations need not be held against one another
    alone = not seen and lists.layouts <= 1
    observations, conflicts = (lists.observations, []) if alone else first_of_each([*seen, *lists.observations])
    spans = dict.fromkeys((*(reading.period for reading in readings if reading.period), *lists.spans))
    reading = Reading(
        tuple(observations),
        tuple(spans),
        lists.present.union((unit.id, reading.period) for reading in readings if reading.period for unit in reading.units),
        tuple(dict.fromkeys((*(source for one in readings if (source := one.table.layout.source)), *lists.sources))),
        tuple(headings_of(reading.table, reading.period) for reading in readings),
    )
    return reading, [*problems, *lists.problems, *conflicts, *not_asked(exports, reading.spans, asked)]


def read_all(
    exports: Sequence[Export],
    layouts: Sequence[AnyLayout],
    indicators: Mapping[str, Indicator],
    roster: Roster,
    asked: Period | None,
    built_in: Callable[[], Sequence[AnyLayout]] = tuple,
) -> tuple[list[TableReading], Dossiers, list[Problem]]:
    """Every table and every list of dossiers of the files, as it was understood, each by itself."""
    holders = Counter(unit.id for unit in dict.fromkeys(roster.units))
    shared = frozenset(one for one, count in holders.items() if count > 1)
    context = _Context(_by_unit(layouts), lambda: _by_unit(built_in()), indicators, roster, Names(roster), asked, shared)
    dossiers = Dossiers(lists_among(layouts), lambda: lists_among(built_in()), context.names, asked)
    readings, problems = list[TableReading](), list[Problem]()
    for export in exports:
        if dossiers.counts_again(export):
            continue
        before = len(dossiers.readings)
        tables, wrong = _file(export, context, dossiers)
        if len(dossiers.readings) > before:
            dossiers.has_counted(export)
        problems += wrong
        for table in tables:
            reading, wrong = _read_table(table, context)
            readings.append(reading)
            problems += wrong
    return readings, dossiers, problems


def _by_unit(layouts: Sequence[AnyLayout]) -> list[Layout]:
    return [layout for layout in layouts if isinstance(layout, Layout)]


def not_asked(exports: Sequence[Export], spans: Sequence[Period], asked: Period | None) -> list[Problem]:
    """The problem that no table is of the period asked for."""
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


def _file(export: Export, context: _Context, dossiers: Dossiers) -> tuple[list[Table], list[Problem]]:
    """The tables of a file; its lists of dossiers are read at once, by a built-in layout only where no table is."""
    taken = dossiers.of_file(export)
    if taken is not None:
        return [], taken
    grids, wrong = formats.read(export)
    if wrong:
        large = any(problem.message == TOO_LARGE for problem in wrong)
        taken = dossiers.of_file(export, last=True, large=large)
        return [], taken if taken is not None else dossiers.refused(wrong)
    rest, listed = dossiers.of_grids(grids)
    tables, unfit = _tables(export.name, rest, context) if grids else ([], [no_table(export.name, [])])
    late = list[Problem]()
    if any(problem.code in ("no-layout", "no-table") for problem in unfit):
        taken = dossiers.of_file(export, last=True) if len(rest) == len(grids) else None
        if taken is not None:
            return [], taken
        unread = [grid for grid in rest if not any(table.grid is grid for table in tables)]
        others, late = dossiers.of_grids(unread, last=True)
        if len(others) < len(unread):
            rest = [grid for grid in rest if not _is_among(grid, unread) or _is_among(grid, others)]
            tables, unfit = _tables(export.name, rest, context)
    if any(not grid.hidden and not _is_among(grid, rest) for grid in grids):
        unfit = beside_list(unfit)
    return tables, [*listed, *late, *unfit]


def _tables(file: str, grids: Sequence[Grid], context: _Context) -> tuple[list[Table], list[Problem]]:
    if not grids:
        return [], []
    return tables_of_file(file, grids, context.layouts, context.built_in, context.indicators, context.names)


def _is_among(grid: Grid, grids: Sequence[Grid]) -> bool:
    return any(grid is other for other in grids)


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
    sure = [line for line in units if line.row.unit and line.row.unit.id not in context.shared]
    seen = _observations(table, sure, period, context.indicators)
    totals = _total_rates(table, lines, period, context.indicators) if table.unit else []
    named = tuple(line.row.unit for line in units if line.row.unit)
    return TableReading(table, period, tuple(rows), (*seen, *totals), named), problems


def _units(table: Table, lines: Sequence[Line]) -> tuple[list[Line], list[Problem]]:
    """The lines of units, each unit once."""
    units: dict[Unit, Line] = {}
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


def _whole_table(table: Table, lines: Sequence[Line], names: Names, period: Period | None) -> tuple[list[Line], list[Problem]]:
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
    return [Line(row, figures)], []


def _combined(which: Field, total: Line | None, parts: Sequence[Line]) -> Figure | None:
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
