"""Finds the units that a sheet lists, with their groups and codes, where no layout and no roster is known yet."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from cccc.exports.tables.values import looks_like_number
from cccc.exports.unit_names import unnumbered
from cccc.vietnamese import TYPE_WORDS, clean, fold, upper_first

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from cccc.exports.grid import Cell, Grid, Place


@dataclass(frozen=True, slots=True)
class Listed:
    """A unit as a sheet lists it: its name, its code where one stands beside it, and the group row above it."""

    name: str
    code: str = ""
    group: str = ""


_SEARCHED_ROWS = 60
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
_ORDINAL_HEADINGS = frozenset(fold(text) for text in ("STT", "TT", "Số TT", "Số thứ tự"))
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
_INDEX = re.compile(r"[(\[]?(?:[0-9]{1,2}[a-z]?|[a-zđ])[)\]]?(?:\s*=.*)?")
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
    ordinals = _beside(grid, top, _ORDINAL_HEADINGS)
    group, found, last = "", False, bottom
    for row in (row for row in grid.rows if row > bottom):
        cells = grid.row(row)
        name, ordinal = grid.cell(row, column).text, grid.cell(row, ordinals).text if ordinals else ""
        gap, last = row > last + 1, row
        if _AFTER.match(fold(name)) or (found and gap and not ordinal and not _has_figures(cells)):
            return
        if opened := _group(grid, row, column, ordinals, name, ordinal):
            group = opened
        elif name and not _is_index(cells) and not _NO_UNIT.match(fold(name)) and not looks_like_number(grid.cell(row, column)):
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


def _is_index(cells: Sequence[tuple[int, Cell]]) -> bool:
    return len(cells) > 1 and all(_INDEX.fullmatch(cell.text.lower()) for _, cell in cells)


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
