"""Turns the XML in which Excel 2003 could keep a workbook (portals call it .xls or .xml) into sheets."""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING

from cccc.exports.formats.refusals import (
    MAX_CELLS,
    MAX_COLUMNS,
    MAX_ROWS,
    NO_SPREADSHEET,
    TOO_LARGE,
    RefusedError,
    SheetDraft,
    check_nodes,
)
from cccc.exports.grid import Cell, as_number
from cccc.markup import local_name, parse_xml, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cccc.exports.grid import Grid, Value
    from cccc.markup import Element

NAMESPACE = "urn:schemas-microsoft-com:office:spreadsheet"

_NAMED_FORMATS = {
    "General Number": "General",
    "Percent": "0.00%",
    "Fixed": "0.00",
    "Standard": "#,##0.00",
    "Scientific": "0.00E+00",
    "General Date": "dd/mm/yyyy hh:mm",
    "Short Date": "dd/mm/yyyy",
    "Medium Date": "dd-mmm-yy",
    "Long Date": "dd mmmm yyyy",
}


def is_spreadsheetml(head: str) -> bool:
    """Whether XML that starts so is such a workbook; a web page of Excel's names the namespace of another kind."""
    root = re.search(r"<(?:\w+:)?(Workbook|html)\b", head, re.IGNORECASE)
    return NAMESPACE in head and root is not None and root[1] == "Workbook"


def read(file: str, data: bytes) -> Iterator[Grid]:
    """The sheets of a workbook."""
    check_nodes(data)
    root = parse_xml(data)
    formats = dict(_formats(root))
    sheets = [child for child in root if local_name(child) == "Worksheet"]
    if not sheets:
        raise RefusedError(NO_SPREADSHEET)
    for order, sheet in enumerate(sheets):
        yield _Worksheet(sheet, formats).grid(file, order)


def _formats(root: Element) -> Iterator[tuple[str, str]]:
    for style in root.iter(f"{{{NAMESPACE}}}Style"):
        form = next((child for child in style if local_name(child) == "NumberFormat"), None)
        if form is not None:
            given = _given(form, "Format") or "General"
            yield _given(style, "ID") or "", _NAMED_FORMATS.get(given, given)


def _given(element: Element, name: str) -> str | None:
    """An attribute; some programs forget its prefix."""
    return element.get(f"{{{NAMESPACE}}}{name}") or element.get(name)


def _count(element: Element, name: str) -> int:
    number = as_number(_given(element, name) or "0")
    return min(max(int(number or 0), 0), MAX_ROWS)


class _Worksheet:
    """One sheet while it is read; ``taken`` is for each column the last row that a merge from above reaches."""

    def __init__(self, sheet: Element, formats: Mapping[str, str]) -> None:
        self._element = sheet
        self._formats = formats
        self._sheet = SheetDraft()
        self._taken: dict[int, int] = {}
        self._covered = 0

    def grid(self, file: str, order: int) -> Grid:
        row, column = 0, 0
        for table in (child for child in self._element if local_name(child) == "Table"):
            for child in table:
                match local_name(child):
                    case "Column":
                        column = self._column(child, (_count(child, "Index") or column + 1))
                    case "Row":
                        row = self._row(child, (_count(child, "Index") or row + 1))
        name = _given(self._element, "Name") or str(order + 1)
        return self._sheet.grid(file, name, order, hidden=self._is_hidden())

    def _is_hidden(self) -> bool:
        options = (child for child in self._element if local_name(child) == "WorksheetOptions")
        told = [child.text or "" for option in options for child in option if local_name(child) == "Visible"]
        return any(text.strip() in ("SheetHidden", "SheetVeryHidden") for text in told)

    def _column(self, element: Element, column: int) -> int:
        last = column + _count(element, "Span")
        if _is_unseen(element, "Width"):
            self._sheet.hide_columns(column, last)
        return last

    def _row(self, element: Element, row: int) -> int:
        column = 0
        if row <= MAX_ROWS and _is_unseen(element, "Height"):
            self._sheet.hidden_rows.add(row)
        for child in element:
            if local_name(child) == "Cell" and row <= MAX_ROWS:
                column = self._cell(child, row, _count(child, "Index") or self._next(row, column))
        return row + _count(element, "Span")

    def _next(self, row: int, column: int) -> int:
        """The next column that no merge from above takes."""
        column += 1
        while self._taken.get(column, 0) >= row:
            column += 1
        return column

    def _cell(self, element: Element, row: int, column: int) -> int:
        """Put a cell in its place; the last column that it takes."""
        right, bottom = column + _count(element, "MergeAcross"), row + _count(element, "MergeDown")
        if right > MAX_COLUMNS:
            return right
        if (right, bottom) != (column, row):
            self._covered += (right - column + 1) * (bottom - row + 1)
            if self._covered > MAX_CELLS:
                raise RefusedError(TOO_LARGE)
            self._taken |= dict.fromkeys(range(column, right + 1), bottom)
            self._sheet.merge(row, column, bottom, right)
        self._sheet.put(row, column, self._read(element))
        return right

    def _read(self, element: Element) -> Cell | None:
        form = self._formats.get(_given(element, "StyleID") or "", "General")
        data = next((child for child in element if local_name(child) == "Data"), None)
        if data is None:
            return Cell(None, form, stale=True) if _given(element, "Formula") else None
        text = text_of(data)
        return Cell(_value(_given(data, "Type") or "String", text), form) if text.strip() else None


def _is_unseen(element: Element, size: str) -> bool:
    return _given(element, "Hidden") == "1" or as_number(_given(element, size) or "1") == 0


def _value(kind: str, text: str) -> Value:
    match kind:
        case "Number":
            number = as_number(text)
            return text if number is None else number
        case "Boolean":
            return text.strip() == "1"
        case "DateTime":
            try:
                return datetime.fromisoformat(text.strip())
            except ValueError:
                return text
        case _:
            return text
