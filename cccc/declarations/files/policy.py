"""policy.yaml -> the rules of praise, reminder and criticism, their ladders, who is exempt, and how units are ranked."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal, NamedTuple

from cccc.declarations.files.conditions import TEST, ConditionReader
from cccc.declarations.files.plans import unit_ids, unknown_indicators, unknown_units
from cccc.declarations.shapes import (
    Day,
    Entries,
    Field,
    Name,
    Shape,
    Text,
    Texts,
    UnfitError,
    Whole,
    Word,
    choice,
    parsed_by,
    text,
)
from cccc.messages import m
from cccc.model.evaluations import FindingKind
from cccc.model.policies import Exemption, Ladder, Policy, Ranking, Rule, Step, Ties
from cccc.problems import Location, Problem, invalid

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from cccc.model.targets import Indicator
    from cccc.model.units import Roster

Kind = Annotated[Word, *choice(*FindingKind)]
KindName = Annotated[str, *choice(*FindingKind)]
Within = Annotated[Literal["group", "all"], *choice("group", "all")]
TiesName = Annotated[Ties, *choice("shared", "by_denominator")]


class ExemptionShape(Shape, about=m("An exemption")):
    unit: Annotated[Name | None, m("the unit")] = None
    units: Annotated[Texts | None, m("groups, levels or unit ids")] = Field(None, alias="for")
    indicators: Annotated[list[Name], m("for these indicators; left out: all")] = []
    kinds: Annotated[list[KindName], m("from these kinds of findings")] = Field(["reminder", "criticism"], min_length=1)
    start: Annotated[Day | None, m("the first day")] = Field(None, alias="from")
    end: Annotated[Day, m("the last day")] = Field(alias="to")
    reason: Annotated[Text, m("why")]
    cite: Annotated[Text | None, m("the document that says so")] = None


class RankingShape(Shape, about=m("How units are ranked")):
    within: Annotated[Within, m("group: inside each group; all: all together")] = "group"
    ties: Annotated[TiesName, m("shared, or by_denominator: more dossiers come first")] = "shared"
    min_denominator: Annotated[Whole | None, m("fewer dossiers than this: not ranked")] = None


def exemptions(
    entries: Iterable[ExemptionShape], indicators: Mapping[str, Indicator], roster: Roster | None
) -> tuple[tuple[Exemption, ...], list[Problem]]:
    """The exemptions that are declared; one with a problem is left out."""
    made: list[Exemption] = []
    problems: list[Problem] = []
    for entry in entries:
        found = [*_units(entry, roster), *unknown_indicators(entry.indicators, indicators)]
        if entry.start is not None and entry.end < entry.start:
            told = m("the exemption ends before it starts")
            found.append(invalid("dates", entry.location, told, m("correct from: or to:")))
        problems += found
        if not found:
            made.append(_exemption(entry, roster))
    return tuple(made), problems


def _units(entry: ExemptionShape, roster: Roster | None) -> list[Problem]:
    if (entry.unit is None) == (entry.units is None):
        told = m("an exemption has either unit: or for:")
        return [invalid("missing-key", entry.location, told)]
    words = entry.units or ([entry.unit] if entry.unit is not None else [])
    return unknown_units(words, roster) if roster is not None else []


def _exemption(entry: ExemptionShape, roster: Roster | None) -> Exemption:
    words = entry.units or ([entry.unit] if entry.unit is not None else [])
    return Exemption(
        units=frozenset(unit_ids(words, roster)),
        indicators=tuple(entry.indicators),
        kinds=frozenset(map(FindingKind, entry.kinds)),
        start=entry.start,
        end=entry.end,
        reason=entry.reason,
        location=entry.location,
        cite=entry.cite,
    )


def ranking(shape: RankingShape | None, least: int) -> Ranking:
    """The ranking that ``shape`` declares; without a least number of its own, the policy's.  Undeclared, all are ranked."""
    if shape is None:
        return Ranking()
    asked = shape.min_denominator
    return Ranking(shape.within == "group", shape.ties, least if asked is None else asked)


