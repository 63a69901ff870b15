"""Plans -> what a template sees of their targets, section by section; no evaluation is asked.

A template that begins with ``reads: plans`` sees a `PlansView`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cccc.letters.language import phrases
from cccc.letters.language.citations import cite
from cccc.letters.language.marks import keyed, opening
from cccc.letters.language.names import named, naming_units
from cccc.letters.views.campaigns import Campaigns
from cccc.letters.views.frames import scope, speaker
from cccc.letters.views.records import Markdown
from cccc.letters.views.viewer import stated
from cccc.model.paper import Key, roman
from cccc.model.targets import Operator
from cccc.vietnamese import joined, lower_first, units_in_prose, upper_first

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from fractions import Fraction

    from cccc.letters.views.records import StatementView
    from cccc.model.offices import Issuer, PaperForm
    from cccc.model.policies import Statement
    from cccc.model.targets import Indicator, Plan, Section, Target, Threshold
    from cccc.model.units import Roster, Unit
    from cccc.periods import Period

_WORDS = {
    Operator.AT_LEAST: "Tối thiểu",
    Operator.MORE_THAN: "Trên",
    Operator.AT_MOST: "Không quá",
    Operator.LESS_THAN: "Dưới",
    Operator.EXACTLY: "",
}
_WHOLE = 100


@dataclass(frozen=True, slots=True)
class TargetView:
    """One line of the appendix; ``asked`` is "Tối thiểu 60%", empty where the plan gives no figure.

    ``lead`` and ``assessor`` are the offices in charge; what the plan leaves open is empty, but for a lead, which is then
    those who are given the target.
    """

    number: str
    name: str
    asked: str
    lead: str
    assessor: str


@dataclass(frozen=True, slots=True)
class SectionView:
    """A section of the appendix, "I" or "II.1"; both number and title are empty where a plan has no sections."""

    number: str
    title: str
    targets: list[TargetView]


@dataclass(frozen=True, slots=True)
class PlanView:
    """A plan, its sections in order, and the documents that it gathers its targets from; ``label`` names its footnote.

    ``basis`` are those documents, after the plan's own where that has a number.
    """

    label: Markdown
    title: str
    issuer: str
    cited: str
    sections: list[SectionView]
    sources: list[str]
    basis: list[str]


@dataclass(frozen=True, slots=True)
class PlansView:
    """All that a template with ``reads: plans`` sees.

    ``orders`` are the units that may be ordered, ``asks`` those that are only asked; ``symbol`` is that of the paper.
    ``campaigns`` gives the plan that goes beyond others.
    ``deadline`` is "trước ngày 15/4/2024" by the statement of that id, else the day that the office gives the paper, else with
    room for it.
    """

    period: str
    period_inside: str
    remaining: str
    months_left: bool
    scope: str
    speaker: str
    symbol: str
    year: str
    deadline: str
    statements: Mapping[str, StatementView]
    plans: list[PlanView]
    orders: list[str]
    asks: list[str]
    campaigns: Campaigns


@dataclass(frozen=True, slots=True)
class Office:
    """Who speaks, of whom, and of what."""

    issuer: Issuer
    form: PaperForm
    roster: Roster
    indicators: Mapping[str, Indicator]


def plans_view(
    office: Office, plans: Sequence[Plan], period: Period, statements: Sequence[Statement], known: Sequence[Plan] = ()
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
        campaigns=Campaigns(plans, known, period, office.roster, office.indicators),
    )


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
            found.append(_named(mine) if len(units) == 1 or mine != units else lower_first(group.name))
    return found


def _named(units: Sequence[Unit]) -> str:
    return units_in_prose([named(unit) for unit in units])


def _plan(plan: Plan, office: Office) -> PlanView:
    by_section: dict[str | None, list[Target]] = {}
    for target in plan.targets:
        by_section.setdefault(target.section, []).append(target)
    numbers = _numbers(plan.sections)
    sections = [SectionView("", "", _targets(by_section[None], office))] if None in by_section else []
    sections += [
        SectionView(numbers[section.id], section.title, _targets(by_section.get(section.id, ()), office))
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


def _targets(targets: Iterable[Target], office: Office) -> list[TargetView]:
    """A line for each indicator; units that are asked for different figures share it."""
    lines: dict[tuple[str, str | None, str | None], list[Target]] = {}
    for target in targets:
        lines.setdefault((target.indicator, target.lead, target.assessor), []).append(target)
    return [_line(str(at), found, office) for at, found in enumerate(lines.values(), 1)]


def _line(number: str, targets: Sequence[Target], office: Office) -> TargetView:
    first = targets[0]
    units = dict.fromkeys(unit for target in targets for unit in target.units)
    return TargetView(
        number=number,
        name=office.indicators[first.indicator].name,
        asked=_asked(targets, office),
        lead=naming_units(first.lead, office.roster) if first.lead else opening(whom(units, office.roster)),
        assessor=naming_units(first.assessor or "", office.roster),
    )


def _asked(targets: Sequence[Target], office: Office) -> str:
    """What is asked: of all, "60%"; of some this and of others that, "95% đối với …; 80% đối với …"."""
    indicator = office.indicators[targets[0].indicator]
    given = [(target.threshold, target) for target in targets if target.threshold is not None and not target.assumed]
    told = [(_bound(held, indicator, target), target) for held, target in given]
    if len(targets) == 1:
        return told[0][0] if told else ""
    shares = (f"{asked} đối với {whom(target.units, office.roster)}" for asked, target in told)
    return upper_first("; ".join(map(lower_first, shares)))


def _bound(held: Threshold, indicator: Indicator, target: Target) -> str:
    figure = keyed(phrases.threshold(held, indicator), Key("threshold", target.units, (target.indicator,)))
    word = "" if held.operator is Operator.AT_LEAST and _is_whole(held.value, indicator) else _WORDS[held.operator]
    return f"{word} {figure}".strip()


def _is_whole(value: Fraction, indicator: Indicator) -> bool:
    """Whether nothing lies above: "Tối thiểu 100%" says no more than "100%"."""
    return indicator.type == "ratio" and value == _WHOLE


def whom(chosen: Iterable[str], roster: Roster) -> str:
    """Some units as their groups where whole groups are meant, else by name."""
    left, names = set(chosen), []
    for group in roster.groups:
        members = {unit.id for unit in roster.units if unit.group == group.id}
        if members <= left:
            names.append(lower_first(group.name))
            left -= members
    rest = [unit for unit in roster.units if unit.id in left]
    return joined([*names, *([_named(rest)] if rest else [])], ", ")
