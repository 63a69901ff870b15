"""The classes whose fields a template sees: phrases and verdicts, already judged, never numbers to compare.

`LetterView` is all that the template of a letter on a month sees, `PlansView` all that one with ``reads: plans`` sees.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, TypeVar, cast

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

View = TypeVar("View")


class Markdown(str):
    """Text that holds marks of Markdown on purpose."""

    __slots__ = ()

    def __html__(self) -> str:
        """The text itself: it needs no escaping."""
        return self


class _OnDemand:
    """Stands for a view until a template reads a field of it."""

    def __init__(self, make: Callable[[], object]) -> None:
        self._make = make

    def __getattr__(self, field: str) -> Any:
        if field.startswith("_"):
            raise AttributeError(field)
        if "_view" not in self.__dict__:
            self._view = self._make()
        return getattr(self._view, field)


def on_demand(make: Callable[[], View]) -> View:
    """The view that ``make`` makes, once and only if a template reads a field of it: most templates read few of them."""
    return cast("View", _OnDemand(make))


# --- opening ---


@dataclass(frozen=True, slots=True)
class TotalView:
    """The rate of the whole: "tỷ lệ …", "đạt", "97,67%", "tăng 0,54 điểm phần trăm".

    ``compared`` is the period compared with, on the last total that has a change, so that it is named once.
    """

    name: str
    verb: str
    figure: str
    change: str | None
    compared: str | None


@dataclass(frozen=True, slots=True)
class MissView:
    """How many units miss what was assigned for one indicator: "03 UBND xã"; ``counts`` tells it span by span."""

    name: str
    count: str
    counts: list[str]


@dataclass(frozen=True, slots=True)
class ShortfallView:
    """What is missed of all that one body assigned, and ``over`` what time; ``several`` where it is many indicators.

    ``cited`` are its plans, with the clause where it is one; empty where they have no number.
    """

    given_by: str
    misses: list[MissView]
    over: str
    several: bool
    cited: str


@dataclass(frozen=True, slots=True)
class StatementView:
    """What people say of the period, without the stop at its end; ``inside`` is the text after other words."""

    id: str
    text: str
    inside: str
    by: str | None


# --- praise ---


@dataclass(frozen=True, slots=True)
class RateView:
    """Indicators with one figure: "A và B", "cùng đạt 100%"; ``span`` where it is not told yet, ``standing`` to the target."""

    names: str
    span: str | None
    verb: str
    figure: str
    several: bool
    standing: str | None


@dataclass(frozen=True, slots=True)
class PraisedUnit:
    """A praised unit with its rates, equal ones merged, and the same figures for a bracket."""

    unit: Markdown
    rates: list[RateView]
    bracket: str


@dataclass(frozen=True, slots=True)
class PraiseView:
    """Units praised for the same: ``count`` is "03 UBND xã" where a list merges them, None where each stands alone.

    ``high`` says that all the figures are of the kind that had better be high.
    """

    count: str | None
    units: list[PraisedUnit]
    names: str
    span: str
    high: bool
    ratings: list[str]


# --- reminders and criticisms ---


@dataclass(frozen=True, slots=True)
class FigureView:
    """One figure in one window; ``standing`` is how it stands to what was assigned, None where nothing was."""

    figure: str
    span: str
    verb: str
    fell_short: str
    standing: str | None
    short_standing: str | None


Case = Literal["but", "both", "one", "rating", "nothing_arose", "not_reported"]


@dataclass(frozen=True, slots=True)
class TellingView:
    """What is told of one indicator.

    ``case``: "but" (the period is well, the cumulative figure is not: both are there), "both" (neither is well), "one"
    (``period`` alone, the figure that is told), "rating" (``text``), or that there is no figure in ``span``.  ``assigned`` says
    that the figure misses what was assigned, ``cited`` by which numbered plans; else it is told as ``poor``.
    """

    name: str
    case: Case
    assigned: bool
    poor: str
    span: str
    cited: str = ""
    period: FigureView | None = None
    cumulative: FigureView | None = None
    text: str = ""


Situation = Literal["assigned", "keep", "catch_up", "raise", "rating", "report"]


@dataclass(frozen=True, slots=True)
class RequestView:
    """Heads asked for one thing; ``coordinate`` units are asked with "đề nghị", all others with "yêu cầu".

    ``situation``: "assigned" (reach what was assigned), "keep" (hold the period's result), "catch_up" (make up what the
    cumulative figure lacks), "raise" (do better), "rating" (mend what was rated), "report" (report figures).
    """

    heads: str
    coordinate: bool
    situation: Situation
    improving: str


@dataclass(frozen=True, slots=True)
class FindingView:
    """A reminder or criticism of one unit: what is told of its indicators, and the ratings told beside them.

    ``step`` is what the policy's ladder asks for beyond a reminder; of criticisms it is told once for all.
    """

    unit: Markdown
    tellings: list[TellingView]
    ratings: list[str]
    request: RequestView | None = None
    step: str = ""


@dataclass(frozen=True, slots=True)
class SharedView:
    """One rating that many units miss: "03 UBND xã", and each of them."""

    text: str
    count: str
    units: list[Markdown]


@dataclass(frozen=True, slots=True)
class ReminderView:
    """The reminders on the same indicators.

    Each item has its request where every one is particular; else ``requests`` stand at the end.  ``shared`` replaces the items
    where one missed rating is all there is to tell.
    """

    about: str
    items: list[FindingView]
    requests: list[RequestView]
    shared: SharedView | None


@dataclass(frozen=True, slots=True)
class CriticismView:
    """The criticisms of one occurrence and one step of a ladder.

    ``step`` is what that step asks for beyond a criticism, "yêu cầu kiểm điểm trách nhiệm người đứng đầu"; empty for most.
    """

    ordinal: str
    units: str
    items: list[FindingView]
    step: str = ""


# --- tasks ---


@dataclass(frozen=True, slots=True)
class ShareView:
    """What is asked, "đạt từ 30% trở lên", and of whom (None: of all)."""

    asked: str
    of: str | None


@dataclass(frozen=True, slots=True)
class TaskView:
    """An indicator with what was assigned for it."""

    name: str
    shares: list[ShareView]


@dataclass(frozen=True, slots=True)
class GivenView:
    """The tasks that come from one body, ``cited`` its plans where they have numbers; ``several`` where there are many.

    ``since`` is the first day of those that hold only after the period; ``given_by`` is empty where the paper itself is what
    gives them.
    """

    given_by: str
    tasks: list[TaskView]
    several: bool
    cited: str
    since: str = ""


@dataclass(frozen=True, slots=True)
class DutyView:
    """Rated work, and whose it is (None: of all)."""

    of: str | None
    names: list[str]
    several: bool


@dataclass(frozen=True, slots=True)
class OverdueView:
    """One task: "đặt mã QR …" of "Công văn số 571/UBND-KSTT ngày 09/6/2026", ``due`` "31/7/2026".

    ``units`` still owe it, or the office that does; empty where they are too many to be named.  ``count`` is "03 UBND xã",
    empty where it is one alone.
    """

    text: str
    paper: str
    due: str
    units: str
    count: str


# --- rankings ---


@dataclass(frozen=True, slots=True)
class RankedUnit:
    """A unit and its figure; a finding on it goes with the name."""

    unit: str
    figure: str


@dataclass(frozen=True, slots=True)
class LowView:
    """The units that miss one threshold, the lowest first; ``below`` is "đạt dưới 30%", empty where nothing was assigned."""

    below: str
    units: list[RankedUnit]


@dataclass(frozen=True, slots=True)
class RankingView:
    """All units by one rate.

    ``rates`` are those of the groups: "các sở, ngành đạt 20,7%".  ``high`` have reached what is asked, the best first, and
    ``low`` have not; ``few`` have too few dossiers to be ranked; of ``none`` nothing arose to be rated (a large group as a
    whole: "10/10 UBND huyện, thành phố"), ``silent`` have no figure.  ``orders`` says that some of the low or silent may be
    ordered; ``asked`` are those that may only be asked.  ``label`` names the footnote.
    """

    label: Markdown
    name: str
    improving: str
    span: str
    good: str
    rates: list[str]
    high: list[RankedUnit]
    low: list[LowView]
    few: list[RankedUnit]
    none: list[str]
    silent: list[str]
    orders: bool
    asked: list[str]


@dataclass(frozen=True, slots=True)
class RankingsView:
    """A ranking for each indicator and window that has verdicts.

    ``high`` says that anyone stands high, ``low`` that anyone who may be ordered stands low, ``none`` that there are units of
    which nothing arose; ``asked`` are all low or silent units that may only be asked, each once.
    """

    all: list[RankingView]
    high: bool
    low: bool
    none: bool
    asked: list[str]


# --- all units side by side ---


@dataclass(frozen=True, slots=True)
class CellView:
    """The result of one unit in a table; ``state`` is its status, ``rank`` and ``change`` are empty where there is none."""

    state: str
    figure: str
    change: str
    rank: str


@dataclass(frozen=True, slots=True)
class RowView:
    """One unit in a table."""

    unit: str
    cells: list[CellView]


@dataclass(frozen=True, slots=True)
class GroupRows:
    """The units of one group in a table, in the order of the roster."""

    number: str
    name: str
    rows: list[RowView]


@dataclass(frozen=True, slots=True)
class ColumnView:
    """One indicator of a table, and what is asked of all or of each group."""

    name: str
    asked: str


@dataclass(frozen=True, slots=True)
class GridView:
    """A table of all units over one time; ``changes`` says whether anything can be compared with the time before."""

    title: str
    columns: list[ColumnView]
    sections: list[GroupRows]
    changes: bool


@dataclass(frozen=True, slots=True)
class StandingView:
    """The place of one unit among those of its group: how many of its targets it has met."""

    rank: str
    unit: str
    met: str
    missed: str


@dataclass(frozen=True, slots=True)
class LeagueView:
    """The units of one group (or all) by the share of their targets that they have met; those without any dossier last."""

    name: str
    standings: list[StandingView]


@dataclass(frozen=True, slots=True)
class ResultView:
    """One indicator over all units.

    ``span`` is told where it is not the report's own; ``best`` share the highest place; ``lowest`` are furthest below what is
    asked; ``met`` and ``missed`` count units, and are empty where there are none; ``idle`` had no dossiers, ``absent`` gave no
    figures, for this though for other things.
    """

    name: str
    asked: str
    span: str
    verb: str
    figure: str
    change: str | None
    judged: bool
    met: str
    missed: str
    best: str
    best_figure: str
    lowest: list[str]
    idle: str
    absent: str


@dataclass(frozen=True, slots=True)
class ReportView:
    """All units of an evaluation side by side.

    ``results``: the indicators for which anything is known, over the period where it is judged, else to date; ``unknown``:
    those of which no unit has given figures; ``assumed``: those judged by what was only assumed.
    ``leagues``: the groups, each with its units in order (``within_groups``), else all units together; ``by_dossiers`` says
    that of two units with one rate the one with more dossiers stands higher; with fewer dossiers than ``fewest`` a unit has no
    rank (empty: all have).  ``grids``: all figures of all units, for the period and, where that is longer, to date.
    ``idle``: the units for which nothing arose in anything; ``absent``: those that gave no figure at all.
    ``compared``: whether any result is told with its change; ``short_of_figures``: whether anyone still owes figures;
    ``complete``: whether every unit has a figure for everything.
    """

    results: list[ResultView]
    unknown: list[str]
    leagues: list[LeagueView]
    within_groups: bool
    by_dossiers: bool
    fewest: str
    grids: list[GridView]
    idle: str
    absent: str
    assumed: list[str]
    compared: bool
    short_of_figures: bool
    complete: bool


# --- who reached every target ---


@dataclass(frozen=True, slots=True)
class CriterionView:
    """What is asked, and of whom; ``asked`` is empty where the document that assigned it gives no figure."""

    name: str
    short: str
    span: str
    asked: str


@dataclass(frozen=True, slots=True)
class EvidenceView:
    """One unit and its figures, one for each criterion."""

    unit: str
    figures: list[str]


@dataclass(frozen=True, slots=True)
class EvidenceGroup:
    """The qualifying units of one group."""

    number: str
    name: str
    units: list[EvidenceView]


@dataclass(frozen=True, slots=True)
class ShortView:
    """A unit that misses one criterion; ``gap`` is "còn thiếu 0,54 điểm phần trăm", empty where that cannot be told."""

    unit: str
    name: str
    verb: str
    figure: str
    asked: str
    gap: str


@dataclass(frozen=True, slots=True)
class OpenView:
    """A unit that misses nothing, but of which some criteria cannot be judged."""

    unit: str
    idle: list[str]
    absent: list[str]


@dataclass(frozen=True, slots=True)
class QualificationView:
    """The units of an evaluation against every target that has a threshold.

    ``criteria``: all that is asked, in order; ``groups``: the units that reached every criterion, by group, ``count`` how many
    they are (empty for none); ``short``: those that miss one criterion and reach all others; ``open``: those that miss
    nothing, but lack a figure; ``assumed``: the criteria whose thresholds are only assumed: a letter must not go out before
    they are checked.
    """

    criteria: list[CriterionView]
    groups: list[EvidenceGroup]
    count: str
    short: list[ShortView]
    open: list[OpenView]
    assumed: list[str]


# --- campaigns ---


@dataclass(frozen=True, slots=True)
class BaseView:
    """A plan that the campaign goes beyond; ``cited`` is in full where a letter first names it."""

    title: str
    issuer: str
    cited: str
    sources: list[str]


@dataclass(frozen=True, slots=True)
class AskedView:
    """What is asked of some units; ``of`` is empty where it is asked of all, ``asked`` where the document gives no figure."""

    asked: str
    of: str


@dataclass(frozen=True, slots=True)
class AimView:
    """One aim of the campaign.

    ``planned`` and ``asked`` are what the plans and the campaign ask; ``points`` by how much the plan that ``above`` cites is
    raised, where the campaign says it so.
    """

    name: str
    planned: str
    asked: str
    shares: list[AskedView]
    points: str
    above: str


@dataclass(frozen=True, slots=True)
class CampaignView:
    """A plan beside those that it replaces or raises.

    ``inside`` is the title inside a sentence, ``start`` and ``end`` its first and last day; ``numbered`` says that its own
    document has a number, ``cited`` names that document, in full where a letter first does.  ``planned`` is what the plans
    behind it assigned, in the order in which they did; ``aims`` what the campaign asks; ``compared`` all that either asks.
    """

    id: str
    title: str
    inside: str
    issuer: str
    start: str
    end: str
    numbered: bool
    cited: str
    bases: list[BaseView]
    planned: list[AimView]
    aims: list[AimView]
    compared: list[AimView]


@dataclass(frozen=True, slots=True)
class CampaignsView:
    """``running`` is the one campaign that is meant, else that runs in the period."""

    running: CampaignView


@dataclass(frozen=True, slots=True)
class AgainstView:
    """One result against one target.

    ``state`` is "beyond", "met" or "missed" for the whole, empty where the units are asked for different figures; ``met`` and
    ``missed`` count the units, and are empty where there are none.
    """

    asked: str
    state: str
    met: str
    missed: str


@dataclass(frozen=True, slots=True)
class ClosingView:
    """One indicator at the campaign's end; ``plan`` or ``campaign`` is None where it asks nothing."""

    name: str
    figure: str
    plan: AgainstView | None
    campaign: AgainstView | None


