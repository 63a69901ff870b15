"""Counts the dossiers of a part by unit and month: one expression for every kind of file."""
# ruff: noqa: S608 - queries are built of our own names; texts go in by engine.text or as values

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cccc.exports.dossiers.engine import ORDINAL, EngineError, aliases, text, texts
from cccc.model.layouts import BlankTest, DateTest, HeadingPath, TextTest
from cccc.periods import MONTHS
from cccc.vietnamese import clean, fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from cccc.exports.dossiers.engine import Engine, ListPart
    from cccc.model.layouts import DossierCount, DossierTest
    from cccc.periods import Period

BLANK, BAD = 0, -1
"""What stands in place of a month where there is no date, or what is none."""
MOST_TEXTS = 100_000
"""Different texts of one column among which some are looked for."""

Key = tuple[str | None, str | None]
"""A unit's name and code as they stand in the list."""


@dataclass(frozen=True, slots=True)
class Counts:
    """The dossiers of one name and one month of a date: how many, how many of them hold but the name, and the measures.

    ``asked`` says whether the date lies in the period that was asked for.
    """

    key: Key
    month: int
    asked: bool
    rows: int
    empty: int
    measures: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """A part counted, by each of its layout's dates; ``bad`` tells whether a cell that must be a date is none."""

    by_date: Mapping[HeadingPath, Sequence[Counts]]
    bad: bool


def count(engine: Engine, part: ListPart, asked: Period | None) -> Tally:
    """The dossiers of ``part``; raises EngineError."""
    if part.typed is not None:
        try:
            return _counted(engine, part, Expressions(part, part.typed.known, part.typed.dates), part.typed.query, asked)
        except EngineError:
            pass  # the list is not all as its sample was
    return _counted(engine, part, Expressions(part, _known(engine, part)), part.plain, asked)


def positions(part: ListPart, path: HeadingPath) -> list[int]:
    """Which of the layout's measures are counted by one date."""
    layout = part.found.layout
    return [place for place, counting in enumerate(layout.measures.values()) if (counting.date or layout.date) == path]


def _known(engine: Engine, part: ListPart) -> dict[str, tuple[str, ...]]:
    """The texts of each column where texts are looked for."""
    at = aliases(part.found)
    tests = ((at[path], test) for count in part.found.layout.measures.values() for path, test in count.tests)
    found = {}
    for name in dict.fromkeys(name for name, test in tests if isinstance(test, TextTest)):
        query = f"SELECT DISTINCT {name} FROM ({part.plain}) WHERE {name} IS NOT NULL LIMIT {MOST_TEXTS + 1}"
        found[name] = tuple(word for (word,) in engine.ask(query))
        if len(found[name]) > MOST_TEXTS:
            raise EngineError
    return found


