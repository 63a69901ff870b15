"""Praises, reminders and criticisms -> who is named together, what is told of each unit, and what its head is asked."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cccc.letters.language import phrases
from cccc.letters.language.marks import keyed
from cccc.letters.language.names import named
from cccc.letters.views.classes import (
    CriticismView,
    FindingView,
    PraisedUnit,
    PraiseView,
    RateView,
    ReminderView,
    RequestView,
    SharedView,
    TellingView,
)
from cccc.letters.views.facts import in_prose
from cccc.model.evaluations import FindingKind, Status
from cccc.model.paper import Key
from cccc.model.targets import Window
from cccc.vietnamese import joined, naming, units_in_prose

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cccc.letters.views.classes import Case, Markdown, Situation
    from cccc.letters.views.facts import Facts
    from cccc.model.evaluations import Assessment, Finding

AGENCIES = 3
"""From how many on agencies, whose names merge with nothing, share one sentence too."""

NAMED = 10
"""So many units are named in a heading; more are counted there and named below."""


# --- praise ---


def praises(facts: Facts) -> list[PraiseView]:
    """The praises by rule; units of one rule share a sentence where the same indicators and ratings are told of them."""
    alike: dict[tuple[str, ...], list[Finding]] = {}
    for finding in facts.of(FindingKind.PRAISE):
        rates = ((one.indicator, phrases.span(one)) for one in _rates(facts, finding))
        rated = (one.indicator for one in _rated(facts, finding))
        key = (finding.rule, *finding.indicators, *(part for rate in rates for part in rate), *rated)
        alike.setdefault(key, []).append(finding)
    rules = list(dict.fromkeys(finding.rule for finding in facts.of(FindingKind.PRAISE)))
    by_rule = sorted(alike.values(), key=lambda findings: rules.index(findings[0].rule))
    return [_praise(facts, together) for findings in by_rule for together in _sentences(facts, findings)]


def _sentences(facts: Facts, findings: list[Finding]) -> list[list[Finding]]:
    """One list where names merge ("03 UBND xã …, gồm") or agencies are many; else each unit alone."""
    units = [facts.unit(finding.unit) for finding in findings]
    merge = all(naming(unit.name, unit.official).kind for unit in units) or len(units) >= AGENCIES
    spans = {phrases.span(one) for finding in findings for one in _rates(facts, finding)}
    return [findings] if len(findings) > 1 and merge and len(spans) <= 1 else [[finding] for finding in findings]


def _praise(facts: Facts, findings: list[Finding]) -> PraiseView:
    rates = _rates(facts, findings[0])
    ratings = {
        tuple(phrases.rating(facts.indicators[one.indicator], one) for one in _rated(facts, finding)) for finding in findings
    }
    return PraiseView(
        count=facts.counted([facts.unit(finding.unit) for finding in findings]) if len(findings) > 1 else None,
        units=[_praised(facts, finding, with_ratings=len(ratings) > 1) for finding in findings],
        names=joined([phrases.name(facts.indicators[one.indicator]) for one in rates]),
        span=phrases.span(rates[0]) if rates else phrases.inside(facts.evaluation.period.phrase),
        high=all(facts.indicators[one.indicator].better == "higher" for one in rates),
        ratings=list(ratings.pop()) if len(ratings) == 1 else [],
    )


def _praised(facts: Facts, finding: Finding, *, with_ratings: bool) -> PraisedUnit:
    """One unit; its ratings stand in its bracket where they are not those of the units beside it."""
    bracket = [
        f"{about.brief} {phrases.reached(about)} {facts.shown(one)}"
        for one in _rates(facts, finding)
        for about in [facts.indicators[one.indicator]]
    ]
    if with_ratings:
        rated = _rated(facts, finding)
        bracket += [f"{facts.indicators[one.indicator].brief}: {phrases.rated(one)}" for one in rated]
    return PraisedUnit(
        unit=facts.marked(finding),
        rates=list(_rate_views(facts, finding)),
        bracket=phrases.bracketed(bracket) if bracket else "",
    )


def _rate_views(facts: Facts, finding: Finding) -> Iterable[RateView]:
    """The rates of one unit, those with one verb, figure and span merged; a span is told when it changes."""
    merged: dict[tuple[str, str, str], list[Assessment]] = {}
    for one in _rates(facts, finding):
        verb = phrases.reached(facts.indicators[one.indicator])
        merged.setdefault((verb, phrases.figure(one, facts.least), phrases.span(one)), []).append(one)
    before = None
    for (verb, _, span), found in merged.items():
        yield RateView(
            names=joined([phrases.name(facts.indicators[one.indicator]) for one in found]),
            span=span if span != before else None,
            verb=verb,
            figure=facts.shown(*found),
            several=len(found) > 1,
            standing=facts.standing(found[0]) if len(found) == 1 else None,
        )
        before = span


def _rates(facts: Facts, finding: Finding) -> list[Assessment]:
    """The figures behind a praise, the period's before the cumulative ones; what did not arise is left out."""
    found = []
    for name in finding.indicators:
        valued = [one for one in facts.at(finding, name) if one.value is not None]
        # a praise for the cumulative figure must not tell a month that falls short
        well = [one for one in valued if one.status is not Status.MISSED]
        found += (well or valued)[:1]
    return found


