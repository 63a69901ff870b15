"""A template's syntax tree -> the same with those parts apart that say the same in many letters, each rendered once for them.

A part is a loop or a condition at the top that depends on what it is given alone.  It is rendered anew only where it is given
something else than before: a batch words its common tables once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, MutableMapping

    from jinja2 import BaseLoader, Environment, Template, nodes

    Source = tuple[str, str, Callable[[], bool]]

N = TypeVar("N", bound="nodes.Node")

_SHARED = "cccc_shared"
_TIED = frozenset({"self", "super", "caller", "varargs", "kwargs"})
"""Names that mean something else outside the template that they stand in."""


class _Part:
    """A part of a template, what it said last, and what it was given then."""

    def __init__(self, template: Template, names: frozenset[str]) -> None:
        self._template, self._names = template, names
        self._said, self._given = "", dict[str, Any]()

    def said(self, context: Mapping[str, Any]) -> str:
        given = {name: context[name] for name in self._names if name in context}
        if not self._said or given.keys() != self._given.keys() or not all(map(_is, given.values(), self._given.values())):
            self._said, self._given = self._template.render(given), given
        return self._said


def _is(one: object, other: object) -> bool:
    return one is other or (type(one) is type(other) is str and one == other)


def sharing(load: Callable[[str], Source | None]) -> BaseLoader:
    """A loader of templates that render what they share once."""
    from jinja2 import BaseLoader, TemplateNotFound, pass_context
    from markupsafe import Markup

    parts: list[_Part] = []

    @pass_context
    def said(context: Mapping[str, Any], at: int) -> Markup:
        return Markup(parts[at].said(context))  # noqa: S704 - made by a template, in Markdown, not HTML

    class Sharing(BaseLoader):
        def load(
            self,
            environment: Environment,
            name: str,
            globals: MutableMapping[str, Any] | None = None,  # noqa: A002 - Jinja's name
        ) -> Template:
            source = load(name)
            if source is None:
                raise TemplateNotFound(name)
            text, file, _ = source
            known = {**(globals or {}), _SHARED: said}

            def compiled(tree: nodes.Template) -> Template:
                return environment.template_class.from_code(environment, environment.compile(tree, name, file), known)

            tree = environment._parse(text, name, file)  # noqa: SLF001 - so that a mistake of syntax is told at its file
            for at, part, names in _common(tree):
                tree.body[at] = _call(len(parts), part)
                parts.append(_Part(compiled(_alone(part)), names))
            return compiled(tree)

    return Sharing()


def _common(tree: nodes.Template) -> Iterator[tuple[int, nodes.Node, frozenset[str]]]:
    """The parts of ``tree``, where they stand, and the names that they read."""
    from jinja2 import meta, nodes

    if _has(tree, nodes.Extends):
        return
    made, tied = _made(tree), (nodes.Include, nodes.Import, nodes.FromImport, nodes.Block)
    for at, part in enumerate(tree.body):
        if not isinstance(part, (nodes.For, nodes.If)) or _has(part, *tied):
            continue
        # what a condition sets, the text below it may read
        sets = isinstance(part, nodes.If) and _has(part, nodes.Assign, nodes.AssignBlock, nodes.Macro)
        names = frozenset(meta.find_undeclared_variables(_alone(part)))
        if not sets and names.isdisjoint(made | _TIED):
            yield at, part, names


def _has(tree: nodes.Node, *kinds: type[nodes.Node]) -> bool:
    return any(tree.find(kind) is not None for kind in kinds)


def _made(tree: nodes.Template) -> set[str]:
    """The names that ``tree`` itself gives to something."""
    from jinja2 import nodes

    stored = {one.name for one in tree.find_all(nodes.Name) if one.ctx != "load"}
    macros = {one.name for one in tree.find_all(nodes.Macro)}
    modules = {one.target for one in tree.find_all(nodes.Import)}
    taken = {name if isinstance(name, str) else name[1] for one in tree.find_all(nodes.FromImport) for name in one.names}
    return stored | macros | modules | taken


def _alone(part: nodes.Node) -> nodes.Template:
    from jinja2 import nodes

    return _placed(nodes.Template([part], lineno=1), part)


def _call(at: int, part: nodes.Node) -> nodes.Output:
    from jinja2 import nodes

    line = part.lineno
    call = nodes.Call(nodes.Name(_SHARED, "load", lineno=line), [nodes.Const(at, lineno=line)], [], None, None, lineno=line)
    return _placed(nodes.Output([call], lineno=line), part)


def _placed(made: N, part: nodes.Node) -> N:
    """``made`` in the environment of ``part``."""
    if part.environment is not None:
        made.set_environment(part.environment)
    return made
