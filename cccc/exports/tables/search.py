"""Finds every table of a sheet, and which layout reads it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from cccc.exports.tables.checks import sums_hold
from cccc.exports.tables.headings import LAST_COLUMN, ORDINALS, Headings, Table, start_of
from cccc.exports.tables.layout_match import tables_by
from cccc.exports.tables.rows import is_total
from cccc.exports.tables.titles import own_period, title_places
from cccc.exports.tables.values import looks_like_number
from cccc.vietnamese import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from cccc.exports.grid import Grid
    from cccc.model.layouts import Layout
    from cccc.model.targets import Indicator

_CLEARLY = (8, 4)
"""A built-in layout of which a column is missing is meant where at least 8 are there, and at least 4 times those missing."""
_HEADS_TEXTS = 3


@dataclass(slots=True)
class SheetTables:
    """What was found in one sheet: its tables; ``strange`` are the rows of headings below them that no layout fits.

    ``tied`` are two layouts that fit a table equally well, but read different columns; nothing is taken from the sheet then.
    """

    grid: Grid
    tables: list[Table] = field(default_factory=list)
    strange: list[int] = field(default_factory=list)
    tied: tuple[Layout, Layout] | None = None
    undecided: tuple[Layout, Layout] | None = None


def tables_of(
    grid: Grid, own: Sequence[Layout], built_in: Callable[[], Sequence[Layout]], indicators: Mapping[str, Indicator]
) -> SheetTables:
    """Every table of a sheet, each by the layout that fits it best.

    The office's own layouts come first, whole before in part, then by the number of columns.  A built-in one is asked where
    none of these fits whole: it must fit whole itself, with more columns than they, or be clearly meant.
    """
    headings = Headings(grid)
    sheet = SheetTables(grid)
    ours = [table for layout in own for table in tables_by(layout, headings, indicators)]
    chosen = _chosen(ours, sheet, told=True)
    unread = _unread(headings, chosen)
    if (unread or not chosen or any(table.problems for table in chosen)) and sheet.tied is None and headings.grid.cells:
        theirs = [table for layout in built_in() for table in tables_by(layout, headings, indicators)]
        chosen = _with_built_in(chosen, theirs, sheet)
        unread = _unread(headings, chosen)
    sheet.strange = unread
    sheet.tables = _joined(_below_one_another(_apart(chosen), unread))
    return sheet


# --- of several layouts, the best ------------------------------------------------------------------------------------


def _chosen(tables: Sequence[Table], sheet: SheetTables, *, told: bool) -> list[Table]:
    """Of the tables that claim the same place, the best; of several that are equally good, the one whose sums hold.

    ``told``: where these settle nothing, it is a mistake of the office, which wrote the layouts.
    """
    places: list[list[Table]] = []
    for table in sorted(tables, key=_rank, reverse=True):
        rivals = next((some for some in places if _same_place(table, some[0])), None)
        if rivals is None:
            places.append([table])
        elif _rank(table) == _rank(rivals[0]) and all(_reads(table) != _reads(rival) for rival in rivals):
            rivals.append(table)
    return [_decided(rivals, sheet, told=told) for rivals in places]


def _decided(rivals: Sequence[Table], sheet: SheetTables, *, told: bool) -> Table:
    if len(rivals) == 1 or rivals[0].problems:
        return rivals[0]
    proved = [table for table in rivals if sums_hold(table)]
    if len(proved) == 1 or (proved and not told):  # where the sums of several hold, the columns that they part over are empty
        return proved[0]
    pair = (rivals[0].layout, rivals[1].layout)
    if told:
        sheet.tied = sheet.tied or pair
    else:
        sheet.undecided = sheet.undecided or pair
    return rivals[0]


def _with_built_in(ours: list[Table], theirs: Sequence[Table], sheet: SheetTables) -> list[Table]:
    """The office's own tables, and the built-in layouts' where these know better."""
    whole = [table for table in theirs if not table.problems and not _displaced(table, ours)]
    clear = [table for table in theirs if table.problems and _clear(table)]
    added = _chosen(whole, sheet, told=False)
    kept = [table for table in ours if not any(_same_place(table, other) for other in added)] + added
    return kept + [table for table in _chosen(clear, sheet, told=False) if not any(_same_place(table, one) for one in kept)]


def _displaced(table: Table, ours: Sequence[Table]) -> bool:
    rivals = [other for other in ours if _same_place(table, other)]
    return any(not other.problems or _rank(other)[1] >= _rank(table)[1] for other in rivals)


def _clear(table: Table) -> bool:
    least, times = _CLEARLY
    return len(table.taken) >= least and len(table.taken) >= times * len(table.problems)


def _rank(table: Table) -> tuple[bool, int]:
    return (not table.problems, len(table.figure_columns))


def _reads(table: Table) -> object:
    """What is read from which column; two layouts that agree in it are one."""
    return (
        table.unit.column if table.unit else None,
        {which: [one.column for one in taken] for which, taken in table.taken.items()},
        {which: table.columns[which].window for which in table.taken},
        table.layout.blank_is_zero,
    )


def _same_place(table: Table, other: Table) -> bool:
    """Whether two tables claim the same rows of headings and columns."""
    if table.head.bottom < other.head.top or other.head.bottom < table.head.top:
        return False
    (left, right), (start, end) = table.occupied, other.occupied
    return left <= end and start <= right


def _apart(tables: Sequence[Table]) -> list[Table]:
    """Tables of several layouts side by side end where the next begins."""
    ordered = sorted(tables, key=lambda table: (table.occupied, table.head.top))
    for later in range(1, len(ordered)):
        for index in range(later):
            table, other = ordered[index], ordered[later]
            beside = table.head.top <= other.head.bottom and other.head.top <= table.head.bottom
            if beside and other.left <= table.right:
                start = start_of(other.head, table.occupied[1], other.occupied[0])
                ordered[index] = _cut(table, table.left, start - 1)
                ordered[later] = _cut(other, start, other.right)
    return sorted(ordered, key=lambda table: (table.head.top, table.left))


def _cut(table: Table, left: int, right: int) -> Table:
    twins = {which: tuple(one for one in found if left <= one.column <= right) for which, found in table.twins.items()}
    return replace(table, left=left, right=right, head=table.head.within(left, right), twins=twins)


# --- one below the other ---------------------------------------------------------------------------------------------


def _unread(headings: Headings, tables: Sequence[Table]) -> list[int]:
    """The rows of headings, known by their ordinals, that stand below a table and belong to none."""
    found = []
    for row, column in headings.places(ORDINALS):
        cells = [cell for _, cell in headings.grid.row(row)]
        plain = sum(bool(cell.text) for cell in cells) >= _HEADS_TEXTS and not any(map(looks_like_number, cells))
        under = [table for table in tables if table.head.bottom < row and table.left <= column <= _named_column(table)]
        own = any(table.head.top - _HEADS_TEXTS <= row <= table.head.bottom for table in tables)
        if plain and under and not own:
            found.append(row)
    return found


def _named_column(table: Table) -> int:
    return table.named.column if table.named else min(table.figure_columns, default=LAST_COLUMN)


def _below_one_another(tables: Sequence[Table], unread: Sequence[int]) -> list[Table]:
    """The tables with the rows where their titles begin and where they end."""
    bounded: list[Table] = []
    for table in tables:
        before = [other for other in bounded if other.head.bottom < table.head.top]
        over = next((other for other in reversed(before) if _shares_columns(other, table)), None)
        starts = _title(over, table.head.top) if over else 1
        cut = [row for row in unread if over and over.head.bottom < row < table.head.top]
        bounded.append(replace(table, starts=max([starts, *cut]), above=before[-1] if before else None))
    return [_ended(table, bounded, unread) for table in bounded]


def _ended(table: Table, tables: Sequence[Table], unread: Sequence[int]) -> Table:
    below = [other.starts for other in tables if other.head.top > table.head.bottom and _shares_columns(other, table)]
    rows = [*below, *(row for row in unread if row > table.head.bottom)]
    return replace(table, ends=min(rows) - 1) if rows else table


def _shares_columns(table: Table, other: Table) -> bool:
    return table.left <= other.right and other.left <= table.right


def _title(over: Table, top: int) -> int:
    """Where the title of a table begins whose headings start in ``top``: below the last row of the table over it."""
    rows = reversed(range(over.head.bottom + 1, top))
    return next((row for row in rows if row in over.grid.rows and _is_data(over, row)), over.head.bottom) + 1


def _is_data(table: Table, row: int) -> bool:
    """Whether a row has figures, or is at least numbered and named."""
    if _has_figures(table, row):
        return True
    cells = [cell for column, cell in table.row(row) if column <= _named_column(table)]
    return len(cells) > 1 and looks_like_number(cells[0])


# --- printed pages ---------------------------------------------------------------------------------------------------


def _joined(tables: Sequence[Table]) -> list[Table]:
    """A table whose headings are repeated on every printed page is one."""
    joined: list[Table] = []
    lasts: list[Table] = []
    for table in tables:
        index = next((i for i in reversed(range(len(joined))) if _shares_columns(joined[i], table)), None)
        if index is None or not _continues(joined[index], lasts[index], table):
            joined.append(table)
            lasts.append(table)
            continue
        again = {row for row in range(table.starts, table.head.bottom + 1) if row in table.grid.rows}
        joined[index] = replace(joined[index], ends=table.ends, again=joined[index].again | again)
        lasts[index] = table
    for index, table in enumerate(joined):
        above = next((other for other in reversed(joined[:index]) if other.head.bottom < table.head.top), None)
        joined[index] = replace(table, above=above)
    return joined


def _continues(first: Table, before: Table, table: Table) -> bool:
    """Whether ``table`` goes on with the rows of ``first``, whose last page was ``before``: no total and no title between."""
    if first.layout is not table.layout or _reads(first) != _reads(table):
        return False
    rows = (row for row in reversed(range(before.head.bottom + 1, table.starts)) if row in table.grid.rows)
    last = next((row for row in rows if _has_figures(before, row)), None)
    if last is not None and _totals(before, last):
        return False
    if table.layout.unit is None and title_places(table):
        return False
    told = own_period(table)
    return told is None or told == own_period(first)


def _has_figures(table: Table, row: int) -> bool:
    return any(looks_like_number(table.grid.cell(row, column)) for column in table.figure_columns)


def _totals(table: Table, row: int) -> bool:
    return any(is_total(fold(cell.text)) for column, cell in table.row(row) if column <= _named_column(table))
