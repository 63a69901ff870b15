"""``cccc history``: what was found and issued, unit by unit; ``cccc history import`` takes over what came before."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from cccc.commands.outcome import end, tell
from cccc.commands.places import WorkspaceOption, digest
from cccc.commands.session import reading, writing
from cccc.messages import _, m
from cccc.problems import has_error


def application() -> typer.Typer:
    """The command and its one subcommand."""
    app = typer.Typer(rich_markup_mode=None, invoke_without_command=True)
    app.callback()(show)
    told = _("Take over findings that were issued before the ledger began (history.yaml).")
    app.command("import", help=told, short_help=told)(take_over)
    return app


def show(
    context: typer.Context,
    unit: Annotated[list[str] | None, typer.Option(metavar="U", help=_("Only this unit (its id)."))] = None,
    workspace: Annotated[Path | None, WorkspaceOption] = None,
) -> None:
    """Show the findings and what became of them."""
    if context.invoked_subcommand is not None:
        return
    from cccc.commands.drafting import unknown_units
    from cccc.reports import terminal

    with reading(workspace) as session:
        space, problems = session.space, session.problems
        problems += unknown_units(space, unit or [])
        if has_error(problems):
            end(problems)
        rows, trend = session.ledger.history(unit or ()), session.ledger.trend(unit or ())
    terminal.history(rows, trend if unit else (), space.roster, space.indicators)
    end(problems)


def take_over(
    file: Annotated[Path, typer.Argument(metavar="FILE", help=_("Findings issued before (history.yaml)."))],
    workspace: Annotated[Path | None, WorkspaceOption] = None,
) -> None:
    """Import the findings of ``file``; those that are there already are not added twice."""
    from cccc.declarations.workspace import load_history

    with reading(workspace) as session:
        entries, found = load_history(file, session.space)
    problems = [*session.problems, *found]
    if has_error(problems):
        end(problems)
    sha256 = digest(file.read_bytes())
    with writing(session) as ledger:
        added = ledger.import_history(entries, file.as_posix(), sha256, datetime.now(UTC))
    typer.echo(str(m("{added} of {given} findings are new in the ledger", added=added, given=len(entries))))
    tell(problems)
