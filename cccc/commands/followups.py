"""``cccc answers`` and ``cccc tasks``: what came back on figures that were sent, and on papers that were issued."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cccc.commands.options import WorkspaceOption
from cccc.commands.outcome import end, note
from cccc.commands.targets import Format, parse_day, today
from cccc.messages import _, m
from cccc.problems import has_error
from cccc.workflow.office import open_workspace

if TYPE_CHECKING:
    from cccc.declarations.workspace import Workspace
    from cccc.problems import Problem

FormatOption = typer.Option("--format", help=_("How to show the result."))


def answers(
    period: Annotated[str | None, typer.Option(metavar="P", help=_("The period; else the last one with answers."))] = None,
    form: Annotated[Format, FormatOption] = Format.TABLE,
    workspace: Annotated[Path | None, WorkspaceOption] = None,
) -> None:
    """Show who answered a period's reconciliation sheets, who is silent, and what is undecided."""
    from cccc.reports.json import documents, targets
    from cccc.reports.terminal import followups
    from cccc.workflow.periods import parse_period

    asked = parse_period(period, workspace)
    space, problems = _opened(workspace)
    told = space.answers.get(asked) if asked else max(space.answers.values(), key=lambda one: one.period.end, default=None)
    if told is None:
        note(m("no answers are recorded; write them to answers/, a file for each period"))
    elif form is Format.JSON:
        typer.echo(documents.as_text(targets.answers_document(told)))
    else:
        followups.show_answers(told, space.roster, space.indicators)
    end(problems)


def tasks(
    unit: Annotated[list[str] | None, typer.Option(metavar="U", help=_("Only this unit (its id)."))] = None,
    at: Annotated[str | None, typer.Option(metavar="DATE", help=_("How they stand on this day; else today."))] = None,
    overdue: Annotated[bool, typer.Option("--overdue", help=_("Only what is overdue then."))] = False,
    form: Annotated[Format, FormatOption] = Format.TABLE,
    workspace: Annotated[Path | None, WorkspaceOption] = None,
) -> None:
    """Show the tasks of issued papers, and which are overdue."""
    from cccc.reports.json import documents, targets
    from cccc.reports.terminal import followups
    from cccc.workflow.drafts import unknown_units

    day = parse_day(at) or today()
    space, problems = _opened(workspace)
    problems += unknown_units(space, unit or [])
    if has_error(problems):
        end(problems)
    found = [task for task in space.tasks if (not unit or task.unit in unit) and (not overdue or task.overdue(day))]
    if form is Format.JSON:
        typer.echo(documents.as_text(targets.tasks_document(found, day)))
    else:
        followups.show_tasks(found, day, space.roster)
    end(problems)


def _opened(workspace: Path | None) -> tuple[Workspace, list[Problem]]:
    space, problems = open_workspace(workspace)
    if space is None or has_error(problems):
        end(problems)
    return space, problems
