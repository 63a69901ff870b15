"""The units file -> the units on a day; another spelling of a unit -> the file; lists of names -> a new units file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from cccc.messages import m
from cccc.problems import Location, Problem, has_error, invalid
from cccc.workflow.files import open_exports, rewrite, write_anew
from cccc.workflow.office import open_workspace
from cccc.workflow.outcome import Outcome, wrong_usage
from cccc.workflow.periods import date_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cccc.declarations.workspace import Workspace
    from cccc.exports import Export
    from cccc.exports.grid import Grid
    from cccc.exports.inspect.outline import Listed
    from cccc.model.units import Alias, Roster, Unit
    from cccc.periods import Period


def units(folder: Path | None, at: str | None) -> Outcome[tuple[Roster, Sequence[Unit], date | None]]:
    """The roster, those of its units that exist on the day ``at`` (None: all), and that day."""
    from cccc.periods import Period

    asked = date_of(at, "--at")
    if asked.refused:
        return Outcome(usage=asked.usage)
    space, problems = _with_sound_units(folder)
    if space is None:
        return Outcome(problems=problems)
    roster, day = space.roster, asked.value
    return Outcome((roster, roster.units if day is None else roster.in_period(Period(day, day)), day))


def _with_sound_units(folder: Path | None) -> tuple[Workspace | None, list[Problem]]:
    """The workspace; it may have errors elsewhere, but none in the units file: these are told."""
    space, problems = open_workspace(folder)
    if space is None:
        return None, problems
    file = space.roster.units[0].location.file
    about = [problem for problem in problems if problem.location.file == file]
    return (None, about) if has_error(about) else (space, [])


# --- an alias --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Spelling:
    """A name that a unit goes by, written into ``file``; or by which it went already."""

    text: str
    unit: Unit
    is_new: bool

    @property
    def file(self) -> str:
        """The units file."""
        return self.unit.location.file


def add_alias(folder: Path | None, name: str, unit_id: str, first: str | None, last: str | None) -> Outcome[Spelling]:
    """Write ``name`` as an alias of the unit, from ``first`` to ``last``; all else in the file stays as it is."""
    from cccc.model.units import Alias
    from cccc.vietnamese import clean
    from cccc.workflow.drafts import unknown_units

    start, end = date_of(first, "--from"), date_of(last, "--to")
    if start.refused or end.refused:
        return Outcome(usage=start.usage or end.usage)
    alias = Alias(clean(name), start.value, end.value)
    if alias.start and alias.end and alias.end < alias.start:
        return wrong_usage(m("the last day is before the first"), "--to")
    space, problems = _with_sound_units(folder)
    if space is None:
        return Outcome(problems=problems)
    if wrong := unknown_units(space, [unit_id]):
        return Outcome(problems=wrong)
    return _spelled(space, next(unit for unit in space.roster.units if unit.id == unit_id), alias)


def _spelled(space: Workspace, unit: Unit, alias: Alias) -> Outcome[Spelling]:
    from cccc.declarations.files.units_text import entry, with_alias

    if wrong := _taken(space, unit, alias):
        return Outcome(problems=wrong)
    if _is_known(unit, alias):
        return Outcome(Spelling(alias.text, unit, is_new=False))
    path = Path(unit.location.file)
    amended = with_alias(path.read_bytes(), unit, alias)
    if amended is None:
        told = m("the alias cannot be written here without touching more than this unit; nothing was written")
        fix = m("write it by hand: {line}", line=f"aliases: [{entry(alias)}]")
        return Outcome(problems=[invalid("not-amended", unit.location, told, fix)])
    wrong = rewrite(path, amended)
    return Outcome(None if wrong else Spelling(alias.text, unit, is_new=True), wrong)


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


@dataclass(frozen=True, slots=True)
class RosterDraft:
    """The units file that was written, how many units are in it, and the codes left out: each stands beside several."""

    file: Path
    count: int
    repeated_codes: Sequence[str]


def draft(files: Sequence[Path], output: Path, group: str | None, *, force: bool) -> Outcome[RosterDraft]:
    """Write to ``output`` a units.yaml of all units that ``files`` list, for a person to look over."""
    from cccc.declarations.files.units_text import DraftUnit, repeated_codes, roster_text
    from cccc.exports.unit_names import key

    exports, _inputs, problems = open_exports(files)
    entries: dict[str, DraftUnit] = {}
    for export in exports:
        found, wrong = _units_of(export)
        problems += wrong
        for listed in found:
            entries.setdefault(key(listed.name), DraftUnit(listed.name, listed.code, listed.group))
    if has_error(problems):
        return Outcome(problems=problems)
    drafts = list(entries.values())
    text = roster_text(drafts, [export.name for export in exports], group)
    if wrong := write_anew(output, text.encode(), force=force):
        return Outcome(problems=wrong)
    return Outcome(RosterDraft(output, len(drafts), repeated_codes(drafts)), problems)


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
