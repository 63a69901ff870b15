"""Exports -> how they are understood, what became of one cell, or a layout drafted from them; nothing is saved."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from cccc.messages import m
from cccc.problems import Location, in_order, invalid, reason
from cccc.workflow.files import open_exports
from cccc.workflow.office import open_workspace
from cccc.workflow.outcome import Outcome, wrong_usage
from cccc.workflow.periods import period_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from cccc.declarations.workspace import Workspace
    from cccc.exports.inspect.cell_trace import CellReference
    from cccc.exports.inspect.interpretation import Known, Understood
    from cccc.messages import Message
    from cccc.model.inspection import Inspection
    from cccc.model.observations import ShownHeadings
    from cccc.periods import Period
    from cccc.problems import Problem
    from cccc.workflow.outcome import Announce


@dataclass(frozen=True, slots=True)
class InspectionSubject:
    """What of the files is looked at: the figures of a ``period``, a ``cell``; None where all are."""

    period: Period | None
    cell: CellReference | None


@dataclass(frozen=True, slots=True)
class _Seen:
    """The files as they were understood, and what by; ``space`` is None outside a workspace."""

    space: Workspace | None
    files: list[Understood]
    known: Known
    problems: list[Problem]

    @property
    def unreadable(self) -> list[Problem]:
        return [problem for problem in self.problems if problem.code == "unreadable-file"]


def subject_of(folder: Path | None, period: str | None, cell: str | None) -> Outcome[InspectionSubject]:
    """What ``--period`` and ``--explain`` name."""
    from cccc.exports.inspect.cell_trace import parse_cell

    asked = period_of(period, folder)
    if asked.refused:
        return Outcome(problems=asked.problems, usage=asked.usage)
    place = parse_cell(cell) if cell is not None else None
    if cell is not None and place is None:
        return wrong_usage(m("{text} is not a cell; write D42, or 'Tháng 8'!D42", text=cell), "--explain")
    return Outcome(InspectionSubject(asked.value, place))


def inspect(folder: Path | None, files: Sequence[Path], about: InspectionSubject, announce: Announce) -> Outcome[Inspection]:
    """How ``files`` are understood, with the story of the cell where one is asked about.

    The problems are then those of that cell, and of files that could not be read. A ledger that cannot be opened is
    announced; headings are then held against nothing.
    """
    from cccc.exports.inspect import inspect as inspected
    from cccc.exports.inspect.cell_trace import trace

    seen = _look(folder, files, about.period)
    if (missing := _missing_sheet(about.cell, seen)) is not None:
        return wrong_usage(missing, "--explain")
    problems = in_order(seen.problems)
    cells = trace(about.cell, seen.files, seen.known, problems) if about.cell is not None else []
    with _headings_before(seen.space, announce) as before:
        inspection = inspected(seen.files, seen.known, problems, before, cells)
    if about.cell is None:
        return Outcome(inspection, inspection.problems)
    of_cells = {problem for cell in cells for problem in cell.problems}
    return Outcome(inspection, [problem for problem in problems if problem in of_cells or problem in seen.unreadable])


def draft_layout(folder: Path | None, files: Sequence[Path], about: InspectionSubject, output: Path | None) -> Outcome[Path]:
    """Draft a layout from ``files``: where it was written, ``output`` or else the workspace's layouts/."""
    from cccc.exports.inspect.layout_draft import draft
    from cccc.vietnamese import slug

    seen = _look(folder, files, about.period)
    if (missing := _missing_sheet(about.cell, seen)) is not None:
        return wrong_usage(missing, "--explain")
    if seen.unreadable or not seen.files:
        return Outcome(problems=seen.unreadable or seen.problems)
    stem = slug(Path(seen.files[0].input.file).stem) or "layout"
    root = seen.space.root if seen.space is not None else Path()
    path = output or root / "layouts" / f"{stem}.yaml"
    text = draft(seen.files, seen.known, slug(path.stem) or stem)
    if text is None:
        return Outcome(problems=[problem for problem in seen.problems if problem.code == "no-table"] or seen.problems)
    problems = _write_new(path, text)
    return Outcome(None if problems else path, problems)


def _look(folder: Path | None, files: Sequence[Path], asked: Period | None) -> _Seen:
    from cccc.declarations.workspace import find
    from cccc.exports.inspect.interpretation import understand

    exports, inputs, problems = open_exports(files)
    # without a workspace, files are inspected all the same
    outside = folder is None and find(Path.cwd()) is None
    space, declared = (None, []) if outside else open_workspace(folder)
    understood, known, found = understand(exports, inputs, _known(space, asked))
    return _Seen(space, understood, known, [*declared, *problems, *found])


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


def _missing_sheet(cell: CellReference | None, seen: _Seen) -> Message | None:
    """What to say where no file has the sheet that the cell stands in."""
    from cccc.vietnamese import fold

    sheets = dict.fromkeys(grid.sheet for file in seen.files for grid in file.grids)
    if cell is None or cell.sheet is None or not sheets or fold(cell.sheet) in map(fold, sheets):
        return None
    return m("no sheet is called “{sheet}”; there are {sheets}", sheet=cell.sheet, sheets=tuple(sheets))


@contextmanager
def _headings_before(space: Workspace | None, announce: Announce) -> Iterator[Callable[[str], Sequence[ShownHeadings]]]:
    """What the ledger knows of headings; nothing outside a workspace, or where the ledger cannot be read."""
    from cccc.ledger import Ledger

    ledger, problems = Ledger.open(space.ledger, create=False) if space is not None else (None, [])
    announce((), problems)
    if ledger is None:
        yield lambda _sha256: []
        return
    with ledger:
        yield ledger.headings_before


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
