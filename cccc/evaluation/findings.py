"""Assessments and the policy -> findings with their occurrences, and those withheld for small numbers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cccc.model import (
    AllOf,
    AnyOf,
    Assessment,
    Condition,
    Finding,
    FindingKind,
    IssuedFinding,
    Policy,
    Rule,
    Status,
    Test,
    Unit,
    Window,
    WindowTest,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cccc.periods import Period

Assessed = dict[tuple[str, str, Window], Assessment]
Look = dict[Window, Assessment | None]


@dataclass(frozen=True, slots=True)
class Proposer:
    """Tries the rules of ``policy`` on the assessments of ``period``; ``issued`` is what stands in papers so far."""

    period: Period
    policy: Policy
    units: Sequence[Unit]
    assessed: Assessed
    issued: Sequence[IssuedFinding]

    def propose(self) -> tuple[list[Finding], list[Finding]]:
        """The findings by rule, indicator and unit, and the findings that small denominators withhold."""
        found: list[Finding] = []
        withheld: list[Finding] = []
        taken: set[tuple[str, ...]] = set()
        for rule in self.policy.rules:
            for subject in self._subjects(rule):
                if subject.key in taken:
                    continue
                if subject.holds(self.assessed, self.policy.min_denominator):
                    taken.add(subject.key)
                    found.append(self._finding(rule, subject))
                elif subject.holds(self.assessed, 0):
                    withheld.append(self._finding(rule, subject))
        return found, _untold(withheld, found)

    def _subjects(self, rule: Rule) -> Iterable[Subject]:
        units = [unit for unit in self.units if unit.id in rule.units and not _spared(unit, rule)]
        if rule.when is not None:
            for indicator in rule.indicators:
                for unit in units:
                    yield Subject(unit.id, ((indicator, rule.when),), ("indicator", unit.id, indicator))
        else:
            for unit in units:
                yield Subject(unit.id, rule.lines, ("all", unit.id, rule.kind))

    def _finding(self, rule: Rule, subject: Subject) -> Finding:
        finding = Finding(
            rule=rule.id,
            kind=rule.kind,
            unit=subject.unit,
            indicators=tuple(indicator for indicator, _ in subject.lines),
            also=tuple(rating for rating in rule.also if self._missed(subject.unit, rating)),
        )
        if not rule.escalates:
            return finding
        return replace(finding, occurrence=occurrence(finding, self.period, self.issued))

    def _missed(self, unit: str, rating: str) -> bool:
        assessment = self.assessed.get((unit, rating, Window.PERIOD))
        return assessment is not None and assessment.status is Status.MISSED


def occurrence(finding: Finding, period: Period, issued: Iterable[IssuedFinding]) -> int:
    """One more than the earlier periods of the calendar year for which such a finding stands in an issued paper."""
    earlier = {
        one.period
        for one in issued
        if one.kind is finding.kind
        and one.unit == finding.unit
        and not set(finding.indicators).isdisjoint(one.indicators)
        and one.period.end < period.start
        and one.period.end.year == period.end.year
    }
    return 1 + len(earlier)


@dataclass(frozen=True, slots=True)
class Subject:
    """What a rule is tried on: a unit and the tests for its indicators; ``key`` is what one finding uses up."""

    unit: str
    lines: tuple[tuple[str, Test], ...]
    key: tuple[str, ...]

    def holds(self, assessed: Assessed, least: int) -> bool:
        """Whether every line holds, by figures with at least ``least`` dossiers."""
        return bool(self.lines) and all(
            _holds(test, {window: assessed.get((self.unit, indicator, window)) for window in Window}, least)
            for indicator, test in self.lines
        )


def _spared(unit: Unit, rule: Rule) -> bool:
    return unit.coordinate and rule.kind is FindingKind.CRITICISM


def _holds(test: Test, look: Look, least: int) -> bool:
    match test:
        case AnyOf(tests):
            return any(_holds(one, look, least) for one in tests)
        case AllOf(tests):
            return all(_holds(one, look, least) for one in tests)
        case WindowTest(window, condition):
            return _satisfied(condition, look[window], least)


def _satisfied(condition: Condition, assessment: Assessment | None, least: int) -> bool:
    if assessment is None:
        return False
    if assessment.denominator is not None and 0 < assessment.denominator < least:
        return False
    value = assessment.value
    return assessment.status in condition.statuses or (
        value is not None and any(threshold.holds(value) for threshold in condition.thresholds)
    )


def _untold(withheld: list[Finding], found: list[Finding]) -> list[Finding]:
    """Each unit's withheld finding once, and only where no finding speaks of its indicators after all."""
    told = {(finding.unit, indicator) for finding in found for indicator in finding.indicators}
    kept: dict[tuple[str, tuple[str, ...]], Finding] = {}
    for finding in withheld:
        if not any((finding.unit, indicator) in told for indicator in finding.indicators):
            kept.setdefault((finding.unit, finding.indicators), finding)
    return list(kept.values())
