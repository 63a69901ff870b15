"""Finds headings in a grid and matches them with a layout: which column holds which figure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from cccc.model.observations import Kind, ShownHeadings
from cccc.vietnamese import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from cccc.exports.grid import Cell, Grid, Place
    from cccc.model.layouts import Column, Layout
    from cccc.periods import Period
    from cccc.problems import Problem

Field = tuple[Kind, str]
"""A figure that a layout takes: a measure by name, or a rate or rating by its indicator."""
Path = tuple[str, ...]

SEARCHED_COLUMNS = 400
MAX_LEVELS = 5
"""Rows that headings may take; two of them may share a level."""
MOST_HEADS = 500
"""Places of a sheet where headings are looked for; a heading that stands in every row is none."""
LAST_COLUMN = 1 << 20
SEPARATOR = " / "
ALTERNATIVES = " | "
ORDINALS = frozenset(fold(text) for text in ("STT", "TT", "Số TT", "Số thứ tự"))
_NO_WORD = re.compile(r"[\s\d.,%()+-]*")


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


@dataclass(frozen=True, slots=True, eq=False)
class Head:
    """The rows of a table's headings, from ``top`` to ``bottom``."""

    top: int
    bottom: int
    headings: tuple[Heading, ...]

    def within(self, left: int, right: int) -> Head:
        """The headings of the columns from ``left`` to ``right``."""
        return Head(self.top, self.bottom, tuple(one for one in self.headings if left <= one.column <= right))


@dataclass(frozen=True, eq=False)
class Table:
    """A table in a grid, understood by a layout.

    ``unit`` is None where the title names the unit.  ``taken`` gives each figure's columns, to be added up; ``twins`` the other
    columns that fit the same path; ``hidden`` the columns that would be taken if they were not hidden.  Its title starts in
    the row ``starts``, its last row is ``ends``; other tables may stand beside it, before the column ``left`` and behind
    ``right``.  ``again`` are rows that only repeat title and headings on a new page; ``above`` is the table on the same sheet
    whose title still holds where its own says nothing.
    """

    grid: Grid
    layout: Layout
    head: Head
    unit: Heading | None
    taken: dict[Field, tuple[Heading, ...]]
    twins: dict[Field, tuple[Heading, ...]]
    hidden: tuple[Heading, ...]
    problems: tuple[Problem, ...]
    named: Heading | None = None
    starts: int = 1
    ends: int = LAST_COLUMN
    left: int = 1
    right: int = LAST_COLUMN
    again: frozenset[int] = frozenset()
    above: Table | None = None

    @cached_property
    def figure_columns(self) -> frozenset[int]:
        """All columns that figures are taken from."""
        return frozenset(heading.column for headings in self.taken.values() for heading in headings)

    @cached_property
    def code(self) -> Heading | None:
        """The column of the units' codes; None where the sheet has none."""
        path = self.layout.code
        seen = visible(self.grid, self.head)
        return next((heading for heading in seen if path and fits(path, heading)), None)

    @cached_property
    def occupied(self) -> tuple[int, int]:
        """The first and the last column that the layout uses."""
        columns = {*self.figure_columns, *([self.named.column] if self.named else [])}
        columns = columns or {heading.column for heading in self.head.headings}
        return min(columns), max(columns)

    @cached_property
    def columns(self) -> dict[Field, Column]:
        """Every figure that the layout takes."""
        return columns_of(self.layout)

    @cached_property
    def body(self) -> list[int]:
        """The filled rows below the headings."""
        rows = [row for row in self.grid.rows if self.head.bottom < row <= self.ends]
        if self.left == 1 and self.right == LAST_COLUMN:
            return rows
        return [row for row in rows if any(self.left <= column <= self.right for column in self.grid.rows[row])]

    def row(self, number: int) -> list[tuple[int, Cell]]:
        """The filled cells of a row, from the left, with their columns; those of a table beside it are no part."""
        columns = [column for column in self.grid.rows.get(number, ()) if self.left <= column <= self.right]
        return [(column, self.grid.cells[number, column]) for column in columns]


def headings_of(table: Table, period: Period | None) -> ShownHeadings:
    """The headings of a table that a layout reads, to be remembered."""
    return shown_headings(table.grid, table.head, table.layout.id, period.end if period else None)


def shown_headings(grid: Grid, head: Head, layout: str | None = None, ends: date | None = None) -> ShownHeadings:
    """Headings as they are shown; without a layout, those of a sheet that none fits."""
    columns = tuple((heading.column, heading.shown) for heading in head.headings if heading.shown)
    return ShownHeadings(grid.file, grid.sheet, layout, columns, ends)


