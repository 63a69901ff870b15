"""Turns the bytes of an .xlsx workbook into grids, or into the reason why they cannot be read."""

from __future__ import annotations

import re
import warnings
from contextlib import redirect_stdout
from dataclasses import dataclass
from io import BytesIO, StringIO
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

from cccc.exports.formats.refusals import (
    DAMAGED,
    HOSTILE,
    MAX_CELLS,
    MAX_COLUMNS,
    MAX_MARKS,
    MAX_NODES,
    MAX_ROWS,
    MAX_STRINGS,
    TOO_LARGE,
)
from cccc.exports.grid import Cell, Grid, Merge

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    from cccc.exports.grid import Place
    from cccc.messages import Message

_CELL = re.compile(rb"<(?:\w+:)?c[ />]")
_STRING = re.compile(rb"<(?:\w+:)?si[ />]")
_FORMULA = re.compile(rb"<(?:\w+:)?f[ />]")
_CALCULATED = re.compile(rb"(?:</(?:\w+:)?f>|<(?:\w+:)?f(?: [^<>]*)?/>)<(?:\w+:)?v(?: [^<>]*)?>[^<\s]")
_SPREAD = re.compile(
    rb"<(?:\w+:)?(?:mergeCell|hyperlink)\s(?:[^<>\"']|\"[^\"<]*\"|'[^'<]*')*?ref\s*=\s*[\"']\s*([^\"'<]*[:&][^\"'<]*)[\"']"
)
"""What openpyxl puts into every cell of a range."""
_RANGE = re.compile(rb"\$?([A-Za-z]{0,3})\$?([0-9]{0,7}):\$?([A-Za-z]{0,3})\$?([0-9]{0,7})")
_ENTITIES = re.compile(rb"<!(?:DOCTYPE|ENTITY)")
_NUMBERS = frozenset({int, float})
_MOST_IN_ONE = 8
"""Marks of a cell with its formula and value, or of a text with its runs; rows take what cells leave."""
_HEAD = 64
_PICTURES = "xl/media/"


@dataclass(slots=True)
class _Contents:
    """What the parts of a workbook hold, counted without parsing them."""

    cells: int = 0
    merged: int = 0
    marks: int = 0
    strings: int = 0
    others: int = 0
    entities: bool = False
    stale: bool = False


def read(file: str, data: bytes) -> list[Grid] | Message:
    """The sheets of a workbook, or why it cannot be read."""
    try:
        with ZipFile(BytesIO(data)) as archive:
            contents = _contents(archive)
        return _refused(contents) or _grids(file, data, stale=contents.stale)
    except Exception:  # noqa: BLE001 - on hostile bytes zipfile, zlib, the XML parsers and openpyxl raise nearly anything
        return DAMAGED


def _contents(archive: ZipFile) -> _Contents:
    """Every part is looked at, for a sheet may stand under any name; UTF-16 is brought to the bytes that the patterns know."""
    contents = _Contents()
    for name in archive.namelist():
        part = archive.read(name).replace(b"\0", b"")
        contents.marks += part.count(b"<")
        if contents.marks > MAX_NODES:
            break
        cells, strings = (sum(1 for _ in pattern.finditer(part)) for pattern in (_CELL, _STRING))
        contents.cells += cells
        contents.strings += strings
        contents.others += max(0, part.count(b"<") - _MOST_IN_ONE * (cells + strings)) if _is_xml(part) else 0
        contents.merged += _merged_area(part)
        contents.entities |= bool(_ENTITIES.search(part)) and not name.startswith(_PICTURES)
        contents.stale |= sum(1 for _ in _FORMULA.finditer(part)) > sum(1 for _ in _CALCULATED.finditer(part))
    return contents


def _refused(contents: _Contents) -> Message | None:
    """Why openpyxl, which has no limits, does not get to see the workbook."""
    if contents.entities:
        return HOSTILE
    too_many = (
        contents.marks > MAX_NODES
        or contents.cells > MAX_CELLS
        or contents.strings > MAX_STRINGS
        or contents.others > MAX_MARKS
    )
    return TOO_LARGE if too_many or contents.merged > MAX_CELLS else None


def _is_xml(part: bytes) -> bool:
    return part[:_HEAD].lstrip(b"\xef\xbb\xbf\xff\xfe \r\n\t").startswith(b"<")


def _merged_area(part: bytes) -> int:
    return sum(map(_area, _SPREAD.findall(part)))


def _area(ref: bytes) -> int:
    """The cells of a range; of whole columns or rows all, and what is written in another way is taken for everything."""
    match = _RANGE.fullmatch(ref.strip())
    if match is None:
        return MAX_CELLS + 1
    left, top, right, bottom = match.groups()
    height = abs(int(bottom or MAX_ROWS) - int(top or 1)) + 1
    return height * (abs((_number(right) or MAX_COLUMNS) - (_number(left) or 1)) + 1)


def _number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - ord("A") + 1
    return number


def _grids(file: str, data: bytes, *, stale: bool) -> list[Grid] | Message:
    values = _load(data, values=True)
    sheets = values.worksheets
    if not sheets:
        return DAMAGED
    # formulas stand in a second reading, which is only needed where one may lack its value
    asked = _load(data, values=False).worksheets if stale else sheets
    return [_grid(file, order, sheet, _formulas(twin)) for order, (sheet, twin) in enumerate(zip(sheets, asked, strict=True))]


def _load(data: bytes, *, values: bool) -> Workbook:
    from openpyxl import load_workbook

    with warnings.catch_warnings(), redirect_stdout(StringIO()):
        # openpyxl warns of parts that it does not keep, and prints of a style out of range; nothing here is written back
        warnings.simplefilter("ignore")
        return load_workbook(BytesIO(data), data_only=values, keep_links=False)


def _formulas(sheet: Worksheet) -> frozenset[Place]:
    return frozenset(place for place, cell in _cells(sheet).items() if cell.data_type == "f")


def _grid(file: str, order: int, sheet: Worksheet, formulas: frozenset[Place]) -> Grid:
    cells = {}
    formats: dict[int, str] = {}
    for place, cell in _cells(sheet).items():
        value = cell.value
        # a formula that gave an empty text is stored as a string without characters: it was calculated
        stale = value is None and place in formulas and cell.data_type != "str"
        if stale or (value is not None and (type(value) in _NUMBERS or str(value).strip())):
            style = cell._style.numFmtId  # noqa: SLF001 - openpyxl's public ways look the whole style up
            shown = formats.get(style)
            if shown is None:
                shown = formats[style] = cell.number_format
            cells[place] = Cell(value, shown, stale)
    return Grid(
        file,
        sheet.title,
        order,
        cells,
        tuple(Merge(area.min_row, area.min_col, area.max_row, area.max_col) for area in sheet.merged_cells.ranges),
        sheet.sheet_state != "visible",
        frozenset(number for number, row in sheet.row_dimensions.items() if row.hidden or row.ht == 0),
        _hidden_columns(sheet, {column for _, column in cells}),
    )


def _cells(sheet: Worksheet) -> dict[Place, Any]:
    """The cells that the file holds; openpyxl's public ways walk the whole rectangle, 17 billion cells for a stray format."""
    return sheet._cells  # noqa: SLF001 - see above


def _hidden_columns(sheet: Worksheet, used: set[int]) -> frozenset[int]:
    hidden = [column for column in sheet.column_dimensions.values() if column.hidden or column.width == 0]
    return frozenset(number for number in used if any((column.min or 0) <= number <= (column.max or 0) for column in hidden))
