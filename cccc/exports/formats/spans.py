"""Gives the cells of a web page's table their places in a grid, as a browser does, and where spans are wrong as was meant."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cccc.exports.formats.refusals import MAX_CELLS, MAX_COLUMNS
from cccc.exports.grid import Cell, Merge

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cccc.exports.grid import Place

_FEW_CELLS = 2


@dataclass(frozen=True, slots=True)
class Spot:
    """A cell of the page before it has its place."""

    cell: Cell
    rows: int
    columns: int
    heading: bool
    hidden: bool


@dataclass(slots=True)
class Row:
    """A row of the page; a span ends with the ``section`` it began in."""

    section: object
    hidden: bool
    spots: list[Spot] = field(default_factory=list)

    @property
    def heads(self) -> bool:
        """Whether it stands above the data of a page that has no thead."""
        return bool(self.spots) and all(spot.heading for spot in self.spots)


@dataclass(slots=True)
class Laid:
    """A table whose cells have their places."""

    cells: dict[Place, Cell] = field(default_factory=dict)
    merges: list[Merge] = field(default_factory=list)
    unseen: set[int] = field(default_factory=set)
    seen: set[int] = field(default_factory=set)
    width: int = 0


class TooLargeError(Exception):
    """More columns, or more cells under spans, than any table has."""


def laid_out(rows: Sequence[Row]) -> Laid:
    """The cells in their places: a span ends with its section, and a cell never reaches beyond the table's width."""
    ends = _last_rows(rows)
    width = _placed(rows, ends, MAX_COLUMNS).width
    return _placed(rows, ends, width)


def _last_rows(rows: Sequence[Row]) -> list[int]:
    """For each row the last one of its section; a leading run of cells that are all headings ends like one."""
    ends = [0] * len(rows)
    heads = next((index for index, row in enumerate(rows) if not row.heads), 0)
    last = len(rows)
    for index in range(len(rows) - 1, -1, -1):
        if index + 1 == heads or (index + 1 < len(rows) and rows[index].section is not rows[index + 1].section):
            last = index + 1
        ends[index] = last
    return ends


def _placed(rows: Sequence[Row], ends: Sequence[int], widest: int) -> Laid:
    laid, taken, covered = Laid(), dict[int, int](), 0
    edge = reach = 0
    for number, (row, end) in enumerate(zip(rows, ends, strict=True), 1):
        taken = {column: last for column, last in taken.items() if last >= number}
        if taken and sum(spot.columns for spot in row.spots) >= reach:
            taken = {}  # the row is whole without the cells that reach down into it: their spans are too long
        column = 1
        for spot in row.spots:
            while column in taken:
                column += 1
            if column > MAX_COLUMNS:
                raise TooLargeError
            right = min(column + spot.columns - 1, max(widest, column))
            bottom = min(number + (spot.rows or len(rows)) - 1, end)
            covered += (right - column + 1) * (bottom - number + 1)
            if covered > MAX_CELLS:
                raise TooLargeError
            _put(laid, number, column, spot, bottom, right)
            taken |= dict.fromkeys(range(column, right + 1), bottom)
            column = right + 1
        edge = max(edge, column - 1 if len(row.spots) > _FEW_CELLS else 0)
        reach = column - 1 if any(spot.rows != 1 for spot in row.spots) else reach
    laid.width = edge or MAX_COLUMNS
    return laid


def _put(laid: Laid, row: int, column: int, spot: Spot, bottom: int, right: int) -> None:
    filled = spot.cell.value is not None
    if filled:
        laid.cells[row, column] = spot.cell
        if spot.hidden:
            laid.unseen.add(column)
        elif right == column:
            laid.seen.add(column)
    if (bottom, right) != (row, column):
        laid.merges.append(Merge(row, column, bottom, right))
