"""The nouns of the field, frozen; the contract's glossary gives each its one name.

Percentages are `Fraction`s in percent (``Fraction(30)`` is 30%), counts are ints, spans are `Period`s.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from hashlib import sha256
from typing import TYPE_CHECKING, Literal, NamedTuple

from cccc.problems import Location
from cccc.rhythm import CALENDAR, Rhythm

if TYPE_CHECKING:
    from datetime import date

    from cccc.periods import Period

# --- who is judged ---------------------------------------------------------------------------------------------------

Level = Literal["province", "district", "commune"]


@dataclass(frozen=True, slots=True)
class Alias:
    """Another spelling of a unit's name, valid within ``start`` and ``end`` (None: without bound)."""

    text: str
    start: date | None = None
    end: date | None = None


@dataclass(frozen=True, slots=True)
class Code:
    """A unit's code in the state's registers (mã định danh), valid within ``start`` and ``end`` (None: without bound)."""

    text: str
    start: date | None = None
    end: date | None = None


@dataclass(frozen=True, slots=True)
class Unit:
    """An office or locality that is judged.

    ``official`` and ``head`` are how a letter writes the unit and its head, ``brief`` how a list that is pressed for room does.
    ``formed_from`` are the units that ended when it began; ``carries`` are those of them whose past goes on in it.
    """

    id: str
    name: str
    group: str
    official: str
    head: str
    brief: str
    coordinate: bool
    location: Location
    aliases: tuple[Alias, ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None
    codes: tuple[Code, ...] = ()
    formed_from: tuple[str, ...] = ()
    carries: tuple[str, ...] = ()

    def valid_in(self, period: Period) -> bool:
        """Whether the unit exists on some day of ``period``."""
        return (self.valid_from is None or self.valid_from <= period.end) and (
            self.valid_to is None or self.valid_to >= period.start
        )


@dataclass(frozen=True, slots=True)
class Group:
    """Units of one kind ("khối"): departments, communes."""

    id: str
    level: Level
    name: str


@dataclass(frozen=True, slots=True)
class Roster:
    """The groups and their units, in the order of the units file."""

    groups: tuple[Group, ...]
    units: tuple[Unit, ...]

    def in_period(self, period: Period) -> list[Unit]:
        """The units that exist in ``period``."""
        return [unit for unit in self.units if unit.valid_in(period)]

    def carried(self, unit: str) -> list[str]:
        """``unit`` and all whose past goes on in it, the nearest first."""
        by_id = {one.id: one for one in self.units}
        line = [unit]
        for one in line:  # grows as it is walked
            line += [before for before in by_id[one].carries if before in by_id and before not in line] if one in by_id else []
        return line


# --- what is measured ------------------------------------------------------------------------------------------------


IndicatorType = Literal["ratio", "number", "rating"]
Better = Literal["higher", "lower"]


class Adds(StrEnum):
    """How observations add up to a cumulative figure."""

    SUM = "sum"
    END = "end"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Indicator:
    """What is measured: a ratio of two measures, a number (``numerator`` alone), or a rating.

    ``short`` names it in a heading, ``brief`` in brackets; ``told`` is how a letter tells a rating that is met or missed.
    """

    id: str
    name: str
    type: IndicatorType
    short: str
    brief: str
    numerator: str | None = None
    denominator: str | None = None
    better: Better = "higher"
    adds: Adds = Adds.SUM
    met: tuple[str, ...] = ()
    missed: tuple[str, ...] = ()
    told_met: str | None = None
    told_missed: str | None = None

    @property
    def measures(self) -> tuple[str, ...]:
        """The measures that it is made of."""
        if self.numerator and self.denominator:
            return (self.numerator, self.denominator)
        return tuple(measure for measure in (self.numerator, self.denominator) if measure)


# --- what is asked ---------------------------------------------------------------------------------------------------


class Operator(StrEnum):
    """How a value is held against a threshold."""

    AT_LEAST = "at_least"
    MORE_THAN = "more_than"
    AT_MOST = "at_most"
    LESS_THAN = "less_than"
    EXACTLY = "exactly"


@dataclass(frozen=True, slots=True)
class Threshold:
    """``value`` is a percentage for a ratio, a plain number for a number."""

    operator: Operator
    value: Fraction

    def holds(self, value: Fraction) -> bool:
        """Whether ``value`` satisfies it, exactly."""
        return self.holds_of(*value.as_integer_ratio())

    def holds_of(self, above: int, below: int) -> bool:
        """Whether ``above / below`` satisfies it; in whole numbers, for every figure of a province asks it."""
        held, parts = self.value.as_integer_ratio()
        distance = above * parts - held * below
        match self.operator:
            case Operator.AT_LEAST:
                return distance >= 0
            case Operator.MORE_THAN:
                return distance > 0
            case Operator.AT_MOST:
                return distance <= 0
            case Operator.LESS_THAN:
                return distance < 0
            case Operator.EXACTLY:
                return distance == 0


class Window(StrEnum):
    """Over what span a figure is judged."""

    PERIOD = "period"
    CUMULATIVE = "cumulative"


@dataclass(frozen=True, slots=True)
class Target:
    """What a plan asks of some units for one indicator; without ``threshold`` it is declared but not known."""

    plan: str
    indicator: str
    units: tuple[str, ...]
    threshold: Threshold | None
    cumulative_from: date
    windows: tuple[Window, ...]
    location: Location
    issuer: str = ""
    cite: str | None = None
    assumed: bool = False
    note: str | None = None
    section: str | None = None
    lead: str | None = None
    assessor: str | None = None
    raised: tuple[str, Fraction] | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A section of a plan's appendix of targets; ``part_of`` is the id of the one that it stands in."""

    id: str
    title: str
    part_of: str | None = None


class PlanStatus(StrEnum):
    """Whether a plan's targets hold: those of a draft do not yet; those of one that ended hold for its own days alone."""

    DRAFT = "draft"
    IN_FORCE = "in_force"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Plan:
    """A document that assigns targets for a span of time; ``sources`` are the documents that it gathers them from.

    On ``review_due`` the office wants to look at it again.
    """

    id: str
    title: str
    issuer: str
    number: str | None
    issued: date | None
    applies: Period
    replaces: tuple[str, ...]
    targets: tuple[Target, ...]
    location: Location
    sections: tuple[Section, ...] = ()
    sources: tuple[str, ...] = ()
    status: PlanStatus = PlanStatus.IN_FORCE
    review_due: date | None = None

    @property
    def goes_beyond(self) -> bool:
        """Whether it is a campaign: a plan that replaces or raises others."""
        return bool(self.replaces) or any(target.raised for target in self.targets)

    def holds_on(self, day: date) -> bool:
        """Whether its targets hold on ``day``."""
        return self.status is not PlanStatus.DRAFT and self.applies.start <= day <= self.applies.end


Assignments = dict[tuple[str, str], Target]
"""The target that holds for a unit and indicator: (unit id, indicator id) -> target."""

# --- what was seen ---------------------------------------------------------------------------------------------------


class Kind(StrEnum):
    """What an observation holds: a counted field, a printed rate, or a rating."""

    __hash__ = str.__hash__  # figures are looked up by it, a table's thousands of them

    MEASURE = "measure"
    RATE = "rate"
    RATING = "rating"


@dataclass(frozen=True, slots=True)
class Signed:
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
    signed: Signed | None = None

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


# --- what came out ---------------------------------------------------------------------------------------------------


class Status(StrEnum):
    """The verdict on one figure."""

    MET = "met"
    MISSED = "missed"
    NOTHING_AROSE = "nothing_arose"
    NOT_REPORTED = "not_reported"
    NO_TARGET = "no_target"


@dataclass(frozen=True, slots=True)
class Assessment:
    """Unit × indicator × window: the figure, the target it was held against, and the verdict.

    ``value`` and ``change`` are in percent and percentage points (plain numbers for a number), exact; ``change_year`` is the
    change against the same period of the year before; ``rating`` is the text of a rating; ``missing`` names the spans that a
    cumulative figure lacks.
    """

    unit: str
    indicator: str
    window: Window
    span: Period
    status: Status
    numerator: int | None = None
    denominator: int | None = None
    value: Fraction | None = None
    rating: str | None = None
    display: str | None = None
    change: Fraction | None = None
    target: Target | None = None
    missing: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()
    change_year: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Total:
    """The rate of a group, or of the whole where ``group`` is None."""

    group: str | None
    indicator: str
    window: Window
    span: Period | None
    numerator: int | None = None
    denominator: int | None = None
    value: Fraction | None = None
    display: str | None = None
    change: Fraction | None = None
    change_year: Fraction | None = None


class FindingKind(StrEnum):
    """What a finding proposes."""

    PRAISE = "praise"
    REMINDER = "reminder"
    CRITICISM = "criticism"


@dataclass(frozen=True, slots=True)
class Finding:
    """A praise, reminder or criticism that a rule proposes; ``occurrence`` is "lần thứ n" where the rule counts.

    ``step`` is the step of the rule's ladder that goes beyond the kind alone, in the words of the policy.
    """

    rule: str
    kind: FindingKind
    unit: str
    indicators: tuple[str, ...]
    also: tuple[str, ...] = ()
    occurrence: int | None = None
    step: str | None = None


@dataclass(frozen=True, slots=True)
class Exempted:
    """A finding that is not proposed since its unit is exempt: why, until when, and by what paper."""

    finding: Finding
    reason: str
    until: date
    cite: str | None = None


MARK_PREFIX = "cccc:"
"""Opens the key of a finding, in the ledger and in the bookmarks of a draft."""


def finding_key(period: Period, finding: Finding) -> str:
    """The key by which a draft carries ``finding`` and the ledger knows it again; figures are no part of it."""
    parts = (period.label, finding.rule, finding.kind, finding.unit, *finding.indicators)
    return MARK_PREFIX + sha256("|".join(parts).encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class IssuedFinding:
    """A finding that stands in a paper that was issued, in this ledger or before it."""

    period: Period
    kind: FindingKind
    unit: str
    indicators: tuple[str, ...]
    number: str | None = None
    dated: date | None = None


@dataclass(frozen=True, slots=True)
class TakenOver:
    """What a list of earlier findings added: how many are new, how many got a number or date, which the ledger has otherwise."""

    added: int
    filled: int = 0
    differing: tuple[IssuedFinding, ...] = ()


@dataclass(frozen=True, slots=True)
class Evaluation:
    """All verdicts of one period, in the order of the roster and of the indicators.

    ``withheld`` are findings that rest on too few dossiers, ``exempted`` those on units that the policy exempts.
    """

    period: Period
    assessments: tuple[Assessment, ...] = ()
    totals: tuple[Total, ...] = ()
    findings: tuple[Finding, ...] = ()
    withheld: tuple[Finding, ...] = ()
    inputs: tuple[InputFile, ...] = ()
    sources: tuple[str, ...] = ()
    as_of: str | None = None
    exempted: tuple[Exempted, ...] = ()


# --- what was issued -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class WrittenDraft:
    """A paper that was written: its words by their digest, where it was put, and what it was made of.

    It is made of the period's latest evaluation where that was ``saved``.
    """

    digest: str
    path: str
    sha256: str
    template: str
    period: Period
    declared: tuple[DeclaredFile, ...] = ()
    saved: bool = True


Told = Literal["figure", "occurrence", "unit"]


@dataclass(frozen=True, slots=True)
class Change:
    """What a signed paper says of a finding otherwise than its draft; ``signed`` is None where nothing stands there."""

    what: Told
    drafted: str
    signed: str | None


@dataclass(frozen=True, slots=True)
class Confirmed:
    """One finding of a draft as the signed file has it; ``printed`` is the occurrence that stands there."""

    key: str
    stands: bool
    printed: int | None = None
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class Grounds:
    """A paper in force, and the figures of its findings as they were when it was made."""

    number: str
    dated: date
    file: str
    period: Period
    figures: tuple[Assessment, ...]


class EffectKind(StrEnum):
    """What a paper does to an earlier one."""

    REPLACES = "replaces"
    CORRECTS = "corrects"
    WITHDRAWS = "withdraws"


@dataclass(frozen=True, slots=True)
class Effect:
    """What a paper does to the paper ``number`` of ``year``."""

    kind: EffectKind
    number: str
    year: int


@dataclass(frozen=True, slots=True)
class IssuedPaper:
    """A signed paper: its number and date, its file, and what stands in it of each finding of its draft.

    ``draft`` is the digest of the draft's words; ``by`` and ``reason`` are who struck or changed what differs, and why.
    """

    number: str
    dated: date
    file: str
    sha256: str
    period: Period
    template: str
    findings: tuple[Confirmed, ...] = ()
    draft: str | None = None
    by: str | None = None
    reason: str | None = None
    effects: tuple[Effect, ...] = ()


@dataclass(frozen=True, slots=True)
class Issued:
    """What a paper says of the findings that its draft carried; not ``new`` where the ledger knew the paper already.

    ``changed`` are those of them, standing or struck, whose text differs from the draft.
    """

    number: str
    dated: date
    period: Period
    new: bool
    standing: tuple[Finding, ...]
    struck: tuple[Finding, ...]
    changed: tuple[tuple[Finding, tuple[Change, ...]], ...] = ()
    effects: tuple[Effect, ...] = ()
    by: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class PaperEntry:
    """One recorded paper in a listing; with ``withdrawn_at`` it was recorded by mistake and no longer counts.

    ``effects`` are what it does to earlier papers, ``ended_by`` the paper that replaced or withdrew it; ``template_sha256`` is
    of its template, ``made_by`` the version of cccc that recorded it.
    """

    number: str
    dated: date
    file: str
    sha256: str
    period: Period
    template: str
    issued_at: str
    withdrawn_at: str | None
    draft: str | None = None
    made_by: str | None = None
    by: str | None = None
    reason: str | None = None
    undone_by: str | None = None
    undone_for: str | None = None
    effects: tuple[Effect, ...] = ()
    ended_by: str | None = None

    @property
    def in_force(self) -> bool:
        """Whether what it says still stands."""
        return self.withdrawn_at is None and self.ended_by is None


class Fate(StrEnum):
    """What became of a finding."""

    PROPOSED = "proposed"
    REPLACED = "replaced"
    WITHDRAWN = "withdrawn"
    STRUCK = "struck"
    IMPORTED = "imported"
    ISSUED = "issued"


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One finding of one unit and period, and its fate with the paper that decided it.

    ``proposed`` says whether the latest evaluation of the period still proposes it; ``changes`` are what the signed paper says
    otherwise than its draft, ``by`` and ``reason`` who struck or changed it and why; ``ended_by`` is the paper that replaced,
    corrected or withdrew it.
    """

    unit: str
    period: Period
    kind: FindingKind
    indicators: tuple[str, ...]
    fate: Fate
    proposed: bool = False
    occurrence: int | None = None
    number: str | None = None
    dated: date | None = None
    step: str | None = None
    changes: tuple[Change, ...] = ()
    by: str | None = None
    reason: str | None = None
    ended_by: str | None = None


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """One figure as the latest evaluation of ``period`` has it."""

    unit: str
    indicator: str
    window: Window
    period: Period
    status: Status
    value: Fraction | None
    rating: str | None
    display: str | None


# --- what the rules are ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Condition:
    """What a figure must be: any of these statuses, or any of these thresholds on its value."""

    statuses: frozenset[Status] = frozenset()
    thresholds: tuple[Threshold, ...] = ()


@dataclass(frozen=True, slots=True)
class WindowTest:
    """A condition on the figure in one window."""

    window: Window
    condition: Condition


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Holds when one of its tests does."""

    tests: tuple[Test, ...]


@dataclass(frozen=True, slots=True)
class AllOf:
    """Holds when all of its tests do."""

    tests: tuple[Test, ...]


Test = WindowTest | AnyOf | AllOf


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a ladder; ``label`` is what it asks for beyond its kind ("Kiểm điểm trách nhiệm người đứng đầu")."""

    kind: FindingKind
    label: str | None = None


@dataclass(frozen=True, slots=True)
class Ladder:
    """How a rule counts earlier findings: of the calendar year or ``running`` over the years, none before so many periods met.

    Each finding that was issued is a step up; without ``steps`` a rule's findings are all of its own kind.
    """

    running: bool = False
    reset_after: int | None = None
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of the policy: with ``when``, a finding per unit and indicator; with ``lines``, one per unit."""

    id: str
    kind: FindingKind
    units: frozenset[str]
    indicators: tuple[str, ...]
    location: Location
    when: Test | None = None
    lines: tuple[tuple[str, Test], ...] = ()
    ladder: Ladder | None = None
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Exemption:
    """Units that get no finding of ``kinds`` on these indicators (none named: on any) from ``start`` to ``end``, and why."""

    units: frozenset[str]
    indicators: tuple[str, ...]
    kinds: frozenset[FindingKind]
    start: date | None
    end: date
    reason: str
    location: Location
    cite: str | None = None


Ties = Literal["shared", "by_denominator"]


@dataclass(frozen=True, slots=True)
class Ranking:
    """How units are ranked by a rate: among their group or all, who shares a rank, and who has too few dossiers for one."""

    within_groups: bool = True
    ties: Ties = "shared"
    min_denominator: int = 1


@dataclass(frozen=True, slots=True)
class Policy:
    """The rules that turn assessments into findings, in the order in which they are tried.

    ``rhythm`` tells which periods come before one another.
    """

    id: str
    rules: tuple[Rule, ...]
    min_denominator: int = 1
    exemptions: tuple[Exemption, ...] = ()
    ranking: Ranking = Ranking()
    rhythm: Rhythm = CALENDAR


@dataclass(frozen=True, slots=True)
class Statement:
    """What people, not figures, say of a period."""

    id: str
    text: str
    by: str | None = None


# --- how exports are read --------------------------------------------------------------------------------------------


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
class OneOf:
    """Holds where the cell reads one of ``texts``."""

    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Given:
    """Holds where the cell is filled, or with ``given`` false where it is blank; dashes alone are blank."""

    given: bool


@dataclass(frozen=True, slots=True)
class Against:
    """Holds where the cell's date is not after that under ``other``, or with ``after`` where it is; both must be given.

    A date without a time of day is its whole day: what happens on the promised day is in time.
    """

    other: HeadingPath
    after: bool = False


DossierTest = OneOf | Given | Against


@dataclass(frozen=True, slots=True)
class DossierCount:
    """Which dossiers a measure counts: those for which all ``tests`` hold; by ``date`` where it is not the list's main date."""

    tests: tuple[tuple[HeadingPath, DossierTest], ...] = ()
    date: HeadingPath | None = None

    @property
    def headings(self) -> tuple[HeadingPath, ...]:
        """The headings it looks at: those of its tests, then of its own date."""
        others = [test.other for _, test in self.tests if isinstance(test, Against)]
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
            (path, test.other) for count in self.measures.values() for path, test in count.tests if isinstance(test, Against)
        ]
        return tuple(dict.fromkeys((*self.spans, *(path for pair in tests for path in pair))))


AnyLayout = Layout | RecordsLayout


# --- the office ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Issuer:
    """The office that signs: its name, its parent where the letterhead shows one, and its place."""

    name: str
    parent: str | None
    place: str
    location: Location | None = None


@dataclass(frozen=True, slots=True)
class PaperForm:
    """What one kind of paper carries around its text.

    ``issuer`` is the office that signs it where that is not the workspace's; ``answer_by`` the last day to answer it.
    """

    symbol: str
    to: tuple[str, ...]
    copies: tuple[str, ...]
    authority: tuple[str, ...]
    signer: str | None = None
    issuer: Issuer | None = None
    answer_by: date | None = None
    location: Location | None = None


# --- what follows a paper --------------------------------------------------------------------------------------------


class Reply(StrEnum):
    """What a unit says to the figures that were sent to it."""

    ACCEPTED = "accepted"
    REFUSED = "refused"


class Decision(StrEnum):
    """What the office made of a refusal."""

    KEPT = "kept"
    CORRECTED = "corrected"


@dataclass(frozen=True, slots=True)
class Answer:
    """A unit's answer to a reconciliation sheet: by whom and when, on which indicators (none: the whole sheet), and why.

    ``late`` says that it came after the day by which answers were asked; ``decision`` is what became of a refusal.
    """

    unit: str
    reply: Reply
    day: date
    by: str
    location: Location
    indicators: tuple[str, ...] = ()
    reason: str | None = None
    late: bool = False
    decision: Decision | None = None
    decided_by: str | None = None
    decided_why: str | None = None

    def speaks_of(self, indicator: str) -> bool:
        """Whether it is about ``indicator``."""
        return not self.indicators or indicator in self.indicators


@dataclass(frozen=True, slots=True)
class Answers:
    """The answers to one period's reconciliation sheets, the earlier days first; asked of ``units`` by ``answer_by``."""

    period: Period
    units: tuple[str, ...]
    answer_by: date | None = None
    answers: tuple[Answer, ...] = ()

    @property
    def silent(self) -> tuple[str, ...]:
        """The units that were asked and have not answered."""
        answered = {answer.unit for answer in self.answers}
        return tuple(unit for unit in self.units if unit not in answered)

    @property
    def undecided(self) -> tuple[Answer, ...]:
        """The refusals that nobody has decided on and the unit has not taken back."""
        return tuple(
            answer
            for at, answer in enumerate(self.answers)
            if answer.reply is Reply.REFUSED and answer.decision is None and not self._superseded(answer, at)
        )

    def about(self, unit: str, indicator: str) -> Answer | None:
        """The unit's last answer that speaks of ``indicator``."""
        mine = [answer for answer in self.answers if answer.unit == unit and answer.speaks_of(indicator)]
        return mine[-1] if mine else None

    def _superseded(self, answer: Answer, at: int) -> bool:
        later = [one for one in self.answers[at + 1 :] if one.unit == answer.unit]
        return any(not one.indicators or (answer.indicators and set(answer.indicators) <= set(one.indicators)) for one in later)


@dataclass(frozen=True, slots=True)
class Task:
    """What an issued paper asks of one unit, or of an ``office`` outside the roster: by when, and since when it is done."""

    id: str
    paper: str
    dated: date
    text: str
    location: Location
    unit: str | None = None
    office: str | None = None
    due: date | None = None
    done: date | None = None
    evidence: str | None = None

    def overdue(self, day: date) -> bool:
        """Whether it was due before ``day`` and was not done by then."""
        return self.due is not None and self.due < day and not (self.done is not None and self.done <= day)

    @property
    def done_late(self) -> bool:
        """Whether it was done after it was due."""
        return self.due is not None and self.done is not None and self.done > self.due
