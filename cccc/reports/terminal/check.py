"""What ``cccc check`` found -> lines, the JSON document and SARIF."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from cccc.messages import _, m
from cccc.problems import in_order
from cccc.reports.ci import sarif
from cccc.reports.json import documents
from cccc.reports.terminal.lines import lines as told_lines
from cccc.reports.terminal.rules import help_markdown, help_text
from cccc.rulebook import of_problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from cccc.problems import Location, Passed, Problem
    from cccc.reports.json.documents import Document

    Source = Callable[[str], Sequence[str]]
    Named = Callable[[Location], Location]

CHECK = "cccc/check@1"


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


def document(problems: Iterable[Problem], passed: Iterable[Passed]) -> Document:
    """The document of ``cccc check``; what is let pass stands by itself."""
    return {
        "schema": CHECK,
        "problems": documents.listed(problems),
        "suppressed": [
            {**documents.listed([one.problem])[0], "reason": one.reason, "by": str(one.location)} for one in _by_place(passed)
        ],
    }


def sarif_document(problems: Iterable[Problem], passed: Iterable[Passed], source: Source, named: Named) -> Document:
    """The same as SARIF; what is let pass is a suppressed result.

    ``source`` gives the lines of a file, ``named`` the place as code review names it.
    """
    suppressed = {one.problem: one for one in passed}
    everything = in_order([*problems, *suppressed])
    rules = [_rule(problem) for problem in {_name(problem): problem for problem in everything}.values()]
    return sarif.document(rules, list(_results(everything, suppressed, source, named)))


def _by_place(passed: Iterable[Passed]) -> list[Passed]:
    return sorted(passed, key=lambda one: one.problem.location.order)


def _name(problem: Problem) -> str:
    return problem.rule or problem.code


def _rule(problem: Problem) -> sarif.Rule:
    entry = of_problem(problem)
    if entry is None:
        return sarif.Rule(_name(problem), _name(problem), problem.severity)
    return sarif.Rule(
        entry.name, str(entry.about), entry.severity, f"{entry.about} {entry.remedy}", help_text(entry), help_markdown(entry)
    )


def _results(
    problems: Iterable[Problem], passed: Mapping[Problem, Passed], source: Source, named: Named
) -> Iterator[sarif.Result]:
    times: dict[str, int] = {}
    for problem in problems:
        place, name = named(problem.location), _name(problem)
        line = _line(problem.location, source)
        digest = sha256("\n".join((name, place.file, place.sheet or "", place.cell or "", line)).encode()).hexdigest()[:16]
        times[digest] = times.get(digest, 0) + 1
        yield sarif.Result(
            rule=name,
            level=problem.severity,
            text=f"{problem.message}; {problem.fix}" if problem.fix else str(problem.message),
            file=place.file,
            line=place.line,
            column=place.column,
            where=f"{place.sheet}!{place.cell}" if place.sheet and place.cell else place.sheet or "",
            key=f"{digest}:{times[digest]}",
            suppressed=_suppression(passed[problem], named) if problem in passed else None,
        )


def _line(place: Location, source: Source) -> str:
    read = source(place.file) if place.line else ()
    return read[place.line - 1].strip() if place.line and place.line <= len(read) else ""


def _suppression(one: Passed, named: Named) -> sarif.Suppression:
    place = named(one.location)
    return sarif.Suppression(one.beside, one.reason, place.file, place.line)


def severity_name(problem: Problem) -> str:
    """The severity in words."""
    return _("error") if problem.severity == "error" else _("warning")
