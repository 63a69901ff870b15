"""Figures of many units -> their order, as the policy's ``ranking:`` has it; whoever ranks asks here.

By exact value, the best first; equal ones share a rank, and after two that share rank 1 comes rank 3.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from fractions import Fraction

    from cccc.model import Assessment, Indicator, Ranking, Unit

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
