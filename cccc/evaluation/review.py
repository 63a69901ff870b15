"""The policy and the targets -> rules that can never speak, and misses to which no rule answers; every case is tried.

A figure's cases are few: its statuses, and of its values those at, between and beyond the thresholds that anybody asks about.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import pairwise, product
from typing import TYPE_CHECKING

from cccc.evaluation.findings import spared
from cccc.messages import m
from cccc.model.evaluations import Assessment, Status
from cccc.model.targets import Window
from cccc.periods import Period
from cccc.problems import Problem, doubt

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from cccc.model.conditions import Test
    from cccc.model.policies import Policy, Rule
    from cccc.model.targets import Assignments, Indicator, Target, Threshold
    from cccc.model.units import Roster
    from cccc.problems import Location

_WHOLE = Fraction(100)
_STEP = Fraction(1)
_ANY_SPAN = Period(date(2000, 1, 1), date(2000, 1, 1))  # no condition looks at it

State = dict[Window, Assessment | None]
"""An indicator's figure in the period, and to date."""


def review(
    policy: Policy, roster: Roster, indicators: Mapping[str, Indicator], held: Sequence[tuple[Period, Assignments]]
) -> list[Problem]:
    """What to ask about ``policy``; ``held`` are the targets, span by span, of all the time that the plans speak of."""
    return list(_Reviewer(policy, roster, indicators, held).problems())


@dataclass(frozen=True, slots=True)
class _Kind:
    """Units alike to the rules: those that name them, and the target of the indicator in question."""

    rules: tuple[Rule, ...]
    target: Target | None


class _Reviewer:
    def __init__(
        self, policy: Policy, roster: Roster, indicators: Mapping[str, Indicator], held: Sequence[tuple[Period, Assignments]]
    ) -> None:
        self._policy, self._roster, self._indicators, self._held = policy, roster, indicators, held
        self._named = {
            unit.id: tuple(rule for rule in policy.rules if unit.id in rule.units and not spared(unit, rule))
            for unit in roster.units
        }
        self._kinds: dict[str, list[_Kind]] = {}

    def problems(self) -> Iterator[Problem]:
        heard, met = self._who_speaks()
        for rule in self._policy.rules:
            if rule.when is not None and rule.id not in met:
                yield _unreachable(rule, rule.indicators)
            elif rule.when is not None and rule.id not in heard:
                yield _dead(rule, self._policy.rules)
        yield from self._of_whole_units()
        yield from self._unanswered()

    # --- what is tried -------------------------------------------------------------------------------------------------

    def _kinds_of(self, indicator: str) -> list[_Kind]:
        """The kinds of units there are to ``indicator``, over all the time."""
        if indicator not in self._kinds:
            found: dict[object, _Kind] = {}
            for _, assignments in self._held:
                for unit, rules in self._named.items():
                    target = assignments.get((unit, indicator))
                    asked = None if target is None else (target.threshold, target.windows)
                    found.setdefault((tuple(rule.id for rule in rules), asked), _Kind(rules, target))
            self._kinds[indicator] = list(found.values())
        return self._kinds[indicator]

    def _states(self, indicator: str, target: Target | None) -> list[State]:
        """Every case of the figure in the period beside every case of the one to date."""
        known = self._indicators[indicator]
        points = _points(known, self._asked(indicator, target))
        now, to_date = (_figures(known, window, target, points) for window in Window)
        return [dict(zip(Window, state, strict=True)) for state in product(now, to_date)]

    def _asked(self, indicator: str, target: Target | None) -> list[Threshold]:
        """The thresholds on which a verdict or a rule on ``indicator`` can turn."""
        asked = [target.threshold] if target is not None and target.threshold is not None else []
        for rule in self._policy.rules:
            if rule.when is not None and indicator in rule.indicators:
                asked += rule.when.thresholds
            asked += [one for name, test in rule.lines if name == indicator for one in test.thresholds]
        return asked

    # --- rules by indicator --------------------------------------------------------------------------------------------

    def _who_speaks(self) -> tuple[set[str], set[str]]:
        """The rules that are the first to hold in some case, and those that hold in some."""
        heard: set[str] = set()
        holding: set[str] = set()
        for indicator in self._ruled():
            for kind in self._kinds_of(indicator):
                mine = [rule for rule in kind.rules if rule.when is not None and indicator in rule.indicators]
                for state in self._states(indicator, kind.target):
                    holds = [rule.id for rule in mine if rule.when is not None and rule.when.holds(state, 0)]
                    heard.update(holds[:1])
                    holding.update(holds)
        return heard, holding

    def _ruled(self) -> list[str]:
        return list(dict.fromkeys(name for rule in self._policy.rules if rule.when is not None for name in rule.indicators))

    def _unanswered(self) -> Iterator[Problem]:
        """The misses of indicators that have rules, to which none of them answers; told together where they are alike."""
        alike: dict[tuple[tuple[str, ...], Location], list[str]] = {}
        for indicator in self._ruled():
            open_cases: dict[str, None] = {}
            for kind in self._kinds_of(indicator):
                mine = [rule.when for rule in kind.rules if rule.when is not None and indicator in rule.indicators]
                for state in self._states(indicator, kind.target) if mine and kind.target is not None else ():
                    if _is_a_miss(state) and not any(test.holds(state, 0) for test in mine):
                        open_cases[" / ".join(_status(one) for one in state.values())] = None
            if open_cases:
                first = next(rule for rule in self._policy.rules if rule.when is not None and indicator in rule.indicators)
                alike.setdefault((tuple(open_cases), first.location), []).append(indicator)
        for (cases, place), indicators in alike.items():
            told = m(
                "no rule answers where {indicators} is {cases} (in the period / to date)",
                indicators=tuple(indicators),
                cases=cases,
            )
            yield doubt("uncovered-status", place, told, m("add a rule for it, or let it be and say why"))

    # --- rules by unit -------------------------------------------------------------------------------------------------

    def _of_whole_units(self) -> Iterator[Problem]:
        """The rules with ``all:`` of which a line can never hold, or which another one always forestalls."""
        earlier: list[Rule] = []
        for rule in (rule for rule in self._policy.rules if rule.when is None):
            never = tuple(name for name, test in rule.lines if not self._can_hold(rule, name, test))
            if never:
                yield _unreachable(rule, never)
            elif shadow := next((one for one in earlier if self._forestalls(one, rule)), None):
                yield _dead(rule, [shadow, rule])
            earlier.append(rule)

    def _can_hold(self, rule: Rule, indicator: str, test: Test) -> bool:
        return any(
            test.holds(state, 0)
            for kind in self._kinds_of(indicator)
            if rule in kind.rules
            for state in self._states(indicator, kind.target)
        )

    def _forestalls(self, first: Rule, second: Rule) -> bool:
        """Whether ``first`` holds for every unit and in every case in which ``second`` does."""
        lines = dict(second.lines)
        return (
            first.kind is second.kind
            and first.units >= second.units
            and all(
                test.holds(state, 0)
                for name, test in first.lines
                for kind in self._kinds_of(name)
                if second in kind.rules
                for state in self._states(name, kind.target)
                if name not in lines or lines[name].holds(state, 0)
            )
        )


