"""Turns the XML in which Excel 2003 could keep a workbook (portals call it .xls or .xml) into grids."""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING

from cccc.exports.formats.refusals import (
    DAMAGED,
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
from cccc.markup import MarkupError, local_name, parse_xml, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cccc.exports.grid import Value
    from cccc.markup import Element
    from cccc.messages import Message

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


class _TooLargeError(Exception):
    pass


def is_spreadsheetml(head: str) -> bool:
    """Whether XML that starts so is such a workbook; a web page of Excel's names the namespace of another kind."""
    root = re.search(r"<(?:\w+:)?(Workbook|html)\b", head, re.IGNORECASE)
    return NAMESPACE in head and root is not None and root[1] == "Workbook"


def read(file: str, data: bytes) -> list[Grid] | Message:
    """The sheets of a workbook, or why it cannot be read."""
    if too_many_nodes(data):
        return TOO_LARGE
    try:
        root = parse_xml(data)
    except MarkupError as error:
        return HOSTILE if error.entities else DAMAGED
    formats = dict(_formats(root))
    sheets = [child for child in root if local_name(child) == "Worksheet"]
    if not sheets:
        return NO_SPREADSHEET
    try:
        grids = [_Sheet(sheet, formats).grid(file, order) for order, sheet in enumerate(sheets)]
    except _TooLargeError:
        return TOO_LARGE
    if covers_too_much([merge for grid in grids for merge in grid.merges]):
        return TOO_LARGE
    return TOO_LARGE if sum(len(grid.cells) for grid in grids) > MAX_CELLS else grids


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


class _Sheet:
    """One sheet while it is read; ``taken`` is for each column the last row that a merge from above reaches."""

    def __init__(self, sheet: Element, formats: Mapping[str, str]) -> None:
        self._sheet = sheet
        self._formats = formats
        self._cells: dict[tuple[int, int], Cell] = {}
        self._merges: list[Merge] = []
        self._hidden_rows: set[int] = set()
        self._hidden_columns: set[int] = set()
        self._taken: dict[int, int] = {}
        self._covered = 0

    def grid(self, file: str, order: int) -> Grid:
        row, column = 0, 0
        for table in (child for child in self._sheet if local_name(child) == "Table"):
            for child in table:
                match local_name(child):
                    case "Column":
                        column = self._column(child, (_count(child, "Index") or column + 1))
                    case "Row":
                        row = self._row(child, (_count(child, "Index") or row + 1))
        return Grid(
            file,
            _given(self._sheet, "Name") or str(order + 1),
            order,
            self._cells,
            tuple(self._merges),
            self._is_hidden(),
            frozenset(self._hidden_rows),
            frozenset(self._hidden_columns),
        )

    def _is_hidden(self) -> bool:
        options = (child for child in self._sheet if local_name(child) == "WorksheetOptions")
        told = [child.text or "" for option in options for child in option if local_name(child) == "Visible"]
        return any(text.strip() in ("SheetHidden", "SheetVeryHidden") for text in told)

    def _column(self, element: Element, column: int) -> int:
        last = column + _count(element, "Span")
        if _is_unseen(element, "Width"):
            self._hidden_columns.update(range(column, min(last, MAX_COLUMNS) + 1))
        return last

    def _row(self, element: Element, row: int) -> int:
        column = 0
        if row <= MAX_ROWS and _is_unseen(element, "Height"):
            self._hidden_rows.add(row)
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
                raise _TooLargeError
            self._taken |= dict.fromkeys(range(column, right + 1), bottom)
            self._merges.append(Merge(row, column, min(bottom, MAX_ROWS), right))
        cell = self._read(element)
        if cell is not None:
            self._cells[row, column] = cell
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
