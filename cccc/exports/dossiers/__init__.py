"""Lists with one row per dossier -> observations, counted by an embedded database; nothing of a person is kept or told.

`Dossiers` reads the lists of one run: `of_file` takes a file that is best not read as grids (a text, Parquet, a large
workbook), `of_grids` the lists among sheets that were read whole, `told` is what all of them come to, and ``readings`` how each
was understood.
"""

from __future__ import annotations

import gc
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from hashlib import file_digest, sha256
from pathlib import Path
from typing import TYPE_CHECKING

from cccc.exports.dossiers import parquet, texts, workbooks
from cccc.exports.dossiers.engine import Engine, EngineError
from cccc.exports.dossiers.list_search import DossierList, find_list
from cccc.exports.dossiers.parts import of_grid
from cccc.exports.dossiers.reader import DossierReading, observed, read_part, take_out
from cccc.exports.dossiers.repeats import given_twice, repeats
from cccc.exports.formats.refusals import MAX_CELLS, MAX_UNPACKED, TOO_LARGE
from cccc.exports.tables.values import looks_like_number
from cccc.messages import Message, m
from cccc.problems import Location, Problem, warning

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from cccc.exports.dossiers.parts import Part
    from cccc.exports.grid import Grid
    from cccc.exports.inputs import Export
    from cccc.exports.unit_names import Names
    from cccc.model.layouts import AnyLayout, RecordsLayout
    from cccc.model.observations import Observation
    from cccc.periods import Period

__all__ = ["DossierList", "DossierReading", "Dossiers", "Told", "beside_list", "find_list", "lists_among"]

_SMALL, _LARGE = "256MB", "2GB"
"""What the engine may take: a file that it reads itself passes through, a table that it is given stays."""


@dataclass(frozen=True, slots=True)
class Told:
    """What all lists come to; all lists of one layout count as one."""

    observations: tuple[Observation, ...]
    spans: tuple[Period, ...]
    present: frozenset[tuple[str, Period]]
    sources: tuple[str, ...]
    layouts: int
    problems: tuple[Problem, ...]


def lists_among(layouts: Sequence[AnyLayout]) -> list[RecordsLayout]:
    """The layouts of lists."""
    from cccc.model.layouts import RecordsLayout

    return [layout for layout in layouts if isinstance(layout, RecordsLayout)]


