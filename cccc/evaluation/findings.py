"""Assessments and the policy -> findings with their occurrences, and those withheld for small numbers or exempt units."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from cccc.evaluation.escalation import rung, steps_for
from cccc.model.evaluations import Assessment, ExemptedFinding, Finding, FindingKind, Status
from cccc.model.targets import Window

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from cccc.evaluation.escalation import Past
    from cccc.model.conditions import Test
    from cccc.model.policies import Exemption, Policy, Rule, Step
    from cccc.model.units import Unit
    from cccc.periods import Period

Left = TypeVar("Left")
Assessed = dict[tuple[str, str, Window], Assessment]


class Proposed(NamedTuple):
    """What a policy comes to: findings, those withheld for small denominators, and those on exempt units."""

    found: list[Finding]
    withheld: list[Finding]
    exempted: list[ExemptedFinding]


@dataclass(frozen=True, slots=True)
class Proposer:
    """Tries the rules of ``policy`` on the assessments of ``period``; ``past`` is what earlier periods left."""

    period: Period
    policy: Policy
    units: Sequence[Unit]
    assessed: Assessed
    past: Past

    def propose(self) -> Proposed:
        """The findings by rule, indicator and unit, and those that are not proposed after all."""
        found: list[Finding] = []
        withheld: list[Finding] = []
        exempted: list[ExemptedFinding] = []
        taken: set[tuple[str, ...]] = set()
        for rule in self.policy.rules:
            for subject, steps in self._subjects(rule):
                if subject.key in taken or not subject.holds(self.assessed, 0):
                    continue
                finding = self._finding(rule, subject, steps)
                if not subject.holds(self.assessed, self.policy.min_denominator):
                    withheld.append(finding)
                elif exemption := self._exemption(finding.unit, finding.indicators, finding.kind):
                    exempted.append(ExemptedFinding(finding, exemption.reason, exemption.end, exemption.cite))
                else:
                    taken.add(subject.key)
                    found.append(finding)
        spoken = _subjects_of(found)
        left = _untold(exempted, spoken, lambda one: one.finding)
        spoken |= _subjects_of(one.finding for one in left)
        return Proposed(found, _untold(withheld, spoken, lambda one: one), left)

    def _subjects(self, rule: Rule) -> Iterable[tuple[Subject, tuple[Step, ...]]]:
        mine = ((unit.id, steps_for(rule, unit)) for unit in self.units if unit.id in rule.units)
        units = [(unit, steps) for unit, steps in mine if steps]
        if rule.when is not None:
            for indicator in rule.indicators:
                for unit, steps in units:
                    yield Subject(unit, ((indicator, rule.when),), ("indicator", unit, indicator)), steps
        else:
            for unit, steps in units:
                yield Subject(unit, rule.lines, ("all", unit, rule.kind)), steps

    def _finding(self, rule: Rule, subject: Subject, steps: Sequence[Step]) -> Finding:
        unit, indicators = subject.unit, tuple(indicator for indicator, _ in subject.lines)
        stands = rung(rule, steps, unit, indicators, self.period, self.past)
        also = tuple(rating for rating in rule.also if self._missed(unit, rating, stands.kind))
        return Finding(rule.id, stands.kind, unit, indicators, also, stands.occurrence, stands.label)

    def _missed(self, unit: str, rating: str, kind: FindingKind) -> bool:
        assessment = self.assessed.get((unit, rating, Window.PERIOD))
        missed = assessment is not None and assessment.status is Status.MISSED
        return missed and self._exemption(unit, (rating,), kind) is None

    def _exemption(self, unit: str, indicators: Sequence[str], kind: FindingKind) -> Exemption | None:
        """The exemption that holds on the period's last day, as a plan does."""
        day = self.period.end
        return next(
            (
                one
                for one in self.policy.exemptions
                if unit in one.units
                and kind in one.kinds
                and (one.start is None or one.start <= day)
                and day <= one.end
                and (not one.indicators or not set(one.indicators).isdisjoint(indicators))
            ),
            None,
        )


@dataclass(frozen=True, slots=True)
class Subject:
    """What a rule is tried on: a unit and the tests for its indicators; ``key`` is what one finding uses up."""

    unit: str
    lines: tuple[tuple[str, Test], ...]
    key: tuple[str, ...]

    def holds(self, assessed: Assessed, least: int) -> bool:
        """Whether every line holds, by figures with at least ``least`` dossiers."""
        return bool(self.lines) and all(
            test.holds(figures_of(assessed, self.unit, indicator), least) for indicator, test in self.lines
        )


def figures_of(assessed: Assessed, unit: str, indicator: str) -> dict[Window, Assessment | None]:
    """The figures of one unit and indicator, by window."""
    return {window: assessed.get((unit, indicator, window)) for window in Window}


def spared(unit: Unit, rule: Rule) -> bool:
    """Whether ``rule`` does not reach ``unit``: one that is not subordinate is never criticised."""
    return not steps_for(rule, unit)


def _subjects_of(findings: Iterable[Finding]) -> set[tuple[str, str]]:
    return {(finding.unit, indicator) for finding in findings for indicator in finding.indicators}


def _untold(left: Iterable[Left], spoken: set[tuple[str, str]], finding_of: Callable[[Left], Finding]) -> list[Left]:
    """What is not proposed, once for each unit's indicators, and only where nothing else speaks of these after all."""
    kept: dict[tuple[str, tuple[str, ...]], Left] = {}
    for one in left:
        finding = finding_of(one)
        if spoken.isdisjoint(_subjects_of([finding])):
            kept.setdefault((finding.unit, finding.indicators), one)
    return list(kept.values())
