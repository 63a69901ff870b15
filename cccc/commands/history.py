"""``cccc history``: what was found and issued, unit by unit; ``cccc history import`` takes over what came before."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cccc.commands.options import WorkspaceOption, format_option
from cccc.commands.outcome import finish, note
from cccc.messages import _, m
from cccc.reports.formats import HISTORY

if TYPE_CHECKING:
    from cccc.model.evaluations import Takeover
    from cccc.workflow.history import History


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
    form: Annotated[str, format_option(HISTORY, _("How to show the result."))] = "table",
    workspace: Annotated[Path | None, WorkspaceOption] = None,
) -> None:
    """Show the findings and what became of them; of units that are named, the story with its figures."""
    if context.invoked_subcommand is not None:
        return
    from cccc.workflow.history import history

    told = bool(unit) or form != "table"

    def shown(result: History) -> None:
        if told:
            typer.echo(HISTORY[form].write(result.stories, result.space.indicators), nl=False)
            return
        from cccc.reports.terminal import evaluation_table

        evaluation_table.history(result.rows, result.space.roster, result.space.indicators)

    finish(history(workspace, unit or [], stories=told), shown)


def take_over(
    file: Annotated[Path, typer.Argument(metavar="FILE", help=_("Findings issued before (history.yaml)."))],
    workspace: Annotated[Path | None, WorkspaceOption] = None,
) -> None:
    """Import the findings of ``file``; those that are there already are not added twice."""
    from cccc.workflow import history

    finish(history.take_over(workspace, file), _tell_taken)


def _tell_taken(result: tuple[Takeover, int]) -> None:
    taken, given = result
    typer.echo(str(m("{added} of {given} findings are new in the ledger", added=taken.added, given=given)))
    if taken.filled:
        typer.echo(str(m("{count} that were known got their number or date", count=taken.filled)))
    for entry in taken.differing:
        told = m("{unit}, {period}: the ledger has another number or date; that stays", unit=entry.unit, period=entry.period)
        note(told)
