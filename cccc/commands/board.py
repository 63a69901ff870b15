"""``cccc board``: a campaign and the ledger -> how it stands on a day, and what it takes from here."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cccc.commands.options import WorkspaceOption, format_option
from cccc.commands.outcome import finish, in_format
from cccc.messages import _
from cccc.reports.formats import BOARD


def run(
    plan: Annotated[str | None, typer.Option(metavar="ID", help=_("The campaign's plan; else the one that runs."))] = None,
    at: Annotated[str | None, typer.Option(metavar="DATE", help=_("The day; else the campaign's last, or today."))] = None,
    form: Annotated[str, format_option(BOARD, _("How to show the result."))] = "table",
    workspace: Annotated[Path | None, WorkspaceOption] = None,
) -> None:
    """Show what each unit has done so far, the days left, and who can no longer reach the target."""
    from cccc.workflow.targets import board

    finish(board(workspace, plan, at), in_format(BOARD[form]))
