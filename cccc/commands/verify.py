"""``cccc verify``: letters that people edited -> where they tell something else than the ledger."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cccc.commands.options import WorkspaceOption, format_option
from cccc.commands.outcome import announce, finish, note
from cccc.messages import _, m
from cccc.reports.formats import VERIFICATION


def run(
    files: Annotated[
        list[Path], typer.Argument(metavar="LETTER", help=_("Letters (.docx) that cccc drafted and people edited."))
    ],
    form: Annotated[str, format_option(VERIFICATION, _("How to tell the differences."))] = "text",
    workspace: Annotated[Path | None, WorkspaceOption] = None,
) -> None:
    """Hold every file against the ledger; the status is 1 where a figure, a unit or an occurrence differs."""
    from cccc.workflow.verify import verify

    outcome = verify(workspace, files)
    checked = outcome.value or []
    if outcome.value is not None:
        typer.echo(VERIFICATION[form].write(checked, outcome.problems), nl=False)
    announce((), outcome.problems)
    if form == "text" and checked and not any(one.deviations for one in checked):
        note(m("every figure is as the ledger has it"))
    finish(outcome, refused=any(one.has_error for one in checked), silent=True)
