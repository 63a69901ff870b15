"""Observations and targets -> an evaluation: assessments, totals and findings."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cccc.evaluation.assessments import Judge
from cccc.evaluation.escalation import YEARLY, Past, rung, steps_for
from cccc.evaluation.figures import Observed
from cccc.evaluation.findings import Proposer
from cccc.model.evaluations import Evaluation

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from cccc.evaluation.escalation import Verdicts
    from cccc.model.evaluations import Finding, IssuedFinding
    from cccc.model.observations import Observation, Values
    from cccc.model.policies import Policy, Rule
    from cccc.model.targets import Assignments, Indicator
    from cccc.model.units import Roster, Unit
    from cccc.periods import Period
    from cccc.problems import Problem


def evaluate(  # noqa: PLR0913, PLR0917 - what a verdict rests on, each of its own kind
    period: Period,
    roster: Roster,
    indicators: Mapping[str, Indicator],
    assignments: Assignments,
    observations: Iterable[Observation],
    policy: Policy,
    issued: Sequence[IssuedFinding],
    verdicts: Verdicts | None = None,
    compared: Mapping[Period, Values] | None = None,
) -> tuple[Evaluation, list[Problem]]:
    """All verdicts of ``period``: assessments, totals, findings.

    ``assignments`` are the targets that hold on the period's last day; ``observations`` are all that is known, of whatever
    span; ``issued`` are the findings that stand in papers issued so far; ``verdicts`` what earlier evaluations came to;
    ``compared`` are the bare values of spans that ``period`` is only compared with.
    """
    judge = Judge(period, roster, indicators, assignments, Observed(observations, roster, compared), policy.rhythm)
    assessments, problems = judge.assess()
    assessed = {(one.unit, one.indicator, one.window): one for one in assessments}
    past = Past.of(issued, verdicts or {}, roster, policy.rhythm)
    found, withheld, exempted = Proposer(period, policy, roster.in_period(period), assessed, past).propose()
    made = Evaluation(
        period,
        tuple(assessments),
        tuple(judge.totals(assessments)),
        tuple(found),
        tuple(withheld),
        exempted=tuple(exempted),
    )
    return made, problems


def counted_again(
    evaluation: Evaluation,
    issued: Sequence[IssuedFinding],
    policy: Policy,
    roster: Roster,
    verdicts: Verdicts | None = None,
) -> Evaluation:
    """``evaluation`` with its occurrences by what stands in papers now: papers may have been issued since it was made."""
    past = Past.of(issued, verdicts or {}, roster, policy.rhythm)
    rules = {rule.id: rule for rule in policy.rules}
    units = {unit.id: unit for unit in roster.units}
    findings = tuple(
        _again(finding, evaluation.period, rules.get(finding.rule), units.get(finding.unit), past)
        for finding in evaluation.findings
    )
    return replace(evaluation, findings=findings)


def _again(finding: Finding, period: Period, rule: Rule | None, unit: Unit | None, past: Past) -> Finding:
    if finding.occurrence is None:
        return finding
    if rule is None or unit is None or rule.ladder is None:  # gone from the policy since: counted as every rule once was
        earlier = past.counted(finding.unit, finding.indicators, {finding.kind}, period, YEARLY)
        return replace(finding, occurrence=1 + len({one.period for one in earlier}))
    now = rung(rule, steps_for(rule, unit), finding.unit, finding.indicators, period, past)
    # a finding of another kind is another finding: the drafter is asked to evaluate again
    return replace(finding, occurrence=now.occurrence, step=now.label) if now.kind is finding.kind else finding
