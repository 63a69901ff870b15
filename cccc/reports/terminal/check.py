"""What ``cccc check`` found -> lines of text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cccc.messages import _, m
from cccc.problems import in_order
from cccc.reports.terminal.lines import lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cccc.problems import Passed, Problem


def check_text(problems: Iterable[Problem], passed: Sequence[Passed], _source: object, _named: object) -> str:
    """Every problem by place, and a last line that counts them and what was let pass, where there are any."""
    ordered = in_order(problems)
    if not ordered and not passed:
        return ""
    return "".join(f"{line}\n" for line in (*lines(ordered)[:-1], counted(ordered, passed)))


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
