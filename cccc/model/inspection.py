"""How exports were understood: sheets, headings, rows and units; what ``cccc inspect`` shows, and nothing computes with."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cccc.messages import Message
    from cccc.model.layouts import AnyLayout
    from cccc.model.observations import InputFile
    from cccc.periods import Period
    from cccc.problems import Location, Problem

# --- columns ---------------------------------------------------------------------------------------------------------


class ColumnRole(StrEnum):
    """What a column is taken as."""

    UNIT = "unit"
    CODE = "code"
    NUMBER = "number"
    ORDINAL = "ordinal"
    MEASURE = "measure"
    RATE = "rate"
    RATING = "rating"
    DATE = "date"
    CONDITION = "condition"
    TWIN = "twin"
    HIDDEN = "hidden"
    NOT_USED = "not_used"


@dataclass(frozen=True, slots=True)
class ColumnUse:
    """One use of a column; ``about`` is a measure's name, or the indicator of a rate or rating."""

    use: ColumnRole
    about: str = ""
    cumulative: bool = False


@dataclass(frozen=True, slots=True)
class HeadingNode:
    """One heading over the columns ``first`` to ``last``; what stands under it, or, over one column, what that is taken as."""

    text: str
    first: int
    last: int
    children: tuple[HeadingNode, ...] = ()
    taken: tuple[ColumnUse, ...] = ()


@dataclass(frozen=True, slots=True)
class LayoutFit:
    """How much of a layout the headings of one table give: ``found`` of its ``wanted`` columns; ``missing`` are the others.

    ``tied`` where another layout fits as well.
    """

    layout: AnyLayout
    found: int
    wanted: int
    missing: tuple[str, ...] = ()
    used: bool = False
    tied: bool = False


# --- rows ------------------------------------------------------------------------------------------------------------


class RowKind(StrEnum):
    """What a row is to its table."""

    UNIT = "unit"
    DOSSIER = "dossier"
    STRANGER = "stranger"
    PART = "part"
    TOTAL = "total"
    SUBTOTAL = "subtotal"
    GROUP = "group"
    INDEX = "index"
    NOTE = "note"
    OTHER = "other"


class MatchedBy(StrEnum):
    """By what a row's name was recognised as a unit."""

    CODE = "code"
    NAME = "name"
    OFFICIAL = "official"
    BARE = "bare"
    ALIAS = "alias"
    TITLE = "title"


@dataclass(frozen=True, slots=True)
class SkippedRow:
    """A row from which nothing is observed, and why; ``last`` is another row where several alike follow one another."""

    number: int
    last: int
    cell: str
    text: str
    kind: RowKind
    hidden: bool
    reason: Message


@dataclass(frozen=True, slots=True)
class UnitMatch:
    """A row's name and the unit it was recognised as."""

    cell: str
    text: str
    unit: str
    name: str
    how: MatchedBy


@dataclass(frozen=True, slots=True)
class AbsentUnits:
    """Units of one group that are in no row; ``whole`` where that is the whole group."""

    group: str
    units: tuple[str, ...]
    whole: bool


# --- tables, sheets, files -------------------------------------------------------------------------------------------


class HeadingFate(StrEnum):
    """What became of a heading since the last import."""

    RENAMED = "renamed"
    MOVED = "moved"
    ADDED = "added"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class HeadingChange:
    """A heading that is not as it was: its text and its columns, from first to last, before and now.

    Of a heading path that was renamed, the text is that of the level that differs; else it is the whole path.
    """

    fate: HeadingFate
    was: str | None
    was_columns: tuple[int, int] | None
    now: str | None
    now_columns: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Drift:
    """What changed in the headings of a table since ``before``, the file imported last of its kind."""

    file: str
    sheet: str
    before: str
    before_sheet: str
    changes: tuple[HeadingChange, ...]


@dataclass(frozen=True, slots=True)
class TableInspection:
    """One table, or one list of dossiers over ``months``; without a layout that was used it has only a range and headings."""

    range: str
    tree: tuple[HeadingNode, ...]
    fits: tuple[LayoutFit, ...] = ()
    period: Period | None = None
    period_from: Message | None = None
    months: tuple[Period, ...] = ()
    rows: dict[RowKind, int] | None = None
    hidden_rows: int = 0
    left: tuple[SkippedRow, ...] = ()
    matches: tuple[UnitMatch, ...] = ()
    absent: tuple[AbsentUnits, ...] = ()
    observations: int = 0
    units: int = 0

    @property
    def used(self) -> LayoutFit | None:
        """The layout by which the table was read."""
        return next((fit for fit in self.fits if fit.used), None)


@dataclass(frozen=True, slots=True)
class SheetInspection:
    """One sheet: how far it reaches, and its tables; ``remark`` says why it has none that is read."""

    name: str
    rows: int
    columns: int
    hidden: bool
    tables: tuple[TableInspection, ...] = ()
    remark: Message | None = None


@dataclass(frozen=True, slots=True)
class FileInspection:
    """One file; without sheets it could not be read, and the problems say why."""

    input: InputFile
    kind: str
    size: int
    sheets: tuple[SheetInspection, ...]


@dataclass(frozen=True, slots=True)
class CellStory:
    """What became of one cell.

    ``role`` is what its row is, ``readings`` what was read from it, ``outcome`` what that came to or why it was left out.
    """

    place: Location
    value: str
    kind: str
    number_format: str
    text: str
    headings: tuple[str, ...]
    role: RowKind | None
    unit: str | None
    readings: tuple[CellReading, ...]
    outcome: Message
    problems: tuple[Problem, ...]
    indicators: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CellReading:
    """One thing read from a cell: as what, its exact value, and whether it is observed or only checks others."""

    taken: ColumnUse
    value: str
    observed: bool


@dataclass(frozen=True, slots=True)
class Inspection:
    """All that one run was asked about."""

    files: tuple[FileInspection, ...]
    problems: tuple[Problem, ...]
    drifts: tuple[Drift, ...] = ()
    cells: tuple[CellStory, ...] = ()
