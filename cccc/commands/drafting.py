"""Workspace and evaluation -> a paper: templates found, the view made, the text rendered."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cccc import shipped
from cccc.letters.frames import frame
from cccc.letters.rendering import Template, paper
from cccc.letters.views import Viewer
from cccc.messages import m
from cccc.problems import Location, Problem, invalid, reason
from cccc.vietnamese import nearest

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date
    from pathlib import Path

    from cccc.declarations.workspace import Workspace
    from cccc.model import Evaluation, PaperForm
    from cccc.paper import Frame, Paper

SUFFIX = ".md"
BASE = "base.docx"


@dataclass(frozen=True, slots=True)
class Signing:
    """Number and date of a paper; both None in a draft."""

    number: str | None = None
    dated: date | None = None


def draft(
    space: Workspace, evaluation: Evaluation, name: str, units: Sequence[str], signing: Signing
) -> tuple[Paper | None, list[Problem]]:
    """The paper that template ``name`` makes of ``evaluation``, of ``units`` alone where some are given."""
    templates, problems = known_templates(space)
    problems += unknown_units(space, units)
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
    chosen = _of_units(evaluation, units) if units else evaluation
    view = Viewer(chosen, space.roster, space.indicators, space.policy.min_denominator).letter(
        space.issuer, form, space.statements.get(evaluation.period, ())
    )
    others = {other: template for other, template in templates.items() if other != name}
    return paper(templates[name], others, view, _framing(space, form, evaluation, signing), evaluation.period.label)


def _framing(space: Workspace, form: PaperForm, evaluation: Evaluation, signing: Signing) -> Callable[[str], Frame]:
    def framed(subject: str) -> Frame:
        return frame(space.issuer, form, subject, evaluation.period, signing.number, signing.dated)

    return framed


def known_templates(space: Workspace) -> tuple[dict[str, Template], list[Problem]]:
    """The shipped templates and the workspace's own, which take their place by name."""
    built_in = {path.stem: path for path in sorted(shipped.templates().glob(f"*{SUFFIX}"))}
    read, problems = _read({**built_in, **space.templates})
    return read, problems


def workspace_templates(space: Workspace) -> tuple[dict[str, Template], list[Problem]]:
    """The workspace's own templates."""
    return _read(space.templates)


def base_document(space: Workspace) -> tuple[bytes, list[Problem]]:
    """The base document whose styles hold the look: the office's own letterhead, else the one that cccc ships."""
    if space.letterhead is None:
        return (shipped.templates() / BASE).read_bytes(), []
    from cccc.documents.base import base_problems

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


def _of_units(evaluation: Evaluation, units: Sequence[str]) -> Evaluation:
    return replace(evaluation, findings=tuple(finding for finding in evaluation.findings if finding.unit in units))
