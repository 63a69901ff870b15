"""A text in a Word file -> whether a reader sees it: not deleted, not moved away, not struck through, not hidden."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cccc.documents.write.styles import attribute, toggle, value
from cccc.markup import local_name

if TYPE_CHECKING:
    from cccc.documents.write.styles import Styles
    from cccc.markup import Element

_TAKEN_OUT = frozenset({"del", "moveFrom"})
_STRUCK = ("strike", "dstrike", "vanish")


def is_shown(text: Element, styles: Styles) -> bool:
    """Whether what ``text`` holds is still part of the letter, by hand, by a style and by tracked changes."""
    above = {local_name(element): element for element in reversed(list(text.iterancestors()))}
    if not _TAKEN_OUT.isdisjoint(above) or _row_is_deleted(above.get("tr")):
        return False
    return not any(_is_on(above.get("r"), above.get("p"), name, styles) for name in _STRUCK)


def _row_is_deleted(row: Element | None) -> bool:
    return row is not None and row.find("{*}trPr/{*}del") is not None


def _is_on(run: Element | None, paragraph: Element | None, name: str, styles: Styles) -> bool:
    properties = None if run is None else run.find("{*}rPr")
    direct = None if properties is None else toggle(properties, name)
    if direct is not None:
        return direct
    run_style = None if properties is None else value(properties, "rStyle")
    return styles.toggled(run_style, name) or styles.toggled(_style_of(paragraph), name)


def _style_of(paragraph: Element | None) -> str | None:
    style = None if paragraph is None else paragraph.find("{*}pPr/{*}pStyle")
    return None if style is None else attribute(style, "val")
