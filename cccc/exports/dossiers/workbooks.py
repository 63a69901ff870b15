"""Reads lists from a large .xlsx: its first rows tell whether a layout fits, then only the columns that it names are taken."""
# ruff: noqa: S608 - queries are built of our own names; texts go in by engine.text or as values

from __future__ import annotations

import re
import zlib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING
from zipfile import BadZipFile

from cccc.exports.dossiers.engine import (
    MOST_TOLD,
    Engine,
    EngineError,
    ListPart,
    left_out,
    more,
    named_columns,
    names,
    queries,
    read_columns,
)
from cccc.exports.formats.archives import MissingPartError, Parts
from cccc.exports.formats.refusals import RefusedError
from cccc.exports.grid import Cell, Grid, column_number
from cccc.exports.tables.figures import STALE
from cccc.markup import Element, MarkupError, local_name, parse_xml
from cccc.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cccc.exports import Export
    from cccc.exports.dossiers.list_search import DossierList

BULK = 2**20
"""A workbook of this many bytes is looked at before it is read whole."""
MOST_UNPACKED = 4 * 2**30
MOST_CELLS = 60_000_000
"""Of the rectangle that a sheet declares: the reader keeps all of it, filled or not."""
_MOST_ROWS = 60
_CHUNK = 2**20
_MOST_PEEKED = 16 * 2**20
_MAIN = "xl/workbook.xml"
_SHARED_END = re.compile(rb"</si>|<si\s*/>")
_DIMENSION = re.compile(rb'<dimension ref="[A-Z]+([0-9]+):([A-Z]+)([0-9]+)"')
_HIDDEN_MARKS = (b'hidden="1"', b'hidden="true"', b'ht="0"')
_ROW = re.compile(rb'<row [^>]*?r="([0-9]+)"[^>]*>')
_COLUMN = re.compile(rb'<c r="([A-Z]{1,3})[0-9]')
_HIDDEN = re.compile(rb'\s(?:hidden="(?:1|true)"|ht="0(?:\.0*)?")')
_NEVER_CALCULATED = re.compile(rb'<c r="([A-Z]+)([0-9]+)"[^>]*><f(?:[^>]*/>|[^>]*>[^<]*</f>)(?:<v\s*/>|<v></v>)?</c>')


@dataclass(frozen=True, slots=True)
class SheetList:
    """A list in a sheet of a large workbook; ``target`` is the sheet's part."""

    found: DossierList
    export: Export
    target: str


@dataclass(frozen=True, slots=True)
class _Scan:
    """What the reader of bulk does not tell: hidden rows, and formulas that were never calculated."""

    hidden: tuple[int, ...]
    stale: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class BookPreview:
    """The first rows of each sheet of a large workbook, with the sheet's part."""

    export: Export
    sheets: list[tuple[Grid, str]]

    def is_sane(self, found: DossierList) -> bool:
        """Whether a sheet goes no further than lists go: as it declares, or else as its cells tell."""
        try:
            with Parts(self.export.origin) as parts:
                return _is_sane(parts, self._target(found))
        except _BROKEN:
            return False

    def list_in(self, found: DossierList) -> SheetList:
        """The list ``found`` in its sheet."""
        return SheetList(found, self.export, self._target(found))

    def _target(self, found: DossierList) -> str:
        return next(target for grid, target in self.sheets if grid is found.grid)


_BROKEN = (
    BadZipFile,
    MarkupError,
    KeyError,
    ValueError,
    NotImplementedError,
    RuntimeError,
    EOFError,
    zlib.error,
    MissingPartError,
    RefusedError,
)


def preview(export: Export, *, large: bool = False) -> BookPreview | None:
    """The first rows of a large workbook; None where it must be read as grids.  A ``large`` one is that whatever its bytes."""
    if not (large or export.size() >= BULK) or export.head(2) != b"PK":
        return None
    try:
        with Parts(export.origin) as parts:
            if parts.size > MOST_UNPACKED:
                return None
            sheets = enumerate(_sheets(parts))
            return BookPreview(export, [(_peeked(export.name, sheet, order, parts), sheet[1]) for order, sheet in sheets])
    except _BROKEN:
        return None