class Dossiers:
    """The lists of one run; ``readings`` tells how each was understood."""

    def __init__(
        self,
        layouts: Sequence[RecordsLayout],
        built_in: Callable[[], Sequence[RecordsLayout]],
        names: Names,
        asked: Period | None,
    ) -> None:
        self._layouts, self._built_in, self._names, self._asked = layouts, built_in, names, asked
        self.readings: list[DossierReading] = []
        self._numbered: list[tuple[Part, DossierReading]] = []
        self._shared: Engine | None = None
        self._counted: list[Export] = []

    def counts_again(self, export: Export) -> bool:
        """Whether these very bytes were counted as a list before, under whatever name.  Raises OSError."""
        alike = [other for other in self._counted if other.size() == export.size()]
        return bool(alike) and _digest(export) in map(_digest, alike)

    def has_counted(self, export: Export) -> None:
        """Remember a file that holds lists."""
        self._counted.append(export)

    def of_file(self, export: Export, *, last: bool = False, large: bool = False) -> list[Problem] | None:
        """What is wrong in a file that was taken as a list; None where it must be read as grids.  Raises OSError.

        With ``last`` a list that a layout fits in part is one too, and so is what only a built-in layout fits; a ``large``
        file is one that cannot be read as grids, however few bytes it has.
        """
        if export.head(len(parquet.MARK)) == parquet.MARK:
            return self._of_parquet(export)
        find = partial(self._find, last=last)
        listed = texts.find(export, find)
        if listed is not None:
            return self._of_text(listed)
        book = workbooks.find(export, find, large=large)
        if book is None:
            return None
        problems = [
            problem for one in book.lists for problem in self._read(_LARGE, partial(workbooks.of_sheet, listed=one), one.found)
        ]
        problems += [problem for found in book.hidden for problem in _hidden(found)]
        return [*problems, *(_passed_over(grid) for grid in book.others if _has_figures(grid))]

    def refused(self, problems: Sequence[Problem]) -> list[Problem]:
        """Why a file cannot be read at all, in words for an office that counts lists."""
        if not self._layouts:
            return list(problems)
        return [replace(one, message=_TOO_LARGE) if one.message == TOO_LARGE else one for one in problems]

    def of_grids(self, grids: Iterable[Grid], *, last: bool = False) -> tuple[list[Grid], list[Problem]]:
        """The sheets that hold no list, and what is wrong in the others; a hidden one is left to whom tells of such."""
        seen = [(grid, self._find(grid, last=last)) for grid in grids]
        rest = [grid for grid, found in seen if found is None]
        problems = [problem for grid, found in seen if found is not None and grid.hidden for problem in _hidden(found)]
        lists = [found for grid, found in seen if found is not None and not grid.hidden]
        if len(lists) > _MOST_LISTS:
            return rest, [*problems, Problem("unreadable-file", Location(lists[0].grid.file), _TOO_MANY)]
        for one in lists:
            problems += self._read(_LARGE, partial(of_grid, found=one), one)
        return rest, problems

    def _find(self, grid: Grid, *, last: bool) -> DossierList | None:
        """The list of a sheet: whole by a layout of the office's own; at last also in part, or by a built-in one."""
        own = find_list(grid, self._layouts) if self._layouts else None
        if (own is not None and not own.problems) or not last:
            return own if own is not None and not own.problems else None
        built_in = find_list(grid, self._built_in())
        return built_in if built_in is not None and (own is None or not built_in.problems) else own

    def told(self) -> Told:
        """What the lists come to, each layout's together."""
        problems = self._without_repeats()
        observations: list[Observation] = []
        spans: dict[Period, None] = {}
        present: set[tuple[str, Period]] = set()
        layouts = {reading.found.layout.id: reading.found.layout for reading in self.readings}
        for identity in layouts:
            readings = [reading for reading in self.readings if reading.found.layout.id == identity]
            with _uncollected():
                seen, over, who = observed(readings, self._asked)
            problems += given_twice(readings)
            observations += seen
            spans.update(dict.fromkeys(over))
            present |= who
        sources = dict.fromkeys(layout.source for layout in layouts.values() if layout.source)
        return Told(tuple(observations), tuple(spans), frozenset(present), tuple(sources), len(layouts), tuple(problems))

    def _of_text(self, listed: texts.TextList) -> list[Problem]:
        """By the engine where it is large; what the engine stumbles over, and what has problems, is read record by record."""
        if texts.is_bulk(listed) and listed.found.problems:
            return list(listed.found.problems)  # gigabytes are not read for a list that lacks a column
        if texts.is_bulk(listed):
            done = self._tried(_SMALL, lambda engine: texts.in_bulk(engine, listed), listed.found)
            if done is not None and not (done[1] and texts.has_blank_lines(listed)):
                self.readings.append(done[0])
                return done[1]
        return self._read(_LARGE, lambda engine: texts.by_records(engine, listed), listed.found)

    def _of_parquet(self, export: Export) -> list[Problem]:
        engine = Engine(_SMALL)
        try:
            grid = parquet.headings(engine, export)
        except EngineError:
            return [Problem("unreadable-file", Location(export.name), _UNREAD)]
        finally:
            engine.close()
        path, found = export.origin, self._find(grid, last=True)
        if found is None or not isinstance(path, Path):
            return [Problem("no-layout", grid.location, _NO_LAYOUT)]
        return self._read(_SMALL, lambda _: parquet.of_parquet(found, path), found)

    def _read(self, memory: str, part: Callable[[Engine], Part], found: DossierList) -> list[Problem]:
        done = self._tried(memory, part, found)
        if done is None:
            return [Problem("unreadable-file", Location(found.grid.file), _UNREAD)]
        self.readings.append(done[0])
        return done[1]

    def _tried(
        self, memory: str, part: Callable[[Engine], Part], found: DossierList
    ) -> tuple[DossierReading, list[Problem]] | None:
        engine = self._sharing() if found.layout.number else Engine(memory)
        try:
            made = part(engine)
            reading, problems = read_part(engine, made, self._names, self._asked)
        except EngineError:
            return None
        finally:
            if engine is not self._shared:
                engine.close()
        if found.layout.number and not found.problems:
            self._numbered.append((made, reading))
        return reading, problems

    def _sharing(self) -> Engine:
        """The engine that keeps the lists whose dossiers have numbers, until all of them are there."""
        if self._shared is None:
            self._shared = Engine(_LARGE)
        return self._shared

    def _without_repeats(self) -> list[Problem]:
        """What is wrong with dossiers that stand again; those that are alike are counted once from now on."""
        problems: list[Problem] = []
        engine, numbered = self._shared, [one for one in self._numbered if any(one[1] is reading for reading in self.readings)]
        if engine is None:
            return problems
        try:
            for identity in dict.fromkeys(part.found.layout.id for part, _ in numbered):
                lists = [one for one in numbered if one[0].found.layout.id == identity]
                copies, unlike = repeats(engine, [part for part, _ in lists])
                problems += unlike
                for index, copy in copies:
                    take_out(engine, copy, lists[index][1], self._names, self._asked)
        except EngineError:
            problems.append(Problem("unreadable-file", Location(numbered[0][0].found.grid.file), _UNREAD))
        finally:
            engine.close()
            self._shared, self._numbered = None, []
        return problems


