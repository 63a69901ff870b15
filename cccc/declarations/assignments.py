"""Plans and a day -> the one target that holds for each unit and indicator, and the conflicts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from cccc.declarations.files.plans import WHOLE
from cccc.messages import m
from cccc.model.targets import Assignments, Plan, Target, Threshold, Window
from cccc.problems import Problem, in_order, invalid
from cccc.vietnamese import decimal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cccc.model.units import Roster


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
    shown = _start if first.cumulative_from != second.cumulative_from else _shown
    told = m(
        "{unit} has two targets for {indicator} on one day: here {second}, at {place} {first}",
        unit=unit,
        indicator=second.indicator,
        first=shown(first),
        second=shown(second),
        place=first.location,
    )
    return Problem(
        "target-conflict", second.location, told, fix=m("let one plan replace the other (replaces:), or correct one")
    )


def _start(target: Target) -> str:
    return f"cumulative_from: {target.cumulative_from.isoformat()}"


def _shown(target: Target) -> str:
    return f"{target.threshold.operator.value}: {decimal(target.threshold.value, 6)}" if target.threshold else ""
