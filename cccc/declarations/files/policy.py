"""policy.yaml -> the rules of praise, reminder and criticism."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal, NamedTuple

from cccc.declarations.files.plans import threshold, unit_ids, unknown_indicators, unknown_units
from cccc.declarations.shapes import (
    ANY_FIGURE,
    Day,
    Entries,
    Field,
    Items,
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
from cccc.model.conditions import AllOf, AnyOf, Condition, Test, WindowTest
from cccc.model.evaluations import FindingKind, Status
from cccc.model.policies import Exemption, Ladder, Policy, Ranking, Rule, Step, Ties
from cccc.model.targets import Operator, Threshold, Window
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
    """Units that are spared for a time."""

    unit: Annotated[Name | None, m("the unit")] = None
    units: Annotated[Texts | None, m("groups, levels or unit ids")] = Field(None, alias="for")
    indicators: Annotated[list[Name], m("for these indicators; left out: all")] = []
    kinds: Annotated[list[KindName], m("from these kinds of findings")] = Field(["reminder", "criticism"], min_length=1)
    start: Annotated[Day | None, m("the first day")] = Field(None, alias="from")
    end: Annotated[Day, m("the last day")] = Field(alias="to")
    reason: Annotated[Text, m("why")]
    cite: Annotated[Text | None, m("the document that says so")] = None


class RankingShape(Shape, about=m("How units are ranked")):
    """How units are ranked."""

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
        units=frozenset(unit_ids(words, roster)) if roster is not None else frozenset(),
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


_TEST = "#/$defs/Test"
_OPTION = {
    "anyOf": [
        {"enum": list(Status)},
        {
            "type": "object",
            "properties": {operator.value: ANY_FIGURE for operator in Operator},
            "minProperties": 1,
            "maxProperties": 1,
            "additionalProperties": False,
        },
    ]
}
_CONDITION = {"anyOf": [_OPTION, {"type": "array", "items": _OPTION, "minItems": 1}]}
_SEVERAL = {"type": "array", "items": {"$ref": _TEST}, "minItems": 1}
TEST_SCHEMA = {
    "type": "object",
    "properties": {**{window.value: _CONDITION for window in Window}, "any": _SEVERAL, "all": _SEVERAL},
    "minProperties": 1,
    "additionalProperties": False,
}


class RuleShape(Shape, about=m("A rule")):
    """One rule."""

    written: ClassVar = {
        "when": {"$ref": _TEST},
        "all": {"type": "object", "additionalProperties": {"$ref": _TEST}, "minProperties": 1},
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
    """The whole file."""

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
        tests = _Tests(indicators)
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


def _rule(entry: RuleShape, tests: _Tests, roster: Roster | None, steps: Ladder | None) -> Rule:
    return Rule(
        id=entry.id,
        kind=FindingKind(entry.kind),
        units=frozenset(unit_ids(entry.units, roster)) if roster is not None else frozenset(),
        indicators=tuple(entry.indicators),
        location=entry.location,
        when=tests.read(entry.when, entry.indicators) if entry.when is not None else None,
        lines=tests.lines(entry.all) if entry.all is not None else (),
        ladder=steps,
        also=tuple(entry.also),
    )


class _Tests:
    """Reads conditions, each against the indicators it is about; what does not fit goes to ``problems``."""

    def __init__(self, indicators: Mapping[str, Indicator]) -> None:
        self.indicators = indicators
        self.problems: list[Problem] = []

    def lines(self, value: Any) -> tuple[tuple[str, Test], ...]:
        """The lines of ``all:``, a test for each indicator."""
        if not isinstance(value, Entries) or not value:
            self._refuse(value, "wrong-type", m("all: holds a line for each indicator, as online_payment: {{period: met}}"))
            return ()
        words = [Word(name, value.keys_at[name]) for name in value]
        self.problems += unknown_indicators(words, self.indicators)
        return tuple((name, self.read(value[name], [name])) for name in value)

    def read(self, value: Any, about: list[Any]) -> Test:
        """A test: windows with their conditions, which must all hold, or ``any:``/``all:`` of tests."""
        if not isinstance(value, Entries) or not value:
            self._refuse(
                value, "wrong-type", m("a condition is written {{period: missed}}, with period, cumulative, any or all")
            )
            return AllOf(())
        parts = tuple(self._part(key, value[key], about, value) for key in value)
        return parts[0] if len(parts) == 1 else AllOf(parts)

    def _part(self, key: str, value: Any, about: list[Any], parent: Entries) -> Test:
        if key in ("any", "all"):
            tests = tuple(self.read(item, about) for item in value) if isinstance(value, Items) else ()
            if not tests:
                self._refuse(value, "wrong-type", m("{key}: holds a list of conditions", key=key), parent)
            return AnyOf(tests) if key == "any" else AllOf(tests)
        if key not in tuple(Window):
            told = m("unknown key {key}", key=key)
            fix = m("known here: {known}", known=("period", "cumulative", "any", "all"))
            self.problems.append(invalid("unknown-key", parent.keys_at[key], told, fix))
            return AllOf(())
        return WindowTest(Window(key), self._condition(value, about, parent))

    def _condition(self, value: Any, about: list[Any], parent: Entries) -> Condition:
        options = value if isinstance(value, Items) else [value]
        if not options:
            self._refuse(value, "empty-list", m("at least one entry is needed here"))
        statuses: set[Status] = set()
        thresholds: list[Threshold] = []
        for option in options:
            if isinstance(option, Entries):
                thresholds += self._thresholds(option, about)
            else:
                statuses |= self._status(option, parent)
        return Condition(frozenset(statuses), tuple(thresholds))

    def _status(self, value: Any, parent: Entries) -> set[Status]:
        try:
            word = text(value)
            return {Status(word)}
        except UnfitError as error:
            self.problems.append(invalid(error.rule, parent.location, error.message, error.fix))
        except ValueError:
            told = m("{text} is not one of {options}", text=word, options=tuple(Status))
            self.problems.append(invalid("choice", word.location, told))
        return set()

    def _thresholds(self, value: Entries, about: list[Any]) -> list[Threshold]:
        made: list[Threshold] = []
        if len(value) != 1:
            told = m("one threshold is expected here; several are a list, of which one must hold, or conditions under all:")
            self._refuse(value, "several-thresholds", told)
            return made
        for key, content in value.items():
            if key not in tuple(Operator):
                fix = m("known here: {known}", known=tuple(Operator))
                self.problems.append(invalid("unknown-key", value.keys_at[key], m("unknown key {key}", key=key), fix))
                continue
            try:
                word = text(content)
            except UnfitError as error:
                self.problems.append(invalid(error.rule, value.location, error.message, error.fix))
                continue
            for name in about:
                held, problems = threshold(Operator(key), word, self.indicators.get(name))
                self.problems += problems
                made += [held] if held is not None and held not in made else []
        return made

    def _refuse(self, value: Any, rule: str, message: Any, parent: Entries | None = None) -> None:
        place = getattr(value, "location", None) or (parent.location if parent is not None else None)
        if place is not None:
            self.problems.append(invalid(rule, place, message))
