"""Imported files -> the figures that count, with every earlier one kept, and the headings of their tables.

The latest file to speak of a figure wins, also where it says again what another one had contradicted; a file that only
repeats what counts changes nothing.  A file read again, with other bytes or by other layouts, takes back what it said before,
but only of the spans it still speaks of: an office that saves the export of every month under one name corrects nothing.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256 as sha256_of
from itertools import groupby
from os.path import normpath
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, NamedTuple

from cccc.ledger.observations import to_observation
from cccc.ledger.values import cells_text, days
from cccc.model.observations import ShownHeadings
from cccc.model.targets import Window

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime

    from cccc.model.observations import InputFile, Observation

_Key = tuple[str | None, str, str, str, str, str]
"""Unit, kind, about, reach, start (none where cumulative), finish: `Observation.key` in columns."""

_Figure = tuple[str | None, str | None, str, str]
"""Value, rating, margin, start: what must differ for one figure to replace another."""

_CLAIM = (
    "observation.id, import, unit, kind, about, reach, start, finish, value, rating, margin, file, sheet, sheet_order, cells"
)


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

    def row(self, *, counting: bool) -> tuple[object, ...]:
        """What is stored of it."""
        unit, kind, about, reach, _, finish = self.key
        value, rating, margin, start = self.figure
        _, sheet, order, cells = self.place
        known = (self.id, self.origin, unit, kind, about, start, finish, reach, value, rating, margin, sheet, order, cells)
        return (*known, int(counting))


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


def said_by_others(
    connection: sqlite3.Connection, taken_back: Sequence[Observation], inputs: Sequence[InputFile]
) -> list[Observation]:
    """What counts in the place of figures that ``inputs`` no longer give: the latest word of other files on them."""
    names = {name_of(entry.file) for entry in inputs}
    accounts = _accounts(connection, {days(one.span)[1] for one in taken_back})
    found = []
    for one in taken_back:
        key = _key(one.unit, one.kind.value, one.about, one.window.value, *days(one.span))
        account = accounts.get(key) or _Account()
        winner = _Account(claims=[claim for claim in account.claims if name_of(claim.place[0]) not in names]).winner
        if winner is not None:
            unit, kind, about, reach, _, finish = winner.key
            (*figure, start), (file, sheet, order, cells) = winner.figure, winner.place
            found.append(to_observation((unit, kind, about, start, finish, reach, *figure, file, sheet, cells, order)))
    return found


def name_of(file: str) -> str:
    """The name by which a file is known again, however it was typed."""
    return PurePath(normpath(file)).as_posix()


def _import(
    connection: sqlite3.Connection, file: str, sha256: str, observations: Sequence[Observation], now: datetime
) -> Changes:
    name = name_of(file)
    (origin,) = connection.execute("select coalesce(max(id), 0) + 1 from import").fetchone()
    claims = list(_claims(connection, origin, observations))
    digest = _digest(claims)
    query = "select sha256, digest, id from import where name = ? order by id desc limit 1"
    latest = connection.execute(query, (name,)).fetchone()
    if latest and latest[:2] == (sha256, digest) and not _contradicted(connection, latest[2], claims):
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
    if not accounts:  # a new month: nothing is held against anything, and the file's last word counts
        last = {claim.key: claim for claim in claims}
        return _settle(connection, claims, [(None, claim) for claim in last.values()])
    for claim in claims:
        accounts.setdefault(claim.key, _Account()).claims.append(claim)
    turns = [(account.live, account.winner) for account in accounts.values()]
    return _settle(connection, claims, [(before, after) for before, after in turns if _id(before) != _id(after)])


def _contradicted(connection: sqlite3.Connection, origin: int, claims: Sequence[_Claim]) -> bool:
    """Whether a later import of another file has put other figures in the place of these: then the file speaks anew."""
    days = {claim.key[-1] for claim in claims}
    later = "select 1 from observation where finish = ? and import > ? limit 1"
    if not any(connection.execute(later, (day, origin)).fetchone() for day in days):
        return False
    accounts = _accounts(connection, days)
    last = {claim.key: claim.figure for claim in claims}
    counting = {key: account.live.figure for key in last if (account := accounts.get(key)) and account.live}
    return any(counting.get(key) != figure for key, figure in last.items())


def _digest(claims: Iterable[_Claim]) -> str:
    """What the figures and their cells come to, whichever way the file's name was typed."""
    return sha256_of(json.dumps([(claim.key, claim.figure, claim.place[1:]) for claim in claims]).encode()).hexdigest()


def _claims(connection: sqlite3.Connection, origin: int, observations: Sequence[Observation]) -> Iterator[_Claim]:
    """The file's figures, each once: a second table that repeats one adds nothing."""
    (last,) = connection.execute("select coalesce(max(id), 0) from observation").fetchone()
    seen: dict[_Key, _Figure] = {}
    for observation in observations:
        claim = _claim(last + 1, origin, observation)
        key = claim.key
        if seen.get(key) != claim.figure:
            seen[key] = claim.figure
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
        (source.file, source.sheet, source.sheet_order, cells_text(source)),
    )


def _key(unit: str | None, kind: str, about: str, reach: str, start: str, finish: str) -> _Key:
    return (unit, kind, about, reach, start if reach == Window.PERIOD else "", finish)


