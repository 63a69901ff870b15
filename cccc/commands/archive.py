"""``cccc archive``: all that belongs to a period -> one zip."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cccc.commands.options import WorkspaceOption
from cccc.commands.outcome import echo_path, finish
from cccc.messages import _


def run(
    period: Annotated[str, typer.Argument(metavar="PERIOD", help=_("The period: 2023-08, 2023-W36, 2023-Q3, …"))],
    output: Annotated[Path | None, typer.Option(metavar="PATH", help=_("Where to write it; else archives/PERIOD.zip."))] = None,
    force: Annotated[bool, typer.Option("--force", help=_("Overwrite a file that is there."))] = False,
    workspace: Annotated[Path | None, WorkspaceOption] = None,
) -> None:
    """Bundle the period, and say which of its files are no longer what they were."""
    from cccc.workflow.archive import archive

    finish(archive(workspace, period, output, force=force), echo_path)
