"""``cccc diff``: two states of a workspace -> what changed in its declarations, and the verdicts that flip by it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cccc.commands.options import WorkspaceOption, format_option
from cccc.commands.outcome import finish, in_format
from cccc.messages import _
from cccc.reports.formats import DIFFERENCE

HERE = "."
"""The workspace as it stands."""


def run(
    base: Annotated[str, typer.Argument(metavar="BASE", help=_("A workspace's folder, or a git revision of this one."))],
    head: Annotated[str, typer.Argument(metavar="HEAD", help=_("The other one; else the workspace as it is here."))] = HERE,
    period: Annotated[list[str] | None, typer.Option(metavar="P", help=_("Compare this period; else the last one."))] = None,
    from_: Annotated[
        list[Path] | None,
        typer.Option("--from", metavar="FILE", help=_("Judge these exports instead of the ledger's figures.")),
    ] = None,
    form: Annotated[str, format_option(DIFFERENCE, _("How to tell it: md or json."))] = "md",
    workspace: Annotated[Path | None, WorkspaceOption] = None,
) -> None:
    """Tell what changed, as a summary for a pull request; nothing is saved."""
    from cccc.workflow.comparison import diff

    outcome = diff(workspace, base, head, period or [], from_ or [])
    finish(outcome, in_format(DIFFERENCE[form]), silent=form == "json" and outcome.value is not None)
