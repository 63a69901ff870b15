"""Indicators, thresholds, targets and the plans that assign them; and which target holds for whom."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Literal

from cccc.vietnamese import decimal

if TYPE_CHECKING:
    from datetime import date
    from fractions import Fraction

    from cccc.periods import Period
    from cccc.problems import Location


# --- indicators ------------------------------------------------------------------------------------------------------


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


# --- targets and plans -----------------------------------------------------------------------------------------------


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

    def __str__(self) -> str:
        return f"{self.operator.value}: {decimal(self.value, 6)}"

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


# --- what holds for whom ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class AssignedTarget:
    """The target that holds for ``units`` on a day, of the plan that says so; ``others`` speak of the same and give way."""

    target: Target
    plan: Plan
    units: tuple[str, ...]
    others: tuple[Target, ...] = ()

    @property
    def key(self) -> object:
        """What must be the same for units to be told together."""
        return (self.target.location, self.target.threshold, tuple(other.location for other in self.others))


@dataclass(frozen=True, slots=True)
class TargetSpan:
    """The target that holds throughout ``span``; without ``target`` none does."""

    span: Period
    target: Target | None
    plans: tuple[str, ...] = ()
    """Every plan in force that speaks of it then, those that are replaced or say the same included."""

    @property
    def key(self) -> object:
        """What makes two of them the same, without comparing the units of whole targets."""
        return (self.span, *self.what)

    @property
    def what(self) -> tuple[object, ...]:
        """What holds, whenever it does."""
        target = self.target
        return (self.plans, None) if target is None else (self.plans, target.location, target.threshold)


@dataclass(frozen=True, slots=True)
class IndicatorCoverage:
    """What holds for one indicator over time, for all units for whom it is the same."""

    indicator: str
    units: tuple[str, ...]
    held: tuple[TargetSpan, ...]

    @property
    def gaps(self) -> tuple[TargetSpan, ...]:
        """The spans without target between two with one."""
        told = [at for at, held in enumerate(self.held) if held.target is not None]
        return tuple(held for held in self.held[told[0] : told[-1]] if held.target is None) if told else ()
