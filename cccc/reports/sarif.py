"""Rules and results -> a SARIF 2.1.0 document, which code review and continuous integration show beside the file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import quote

import cccc

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cccc.problems import Problem

Level = Literal["error", "warning", "note"]

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
VERSION = "2.1.0"


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule that results may name."""

    id: str
    text: str
    level: Level


@dataclass(frozen=True, slots=True)
class Result:
    """One result; ``where`` says in words which part of the file it is about, where a line cannot."""

    rule: str
    level: Level
    text: str
    file: str
    line: int | None = None
    column: int | None = None
    where: str = ""


def document(rules: Sequence[Rule], results: Iterable[Result], unread: Iterable[Problem] = ()) -> dict[str, Any]:
    """The document of one run; ``unread`` are the files that no rule could look at."""
    at = {rule.id: index for index, rule in enumerate(rules)}
    notices = [_notice(problem) for problem in unread]
    driver = {"name": "cccc", "version": cccc.__version__, "rules": [_rule(rule) for rule in rules]}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "invocations": [{"executionSuccessful": not notices, "toolExecutionNotifications": notices}],
        "results": [_result(result, at) for result in results],
    }
    return {"$schema": SCHEMA, "version": VERSION, "runs": [run]}


def _rule(rule: Rule) -> dict[str, Any]:
    return {"id": rule.id, "shortDescription": {"text": rule.text}, "defaultConfiguration": {"level": rule.level}}


def _result(result: Result, at: dict[str, int]) -> dict[str, Any]:
    location: dict[str, Any] = {"physicalLocation": _physical(result.file, result.line, result.column)}
    if result.where:
        location["logicalLocations"] = [{"name": result.where}]
    shown: dict[str, Any] = {"ruleId": result.rule, "level": result.level}
    if result.rule in at:
        shown["ruleIndex"] = at[result.rule]
    return {**shown, "message": {"text": result.text}, "locations": [location]}


def _notice(problem: Problem) -> dict[str, Any]:
    place = problem.location
    return {
        "descriptor": {"id": problem.code},
        "level": problem.severity,
        "message": {"text": str(problem.message)},
        "locations": [{"physicalLocation": _physical(place.file, place.line, place.column)}],
    }


def _physical(file: str, line: int | None, column: int | None) -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": {"uri": quote(file)}}
    if line is not None:
        physical["region"] = {"startLine": line} | ({} if column is None else {"startColumn": column})
    return physical
