"""Matches a layout with the headings of a sheet: the tables that it fits, how much of it, and which columns are missing."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from cccc.exports.grid import coordinate
from cccc.exports.tables.headings import (
    LAST_COLUMN,
    SEPARATOR,
    Headings,
    Table,
    columns_of,
    fits,
    fits_levels,
    on_sheet,
    start_of,
    visible,
)
from cccc.messages import Message, m
from cccc.model.observations import Kind
from cccc.problems import Problem
from cccc.vietnamese import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from cccc.exports.grid import Grid, Place
    from cccc.exports.tables.headings import Field, Head, Heading, Path
    from cccc.model.layouts import Column, Layout
    from cccc.model.targets import Indicator

    _Found = Mapping[tuple[Field, Path], list[Heading]]


@dataclass(frozen=True, slots=True)
class Candidate:
    """How much of a layout a sheet holds: the paths that were found, and those that were not."""

    layout: Layout
    head: Head
    found: tuple[str, ...]
    missing: tuple[str, ...]


def tables_by(layout: Layout, headings: Headings, indicators: Mapping[str, Indicator]) -> list[Table]:
    """Every table of a sheet that ``layout`` fits, whole or in part, side by side or one below the other."""
    if not on_sheet(layout, headings.grid.sheet) or not headings.places(_leaves(layout)):
        return []
    tables: list[Table] = []
    done: set[Place] = set()
    for place in headings.places(_anchors(layout)):
        nameless = _name_path(layout) is None and any(one.head.top <= place[0] <= one.head.bottom for one in tables[-1:])
        head = _best(layout, headings, place) if place not in done and not nameless else None
        if head is None:
            continue
        names = _named(layout, headings.grid, head)
        done.update(name.places[-1] for name in names)
        if len(names) > 1:
            tables += _side_by_side(layout, headings.grid, head, names, indicators)
        else:
            tables.append(_on(layout, headings.grid, head, names[0] if names else None, indicators))
    return tables


def candidates(grid: Grid, layouts: Iterable[Layout]) -> list[Candidate]:
    """How much of each layout stands in a sheet, best first; layouts of which nothing stands there are left out."""
    headings, found = Headings(grid), list[Candidate]()
    for layout in layouts:
        if not on_sheet(layout, grid.sheet):
            continue
        heads = dict.fromkeys(head for place in headings.places(_leaves(layout)) for head in headings.around(place))
        best = max(heads, key=lambda head: _count(layout, visible(grid, head)), default=None)
        if best is not None:
            found.append(Candidate(layout, best, *_split(layout, grid, best)))
    return sorted(found, key=lambda one: (len(one.missing), -len(one.found)))


def _split(layout: Layout, grid: Grid, head: Head) -> tuple[tuple[str, ...], tuple[str, ...]]:
    seen = visible(grid, head)
    paths = dict.fromkeys(path for path in (_name_path(layout), *_paths(layout)) if path)
    found = [path for path in paths if any(fits(path, heading) for heading in seen)]
    return tuple(map(SEPARATOR.join, found)), tuple(SEPARATOR.join(path) for path in paths if path not in found)


def _paths(layout: Layout) -> list[Path]:
    return [path for column in columns_of(layout).values() for path in column.paths]


def _name_path(layout: Layout) -> Path | None:
    """The path of the column that names the rows."""
    return layout.unit or layout.rows


def _leaves(layout: Layout) -> list[str]:
    return list(dict.fromkeys(path[-1] for path in _paths(layout)))


def _anchors(layout: Layout) -> list[str]:
    """The headings where the search for a table starts."""
    named = _name_path(layout)
    return [named[-1]] if named else _leaves(layout)


def _named(layout: Layout, grid: Grid, head: Head) -> list[Heading]:
    """The columns that could name the rows; of a heading over several columns, the first."""
    path = _name_path(layout)
    found = [heading for heading in visible(grid, head) if path and fits(path, heading)]
    return list({heading.places[-1]: heading for heading in reversed(found)}.values())[::-1]


def _best(layout: Layout, headings: Headings, place: Place) -> Head | None:
    """The head around ``place`` that holds most of what ``layout`` takes; one read otherwise only where it holds more."""
    levels = max(map(len, [named] if (named := _name_path(layout)) else _paths(layout)))
    best, most = _fullest(layout, headings, place, headings.around(place, levels))
    if most < len(_paths(layout)):
        other, more = _fullest(layout, headings, place, headings.around(place, levels, otherwise=True))
        best = other if more > most else best
    return best


def _fullest(layout: Layout, headings: Headings, place: Place, heads: Iterable[Head]) -> tuple[Head | None, int]:
    best, most = None, 0
    for head in heads:
        if _name_path(layout) and place not in [one.places[-1] for one in _named(layout, headings.grid, head)]:
            continue
        found = _count(layout, visible(headings.grid, head))
        if found > most:
            best, most = head, found
    return best, most


def _count(layout: Layout, seen: Sequence[Heading]) -> int:
    levels = {heading.levels for heading in seen}
    return sum(1 for path in _paths(layout) if any(fits_levels(path, one) for one in levels))


def _side_by_side(
    layout: Layout, grid: Grid, head: Head, names: Sequence[Heading], indicators: Mapping[str, Indicator]
) -> list[Table]:
    """A table for each column of names that figures stand behind; one where it only repeats the names for wide paper."""
    starts = [1, *(start_of(head, before.column, name.column) for before, name in pairwise(names))]
    ends = [*(start - 1 for start in starts[1:]), LAST_COLUMN]
    parts = [
        _on(layout, grid, head.within(left, right), name, indicators, left, right)
        for left, right, name in zip(starts, ends, names, strict=True)
        if _count(layout, visible(grid, head.within(left, right)))
    ]
    fields = [field for part in parts for field in part.taken]
    if len(parts) > 1 and len(fields) == len(set(fields)) and _same_names(grid, head, parts):
        return [_on(layout, grid, head, names[0], indicators)]
    return parts


def _same_names(grid: Grid, head: Head, parts: Sequence[Table]) -> bool:
    columns = [part.named.column for part in parts if part.named]
    rows = (row for row in grid.rows if row > head.bottom)
    return all(len({fold(grid.cell(row, column).text) for column in columns}) == 1 for row in rows)


def _on(
    layout: Layout,
    grid: Grid,
    head: Head,
    named: Heading | None,
    indicators: Mapping[str, Indicator],
    left: int = 1,
    right: int = LAST_COLUMN,
) -> Table:
    columns = columns_of(layout)
    paths = [(field, path) for field, column in columns.items() for path in column.paths]
    fitting = {(field, path): [heading for heading in head.headings if fits(path, heading)] for field, path in paths}
    seen = {key: [heading for heading in fitting[key] if heading.column not in grid.hidden_columns] for key in fitting}
    whole = {field for field in columns if all(seen[field, path] for path in columns[field].paths)}
    return Table(
        grid,
        layout,
        head,
        named if layout.unit else None,
        {field: tuple(seen[field, path][0] for path in columns[field].paths) for field in columns if field in whole},
        {field: tuple(twin for path in columns[field].paths for twin in seen[field, path][1:]) for field in whole},
        unhidden(fitting, seen),
        tuple(missing_columns(grid, named if layout.unit else None, fitting, seen, columns, indicators)),
        named,
        left=left,
        right=right,
    )


# --- blocks of columns: there whole, left out whole, or a mistake -----------------------------------------------------


def unhidden(fitting: _Found, seen: _Found) -> tuple[Heading, ...]:
    """The columns that would be taken if they were not hidden."""
    return tuple({heading.column: heading for key in fitting if not seen[key] for heading in fitting[key]}.values())


def missing_columns(
    grid: Grid,
    unit: Heading | None,
    fitting: _Found,
    seen: _Found,
    columns: Mapping[Field, Column],
    indicators: Mapping[str, Indicator],
) -> Iterable[Problem]:
    """A problem for every column that a block lacks while others of it are there."""
    for block in _blocks(columns, indicators):
        keys = [key for key in seen if key[0] in block]
        found = [key for key in keys if seen[key]]
        for key in [key for key in keys if found and not seen[key]]:
            nearest = next((other for other in found if _parent(other[1]) == _parent(key[1])), found[0])
            heading = seen[nearest][0]
            place = unit.places[-1] if unit and len(heading.levels) == 1 else heading.parent
            yield Problem("missing-column", grid.at(place), _missing(" / ".join(key[1]), fitting[key]))


def _missing(path: str, hidden: list[Heading]) -> Message:
    if hidden:
        return m(
            "the column “{path}” is hidden ({cell}), while others of its block are shown; show it in the workbook, "
            "or take its figure out of the layout",
            path=path,
            cell=coordinate(hidden[0].places[-1]),
        )
    return m(
        "the column “{path}” is missing, while others of its block are there; "
        "export the whole table, or correct the path in the layout",
        path=path,
    )


def _blocks(columns: Mapping[Field, Column], indicators: Mapping[str, Indicator]) -> list[set[Field]]:
    """Measures and rates that share all levels but the last, with the other measure of the same indicator."""
    blocks: list[tuple[set[object], set[Field]]] = []
    for field, column in columns.items():
        marks = _marks(field, column, indicators)
        touching = [block for block in blocks if block[0] & marks]
        blocks = [block for block in blocks if block not in touching]
        blocks.append((marks.union(*(block[0] for block in touching)), {field}.union(*(block[1] for block in touching))))
    return [fields for _, fields in blocks]


def _marks(field: Field, column: Column, indicators: Mapping[str, Indicator]) -> set[object]:
    """What joins a figure with others of its block; a rating stands alone."""
    kind, about = field
    if kind is Kind.RATING:
        return {field}
    marks: set[object] = {_parent(path) for path in column.paths}
    if kind is Kind.MEASURE:
        marks.update(indicator.id for indicator in indicators.values() if about in indicator.measures)
    return marks


def _parent(path: Path) -> Path:
    return tuple(map(fold, path[:-1]))
