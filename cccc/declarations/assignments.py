"""Plans and a day -> the one target that holds for each unit and indicator, the conflicts, and what holds day by day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from cccc.declarations.files.plans import WHOLE
from cccc.messages import m
from cccc.model.targets import AssignedTarget, Assignments, IndicatorCoverage, Plan, Target, TargetSpan, Threshold, Window
from cccc.periods import Period
from cccc.problems import Problem, in_order, invalid
from cccc.vietnamese import decimal

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cccc.model.units import Roster, Unit


def assignments(plans: Sequence[Plan], roster: Roster, day: date) -> tuple[Assignments, list[Problem]]:
    """The targets that hold on ``day``, with what they raise added and what is replaced left out."""
    held: dict[tuple[str, str], list[tuple[Plan, Target]]] = {}
    for plan in plans:
        if plan.holds_on(day):
            for target in plan.targets:
                for unit in target.units:
                    held.setdefault((unit, target.indicator), []).append((plan, target))
    chosen: Assignments = {}
    problems: list[Problem] = []
    joined: dict[object, Target] = {}
    names = {unit.id: unit.name for unit in roster.units}
    for (unit, indicator), found in held.items():
        if len(found) == 1 and found[0][1].raised is None:  # nearly all
            chosen[unit, indicator] = found[0][1]
            continue
        raised = [_raised(target, unit, plans) for target in _standing(found)]
        problems += [problem for _, problem in raised if problem is not None]
        one, conflicts = _one(names[unit], [target for target, _ in raised])
        # one object for all units alike: what comes after compares targets by identity first
        chosen[unit, indicator] = joined.setdefault((one.location, one.threshold, one.windows), one)
        problems += conflicts
    return chosen, problems


def conflicts(plans: Sequence[Plan], roster: Roster) -> list[Problem]:
    """What goes wrong on any day: it is enough to look at the days on which a plan begins, or is over."""
    over = {plan.applies.end + timedelta(days=1) for plan in plans if plan.applies.end < date.max}
    days = sorted({plan.applies.start for plan in plans} | over)
    told = [problem for day in days for problem in assignments(plans, roster, day)[1]]
    first: dict[object, Problem] = {}
    for problem in told:
        # one pair of targets is told once, not for each of its units
        pair = (problem.location, dict(problem.message.values).get("place"))
        first.setdefault((problem.code, problem.rule, pair), problem)
    return in_order(first.values())


def settled(plan: Plan, plans: Sequence[Plan]) -> Plan:
    """``plan`` with the thresholds worked out that it raises; units whose thresholds then differ have a target each."""
    targets: list[Target] = []
    for target in plan.targets:
        alike: dict[Target, list[str]] = {}
        for unit in target.units if target.raised else ():
            alike.setdefault(_raised(target, unit, plans)[0], []).append(unit)
        targets += [replace(held, units=tuple(units)) for held, units in alike.items()] or [target]
    return replace(plan, targets=tuple(targets))


def _standing(found: list[tuple[Plan, Target]]) -> list[Target]:
    replaced = {name for plan, _ in found for name in plan.replaces}
    return [target for plan, target in found if plan.id not in replaced] or [target for _, target in found]


def _raised(target: Target, unit: str, plans: Sequence[Plan], above: tuple[str, ...] = ()) -> tuple[Target, Problem | None]:
    if target.raised is None:
        return target, None
    base_plan, points = target.raised
    if base_plan in above:
        return target, None
    bases = (
        _raised(other, unit, plans, (*above, base_plan))[0]
        for plan in plans
        for other in plan.targets
        if plan.id == base_plan and other.indicator == target.indicator and unit in other.units
    )
    base = next((one for one in bases if one.threshold is not None), None)
    if base is None or base.threshold is None:
        return target, None
    value = base.threshold.value + points
    if value > WHOLE:
        told = m(
            "raised by {points} points the threshold is {value}%, more than 100%", points=decimal(points), value=decimal(value)
        )
        return target, invalid("threshold", target.location, told, m("lower the points"))
    threshold = Threshold(base.threshold.operator, value)
    # what rests on an assumption is one
    return replace(target, threshold=threshold, assumed=target.assumed or base.assumed, note=target.note or base.note), None


def _one(unit: str, targets: list[Target]) -> tuple[Target, list[Problem]]:
    chosen, problems = targets[0], []
    for target in targets[1:]:
        if target.cumulative_from != chosen.cumulative_from or _differ(chosen.threshold, target.threshold):
            problems.append(_conflict(unit, chosen, target))
        elif chosen.threshold is None and target.threshold is not None:
            chosen = target
        elif (chosen.threshold is None) == (target.threshold is None) and set(target.windows) - set(chosen.windows):
            # said of one window here and of the other there, it is asked in both
            windows = tuple(window for window in Window if window in {*chosen.windows, *target.windows})
            chosen = replace(chosen, windows=windows)
    return chosen, problems


def _differ(first: Threshold | None, second: Threshold | None) -> bool:
    return first is not None and second is not None and first != second


def _conflict(unit: str, first: Target, second: Target) -> Problem:
    differ = first.cumulative_from != second.cumulative_from
    told = m(
        "{unit} has two targets for {indicator} on one day: here {second}, at {place} {first}",
        unit=unit,
        indicator=second.indicator,
        first=_start(first) if differ else first.threshold or "",
        second=_start(second) if differ else second.threshold or "",
        place=first.location,
    )
    return Problem(
        "target-conflict", second.location, told, fix=m("let one plan replace the other (replaces:), or correct one")
    )


def _start(target: Target) -> str:
    return f"cumulative_from: {target.cumulative_from.isoformat()}"


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
