"""``cccc ledger``: the workspace's memory checked, copied, brought back and written out as text."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cccc.commands.options import WorkspaceOption
from cccc.commands.outcome import echo_path, finish, note
from cccc.messages import _, m

if TYPE_CHECKING:
    from collections.abc import Callable

ForceOption = typer.Option("--force", help=_("Overwrite a file that is there."))


def application() -> typer.Typer:
    """The command and its subcommands."""
    app = typer.Typer(rich_markup_mode=None)
    commands: dict[str, tuple[Callable[..., None], str]] = {
        "check": (check, _("Look for damage and altered rows, and for figures behind issued papers that changed.")),
        "backup": (backup, _("Copy the ledger, also while it is written to.")),
        "restore": (restore, _("Bring the ledger back from a backup or an export; the old one is kept aside.")),
        "export": (export, _("Write the whole ledger as YAML.")),
    }
    for name, (function, told) in commands.items():
        app.command(name, help=told, short_help=told)(function)
    return app


def check(workspace: Annotated[Path | None, WorkspaceOption] = None) -> None:
    """Tell every fault; the status is 1 where there is one."""
    from cccc.workflow import ledger

    finish(ledger.check(workspace), lambda file: typer.echo(str(m("{file}: nothing is wrong", file=file.as_posix()))))


def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE", help=_("Where to write the copy."))],
    force: Annotated[bool, ForceOption] = False,
    workspace: Annotated[Path | None, WorkspaceOption] = None,
) -> None:
    """Copy the ledger as it is at one moment."""
    from cccc.workflow import ledger

    finish(ledger.backup(workspace, file, force=force), echo_path)


def export(
    output: Annotated[Path | None, typer.Option(metavar="PATH", help=_("Where to write it; else to the terminal."))] = None,
    force: Annotated[bool, ForceOption] = False,
    workspace: Annotated[Path | None, WorkspaceOption] = None,
) -> None:
    """Write every row of the ledger, one a line."""
    from cccc.workflow import ledger

    def show(result: Path | str) -> None:
        if isinstance(result, Path):
            echo_path(result)
        else:
            typer.echo(result, nl=False)

    finish(ledger.export(workspace, output, force=force), show)


def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help=_("A backup, or an export in YAML."))],
    workspace: Annotated[Path | None, WorkspaceOption] = None,
) -> None:
    """Put the ledger that ``file`` holds in the place of the workspace's, once it is known to be sound."""
    from cccc.workflow import ledger

    def show(result: tuple[Path, Path | None]) -> None:
        place, kept = result
        typer.echo(str(m("{ledger} is now as in {file}", ledger=place.as_posix(), file=file.as_posix())))
        if kept is not None:
            note(m("the ledger as it was is kept as {file}", file=kept.as_posix()))

    finish(ledger.restore(workspace, file), show)
