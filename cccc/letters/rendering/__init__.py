"""A template and its view -> a paper, through Jinja, strict and sandboxed; the only importer of jinja2."""

from __future__ import annotations

import re
import traceback
from dataclasses import dataclass, fields, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from cccc.letters.language.citations import settled
from cccc.letters.rendering import marks
from cccc.letters.rendering.branches import Branches
from cccc.letters.rendering.front_matter import Opening, opening
from cccc.letters.rendering.front_matter import reads_plans as _reads_plans
from cccc.letters.rendering.heading_numbers import capitals
from cccc.letters.rendering.markdown import line_runs, text
from cccc.letters.rendering.marks import protect
from cccc.letters.views.frames import frame as framed
from cccc.messages import Message, m
from cccc.model.paper import APPENDIX, Appendix, Paper
from cccc.problems import Location, Problem, invalid
from cccc.vietnamese import joined

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from jinja2.sandbox import SandboxedEnvironment

    from cccc.letters.views.records import LetterView
    from cccc.letters.views.targets import PlansView
    from cccc.model.paper import Frame

_LEAST_TRIALS, _MOST_TRIALS = 24, 600

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
    template: Template, others: Mapping[str, Template], view: LetterView | PlansView, frame: Callable[[str], Frame], period: str
) -> tuple[Paper | None, list[Problem]]:
    """The paper that ``template`` makes of ``view``; ``frame`` makes the frame of the subject that the template gives."""
    from jinja2 import TemplateError

    environment = _environment((*others.values(), template))
    try:
        compiled = environment.get_template(template.name)
        rendered = compiled.render(_seen_by_template(view))
    except (TemplateError, *_MISTAKES) as error:
        return None, [_mistake(template, others, error)]
    return _paper(template, rendered, frame, period)


def _paper(template: Template, rendered: str, frame: Callable[[str], Frame], period: str) -> tuple[Paper | None, list[Problem]]:
    head, body, wrong = opening(settled(rendered))
    problems = [_problem(template.file, _line_of(template, f"{key}:"), message) for key, message in wrong]
    if head is None:
        return None, problems
    read = text(body, head.numbering)
    if read.mistakes:
        return None, [_problem(template.file, _line_of(template, line), message) for line, message in read.mistakes]
    made = Paper(template.name, period, head.dressed(frame(head.subject)), read.blocks, (), read.appendices)
    if made.frame.kind == APPENDIX:
        made = replace(made, blocks=(), appendices=(_lone(head, made), *made.appendices))
    return replace(made, findings=made.stated()), []


def _lone(head: Opening, made: Paper) -> Appendix:
    """What a paper that is nothing but an appendix holds."""
    return Appendix(capitals(line_runs(protect(head.subject))), made.blocks, head.landscape)


def _line_of(template: Template, said: str) -> int:
    """Where the template says ``said``, as nearly as the text that it made can tell."""
    lines = template.text.splitlines()
    for length in range(len(said), 3, -1):
        at = next((at for at, line in enumerate(lines, 1) if line.strip().startswith(said[:length])), None)
        at = at or next((at for at, line in enumerate(lines, 1) if said[:length] in line), None)
        if at:
            return at
    return 1


def reads_plans(template: Template, others: Mapping[str, Template]) -> bool:
    """Whether ``template`` sees plans, and no evaluation."""
    return _reads_plans(template.text, {name: other.text for name, other in others.items()})


def trial(template: Template, others: Mapping[str, Template]) -> list[Problem]:
    """What goes wrong when ``template`` is rendered on invented data, or which of its branches none of them reaches."""
    from jinja2 import TemplateError

    from cccc.letters.trial.evaluations import FORM, ISSUER, views
    from cccc.letters.trial.plans import plans_views
    from cccc.periods import month

    branches = Branches()
    environment = _environment((*others.values(), template), branches)
    problems: dict[Problem, None] = {}
    try:
        compiled = environment.get_template(template.name)
        statements = _statements(environment, template)
        period = month(2025, 8)
        invented: Iterable[LetterView | PlansView] = (plans_views if reads_plans(template, others) else views)(
            statements, _MOST_TRIALS
        )
        for at, view in enumerate(invented):
            if at >= _LEAST_TRIALS and not branches.missed(template.file):
                break
            before = branches.count
            rendered = compiled.render(_seen_by_template(view))
            if branches.count == before and at >= _LEAST_TRIALS:
                continue
            problems |= dict.fromkeys(
                _paper(template, rendered, lambda subject: framed(ISSUER, FORM, subject, period), "2025-08")[1]
            )
    except (TemplateError, *_MISTAKES) as error:
        return [_mistake(template, others, error)]
    return list(problems) or [_unreachable(template.file, line) for line in branches.missed(template.file)]


def _unreachable(file: str, line: int) -> Problem:
    told = m("nothing reaches this branch of the template")
    fix = m("correct its condition, or remove it")
    return replace(invalid("unreachable-branch", Location(file, line, 1), told, fix), severity="warning")


def _statements(environment: SandboxedEnvironment, template: Template) -> list[str]:
    """The ids of the statements that the template asks for by name."""
    from jinja2 import nodes

    asked = [
        found.attr
        for found in environment.parse(template.text).find_all(nodes.Getattr)
        if isinstance(found.node, nodes.Name) and found.node.name == "statements"
    ]
    return [name for name in dict.fromkeys(asked) if name not in dir(dict)]


def _seen_by_template(view: LetterView | PlansView) -> dict[str, object]:
    return {field.name: getattr(view, field.name) for field in fields(view)}


@lru_cache(maxsize=2)
def _environment(templates: tuple[Template, ...], branches: Branches | None = None) -> SandboxedEnvironment:
    """Jinja with ``templates``, the last of a name before the others; kept, since compiling takes longer than rendering."""
    from jinja2 import StrictUndefined

    from cccc.letters.rendering.sandbox import Sandbox, final
    from cccc.letters.rendering.sharing import sharing

    by_name = {template.name: template for template in templates}

    def load(name: str) -> tuple[str, str, Callable[[], bool]] | None:
        template = by_name.get(name)
        return (template.text, template.file, lambda: True) if template else None

    environment = Sandbox(
        loader=sharing(load) if branches is None else branches.loader(load),
        undefined=StrictUndefined,
        autoescape=True,
        finalize=final,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {"joined": joined, "lower_first": marks.inside, "upper_first": marks.opening}
    return environment


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