# --- the parts of a workbook -----------------------------------------------------------------------------------------


def _sheets(parts: Parts) -> Iterator[tuple[str, str, bool]]:
    """Each sheet's name, its part, and whether it is hidden."""
    name = parts.workbook(_MAIN)
    relations = parts.relations(name)
    for sheet in _below(parse_xml(parts.read(name)), "sheet"):
        identity = next((str(value) for key, value in sheet.attrib.items() if str(key).endswith("}id")), "")
        yield str(sheet.get("name")), relations[identity].target, sheet.get("state", "visible") != "visible"


def _below(root: Element, name: str) -> Iterator[Element]:
    return (element for element in root.iter() if isinstance(element.tag, str) and local_name(element) == name)


def _is_sane(parts: Parts, target: str) -> bool:
    with parts.open(target) as stream:
        declared = _DIMENSION.search(stream.read(_CHUNK))
    if declared is None:
        return _extent(parts, target) <= MOST_CELLS
    top, right, bottom = declared.groups()
    return (int(bottom) - int(top) + 1) * column_number(right.decode()) <= MOST_CELLS


def _extent(parts: Parts, target: str) -> int:
    """The rectangle from the first cell of a sheet to its last row and column."""
    columns, last = set[bytes](), 0
    with parts.open(target) as stream:
        for piece in _whole_rows(stream):
            rows = [int(row) for row in _ROW.findall(piece)]
            last = max(last, *rows) if rows else last
            columns.update(_COLUMN.findall(piece))
    return last * max((column_number(letters.decode()) for letters in columns), default=0)


def _place(reference: str) -> tuple[int, int]:
    letters = reference.rstrip("0123456789")
    return int(reference[len(letters) :]), column_number(letters)


# --- the first rows --------------------------------------------------------------------------------------------------


def _peeked(file: str, sheet: tuple[str, str, bool], order: int, parts: Parts) -> Grid:
    """The first rows of a sheet."""
    name, target, unseen = sheet
    root = parse_xml(_prefix(parts, target, b"</row>", _MOST_ROWS, b"</sheetData></worksheet>"))
    columns = [one for one in _below(root, "col") if one.get("hidden") in ("1", "true") or one.get("width") == "0"]
    spans = [(int(one.get("min", "1")), int(one.get("max", "1"))) for one in columns]
    cells = {_place(str(one.get("r"))): one for one in _below(root, "c")}
    shared = _shared(parts, [int(_content(one)) for one in cells.values() if one.get("t") == "s"])
    texts = {place: shared[int(_content(one))] if one.get("t") == "s" else _content(one) for place, one in cells.items()}
    hidden = frozenset(column for _, column in cells if any(first <= column <= last for first, last in spans))
    filled = {place: Cell(text) for place, text in texts.items() if text.strip()}
    return Grid(file, name, order, filled, hidden=unseen, hidden_columns=hidden)


def _content(cell: Element) -> str:
    return "".join(str(one.text or "") for one in cell.iter() if local_name(one) in ("v", "t"))


def _shared(parts: Parts, wanted: Sequence[int]) -> dict[int, str]:
    """The shared texts that are wanted; raises KeyError where one is not there."""
    found, left, base = dict[int, str](), sorted(set(wanted), reverse=True), 0
    if not left:
        return found
    with parts.open("xl/sharedStrings.xml") as stream:
        for items in _items(stream):
            while left and left[-1] < base + len(items):
                number = left.pop()
                item = items[number - base]
                found[number] = _shared_text(parse_xml(item[item.rindex(b"<si") :] + b"</si>")) if b"<si" in item else ""
            base += len(items)
            if not left:
                return found
    raise KeyError


def _items(stream: IO[bytes]) -> Iterator[list[bytes]]:
    """The shared texts in order, some at a time, each up to its end."""
    rest = b""
    while chunk := stream.read(_CHUNK):
        items = _SHARED_END.split(rest + chunk)
        rest = items.pop()
        if len(rest) > _MOST_PEEKED:
            raise ValueError
        yield items


def _shared_text(item: Element) -> str:
    """A shared text without its reading aids."""
    parts = [item, *(run for run in item if local_name(run) == "r")]
    return "".join(str(one.text or "") for part in parts for one in part if local_name(one) == "t")


