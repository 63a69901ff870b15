"""What a template asks of a view, and what it prints -> text in which data can be no mark of Markdown."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from jinja2.runtime import LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from cccc.letters.rendering.marks import protect


class Sandbox(ImmutableSandboxedEnvironment):
    """Jinja's sandbox, which need not think long about the fields of our own records."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        """The field of a record that is no secret; everything else as Jinja decides."""
        # Jinja holds back what functions, types, frames and mutable builtins have; a record is none of these
        if not attribute.startswith("_") and (hasattr(type(obj), "__dataclass_fields__") or type(obj) is LoopContext):
            try:
                return getattr(obj, attribute)
            except AttributeError:
                pass
        return super().getattr(obj, attribute)


def final(value: Any) -> Any:
    """A value on its way into the text: what the data holds can never be a mark of Markdown."""
    if isinstance(value, str):
        return Markup(value) if hasattr(value, "__html__") else _protected(value)  # noqa: S704 - Markdown, made by us, no HTML
    if hasattr(value, "__html__"):
        return Markup(value)  # noqa: S704 - made by a template or a view, in Markdown, not HTML
    return "" if value is None else _protected(str(value))


@lru_cache(maxsize=4096)
def _protected(text: str) -> Markup:
    return Markup(protect(text))  # noqa: S704 - protected against Markdown, and no HTML is made of it
