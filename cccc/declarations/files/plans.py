"""targets/….yaml -> a plan with its targets, each with its place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal

from cccc.declarations.shapes import (
    ANY_FIGURE,
    ANY_NUMBER,
    Day,
    Field,
    Flag,
    Name,
    Shape,
    Text,
    Texts,
    Word,
    choice,
    number,
    percentage,
)
from cccc.messages import m
from cccc.model.targets import Operator, Plan, PlanStatus, Section, Target, Threshold, Window
from cccc.periods import Period
from cccc.problems import Problem, invalid
from cccc.vietnamese import nearest

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from fractions import Fraction

    from cccc.messages import Message
    from cccc.model.targets import Indicator
    from cccc.model.units import Roster
    from cccc.problems import Location

WindowName = Annotated[Literal["period", "cumulative"], *choice("period", "cumulative")]
StatusName = Annotated[str, *choice(*PlanStatus)]
WHOLE = 100
MOST_TOLD = 8


class SpanShape(Shape, about=m("From a day to a day")):
    start: Annotated[Day, m("the first day")] = Field(alias="from")
    end: Annotated[Day, m("the last day")] = Field(alias="to")


class SectionShape(Shape, about=m("A section")):
    id: Annotated[Name, m("its id")]
    title: Annotated[Text, m("its title")]
    part_of: Annotated[Name | None, m("the section that it is part of")] = None


class RaiseShape(Shape, about=m("Another plan's threshold, raised")):
    written: ClassVar = {"points": ANY_NUMBER}
    plan: Annotated[Name, m("that plan's id")]
    points: Annotated[Text, m("so many percentage points")]


class TargetShape(Shape, about=m("A target")):
    written: ClassVar = dict.fromkeys(Operator, ANY_FIGURE)
    indicator: Annotated[Name, m("the indicator's id")]
    units: Annotated[Texts | None, m("groups, levels or unit ids; left out: every unit")] = Field(None, alias="for")
    at_least: Annotated[Text | None, m('"tối thiểu", "đạt", "từ … trở lên"')] = None
    more_than: Annotated[Text | None, m('"trên", "vượt"')] = None
    at_most: Annotated[Text | None, m('"không quá", "tối đa"')] = None
    less_than: Annotated[Text | None, m('"dưới"')] = None
    exactly: Annotated[Text | None, m('"bằng"')] = None
    raised: Annotated[RaiseShape | None, m("another plan's threshold plus percentage points")] = Field(None, alias="raise")
    cumulative_from: Annotated[Day | None, m("start of the cumulative window; left out: the plan's first day")] = None
    windows: Annotated[list[WindowName], m("which windows are judged: period, cumulative")] = ["period", "cumulative"]
    cite: Annotated[Text | None, m("where the document says so")] = None
    assumed: Annotated[Flag, m("true: the document gives no figure; say why in note")] = False
    note: Annotated[Text | None, m("a remark; why the figure is assumed")] = None
    section: Annotated[Name | None, m("the section that it stands in")] = None
    lead: Annotated[Text | None, m("who leads")] = None
    assessor: Annotated[Text | None, m("who assesses")] = None


class PlanShape(Shape, about=m("A plan (targets/….yaml)")):
    plan: Annotated[Name, m("its id")]
    title: Annotated[Text, m("its title")]
    number: Annotated[Text | None, m("number and symbol of the document")] = None
    issued: Annotated[Day | None, m("the day it was issued")] = None
    issuer: Annotated[Text, m("who issued it")]
    applies: Annotated[SpanShape, m("the days on which it applies")]
    replaces: Annotated[list[Name], m("plans whose targets it overrides, indicator by indicator")] = []
    sections: Annotated[list[SectionShape], m("how the appendix of targets is divided")] = []
    sources: Annotated[list[Text], m("the documents that it gathers its targets from")] = []
    status: Annotated[StatusName, m("draft, in_force or ended")] = PlanStatus.IN_FORCE.value
    review_due: Annotated[Day | None, m("the day by which to look whether it still holds")] = None
    targets: Annotated[list[TargetShape], m("the targets")] = Field(min_length=1)


def plan(shape: PlanShape, indicators: Mapping[str, Indicator], roster: Roster | None) -> tuple[Plan | None, list[Problem]]:
    """The plan that ``shape`` declares.

    Without ``roster`` (outside a workspace) groups, levels, units and the workspace's own indicators are not resolved.
    """
    if shape.applies.end < shape.applies.start:
        told = m("the plan ends before it starts")
        return None, [invalid("dates", shape.applies.location, told, m("correct from: or to:"))]
    applies = Period(shape.applies.start, shape.applies.end)
    problems: list[Problem] = []
    targets = []
    for entry in shape.targets:
        problems += _references(entry, shape, indicators, roster)
        threshold, found = _threshold(entry, indicators.get(entry.indicator))
        problems += found
        targets.append(_target(entry, shape, threshold, roster))
    made = Plan(
        shape.plan,
        shape.title,
        shape.issuer,
        shape.number,
        shape.issued,
        applies,
        tuple(shape.replaces),
        tuple(targets),
        shape.location,
        tuple(Section(section.id, section.title, section.part_of) for section in shape.sections),
        tuple(shape.sources),
        PlanStatus(shape.status),
        shape.review_due,
    )
    return made, problems + _parts(shape)


def _parts(shape: PlanShape) -> list[Problem]:
    """A problem for each section that stands in none before it, or in one which itself stands in another."""
    whole: list[str] = []
    problems = []
    for section in shape.sections:
        if section.part_of is None:
            whole.append(section.id)
        elif section.part_of not in whole:
            problems.append(unknown("unknown-section", section.part_of, whole))
    return problems


def _target(entry: TargetShape, shape: PlanShape, threshold: Threshold | None, roster: Roster | None) -> Target:
    points = number(entry.raised.points) if entry.raised else None
    return Target(
        plan=shape.plan,
        indicator=entry.indicator,
        units=unit_ids(entry.units, roster),
        threshold=threshold,
        cumulative_from=entry.cumulative_from or shape.applies.start,
        windows=tuple(dict.fromkeys(Window(window) for window in entry.windows)),
        location=entry.location,
        issuer=shape.issuer,
        cite=entry.cite,
        assumed=entry.assumed,
        note=entry.note,
        section=entry.section,
        lead=entry.lead,
        assessor=entry.assessor,
        raised=(entry.raised.plan, points) if entry.raised and points is not None else None,
    )


def _references(
    entry: TargetShape, shape: PlanShape, indicators: Mapping[str, Indicator], roster: Roster | None
) -> list[Problem]:
    problems = []
    if roster is not None:
        problems += unknown_indicators([entry.indicator], indicators)
        problems += unknown_units(entry.units or [], roster)
    sections = [section.id for section in shape.sections]
    if entry.section is not None and entry.section not in sections:
        problems.append(unknown("unknown-section", entry.section, sections))
    if entry.cumulative_from is not None and entry.cumulative_from > shape.applies.end:
        told = m("cumulative_from lies after the plan's last day")
        problems.append(invalid("dates", entry.location, told, m("correct cumulative_from: or applies:")))
    return problems


def _threshold(entry: TargetShape, indicator: Indicator | None) -> tuple[Threshold | None, list[Problem]]:
    given = [(operator, word) for operator in Operator if (word := getattr(entry, operator)) is not None]
    if len(given) + (entry.raised is not None) > 1:
        told = m("a target has one threshold; this one has several")
        return None, [invalid("several-thresholds", entry.location, told, m("keep one, or write a target for each"))]
    if entry.raised is not None and number(entry.raised.points) is None:
        told = m("{text} is not a number of percentage points", text=entry.raised.points)
        return None, [invalid("threshold", entry.raised.points.location, told, m("write a plain number, as 5"))]
    if entry.raised is not None and indicator is not None and indicator.type == "rating":
        return None, [_no_threshold(indicator, entry.raised.location)]
    if not given:
        return None, []
    operator, word = given[0]
    return threshold(operator, word, indicator)


def threshold(operator: Operator, word: Word, indicator: Indicator | None) -> tuple[Threshold | None, list[Problem]]:
    """The threshold that ``word`` writes for ``indicator``: a percentage for a ratio, a plain number for a number."""
    if indicator is not None and indicator.type == "rating":
        return None, [_no_threshold(indicator, word.location)]
    value = percentage(word) if indicator is None or indicator.type == "ratio" else number(word)
    if value is None and indicator is None:
        value = number(word)
    if value is None:
        return None, [_not_a_threshold(word, indicator)]
    if value > WHOLE and (indicator is None or indicator.type == "ratio"):
        return None, [invalid("threshold", word.location, m("{text} is more than 100%", text=word), m("correct it"))]
    return Threshold(operator, value), []


def _no_threshold(indicator: Indicator, place: Location) -> Problem:
    return invalid("threshold", place, m("the rating {id} takes no threshold", id=indicator.id), m("remove it"))


def _not_a_threshold(word: Word, indicator: Indicator | None) -> Problem:
    if indicator is not None and indicator.type == "number":
        told = m("{text} is not a plain number, and the indicator {id} is one", text=word, id=indicator.id)
        return invalid("threshold", word.location, told, m("write digits alone, as 10"))
    value: Fraction | None = number(word)
    fix = m("write {text}%", text=word) if value is not None else m('write 30% or "97,5%"')
    return invalid("threshold", word.location, m("{text} is not a percentage", text=word), fix)


# --- references ------------------------------------------------------------------------------------------------------


def unknown_indicators(words: Iterable[Word], indicators: Mapping[str, Indicator]) -> list[Problem]:
    """A problem for every word that is no indicator's id."""
    return [unknown("unknown-indicator", word, indicators) for word in words if word not in indicators]


