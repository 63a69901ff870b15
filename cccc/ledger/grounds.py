"""Papers that speak today -> the figures that their findings rest on, as they were evaluated; and whether files touch them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from cccc.ledger.observations import name_of
from cccc.ledger.values import days, span_columns, to_count, to_day, to_fraction, to_sources, to_span
from cccc.model.evaluations import Assessment, Status
from cccc.model.issuance import Grounds
from cccc.model.targets import Window

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterator, Sequence
    from datetime import date

    from cccc.model.observations import InputFile, Observation
    from cccc.periods import Period


def grounds(connection: sqlite3.Connection, since: date | None, whole: Collection[Period]) -> list[Grounds]:
    """What each paper in force rests on, of the periods that end from ``since`` on, in the order of recording.

    A paper rests on the figures of its findings; one that was made of a period among ``whole`` on all figures of that period.
    """
    rows = connection.execute(
        "select paper.id, number, dated, file, paper.start, paper.finish, coalesce(paper.evaluation,"
        # from before the ledger kept it: the latest one that was there when the paper was issued, else the first
        " (select max(id) from evaluation where start = paper.start and finish = paper.finish and made_at <= issued_at),"
        " (select min(id) from evaluation where start = paper.start and finish = paper.finish)),"
        " (select draft.evaluation from draft where draft.id = paper.draft),"
        " exists (select 1 from standing_finding where paper = paper.id)"
        " from standing_paper as paper where finish >= ? order by paper.id",
        (since.isoformat() if since else "",),
    ).fetchall()
    found = []
    for paper, number, dated, file, start, finish, evaluation, drafted_of, finds in rows:
        span = to_span(start, finish)
        of_all = drafted_of is not None and span in whole
        made_of = drafted_of if of_all else evaluation
        if made_of is not None and (of_all or finds):
            figures = tuple(_figures(connection, paper, made_of, of_all=of_all))
            found.append(Grounds(number, to_day(dated), file, span, figures))
    return found


def _figures(connection: sqlite3.Connection, paper: int, evaluation: int, *, of_all: bool) -> Iterator[Assessment]:
    rows = connection.execute(
        "with about as ("
        " select distinct unit, value as indicator from standing_finding, json_each(standing_finding.indicators)"
        " where paper = ?"
        " union select distinct unit, value from standing_finding, json_each(standing_finding.also) where paper = ?"
        " union select unit, indicator from assessment where ? and evaluation = ?)"
        " select assessment.unit, assessment.indicator, reach, start, finish, status, numerator, denominator, assessment.value,"
        " rating, display, sources from assessment join about"
        " on about.unit = assessment.unit and about.indicator = assessment.indicator where evaluation = ? order by position",
        (paper, paper, of_all, evaluation, evaluation),
    )
    for unit, indicator, reach, start, finish, status, *counts, value, rating, display, sources in rows:
        numerator, denominator = map(to_count, counts)
        yield Assessment(
            unit,
            indicator,
            Window(reach),
            to_span(start, finish),
            Status(status),
            numerator,
            denominator,
            to_fraction(value),
            rating,
            display,
            sources=to_sources(sources),
        )


def touched(
    connection: sqlite3.Connection, read: Sequence[Observation], inputs: Sequence[InputFile], units: Collection[str]
) -> bool:
    """Whether what was ``read`` from ``inputs`` changes any figure of ``units`` that counts."""
    concerned = [one for one in read if one.unit in units]
    given = {_key(one): str(one.value) for one in concerned}
    names, spans = {name_of(one.file) for one in inputs}, {days(one.span) for one in read}
    known: dict[tuple[str, ...], str] = {}
    for finish in sorted({finish for _, finish in spans}):
        rows = connection.execute(
            "select unit, kind, about, reach, start, finish, coalesce(value, rating), name from observation"
            " join import on import.id = observation.import"
            " where finish = ? and live and unit in (select value from json_each(?))",
            (finish, json.dumps(sorted(units))),
        )
        for *key, value, name in rows:
            known[tuple(key)] = value
            if name in names and (key[4], finish) in spans and tuple(key) not in given:
                return True
    return any(known.get(key) != value for key, value in given.items())


def _key(one: Observation) -> tuple[str, ...]:
    start, finish = span_columns(one.span)
    return (one.unit or "", one.kind.value, one.about, one.window.value, start or "", finish or "")
