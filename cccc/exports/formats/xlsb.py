"""Turns the bytes of an .xlsb workbook, whose parts are records and no XML, into grids."""

from __future__ import annotations

import posixpath
import re
import struct
from dataclasses import dataclass
from datetime import datetime, timedelta
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZipFile

from cccc.exports.formats.refusals import DAMAGED, MAX_CELLS, MAX_COLUMNS, MAX_ROWS, TOO_LARGE, covers_too_much
from cccc.exports.grid import Cell, Grid, Merge
from cccc.markup import local_name, parse_xml

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cccc.exports.grid import Value
    from cccc.messages import Message

_Record = tuple[int, memoryview]

_ROW, _BLANK, _SHARED_TEXT, _FORMAT, _STYLE, _COLUMN = 0, 1, 19, 44, 47, 60
_WORKBOOK_PROPERTIES, _SHEET, _MERGE = 153, 156, 176
_CELL_STYLES, _CELL_STYLES_END = 617, 618
_RK, _ERROR, _BOOL, _REAL, _TEXT, _SHARED = 2, 3, 4, 5, 6, 7
_FORMULAS = {8: _TEXT, 9: _REAL, 10: _BOOL, 11: _ERROR}
_SHORT = range(12, 19)
"""The kinds of cell again, without a column: they stand right of the cell before them."""

_HIDDEN_ROW = 0x10
_HIDDEN_COLUMN = 0x1
_FROM_1904 = 0x1
_MOST_RECORDS = 4_000_000

_ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
    0x2B: "#GETTING_DATA",
}
_BUILT_IN = {
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    14: "dd/mm/yyyy",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    22: "dd/mm/yyyy h:mm",
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mmss.0",
    49: "@",
}
_LITERAL = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
_DATE = re.compile(r"[dmyhs]", re.IGNORECASE)
_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - a workbook knows no zones
_EPOCH_1904 = datetime(1904, 1, 1)  # noqa: DTZ001
_LEAP_DAY = 60
"""Excel believes in a 29 February 1900; days before it are one further from the epoch."""


class _TooLargeError(Exception):
    pass


@dataclass(frozen=True, slots=True)
class _Listed:
    """A sheet as the workbook lists it."""

    name: str
    relation: str
    hidden: bool


@dataclass(frozen=True, slots=True)
class _Book:
    """What the sheets share."""

    texts: Sequence[str]
    forms: Sequence[str]
    epoch: datetime


def read(file: str, data: bytes) -> list[Grid] | Message:
    """The sheets of a workbook, or why it cannot be read."""
    try:
        with ZipFile(BytesIO(data)) as archive:
            grids = list(_grids(file, archive))
    except _TooLargeError:
        return TOO_LARGE
    except Exception:  # noqa: BLE001 - on hostile bytes zipfile, zlib and struct raise nearly anything
        return DAMAGED
    if covers_too_much([merge for grid in grids for merge in grid.merges]):
        return TOO_LARGE
    return grids or DAMAGED


def _grids(file: str, archive: ZipFile) -> Iterator[Grid]:
    names = frozenset(archive.namelist())
    targets = _targets(archive.read("xl/_rels/workbook.bin.rels"))
    listed, epoch = _listed(archive.read("xl/workbook.bin"))
    parts = {kind: target for kind, target in targets.values() if target in names}
    texts = list(_texts(archive.read(parts["sharedStrings"]))) if "sharedStrings" in parts else []
    forms = _forms(archive.read(parts["styles"])) if "styles" in parts else []
    book, cells = _Book(texts, forms, epoch), 0
    for order, sheet in enumerate(listed):
        kind, target = targets.get(sheet.relation, ("", ""))
        if kind == "worksheet":
            grid = _grid(file, order, sheet, archive.read(target), book)
            cells += len(grid.cells)
            if cells > MAX_CELLS:
                raise _TooLargeError
            yield grid


def _targets(content: bytes) -> dict[str, tuple[str, str]]:
    """For each relation of the workbook, of which kind it is and the part that it leads to."""
    targets = {}
    for relation in parse_xml(content):
        if local_name(relation) == "Relationship":
            target = relation.get("Target") or ""
            path = target[1:] if target.startswith("/") else posixpath.normpath(posixpath.join("xl", target))
            targets[relation.get("Id") or ""] = ((relation.get("Type") or "").rpartition("/")[2], path)
    return targets


# --- records ---------------------------------------------------------------------------------------------------------


def _records(content: bytes) -> Iterator[_Record]:
    """The records of a part; number and length are written seven bits a byte."""
    view, place, count = memoryview(content), 0, 0
    while place < len(content):
        number, place = _packed(content, place, 2)
        length, place = _packed(content, place, 4)
        yield number, view[place : place + length]
        place += length
        count += 1
        if count > _MOST_RECORDS:
            raise _TooLargeError


def _packed(content: bytes, place: int, most: int) -> tuple[int, int]:
    number = 0
    for index in range(most):
        byte = content[place]
        place += 1
        number |= (byte & 0x7F) << 7 * index
        if byte < 0x80:  # noqa: PLR2004 - the eighth bit says that more follows
            break
    return number, place


