"""Finds a list of dossiers in a sheet: the headings that a layout names, and the row where the dossiers begin."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cccc.exports.grid import coordinate
from cccc.exports.tables.headings import ALTERNATIVES, ORDINALS, SEPARATOR, Heading, Headings, fits
from cccc.messages import Message, m
from cccc.problems import Problem
from cccc.vietnamese import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cccc.exports.grid import Grid, Place
    from cccc.exports.tables.headings import Head
    from cccc.model.layouts import HeadingPath, RecordsLayout
    from cccc.problems import Location

_INDEX = re.compile(r"[(\[]?[0-9]{1,2}[)\]]?|[A-Z]")


@dataclass(frozen=True, slots=True)
class DossierList:
    """A list that ``layout`` fits; ``grid`` is its sheet, or as much of it as was looked at.

    ``columns`` gives each heading that is read its column; ``ordinal`` is the column of ordinal numbers, read to know a total.
    The dossiers begin in the row ``starts``.
    """

    layout: RecordsLayout
    grid: Grid
    head: Head
    columns: dict[HeadingPath, Heading]
    ordinal: int | None
    starts: int
    problems: tuple[Problem, ...] = ()

    @property
    def unit(self) -> Heading:
        """The heading over the units."""
        return self.columns[self.layout.unit]

    def column(self, path: HeadingPath) -> int:
        """The column under a heading."""
        return self.columns[path].column

    def at(self, row: int, path: HeadingPath) -> Location:
        """The cell of a dossier under a heading."""
        return self.grid.at((row, self.column(path)))


def find_list(grid: Grid, layouts: Iterable[RecordsLayout]) -> DossierList | None:
    """The list of a sheet by the layout that fits it best: whole before in part, then by the number of columns."""
    headings = Headings(grid)
    found = [one for layout in layouts if _on_sheet(layout, grid) and (one := _by(layout, headings))]
    return max(found, key=lambda one: (not one.problems, len(one.columns)), default=None)


def _on_sheet(layout: RecordsLayout, grid: Grid) -> bool:
    return fits((layout.sheet,), Heading(0, (grid.sheet,), (fold(grid.sheet),), ()))


def _by(layout: RecordsLayout, headings: Headings) -> DossierList | None:
    """``layout`` on the head that it fits best; None without its units and its date."""
    best: tuple[Head, dict[HeadingPath, list[Heading]]] | None = None
    for place in headings.places([layout.unit[-1]]):
        for head in headings.around(place):
            found = _matches(layout, head, headings.grid)
            if found[layout.unit] and found[layout.date] and (best is None or _size(found) > _size(best[1])):
                best = head, found
    return _listed(layout, headings.grid, *best) if best else None


def _matches(layout: RecordsLayout, head: Head, grid: Grid) -> dict[HeadingPath, list[Heading]]:
    """The columns under each heading; hidden ones only where none is shown."""
    shown = [heading for heading in head.headings if heading.column not in grid.hidden_columns]
    hidden = [heading for heading in head.headings if heading.column in grid.hidden_columns]
    return {path: _columns(path, shown) or _columns(path, hidden) for path in layout.headings}


def _columns(path: HeadingPath, seen: Sequence[Heading]) -> list[Heading]:
    """The columns under a heading; of several words for it, those under the first that stands there."""
    found = ([one for one in seen if fits((*path[:-1], word), one)] for word in path[-1].split(ALTERNATIVES))
    return next((columns for columns in found if columns), [])


def _size(found: dict[HeadingPath, list[Heading]]) -> int:
    return sum(map(bool, found.values()))


def _listed(layout: RecordsLayout, grid: Grid, head: Head, found: dict[HeadingPath, list[Heading]]) -> DossierList:
    columns = {path: headings[0] for path, headings in found.items() if headings}
    unit = columns[layout.unit]
    place = grid.at(unit.places[-1])
    problems = [Problem("missing-column", place, _missing(path)) for path, headings in found.items() if not headings]
    hidden = {path: one for path, one in columns.items() if one.column in grid.hidden_columns}
    problems += [Problem("missing-column", place, _hidden(path, coordinate(one.places[-1]))) for path, one in hidden.items()]
    problems += [
        Problem("missing-column", grid.at(headings[1].places[-1]), _several(path))
        for path, headings in found.items()
        if len(headings) > 1 and path not in hidden
    ]
    ordinal = next((one.column for one in head.headings if ORDINALS & set(one.levels)), None)
    return DossierList(layout, grid, head, columns, ordinal, _first_row(grid, head), tuple(problems))


def _missing(path: HeadingPath) -> Message:
    return m(
        "the column “{path}” is missing from this list of dossiers; export all columns, or correct the heading in the layout",
        path=SEPARATOR.join(path),
    )


def _hidden(path: HeadingPath, cell: str) -> Message:
    return m(
        "the column “{path}” of this list of dossiers is hidden ({cell}); "
        "show it in the workbook, or take it out of the layout",
        path=SEPARATOR.join(path),
        cell=cell,
    )


def _several(path: HeadingPath) -> Message:
    return m(
        "several columns are headed “{path}”; write the heading in the layout so that one column fits it",
        path=SEPARATOR.join(path),
    )


def _first_row(grid: Grid, head: Head) -> int:
    """The row below the headings, and below a row of indexes ((1), (2), (3) …)."""
    below = head.bottom + 1
    return below + 1 if _is_index(_texts(grid, below)) else below


def _texts(grid: Grid, row: int) -> Sequence[str]:
    return [cell.text for _, cell in grid.row(row)]


def _is_index(texts: Sequence[str]) -> bool:
    return len(texts) > 1 and all(_INDEX.fullmatch(text) for text in texts)


def heading_cells(found: DossierList, paths: Iterable[HeadingPath]) -> tuple[Place, ...]:
    """The cells of headings, from the left, each once."""
    return tuple(sorted({found.columns[path].places[-1] for path in paths}, key=lambda place: (place[1], place[0])))
