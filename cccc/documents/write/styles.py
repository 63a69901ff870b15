"""The styles part of a document -> what a style comes to, after all the styles that it is based on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cccc.documents.write.widths import Face

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cccc.markup import Element

_OFF = frozenset({"0", "false", "off"})
_WORDS_OWN_HALF_POINTS = 20


class Styles:
    """Named styles and the defaults under them; ``root`` is None for a document without any."""

    def __init__(self, root: Element | None) -> None:
        found = [] if root is None else root.findall("{*}style")
        self._styles = {attribute(style, "styleId") or "": style for style in found}
        self._names = {value(style, "name") or "": style_id for style_id, style in self._styles.items()}
        self._defaults = None if root is None else root.find("{*}docDefaults/{*}rPrDefault/{*}rPr")

    def id_of(self, name: str) -> str | None:
        """The id by which paragraphs refer to the style ``name``; Word and LibreOffice choose ids as they like."""
        return self._names.get(name)

    def toggled(self, style_id: str | None, name: str) -> bool:
        """Whether the style turns ``name`` ("b", "strike") on."""
        states = (toggle(rpr, name) for rpr in self._looks(style_id))
        return next((state for state in states if state is not None), False)

    def face(self, style_id: str | None) -> Face:
        """The cut and size of the style's text."""
        sizes = (value(rpr, "sz") for rpr in self._looks(style_id))
        size = next((size for size in sizes if size and size.isdigit()), None)
        half_points = int(size) if size else _WORDS_OWN_HALF_POINTS
        return Face(half_points, self.toggled(style_id, "b"), self.toggled(style_id, "i"))

    def _looks(self, style_id: str | None) -> Iterator[Element]:
        seen: set[str] = set()
        while style_id is not None and style_id in self._styles and style_id not in seen:
            seen.add(style_id)
            yield from self._styles[style_id].findall("{*}rPr")
            style_id = value(self._styles[style_id], "basedOn")
        if self._defaults is not None:
            yield self._defaults


def toggle(properties: Element, name: str) -> bool | None:
    """Whether ``name`` is on in these properties; None where they say nothing of it."""
    mark = properties.find(f"{{*}}{name}")
    return None if mark is None else attribute(mark, "val") not in _OFF


def value(parent: Element, name: str) -> str | None:
    """The ``w:val`` of the child ``name``."""
    child = parent.find(f"{{*}}{name}")
    return None if child is None else attribute(child, "val")


def attribute(element: Element, name: str) -> str | None:
    """The attribute ``w:name``, in whichever of the two namespaces of Word the file is written."""
    return next((str(content) for key, content in element.attrib.items() if str(key).rpartition("}")[2] == name), None)
