"""How exports are read: tables of units, and lists of dossiers."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cccc.model.targets import Window
from cccc.periods.rhythm import CALENDAR

if TYPE_CHECKING:
    from cccc.periods import Period
    from cccc.periods.rhythm import Rhythm
    from cccc.problems import Location


@dataclass(frozen=True, slots=True)
class Column:
    """Where a figure stands: heading paths (level by level, ``*`` a glob) whose cells are added up."""

    paths: tuple[tuple[str, ...], ...]
    window: Window = Window.PERIOD


@dataclass(frozen=True, slots=True)
class Layout:
    """How one kind of export is read; ``unit`` is a heading path, or None where the title names the unit of the whole file.

    ``period`` is "title", "sheet", "none", "office" (the title, which speaks of the office's own months), or the period itself;
    ``rhythm`` tells those months.  ``rows`` is the heading over the rows' names where the title
    names the unit: the layout fits only where it stands.  ``code`` is the heading over the units' codes,
    which a sheet may lack.
    """

    id: str
    location: Location
    sheet: str
    unit: tuple[str, ...] | None
    period: str | Period
    measures: dict[str, Column] = field(default_factory=dict)
    rates: dict[str, Column] = field(default_factory=dict)
    ratings: dict[str, Column] = field(default_factory=dict)
    blank_is_zero: bool = False
    sums: dict[str, tuple[str, ...]] = field(default_factory=dict)
    source: str | None = None
    rows: tuple[str, ...] | None = None
    code: tuple[str, ...] | None = None
    rhythm: Rhythm = CALENDAR


HeadingPath = tuple[str, ...]
"""A heading, level by level; ``*`` is a glob."""


@dataclass(frozen=True, slots=True)
class TextTest:
    """Holds where the cell reads one of ``texts``."""

    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BlankTest:
    """Holds where the cell is filled, or with ``given`` false where it is blank; dashes alone are blank."""

    given: bool


@dataclass(frozen=True, slots=True)
class DateTest:
    """Holds where the cell's date is not after that under ``other``, or with ``after`` where it is; both must be given.

    A date without a time of day is its whole day: what happens on the promised day is in time.
    """

    other: HeadingPath
    after: bool = False


DossierTest = TextTest | BlankTest | DateTest


@dataclass(frozen=True, slots=True)
class DossierCount:
    """Which dossiers a measure counts: those for which all ``tests`` hold; by ``date`` where it is not the list's main date."""

    tests: tuple[tuple[HeadingPath, DossierTest], ...] = ()
    date: HeadingPath | None = None

    @property
    def headings(self) -> tuple[HeadingPath, ...]:
        """The headings it looks at: those of its tests, then of its own date."""
        others = [test.other for _, test in self.tests if isinstance(test, DateTest)]
        return tuple(path for path in (*(path for path, _ in self.tests), *others, self.date) if path is not None)


@dataclass(frozen=True, slots=True)
class RecordsLayout:
    """How a list with one row per dossier is counted; ``date`` is the main date, whose months are the spans.

    ``code`` is the heading of the units' codes, asked before their names; ``number`` that of the dossiers' own numbers, by
    which a dossier that stands twice counts once.
    """

    id: str
    location: Location
    sheet: str
    unit: HeadingPath
    date: HeadingPath
    measures: dict[str, DossierCount]
    code: HeadingPath | None = None
    number: HeadingPath | None = None
    source: str | None = None

    @property
    def headings(self) -> tuple[HeadingPath, ...]:
        """Every heading that is read, each once; no other column is."""
        counted = [path for count in self.measures.values() for path in count.headings]
        named = (self.unit, self.date, self.code, self.number, *counted)
        return tuple(dict.fromkeys(path for path in named if path is not None))

    @property
    def spans(self) -> tuple[HeadingPath, ...]:
        """The dates by which dossiers are counted, the main one first."""
        return tuple(dict.fromkeys((self.date, *(count.date for count in self.measures.values() if count.date))))

    @property
    def dates(self) -> tuple[HeadingPath, ...]:
        """Every heading over dates: those that are counted by, and those that are compared."""
        tests = [
            (path, test.other) for count in self.measures.values() for path, test in count.tests if isinstance(test, DateTest)
        ]
        return tuple(dict.fromkeys((*self.spans, *(path for pair in tests for path in pair))))


AnyLayout = Layout | RecordsLayout