_MOST_LISTS = 40
"""Sheets of one file; each is put to the engine by itself, which takes some tenths of a second."""
_TOO_MANY = m(
    "this file holds more than {most} lists of dossiers; export them as one list, or in several files", most=_MOST_LISTS
)
_UNREAD = m("this list of dossiers is damaged, or too large to be counted; export it again, in several files where it is large")


def _digest(export: Export) -> bytes:
    if isinstance(export.origin, bytes):
        return sha256(export.origin).digest()
    with export.origin.open("rb") as stream:
        return file_digest(stream, "sha256").digest()


_TOO_LARGE = m(
    "this file is too large when unpacked (over {megabytes} MB or {cells} cells); export a list of dossiers as CSV, "
    "or as .xlsx in several parts, and copy a table alone into a new workbook",
    megabytes=MAX_UNPACKED // 2**20,
    cells=MAX_CELLS,
)
_NO_LAYOUT = m("no layout of dossiers fits the columns of this file; write a layout (records:) for such files")


@contextmanager
def _uncollected() -> Iterator[None]:
    """Hundreds of thousands of records without a cycle among them: looking for cycles would take as long as making them."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _hidden(found: DossierList) -> list[Problem]:
    if not any(row >= found.starts for row in found.grid.rows):
        return []
    message = m("this hidden sheet holds figures that were left out; show the sheet if they count")
    return [warning("hidden-data", found.grid.at(min(found.grid.cells)), message)]


def _has_figures(grid: Grid) -> bool:
    """Whether a sheet looks like a table: two rows of a text and a number."""
    rows = ([looks_like_number(cell) for _, cell in grid.row(row)] for row in grid.rows)
    return sum({True, False} == set(row) for row in rows) > 1


def beside_list(problems: Iterable[Problem]) -> list[Problem]:
    """What is said of the other sheets where a sheet holds a list: a strange table is passed over."""
    return [
        warning(one.code, one.location, one.message) if one.code == "no-layout" else one
        for one in problems
        if one.code != "no-table"
    ]


def _passed_over(grid: Grid) -> Problem:
    message: Message = m("no layout fits the headings of this sheet; it was passed over")
    return warning("no-layout", grid.location, message)