class Expressions:
    """What is asked of one row, in SQL; ``known`` are the texts of columns where texts are looked for.

    ``types`` gives the types of dates where the columns have types; those of ``known`` are enumerations then.
    """

    def __init__(
        self, part: ListPart, known: Mapping[str, tuple[str, ...]] | None = None, types: Mapping[str, str] | None = None
    ) -> None:
        self.layout = part.found.layout
        self._at = aliases(part.found)
        self._known = known or {}
        self._types = types or {}
        self._choices = frozenset(self._known if types else ())
        self._ordinal = part.found.ordinal is not None

    @property
    def names(self) -> str:
        """The unit's name and code, and what stands among the ordinals."""
        code = self._at[self.layout.code] if self.layout.code else "NULL"
        ordinal = ORDINAL if self._ordinal else "NULL"
        return f"{self._at[self.layout.unit]} AS unit, {code} AS code, {ordinal} AS ordinal"

    @property
    def moments(self) -> str:
        """Every date, read."""
        return ", ".join(f"{self._read(path)} AS {self.moment(path)}" for path in self.layout.dates)

    def _read(self, path: HeadingPath) -> str:
        name = self._at[path]
        return f"CASE WHEN is_meant({name}) THEN {name} END" if name in self._types else f"moment({name})"

    def moment(self, path: HeadingPath) -> str:
        """The name of a date that was read."""
        return f"t{self._at[path]}"

    def month(self, path: HeadingPath) -> str:
        """The month of a date, counted from the year 0; `BLANK` or `BAD` without one."""
        moment = self.moment(path)
        without = f"CASE WHEN {self._given(path)} THEN {BAD} ELSE {BLANK} END"
        return f"CASE WHEN {moment} IS NULL THEN {without} ELSE year({moment}) * {MONTHS} + month({moment}) - 1 END"

    def within(self, path: HeadingPath, asked: Period) -> str:
        """Whether a date lies in the period asked for."""
        ends = f"{text(asked.end.isoformat())}::TIMESTAMP + INTERVAL 1 DAY"
        moment = self.moment(path)
        return f"coalesce({moment} >= {text(asked.start.isoformat())}::TIMESTAMP AND {moment} < {ends}, false)"

    @property
    def bad(self) -> str:
        """Whether a cell that must be a date is none."""
        return " OR ".join(f"{self.moment(path)} IS NULL AND {self._given(path)}" for path in self.layout.dates)

    def bad_date(self, path: HeadingPath) -> str:
        """Whether one date is none, though one must be: the main date always."""
        missing = f"{self.moment(path)} IS NULL"
        return missing if path == self.layout.date else f"{missing} AND {self._given(path)}"

    @property
    def empty(self) -> str:
        """Whether nothing stands there but the unit's name; asked only where the main date is blank."""
        layout = self.layout
        others = [self._given(path) for path in layout.headings if path not in (layout.unit, layout.code, layout.date)]
        blank = f"{self.moment(layout.date)} IS NULL AND NOT {self._given(layout.date)}"
        return f"CASE WHEN {blank} THEN NOT ({' OR '.join(others) or 'false'}) ELSE false END"

    def counted(self, counting: DossierCount) -> str:
        """Whether a measure counts the row."""
        return " AND ".join(f"({self._holds(path, test)})" for path, test in counting.tests) or "true"

    def _holds(self, path: HeadingPath, test: DossierTest) -> str:
        match test:
            case TextTest(words):
                wanted = {fold(word) for word in words}
                return self._among(path, [word for word in self._known.get(self._at[path], ()) if fold(word) in wanted])
            case BlankTest(given):
                return self._given(path) if given else f"NOT {self._given(path)}"
            case DateTest(other, after):
                days = {self._types.get(self._at[date]) for date in (path, other)} == {"DATE"}
                moment, due = self.moment(path), self.moment(other)
                in_time = f"({moment} <= {due})" if days else f"in_time({moment}::TIMESTAMP, {due}::TIMESTAMP)"
                return f"NOT {in_time}" if after else in_time

    def _among(self, path: HeadingPath, words: Sequence[str]) -> str:
        if not words:
            return "false"
        name = self._at[path]
        if name not in self._choices:
            return f"{name} IN ({texts(words)})"
        kind = f"ENUM({texts(self._known[name])})"
        return f"{name} IN ({', '.join(f'{text(word)}::{kind}' for word in words)})"

    def _given(self, path: HeadingPath) -> str:
        name = self._at[path]
        if name in self._choices:
            blank = [word for word in self._known[name] if not clean(word).strip("-_ ")]
            return f"({name} IS NOT NULL AND NOT {self._among(path, blank)})"
        return f"({name} IS NOT NULL)" if name in self._types else f"filled({name})"


def _counted(engine: Engine, part: ListPart, ask: Expressions, rows: str, asked: Period | None) -> Tally:
    """Count once by all dates together, then sum up by each."""
    layout = part.found.layout
    months = {f"m{n}": ask.month(path) for n, path in enumerate(layout.spans)}
    within = {f"p{n}": ask.within(path, asked) for n, path in enumerate(layout.spans)} if asked else {}
    measures = [f"{ask.counted(counting)} AS s{n}" for n, counting in enumerate(layout.measures.values())]
    answers = ["empty", "bad", *(f"s{n}" for n in range(len(measures)))]
    keys = ", ".join(["unit", *(["code"] if layout.code else []), *months, *within])  # each costs time, so only what is needed
    looked = f"SELECT *, {ask.names}, {ask.moments} FROM ({rows})"
    spans = [f"{answer} AS {name}" for name, answer in (months | within).items()]
    asked_of = ", ".join([*spans, f"{ask.empty} AS empty", f"({ask.bad}) AS bad", *measures])
    sums = ", ".join(f"coalesce(count_if({answer}), 0) AS {answer}" for answer in answers)
    name = engine.name()
    engine.ask(
        f"CREATE TEMP TABLE {name} AS SELECT {keys}, count(*) AS n, {sums} "
        f"FROM (SELECT unit, code, {asked_of} FROM ({looked})) GROUP BY {keys}"
    )
    code = "code" if layout.code else "NULL"
    by_date = {
        path: _by_date(engine, name, f"unit, {code}, m{n}, {f'p{n}' if asked else 'false'}", positions(part, path))
        for n, path in enumerate(layout.spans)
    }
    [(bad,)] = engine.ask(f"SELECT coalesce(sum(bad), 0) FROM {name}")
    engine.ask(f"DROP TABLE {name}")
    return Tally(by_date, bool(bad))


def _by_date(engine: Engine, name: str, keys: str, measures: Iterable[int]) -> list[Counts]:
    sums = ", ".join(f"sum({answer})::BIGINT" for answer in ("n", "empty", *(f"s{n}" for n in measures)))
    found = engine.ask(f"SELECT {keys}, {sums} FROM {name} GROUP BY ALL")
    return [Counts((unit, code), month, asked, n, empty, tuple(sums)) for unit, code, month, asked, n, empty, *sums in found]
