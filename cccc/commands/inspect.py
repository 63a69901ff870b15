"""``cccc inspect``: exports -> how they are understood, what became of one cell, or a layout drafted from them."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from cccc.commands.options import WorkspaceOption
from cccc.commands.outcome import DONE, end, note, stop, tell
from cccc.messages import _, m
from cccc.problems import Location, invalid, reason
from cccc.workflow.files import open_exports
from cccc.workflow.periods import parse_period

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from cccc.declarations.workspace import Workspace
    from cccc.exports.inspect.cell_trace import CellReference
    from cccc.exports.inspect.interpretation import Known, Understood
    from cccc.model.inspection import Inspection
    from cccc.model.observations import ShownHeadings
    from cccc.periods import Period
    from cccc.problems import Problem


class Format(StrEnum):
    """How the inspection is shown."""

    TEXT = "text"
    JSON = "json"


def run(
    files: Annotated[list[Path], typer.Argument(metavar="FILE", help=_("Exports of the portal."))],
    period: Annotated[str | None, typer.Option(metavar="P", help=_("The period: 2023-08, 2023-W36, 2023-Q3, …"))] = None,
    form: Annotated[Format, typer.Option("--format", help=_("How to show the result."))] = Format.TEXT,
    everything: Annotated[bool, typer.Option("--all", help=_("Show every unit that matched and every row left out."))] = False,
    cell: Annotated[
        str | None, typer.Option("--explain", metavar="CELL", help=_("Tell what became of one cell: D42, or 'Tháng 8'!D42."))
    ] = None,
    write_layout: Annotated[
        bool, typer.Option("--write-layout", help=_("Draft a layout from the file; nothing is overwritten."))
    ] = False,
    output: Annotated[
        Path | None, typer.Option(metavar="PATH", help=_("Where to write the layout; else layouts/ and the file's name."))
    ] = None,
    workspace: Annotated[Path | None, WorkspaceOption] = None,
) -> None:
    """Show how the files are understood; nothing is saved."""
    asked, place = parse_period(period, workspace), _parse_cell(cell)
    if output is not None and not write_layout:
        raise typer.BadParameter(_("it goes with --write-layout"), param_hint="--output")
    if write_layout and form is Format.JSON:
        raise typer.BadParameter(_("--write-layout writes YAML; leave out --format json"), param_hint="--format")
    seen = _look(files, workspace, asked)
    if place is not None:
        _check_sheet(place, seen)
    if write_layout:
        _write_layout(seen, output)
    inspection = _inspection(seen, place)
    told: Sequence[Problem] = inspection.problems if place is None else _about(inspection)
    if form is Format.JSON:
        from cccc.reports.json.documents import as_text
        from cccc.reports.json.inspection import inspection_document

        typer.echo(as_text(inspection_document(inspection)))
        stop(told)
    else:
        from cccc.reports.terminal import inspection as report

        if place is None:
            report.show(inspection, everything=everything)
        else:
            report.show_cells(inspection)
    tell(told)
    stop(told)


def _about(inspection: Inspection) -> Sequence[Problem]:
    """The files that could not be read, and what is wrong with the cells that were asked about."""
    cells = {problem for cell in inspection.cells for problem in cell.problems}
    return [problem for problem in inspection.problems if problem.code == "unreadable-file" or problem in cells]


@dataclass(frozen=True, slots=True)
class _Seen:
    """The files as they were understood, and what by; ``space`` is None outside a workspace."""

    space: Workspace | None
    files: list[Understood]
    known: Known
    problems: list[Problem]


def _parse_cell(text: str | None) -> CellReference | None:
    from cccc.exports.inspect.cell_trace import parse_cell

    asked = parse_cell(text) if text is not None else None
    if text is not None and asked is None:
        told = m("{text} is not a cell; write D42, or 'Tháng 8'!D42", text=text)
        raise typer.BadParameter(str(told), param_hint="--explain")
    return asked


def _check_sheet(place: CellReference, seen: _Seen) -> None:
    from cccc.vietnamese import fold

    sheets = dict.fromkeys(grid.sheet for file in seen.files for grid in file.grids)
    if place.sheet is not None and sheets and fold(place.sheet) not in map(fold, sheets):
        told = m("no sheet is called “{sheet}”; there are {sheets}", sheet=place.sheet, sheets=tuple(sheets))
        raise typer.BadParameter(str(told), param_hint="--explain")


def _look(files: list[Path], folder: Path | None, asked: Period | None) -> _Seen:
    from cccc.exports.inspect.interpretation import understand

    exports, inputs, problems = open_exports(files)
    space, declared = _space(folder)
    understood, known, found = understand(exports, inputs, _known(space, asked))
    return _Seen(space, understood, known, [*declared, *problems, *found])


def _space(folder: Path | None) -> tuple[Workspace | None, list[Problem]]:
    """The workspace, where there is one: without one, files are inspected all the same."""
    from cccc.declarations.workspace import find
    from cccc.workflow.office import open_workspace

    if folder is None and find(Path.cwd()) is None:
        return None, []
    return open_workspace(folder)


def _known(space: Workspace | None, asked: Period | None) -> Known:
    """What files are read by: the workspace's declarations, or else what cccc ships, and no unit's name."""
    from cccc.exports.inspect.interpretation import Known

    if space is not None:
        return Known(space.layouts, space.built_in, space.indicators, space.roster, asked, wanted=_judged(space))
    from cccc.declarations.files.indicators import catalogue
    from cccc.declarations.files.layouts import built_in_layouts
    from cccc.declarations.sources import Files
    from cccc.model.units import Roster

    indicators = catalogue(None, Files(Path()))
    return Known((), built_in_layouts(indicators, ()), indicators, Roster((), ()), asked, named=False)


def _judged(space: Workspace) -> frozenset[str]:
    """The indicators that the workspace's targets and rules speak of."""
    targets = {target.indicator for plan in space.plans for target in plan.targets}
    rules = {name for rule in space.policy.rules for name in (*rule.indicators, *rule.also)}
    lines = {about for rule in space.policy.rules for about, _test in rule.lines}
    return frozenset(targets | rules | lines)