Per = Annotated[Literal["year", "running"], *choice("year", "running")]


class StepWords(NamedTuple):
    """A step as written: its kind, and what it asks for beyond that."""

    kind: FindingKind
    label: Word | None
    location: Location


def _step(value: Any) -> StepWords:
    if isinstance(value, Entries):
        if len(value) != 1:
            told = m("a step is one kind of finding, or a kind with what it asks for")
            raise UnfitError("ladder", told, m("write {{criticism: …}}"), value.location)
        [(kind, label)] = value.items()
        return StepWords(_kind(Word(kind, value.keys_at[kind])), text(label), value.location)
    word = text(value)
    return StepWords(_kind(word), None, word.location)


def _kind(word: Word) -> FindingKind:
    options = tuple(FindingKind)
    if str(word) not in options:
        raise UnfitError("choice", m("{text} is not one of {options}", text=word, options=options), location=word.location)
    return FindingKind(word)


_STEP_SCHEMA = {
    "oneOf": [
        {"enum": list(FindingKind)},
        {
            "type": "object",
            "properties": {kind: {"type": "string"} for kind in FindingKind},
            "minProperties": 1,
            "maxProperties": 1,
            "additionalProperties": False,
        },
    ]
}
StepLine = Annotated[StepWords, *parsed_by(_step, _STEP_SCHEMA)]


class EscalateShape(Shape, about=m("A ladder of findings")):
    """How a rule counts; a bare word says within what."""

    shorthand: ClassVar = "per"
    per: Annotated[Per, m("count within the year, or running on")] = "year"
    reset_after: Annotated[Whole | None, m("so many periods met, and the count begins anew")] = None
    steps: Annotated[list[StepLine] | None, m("what the first, second, third … time asks for")] = Field(None, min_length=1)


def ladder(shape: EscalateShape | None, kind: Word) -> tuple[Ladder | None, list[Problem]]:
    """The ladder that ``shape`` declares for a rule of ``kind``."""
    if shape is None:
        return None, []
    steps = shape.steps or []
    problems = _steps(steps, kind)
    if shape.reset_after == 0:
        told = m("reset_after counts periods met, at least one")
        problems.append(invalid("ladder", shape.location, told, m("write reset_after: 1 or more, or leave it out")))
    made = Ladder(shape.per == "running", shape.reset_after or None, tuple(Step(step.kind, step.label) for step in steps))
    return made, problems


def _steps(steps: list[StepWords], kind: Word) -> list[Problem]:
    if not steps:
        return []
    kinds = {step.kind for step in steps}
    mixed = FindingKind.PRAISE in kinds and len(kinds) > 1
    if mixed:
        told = m("a ladder is of praise alone, or of reminders and criticisms")
        return [invalid("ladder", steps[0].location, told, m("write a rule for each"))]
    if FindingKind(kind) is not steps[-1].kind:
        told = m("the last step is {step}, and the rule's kind is {kind}", step=steps[-1].kind.value, kind=kind)
        return [
            invalid("ladder", steps[-1].location, told, m("write kind: {step}, or correct the step", step=steps[-1].kind.value))
        ]
    later = next((after for before, after in pairwise(steps) if _WEIGHT[after.kind] < _WEIGHT[before.kind]), None)
    if later is not None:
        told = m("a reminder stands after a criticism; a ladder goes up")
        return [invalid("ladder", later.location, told, m("put the reminders first"))]
    return []


_WEIGHT = {kind: weight for weight, kind in enumerate(FindingKind)}


Raw = Annotated[Any, *parsed_by(lambda value: value, {})]


