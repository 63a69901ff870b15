"""A plan that goes beyond others, and those -> what was assigned beside what the campaign asks, and its results at its end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cccc.letters.language import phrases
from cccc.letters.language.citations import cite
from cccc.letters.language.marks import keyed
from cccc.letters.views.classes import AgainstView, AimView, AskedView, BaseView, CampaignView, ClosingsView, ClosingView
from cccc.letters.views.facts import asked, assigned, groups_and_names, number_of
from cccc.messages import m
from cccc.model.evaluations import Status
from cccc.model.paper import Key
from cccc.model.targets import Window
from cccc.periods import short_date
from cccc.vietnamese import decimal, rounded

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from cccc.letters.views.facts import Facts
    from cccc.model.evaluations import Assessment, Total
    from cccc.model.targets import Indicator, Plan, Target, Threshold
    from cccc.model.units import Roster
    from cccc.periods import Period

_PRINTED, _EXACT = 2, 6


# --- what it asks ---


def running(meant: Iterable[Plan], known: Iterable[Plan], period: Period) -> Plan:
    """The one campaign among the plans ``meant``, else among those ``known`` that run in ``period``.

    LookupError says why there is none, for the author of the template that asks for it.
    """
    found = [one for one in meant if beyond(one)]
    found = found or [one for one in known if beyond(one) and _overlap(one.applies, period)]
    if len(found) == 1:
        return found[0]
    if not found:
        why = m("no plan that goes beyond another one (replaces:, raise:) runs in {period}", period=period)
    else:
        why = m("several plans go beyond others: {plans}; name one with --plan", plans=tuple(one.id for one in found))
    raise LookupError(str(why))


def _overlap(one: Period, other: Period) -> bool:
    return one.start <= other.end and other.start <= one.end


def beyond(plan: Plan) -> set[str]:
    """The plans that ``plan`` replaces or raises."""
    return {*plan.replaces, *(target.raised[0] for target in plan.targets if target.raised)}


def bases(plan: Plan, known: Iterable[Plan]) -> list[Plan]:
    """The plans of ``known`` that ``plan`` replaces or raises."""
    names = beyond(plan)
    return [one for one in known if one.id in names]


def campaign(plan: Plan, behind: Sequence[Plan], roster: Roster, indicators: Mapping[str, Indicator]) -> CampaignView:
    """``plan`` beside the plans ``behind`` it."""
    planned = [target.indicator for base in behind for target in base.targets]
    aims = [target.indicator for target in plan.targets]
    views = {name: _aim(plan, behind, indicators[name], roster) for name in dict.fromkeys((*planned, *aims))}
    return CampaignView(
        id=plan.id,
        title=plan.title,
        inside=phrases.inside_sentence(plan.title),
        issuer=plan.issuer,
        start=short_date(plan.applies.start),
        end=short_date(plan.applies.end),
        numbered=plan.number is not None,
        cited=cite(plan),
        bases=[BaseView(one.title, one.issuer, cite(one), list(one.sources)) for one in behind],
        planned=[views[name] for name in dict.fromkeys(planned) if views[name].planned],
        aims=[views[name] for name in dict.fromkeys(aims)],
        compared=list(views.values()),
    )


def _aim(plan: Plan, behind: Sequence[Plan], about: Indicator, roster: Roster) -> AimView:
    mine = [one for one in plan.targets if one.indicator == about.id]
    theirs = [one for base in behind for one in base.targets if one.indicator == about.id]
    raised = next((one.raised for one in mine if one.raised), None)
    base = next((one for one in behind if raised and one.id == raised[0]), None)
    units = tuple(dict.fromkeys(unit for one in mine for unit in one.units))
    shares = _shares(mine, about, roster)
    return AimView(
        name=about.name,
        planned=_together(_shares(theirs, about, roster)),
        asked=_together(shares),
        shares=shares,
        points=keyed(decimal(raised[1]), Key("gap", units, (about.id,))) if raised else "",
        above=cite(base) if base else "",
    )


def _shares(targets: Sequence[Target], about: Indicator, roster: Roster) -> list[AskedView]:
    return [
        AskedView(
            asked(held, about, one.units),
            "" if len(targets) == 1 else ", ".join(groups_and_names(one.units, roster, roster.units)),
        )
        for one in targets
        if (held := assigned(one))
    ]


def _together(shares: Sequence[AskedView]) -> str:
    return "; ".join(f"{one.asked} đối với {one.of}" if one.of else one.asked for one in shares)


# --- how it ended ---


def closings(facts: Facts, plan: Plan, behind: Sequence[Plan]) -> ClosingsView:
    """The results of an evaluation against the campaign ``plan`` and against the plans ``behind`` it."""
    judged: dict[str, dict[Window, list[Assessment]]] = {}
    for one in facts.evaluation.assessments:
        if one.target is not None and one.value is not None:
            judged.setdefault(one.indicator, {}).setdefault(one.window, []).append(one)
    results = [
        _closing(facts, plan, behind, about, judged[about.id].get(Window.CUMULATIVE) or judged[about.id][Window.PERIOD])
        for about in facts.indicators.values()
        if about.id in judged and about.type != "rating"
    ]
    states = [one.campaign.state for one in results if one.campaign and one.campaign.state]
    return ClosingsView(results, reached=bool(states) and "missed" not in states)


def _closing(facts: Facts, plan: Plan, behind: Sequence[Plan], about: Indicator, found: Sequence[Assessment]) -> ClosingView:
    total = facts.total(about, found[0].window)
    mine = [(one, held) for one in found if one.target and one.target.plan == plan.id and (held := assigned(one.target))]
    theirs = [(one, held) for one in found if (held := _planned(behind, about, one.unit))]
    every = {held for _, held in (*mine, *theirs)}
    return ClosingView(
        name=phrases.name(about),
        figure=_shown(total, about, every) if total else "",
        plan=_against(facts, total, theirs, about),
        campaign=_against(facts, total, mine, about),
    )


def _planned(behind: Iterable[Plan], about: Indicator, unit: str) -> Threshold | None:
    """What the plans behind the campaign assigned to one unit."""
    targets = (one for plan in behind for one in plan.targets if one.indicator == about.id and unit in one.units)
    return next((held for one in targets if (held := assigned(one))), None)


def _against(
    facts: Facts, total: Total | None, found: Sequence[tuple[Assessment, Threshold]], about: Indicator
) -> AgainstView | None:
    if not found:
        return None
    thresholds = {held for _, held in found}
    met = [one.unit for one, held in found if one.value is not None and held.holds(one.value)]
    return AgainstView(
        asked=facts.asked_of(about, [(one.unit, held) for one, held in found]),
        state=_state(total, thresholds.pop()) if total and len(thresholds) == 1 else "",
        met=number_of(met),
        missed=number_of(one.unit for one, _ in found if one.unit not in met),
    )


def _state(total: Total, held: Threshold) -> str:
    if total.value is None:
        return ""
    if not held.holds(total.value):
        return Status.MISSED
    return "beyond" if phrases.beyond(total.value, held) else Status.MET


def _shown(total: Total, about: Indicator, held: Iterable[Threshold]) -> str:
    """The figure of the whole, with as many decimals as its verdicts need."""
    value = total.value
    if value is None:
        return ""
    alike = (n for n in range(_PRINTED, _EXACT) if all(one.holds(rounded(value, n)) == one.holds(value) for one in held))
    text = decimal(value, next(alike, _EXACT)) + ("%" if about.type == "ratio" else "")
    return keyed(text, Key("value", (), (about.id,), total.window))
