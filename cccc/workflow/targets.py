"""The plans and what came back on them -> targets that hold, a campaign's board, answers to figures, tasks of papers.

Each step gives all that its result is shown by, in the order in which the writers of `reports.formats` take it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cccc.messages import m
from cccc.problems import Location, Problem, has_error, invalid
from cccc.vietnamese import nearest
from cccc.workflow.office import in_office, open_workspace
from cccc.workflow.outcome import Outcome
from cccc.workflow.periods import day_of, period_of, today

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from cccc.declarations.workspace import Workspace
    from cccc.messages import Message
    from cccc.model.evaluations import Board
    from cccc.model.issuance import Answers, Task
    from cccc.model.targets import AssignedTarget, IndicatorCoverage, Plan
    from cccc.reports.tables import Wording
    from cccc.workflow.office import Office


def targets(
    folder: Path | None, units: Sequence[str], at: str | None
) -> Outcome[tuple[date, Sequence[AssignedTarget], Wording]]:
    """The targets of ``units`` (none named: of all) that hold on the day ``at``; without one, on a day of the plans."""
    from cccc.declarations.assignments import on_day

    asked = day_of(at)
    if asked.refused:
        return Outcome(usage=asked.usage)
    space, problems = _with_units(folder, units)
    if space is None or has_error(problems):
        return Outcome(problems=problems)
    day, notes = (asked.value, ()) if asked.value else _day_of_plans(space.plans)
    found = on_day(space.plans, space.roster, space.indicators, day, units)
    return Outcome((day, found, _wording(space)), problems, notes)


def coverage(folder: Path | None, units: Sequence[str], at: str | None) -> Outcome[tuple[Sequence[IndicatorCoverage], Wording]]:
    """What holds for ``units`` over all the time of the plans, and the holes; ``at`` is only checked."""
    from cccc.declarations.assignments import coverage as covered

    asked = day_of(at)
    if asked.refused:
        return Outcome(usage=asked.usage)
    space, problems = _with_units(folder, units)
    if space is None or has_error(problems):
        return Outcome(problems=problems)
    return Outcome((covered(space.plans, space.roster, space.indicators, units), _wording(space)), problems)


def _with_units(folder: Path | None, units: Sequence[str]) -> tuple[Workspace | None, list[Problem]]:
    """The workspace; that it does not have one of ``units`` is a problem."""
    from cccc.workflow.drafts import unknown_units

    space, problems = open_workspace(folder)
    return space, problems if space is None else [*problems, *unknown_units(space, units)]


def _wording(space: Workspace) -> Wording:
    from cccc.reports.tables import Wording

    return Wording(space.roster, space.indicators)


def _day_of_plans(plans: Sequence[Plan]) -> tuple[date, Sequence[Message]]:
    """Today where a plan holds today; else, with a note, the last day on which one did, or the first on which one will."""
    from cccc.periods import short_date

    now = today()
    ended = [plan.applies.end for plan in plans if plan.applies.end < now]
    ahead = [plan.applies.start for plan in plans if plan.applies.start > now]
    if any(plan.holds_on(now) for plan in plans) or not (ended or ahead):
        return now, ()
    day = max(ended) if ended else min(ahead)
    return day, (m("no plan holds today; shown is {day}", day=short_date(day)),)


# --- a campaign's board ------------------------------------------------------------------------------------------------


def board(folder: Path | None, plan: str | None, at: str | None) -> Outcome[tuple[Board, Wording]]:
    """How the campaign ``plan`` (else the one that runs) stands on the day ``at`` (else its last, or today)."""
    asked = day_of(at)
    return Outcome(usage=asked.usage) if asked.refused else _board(folder, plan, asked.value)


@in_office
def _board(office: Office, plan: str | None, asked: date | None) -> Outcome[tuple[Board, Wording]]:
    from cccc.declarations.assignments import assignments
    from cccc.evaluation.boards import board as judge

    space = office.space
    campaign, found = _campaign(space, plan, asked or today())
    if campaign is None:
        return office.outcome(more=found)
    day = asked or min(campaign.applies.end, today())
    held, conflicts = assignments(space.plans, space.roster, min(day, campaign.applies.end))
    judged = judge(campaign, day, space.roster, space.indicators, held, office.ledger.observations(day))
    return office.outcome((judged, _wording(space)), conflicts)


def _campaign(space: Workspace, asked: str | None, day: date) -> tuple[Plan | None, list[Problem]]:
    """The plan asked for; else the campaign (a plan that goes beyond another) that runs on ``day``, or ran last."""
    place = Location((space.root / "cccc.yaml").as_posix(), 1, 1)
    if asked is not None:
        plans = {plan.id: plan for plan in reversed(space.plans)}
        if asked in plans:
            return plans[asked], []
        ids = [plan.id for plan in space.plans]
        near = nearest(asked, ids, most=1)
        fix = m("did you mean {near}?", near=near[0]) if near else m("known here: {known}", known=tuple(ids))
        return None, [invalid("unknown-plan", place, m("{text} is no plan of this workspace", text=asked), fix)]
    campaigns = [plan for plan in space.plans if plan.goes_beyond]
    running = [plan for plan in campaigns if plan.holds_on(day)] or sorted(campaigns, key=lambda plan: plan.applies.end)[-1:]
    if len(running) == 1:
        return running[0], []
    told = (
        m("several campaigns run: {plans}", plans=tuple(plan.id for plan in running))
        if running
        else m("no campaign is declared")
    )
    return None, [invalid("unknown-plan", place, told, m("name a plan with --plan"))]


# --- what came back ----------------------------------------------------------------------------------------------------


def answers(folder: Path | None, period: str | None) -> Outcome[tuple[Answers, Wording]]:
    """Who answered the reconciliation sheets of ``period``, else of the last period with answers."""
    asked = period_of(period, folder)
    if asked.refused:
        return Outcome(problems=asked.problems, usage=asked.usage)
    space, problems = open_workspace(folder)
    if space is None or has_error(problems):
        return Outcome(problems=problems)
    last = max(space.answers.values(), key=lambda answered: answered.period.end, default=None)
    found = space.answers.get(asked.value) if asked.value else last
    if found is None:
        return Outcome(None, problems, [m("no answers are recorded; write them to answers/, a file for each period")])
    return Outcome((found, _wording(space)), problems)


def tasks(
    folder: Path | None, units: Sequence[str], at: str | None, *, overdue: bool
) -> Outcome[tuple[Sequence[Task], date, Wording]]:
    """The tasks of ``units`` (none named: all), as they stand on the day ``at``, else today; or only those ``overdue``."""
    from cccc.workflow.drafts import unknown_units

    asked = day_of(at)
    if asked.refused:
        return Outcome(usage=asked.usage)
    day = asked.value or today()
    space, problems = open_workspace(folder)
    if space is None or has_error(problems):
        return Outcome(problems=problems)
    if unknown := unknown_units(space, units):
        return Outcome(problems=[*problems, *unknown])
    found = [task for task in space.tasks if (not units or task.unit in units) and (not overdue or task.overdue(day))]
    return Outcome((found, day, _wording(space)), problems)
