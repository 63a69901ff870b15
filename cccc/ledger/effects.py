"""What papers do to earlier ones (replace, correct, withdraw) -> rows beside them, and the papers that are ended by it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cccc.ledger.values import to_day, to_span
from cccc.messages import m
from cccc.model.issuance import Effect, EffectKind
from cccc.problems import Location, invalid

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Sequence
    from datetime import date

    from cccc.model.issuance import IssuedPaper
    from cccc.periods import Period
    from cccc.problems import Problem


class _Other(NamedTuple):
    """An earlier paper, in this ledger (``row``) or from before it."""

    number: str
    row: int | None
    dated: date | None
    period: Period


def resolved(connection: sqlite3.Connection, paper: IssuedPaper) -> tuple[list[tuple[Effect, int | None]], list[Problem]]:
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
    ended = ended_by(connection, other.row) if other.row is not None else None
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


def insert(connection: sqlite3.Connection, paper: int, others: Iterable[tuple[Effect, int | None]]) -> None:
    """Keep what ``paper`` does."""
    connection.executemany(
        "insert into paper_effect (paper, number, year, effect, other) values (?, ?, ?, ?, ?)",
        [(paper, effect.number, effect.year, effect.kind, other) for effect, other in others],
    )


def of(connection: sqlite3.Connection, paper: int) -> tuple[Effect, ...]:
    """What ``paper`` does to earlier ones."""
    rows = connection.execute("select effect, number, year from paper_effect where paper = ? order by year, number", (paper,))
    return tuple(Effect(EffectKind(kind), number, year) for kind, number, year in rows)


def are_recorded(connection: sqlite3.Connection, paper: int, asked: Iterable[Effect]) -> bool:
    """Whether the ledger has exactly those of ``paper``."""
    known = {(one.kind, one.number.partition("/")[0], one.year) for one in of(connection, paper)}
    return known == {(one.kind, one.number.partition("/")[0], one.year) for one in asked}


def otherwise(paper: IssuedPaper) -> Problem:
    """What to say where a recorded paper is recorded again with other effects."""
    told = m("{number} is recorded already, and not as one that does this to an earlier paper", number=paper.number)
    return invalid("paper-effect", Location(paper.file), told, m("take it back with --undo, then record it anew"))


def ended_by(connection: sqlite3.Connection, paper: int) -> str | None:
    """The number of the paper that has replaced or withdrawn ``paper``."""
    row = connection.execute(
        "select later.number from paper_effect join paper as later on later.id = paper_effect.paper"
        " where other = ? and effect in ('replaces', 'withdraws') and later.withdrawn_at is null order by later.id limit 1",
        (paper,),
    ).fetchone()
    return row and str(row[0])
