"""``cccc init``: the starter workspace -> a folder of the user's own, to be edited."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Annotated

import typer

from cccc import shipped
from cccc.commands.outcome import end, note
from cccc.commands.schema import write_all
from cccc.messages import _, m
from cccc.problems import Location, invalid, reason


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
    if letterhead:
        _letterhead(folder / BASE if folder.is_dir() else folder)
    starter = shipped.starter()
    files = sorted(path.relative_to(starter) for path in starter.rglob("*") if path.is_file() and ".cccc" not in path.parts)
    there = [file for file in files if (folder / file).exists()]
    if there:
        told = m("the file is there already; nothing was written")
        end(
            invalid("not-overwritten", Location((folder / file).as_posix()), told, m("choose an empty folder"))
            for file in there
        )
    try:
        for file in files:
            (folder / file).parent.mkdir(parents=True, exist_ok=True)
            (folder / file).write_bytes((starter / file).read_bytes().replace(_FROM_REPOSITORY, _FROM_WORKSPACE))
        schemas = write_all(folder / SCHEMAS)
    except OSError as error:
        told = m("the file cannot be written: {reason}", reason=reason(error))
        end([invalid("not-written", Location(folder.as_posix()), told, m("choose a folder that you may write to"))])
    for path in [*(folder / file for file in files), *schemas]:
        typer.echo(path.as_posix())
    note(
        m(
            "a workspace with sample figures is in {folder}; go there and run: {command}",
            folder=folder.as_posix(),
            command=_FIRST,
        )
    )


def _letterhead(path: Path) -> None:
    """The base document whose styles hold the look of every letter, for the office to make its own."""
    if path.exists():
        told = m("the file is there already; nothing was written")
        end([invalid("not-overwritten", Location(path.as_posix()), told, m("give another path"))])
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(shipped.templates() / BASE, path)
    except OSError as error:
        told = m("the file cannot be written: {reason}", reason=reason(error))
        end([invalid("not-written", Location(path.as_posix()), told, m("choose a folder that you may write to"))])
    typer.echo(path.as_posix())
    note(
        m(
            "edit its styles, margins and page number in Word, keep the names of the styles, and write in cccc.yaml: {line}",
            line=f"letterhead: {path.as_posix()}",
        )
    )
    end([])


BASE = "base.docx"
SCHEMAS = "schemas"
_FROM_REPOSITORY, _FROM_WORKSPACE = b"# yaml-language-server: $schema=../../", b"# yaml-language-server: $schema="
"""The starter lies two folders below the schemas of the repository; a workspace has its own."""
_FIRST = "cccc evaluate inputs/2026-08.xlsx inputs/2026-09.xlsx"
