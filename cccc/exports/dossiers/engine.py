"""The embedded database that counts, and a list as a table in it, one column for each heading that the layout names."""
# ruff: noqa: S608 - queries are built of our own names; texts go in by engine.text or as values

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cccc.exports.grid import Cell, Grid
from cccc.messages import m
from cccc.problems import Problem, warning

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from duckdb import DuckDBPyConnection

    from cccc.exports import Export
    from cccc.exports.dossiers.list_search import DossierList
    from cccc.model.layouts import HeadingPath

EARLIEST, LATEST = 1900, 2999
"""The years of a date that somebody means; another is a slip of the hand."""

_BLANK = r"[\s\x{00a0}\x{2000}-\x{200d}\x{202f}\x{2060}\x{feff}\x{00ad}_\x{2010}-\x{2014}\x{2212}-]*"
_SPACES = r"[\s\x{00a0}\x{2000}-\x{200d}\x{202f}\x{2060}\x{feff}]+"
_TIME = r"(?: \d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?"
_SECONDS_OF_A_DAY = 86_400

_MACROS = (
    # a text that opens with a digit or a plain letter is not blank: seen at the first byte, for most cells
    f"""filled(x) AS CASE
        WHEN x IS NULL THEN false
        WHEN x >= '0' AND x < '_' OR x >= 'a' AND x < '~' THEN true
        ELSE NOT regexp_full_match(x, '{_BLANK}') END""",
    f"trimmed(x) AS trim(regexp_replace(x, '{_SPACES}', ' ', 'g'))",
    # day first always; a plain number of five or six digits is Excel's count of days
    rf"""written(x) AS CASE
        WHEN regexp_full_match(x, '\d{{1,2}}[/.-]\d{{1,2}}[/.-]\d{{4}}{_TIME}')
            THEN try_cast(regexp_replace(x, '^(\d+).(\d+).(\d+)', '\3-\2-\1') AS TIMESTAMP)
        WHEN regexp_full_match(replace(x, 'T', ' '), '\d{{4}}-\d{{1,2}}-\d{{1,2}}{_TIME}') THEN try_cast(x AS TIMESTAMP)
        WHEN regexp_full_match(x, '[1-9]\d{{4,5}}(\.\d+)?')
            THEN TIMESTAMP '1899-12-30' + to_seconds(round(try_cast(x AS DOUBLE) * {_SECONDS_OF_A_DAY})::BIGINT) END""",
    """shown(x) AS CASE
        WHEN length(x) = 10 AND substr(x, 3, 1) = '/' AND substr(x, 6, 1) = '/'
            THEN try_cast(substr(x, 7, 4) || '-' || substr(x, 4, 2) || '-' || substr(x, 1, 2) AS TIMESTAMP)
        WHEN length(x) IN (10, 19) AND substr(x, 5, 1) = '-' AND substr(x, 8, 1) = '-' THEN try_cast(x AS TIMESTAMP) END""",
    f"is_meant(t) AS t BETWEEN DATE '{EARLIEST}-01-01' AND DATE '{LATEST}-12-31'",
    """rounded(t) AS CASE WHEN is_meant(t) THEN
        CASE WHEN t = date_trunc('second', t) THEN t ELSE date_trunc('second', t + INTERVAL 500 MILLISECOND) END END""",
    "moment(x) AS CASE WHEN filled(x) THEN rounded(coalesce(shown(x), written(trimmed(x)))) END",
    # a day without a time lasts until its end
    "in_time(t, due) AS CASE WHEN due::TIME = TIME '00:00' THEN t < due + INTERVAL 1 DAY ELSE t <= due END",
)


class EngineError(Exception):
    """The engine could not do it.  Its own words may quote a row, and a row is of a person: they are not kept."""


