"""Workspace and evaluation -> a paper: templates found, the view made, the text rendered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from cccc import shipped
from cccc.declarations.assignments import assignments, settled
from cccc.declarations.review import law
from cccc.declarations.sources import BUILTIN
from cccc.letters.rendering import Template, paper
from cccc.letters.rendering.template import frame
from cccc.letters.views.facts import Beside, LetterContext
from cccc.letters.views.month import Letters
from cccc.messages import m
from cccc.model.evaluations import FindingKind
from cccc.problems import Location, Problem, invalid, reason
from cccc.reports.words import kind_name, proposal, subject
from cccc.vietnamese import nearest

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from cccc.declarations.workspace import Workspace
    from cccc.messages import Message
    from cccc.model.evaluations import Evaluation, Finding
    from cccc.model.offices import PaperForm
    from cccc.model.paper import Frame, Paper

SUFFIX = ".md"
BASE = "base.docx"


@dataclass(frozen=True, slots=True)
class Signing:
    """Number and date of a paper; both None in a draft."""

    number: str | None = None
    dated: date | None = None


@dataclass(frozen=True, slots=True)
class Prepared:
    """A template with the form of its paper, and the other templates, which it may include."""

    form: PaperForm
    template: Template
    others: dict[str, Template]


@dataclass(frozen=True, slots=True)
class Drafter:
    """Makes the papers of one template on one evaluation; what they share is made once."""

    space: Workspace
    evaluation: Evaluation
    form: PaperForm
    template: Template
    others: dict[str, Template]
    letters: Letters
    by_unit: Mapping[str, Sequence[Finding]]

    def paper(self, units: Sequence[str], signing: Signing) -> tuple[Paper | None, list[Problem]]:
        """The paper on ``units`` alone where some are given."""
        found = self.found(units) if units else self.evaluation.findings
        view = self.letters.view(found, units, signing.dated)
        made, problems = paper(self.template, self.others, view, self._framing(signing), self.evaluation.period.label)
        return made, problems + untimely(self.space, self.form, made)

    def found(self, units: Sequence[str]) -> tuple[Finding, ...]:
        """The findings on ``units``."""
        if len(units) == 1:
            return tuple(self.by_unit.get(units[0], ()))
        return tuple(one for one in self.evaluation.findings if one.unit in units)

    def _framing(self, signing: Signing) -> Callable[[str], Frame]:
        def framed(subject: str) -> Frame:
            issuer = self.space.issuer_of(self.form)
            return frame(issuer, self.form, subject, self.evaluation.period, signing.number, signing.dated)

        return framed


def draft(
    space: Workspace, evaluation: Evaluation, name: str, units: Sequence[str], signing: Signing
) -> tuple[Paper | None, list[Problem]]:
    """The paper that template ``name`` makes of ``evaluation``, of ``units`` alone where some are given."""
    made, problems = drafter(space, evaluation, name)
    problems += unknown_units(space, units)
    if made is not None and not problems:
        problems += _not_found(space, evaluation, name, units)
    return (None, problems) if made is None or problems else made.paper(units, signing)


def _not_found(space: Workspace, evaluation: Evaluation, name: str, units: Sequence[str]) -> list[Problem]:
    """A problem for each of ``units`` without the finding that a letter of this name states; what it has is named."""
    if name not in set(FindingKind):
        return []
    known, kind = {unit.id: unit for unit in space.roster.units}, FindingKind(name)
    problems = []
    for unit in dict.fromkeys(units):
        has = [finding for finding in evaluation.findings if finding.unit == unit]
        if all(finding.kind is not kind for finding in has):
            told = m("{unit} has no {kind} in {period}", unit=known[unit].name, kind=kind_name(kind), period=evaluation.period)
            fix = _instead(space, evaluation, unit, kind, has)
            problems.append(invalid("no-finding", known[unit].location, told, fix))
    return problems


def _instead(space: Workspace, evaluation: Evaluation, unit: str, kind: FindingKind, has: Sequence[Finding]) -> Message:
    if has:
        told = tuple(f"{proposal(one)} ({subject(one.indicators, space.indicators)})" for one in has)
        return m("it has {findings}", findings=told)
    if any(one.unit == unit and one.kind is kind for one in evaluation.withheld):
        return m("it was left out for fewer than {least} dossiers", least=space.policy.min_denominator)
    return m("nothing was found on it then")


def untimely(space: Workspace, form: PaperForm, made: Paper | None) -> list[Problem]:
    """What does not go with the day of the paper that was ``made``: an office of the past, an answer asked for before it."""
    if made is None:
        return []
    day = made.frame.dated or made.frame.expected
    return [*law.of_issuer(space.issuer_of(form), day), *law.of_answer(form, day)]


def drafter(space: Workspace, evaluation: Evaluation, name: str) -> tuple[Drafter | None, list[Problem]]:
    """What makes the papers of template ``name`` on ``evaluation``."""
    made, problems = prepared(space, name)
    if made is None:
        return None, problems
    plans = [settled(one, space.plans) for one in space.plans]
    least = space.policy.min_denominator
    office = LetterContext(space.issuer_of(made.form), made.form, space.roster, space.indicators)
    statements = space.statements.get(evaluation.period, ())
    letters = Letters(office, evaluation, least, statements, plans, _beside(space, evaluation))
    by_unit: dict[str, list[Finding]] = {}
    for finding in evaluation.findings:
        by_unit.setdefault(finding.unit, []).append(finding)
    return Drafter(space, evaluation, made.form, made.template, made.others, letters, by_unit), []


def _beside(space: Workspace, evaluation: Evaluation) -> Beside:
    period = evaluation.period
    coming, _ = assignments(space.plans, space.roster, period.end + timedelta(days=1))
    return Beside(space.policy.ranking, space.answers.get(period), space.tasks, coming)


def prepared(space: Workspace, name: str) -> tuple[Prepared | None, list[Problem]]:
    """The template ``name`` and what it needs whatever it reads."""
    templates, problems = known_templates(space)
    if name not in templates:
        problems.append(_unknown_template(name, templates))
    form = space.paper(name)
    if form is None:
        place = Location((space.root / "cccc.yaml").as_posix(), 1, 1)
        problems.append(
            invalid(
                "missing-key", place, m("papers: has neither {name} nor default", name=name), m("add {key}: …", key="default")
            )
        )
    if problems or form is None:
        return None, problems
    others = {other: template for other, template in templates.items() if other != name}
    return Prepared(form, templates[name], others), []


def known_templates(space: Workspace) -> tuple[dict[str, Template], list[Problem]]:
    """The shipped templates and the workspace's own, which take their place by name; what was there is ``builtin:NAME``."""
    built_in = {path.stem: path for path in sorted(shipped.templates().glob(f"*{SUFFIX}"))}
    covered = {f"{BUILTIN}{name}": path for name, path in built_in.items() if name in space.templates}
    read, problems = _read({**built_in, **covered, **space.templates})
    return read, problems


