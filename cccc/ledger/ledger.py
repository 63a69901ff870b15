"""The workspace's memory as one object: observations, evaluations, papers and written files in; what they came to out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from cccc import __version__
from cccc.ledger import (
    declared,
    drafts,
    evaluations,
    export,
    grounds,
    headings,
    history,
    integrity,
    observations,
    papers,
    takeovers,
    verdicts,
)
from cccc.ledger.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
    from datetime import date, datetime
    from pathlib import Path
    from types import TracebackType

    from cccc.ledger.evaluations import EvaluationEntry
    from cccc.messages import Message
    from cccc.model.evaluations import Evaluation, Finding, IssuedFinding, Takeover
    from cccc.model.history import HistoryRow, TrendPoint
    from cccc.model.issuance import Grounds, Issuance, IssuedPaper, PaperEntry, WrittenDraft
    from cccc.model.observations import DeclaredFile, InputFile, Observation, ShownHeadings, Values
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

    # --- the whole ---------------------------------------------------------------------------------------------------

    def faults(self) -> list[Message]:
        """What is not as it was written; nothing where the ledger is sound."""
        with self._store.reading() as connection:
            return integrity.faults(connection)

    def copy_to(self, path: Path) -> None:
        """Write a copy of one moment to the new file ``path``, also while another process writes to the ledger."""
        self._store.copy_to(path)

    def become(self, source: Path, aside: Path | None) -> None:
        """Take the content of the ledger ``source`` for one's own, and keep a copy of the old one ``aside``."""
        self._store.become(source, aside)

    def export(self, write: Callable[[str], object], period: Period | None = None) -> None:
        """Write the whole ledger, or what it holds of ``period``, as YAML."""
        with self._store.reading() as connection:
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
        with self._store.writing() as connection:
            made_by = declared.keep(connection, files)
            (before,) = connection.execute("select coalesce(max(id), 0) from import").fetchone()
            changes = observations.take_in(connection, read, evaluation.inputs, now)
            connection.execute("update import set declared = ?, made_by = ? where id > ?", (made_by, __version__, before))
            headings.keep(connection, shown, now)
            new = evaluations.save(connection, evaluation, made_by, now)
        return Saved(changes.added, changes.replaced, changes.retired, changes.moved, new)

    def observations(self, upto: date, since: date | None = None) -> list[Observation]:
        """The figures that count, of the spans that end by ``upto`` (and start no earlier than ``since``)."""
        with self._store.reading() as connection:
            return observations.live(connection, upto, since)

    def observations_of(self, spans: Iterable[Period], until: date) -> list[Observation]:
        """The figures that count: those of exactly ``spans``, and those that are cumulative to ``until``."""
        with self._store.reading() as connection:
            return observations.live_of(connection, spans, until)

    def pieces(self, within: Period, about: Iterable[str], units: Collection[str]) -> list[Observation]:
        """The figures of ``units`` on ``about`` that count, of the spans in ``within``."""
        with self._store.reading() as connection:
            return observations.pieces(connection, within, about, units)

    def values(self, spans: Iterable[Period]) -> dict[Period, Values]:
        """The bare values that count, of exactly ``spans``."""
        with self._store.reading() as connection:
            return {span: observations.values(connection, span) for span in spans}

    def witnesses(self, about: Iterable[tuple[str, str]], upto: date) -> list[Observation]:
        """For each kind and name one figure that counts, if there is any of a span that ends by ``upto``."""
        with self._store.reading() as connection:
            found = [observations.witness(connection, *one, upto) for one in about]
            return [one for one in found if one is not None]

    def said_by_others(self, taken_back: Sequence[Observation], inputs: Sequence[InputFile]) -> list[Observation]:
        """What counts in the place of figures that ``inputs`` no longer give: what other files said of them."""
        with self._store.reading() as connection:
            return observations.said_by_others(connection, taken_back, {observations.name_of(one.file) for one in inputs})

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

    def declared(self, period: Period) -> tuple[DeclaredFile, ...]:
        """The files by which the latest evaluation of ``period`` was made, when it was last made."""
        with self._store.reading() as connection:
            return declared.of_run(connection, drafts.latest_evaluation(connection, period))

    def findings_by_key(self, keys: Iterable[str]) -> dict[str, tuple[Period, Finding]]:
        """The findings that any evaluation has proposed under ``keys``; unknown keys are left out."""
        with self._store.reading() as connection:
            return evaluations.findings_by_key(connection, keys)

    # --- papers ------------------------------------------------------------------------------------------------------

    def issue(self, paper: IssuedPaper, now: datetime) -> tuple[Issuance | None, list[Problem]]:
        """Record a signed paper; the same one again changes nothing, another of its number is refused."""
        with self._store.writing() as connection:
            return papers.issue(connection, paper, now)

    def undo(
        self, number: str, year: int, now: datetime, by: str | None = None, reason: str | None = None
    ) -> tuple[Issuance | None, list[Problem]]:
        """Take back that the paper ``number`` of ``year`` was recorded: it stays in the record and no longer counts."""
        with self._store.writing() as connection:
            undone = papers.undo(connection, number, year, now, by, reason)
        return undone, [] if undone else [papers.not_in_force(str(self._store.path), number, year)]

    def papers(self) -> list[PaperEntry]:
        """Every paper that was recorded, in that order; those taken back, replaced or withdrawn are marked."""
        with self._store.reading() as connection:
            return papers.papers(connection)

    def issued(self, year: int | None = None) -> list[IssuedFinding]:
        """The findings that stand in papers in force or were taken over, of the periods that end in ``year``."""
        with self._store.reading() as connection:
            return papers.issued(connection, year)

    def grounds(self, since: date | None = None, whole: Collection[Period] = ()) -> list[Grounds]:
        """The figures that papers in force rest on, as they were evaluated; of the periods that end from ``since`` on.

        A paper on one of the periods ``whole`` rests on all figures of that period, others on those of their findings.
        """
        with self._store.reading() as connection:
            return grounds.grounds(connection, since, whole)

    def touches(self, read: Sequence[Observation], inputs: Sequence[InputFile], units: Collection[str]) -> bool:
        """Whether what was ``read`` from ``inputs`` changes any figure of ``units`` that counts."""
        with self._store.reading() as connection:
            return grounds.touched(connection, read, inputs, units)

    def import_history(self, entries: Sequence[IssuedFinding], file: str, sha256: str, now: datetime) -> Takeover:
        """Take over findings issued before the ledger began; what is known already is not taken over twice."""
        with self._store.writing() as connection:
            return takeovers.take_over(connection, entries, file, sha256, now)

    # --- the story ---------------------------------------------------------------------------------------------------

    def history(self, units: Sequence[str] = ()) -> list[HistoryRow]:
        """The findings of ``units`` (none named: of all) and what became of them, in the order of the periods."""
        with self._store.reading() as connection:
            return history.history(connection, units)

    def trend(self, units: Sequence[str]) -> list[TrendPoint]:
        """The figures of ``units`` over the periods."""
        with self._store.reading() as connection:
            return history.trend(connection, units)

    def verdicts(
        self, units: Collection[str], indicators: Collection[str], since: date, before: date
    ) -> dict[tuple[str, str, Period], bool]:
        """Whether ``units`` met ``indicators`` in the periods evaluated that end from ``since`` until ``before``."""
        with self._store.reading() as connection:
            return verdicts.verdicts(connection, units, indicators, since, before)

    # --- files -------------------------------------------------------------------------------------------------------

    def remember_written(self, path: str, sha256: str) -> None:
        """Keep that cccc wrote the content ``sha256`` to ``path``."""
        self.remember_all_written({path: sha256})

    def remember_all_written(self, contents: Mapping[str, str]) -> None:
        """Keep of each path the hash of what cccc wrote to it."""
        with self._store.writing() as connection:
            connection.executemany("insert or ignore into written (path, sha256) values (?, ?)", contents.items())

    def remember_drafts(self, written: Sequence[WrittenDraft], now: datetime) -> None:
        """Keep what papers were made of; the paper that is signed tells by its words which of them it was."""
        with self._store.writing() as connection:
            drafts.keep(connection, written, now)

    def drafts(self, period: Period) -> list[WrittenDraft]:
        """The drafts on ``period``, in the order in which they were written."""
        with self._store.reading() as connection:
            return drafts.of_period(connection, period)

    def signed_as(self, sha256: str) -> str | None:
        """The number of the paper that was recorded with exactly that content, and not taken back."""
        with self._store.reading() as connection:
            query = "select number from paper where sha256 = ? and withdrawn_at is null order by id desc limit 1"
            row = connection.execute(query, (sha256,)).fetchone()
            return row and str(row[0])

    def was_written(self, path: str, sha256: str) -> bool:
        """Whether cccc once wrote exactly that content to ``path``."""
        with self._store.reading() as connection:
            query = "select 1 from written where path = ? and sha256 = ?"
            return connection.execute(query, (path, sha256)).fetchone() is not None
