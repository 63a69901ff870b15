"""``cccc answers`` and ``cccc tasks``: what came back on figures that were sent, and on papers that were issued."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cccc.commands.options import WorkspaceOption, format_option
from cccc.commands.outcome import finish, in_format
from cccc.messages import _
from cccc.reports.formats import ANSWERS, TASKS


def answers(
    period: Annotated[str | None, typer.Option(metavar="P", help=_("The period; else the last one with answers."))] = None,
    form: Annotated[str, format_option(ANSWERS, _("How to show the result."))] = "table",
    workspace: Annotated[Path | None, WorkspaceOption] = None,
) -> None:
    """Show who answered a period's reconciliation sheets, who is silent, and what is undecided."""
    from cccc.workflow import targets

    finish(targets.answers(workspace, period), in_format(ANSWERS[form]))


def tasks(
    unit: Annotated[list[str] | None, typer.Option(metavar="U", help=_("Only this unit (its id)."))] = None,
    at: Annotated[str | None, typer.Option(metavar="DATE", help=_("How they stand on this day; else today."))] = None,
    overdue: Annotated[bool, typer.Option("--overdue", help=_("Only what is overdue then."))] = False,
    form: Annotated[str, format_option(TASKS, _("How to show the result."))] = "table",
    workspace: Annotated[Path | None, WorkspaceOption] = None,
) -> None:
    """Show the tasks of issued papers, and which are overdue."""
    from cccc.workflow import targets

    finish(targets.tasks(workspace, unit or [], at, overdue=overdue), in_format(TASKS[form]))
