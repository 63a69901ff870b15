"""Tells which rows of a list are wrong, at their cells, and which dossiers stand twice; asked where the counts say so."""
# ruff: noqa: S608 - queries are built of our own names; texts go in by engine.text or as values

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from cccc.exports.dossiers.counts import Expressions
from cccc.exports.dossiers.engine import MOST_TOLD, ROW, ListPart, aliases, more, names
from cccc.exports.tables.rows import is_total
from cccc.messages import Message, m
from cccc.problems import Problem
from cccc.vietnamese import clean, fold

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from cccc.exports.dossiers.counts import Key
    from cccc.exports.dossiers.engine import Engine, ListPart
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
    engine: Engine, part: ListPart, these: Collection[Stranger], reason: Callable[[Key, int], Message]
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


def bad_dates(engine: Engine, part: ListPart, others: Collection[Stranger], far: Collection[int]) -> list[Problem]:
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


def _mark(part: ListPart) -> str:
    """Where a row says that it is a total: among the ordinals, or among the dossiers' numbers."""
    number = part.found.layout.number
    return f"coalesce(CASE WHEN filled(ordinal) THEN ordinal END, {aliases(part.found)[number]})" if number else "ordinal"


def _note(part: ListPart, ask: Expressions) -> str:
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


def _rows(part: ListPart, ask: Expressions) -> str:
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


def _told(part: ListPart, code: str, groups: Sequence[_Group]) -> list[Problem]:
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


# --- dossiers that stand again, in one list or in several -------------------------------------------------------------


def repeats(engine: Engine, parts: Sequence[ListPart]) -> tuple[list[tuple[int, ListPart]], list[Problem]]:
    """The later copies as parts of their own, each with the index of its list; raises EngineError.

    All ``parts`` are of one layout that names the dossiers' numbers.
    """
    table = engine.name()
    every = " UNION ALL ".join(f"SELECT {index} AS part, * FROM ({_keys(part)})" for index, part in enumerate(parts))
    twice = f"SELECT hash(id) FROM ({every}) GROUP BY ALL HAVING count(*) > 1"
    same = "ROW_NUMBER() OVER dossier AS copy, alike IS NOT DISTINCT FROM first_value(alike) OVER dossier AS agrees"
    engine.ask(
        f"CREATE TEMP TABLE {table} AS SELECT part, {ROW}, {same} FROM ({every}) WHERE hash(id) IN ({twice}) "
        f"WINDOW dossier AS (PARTITION BY id ORDER BY part, {ROW})"
    )
    problems = [problem for index, part in enumerate(parts) for problem in _unlike(engine, table, index, part)]
    copies = engine.ask(f"SELECT DISTINCT part FROM {table} WHERE copy > 1 ORDER BY part")
    return [(index, _only(parts[index], table, index)) for (index,) in copies], problems


def _keys(part: ListPart) -> str:
    """The number of each dossier, and in one text all that is read of it."""
    ask, at, layout = Expressions(part), aliases(part.found), part.found.layout
    number = at[_number_path(part)]
    others = [path for path in layout.headings if path not in (layout.number, *layout.dates)]
    read = [f"coalesce({ask.moment(path)}::VARCHAR, {_plain(at[path])})" for path in layout.dates]
    alike = ", ".join([*read, *(_plain(at[path]) for path in others)])
    rows = f"SELECT *, {ask.moments} FROM ({part.numbered}) WHERE filled({number})"
    return f"SELECT {ROW}, {_plain(number)} AS id, ROW({alike}) AS alike FROM ({rows})"


def _plain(column: str) -> str:
    """A text as it is compared: case and spaces do not count, blank is blank."""
    return f"CASE WHEN filled({column}) THEN lower(nfc_normalize(trimmed({column}))) END"


def _number_path(part: ListPart) -> HeadingPath:
    number = part.found.layout.number
    return number if number is not None else part.found.layout.unit


def _unlike(engine: Engine, table: str, index: int, part: ListPart) -> list[Problem]:
    """A problem at each dossier that stands again and says something else."""
    wrong = f"FROM {table} WHERE part = {index} AND NOT agrees"
    rows = engine.ask(f"SELECT {ROW} {wrong} ORDER BY {ROW} LIMIT {MOST_TOLD}")
    [(count,)] = engine.ask(f"SELECT count(*) {wrong}")
    message = m("a dossier with this number stands before, with other values; keep the row that is right")
    told = [Problem("conflicting-figures", part.found.at(row, _number_path(part)), message) for (row,) in rows]
    return [*told, *more(told, count - len(told))]


def _only(part: ListPart, table: str, index: int) -> ListPart:
    """The later copies of one list."""
    later = f"SELECT {ROW} FROM {table} WHERE part = {index} AND copy > 1"
    numbered = f"SELECT * FROM ({part.numbered}) WHERE {ROW} IN ({later})"
    return replace(part, plain=f"SELECT {', '.join(names(part.found))} FROM ({numbered})", numbered=numbered, typed=None)