def _rated(facts: Facts, finding: Finding) -> list[Assessment]:
    """The ratings behind a praise."""
    return [
        one
        for name in finding.indicators
        if facts.indicators[name].type == "rating"
        for one in facts.at(finding, name)
        if one.window is Window.PERIOD and one.status is Status.MET
    ]


# --- reminders and criticisms ---


def reminders(facts: Facts) -> list[ReminderView]:
    """The reminders, those on the same indicators together."""
    same: dict[tuple[str, ...], list[Finding]] = {}
    for finding in facts.of(FindingKind.REMINDER):
        same.setdefault(facts.grounds(finding), []).append(finding)
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
    return CriticismView(
        ordinal=phrases.ordinal(occurrence, lambda text, what: keyed(text, Key(what, tuple(by_unit), tuple(indicators)))),
        step=_step(step, by_unit, indicators),
        units=in_prose(units) if len(units) <= NAMED else f"{facts.counted(units)} có tên dưới đây",
        items=[_item(facts, findings) for findings in by_unit.values()],
    )


def _step(label: str | None, units: Iterable[str], indicators: Iterable[str]) -> str:
    return keyed(phrases.step(label), Key("step", tuple(units), tuple(indicators))) if label else ""


def _reminder(facts: Facts, names: tuple[str, ...], findings: Sequence[Finding]) -> ReminderView:
    items = [replace(_item(facts, [one]), step=_step(one.step, [one.unit], one.indicators)) for one in findings]
    addressed: dict[tuple[bool, Situation], list[Finding]] = {}
    for finding, item in zip(findings, items, strict=True):
        addressed.setdefault((facts.unit(finding.unit).coordinate, _situation(item.tellings)), []).append(finding)
    requests = [_request(facts, names, situation, those) for (_, situation), those in addressed.items()]
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
        heads=units_in_prose([named(unit, unit.head) for unit in units]),
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
    tellings: list[TellingView] = []
    told: set[str] = set()
    for finding in findings:
        names = facts.grounds(finding)
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
    """What is told of one indicator: of its figures those that miss, a period's that does not before a cumulative that does."""
    about, found = facts.indicators[name], facts.at(finding, name)
    called: str | Markdown = phrases.name(about) if about.type == "rating" else phrases.again(about)
    telling = TellingView(
        name=facts.mark(own, called) if own else called,
        case="not_reported",
        assigned=False,
        poor=phrases.poor(about),
        span=phrases.inside(facts.evaluation.period.phrase),
    )
    if text := _rating(facts, name, found):
        return replace(telling, case="rating", text=facts.mark(own, text) if own else text)
    valued = [one for one in found if one.value is not None]
    if about.type == "rating" or not valued:
        return replace(telling, case="nothing_arose") if any(one.status is Status.NOTHING_AROSE for one in found) else telling
    missed = [one for one in valued if one.status is Status.MISSED]
    assigned = [one.target for one in missed if phrases.is_assigned(one.target)]
    case: Case = "one"
    shown = (missed or valued)[:1]
    if len(valued) > 1 and missed and missed[-1].window is Window.CUMULATIVE:
        case, shown = ("both" if len(missed) > 1 else "but"), valued
    figures = {one.window: facts.figure(one) for one in shown}
    return replace(
        telling,
        case=case,
        assigned=bool(assigned),
        cited=facts.cited(assigned),
        period=figures.get(Window.PERIOD),
        cumulative=figures.get(Window.CUMULATIVE),
    )


def _rating(facts: Facts, name: str, found: Sequence[Assessment]) -> str | None:
    about = facts.indicators[name]
    rated = [one for one in found if one.rating is not None]
    return phrases.rating(about, rated[0]) if about.type == "rating" and rated else None