def same_figures(table: Table, other: Table) -> bool:
    """Whether two tables are copies of one another: the same texts in the columns that are used, row by row."""
    if table.layout is not other.layout or len(table.body) != len(other.body):
        return False
    return all(
        [table.grid.cell(row, column).text for column in sorted(table.figure_columns | {table.occupied[0]})]
        == [other.grid.cell(twin, column).text for column in sorted(other.figure_columns | {other.occupied[0]})]
        for row, twin in zip(table.body, other.body, strict=True)
    )


def columns_of(layout: Layout) -> dict[Field, Column]:
    """Every figure that ``layout`` takes, in its order."""
    return {
        **{(Kind.MEASURE, name): column for name, column in layout.measures.items()},
        **{(Kind.RATE, name): column for name, column in layout.rates.items()},
        **{(Kind.RATING, name): column for name, column in layout.ratings.items()},
    }


def visible(grid: Grid, head: Head) -> list[Heading]:
    """The headings whose columns are shown."""
    return [heading for heading in head.headings if heading.column not in grid.hidden_columns]


def start_of(head: Head, before: int, name: int) -> int:
    """The first column of a table whose names stand in the column ``name``: that of its ordinals, else the names themselves."""
    between = [heading.column for heading in head.headings if before < heading.column < name and ORDINALS & set(heading.levels)]
    return between[-1] if between else name


def on_sheet(layout: Layout, sheet: str) -> bool:
    """Whether ``layout`` is for sheets of this name."""
    return _glob(layout.sheet).fullmatch(fold(sheet)) is not None


def fits(path: Path, heading: Heading) -> bool:
    """Whether ``heading`` is what ``path`` asks for, level by level."""
    return fits_levels(path, heading.levels)


def fits_levels(path: Path, levels: Path) -> bool:
    """As `fits`, of folded levels alone."""
    return len(path) == len(levels) and all(map(_fits_level, path, levels))


@lru_cache(maxsize=65536)
def _fits_level(pattern: str, folded: str) -> bool:
    return _glob(pattern).fullmatch(folded) is not None


@lru_cache(maxsize=4096)
def _glob(pattern: str) -> re.Pattern[str]:
    """A level as an expression: ``*`` is any text, `` | `` stands between words for one meaning."""
    words = (".*".join(re.escape(part) for part in fold(word).split("*")) for word in pattern.split(ALTERNATIVES))
    return re.compile("|".join(words))


# --- what stands above the columns -----------------------------------------------------------------------------------