class RuleShape(Shape, about=m("A rule")):
    written: ClassVar = {
        "when": {"$ref": TEST},
        "all": {"type": "object", "additionalProperties": {"$ref": TEST}, "minProperties": 1},
    }
    together: ClassVar = {"anyOf": [{"required": ["indicators", "when"]}, {"required": ["all"]}]}
    id: Annotated[Name, m("its id")]
    kind: Annotated[Kind, m("praise, reminder or criticism")]
    units: Annotated[Texts | None, m("groups, levels or unit ids; left out: every unit")] = Field(None, alias="for")
    indicators: Annotated[list[Name], m("one finding per unit and indicator; goes with when")] = []
    when: Annotated[Raw, m("the condition: {{period: missed, cumulative: missed}}")] = None
    all: Annotated[Raw, m("one finding per unit, when every line holds")] = None
    escalate: Annotated[EscalateShape | None, m("how earlier findings are counted: year, running, or a ladder")] = None
    also: Annotated[list[Name], m("ratings that are told beside it when they are missed")] = []


class PolicyShape(Shape, about=m("A policy (policy.yaml)")):
    policy: Annotated[Name, m("its id")]
    min_denominator: Annotated[Whole, m("fewer dossiers than this: no finding from that figure")] = 1
    ranking: Annotated[RankingShape | None, m("how units are ranked")] = None
    exemptions: Annotated[list[ExemptionShape], m("who gets no finding, until when and why")] = []
    rules: Annotated[list[RuleShape], m("the rules, tried in order")] = Field(min_length=1)


def policy(shape: PolicyShape, indicators: Mapping[str, Indicator], roster: Roster | None) -> tuple[Policy, list[Problem]]:
    """The policy that ``shape`` declares; a rule with a problem is left out."""
    problems: list[Problem] = []
    rules: list[Rule] = []
    seen: dict[str, RuleShape] = {}
    for entry in shape.rules:
        if first := seen.get(entry.id):
            told = m("the rule {id} stands twice; the first is at {place}", id=entry.id, place=first.location)
            problems.append(invalid("duplicate-id", entry.id.location, told, m("give one of them another id")))
        seen.setdefault(entry.id, entry)
        found = _references(entry, indicators, roster)
        tests = ConditionReader(indicators)
        steps, wrong = ladder(entry.escalate, entry.kind)
        rule = _rule(entry, tests, roster, steps)
        wrong += [*found, *tests.problems]
        problems += wrong
        if not wrong:
            rules.append(rule)
    spared, wrong = exemptions(shape.exemptions, indicators, roster)
    least = shape.min_denominator
    return Policy(shape.policy, tuple(rules), least, spared, ranking(shape.ranking, least)), problems + wrong


def _references(entry: RuleShape, indicators: Mapping[str, Indicator], roster: Roster | None) -> list[Problem]:
    problems = unknown_indicators([*entry.indicators, *entry.also], indicators)
    if roster is not None:
        problems += unknown_units(entry.units or [], roster)
    ratings = [word for word in entry.also if word in indicators and indicators[word].type != "rating"]
    problems += [
        invalid("wrong-type", word.location, m("{id} is no rating; also: names ratings only", id=word)) for word in ratings
    ]
    if bool(entry.indicators) == (entry.all is not None):
        told = m("a rule has either indicators: with when:, or all:")
        problems.append(invalid("missing-key", entry.location, told))
    elif entry.indicators and entry.when is None:
        told = m("the key {key} is missing", key="when")
        problems.append(invalid("missing-key", entry.location, told, m("add {key}: …", key="when")))
    return problems


def _rule(entry: RuleShape, tests: ConditionReader, roster: Roster | None, steps: Ladder | None) -> Rule:
    return Rule(
        id=entry.id,
        kind=FindingKind(entry.kind),
        units=frozenset(unit_ids(entry.units, roster)),
        indicators=tuple(entry.indicators),
        location=entry.location,
        when=tests.read(entry.when, entry.indicators) if entry.when is not None else None,
        lines=tests.lines(entry.all) if entry.all is not None else (),
        ladder=steps,
        also=tuple(entry.also),
    )
