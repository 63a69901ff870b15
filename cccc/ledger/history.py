"""Stored evaluations and papers -> the story of a unit: what was proposed and what became of it, and its figures over time."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cccc.ledger.values import to_changes, to_day, to_fraction, to_span, to_words
from cccc.model.evaluations import FindingKind, Status
from cccc.model.history import Fate, HistoryRow, TrendPoint
from cccc.model.issuance import EffectKind
from cccc.model.targets import Window

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Sequence


_WEIGHT = {fate: weight for weight, fate in enumerate(Fate)}
_ENDED = {EffectKind.REPLACES: Fate.REPLACED, EffectKind.CORRECTS: Fate.REPLACED, EffectKind.WITHDRAWS: Fate.WITHDRAWN}
_DECIDED = """
    with ending as (
        select other, paper_effect.number, paper_effect.year, effect, later.number as ended_by, later.id as later
        from paper_effect join paper as later on later.id = paper_effect.paper where later.withdrawn_at is null
    )
    select told.start, told.finish, kind, indicators, iif(stands, 'issued', 'struck'),
        effect, ended_by, paper.number, dated, occurrence, step, changes, confirmed_by, reason
    from paper_finding as told join paper on paper.id = told.paper
    left join ending on ending.other = paper.id
        and (effect <> 'corrects' or exists (select 1 from paper_finding where paper = ending.later and key = told.key))
    where unit = ? and withdrawn_at is null
    union all
    select start, finish, kind, indicators, 'imported', effect, ended_by, told.number, dated, null, null, '[]', null, null
    from takeover_finding as told
    left join ending on other is null and effect <> 'corrects' and ending.number = told.number
        and ending.year = cast(substr(coalesce(dated, finish), 1, 4) as integer)
    where unit = ?
    order by dated
"""


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
        "select start, finish, kind, indicators, occurrence, step"
        " from finding join evaluation on evaluation.id = finding.evaluation where unit = ? and not withheld"
        " and evaluation.id in (select max(id) from evaluation group by start, finish) order by evaluation.id, position",
        (unit,),
    )
    for start, finish, kind, indicators, occurrence, step in proposed:
        row = HistoryRow(unit, to_span(start, finish), FindingKind(kind), to_words(indicators), Fate.PROPOSED, proposed=True)
        yield replace(row, occurrence=occurrence, step=step)
    decided = connection.execute(_DECIDED, (unit, unit))
    for start, finish, kind, indicators, fate, effect, ended_by, number, dated, occurrence, *rest in decided:
        step, changes, by, reason = rest
        yield HistoryRow(
            unit,
            to_span(start, finish),
            FindingKind(kind),
            to_words(indicators),
            Fate(fate) if effect is None or fate == Fate.STRUCK else _ENDED[EffectKind(effect)],
            occurrence=occurrence,
            number=number,
            dated=None if dated is None else to_day(dated),
            step=step,
            changes=to_changes(changes),
            by=by,
            reason=reason,
            ended_by=ended_by,
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
