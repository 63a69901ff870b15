"""Rules and results -> a SARIF 2.1.0 document, which code review and continuous integration show beside the file."""

from __future__ import annotations

import re
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
ROOT = "%SRCROOT%"
FINGERPRINT = "primaryLocationLineHash"
"""The one that GitHub knows results again by."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule that results may name."""

    id: str
    text: str
    level: Level
    full: str = ""
    help: str = ""
    markdown: str = ""


@dataclass(frozen=True, slots=True)
class Suppression:
    """Why a result is let pass: words in the file itself, else ones kept elsewhere."""

    beside: bool
    reason: str
    file: str
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Result:
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
    suppressed: Suppression | None = None


def document(rules: Sequence[Rule], results: Iterable[Result], unread: Iterable[Problem] = ()) -> dict[str, Any]:
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


def _rule(rule: Rule) -> dict[str, Any]:
    told = {"id": rule.id, "shortDescription": {"text": rule.text}}
    if rule.full:
        told["fullDescription"] = {"text": rule.full}
    if rule.help:
        told["help"] = {"text": rule.help} | ({"markdown": rule.markdown} if rule.markdown else {})
    return {**told, "defaultConfiguration": {"level": rule.level}}


def _result(result: Result, at: dict[str, int]) -> dict[str, Any]:
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


def _suppression(one: Suppression) -> dict[str, Any]:
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
