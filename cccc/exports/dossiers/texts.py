"""Reads a list from a text file (CSV, TSV): a large one by the engine itself, any other record by record."""
# ruff: noqa: S608 - queries are built of our own names; texts go in by engine.text or as values

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from cccc.exports.dossiers.engine import (
    MOST_TOLD,
    Engine,
    EngineError,
    ListPart,
    Typed,
    aliases,
    literal,
    more,
    named_columns,
    names,
    table,
    text,
    texts,
)
from cccc.exports.dossiers.faults import says_total
from cccc.exports.formats import text_files
from cccc.exports.formats.refusals import RefusedError
from cccc.exports.formats.text_files import decoded, without_controls
from cccc.messages import m
from cccc.model.layouts import TextTest
from cccc.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cccc.exports import Export
    from cccc.exports.dossiers.engine import Record
    from cccc.exports.dossiers.list_search import DossierList
    from cccc.exports.grid import Grid

BULK = 4 * 2**20
"""A text of this many bytes is left to the engine."""
MOST_DECODED = 512 * 2**20
"""Bytes of a text that is read record by record, and so as a whole."""
_SAMPLE = 2**18
_SAMPLES = 16
_MOST_KNOWN = 64
"""Texts of one column that become a type; a column with more is no column of choices."""
_MOST_BESIDE = 2
"""Cells of a note or a signature: a comma may cut it in two."""
_QUOTE = '"'
_NO_TEXT = (b"PK", b"\xd0\xcf\x11\xe0", b"%PDF", b"PAR1", b"MIME-Version", b"\x89PNG", b"\xff\xd8\xff", b"GIF8")
_BLANKS = b"\xef\xbb\xbf\xff\xfe\0 \t\r\n"
_DAY = "%d/%m/%Y"
_FORMS = (
    (_DAY, re.compile(r"\d{2}/\d{2}/\d{4}")),
    ("%d/%m/%Y %H:%M:%S", re.compile(r"\d{2}/\d{2}/\d{4} \d{2}:\d{2}:\d{2}")),
    ("%d/%m/%Y %H:%M", re.compile(r"\d{2}/\d{2}/\d{4} \d{2}:\d{2}")),
)


@dataclass(frozen=True, slots=True)
class TextList:
    """A list in a text file: what cuts its records, how many cells each has, and what goes before them all."""

    found: DossierList
    export: Export
    separator: str
    width: int
    told: bool


@dataclass(frozen=True, slots=True)
class TextPreview:
    """The first rows of a text file: as text, and as a sheet."""

    export: Export
    sample: str
    grid: Grid


def preview(export: Export) -> TextPreview | None:
    """The first rows of a text file; None where it is none; raises OSError."""
    head = export.head(_SAMPLE)
    if head.startswith(_NO_TEXT) or head.lstrip(_BLANKS)[:1] in (b"<", b""):
        return None
    sample = decoded(head if len(head) < _SAMPLE else _whole_lines(head))
    sample = without_controls(sample) if sample else None
    if not sample:
        return None
    try:
        return TextPreview(export, sample, text_files.sheet_of(export.name, sample))
    except (RefusedError, csv.Error, ValueError, TypeError):
        return None


def list_in(text: TextPreview, found: DossierList) -> TextList | None:
    """The list ``found`` in a text file; None where no separator cuts its headings apart."""
    told, body = text_files.delimiter_told(text.sample)
    for separator in (told,) if told else text_files.DELIMITERS:
        record = _record(body, separator, found.head.bottom)
        if all(
            _holds(record, one.column, found.grid.cell(found.head.bottom, one.column).text) for one in found.columns.values()
        ):
            return TextList(found, text.export, separator, len(record), told is not None)
    return None


def _whole_lines(head: bytes) -> bytes:
    """``head`` without its last line, which may be cut within a letter."""
    for end in (b"\n", b"\r"):
        cut = head.rfind(end)
        if cut > 0:
            return head[: cut + len(end) + (cut % 2 == 0 and head[cut + 1 : cut + 2] == b"\0")]
    return head


def _record(body: str, separator: str, number: int) -> list[str]:
    try:
        return next(islice(text_files.records(body, separator), number - 1, None), [])
    except csv.Error:
        return []


def _holds(record: Sequence[str], column: int, shown: str) -> bool:
    return not shown or (column <= len(record) and " ".join(record[column - 1].split()) != "")


def is_bulk(listed: TextList) -> bool:
    """Whether the file is large enough to be left to the engine, and such that the engine can read it."""
    return isinstance(listed.export.origin, Path) and listed.export.size() >= BULK and not listed.told


def has_blank_lines(listed: TextList) -> bool:
    """Whether there are lines that the engine does not count, so that its rows have other numbers."""
    with Path(str(listed.export.origin)).open("rb") as stream:
        last = b"\n"
        while chunk := stream.read(2**20):
            chunk = last[-2:] + chunk
            if b"\n\n" in chunk or b"\n\r" in chunk:
                return True
            last = chunk
    return False


# --- by the engine itself --------------------------------------------------------------------------------------------


def in_bulk(_: Engine, listed: TextList) -> ListPart:
    """The file as the engine reads it; raises EngineError where it is not UTF-8 with a line for each row of headings."""
    found, path = listed.found, Path(str(listed.export.origin))
    start = listed.export.head(_SAMPLE)
    try:
        lines = _whole_lines(start).decode("utf-8-sig").splitlines(keepends=True)
    except UnicodeDecodeError:
        raise EngineError from None
    before = found.starts - 1
    if any(line.count(_QUOTE) % 2 for line in lines[:before]):
        raise EngineError
    plain = _query(listed, path, {})
    dates, known, form = _kinds(listed, path, lines[before:])
    typed = _query(listed, path, {**dates, **{name: _choice(some) for name, some in known.items()}}, form)
    columns = ", ".join(names(found))
    numbered = f"SELECT row_number() OVER () + {before} AS row, {columns} FROM ({plain})"
    return ListPart(found, plain, numbered, Typed(typed, dates, known) if dates else None)


