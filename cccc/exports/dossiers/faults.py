"""Tells which rows of a list are wrong, at their cells; asked only where the counts say that there are some."""
# ruff: noqa: S608 - queries are built of our own names; texts go in by engine.text or as values

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from cccc.exports.dossiers.counts import Expressions
from cccc.exports.dossiers.parts import MOST_TOLD, ROW, aliases, more
from cccc.exports.tables.rows import is_total
from cccc.messages import Message, m
from cccc.problems import Problem
from cccc.vietnamese import clean, fold

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from cccc.exports.dossiers.counts import Key
    from cccc.exports.dossiers.engine import Engine
    from cccc.exports.dossiers.parts import Part
    from cccc.model.layouts import HeadingPath

Stranger = tuple[str | None, str | None, int]
"""A name and a code as they stand in the list, and a month in which no unit is called so."""

NAMELESS = m("there is a dossier here without a unit; write the unit's name beside it")
_NUMERAL = "[0-9.,]+"
_FIGURE = re.compile(r"[\s:=(]*[0-9].*|\s*:.*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class _Group:
    """Rows with one mistake in common: what is said of them, the first of them, and how many they are."""

    path: HeadingPath
    reason: Callable[[], Message]
    rows: Sequence[int]
    count: int


def says_total(text: str) -> bool:
    """Whether a cell opens a row of totals: "Tổng cộng: 123"."""
    return is_total(fold(_FIGURE.sub("", text)))


def strangers(
    engine: Engine, part: Part, these: Collection[Stranger], reason: Callable[[Key, int], Message]
) -> tuple[list[Problem], int]:
    """A problem at each name that is no unit's, and how many rows have such names; a total without a name is no dossier."""
    ask = Expressions(part)
    month = ask.month(part.found.layout.date)
    rows, date = _rows(part, ask), ask.moment(part.found.layout.date)
    [(last,)] = engine.ask(f"SELECT coalesce(max({ROW}), 0) FROM ({rows}) WHERE {date} IS NOT NULL")
    below, numeral = f"{ROW} > {last}", f"coalesce(regexp_full_match(trimmed(unit), '{_NUMERAL}'), false)"
    query = (
        f"SELECT unit, code, month, CASE WHEN NOT filled(unit) OR {numeral} OR {below} THEN {_mark(part)} END AS mark, "
        f"min({ROW}, {MOST_TOLD}), count(*) FROM (SELECT *, {month} AS month, {ask.empty} AS empty FROM ({rows})) r "
        f"WHERE NOT empty AND NOT ({below} AND ({numeral} OR {_note(part, ask)})) AND {_is_among(engine, these)} GROUP BY ALL"
    )
    groups = [
        _Group(part.found.layout.unit, partial(reason, (unit, code), month), rows, count)
        for unit, code, month, mark, rows, count in engine.ask(query)
        if not (mark and says_total(mark))
    ]
    return _told(part, "unknown-unit", groups), sum(group.count for group in groups)


def bad_dates(engine: Engine, part: Part, others: Collection[Stranger], far: Collection[int]) -> list[Problem]:
    """A problem at each date that is none, in the rows of units; ``others`` are the names that are no unit's.

    In ``far`` months a main date is a slip of the hand.
    """
    ask = Expressions(part)
    layout, at = part.found.layout, aliases(part.found)
    rows = f"SELECT *, {ask.month(layout.date)} AS month FROM ({_rows(part, ask)})"
    groups = []
    for path in layout.dates:
        slip = f" OR month IN ({', '.join(map(str, sorted(far)))})" if far and path == layout.date else ""
        wrong = f"FROM ({rows}) r WHERE ({ask.bad_date(path)}{slip}) AND NOT {_is_among(engine, others)}"
        query = (
            f"SELECT {at[path]}, year({ask.moment(path)}), min({ROW}, {MOST_TOLD}), count(*) {wrong} "
            f"GROUP BY ALL ORDER BY min({ROW}) LIMIT {MOST_TOLD}"
        )
        found = [
            _Group(path, partial(_far_year, year) if year is not None else partial(_no_date, word), numbers, count)
            for word, year, numbers, count in engine.ask(query)
        ]
        groups += found
        if len(found) == MOST_TOLD:
            [(count,)] = engine.ask(f"SELECT count(*) {wrong}")
            groups.append(_Group(path, partial(_no_date, None), (), count - sum(group.count for group in found)))
    return _told(part, "not-a-number", groups)


def _mark(part: Part) -> str:
    """Where a row says that it is a total: among the ordinals, or among the dossiers' numbers."""
    number = part.found.layout.number
    return f"coalesce(CASE WHEN filled(ordinal) THEN ordinal END, {aliases(part.found)[number]})" if number else "ordinal"


def _note(part: Part, ask: Expressions) -> str:
    """Whether a row below the dossiers is a note or a signature: no unit, no number and no date, but words.

    Where dossiers are numbered, words under the unit and under the date are a note as well.
    """
    layout, at = part.found.layout, aliases(part.found)
    blank = ["code", *([at[layout.number]] if layout.number else [])]
    numbered = part.found.ordinal is not None or layout.number is not None
    split = f"(filled(ordinal) IS NOT true AND regexp_full_match({at[layout.date]}, '[^0-9]*\\pL[^0-9]*'))"
    nameless = f"(NOT filled(unit) OR coalesce({split}, false))" if numbered else "NOT filled(unit)"
    words = f"(NOT filled({at[layout.date]}) OR regexp_matches({at[layout.date]}, '\\pL'))"
    undated = [f"{ask.moment(path)} IS NULL" for path in layout.dates]
    counted = f"coalesce(regexp_full_match(trimmed(ordinal), '{_NUMERAL}'), false)"
    return " AND ".join([nameless, *(f"NOT filled({name})" for name in blank), words, *undated, f"NOT {counted}"])


def _rows(part: Part, ask: Expressions) -> str:
    return f"SELECT *, {ask.names}, {ask.moments} FROM ({part.numbered})"


def _is_among(engine: Engine, these: Collection[Stranger]) -> str:
    """Whether a row has one of these names."""
    if not these:
        return "false"
    name = engine.name()
    units, codes, months = (list(column) for column in zip(*these, strict=True))
    query = "SELECT unnest($1::VARCHAR[]) AS unit, unnest($2::VARCHAR[]) AS code, unnest($3::INTEGER[]) AS month"
    engine.ask(f"CREATE TEMP TABLE {name} AS {query}", [units, codes, months])
    same = "w.unit IS NOT DISTINCT FROM r.unit AND w.code IS NOT DISTINCT FROM r.code AND w.month = r.month"
    return f"EXISTS (FROM {name} w WHERE {same})"


def _told(part: Part, code: str, groups: Sequence[_Group]) -> list[Problem]:
    """The problems by place, a hundred at most, and how many more there are."""
    places = [(nth, row, group) for group in groups for nth, row in enumerate(group.rows)]
    told = sorted(places, key=lambda place: place[:2])[:MOST_TOLD]
    problems = [
        Problem(code, part.found.at(row, group.path), group.reason()) for _, row, group in sorted(told, key=lambda p: p[1])
    ]
    return [*problems, *more(problems, sum(group.count for group in groups) - len(problems))]


def _far_year(year: int) -> Message:
    return m("the year {year} is far from the other dates of this list; correct it", year=year)


def _no_date(word: str | None) -> Message:
    shown = clean(word or "")
    if not shown:
        return m("there is no date here, and every dossier has one; write it, or take the row out")
    return m("“{text}” is no date; write day/month/year, as 05/08/2023", text=shown)
