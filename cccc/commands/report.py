"""``cccc report``: what the ledger has of a period -> a workbook or a page for people who would rather look."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cccc.commands.options import WorkspaceOption, format_option
from cccc.commands.outcome import echo_path, finish
from cccc.messages import _
from cccc.reports.formats import REPORT


def run(
    period: Annotated[str | None, typer.Option(metavar="P", help=_("The period; else the one evaluated last."))] = None,
    form: Annotated[str, format_option(REPORT, _("A workbook (xlsx) or a page (html)."))] = "xlsx",
    output: Annotated[Path | None, typer.Option(metavar="PATH", help=_("Where to write it; else in reports/."))] = None,
    force: Annotated[bool, typer.Option("--force", help=_("Overwrite a file that was edited."))] = False,
    workspace: Annotated[Path | None, WorkspaceOption] = None,
) -> None:
    """Write totals, rankings, trend and the findings of the year, and say where they are."""
    from cccc.workflow.report import report

    finish(report(workspace, period, form, output, force=force), echo_path)
