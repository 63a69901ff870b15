"""Turns the bytes of an .xlsx or .xlsm workbook into sheets.

Only what a table needs is opened: the relations that lead to the sheets, the workbook, the shared texts, the number formats
and the sheets (ECMA-376, part 1, 12 and 18).  What lies in any other part (drawings, links, colours, properties) cannot make
a workbook fail.  A sheet in the form that programs write is read by patterns, after an XML parser has found it whole; any other
form (prefixed names, UTF-16, comments, CDATA) is read from its tree.  Both give the same cells.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from cccc.exports.formats.archives import Parts
from cccc.exports.formats.number_formats import (
    BUILT_IN,
    EPOCH_1900,
    EPOCH_1904,
    FIRST_OWN,
    GENERAL,
    is_date,
    is_duration,
    iso_moment,
    moment,
)
from cccc.exports.formats.refusals import (
    MAX_CELLS,
    MAX_COLUMNS,
    MAX_MARKS,
    MAX_ROWS,
    MAX_STRINGS,
    TOO_LARGE,
    RefusedError,
    check_nodes,
    covered,
)
from cccc.exports.grid import Cell, Grid, Merge, column_number
from cccc.markup import check_xml, local_name, parse_xml

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import datetime

    from cccc.exports.grid import Place, Value
    from cccc.markup import Element

_WORKBOOK = "xl/workbook.xml"
_WORKSHEET, _SHARED, _STYLES = "worksheet", "sharedStrings", "styles"
_TRUE = frozenset({"1", "true", "on"})
_SPREAD_OUT = frozenset({"chartsheet", "dialogsheet", "xlMacrosheet", "xlIntlMacrosheet"})
"""Sheets without cells of a table."""

_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_REFERENCE = re.compile("&(#x[0-9A-Fa-f]+|#[0-9]+|amp|lt|gt|quot|apos);")
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_ADDRESS = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
_RANGE = re.compile(r"\$?([A-Za-z]{0,3})\$?([0-9]{0,7})(?::\$?([A-Za-z]{0,3})\$?([0-9]{0,7}))?")

# what programs write: names without a prefix, values in double quotes, nothing inside a cell but its formula, value or text
_ATTRIBUTE = re.compile(r'([A-Za-z:]+)="([^"]*)"')
_ROW = re.compile(r'<row((?: [A-Za-z0-9:]+="[^"<>]*")*) ?(?:/>|>(.*?)</row>)', re.DOTALL)
_CELL = re.compile(
    r'<c(?: r="([A-Z]{1,3})([0-9]{1,7})")?(?: s="([0-9]+)")?(?: t="([A-Za-z]+)")?(?: [a-z]{2}="[0-9]*")* ?'
    r"(?:/>|>(<f(?: [^<>]*)?(?:/>|>[^<]*</f>))?(?:<v(?: [^<>]*)?>([^<]*)</v>|<v/>)?(<is>.*?</is>)?</c>)",
    re.DOTALL,
)
_CELL_START = re.compile(r"<c[\s/>]")
_ROW_START = re.compile(r"<row[\s/>]")
_TEXT = re.compile(r"<si>(.*?)</si>|<si/>", re.DOTALL)
_TEXT_START = re.compile(r"<si[\s/>]")
_SIMPLE = re.compile(r"<t(?: [^<>]*)?>([^<]*)</t>")
_PHONETIC = re.compile(r"<rPh[ >].*?</rPh>", re.DOTALL)
_UNUSUAL = re.compile(r"<[!?]|AlternateContent")


class _CellContent(NamedTuple):
    """What a cell holds as the sheet writes it; ``text`` is the inline text of the type ``inlineStr``."""

    style: int | str
    kind: str
    formula: bool | str
    value: str | None
    text: str | None


class _UnusualFormError(Exception):
    """A cell is written in another form than programs write it in."""


@dataclass(frozen=True, slots=True)
class _NumberFormat:
    """A number format, and what it makes of a number."""

    code: str = GENERAL
    dated: bool = False
    duration: bool = False


@dataclass(slots=True)
class _SheetPart:
    """What a sheet's part says of rows, columns and merges beside its cells."""

    cells: Iterable[tuple[Place, _CellContent]]
    hidden_rows: frozenset[int]
    hidden_columns: Sequence[range]
    merges: tuple[Merge, ...]


