"""Turns the tables of a web page (portals call it .xls), or of a web archive that Excel saved, into grids."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from email import message_from_bytes
from typing import TYPE_CHECKING

from cccc.exports.formats.refusals import MAX_CELLS, MAX_COLUMNS, TOO_LARGE, UNKNOWN_LETTERS, RefusedError, check_nodes
from cccc.exports.formats.text_files import decoded
from cccc.exports.formats.text_files import text_of as file_text
from cccc.exports.grid import Cell, Grid, Merge, as_number
from cccc.markup import parse_html, text_of
from cccc.vietnamese import clean

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cccc.exports.grid import Place, Value
    from cccc.markup import Element

_CELLS = frozenset({"td", "th"})
_TITLES = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_SECTIONS = frozenset({"thead", "tbody", "tfoot", "table"})
_UNSEEN = frozenset({"script", "style", "head", "title", "template", "noscript", "xml"})
_BREAKS = _CELLS | frozenset({"br", "p", "div", "li", "ul", "ol", "tr", "table", "center", "hr", "caption"}) | _TITLES
_FEW_CELLS = 2
_WIDEST_SPAN = 1000
"""No browser lets a cell span more columns."""
_TITLE_LINES = 40

_RULE = re.compile(r"\.([\w-]+)\s*\{([^{}]*)\}")
_HIDING = re.compile(r"(?:^|[;\s])(?:display\s*:\s*none|visibility\s*:\s*(?:collapse|hidden))", re.IGNORECASE)
_NUMBER_FORMAT = re.compile(r"mso-number-format\s*:\s*(\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'|[^;\"']+)", re.IGNORECASE)
_ESCAPED = re.compile(r"\\([0-9a-fA-F]{4}|.)")
_NAMED_FORMATS = {"percent": "0.00%", "fixed": "0.00", "standard": "#,##0.00", "\\@": "@", "text": "@"}
_FIGURE = re.compile(r"[0-9][0-9.,% ]*")


@dataclass(frozen=True, slots=True)
class _Spot:
    """A cell of the page before it has its place."""

    cell: Cell
    rows: int
    columns: int
    heading: bool
    hidden: bool


@dataclass(slots=True)
class _PageRow:
    """A row of the page; a span ends with the ``section`` it began in."""

    section: object
    hidden: bool
    spots: list[_Spot] = field(default_factory=list)

    @property
    def heads(self) -> bool:
        """Whether it stands above the data of a page that has no thead."""
        return bool(self.spots) and all(spot.heading for spot in self.spots)


@dataclass(slots=True)
class _LaidTable:
    """A table whose cells have their places."""

    cells: dict[Place, Cell] = field(default_factory=dict)
    merges: list[Merge] = field(default_factory=list)
    unseen: set[int] = field(default_factory=set)
    seen: set[int] = field(default_factory=set)
    width: int = 0


def read_archive(file: str, data: bytes) -> list[Grid]:
    """The tables of all pages in a web archive (MHTML)."""
    parts = [part for part in message_from_bytes(data).walk() if part.get_content_type() == "text/html"]
    texts = [decoded(content) for part in parts if isinstance(content := part.get_payload(decode=True), bytes)]
    known = [text for text in texts if text is not None]
    if texts and not known:
        raise RefusedError(UNKNOWN_LETTERS)
    return _of_pages(file, known)


def read(file: str, data: bytes) -> list[Grid]:
    """The tables of a web page."""
    return _of_pages(file, [file_text(data)])


def _of_pages(file: str, pages: Sequence[str]) -> list[Grid]:
    """Every table that holds something, or an empty sheet; a name is the table's number, counted through all pages."""
    grids, number = list[Grid](), 0
    for page in pages:
        check_nodes(page.encode())
        root = parse_html(page)
        grids += _Page(root).grids(file, number)
        number += sum(1 for _ in root.iter("table"))
    return _without_hidden_copies(grids) or [Grid(file, "1", 0, {})]


def _without_hidden_copies(grids: Sequence[Grid]) -> list[Grid]:
    """A hidden table that tells the same as one that is shown hides nothing."""
    shown = [grid.cells for grid in grids if not grid.hidden]
    return [grid for grid in grids if not (grid.hidden and grid.cells in shown)]


