"""Figures of units with the cells that they came from, and all that one run has read."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from cccc.model.targets import Window
from cccc.problems import Location

if TYPE_CHECKING:
    from datetime import date

    from cccc.periods import Period


class Kind(StrEnum):
    """What an observation holds: a counted field, a printed rate, or a rating."""

    __hash__ = str.__hash__  # figures are looked up by it, a table's thousands of them

    MEASURE = "measure"
    RATE = "rate"
    RATING = "rating"


@dataclass(frozen=True, slots=True)
class Attestation:
    """Who gave a rating, on which day, and by what paper or minutes."""

    by: str
    on: date
    evidence: str


@dataclass(frozen=True, slots=True)
class Source:
    """The cells that a figure came from; ``file`` as the user typed it.

    What somebody has signed in a file of ratings has no cells but a ``line`` and ``column``, and who ``signed`` it.
    """

    file: str
    sheet: str
    cells: tuple[str, ...]
    sheet_order: int = 0
    line: int | None = None
    column: int | None = None
    signed: Attestation | None = None

    @property
    def location(self) -> Location:
        """The place of its first cell, or its line."""
        if not self.cells:
            return Location(self.file, self.line, self.column)
        return Location(self.file, sheet=self.sheet, cell=self.cells[0], sheet_order=self.sheet_order)


@dataclass(frozen=True, slots=True)
class Observation:
    """One figure of one unit over one span, with the cells it came from.

    ``unit`` is None for the total row.  ``about`` is a measure's name, or an indicator's id for a rate or rating.  ``value`` is
    exact: a count, a percentage, or the rating's text; ``margin`` is half of the last printed digit of a rate.  ``span`` is
    the period the figure covers; ``window`` is cumulative where the export gives the figure as cumulative to ``span.end``
    without saying since when.
    """

    unit: str | None
    kind: Kind
    about: str
    span: Period
    value: Fraction | str
    source: Source
    window: Window = Window.PERIOD
    margin: Fraction = Fraction(0)

    @property
    def key(self) -> tuple[str | None, Kind, str, Period | date]:
        """What makes two observations speak of one figure."""
        return (self.unit, self.kind, self.about, self.span if self.window is Window.PERIOD else self.span.end)


class Value(NamedTuple):
    """The value and margin of an observation whose place nobody asks for: the figures that a period is compared with."""

    value: Fraction | int | str
    margin: Fraction


NO_MARGIN = Fraction(0)

Values = dict[tuple[str | None, str, str], Value]
"""The values of one span, by unit, kind and what they are about."""


@dataclass(frozen=True, slots=True)
class ShownHeadings:
    """The headings of one table as its file shows them, by column: what a later file of its kind is held against.

    ``layout`` is None where none fits; ``ends`` is the last day of the table's period, where that is known.
    """

    file: str
    sheet: str
    layout: str | None
    columns: tuple[tuple[int, tuple[str, ...]], ...]
    ends: date | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What one run has read: the observations, the spans that whole tables cover, who stands in them, and their headings."""

    observations: tuple[Observation, ...] = ()
    spans: tuple[Period, ...] = ()
    present: frozenset[tuple[str, Period]] = frozenset()
    sources: tuple[str, ...] = ()
    headings: tuple[ShownHeadings, ...] = ()


@dataclass(frozen=True, slots=True)
class InputFile:
    """A file that was read, as typed, and the SHA-256 of its bytes in hexadecimal."""

    file: str
    sha256: str


@dataclass(frozen=True, slots=True)
class DeclaredFile:
    """A file of the office's own, and the SHA-256 of its bytes; ``role`` says what it is: plan, policy, units, template."""

    role: str
    file: str
    sha256: str
