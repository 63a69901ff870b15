"""Drafts and signed papers, and what follows them: answers of units, and tasks with the days they are due."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from datetime import date

    from cccc.model.evaluations import Assessment, Finding
    from cccc.model.observations import DeclaredFile
    from cccc.periods import Period
    from cccc.problems import Location, Problem


@dataclass(frozen=True, slots=True)
class WrittenDraft:
    """A paper that was written: its words by their digest, where it was put, and what it was made of.

    It is made of the period's latest evaluation where that was ``saved``.
    """

    digest: str
    path: str
    sha256: str
    template: str
    period: Period
    declared: tuple[DeclaredFile, ...] = ()
    saved: bool = True


FindingPart = Literal["figure", "occurrence", "unit"]


@dataclass(frozen=True, slots=True)
class Change:
    """What a signed paper says of a finding otherwise than its draft; ``signed`` is None where nothing stands there."""

    what: FindingPart
    drafted: str
    signed: str | None


@dataclass(frozen=True, slots=True)
class ConfirmedFinding:
    """One finding of a draft as the signed file has it; ``printed`` is the occurrence that stands there."""

    key: str
    stands: bool
    printed: int | None = None
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class Grounds:
    """A paper in force, and the figures of its findings as they were when it was made."""

    number: str
    dated: date
    file: str
    period: Period
    figures: tuple[Assessment, ...]


@dataclass(frozen=True, slots=True)
class Alarm:
    """A figure behind a paper in force, as it was and as it is; ``problem`` tells of it."""

    paper: Grounds
    before: Assessment
    after: Assessment
    problem: Problem


class EffectKind(StrEnum):
    """What a paper does to an earlier one."""

    REPLACES = "replaces"
    CORRECTS = "corrects"
    WITHDRAWS = "withdraws"


@dataclass(frozen=True, slots=True)
class Effect:
    """What a paper does to the paper ``number`` of ``year``."""

    kind: EffectKind
    number: str
    year: int


@dataclass(frozen=True, slots=True)
class IssuedPaper:
    """A signed paper: its number and date, its file, and what stands in it of each finding of its draft.

    ``draft`` is the digest of the draft's words; ``by`` and ``reason`` are who struck or changed what differs, and why.
    """

    number: str
    dated: date
    file: str
    sha256: str
    period: Period
    template: str
    findings: tuple[ConfirmedFinding, ...] = ()
    draft: str | None = None
    by: str | None = None
    reason: str | None = None
    effects: tuple[Effect, ...] = ()


@dataclass(frozen=True, slots=True)
class Issuance:
    """What a paper says of the findings that its draft carried; not ``new`` where the ledger knew the paper already.

    ``changed`` are those of them, standing or struck, whose text differs from the draft.
    """

    number: str
    dated: date
    period: Period
    new: bool
    standing: tuple[Finding, ...]
    struck: tuple[Finding, ...]
    changed: tuple[tuple[Finding, tuple[Change, ...]], ...] = ()
    effects: tuple[Effect, ...] = ()
    by: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class PaperEntry:
    """One recorded paper in a listing; with ``withdrawn_at`` it was recorded by mistake and no longer counts.

    ``effects`` are what it does to earlier papers, ``ended_by`` the paper that replaced or withdrew it; ``template_sha256`` is
    of its template, ``made_by`` the version of cccc that recorded it.
    """

    number: str
    dated: date
    file: str
    sha256: str
    period: Period
    template: str
    issued_at: str
    withdrawn_at: str | None
    draft: str | None = None
    made_by: str | None = None
    by: str | None = None
    reason: str | None = None
    undone_by: str | None = None
    undone_for: str | None = None
    effects: tuple[Effect, ...] = ()
    ended_by: str | None = None

    @property
    def in_force(self) -> bool:
        """Whether what it says still stands."""
        return self.withdrawn_at is None and self.ended_by is None


# --- answers and tasks -----------------------------------------------------------------------------------------------


class Reply(StrEnum):
    """What a unit says to the figures that were sent to it."""

    ACCEPTED = "accepted"
    REFUSED = "refused"


class Decision(StrEnum):
    """What the office made of a refusal."""

    KEPT = "kept"
    CORRECTED = "corrected"


@dataclass(frozen=True, slots=True)
class Answer:
    """A unit's answer to a reconciliation sheet: by whom and when, on which indicators (none: the whole sheet), and why.

    ``late`` says that it came after the day by which answers were asked; ``decision`` is what became of a refusal.
    """

    unit: str
    reply: Reply
    day: date
    by: str
    location: Location
    indicators: tuple[str, ...] = ()
    reason: str | None = None
    late: bool = False
    decision: Decision | None = None
    decided_by: str | None = None
    decided_why: str | None = None

    def speaks_of(self, indicator: str) -> bool:
        """Whether it is about ``indicator``."""
        return not self.indicators or indicator in self.indicators


@dataclass(frozen=True, slots=True)
class Answers:
    """The answers to one period's reconciliation sheets, the earlier days first; asked of ``units`` by ``answer_by``."""

    period: Period
    units: tuple[str, ...]
    answer_by: date | None = None
    answers: tuple[Answer, ...] = ()

    @property
    def silent(self) -> tuple[str, ...]:
        """The units that were asked and have not answered."""
        answered = {answer.unit for answer in self.answers}
        return tuple(unit for unit in self.units if unit not in answered)

    @property
    def undecided(self) -> tuple[Answer, ...]:
        """The refusals that nobody has decided on and the unit has not taken back."""
        return tuple(
            answer
            for at, answer in enumerate(self.answers)
            if answer.reply is Reply.REFUSED and answer.decision is None and not self._superseded(answer, at)
        )

    def about(self, unit: str, indicator: str) -> Answer | None:
        """The unit's last answer that speaks of ``indicator``."""
        mine = [answer for answer in self.answers if answer.unit == unit and answer.speaks_of(indicator)]
        return mine[-1] if mine else None

    def _superseded(self, answer: Answer, at: int) -> bool:
        later = [one for one in self.answers[at + 1 :] if one.unit == answer.unit]
        return any(not one.indicators or (answer.indicators and set(answer.indicators) <= set(one.indicators)) for one in later)


@dataclass(frozen=True, slots=True)
class Task:
    """What an issued paper asks of one unit, or of an ``office`` outside the roster: by when, and since when it is done."""

    id: str
    paper: str
    dated: date
    text: str
    location: Location
    unit: str | None = None
    office: str | None = None
    due: date | None = None
    done: date | None = None
    evidence: str | None = None

    def overdue(self, day: date) -> bool:
        """Whether it was due before ``day`` and was not done by then."""
        return self.due is not None and self.due < day and not (self.done is not None and self.done <= day)

    @property
    def done_late(self) -> bool:
        """Whether it was done after it was due."""
        return self.due is not None and self.done is not None and self.done > self.due