@dataclass(frozen=True, slots=True)
class ClosingsView:
    """A campaign at its end: all that it or the plans behind it ask, in the order of the indicators.

    ``reached`` says that the whole has reached all that the campaign asks and that can be judged.
    """

    results: list[ClosingView]
    reached: bool


# --- sheets of one unit each ---


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One figure of one unit; ``again`` says that the row above is of the same indicator, which has its ``number``.

    ``counts`` is "24/123", ``asked`` what was assigned ("đạt từ 30% trở lên"), ``judged`` how the figure stands to it,
    ``cells`` where it stands in the exports, a line for each sheet.
    """

    number: int
    name: str
    again: bool
    span: str
    numerator: str
    denominator: str
    counts: str
    figure: str
    asked: str
    judged: str
    cells: list[str]


@dataclass(frozen=True, slots=True)
class UnitSheet:
    """The figures of one unit."""

    unit: str
    rows: list[SheetRow]


@dataclass(frozen=True, slots=True)
class ConcernedView:
    """Some units as a letter addresses them, and the figures that it rests on.

    ``one`` says that it is a single unit, ``all_of_them`` that every unit is meant, ``coordinate`` that all may be asked but
    not ordered; ``units`` and ``heads`` are one phrase each, ``to`` the heads as addressees, those of one kind on one line;
    ``overdue`` is what they still owe by earlier papers.
    """

    one: bool
    all_of_them: bool
    coordinate: bool
    units: str
    heads: str
    to: list[str]
    sheets: list[UnitSheet]
    overdue: list[OverdueView]


@dataclass(frozen=True, slots=True)
class ConcernsView:
    """Whom a letter of each kind concerns; the praised units with the figures that a praise may tell.

    ``everyone`` are all units that were judged, or those asked for, with all their figures.
    """

    praise: ConcernedView
    reminder: ConcernedView
    criticism: ConcernedView
    everyone: ConcernedView


# --- what a leader should know before signing ---


@dataclass(frozen=True, slots=True)
class PointView:
    """Units that one thing is said of: ``about`` names the indicator, or those of which the same is said of the same units."""

    about: str
    units: str


@dataclass(frozen=True, slots=True)
class AnswersView:
    """What came back on the reconciliation sheets: how many of those asked have answered, and the units behind each matter.

    ``undecided`` refuse figures and nobody has decided yet, ``late`` answered after the day; empty where there are none.
    """

    answered: str
    asked: str
    silent: str
    undecided: str
    late: str


@dataclass(frozen=True, slots=True)
class SlipView:
    """What a leader should know before signing.

    Proposed: ``praised`` units, ``reminded`` ones by indicator.
    Not named: ``too_few`` (the figure rests on fewer dossiers than the policy asks), ``exempt`` (what they are spared, why and
    until when), ``coordinate`` (they may be asked, never criticised), ``by_the_period`` and ``by_the_total`` (they met what was
    assigned by that figure alone), ``narrow`` (met it by a hair), ``untold`` (miss a target by every figure, and no rule names
    them).
    To look at: ``both`` (praised and also reminded or criticised), ``few`` (findings on few dossiers), ``uncounted`` (rates
    that came without counts), ``assumed`` (indicators that findings rest on though nobody assigned the threshold),
    ``unreported`` (units without figures), ``answers`` to the reconciliation sheets, None where the office keeps none.
    """

    leader: str
    praised: str
    reminded: list[PointView]
    too_few: list[PointView]
    exempt: list[PointView]
    coordinate: list[PointView]
    by_the_period: list[PointView]
    by_the_total: list[PointView]
    narrow: list[PointView]
    untold: list[PointView]
    both: str
    few: list[PointView]
    uncounted: list[PointView]
    assumed: list[str]
    unreported: list[PointView]
    answers: AnswersView | None


# --- plans ---


@dataclass(frozen=True, slots=True)
class TargetView:
    """One line of the appendix; ``asked`` is "Tối thiểu 60%", empty where the plan gives no figure.

    ``lead`` and ``assessor`` are the offices in charge; what the plan leaves open is empty, but for a lead, which is then
    those who are given the target.
    """

    number: str
    name: str
    asked: str
    lead: str
    assessor: str


@dataclass(frozen=True, slots=True)
class PlanSectionView:
    """A section of the appendix, "I" or "II.1"; both number and title are empty where a plan has no sections."""

    number: str
    title: str
    targets: list[TargetView]


@dataclass(frozen=True, slots=True)
class PlanView:
    """A plan, its sections in order, and the documents that it gathers its targets from; ``label`` names its footnote.

    ``basis`` are those documents, after the plan's own where that has a number.
    """

    label: Markdown
    title: str
    issuer: str
    cited: str
    sections: list[PlanSectionView]
    sources: list[str]
    basis: list[str]


# --- all that a template sees ---


@dataclass(frozen=True, slots=True)
class LetterView:
    """All that a template sees.

    ``asks`` and ``orders``: whether coordinate, or subordinate, units are reminded; ``coordinate`` names the groups that are
    only asked.  ``one_task`` says that the list of tasks has a single item.  ``report`` sets all units side by side,
    ``qualifying`` tells who reached every target, ``campaigns`` gives the plan that goes beyond others, ``closing`` its
    results; ``concerns`` tells whom a letter of one kind goes to and on which figures, ``slip`` what a leader should know
    first.  ``coming`` are the targets that hold from the day after the period and are others than before; ``tasks`` leaves out
    what they take the place of.  ``overdue`` are the tasks of earlier papers that are owed on the paper's day.
    ``answer_by`` is "chậm nhất ngày …" where the office gives the paper a day to be answered by.
    """

    period: str
    period_inside: str
    previous: str
    scope: str
    speaker: str
    answer_by: str
    acts: list[str]
    totals: list[TotalView]
    source: str | None
    as_of: str | None
    statements: Mapping[str, StatementView]
    shortfalls: list[ShortfallView]
    praises: list[PraiseView]
    one_praise: bool
    reminders: list[ReminderView]
    orders: bool
    asks: bool
    criticisms: list[CriticismView]
    tasks: list[GivenView]
    coming: list[GivenView]
    efforts: list[str]
    duties: list[DutyView]
    one_task: bool
    coordinate: str
    remaining: str
    months_left: bool
    withheld: list[str]
    overdue: list[OverdueView]
    report: ReportView
    qualifying: QualificationView
    campaigns: CampaignsView
    closing: ClosingsView
    concerns: ConcernsView
    slip: SlipView
    rankings: RankingsView


@dataclass(frozen=True, slots=True)
class PlansView:
    """All that a template with ``reads: plans`` sees.

    ``orders`` are the units that may be ordered, ``asks`` those that are only asked; ``symbol`` is that of the paper.
    ``campaigns`` gives the plan that goes beyond others.
    ``deadline`` is "trước ngày 15/4/2024" by the statement of that id, else the day that the office gives the paper, else with
    room for it.
    """

    period: str
    period_inside: str
    remaining: str
    months_left: bool
    scope: str
    speaker: str
    symbol: str
    year: str
    deadline: str
    statements: Mapping[str, StatementView]
    plans: list[PlanView]
    orders: list[str]
    asks: list[str]
    campaigns: CampaignsView
