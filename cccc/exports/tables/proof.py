"""Tells by the figures themselves whether a layout reads a table rightly, where its headings leave two ways."""

from __future__ import annotations

from fractions import Fraction
from itertools import islice
from typing import TYPE_CHECKING

from cccc.exports.tables.rows import is_index
from cccc.exports.tables.values import count
from cccc.model.observations import Kind
from cccc.vietnamese import fold

if TYPE_CHECKING:
    from cccc.exports.tables.headings import Table

_PROVED_ON = 200
"""Rows that are enough for a proof."""


def sums_hold(table: Table) -> bool:
    """Whether what the layout says adds up does so, in every row where all of it is given, and in one at least."""
    proved = 0
    for row in islice(table.body, _PROVED_ON):
        if table.named and fold(table.grid.cell(row, table.named.column).text) == table.named.levels[-1]:
            break
        if is_index([cell.text for _, cell in table.row(row)]):
            continue
        for whole, parts in table.layout.sums.items():
            figures = [_figure(table, row, measure) for measure in (whole, *parts)]
            given = [figure for figure in figures if figure is not None]
            if len(given) < len(figures):
                continue
            if given[0] != sum(given[1:]):
                return False
            proved += any(given[1:])
    return proved > 0


def _figure(table: Table, row: int, measure: str) -> Fraction | None:
    if (Kind.MEASURE, measure) not in table.taken:
        return None
    counts = [count(table.grid.cell(row, one.column)) for one in table.taken[Kind.MEASURE, measure]]
    if table.layout.blank_is_zero:
        counts = [Fraction(0) if one is None else one for one in counts]
    given = [one for one in counts if isinstance(one, Fraction)]
    return sum(given, Fraction(0)) if len(given) == len(counts) else None
