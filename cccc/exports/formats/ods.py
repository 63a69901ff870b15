"""Turns the bytes of an .ods spreadsheet (OpenDocument, LibreOffice) into grids, or into the reason why they cannot be read."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZipFile

from cccc.exports.formats.refusals import (
    DAMAGED,
    ENCRYPTED,
    HOSTILE,
    MAX_CELLS,
    MAX_COLUMNS,
    MAX_ROWS,
    NO_SPREADSHEET,
    TOO_LARGE,
    covers_too_much,
    too_many_nodes,
)
from cccc.exports.grid import Cell, Grid, Merge, as_number
from cccc.markup import MarkupError, local_name, parse_xml

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cccc.exports.grid import Value
    from cccc.markup import Element
    from cccc.messages import Message

_SPACE = "{urn:oasis:names:tc:opendocument:xmlns:"
_OFFICE, _TABLE, _STYLE, _NUMBER, _TEXT = (
    f"{_SPACE}{name}:1.0}}" for name in ("office", "table", "style", "datastyle", "text")
)
_KIND_OF_ERROR = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}value-type"
_GROUPS = frozenset(
    f"{_TABLE}{name}"
    for name in (
        "table-header-columns",
        "table-column-group",
        "table-columns",
        "table-header-rows",
        "table-row-group",
        "table-rows",
    )
)
_NUMBERS = frozenset({"float", "percentage", "currency"})
_UNSEEN = frozenset({"collapse", "filter"})
_DURATION = re.compile(r"(-?)P(?:(\d{1,6})D)?(?:T(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9})(?:[.,]\d+)?S)?)?")


class _TooLargeError(Exception):
    pass


def read(file: str, data: bytes) -> list[Grid] | Message:
    """The sheets of a spreadsheet, or why it cannot be read."""
    try:
        with ZipFile(BytesIO(data)) as archive:
            parts = {name: archive.read(name) for name in _PARTS if name in archive.namelist()}
        if b"encryption-data" in parts.get("META-INF/manifest.xml", b""):
            return ENCRYPTED
        if any(too_many_nodes(part) for part in parts.values()):
            return TOO_LARGE
        return _grids(file, parse_xml(parts["content.xml"]), parse_xml(parts["styles.xml"]) if "styles.xml" in parts else None)
    except _TooLargeError:
        return TOO_LARGE
    except MarkupError as error:
        return HOSTILE if error.entities else DAMAGED
    except Exception:  # noqa: BLE001 - on hostile bytes zipfile and zlib raise nearly anything
        return DAMAGED


_PARTS = ("META-INF/manifest.xml", "content.xml", "styles.xml")


def is_flat(head: str) -> bool:
    """Whether XML that starts so is a whole spreadsheet without an archive around it (.fods)."""
    return _SPACE[1:] + "office:1.0" in head and "<office:document" in head


def read_flat(file: str, data: bytes) -> list[Grid] | Message:
    """The sheets of a .fods spreadsheet, or why it cannot be read."""
    if too_many_nodes(data):
        return TOO_LARGE
    try:
        return _grids(file, parse_xml(data), None)
    except _TooLargeError:
        return TOO_LARGE
    except MarkupError as error:
        return HOSTILE if error.entities else DAMAGED


def _grids(file: str, content: Element, styles: Element | None) -> list[Grid] | Message:
    look = _Look([part for part in (styles, content) if part is not None])
    tables = [
        table
        for body in content.iter(f"{_OFFICE}spreadsheet")
        for table in body
        if table.tag == f"{_TABLE}table" and table.get(f"{_TABLE}name") is not None
    ]
    if not tables:
        return NO_SPREADSHEET
    grids, left = [], MAX_CELLS
    for order, table in enumerate(tables):
        sheet = _Sheet(table, look, left)
        grids.append(sheet.grid(file, order))
        left -= len(grids[-1].cells)
    return TOO_LARGE if covers_too_much([merge for grid in grids for merge in grid.merges]) else grids


class _Look:
    """The styles: the number format of a cell's, and which of a table's hide it."""

    def __init__(self, parts: Sequence[Element]) -> None:
        self._forms: dict[str, str] = {}
        self._cells: dict[str, tuple[str, str]] = {}
        self.unseen: set[str] = set()
        for part in parts:
            for element in part.iter():
                name = element.get(f"{_STYLE}name")
                if not name:
                    continue
                if element.tag == f"{_STYLE}style":
                    self._cells[name] = (
                        element.get(f"{_STYLE}data-style-name") or "",
                        element.get(f"{_STYLE}parent-style-name") or "",
                    )
                    if any(child.get(f"{_TABLE}display") == "false" for child in element):
                        self.unseen.add(name)
                elif element.tag in (f"{_NUMBER}percentage-style", f"{_NUMBER}number-style"):
                    self._forms[name] = _form(element)

    def form(self, style: str | None) -> str:
        """The number format of a cell's style, or of the style that it builds on."""
        for _ in range(8):
            form, parent = self._cells.get(style or "", ("", ""))
            if form or not parent:
                return self._forms.get(form, "General")
            style = parent
        return "General"


def _form(element: Element) -> str:
    """A number style as Excel would write it: ``0.00%``, or ``0.00"%"`` where the sign is only put behind the number."""
    form = ""
    for child in element:
        if child.tag == f"{_NUMBER}number":
            places = _count(child, f"{_NUMBER}decimal-places", 0)
            form += "0" + ("." + "0" * min(places, 30) if places else "")
        elif child.tag == f"{_NUMBER}text" and "%" in (child.text or ""):
            form += "%" if element.tag == f"{_NUMBER}percentage-style" else '"%"'
    return form or "General"


