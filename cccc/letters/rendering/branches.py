"""A template's syntax tree -> the same with a counter in each branch, so that it tells which of them were gone through."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, MutableMapping

    from jinja2 import BaseLoader, Environment, Template, nodes

    Source = tuple[str, str, Callable[[], bool]]

_SEEN = "cccc_seen"


class Branches:
    """The branches of some templates, and those that were seen."""

    def __init__(self) -> None:
        self._lines: dict[int, tuple[str, int]] = {}
        self._seen: set[int] = set()

    @property
    def count(self) -> int:
        """How many were seen."""
        return len(self._seen)

    def missed(self, file: str) -> list[int]:
        """The lines of the branches of ``file`` that nothing went through."""
        return sorted({line for at, (of, line) in self._lines.items() if of == file and at not in self._seen})

    def seen(self, at: int, value: Any = None) -> Any:
        """Notes that the branch ``at`` was gone through; gives ``value`` back, which may be a branch of an expression."""
        self._seen.add(at)
        return value

    def loader(self, load: Callable[[str], Source | None]) -> BaseLoader:
        """A loader of templates that count."""
        from jinja2 import BaseLoader, TemplateNotFound

        branches = self

        class Counting(BaseLoader):
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
                tree = environment._parse(text, name, file)  # noqa: SLF001 - so that a mistake of syntax is told at its file
                branches._count(tree, file)
                code = environment.compile(tree, name, file)
                known = {**(globals or {}), _SEEN: branches.seen}
                return environment.template_class.from_code(environment, code, known)

        return Counting()

    def _count(self, tree: nodes.Template, file: str) -> None:
        from jinja2 import nodes

        bodies: list[tuple[int, list[nodes.Node]]] = []
        for condition in tree.find_all(nodes.If):
            bodies += [(condition.lineno, condition.body), *((body[0].lineno, body) for body in [condition.else_] if body)]
        for loop in tree.find_all(nodes.For):
            bodies += [(loop.lineno, loop.body), *((body[0].lineno, body) for body in [loop.else_] if body)]
        for line, body in bodies:
            body.insert(0, self._statement(tree, file, line))
        for either in list(tree.find_all(nodes.CondExpr)):
            either.expr1 = self._expression(tree, file, either.expr1)
            if either.expr2 is not None:
                either.expr2 = self._expression(tree, file, either.expr2)

    def _statement(self, tree: nodes.Template, file: str, line: int) -> nodes.ExprStmt:
        from jinja2 import nodes

        return nodes.ExprStmt(self._call(tree, file, line, []), lineno=line)

    def _expression(self, tree: nodes.Template, file: str, value: nodes.Expr) -> nodes.Call:
        return self._call(tree, file, value.lineno, [value])

    def _call(self, tree: nodes.Template, file: str, line: int, values: list[nodes.Expr]) -> nodes.Call:
        from jinja2 import nodes

        at = len(self._lines)
        self._lines[at] = (file, line)
        arguments = [nodes.Const(at, lineno=line), *values]
        made = nodes.Call(nodes.Name(_SEEN, "load", lineno=line), arguments, [], None, None, lineno=line)
        if tree.environment is not None:
            made.set_environment(tree.environment)
        return made
