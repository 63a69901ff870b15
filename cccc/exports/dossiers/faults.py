"""Tells which rows of a list are wrong, at their cells; asked only where the counts say that there are some."""
# ruff: noqa: S608 - queries are built of our own names; texts go in by engine.text or as values

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from cccc.exports.dossiers.counting import Expressions
from cccc.exports.dossiers.parts import MOST_TOLD, ROW, aliases, more
from cccc.exports.tables.rows import is_total
from cccc.messages import Message, m
from cccc.problems import Problem
from cccc.vietnamese import clean, fold

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from cccc.exports.dossiers.counting import Key
    from cccc.exports.dossiers.engine import Engine
    from cccc.exports.dossiers.parts import Part
    from cccc.model import HeadingPath

Stranger = tuple[str | None, str | None, int]
"""A name and a code as they stand in the list, and a month in which no unit is called so."""

NAMELESS = m("there is a dossier here without a unit; write the unit's name beside it")
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
    query = (
        f"SELECT unit, code, month, CASE WHEN NOT filled(unit) THEN ordinal END AS mark, min({ROW}, {MOST_TOLD}), count(*) "
        f"FROM (SELECT *, {month} AS month, {ask.empty} AS empty FROM ({_rows(part, ask)})) r "
        f"WHERE NOT empty AND {_is_among(engine, these)} GROUP BY ALL"
    )
    groups = [
        _Group(part.found.layout.unit, partial(reason, (unit, code), month), rows, count)
        for unit, code, month, mark, rows, count in engine.ask(query)
        if not (mark and says_total(mark))
    ]
    return _told(part, "unknown-unit", groups), sum(group.count for group in groups)


def bad_dates(engine: Engine, part: Part, others: Collection[Stranger]) -> list[Problem]:
    """A problem at each date that is none, in the rows of units; ``others`` are the names that are no unit's."""
    ask = Expressions(part)
    layout, at = part.found.layout, aliases(part.found)
    rows = f"SELECT *, {ask.month(layout.date)} AS month FROM ({_rows(part, ask)})"
    groups = []
    for path in layout.dates:
        wrong = f"FROM ({rows}) r WHERE {ask.bad_date(path)} AND NOT {_is_among(engine, others)}"
        query = (
            f"SELECT {at[path]}, min({ROW}, {MOST_TOLD}), count(*) {wrong} GROUP BY ALL ORDER BY min({ROW}) LIMIT {MOST_TOLD}"
        )
        found = [_Group(path, partial(_no_date, word), numbers, count) for word, numbers, count in engine.ask(query)]
        groups += found
        if len(found) == MOST_TOLD:
            [(count,)] = engine.ask(f"SELECT count(*) {wrong}")
            groups.append(_Group(path, partial(_no_date, None), (), count - sum(group.count for group in found)))
    return _told(part, "not-a-number", groups)


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
    return [*problems, *more(part.found, code, sum(group.count for group in groups) - len(problems))]


def _no_date(word: str | None) -> Message:
    shown = clean(word or "")
    if not shown:
        return m("there is no date here, and every dossier has one; write it, or take the row out")
    return m("“{text}” is no date; write day/month/year, as 05/08/2023", text=shown)
