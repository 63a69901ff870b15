"""Turns the bytes of an .xls workbook, as Excel 97-2003 wrote it, into grids, or into the reason why they cannot be read."""

from __future__ import annotations

import struct
from array import array
from dataclasses import dataclass
from io import StringIO
from typing import TYPE_CHECKING, Any

from cccc.exports.formats.refusals import (
    DAMAGED,
    DOCUMENT,
    ENCRYPTED,
    MAX_CELLS,
    NO_SPREADSHEET,
    SLIDES,
    TOO_LARGE,
    RefusedError,
)
from cccc.exports.grid import Cell, Grid, Merge

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from xlrd.book import Book
    from xlrd.sheet import Sheet

    from cccc.exports.grid import Value

_SIGNATURE = b"\xd0\xcf\x11\xe0"
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


def is_xls(data: bytes) -> bool:
    """Whether ``data`` starts as such a workbook, or as another compound file."""
    return data.startswith(_SIGNATURE) or (data[:1] == _RECORDS and data[1:2] in b"\x00\x02\x04\x08" and b"\0" in data[:8])


def read(file: str, data: bytes) -> Iterator[Grid]:
    """The sheets of a workbook."""
    from xlrd import open_workbook

    records = _workbook(data) if data.startswith(_SIGNATURE) else data
    calculated = _is_calculated(records)
    book = open_workbook(file_contents=records, formatting_info=True, ragged_rows=True, logfile=StringIO())
    sheets = book.sheets()
    if sum(len(types) - types.count(0) - types.count(6) for sheet in sheets for types in sheet._cell_types) > MAX_CELLS:  # noqa: SLF001
        raise RefusedError(TOO_LARGE)
    # a formula without a result is kept as one that gave an empty text; where no formula has a result, none was calculated
    return (_grid(file, order, sheet, book, stale=not calculated) for order, sheet in enumerate(sheets))


def _workbook(data: bytes) -> bytes:
    """The workbook's stream; opened here, for xlrd follows a chain of sectors that never ends."""
    compound = Compound(data)
    for name, refusal in _STRANGE_STREAMS.items():
        if name in compound.names:
            raise RefusedError(refusal)
    for name in ("Workbook", "Book", "WORKBOOK", "BOOK"):
        if name in compound.names:
            return compound.stream(name)
    raise RefusedError(NO_SPREADSHEET)


def _is_calculated(records: bytes) -> bool:
    """Whether some formula has a result; raises where the records are locked."""
    calculated, place = False, 0
    while place + 4 <= len(records):
        number, length = struct.unpack_from("<HH", records, place)
        if number == _LOCK:
            raise RefusedError(ENCRYPTED)
        if number in _FORMULAS and length >= _FORMULA_WITH_RESULT:
            result = records[place + 10 : place + 18]
            calculated |= result[6:8] != _NO_NUMBER or result[0] != _BLANK_TEXT
        place += 4 + length
    return calculated


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


# --- compound files ----------------------------------------------------------------------------------------------------

_HEADER = 512
_ENTRY = 128
_STREAM = 2
_ROOT = 5
_ENTRIES_IN_HEADER = 109


@dataclass(frozen=True, slots=True)
class _Entry:
    name: str
    kind: int
    first: int
    size: int


class Compound:
    """A compound file, in which Office kept documents until 2003, as streams by name."""

    def __init__(self, data: bytes) -> None:
        if len(data) < _HEADER:
            raise RefusedError(DAMAGED)
        self._data = data
        shift, short_shift = struct.unpack_from("<HH", data, 30)
        if shift not in (9, 12) or short_shift != 6:  # noqa: PLR2004 - no program writes others
            raise RefusedError(DAMAGED)
        self._sector, self._short = 1 << shift, 1 << short_shift
        tables, directory, _, self._least = struct.unpack_from("<IiII", data, 44)
        short_first, _, more_first, _ = struct.unpack_from("<iIiI", data, 60)
        self._table = self._joined(self._table_sectors(tables, more_first))
        self._entries = _entries(self._chain(directory))
        root = next((entry for entry in self._entries if entry.kind == _ROOT), None)
        self._shorts = self._chain(root.first)[: root.size] if root and root.first >= 0 else b""
        self._short_table = _numbers(self._chain(short_first)) if short_first >= 0 else array("i")

    @property
    def names(self) -> frozenset[str]:
        """The streams that there are, in whatever folder of the file."""
        return frozenset(entry.name for entry in self._entries if entry.kind == _STREAM)

    def stream(self, name: str) -> bytes:
        """The bytes of a stream, as many of them as there are."""
        entry = next(entry for entry in self._entries if entry.kind == _STREAM and entry.name == name)
        if entry.size >= self._least:
            return self._chain(entry.first)[: entry.size]
        pieces = [
            self._shorts[number * self._short : (number + 1) * self._short] for number in _walk(entry.first, self._short_table)
        ]
        return b"".join(pieces)[: entry.size]

    def _table_sectors(self, count: int, more: int) -> list[int]:
        """The sectors that hold the table of sectors: the first of them in the header, the others in a chain."""
        most = len(self._data) // self._sector + 1
        sectors = list(struct.unpack_from(f"<{_ENTRIES_IN_HEADER}i", self._data, 76))
        for _ in range(most):
            if more < 0:
                break
            *numbers, more = _numbers(self._at(more))
            sectors += numbers
        return [sector for sector in sectors if sector >= 0][: min(count, most)]

    def _joined(self, sectors: list[int]) -> array[int]:
        return _numbers(b"".join(map(self._at, sectors)))

    def _chain(self, first: int) -> bytes:
        return b"".join(map(self._at, _walk(first, self._table)))

    def _at(self, sector: int) -> bytes:
        """A sector; the last one of a file may be short."""
        start = (sector + 1) * self._sector
        if start >= len(self._data):
            raise RefusedError(DAMAGED)
        return self._data[start : start + self._sector]


def _walk(first: int, table: array[int]) -> list[int]:
    """The numbers of a chain; one that never ends is broken."""
    found: list[int] = []
    while first >= 0:
        if first >= len(table) or len(found) > len(table):
            raise RefusedError(DAMAGED)
        found.append(first)
        first = table[first]
    return found


def _numbers(content: bytes) -> array[int]:
    return array("i", struct.unpack(f"<{len(content) // 4}i", content[: len(content) // 4 * 4]))


def _entries(directory: bytes) -> list[_Entry]:
    found = []
    for start in range(0, len(directory) - _ENTRY + 1, _ENTRY):
        length, kind = struct.unpack_from("<HB", directory, start + 64)
        first, size = struct.unpack_from("<iI", directory, start + 116)
        name = directory[start : start + max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
        found.append(_Entry(name, kind, first, size))
    return found
