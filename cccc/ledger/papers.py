"""A signed paper -> the findings that were issued, which later occurrences count, and what it does to earlier papers."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from cccc import __version__
from cccc.ledger.evaluations import FINDING, finding_row, findings_by_key, to_finding
from cccc.ledger.provenance import behind_paper
from cccc.ledger.values import changes_text, span_columns, to_changes, to_day, to_span, to_words
from cccc.messages import m
from cccc.model.evaluations import FindingKind, IssuedFinding
from cccc.model.issuance import Effect, EffectKind, Issuance, PaperEntry
from cccc.problems import Location, Problem, invalid

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date, datetime

    from cccc.model.evaluations import Finding
    from cccc.model.issuance import IssuedPaper
    from cccc.periods import Period
    from cccc.problems import Problem


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
    others, problems = _resolved(connection, paper)
    if problems:
        return None, problems
    number = _insert(connection, paper, now)
    _insert_findings(connection, number, paper, found)
    _insert_effects(connection, number, others)
    return _issued(connection, number, new=True), []


def _again(
    connection: sqlite3.Connection, paper: IssuedPaper, row: int, digest: str, dated: str, file: str, start: str, finish: str
) -> tuple[Issuance | None, list[Problem]]:
    if (digest, dated) != (paper.sha256, paper.dated.isoformat()):
        return None, [_taken(paper, dated, file, to_span(start, finish))]
    if paper.effects and not _are_recorded(connection, row, paper.effects):
        return None, [_otherwise(paper)]
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
    draft, evaluation = behind_paper(connection, paper.draft, paper.period)
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
        _effects_of(connection, paper),
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
    return replace(entry, effects=_effects_of(connection, row), ended_by=_ended_by(connection, row))


def issued(connection: sqlite3.Connection, year: int | None = None) -> list[IssuedFinding]:
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


# --- what papers do to earlier ones: replace, correct, withdraw -------------------------------------------------------


class _Other(NamedTuple):
    """An earlier paper, in this ledger (``row``) or from before it."""

    number: str
    row: int | None
    dated: date | None
    period: Period


def _resolved(connection: sqlite3.Connection, paper: IssuedPaper) -> tuple[list[tuple[Effect, int | None]], list[Problem]]:
    """The effects of ``paper`` with the full numbers and the rows of the papers they are on."""
    made: list[tuple[Effect, int | None]] = []
    problems: list[Problem] = []
    for effect in paper.effects:
        others = [*_recorded(connection, effect), *_taken_over(connection, effect)]
        fault = _fault(connection, paper, effect, others)
        if fault is not None:
            problems.append(fault)
            continue
        [other] = others
        made.append((Effect(effect.kind, other.number, effect.year), other.row))
    return made, problems


def _recorded(connection: sqlite3.Connection, effect: Effect) -> list[_Other]:
    rows = connection.execute(
        "select number, id, dated, start, finish from paper where year = ? and withdrawn_at is null"
        " and substr(number || '/', 1, length(?) + 1) = ? || '/' order by id",
        (effect.year, effect.number, effect.number),
    )
    return [_Other(number, row, to_day(dated), to_span(start, finish)) for number, row, dated, start, finish in rows]


def _taken_over(connection: sqlite3.Connection, effect: Effect) -> list[_Other]:
    rows = connection.execute(
        "select number, max(dated), min(start), max(finish) from takeover_finding"
        " where substr(number || '/', 1, length(?) + 1) = ? || '/' and substr(coalesce(dated, finish), 1, 4) = ?"
        " and not exists (select 1 from paper where paper.number = takeover_finding.number and year = ?) group by number",
        (effect.number, effect.number, str(effect.year), effect.year),
    )
    return [
        _Other(number, None, to_day(dated) if dated else None, to_span(start, finish)) for number, dated, start, finish in rows
    ]


def _fault(connection: sqlite3.Connection, paper: IssuedPaper, effect: Effect, others: Sequence[_Other]) -> Problem | None:
    named = {"number": effect.number, "year": effect.year}
    if not others:
        fix = m("see cccc history for the numbers that are recorded; cccc history import takes over earlier ones")
        return invalid("paper-effect", Location(paper.file), m("no paper {number} of {year} is in force", **named), fix)
    if len(others) > 1:
        told = m("{number} of {year} may be any of {numbers}", **named, numbers=tuple(one.number for one in others))
        return invalid("paper-effect", Location(paper.file), told, m("give the number with its symbol"))
    [other] = others
    ended = _ended_by(connection, other.row) if other.row is not None else None
    if ended is not None:
        told = m("{number} of {year} was replaced or withdrawn by {ended} already", **named, ended=ended)
        return invalid("paper-effect", Location(paper.file), told, m("name the paper that is in force"))
    if other.dated is not None and other.dated > paper.dated:
        told = m("{number} of {year} is dated after this paper", **named)
        return invalid("paper-effect", Location(paper.file), told, m("correct --date, or the number"))
    if effect.kind is not EffectKind.WITHDRAWS and other.row is not None and other.period != paper.period:
        told = m("{number} of {year} is on {other}, this paper on {period}", **named, other=other.period, period=paper.period)
        return invalid("paper-effect", Location(paper.file), told, m("correct the number"))
    return None


def _insert_effects(connection: sqlite3.Connection, paper: int, others: Iterable[tuple[Effect, int | None]]) -> None:
    """Keep what ``paper`` does."""
    connection.executemany(
        "insert into paper_effect (paper, number, year, effect, other) values (?, ?, ?, ?, ?)",
        [(paper, effect.number, effect.year, effect.kind, other) for effect, other in others],
    )


def _effects_of(connection: sqlite3.Connection, paper: int) -> tuple[Effect, ...]:
    """What ``paper`` does to earlier ones."""
    rows = connection.execute("select effect, number, year from paper_effect where paper = ? order by year, number", (paper,))
    return tuple(Effect(EffectKind(kind), number, year) for kind, number, year in rows)


def _are_recorded(connection: sqlite3.Connection, paper: int, asked: Iterable[Effect]) -> bool:
    """Whether the ledger has exactly those of ``paper``."""
    known = {(one.kind, one.number.partition("/")[0], one.year) for one in _effects_of(connection, paper)}
    return known == {(one.kind, one.number.partition("/")[0], one.year) for one in asked}


def _otherwise(paper: IssuedPaper) -> Problem:
    """What to say where a recorded paper is recorded again with other effects."""
    told = m("{number} is recorded already, and not as one that does this to an earlier paper", number=paper.number)
    return invalid("paper-effect", Location(paper.file), told, m("take it back with --undo, then record it anew"))


def _ended_by(connection: sqlite3.Connection, paper: int) -> str | None:
    """The number of the paper that has replaced or withdrawn ``paper``."""
    row = connection.execute(
        "select later.number from paper_effect join paper as later on later.id = paper_effect.paper"
        " where other = ? and effect in ('replaces', 'withdraws') and later.withdrawn_at is null order by later.id limit 1",
        (paper,),
    ).fetchone()
    return row and str(row[0])
