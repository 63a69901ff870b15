"""A figure and its target -> a status, and the figure as printed, which never contradicts the status."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cccc.model.evaluations import Status
from cccc.vietnamese import decimal, fold, last_digits, percent

if TYPE_CHECKING:
    from fractions import Fraction

    from cccc.evaluation.figures import Figure
    from cccc.model.targets import Indicator, Target, Threshold

DECIMALS = 2


def status(figure: Figure | None, indicator: Indicator, target: Target | None) -> Status:
    """The verdict, exactly: no rounding takes part in it."""
    threshold = target.threshold if target else None
    if indicator.type == "rating":
        return _rated(figure, indicator)
    if figure is None:
        return Status.NOT_REPORTED if threshold else Status.NO_TARGET
    if figure.denominator == 0:
        return Status.NOTHING_AROSE
    if threshold is None or figure.value is None:
        return Status.NO_TARGET
    return Status.MET if threshold.holds(figure.value) else Status.MISSED


def _rated(figure: Figure | None, indicator: Indicator) -> Status:
    if figure is None or figure.rating is None:
        return Status.NOT_REPORTED
    met = {fold(word) for word in indicator.met}
    return Status.MET if fold(figure.rating) in met else Status.MISSED


def display(figure: Figure | None, indicator: Indicator, threshold: Threshold | None) -> str | None:
    """The figure as printed: a percentage or number with a comma, the words of a rating; None where there is none."""
    if figure is None:
        return None
    if figure.value is None:
        return figure.rating
    decimals = _decimals(figure.value, threshold)
    return percent(figure.value, decimals) if indicator.type == "ratio" else decimal(figure.value, decimals)


def _decimals(value: Fraction, threshold: Threshold | None) -> int:
    """As many decimals as it takes for the rounded value to satisfy the threshold exactly when the value does."""
    decimals = DECIMALS
    if threshold is not None:
        held = threshold.holds(value)
        while threshold.holds_of(last_digits(value, decimals), 10**decimals) != held:
            decimals += 1
    return decimals


def could_hide(figure: Figure, threshold: Threshold) -> bool:
    """Whether the rounding of a bare rate could hide the other verdict."""
    if figure.counted or figure.value is None or not figure.margin:
        return False
    # rounding half up: the low end is still printed so, the high end no longer is
    low, high, held = figure.value - figure.margin, figure.value + figure.margin, threshold.value
    if not low <= held < high:
        return False
    said = threshold.holds(figure.value)
    return any(threshold.holds(point) != said for point in (low, held, (held + high) / 2))
