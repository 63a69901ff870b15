"""What is asked: thresholds, targets and the plans that assign them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date
    from fractions import Fraction

    from cccc.periods import Period
    from cccc.problems import Location


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
