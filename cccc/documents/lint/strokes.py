"""Drawings, those of DrawingML and those of VML -> the lines in them, each by its length in twips."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cccc.documents.lint.layers import twips
from cccc.markup import local_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cccc.markup import Element

_EMU = 635
_THIN = 25_000
_LINES = frozenset({"line", "straightConnector1"})
_VML_LINE = "_x0000_t32"
_WIDTH = re.compile(r"(?:^|;)\s*width\s*:\s*([0-9.]+(?:mm|cm|in|pt)?)", re.IGNORECASE)
_POINT = re.compile(r"\s*(-?[0-9.]+(?:mm|cm|in|pt|px)?)\s*,")
_PIXEL = 15.0


def strokes(drawing: Element) -> list[int | None]:
    """The lines in ``drawing``; None for one whose length is not said."""
    found: list[int | None] = []
    for element in shown(drawing):
        match local_name(element):
            case "spPr" if _is_line(element):
                found.append(_extent(element))
            case "line" if "vml" in element.tag:
                found.append(_between(element))
            case "shape" if element.get("type", "").endswith(_VML_LINE):
                found.append(_styled(element))
    return found


def shown(drawing: Element) -> Iterator[Element]:
    """What ``drawing`` holds, down to its text boxes, without the second form of what stands there twice."""
    waiting = [drawing]
    while waiting:
        element = waiting.pop()
        yield element
        if local_name(element) != "txbxContent":
            waiting += [child for child in reversed(element) if local_name(child) != "Fallback"]


def _is_line(shape: Element) -> bool:
    geometry = shape.find("{*}prstGeom")
    if geometry is not None and geometry.get("prst") in _LINES:
        return True
    size = shape.find("{*}xfrm/{*}ext")
    height = _number(None if size is None else size.get("cy"))
    return size is not None and height is not None and height <= _THIN


def _extent(shape: Element) -> int | None:
    size = shape.find("{*}xfrm/{*}ext")
    long = _number(None if size is None else size.get("cx"))
    if not long:
        outer = next((one for one in shape.iterancestors() if local_name(one) in {"inline", "anchor"}), None)
        size = None if outer is None else outer.find("{*}extent")
        long = _number(None if size is None else size.get("cx"))
    return None if long is None else long // _EMU


def _number(text: str | None) -> int | None:
    return int(text) if text is not None and re.fullmatch("[0-9]{1,9}", text) else None


def _between(line: Element) -> int | None:
    ends = [_POINT.match(line.get(name, "")) for name in ("from", "to")]
    start, end = (None if point is None else _vml(point[1]) for point in ends)
    return _styled(line) if start is None or end is None else abs(end - start)


def _styled(shape: Element) -> int | None:
    found = _WIDTH.search(shape.get("style", ""))
    return None if found is None else _vml(found[1])


def _vml(text: str) -> int | None:
    if text.endswith("px"):
        pixels = twips(text.removesuffix("px"))
        return None if pixels is None else round(pixels * _PIXEL)
    return twips(text if text[-1:].isalpha() else f"{text}pt")
