"""Figures of many units -> their order: by exact value, equal ones share a rank, those without a figure stand last."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from fractions import Fraction

Ranked = TypeVar("Ranked")


def ranked(
    these: Iterable[Ranked], value: Callable[[Ranked], Fraction | None], *, best: str = "higher"
) -> list[tuple[int | None, Ranked]]:
    """Each with its rank, best first; after two that share rank 1 comes rank 3; without a value there is no rank."""
    held = [(found, one) for one in these for found in [value(one)]]
    known = [(found, one) for found, one in held if found is not None]
    known.sort(key=lambda pair: pair[0], reverse=best == "higher")
    order: list[tuple[int | None, Ranked]] = []
    rank, last = 0, None
    for at, (found, one) in enumerate(known, 1):
        rank, last = (rank, last) if found == last else (at, found)
        order.append((rank, one))
    return [*order, *((None, one) for found, one in held if found is None)]
