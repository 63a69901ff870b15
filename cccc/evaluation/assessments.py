"""Observations × targets -> the assessments of a period, unit by unit, and the totals of groups and of the whole."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cccc.evaluation.figures import Observed, UnitFigure
from cccc.messages import m
from cccc.model.evaluations import Assessment, Status, Total
from cccc.model.targets import Assignments, Indicator, Target, Threshold, Window
from cccc.periods import Period
from cccc.periods.rhythm import CALENDAR, Rhythm
from cccc.problems import Problem, warning
from cccc.vietnamese import decimal, fold, last_digits, percent

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from fractions import Fraction

    from cccc.model.units import Roster, Unit


DECIMALS = 2
"""So many are printed, unless they would contradict the verdict."""


@dataclass(frozen=True, slots=True)
class Judge:
    """All that a verdict rests on: the figures, and the targets that hold on the period's last day."""

    period: Period
    roster: Roster
    indicators: Mapping[str, Indicator]
    assignments: Assignments
    observed: Observed
    rhythm: Rhythm = CALENDAR

    def assess(self) -> tuple[list[Assessment], list[Problem]]:
        """One assessment per unit, indicator with a target or a reading, and window judged."""
        made: list[Assessment] = []
        problems: list[Problem] = []
        targeted = {indicator for _, indicator in self.assignments}
        told = [one for one in self.indicators.values() if one.id in targeted or self.observed.tells(one)]
        earlier = self._earlier
        # the windows of a target are the same for its thousands of units
        judged = {id(target): self._judged(target) for target in {id(one): one for one in self.assignments.values()}.values()}
        for unit in self.roster.in_period(self.period):
            for indicator in told:
                target = self.assignments.get((unit.id, indicator.id))
                for window, span in judged[id(target)] if target else self._windows(unit, indicator):
                    assessment, figure = self._one(unit, indicator, window, span, target, earlier)
                    made.append(assessment)
                    problems += _rounded_rate(unit, indicator, figure, target)
        return made, problems

    @property
    def _earlier(self) -> tuple[Period, Period | None]:
        """What the period is compared with: the one just before, and the same one of the year before."""
        return self.rhythm.previous(self.period), self.rhythm.year_before(self.period)

    def _judged(self, target: Target) -> list[tuple[Window, Period]]:
        """The windows in which ``target`` is judged, with their spans."""
        return [(window, span) for window in Window if window in target.windows and (span := self._span(window, target))]

    def _windows(self, unit: Unit, indicator: Indicator) -> list[tuple[Window, Period]]:
        # a figure without target is told for the period alone: only a target says since when to add up
        return [(Window.PERIOD, self.period)] if self.observed.figure(unit.id, indicator, self.period) else []

    def _span(self, window: Window, target: Target) -> Period | None:
        if window is Window.PERIOD:
            return self.period
        return Period(target.cumulative_from, self.period.end) if target.cumulative_from <= self.period.end else None

    def _one(
        self,
        unit: Unit,
        indicator: Indicator,
        window: Window,
        span: Period,
        target: Target | None,
        earlier: Sequence[Period | None],
    ) -> tuple[Assessment, UnitFigure | None]:
        if window is Window.PERIOD:
            figure = self.observed.figure(unit.id, indicator, span)
            missing: tuple[str, ...] = ()
            change, change_year = (self.observed.change(unit.id, indicator, figure, one) for one in earlier)
        else:
            figure, missing = self.observed.cumulative(unit.id, indicator, span)
            change = change_year = None
        assessment = Assessment(
            unit=unit.id,
            indicator=indicator.id,
            window=window,
            span=span,
            status=status(figure, indicator, target),
            numerator=figure.numerator if figure else None,
            denominator=figure.denominator if figure else None,
            value=figure.value if figure else None,
            rating=figure.rating if figure else None,
            display=display(figure, indicator, target.threshold if target else None),
            change=change,
            target=target,
            missing=missing,
            sources=figure.sources if figure else (),
            change_year=change_year,
        )
        return assessment, figure

    def totals(self, assessments: Iterable[Assessment]) -> list[Total]:
        """The rates of the whole and of each group, for every indicator that was assessed, in each window judged."""
        by_key: dict[tuple[str, Window], list[Assessment]] = {}
        for assessment in assessments:
            by_key.setdefault((assessment.indicator, assessment.window), []).append(assessment)
        groups: list[str | None] = [None, *(group.id for group in self.roster.groups)]
        return [
            self._total(group, indicator, window, by_key[indicator.id, window])
            for group in groups
            for indicator in self.indicators.values()
            for window in Window
            if indicator.type != "rating" and (indicator.id, window) in by_key
        ]

    def _total(self, group: str | None, indicator: Indicator, window: Window, assessed: list[Assessment]) -> Total:
        members = {unit.id for unit in self.roster.units if group in (None, unit.group)}
        mine = [assessment for assessment in assessed if assessment.unit in members]
        spans = {assessment.span for assessment in mine}
        if len(spans) != 1:
            return Total(group, indicator.id, window, None)
        span = spans.pop()
        figure = _sum((one.numerator, one.denominator) for one in mine) or self._printed(group, indicator, span)
        change = change_year = None
        if window is Window.PERIOD:
            change, change_year = (
                _change(figure, self._earlier_total(group, indicator, members, one)) for one in self._earlier
            )
        return Total(
            group=group,
            indicator=indicator.id,
            window=window,
            span=span,
            numerator=figure.numerator if figure else None,
            denominator=figure.denominator if figure else None,
            value=figure.value if figure else None,
            display=display(figure, indicator, None),
            change=change,
            change_year=change_year,
        )

    def _earlier_total(
        self, group: str | None, indicator: Indicator, members: set[str], before: Period | None
    ) -> UnitFigure | None:
        if before is None:
            return None
        counts = self.observed.counts(indicator, before)
        mine = _sum(counts[unit] for unit in members if unit in counts)
        return mine or self._printed(group, indicator, before)

    def _printed(self, group: str | None, indicator: Indicator, span: Period) -> UnitFigure | None:
        """The rate that the total row prints, where no counts are known."""
        return self.observed.figure(None, indicator, span) if group is None else None


