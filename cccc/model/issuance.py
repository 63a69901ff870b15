"""What was issued: drafts, signed papers, and what became of each finding."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from datetime import date
    from fractions import Fraction

    from cccc.model.evaluations import Assessment, Finding, FindingKind, Status
    from cccc.model.observations import DeclaredFile
    from cccc.model.targets import Window
    from cccc.periods import Period


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


Told = Literal["figure", "occurrence", "unit"]


@dataclass(frozen=True, slots=True)
class Change:
    """What a signed paper says of a finding otherwise than its draft; ``signed`` is None where nothing stands there."""

    what: Told
    drafted: str
    signed: str | None


@dataclass(frozen=True, slots=True)
class Confirmed:
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
    findings: tuple[Confirmed, ...] = ()
    draft: str | None = None
    by: str | None = None
    reason: str | None = None
    effects: tuple[Effect, ...] = ()


@dataclass(frozen=True, slots=True)
class Issued:
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


class Fate(StrEnum):
    """What became of a finding."""

    PROPOSED = "proposed"
    REPLACED = "replaced"
    WITHDRAWN = "withdrawn"
    STRUCK = "struck"
    IMPORTED = "imported"
    ISSUED = "issued"


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One finding of one unit and period, and its fate with the paper that decided it.

    ``proposed`` says whether the latest evaluation of the period still proposes it; ``changes`` are what the signed paper says
    otherwise than its draft, ``by`` and ``reason`` who struck or changed it and why; ``ended_by`` is the paper that replaced,
    corrected or withdrew it.
    """

    unit: str
    period: Period
    kind: FindingKind
    indicators: tuple[str, ...]
    fate: Fate
    proposed: bool = False
    occurrence: int | None = None
    number: str | None = None
    dated: date | None = None
    step: str | None = None
    changes: tuple[Change, ...] = ()
    by: str | None = None
    reason: str | None = None
    ended_by: str | None = None


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """One figure as the latest evaluation of ``period`` has it."""

    unit: str
    indicator: str
    window: Window
    period: Period
    status: Status
    value: Fraction | None
    rating: str | None
    display: str | None
