"""A sheet as cells, merges and hidden parts, whatever kind of file it came from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time, timedelta
from functools import cached_property, lru_cache
from math import isfinite

from cccc.problems import Location
from cccc.vietnamese import clean

Value = str | int | float | bool | date | time | timedelta | None
Place = tuple[int, int]
"""Row and column, from 1."""


@dataclass(frozen=True, slots=True)
class Cell:
    """``stale`` is a formula whose value was never stored."""

    value: Value = None
    number_format: str = "General"
    stale: bool = False

    @property
    def text(self) -> str:
        """What a reader sees in it, as one clean line."""
        match self.value:
            case None:
                return ""
            case str():
                return clean(self.value)
            case float() if self.value.is_integer():
                return str(int(self.value))
            case date():
                return f"{self.value:%d/%m/%Y}"
            case _:
                return str(self.value)

    @property
    def number(self) -> int | float | None:
        """Its value where that is a number and no truth value."""
        return self.value if isinstance(self.value, int | float) and not isinstance(self.value, bool) else None


EMPTY = Cell()


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged range; its value stands in the top left cell."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True)
class Grid:
    """A sheet: ``cells`` holds the filled ones alone, so that a stray format at the far corner costs nothing.

    ``title`` are the lines above a web page's table, which stand in no cell.  ``flat``: its kind of file holds no merged cells,
    so that a heading over several columns stands in the first of them alone.
    """

    file: str
    sheet: str
    order: int
    cells: dict[Place, Cell]
    merges: tuple[Merge, ...] = ()
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    title: tuple[str, ...] = ()
    flat: bool = False

    @cached_property
    def rows(self) -> dict[int, tuple[int, ...]]:
        """The rows that hold something, in order, with their filled columns."""
        rows: dict[int, list[int]] = {}
        for row, column in sorted(self.cells):
            rows.setdefault(row, []).append(column)
        return {row: tuple(columns) for row, columns in rows.items()}

    def cell(self, row: int, column: int) -> Cell:
        """The cell there, an empty one where nothing stands."""
        return self.cells.get((row, column), EMPTY)

    def row(self, row: int) -> list[tuple[int, Cell]]:
        """The filled cells of a row, from the left, with their columns."""
        return [(column, self.cells[row, column]) for column in self.rows.get(row, ())]

    def at(self, place: Place) -> Location:
        """The location of a cell."""
        return Location(self.file, sheet=self.sheet, cell=coordinate(place), sheet_order=self.order)

    @property
    def location(self) -> Location:
        """The location of the whole sheet."""
        return Location(self.file, sheet=self.sheet, sheet_order=self.order)


def as_number(text: str) -> int | float | None:
    """The number that a program wrote as ``text``; None for what is none."""
    try:
        number = float(text)
    except ValueError:
        return None
    if not isfinite(number):
        return None
    return int(number) if number.is_integer() else number


def coordinate(place: Place) -> str:
    """``(27, 3)`` as a user reads it: C27."""
    row, column = place
    return f"{column_letters(column)}{row}"


@lru_cache(maxsize=1024)
def column_letters(column: int) -> str:
    """``3`` as a user reads it: C."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """``C`` as programs count: 3."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
