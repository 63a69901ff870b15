"""Blocks of columns that belong together: there whole, left out whole, or a mistake."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cccc.exports.grid import coordinate
from cccc.messages import Message, m
from cccc.model.observations import Kind
from cccc.problems import Problem
from cccc.vietnamese import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from cccc.exports.grid import Grid
    from cccc.exports.tables.headings import Field, Heading, Path
    from cccc.model.layouts import Column
    from cccc.model.targets import Indicator

    _Found = Mapping[tuple[Field, Path], list[Heading]]


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
