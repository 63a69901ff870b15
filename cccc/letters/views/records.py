"""What a template sees: phrases and verdicts, never numbers to compare."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cccc.letters.views.campaigns import Campaigns
    from cccc.letters.views.closings import Closing
    from cccc.letters.views.overdue import OverdueView
    from cccc.letters.views.qualification import Qualifying
    from cccc.letters.views.rankings import Rankings
    from cccc.letters.views.report import Report
    from cccc.letters.views.sheets import Concerns
    from cccc.letters.views.slips import Slip


class Markdown(str):
    """Text that holds marks of Markdown on purpose."""

    __slots__ = ()

    def __html__(self) -> str:
        """The text itself: it needs no escaping."""
        return self


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


# --- the whole ---


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
    shortfalls: Sequence[ShortfallView]
    praises: list[PraiseView]
    one_praise: bool
    reminders: Sequence[ReminderView]
    orders: bool
    asks: bool
    criticisms: Sequence[CriticismView]
    tasks: list[GivenView]
    coming: list[GivenView]
    efforts: list[str]
    duties: list[DutyView]
    one_task: bool
    coordinate: str
    remaining: str
    months_left: bool
    withheld: list[str]
    overdue: Sequence[OverdueView]
    report: Report
    qualifying: Qualifying
    campaigns: Campaigns
    closing: Closing
    concerns: Concerns
    slip: Slip
    rankings: Rankings
