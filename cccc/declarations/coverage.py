"""Plans and a roster -> which target holds for whom from when to when, day by day, and where there is none."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from cccc.declarations.assignments import assignments
from cccc.model.targets import AssignedTarget, IndicatorCoverage, TargetSpan
from cccc.periods import Period

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cccc.model.targets import Assignments, Plan
    from cccc.model.units import Roster, Unit

_DAY = timedelta(days=1)


def coverage(
    plans: Sequence[Plan], roster: Roster, indicators: Iterable[str], only: Sequence[str] = ()
) -> list[IndicatorCoverage]:
    """By indicator, then unit (``only`` these) in the roster's order: what holds from the first day of any plan to the last."""
    held = over_time(plans, roster)
    spoken = [_spoken(plans, span.start) for span, _ in held]
    covered: list[IndicatorCoverage] = []
    for indicator in indicators:
        alike: dict[tuple[object, ...], tuple[list[str], tuple[TargetSpan, ...]]] = {}
        for unit in _asked_for(roster, only):
            told = [
                TargetSpan(within, chosen.get((unit.id, indicator)), plans_then.get((unit.id, indicator), ()))
                for (span, chosen), plans_then in zip(held, spoken, strict=True)
                if (within := _within(span, unit)) is not None
            ]
            if any(one.target is not None for one in told):
                pieces = _joined(told)
                alike.setdefault(tuple(piece.key for piece in pieces), ([], pieces))[0].append(unit.id)
        covered += [IndicatorCoverage(indicator, tuple(units), pieces) for units, pieces in alike.values()]
    return covered


def over_time(plans: Sequence[Plan], roster: Roster) -> list[tuple[Period, Assignments]]:
    """The targets that hold, span by span, of all the time that the plans speak of."""
    return [(span, assignments(plans, roster, span.start)[0]) for span in _spans(plans)]


def _spans(plans: Sequence[Plan]) -> list[Period]:
    """The time that the plans speak of, cut where one begins or is over."""
    begins = {plan.applies.start for plan in plans}
    over = {plan.applies.end + _DAY for plan in plans if plan.applies.end < date.max}
    days = sorted(begins | over)
    last = max((plan.applies.end for plan in plans), default=None)
    ends = [*(day - _DAY for day in days[1:]), last]
    return [Period(start, end) for start, end in zip(days, ends, strict=False) if end is not None and start <= end]


def _spoken(plans: Sequence[Plan], day: date) -> dict[tuple[str, str], tuple[str, ...]]:
    told: dict[tuple[str, str], tuple[str, ...]] = {}
    for plan in plans:
        for target in plan.targets if plan.holds_on(day) else ():
            for unit in target.units:
                told[unit, target.indicator] = (*told.get((unit, target.indicator), ()), plan.id)
    return {pair: tuple(dict.fromkeys(names)) for pair, names in told.items()}


def _asked_for(roster: Roster, only: Sequence[str]) -> list[Unit]:
    return [unit for unit in roster.units if not only or unit.id in only]


def _within(span: Period, unit: Unit) -> Period | None:
    """The part of ``span`` in which the unit exists."""
    start = max(span.start, unit.valid_from or span.start)
    end = min(span.end, unit.valid_to or span.end)
    return Period(start, end) if start <= end else None


def _joined(told: list[TargetSpan]) -> tuple[TargetSpan, ...]:
    """One piece where the same holds on."""
    pieces: list[TargetSpan] = []
    for one in told:
        if pieces and pieces[-1].what == one.what and _next(pieces[-1].span, one.span):
            pieces[-1] = TargetSpan(Period(pieces[-1].span.start, one.span.end), one.target, one.plans)
        else:
            pieces.append(one)
    return tuple(pieces)


def _next(before: Period, after: Period) -> bool:
    return before.end + _DAY == after.start


def on_day(
    plans: Sequence[Plan], roster: Roster, indicators: Iterable[str], day: date, only: Sequence[str] = ()
) -> list[AssignedTarget]:
    """What holds on ``day``: by indicator, then by unit; units for whom the same holds and for the same reason together."""
    chosen, _ = assignments(plans, roster, day)
    by_plan = {plan.id: plan for plan in plans}
    found: list[AssignedTarget] = []
    for indicator in indicators:
        alike: dict[object, tuple[list[str], AssignedTarget]] = {}
        for unit in (unit for unit in _asked_for(roster, only) if _within(Period(day, day), unit) is not None):
            target = chosen.get((unit.id, indicator))
            if target is None:
                continue
            others = tuple(
                other
                for plan in plans
                for other in (plan.targets if plan.holds_on(day) else ())
                if other.indicator == indicator and unit.id in other.units and other.location != target.location
            )
            one = AssignedTarget(target, by_plan[target.plan], (), others)
            alike.setdefault(one.key, ([], one))[0].append(unit.id)
        found += [replace(one, units=tuple(units)) for units, one in alike.values()]
    return found