def _query(listed: TextList, path: Path, types: dict[str, str], form: str = "") -> str:
    """The file as a query; the columns of ``types`` have them, moments by ``form``."""
    by_name = list(zip(named_columns(listed.found), names(listed.found), strict=True))
    typed = {column: types[name] for column, name in by_name if name in types}
    described = ", ".join(f"x{number}: {text(typed.get(number, 'VARCHAR'))}" for number in range(1, listed.width + 1))
    selected = ", ".join(f"x{column} AS {name}" for column, name in by_name)
    options = [
        "auto_detect=false",
        "header=false",
        f"skip={listed.found.starts - 1}",
        f"delim={text(listed.separator)}",
        "quote='\"'",
        "escape='\"'",
        f"columns={{{described}}}",
        f"dateformat={text(_DAY)}",
        *([f"timestampformat={text(form)}"] if form else []),
    ]
    return f"SELECT {selected} FROM read_csv({literal(path)}, {', '.join(options)})"


def _choice(known: Sequence[str]) -> str:
    return f"ENUM({texts(known)})"


def _kinds(listed: TextList, path: Path, lines: list[str]) -> tuple[dict[str, str], dict[str, tuple[str, ...]], str]:
    """By a sample: the types of dates, the texts in columns where texts are looked for, and how moments are written.

    No types where the dates are not all of one form.
    """
    layout, at = listed.found.layout, aliases(listed.found)
    sample = text_files.records("".join(lines + _further(path)), listed.separator)
    records = [record for record in sample if len(record) == listed.width]
    cells = {
        name: {record[column - 1] for record in records} - {""}
        for column, name in zip(named_columns(listed.found), names(listed.found), strict=True)
    }
    forms = {at[path]: _form(cells[at[path]]) for path in layout.dates}
    moments = set(forms.values()) - {_DAY}
    if "" in moments or len(moments) > 1:
        return {}, {}, ""
    wanted = {at[path] for count in layout.measures.values() for path, test in count.tests if isinstance(test, TextTest)}
    known = {name: tuple(sorted(cells[name])) for name in wanted - set(forms) if 0 < len(cells[name]) <= _MOST_KNOWN}
    types = {name: "DATE" if form == _DAY else "TIMESTAMP" for name, form in forms.items()}
    return types, known, next(iter(moments), "")


def _form(cells: set[str]) -> str:
    """How the dates of a column are written; empty where not all are written so."""
    return next((form for form, pattern in _FORMS if all(pattern.fullmatch(cell) for cell in cells)), "")


def _further(path: Path) -> list[str]:
    """Lines from here and there in the file."""
    size, lines = path.stat().st_size, []
    with path.open("rb") as stream:
        for place in range(1, _SAMPLES):
            stream.seek(size * place // _SAMPLES)
            some = stream.read(_SAMPLE // 4).decode("utf-8", errors="ignore").splitlines(keepends=True)
            lines += some[1:-1]
    return lines


# --- record by record ------------------------------------------------------------------------------------------------


def by_records(engine: Engine, listed: TextList) -> ListPart:
    """The list read record by record; one that is shorter or longer than its headings is told, and never quoted."""
    if listed.export.size() > MOST_DECODED:
        raise EngineError
    body = decoded(listed.export.content())
    if body is None:
        raise EngineError
    _, body = text_files.delimiter_told(body)
    ragged: list[int] = []
    try:
        plain, numbered = table(engine, listed.found, _read(body, listed, ragged))
    except (csv.Error, ValueError):
        raise EngineError from None
    return ListPart(listed.found, plain, numbered, problems=tuple(_ragged(listed.found, ragged)))


def _read(body: str, listed: TextList, ragged: list[int]) -> Iterator[Record]:
    """The records that are whole; spreadsheets leave out blank cells at the end, a break within a text makes two records."""
    columns, last = named_columns(listed.found), 0
    for row, record in enumerate(text_files.records(body, listed.separator), 1):
        if row < listed.found.starts or not any(record):
            continue
        broken = (
            len(record) > listed.width or (last and last + len(record) == listed.width + 1) or _is_cut(record, listed.found)
        )
        last = 0 if broken or len(record) >= listed.width else len(record)
        if broken:
            ragged.append(row)
            continue
        cells = record + [""] * (listed.width - len(record))
        yield row, tuple(cells[column - 1].replace("\0", "") or None for column in columns)


def _is_cut(record: Sequence[str], found: DossierList) -> bool:
    """Whether a short record is a dossier that does not reach its unit or its date; a title or a total is none."""
    filled = [cell for cell in record if cell.strip()]
    reach = max(found.unit.column, found.column(found.layout.date))
    return len(filled) > _MOST_BESIDE and len(record) < reach and not any(map(says_total, filled))


def _ragged(found: DossierList, rows: Sequence[int]) -> list[Problem]:
    message = m(
        "this row has more or fewer cells than there are headings, as where a text with a comma lacks its quotes; "
        "export the list again, best as .xlsx"
    )
    told = [Problem("unreadable-file", found.at(row, found.layout.unit), message) for row in rows[:MOST_TOLD]]
    return [*told, *more(told, len(rows) - len(told))]