def _text(record: memoryview, place: int) -> tuple[str, int]:
    """A text with its length before it, and where it ends; a missing one is told by a length of all ones."""
    (length,) = struct.unpack_from("<I", record, place)
    if length == 0xFFFFFFFF:  # noqa: PLR2004
        return "", place + 4
    end = place + 4 + 2 * length
    if end > len(record):
        raise ValueError
    return bytes(record[place + 4 : end]).decode("utf-16-le", "replace"), end


# --- what the sheets share -------------------------------------------------------------------------------------------


def _listed(content: bytes) -> tuple[list[_Listed], datetime]:
    sheets, epoch = [], _EPOCH
    for number, record in _records(content):
        if number == _WORKBOOK_PROPERTIES and record[0] & _FROM_1904:
            epoch = _EPOCH_1904
        elif number == _SHEET:
            (state,) = struct.unpack_from("<I", record)
            relation, place = _text(record, 8)
            name, _ = _text(record, place)
            sheets.append(_Listed(name, relation, bool(state)))
    return sheets, epoch


def _texts(content: bytes) -> Iterator[str]:
    return (_text(record, 1)[0] for number, record in _records(content) if number == _SHARED_TEXT)


def _forms(content: bytes) -> list[str]:
    """The number format of each cell style."""
    own, forms, within = dict(_BUILT_IN), list[str](), False
    for number, record in _records(content):
        if number in (_CELL_STYLES, _CELL_STYLES_END):
            within = number == _CELL_STYLES
        elif number == _FORMAT:
            own[struct.unpack_from("<H", record)[0]] = _text(record, 2)[0]
        elif number == _STYLE and within:
            forms.append(own.get(struct.unpack_from("<HH", record)[1], "General"))
    return forms


# --- a sheet ---------------------------------------------------------------------------------------------------------


def _grid(file: str, order: int, sheet: _Listed, content: bytes, book: _Book) -> Grid:
    cells: dict[tuple[int, int], Cell] = {}
    merges: list[Merge] = []
    hidden_rows, hidden_columns = set[int](), set[int]()
    row, column = 0, 0
    for number, record in _records(content):
        if number == _ROW:
            row, column = struct.unpack_from("<I", record)[0] + 1, 0
            if row <= MAX_ROWS and record[11] & _HIDDEN_ROW:
                hidden_rows.add(row)
        elif _BLANK <= number < _SHORT.stop:
            column = column + 1 if number in _SHORT else struct.unpack_from("<I", record)[0] + 1
            kind, rest = (number - 11, record) if number in _SHORT else (_FORMULAS.get(number, number), record[4:])
            cell = _cell(kind, rest, book)
            if cell is not None and 1 <= row <= MAX_ROWS and column <= MAX_COLUMNS:
                cells[row, column] = cell
        elif number == _COLUMN:
            first, last, _, _, flags = struct.unpack_from("<IIIIH", record)
            if flags & _HIDDEN_COLUMN:
                hidden_columns.update(range(first + 1, min(last + 1, MAX_COLUMNS) + 1))
        elif number == _MERGE:
            top, bottom, left, right = (edge + 1 for edge in struct.unpack_from("<IIII", record))
            if top <= bottom <= MAX_ROWS and left <= right <= MAX_COLUMNS:
                merges.append(Merge(top, left, bottom, right))
    return Grid(file, sheet.name, order, cells, tuple(merges), sheet.hidden, frozenset(hidden_rows), frozenset(hidden_columns))


def _cell(kind: int, record: memoryview, book: _Book) -> Cell | None:
    """A cell from the record behind its column: the style, then the value."""
    style = struct.unpack_from("<I", record)[0] & 0xFFFFFF
    form = book.forms[style] if style < len(book.forms) else "General"
    value = _value(kind, record[4:], book)
    if value is None or not str(value).strip():
        return None
    if isinstance(value, float):
        value = _moment(value, book.epoch) if _is_date(form) else int(value) if value.is_integer() else value
    return Cell(value, form)


def _value(kind: int, record: memoryview, book: _Book) -> Value:
    if kind == _RK:
        return _from_rk(int(struct.unpack_from("<I", record)[0]))
    if kind == _REAL:
        return float(struct.unpack_from("<d", record)[0])
    if kind == _SHARED:
        return book.texts[int(struct.unpack_from("<I", record)[0])]
    if kind == _TEXT:
        return _text(record, 0)[0]
    if kind == _BOOL:
        return bool(record[0])
    return _ERRORS.get(record[0], "#N/A") if kind == _ERROR else None


def _from_rk(packed: int) -> float:
    """A number in thirty bits: a whole one or the head of a float, and perhaps a hundred times too large."""
    if packed & 2:
        number = float(struct.unpack("<i", struct.pack("<I", packed))[0] >> 2)
    else:
        number = float(struct.unpack("<d", struct.pack("<II", 0, packed & 0xFFFFFFFC))[0])
    return number / 100 if packed & 1 else number


def _is_date(form: str) -> bool:
    return form not in ("General", "@") and bool(_DATE.search(_LITERAL.sub("", form).split(";")[0]))


def _moment(serial: float, epoch: datetime) -> Value:
    try:
        moment = epoch + timedelta(days=serial + (1 if epoch is _EPOCH and serial < _LEAP_DAY else 0))
    except (OverflowError, ValueError):
        return serial
    return moment.time() if 0 <= serial < 1 else moment
