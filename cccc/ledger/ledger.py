"""The workspace's memory as one object: observations, evaluations, papers and written files in; what they came to out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from cccc.ledger import evaluations, headings, history, observations, papers
from cccc.ledger.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date, datetime
    from pathlib import Path
    from types import TracebackType

    from cccc.ledger.evaluations import EvaluationEntry
    from cccc.model import (
        Evaluation,
        Finding,
        HistoryRow,
        Issued,
        IssuedFinding,
        IssuedPaper,
        Observation,
        PaperEntry,
        ShownHeadings,
        TrendPoint,
    )
    from cccc.periods import Period
    from cccc.problems import Problem


@dataclass(frozen=True, slots=True)
class Saved:
    """What a run changed: figures new, with another value, no longer given, or from another cell; a new evaluation or not."""

    added: int
    replaced: int
    retired: int
    moved: int
    new: bool


class Ledger:
    """Each method is one transaction: it is kept whole or not at all.

    Every method raises `LedgerError`, whose ``problem`` tells the user, where the database fails under way.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    @classmethod
    def open(cls, path: Path, *, create: bool) -> tuple[Ledger | None, list[Problem]]:
        """The ledger at ``path``; without ``create`` a missing file is an empty ledger that can only be read."""
        store, problems = Store.open(path, create=create)
        return (None if store is None else cls(store)), problems

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Let the file go."""
        self._store.close()

    # --- observations and evaluations --------------------------------------------------------------------------------

    def save_evaluation(
        self, read: Sequence[Observation], evaluation: Evaluation, now: datetime, shown: Sequence[ShownHeadings] = ()
    ) -> Saved:
        """Keep what a run has read and found; what the ledger holds already is not kept again."""
        with self._store.writing() as connection:
            changes = observations.take_in(connection, read, evaluation.inputs, now)
            headings.keep(connection, shown, now)
            new = evaluations.save(connection, evaluation, now)
        return Saved(changes.added, changes.replaced, changes.retired, changes.moved, new)

    def observations(self, upto: date, since: date | None = None) -> list[Observation]:
        """The figures that count, of the spans that end by ``upto`` (and start no earlier than ``since``)."""
        with self._store.reading() as connection:
            return observations.live(connection, upto, since)

    def headings_before(self, sha256: str) -> list[ShownHeadings]:
        """The headings of every table imported before the file ``sha256`` was, the oldest import first."""
        with self._store.reading() as connection:
            return headings.before(connection, sha256)

    def evaluation(self, period: Period | None = None) -> Evaluation | None:
        """The latest evaluation of ``period``; without one, of the period evaluated last."""
        with self._store.reading() as connection:
            return evaluations.load(connection, period)

    def evaluations(self) -> list[EvaluationEntry]:
        """Every evaluation that is stored, in the order in which they were made."""
        with self._store.reading() as connection:
            return evaluations.entries(connection)

    def findings_by_key(self, keys: Iterable[str]) -> dict[str, tuple[Period, Finding]]:
        """The findings that any evaluation has proposed under ``keys``; unknown keys are left out."""
        with self._store.reading() as connection:
            return evaluations.findings_by_key(connection, keys)

    # --- papers ------------------------------------------------------------------------------------------------------

    def issue(self, paper: IssuedPaper, now: datetime) -> tuple[Issued | None, list[Problem]]:
        """Record a signed paper; the same one again changes nothing, another of its number is refused."""
        with self._store.writing() as connection:
            return papers.issue(connection, paper, now)

    def withdraw(self, number: str, year: int, now: datetime) -> tuple[Issued | None, list[Problem]]:
        """Take back the paper ``number`` of ``year``: it stays in the record and no longer counts."""
        with self._store.writing() as connection:
            withdrawn = papers.withdraw(connection, number, year, now)
        return withdrawn, [] if withdrawn else [papers.not_in_force(str(self._store.path), number, year)]

    def papers(self) -> list[PaperEntry]:
        """Every paper that was recorded, in that order; withdrawn ones are marked."""
        with self._store.reading() as connection:
            return papers.papers(connection)

    def issued(self, year: int | None = None) -> list[IssuedFinding]:
        """The findings that stand in papers in force or were taken over, of the periods that end in ``year``."""
        with self._store.reading() as connection:
            return papers.issued(connection, year)

    def import_history(self, entries: Sequence[IssuedFinding], file: str, sha256: str, now: datetime) -> int:
        """Take over findings issued before the ledger began; how many were new."""
        with self._store.writing() as connection:
            return papers.take_over(connection, entries, file, sha256, now)

    # --- the story ---------------------------------------------------------------------------------------------------

    def history(self, units: Sequence[str] = ()) -> list[HistoryRow]:
        """The findings of ``units`` (none named: of all) and what became of them, in the order of the periods."""
        with self._store.reading() as connection:
            return history.history(connection, units)

    def trend(self, units: Sequence[str]) -> list[TrendPoint]:
        """The figures of ``units`` over the periods."""
        with self._store.reading() as connection:
            return history.trend(connection, units)

    # --- files -------------------------------------------------------------------------------------------------------

    def remember_written(self, path: str, sha256: str) -> None:
        """Keep that cccc wrote the content ``sha256`` to ``path``."""
        self.remember_all_written({path: sha256})

    def remember_all_written(self, contents: Mapping[str, str]) -> None:
        """Keep of each path the hash of what cccc wrote to it."""
        with self._store.writing() as connection:
            connection.executemany("insert or ignore into written (path, sha256) values (?, ?)", contents.items())

    def was_written(self, path: str, sha256: str) -> bool:
        """Whether cccc once wrote exactly that content to ``path``."""
        with self._store.reading() as connection:
            query = "select 1 from written where path = ? and sha256 = ?"
            return connection.execute(query, (path, sha256)).fetchone() is not None
