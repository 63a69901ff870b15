"""Problems and findings -> lines of text: ``file:line:column: error[code]: what is wrong; what to do``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cccc.messages import _, m
from cccc.model.inspection import HeadingFate
from cccc.problems import in_order

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cccc.messages import Message
    from cccc.model.inspection import HeadingChange
    from cccc.problems import Problem


def lines(problems: Iterable[Problem]) -> list[str]:
    """Every problem by place, and a last line that counts them where there are any."""
    ordered = in_order(problems)
    if not ordered:
        return []
    errors = sum(problem.severity == "error" for problem in ordered)
    counted = m("errors: {errors}, warnings: {warnings}", errors=errors, warnings=len(ordered) - errors)
    return [*(_line(problem) for problem in ordered), str(counted)]


def _line(problem: Problem) -> str:
    severity = _("error") if problem.severity == "error" else _("warning")
    name = problem.rule or problem.code
    fix = f"; {problem.fix}" if problem.fix else ""
    return f"{problem.location}: {severity}[{name}]: {problem.message}{fix}"


def change_lines(changes: Iterable[HeadingChange]) -> list[str]:
    """Every change on a line of its own: what was, what is now."""
    return [str(_change(change)) for change in changes]


def _change(change: HeadingChange) -> Message:
    was, now = (column_range(*columns) if columns else "" for columns in (change.was_columns, change.now_columns))
    match change.fate:
        case HeadingFate.RENAMED:
            return m("{column}: was “{was}”, is now “{now}”", column=now, was=change.was, now=change.now)
        case HeadingFate.MOVED:
            return m("“{now}” was in column {was}, is now in {column}", now=change.now, was=was, column=now)
        case HeadingFate.ADDED:
            return m("{column}: “{now}” is new", column=now, now=change.now)
        case HeadingFate.GONE:
            return m("{column}: “{was}” is gone", column=was, was=change.was)


def column_range(first: int, last: int) -> str:
    """``3, 5`` as a user reads it: C–E."""
    return column_name(first) if first == last else f"{column_name(first)}–{column_name(last)}"


def column_name(column: int) -> str:
    """``3`` as a user reads it: C."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