def unknown_units(words: Iterable[Word], roster: Roster) -> list[Problem]:
    """A problem for every word that names no group, no level that a group has, and no unit."""
    known = _members(roster)
    return [unknown("unknown-unit", word, known) for word in words if not known.get(word)]


def no_unit(word: Word, roster: Roster) -> list[Problem]:
    """``word`` names no unit: nothing at all, or several."""
    group = m("{text} is a group, not a unit", text=word)
    return unknown_units([word], roster) or [invalid("unknown-unit", word.location, group, m("name each unit by its id"))]


def unknown(rule: str, word: Word, known: Iterable[str]) -> Problem:
    """``word`` refers to nothing; the nearest of ``known`` is offered."""
    known = tuple(known)
    near = nearest(word, known, most=3)
    fix = m("did you mean {near}?", near=tuple(near)) if near else _few(known)
    if rule == "unknown-section" and not known:
        fix = m("declare it under sections:")
    told = {
        "unknown-indicator": m("{text} is no indicator here", text=word),
        "unknown-unit": m("{text} names no group, level or unit with units in it", text=word),
        "unknown-section": m("{text} is no section of this plan", text=word),
        "unknown-plan": m("{text} is no plan of this workspace", text=word),
        "unknown-measure": m("{text} is a measure that no column here gives", text=word),
    }
    return invalid(rule, word.location, told[rule], fix)


def _few(known: tuple[str, ...]) -> Message | None:
    """What there is, where that fits on a line."""
    return m("known here: {known}", known=known) if 0 < len(known) <= MOST_TOLD else None


def _members(roster: Roster) -> dict[str, list[str]]:
    known: dict[str, list[str]] = {}
    for group in roster.groups:
        members = [unit.id for unit in roster.units if unit.group == group.id]
        known.setdefault(group.level, []).extend(members)
        known[group.id] = members
    return {**{unit.id: [unit.id] for unit in roster.units}, **known}


def unit_ids(words: Iterable[str] | None, roster: Roster | None) -> tuple[str, ...]:
    """The units that ``for:`` names, in the roster's order; every unit where it is left out; none outside a workspace."""
    if roster is None:
        return ()
    if words is None:
        return tuple(unit.id for unit in roster.units)
    known = _members(roster)
    named: set[Any] = {unit for word in words for unit in known.get(word, [])}
    return tuple(unit.id for unit in roster.units if unit.id in named)
