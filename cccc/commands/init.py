"""``cccc init``: the starter workspace -> a folder of the user's own, to be edited."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cccc.commands.outcome import echo_path, finish, note
from cccc.messages import _, m

_FIRST = "cccc evaluate inputs/2026-08.xlsx inputs/2026-09.xlsx"


def run(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help=_("Where to make it; else here."))] = Path(),
    letterhead: Annotated[
        bool,
        typer.Option(
            "--letterhead", help=_("Only write the base document of letters (here, or at the path given), to edit in Word.")
        ),
    ] = False,
) -> None:
    """Copy the starter workspace; nothing that is there already is touched."""
    from cccc.workflow.setup import make_letterhead, make_workspace

    def show(files: list[Path]) -> None:
        for path in files:
            echo_path(path)
        told = m(
            "a workspace with sample figures is in {folder}; go there and run: {command}",
            folder=folder.as_posix(),
            command=_FIRST,
        )
        note(told)

    if letterhead:
        finish(make_letterhead(folder), _show_letterhead)
    finish(make_workspace(folder), show)


def _show_letterhead(path: Path) -> None:
    echo_path(path)
    told = m(
        "edit its styles, margins and page number in Word, keep the names of the styles, and write in cccc.yaml: {line}",
        line=f"letterhead: {path.as_posix()}",
    )
    note(told)
