"""Problems and remarks -> a SARIF 2.1.0 document, which code review and continuous integration show beside the file."""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import quote

import cccc
from cccc.model.remarks import Severity
from cccc.problems import in_order
from cccc.reports.json.documents import as_text
from cccc.reports.terminal.rules import help_markdown, help_text
from cccc.reports.words import remark_place, remark_words
from cccc.rulebook import of_problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from cccc.model.remarks import LintedFile, LintRule
    from cccc.problems import Location, Passed, Problem

    Source = Callable[[str], Sequence[str]]
    Named = Callable[[Location], Location]


Level = Literal["error", "warning", "note"]

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
VERSION = "2.1.0"
ROOT = "%SRCROOT%"
FINGERPRINT = "primaryLocationLineHash"
"""The one that GitHub knows results again by."""


@dataclass(frozen=True, slots=True)
class SarifRule:
    """A rule that results may name."""

    id: str
    text: str
    level: Level
    full: str = ""
    help: str = ""
    markdown: str = ""


@dataclass(frozen=True, slots=True)
class SarifSuppression:
    """Why a result is let pass: words in the file itself, else ones kept elsewhere."""

    beside: bool
    reason: str
    file: str
    line: int | None = None


@dataclass(frozen=True, slots=True)
class SarifResult:
    """One result; ``where`` says in words which part of the file it is about, where a line cannot.

    ``key`` stays the same while lines move: by it a viewer knows the result again.
    """

    rule: str
    level: Level
    text: str
    file: str
    line: int | None = None
    column: int | None = None
    where: str = ""
    key: str = ""
    suppressed: SarifSuppression | None = None


def document(rules: Sequence[SarifRule], results: Iterable[SarifResult], unread: Iterable[Problem] = ()) -> dict[str, Any]:
    """The document of one run; ``unread`` are the files that no rule could look at."""
    at = {rule.id: index for index, rule in enumerate(rules)}
    notices = [_notice(problem) for problem in unread]
    driver = {"name": "cccc", "version": cccc.__version__, "rules": [_rule(rule) for rule in rules]}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {ROOT: {"description": {"text": "the folder that the names of files start from"}}},
        "invocations": [{"executionSuccessful": not notices, "toolExecutionNotifications": notices}],
        "results": [_result(result, at) for result in results],
    }
    return {"$schema": SCHEMA, "version": VERSION, "runs": [run]}


def _rule(rule: SarifRule) -> dict[str, Any]:
    told = {"id": rule.id, "shortDescription": {"text": rule.text}}
    if rule.full:
        told["fullDescription"] = {"text": rule.full}
    if rule.help:
        told["help"] = {"text": rule.help} | ({"markdown": rule.markdown} if rule.markdown else {})
    return {**told, "defaultConfiguration": {"level": rule.level}}


def _result(result: SarifResult, at: dict[str, int]) -> dict[str, Any]:
    location: dict[str, Any] = {"physicalLocation": _physical(result.file, result.line, result.column)}
    if result.where:
        location["logicalLocations"] = [{"name": result.where}]
    shown: dict[str, Any] = {"ruleId": result.rule, "level": result.level}
    if result.rule in at:
        shown["ruleIndex"] = at[result.rule]
    shown |= {"message": {"text": result.text}, "locations": [location]}
    if result.key:
        shown["partialFingerprints"] = {FINGERPRINT: result.key}
    if result.suppressed is not None:
        shown["suppressions"] = [_suppression(result.suppressed)]
    return shown


def _suppression(one: SarifSuppression) -> dict[str, Any]:
    return {
        "kind": "inSource" if one.beside else "external",
        "status": "accepted",
        "justification": one.reason,
        "location": {"physicalLocation": _physical(one.file, one.line, None)},
    }


def _notice(problem: Problem) -> dict[str, Any]:
    place = problem.location
    return {
        "descriptor": {"id": problem.code},
        "level": problem.severity,
        "message": {"text": str(problem.message)},
        "locations": [{"physicalLocation": _physical(place.file, place.line, place.column)}],
    }


def _physical(file: str, line: int | None, column: int | None) -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": _artifact(file)}
    if line is not None:
        physical["region"] = {"startLine": line} | ({} if column is None else {"startColumn": column})
    return physical


def _artifact(file: str) -> dict[str, str]:
    """Where a file is: from the root of the sources, unless it lies elsewhere or has a name of another scheme."""
    if file.startswith("/"):
        return {"uri": f"file://{quote(file)}"}
    if re.match(r"[A-Za-z]:/", file):
        return {"uri": f"file:///{quote(file, safe='/:')}"}
    if re.match(r"[a-z]{2,}:", file):
        return {"uri": quote(file, safe="/:")}
    return {"uri": quote(file), "uriBaseId": ROOT}


def check_text(problems: Iterable[Problem], passed: Iterable[Passed], source: Source, named: Named) -> str:
    """The problems of ``cccc check``; what is let pass is a suppressed result.

    ``source`` gives the lines of a file, ``named`` the place as code review names it.
    """
    suppressed = {one.problem: one for one in passed}
    everything = in_order([*problems, *suppressed])
    rules = [_rule_of(problem) for problem in {_name(problem): problem for problem in everything}.values()]
    return f"{as_text(document(rules, _results(everything, suppressed, source, named)))}\n"


def _name(problem: Problem) -> str:
    return problem.rule or problem.code


def _rule_of(problem: Problem) -> SarifRule:
    entry = of_problem(problem)
    if entry is None:
        return SarifRule(_name(problem), _name(problem), problem.severity)
    return SarifRule(
        entry.name, str(entry.about), entry.severity, f"{entry.about} {entry.remedy}", help_text(entry), help_markdown(entry)
    )


def _results(
    problems: Iterable[Problem], passed: Mapping[Problem, Passed], source: Source, named: Named
) -> Iterator[SarifResult]:
    times: dict[str, int] = {}
    for problem in problems:
        place, name = named(problem.location), _name(problem)
        line = _line(problem.location, source)
        digest = sha256("\n".join((name, place.file, place.sheet or "", place.cell or "", line)).encode()).hexdigest()[:16]
        times[digest] = times.get(digest, 0) + 1
        yield SarifResult(
            rule=name,
            level=problem.severity,
            text=f"{problem.message}; {problem.fix}" if problem.fix else str(problem.message),
            file=place.file,
            line=place.line,
            column=place.column,
            where=f"{place.sheet}!{place.cell}" if place.sheet and place.cell else place.sheet or "",
            key=f"{digest}:{times[digest]}",
            suppressed=_let_pass(passed[problem], named) if problem in passed else None,
        )


def _line(place: Location, source: Source) -> str:
    read = source(place.file) if place.line else ()
    return read[place.line - 1].strip() if place.line and place.line <= len(read) else ""


def _let_pass(one: Passed, named: Named) -> SarifSuppression:
    place = named(one.location)
    return SarifSuppression(one.beside, one.reason, place.file, place.line)


_LEVELS: dict[Severity, Level] = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.INFORMATION: "note",
}


def lint_text(linted: Sequence[LintedFile], problems: Iterable[Problem], rules: Iterable[LintRule]) -> str:
    """The remarks of ``cccc lint``; ``problems`` are the files that could not be read or written."""
    known = [SarifRule(rule.id, str(rule.about), _LEVELS[rule.severity]) for rule in rules]
    results = [
        SarifResult(
            rule=remark.rule.id,
            level=_LEVELS[remark.severity],
            text=remark_words(remark),
            file=one.file,
            where=remark_place(remark),
        )
        for one in linted
        for remark in one.remarks
    ]
    return f"{as_text(document(known, results, problems))}\n"
