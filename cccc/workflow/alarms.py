"""Papers in force, and the figures that count now -> an alarm for each figure behind a paper that is another by now."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cccc.model.issuance import Alarm

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from cccc.declarations.workspace import Workspace
    from cccc.ledger import Ledger
    from cccc.model.evaluations import Evaluation
    from cccc.model.issuance import Grounds
    from cccc.model.observations import InputFile, Observation
    from cccc.periods import Period

    Known = Callable[[Grounds], Sequence[Observation]]
    """All figures that bear on what a paper rests on."""


def alarms_of_run(space: Workspace, ledger: Ledger, read: Sequence[Observation], inputs: Sequence[InputFile]) -> list[Alarm]:
    """The alarms that what was ``read`` from ``inputs`` gives; none where no figure of a paper changes."""
    if not read:
        return []
    papers = ledger.grounds(min(one.span.end for one in read), _campaigns(space))
    units = _units(space, papers)
    if not papers or not ledger.touches(read, inputs, units):
        return []
    from cccc.workflow.evidence import known_with

    def known(paper: Grounds) -> Sequence[Observation]:
        remembered = ledger.observations(paper.period.end, _since(paper))
        return known_with(ledger, remembered, read, inputs)

    return _alarms(space, papers, known)


def all_alarms(space: Workspace, ledger: Ledger) -> list[Alarm]:
    """The alarms of every paper in force, by what the ledger holds."""
    return _alarms(
        space, ledger.grounds(whole=_campaigns(space)), lambda paper: ledger.observations(paper.period.end, _since(paper))
    )


def _campaigns(space: Workspace) -> set[Period]:
    """The spans of the campaigns: once its closing report is issued, a campaign's figures are closed."""
    return {plan.applies for plan in space.plans if plan.goes_beyond}


def _since(paper: Grounds) -> date:
    return min((one.span.start for one in paper.figures), default=paper.period.start)


def _units(space: Workspace, papers: Sequence[Grounds]) -> set[str]:
    named = {one.unit for paper in papers for one in paper.figures}
    return {before for unit in named for before in space.roster.carried(unit)}


def _alarms(space: Workspace, papers: Sequence[Grounds], known: Known) -> list[Alarm]:
    from cccc.evaluation.comparison import changed_since_issued, shifted

    return [
        Alarm(paper, before, after, changed_since_issued(paper.number, before, after, space.roster, space.indicators))
        for paper in papers
        for before, after in shifted(paper.figures, _now(space, paper, known(paper)))
    ]


def _now(space: Workspace, paper: Grounds, known: Sequence[Observation]) -> Evaluation:
    """The figures of the paper's units as they are now; the rest of the workspace has no part in it."""
    from cccc.declarations.assignments import assignments
    from cccc.evaluation import evaluate

    units = _units(space, [paper])
    roster = replace(space.roster, units=tuple(unit for unit in space.roster.units if unit.id in units))
    seen = [one for one in known if one.unit in units]
    signed = [one for one in space.ratings.get(paper.period, ()) if one.unit in units]
    targets, _ = assignments(space.plans, space.roster, paper.period.end)
    silent = replace(space.policy, rules=(), exemptions=())
    current = {one.key: one for one in (*seen, *signed)}
    return evaluate(paper.period, roster, space.indicators, targets, list(current.values()), silent, ())[0]
