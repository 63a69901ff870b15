"""What a rule asks of a unit's figures: every kind of condition, how it is judged, explained and written as in a policy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cccc.model.evaluations import Assessment, Status
    from cccc.model.targets import Threshold, Window

    Figures = Mapping[Window, Assessment | None]
    """The figures of one unit and indicator; None for a window that is not judged."""


@dataclass(frozen=True, slots=True)
class ConditionResult:
    """One condition on one figure; ``few`` where the figure rests on fewer dossiers than the policy wants."""

    indicator: str
    window: Window
    condition: Condition
    assessment: Assessment | None
    holds: bool
    few: bool = False


@dataclass(frozen=True, slots=True)
class ConditionGroup:
    """Conditions of which ``any`` one must hold, or all of them."""

    any: bool
    parts: tuple[ConditionResult | ConditionGroup, ...]
    holds: bool
    few: bool = False


@dataclass(frozen=True, slots=True)
class Condition:
    """What a figure must be: any of these statuses, or any of these thresholds on its value."""

    statuses: frozenset[Status] = frozenset()
    thresholds: tuple[Threshold, ...] = ()

    def holds(self, assessment: Assessment | None, least: int) -> bool:
        """Whether the figure is as asked, and rests on no fewer than ``least`` dossiers."""
        if assessment is None or (assessment.denominator is not None and 0 < assessment.denominator < least):
            return False
        value = assessment.value
        return assessment.status in self.statuses or (
            value is not None and any(threshold.holds(value) for threshold in self.thresholds)
        )

    def __str__(self) -> str:
        held = [*sorted(status.value for status in self.statuses), *map(str, self.thresholds)]
        return held[0] if len(held) == 1 else f"[{', '.join(held)}]"


@dataclass(frozen=True, slots=True)
class WindowTest:
    """A condition on the figure in one window."""

    window: Window
    condition: Condition

    @property
    def thresholds(self) -> tuple[Threshold, ...]:
        """The values at which it may turn."""
        return self.condition.thresholds

    def holds(self, figures: Figures, least: int) -> bool:
        """Whether it holds, by figures with at least ``least`` dossiers."""
        return self.condition.holds(figures[self.window], least)

    def tried(self, indicator: str, figures: Figures, least: int) -> ConditionResult:
        """What comes of it on the figures of ``indicator``, and whether only small numbers forbid it."""
        holds = self.holds(figures, least)
        few = not holds and self.holds(figures, 0)
        return ConditionResult(indicator, self.window, self.condition, figures[self.window], holds, few)

    def __str__(self) -> str:
        return f"{self.window.value}: {self.condition}"


@dataclass(frozen=True, slots=True)
class AllOf:
    """Holds when all of its tests do."""

    tests: tuple[Test, ...]

    @property
    def thresholds(self) -> tuple[Threshold, ...]:
        """The values at which one of its tests may turn."""
        return tuple(threshold for test in self.tests for threshold in test.thresholds)

    def holds(self, figures: Figures, least: int) -> bool:
        """Whether it holds, by figures with at least ``least`` dossiers."""
        return all(test.holds(figures, least) for test in self.tests)

    def tried(self, indicator: str, figures: Figures, least: int) -> ConditionGroup:
        """What comes of each of its tests, and whether only small numbers forbid it."""
        holds = self.holds(figures, least)
        parts = tuple(test.tried(indicator, figures, least) for test in self.tests)
        return ConditionGroup(isinstance(self, AnyOf), parts, holds, not holds and self.holds(figures, 0))

    def __str__(self) -> str:
        return f"{'any' if isinstance(self, AnyOf) else 'all'}: [{', '.join(map(str, self.tests))}]"


@dataclass(frozen=True, slots=True)
class AnyOf(AllOf):
    """Holds when one of its tests does."""

    def holds(self, figures: Figures, least: int) -> bool:
        """Whether it holds, by figures with at least ``least`` dossiers."""
        return any(test.holds(figures, least) for test in self.tests)


Test = WindowTest | AnyOf | AllOf
