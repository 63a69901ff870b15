"""A signed paper's ordinals held against the papers issued before -> a problem for each whose predecessor is not known."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cccc.commands.outcome import note
from cccc.messages import m
from cccc.problems import Location, invalid

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cccc.model.evaluations import Finding, IssuedFinding
    from cccc.model.issuance import IssuedPaper
    from cccc.problems import Problem
    from cccc.workflow.office import Session


def preceded(session: Session, paper: IssuedPaper, findings: Mapping[str, Finding]) -> list[Problem]:
    """What is wrong with the ordinals that ``paper`` prints; one that lags behind the ledger is told and stops nothing."""
    from cccc.evaluation import counted_again
    from cccc.model.evaluations import Evaluation
    from cccc.reports.words import proposal, subject
    from cccc.workflow.evidence import remembered

    space = session.space
    printed = {one.key: one.printed for one in paper.findings if one.stands and one.printed is not None}
    told = [(findings[key], number) for key, number in printed.items() if key in findings]
    issued, verdicts = remembered(space, session.ledger, paper.period)
    issued = [one for one in issued if not _ended_by(paper, one)]
    counted = counted_again(
        Evaluation(paper.period, findings=tuple(finding for finding, _ in told)), issued, space.policy, space.roster, verdicts
    ).findings
    names = {unit.id: unit.name for unit in space.roster.units}
    problems = []
    for (finding, number), now in zip(told, counted, strict=True):
        if now.occurrence is None or number == now.occurrence:
            continue
        about = {
            "unit": names.get(finding.unit, finding.unit),
            "indicator": subject(finding.indicators, space.indicators),
            "printed": proposal(replace(finding, occurrence=number)),
        }
        if number < now.occurrence:
            count = now.occurrence
            note(m("{unit}, {indicator}: the paper prints “{printed}”, the ledger counts {count}", **about, count=count))
            continue
        line = space.roster.carried(finding.unit)
        known = tuple(_named(one) for one in issued if one.unit in line and _is_like(one, finding, paper))
        fix = m("take the earlier ones over with cccc history import, or correct the ordinal in the paper")
        if known:
            told_so = m(
                "{unit}, {indicator}: the paper prints “{printed}”, the ledger knows {known} before it", **about, known=known
            )
        else:
            told_so = m("{unit}, {indicator}: the paper prints “{printed}”, the ledger knows none before it", **about)
        problems.append(invalid("missing-predecessor", Location(paper.file), told_so, fix))
    return problems


def _ended_by(paper: IssuedPaper, one: IssuedFinding) -> bool:
    """Whether ``paper`` itself withdraws or replaces the paper of ``one``: that no longer counts before it."""
    if one.number is None or one.dated is None:
        return False
    digits, year = one.number.partition("/")[0], one.dated.year
    ended = [effect for effect in paper.effects if effect.kind in ("withdraws", "replaces")]
    return any((effect.number.partition("/")[0], effect.year) == (digits, year) for effect in ended)


def _is_like(one: IssuedFinding, finding: Finding, paper: IssuedPaper) -> bool:
    same = one.kind is finding.kind and not set(one.indicators).isdisjoint(finding.indicators)
    return same and one.period.end < paper.period.start


def _named(one: IssuedFinding) -> str:
    return f"{one.period.label} ({one.number})" if one.number else one.period.label
