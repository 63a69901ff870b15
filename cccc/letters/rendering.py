"""A template and its view -> a paper, through Jinja, strict and sandboxed; the only importer of jinja2."""

from __future__ import annotations

import traceback
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from cccc.letters.markdown import blocks, protect, restored
from cccc.messages import m
from cccc.paper import Paper
from cccc.problems import Location, Problem, invalid
from cccc.vietnamese import joined, lower_first, upper_first

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from jinja2.sandbox import SandboxedEnvironment

    from cccc.letters.views import LetterView
    from cccc.paper import Frame

SUBJECT = "subject:"


@dataclass(frozen=True, slots=True)
class Template:
    """A template's name, where it lies (as messages name it), and its text."""

    name: str
    file: str
    text: str


def check(template: Template) -> list[Problem]:
    """What is wrong with the syntax of ``template``."""
    from jinja2 import TemplateSyntaxError

    try:
        _environment({template.name: template}).parse(template.text, template.name, template.file)
    except TemplateSyntaxError as error:
        return [_problem(template, error.lineno, str(error.message))]
    return []


def paper(
    template: Template, others: Mapping[str, Template], view: LetterView, frame: Callable[[str], Frame], period: str
) -> tuple[Paper | None, list[Problem]]:
    """The paper that ``template`` makes of ``view``; ``frame`` makes the frame of the subject that the template gives."""
    from jinja2 import TemplateError

    environment = _environment({**others, template.name: template})
    try:
        compiled = environment.get_template(template.name)
        rendered = compiled.render({field.name: getattr(view, field.name) for field in fields(view)})
    except TemplateError as error:
        return None, [_problem(template, _line(error, template), str(error.message or error))]
    except (TypeError, ValueError, ArithmeticError, RecursionError) as error:
        # a template can call anything on what it sees; its mistakes are its author's, not ours
        return None, [_problem(template, _line(error, template), str(error))]
    subject, body = _parted(rendered)
    if subject is None:
        return None, [_problem(template, 1, str(m("the first line must be {subject} …", subject=SUBJECT)))]
    found = blocks(body)
    findings = tuple(dict.fromkeys(run.finding for block in found for run in block.runs if run.finding))
    return Paper(template.name, period, frame(subject), found, findings), []


def _parted(rendered: str) -> tuple[str | None, str]:
    first, _, body = rendered.lstrip().partition("\n")
    if not first.startswith(SUBJECT):
        return None, rendered
    return restored(" ".join(first.removeprefix(SUBJECT).split())), body


def _environment(templates: Mapping[str, Template]) -> SandboxedEnvironment:
    from jinja2 import FunctionLoader, StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    def load(name: str) -> tuple[str, str, Callable[[], bool]] | None:
        template = templates.get(name)
        return (template.text, template.file, lambda: True) if template else None

    environment = ImmutableSandboxedEnvironment(
        loader=FunctionLoader(load),
        undefined=StrictUndefined,
        autoescape=True,
        finalize=_final,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {"joined": joined, "lower_first": lower_first, "upper_first": upper_first}
    return environment


def _final(value: Any) -> Any:
    """A value on its way into the text: what the data holds can never be a mark of Markdown."""
    from markupsafe import Markup

    if hasattr(value, "__html__"):
        return Markup(value)  # noqa: S704 - made by a template or a view, in Markdown, not HTML
    if value is None:
        return ""
    return Markup(protect(str(value)))  # noqa: S704 - protected against Markdown, and no HTML is made of it


def _line(error: BaseException, template: Template) -> int:
    lineno = getattr(error, "lineno", None)
    if isinstance(lineno, int):
        return lineno
    lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == template.file]
    return lines[-1] if lines and lines[-1] else 1


def _problem(template: Template, line: int, detail: str) -> Problem:
    return invalid("template", Location(template.file, line, 1), m("the template cannot be used: {detail}", detail=detail))
