"""``cccc units``: shows the roster at a day, confirms another spelling of a unit, or drafts a units.yaml from lists."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cccc.commands.options import WorkspaceOption
from cccc.commands.outcome import end, note, tell
from cccc.messages import _, m
from cccc.problems import Location, Problem, has_error, invalid
from cccc.workflow.files import open_exports, rewrite, write_anew
from cccc.workflow.office import open_workspace

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cccc.declarations.workspace import Workspace
    from cccc.exports import Export
    from cccc.exports.grid import Grid
    from cccc.exports.inspect.outline import Listed
    from cccc.model.units import Alias, Unit
    from cccc.periods import Period


def application() -> typer.Typer:
    """The command and its two subcommands."""
    app = typer.Typer(rich_markup_mode=None, invoke_without_command=True)
    app.callback()(show)
    told = _("Confirm another spelling of a unit: write it into the units file.")
    app.command("alias", help=told, short_help=told)(add_alias)
    told = _("Draft a units.yaml from exports, or from lists of names.")
    app.command("new", help=told, short_help=told)(draft)
    return app


class Format(StrEnum):
    """How the roster is shown."""

    TABLE = "table"
    JSON = "json"


def show(
    context: typer.Context,
    at: Annotated[str | None, typer.Option(metavar="DATE", help=_("Only the units that exist on this day."))] = None,
    form: Annotated[Format, typer.Option("--format", help=_("How to show the result."))] = Format.TABLE,
    workspace: Annotated[Path | None, WorkspaceOption] = None,
) -> None:
    """Show the roster: who was formed from whom, and since when."""
    if context.invoked_subcommand is not None:
        return
    from cccc.periods import Period

    day = _day(at, "--at")
    roster = _with_sound_units(workspace).roster
    units = roster.units if day is None else roster.in_period(Period(day, day))
    from cccc.reports.terminal import roster as report

    if form is Format.JSON:
        from cccc.reports.json.documents import as_text
        from cccc.reports.json.units import roster_document

        typer.echo(as_text(roster_document(roster, units, day)))
    else:
        report.show(roster, units, day)


# --- an alias --------------------------------------------------------------------------------------------------------


def add_alias(
    name: Annotated[str, typer.Argument(metavar="NAME", help=_("The name as exports have it."))],
    unit_id: Annotated[str, typer.Argument(metavar="UNIT_ID", help=_("The id of the unit that it names."))],
    start: Annotated[str | None, typer.Option("--from", metavar="DATE", help=_("The first day of this spelling."))] = None,
    last: Annotated[str | None, typer.Option("--to", metavar="DATE", help=_("The last day of this spelling."))] = None,
    workspace: Annotated[Path | None, WorkspaceOption] = None,
) -> None:
    """Write ``name`` as an alias of the unit; all else in the file stays as it is."""
    from cccc.declarations.files.units_text import entry, with_alias
    from cccc.model.units import Alias
    from cccc.vietnamese import clean
    from cccc.workflow.drafts import unknown_units

    alias = Alias(clean(name), _day(start, "--from"), _day(last, "--to"))
    if alias.start and alias.end and alias.end < alias.start:
        raise typer.BadParameter(str(m("the last day is before the first")), param_hint="--to")
    space = _with_sound_units(workspace)
    if wrong := unknown_units(space, [unit_id]):
        end(wrong)
    unit = next(unit for unit in space.roster.units if unit.id == unit_id)
    if wrong := _taken(space, unit, alias):
        end(wrong)
    if _is_known(unit, alias):
        note(m("“{text}” names {name} already; nothing was to be done", text=alias.text, name=unit.name))
        return
    path = Path(unit.location.file)
    amended = with_alias(path.read_bytes(), unit, alias)
    if amended is None:
        told = m("the alias cannot be written here without touching more than this unit; nothing was written")
        end([invalid("not-amended", unit.location, told, m("write it by hand: {line}", line=f"aliases: [{entry(alias)}]"))])
    if wrong := rewrite(path, amended):
        end(wrong)
    typer.echo(unit.location.file)
    note(m("“{text}” is an alias of {name} ({id}) from now on", text=alias.text, name=unit.name, id=unit.id))


def _day(text: str | None, option: str) -> date | None:
    from cccc.periods import iso_date

    if text is None:
        return None
    try:
        return iso_date(text)
    except ValueError:
        raise typer.BadParameter(str(m("{text} is not a date; write it as 2023-09-15", text=text)), param_hint=option) from None


def _with_sound_units(folder: Path | None) -> Workspace:
    """The workspace; it may have errors elsewhere, but none in the units file."""
    space, problems = open_workspace(folder)
    if space is None:
        end(problems)
    file = space.roster.units[0].location.file
    about = [problem for problem in problems if problem.location.file == file]
    if has_error(about):
        end(about)
    return space


def _taken(space: Workspace, unit: Unit, alias: Alias) -> list[Problem]:
    """What is wrong where the alias is no name at all, or names another unit within its time."""
    from cccc.exports.legacy import coding_of, way_out
    from cccc.exports.unit_names import Match, Names, key

    if coding := coding_of(alias.text):
        told = m("“{text}” names no unit as it stands: {reason}", text=alias.text, reason=way_out(coding))
        return [invalid("taken-name", unit.location, told)]
    if not key(alias.text):
        return [invalid("taken-name", unit.location, m("“{text}” is no name of a unit", text=alias.text))]
    names, span = Names(space.roster), _span(unit, alias)
    # a bare name that fits several units is what an alias is for
    found = names.match(alias.text, span)
    others = [found.unit] if isinstance(found, Match) else names.called(alias.text, span)
    return [
        invalid(
            "taken-name",
            other.location,
            m("“{text}” names {name} ({id}) already", text=alias.text, name=other.name, id=other.id),
            m("correct one of the two, or give the alias dates (--from, --to)"),
        )
        for other in [other for other in others if other.id != unit.id][:1]
    ]


def _span(unit: Unit, alias: Alias) -> Period:
    """The days on which the alias would hold."""
    from cccc.periods import Period

    first = max((day for day in (unit.valid_from, alias.start) if day), default=date.min)
    last = min((day for day in (unit.valid_to, alias.end) if day), default=date.max)
    return Period(first, max(first, last))


def _is_known(unit: Unit, alias: Alias) -> bool:
    """Whether the unit goes by this name already, by its own name, its official form or an alias without narrower dates."""
    from cccc.exports.unit_names import key

    known = {key(unit.name), key(unit.official)}
    known |= {
        key(other.text)
        for other in unit.aliases
        if (other.start is None or (alias.start and other.start <= alias.start))
        and (other.end is None or (alias.end and other.end >= alias.end))
    }
    return key(alias.text) in known


# --- a new units file ------------------------------------------------------------------------------------------------


def draft(
    files: Annotated[list[Path], typer.Argument(metavar="FILE…", help=_("Exports, or lists of names (.txt: one a line)."))],
    output: Annotated[Path, typer.Option(metavar="PATH", help=_("Where to write it."))] = Path("units.yaml"),
    group: Annotated[str | None, typer.Option(metavar="NAME", help=_("One group of this name for all units."))] = None,
    force: Annotated[bool, typer.Option("--force", help=_("Overwrite a file that was edited."))] = False,
) -> None:
    """Draft a units.yaml that a person then looks over."""
    from cccc.declarations.files.units_text import DraftUnit, repeated_codes, roster_text

    exports, _inputs, problems = open_exports(files)
    entries: dict[str, DraftUnit] = {}
    for export in exports:
        found, wrong = _units_of(export)
        problems += wrong
        for one in found:
            entries.setdefault(_key(one), DraftUnit(one.name, one.code, one.group))
    if has_error(problems):
        end(problems)
    made = list(entries.values())
    text = roster_text(made, [export.name for export in exports], group)
    if wrong := write_anew(output, text.encode(), force=force):
        end(wrong)
    typer.echo(output.as_posix())
    if codes := repeated_codes(made):
        note(m("these codes stand beside several units and were left out: {codes}", codes=codes))
    note(m("{count} units are in {file}; look it over, then run: cccc check {file}", count=len(made), file=output.as_posix()))
    tell(problems)


def _units_of(export: Export) -> tuple[Sequence[Listed], list[Problem]]:
    """The units that a file lists; that it lists none, or not in Unicode, is a problem."""
    from cccc.exports.inspect.outline import listed_in
    from cccc.exports.legacy import coding_of, coding_of_sheet, way_out

    grids, problems = _grids(export)
    if problems:
        return [], problems
    shown = [grid for grid in grids if not grid.hidden]
    if coding := next((coding for grid in shown if (coding := coding_of_sheet(grid))), None):
        told = m("the names in this file are no Unicode text: {reason}", reason=way_out(coding))
        return [], [Problem("unreadable-file", Location(export.name), told)]
    found = [one for grid in shown for one in listed_in(grid)]
    unread = [(one.name, coding) for one in found if (coding := coding_of(one.name))]
    if unread:
        return [], [
            Problem(
                "unknown-unit",
                Location(export.name),
                m("“{text}” names no unit as it stands: {reason}", text=name, reason=way_out(coding)),
            )
            for name, coding in unread
        ]
    if found:
        return found, []
    told = m("no list of units was found in this file; its column needs a heading such as “Đơn vị” or “Tên đơn vị”")
    return [], [Problem("no-table", Location(export.name), told)]


def _grids(export: Export) -> tuple[list[Grid], list[Problem]]:
    from cccc.exports import formats
    from cccc.exports.grid import Cell, Grid

    if not export.name.lower().endswith(".txt"):
        return formats.read(export)
    try:
        content = export.content()
        text = content.decode("utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    except UnicodeDecodeError:
        told = m("the file is not UTF-8 text")
        return [], [Problem("unreadable-file", Location(export.name), told, fix=m("save it as UTF-8"))]
    lines = {(row, 1): Cell(line.strip()) for row, line in enumerate(text.splitlines(), 1) if line.strip()}
    return [Grid(export.name, "", 1, lines)], []


def _key(unit: Listed) -> str:
    from cccc.exports.unit_names import key

    return key(unit.name)
