"""An evaluation -> rows with a digest of their content, and back to an evaluation that equals the one saved."""

from __future__ import annotations

import json
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from cccc import __version__
from cccc.ledger.values import (
    count_column,
    fraction_text,
    list_text,
    sources_text,
    span_columns,
    to_count,
    to_day,
    to_fraction,
    to_sources,
    to_span,
    to_words,
)
from cccc.model.evaluations import Assessment, Evaluation, ExemptedFinding, Finding, FindingKind, Status, Total, finding_key
from cccc.model.observations import InputFile
from cccc.model.targets import Operator, Target, Threshold, Window
from cccc.problems import Location

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime

    from cccc.periods import Period

_Row = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class EvaluationEntry:
    """One stored evaluation in a listing."""

    period: Period
    made_at: str
    made_by: str
    digest: str


_COLUMNS = {
    "evaluation_input": "file, sha256",
    "evaluation_source": "source",
    "target": 'plan, indicator, units, operator, threshold, cumulative_from, windows, file, line, "column", sheet, cell,'
    " sheet_order, issuer, cite, assumed, note, section, lead, assessor, raised_plan, raised_points",
    "assessment": "unit, indicator, reach, start, finish, status, numerator, denominator, value, rating, display, change,"
    " target, missing, sources, change_year",
    "total": "unit_group, indicator, reach, start, finish, numerator, denominator, value, display, change, change_year",
    "finding": "withheld, key, rule, kind, unit, indicators, also, occurrence, step, exemption",
}
"""What is stored of an evaluation, table by table, in an order that the references between the tables allow."""

FINDING = "rule, kind, unit, indicators, also, occurrence, step"
"""The columns of a finding."""
_PROPOSED, _WITHHELD, _EXEMPTED = range(3)
_RELEASED_COLUMNS = {"assessment": 15, "total": 10, "finding": 8}
"""How many columns a row had in the first release, of the tables that have grown since."""


def save(connection: sqlite3.Connection, evaluation: Evaluation, declared: int | None, now: datetime) -> bool:
    """Store ``evaluation`` unless it is the latest of its period already; whether it is new."""
    tables = _tables(evaluation)
    start, finish = span_columns(evaluation.period)
    digest = _digest(evaluation, tables)
    latest = _latest(connection, evaluation.period)
    if latest and latest[1] == digest:
        _mark_run(connection, latest[0], declared, now)
        return False
    number = connection.execute(
        "insert into evaluation (start, finish, as_of, digest, made_at, made_by) values (?, ?, ?, ?, ?, ?)",
        (start, finish, evaluation.as_of, digest, now.isoformat(), __version__),
    ).lastrowid
    for table, columns in _COLUMNS.items():
        marks = ", ?" * len(columns.split(","))
        insert = f"insert into {table} (evaluation, position, {columns}) values (?, ?{marks})"  # noqa: S608 - own names
        connection.executemany(insert, ((number, position, *row) for position, row in enumerate(tables[table])))
    _mark_run(connection, number or 0, declared, now)
    return True


def _mark_run(connection: sqlite3.Connection, number: int, declared: int | None, now: datetime) -> None:
    """Make it the one evaluated last; nothing to do where it is that already, by the same declarations and version."""
    last = connection.execute("select evaluation, declared, made_by from run order by id desc limit 1").fetchone()
    if last != (number, declared, __version__):
        connection.execute(
            "insert into run (evaluation, ran_at, declared, made_by) values (?, ?, ?, ?)",
            (number, now.isoformat(), declared, __version__),
        )


def digest_of(evaluation: Evaluation) -> str:
    """The SHA-256 of all that is stored of ``evaluation``."""
    return _digest(evaluation, _tables(evaluation))


def _digest(evaluation: Evaluation, tables: dict[str, list[_Row]]) -> str:
    # a column that a later version has added counts where it holds something: older digests stay what they were
    known = tables | {name: [_as_released(row, least) for row in tables[name]] for name, least in _RELEASED_COLUMNS.items()}
    return sha256(json.dumps([*span_columns(evaluation.period), evaluation.as_of, known]).encode()).hexdigest()


def _as_released(row: _Row, least: int) -> _Row:
    kept = len(row)
    while kept > least and row[kept - 1] is None:
        kept -= 1
    return row[:kept]