def _count(element: Element, name: str, least: int = 1) -> int:
    text = element.get(name) or ""
    return max(int(text), least) if text.isdecimal() and len(text) < 10 else 1  # noqa: PLR2004 - longer is no count


class _Sheet:
    """One table while it is read; ``most`` cells are too many."""

    def __init__(self, table: Element, look: _Look, most: int) -> None:
        self._table = table
        self._look = look
        self._most = most
        self._cells: dict[tuple[int, int], Cell] = {}
        self._merges: list[Merge] = []
        self._hidden_rows: set[int] = set()
        self._hidden_columns: set[int] = set()
        self._columns: list[tuple[int, str | None]] = []

    def grid(self, file: str, order: int) -> Grid:
        row, column = 1, 1
        for element in _inside(self._table):
            if element.tag == f"{_TABLE}table-column":
                column += self._column(element, column)
            elif element.tag == f"{_TABLE}table-row":
                row += self._rows(element, row)
        return Grid(
            file,
            self._table.get(f"{_TABLE}name") or "",
            order,
            self._cells,
            tuple(self._merges),
            self._table.get(f"{_TABLE}style-name") in self._look.unseen,
            frozenset(self._hidden_rows),
            frozenset(self._hidden_columns),
        )

    def _column(self, element: Element, column: int) -> int:
        repeated = _count(element, f"{_TABLE}number-columns-repeated")
        if element.get(f"{_TABLE}visibility") in _UNSEEN:
            self._hidden_columns.update(range(column, min(column + repeated, MAX_COLUMNS + 1)))
        self._columns.append((column + repeated, element.get(f"{_TABLE}default-cell-style-name")))
        return repeated

    def _rows(self, element: Element, row: int) -> int:
        """Put one row, as often as it is repeated; how many rows it is."""
        repeated = _count(element, f"{_TABLE}number-rows-repeated")
        cells = list(self._row(element, row))
        hidden = element.get(f"{_TABLE}visibility") in _UNSEEN
        for number in range(row, min(row + repeated, MAX_ROWS + 1) if cells else row):
            if len(self._cells) + len(cells) > self._most:
                raise _TooLargeError
            self._cells.update({(number, column): cell for column, cell in cells})
            if hidden:
                self._hidden_rows.add(number)
        return repeated

    def _row(self, element: Element, row: int) -> Iterator[tuple[int, Cell]]:
        """The filled cells of a row, with their columns; merges are noted."""
        column = 1
        default = element.get(f"{_TABLE}default-cell-style-name")
        for child in element:
            if child.tag not in (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
                continue
            repeated = _count(child, f"{_TABLE}number-columns-repeated")
            if child.tag == f"{_TABLE}table-cell" and column <= MAX_COLUMNS:
                self._merge(child, row, column)
                form = self._look.form(child.get(f"{_TABLE}style-name") or default or self._default(column))
                cell = _cell(child, form)
                last = min(column + repeated, MAX_COLUMNS + 1)
                yield from ((number, cell) for number in range(column, last) if cell is not None)
            column += repeated

    def _default(self, column: int) -> str | None:
        return next((style for end, style in self._columns if column < end), None)

    def _merge(self, cell: Element, row: int, column: int) -> None:
        down, across = (_count(cell, f"{_TABLE}number-{name}-spanned") for name in ("rows", "columns"))
        if (down, across) != (1, 1):
            self._merges.append(Merge(row, column, min(row + down - 1, MAX_ROWS), min(column + across - 1, MAX_COLUMNS)))


def _inside(table: Element) -> Iterator[Element]:
    """The rows and columns of a table, out of the groups that they may stand in."""
    waiting = list(reversed(table))
    while waiting:
        element = waiting.pop()
        if element.tag in _GROUPS:
            waiting.extend(reversed(element))
        else:
            yield element


def _cell(element: Element, form: str) -> Cell | None:
    kind = element.get(f"{_OFFICE}value-type")
    text = "\n".join("".join(_pieces(child)) for child in element if child.tag == f"{_TEXT}p")
    if kind is None and element.get(f"{_TABLE}formula") and not text.strip():
        return Cell(None, form, stale=True)
    value = text if element.get(_KIND_OF_ERROR) == "error" else _value(element, kind, text)
    if kind == "percentage" and "%" not in form:
        form = "0.00%"
    return Cell(value, form) if value is not None and str(value).strip() else None


def _value(element: Element, kind: str | None, text: str) -> Value:
    stored = element.get(f"{_OFFICE}{'value' if kind in _NUMBERS else f'{kind}-value'}")
    if stored is None:
        return text
    if kind in _NUMBERS:
        number = as_number(stored)
        return text if number is None else number
    match kind:
        case "boolean":
            return stored == "true"
        case "date":
            return _moment(stored) or text
        case "time":
            return _duration(stored) or text
        case _:
            return stored


def _moment(text: str) -> date | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _duration(text: str) -> timedelta | None:
    match = _DURATION.fullmatch(text)
    if match is None:
        return None
    days, hours, minutes, seconds = (int(part or 0) for part in match.groups()[1:])
    length = timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)
    return -length if match[1] else length


def _pieces(paragraph: Element) -> Iterator[str]:
    """The text of a paragraph: blanks, tabs and line breaks are elements."""
    yield paragraph.text or ""
    for child in paragraph:
        match local_name(child):
            case "s":
                yield " " * min(_count(child, f"{_TEXT}c"), 100)
            case "tab" | "line-break":
                yield " "
            case "annotation":
                pass
            case _:
                yield from _pieces(child)
        yield child.tail or ""
