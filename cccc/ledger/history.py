"""Stored evaluations and papers -> the story of a unit: what was proposed and what became of it, and its figures over time."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cccc.ledger.values import to_day, to_fraction, to_span, to_words
from cccc.model import Fate, FindingKind, HistoryRow, Status, TrendPoint, Window

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Sequence


_WEIGHT = {fate: weight for weight, fate in enumerate(Fate)}


def history(connection: sqlite3.Connection, units: Sequence[str]) -> list[HistoryRow]:
    """The findings of ``units`` (none named: of all), unit by unit in the order of the periods."""
    return [row for unit in units or _all_units(connection) for row in _told_once(_rows(connection, unit))]


def _all_units(connection: sqlite3.Connection) -> list[str]:
    rows = connection.execute(
        "select unit from finding union select unit from paper_finding union select unit from takeover_finding order by 1"
    )
    return [unit for (unit,) in rows]


def _told_once(rows: Iterable[HistoryRow]) -> list[HistoryRow]:
    """One row a finding: the weightiest fate decides, and of two papers the later one."""
    merged: dict[tuple[object, ...], HistoryRow] = {}
    for row in rows:
        key = (row.period, row.kind, row.indicators)
        other = merged.setdefault(key, row)
        first, second = sorted((other, row), key=lambda one: _WEIGHT[one.fate])
        merged[key] = replace(
            second,
            proposed=first.proposed or second.proposed,
            occurrence=first.occurrence if second.occurrence is None else second.occurrence,
        )
    return sorted(merged.values(), key=lambda row: (row.period.end, row.period.start))


def _rows(connection: sqlite3.Connection, unit: str) -> Iterator[HistoryRow]:
    proposed = connection.execute(
        "select start, finish, kind, indicators, occurrence"
        " from finding join evaluation on evaluation.id = finding.evaluation where unit = ? and not withheld"
        " and evaluation.id in (select max(id) from evaluation group by start, finish) order by evaluation.id, position",
        (unit,),
    )
    for start, finish, kind, indicators, occurrence in proposed:
        span = to_span(start, finish)
        yield HistoryRow(
            unit, span, FindingKind(kind), to_words(indicators), Fate.PROPOSED, proposed=True, occurrence=occurrence
        )
    decided = connection.execute(
        "select paper_finding.start, paper_finding.finish, kind, indicators, iif(stands, 'issued', 'struck'), occurrence,"
        " number, dated from paper_finding join paper on paper.id = paper_finding.paper"
        " where unit = ? and withdrawn_at is null"
        " union all select start, finish, kind, indicators, 'imported', null, number, dated"
        " from takeover_finding where unit = ? order by dated",
        (unit, unit),
    )
    for start, finish, kind, indicators, fate, occurrence, number, dated in decided:
        yield HistoryRow(
            unit,
            to_span(start, finish),
            FindingKind(kind),
            to_words(indicators),
            Fate(fate),
            occurrence=occurrence,
            number=number,
            dated=None if dated is None else to_day(dated),
        )


def trend(connection: sqlite3.Connection, units: Sequence[str]) -> list[TrendPoint]:
    """The figures of ``units``, unit by unit in the order of the periods."""
    return [point for unit in units for point in _points(connection, unit)]


def _points(connection: sqlite3.Connection, unit: str) -> Iterator[TrendPoint]:
    rows = connection.execute(
        "select indicator, reach, evaluation.start, evaluation.finish, status, value, rating, display"
        " from assessment join evaluation on evaluation.id = assessment.evaluation where unit = ?"
        " and evaluation.id in (select max(id) from evaluation group by start, finish)"
        " order by evaluation.finish, evaluation.start, position",
        (unit,),
    )
    for indicator, reach, start, finish, status, value, rating, display in rows:
        yield TrendPoint(
            unit, indicator, Window(reach), to_span(start, finish), Status(status), to_fraction(value), rating, display
        )
