"""Finds the headings of a sheet by what they look like, for a sheet that no layout is known for."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from cccc.exports.tables.headings import MAX_LEVELS, ORDINALS, Headings
from cccc.exports.tables.values import looks_like_number
from cccc.vietnamese import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cccc.exports.grid import Grid
    from cccc.exports.tables.headings import Head, Heading

CODES = frozenset(map(fold, ("Mã định danh", "Mã đơn vị", "Mã cơ quan", "Mã số", "Mã ĐD")))
_UNITS = tuple(map(fold, ("đơn vị", "cơ quan", "địa phương", "xã, phường", "phường, xã", "xã, thị trấn")))
_FIELDS = tuple(map(fold, ("lĩnh vực",)))
_SEARCHED_COLUMNS = 8
_LEAST = 2
_SEARCHED_ROWS = 60
_INDEX = re.compile(r"[(\[]?(?:[0-9]{1,2}[a-z]?|[a-zđ])[)\]]?(?:\s*=[\s0-9a-z()\[\]+\-*/:x%.,]*)?", re.IGNORECASE)


def outline(grid: Grid) -> Head | None:
    """The headings of the first table of ``grid``; None where nothing looks like headings."""
    top = _top(grid)
    return None if top is None else Headings(grid).head(top, _bottom(grid, top))


def unit_heading(headings: Sequence[Heading]) -> Heading | None:
    """The column that names units: the first whose own words say so, and that no other stands over."""
    flat = [heading for heading in headings if len(heading.levels) == 1]
    return next((heading for heading in flat if names_units(heading.levels[-1])), None)


def names_units(folded: str) -> bool:
    """Whether a heading is that of a column of units."""
    return folded not in CODES and (folded.startswith(_UNITS) or folded.startswith(tuple(f"{fold('tên')} {u}" for u in _UNITS)))


def is_index(texts: Sequence[str]) -> bool:
    """Whether a row only numbers its columns: (1), (2), (3)=(4)+(5), or A, B, 1, 2."""
    return len(texts) >= _LEAST and all(_INDEX.fullmatch(text) for text in texts)


def _top(grid: Grid) -> int | None:
    rows = list(islice(grid.rows, _SEARCHED_ROWS))
    found = next((row for row in rows if _opens(grid, row)), None)
    return _first_over_figures(grid, rows) if found is None else _with_parents(grid, found)


def _opens(grid: Grid, row: int) -> bool:
    """Whether the row holds the heading of ordinals or units, beside others."""
    cells = grid.row(row)
    words = [fold(cell.text) for column, cell in cells if column <= _SEARCHED_COLUMNS]
    ordinal = any(word in ORDINALS for word in words)
    named = any(names_units(word) or word.startswith(_FIELDS) for word in words)
    return len(cells) >= _LEAST and (ordinal or (named and not any(looks_like_number(cell) for _, cell in cells)))


def _first_over_figures(grid: Grid, rows: Sequence[int]) -> int | None:
    """The last row of texts above the first row with two figures."""
    figures = next((row for row in rows if sum(looks_like_number(cell) for _, cell in grid.row(row)) >= _LEAST), None)
    above = [row for row in rows if figures is not None and row < figures and len(grid.row(row)) >= _LEAST]
    return above[-1] if above else None


def _with_parents(grid: Grid, row: int) -> int:
    """The row, or the one above where that spans some of the columns beside the first."""
    edge = grid.row(row)[0][0]
    spans = [merge for merge in grid.merges if merge.top == row - 1 and merge.left > edge and merge.left < merge.right]
    return row - 1 if spans else row


def _bottom(grid: Grid, top: int) -> int:
    """As far as the cells of the first row reach down, and one more below each that spans several columns."""
    if grid.flat:
        return _bottom_of_flat(grid, top)
    bottom = row = top
    while row <= bottom:
        for merge in grid.merges:
            if merge.top == row and (merge.top, merge.left) in grid.cells:
                spans = merge.left < merge.right and _holds_headings(grid, merge.bottom + 1)
                bottom = max(bottom, merge.bottom + spans)
        row += 1
    bottom = min(bottom, top + MAX_LEVELS - 1)
    while bottom > top and not _holds_headings(grid, bottom):
        bottom -= 1
    return bottom


def _bottom_of_flat(grid: Grid, top: int) -> int:
    """Where nothing can be merged: as far as rows of texts stand below blank cells of the one above, not below its first."""
    edge = grid.row(top)[0][0]
    bottom = top
    while bottom < top + MAX_LEVELS - 1 and _holds_headings(grid, bottom + 1):
        upper, lower = set(grid.rows[bottom]), set(grid.rows[bottom + 1])
        if lower <= upper or edge in lower:
            break
        bottom += 1
    return bottom


def _holds_headings(grid: Grid, row: int) -> bool:
    cells = [cell for _, cell in grid.row(row)]
    return bool(cells) and not is_index([cell.text for cell in cells]) and not any(map(looks_like_number, cells))
