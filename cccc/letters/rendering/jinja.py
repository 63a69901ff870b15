"""Jinja for letters: sandboxed, strict about names, data escaped against Markdown; the only importer of jinja2."""

from __future__ import annotations

import re
import traceback
from dataclasses import fields
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from jinja2 import FunctionLoader, StrictUndefined, TemplateError, TemplateNotFound, TemplateSyntaxError, nodes
from jinja2.runtime import LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from cccc.letters.language import marks
from cccc.letters.rendering.template import unusable
from cccc.messages import Message, m
from cccc.problems import Location, Problem, invalid
from cccc.vietnamese import joined

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cccc.letters.rendering.template import Template
    from cccc.letters.views.classes import LetterView, PlansView

MISTAKES = (
    TemplateError,
    *(TypeError, ValueError, ArithmeticError, LookupError, AttributeError, RecursionError, MemoryError, SyntaxError),
)
"""What a template's own calls can raise: its author's mistakes, not ours."""

_SEEN = "cccc_seen"
_UNDEFINED = re.compile(r"'(\w+)' is undefined")
_NO_FIELD = re.compile(r"'.*' has no attribute '(\w+)'")


class Branches:
    """Counts which branches of templates are gone through."""

    def __init__(self) -> None:
        self._lines: list[tuple[str, int]] = []
        self._seen: set[int] = set()

    @property
    def count(self) -> int:
        """How many were gone through."""
        return len(self._seen)

    def missed(self, file: str) -> list[int]:
        """The lines of the branches of ``file`` that nothing went through."""
        return sorted({line for at, (of, line) in enumerate(self._lines) if of == file and at not in self._seen})

    def seen(self, at: int, value: Any = None) -> Any:
        """Notes that the branch ``at`` was gone through; gives ``value`` back, which may be a branch of an expression."""
        self._seen.add(at)
        return value

    def count_in(self, tree: nodes.Template, file: str) -> None:
        """Puts a counter into each branch of ``tree``."""
        bodies: list[tuple[int, list[nodes.Node]]] = []
        for condition in tree.find_all(nodes.If):
            bodies += [(condition.lineno, condition.body), *((body[0].lineno, body) for body in [condition.else_] if body)]
        for loop in tree.find_all(nodes.For):
            bodies += [(loop.lineno, loop.body), *((body[0].lineno, body) for body in [loop.else_] if body)]
        for line, body in bodies:
            body.insert(0, nodes.ExprStmt(self._counter(tree, file, line), lineno=line))
        for either in list(tree.find_all(nodes.CondExpr)):
            either.expr1 = self._counter(tree, file, either.expr1.lineno, either.expr1)
            if either.expr2 is not None:
                either.expr2 = self._counter(tree, file, either.expr2.lineno, either.expr2)

    def _counter(self, tree: nodes.Template, file: str, line: int, *values: nodes.Expr) -> nodes.Call:
        arguments = [nodes.Const(len(self._lines), lineno=line), *values]
        self._lines.append((file, line))
        call = nodes.Call(nodes.Name(_SEEN, "load", lineno=line), arguments, [], None, None, lineno=line)
        if tree.environment is not None:
            call.set_environment(tree.environment)
        return call


class _Sandbox(ImmutableSandboxedEnvironment):
    """Jinja's sandbox, quicker with our own records; ``branches`` counts what is gone through."""

    branches: Branches | None = None

    def getattr(self, obj: Any, attribute: str) -> Any:
        """The field of a record that is no secret; everything else as Jinja decides."""
        # Jinja holds back what functions, types, frames and mutable builtins have; a record is none of these
        if not attribute.startswith("_") and (hasattr(type(obj), "__dataclass_fields__") or type(obj) is LoopContext):
            try:
                return getattr(obj, attribute)
            except AttributeError:
                pass
        return super().getattr(obj, attribute)

    def _generate(self, source: nodes.Template, name: str | None, filename: str | None, defer_init: bool = False) -> str:
        if self.branches is not None:
            self.branches.count_in(source, filename or "")
        return super()._generate(source, name, filename, defer_init)


@lru_cache(maxsize=2)
def environment(templates: tuple[Template, ...], branches: Branches | None = None) -> ImmutableSandboxedEnvironment:
    """Jinja with ``templates``, the last of a name before the others; kept, since compiling takes longer than rendering."""
    by_name = {template.name: (template.text, template.file, lambda: True) for template in templates}
    made = _Sandbox(
        loader=FunctionLoader(by_name.get),
        undefined=StrictUndefined,
        autoescape=True,
        finalize=_final,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters |= {"joined": joined, "lower_first": marks.inside, "upper_first": marks.opening}
    if branches is not None:
        made.branches, made.globals[_SEEN] = branches, branches.seen
    return made


def rendered(jinja: ImmutableSandboxedEnvironment, template: Template, view: LetterView | PlansView) -> str:
    """What ``template`` says of ``view``; raises one of `MISTAKES`."""
    return jinja.get_template(template.name).render({field.name: getattr(view, field.name) for field in fields(view)})


def statements_in(jinja: ImmutableSandboxedEnvironment, template: Template) -> list[str]:
    """The ids of the statements that the template reads by name."""
    read = [
        found.attr
        for found in jinja.parse(template.text).find_all(nodes.Getattr)
        if isinstance(found.node, nodes.Name) and found.node.name == "statements"
    ]
    return [name for name in dict.fromkeys(read) if name not in dir(dict)]


def _final(value: Any) -> Any:
    """A value on its way into the text: what the data holds can never be a mark of Markdown."""
    if hasattr(value, "__html__"):
        return Markup(value)  # noqa: S704 - made by a template or a view, in Markdown, not HTML
    return "" if value is None else Markup(marks.protect(str(value)))  # noqa: S704 - protected against Markdown, no HTML


def mistake(template: Template, others: Mapping[str, Template], error: BaseException) -> Problem:
    """``error`` at the place in the template, or in one that it includes, where it arose."""
    files = {template.file, *(other.file for other in others.values())}
    if isinstance(error, TemplateSyntaxError):
        detail = m("not Jinja as it should be ({said})", said=error.message)
        return unusable(error.filename or template.file, error.lineno, detail)
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename in files]
    file, line = (frames[-1].filename, frames[-1].lineno) if frames else (template.file, 1)
    if isinstance(error, TemplateNotFound):
        return invalid("template", Location(file, line, 1), m("there is no template {name}", name=error.message))
    return unusable(file, line, _detail(str(error) or type(error).__name__))


def _detail(text: str) -> Message:
    """What Jinja says of a mistake, in our words where it is one of the common ones."""
    unknown = _UNDEFINED.fullmatch(text) or _NO_FIELD.fullmatch(text)
    return m("nothing here is called {name}", name=unknown[1]) if unknown else m("{detail}", detail=text)
