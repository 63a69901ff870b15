"""The plans of a workspace -> what a careful reader would ask about them: holes, lax copies, citations, plans that run out.

Nothing stops at what is told here; `cccc check` tells it.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from cccc.declarations.assignments import coverage
from cccc.messages import m
from cccc.model.layouts import Layout
from cccc.model.targets import Operator, PlanStatus
from cccc.periods import short_date
from cccc.problems import Problem, doubt

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from cccc.model.layouts import AnyLayout
    from cccc.model.targets import Indicator, IndicatorCoverage, Plan, Threshold
    from cccc.model.units import Roster

NOTICE = timedelta(days=60)
"""So long before a plan ends its successor should be there."""

_FROM_BELOW = (Operator.AT_LEAST, Operator.MORE_THAN)
_FROM_ABOVE = (Operator.AT_MOST, Operator.LESS_THAN)
_RANKS = (
    ("chính phủ", "thủ tướng", "bộ "),
    ("tỉnh", "sở "),
    ("huyện", "quận", "thị xã"),
    ("xã", "phường", "thị trấn", "đặc khu"),
)
"""Words by which an issuer's level is told, the highest first; "thành phố" may be of two levels and tells nothing."""
_FEW = 3


def review(
    plans: Sequence[Plan],
    roster: Roster,
    indicators: Mapping[str, Indicator],
    layouts: Sequence[AnyLayout],
    built_in: Iterable[AnyLayout],
    at: date | None,
    signed: Collection[str] = (),
) -> Iterator[Problem]:
    """What to ask about ``plans``; with ``at`` also which of them are over, run out or are due to be looked at again.

    ``signed`` are the ratings that people give, and no export.
    """
    covered = coverage(plans, roster, indicators)
    yield from _citations(plans)
    yield from _holes(covered, roster)
    yield from _lax(plans, roster)
    yield from _left_behind(plans, covered)
    if layouts:
        yield from _unfed(plans, indicators, [*layouts, *built_in], signed)
    if at is not None:
        yield from _due(plans, at)


def _citations(plans: Iterable[Plan]) -> Iterator[Problem]:
    for plan in plans:
        for target in plan.targets:
            if target.assumed and not target.note:
                told = m("the threshold of {indicator} is assumed, and nothing says why", indicator=target.indicator)
                yield doubt("assumed-without-note", target.location, told, m("add note: …"))
            elif not target.assumed and not target.cite and (target.threshold or target.raised):
                told = m("nothing says where the plan assigns {indicator}", indicator=target.indicator)
                yield doubt("no-citation", target.location, told, m("add cite: with the clause, as mục 5"))


# --- whom a plan leaves out ------------------------------------------------------------------------------------------


def _holes(covered: Sequence[IndicatorCoverage], roster: Roster) -> Iterator[Problem]:
    names = {unit.id: unit.name for unit in roster.units}
    for one in covered:
        for gap in one.gaps:
            later = next(held.target for held in one.held if held.target is not None and held.span.start > gap.span.end)
            told = m(
                "{units} have no target for {indicator} from {start} to {end}, between two plans",
                units=_few(one.units, names),
                indicator=one.indicator,
                start=short_date(gap.span.start),
                end=short_date(gap.span.end),
            )
            yield doubt("coverage-gap", later.location, told, m("let one of the plans apply then, or add what holds"))
    yield from _left_out(covered, roster)


def _left_out(covered: Sequence[IndicatorCoverage], roster: Roster) -> Iterator[Problem]:
    """Units of a group without the target that all others of it have."""
    for indicator in dict.fromkeys(one.indicator for one in covered):
        mine = [one for one in covered if one.indicator == indicator]
        having = {unit for one in mine for unit in one.units}
        for group in roster.groups:
            members = [unit for unit in roster.units if unit.group == group.id]
            without = [unit.id for unit in members if unit.id not in having and _lives(unit.valid_from, unit.valid_to, mine)]
            if without and len(without) < len(members):
                some = next(one for one in mine if {unit.id for unit in members} & set(one.units))
                target = next(held.target for held in some.held if held.target is not None)
                told = m(
                    "{units} have no target for {indicator}, and others of the group {group} have one",
                    units=_few(without, {unit.id: unit.name for unit in members}),
                    indicator=indicator,
                    group=group.id,
                )
                yield doubt("coverage-hole", target.location, told, m("name the group under for:, or say why in note:"))


def _lives(start: date | None, end: date | None, covered: Iterable[IndicatorCoverage]) -> bool:
    """Whether a unit that is valid between the two days is there while the target holds."""
    spans = [held.span for one in covered for held in one.held if held.target is not None]
    return any((start is None or start <= span.end) and (end is None or end >= span.start) for span in spans)


def _few(units: Sequence[str], names: Mapping[str, str]) -> tuple[str, ...]:
    told = tuple(names[unit] for unit in units[:_FEW])
    return told if len(units) <= _FEW else (*told, f"… ({len(units)})")


# --- what a lower office makes of it ---------------------------------------------------------------------------------


