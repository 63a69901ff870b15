"""``cccc history``: what was found and issued, unit by unit; ``cccc history import`` takes over what came before."""

from __future__ import annotations

from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cccc.commands.options import WorkspaceOption
from cccc.commands.outcome import end, note, tell
from cccc.messages import _, m
from cccc.problems import has_error
from cccc.workflow.files import digest
from cccc.workflow.office import reading, writing

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cccc.model.history import HistoryRow, UnitStory
    from cccc.model.units import Roster
    from cccc.workflow.office import Session


def application() -> typer.Typer:
    """The command and its one subcommand."""
    app = typer.Typer(rich_markup_mode=None, invoke_without_command=True)
    app.callback()(show)
    told = _("Take over findings that were issued before the ledger began (history.yaml).")
    app.command("import", help=told, short_help=told)(take_over)
    return app


class Format(StrEnum):
    """How the story is told."""

    TABLE = "table"
    JSON = "json"


def show(
    context: typer.Context,
    unit: Annotated[list[str] | None, typer.Option(metavar="U", help=_("Only this unit (its id)."))] = None,
    form: Annotated[Format, typer.Option("--format", help=_("How to show the result."))] = Format.TABLE,
    workspace: Annotated[Path | None, WorkspaceOption] = None,
) -> None:
    """Show the findings and what became of them; of units that are named, the story with its figures."""
    if context.invoked_subcommand is not None:
        return
    from cccc.workflow.drafts import unknown_units

    asked = list(dict.fromkeys(unit or ()))
    with reading(workspace) as session:
        space, problems = session.space, session.problems
        problems += unknown_units(space, asked)
        if has_error(problems):
            end(problems)
        rows = session.ledger.history(_lines(space.roster, asked))
        stories = _stories(session, asked, rows) if asked or form is Format.JSON else []
    if not asked and form is Format.TABLE:
        from cccc.reports.terminal import evaluation_table

        evaluation_table.history(rows, space.roster, space.indicators)
    elif form is Format.JSON:
        from cccc.reports.json import documents, units
        from cccc.reports.terminal import story

        typer.echo(documents.as_text(units.history_document(stories)))
    else:
        from cccc.reports.terminal import story

        typer.echo("\n\n".join("\n".join(story.lines(one, space.indicators)) for one in stories))
    end(problems)


def _lines(roster: Roster, units: Iterable[str]) -> list[str]:
    """``units`` and all whose past goes on in them."""
    return list(dict.fromkeys(name for unit in units for name in roster.carried(unit)))


def _stories(session: Session, asked: Sequence[str], rows: Sequence[HistoryRow]) -> list[UnitStory]:
    """The stories of the units asked for, else of all that ``rows`` tell of, in the order of the roster."""
    from cccc.model.history import story

    roster = session.space.roster
    told = {row.unit for row in rows}
    units = [unit for unit in roster.units if unit.id in (asked or told)]
    trend = session.ledger.trend(_lines(roster, [unit.id for unit in units]))
    return [story(unit, roster, session.space.indicators, rows, trend) for unit in units]


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
        taken = ledger.import_history(entries, file.as_posix(), sha256, datetime.now(UTC))
    typer.echo(str(m("{added} of {given} findings are new in the ledger", added=taken.added, given=len(entries))))
    if taken.filled:
        typer.echo(str(m("{count} that were known got their number or date", count=taken.filled)))
    for entry in taken.differing:
        told = m("{unit}, {period}: the ledger has another number or date; that stays", unit=entry.unit, period=entry.period)
        note(told)
    tell(problems)
