"""The figures that count -> observations, each with the cells it came from, or their bare values."""

from __future__ import annotations

import json
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from cccc.ledger.values import days, to_fraction, to_source, to_span
from cccc.model.observations import NO_MARGIN, Kind, Observation, Value
from cccc.model.targets import Window

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterable
    from datetime import date

    from cccc.model.observations import Values
    from cccc.periods import Period


_COUNTING = (
    "select unit, kind, about, start, finish, reach, value, rating, margin, file, sheet, cells, sheet_order"
    " from observation join import on import.id = observation.import where live"
)


def live(connection: sqlite3.Connection, upto: date, since: date | None = None) -> list[Observation]:
    """The figures that count, of the spans that end by ``upto`` (and start no earlier than ``since``)."""
    rows = connection.execute(
        f"{_COUNTING} and finish <= ? and start >= ? order by observation.id",
        (upto.isoformat(), since.isoformat() if since else ""),
    )
    return [to_observation(row) for row in rows]


def live_of(connection: sqlite3.Connection, spans: Iterable[Period], until: date) -> list[Observation]:
    """The figures that count: those of exactly ``spans``, and those that are cumulative to ``until``."""
    rows = [
        connection.execute(f"{_COUNTING} and finish = ? and start = ? and reach = ?", (*days(span)[::-1], Window.PERIOD))
        for span in spans
    ]
    rows.append(connection.execute(f"{_COUNTING} and finish = ? and reach = ?", (until.isoformat(), Window.CUMULATIVE)))
    return [to_observation(row) for found in rows for row in found]


def pieces(connection: sqlite3.Connection, within: Period, about: Iterable[str], units: Collection[str]) -> list[Observation]:
    """The figures of ``units`` on ``about`` that count, of the spans in ``within``."""
    start, finish = days(within)
    named = "about in (select value from json_each(?))"
    rows = connection.execute(
        f"{_COUNTING} and finish between ? and ? and start >= ? and reach = ? and {named}",
        (start, finish, start, Window.PERIOD, json.dumps(list(about))),
    )
    return [to_observation(row) for row in rows if row[0] in units]


def values(connection: sqlite3.Connection, spans: Iterable[Period]) -> dict[Period, Values]:
    """The bare values that count, of exactly ``spans``: of each by unit, kind and what they are about."""
    return {span: _values(connection, span) for span in spans}


def _values(connection: sqlite3.Connection, span: Period) -> Values:
    rows = connection.execute(
        "select unit, kind, about, value, rating, margin from observation"
        " where live and finish = ? and start = ? and reach = ?",
        (*days(span)[::-1], Window.PERIOD),
    )
    same: dict[str, str] = {}
    one = same.setdefault  # the few names, and the same small counts, stand in the rows of a province a thousand times
    counts: dict[str, Value] = {}
    found: Values = {}
    for unit, kind, about, value, rating, margin in rows:
        told = counts.get(value) if margin == "0" else None
        if told is None:
            told = _value(value, rating, margin)
            if value is not None and margin == "0":
                counts[value] = told
        found[unit and one(unit, unit), one(kind, kind), one(about, about)] = told
    return found


def _value(value: str | None, rating: str, margin: str) -> Value:
    figure = rating if value is None else int(value) if value.isdecimal() else Fraction(value)
    return Value(figure, NO_MARGIN if margin == "0" else Fraction(margin))


def witnesses(connection: sqlite3.Connection, about: Iterable[tuple[str, str]], upto: date) -> list[Observation]:
    """For each kind and name one figure that counts, if there is any of a span that ends by ``upto``."""
    query = f"{_COUNTING} and kind = ? and about = ? and finish <= ? limit 1"
    rows = [connection.execute(query, (*one, upto.isoformat())).fetchone() for one in about]
    return [to_observation(row) for row in rows if row]


# a lookup costs a third of calling an enumeration, which a year of a province does a million times
_KINDS = {kind.value: kind for kind in Kind}

_WINDOWS = {window.value: window for window in Window}


def to_observation(row: tuple[Any, ...]) -> Observation:
    """The figure of a row, in the columns of `_COUNTING`."""
    unit, kind, about, start, finish, reach, value, rating, margin, file, sheet, cells, order = row
    source = to_source(file, sheet, cells, int(order))
    exact = to_fraction(value)
    figure = rating if exact is None else exact
    half = NO_MARGIN if margin == "0" else to_fraction(margin) or NO_MARGIN
    return Observation(unit, _KINDS[kind], about, to_span(start, finish), figure, source, _WINDOWS[reach], half)
