"""Turns the bytes of an .ods or .fods spreadsheet (OpenDocument, LibreOffice) into sheets."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from cccc.exports.formats.archives import Parts
from cccc.exports.formats.refusals import (
    ENCRYPTED,
    MAX_COLUMNS,
    MAX_ROWS,
    NO_SPREADSHEET,
    RefusedError,
    SheetDraft,
    check_nodes,
)
from cccc.exports.grid import Cell, as_number
from cccc.markup import local_name, parse_xml

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cccc.exports.grid import Grid, Value
    from cccc.markup import Element

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
_MANIFEST = "META-INF/manifest.xml"
_NUMBERS = frozenset({"float", "percentage", "currency"})
_UNSEEN = frozenset({"collapse", "filter"})
_DURATION = re.compile(r"(-?)P(?:(\d{1,6})D)?(?:T(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9})(?:[.,]\d+)?S)?)?")


def read(file: str, data: bytes) -> Iterator[Grid]:
    """The sheets of a spreadsheet."""
    with Parts(data) as parts:
        if _MANIFEST in parts and b"encryption-data" in parts.read(_MANIFEST):
            raise RefusedError(ENCRYPTED)
        content, styles = parts.read("content.xml"), parts.read("styles.xml") if "styles.xml" in parts else None
    return _grids(file, content, styles)


def is_flat(head: str) -> bool:
    """Whether XML that starts so is a whole spreadsheet without an archive around it (.fods)."""
    return _SPACE[1:] + "office:1.0" in head and "<office:document" in head


def read_flat(file: str, data: bytes) -> Iterator[Grid]:
    """The sheets of a .fods spreadsheet."""
    return _grids(file, data, None)


def _grids(file: str, content: bytes, styles: bytes | None) -> Iterator[Grid]:
    trees = []
    for part in (styles, content):
        if part is not None:
            check_nodes(part)
            trees.append(parse_xml(part))
    look = _Look(trees)
    tables = [
        table
        for body in trees[-1].iter(f"{_OFFICE}spreadsheet")
        for table in body
        if table.tag == f"{_TABLE}table" and table.get(f"{_TABLE}name") is not None
    ]
    if not tables:
        raise RefusedError(NO_SPREADSHEET)
    for order, table in enumerate(tables):
        yield _OpenTable(table, look).grid(file, order)


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


class _OpenTable:
    """One table while it is read."""

    def __init__(self, table: Element, look: _Look) -> None:
        self._table = table
        self._look = look
        self._sheet = SheetDraft()
        self._columns: list[tuple[int, str | None]] = []

    def grid(self, file: str, order: int) -> Grid:
        row, column = 1, 1
        for element in _inside(self._table):
            if element.tag == f"{_TABLE}table-column":
                column += self._column(element, column)
            elif element.tag == f"{_TABLE}table-row":
                row += self._rows(element, row)
        hidden = self._table.get(f"{_TABLE}style-name") in self._look.unseen
        return self._sheet.grid(file, self._table.get(f"{_TABLE}name") or "", order, hidden=hidden)

    def _column(self, element: Element, column: int) -> int:
        repeated = _count(element, f"{_TABLE}number-columns-repeated")
        if element.get(f"{_TABLE}visibility") in _UNSEEN:
            self._sheet.hide_columns(column, column + repeated - 1)
        self._columns.append((column + repeated, element.get(f"{_TABLE}default-cell-style-name")))
        return repeated

    def _rows(self, element: Element, row: int) -> int:
        """Put one row, as often as it is repeated; how many rows it is."""
        repeated = _count(element, f"{_TABLE}number-rows-repeated")
        cells = list(self._row(element, row))
        for number in range(row, min(row + repeated, MAX_ROWS + 1) if cells else row):
            for column, cell in cells:
                self._sheet.put(number, column, cell)
            if element.get(f"{_TABLE}visibility") in _UNSEEN:
                self._sheet.hidden_rows.add(number)
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
                down, across = (_count(child, f"{_TABLE}number-{name}-spanned") for name in ("rows", "columns"))
                self._sheet.merge(row, column, row + down - 1, column + across - 1)
                form = self._look.form(child.get(f"{_TABLE}style-name") or default or self._default(column))
                cell = _cell(child, form)
                last = min(column + repeated, MAX_COLUMNS + 1)
                yield from ((number, cell) for number in range(column, last) if cell is not None)
            column += repeated

    def _default(self, column: int) -> str | None:
        return next((style for end, style in self._columns if column < end), None)


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