def _lax(plans: Sequence[Plan], roster: Roster) -> Iterator[Problem]:
    """Targets of a lower office that ask for less than the ones of a higher office which they replace."""
    by_id = {plan.id: plan for plan in plans}
    names = {unit.id: unit.name for unit in roster.units}
    for plan in plans:
        above = [by_id[name] for name in plan.replaces if name in by_id and _rank(by_id[name].issuer) < _rank(plan.issuer)]
        for target in plan.targets:
            for given in (one for higher in above for one in higher.targets if one.indicator == target.indicator):
                units = [unit for unit in target.units if unit in given.units]
                if units and target.threshold and given.threshold and _asks_less(target.threshold, given.threshold):
                    told = m(
                        "{plan} asks {units} for {own}, less than the {assigned} that {above} assigns at {place}",
                        plan=plan.id,
                        units=_few(units, names),
                        own=target.threshold,
                        assigned=given.threshold,
                        above=given.plan,
                        place=given.location,
                    )
                    yield doubt("below-assigned", target.location, told, m("ask for no less, or let the higher plan hold"))


def _rank(issuer: str) -> int:
    words = f"{issuer.lower()} "
    return next((rank for rank, level in enumerate(_RANKS) if any(word in words for word in level)), len(_RANKS))


def _asks_less(own: Threshold, assigned: Threshold) -> bool:
    if own.operator in _FROM_BELOW and assigned.operator in _FROM_BELOW:
        return (own.value, own.operator is Operator.MORE_THAN) < (assigned.value, assigned.operator is Operator.MORE_THAN)
    if own.operator in _FROM_ABOVE and assigned.operator in _FROM_ABOVE:
        return (own.value, own.operator is Operator.AT_MOST) > (assigned.value, assigned.operator is Operator.AT_MOST)
    return False


# --- plans that run out ----------------------------------------------------------------------------------------------


def _left_behind(plans: Sequence[Plan], covered: Sequence[IndicatorCoverage]) -> Iterator[Problem]:
    """Plans over which other plans go on without taking up all that they judged; what a campaign adds ends with it."""
    last = max((plan.applies.end for plan in plans if plan.status is not PlanStatus.DRAFT), default=None)
    for plan in plans:
        if last is None or plan.applies.end >= last or plan.replaces or plan.status is not PlanStatus.IN_FORCE:
            continue
        dropped = tuple(
            dict.fromkeys(
                one.indicator
                for one in covered
                if one.held[-1].target is None and _last_plans(one)[-1:] == (plan.id,) and one.held[-1].span.end == last
            )
        )
        if dropped:
            told = m(
                "plan {plan} ends on {day}, and no later plan takes up {indicators}",
                plan=plan.id,
                day=short_date(plan.applies.end),
                indicators=dropped,
            )
            yield doubt("no-successor", plan.location, told, m("add the plan that follows, or status: ended"))


def _last_plans(covered: IndicatorCoverage) -> tuple[str, ...]:
    return next((held.plans for held in reversed(covered.held) if held.target is not None), ())


def _due(plans: Sequence[Plan], at: date) -> Iterator[Problem]:
    for plan in plans:
        if plan.status is not PlanStatus.IN_FORCE:
            continue
        if plan.review_due is not None and plan.review_due <= at:
            told = m("plan {plan} was to be looked at again by {day}", plan=plan.id, day=short_date(plan.review_due))
            yield doubt("review-due", plan.location, told, m("look whether it still holds, then set another review_due:"))
        follows = any(
            other.applies.start <= plan.applies.end + NOTICE and other.applies.end > plan.applies.end for other in plans
        )
        if plan.applies.end <= at + NOTICE and not follows and not plan.replaces:
            told = m("plan {plan} ends on {day}, and no plan follows", plan=plan.id, day=short_date(plan.applies.end))
            yield doubt("no-successor", plan.location, told, m("add the plan that follows, or status: ended"))


# --- what no export gives --------------------------------------------------------------------------------------------


def _unfed(
    plans: Iterable[Plan], indicators: Mapping[str, Indicator], layouts: Sequence[AnyLayout], signed: Collection[str]
) -> Iterator[Problem]:
    given = {name for layout in layouts for name in layout.measures}
    tables = [layout for layout in layouts if isinstance(layout, Layout)]
    told_whole = {*signed, *(name for layout in tables for name in (*layout.rates, *layout.ratings))}
    told: set[str] = set()
    for plan in plans:
        for target in plan.targets:
            indicator = indicators.get(target.indicator)
            if indicator is None or indicator.id in told or indicator.id in told_whole:
                continue
            lacking = tuple(measure for measure in indicator.measures if measure not in given)
            if lacking or not indicator.measures:
                told.add(indicator.id)
                message = m(
                    "no layout reads what {indicator} is judged by: {measures}", indicator=indicator.id, measures=lacking
                )
                if not lacking:
                    message = m("no layout reads the rating {indicator}", indicator=indicator.id)
                yield doubt(
                    "unfed-target", target.location, message, m("add it to a layout; cccc inspect --write-layout drafts one")
                )
