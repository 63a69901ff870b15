"""``cccc targets``: the plans of an office -> which target holds for whom, since when and why."""

from __future__ import annotations

from datetime import UTC, date, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cccc.commands.options import WorkspaceOption
from cccc.commands.outcome import end, note
from cccc.messages import _, m
from cccc.problems import has_error
from cccc.workflow.office import open_workspace

if TYPE_CHECKING:
    from cccc.declarations.workspace import Workspace


class Format(StrEnum):
    """How the targets are shown."""

    TABLE = "table"
    JSON = "json"


def run(
    unit: Annotated[list[str] | None, typer.Option(metavar="U", help=_("Only this unit (its id)."))] = None,
    at: Annotated[
        str | None,
        typer.Option(metavar="DATE", help=_("The day, as 2023-08-31; today; else today or the last day of the plans.")),
    ] = None,
    coverage: Annotated[
        bool, typer.Option("--coverage", help=_("What holds over all the time of the plans, and the holes."))
    ] = False,
    form: Annotated[Format, typer.Option("--format", help=_("How to show the result."))] = Format.TABLE,
    workspace: Annotated[Path | None, WorkspaceOption] = None,
) -> None:
    """Show the targets that hold on a day, or over time."""
    from cccc.workflow.drafts import unknown_units

    asked = parse_day(at)
    space, problems = open_workspace(workspace)
    if space is not None:
        problems += unknown_units(space, unit or [])
    if space is None or has_error(problems):
        end(problems)
    if coverage:
        _show_coverage(space, unit or [], form)
    else:
        _show(space, unit or [], asked or _day(space), form)
    end(problems)


def parse_day(text: str | None) -> date | None:
    """The day that ``--at`` names: a date, or today."""
    from cccc.periods import iso_date

    if text is None:
        return None
    if text == "today":
        return today()
    try:
        return iso_date(text)
    except ValueError:
        told = m("{text} is not a date; write it as 2023-08-31, or today", text=text)
        raise typer.BadParameter(str(told), param_hint="--at") from None


def today() -> date:
    """The day it is here."""
    return datetime.now(UTC).astimezone().date()


def _day(space: Workspace) -> date:
    """Today where a plan holds today; else the last day on which one did, or the first on which one will."""
    from cccc.periods import short_date

    now = today()
    ended = [plan.applies.end for plan in space.plans if plan.applies.end < now]
    ahead = [plan.applies.start for plan in space.plans if plan.applies.start > now]
    if any(plan.holds_on(now) for plan in space.plans) or not (ended or ahead):
        return now
    day = max(ended) if ended else min(ahead)
    note(m("no plan holds today; shown is {day}", day=short_date(day)))
    return day


def _show(space: Workspace, units: list[str], day: date, form: Format) -> None:
    from cccc.declarations.assignments import on_day
    from cccc.reports.json import documents, targets
    from cccc.reports.terminal import assignments

    found = on_day(space.plans, space.roster, space.indicators, day, units)
    if form is Format.JSON:
        typer.echo(documents.as_text(targets.targets_document(day, found)))
    else:
        assignments.show(day, found, space.roster, space.indicators)


def _show_coverage(space: Workspace, units: list[str], form: Format) -> None:
    from cccc.declarations.assignments import coverage
    from cccc.reports.json import documents, targets
    from cccc.reports.terminal import assignments

    covered = coverage(space.plans, space.roster, space.indicators, units)
    if form is Format.JSON:
        typer.echo(documents.as_text(targets.coverage_document(covered)))
    else:
        assignments.show_coverage(covered, space.roster, space.indicators)