def _accounts(connection: sqlite3.Connection, days: Iterable[str]) -> dict[_Key, _Account]:
    """What the ledger holds of the spans that end on ``days``; a claim that was ended no longer counts."""
    accounts: dict[_Key, _Account] = {}
    for day in sorted(days):
        rows = connection.execute(
            f"select {_CLAIM}, live, ended_by from observation join import on import.id = observation.import"  # noqa: S608
            " where finish = ? and (live or ended_by is null) order by observation.id",
            (day,),
        )
        for *columns, counts, ended in rows:
            claim = _stored(*columns)
            account = accounts.setdefault(claim.key, _Account())
            if counts:
                account.live = claim
            if ended is None:
                account.claims.append(claim)
    return accounts


def _stored(
    number: int, origin: int, unit: str | None, kind: str, about: str, reach: str, start: str, finish: str, *rest: Any
) -> _Claim:
    value, rating, margin, file, sheet, order, cells = rest
    key = _key(unit, kind, about, reach, start, finish)
    return _Claim(number, origin, key, (value, rating, margin, start), (file, sheet, order, cells))


_Turn = tuple[_Claim | None, _Claim | None]
"""What counted and what counts now, of one key."""


def _id(claim: _Claim | None) -> int | None:
    return claim.id if claim else None


def _settle(connection: sqlite3.Connection, claims: Sequence[_Claim], turns: Sequence[_Turn]) -> Changes:
    """Store the new claims and let the winner of every account count."""
    counting = {after.id for _, after in turns if after}
    connection.executemany(
        "insert into observation (id, import, unit, kind, about, start, finish, reach, value, rating, margin,"
        " sheet, sheet_order, cells, live) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [claim.row(counting=claim.id in counting) for claim in claims],
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


def _changes(turns: Iterable[_Turn]) -> Changes:
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


# --- held against what they must be -----------------------------------------------------------------------------------


def altered_imports(connection: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    """The imports (file and time) whose figures are not those that were read."""
    digests = {
        number: (digest, file, at)
        for number, digest, file, at in connection.execute("select id, digest, file, imported_at from import")
    }
    query = f"select {_CLAIM} from observation join import on import.id = import order by import, observation.id"  # noqa: S608
    rows = connection.execute(query)
    read = {number: _digest([_stored(*row) for row in group]) for number, group in groupby(rows, key=lambda row: int(row[1]))}
    nothing = _digest([])
    for number, (digest, file, at) in digests.items():
        if read.get(number, nothing) != digest:
            yield file, at


def miscounted(connection: sqlite3.Connection) -> Iterator[tuple[str | None, str, str]]:
    """The figures (unit, about, last day) of which not the latest counts, or several do."""
    for (finish,) in connection.execute("select distinct finish from observation order by finish").fetchall():
        counting = Counter(
            _key(*row)
            for row in connection.execute(
                "select unit, kind, about, reach, start, finish from observation where finish = ? and live", (finish,)
            )
        )
        for key, account in _accounts(connection, [finish]).items():
            winner = account.winner
            if counting[key] != (winner is not None) or (account.live and account.live.id) != (winner and winner.id):
                yield key[0], key[2], finish


# --- the headings of imported tables, against which later files of their kind are held --------------------------------


_HeadingRow = tuple[int, str, str, str | None, str]
"""Position, layout, sheet, finish, columns."""


def keep_headings(connection: sqlite3.Connection, shown: Iterable[ShownHeadings], now: datetime) -> None:
    """Keep the headings of tables whose files were just imported; an import whose headings are known adds nothing."""
    for file, tables in groupby(shown, key=lambda table: table.file):
        name = name_of(file)
        (origin,) = connection.execute("select max(id) from import where name = ?", (name,)).fetchone()
        rows = [_heading_row(position, table) for position, table in enumerate(tables) if table.layout is not None]
        if origin is not None and rows != _latest_headings(connection, origin):
            connection.executemany(
                "insert into heading (import, seen_at, position, layout, sheet, finish, columns) values (?, ?, ?, ?, ?, ?, ?)",
                [(origin, now.isoformat(), *row) for row in rows],
            )


def headings_before(connection: sqlite3.Connection, sha256: str) -> list[ShownHeadings]:
    """The headings of the imports before that of the file ``sha256``, the oldest first; of all where it is new."""
    rows = connection.execute(
        "select file, layout, sheet, finish, columns from heading join import on import.id = heading.import"
        " where import.id < coalesce((select min(id) from import where sha256 = ?), import.id + 1)"
        " order by import.id, heading.id",
        (sha256,),
    )
    return [_shown_headings(*row) for row in rows]


def _heading_row(position: int, table: ShownHeadings) -> _HeadingRow:
    columns = json.dumps(table.columns, ensure_ascii=False)
    return (position, table.layout or "", table.sheet, table.ends.isoformat() if table.ends else None, columns)


def _latest_headings(connection: sqlite3.Connection, origin: int) -> list[_HeadingRow]:
    rows = connection.execute(
        "select position, layout, sheet, finish, columns from heading where import = ?"
        " and seen_at = (select max(seen_at) from heading where import = ?) order by id",
        (origin, origin),
    )
    return rows.fetchall()


def _shown_headings(file: str, layout: str, sheet: str, finish: str | None, columns: str) -> ShownHeadings:
    paths = tuple((column, tuple(levels)) for column, levels in json.loads(columns))
    return ShownHeadings(file, sheet, layout, paths, date.fromisoformat(finish) if finish else None)
