"""Tells which tables of a file are read, and what is to be said of its other sheets."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING

from cccc.exports.legacy import coding_of_sheet, way_out
from cccc.exports.tables.headings import Headings, on_sheet, same_figures
from cccc.exports.tables.layout_match import tables_by
from cccc.exports.tables.search import Sheet, tables_of
from cccc.exports.tables.values import looks_like_number
from cccc.messages import m
from cccc.problems import Location, Problem, invalid, warning

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from cccc.exports.grid import Grid
    from cccc.exports.tables.headings import Table
    from cccc.exports.unit_names import Names
    from cccc.model.layouts import Layout
    from cccc.model.targets import Indicator


_LOOKED_AT = 5_000
"""Rows in which a table of units would have shown."""


def tables_of_file(
    file: str,
    grids: Sequence[Grid],
    layouts: Sequence[Layout],
    built_in: Callable[[], Sequence[Layout]],
    indicators: Mapping[str, Indicator],
    names: Names,
) -> tuple[list[Table], list[Problem]]:
    """The tables that are shown and understood, and what is said of the other sheets."""
    found = [tables_of(grid, layouts, built_in, indicators) for grid in grids]
    shown = [sheet for sheet in found if not sheet.grid.hidden]
    tables = [table for sheet in shown for table in _decided(sheet)]
    elsewhere = _Elsewhere(layouts, indicators)
    unread = [problem for sheet in shown for problem in _unread(sheet, names, elsewhere, beside=bool(tables))]
    if not tables and not unread:
        unread.append(no_table(file, [sheet.grid for sheet in shown]))
    hidden = [sheet for sheet in found if sheet.grid.hidden and any(_left_out(table, tables) for table in sheet.tables)]
    return tables, [*unread, *(_hidden_sheet(sheet.grid) for sheet in hidden)]


@dataclass(frozen=True, slots=True)
class _Elsewhere:
    """The layouts, asked whether one is only meant for sheets of another name."""

    layouts: Sequence[Layout]
    indicators: Mapping[str, Indicator]

    def fitting(self, grid: Grid) -> Layout | None:
        """The layout whose headings a sheet holds whole, but whose sheets are called otherwise."""
        headings = Headings(grid)
        for layout in self.layouts:
            if not on_sheet(layout, grid.sheet):
                found = tables_by(replace(layout, sheet="*"), headings, self.indicators)
                if any(table.taken and not table.problems for table in found):
                    return layout
        return None


def _decided(sheet: Sheet) -> list[Table]:
    return sheet.tables if sheet.tied is None and sheet.undecided is None else []


def _unread(sheet: Sheet, names: Names, elsewhere: _Elsewhere, *, beside: bool) -> Iterator[Problem]:
    """What is said of two layouts that read a sheet equally well, and differently, and of a table that no layout fits."""
    if sheet.tied is not None:
        yield _tied(sheet.grid, *sheet.tied)
    elif sheet.undecided is not None:
        yield _undecided(sheet.grid, *sheet.undecided, beside=beside)
    elif not sheet.tables and _looks_like_table(sheet.grid, names):
        yield _no_layout(sheet.grid, elsewhere.fitting(sheet.grid), beside=beside)
    elif sheet.strange:
        yield _no_layout_below(sheet.grid, sheet.strange[0])


def _left_out(table: Table, shown: Sequence[Table]) -> bool:
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


def _undecided(grid: Grid, first: Layout, later: Layout, *, beside: bool) -> Problem:
    message = m(
        "the headings of this sheet fit the built-in layouts {first} and {later}, and no sum tells which is right; "
        "write a layout of your own for such files",
        first=first.id,
        later=later.id,
    )
    return warning("no-layout", grid.location, message) if beside else Problem("no-layout", grid.location, message)


def _no_layout(grid: Grid, elsewhere: Layout | None, *, beside: bool) -> Problem:
    if elsewhere is not None:
        told = m(
            "the headings of this sheet fit the layout {layout}, but that is for sheets called “{pattern}”, and this one is "
            "“{sheet}”; correct sheet: in the layout (sheets of web pages and texts have numbers for names)",
            layout=elsewhere.id,
            pattern=elsewhere.sheet,
            sheet=grid.sheet,
        )
        return warning("no-layout", grid.location, told) if beside else Problem("no-layout", grid.location, told)
    if coding := coding_of_sheet(grid):
        told = m("no layout fits the headings of this sheet: {reason}", reason=way_out(coding))
        return warning("no-layout", grid.location, told) if beside else Problem("no-layout", grid.location, told)
    if beside:
        return warning("no-layout", grid.location, m("no layout fits the headings of this sheet; it was passed over"))
    return Problem(
        "no-layout",
        grid.location,
        m("no layout fits the headings of this sheet; correct the headings in a layout, or write a layout for such files"),
    )


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
