"""Lists with one row per dossier -> observations, counted by an embedded database; nothing of a person is kept or told.

`Dossiers` reads the lists of one run: `read_bulk` a file that is best not read as grids (a text, Parquet, a large workbook),
`read_lists` the lists among sheets that were read whole; `totals` is what all of them come to, and ``readings`` how each was
understood.
"""

from __future__ import annotations

import gc
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from hashlib import file_digest, sha256
from pathlib import Path
from typing import TYPE_CHECKING

from cccc.exports.dossiers import texts, workbooks
from cccc.exports.dossiers.engine import PARQUET, Engine, EngineError, ParquetFile, of_grid, of_parquet, parquet_headings
from cccc.exports.dossiers.faults import repeats
from cccc.exports.dossiers.list_search import DossierList, find_list
from cccc.exports.dossiers.texts import TextPreview
from cccc.exports.dossiers.totals import DossierReading, given_twice, observed, read_part, take_out
from cccc.exports.dossiers.workbooks import BookPreview
from cccc.exports.formats.refusals import MAX_CELLS, MAX_UNPACKED, TOO_LARGE
from cccc.exports.tables.values import looks_like_number
from cccc.messages import Message, m
from cccc.problems import Location, Problem, warning

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from cccc.exports import Export
    from cccc.exports.dossiers.engine import ListPart
    from cccc.exports.grid import Grid
    from cccc.exports.unit_names import Names
    from cccc.model.layouts import AnyLayout, RecordsLayout
    from cccc.model.observations import Observation
    from cccc.periods import Period

__all__ = ["DossierList", "DossierReading", "Dossiers", "beside_list", "lists_among"]

Preview = ParquetFile | TextPreview | BookPreview
_SMALL, _LARGE = "256MB", "2GB"
"""What the engine may take: a file that it reads itself passes through, a table that it is given stays."""


@dataclass(frozen=True, slots=True)
class ListTotals:
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
        self._numbered: list[tuple[ListPart, DossierReading]] = []
        self._shared: Engine | None = None
        self._counted: list[Export] = []

    def counts_again(self, export: Export) -> bool:
        """Whether these very bytes were counted as a list before, under whatever name.  Raises OSError."""
        alike = [other for other in self._counted if other.size() == export.size()]
        return bool(alike) and _digest(export) in map(_digest, alike)

    def has_counted(self, export: Export) -> None:
        """Remember a file that holds lists."""
        self._counted.append(export)

    @staticmethod
    def preview(export: Export, *, large: bool = False) -> Preview | None:
        """The first rows of a file that is best not read as grids; None for any other.  Raises OSError.

        A ``large`` workbook is one that cannot be read as grids, however few bytes it has.
        """
        if export.head(len(PARQUET)) == PARQUET:
            return ParquetFile(export)
        return texts.preview(export) or workbooks.preview(export, large=large)

    def read_bulk(self, first: Preview | None, *, last: bool = False) -> list[Problem] | None:
        """What is wrong in a file that was taken as a list by its first rows; None where it must be read as grids."""
        match first:
            case None:
                return None
            case TextPreview():
                found = self.find(first.grid, last=last)
                listed = texts.list_in(first, found) if found is not None else None
                return self._of_text(listed) if listed is not None else None
            case BookPreview():
                return self._of_book(first, last=last)
            case ParquetFile():
                return self._of_parquet(first.export)

    def refused(self, problems: Sequence[Problem]) -> list[Problem]:
        """Why a file cannot be read at all, in words for an office that counts lists."""
        if not self._layouts:
            return list(problems)
        return [replace(one, message=_TOO_LARGE) if one.message == TOO_LARGE else one for one in problems]

    def find_lists(self, grids: Iterable[Grid], *, last: bool = False) -> list[DossierList]:
        """The lists among sheets, by `find`."""
        return [found for grid in grids if (found := self.find(grid, last=last)) is not None]

    def find(self, grid: Grid, *, last: bool = False) -> DossierList | None:
        """The list of a sheet: whole by a layout of the office's own; at last also in part, or by a built-in one."""
        own = find_list(grid, self._layouts) if self._layouts and grid.cells else None
        if (own is not None and not own.problems) or not last:
            return own if own is not None and not own.problems else None
        built_in = find_list(grid, self._built_in())
        return built_in if built_in is not None and (own is None or not built_in.problems) else own

    def read_lists(self, lists: Sequence[DossierList]) -> list[Problem]:
        """What is wrong in lists on sheets that were read whole; a hidden one is left out."""
        problems = [problem for found in lists if found.grid.hidden for problem in _hidden(found)]
        shown = [found for found in lists if not found.grid.hidden]
        if len(shown) > _MOST_LISTS:
            return [*problems, Problem("unreadable-file", Location(shown[0].grid.file), _TOO_MANY)]
        for found in shown:
            problems += self._read(_LARGE, partial(of_grid, found=found), found)
        return problems

    def totals(self) -> ListTotals:
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
        return ListTotals(tuple(observations), tuple(spans), frozenset(present), tuple(sources), len(layouts), tuple(problems))

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
            grid = parquet_headings(engine, export)
        except EngineError:
            return [Problem("unreadable-file", Location(export.name), _UNREAD)]
        finally:
            engine.close()
        path, found = export.origin, self.find(grid, last=True)
        if found is None or not isinstance(path, Path):
            return [Problem("no-layout", grid.location, _NO_LAYOUT)]
        return self._read(_SMALL, lambda _: of_parquet(found, path), found)

    def _of_book(self, first: BookPreview, *, last: bool) -> list[Problem] | None:
        """The lists of a large workbook, those in hidden sheets, and the other visible sheets that look like tables."""
        found = {grid.order: self.find(grid, last=last) for grid, _ in first.sheets}
        shown = [one for one in found.values() if one is not None and not one.grid.hidden]
        if not shown or not all(map(first.is_sane, shown)):
            return None
        problems: list[Problem] = []
        for one in shown:
            problems += self._read(_LARGE, partial(workbooks.of_sheet, listed=first.list_in(one)), one)
        problems += [problem for one in found.values() if one and one.grid.hidden for problem in _hidden(one)]
        others = [grid for grid, _ in first.sheets if found[grid.order] is None and not grid.hidden]
        return [*problems, *(_passed_over(grid) for grid in others if _has_figures(grid))]

    def _read(self, memory: str, part: Callable[[Engine], ListPart], found: DossierList) -> list[Problem]:
        done = self._tried(memory, part, found)
        if done is None:
            return [Problem("unreadable-file", Location(found.grid.file), _UNREAD)]
        self.readings.append(done[0])
        return done[1]

    def _tried(
        self, memory: str, part: Callable[[Engine], ListPart], found: DossierList
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