@dataclass
class _Book:
    """What the sheets share, and the cells made of it: equal ones are made once."""

    texts: Sequence[str]
    formats: Sequence[_NumberFormat]
    epoch: datetime
    made: dict[_CellContent, Cell | None] = field(default_factory=dict)

    def cell(self, content: _CellContent) -> Cell | None:
        """The cell, or None where a reader sees nothing."""
        style, kind, formula, value, text = content
        form = self.formats[int(style or 0)] if int(style or 0) < len(self.formats) else _NumberFormat()
        shown = self._value(kind or "n", value, text, form)
        # a formula that gave an empty text is stored as a string without characters: it was calculated
        stale = shown is None and bool(formula) and kind not in ("str", "inlineStr")
        if stale or (shown is not None and (not isinstance(shown, str) or shown.strip())):
            return Cell(shown, form.code, stale)
        return None

    def _value(self, kind: str, value: str | None, text: str | None, form: _NumberFormat) -> Value:
        if kind == "inlineStr":
            return _unescaped(text) if text else None
        if not value:
            return None
        match kind:
            case "n":
                return _number(value, form, self.epoch)
            case "s":
                return self.texts[_index(value)]
            case "b" | "d":
                return iso_moment(value) if kind == "d" else value.strip() in _TRUE
            case _:
                return _unescaped(value)


def read(file: str, data: bytes) -> Iterator[Grid]:
    """The sheets of a workbook."""
    with Parts(data) as parts:
        yield from _grids(file, parts)


def _grids(file: str, parts: Parts) -> Iterator[Grid]:
    name = parts.workbook(_WORKBOOK)
    workbook, relations = parse_xml(parts.read(name)), parts.relations(name)
    shared = {relation.kind: relation.target for relation in relations.values()}
    texts = _texts(parts.read(shared[_SHARED])) if shared.get(_SHARED, "") in parts else ()
    formats = _formats(parse_xml(parts.read(shared[_STYLES]))) if shared.get(_STYLES, "") in parts else ()
    book = _Book(texts, formats, EPOCH_1904 if _counts_from_1904(workbook) else EPOCH_1900)
    order = 0
    for listed in _children(workbook, "sheets"):
        relation = relations[_relation_of(listed)]
        if relation.kind in _SPREAD_OUT:
            continue
        part = parts.read(relation.target)
        try:
            yield _grid(file, listed, order, _of_text(part), book)
        except _UnusualFormError:
            yield _grid(file, listed, order, _of_tree(_tree(part)), book)
        order += 1


def _grid(file: str, listed: Element, order: int, sheet: _SheetPart, book: _Book) -> Grid:
    cells: dict[Place, Cell] = {}
    made = book.made
    for count, (place, content) in enumerate(sheet.cells):
        if count >= MAX_CELLS:
            raise RefusedError(TOO_LARGE)
        cell = made[content] if content in made else made.setdefault(content, book.cell(content))
        if cell is not None:
            cells[place] = cell
    if covered(sheet.merges) <= MAX_CELLS:
        for place in _covered(sheet.merges, cells):
            del cells[place]
    used = {column for _, column in cells}
    return Grid(
        file,
        listed.get("name", ""),
        order,
        cells,
        sheet.merges,
        listed.get("state", "visible") != "visible",
        sheet.hidden_rows,
        frozenset(column for column in used if any(column in columns for columns in sheet.hidden_columns)),
    )


def _covered(merges: Iterable[Merge], cells: dict[Place, Cell]) -> set[Place]:
    """The places with content that a merge covers: Excel shows the top left one alone."""
    return {
        place
        for merge in merges
        for place in (
            (row, column) for row in range(merge.top, merge.bottom + 1) for column in range(merge.left, merge.right + 1)
        )
        if place in cells and place != (merge.top, merge.left)
    }


# --- the workbook and what its sheets share --------------------------------------------------------------------------


def _children(root: Element, name: str) -> list[Element]:
    return [child for group in root if local_name(group) == name for child in group]


def _counts_from_1904(workbook: Element) -> bool:
    return any(_is_true(entry.get("date1904")) for entry in workbook if local_name(entry) == "workbookPr")


