"""Settles what the bare numbers of a rate column mean: 0.9767 and 97.67 may both be 97,67%."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from cccc.exports.tables.values import Printed

NOISE = Fraction(1, 10**9)
"""What binary arithmetic leaves in a rate, in percent."""


def settle(rates: Mapping[int, Printed], ratios: Mapping[int, Fraction]) -> tuple[dict[int, Printed], list[int]]:
    """The rates of a column in percent, by row, and the rows whose rate stays ambiguous.

    ``ratios`` are the counts' own ratios in percent, where a row has counts.  In the order of proof: the counts, a value
    above 1 or one marked as percent (percents), a value from 0.5 to below 1 (parts of one).
    """
    bare = {row: rate for row, rate in rates.items() if rate.bare and rate.value}
    if not bare:
        return dict(rates), []
    parts = _by_counts(bare, ratios)
    doubtful: list[int] = []
    if parts is None:
        told = any(rate.value and not rate.bare for rate in rates.values())
        parts, doubtful = _by_values(bare, ratios, told=told)
    if parts:
        # a number that is stored keeps no zeros at its end: 1 in a column of 0.9767 is 1.0000
        finest = min(rate.margin for rate in bare.values())
        rates = {row: replace(rate, margin=finest).as_parts() if row in bare else rate for row, rate in rates.items()}
    return {row: rate for row, rate in rates.items() if row not in doubtful}, doubtful


def agree(printed: Printed, ratio: Fraction) -> bool:
    """Whether a printed rate is ``ratio`` within its own rounding."""
    return abs(printed.value - ratio) <= printed.margin + NOISE


def contradicts(value: Fraction, margin: Fraction, above: Fraction, below: Fraction) -> bool:
    """Whether a rate in percent is not ``above / below``, beyond ``margin``; in whole numbers, for every row asks it."""
    part, whole = above.numerator * below.denominator, below.numerator * above.denominator
    allowed = _allowed(margin)
    distance = abs(value.numerator * whole - 100 * part * value.denominator)
    return distance * allowed.denominator > allowed.numerator * value.denominator * whole


@lru_cache(maxsize=1024)
def _allowed(margin: Fraction) -> Fraction:
    return margin + NOISE


def _by_counts(bare: Mapping[int, Printed], ratios: Mapping[int, Fraction]) -> bool | None:
    """Whether most rows with counts prove parts of one; None where they prove nothing."""
    proofs = [(agree(rate.as_parts(), ratios[row]), agree(rate, ratios[row])) for row, rate in bare.items() if row in ratios]
    parts, percents = _sole(proofs, 0), _sole(proofs, 1)
    return None if parts == percents else parts > percents


def _sole(proofs: Iterable[tuple[bool, bool]], side: int) -> int:
    return sum(1 for proof in proofs if proof[side] and not proof[1 - side])


def _by_values(bare: Mapping[int, Printed], ratios: Mapping[int, Fraction], *, told: bool) -> tuple[bool, list[int]]:
    """Whether the values themselves show parts of one, and the rows that they leave in doubt.

    ``told``: other rates of the column say that they are percents, so that a bare one beside them may be either.
    """
    if told or any(rate.value > 1 for rate in bare.values()):
        return False, [row for row, rate in bare.items() if rate.value <= 1 and row not in ratios]
    if any(Fraction(1, 2) <= rate.value < 1 for rate in bare.values()):
        return True, []
    return False, [row for row in bare if row not in ratios]
