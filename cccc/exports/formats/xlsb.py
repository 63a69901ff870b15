"""Turns the bytes of an .xlsb workbook, whose parts are records and no XML, into sheets."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cccc.exports.formats.archives import Parts
from cccc.exports.formats.number_formats import BUILT_IN, EPOCH_1900, EPOCH_1904, GENERAL, is_date, moment
from cccc.exports.formats.refusals import TOO_LARGE, RefusedError, SheetDraft
from cccc.exports.grid import Cell

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from cccc.exports.grid import Grid, Value

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


@dataclass(frozen=True, slots=True)
class _Listed:
    """A sheet as the workbook lists it."""

    name: str
    relation: str
    hidden: bool


@dataclass(frozen=True, slots=True)
class _BinaryBook:
    """What the sheets share."""

    texts: Sequence[str]
    forms: Sequence[str]
    epoch: datetime


def read(file: str, data: bytes) -> Iterator[Grid]:
    """The sheets of a workbook."""
    with Parts(data) as parts:
        name = parts.workbook("xl/workbook.bin")
        relations = parts.relations(name)
        listed, epoch = _listed(parts.read(name))
        shared = {relation.kind: relation.target for relation in relations.values() if relation.target in parts}
        texts = list(_texts(parts.read(shared["sharedStrings"]))) if "sharedStrings" in shared else []
        forms = _forms(parts.read(shared["styles"])) if "styles" in shared else []
        book = _BinaryBook(texts, forms, epoch)
        for order, sheet in enumerate(listed):
            relation = relations.get(sheet.relation)
            if relation is not None and relation.kind == "worksheet":
                yield _grid(file, order, sheet, parts.read(relation.target), book)


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
            raise RefusedError(TOO_LARGE)


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
    sheets, epoch = [], EPOCH_1900
    for number, record in _records(content):
        if number == _WORKBOOK_PROPERTIES and record[0] & _FROM_1904:
            epoch = EPOCH_1904
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
    own, forms, within = dict(BUILT_IN), list[str](), False
    for number, record in _records(content):
        if number in (_CELL_STYLES, _CELL_STYLES_END):
            within = number == _CELL_STYLES
        elif number == _FORMAT:
            own[struct.unpack_from("<H", record)[0]] = _text(record, 2)[0]
        elif number == _STYLE and within:
            forms.append(own.get(struct.unpack_from("<HH", record)[1], GENERAL))
    return forms


# --- a sheet ---------------------------------------------------------------------------------------------------------


def _grid(file: str, order: int, sheet: _Listed, content: bytes, book: _BinaryBook) -> Grid:
    draft, row, column = SheetDraft(), 0, 0
    for number, record in _records(content):
        if number == _ROW:
            row, column = struct.unpack_from("<I", record)[0] + 1, 0
            if record[11] & _HIDDEN_ROW:
                draft.hidden_rows.add(row)
        elif _BLANK <= number < _SHORT.stop:
            column = column + 1 if number in _SHORT else struct.unpack_from("<I", record)[0] + 1
            kind, rest = (number - 11, record) if number in _SHORT else (_FORMULAS.get(number, number), record[4:])
            draft.put(row, column, _cell(kind, rest, book))
        elif number == _COLUMN:
            first, last, _, _, flags = struct.unpack_from("<IIIIH", record)
            if flags & _HIDDEN_COLUMN:
                draft.hide_columns(first + 1, last + 1)
        elif number == _MERGE:
            top, bottom, left, right = (edge + 1 for edge in struct.unpack_from("<IIII", record))
            draft.merge(top, left, bottom, right)
    return draft.grid(file, sheet.name, order, hidden=sheet.hidden)


def _cell(kind: int, record: memoryview, book: _BinaryBook) -> Cell | None:
    """A cell from the record behind its column: the style, then the value."""
    style = struct.unpack_from("<I", record)[0] & 0xFFFFFF
    form = book.forms[style] if style < len(book.forms) else GENERAL
    value = _value(kind, record[4:], book)
    if value is None or not str(value).strip():
        return None
    if isinstance(value, float):
        value = _day(value, book.epoch) if is_date(form) else int(value) if value.is_integer() else value
    return Cell(value, form)


def _value(kind: int, record: memoryview, book: _BinaryBook) -> Value:
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


def _day(serial: float, epoch: datetime) -> Value:
    try:
        return moment(serial, epoch)
    except (OverflowError, ValueError):
        return serial