def _relation_of(listed: Element) -> str:
    """The id of a listed sheet's relation, whose attribute has another namespace in strict workbooks."""
    return next(str(value) for name, value in listed.attrib.items() if str(name).endswith("}id"))


def _formats(styles: Element) -> list[_NumberFormat]:
    """The number format of each cell format, in the order by which cells name them."""
    if len(_children(styles, "cellXfs")) > MAX_MARKS:
        raise RefusedError(TOO_LARGE)
    own = {int(entry.get("numFmtId", "0")): entry.get("formatCode", GENERAL) for entry in _children(styles, "numFmts")}
    made: dict[int, _NumberFormat] = {}
    for number in {int(entry.get("numFmtId", "0")) for entry in _children(styles, "cellXfs")}:
        code = own.get(number, GENERAL) if number >= FIRST_OWN else BUILT_IN.get(number, own.get(number, GENERAL))
        made[number] = _NumberFormat(code, is_date(code), is_duration(code))
    return [made[int(entry.get("numFmtId", "0"))] for entry in _children(styles, "cellXfs")]


def _texts(part: bytes) -> list[str]:
    """The texts that cells share, runs joined, without phonetic guides."""
    plain = _plain(part)
    found = _TEXT.findall(plain) if plain is not None else []
    if plain is not None and found and len(_TEXT_START.findall(plain)) == len(found):
        if len(found) > MAX_STRINGS:
            raise RefusedError(TOO_LARGE)
        return [_unescaped(_joined(entry)) for entry in found]
    return [_unescaped(_tree_text(entry)) for entry in _tree(part) if local_name(entry) == "si"]


def _joined(entry: str) -> str:
    """The text of a shared or inline text as it is written, references resolved."""
    if "<rPh" in entry:
        entry = _PHONETIC.sub("", entry)
    return _resolved("".join(_SIMPLE.findall(entry)))


def _tree_text(entry: Element) -> str:
    """The same of its tree."""
    return "".join(
        str(text.text or "")
        for child in entry
        for text in ([child] if local_name(child) == "t" else child if local_name(child) == "r" else ())
        if local_name(text) == "t"
    )


# --- a sheet ---------------------------------------------------------------------------------------------------------


def _of_text(part: bytes) -> _SheetPart:
    """The sheet, by patterns; raises where it is written in another form than they know."""
    plain = _plain(part)
    start, end = (plain.find("<sheetData"), plain.rfind("</sheetData>")) if plain is not None else (-1, -1)
    if plain is None or not 0 <= start < end:
        raise _UnusualFormError
    rows = _ROW.findall(plain, start, end)
    if len(rows) != len(_ROW_START.findall(plain)):
        raise _UnusualFormError
    numbers, hidden = [0], set()
    for attributes, _ in rows:
        attribute = dict(_ATTRIBUTE.findall(attributes)).get
        numbers.append(_within(int(attribute("r") or numbers[-1] + 1), MAX_ROWS))
        if _is_hidden(attribute):
            hidden.add(numbers[-1])
    beside = parse_xml(f"{plain[: start + len('<sheetData')]}/>{plain[end + len('</sheetData>') :]}".encode())
    cells = _in_rows(list(zip(numbers[1:], (body for _, body in rows), strict=True)), len(_CELL_START.findall(plain)))
    return _beside(beside, cells, frozenset(hidden))


def _in_rows(rows: Iterable[tuple[int, str]], count: int) -> Iterator[tuple[Place, _CellContent]]:
    """The ``count`` cells of rows in the usual form; raises where one has another form."""
    for row, body in rows:
        column = 0
        for letters, digits, style, kind, formula, value, text in _CELL.findall(body):
            count -= 1
            column = _COLUMNS[letters] if letters else column + 1
            if "&" in value or text:
                content = _CellContent(style, kind, formula != "", _resolved(value), _joined(text))
            else:
                content = _CellContent(style, kind, formula != "", value, text)
            yield (row if not digits else _within(int(digits), MAX_ROWS), column), content
    if count:
        raise _UnusualFormError


