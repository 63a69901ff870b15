"""Turns the bytes of a text file into text (Unicode, or Vietnamese as Windows kept it), and its lines (CSV, TSV) into a sheet.

Every cell is text, for nothing tells its type.
"""

from __future__ import annotations

import codecs
import csv
import re
import unicodedata
from collections import Counter
from io import StringIO
from itertools import islice
from typing import TYPE_CHECKING

from cccc.exports.formats.refusals import (
    MAX_CELLS,
    MAX_COLUMNS,
    MAX_ROWS,
    NO_SPREADSHEET,
    TOO_LARGE,
    UNKNOWN_LETTERS,
    RefusedError,
)
from cccc.exports.grid import Cell, Grid
from cccc.exports.legacy import Coding, coding_among

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cccc.exports.grid import Place

DELIMITERS = (";", "\t", ",", "|")
_SAMPLE = 200
"""The records by which the delimiter is told."""
_TOLD = re.compile(r"sep=(.)(?:\r\n|\r|\n|$)", re.IGNORECASE)
_QUOTE = '"'

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_OF_ONE_BYTE = (Coding.TCVN3, Coding.VNI, Coding.VISCII)
_LOOKED_AT = 4096
_HEAD = 2**14
_FEW_IN = 1000
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_AMBIGUOUS = frozenset("ĂăĐđƠơƯư")
_VOWELS = frozenset("aăâeêioôơuưyAĂÂEÊIOÔƠUƯY")
_LETTERS = frozenset("ăâđêôơưàáãèéêìíòóõùúýĂÂĐÊÔƠƯÀÁÃÈÉÌÍÒÓÕÙÚÝ")
_SIGNS = frozenset("\u00a0–—‘’“”…•«»°±§²³×½¼\u20ab")
_DOUBLED = re.compile(r"aâ|aă|eê|oô|oơ|uư|aá|aà|eé|eè|iì|ií|oò|oó|uù|uú", re.IGNORECASE)
_TONE = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
_CONTROLS = re.compile("[\x00-\x08\x0b\x0e-\x19\x1b-\x1f\x7f\ufffe\uffff]")


def read(file: str, data: bytes) -> Iterator[Grid]:
    """The one sheet of a text file."""
    yield sheet_of(file, text_of(data))


def sheet_of(file: str, text: str) -> Grid:
    """The sheet that a text is; a row's number is that of its record."""
    delimiter, body = delimiter_told(text)
    cells: dict[Place, Cell] = {}
    for row, record in enumerate(records(body, delimiter or _delimiter(text)), 1):
        if row > MAX_ROWS or len(record) > MAX_COLUMNS or len(cells) > MAX_CELLS:
            raise RefusedError(TOO_LARGE)
        cells.update({(row, column): Cell(word) for column, word in enumerate(record, 1) if word.strip()})
    return Grid(file, "1", 0, cells, flat=True)


def delimiter_told(text: str) -> tuple[str | None, str]:
    """The delimiter that the first line of a text tells (``sep=;``), and the text behind that line."""
    told = _TOLD.match(text)
    return (told[1], text[told.end() :]) if told else (None, text)


def _delimiter(text: str) -> str:
    """The sign that cuts most of the sample into rows of one width; the comma comes last, for it also stands in numbers."""
    return max(DELIMITERS, key=lambda sign: _evenness(text, sign))


def _evenness(text: str, delimiter: str) -> tuple[int, bool, int]:
    """How many records of the sample have the commonest width, and what decides between two signs that cut equally many."""
    if delimiter not in text:
        return (0, False, 0)
    try:
        sample = list(islice(records(text, delimiter), _SAMPLE))
    except (csv.Error, ValueError):
        return (0, False, 0)
    widths = Counter(len(record) for record in sample if len(record) > 1)
    width, count = max(widths.items(), key=lambda item: (item[1], item[0]), default=(0, 0))
    return (count, delimiter != ",", width)


