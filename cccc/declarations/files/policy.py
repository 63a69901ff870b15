"""policy.yaml -> the rules of praise, reminder and criticism."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from cccc.declarations.files.escalation import EscalateShape, ladder
from cccc.declarations.files.exemptions import ExemptionShape, RankingShape, exemptions, ranking
from cccc.declarations.files.plans import threshold, unit_ids, unknown_indicators, unknown_units
from cccc.declarations.shapes import (
    Entries,
    Field,
    Items,
    Name,
    Shape,
    Texts,
    UnfitError,
    Whole,
    Word,
    choice,
    parsed_by,
    text,
)
from cccc.messages import m
from cccc.model.evaluations import FindingKind, Status
from cccc.model.policies import AllOf, AnyOf, Condition, Policy, Rule, Test, WindowTest
from cccc.model.targets import Operator, Threshold, Window
from cccc.problems import Problem, invalid

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cccc.model.policies import Ladder
    from cccc.model.targets import Indicator
    from cccc.model.units import Roster

Kind = Annotated[Word, *choice(*FindingKind)]
Raw = Annotated[Any, *parsed_by(lambda value: value, {})]


class RuleShape(Shape):
    """One rule."""

    id: Name
    kind: Kind
    units: Texts | None = Field(None, alias="for")
    indicators: list[Name] = []
    when: Raw = None
    all: Raw = None
    escalate: EscalateShape | None = None
    also: list[Name] = []


class PolicyShape(Shape):
    """The whole file."""

    policy: Name
    min_denominator: Whole = 1
    ranking: RankingShape | None = None
    exemptions: list[ExemptionShape] = []
    rules: list[RuleShape] = Field(min_length=1)


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
