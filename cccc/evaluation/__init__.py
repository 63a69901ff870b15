"""Observations × targets -> assessments, totals and findings; pure."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cccc.evaluation.assessments import Judge
from cccc.evaluation.figures import Observed
from cccc.evaluation.findings import Proposer, occurrence
from cccc.model import Evaluation

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from cccc.model import Assignments, Indicator, IssuedFinding, Observation, Policy, Roster
    from cccc.periods import Period
    from cccc.problems import Problem


def evaluate(
    period: Period,
    roster: Roster,
    indicators: Mapping[str, Indicator],
    assignments: Assignments,
    observations: Iterable[Observation],
    policy: Policy,
    issued: Sequence[IssuedFinding],
) -> tuple[Evaluation, list[Problem]]:
    """All verdicts of ``period``: assessments, totals, findings.

    ``assignments`` are the targets that hold on the period's last day; ``observations`` are all that is known, of whatever
    span; ``issued`` are the findings that stand in papers issued so far.
    """
    judge = Judge(period, roster, indicators, assignments, Observed(observations))
    assessments, problems = judge.assess()
    assessed = {(one.unit, one.indicator, one.window): one for one in assessments}
    found, withheld = Proposer(period, policy, roster.in_period(period), assessed, issued).propose()
    totals = judge.totals(assessments)
    return Evaluation(period, tuple(assessments), tuple(totals), tuple(found), tuple(withheld)), problems


def counted_again(evaluation: Evaluation, issued: Sequence[IssuedFinding]) -> Evaluation:
    """``evaluation`` with its occurrences by what stands in papers now: papers may have been issued since it was made."""
    findings = tuple(
        finding if finding.occurrence is None else replace(finding, occurrence=occurrence(finding, evaluation.period, issued))
        for finding in evaluation.findings
    )
    return replace(evaluation, findings=findings)
