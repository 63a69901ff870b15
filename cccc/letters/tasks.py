"""Targets -> the tasks at a letter's end: what was assigned, what is to be raised, what is rated."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cccc.letters import phrases
from cccc.letters.marking import keyed
from cccc.letters.records import DutyView, GivenView, ShareView, TaskView
from cccc.paper import Key

if TYPE_CHECKING:
    from cccc.letters.facts import Facts
    from cccc.model import Indicator, Target


def tasks(facts: Facts) -> list[GivenView]:
    """The assigned targets, by the body that assigned them."""
    given: dict[str, list[TaskView]] = {}
    assigned: dict[str, list[Target]] = {}
    for indicator in facts.indicators.values():
        by_giver: dict[str, dict[str, Target]] = {}
        for unit, target in _targets(facts, indicator).items():
            if phrases.is_assigned(target):
                by_giver.setdefault(facts.giver(target), {})[unit] = target
        for giver, targets in by_giver.items():
            given.setdefault(giver, []).append(TaskView(phrases.name(indicator), _shares(facts, indicator, targets)))
            assigned.setdefault(giver, []).extend(targets.values())
    return [GivenView(giver, found, len(found) > 1, facts.cited(assigned[giver])) for giver, found in given.items()]


def efforts(facts: Facts) -> list[str]:
    """What is to become better though nothing was assigned to anyone: "nâng cao tỷ lệ A và tỷ lệ B"."""
    found = []
    for indicator in facts.indicators.values():
        targets = _targets(facts, indicator).values()
        if targets and indicator.type != "rating" and not any(phrases.is_assigned(target) for target in targets):
            found.append(indicator)
    return phrases.improvements(found, phrases.name)


def duties(facts: Facts) -> list[DutyView]:
    """The rated work, by whose it is."""
    by_whom: dict[str | None, list[str]] = {}
    for indicator in facts.indicators.values():
        if indicator.type == "rating" and (targets := _targets(facts, indicator)):
            by_whom.setdefault(facts.whom(targets), []).append(phrases.name(indicator))
    return [DutyView(of, names, len(names) > 1) for of, names in by_whom.items()]


def _targets(facts: Facts, indicator: Indicator) -> dict[str, Target]:
    return {one.unit: one.target for one in facts.evaluation.assessments if one.indicator == indicator.id and one.target}


def _shares(facts: Facts, indicator: Indicator, targets: dict[str, Target]) -> list[ShareView]:
    by_asked: dict[str, list[str]] = {}
    for unit, target in targets.items():
        if target.threshold is not None:
            by_asked.setdefault(phrases.asked(target.threshold, indicator), []).append(unit)
    return [_share(facts, indicator, [targets[unit] for unit in units], units) for units in by_asked.values()]


def _share(facts: Facts, indicator: Indicator, targets: list[Target], units: list[str]) -> ShareView:
    held = targets[0].threshold
    key = Key("threshold", tuple(units), (indicator.id,))
    return ShareView(phrases.asked(held, indicator, lambda text, _: keyed(text, key)) if held else "", facts.whom(units))