class _Page:
    """One page: its tables in their order, the styles that its cells name, and the lines of text between the tables."""

    def __init__(self, root: Element) -> None:
        self._root = root
        sheets = " ".join(text_of(style) for style in root.iter("style"))
        self._styles: Mapping[str, str] = dict(_RULE.findall(sheets))

    def grids(self, file: str, before: int) -> list[Grid]:
        """The grids of the tables; ``before`` tables were counted already."""
        tables = list(self._root.iter("table"))
        laid = [self._grid(file, before + index, table) for index, table in enumerate(tables)]
        titles = self._titles({table: bool(grid and _has_figures(grid)) for table, grid in zip(tables, laid, strict=True)})
        return [replace(grid, title=titles[table]) for table, grid in zip(tables, laid, strict=True) if grid]

    def _grid(self, file: str, order: int, table: Element) -> Grid | None:
        rows = list(self._rows(table))
        laid = _laid_out(rows)
        if laid.unseen & laid.seen:
            # hidden cells here and there take no place, as in a browser; a whole hidden column keeps its own
            laid = _laid_out([_PageRow(row.section, row.hidden, [s for s in row.spots if not s.hidden]) for row in rows])
        if not laid.cells:
            return None
        return Grid(
            file,
            str(order + 1),
            order,
            laid.cells,
            tuple(laid.merges),
            any(self._hides(element) for element in (table, *table.iterancestors())),
            frozenset(number for number, row in enumerate(rows, 1) if row.hidden),
            frozenset(laid.unseen | self._unseen_columns(table)),
        )

    # --- rows and cells ----------------------------------------------------------------------------------------------

    def _rows(self, table: Element) -> Iterator[_PageRow]:
        """The rows of a table without those of the tables inside it; a cell outside any row begins one."""
        row, owner = None, table
        for element in _own(table):
            if element.tag == "tr":
                row, owner = _PageRow(_section(element), self._is_hidden(element, table)), element
                yield row
            elif element.tag in _CELLS:
                line = next((above for above in element.iterancestors() if above.tag in ("tr", "table")), table)
                if row is None or line is not owner:
                    row, owner = _PageRow(_section(element), self._is_hidden(line, table)), line
                    yield row
                row.spots.append(self._spot(element))

    def _spot(self, element: Element) -> _Spot:
        text = self._text(element)
        value, form = self._stored(element, text)
        return _Spot(
            Cell(value, form),
            _number(element.get("rowspan"), 1),
            max(1, min(_number(element.get("colspan"), 1), _WIDEST_SPAN)),
            element.tag == "th",
            self._hides(element),
        )

    def _stored(self, element: Element, text: str) -> tuple[Value, str]:
        """The value behind what is shown, where Excel wrote it (``x:num``), and its format."""
        form = self._format(element)
        number = element.get("x:num")
        if number is None or not text:
            return (text or None), form
        value = as_number(number or (text if text.isdigit() else ""))
        if value is None:
            return text, form
        return value, "0.00%" if form == "General" and text.endswith("%") else form

    def _format(self, element: Element) -> str:
        match = _NUMBER_FORMAT.search(self._style(element))
        if match is None:
            return "General"
        form = match[1].strip().strip("\"'").strip()
        if form.lower() in _NAMED_FORMATS:
            return _NAMED_FORMATS[form.lower()]
        return _ESCAPED.sub(lambda found: chr(int(found[1], 16)) if len(found[1]) > 1 else found[1], form)

    def _text(self, element: Element) -> str:
        """What is shown in a cell, without the tables inside it; a break is a blank."""
        return "".join(self._pieces(element)).strip()

    def _pieces(self, element: Element) -> Iterator[str]:
        yield element.text or ""
        for child in element:
            name = child.tag
            if isinstance(name, str) and name not in _UNSEEN and name != "table" and name not in _CELLS:
                if name in _BREAKS:
                    yield "\n"
                if not self._hides(child):
                    yield from self._pieces(child)
                if name in _BREAKS and name != "br":
                    yield "\n"
            yield child.tail or ""

    # --- what is hidden ----------------------------------------------------------------------------------------------

    def _style(self, element: Element) -> str:
        names = (element.get("class") or "").split()
        return ";".join([*(self._styles.get(name, "") for name in names), element.get("style") or ""])

    def _hides(self, element: Element) -> bool:
        return element.get("hidden") is not None or bool(_HIDING.search(self._style(element)))

    def _is_hidden(self, element: Element, table: Element) -> bool:
        """Whether a row, or the section it stands in, is hidden."""
        while element is not table:
            if self._hides(element):
                return True
            above = element.getparent()
            if above is None:
                return False
            element = above
        return False

    def _unseen_columns(self, table: Element) -> set[int]:
        unseen, column = set[int](), 0
        for element in _own(table):
            if element.tag == "col":
                span = max(1, min(_number(element.get("span"), 1), _WIDEST_SPAN))
                if self._hides(element) and column < MAX_COLUMNS:
                    unseen.update(range(column + 1, column + span + 1))
                column += span
        return unseen

    # --- the text around the tables ----------------------------------------------------------------------------------

    def _titles(self, figures: Mapping[Element, bool]) -> dict[Element, tuple[str, ...]]:
        """For each table the lines above it, back to the table before it that holds figures."""
        titles: dict[Element, tuple[str, ...]] = {}
        lines = [""]

        def walk(element: Element) -> None:
            if not isinstance(element.tag, str) or element.tag in _UNSEEN or self._hides(element):
                return
            if element.tag == "table":
                titles[element] = tuple(line for text in lines if (line := clean(text)))[-_TITLE_LINES:]
            if element.tag in _BREAKS:
                lines.append("")
            lines[-1] += element.text or ""
            for child in element:
                walk(child)
                lines[-1] += child.tail or ""
            if element.tag in _BREAKS and element.tag != "br":
                lines.append("")
            if element.tag == "table" and figures[element]:
                lines[:] = [""]
            del lines[: -2 * _TITLE_LINES]

        walk(self._root)
        return {table: titles.get(table, ()) for table in figures}


