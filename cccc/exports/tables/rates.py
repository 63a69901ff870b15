"""Settles what the bare numbers of a rate column mean: 0.9767 and 97.67 may both be 97,67%."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from cccc.exports.tables.values import Printed

NOISE = Fraction(1, 10**9)
"""What binary arithmetic leaves in a rate, in percent."""
PERCENT = 100


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
    return _near(printed, ratio, 1)


def _near(printed: Printed, ratio: Fraction, times: int) -> bool:
    """Whether ``times`` a printed rate is ``ratio`` within its own rounding; in whole numbers, for every row asks it."""
    (above, below), (part, whole) = printed.value.as_integer_ratio(), ratio.as_integer_ratio()
    margin, parts = printed.margin.as_integer_ratio()
    distance = abs(times * above * whole - part * below)
    return distance * parts * NOISE.denominator <= (times * margin * NOISE.denominator + parts) * below * whole


def contradicts(value: Fraction, margin: Fraction, above: Fraction, below: Fraction) -> bool:
    """Whether a rate in percent is not ``above / below``, beyond ``margin``; in whole numbers, for every row asks it."""
    (part, pieces), (whole, wholes) = above.as_integer_ratio(), below.as_integer_ratio()
    part, whole = part * wholes, whole * pieces
    (rate, rates), (allowed, parts) = value.as_integer_ratio(), margin.as_integer_ratio()
    distance = abs(rate * whole - 100 * part * rates)
    return distance * parts * NOISE.denominator > (allowed * NOISE.denominator + parts) * rates * whole


def _by_counts(bare: Mapping[int, Printed], ratios: Mapping[int, Fraction]) -> bool | None:
    """Whether most rows with counts prove parts of one; None where they prove nothing."""
    proofs = [(_near(rate, ratios[row], PERCENT), agree(rate, ratios[row])) for row, rate in bare.items() if row in ratios]
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
