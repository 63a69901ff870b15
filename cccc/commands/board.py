"""``cccc board``: a campaign and the ledger -> how it stands on a day, and what it takes from here."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cccc.commands.options import WorkspaceOption
from cccc.commands.outcome import end
from cccc.commands.targets import Format, parse_day, today
from cccc.messages import _, m
from cccc.problems import Location, Problem, invalid
from cccc.vietnamese import nearest
from cccc.workflow.office import reading

if TYPE_CHECKING:
    from datetime import date

    from cccc.declarations.workspace import Workspace
    from cccc.model.targets import Plan


def run(
    plan: Annotated[str | None, typer.Option(metavar="ID", help=_("The campaign's plan; else the one that runs."))] = None,
    at: Annotated[str | None, typer.Option(metavar="DATE", help=_("The day; else the campaign's last, or today."))] = None,
    form: Annotated[Format, typer.Option("--format", help=_("How to show the result."))] = Format.TABLE,
    workspace: Annotated[Path | None, WorkspaceOption] = None,
) -> None:
    """Show what each unit has done so far, the days left, and who can no longer reach the target."""
    from cccc.declarations.assignments import assignments
    from cccc.evaluation.boards import board
    from cccc.reports.json import documents, targets
    from cccc.reports.terminal import board as report

    asked = parse_day(at)
    with reading(workspace) as session:
        space, problems = session.space, session.problems
        chosen, found = _campaign(space, plan, asked or today())
        if chosen is None:
            end([*problems, *found])
        day = asked or min(chosen.applies.end, today())
        held, conflicts = assignments(space.plans, space.roster, min(day, chosen.applies.end))
        told = board(chosen, day, space.roster, space.indicators, held, session.ledger.observations(day))
    if form is Format.JSON:
        typer.echo(documents.as_text(targets.board_document(told)))
    else:
        report.show(told, space.roster, space.indicators)
    end([*problems, *conflicts])


def _campaign(space: Workspace, asked: str | None, day: date) -> tuple[Plan | None, list[Problem]]:
    """The plan asked for; else the campaign (a plan that goes beyond another) that runs on ``day``, or ran last."""
    place = Location((space.root / "cccc.yaml").as_posix(), 1, 1)
    if asked is not None:
        found = next((one for one in space.plans if one.id == asked), None)
        near = nearest(asked, [one.id for one in space.plans], most=1)
        fix = (
            m("did you mean {near}?", near=near[0])
            if near
            else m("known here: {known}", known=tuple(one.id for one in space.plans))
        )
        return found, [] if found else [
            invalid("unknown-plan", place, m("{text} is no plan of this workspace", text=asked), fix)
        ]
    campaigns = [one for one in space.plans if one.goes_beyond]
    running = [one for one in campaigns if one.holds_on(day)] or sorted(campaigns, key=lambda one: one.applies.end)[-1:]
    if len(running) == 1:
        return running[0], []
    told = (
        m("several campaigns run: {plans}", plans=tuple(one.id for one in running)) if running else m("no campaign is declared")
    )
    return None, [invalid("unknown-plan", place, told, m("name a plan with --plan"))]
