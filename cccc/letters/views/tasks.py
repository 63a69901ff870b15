"""Targets -> the tasks at a letter's end: what was assigned, what is to be raised, what is rated, what earlier papers ask."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from cccc.letters.language import phrases
from cccc.letters.language.citations import numbered
from cccc.letters.language.marks import keyed
from cccc.letters.language.names import shortened
from cccc.letters.views.classes import DutyView, GivenView, OverdueView, ShareView, TaskView
from cccc.model.paper import Key
from cccc.periods import short_date
from cccc.vietnamese import fold, joined

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from cccc.letters.views.facts import Facts
    from cccc.model.issuance import Task
    from cccc.model.offices import Issuer
    from cccc.model.targets import Indicator, Target, Threshold

NAMED = 10
"""Up to so many units that owe a task are named; more are counted."""


def tasks(facts: Facts) -> list[GivenView]:
    """The assigned targets, by the body that assigned them."""
    given: dict[str, list[TaskView]] = {}
    assigned: dict[str, list[Target]] = {}
    for indicator in facts.indicators.values():
        by_giver: dict[str, dict[str, Target]] = {}
        replaced = _coming(facts, indicator)
        for unit, target in _targets(facts, indicator).items():
            if phrases.is_assigned(target) and unit not in replaced:
                by_giver.setdefault(facts.giver(target), {})[unit] = target
        for giver, targets in by_giver.items():
            given.setdefault(giver, []).append(_task(facts, [indicator], targets))
            assigned.setdefault(giver, []).extend(targets.values())
    return [GivenView(giver, found, len(found) > 1, facts.cited(assigned[giver])) for giver, found in given.items()]


def coming(facts: Facts, issuer: Issuer) -> list[GivenView]:
    """What is assigned from the day after the period, where it is another target than before; the issuer's own come first.

    What the issuer assigns after the period it assigns by this very paper, which cites no other for it.
    """
    since = facts.evaluation.period.end + timedelta(days=1)
    given: dict[str, dict[str, dict[str, Target]]] = {}
    for indicator in facts.indicators.values():
        for unit, target in _coming(facts, indicator).items():
            giver = "" if _by_this_paper(facts, target, issuer) else facts.giver(target)
            given.setdefault(giver, {}).setdefault(indicator.id, {})[unit] = target
    views = []
    for giver, found in sorted(given.items(), key=lambda item: item[0] != ""):
        told = _alike(facts, found)
        cited = facts.cited(target for targets in found.values() for target in targets.values()) if giver else ""
        views.append(GivenView(giver, told, len(told) > 1, cited, short_date(since)))
    return views


def _coming(facts: Facts, indicator: Indicator) -> dict[str, Target]:
    """The targets after the period, of the units that were judged, that ask for something else than those of the period."""
    now = _targets(facts, indicator)
    found = ((unit.id, facts.beside.coming.get((unit.id, indicator.id))) for unit in facts.units())
    return {unit: target for unit, target in found if target is not None and _is_new(target, now.get(unit))}


def _is_new(target: Target, before: Target | None) -> bool:
    if not phrases.is_assigned(target):
        return False
    return before is None or not phrases.is_assigned(before) or before.threshold != target.threshold


def _by_this_paper(facts: Facts, target: Target, issuer: Issuer) -> bool:
    plan = facts.plans.get(target.plan)
    after = plan is not None and plan.issued is not None and plan.issued > facts.evaluation.period.end
    return after and fold(shortened(target.issuer)) == fold(shortened(issuer.name))


def _alike(facts: Facts, found: dict[str, dict[str, Target]]) -> list[TaskView]:
    """Indicators of one type for which the same is asked of the same units, together."""
    same: dict[object, tuple[list[Indicator], dict[str, Target]]] = {}
    for name, targets in found.items():
        about = facts.indicators[name]
        asked = tuple((unit, target.threshold) for unit, target in targets.items())
        same.setdefault((about.type, asked), ([], targets))[0].append(about)
    return [_task(facts, indicators, targets) for indicators, targets in same.values()]


def _task(facts: Facts, indicators: list[Indicator], targets: dict[str, Target]) -> TaskView:
    """One task: of indicators for which the same ``targets``, by unit, hold."""
    by_words: dict[str, tuple[Threshold, list[str]]] = {}
    for unit, target in targets.items():
        if target.threshold is not None:
            words = phrases.asked(target.threshold, indicators[0])
            by_words.setdefault(words, (target.threshold, []))[1].append(unit)
    shares = []
    for held, units in by_words.values():
        key = Key("threshold", tuple(units), tuple(one.id for one in indicators))
        shares.append(ShareView(_asked(held, indicators[0], key), facts.whom(units)))
    return TaskView(joined([phrases.name(one) for one in indicators]), shares)


def _asked(held: Threshold, about: Indicator, key: Key) -> str:
    return phrases.asked(held, about, lambda text, _: keyed(text, key))


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


# --- tasks of earlier papers ---


def overdue(facts: Facts, day: date, only: Collection[str] = ()) -> list[OverdueView]:
    """What is overdue on ``day``, the longest first; of the units in ``only`` alone where some are given."""
    open_: dict[tuple[str, date, str, date], list[Task]] = {}
    for task in facts.beside.tasks:
        if task.due is not None and task.overdue(day) and (not only or task.unit in only):
            open_.setdefault((task.paper, task.dated, task.text, task.due), []).append(task)
    return [_overdue(facts, due, found) for (*_, due), found in sorted(open_.items(), key=lambda item: item[0][3])]


def _overdue(facts: Facts, due: date, found: list[Task]) -> OverdueView:
    task = found[0]
    owing = {one.unit for one in found}
    units = [unit for unit in facts.roster.units if unit.id in owing]
    return OverdueView(
        text=phrases.inside_sentence(task.text.strip().rstrip(" .;")),
        paper=f"{numbered(task.paper)} ngày {short_date(task.dated)}",
        due=short_date(due),
        units=facts.listed([unit.id for unit in units]) or task.office or "" if len(units) <= NAMED else "",
        count=facts.counted(units) if len(units) > 1 else "",
    )