def _has_figures(grid: Grid) -> bool:
    return any(cell.number is not None or _FIGURE.fullmatch(cell.text) for cell in grid.cells.values())


# --- the tree --------------------------------------------------------------------------------------------------------


def _own(table: Element) -> Iterator[Element]:
    """What stands in a table, in order, without what stands in the tables inside it."""
    waiting = list(reversed(table))
    while waiting:
        element = waiting.pop()
        if element.tag != "table":
            yield element
            waiting.extend(reversed(element))


def _section(element: Element) -> Element:
    return next(above for above in element.iterancestors() if above.tag in _SECTIONS)


def _number(text: str | None, otherwise: int) -> int:
    match = re.match(r"\s*([0-9]{1,7})", text or "")
    return int(match[1]) if match else otherwise


# --- the places of cells: as a browser gives them, and where spans are wrong as was meant --------------------------------


def _laid_out(rows: Sequence[_PageRow]) -> _LaidTable:
    """The cells in their places: a span ends with its section, and a cell never reaches beyond the table's width."""
    ends = _last_rows(rows)
    width = _placed(rows, ends, MAX_COLUMNS).width
    return _placed(rows, ends, width)


def _last_rows(rows: Sequence[_PageRow]) -> list[int]:
    """For each row the last one of its section; a leading run of cells that are all headings ends like one."""
    ends = [0] * len(rows)
    heads = next((index for index, row in enumerate(rows) if not row.heads), 0)
    last = len(rows)
    for index in range(len(rows) - 1, -1, -1):
        if index + 1 == heads or (index + 1 < len(rows) and rows[index].section is not rows[index + 1].section):
            last = index + 1
        ends[index] = last
    return ends


def _placed(rows: Sequence[_PageRow], ends: Sequence[int], widest: int) -> _LaidTable:
    laid, taken, covered = _LaidTable(), dict[int, int](), 0
    edge = reach = 0
    for number, (row, end) in enumerate(zip(rows, ends, strict=True), 1):
        taken = {column: last for column, last in taken.items() if last >= number}
        if taken and sum(spot.columns for spot in row.spots) >= reach:
            taken = {}  # the row is whole without the cells that reach down into it: their spans are too long
        column = 1
        for spot in row.spots:
            while column in taken:
                column += 1
            if column > MAX_COLUMNS:
                raise RefusedError(TOO_LARGE)
            right = min(column + spot.columns - 1, max(widest, column))
            bottom = min(number + (spot.rows or len(rows)) - 1, end)
            covered += (right - column + 1) * (bottom - number + 1)
            if covered > MAX_CELLS:
                raise RefusedError(TOO_LARGE)
            _put(laid, number, column, spot, bottom, right)
            taken |= dict.fromkeys(range(column, right + 1), bottom)
            column = right + 1
        edge = max(edge, column - 1 if len(row.spots) > _FEW_CELLS else 0)
        reach = column - 1 if any(spot.rows != 1 for spot in row.spots) else reach
    laid.width = edge or MAX_COLUMNS
    return laid


def _put(laid: _LaidTable, row: int, column: int, spot: _Spot, bottom: int, right: int) -> None:
    filled = spot.cell.value is not None
    if filled:
        laid.cells[row, column] = spot.cell
        if spot.hidden:
            laid.unseen.add(column)
        elif right == column:
            laid.seen.add(column)
    if (bottom, right) != (row, column):
        laid.merges.append(Merge(row, column, bottom, right))