def _tables(evaluation: Evaluation) -> dict[str, list[_Row]]:
    targets, references = _targets(evaluation.assessments)
    findings: list[tuple[int, Finding, str | None]] = [(_PROPOSED, one, None) for one in evaluation.findings]
    findings += [(_WITHHELD, one, None) for one in evaluation.withheld]
    findings += [(_EXEMPTED, one.finding, _exemption_text(one)) for one in evaluation.exempted]
    return {
        "evaluation_input": [(entry.file, entry.sha256) for entry in evaluation.inputs],
        "evaluation_source": [(source,) for source in evaluation.sources],
        "target": [_target_row(target) for target in targets],
        "assessment": [
            _assessment_row(assessment, reference)
            for assessment, reference in zip(evaluation.assessments, references, strict=True)
        ],
        "total": [_total_row(total) for total in evaluation.totals],
        "finding": [(mark, *finding_row(evaluation.period, finding), exemption) for mark, finding, exemption in findings],
    }


def _targets(assessments: Sequence[Assessment]) -> tuple[list[Target], list[int | None]]:
    """Each target once, and for every assessment the position of its own."""
    positions: dict[Target, int] = {}
    # a target's hash covers all its units, so it is taken once for an object and not for every assessment
    by_identity: dict[int, int] = {}
    references: list[int | None] = []
    for assessment in assessments:
        target = assessment.target
        if target is not None and id(target) not in by_identity:
            by_identity[id(target)] = positions.setdefault(target, len(positions))
        references.append(None if target is None else by_identity[id(target)])
    return list(positions), references


def _target_row(target: Target) -> _Row:
    threshold, place = target.threshold, target.location
    raised_plan, raised_points = target.raised or (None, None)
    return (
        target.plan,
        target.indicator,
        list_text(target.units),
        threshold.operator.value if threshold else None,
        str(threshold.value) if threshold else None,
        target.cumulative_from.isoformat(),
        list_text(target.windows),
        place.file,
        place.line,
        place.column,
        place.sheet,
        place.cell,
        place.sheet_order,
        target.issuer,
        target.cite,
        int(target.assumed),
        target.note,
        target.section,
        target.lead,
        target.assessor,
        raised_plan,
        fraction_text(raised_points),
    )


def _assessment_row(assessment: Assessment, target: int | None) -> _Row:
    return (
        assessment.unit,
        assessment.indicator,
        assessment.window.value,
        *span_columns(assessment.span),
        assessment.status.value,
        count_column(assessment.numerator),
        count_column(assessment.denominator),
        fraction_text(assessment.value),
        assessment.rating,
        assessment.display,
        fraction_text(assessment.change),
        target,
        list_text(assessment.missing),
        sources_text(assessment.sources),
        fraction_text(assessment.change_year),
    )


def _total_row(total: Total) -> _Row:
    return (
        total.group,
        total.indicator,
        total.window.value,
        *span_columns(total.span),
        count_column(total.numerator),
        count_column(total.denominator),
        fraction_text(total.value),
        total.display,
        fraction_text(total.change),
        fraction_text(total.change_year),
    )


def finding_row(period: Period, finding: Finding) -> _Row:
    """Key, rule, kind, unit, indicators, also, occurrence, step."""
    return (
        finding_key(period, finding),
        finding.rule,
        finding.kind.value,
        finding.unit,
        list_text(finding.indicators),
        list_text(finding.also),
        finding.occurrence,
        finding.step,
    )


def _exemption_text(one: ExemptedFinding) -> str:
    return json.dumps([one.reason, one.until.isoformat(), one.cite], ensure_ascii=False, separators=(",", ":"))


# --- and back --------------------------------------------------------------------------------------------------------


def load(connection: sqlite3.Connection, period: Period | None = None) -> Evaluation | None:
    """The latest evaluation of ``period``; without one, the evaluation made last."""
    if period is None:
        row = connection.execute("select evaluation from run order by id desc limit 1").fetchone()
    else:
        row = _latest(connection, period)
    return load_stored(connection, row[0]) if row else None


def _latest(connection: sqlite3.Connection, period: Period) -> tuple[int, str] | None:
    row: tuple[int, str] | None = connection.execute(
        "select id, digest from evaluation where start = ? and finish = ? order by id desc limit 1", span_columns(period)
    ).fetchone()
    return row


def load_stored(connection: sqlite3.Connection, number: int) -> Evaluation:
    """The evaluation of a row."""
    start, finish, as_of = connection.execute("select start, finish, as_of from evaluation where id = ?", (number,)).fetchone()
    inputs, sources = (_stored(connection, table, number) for table in ("evaluation_input", "evaluation_source"))
    return Evaluation(
        to_span(start, finish),
        tuple(_assessments(connection, number)),
        tuple(_totals(connection, number)),
        tuple(finding for finding, _ in _findings(connection, number, _PROPOSED)),
        tuple(finding for finding, _ in _findings(connection, number, _WITHHELD)),
        tuple(InputFile(file, digest) for file, digest in inputs),
        tuple(source for (source,) in sources),
        as_of,
        tuple(_exempted(finding, exemption) for finding, exemption in _findings(connection, number, _EXEMPTED)),
    )


