"""What a step of the office's work came to: its value, the problems found, notes, or wrong usage that it alone can know."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Generic, TypeVar

from cccc.problems import has_error

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from cccc.messages import Message
    from cccc.problems import Problem

    Announce = Callable[[Sequence[Message], Sequence[Problem]], None]
    """Tells the user at once what must be read before the next part begins: notes, then problems."""

T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Usage:
    """Why an ``option`` ("--period") cannot have the value given, where only the workspace could tell."""

    message: Message
    option: str


@dataclass(frozen=True, slots=True)
class Outcome(Generic[T_co]):
    """``value`` is None where there is none to show; an error among ``problems`` says that the step was refused.

    With ``usage`` the step was not begun, and nothing else is to be told.
    """

    value: T_co | None = None
    problems: Sequence[Problem] = ()
    notes: Sequence[Message] = ()
    usage: Usage | None = None

    @property
    def refused(self) -> bool:
        """Whether the step came to nothing."""
        return self.usage is not None or has_error(self.problems)

    def with_problems(self, more: Sequence[Problem]) -> Outcome[T_co]:
        """The outcome with ``more`` problems behind its own."""
        return replace(self, problems=(*self.problems, *more))


def wrong_usage(message: Message, option: str) -> Outcome[T_co]:
    """The outcome of a step that was asked for in a way that has no meaning here."""
    return Outcome(usage=Usage(message, option))
