"""Assessments, totals and findings of a period; and how the units of a campaign stand on a day."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date
    from fractions import Fraction

    from cccc.model.observations import InputFile, Source
    from cccc.model.targets import Plan, Target, Window
    from cccc.periods import Period


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
class ExemptedFinding:
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
class Takeover:
    """What a list of earlier findings added: how many are new, how many got a number or date, and which differ."""

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
    exempted: tuple[ExemptedFinding, ...] = ()


# --- a campaign on a day ---------------------------------------------------------------------------------------------


class Outlook(StrEnum):
    """Whether a target can still be met when the campaign ends.

    ``reached``: it is met as of now.  ``open``: it can be met.  ``lost``: it cannot, if as many dossiers come a day as so far.
    ``impossible``: it cannot, however many come.  ``nothing_arose``: no dossier yet.  ``unknown``: no figure.
    """

    REACHED = "reached"
    OPEN = "open"
    LOST = "lost"
    IMPOSSIBLE = "impossible"
    NOTHING_AROSE = "nothing_arose"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Standing:
    """One unit and indicator of a campaign.

    ``span`` is what the figure covers; ``expected`` how many dossiers still come at the pace so far (of a stock: how many are
    left to do); ``needed`` the percentage of those that it takes from here (of what had better be low: that is allowed);
    ``per_day`` how many of them a day.
    """

    unit: str
    indicator: str
    target: Target
    span: Period
    outlook: Outlook
    numerator: int | None = None
    denominator: int | None = None
    value: Fraction | None = None
    display: str | None = None
    expected: Fraction | None = None
    needed: Fraction | None = None
    per_day: Fraction | None = None
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Board:
    """All of it on the day ``at``: the last day that figures cover is ``until``, None where there are none."""

    plan: Plan
    at: date
    until: date | None
    days_done: int
    days_left: int
    standings: tuple[Standing, ...] = ()
