"""Turns a text whose lines are rows (CSV, TSV) into a grid; every cell is text, for nothing tells its type."""

from __future__ import annotations

import csv
import re
from collections import Counter
from io import StringIO
from itertools import islice
from typing import TYPE_CHECKING

from cccc.exports.formats.refusals import DAMAGED, MAX_CELLS, MAX_COLUMNS, MAX_ROWS, TOO_LARGE
from cccc.exports.grid import Cell, Grid

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cccc.exports.grid import Place
    from cccc.messages import Message

_DELIMITERS = (";", "\t", ",", "|")
_SAMPLE = 200
"""The records by which the delimiter is told."""
_TOLD = re.compile(r"sep=(.)(?:\r\n|\r|\n|$)", re.IGNORECASE)
_QUOTE = '"'


def read(file: str, text: str) -> list[Grid] | Message:
    """The one sheet of a text file, or why it cannot be read; a row's number is that of its record."""
    told = _TOLD.match(text)
    delimiter = told[1] if told else _delimiter(text)
    cells: dict[Place, Cell] = {}
    try:
        for row, record in enumerate(_records(text[told.end() :] if told else text, delimiter), 1):
            if row > MAX_ROWS or len(record) > MAX_COLUMNS or len(cells) > MAX_CELLS:
                return TOO_LARGE
            cells.update({(row, column): Cell(word) for column, word in enumerate(record, 1) if word.strip()})
    except (csv.Error, ValueError, TypeError):
        return DAMAGED
    return [Grid(file, "1", 0, cells, flat=True)]


def _delimiter(text: str) -> str:
    """The sign that cuts most of the sample into rows of one width; the comma comes last, for it also stands in numbers."""
    return max(_DELIMITERS, key=lambda sign: _evenness(text, sign))


def _evenness(text: str, delimiter: str) -> tuple[int, bool, int]:
    """How many records of the sample have the commonest width, and what decides between two signs that cut equally many."""
    if delimiter not in text:
        return (0, False, 0)
    try:
        sample = list(islice(_records(text, delimiter), _SAMPLE))
    except (csv.Error, ValueError):
        return (0, False, 0)
    widths = Counter(len(record) for record in sample if len(record) > 1)
    width, count = max(widths.items(), key=lambda item: (item[1], item[0]), default=(0, 0))
    return (count, delimiter != ",", width)


def _records(text: str, delimiter: str) -> Iterator[list[str]]:
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
