"""What follows a paper: answers to figures that were sent, and tasks with their days."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from cccc.periods import Period
    from cccc.problems import Location


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
