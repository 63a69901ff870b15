"""The ledger as one object: each method is one transaction on the workspace's database."""

from __future__ import annotations

from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING, Concatenate, ParamSpec, Self, TypeVar

from cccc import __version__
from cccc.ledger import evaluations as evaluation_rows
from cccc.ledger import export, imports, integrity, provenance
from cccc.ledger import history as past
from cccc.ledger import observations as figures
from cccc.ledger import papers as paper_rows
from cccc.ledger.store import Store

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime
    from pathlib import Path
    from types import TracebackType

    from cccc.messages import Message
    from cccc.model.evaluations import Evaluation
    from cccc.model.issuance import Issuance
    from cccc.model.observations import DeclaredFile, Observation, ShownHeadings
    from cccc.periods import Period
    from cccc.problems import Problem

Arguments = ParamSpec("Arguments")
Answer = TypeVar("Answer")


def _reading(
    query: Callable[Concatenate[sqlite3.Connection, Arguments], Answer],
) -> Callable[Concatenate[Ledger, Arguments], Answer]:
    """``query`` as a method of the ledger that gives it one consistent view."""

    @wraps(query)
    def method(ledger: Ledger, /, *args: Arguments.args, **kwargs: Arguments.kwargs) -> Answer:
        with ledger.store.reading() as connection:
            return query(connection, *args, **kwargs)

    return method


def _writing(
    change: Callable[Concatenate[sqlite3.Connection, Arguments], Answer],
) -> Callable[Concatenate[Ledger, Arguments], Answer]:
    """``change`` as a method of the ledger that keeps it whole or not at all."""

    @wraps(change)
    def method(ledger: Ledger, /, *args: Arguments.args, **kwargs: Arguments.kwargs) -> Answer:
        with ledger.store.writing() as connection:
            return change(connection, *args, **kwargs)

    return method


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
        self.store = store

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
        self.store.close()

    # --- the whole ---------------------------------------------------------------------------------------------------

    faults = _reading(integrity.faults)

    def copy_to(self, path: Path) -> None:
        """Write a copy of one moment to the new file ``path``, also while another process writes to the ledger."""
        self.store.copy_to(path)

    def become(self, source: Path, aside: Path | None) -> None:
        """Take the content of the ledger ``source`` for one's own, and keep a copy of the old one ``aside``."""
        self.store.become(source, aside)

    def export(self, write: Callable[[str], object], period: Period | None = None) -> None:
        """Write the whole ledger, or what it holds of ``period``, as YAML."""
        with self.store.reading() as connection:
            for line in export.lines(connection, period):
                write(f"{line}\n")

    @staticmethod
    def is_damaged(path: Path) -> bool:
        """Whether the file is there and no ledger can be read from it."""
        return Store.is_damaged(path)

    @staticmethod
    def build(tree: object, path: Path) -> Message | None:
        """Make a ledger in the new file ``path`` of an export that was read; what forbids it, where something does."""
        return export.build(tree, path)

    # --- observations and evaluations --------------------------------------------------------------------------------

    def save_evaluation(
        self,
        read: Sequence[Observation],
        evaluation: Evaluation,
        now: datetime,
        shown: Sequence[ShownHeadings] = (),
        files: Sequence[DeclaredFile] = (),
    ) -> Saved:
        """Keep what a run has read and found by the declarations in ``files``; what is there already is not kept again."""
        with self.store.writing() as connection:
            made_by = provenance.keep_declared(connection, files)
            (before,) = connection.execute("select coalesce(max(id), 0) from import").fetchone()
            changes = imports.take_in(connection, read, evaluation.inputs, now)
            connection.execute("update import set declared = ?, made_by = ? where id > ?", (made_by, __version__, before))
            imports.keep_headings(connection, shown, now)
            new = evaluation_rows.save(connection, evaluation, made_by, now)
        return Saved(changes.added, changes.replaced, changes.retired, changes.moved, new)

    observations = _reading(figures.live)
    observations_of = _reading(figures.live_of)
    pieces = _reading(figures.pieces)
    values = _reading(figures.values)
    witnesses = _reading(figures.witnesses)
    said_by_others = _reading(imports.said_by_others)
    headings_before = _reading(imports.headings_before)
    evaluation = _reading(evaluation_rows.load)
    evaluations = _reading(evaluation_rows.entries)
    findings_by_key = _reading(evaluation_rows.findings_by_key)
    declared = _reading(provenance.declared_of)

    # --- papers ------------------------------------------------------------------------------------------------------

    issue = _writing(paper_rows.issue)

    def undo(
        self, number: str, year: int, now: datetime, by: str | None = None, reason: str | None = None
    ) -> tuple[Issuance | None, list[Problem]]:
        """Take back that the paper ``number`` of ``year`` was recorded: it stays in the record and no longer counts."""
        with self.store.writing() as connection:
            undone = paper_rows.undo(connection, number, year, now, by, reason)
        return undone, [] if undone else [paper_rows.not_in_force(str(self.store.path), number, year)]

    papers = _reading(paper_rows.papers)
    issued = _reading(paper_rows.issued)
    grounds = _reading(provenance.grounds)
    touches = _reading(provenance.touched)
    import_history = _writing(past.take_over)

    # --- the story ---------------------------------------------------------------------------------------------------

    history = _reading(past.history)
    trend = _reading(past.trend)
    verdicts = _reading(past.verdicts)

    # --- files -------------------------------------------------------------------------------------------------------

    def remember_written(self, path: str, sha256: str) -> None:
        """Keep that cccc wrote the content ``sha256`` to ``path``."""
        self.remember_all_written({path: sha256})

    def remember_all_written(self, contents: Mapping[str, str]) -> None:
        """Keep of each path the hash of what cccc wrote to it."""
        with self.store.writing() as connection:
            connection.executemany("insert or ignore into written (path, sha256) values (?, ?)", contents.items())

    remember_drafts = _writing(provenance.keep_drafts)
    drafts = _reading(provenance.drafts_of)

    def signed_as(self, sha256: str) -> str | None:
        """The number of the paper that was recorded with exactly that content, and not taken back."""
        with self.store.reading() as connection:
            query = "select number from paper where sha256 = ? and withdrawn_at is null order by id desc limit 1"
            row = connection.execute(query, (sha256,)).fetchone()
            return row and str(row[0])

    def was_written(self, path: str, sha256: str) -> bool:
        """Whether cccc once wrote exactly that content to ``path``."""
        with self.store.reading() as connection:
            query = "select 1 from written where path = ? and sha256 = ?"
            return connection.execute(query, (path, sha256)).fetchone() is not None
