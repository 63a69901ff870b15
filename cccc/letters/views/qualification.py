"""An evaluation -> who reached every criterion, with the evidence; who is just short and why; who cannot be judged yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cccc.letters.language import phrases
from cccc.letters.language.citations import cite
from cccc.letters.language.marks import keyed
from cccc.letters.views.classes import CriterionView, EvidenceGroup, EvidenceView, OpenView, QualificationView, ShortView
from cccc.letters.views.facts import assigned, number_of
from cccc.model.evaluations import Status
from cccc.model.paper import Key, roman
from cccc.model.targets import Operator
from cccc.vietnamese import decimal, upper_first

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from cccc.letters.views.facts import Facts
    from cccc.model.evaluations import Assessment
    from cccc.model.targets import Indicator

EXACT = 6


def qualification(facts: Facts) -> QualificationView:
    """The units of an evaluation against every target that has a threshold."""
    judged = [one for one in facts.evaluation.assessments if one.target is not None and one.target.threshold is not None]
    by_indicator = {about: [one for one in judged if one.indicator == about.id] for about in facts.indicators.values()}
    criteria = {about: found for about, found in by_indicator.items() if found}
    by_unit: dict[str, list[Assessment]] = {unit.id: [] for unit in facts.units()}
    for one in judged:
        by_unit.setdefault(one.unit, []).append(one)
    units = [(unit, found) for unit in facts.units() if (found := by_unit[unit.id])]
    reached = [(unit, found) for unit, found in units if all(one.status is Status.MET for one in found)]
    groups = [
        (group.name, evidence)
        for group in facts.roster.groups
        if (evidence := [_evidence(facts, found, criteria) for unit, found in reached if unit.group == group.id])
    ]
    return QualificationView(
        criteria=[_criterion(facts, about, found) for about, found in criteria.items()],
        groups=[EvidenceGroup(roman(at), name, evidence) for at, (name, evidence) in enumerate(groups, 1)],
        count=number_of(unit.id for unit, _ in reached),
        short=[_short(facts, found) for _, found in units if _is_short(found)],
        open=[_open(facts, found) for _, found in units if _is_open(found)],
        assumed=[
            phrases.name(about) for about, found in criteria.items() if any(one.target and one.target.assumed for one in found)
        ],
    )


def _criterion(facts: Facts, about: Indicator, found: Sequence[Assessment]) -> CriterionView:
    asked = facts.asked(about, found) or _raised(facts, found)
    return CriterionView(phrases.name(about), upper_first(about.short), phrases.span(found[0]), asked)


def _raised(facts: Facts, found: Sequence[Assessment]) -> str:
    """How far above another plan it is, where that plan's figure is not known."""
    raised = next((one.target.raised for one in found if one.target and one.target.raised), None)
    if raised is None or raised[0] not in facts.plans:
        return ""
    key = Key("gap", tuple(dict.fromkeys(one.unit for one in found)), (found[0].indicator,))
    return f"cao hơn {keyed(decimal(raised[1]), key)} điểm phần trăm so với mức giao tại {cite(facts.plans[raised[0]])}"


def _evidence(facts: Facts, found: Sequence[Assessment], criteria: Mapping[Indicator, object]) -> EvidenceView:
    figures = ["; ".join(facts.shown(one) for one in found if one.indicator == about.id) for about in criteria]
    return EvidenceView(facts.name(found[0].unit), figures)


def _is_short(found: Sequence[Assessment]) -> bool:
    """Whether a unit misses one criterion and reaches all others."""
    missed = {one.indicator for one in found if one.status is Status.MISSED}
    judged = all(one.status in (Status.MET, Status.MISSED) for one in found)
    return judged and len(missed) == 1 and len({one.indicator for one in found}) > 1


def _short(facts: Facts, found: Iterable[Assessment]) -> ShortView:
    one = next(one for one in found if one.status is Status.MISSED)
    about = facts.indicators[one.indicator]
    return ShortView(
        unit=facts.name(one.unit),
        name=phrases.name(about),
        verb=phrases.fell_short(about),
        figure=facts.shown(one),
        asked=facts.asked(about, [one]),
        gap=_gap(one, about),
    )


def _gap(one: Assessment, about: Indicator) -> str:
    held = assigned(one.target)
    if held is None or one.value is None or held.operator in (Operator.AT_MOST, Operator.LESS_THAN) or one.value >= held.value:
        return ""
    missing = held.value - one.value
    text = decimal(missing) if decimal(missing) != "0" else decimal(missing, EXACT)
    key = Key("gap", (one.unit,), (one.indicator,), one.window)
    return f"còn thiếu {keyed(text, key)}{' điểm phần trăm' if about.type == 'ratio' else ''}"


def _is_open(found: Sequence[Assessment]) -> bool:
    """Whether a unit misses nothing, but lacks a figure."""
    lacks = any(one.status in (Status.NOTHING_AROSE, Status.NOT_REPORTED) for one in found)
    return lacks and not any(one.status is Status.MISSED for one in found)


def _open(facts: Facts, found: Sequence[Assessment]) -> OpenView:
    def named(status: Status) -> list[str]:
        names = dict.fromkeys(one.indicator for one in found if one.status is status)
        return [phrases.name(facts.indicators[name]) for name in names]

    return OpenView(facts.name(found[0].unit), named(Status.NOTHING_AROSE), named(Status.NOT_REPORTED))
