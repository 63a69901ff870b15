"""Reminders and criticisms -> what is told of each unit, and what its head is asked."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cccc.letters.language import phrases
from cccc.letters.language.marks import keyed
from cccc.letters.views.records import CriticismView, FindingView, ReminderView, RequestView, SharedView, TellingView
from cccc.model.evaluations import FindingKind, Status
from cccc.model.paper import Key
from cccc.model.targets import Window
from cccc.vietnamese import joined, units_in_prose

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cccc.letters.views.facts import Facts
    from cccc.letters.views.records import Case, Markdown, Situation
    from cccc.model.evaluations import Assessment, Finding
    from cccc.model.targets import Indicator


NAMED = 10
"""So many units are named in a heading; more are counted there and named below."""


def reminders(facts: Facts) -> list[ReminderView]:
    """The reminders, those on the same indicators together."""
    same: dict[tuple[str, ...], list[Finding]] = {}
    for finding in facts.of(FindingKind.REMINDER):
        same.setdefault(facts.told(finding), []).append(finding)
    return [_reminder(facts, names, findings) for names, findings in same.items()]


def criticisms(facts: Facts) -> list[CriticismView]:
    """The criticisms by occurrence and step, the first time first; a unit stands once in each."""
    together: dict[tuple[int, str], dict[str, list[Finding]]] = {}
    for finding in facts.of(FindingKind.CRITICISM):
        together.setdefault((finding.occurrence or 1, finding.step or ""), {}).setdefault(finding.unit, []).append(finding)
    return [_criticism(facts, *these, together[these]) for these in sorted(together)]


def _criticism(facts: Facts, occurrence: int, step: str, by_unit: dict[str, list[Finding]]) -> CriticismView:
    units = [facts.unit(unit) for unit in by_unit]
    indicators = dict.fromkeys(name for findings in by_unit.values() for finding in findings for name in finding.indicators)
    named = len(units) <= NAMED
    return CriticismView(
        ordinal=phrases.ordinal(occurrence, lambda text, what: keyed(text, Key(what, tuple(by_unit), tuple(indicators)))),
        step=_step(step, by_unit, indicators),
        units=units_in_prose([facts.named(unit) for unit in units]) if named else f"{facts.counted(units)} có tên dưới đây",
        items=[_item(facts, findings) for findings in by_unit.values()],
    )


def _step(label: str | None, units: Iterable[str], indicators: Iterable[str]) -> str:
    return keyed(phrases.step(label), Key("step", tuple(units), tuple(indicators))) if label else ""


def _reminder(facts: Facts, names: tuple[str, ...], findings: Sequence[Finding]) -> ReminderView:
    items = [replace(_item(facts, [one]), step=_step(one.step, [one.unit], one.indicators)) for one in findings]
    asked: dict[tuple[bool, Situation], list[Finding]] = {}
    for finding, item in zip(findings, items, strict=True):
        asked.setdefault((facts.unit(finding.unit).coordinate, _situation(item.tellings)), []).append(finding)
    requests = [_request(facts, names, situation, those) for (_, situation), those in asked.items()]
    particular = len(requests) == len(items)
    if particular:
        items = [replace(item, request=request) for item, request in zip(items, requests, strict=True)]
    return ReminderView(
        about=joined([facts.indicators[name].short for name in names]),
        items=items,
        requests=[] if particular else requests,
        shared=_shared(facts, findings, items),
    )


def _request(facts: Facts, names: Iterable[str], situation: Situation, findings: Iterable[Finding]) -> RequestView:
    units = [facts.unit(finding.unit) for finding in findings]
    return RequestView(
        heads=units_in_prose([facts.named(unit, unit.head) for unit in units]),
        coordinate=units[0].coordinate,
        situation=situation,
        improving=phrases.improving([facts.indicators[name] for name in names]),
    )


def _situation(tellings: Sequence[TellingView]) -> Situation:
    """What the unit can be asked to do, by what is told of it."""
    figures = [telling for telling in tellings if telling.period is not None or telling.cumulative is not None]
    if not figures:
        return "rating" if any(telling.case == "rating" for telling in tellings) else "report"
    if any(telling.assigned for telling in figures):
        return "assigned"
    if all(telling.case == "but" for telling in figures):
        return "keep"
    return "catch_up" if all(telling.period is None for telling in figures) else "raise"


def _shared(facts: Facts, findings: Sequence[Finding], items: Sequence[FindingView]) -> SharedView | None:
    """The rating that all items tell, and nothing else."""
    told = {(telling.case, telling.text) for item in items for telling in item.tellings}
    plain = all(len(item.tellings) == 1 and not item.ratings and not item.step for item in items)
    if len(items) == 1 or len(told) > 1 or not plain or items[0].tellings[0].case != "rating":
        return None
    count = facts.counted([facts.unit(finding.unit) for finding in findings])
    return SharedView(items[0].tellings[0].text, count, [item.unit for item in items])


def _item(facts: Facts, findings: Sequence[Finding]) -> FindingView:
    """What is told of one unit; a second finding of its own is marked at its indicator."""
    tellings, told = [], set()
    for finding in findings:
        names = facts.told(finding)
        told |= set(names)
        for at, name in enumerate(names):
            own = finding if at == 0 and finding is not findings[0] else None
            tellings.append(_telling(facts, name, finding, own))
    beside = dict.fromkeys(name for finding in findings for name in finding.also if name not in told)
    return FindingView(
        unit=facts.marked(findings[0]),
        tellings=tellings,
        ratings=[text for name in beside if (text := _rating(facts, name, facts.at(findings[0], name)))],
    )


def _telling(facts: Facts, name: str, finding: Finding, own: Finding | None) -> TellingView:
    about, found = facts.indicators[name], facts.at(finding, name)
    called: str | Markdown = phrases.name(about) if about.type == "rating" else phrases.again(about)
    told = TellingView(
        name=facts.mark(own, called) if own else called,
        case="not_reported",
        assigned=False,
        poor=phrases.poor(about),
        span=phrases.inside(facts.evaluation.period.phrase),
    )
    if text := _rating(facts, name, found):
        return replace(told, case="rating", text=facts.mark(own, text) if own else text)
    if about.type != "rating" and any(one.value is not None for one in found):
        return _with_figures(facts, told, found)
    return replace(told, case="nothing_arose") if any(one.status is Status.NOTHING_AROSE for one in found) else told


def _with_figures(facts: Facts, told: TellingView, found: Sequence[Assessment]) -> TellingView:
    """The figures that matter: those that miss, with a period's that does not before a cumulative one that does."""
    known = [one for one in found if one.value is not None]
    missed = [one for one in known if one.status is Status.MISSED]
    assigned = [one.target for one in missed if phrases.is_assigned(one.target)]
    told = replace(told, assigned=bool(assigned), cited=facts.cited(assigned))
    case: Case = "one"
    shown = (missed or known)[:1]
    if len(known) > 1 and missed and missed[-1].window is Window.CUMULATIVE:
        case, shown = ("both" if len(missed) > 1 else "but"), known
    views = {one.window: facts.figure(one) for one in shown}
    return replace(told, case=case, period=views.get(Window.PERIOD), cumulative=views.get(Window.CUMULATIVE))


def _rating(facts: Facts, name: str, found: Sequence[Assessment]) -> str | None:
    about: Indicator = facts.indicators[name]
    rated = [one for one in found if one.rating is not None]
    return phrases.rating(about, rated[0]) if about.type == "rating" and rated else None