def _prefix(parts: Parts, part: str, end: bytes, most: int, closing: bytes) -> bytes:
    """A part up to its ``most``-th ``end``, made whole again."""
    taken, seen = bytearray(), 0
    with parts.open(part) as stream:
        while seen < most and (chunk := stream.read(2**16)):
            taken += chunk
            seen = taken.count(end)
            if len(taken) > _MOST_PEEKED:
                raise ValueError
    if seen < most:
        return bytes(taken)
    cut = 0
    for _ in range(most):
        cut = taken.index(end, cut) + len(end)
    return bytes(taken[:cut]) + closing


# --- all of it -------------------------------------------------------------------------------------------------------


def of_sheet(engine: Engine, listed: SheetList) -> ListPart:
    """The list in the engine, its hidden rows left out; raises EngineError where the reader cannot read it."""
    with ThreadPoolExecutor(1) as aside:
        scanning = aside.submit(_scan, listed)
        name = _taken(engine, listed)
        scan = scanning.result()
    found = listed.found
    rows = [row for row in scan.hidden if row >= found.starts]
    if rows:
        engine.ask(f"DELETE FROM {name} WHERE row IN (SELECT unnest($1::INTEGER[]))", [rows])
    plain, numbered = queries(found, name)
    columns = read_columns(found)
    never = [place for place in scan.stale if place[0] >= found.starts and place[1] in columns and place[0] not in scan.hidden]
    told = [Problem(STALE.code, found.grid.at(place), STALE.message) for place in never[:MOST_TOLD]]
    problems = [*told, *more(told, len(never) - len(told)), *left_out(found, rows)]
    return ListPart(found, plain, numbered, hidden=len(rows), problems=tuple(problems))


def _taken(engine: Engine, listed: SheetList) -> str:
    """A table of the columns that are named, with the rows' own numbers."""
    import fastexcel

    found, origin = listed.found, listed.export.origin
    columns = sorted(set(named_columns(found)))
    try:
        reader = fastexcel.read_excel(str(origin) if isinstance(origin, Path) else origin)
        sheet = reader.load_sheet(
            found.grid.sheet, header_row=None, skip_rows=0, dtypes="string", use_columns=[column - 1 for column in columns]
        )
        given = {column.absolute_index + 1: column.name for column in sheet.selected_columns}
    except (fastexcel.FastExcelError, ValueError, OSError):
        raise EngineError from None
    name, stream = engine.name(), engine.name()
    engine.lend(stream, sheet)
    asked = ", ".join(f'"{given[column]}" AS {alias}' for column, alias in zip(named_columns(found), names(found), strict=True))
    filled = " OR ".join(f"{alias} IS NOT NULL" for alias in names(found))
    engine.ask(
        f"CREATE TEMP TABLE {name} AS SELECT * FROM (SELECT (row_number() OVER ())::INTEGER AS row, {asked} FROM {stream}) "
        f"WHERE row >= {found.starts} AND ({filled})"
    )
    engine.take_back(stream)
    return name


def _scan(listed: SheetList) -> _Scan:
    """The sheet's XML looked through, chunk by chunk, each ending with a row."""
    hidden, stale = list[int](), list[tuple[int, int]]()
    with Parts(listed.export.origin) as parts, parts.open(listed.target) as stream:
        for piece in _whole_rows(stream):
            if any(mark in piece for mark in _HIDDEN_MARKS):
                hidden += [int(match[1]) for match in _ROW.finditer(piece) if _HIDDEN.search(match[0])]
            if b"<f" in piece:
                stale += [(int(row), column_number(letters.decode())) for letters, row in _NEVER_CALCULATED.findall(piece)]
    return _Scan(tuple(hidden), tuple(stale))


def _whole_rows(stream: IO[bytes]) -> Iterator[bytes]:
    rest = b""
    while chunk := stream.read(_CHUNK):
        chunk = rest + chunk
        cut = chunk.rfind(b"<row ")
        cut = len(chunk) if cut <= 0 else cut
        yield chunk[:cut]
        rest = chunk[cut:]
    yield rest