def _unreachable(rule: Rule, indicators: Sequence[str]) -> Problem:
    told = m("the rule {id} can never hold: no unit's {indicators} can be as it asks", id=rule.id, indicators=tuple(indicators))
    fix = m("give the units a target for it, or correct the condition, windows: of the target or for:")
    return doubt("unreachable-finding", rule.location, told, fix)


def _dead(rule: Rule, rules: Sequence[Rule]) -> Problem:
    before = rules[: rules.index(rule)]
    others = tuple(
        one.id
        for one in before
        if (one.when is None) == (rule.when is None) and (one.lines or set(one.indicators) & set(rule.indicators))
    )
    told = m("the rule {id} never speaks: {others} forestall it", id=rule.id, others=others)
    return doubt("dead-rule", rule.location, told, m("move it before them, narrow them, or remove it"))


def _is_a_miss(state: State) -> bool:
    """Whether a target is missed while all figures are there; what arose in the period arose to date too."""
    now, to_date = (one.status if one is not None else None for one in state.values())
    if Status.NOT_REPORTED in (now, to_date) or (now is Status.MISSED and to_date is Status.NOTHING_AROSE):
        return False
    return Status.MISSED in (now, to_date)


def _status(assessment: Assessment | None) -> str:
    return assessment.status.value if assessment is not None else "–"


def _points(indicator: Indicator, asked: Iterable[Threshold]) -> list[Fraction]:
    """A value at each threshold, one between each two, one beyond them at either end, as far as there can be one."""
    turns = sorted({threshold.value for threshold in asked})
    if not turns:
        return [_WHOLE / 2]
    below, above = turns[0] - _STEP, turns[-1] + _STEP
    if indicator.type == "ratio":
        below, above = turns[0] / 2, (turns[-1] + _WHOLE) / 2
    between = [(low + high) / 2 for low, high in pairwise(turns)]
    return sorted({below, *turns, *between, above})


def _figures(
    indicator: Indicator, window: Window, target: Target | None, points: Sequence[Fraction]
) -> list[Assessment | None]:
    """Every case of one figure; none where the window is not judged."""
    if (target is None and window is Window.CUMULATIVE) or (target is not None and window not in target.windows):
        return [None]
    if indicator.type == "rating":
        return [_case(indicator, window, status) for status in (Status.MET, Status.MISSED, Status.NOT_REPORTED)]
    threshold = target.threshold if target is not None else None
    if threshold is None:
        return [_case(indicator, window, Status.NO_TARGET, point) for point in points]
    valued = [_case(indicator, window, Status.MET if threshold.holds(point) else Status.MISSED, point) for point in points]
    others = [Status.NOT_REPORTED, *([Status.NOTHING_AROSE] if indicator.type == "ratio" else [])]
    return [*valued, *(_case(indicator, window, status) for status in others)]


def _case(indicator: Indicator, window: Window, status: Status, value: Fraction | None = None) -> Assessment:
    return Assessment("", indicator.id, window, _ANY_SPAN, status, value=value)
