"""What ``cccc check`` found -> lines of text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cccc.messages import _, m
from cccc.problems import in_order
from cccc.reports.terminal.lines import lines as told_lines

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from cccc.problems import Location, Passed, Problem

    Source = Callable[[str], Sequence[str]]
    Named = Callable[[Location], Location]


def lines(problems: Iterable[Problem], passed: Sequence[Passed]) -> list[str]:
    """Every problem by place, and a last line that counts them and what was let pass, where there are any."""
    ordered = in_order(problems)
    told = told_lines(ordered)
    return [*told[:-1], counted(ordered, passed)] if told or passed else []


def counted(problems: Sequence[Problem], passed: Sequence[Passed]) -> str:
    """How many there are of each."""
    errors = sum(problem.severity == "error" for problem in problems)
    warnings = len(problems) - errors
    if not passed:
        return str(m("errors: {errors}, warnings: {warnings}", errors=errors, warnings=warnings))
    return str(
        m("errors: {errors}, warnings: {warnings}, let pass: {passed}", errors=errors, warnings=warnings, passed=len(passed))
    )


def severity_name(problem: Problem) -> str:
    """The severity in words."""
    return _("error") if problem.severity == "error" else _("warning")
