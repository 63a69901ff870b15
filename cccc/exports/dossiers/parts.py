"""A list as a table that the engine can read, one column for each heading that the layout names."""
# ruff: noqa: S608 - queries are built of our own names; texts go in by engine.text or as values

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING

from cccc.messages import m
from cccc.problems import Problem, warning

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from cccc.exports.dossiers.engine import Engine
    from cccc.exports.dossiers.list_search import DossierList
    from cccc.exports.grid import Cell, Grid
    from cccc.model.layouts import HeadingPath

ORDINAL = "o"
ROW = "row"
AT_ONCE = 50_000
"""Rows handed to the engine in one go."""
MOST_TOLD = 100
"""Problems of one code that are told of one list; of the rest, how many they are."""

Record = tuple[int, tuple[str | None, ...]]
"""A row's number and what stands under the headings."""


@dataclass(frozen=True, slots=True)
class Typed:
    """A query whose columns have types: dates have those of ``dates``, texts that are looked for are of the ``known``."""

    query: str
    dates: Mapping[str, str]
    known: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Part:
    """One list in the engine: ``plain`` gives its columns as text, ``numbered`` their rows as well.

    ``typed`` is a faster way to the same, which fails where the list is not all as its sample was.
    """

    found: DossierList
    plain: str
    numbered: str
    typed: Typed | None = None
    hidden: int = 0
    problems: tuple[Problem, ...] = field(default=())


def aliases(found: DossierList) -> dict[HeadingPath, str]:
    """What the columns under the headings are called in the engine."""
    return {path: f"c{index}" for index, path in enumerate(found.columns)}


def named_columns(found: DossierList) -> list[int]:
    """The columns that are read, in the order of their headings, and that of the ordinals."""
    ordinals = [found.ordinal] if found.ordinal else []
    return [heading.column for heading in found.columns.values()] + ordinals


def read_columns(found: DossierList) -> set[int]:
    """The columns whose cells count."""
    return {heading.column for heading in found.columns.values()}


def names(found: DossierList) -> list[str]:
    """The columns' names in the engine, as `named_columns` orders them."""
    return [*aliases(found).values(), *([ORDINAL] if found.ordinal else [])]


def table(engine: Engine, found: DossierList, records: Iterable[Record]) -> tuple[str, str]:
    """Copy ``records`` into the engine; the queries for a part: plain, and numbered."""
    name, columns = engine.name(), names(found)
    engine.ask(f"CREATE TEMP TABLE {name} ({ROW} INTEGER, {', '.join(f'{column} VARCHAR' for column in columns)})")
    values = ", ".join([f"unnest(${1}::INTEGER[])", *(f"unnest(${place}::VARCHAR[])" for place in range(2, len(columns) + 2))])
    rest = iter(records)
    while some := list(islice(rest, AT_ONCE)):
        cells = zip(*(cells for _, cells in some), strict=True)
        engine.ask(f"INSERT INTO {name} SELECT {values}", [[row for row, _ in some], *map(list, cells)])
    return queries(found, name)


def queries(found: DossierList, name: str) -> tuple[str, str]:
    """The queries for the table ``name``: plain, and numbered."""
    columns = ", ".join(names(found))
    return f"SELECT {columns} FROM {name}", f"SELECT {ROW}, {columns} FROM {name}"


# --- a grid ----------------------------------------------------------------------------------------------------------


def of_grid(engine: Engine, found: DossierList) -> Part:
    """The list of a sheet that was read whole, its hidden rows left out."""
    grid, columns = found.grid, named_columns(found)
    rows = [row for row in grid.rows if row >= found.starts]
    filled = [row for row in rows if any((row, column) in grid.cells for column in columns)]
    hidden = [row for row in filled if row in grid.hidden_rows]
    shown = [row for row in filled if row not in grid.hidden_rows]
    records = ((row, tuple(as_text(grid.cell(row, column)) for column in columns)) for row in shown)
    plain, numbered = table(engine, found, records)
    problems = [*stale(found, shown), *left_out(found, hidden)]
    return Part(found, plain, numbered, hidden=len(hidden), problems=tuple(problems))


def as_text(cell: Cell) -> str | None:
    """What is compared and counted: a date as year-month-day, a number without a format."""
    match cell.value:
        case None:
            return None
        case str():
            return cell.value.replace("\0", "") or None
        case bool():
            return str(cell.value).lower()
        case float() if cell.value.is_integer():
            return str(int(cell.value))
        case date():
            return str(cell.value)
        case _:
            return str(cell.value)


def stale(found: DossierList, rows: Iterable[int]) -> Sequence[Problem]:
    """A problem for each formula under a heading that was never calculated."""
    from cccc.exports.tables.figures import STALE

    grid: Grid = found.grid
    cells = [(row, column) for row in rows for column in sorted(read_columns(found)) if grid.cell(row, column).stale]
    told = [Problem(STALE.code, grid.at(place), STALE.message) for place in cells[:MOST_TOLD]]
    return [*told, *more(told, len(cells) - len(told))]


# --- what is told of rows --------------------------------------------------------------------------------------------


def left_out(found: DossierList, hidden: Sequence[int]) -> Sequence[Problem]:
    """A warning for the hidden rows of a list, at the first of them."""
    if not hidden:
        return []
    message = m(
        "rows of this list are hidden from here on and were left out: {count}; show them if they count", count=len(hidden)
    )
    return [warning("hidden-data", found.grid.at((min(hidden), min(named_columns(found)))), message)]


def more(told: Sequence[Problem], count: int) -> Sequence[Problem]:
    """What is said of the ``count`` places that are not told one by one, at the last that is."""
    if count <= 0 or not told:
        return []
    last = max(told, key=lambda problem: problem.location.order)
    message = m(
        "{count} more rows of this list have a mistake like the one at this cell; correct those that are told, then look again",
        count=count,
    )
    return [Problem(last.code, last.location, message)]