def workspace_templates(space: Workspace) -> tuple[dict[str, Template], list[Problem]]:
    """The workspace's own templates."""
    return _read(space.templates)


def base_document(space: Workspace) -> tuple[bytes, list[Problem]]:
    """The base document whose styles hold the look: the office's own letterhead, else the one that cccc ships."""
    if space.letterhead is None:
        return (shipped.templates() / BASE).read_bytes(), []
    from cccc.documents.write.base import base_problems

    file = space.letterhead.as_posix()
    try:
        content = space.letterhead.read_bytes()
    except OSError as error:
        return b"", [Problem("unreadable-file", Location(file), m("the file cannot be read: {reason}", reason=reason(error)))]
    return content, base_problems(content, file)


def _read(paths: dict[str, Path]) -> tuple[dict[str, Template], list[Problem]]:
    templates: dict[str, Template] = {}
    problems: list[Problem] = []
    for name, path in paths.items():
        try:
            templates[name] = Template(name, path.as_posix(), path.read_bytes().decode("utf-8-sig"))
        except UnicodeDecodeError:
            told = m("the file is not UTF-8 text")
            problems.append(invalid("not-utf8", Location(path.as_posix(), 1, 1), told, m("save it as UTF-8")))
    return templates, problems


def _unknown_template(name: str, templates: dict[str, Template]) -> Problem:
    near = nearest(name, templates, most=1)
    fix = m("did you mean {near}?", near=near[0]) if near else m("known here: {known}", known=tuple(templates))
    return invalid("unknown-template", Location(f"{name}{SUFFIX}"), m("there is no template {name}", name=name), fix)


def unknown_units(space: Workspace, units: Sequence[str]) -> list[Problem]:
    """A problem for each of ``units`` that is no unit's id."""
    known = {unit.id: unit for unit in space.roster.units}
    place = space.roster.units[0].location.file
    problems = []
    for unit in units:
        if unit not in known:
            near = nearest(unit, known)
            fix = m("did you mean {near}?", near=tuple(near)) if near else None
            problems.append(invalid("unknown-unit", Location(place), m("{text} is no unit's id", text=unit), fix))
    return problems
