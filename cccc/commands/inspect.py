"""``cccc inspect``: exports -> how they are understood, what became of one cell, or a layout drafted from them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cccc.commands.options import WorkspaceOption, format_option
from cccc.commands.outcome import announce, echo_path, finish, note, refuse
from cccc.messages import _, m
from cccc.reports.formats import INSPECTION


def run(
    files: Annotated[list[Path], typer.Argument(metavar="FILE", help=_("Exports of the portal."))],
    period: Annotated[str | None, typer.Option(metavar="P", help=_("The period: 2023-08, 2023-W36, 2023-Q3, …"))] = None,
    form: Annotated[str, format_option(INSPECTION, _("How to show the result."))] = "text",
    everything: Annotated[bool, typer.Option("--all", help=_("Show every unit that matched and every row left out."))] = False,
    cell: Annotated[
        str | None, typer.Option("--explain", metavar="CELL", help=_("Tell what became of one cell: D42, or 'Tháng 8'!D42."))
    ] = None,
    write_layout: Annotated[
        bool, typer.Option("--write-layout", help=_("Draft a layout from the file; nothing is overwritten."))
    ] = False,
    output: Annotated[
        Path | None, typer.Option(metavar="PATH", help=_("Where to write the layout; else layouts/ and the file's name."))
    ] = None,
    workspace: Annotated[Path | None, WorkspaceOption] = None,
) -> None:
    """Show how the files are understood; nothing is saved."""
    from cccc.workflow.inspection import draft_layout, inspect, subject_of

    about = subject_of(workspace, period, cell)
    if about.value is None:
        finish(about)
    if output is not None and not write_layout:
        refuse(_("it goes with --write-layout"), "--output")
    if write_layout and form == "json":
        refuse(_("--write-layout writes YAML; leave out --format json"), "--format")
    if write_layout:
        finish(draft_layout(workspace, files, about.value, output), _show_layout)
    outcome = inspect(workspace, files, about.value, announce)
    if outcome.value is not None:
        typer.echo(INSPECTION[form].write(outcome.value, everything, cell is not None), nl=False)
    finish(outcome, silent=form == "json")


def _show_layout(path: Path) -> None:
    echo_path(path)
    note(m("look at every line of the layout, then run: {command}", command=f"cccc check {path.as_posix()}"))