def _stored(connection: sqlite3.Connection, table: str, number: int) -> sqlite3.Cursor:
    query = f"select {_COLUMNS[table]} from {table} where evaluation = ? order by position"  # noqa: S608 - own names
    return connection.execute(query, (number,))


def _assessments(connection: sqlite3.Connection, number: int) -> Iterator[Assessment]:
    targets = list(_stored_targets(connection, number))
    rows = _stored(connection, "assessment", number)
    for unit, indicator, reach, start, finish, status, numerator, denominator, value, rating, *rest in rows:
        display, change, target, missing, sources, change_year = rest
        yield Assessment(
            unit,
            indicator,
            Window(reach),
            to_span(start, finish),
            Status(status),
            to_count(numerator),
            to_count(denominator),
            to_fraction(value),
            rating,
            display,
            to_fraction(change),
            None if target is None else targets[target],
            to_words(missing),
            to_sources(sources),
            to_fraction(change_year),
        )


def _stored_targets(connection: sqlite3.Connection, number: int) -> Iterator[Target]:
    rows = _stored(connection, "target", number)
    for plan, indicator, units, operator, value, since, windows, *rest in rows:
        *place, issuer, cite, assumed, note, section, lead, assessor, raised_plan, points = rest
        threshold, raised_points = to_fraction(value), to_fraction(points)
        yield Target(
            plan,
            indicator,
            to_words(units),
            None if threshold is None else Threshold(Operator(operator), threshold),
            to_day(since),
            tuple(map(Window, to_words(windows))),
            Location(*place),
            issuer,
            cite,
            bool(assumed),
            note,
            section,
            lead,
            assessor,
            None if raised_points is None else (raised_plan, raised_points),
        )


def _totals(connection: sqlite3.Connection, number: int) -> Iterator[Total]:
    rows = _stored(connection, "total", number)
    for group, indicator, reach, start, finish, numerator, denominator, value, display, *changes in rows:
        yield Total(
            group,
            indicator,
            Window(reach),
            None if start is None else to_span(start, finish),
            to_count(numerator),
            to_count(denominator),
            to_fraction(value),
            display,
            *map(to_fraction, changes),
        )


def _findings(connection: sqlite3.Connection, number: int, mark: int) -> Iterator[tuple[Finding, str | None]]:
    rows = connection.execute(
        f"select {FINDING}, exemption from finding where evaluation = ? and withheld = ? order by position",  # noqa: S608
        (number, mark),
    )
    for *finding, exemption in rows:
        yield to_finding(*finding), exemption


def _exempted(finding: Finding, exemption: str | None) -> ExemptedFinding:
    reason, until, cite = json.loads(exemption or "[]")
    return ExemptedFinding(finding, reason, to_day(until), cite)


def to_finding(
    rule: str, kind: str, unit: str, indicators: str, also: str, occurrence: int | None, step: str | None
) -> Finding:
    """The finding of a row."""
    return Finding(rule, FindingKind(kind), unit, to_words(indicators), to_words(also), occurrence, step)


# --- listings --------------------------------------------------------------------------------------------------------


def entries(connection: sqlite3.Connection) -> list[EvaluationEntry]:
    """All that is stored, in the order in which it was made."""
    rows = connection.execute("select start, finish, made_at, made_by, digest from evaluation order by id")
    return [EvaluationEntry(to_span(start, finish), *rest) for start, finish, *rest in rows]


def findings_by_key(connection: sqlite3.Connection, keys: Iterable[str]) -> dict[str, tuple[Period, Finding]]:
    """The findings that any evaluation has proposed under ``keys``, as the latest has them; unknown keys are left out."""
    found: dict[str, tuple[Period, Finding]] = {}
    for key in keys:
        row = connection.execute(
            f"select start, finish, {FINDING}"  # noqa: S608 - names of its own columns
            " from finding join evaluation on evaluation.id = finding.evaluation"
            " where key = ? and not withheld order by evaluation.id desc limit 1",
            (key,),
        ).fetchone()
        if row:
            start, finish, *columns = row
            found[key] = (to_span(start, finish), to_finding(*columns))
    return found
