"""``cccc targets``: the plans of an office -> which target holds for whom, since when and why."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cccc.commands.options import WorkspaceOption, format_option
from cccc.commands.outcome import finish, in_format
from cccc.messages import _
from cccc.reports.formats import COVERAGE, TARGETS


def run(
    unit: Annotated[list[str] | None, typer.Option(metavar="U", help=_("Only this unit (its id)."))] = None,
    at: Annotated[
        str | None,
        typer.Option(metavar="DATE", help=_("The day, as 2023-08-31; today; else today or the last day of the plans.")),
    ] = None,
    coverage: Annotated[
        bool, typer.Option("--coverage", help=_("What holds over all the time of the plans, and the holes."))
    ] = False,
    form: Annotated[str, format_option(TARGETS, _("How to show the result."))] = "table",
    workspace: Annotated[Path | None, WorkspaceOption] = None,
) -> None:
    """Show the targets that hold on a day, or over time."""
    from cccc.workflow import targets

    if coverage:
        finish(targets.coverage(workspace, unit or [], at), in_format(COVERAGE[form]))
    finish(targets.targets(workspace, unit or [], at), in_format(TARGETS[form]))