class Engine:
    """One database in memory, for one run."""

    def __init__(self, memory: str = "256MB") -> None:
        from duckdb import connect

        self._connection: DuckDBPyConnection = connect(
            ":memory:",
            config={
                "temp_directory": "",
                "memory_limit": memory,
                "autoinstall_known_extensions": "false",
                "autoload_known_extensions": "false",
                "python_enable_replacements": "false",
            },
        )
        self._connection.execute("SET enable_progress_bar = false")  # it would be drawn on stdout
        for macro in _MACROS:
            self._connection.execute(f"CREATE TEMP MACRO {macro}")
        self._names = 0

    def name(self) -> str:
        """A name that no other table or view has."""
        self._names += 1
        return f"part_{self._names}"

    def ask(self, query: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """What ``query`` gives; raises `EngineError`."""
        from duckdb import Error

        try:
            return self._connection.execute(query, list(values)).fetchall()
        except (Error, UnicodeError):
            raise EngineError from None

    def lend(self, name: str, stream: Any) -> None:
        """Let queries see an Arrow stream under ``name``."""
        self._connection.register(name, stream)

    def take_back(self, name: str) -> None:
        """Forget what was lent under ``name``."""
        self._connection.unregister(name)

    def close(self) -> None:
        """Forget everything."""
        self._connection.close()


def text(value: str) -> str:
    """``value`` as SQL writes it."""
    return "'" + value.replace("'", "''") + "'"


def literal(path: Path) -> str:
    """The path of one file as SQL writes it, though its name may look like a pattern of many."""
    return text(re.sub(r"([*?\[])", r"[\1]", path.as_posix()))


def texts(values: Sequence[str]) -> str:
    """``values`` as SQL lists them."""
    return ", ".join(map(text, values))


# --- a list in the engine ---------------------------------------------------------------------------------------------


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
class ListPart:
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


def of_grid(engine: Engine, found: DossierList) -> ListPart:
    """The list of a sheet that was read whole, its hidden rows left out."""
    grid, columns = found.grid, named_columns(found)
    rows = [row for row in grid.rows if row >= found.starts]
    filled = [row for row in rows if any((row, column) in grid.cells for column in columns)]
    hidden = [row for row in filled if row in grid.hidden_rows]
    shown = [row for row in filled if row not in grid.hidden_rows]
    records = ((row, tuple(as_text(grid.cell(row, column)) for column in columns)) for row in shown)
    plain, numbered = table(engine, found, records)
    problems = [*stale(found, shown), *left_out(found, hidden)]
    return ListPart(found, plain, numbered, hidden=len(hidden), problems=tuple(problems))


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


# --- a Parquet file, which the engine reads itself --------------------------------------------------------------------


PARQUET = b"PAR1"


@dataclass(frozen=True, slots=True)
class ParquetFile:
    """A file whose headings, and all else, the engine reads."""

    export: Export


def parquet_headings(engine: Engine, export: Export) -> Grid:
    """The headings of a Parquet file; raises EngineError."""
    if not isinstance(export.origin, Path):
        raise EngineError
    described = engine.ask(f"DESCRIBE SELECT * FROM {_parquet(export.origin)}")
    shown = [str(row[0]) for row in described]
    return Grid(export.name, "1", 0, {(1, column): Cell(name) for column, name in enumerate(shown, 1) if name.strip()})


def of_parquet(found: DossierList, path: Path) -> ListPart:
    """The list as the engine reads it."""
    given = [str(found.grid.cell(1, column).value).replace('"', '""') for column in named_columns(found)]
    columns = ", ".join(f'"{name}"::VARCHAR AS {alias}' for name, alias in zip(given, names(found), strict=True))
    plain = f"SELECT {columns} FROM {_parquet(path)}"
    numbered = f"SELECT file_row_number + 2 AS row, {columns} FROM {_parquet(path, 'file_row_number=true')}"
    return ListPart(found, plain, numbered)


def _parquet(path: Path, *options: str) -> str:
    return f"read_parquet({', '.join([literal(path), *options])})"
