"""The headings and the units of a sheet by what they look like, and headings as a tree; no layout need be known."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby, islice
from typing import TYPE_CHECKING

from cccc.exports.tables.headings import MAX_LEVELS, ORDINALS, Headings
from cccc.exports.tables.values import looks_like_number
from cccc.exports.unit_names import unnumbered
from cccc.model.inspection import ColumnRole, ColumnUse, HeadingNode
from cccc.model.observations import Kind
from cccc.model.targets import Window
from cccc.vietnamese import TYPE_WORDS, clean, fold, upper_first

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from cccc.exports.dossiers import DossierList
    from cccc.exports.grid import Cell, Grid, Place
    from cccc.exports.tables.headings import Field, Head, Heading, Table

CODES = frozenset(map(fold, ("Mã định danh", "Mã đơn vị", "Mã cơ quan", "Mã số", "Mã ĐD")))
_UNITS = tuple(map(fold, ("đơn vị", "cơ quan", "địa phương", "xã, phường", "phường, xã", "xã, thị trấn")))
_FIELDS = tuple(map(fold, ("lĩnh vực",)))
_SEARCHED_COLUMNS = 8
_LEAST = 2
_SEARCHED_ROWS = 60
_INDEX = re.compile(r"[(\[]?(?:[0-9]{1,2}[a-z]?|[a-zđ])[)\]]?(?:\s*=[\s0-9a-z()\[\]+\-*/:x%.,]*)?", re.IGNORECASE)


def outline(grid: Grid) -> Head | None:
    """The headings of the first table of ``grid``; None where nothing looks like headings."""
    top = _top(grid)
    return None if top is None else Headings(grid).head(top, _bottom(grid, top))


def unit_heading(headings: Sequence[Heading]) -> Heading | None:
    """The column that names units: the first whose own words say so, and that no other stands over."""
    flat = [heading for heading in headings if len(heading.levels) == 1]
    return next((heading for heading in flat if names_units(heading.levels[-1])), None)


def names_units(folded: str) -> bool:
    """Whether a heading is that of a column of units."""
    return folded not in CODES and (folded.startswith(_UNITS) or folded.startswith(tuple(f"{fold('tên')} {u}" for u in _UNITS)))


def is_index(texts: Sequence[str]) -> bool:
    """Whether a row only numbers its columns: (1), (2), (3)=(4)+(5), or A, B, 1, 2."""
    return len(texts) >= _LEAST and all(_INDEX.fullmatch(text) for text in texts)


def _top(grid: Grid) -> int | None:
    rows = list(islice(grid.rows, _SEARCHED_ROWS))
    found = next((row for row in rows if _opens(grid, row)), None)
    return _first_over_figures(grid, rows) if found is None else _with_parents(grid, found)


def _opens(grid: Grid, row: int) -> bool:
    """Whether the row holds the heading of ordinals or units, beside others."""
    cells = grid.row(row)
    words = [fold(cell.text) for column, cell in cells if column <= _SEARCHED_COLUMNS]
    ordinal = any(word in ORDINALS for word in words)
    named = any(names_units(word) or word.startswith(_FIELDS) for word in words)
    return len(cells) >= _LEAST and (ordinal or (named and not any(looks_like_number(cell) for _, cell in cells)))


def _first_over_figures(grid: Grid, rows: Sequence[int]) -> int | None:
    """The last row of texts above the first row with two figures."""
    figures = next((row for row in rows if sum(looks_like_number(cell) for _, cell in grid.row(row)) >= _LEAST), None)
    above = [row for row in rows if figures is not None and row < figures and len(grid.row(row)) >= _LEAST]
    return above[-1] if above else None


def _with_parents(grid: Grid, row: int) -> int:
    """The row, or the one above where that spans some of the columns beside the first."""
    edge = grid.row(row)[0][0]
    spans = [merge for merge in grid.merges if merge.top == row - 1 and merge.left > edge and merge.left < merge.right]
    return row - 1 if spans else row


def _bottom(grid: Grid, top: int) -> int:
    """As far as the cells of the first row reach down, and one more below each that spans several columns."""
    if grid.flat:
        return _bottom_of_flat(grid, top)
    bottom = row = top
    while row <= bottom:
        for merge in grid.merges:
            if merge.top == row and (merge.top, merge.left) in grid.cells:
                spans = merge.left < merge.right and _holds_headings(grid, merge.bottom + 1)
                bottom = max(bottom, merge.bottom + spans)
        row += 1
    bottom = min(bottom, top + MAX_LEVELS - 1)
    while bottom > top and not _holds_headings(grid, bottom):
        bottom -= 1
    return bottom


def _bottom_of_flat(grid: Grid, top: int) -> int:
    """Where nothing can be merged: as far as rows of texts stand below blank cells of the one above, not below its first."""
    edge = grid.row(top)[0][0]
    bottom = top
    while bottom < top + MAX_LEVELS - 1 and _holds_headings(grid, bottom + 1):
        upper, lower = set(grid.rows[bottom]), set(grid.rows[bottom + 1])
        if lower <= upper or edge in lower:
            break
        bottom += 1
    return bottom


def _holds_headings(grid: Grid, row: int) -> bool:
    cells = [cell for _, cell in grid.row(row)]
    return bool(cells) and not is_index([cell.text for cell in cells]) and not any(map(looks_like_number, cells))


# --- headings as a tree, with what their columns are taken as ---------------------------------------------------------


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


# --- the units that a sheet lists, with their groups and codes --------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Listed:
    """A unit as a sheet lists it: its name, its code where one stands beside it, and the group row above it."""

    name: str
    code: str = ""
    group: str = ""


_REMARK = "#"
_LIST_COLUMNS = 4
"""The most columns that a bare list of names has."""

_THINGS = (
    "đơn vị",
    "cơ quan",
    "cơ quan, đơn vị",
    "xã",
    "xã, phường",
    "phường, xã",
    "xã, thị trấn",
    "sở, ban, ngành",
    "địa phương",
)
_UNIT_HEADINGS = frozenset(
    fold(text)
    for thing in _THINGS
    for text in (thing, f"tên {thing}", f"các {thing}", f"{thing} giải quyết TTHC", f"{thing} thực hiện", f"{thing} hành chính")
) | {
    fold(text)
    for text in ("Tên", "Tên gọi", "Xã/Phường", "Phường/Xã", "Tên xã/phường", "Tên đơn vị hành chính", "Đơn vị báo cáo")
}
_CODE_HEADINGS = frozenset(
    fold(text)
    for text in ("Mã", "Mã định danh", "Mã đơn vị", "Mã cơ quan", "Mã số", "Mã xã", "Mã ĐVHC", "Mã ĐD", "Mã hành chính")
)
_END = r"(?![\w\u0300-\u036f])"
_NO_UNIT = re.compile(
    "(?:"
    + "|".join(fold(text) for text in ("tổng", "cộng", "toàn", "trong đó", "bình quân", "trung bình", "ghi chú"))
    + ")"
    + _END
)
_AFTER = re.compile(
    "(?:" + "|".join(fold(text) for text in ("nơi nhận", "người lập", "lãnh đạo", "thủ trưởng", "TM.", "KT.")) + ")"
)
_UNIT_INDEX = re.compile(r"[(\[]?(?:[0-9]{1,2}[a-z]?|[a-zđ])[)\]]?(?:\s*=.*)?")
_GROUP_MARK = re.compile(r"(?:[ivx]+|[a-hđ])[.)]?")
_GROUP_NAME = re.compile(r"(?:[IVX]+|[A-HĐ])\s*[.)\-]\s*(?P<name>\S.*)")
_CODE = re.compile(r"(?:[0-9]{2,3}\.)*H[0-9]{2}(?:\.[0-9]{1,3})*|[0-9]{5}")
_COMMITTEE = re.compile(
    rf"(?i:UBND|[ỦU][ỷy] ban nhân dân|Ủy ban nhân dân|Uỷ ban nhân dân)\s+(?P<name>(?i:{'|'.join(TYPE_WORDS)})\s.+)"
)


def listed_in(grid: Grid) -> list[Listed]:
    """The units that ``grid`` lists, in its order: those of its table, or of a bare list of names."""
    heading = _heading(grid)
    return list(_in_table(grid, heading) if heading else _in_list(grid))


# --- a table: names below their heading ------------------------------------------------------------------------------


def _heading(grid: Grid) -> Place | None:
    """Where the first heading of a column of units stands that has names below it."""
    places = (
        (row, column)
        for row in islice(grid.rows, _SEARCHED_ROWS)
        for column, cell in grid.row(row)
        if fold(cell.text) in _UNIT_HEADINGS
    )
    return next((place for place in places if any(True for _ in _in_table(grid, place))), None)


def _in_table(grid: Grid, heading: Place) -> Iterator[Listed]:
    top, column = heading
    bottom = next((merge.bottom for merge in grid.merges if (merge.top, merge.left) == heading), top)
    codes = _beside(grid, top, _CODE_HEADINGS)
    ordinals = _beside(grid, top, ORDINALS)
    group, found, last = "", False, bottom
    for row in (row for row in grid.rows if row > bottom):
        cells = grid.row(row)
        name, ordinal = grid.cell(row, column).text, grid.cell(row, ordinals).text if ordinals else ""
        gap, last = row > last + 1, row
        if _AFTER.match(fold(name)) or (found and gap and not ordinal and not _has_figures(cells)):
            return
        if opened := _group(grid, row, column, ordinals, name, ordinal):
            group = opened
        elif (
            name
            and not _numbers_columns(cells)
            and not _NO_UNIT.match(fold(name))
            and not looks_like_number(grid.cell(row, column))
        ):
            found = True
            yield Listed(_named(name), grid.cell(row, codes).text if codes else "", group)


def _beside(grid: Grid, row: int, words: frozenset[str]) -> int | None:
    """The column whose heading, in ``row`` or merged over it, is one of ``words``."""
    over = [merge for merge in grid.merges if merge.top <= row <= merge.bottom]
    places = [(row, column) for column in grid.rows[row]] + [(merge.top, merge.left) for merge in over]
    return next((place[1] for place in places if fold(grid.cell(*place).text) in words), None)


def _group(grid: Grid, row: int, column: int, ordinals: int | None, name: str, ordinal: str) -> str:
    """The name of the group that ``row`` opens; empty where it opens none."""
    left = [text for at, cell in grid.row(row) if at <= column and (text := cell.text) and not looks_like_number(cell)]
    if match := next((match for text in left if (match := _GROUP_NAME.fullmatch(text))), None):
        return match["name"].strip()
    if name and ordinals and _GROUP_MARK.fullmatch(fold(ordinal)):
        return name
    alone = name and ordinals and not ordinal and len(grid.row(row)) == 1 and not _NO_UNIT.match(fold(name))
    return name if alone else ""


def _numbers_columns(cells: Sequence[tuple[int, Cell]]) -> bool:
    return len(cells) > 1 and all(_UNIT_INDEX.fullmatch(cell.text.lower()) for _, cell in cells)


def _has_figures(cells: Iterable[tuple[int, Cell]]) -> bool:
    return any(looks_like_number(cell) for _, cell in cells)


# --- a list: names alone ---------------------------------------------------------------------------------------------


def _in_list(grid: Grid) -> Iterator[Listed]:
    """The names of a sheet that has no headings and few columns."""
    columns = sorted({column for columns in grid.rows.values() for column in columns})
    if len(columns) > _LIST_COLUMNS:
        return
    texts = {column: [(row, cell.text) for row in grid.rows if (cell := grid.cell(row, column)).text] for column in columns}
    codes = next((column for column in columns if all(_CODE.fullmatch(text) for _, text in texts[column])), None)
    names = next(
        (column for column in columns if column != codes and any(len(text.split()) > 1 for _, text in texts[column])), None
    )
    if names is None:
        return
    group = ""
    for row, text in texts[names]:
        if match := _GROUP_NAME.fullmatch(text):
            group = match["name"].strip()
        elif not _NO_UNIT.match(fold(text)) and not text.startswith(_REMARK):
            yield Listed(_named(text), grid.cell(row, codes).text if codes else "", group)


def _named(text: str) -> str:
    """The unit's own name: without numbering, and without the committee's words before a locality."""
    name = unnumbered(clean(text))
    match = _COMMITTEE.fullmatch(name)
    return upper_first(match["name"] if match else name)
