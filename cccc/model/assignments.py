"""What holds for whom: targets on a day with their reasons, and over time with the holes between them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cccc.model import Plan, Target
    from cccc.periods import Period


@dataclass(frozen=True, slots=True)
class Assigned:
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
class Held:
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
class Covered:
    """What holds for one indicator over time, for all units for whom it is the same."""

    indicator: str
    units: tuple[str, ...]
    held: tuple[Held, ...]

    @property
    def gaps(self) -> tuple[Held, ...]:
        """The spans without target between two with one."""
        told = [at for at, held in enumerate(self.held) if held.target is not None]
        return tuple(held for held in self.held[told[0] : told[-1]] if held.target is None) if told else ()
