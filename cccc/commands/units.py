"""``cccc units``: shows the roster at a day, confirms another spelling of a unit, or drafts a units.yaml from lists."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cccc.commands.options import WorkspaceOption, format_option
from cccc.commands.outcome import echo_path, finish, in_format, note
from cccc.messages import _, m
from cccc.reports.formats import UNITS

if TYPE_CHECKING:
    from cccc.workflow.roster import RosterDraft, Spelling


def application() -> typer.Typer:
    """The command and its two subcommands."""
    app = typer.Typer(rich_markup_mode=None, invoke_without_command=True)
    app.callback()(show)
    told = _("Confirm another spelling of a unit: write it into the units file.")
    app.command("alias", help=told, short_help=told)(add_alias)
    told = _("Draft a units.yaml from exports, or from lists of names.")
    app.command("new", help=told, short_help=told)(draft)
    return app


def show(
    context: typer.Context,
    at: Annotated[str | None, typer.Option(metavar="DATE", help=_("Only the units that exist on this day."))] = None,
    form: Annotated[str, format_option(UNITS, _("How to show the result."))] = "table",
    workspace: Annotated[Path | None, WorkspaceOption] = None,
) -> None:
    """Show the roster: who was formed from whom, and since when."""
    if context.invoked_subcommand is not None:
        return
    from cccc.workflow.roster import units

    finish(units(workspace, at), in_format(UNITS[form]))


def add_alias(
    name: Annotated[str, typer.Argument(metavar="NAME", help=_("The name as exports have it."))],
    unit_id: Annotated[str, typer.Argument(metavar="UNIT_ID", help=_("The id of the unit that it names."))],
    start: Annotated[str | None, typer.Option("--from", metavar="DATE", help=_("The first day of this spelling."))] = None,
    last: Annotated[str | None, typer.Option("--to", metavar="DATE", help=_("The last day of this spelling."))] = None,
    workspace: Annotated[Path | None, WorkspaceOption] = None,
) -> None:
    """Write ``name`` as an alias of the unit; all else in the file stays as it is."""
    from cccc.workflow import roster

    finish(roster.add_alias(workspace, name, unit_id, start, last), _tell_alias)


def _tell_alias(alias: Spelling) -> None:
    if not alias.is_new:
        note(m("“{text}” names {name} already; nothing was to be done", text=alias.text, name=alias.unit.name))
        return
    typer.echo(alias.file)
    note(m("“{text}” is an alias of {name} ({id}) from now on", text=alias.text, name=alias.unit.name, id=alias.unit.id))


def draft(
    files: Annotated[list[Path], typer.Argument(metavar="FILE…", help=_("Exports, or lists of names (.txt: one a line)."))],
    output: Annotated[Path, typer.Option(metavar="PATH", help=_("Where to write it."))] = Path("units.yaml"),
    group: Annotated[str | None, typer.Option(metavar="NAME", help=_("One group of this name for all units."))] = None,
    force: Annotated[bool, typer.Option("--force", help=_("Overwrite a file that was edited."))] = False,
) -> None:
    """Draft a units.yaml that a person then looks over."""
    from cccc.workflow import roster

    finish(roster.draft(files, output, group, force=force), _tell_draft)


def _tell_draft(result: RosterDraft) -> None:
    echo_path(result.file)
    if codes := result.repeated_codes:
        note(m("these codes stand beside several units and were left out: {codes}", codes=codes))
    count, file = result.count, result.file.as_posix()
    note(m("{count} units are in {file}; look it over, then run: cccc check {file}", count=count, file=file))
