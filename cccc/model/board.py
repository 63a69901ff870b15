"""How a campaign stands on a day: what each unit has done so far, and what it takes from here."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date
    from fractions import Fraction

    from cccc.model import Plan, Target
    from cccc.periods import Period


class Outlook(StrEnum):
    """Whether a target can still be met when the campaign ends.

    ``reached``: it is met as of now.  ``open``: it can be met.  ``lost``: it cannot, if as many dossiers come a day as so far.
    ``impossible``: it cannot, however many come.  ``nothing_arose``: no dossier yet.  ``unknown``: no figure.
    """

    REACHED = "reached"
    OPEN = "open"
    LOST = "lost"
    IMPOSSIBLE = "impossible"
    NOTHING_AROSE = "nothing_arose"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Standing:
    """One unit and indicator of a campaign.

    ``span`` is what the figure covers; ``expected`` how many dossiers still come at the pace so far (of a stock: how many are
    left to do); ``needed`` the percentage of those that it takes from here (of what had better be low: that is allowed);
    ``per_day`` how many of them a day.
    """

    unit: str
    indicator: str
    target: Target
    span: Period
    outlook: Outlook
    numerator: int | None = None
    denominator: int | None = None
    value: Fraction | None = None
    display: str | None = None
    expected: Fraction | None = None
    needed: Fraction | None = None
    per_day: Fraction | None = None
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Board:
    """All of it on the day ``at``: the last day that figures cover is ``until``, None where there are none."""

    plan: Plan
    at: date
    until: date | None
    days_done: int
    days_left: int
    standings: tuple[Standing, ...] = ()
