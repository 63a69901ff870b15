"""The rules that turn figures into findings: conditions, ladders, exemptions; how units are ranked; what people state."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeVar

from cccc.periods.rhythm import CALENDAR

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date
    from fractions import Fraction

    from cccc.model.conditions import Test
    from cccc.model.evaluations import Assessment, FindingKind
    from cccc.model.targets import Indicator
    from cccc.model.units import Unit
    from cccc.periods.rhythm import Rhythm
    from cccc.problems import Location


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


# --- ranks: by exact value, the best first; equal ones share a rank, and after two that share rank 1 comes rank 3 ---------


Ranked = TypeVar("Ranked")


def ranked(
    these: Iterable[Ranked],
    value: Callable[[Ranked], Fraction | None],
    *,
    best: str = "higher",
    weight: Callable[[Ranked], int] = lambda _: 0,
) -> list[tuple[int | None, Ranked]]:
    """Each with its rank; of equal values the one with more ``weight`` comes first; without a value there is no rank."""
    held = [(found, one) for one in these for found in [value(one)]]
    sign = -1 if best == "higher" else 1
    known = [((sign * found, -weight(one)), one) for found, one in held if found is not None]
    known.sort(key=lambda pair: pair[0])
    order: list[tuple[int | None, Ranked]] = []
    rank, last = 0, None
    for at, (found, one) in enumerate(known, 1):
        rank, last = (rank, last) if found == last else (at, found)
        order.append((rank, one))
    return [*order, *((None, one) for found, one in held if found is None)]


def by_rate(these: Iterable[Assessment], indicator: Indicator, ranking: Ranking) -> list[tuple[int | None, Assessment]]:
    """Figures of one indicator; those of too few dossiers stand last, with those that are none."""
    heavier = ranking.ties == "by_denominator"
    return ranked(
        these,
        lambda one: None if too_few(one, ranking) else one.value,
        best=indicator.better,
        weight=lambda one: (one.denominator or 0) if heavier else 0,
    )


def too_few(one: Assessment, ranking: Ranking) -> bool:
    """Whether the figure rests on too few dossiers for a rank; a rate that came without counts does not."""
    return one.denominator is not None and one.denominator < ranking.min_denominator


def peers(unit: Unit, units: Sequence[Unit], ranking: Ranking) -> set[str]:
    """Among whom ``unit`` is ranked, itself with them: its group, or all."""
    return {other.id for other in units if not ranking.within_groups or other.group == unit.group}
