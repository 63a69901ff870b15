"""Changes between two sets of declarations, and the verdicts that turn with them; for ``cccc diff`` and what-if."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cccc.model.evaluations import Assessment, Finding
    from cccc.model.targets import Window
    from cccc.periods import Period

# --- verdicts --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Flip:
    """A verdict that another set of declarations turns; None where there is no such verdict on one side."""

    unit: str
    indicator: str
    window: Window
    was: Assessment | None
    now: Assessment | None


@dataclass(frozen=True, slots=True)
class Flips:
    """All verdicts of one period that turn, and the findings that come and go; ``judged`` verdicts were compared."""

    period: Period
    judged: int
    flips: tuple[Flip, ...] = ()
    gained: tuple[Finding, ...] = ()
    lost: tuple[Finding, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.flips or self.gained or self.lost)


# --- declarations ----------------------------------------------------------------------------------------------------


class DeclarationKind(StrEnum):
    """What kind of declaration changed."""

    PLAN = "plan"
    TARGET = "target"
    GROUP = "group"
    UNIT = "unit"
    INDICATOR = "indicator"
    POLICY = "policy"
    RULE = "rule"
    LAYOUT = "layout"


class ChangeKind(StrEnum):
    """How it changed; ``moved``: the same in another place of the order."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class DeclarationChange:
    """One declaration that is not as it was: ``was`` and ``now`` in the notation of the files, ``place`` where it stands.

    ``units`` are those that a target is for; none named: it is for no unit in particular.
    """

    part: DeclarationKind
    turn: ChangeKind
    name: str
    place: str
    was: str = ""
    now: str = ""
    units: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """What changed from one set of declarations to another, and what that does to the periods that were compared."""

    base: str
    head: str
    changes: tuple[DeclarationChange, ...]
    periods: tuple[Flips, ...]
