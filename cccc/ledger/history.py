"""Findings and figures over time: what became of each, which targets were met, and what was issued before the ledger began."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from cccc.ledger.values import list_text, span_columns, to_changes, to_day, to_fraction, to_span, to_words
from cccc.model.evaluations import FindingKind, Status, Takeover
from cccc.model.history import Fate, HistoryRow, TrendPoint
from cccc.model.issuance import EffectKind
from cccc.model.targets import Window

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterable, Iterator, Sequence
    from datetime import date, datetime

    from cccc.model.evaluations import IssuedFinding
    from cccc.periods import Period


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


def history(connection: sqlite3.Connection, units: Sequence[str] = ()) -> list[HistoryRow]:
    """The findings of ``units`` (none named: of all) and what became of them, unit by unit in the order of the periods."""
    return [row for unit in units or _all_units(connection) for row in _told_once(_finding_rows(connection, unit))]


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


def _finding_rows(connection: sqlite3.Connection, unit: str) -> Iterator[HistoryRow]:
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


# --- targets met in earlier periods -----------------------------------------------------------------------------------


def verdicts(
    connection: sqlite3.Connection, units: Collection[str], indicators: Collection[str], since: date, before: date
) -> dict[tuple[str, str, Period], bool]:
    """Whether ``units`` met ``indicators`` in the periods evaluated that end from ``since`` until ``before``.

    A period counts by its own figure where that was judged, else by the cumulative one.
    """
    rows = connection.execute(
        "select unit, indicator, reach, status, evaluation.start, evaluation.finish from evaluation"
        " join assessment on assessment.evaluation = evaluation.id"
        " where evaluation.id in (select max(id) from evaluation where finish >= ? and finish < ? group by start, finish)"
        " and indicator in (select value from json_each(?)) and unit in (select value from json_each(?))",
        (since.isoformat(), before.isoformat(), json.dumps(sorted(indicators)), json.dumps(sorted(units))),
    )
    found: dict[tuple[str, str, Period], bool] = {}
    for unit, indicator, reach, status, start, finish in rows:
        key = (unit, indicator, to_span(start, finish))
        if reach == Window.PERIOD or key not in found:
            found[key] = status == Status.MET
    return found


# --- findings issued before the ledger began --------------------------------------------------------------------------


def take_over(
    connection: sqlite3.Connection, entries: Sequence[IssuedFinding], file: str, sha256: str, now: datetime
) -> Takeover:
    """Record findings issued before the ledger began, each once; one held without its number or date gets what it lacks."""
    known: dict[object, tuple[int, str | None, str | None]] = {}
    for row, start, finish, kind, unit, indicators, number, dated in connection.execute(
        "select id, start, finish, kind, unit, indicators, number, dated from takeover_finding"
    ):
        known[_identity(start, finish, kind, unit, indicators)] = (row, number, dated)
    new: dict[object, IssuedFinding] = {}
    filled: dict[int, IssuedFinding] = {}
    differing: list[IssuedFinding] = []
    for entry in entries:
        start, finish = span_columns(entry.period)
        identity = _identity(start, finish, entry.kind, entry.unit, list_text(entry.indicators))
        if identity not in known:
            new.setdefault(identity, entry)
            continue
        row, number, dated = known[identity]
        day = _day(entry)
        if _differs(number, entry.number) or _differs(dated, day):
            differing.append(entry)
        elif (entry.number and not number) or (day and not dated):
            filled.setdefault(row, entry)
    if new:
        _insert_takeover(connection, new.values(), (file, sha256, now.isoformat()))
    connection.executemany(
        "update takeover_finding set number = coalesce(number, ?), dated = coalesce(dated, ?) where id = ?",
        [(entry.number, _day(entry), row) for row, entry in filled.items()],
    )
    return Takeover(len(new), len(filled), tuple(differing))


def _day(entry: IssuedFinding) -> str | None:
    return entry.dated.isoformat() if entry.dated else None


def _differs(known: str | None, given: str | None) -> bool:
    return known is not None and given is not None and known != given


def _identity(start: str | None, finish: str | None, kind: str, unit: str, indicators: str) -> object:
    return (start, finish, str(kind), unit, frozenset(to_words(indicators)))


def _insert_takeover(connection: sqlite3.Connection, entries: Iterable[IssuedFinding], origin: tuple[str, str, str]) -> None:
    number = connection.execute("insert into takeover (file, sha256, taken_at) values (?, ?, ?)", origin).lastrowid
    connection.executemany(
        "insert into takeover_finding (takeover, start, finish, kind, unit, indicators, number, dated)"
        " values (?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                number,
                *span_columns(entry.period),
                entry.kind,
                entry.unit,
                list_text(entry.indicators),
                entry.number,
                _day(entry),
            )
            for entry in entries
        ],
    )