class Headings:
    """What could be headings in one sheet; built once, and asked by every layout."""

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        self._heads: dict[tuple[int, int, bool], Head] = {}
        self._rows: dict[int, dict[int, Place]] = {}
        self._words: dict[Place, tuple[Path, Path]] = {}

    @cached_property
    def _texts(self) -> dict[str, list[Place]]:
        """Every text that is no figure, by its last level, with its places."""
        raw: dict[str, list[Place]] = {}
        for place, cell in self.grid.cells.items():
            if type(cell.value) is str and place[1] <= SEARCHED_COLUMNS:
                raw.setdefault(cell.value, []).append(place)
        texts: dict[str, list[Place]] = {}
        for text, places in raw.items():
            if not _NO_WORD.fullmatch(text):
                texts.setdefault(fold(text).rsplit(SEPARATOR, 1)[-1].strip(), []).extend(places)
        return texts

    def places(self, patterns: Iterable[str]) -> list[Place]:
        """Where a text stands that fits one of ``patterns``, in reading order."""
        either = re.compile("|".join(f"(?:{_glob(pattern).pattern})" for pattern in patterns))
        found = sorted(place for text, places in self._texts.items() if either.fullmatch(text) for place in places)
        return found[:MOST_HEADS]

    def around(self, place: Place, levels: int = MAX_LEVELS, *, otherwise: bool = False) -> list[Head]:
        """Every run of rows with ``place`` in it that could be headings, at most ``levels`` in its column; the shallow first.

        ``otherwise``: those that can be read a second way, read so: where nothing is merged, parents spread over their blocks;
        in a text, which says nothing of merged cells, they do not.
        """
        row = place[0]
        self._look(range(row - MAX_LEVELS + 1, row + MAX_LEVELS))
        spans = [(top, top + depth - 1) for depth in range(1, MAX_LEVELS + 1) for top in range(row - depth + 1, row + 1)]
        spans = [(top, bottom) for top, bottom in spans if top in self._rows and bottom in self._rows]
        spans = [span for span in spans if self._depth(place[1], *span) <= levels]
        if not otherwise:
            return [self.head(top, bottom) for top, bottom in spans]
        return [
            self._head(top, bottom, spread=not self.grid.flat) for top, bottom in spans if self._reads_two_ways(top, bottom)
        ]

    def _depth(self, column: int, top: int, bottom: int) -> int:
        anchors = {self._rows[row].get(column) for row in range(top, bottom + 1) if row in self._rows}
        return sum(len(self._told(anchor)[0]) for anchor in anchors if anchor)

    def head(self, top: int, bottom: int) -> Head:
        """The headings in the rows from ``top`` to ``bottom``."""
        self._look(range(top, bottom + 1))
        return self._head(top, bottom, spread=self.grid.flat)

    def _head(self, top: int, bottom: int, *, spread: bool) -> Head:
        if (top, bottom, spread) not in self._heads:
            rows = [self._rows.get(row, {}) for row in range(top, bottom + 1)]
            self._heads[top, bottom, spread] = Head(top, bottom, self._read(spread_out(rows) if spread else rows))
        return self._heads[top, bottom, spread]

    def _reads_two_ways(self, top: int, bottom: int) -> bool:
        """Whether a blank cell may belong to the heading on its left; where some headings are merged, it never does."""
        if any(row in self._joined for row in range(top, bottom + 1)):
            return False
        pairs = ((self._rows.get(row, {}), self._rows.get(row + 1, {})) for row in range(top, bottom))
        return any(column not in upper and column > min(upper, default=column) for upper, lower in pairs for column in lower)

    @cached_property
    def _joined(self) -> frozenset[int]:
        """The rows in which a cell is merged over several columns."""
        wide = (merge for merge in self.grid.merges if merge.left < merge.right)
        return frozenset(row for merge in wide for row in range(merge.top, min(merge.bottom, merge.top + 2 * MAX_LEVELS) + 1))

    def _read(self, rows: Iterable[Mapping[int, Place]]) -> tuple[Heading, ...]:
        stacks: dict[int, dict[Place, None]] = {}
        for row in rows:
            for column, anchor in row.items():
                stacks.setdefault(column, {})[anchor] = None
        return tuple(self._heading(column, stacks[column]) for column in sorted(stacks))

    def _heading(self, column: int, stack: Iterable[Place]) -> Heading:
        shown: list[str] = []
        folded: list[str] = []
        places: list[Place] = []
        for place in stack:
            words, keys = self._told(place)
            shown += words
            folded += keys
            places += [place] * len(words)
        return Heading(column, tuple(shown), tuple(folded), tuple(places))

    def _told(self, place: Place) -> tuple[Path, Path]:
        """The levels that a cell tells, as shown and as compared."""
        if place not in self._words:
            words = _levels(self.grid.cell(*place).text)
            self._words[place] = words, tuple(map(fold, words))
        return self._words[place]

    def _look(self, rows: Iterable[int]) -> None:
        """Know the columns of ``rows`` with the cell whose text they show: their own, or the first of their merge."""
        for row in rows:
            if row not in self._rows and (row in self.grid.rows or row in self._merged):
                own = {column: (row, column) for column in self.grid.rows.get(row, ()) if column <= SEARCHED_COLUMNS}
                self._rows[row] = {**own, **self._merged.get(row, {})}

    @cached_property
    def _merged(self) -> dict[int, dict[int, Place]]:
        merged: dict[int, dict[int, Place]] = {}
        for merge in self.grid.merges:
            if (merge.top, merge.left) in self.grid.cells:
                columns = range(merge.left, min(merge.right, SEARCHED_COLUMNS) + 1)
                for row in range(merge.top, min(merge.bottom, merge.top + 2 * MAX_LEVELS) + 1):
                    merged.setdefault(row, {}).update(dict.fromkeys(columns, (merge.top, merge.left)))
        return merged


def spread_out(rows: Sequence[Mapping[int, Place]]) -> list[dict[int, Place]]:
    """Rows of headings with every parent over its block, as where nothing can be merged: the blank cells behind it are its own.

    A block ends where another heading stands, in its row or above, and before a column that has nothing below.
    """
    spread: list[dict[int, Place]] = []
    above: set[int] = set()
    for index, row in enumerate(rows):
        below = {column for later in rows[index + 1 :] for column, anchor in later.items() if anchor != row.get(column)}
        taken, parent = dict(row), None
        for column in range(min(row, default=0), max(below, default=0) + 1):
            if column not in below or (column in above and column not in row):
                parent = None
            elif column in row:
                parent = row[column]
            elif parent is not None:
                taken[column] = parent
        spread.append(taken)
        above |= row.keys()
    return spread


def _levels(text: str) -> Path:
    return tuple(level.strip() for level in text.split(SEPARATOR) if level.strip())
