"""Exports -> observations: the way of a file from its bytes to its tables and lists, and what all files tell together."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from cccc.exports import formats
from cccc.exports.dossiers import Dossiers, beside_list, lists_among
from cccc.exports.formats.refusals import TOO_LARGE
from cccc.exports.tables import TableContext, TableReading, chosen_tables, find_tables, no_table, read_table
from cccc.exports.tables.checks import first_of_each
from cccc.exports.tables.headings import headings_of
from cccc.exports.unit_names import Names
from cccc.messages import m
from cccc.model.layouts import Layout
from cccc.model.observations import Reading
from cccc.problems import Location, Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from cccc.exports import Export
    from cccc.exports.tables.headings import Table
    from cccc.model.layouts import AnyLayout
    from cccc.model.targets import Indicator
    from cccc.model.units import Roster
    from cccc.periods import Period


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
    lists = dossiers.totals()
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
    context = TableContext(_by_unit(layouts), lambda: _by_unit(built_in()), indicators, roster, Names(roster), asked, shared)
    dossiers = Dossiers(lists_among(layouts), lambda: lists_among(built_in()), context.names, asked)
    readings, problems = list[TableReading](), list[Problem]()
    for export in exports:
        if dossiers.counts_again(export):
            continue
        before = len(dossiers.readings)
        tables, wrong = _read_file(export, context, dossiers)
        if len(dossiers.readings) > before:
            dossiers.has_counted(export)
        problems += wrong
        for table in tables:
            reading, wrong = read_table(table, context)
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


def _read_file(export: Export, context: TableContext, dossiers: Dossiers) -> tuple[list[Table], list[Problem]]:
    """The way of a file, decided here alone: its tables of units, and what is wrong; its lists of dossiers are counted at once.

    In this order: a file that may be too long for grids is a list where its first rows are one by the office's own layouts.
    Any other is read as sheets.  A sheet is a list by the office's own layouts, else a table of units by any layout, else a
    list that a layout fits in part or that only a built-in one fits, else nothing that can be read.
    """
    first_rows = dossiers.preview(export)
    problems = dossiers.read_bulk(first_rows)
    if problems is not None:
        return [], problems

    grids, refusals = formats.read(export)
    if refusals:
        if first_rows is None and refusals[0].message == TOO_LARGE:
            first_rows = dossiers.preview(export, large=True)
        problems = dossiers.read_bulk(first_rows, last=True)
        return [], dossiers.refused(refusals) if problems is None else problems

    lists = dossiers.find_lists(grids)
    taken = {found.grid.order for found in lists}
    sheets = [find_tables(grid, context) for grid in grids if grid.order not in taken]
    tables, unfit = chosen_tables(export.name, sheets, context)
    late = []
    if any(problem.code in ("no-layout", "no-table") for problem in unfit):
        problems = dossiers.read_bulk(first_rows, last=True) if not lists else None
        if problems is not None:
            return [], problems
        read = {table.grid.order for table in tables}
        late = dossiers.find_lists([sheet.grid for sheet in sheets if sheet.grid.order not in read], last=True)
        if late:
            taken |= {found.grid.order for found in late}
            tables, unfit = chosen_tables(export.name, [sheet for sheet in sheets if sheet.grid.order not in taken], context)
    if not grids:
        unfit = [no_table(export.name, [])]
    if any(grid.order in taken and not grid.hidden for grid in grids):
        unfit = beside_list(unfit)
    return tables, [*dossiers.read_lists(lists), *dossiers.read_lists(late), *unfit]
