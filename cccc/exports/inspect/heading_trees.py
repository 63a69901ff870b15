"""The headings of a table -> a tree of headings, its leaves with what their columns are taken as."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from cccc.exports.inspect.outline import CODES, unit_heading
from cccc.exports.tables.headings import ORDINALS
from cccc.model.inspection import ColumnRole, ColumnUse, HeadingNode
from cccc.model.observations import Kind
from cccc.model.targets import Window

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cccc.exports.dossiers import DossierList
    from cccc.exports.tables.headings import Field, Head, Heading, Table

_USES = {Kind.MEASURE: ColumnRole.MEASURE, Kind.RATE: ColumnRole.RATE, Kind.RATING: ColumnRole.RATING}


def tree_of(head: Head, uses: Mapping[int, tuple[ColumnUse, ...]]) -> tuple[HeadingNode, ...]:
    """The headings of ``head``, those that share a cell above one another under it; columns without a heading are no part."""
    return _nodes([heading for heading in head.headings if heading.shown], 0, uses)


def _nodes(headings: Sequence[Heading], level: int, uses: Mapping[int, tuple[ColumnUse, ...]]) -> tuple[HeadingNode, ...]:
    nodes = []
    for (_, text), group in groupby(headings, key=lambda heading: (heading.places[level], heading.shown[level])):
        columns = list(group)
        below = [heading for heading in columns if len(heading.shown) > level + 1]
        first, last = columns[0].column, columns[-1].column
        if below:
            nodes.append(HeadingNode(text, first, last, _nodes(below, level + 1, uses)))
        else:
            nodes += [HeadingNode(text, one.column, one.column, (), uses.get(one.column, ())) for one in columns]
    return tuple(nodes)


def uses_of(table: Table) -> dict[int, tuple[ColumnUse, ...]]:
    """What the layout takes every column of ``table`` as."""
    uses: dict[int, list[ColumnUse]] = {}
    for field, headings in table.taken.items():
        for heading in headings:
            uses.setdefault(heading.column, []).append(_taken(table, field))
    for field, headings in table.twins.items():
        for heading in headings:
            uses.setdefault(heading.column, []).append(ColumnUse(ColumnRole.TWIN, field[1]))
    for heading in table.hidden:
        uses.setdefault(heading.column, []).append(ColumnUse(ColumnRole.HIDDEN))
    if table.unit is not None:
        uses.setdefault(table.unit.column, []).insert(0, ColumnUse(ColumnRole.UNIT))
    rest = [heading for heading in table.head.headings if heading.column not in uses]
    return {**{column: tuple(taken) for column, taken in uses.items()}, **{one.column: (_plain(one),) for one in rest}}


def list_uses(found: DossierList) -> dict[int, tuple[ColumnUse, ...]]:
    """What the columns of a list of dossiers are read for; of the others nothing is."""
    layout = found.layout
    uses: dict[int, list[ColumnUse]] = {}
    for path, use in (
        (layout.unit, ColumnRole.UNIT),
        (layout.code, ColumnRole.CODE),
        (layout.number, ColumnRole.NUMBER),
        (layout.date, ColumnRole.DATE),
    ):
        if path in found.columns:
            uses.setdefault(found.columns[path].column, []).append(ColumnUse(use))
    for measure, counted in layout.measures.items():
        for path in counted.headings:
            if path in found.columns:
                use = ColumnRole.DATE if path == counted.date else ColumnRole.CONDITION
                uses.setdefault(found.columns[path].column, []).append(ColumnUse(use, measure))
    rest = {one.column: (_plain(one),) for one in found.head.headings if one.column not in uses}
    return {**{column: tuple(dict.fromkeys(taken)) for column, taken in uses.items()}, **rest}


def plain_uses(head: Head) -> dict[int, tuple[ColumnUse, ...]]:
    """What the columns look like where no layout says so."""
    unit = unit_heading(head.headings)
    return {one.column: (ColumnUse(ColumnRole.UNIT) if one is unit else _plain(one),) for one in head.headings}


def _plain(heading: Heading) -> ColumnUse:
    words = set(heading.levels)
    if words & ORDINALS:
        return ColumnUse(ColumnRole.ORDINAL)
    return ColumnUse(ColumnRole.CODE) if words & CODES else ColumnUse(ColumnRole.NOT_USED)


def _taken(table: Table, field: Field) -> ColumnUse:
    kind, about = field
    return ColumnUse(_USES[kind], about, table.columns[field].window is Window.CUMULATIVE)
