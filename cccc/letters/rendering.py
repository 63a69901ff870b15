"""A template and its view -> a paper, through Jinja, strict and sandboxed; the only importer of jinja2."""

from __future__ import annotations

import re
import traceback
from dataclasses import dataclass, fields
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from cccc.letters.markdown import blocks, protect, restored
from cccc.messages import Message, m
from cccc.paper import Paper
from cccc.problems import Location, Problem, invalid
from cccc.vietnamese import joined, lower_first, upper_first

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from jinja2.sandbox import SandboxedEnvironment

    from cccc.letters.records import LetterView
    from cccc.paper import Frame

SUBJECT = "subject:"

_MISTAKES = (TypeError, ValueError, ArithmeticError, LookupError, AttributeError, RecursionError, MemoryError, SyntaxError)
"""What a template's own calls can raise: its author's mistakes, not ours."""


@dataclass(frozen=True, slots=True)
class Template:
    """A template's name, where it lies (as messages name it), and its text."""

    name: str
    file: str
    text: str


def check(template: Template) -> list[Problem]:
    """What is wrong with the syntax of ``template``."""
    from jinja2 import TemplateError

    try:
        _environment((template,)).compile(template.text, template.name, template.file)
    except (TemplateError, *_MISTAKES) as error:
        return [_mistake(template, {}, error)]
    return []


def paper(
    template: Template, others: Mapping[str, Template], view: LetterView, frame: Callable[[str], Frame], period: str
) -> tuple[Paper | None, list[Problem]]:
    """The paper that ``template`` makes of ``view``; ``frame`` makes the frame of the subject that the template gives."""
    from jinja2 import TemplateError

    environment = _environment((*others.values(), template))
    try:
        compiled = environment.get_template(template.name)
        rendered = compiled.render({field.name: getattr(view, field.name) for field in fields(view)})
    except (TemplateError, *_MISTAKES) as error:
        return None, [_mistake(template, others, error)]
    subject, body = _parted(rendered)
    if subject is None:
        told = m("the first line must be {subject} …", subject=SUBJECT)
        return None, [_problem(template.file, 1, told)]
    found = blocks(body)
    findings = tuple(dict.fromkeys(run.finding for block in found for run in block.runs if run.finding))
    return Paper(template.name, period, frame(subject), found, findings), []


def _parted(rendered: str) -> tuple[str | None, str]:
    first, _, body = rendered.lstrip().partition("\n")
    subject = restored(" ".join(first.removeprefix(SUBJECT).split()))
    return (subject if first.startswith(SUBJECT) and subject else None), body


@lru_cache(maxsize=2)
def _environment(templates: tuple[Template, ...]) -> SandboxedEnvironment:
    """Jinja with ``templates``, the last of a name before the others; kept, since compiling takes longer than rendering."""
    from jinja2 import FunctionLoader, StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    by_name = {template.name: template for template in templates}

    def load(name: str) -> tuple[str, str, Callable[[], bool]] | None:
        template = by_name.get(name)
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


def _mistake(template: Template, others: Mapping[str, Template], error: BaseException) -> Problem:
    """``error`` at the place in the template, or in one that it includes, where it arose."""
    from jinja2 import TemplateNotFound, TemplateSyntaxError

    files = {template.file, *(other.file for other in others.values())}
    if isinstance(error, TemplateSyntaxError):
        return _problem(
            error.filename or template.file, error.lineno, m("not Jinja as it should be ({said})", said=error.message)
        )
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename in files]
    file, line = (frames[-1].filename, frames[-1].lineno) if frames else (template.file, 1)
    if isinstance(error, TemplateNotFound):
        return invalid("template", Location(file, line, 1), m("there is no template {name}", name=error.message))
    return _problem(file, line, _detail(str(error) or type(error).__name__))


_UNDEFINED = re.compile(r"'(\w+)' is undefined")
_NO_FIELD = re.compile(r"'.*' has no attribute '(\w+)'")


def _detail(said: str) -> Message:
    """What Jinja says of a mistake, in our words where it is one of the common ones."""
    unknown = _UNDEFINED.fullmatch(said) or _NO_FIELD.fullmatch(said)
    return m("nothing here is called {name}", name=unknown[1]) if unknown else m("{detail}", detail=said)


def _problem(file: str, line: int | None, detail: Message) -> Problem:
    return invalid("template", Location(file, line or 1, 1), m("the template cannot be used: {detail}", detail=detail))
