"""Exact values -> what a column holds, and back: fractions, counts, days, lists and sources."""

from __future__ import annotations

import json
from datetime import date
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from cccc.model.issuance import Change
from cccc.model.observations import Attestation, Source
from cccc.periods import Period

if TYPE_CHECKING:
    from collections.abc import Sequence

_LARGEST_INTEGER = 2**63 - 1
_ENCODE = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_QUOTED = json.encoder.encode_basestring


def fraction_text(value: Fraction | None) -> str | None:
    """Column of an exact number: "p" or "p/q"."""
    return None if value is None else str(value)


@lru_cache(maxsize=65536)
def _fraction(text: str) -> Fraction:
    return Fraction(text)


def to_fraction(column: str | None) -> Fraction | None:
    """The exact number that a column holds."""
    return None if column is None else _fraction(column)


def count_column(value: int | None) -> int | str | None:
    """Column of a count; one beyond SQLite's integers becomes text rather than inexact."""
    return value if value is None or abs(value) <= _LARGEST_INTEGER else str(value)


def to_count(column: int | str | None) -> int | None:
    """The count that a column holds."""
    return None if column is None else int(column)


def list_text(items: Sequence[str]) -> str:
    """Column of a list of texts."""
    return f"[{','.join(map(_QUOTED, items))}]"


@lru_cache(maxsize=65536)
def to_words(column: str) -> tuple[str, ...]:
    """The list of texts that a column holds."""
    return tuple(json.loads(column))


@lru_cache(maxsize=4096)
def days(span: Period) -> tuple[str, str]:
    """The first and last day of a span."""
    return span.start.isoformat(), span.end.isoformat()


def span_columns(span: Period | None) -> tuple[str, str] | tuple[None, None]:
    """The columns of a span that may be missing."""
    return (None, None) if span is None else days(span)


@lru_cache(maxsize=4096)
def to_span(start: str, finish: str) -> Period:
    """The span of two columns."""
    return Period(date.fromisoformat(start), date.fromisoformat(finish))


def to_day(column: str) -> date:
    """The day that a column holds."""
    return date.fromisoformat(column)


def sources_text(sources: Sequence[Source]) -> str:
    """Column of the cells that a figure came from."""
    return f"[{','.join(map(_source_text, sources))}]"


def _source_text(one: Source) -> str:
    return f"[{_place_text(one.file, one.sheet)},{cells_text(one)},{one.sheet_order}]"


@lru_cache(maxsize=1024)
def _place_text(file: str, sheet: str) -> str:
    return f"{_QUOTED(file)},{_QUOTED(sheet)}"


def to_sources(column: str) -> tuple[Source, ...]:
    """The sources that a column holds."""
    return tuple(_source(*one) for one in json.loads(column))


def cells_text(source: Source) -> str:
    """Column of the cells of one source; of a line that somebody signed, what it says of itself."""
    return _ENCODE(_signed(source)) if source.line else list_text(source.cells)


def to_source(file: str, sheet: str, column: str, order: int) -> Source:
    """The source of a row."""
    if column.startswith("["):
        return Source(file, sheet, _cells(column), order)
    return _source(file, sheet, json.loads(column), order)


def _cells(column: str) -> tuple[str, ...]:
    # a single cell needs no parser; a year of a province has more of them than a cache holds
    if column[:2] == '["' and column[-2:] == '"]' and column.count('"') == 2 and "\\" not in column:  # noqa: PLR2004 - its quotes
        return (column[2:-2],)
    return to_words(column)


def _signed(source: Source) -> dict[str, object]:
    by = source.signed
    told = {} if by is None else {"by": by.by, "on": by.on.isoformat(), "evidence": by.evidence}
    return {"line": source.line, "column": source.column, **told}


def _source(file: str, sheet: str, cells: list[str] | dict[str, Any], order: int) -> Source:
    if isinstance(cells, list):
        return Source(file, sheet, tuple(cells), order)
    signed = Attestation(cells["by"], to_day(cells["on"]), cells["evidence"]) if "by" in cells else None
    return Source(file, sheet, (), order, cells["line"], cells["column"], signed)


def changes_text(changes: Sequence[Change]) -> str:
    """Column of what a signed paper says otherwise than its draft."""
    return _ENCODE([(one.what, one.drafted, one.signed) for one in changes])


def to_changes(column: str) -> tuple[Change, ...]:
    """The changes that a column holds."""
    return tuple(Change(*one) for one in json.loads(column))
