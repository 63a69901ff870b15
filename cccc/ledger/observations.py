"""Imported files -> the figures that count, with every earlier one kept; and back to observations.

The latest file to speak of a figure wins; a file that only repeats it changes nothing.  A file read again, with other bytes
or by other layouts, takes back what it said before, but only of the spans it still speaks of: an office that saves the export
of every month under one name corrects nothing.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from fractions import Fraction
from hashlib import sha256 as sha256_of
from os.path import normpath
from pathlib import PurePath
from typing import TYPE_CHECKING, NamedTuple

from cccc.ledger.values import days, list_text, to_fraction, to_span, to_words
from cccc.model import Kind, Observation, Source, Window

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date, datetime

    from cccc.model import InputFile

_Key = tuple[str | None, str, str, str, str, str]
"""Unit, kind, about, reach, start (none where cumulative), finish: `Observation.key` in columns."""
_Figure = tuple[str | None, str | None, str, str]
"""Value, rating, margin, start: what must differ for one figure to replace another."""


@dataclass(frozen=True, slots=True)
class Changes:
    """How many figures an import changed: new, with another value, no longer given, and the same from another cell."""

    added: int = 0
    replaced: int = 0
    retired: int = 0
    moved: int = 0

    def __add__(self, other: Changes) -> Changes:
        return Changes(
            self.added + other.added, self.replaced + other.replaced, self.retired + other.retired, self.moved + other.moved
        )


class _Claim(NamedTuple):
    """A figure as one import gives it; the columns of its row but for ``live``."""

    id: int
    origin: int
    key: _Key
    figure: _Figure
    place: tuple[str, str, int, str]

    @property
    def span(self) -> tuple[str, str]:
        return (self.figure[-1], self.key[-1])

    @property
    def columns(self) -> tuple[object, ...]:
        unit, kind, about, reach, _, finish = self.key
        value, rating, margin, start = self.figure
        _, sheet, order, cells = self.place
        return (self.id, self.origin, unit, kind, about, start, finish, reach, value, rating, margin, sheet, order, cells)


@dataclass(slots=True)
class _Account:
    """All that is claimed about one key, in order of import, and the claim that has counted so far."""

    live: _Claim | None = None
    claims: list[_Claim] = field(default_factory=list)

    @property
    def winner(self) -> _Claim | None:
        """The latest figure, as the file that gave it first."""
        winner: _Claim | None = None
        for claim in self.claims:
            if winner is None or winner.figure != claim.figure:
                winner = claim
        return winner


def take_in(
    connection: sqlite3.Connection, observations: Iterable[Observation], inputs: Iterable[InputFile], now: datetime
) -> Changes:
    """Import every file that is new or was corrected; ``observations`` are those that were read from ``inputs``."""
    by_file: dict[str, list[Observation]] = {entry.file: [] for entry in inputs}
    for observation in observations:
        by_file[observation.source.file].append(observation)
    hashes = {entry.file: entry.sha256 for entry in inputs}
    changes = Changes()
    for file, sha256 in hashes.items():
        changes += _import(connection, file, sha256, by_file[file], now)
    return changes


def live(connection: sqlite3.Connection, upto: date, since: date | None) -> list[Observation]:
    """The figures that count, of the spans that lie within the bounds."""
    rows = connection.execute(
        "select unit, kind, about, start, finish, reach, value, rating, margin, file, sheet, cells, sheet_order"
        " from observation join import on import.id = observation.import"
        " where live and finish <= ? and start >= ? order by observation.id",
        (upto.isoformat(), since.isoformat() if since else ""),
    )
    return [_observation(row) for row in rows]


def _observation(row: tuple[str, ...]) -> Observation:
    unit, kind, about, start, finish, reach, value, rating, margin, file, sheet, cells, order = row
    source = Source(file, sheet, to_words(cells), int(order))
    exact = to_fraction(value)
    figure = rating if exact is None else exact
    return Observation(
        unit, Kind(kind), about, to_span(start, finish), figure, source, Window(reach), to_fraction(margin) or Fraction(0)
    )


def _import(
    connection: sqlite3.Connection, file: str, sha256: str, observations: Sequence[Observation], now: datetime
) -> Changes:
    name = PurePath(normpath(file)).as_posix()
    (origin,) = connection.execute("select coalesce(max(id), 0) + 1 from import").fetchone()
    claims = list(_claims(connection, origin, observations))
    digest = _digest(claims)
    latest = connection.execute("select sha256, digest from import where name = ? order by id desc limit 1", (name,)).fetchone()
    if latest == (sha256, digest):
        return Changes()
    connection.execute(
        "insert into import (id, file, name, sha256, digest, imported_at) values (?, ?, ?, ?, ?, ?)",
        (origin, file, name, sha256, digest, now.isoformat()),
    )
    # what this file said before of the same spans; nothing of the new import is stored yet
    connection.executemany(
        "update observation set ended_by = ? where start = ? and finish = ? and ended_by is null"
        " and import in (select id from import where name = ?)",
        [(origin, *span, name) for span in sorted({claim.span for claim in claims})],
    )
    accounts = _accounts(connection, {claim.key[-1] for claim in claims})
    for claim in claims:
        accounts.setdefault(claim.key, _Account()).claims.append(claim)
    return _settle(connection, claims, accounts.values())


def _digest(claims: Iterable[_Claim]) -> str:
    """What the figures and their cells come to, whichever way the file's name was typed."""
    return sha256_of(json.dumps([(claim.key, claim.figure, claim.place[1:]) for claim in claims]).encode()).hexdigest()


