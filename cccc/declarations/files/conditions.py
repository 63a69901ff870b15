"""The conditions of a rule in policy.yaml -> tests, each read against the indicators that it is about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cccc.declarations.files.plans import threshold, unknown_indicators
from cccc.declarations.shapes import ANY_FIGURE, Entries, Items, UnfitError, Word, text
from cccc.messages import m
from cccc.model.conditions import AllOf, AnyOf, Condition, Test, WindowTest
from cccc.model.evaluations import Status
from cccc.model.targets import Operator, Threshold, Window
from cccc.problems import Problem, invalid

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cccc.model.targets import Indicator

TEST = "#/$defs/Test"
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
_SEVERAL = {"type": "array", "items": {"$ref": TEST}, "minItems": 1}
TEST_SCHEMA = {
    "type": "object",
    "properties": {**{window.value: _CONDITION for window in Window}, "any": _SEVERAL, "all": _SEVERAL},
    "minProperties": 1,
    "additionalProperties": False,
}


class ConditionReader:
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
