"""Praises -> who is praised together, for which figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cccc.letters.language import phrases
from cccc.letters.views.records import PraisedUnit, PraiseView, RateView
from cccc.model.evaluations import FindingKind, Status
from cccc.model.targets import Window
from cccc.vietnamese import joined, naming

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cccc.letters.views.facts import Facts
    from cccc.model.evaluations import Assessment, Finding

Rated = dict[tuple[str, ...], list["Finding"]]

AGENCIES = 3
"""From how many on agencies, whose names merge with nothing, share one sentence too."""


def praises(facts: Facts) -> list[PraiseView]:
    """The praises by rule; units of one rule share a sentence where the same indicators and ratings are told of them."""
    return [_view(facts, run) for findings in _alike(facts) for run in _runs(facts, findings)]


def _alike(facts: Facts) -> list[list[Finding]]:
    """The findings of one rule for which the same things can be told, by the order of the first."""
    alike: Rated = {}
    for finding in facts.of(FindingKind.PRAISE):
        rates = ((one.indicator, phrases.span(one)) for one in _rates(facts, finding))
        rated = (one.indicator for one in _rated(facts, finding))
        key = (finding.rule, *finding.indicators, *(part for rate in rates for part in rate), *rated)
        alike.setdefault(key, []).append(finding)
    rules = list(dict.fromkeys(finding.rule for finding in facts.of(FindingKind.PRAISE)))
    return sorted(alike.values(), key=lambda findings: rules.index(findings[0].rule))


def _runs(facts: Facts, findings: list[Finding]) -> list[list[Finding]]:
    """One list where names merge ("03 UBND xã …, gồm") or agencies are many; else each unit alone."""
    units = [facts.unit(finding.unit) for finding in findings]
    merge = all(naming(unit.name, unit.official).kind for unit in units) or len(units) >= AGENCIES
    spans = {phrases.span(one) for finding in findings for one in _rates(facts, finding)}
    return [findings] if len(findings) > 1 and merge and len(spans) <= 1 else [[finding] for finding in findings]


def _view(facts: Facts, run: list[Finding]) -> PraiseView:
    units = [facts.unit(finding.unit) for finding in run]
    rates, ratings = _rates(facts, run[0]), {tuple(_ratings(facts, finding)) for finding in run}
    return PraiseView(
        count=facts.counted(units) if len(run) > 1 else None,
        units=[_unit(facts, finding, with_ratings=len(ratings) > 1) for finding in run],
        names=joined([phrases.name(facts.indicators[one.indicator]) for one in rates]),
        span=phrases.span(rates[0]) if rates else phrases.inside(facts.evaluation.period.phrase),
        high=all(facts.indicators[one.indicator].better == "higher" for one in rates),
        ratings=_ratings(facts, run[0]) if len(ratings) == 1 else [],
    )


def _unit(facts: Facts, finding: Finding, *, with_ratings: bool) -> PraisedUnit:
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
    told = None
    for (verb, _, span), found in merged.items():
        yield RateView(
            names=joined([phrases.name(facts.indicators[one.indicator]) for one in found]),
            span=span if span != told else None,
            verb=verb,
            figure=facts.shown(*found),
            several=len(found) > 1,
            standing=facts.standing(found[0]) if len(found) == 1 else None,
        )
        told = span


def _rates(facts: Facts, finding: Finding) -> list[Assessment]:
    """The figures behind a praise, the period's before the cumulative ones; what did not arise is left out."""
    found = []
    for name in finding.indicators:
        known = [one for one in facts.at(finding, name) if one.value is not None]
        # a praise for the cumulative figure must not tell a month that falls short
        well = [one for one in known if one.status is not Status.MISSED]
        found += (well or known)[:1]
    return found


def _ratings(facts: Facts, finding: Finding) -> list[str]:
    return [phrases.rating(facts.indicators[one.indicator], one) for one in _rated(facts, finding)]


def _rated(facts: Facts, finding: Finding) -> list[Assessment]:
    """The ratings behind a praise."""
    return [
        one
        for name in finding.indicators
        if facts.indicators[name].type == "rating"
        for one in facts.at(finding, name)
        if one.window is Window.PERIOD and one.status is Status.MET
    ]
