"""Problems -> annotations of GitHub Actions: ``::error file=…,line=…,col=…,title=…::message``, a line each."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cccc.problems import in_order

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from cccc.problems import Location, Problem


def check_text(problems: Iterable[Problem], _passed: object, _source: object, named: Callable[[Location], Location]) -> str:
    """Every problem at its place as code review names it; what is let pass is not told."""
    told = lines(replace(problem, location=named(problem.location)) for problem in problems)
    return "".join(f"{line}\n" for line in told)


def lines(problems: Iterable[Problem]) -> list[str]:
    """Every problem by place."""
    return [_annotation(problem) for problem in in_order(problems)]


def _annotation(problem: Problem) -> str:
    place = problem.location
    properties = {"file": place.file, "line": place.line, "col": place.column, "title": problem.rule or problem.code}
    told = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items() if value is not None)
    message = f"{problem.message}; {problem.fix}" if problem.fix else str(problem.message)
    if place.sheet is not None:
        message = f"{place}: {message}"
    return f"::{problem.severity} {told}::{_data(message)}"


def _data(text: str) -> str:
    """``text`` as the runner reads it back: the percent sign first, since it opens every escape."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