def _inspection(seen: _Seen, place: CellReference | None) -> Inspection:
    from cccc.exports.inspect import inspect
    from cccc.exports.inspect.cell_trace import trace
    from cccc.problems import in_order

    problems = in_order(seen.problems)
    cells = trace(place, seen.files, seen.known, problems) if place is not None else []
    with _remembered(seen.space) as before:
        return inspect(seen.files, seen.known, problems, before, cells)


@contextmanager
def _remembered(space: Workspace | None) -> Iterator[Callable[[str], Sequence[ShownHeadings]]]:
    """What the ledger knows of headings; nothing outside a workspace, or where the ledger cannot be read."""
    from cccc.ledger import Ledger

    ledger, problems = Ledger.open(space.ledger, create=False) if space is not None else (None, [])
    tell(problems)
    if ledger is None:
        yield lambda _sha256: []
        return
    with ledger:
        yield ledger.headings_before


def _write_layout(seen: _Seen, output: Path | None) -> NoReturn:
    from cccc.exports.inspect.layout_draft import draft
    from cccc.vietnamese import slug

    unreadable = [problem for problem in seen.problems if problem.code == "unreadable-file"]
    if unreadable or not seen.files:
        end(unreadable or seen.problems)
    stem = slug(Path(seen.files[0].input.file).stem) or "layout"
    root = seen.space.root if seen.space is not None else Path()
    path = output or root / "layouts" / f"{stem}.yaml"
    text = draft(seen.files, seen.known, slug(path.stem) or stem)
    if text is None:
        end([problem for problem in seen.problems if problem.code == "no-table"] or seen.problems)
    problems = _write_new(path, text)
    if problems:
        end(problems)
    typer.echo(path.as_posix())
    note(m("look at every line of the layout, then run: {command}", command=f"cccc check {path.as_posix()}"))
    raise typer.Exit(DONE)


def _write_new(path: Path, text: str) -> list[Problem]:
    """Write ``text`` where no file is yet."""
    place = Location(path.as_posix())
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        told = m("the file is there already; nothing was written")
        return [invalid("not-overwritten", place, told, m("give another --output"))]
    except OSError as error:
        told = m("the file cannot be written: {reason}", reason=reason(error))
        return [invalid("not-written", place, told, m("give another --output"))]
    return []
