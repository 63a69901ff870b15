"""Finds the dossiers that stand again, in one list or in several: alike they count once, unlike they are told."""
# ruff: noqa: S608 - queries are built of our own names; texts go in by engine.text or as values

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cccc.exports.dossiers.counts import Expressions
from cccc.exports.dossiers.parts import MOST_TOLD, ROW, Part, aliases, more, names
from cccc.messages import m
from cccc.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cccc.exports.dossiers.engine import Engine
    from cccc.exports.dossiers.reader import DossierReading
    from cccc.model.layouts import HeadingPath


def repeats(engine: Engine, parts: Sequence[Part]) -> tuple[list[tuple[int, Part]], list[Problem]]:
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


def _keys(part: Part) -> str:
    """The number of each dossier, and in one text all that is read of it."""
    ask, at, layout = Expressions(part), aliases(part.found), part.found.layout
    number = at[_number(part)]
    others = [path for path in layout.headings if path not in (layout.number, *layout.dates)]
    read = [f"coalesce({ask.moment(path)}::VARCHAR, {_plain(at[path])})" for path in layout.dates]
    alike = ", ".join([*read, *(_plain(at[path]) for path in others)])
    rows = f"SELECT *, {ask.moments} FROM ({part.numbered}) WHERE filled({number})"
    return f"SELECT {ROW}, {_plain(number)} AS id, ROW({alike}) AS alike FROM ({rows})"


def _plain(column: str) -> str:
    """A text as it is compared: case and spaces do not count, blank is blank."""
    return f"CASE WHEN filled({column}) THEN lower(nfc_normalize(trimmed({column}))) END"


def _number(part: Part) -> HeadingPath:
    number = part.found.layout.number
    return number if number is not None else part.found.layout.unit


def _unlike(engine: Engine, table: str, index: int, part: Part) -> list[Problem]:
    """A problem at each dossier that stands again and says something else."""
    wrong = f"FROM {table} WHERE part = {index} AND NOT agrees"
    rows = engine.ask(f"SELECT {ROW} {wrong} ORDER BY {ROW} LIMIT {MOST_TOLD}")
    [(count,)] = engine.ask(f"SELECT count(*) {wrong}")
    message = m("a dossier with this number stands before, with other values; keep the row that is right")
    told = [Problem("conflicting-figures", part.found.at(row, _number(part)), message) for (row,) in rows]
    return [*told, *more(told, count - len(told))]


def _only(part: Part, table: str, index: int) -> Part:
    """The later copies of one list."""
    later = f"SELECT {ROW} FROM {table} WHERE part = {index} AND copy > 1"
    numbered = f"SELECT * FROM ({part.numbered}) WHERE {ROW} IN ({later})"
    return replace(part, plain=f"SELECT {', '.join(names(part.found))} FROM ({numbered})", numbered=numbered, typed=None)


# --- lists whose dossiers have no numbers ----------------------------------------------------------------------------

_FEWEST_DOSSIERS, _FEWEST_COUNTS = 20, 4
"""What two lists must hold to be alike by more than chance: dossiers, and different counts."""


def given_twice(readings: Sequence[DossierReading]) -> list[Problem]:
    """A problem at each list that counts for every unit and month what another one counts."""
    seen: dict[frozenset[tuple[str, int, tuple[int, ...]]], DossierReading] = {}
    problems = []
    for reading in readings:
        counts = {(unit, month, tuple(of)) for unit, totals in reading.totals.items() for month, of in totals.items()}
        telling = reading.counted >= _FEWEST_DOSSIERS and len({of for _, _, of in counts}) >= _FEWEST_COUNTS
        if not telling or reading.found.layout.number:
            continue
        first = seen.setdefault(frozenset(counts), reading)
        if first is not reading:
            message = m(
                "these seem to be the same dossiers as in {other}: all counts are equal; "
                "give one of the two, or name the column of the dossiers' numbers in the layout (id:)",
                other=first.found.grid.location,
            )
            found = reading.found
            problems.append(Problem("conflicting-figures", found.grid.at(found.unit.places[-1]), message))
    return problems
