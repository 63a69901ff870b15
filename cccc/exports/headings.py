"""Finds a table's headings in a grid and matches them with a layout: which column holds which figure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from cccc.messages import m
from cccc.model import Kind
from cccc.problems import Problem
from cccc.vietnamese import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from cccc.exports.grid import Grid, Place
    from cccc.model import Column, Indicator, Layout

Field = tuple[Kind, str]
"""A figure that a layout takes: a measure by name, or a rate or rating by its indicator."""
Path = tuple[str, ...]

SEARCHED_ROWS = 60
SEARCHED_COLUMNS = 400
MAX_LEVELS = 4
SEPARATOR = " / "


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading of one column, level by level: as shown, as compared, and where each level stands."""

    column: int
    shown: Path
    levels: Path
    places: tuple[Place, ...]

    @property
    def parent(self) -> Place:
        """Where the level above the last stands; for a flat heading, itself."""
        return self.places[-2] if len(self.places) > 1 else self.places[-1]


@dataclass(frozen=True, slots=True)
class Head:
    """The rows of a table's headings, from ``top`` to ``bottom``."""

    top: int
    bottom: int
    headings: tuple[Heading, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table in a grid, understood by a layout.

    ``unit`` is None where the title names the unit.  ``taken`` gives each figure's columns, to be added up; ``twins`` the other
    columns that fit the same path; ``hidden`` the columns that would be taken if they were not hidden.
    """

    grid: Grid
    layout: Layout
    head: Head
    unit: Heading | None
    taken: dict[Field, tuple[Heading, ...]]
    twins: dict[Field, tuple[Heading, ...]]
    hidden: tuple[Heading, ...]
    problems: tuple[Problem, ...]

    @property
    def figure_columns(self) -> frozenset[int]:
        """All columns that figures are taken from."""
        return frozenset(heading.column for headings in self.taken.values() for heading in headings)

    @property
    def body(self) -> list[int]:
        """The filled rows below the headings."""
        return [row for row in self.grid.rows if row > self.head.bottom]


def columns_of(layout: Layout) -> dict[Field, Column]:
    """Every figure that ``layout`` takes, in its order."""
    return {
        **{(Kind.MEASURE, name): column for name, column in layout.measures.items()},
        **{(Kind.RATE, name): column for name, column in layout.rates.items()},
        **{(Kind.RATING, name): column for name, column in layout.ratings.items()},
    }


def find_table(grid: Grid, layouts: Sequence[Layout], indicators: Mapping[str, Indicator]) -> Table | None:
    """The table of a sheet by the layout that fits it best: whole before in part, then by the number of columns."""
    heads = _heads(grid)
    tables = [_table(grid, layout, heads, indicators) for layout in layouts if _glob(layout.sheet).fullmatch(fold(grid.sheet))]
    found = [table for table in tables if table is not None]
    return max(found, key=lambda table: (not table.problems, len(table.taken)), default=None)


# --- what stands above the columns -----------------------------------------------------------------------------------


def _heads(grid: Grid) -> list[Head]:
    """Every run of rows that could be headings, the shallow ones first."""
    rows = list(islice(grid.rows, SEARCHED_ROWS))
    anchors = _anchors(grid, rows)
    words = {place: _levels(grid.cell(*place).text) for row in anchors.values() for place in row.values()}
    return [_head(top, top + depth - 1, anchors, words) for depth in range(1, MAX_LEVELS + 1) for top in rows]


def _anchors(grid: Grid, rows: Sequence[int]) -> dict[int, dict[int, Place]]:
    """For each searched row, its columns with the cell whose text they show: their own, or the first of their merge."""
    anchors = {row: {column: (row, column) for column in grid.rows[row] if column <= SEARCHED_COLUMNS} for row in rows}
    last = max(rows, default=0) + MAX_LEVELS
    for merge in grid.merges:
        if (merge.top, merge.left) in grid.cells:
            columns = range(merge.left, min(merge.right, SEARCHED_COLUMNS) + 1)
            for row in range(merge.top, min(merge.bottom, last) + 1):
                anchors.setdefault(row, {}).update(dict.fromkeys(columns, (merge.top, merge.left)))
    return anchors


def _levels(text: str) -> Path:
    return tuple(level.strip() for level in text.split(SEPARATOR) if level.strip())


def _head(top: int, bottom: int, anchors: Mapping[int, Mapping[int, Place]], words: Mapping[Place, Path]) -> Head:
    stacks: dict[int, dict[Place, None]] = {}
    for row in range(top, bottom + 1):
        for column, anchor in anchors.get(row, {}).items():
            stacks.setdefault(column, {})[anchor] = None
    return Head(top, bottom, tuple(_heading(column, stacks[column], words) for column in sorted(stacks)))


def _heading(column: int, stack: Iterable[Place], words: Mapping[Place, Path]) -> Heading:
    levels = [(word, place) for place in stack for word in words[place]]
    return Heading(column, tuple(w for w, _ in levels), tuple(_key(w) for w, _ in levels), tuple(place for _, place in levels))


# --- what a layout asks for ------------------------------------------------------------------------------------------


def _table(grid: Grid, layout: Layout, heads: Iterable[Head], indicators: Mapping[str, Indicator]) -> Table | None:
    """``layout`` on the head that it fits best; None where it fits none."""
    columns = columns_of(layout)
    best, most = None, 0
    for head in heads:
        seen = [heading for heading in head.headings if heading.column not in grid.hidden_columns]
        unit = _first(layout.unit, seen) if layout.unit else None
        if layout.unit and unit is None:
            continue
        found = sum(1 for column in columns.values() for path in column.paths if _first(path, seen))
        if found > most:
            best, most = (head, unit), found
    return _on(grid, layout, *best, indicators) if best else None


def _on(grid: Grid, layout: Layout, head: Head, unit: Heading | None, indicators: Mapping[str, Indicator]) -> Table:
    columns = columns_of(layout)
    paths = [(field, path) for field, column in columns.items() for path in column.paths]
    fits = {(field, path): [heading for heading in head.headings if _fits(path, heading)] for field, path in paths}
    seen = {key: [heading for heading in fits[key] if heading.column not in grid.hidden_columns] for key in fits}
    whole = {field for field in columns if all(seen[field, path] for path in columns[field].paths)}
    hidden = {heading.column: heading for key in fits if not seen[key] for heading in fits[key]}
    return Table(
        grid,
        layout,
        head,
        unit,
        {field: tuple(seen[field, path][0] for path in columns[field].paths) for field in columns if field in whole},
        {field: tuple(twin for path in columns[field].paths for twin in seen[field, path][1:]) for field in whole},
        tuple(hidden.values()),
        tuple(_missing(grid, unit, seen, _blocks(columns, indicators))),
    )


def _first(path: Path, headings: Iterable[Heading]) -> Heading | None:
    return next((heading for heading in headings if _fits(path, heading)), None)


def _fits(path: Path, heading: Heading) -> bool:
    return len(path) == len(heading.levels) and all(
        _glob(level).fullmatch(shown) for level, shown in zip(path, heading.levels, strict=True)
    )


@lru_cache(maxsize=4096)
def _glob(pattern: str) -> re.Pattern[str]:
    return re.compile(".*".join(re.escape(part) for part in fold(pattern).split("*")))


@lru_cache(maxsize=65536)
def _key(text: str) -> str:
    return fold(text)


# --- blocks: there whole, left out whole, or a mistake ---------------------------------------------------------------


def _blocks(columns: Mapping[Field, Column], indicators: Mapping[str, Indicator]) -> list[set[Field]]:
    """Measures and rates that share all levels but the last, with the other measure of the same indicator."""
    blocks: list[tuple[set[object], set[Field]]] = []
    for field, column in columns.items():
        marks = _marks(field, column, indicators)
        touching = [block for block in blocks if block[0] & marks]
        blocks = [block for block in blocks if block not in touching]
        blocks.append((marks.union(*(block[0] for block in touching)), {field}.union(*(block[1] for block in touching))))
    return [fields for _, fields in blocks]


def _marks(field: Field, column: Column, indicators: Mapping[str, Indicator]) -> set[object]:
    """What joins a figure with others of its block; a rating stands alone."""
    kind, about = field
    if kind is Kind.RATING:
        return {field}
    marks: set[object] = {_parent(path) for path in column.paths}
    if kind is Kind.MEASURE:
        marks.update(indicator.id for indicator in indicators.values() if about in indicator.measures)
    return marks


def _parent(path: Path) -> Path:
    return tuple(map(fold, path[:-1]))


def _missing(
    grid: Grid, unit: Heading | None, seen: Mapping[tuple[Field, Path], list[Heading]], blocks: Iterable[set[Field]]
) -> list[Problem]:
    """A problem for every column that a block lacks while others of it are there."""
    problems = []
    for block in blocks:
        keys = [key for key in seen if key[0] in block]
        found = [key for key in keys if seen[key]]
        for _, path in [key for key in keys if found and not seen[key]]:
            nearest = next((key for key in found if _parent(key[1]) == _parent(path)), found[0])
            heading = seen[nearest][0]
            place = unit.places[-1] if unit and len(heading.levels) == 1 else heading.parent
            problems.append(
                Problem(
                    "missing-column",
                    grid.at(place),
                    m(
                        "the column “{path}” is missing, while others of its block are there; "
                        "export the whole table, or correct the path in the layout",
                        path=SEPARATOR.join(path),
                    ),
                )
            )
    return problems