def records(text: str, delimiter: str) -> Iterator[list[str]]:
    """The records; a quote that is never closed would swallow the rest, so then quotes are letters."""
    limit = csv.field_size_limit()
    csv.field_size_limit(max(limit, len(text)))
    try:
        if text.count(_QUOTE) % 2:
            yield from csv.reader(StringIO(text, newline=""), delimiter=delimiter, quoting=csv.QUOTE_NONE)
        else:
            yield from csv.reader(StringIO(text, newline=""), delimiter=delimiter)
    finally:
        csv.field_size_limit(limit)


# --- letters -----------------------------------------------------------------------------------------------------------


def text_of(data: bytes) -> str:
    """``data`` as text that holds no control characters; raises RefusedError where it is none."""
    text = decoded(data)
    if text is None:
        raise RefusedError(NO_SPREADSHEET if _is_junk(data) else UNKNOWN_LETTERS)
    text = without_controls(text)
    if text is None:
        raise RefusedError(NO_SPREADSHEET)
    return text


def _is_junk(data: bytes) -> bool:
    """Whether bytes that no text holds are among the first ones."""
    return any(byte < 0x09 or 0x0E <= byte < 0x1A for byte in data[:_HEAD])  # noqa: PLR2004 - controls, but no line ends


def decoded(data: bytes) -> str | None:
    """``data`` as text without its byte order mark.

    What a page declares of its encoding is not asked: portals declare one and write another, and the bytes tell.
    """
    for mark, marked in _MARKS:
        if data.startswith(mark):
            return _strictly(data[len(mark) :], marked)
    encoding = _unmarked_utf_16(data)
    if encoding is not None:
        wide = _strictly(data, encoding)
        return wide if wide is not None and _is_latin(wide) else None
    text = _strictly(data, "utf-8")
    return text if text is not None else _in_one_byte(data)


def without_controls(text: str) -> str | None:
    """``text`` with a blank for each control character that slipped in; None where they are too many for a text."""
    found = len(_CONTROLS.findall(text))
    if "\0" in text or found > len(text) // _FEW_IN + 1:
        return None
    return _CONTROLS.sub(" ", text) if found else text


def _strictly(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def _unmarked_utf_16(data: bytes) -> str | None:
    """UTF-16 shows by the zero bytes of its commas, digits and line ends."""
    head = data[:_LOOKED_AT]
    even, odd = head[::2].count(0), head[1::2].count(0)
    if not even and not odd:
        return None
    if odd > 8 * even:
        return "utf-16-le"
    return "utf-16-be" if even > 8 * odd else None


def _is_latin(text: str) -> bool:
    """Whether the bulk of ``text`` is of the letters that Vietnamese uses: junk read as UTF-16 is Chinese."""
    head = text[:_LOOKED_AT]
    return 2 * sum(1 for letter in head if letter < "\u0300" or "\u1e00" <= letter < "\u2100") > len(head)


def _in_one_byte(data: bytes) -> str | None:
    """Windows Vietnamese where that makes words; what is in an old Vietnamese coding goes on, to be refused by its name."""
    text = _strictly(data, "cp1258")
    if text is not None and _is_vietnamese(text):
        return unicodedata.normalize("NFC", text)
    text = _strictly(data, "cp1252")
    text = data.decode("latin-1") if text is None else text
    return text if coding_among(_words(text)) in _OF_ONE_BYTE else None


def _words(text: str) -> Iterator[str]:
    return (word for word in re.split(r"[;,|\t\r\n<>]+", text[: 16 * _LOOKED_AT]) if not word.isascii())


def _is_vietnamese(text: str) -> bool:
    """Whether each letter beyond ASCII is Vietnamese, each loose tone stands on a vowel, and no vowel is doubled as in VNI.

    Where no tone stands loose, the letters that Western Windows has in the same place must not occur: they tell nothing.
    """
    letters = frozenset(text)
    strange = letters - _LETTERS - _SIGNS - _TONES
    if not all(letter.isascii() for letter in strange) or _DOUBLED.search(text):
        return False
    if not letters & _TONES and letters & _AMBIGUOUS:
        return False
    return all(
        match.start() and unicodedata.normalize("NFD", text[match.start() - 1])[:1] in _VOWELS for match in _TONE.finditer(text)
    )
