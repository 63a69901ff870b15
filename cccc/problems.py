"""A mistake in what a user gave, as a value: what it is, where it stands, and what to do about it.

The codes and their severities are the contract's (`docs/problems.md` tells each in full).  Problems are collected and told
together, sorted by place; nothing raises them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from cccc.messages import Message, m

if TYPE_CHECKING:
    from collections.abc import Iterable

Severity = Literal["error", "warning"]

_CELL = re.compile(r"([A-Z]+)([0-9]+)")


@dataclass(frozen=True, slots=True)
class Location:
    """Where a value stands: ``file`` with ``line`` and ``column`` (from 1), or with ``sheet`` and ``cell`` ("D42")."""

    file: str
    line: int | None = None
    column: int | None = None
    sheet: str | None = None
    cell: str | None = None
    sheet_order: int = 0

    @property
    def order(self) -> tuple[str, int, int, int, int]:
        """Places in reading order: by file, then line and column, or sheet, row and column of the cell."""
        match = _CELL.fullmatch(self.cell or "")
        if match:
            letters, row = match.groups()
            return (self.file, self.sheet_order, 0, int(row), _column_number(letters))
        return (self.file, self.sheet_order, self.line or 0, self.column or 0, 0)

    def __str__(self) -> str:
        if self.sheet is not None:
            return f"{self.file} [{self.sheet}{'!' + self.cell if self.cell else ''}]"
        return ":".join(str(part) for part in (self.file, self.line, self.column) if part is not None)


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake; ``rule`` says which rule where the code is ``invalid``, ``fix`` what to write instead."""

    code: str
    location: Location
    message: Message
    rule: str | None = None
    fix: Message | None = None
    severity: Severity = "error"


@dataclass(frozen=True, slots=True)
class Passed:
    """A warning that somebody lets pass: why, and where that is said; ``beside`` tells that it is said at the place itself."""

    problem: Problem
    reason: str
    location: Location
    beside: bool


def invalid(rule: str, location: Location, message: Message, fix: Message | None = None) -> Problem:
    """A mistake in a file the user wrote for which the contract has no code of its own."""
    return Problem("invalid", location, message, rule=rule, fix=fix)


def doubt(rule: str, location: Location, message: Message, fix: Message | None = None) -> Problem:
    """What stops nothing, and should be looked at."""
    return Problem("invalid", location, message, rule=rule, fix=fix, severity="warning")


def warning(code: str, location: Location, message: Message) -> Problem:
    """A problem that stops nothing."""
    return Problem(code, location, message, severity="warning")


def reason(error: OSError) -> Message:
    """Why a file or folder could not be used, in words; what is rare is told as the system tells it."""
    match error:
        case FileNotFoundError():
            return m("it is not there")
        case PermissionError():
            return m("there is no right to it, or another program holds it open")
        case IsADirectoryError():
            return m("it is a folder")
        case _:
            return m("{detail}", detail=error.strerror or type(error).__name__)


def has_error(problems: Iterable[Problem]) -> bool:
    """Whether anything in ``problems`` forbids a result."""
    return any(problem.severity == "error" for problem in problems)


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """``problems`` by place, each told once."""
    return sorted(dict.fromkeys(problems), key=lambda problem: (problem.location.order, problem.code))


def allowing(codes: frozenset[str], problems: Iterable[Problem]) -> list[Problem]:
    """``problems`` with the errors named in ``codes`` turned into warnings that say what became of the row."""
    left_out = m("allowed: the row was left out")
    return [replace(problem, severity="warning", fix=left_out) if problem.code in codes else problem for problem in problems]


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
