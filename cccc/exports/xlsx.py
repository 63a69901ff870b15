"""Turns the bytes of an .xlsx workbook into grids, or into the reason why they cannot be read."""

from __future__ import annotations

import re
import warnings
from contextlib import redirect_stdout
from dataclasses import dataclass
from io import BytesIO, StringIO
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

from cccc.exports.grid import Cell, Grid, Merge
from cccc.messages import Message, m

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    from cccc.exports.grid import Place

MAX_UNPACKED = 300 * 2**20
MAX_CELLS = 2_000_000
"""Cells of all sheets, and cells that merges cover: openpyxl makes an object of each."""

_CELL = re.compile(rb"<(?:\w+:)?c[ />]")
_FORMULA = re.compile(rb"<(?:\w+:)?f[ />]")
_MERGE = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?ref\s*=\s*[\"']([A-Z]+)([0-9]+):([A-Z]+)([0-9]+)[\"']")
_ENTITIES = re.compile(rb"<!(?:DOCTYPE|ENTITY)")
_LOCKED = 0x1
_PICTURES = "xl/media/"

_DAMAGED = m("this workbook is damaged; download it again from the portal, or open it in Excel and save it as .xlsx")
_NO_WORKBOOK = m("this file is a zip archive without a workbook; give the .xlsx file itself")
_BINARY = m("this is a binary workbook (.xlsb); open it in Excel and save it as .xlsx")
_ENCRYPTED = m("this file is protected by a password; open it in Excel and save it as .xlsx without a password")
_TOO_LARGE = m(
    "this workbook is too large when unpacked (over {megabytes} MB or {cells} cells); copy the table alone into a new workbook",
    megabytes=MAX_UNPACKED // 2**20,
    cells=MAX_CELLS,
)
_HOSTILE = m("this workbook declares XML entities, which Excel never writes; open it in Excel and save it as .xlsx again")


@dataclass(slots=True)
class _Contents:
    """What the parts of a workbook hold, counted without parsing them."""

    cells: int = 0
    merged: int = 0
    entities: bool = False
    formulas: bool = False


def read(file: str, data: bytes) -> list[Grid] | Message:
    """The sheets of a workbook, or why it cannot be read."""
    try:
        with ZipFile(BytesIO(data)) as archive:
            refusal = _refusal(archive)
            contents = _Contents() if refusal else _contents(archive)
        return refusal or _refused(contents) or _grids(file, data, formulas=contents.formulas)
    except Exception:  # noqa: BLE001 - on hostile bytes zipfile, zlib, the XML parsers and openpyxl raise nearly anything
        return _DAMAGED


def _refusal(archive: ZipFile) -> Message | None:
    """Why the archive is not even unpacked."""
    entries, names = archive.infolist(), set(archive.namelist())
    if any(entry.flag_bits & _LOCKED for entry in entries):
        return _ENCRYPTED
    if sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        return _TOO_LARGE
    if "xl/workbook.bin" in names:
        return _BINARY
    if "[Content_Types].xml" not in names or not any(name.startswith("xl/") for name in names):
        return _NO_WORKBOOK
    return _DAMAGED if len(names) < len(entries) else None


def _contents(archive: ZipFile) -> _Contents:
    """Every part is looked at, for a sheet may stand under any name; UTF-16 is brought to the bytes that the patterns know."""
    contents = _Contents()
    for name in archive.namelist():
        part = archive.read(name).replace(b"\0", b"")
        contents.cells += sum(1 for _ in _CELL.finditer(part))
        contents.merged += _merged_area(part)
        contents.entities |= bool(_ENTITIES.search(part)) and not name.startswith(_PICTURES)
        contents.formulas |= bool(_FORMULA.search(part))
    return contents


def _refused(contents: _Contents) -> Message | None:
    """Why openpyxl, which has no limits, does not get to see the workbook."""
    if contents.entities:
        return _HOSTILE
    return _TOO_LARGE if contents.cells > MAX_CELLS or contents.merged > MAX_CELLS else None


def _merged_area(part: bytes) -> int:
    area = 0
    for left, top, right, bottom in _MERGE.findall(part):
        area += (abs(int(bottom) - int(top)) + 1) * (abs(_number(right) - _number(left)) + 1)
    return area


def _number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number


def _grids(file: str, data: bytes, *, formulas: bool) -> list[Grid] | Message:
    values = _load(data, values=True)
    sheets = values.worksheets
    if not sheets:
        return _DAMAGED
    asked = _load(data, values=False).worksheets if formulas else sheets
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
    for place, cell in _cells(sheet).items():
        # a formula that gave an empty text is stored as a string without characters: it was calculated
        stale = cell.value is None and place in formulas and cell.data_type != "str"
        if stale or (cell.value is not None and str(cell.value).strip()):
            cells[place] = Cell(cell.value, cell.number_format, stale)
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
