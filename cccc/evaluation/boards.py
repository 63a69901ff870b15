"""A campaign's plan and the figures so far -> its board: what is done, and what it takes from here to reach each target.

What still comes is taken at the pace so far, exactly: as many dossiers a day as in the days that the figures cover.  A stock
(``adds: end``) has its denominator already, so that what is left to do is known.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from cccc.evaluation.assessments import display
from cccc.evaluation.figures import PERCENT, Observed, UnitFigure
from cccc.model.evaluations import Board, Outlook, Standing
from cccc.model.targets import Adds, Operator
from cccc.periods import Period

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from cccc.model.observations import Observation
    from cccc.model.targets import Assignments, Indicator, Plan, Target, Threshold
    from cccc.model.units import Roster

_WANTS_MORE = (Operator.AT_LEAST, Operator.MORE_THAN, Operator.EXACTLY)


def board(
    plan: Plan,
    at: date,
    roster: Roster,
    indicators: Mapping[str, Indicator],
    assignments: Assignments,
    observations: Iterable[Observation],
) -> Board:
    """The board of ``plan`` on the day ``at``, from the figures of spans that end by then, and none beyond its last day."""
    last = min(at, plan.applies.end)
    known = [seen for seen in observations if seen.span.end <= last]
    until = max((seen.span.end for seen in known if seen.span.end >= plan.applies.start), default=None)
    done = _length(plan.applies.start, until)
    left = (
        _length(max(plan.applies.start, until), plan.applies.end) - 1
        if until
        else _length(plan.applies.start, plan.applies.end)
    )
    if until is None:
        return Board(plan, at, None, 0, left)
    forecast = _Forecast(Observed(known, roster), until, max(left, 0))
    standings = [
        forecast.standing(unit.id, indicator, target)
        for indicator in indicators.values()
        for unit in roster.in_period(Period(min(plan.applies.start, until), until))
        if (target := assignments.get((unit.id, indicator.id))) is not None and target.plan == plan.id
        if indicator.type == "ratio" and target.threshold is not None
    ]
    return Board(plan, at, until, done, max(left, 0), tuple(standings))


def _length(start: date, end: date | None) -> int:
    return (end - start).days + 1 if end is not None and end >= start else 0


@dataclass(frozen=True, slots=True)
class _Forecast:
    """The figures so far, and how many days are left."""

    observed: Observed
    until: date
    left: int

    def standing(self, unit: str, indicator: Indicator, target: Target) -> Standing:
        span = Period(min(target.cumulative_from, self.until), self.until)
        figure, missing = self.observed.cumulative(unit, indicator, span)
        threshold = target.threshold
        if figure is not None and figure.denominator == 0:
            return Standing(unit, indicator.id, target, span, Outlook.NOTHING_AROSE, figure.numerator or 0, 0)
        if figure is None or figure.numerator is None or not figure.denominator or threshold is None or figure.value is None:
            return Standing(unit, indicator.id, target, span, Outlook.UNKNOWN, missing=missing)
        stock = indicator.adds is Adds.END
        if stock:
            expected = Fraction(figure.denominator - figure.numerator)
        else:
            expected = Fraction(figure.denominator * self.left, span.days)
        whole = figure.denominator + (0 if stock else expected)
        fewest = threshold.value * whole / PERCENT - figure.numerator
        outlook = self._outlook(figure, threshold, expected, fewest, stock=stock)
        counts = outlook in (Outlook.OPEN, Outlook.LOST) and (threshold.operator in _WANTS_MORE or not stock)
        return Standing(
            unit=unit,
            indicator=indicator.id,
            target=target,
            span=span,
            outlook=outlook,
            numerator=figure.numerator,
            denominator=figure.denominator,
            value=figure.value,
            display=display(figure, indicator, threshold),
            expected=expected,
            needed=PERCENT * fewest / expected if counts and expected else None,
            per_day=fewest / self.left if counts and self.left else None,
        )

    def _outlook(
        self, figure: UnitFigure, threshold: Threshold, expected: Fraction, fewest: Fraction, *, stock: bool
    ) -> Outlook:
        if figure.value is not None and threshold.holds(figure.value):
            return Outlook.REACHED
        if self.left == 0 or (not stock and _spoilt(threshold)):
            return Outlook.IMPOSSIBLE
        if stock:
            return Outlook.OPEN
        strict = threshold.operator in (Operator.MORE_THAN, Operator.LESS_THAN)
        room = expected - fewest if threshold.operator in _WANTS_MORE else fewest
        return Outlook.LOST if room < 0 or (strict and room == 0) else Outlook.OPEN


def _spoilt(threshold: Threshold) -> bool:
    """Whether one dossier that was missed (or, of what had better be low, was not) forbids the target for good."""
    return threshold.value >= PERCENT if threshold.operator in _WANTS_MORE else threshold.value <= 0
