"""An evaluation -> who stands high and who low by one rate, in its order, and who had nothing to be rated."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cccc.letters.language import phrases
from cccc.letters.language.marks import keyed
from cccc.letters.views.classes import LowView, Markdown, RankedUnit, RankingsView, RankingView
from cccc.letters.views.facts import assigned, figure_of_total
from cccc.letters.views.report import NAMED
from cccc.model.evaluations import FindingKind, Status
from cccc.model.paper import Key
from cccc.model.policies import by_rate, too_few
from cccc.model.targets import Operator, Window
from cccc.vietnamese import count, lower_first

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cccc.letters.views.facts import Facts
    from cccc.model.evaluations import Assessment
    from cccc.model.targets import Indicator, Threshold

_BELOW = {
    Operator.AT_LEAST: "đạt dưới",
    Operator.MORE_THAN: "chưa vượt",
    Operator.AT_MOST: "ở mức trên",
    Operator.LESS_THAN: "chưa xuống dưới",
    Operator.EXACTLY: "chưa đạt",
}


def rankings(facts: Facts) -> RankingsView:
    """A ranking for each indicator and window that has verdicts."""
    views = [view for about in facts.indicators.values() for window in Window for view in _ranking(facts, about, window)]
    return RankingsView(
        all=views,
        high=any(view.high for view in views),
        low=any(view.orders for view in views),
        none=any(view.none for view in views),
        asked=list(dict.fromkeys(name for view in views for name in view.asked)),
    )


def _ranking(facts: Facts, about: Indicator, window: Window) -> Iterator[RankingView]:
    found = [one for one in facts.evaluation.assessments if (one.indicator, one.window) == (about.id, window)]
    judged = [one for one in found if one.status in (Status.MET, Status.MISSED)]
    if about.type == "rating" or not judged:
        return
    order = [(rank, one) for rank, one in by_rate(judged, about, facts.beside.ranking) if rank]
    lowest_first = [one for _, one in sorted(order, key=lambda pair: -pair[0]) if one.status is Status.MISSED]
    silent = [one for one in found if one.status is Status.NOT_REPORTED]
    late = [facts.unit(one.unit) for one in (*lowest_first, *silent)]
    yield RankingView(
        label=Markdown(f"{about.id}-{window}"),
        name=phrases.name(about),
        improving=phrases.improving([about]),
        span=phrases.span(found[0]),
        good="đạt kết quả cao" if about.better == "higher" else "đạt kết quả tốt",
        rates=_rates(facts, about, window),
        high=[_ranked(facts, one) for _, one in order if one.status is Status.MET],
        low=_low(facts, lowest_first, about),
        few=[_ranked(facts, one) for one in judged if too_few(one, facts.beside.ranking)],
        none=_none(facts, [one.unit for one in found if one.status is Status.NOTHING_AROSE]),
        silent=[_name(facts, one) for one in silent],
        orders=any(not unit.coordinate for unit in late),
        asked=[facts.name(unit) for unit in late if unit.coordinate],
    )


def _rates(facts: Facts, about: Indicator, window: Window) -> list[str]:
    """The rates of the groups; that of all units where no group's is known."""
    totals = [
        one for one in facts.evaluation.totals if (one.indicator, one.window) == (about.id, window) and one.display is not None
    ]
    names = {group.id: lower_first(group.name) for group in facts.roster.groups}
    shown = [one for one in totals if one.group is not None] or totals
    return [
        f"{names[one.group] if one.group is not None else 'các cơ quan, đơn vị'} {phrases.reached(about)} "
        f"{figure_of_total(one)(one.display or '', 'value')}"
        for one in shown
    ]


def _low(facts: Facts, missed: Sequence[Assessment], about: Indicator) -> list[LowView]:
    by_bound: dict[Threshold | None, list[Assessment]] = {}
    for one in missed:
        by_bound.setdefault(assigned(one.target), []).append(one)
    return [
        LowView(_below(held, about, found) if held else "", [_ranked(facts, one) for one in found])
        for held, found in by_bound.items()
    ]


def _below(held: Threshold, about: Indicator, found: Sequence[Assessment]) -> str:
    key = Key("threshold", tuple(one.unit for one in found), (about.id,))
    return f"{_BELOW[held.operator]} {keyed(phrases.threshold(held, about), key)}"


def _none(facts: Facts, idle: Sequence[str]) -> list[str]:
    """Units by name, but a large group all of whose units are meant as a whole; groups come last."""
    wholes, left = [], set(idle)
    for group, units in facts.grouped():
        members = [unit.id for unit in units]
        if len(members) > NAMED and left.issuperset(members):
            number = keyed(count(len(members)), Key("count", tuple(members)))
            wholes.append(f"{number}/{number} {lower_first(group)}")
            left.difference_update(members)
    return [*(facts.name(unit) for unit in idle if unit in left), *wholes]


def _ranked(facts: Facts, one: Assessment) -> RankedUnit:
    return RankedUnit(_name(facts, one), facts.shown(one))


def _name(facts: Facts, one: Assessment) -> str:
    """The unit's name; a finding on this rate goes with it, praise where it is met."""
    praised = one.status is Status.MET
    for finding in facts.evaluation.findings:
        wanted = (finding.kind is FindingKind.PRAISE) == praised
        if wanted and finding.unit == one.unit and one.indicator in finding.indicators:
            return facts.marked(finding)
    return facts.name(one.unit)
