"""What imports, runs, drafts and papers were made of: the files declared, the evaluation, and the figures it held."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import TYPE_CHECKING

from cccc import __version__
from cccc.ledger.imports import name_of
from cccc.ledger.values import days, span_columns, to_count, to_day, to_fraction, to_sources, to_span
from cccc.model.evaluations import Assessment, Status
from cccc.model.issuance import Grounds, WrittenDraft
from cccc.model.observations import DeclaredFile
from cccc.model.targets import Window

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterable, Iterator, Sequence
    from datetime import date, datetime

    from cccc.model.observations import InputFile, Observation
    from cccc.periods import Period


# --- declared files: a row for each different state of them -----------------------------------------------------------


def keep_declared(connection: sqlite3.Connection, files: Iterable[DeclaredFile]) -> int | None:
    """The row of ``files``, made where this state of them is new; None where there are none."""
    rows = sorted({(one.role, one.file, one.sha256) for one in files})
    if not rows:
        return None
    digest = declared_digest(rows)
    known = connection.execute("select id from declared where digest = ?", (digest,)).fetchone()
    if known:
        return int(known[0])
    number = connection.execute("insert into declared (digest) values (?)", (digest,)).lastrowid or 0
    connection.executemany(
        "insert into declared_file (declared, position, role, file, sha256) values (?, ?, ?, ?, ?)",
        [(number, position, *row) for position, row in enumerate(rows)],
    )
    return number


def declared_digest(rows: Iterable[tuple[str, str, str]]) -> str:
    """What role, file and hash of each come to."""
    return sha256(json.dumps([list(row) for row in rows]).encode()).hexdigest()


def declared_files(connection: sqlite3.Connection, number: int | None) -> tuple[DeclaredFile, ...]:
    """The files of a row."""
    rows = connection.execute("select role, file, sha256 from declared_file where declared = ? order by position", (number,))
    return tuple(DeclaredFile(*row) for row in rows)


def declared_of(connection: sqlite3.Connection, period: Period) -> tuple[DeclaredFile, ...]:
    """The files by which the latest evaluation of ``period`` was made, when it was last made."""
    latest = latest_evaluation(connection, period)
    row = connection.execute("select declared from run where evaluation = ? order by id desc limit 1", (latest,)).fetchone()
    return declared_files(connection, row[0]) if row else ()


# --- drafts: found again by the digest of their words -----------------------------------------------------------------


def keep_drafts(connection: sqlite3.Connection, drafts: Iterable[WrittenDraft], now: datetime) -> None:
    """Keep what papers were made of: a signed one tells by its words which draft it was.  A repeated draft adds nothing."""
    kept: dict[tuple[Period, tuple[DeclaredFile, ...], bool], tuple[int | None, int | None]] = {}
    for one in drafts:
        span = span_columns(one.period)
        alike = (one.period, one.declared, one.saved)
        if alike not in kept:
            latest = latest_evaluation(connection, one.period) if one.saved else None
            kept[alike] = (latest, keep_declared(connection, one.declared))
        made_of = kept[alike]
        columns = (one.digest, one.path, one.sha256, one.template, *span, *made_of, __version__)
        known = connection.execute(
            "select 1 from draft where digest = ? and path = ? and sha256 = ? and template = ? and start = ? and finish = ?"
            " and evaluation is ? and declared is ? and made_by = ?",
            columns,
        ).fetchone()
        if known is None:
            connection.execute(
                "insert into draft (digest, path, sha256, template, start, finish, evaluation, declared, made_by, made_at)"
                " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (*columns, now.isoformat()),
            )


def latest_evaluation(connection: sqlite3.Connection, period: Period) -> int | None:
    """The row of the evaluation of ``period`` that was stored last."""
    (number,) = connection.execute(
        "select max(id) from evaluation where start = ? and finish = ?", span_columns(period)
    ).fetchone()
    return None if number is None else int(number)


def behind_paper(connection: sqlite3.Connection, digest: str | None, period: Period) -> tuple[int | None, int | None]:
    """The draft with these words, and the evaluation that a paper made of it rests on."""
    row = connection.execute("select id, evaluation from draft where digest = ? order by id desc limit 1", (digest,)).fetchone()
    number, evaluation = row or (None, None)
    return number, latest_evaluation(connection, period) if evaluation is None else evaluation


def drafts_of(connection: sqlite3.Connection, period: Period) -> list[WrittenDraft]:
    """The drafts on ``period``, in the order in which they were written."""
    rows = connection.execute(
        "select digest, path, sha256, template, start, finish, declared, evaluation from draft"
        " where start = ? and finish = ? order by id",
        span_columns(period),
    ).fetchall()
    return [
        WrittenDraft(
            digest, path, sha256, template, to_span(start, finish), declared_files(connection, files), evaluation is not None
        )
        for digest, path, sha256, template, start, finish, files, evaluation in rows
    ]


# --- papers in force and the figures that their findings rest on ------------------------------------------------------


def grounds(connection: sqlite3.Connection, since: date | None = None, whole: Collection[Period] = ()) -> list[Grounds]:
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
            figures = tuple(_ground_figures(connection, paper, made_of, of_all=of_all))
            found.append(Grounds(number, to_day(dated), file, span, figures))
    return found


def _ground_figures(connection: sqlite3.Connection, paper: int, evaluation: int, *, of_all: bool) -> Iterator[Assessment]:
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
