"""A signed paper, or a list of earlier ones -> the findings that were issued, which later occurrences count."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cccc.ledger.evaluations import finding_row, findings_by_key, to_finding
from cccc.ledger.values import list_text, span_columns, to_day, to_span, to_words
from cccc.messages import m
from cccc.model import Finding, FindingKind, Issued, IssuedFinding, IssuedPaper, PaperEntry
from cccc.problems import Location, Problem, invalid

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from cccc.periods import Period


def issue(connection: sqlite3.Connection, paper: IssuedPaper, now: datetime) -> tuple[Issued | None, list[Problem]]:
    """Record ``paper``; one that is recorded already changes nothing, another of that number is refused."""
    row = connection.execute(
        "select id, sha256, dated, file, start, finish from paper where number = ? and year = ? and withdrawn_at is null",
        (_one_way(paper.number), paper.dated.year),
    ).fetchone()
    if row:
        number, digest, dated, file, start, finish = row
        if (digest, dated) != (paper.sha256, paper.dated.isoformat()):
            return None, [_taken(paper, dated, file, to_span(start, finish))]
        return _issued(connection, number, new=False), []
    found = findings_by_key(connection, (*paper.standing, *paper.struck))
    unknown = [key for key in (*paper.standing, *paper.struck) if key not in found]
    if unknown:
        return None, [_unknown(paper, unknown)]
    number = _insert(connection, paper, now)
    _insert_findings(connection, number, paper, found)
    return _issued(connection, number, new=True), []


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
    start, finish = span_columns(paper.period)
    cursor = connection.execute(
        "insert into paper (number, year, dated, file, sha256, start, finish, template, issued_at)"
        " values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            _one_way(paper.number),
            paper.dated.year,
            paper.dated.isoformat(),
            paper.file,
            paper.sha256,
            start,
            finish,
            paper.template,
            now.isoformat(),
        ),
    )
    return cursor.lastrowid or 0


def _insert_findings(
    connection: sqlite3.Connection, number: int, paper: IssuedPaper, found: dict[str, tuple[Period, Finding]]
) -> None:
    # a finding that stands anywhere in the paper stands, also where the draft told it twice and one place was struck
    stands = dict.fromkeys(paper.struck, 0) | dict.fromkeys(paper.standing, 1)
    keys = dict.fromkeys((*paper.standing, *paper.struck))
    connection.executemany(
        "insert into paper_finding (paper, position, stands, start, finish, key, rule, kind, unit, indicators, also,"
        " occurrence) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (number, position, stands[key], *span_columns(found[key][0]), *finding_row(*found[key]))
            for position, key in enumerate(keys)
        ],
    )


def _issued(connection: sqlite3.Connection, paper: int, *, new: bool) -> Issued:
    number, dated, start, finish = connection.execute(
        "select number, dated, start, finish from paper where id = ?", (paper,)
    ).fetchone()
    findings = connection.execute(
        "select stands, rule, kind, unit, indicators, also, occurrence from paper_finding where paper = ? order by position",
        (paper,),
    ).fetchall()
    standing, struck = (tuple(to_finding(*rest) for stands, *rest in findings if stands == mark) for mark in (1, 0))
    return Issued(number, to_day(dated), to_span(start, finish), new, standing, struck)


def withdraw(connection: sqlite3.Connection, number: str, year: int, now: datetime) -> Issued | None:
    """Mark the paper as withdrawn, so that its findings no longer count; None where no such paper is in force."""
    row = connection.execute(
        "select id from paper where number = ? and year = ? and withdrawn_at is null", (_one_way(number), year)
    ).fetchone()
    if row is None:
        return None
    connection.execute("update paper set withdrawn_at = ? where id = ?", (now.isoformat(), row[0]))
    return _issued(connection, row[0], new=False)


def not_in_force(ledger: str, number: str, year: int) -> Problem:
    """What to say where there is no such paper to withdraw."""
    message = m(
        "no paper {number} of {year} is in force; see cccc history for the numbers that are recorded",
        number=number,
        year=year,
    )
    return invalid("paper-number", Location(ledger), message)


def papers(connection: sqlite3.Connection) -> list[PaperEntry]:
    """Every paper that was recorded, withdrawn ones too."""
    rows = connection.execute(
        "select number, dated, file, sha256, start, finish, template, issued_at, withdrawn_at from paper order by id"
    )
    return [
        PaperEntry(number, to_day(dated), file, digest, to_span(start, finish), *rest)
        for number, dated, file, digest, start, finish, *rest in rows
    ]


def issued(connection: sqlite3.Connection, year: int | None) -> list[IssuedFinding]:
    """The findings that count, each once however many papers tell it, of the periods that end in ``year``."""
    rows = connection.execute(
        "select paper_finding.start, paper_finding.finish, kind, unit, indicators, number, dated, paper as origin, position"
        " from paper_finding join paper on paper.id = paper_finding.paper where stands and withdrawn_at is null"
        # after all papers: of a finding that both tell, the paper is named
        " union all select start, finish, kind, unit, indicators, number, dated, 9e999, id from takeover_finding"
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


def take_over(connection: sqlite3.Connection, entries: Sequence[IssuedFinding], file: str, sha256: str, now: datetime) -> int:
    """Record the findings issued before the ledger began that it does not hold yet; how many those are."""
    rows = connection.execute("select start, finish, kind, unit, indicators from takeover_finding")
    known = {_identity(*row) for row in rows}
    new: dict[object, IssuedFinding] = {}
    for entry in entries:
        start, finish = span_columns(entry.period)
        identity = _identity(start, finish, entry.kind, entry.unit, list_text(entry.indicators))
        if identity not in known:
            new.setdefault(identity, entry)
    if new:
        _insert_takeover(connection, new.values(), (file, sha256, now.isoformat()))
    return len(new)


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
                entry.dated and entry.dated.isoformat(),
            )
            for entry in entries
        ],
    )