def _of_tree(root: Element) -> _SheetPart:
    rows = [row for row in root.iter() if isinstance(row.tag, str) and local_name(row) == "row"]
    hidden: set[int] = set()
    cells: list[tuple[Place, _CellContent]] = []
    number = 0
    for row in rows:
        number = _within(int(row.get("r", number + 1)), MAX_ROWS)
        if _is_hidden(row.get):
            hidden.add(number)
        column = 0
        for cell in row:
            if local_name(cell) != "c":
                continue
            place = _ADDRESS.fullmatch(cell.get("r", ""))
            column = _COLUMNS[place[1]] if place else column + 1
            below = {local_name(child): child for child in cell}
            content = _CellContent(
                cell.get("s", "0"),
                cell.get("t", "n"),
                "f" in below,
                below["v"].text if "v" in below else None,
                _tree_text(below["is"]) if "is" in below else None,
            )
            cells.append(((_within(int(place[2]), MAX_ROWS) if place else number, column), content))
    return _beside(root, cells, frozenset(hidden))


def _beside(root: Element, cells: Iterable[tuple[Place, _CellContent]], hidden_rows: frozenset[int]) -> _SheetPart:
    columns = [
        range(int(entry.get("min", "1")), int(entry.get("max", "0")) + 1)
        for entry in _children(root, "cols")
        if _is_true(entry.get("hidden")) or _is_zero(entry.get("width"))
    ]
    merges = tuple(_merge(entry.get("ref", "")) for entry in _children(root, "mergeCells"))
    return _SheetPart(cells, hidden_rows, columns, merges)


def _is_hidden(attribute: Callable[[str], str | None]) -> bool:
    return _is_true(attribute("hidden")) or _is_zero(attribute("ht"))


def _is_true(value: str | None) -> bool:
    return value in _TRUE


def _is_zero(value: str | None) -> bool:
    return value is not None and float(value) == 0


def _merge(ref: str) -> Merge:
    """The range that ``ref`` names; of whole columns or rows all of them."""
    match = _RANGE.fullmatch(ref.strip())
    if match is None:
        raise ValueError(ref)
    left, top, right, bottom = match.groups()
    if right is None and bottom is None:
        right, bottom = left, top
    rows = sorted((int(top or 1), int(bottom or MAX_ROWS)))
    columns = sorted((_COLUMNS[left] if left else 1, _COLUMNS[right] if right else MAX_COLUMNS))
    return Merge(rows[0], columns[0], rows[1], columns[1])


class _ColumnNumbers(dict[str, int]):
    """The number of a column by its letters, counted once each."""

    def __missing__(self, letters: str) -> int:
        self[letters] = number = _within(column_number(letters), MAX_COLUMNS)
        return number


_COLUMNS = _ColumnNumbers()


def _within(number: int, most: int) -> int:
    if not 1 <= number <= most:
        raise ValueError(number)
    return number


# --- values and texts ------------------------------------------------------------------------------------------------


def _index(value: str) -> int:
    index = int(value)
    if index < 0:
        raise ValueError(value)
    return index


def _number(value: str, form: _NumberFormat, epoch: datetime) -> Value:
    number = float(value) if "." in value or "e" in value or "E" in value else int(value)
    if not form.dated:
        return number
    try:
        return moment(number, epoch, duration=form.duration)
    except (OverflowError, ValueError):
        return "#VALUE!"


def _unescaped(text: str) -> str:
    """``text`` with the characters that ``_xHHHH_`` stands for (ECMA-376, part 1, 22.9.2.19)."""
    if "_x" not in text:
        return text
    text = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _resolved(text: str) -> str:
    """``text`` as an XML parser gives it: references resolved, every end of a line one character."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "&" not in text:
        return text
    return _REFERENCE.sub(lambda match: _NAMED.get(match[1]) or chr(_code(match[1][1:])), text)


def _code(digits: str) -> int:
    return int(digits[1:], 16) if digits.startswith("x") else int(digits)


def _plain(part: bytes) -> str | None:
    """The text of a well-formed part that is written in the usual form; None for any other, which its tree tells."""
    check_xml(part)
    head = part[:200]
    if b"<?xml" in head and b"encoding" in head and b"utf-8" not in head.lower():
        return None
    try:
        text = part.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    start = text.find("?>") + 2 if text.startswith("<?xml") else 0
    return None if _UNUSUAL.search(text, start) else text


def _tree(part: bytes) -> Element:
    check_nodes(part)
    return parse_xml(part)
