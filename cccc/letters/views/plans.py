"""Plans -> what a template that begins with ``reads: plans`` sees of their targets, section by section; needs no evaluation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cccc.letters.language import phrases
from cccc.letters.language.citations import cite
from cccc.letters.language.marks import keyed, opening
from cccc.letters.language.names import keyed_figures, keyed_names, scope, speaker
from cccc.letters.views.campaigns import bases, campaign, running
from cccc.letters.views.classes import (
    CampaignsView,
    Markdown,
    PlanSectionView,
    PlansView,
    PlanView,
    StatementView,
    TargetView,
    on_demand,
)
from cccc.letters.views.facts import groups_and_names, in_prose
from cccc.model.paper import Key, roman
from cccc.model.targets import Operator
from cccc.vietnamese import lower_first, upper_first

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cccc.letters.views.facts import LetterContext
    from cccc.model.offices import PaperForm
    from cccc.model.policies import Statement
    from cccc.model.targets import Indicator, Plan, Section, Target, Threshold
    from cccc.model.units import Roster
    from cccc.periods import Period

_WORDS = {
    Operator.AT_LEAST: "Tối thiểu",
    Operator.MORE_THAN: "Trên",
    Operator.AT_MOST: "Không quá",
    Operator.LESS_THAN: "Dưới",
    Operator.EXACTLY: "",
}


def plans_view(
    office: LetterContext, plans: Sequence[Plan], period: Period, statements: Sequence[Statement], known: Sequence[Plan] = ()
) -> PlansView:
    """What the template of a paper on ``plans``, of all that are ``known``, sees."""
    return PlansView(
        period=period.phrase,
        period_inside=phrases.inside(period.phrase),
        remaining=phrases.remaining(period),
        months_left=phrases.months_left(period),
        scope=scope(office.issuer),
        speaker=speaker(office.issuer, office.form),
        symbol=office.form.symbol,
        year=str(period.end.year),
        deadline=_deadline(statements, office.form, period),
        statements={one.id: stated(one) for one in statements},
        plans=[_plan(plan, office) for plan in plans],
        orders=_groups(office.roster, period, coordinate=False),
        asks=_groups(office.roster, period, coordinate=True),
        campaigns=campaigns(office, plans, known, period),
    )


def campaigns(office: LetterContext, meant: Sequence[Plan], known: Sequence[Plan], period: Period) -> CampaignsView:
    """The campaign among plans; a template that asks in vain is told why."""

    def view() -> CampaignsView:
        plan = running(meant, known, period)
        return CampaignsView(campaign(plan, bases(plan, known), office.roster, office.indicators))

    return on_demand(view)


def stated(statement: Statement) -> StatementView:
    """What people say, without the stop at its end."""
    text = statement.text.strip().removesuffix("./.").rstrip(" .;")
    inside = phrases.inside_sentence(text)
    return StatementView(statement.id, keyed_figures(statement, text), keyed_figures(statement, inside), statement.by)


def _deadline(statements: Iterable[Statement], form: PaperForm, period: Period) -> str:
    day = next((one.text.strip(" .;") for one in statements if one.id == "deadline"), None)
    return f"trước ngày {day}" if day else phrases.answer_by(form) or f"trước ngày …/…/{period.end.year}"


def _groups(roster: Roster, period: Period, *, coordinate: bool) -> list[str]:
    """The groups by name, one that has a single unit by that unit's."""
    found = []
    for group in roster.groups:
        units = [unit for unit in roster.in_period(period) if unit.group == group.id]
        mine = [unit for unit in units if unit.coordinate is coordinate]
        if mine:
            found.append(in_prose(mine) if len(units) == 1 or mine != units else lower_first(group.name))
    return found


def _plan(plan: Plan, office: LetterContext) -> PlanView:
    by_section: dict[str | None, list[Target]] = {}
    for target in plan.targets:
        by_section.setdefault(target.section, []).append(target)
    numbers = _numbers(plan.sections)
    sections = [PlanSectionView("", "", _targets(by_section[None], office))] if None in by_section else []
    sections += [
        PlanSectionView(numbers[section.id], section.title, _targets(by_section.get(section.id, ()), office))
        for section in plan.sections
    ]
    cited, sources = cite(plan), list(plan.sources)
    basis = [*([cited] if plan.number is not None else []), *sources]
    return PlanView(Markdown(plan.id), plan.title, plan.issuer, cited, sections, sources, basis)


def _numbers(sections: Iterable[Section]) -> dict[str, str]:
    """I, II, II.1, II.2: sections in order, and the parts of each."""
    numbers: dict[str, str] = {}
    parts: dict[str | None, int] = {}
    for section in sections:
        at = parts[section.part_of] = parts.get(section.part_of, 0) + 1
        numbers[section.id] = roman(at) if section.part_of is None else f"{numbers[section.part_of]}.{at}"
    return numbers


def _targets(targets: Iterable[Target], office: LetterContext) -> list[TargetView]:
    """A line for each indicator; units that are asked for different figures share it."""
    lines: dict[tuple[str, str | None, str | None], list[Target]] = {}
    for target in targets:
        lines.setdefault((target.indicator, target.lead, target.assessor), []).append(target)
    return [_line(str(at), found, office) for at, found in enumerate(lines.values(), 1)]


def _line(number: str, targets: Sequence[Target], office: LetterContext) -> TargetView:
    first = targets[0]
    units = dict.fromkeys(unit for target in targets for unit in target.units)
    return TargetView(
        number=number,
        name=office.indicators[first.indicator].name,
        asked=_asked(targets, office),
        lead=keyed_names(first.lead, office.roster) if first.lead else opening(_whom(units, office.roster)),
        assessor=keyed_names(first.assessor or "", office.roster),
    )


def _asked(targets: Sequence[Target], office: LetterContext) -> str:
    """What is asked: of all, "60%"; of some this and of others that, "95% đối với …; 80% đối với …"."""
    indicator = office.indicators[targets[0].indicator]
    told = [
        (_bound(target.threshold, indicator, target), target)
        for target in targets
        if target.threshold is not None and not target.assumed
    ]
    if len(targets) == 1:
        return told[0][0] if told else ""
    shares = (f"{asked} đối với {_whom(target.units, office.roster)}" for asked, target in told)
    return upper_first("; ".join(map(lower_first, shares)))


def _bound(held: Threshold, indicator: Indicator, target: Target) -> str:
    figure = keyed(phrases.threshold(held, indicator), Key("threshold", target.units, (target.indicator,)))
    # nothing lies above: "Tối thiểu 100%" says no more than "100%"
    is_whole = held.operator is Operator.AT_LEAST and indicator.type == "ratio" and held.value == phrases.WHOLE
    return f"{'' if is_whole else _WORDS[held.operator]} {figure}".strip()


def _whom(chosen: Iterable[str], roster: Roster) -> str:
    """Some units as their groups where whole groups are meant, else by name."""
    return ", ".join(groups_and_names(chosen, roster, roster.units))
