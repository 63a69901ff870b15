"""``cccc schema``: a kind of file -> the JSON Schema by which an editor completes and checks it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cccc.commands.outcome import echo_path, finish
from cccc.messages import _

if TYPE_CHECKING:
    from collections.abc import Mapping


def run(
    kind: Annotated[
        str | None, typer.Argument(metavar="KIND", help=_("The kind of file; without it, they are listed."))
    ] = None,
    output: Annotated[
        Path | None, typer.Option(metavar="DIR", help=_("Write it to this folder; without a kind, the schemas of all kinds."))
    ] = None,
    force: Annotated[bool, typer.Option("--force", help=_("Overwrite a file that was not written by cccc."))] = False,
) -> None:
    """Print a schema, write schemas, or list the kinds."""
    from cccc.workflow.setup import schemas

    finish(schemas(kind, output, force=force), _show)


def _show(shown: str | Mapping[str, str] | list[Path]) -> None:
    match shown:
        case str():
            typer.echo(shown, nl=False)
        case list():
            for path in shown:
                echo_path(path)
        case _:
            for kind, title in shown.items():
                typer.echo(f"{kind:<12} {title}")