def _sum(counts: Iterable[tuple[int | None, int | None]]) -> UnitFigure | None:
    known = [(numerator, denominator) for numerator, denominator in counts if numerator is not None and denominator is not None]
    if not known:
        return None
    numerator, denominator = (sum(column) for column in zip(*known, strict=True))
    return UnitFigure.of_counts(numerator, denominator)


def _change(now: UnitFigure | None, before: UnitFigure | None) -> Fraction | None:
    if now is None or before is None or now.value is None or before.value is None:
        return None
    return now.value - before.value


def _rounded_rate(unit: Unit, indicator: Indicator, figure: UnitFigure | None, target: Target | None) -> list[Problem]:
    threshold = target.threshold if target else None
    if figure is None or threshold is None or not could_hide(figure, threshold):
        return []
    told = m(
        "{unit}: the rate {rate}% of {indicator} is rounded, the exact one could lie across {threshold}%; ask for the counts",
        unit=unit.name,
        rate=decimal(figure.value or 0, 6),
        indicator=indicator.short,
        threshold=decimal(threshold.value, 6),
    )
    return [warning("rounded-rate", figure.sources[0].location, told)]


# --- one figure: its status, and how it is printed so that it never contradicts the status -----------------------------


def status(figure: UnitFigure | None, indicator: Indicator, target: Target | None) -> Status:
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


def _rated(figure: UnitFigure | None, indicator: Indicator) -> Status:
    if figure is None or figure.rating is None:
        return Status.NOT_REPORTED
    met = {fold(word) for word in indicator.met}
    return Status.MET if fold(figure.rating) in met else Status.MISSED


def display(figure: UnitFigure | None, indicator: Indicator, threshold: Threshold | None) -> str | None:
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


def could_hide(figure: UnitFigure, threshold: Threshold) -> bool:
    """Whether the rounding of a bare rate could hide the other verdict."""
    if figure.counted or figure.value is None or not figure.margin:
        return False
    # rounding half up: the low end is still printed so, the high end no longer is
    low, high, held = figure.value - figure.margin, figure.value + figure.margin, threshold.value
    if not low <= held < high:
        return False
    said = threshold.holds(figure.value)
    return any(threshold.holds(point) != said for point in (low, held, (held + high) / 2))