def _claims(connection: sqlite3.Connection, origin: int, observations: Sequence[Observation]) -> Iterator[_Claim]:
    """The file's figures, each once: a second table that repeats one adds nothing."""
    (last,) = connection.execute("select coalesce(max(id), 0) from observation").fetchone()
    seen: dict[_Key, _Figure] = {}
    for observation in observations:
        claim = _claim(last + 1, origin, observation)
        if seen.get(claim.key) != claim.figure:
            seen[claim.key] = claim.figure
            last += 1
            yield claim


def _claim(number: int, origin: int, observation: Observation) -> _Claim:
    start, finish = days(observation.span)
    value, source = observation.value, observation.source
    exact, rating = (None, value) if isinstance(value, str) else (str(value), None)
    return _Claim(
        number,
        origin,
        _key(observation.unit, observation.kind.value, observation.about, observation.window.value, start, finish),
        (exact, rating, str(observation.margin) if observation.margin else "0", start),
        (source.file, source.sheet, source.sheet_order, list_text(source.cells)),
    )


def _key(unit: str | None, kind: str, about: str, reach: str, start: str, finish: str) -> _Key:
    return (unit, kind, about, reach, start if reach == Window.PERIOD else "", finish)


def _accounts(connection: sqlite3.Connection, days: Iterable[str]) -> dict[_Key, _Account]:
    """What the ledger holds of the spans that end on ``days``; a claim that was ended no longer counts."""
    accounts: dict[_Key, _Account] = {}
    for day in sorted(days):
        rows = connection.execute(
            "select observation.id, import, unit, kind, about, reach, start, finish, value, rating, margin,"
            " file, sheet, sheet_order, cells, live, ended_by"
            " from observation join import on import.id = observation.import"
            " where finish = ? and (live or ended_by is null) order by observation.id",
            (day,),
        )
        for number, origin, unit, kind, about, reach, start, finish, value, rating, margin, *place, counts, ended in rows:
            key = _key(unit, kind, about, reach, start, finish)
            file, sheet, order, cells = place
            claim = _Claim(number, origin, key, (value, rating, margin, start), (file, sheet, order, cells))
            account = accounts.setdefault(key, _Account())
            if counts:
                account.live = claim
            if ended is None:
                account.claims.append(claim)
    return accounts


def _settle(connection: sqlite3.Connection, claims: Sequence[_Claim], accounts: Iterable[_Account]) -> Changes:
    """Store the new claims and let the winner of every account count."""
    turns = [(account.live, account.winner) for account in accounts]
    turns = [(before, after) for before, after in turns if (before and before.id) != (after and after.id)]
    counting = {after.id for _, after in turns if after}
    connection.executemany(
        "insert into observation (id, import, unit, kind, about, start, finish, reach, value, rating, margin,"
        " sheet, sheet_order, cells, live) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        ((*claim.columns, int(claim.id in counting)) for claim in claims),
    )
    # a figure of another file counts again when the one that had overtaken it is gone
    new = {claim.id for claim in claims}
    connection.executemany(
        "update observation set live = 1, superseded_by = null where id = ?", [(number,) for number in sorted(counting - new)]
    )
    connection.executemany(
        "update observation set live = 0, superseded_by = ? where id = ?",
        [(after and after.id, before.id) for before, after in turns if before],
    )
    return _changes(turns)


def _changes(turns: Iterable[tuple[_Claim | None, _Claim | None]]) -> Changes:
    added = replaced = retired = moved = 0
    for before, after in turns:
        if before is None:
            added += 1
        elif after is None:
            retired += 1
        elif before.figure != after.figure:
            replaced += 1
        elif before.place != after.place:
            moved += 1
    return Changes(added, replaced, retired, moved)
