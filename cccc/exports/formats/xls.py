"""Turns the bytes of an .xls workbook, as Excel 97-2003 wrote it, into grids, or into the reason why they cannot be read."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from io import StringIO
from typing import TYPE_CHECKING, Any

from cccc.exports.formats.compound import SIGNATURE, BrokenCompoundError, Compound
from cccc.exports.formats.refusals import (
    DAMAGED,
    DOCUMENT,
    ENCRYPTED,
    MAX_CELLS,
    NO_SPREADSHEET,
    SLIDES,
    TOO_LARGE,
    covers_too_much,
)
from cccc.exports.grid import Cell, Grid, Merge

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from xlrd.book import Book
    from xlrd.sheet import Sheet

    from cccc.exports.grid import Value
    from cccc.messages import Message

_RECORDS = b"\x09"
"""How the records of a workbook start; Excel 2-4 and some programs put no compound file around them."""
_LOCK = 0x2F
_FORMULAS = (0x06, 0x206, 0x406)
_FORMULA_WITH_RESULT = 14
_NO_NUMBER = b"\xff\xff"
_BLANK_TEXT = 3
_STRANGE_STREAMS = {
    "EncryptedPackage": ENCRYPTED,
    "WordDocument": DOCUMENT,
    "PowerPoint Document": SLIDES,
}


@dataclass(slots=True)
class _Contents:
    """What the records tell before they are parsed; ``calculated`` once some formula has a result."""

    locked: bool = False
    calculated: bool = False


def is_xls(data: bytes) -> bool:
    """Whether ``data`` starts as such a workbook, or as another compound file."""
    return data.startswith(SIGNATURE[:4]) or (data[:1] == _RECORDS and data[1:2] in b"\x00\x02\x04\x08" and b"\0" in data[:8])


def read(file: str, data: bytes) -> list[Grid] | Message:
    """The sheets of a workbook, or why it cannot be read."""
    try:
        records = _records(data) if data.startswith(SIGNATURE[:4]) else data
        if not isinstance(records, bytes):
            return records
        contents = _contents(records)
        return ENCRYPTED if contents.locked else _grids(file, records, contents)
    except Exception:  # noqa: BLE001 - on hostile bytes xlrd raises nearly anything
        return DAMAGED


def _records(data: bytes) -> bytes | Message:
    """The workbook's stream; opened here, for xlrd follows a chain of sectors that never ends."""
    try:
        compound = Compound(data)
    except BrokenCompoundError:
        return DAMAGED
    for name, refusal in _STRANGE_STREAMS.items():
        if name in compound.names:
            return refusal
    for name in ("Workbook", "Book", "WORKBOOK", "BOOK"):
        if name in compound.names:
            return compound.stream(name)
    return NO_SPREADSHEET


def _contents(records: bytes) -> _Contents:
    contents, place = _Contents(), 0
    while place + 4 <= len(records):
        number, length = struct.unpack_from("<HH", records, place)
        if number == _LOCK:
            contents.locked = True
        elif number in _FORMULAS and length >= _FORMULA_WITH_RESULT:
            result = records[place + 10 : place + 18]
            contents.calculated |= result[6:8] != _NO_NUMBER or result[0] != _BLANK_TEXT
        place += 4 + length
    return contents


def _grids(file: str, records: bytes, contents: _Contents) -> list[Grid] | Message:
    from xlrd import open_workbook

    # a formula without a result is kept as one that gave an empty text; where no formula has a result, none was calculated
    stale = not contents.calculated
    book = open_workbook(file_contents=records, formatting_info=True, ragged_rows=True, logfile=StringIO())
    sheets = book.sheets()
    if sum(len(types) - types.count(0) - types.count(6) for sheet in sheets for types in sheet._cell_types) > MAX_CELLS:  # noqa: SLF001
        return TOO_LARGE
    grids = [_grid(file, order, sheet, book, stale=stale) for order, sheet in enumerate(sheets)]
    if not grids:
        return DAMAGED
    return TOO_LARGE if covers_too_much([merge for grid in grids for merge in grid.merges]) else grids


def _grid(file: str, order: int, sheet: Sheet, book: Book, *, stale: bool) -> Grid:
    return Grid(
        file,
        sheet.name,
        order,
        dict(_cells(sheet, book, stale=stale)),
        tuple(
            Merge(top + 1, left + 1, bottom, right)
            for top, bottom, left, right in sheet.merged_cells
            if top < bottom and left < right
        ),
        bool(sheet.visibility),
        frozenset(
            number + 1
            for number, row in sheet.rowinfo_map.items()
            if row.hidden or (row.height == 0 and not row.height_mismatch)
        ),
        frozenset(number + 1 for number, column in sheet.colinfo_map.items() if column.hidden or column.width == 0),
    )


def _cells(sheet: Sheet, book: Book, *, stale: bool) -> Iterator[tuple[tuple[int, int], Cell]]:
    from xlrd import XL_CELL_BLANK, XL_CELL_EMPTY, XL_CELL_TEXT

    for row in range(sheet.nrows):
        for column, kind in enumerate(sheet.row_types(row)):
            if kind in (XL_CELL_EMPTY, XL_CELL_BLANK):
                continue
            stored = sheet.cell_value(row, column)
            form = _format(sheet, book, row, column)
            if kind == XL_CELL_TEXT and not stored.strip():
                if stale and not stored:
                    yield (row + 1, column + 1), Cell(None, form, stale=True)
            else:
                yield (row + 1, column + 1), Cell(_value(kind, stored, book), form)


def _format(sheet: Sheet, book: Book, row: int, column: int) -> str:
    style = book.xf_list[sheet.cell_xf_index(row, column)]
    known = book.format_map.get(style.format_key)
    return known.format_str if known else "General"


def _value(kind: int, stored: Any, book: Book) -> Value:
    from xlrd import XL_CELL_BOOLEAN, XL_CELL_DATE, XL_CELL_ERROR, error_text_from_code

    if kind == XL_CELL_BOOLEAN:
        return bool(stored)
    if kind == XL_CELL_ERROR:
        return str(error_text_from_code.get(stored, "#N/A"))
    if kind == XL_CELL_DATE:
        return _moment(stored, book)
    return int(stored) if isinstance(stored, float) and stored.is_integer() else stored


def _moment(serial: float, book: Book) -> Value:
    """A day, a time of day, or the bare number where it is neither."""
    from xlrd.xldate import XLDateError, xldate_as_datetime

    try:
        moment: datetime = xldate_as_datetime(serial, book.datemode)
    except (XLDateError, OverflowError, ValueError):
        return serial
    return moment.time() if 0 <= serial < 1 else moment
