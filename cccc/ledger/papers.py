"""A signed paper -> the findings that were issued, which later occurrences count, and what became of earlier papers."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from cccc import __version__
from cccc.ledger import drafts, effects
from cccc.ledger.evaluations import FINDING, finding_row, findings_by_key, to_finding
from cccc.ledger.values import changes_text, span_columns, to_changes, to_day, to_span, to_words
from cccc.messages import m
from cccc.model.evaluations import FindingKind, IssuedFinding
from cccc.model.issuance import Issuance, PaperEntry
from cccc.problems import Location, Problem, invalid

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from cccc.model.evaluations import Finding
    from cccc.model.issuance import IssuedPaper
    from cccc.periods import Period


def issue(connection: sqlite3.Connection, paper: IssuedPaper, now: datetime) -> tuple[Issuance | None, list[Problem]]:
    """Record ``paper``; one that is recorded already changes nothing, another of that number is refused."""
    row = connection.execute(
        "select id, sha256, dated, file, start, finish from paper where number = ? and year = ? and withdrawn_at is null",
        (_one_way(paper.number), paper.dated.year),
    ).fetchone()
    if row:
        return _again(connection, paper, *row)
    found = findings_by_key(connection, [one.key for one in paper.findings])
    unknown = [one.key for one in paper.findings if one.key not in found]
    if unknown:
        return None, [_unknown(paper, unknown)]
    others, problems = effects.resolved(connection, paper)
    if problems:
        return None, problems
    number = _insert(connection, paper, now)
    _insert_findings(connection, number, paper, found)
    effects.insert(connection, number, others)
    return _issued(connection, number, new=True), []


def _again(
    connection: sqlite3.Connection, paper: IssuedPaper, row: int, digest: str, dated: str, file: str, start: str, finish: str
) -> tuple[Issuance | None, list[Problem]]:
    if (digest, dated) != (paper.sha256, paper.dated.isoformat()):
        return None, [_taken(paper, dated, file, to_span(start, finish))]
    if paper.effects and not effects.are_recorded(connection, row, paper.effects):
        return None, [effects.otherwise(paper)]
    # who changed what may be said later; what was said once stays
    connection.execute(
        "update paper set confirmed_by = coalesce(confirmed_by, ?), reason = coalesce(reason, ?)"
        " where id = ? and (confirmed_by is null and ? is not null or reason is null and ? is not null)",
        (paper.by, paper.reason, row, paper.by, paper.reason),
    )
    return _issued(connection, row, new=False), []


def _one_way(number: str) -> str:
    return "".join(number.split())


def _taken(paper: IssuedPaper, dated: str, file: str, period: Period) -> Problem:
    message = m(
        "number {number} of {year} is recorded for {file} of {dated} ({period}); "
        "give this paper its own number, or withdraw that one first with cccc issue --undo",
        number=paper.number,
        year=paper.dated.year,
        file=file,
        dated=dated,
        period=period.label,
    )
    return invalid("paper-number", Location(paper.file), message)


def _unknown(paper: IssuedPaper, keys: Sequence[str]) -> Problem:
    message = m(
        "the ledger does not know {count} of this paper's findings; evaluate its exports with this workspace, then issue it",
        count=len(keys),
    )
    return invalid("unknown-finding", Location(paper.file), message)


def _insert(connection: sqlite3.Connection, paper: IssuedPaper, now: datetime) -> int:
    draft, evaluation = drafts.behind(connection, paper.draft, paper.period)
    cursor = connection.execute(
        "insert into paper (number, year, dated, file, sha256, start, finish, template, issued_at, draft, evaluation, made_by,"
        " confirmed_by, reason) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            _one_way(paper.number),
            paper.dated.year,
            paper.dated.isoformat(),
            paper.file,
            paper.sha256,
            *span_columns(paper.period),
            paper.template,
            now.isoformat(),
            draft,
            evaluation if paper.findings else None,
            __version__,
            paper.by,
            paper.reason,
        ),
    )
    return cursor.lastrowid or 0


def _insert_findings(
    connection: sqlite3.Connection, number: int, paper: IssuedPaper, found: Mapping[str, tuple[Period, Finding]]
) -> None:
    rows = []
    for position, one in enumerate(paper.findings):
        period, finding = found[one.key]
        key, rule, kind, unit, indicators, also, occurrence, step = finding_row(period, finding)
        printed = occurrence if one.printed is None else one.printed
        told = (key, rule, kind, unit, indicators, also, printed, step, changes_text(one.changes))
        rows.append((number, position, int(one.stands), *span_columns(period), *told))
    connection.executemany(
        "insert into paper_finding (paper, position, stands, start, finish, key, rule, kind, unit, indicators, also,"
        " occurrence, step, changes) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        rows,
    )


def _issued(connection: sqlite3.Connection, paper: int, *, new: bool) -> Issuance:
    number, dated, start, finish, by, reason = connection.execute(
        "select number, dated, start, finish, confirmed_by, reason from paper where id = ?", (paper,)
    ).fetchone()
    rows = connection.execute(
        f"select stands, changes, {FINDING} from paper_finding where paper = ? order by position",  # noqa: S608
        (paper,),
    ).fetchall()
    findings = [(stands, to_changes(changes), to_finding(*rest)) for stands, changes, *rest in rows]
    return Issuance(
        number,
        to_day(dated),
        to_span(start, finish),
        new,
        tuple(finding for stands, _, finding in findings if stands),
        tuple(finding for stands, _, finding in findings if not stands),
        tuple((finding, changes) for _, changes, finding in findings if changes),
        effects.of(connection, paper),
        by,
        reason,
    )


def undo(
    connection: sqlite3.Connection, number: str, year: int, now: datetime, by: str | None, reason: str | None
) -> Issuance | None:
    """Mark the paper as recorded by mistake, so that it no longer counts; None where no such paper is in force."""
    row = connection.execute(
        "select id from paper where number = ? and year = ? and withdrawn_at is null", (_one_way(number), year)
    ).fetchone()
    if row is None:
        return None
    connection.execute(
        "update paper set withdrawn_at = ?, undone_by = ?, undone_for = ? where id = ?", (now.isoformat(), by, reason, row[0])
    )
    return _issued(connection, row[0], new=False)


def not_in_force(ledger: str, number: str, year: int) -> Problem:
    """What to say where there is no such paper to take back."""
    message = m(
        "no paper {number} of {year} is in force; see cccc history for the numbers that are recorded",
        number=number,
        year=year,
    )
    return invalid("paper-number", Location(ledger), message)


def papers(connection: sqlite3.Connection) -> list[PaperEntry]:
    """Every paper that was recorded, also those that were taken back or replaced."""
    rows = connection.execute(
        "select paper.id, number, dated, file, paper.sha256, paper.start, paper.finish, paper.template, issued_at,"
        " withdrawn_at, draft.digest, paper.made_by, confirmed_by, reason, undone_by, undone_for"
        " from paper left join draft on draft.id = paper.draft order by paper.id"
    ).fetchall()
    return [_entry(connection, *row) for row in rows]


def _entry(
    connection: sqlite3.Connection,
    row: int,
    number: str,
    dated: str,
    file: str,
    sha256: str,
    start: str,
    finish: str,
    *rest: Any,
) -> PaperEntry:
    entry = PaperEntry(number, to_day(dated), file, sha256, to_span(start, finish), *rest)
    return replace(entry, effects=effects.of(connection, row), ended_by=effects.ended_by(connection, row))


def issued(connection: sqlite3.Connection, year: int | None) -> list[IssuedFinding]:
    """The findings that count, each once however many papers tell it, of the periods that end in ``year``."""
    rows = connection.execute(
        "select finding.start, finding.finish, kind, unit, indicators, number, dated, paper as origin, position"
        " from standing_finding as finding join paper on paper.id = finding.paper"
        # after all papers: of a finding that both tell, the paper is named
        " union all select start, finish, kind, unit, indicators, number, dated, 9e999, id from standing_takeover"
        " order by finish, start, origin, position",
    )
    findings: dict[tuple[str, ...], IssuedFinding] = {}
    for start, finish, kind, unit, indicators, number, dated, *_ in rows:
        span = to_span(start, finish)
        if year is None or span.end.year == year:
            finding = IssuedFinding(
                span, FindingKind(kind), unit, to_words(indicators), number, None if dated is None else to_day(dated)
            )
            findings.setdefault((start, finish, kind, unit, indicators), finding)
    return list(findings.values())
