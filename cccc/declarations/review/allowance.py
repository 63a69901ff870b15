"""``# cccc: allow RULE: reason``, and ``allow:`` of cccc.yaml -> the warnings let pass, and the words that let none pass."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Annotated

from cccc.declarations.shapes import Day, Name, Shape, Text
from cccc.declarations.yaml_tree import Scalar, comments
from cccc.messages import m
from cccc.problems import Location, Passed, Problem, doubt
from cccc.vietnamese import nearest

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from cccc.messages import Message

_ALLOW = re.compile(r"cccc:\s*allow\b[\s:]*([^\s:]*)\s*(?::\s*(.*))?")
_IN_TEMPLATE = re.compile(r"\{#-?\s*(cccc:.*?)\s*-?#\}")
_MARK = b"cccc:"


class AllowShape(Shape, about=m("Warnings that are let pass")):
    """A rule whose warnings are let pass, in one file or in all."""

    rule: Annotated[Name, m("the rule in the brackets of the warning")]
    file: Annotated[Text | None, m("in which files: a path, with * where it varies; left out: all")] = None
    reason: Annotated[Text, m("why")]
    until: Annotated[Day | None, m("the last day on which it is let pass")] = None


@dataclass(frozen=True, slots=True)
class Allowance:
    """Words that let warnings of ``rule`` pass: on one ``line`` of their own file, else in every file like ``pattern``."""

    rule: str
    reason: str
    location: Location
    line: int | None = None
    pattern: str | None = None
    until: date | None = None

    def covers(self, problem: Problem) -> bool:
        """Whether ``problem`` is meant."""
        place = problem.location
        if (problem.rule or problem.code) != self.rule:
            return False
        if self.line is not None:
            return (place.file, place.line) == (self.location.file, self.line)
        return self.pattern is None or fnmatchcase(place.file, self.pattern)


def beside(content: bytes, file: str) -> list[Allowance]:
    """What the comments of a declared file, or of a template, let pass.

    A comment behind a value is about its line; one on a line of its own about the next line that is none.
    """
    if _MARK not in content:
        return []
    lines = content.decode("utf-8-sig", "replace").splitlines()
    found = _of_template(lines, file) if file.endswith(".md") else comments(content, file)
    alone = {words.location.line for words, own_line in found if own_line}
    made = []
    for words, own_line in found:
        match = _ALLOW.fullmatch(words.text)
        if match is None:
            continue
        line = words.location.line or 1
        if own_line:
            line = next((n for n in range(line + 1, len(lines) + 1) if n not in alone and lines[n - 1].strip()), line)
        made.append(Allowance(match[1], (match[2] or "").strip(), words.location, line))
    return made


def _of_template(lines: Sequence[str], file: str) -> list[tuple[Scalar, bool]]:
    return [
        (Scalar(match[1], plain=True, location=Location(file, number, match.start() + 1)), line.strip() == match[0])
        for number, line in enumerate(lines, 1)
        for match in _IN_TEMPLATE.finditer(line)
    ]


def sort_out(
    problems: Iterable[Problem], allowances: Sequence[Allowance], today: date, *, whole: bool
) -> tuple[list[Problem], list[Passed]]:
    """The problems that are left and those that are let pass; what passes nothing is told among the first.

    Unless ``whole``, not everything was looked at, and words that pass nothing may have their use elsewhere.
    """
    in_force = [one for one in allowances if one.reason and (one.until is None or one.until >= today)]
    left: list[Problem] = []
    passed: list[Passed] = []
    used: set[Allowance] = set()
    for problem in problems:
        by = next((one for one in in_force if problem.severity == "warning" and one.covers(problem)), None)
        if by is None:
            left.append(problem)
        else:
            used.add(by)
            passed.append(Passed(problem, by.reason, by.location, by.line is not None))
    idle = [one for one in allowances if one not in used]
    told = [_idle(one, left, today) for one in idle]
    return [*left, *(problem for problem in told if whole or problem.rule != "allow-nothing")], passed


def _idle(one: Allowance, problems: Iterable[Problem], today: date) -> Problem:
    if not one.reason:
        told = m("nothing says why {rule} is let pass; it is not", rule=one.rule or "allow")
        return doubt("allow-reason", one.location, told, m("write # cccc: allow RULE: reason"))
    if one.until is not None and one.until < today:
        told = m("{rule} was let pass until {day}; it is not any more", rule=one.rule, day=one.until.isoformat())
        return doubt("allow-expired", one.location, told, m("mend what it was about, or write another until:"))
    if any(problem.severity == "error" and one.covers(problem) for problem in problems):
        told = m("{rule} is an error here, and errors are not let pass", rule=one.rule)
        return doubt("allow-error", one.location, told, m("mend what is wrong, and take this away"))
    return doubt("allow-nothing", one.location, m("nothing here is let pass by {rule}", rule=one.rule), _other(one.rule))


def _other(rule: str) -> Message:
    from cccc.rulebook import every

    names = dict.fromkeys(entry.name for entry in every())
    near = nearest(rule, names, most=1) if rule not in names else []
    return m("did you mean {near}?", near=near[0]) if near else m("take it away")
