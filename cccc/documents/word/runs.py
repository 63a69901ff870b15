"""What a paragraph holds -> its runs with the look that each comes to, its fields, drawn lines and text boxes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cccc.documents.word.document import WordRun
from cccc.documents.word.properties import (
    WORDS_OWN_HALF_POINTS,
    Properties,
    WordStyles,
    attributes,
    length,
    on,
    read_properties,
    toggled,
    twips,
    value,
)
from cccc.markup import local_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cccc.markup import Element

    Look = tuple[tuple[Properties, ...], tuple[Properties, ...]]


AROUND = frozenset({"ins", "moveTo", "hyperlink", "smartTag", "customXml", "dir", "bdo", "sdtContent", "Choice"})
"""What may stand around runs and blocks and is read through; a tracked deletion is not among them."""

_TIMES = "Times New Roman"
_LARGEST = 3276
_BLACK = frozenset({"auto", "000000"})
_NO_SHADE = frozenset({"auto", "ffffff", ""})
_TEXTS = {"tab": "\t", "ptab": "\t", "cr": "\n", "noBreakHyphen": "-"}


@dataclass(slots=True)
class _Field:
    """A field being read; ``told`` once its result begins."""

    code: str = ""
    told: bool = False


@dataclass(slots=True)
class Drawn:
    """What a paragraph holds beside its runs."""

    strokes: list[int | None] = field(default_factory=list)
    fields: list[str] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    open: list[_Field] = field(default_factory=list)
    breaks_page: bool = False


class Runs:
    """Reads the runs of paragraphs by the styles of their document."""

    def __init__(self, styles: WordStyles) -> None:
        self._styles = styles

    def look(self, style: str | None, table: str | None) -> Look:
        """What the styles of a paragraph, and of the table around it, say of its runs."""
        return self._styles.chain(style, "rPr"), self._styles.chain(table, "rPr")

    def read(self, parent: Element, drawn: Drawn, look: Look, told: str = "") -> Iterator[WordRun]:
        """The runs in ``parent``, a paragraph or what stands around runs in one; ``told`` is the code of a field around it."""
        for child in parent:
            name = local_name(child)
            match name:
                case "r":
                    yield from self._run(child, drawn, look, told)
                case "fldSimple":
                    code = attributes(child).get("instr", "")
                    drawn.fields.append(code)
                    yield from self.read(child, drawn, look, code)
                case "AlternateContent":
                    first = next(iter(child), None)
                    if first is not None:
                        yield from self.read(first, drawn, look, told)
                case "sdt" if child.find("{*}sdtPr/{*}showingPlcHdr") is None:
                    content = child.find("{*}sdtContent")
                    if content is not None:
                        yield from self.read(content, drawn, look, told)
                case _ if name in AROUND:
                    yield from self.read(child, drawn, look, told)

    def _run(self, element: Element, drawn: Drawn, look: Look, told: str) -> Iterator[WordRun]:
        direct = read_properties(element.find("{*}rPr"))
        styled = self._styles.chain(direct.get("rStyle", {}).get("val"), "rPr")
        defaults = self._styles.run_defaults
        layers = (direct, *styled, *look[0], *look[1], defaults)
        if on(layers, "vanish"):
            return
        text = "".join(self._texts(element, drawn))
        inside = told or next((one.code for one in drawn.open if one.told), "")
        holds_code = bool(drawn.open) and not drawn.open[-1].told
        kinds = (styled, look[0], look[1])
        fonts = (self._styles.font(layers, slot) or _TIMES for slot in ("ascii", "hAnsi"))
        size = length(layers, "sz", "val") if not (value(layers, "sz") or "").endswith("pt") else None
        color = (value(layers, "color") or "auto").casefold()
        yield WordRun(
            text=text,
            fonts=(next(fonts), next(fonts)),
            half_points=max(1, min(size or _in_half_points(value(layers, "sz")), _LARGEST)),
            bold=toggled([direct], kinds, defaults, "b"),
            italic=toggled([direct], kinds, defaults, "i"),
            caps=toggled([direct], kinds, defaults, "caps"),
            underlined=(value(layers, "u") or "none") != "none",
            raised=(value(layers, "vertAlign") or "") == "superscript",
            color="" if color in _BLACK else color,
            marked=_is_marked(layers),
            field=is_page_number(inside) or (holds_code and is_page_number(drawn.open[-1].code)),
            element=element,
        )

    def _texts(self, run: Element, drawn: Drawn) -> Iterator[str]:
        for child in run:
            name = local_name(child)
            match name:
                case "t":
                    yield child.text or ""
                case "br":
                    kind = attributes(child).get("type", "textWrapping")
                    drawn.breaks_page |= kind == "page"
                    yield "" if kind in {"page", "column"} else "\n"
                case "lastRenderedPageBreak":
                    drawn.breaks_page = True
                case "fldChar":
                    _step(attributes(child).get("fldCharType", ""), drawn)
                case "instrText" if drawn.open:
                    drawn.open[-1].code += child.text or ""
                case "drawing" | "pict" | "object":
                    self._see(child, drawn)
                case "AlternateContent":
                    first = next(iter(child), None)
                    if first is not None:
                        self._see(first, drawn)
                case _:
                    yield _TEXTS.get(name, "")

    @staticmethod
    def _see(drawing: Element, drawn: Drawn) -> None:
        drawn.strokes += strokes(drawing)
        drawn.boxes += [one for one in shown(drawing) if local_name(one) == "txbxContent"]


def is_page_number(code: str) -> bool:
    """Whether the code of a field asks for the number of the page."""
    return code.split()[:1] == ["PAGE"]


def _step(kind: str, drawn: Drawn) -> None:
    match kind:
        case "begin":
            drawn.open.append(_Field())
        case "separate" if drawn.open:
            drawn.open[-1].told = True
            drawn.fields.append(drawn.open[-1].code)
        case "end" if drawn.open:
            ended = drawn.open.pop()
            drawn.fields += [] if ended.told else [ended.code]


def _is_marked(layers: Sequence[Properties]) -> bool:
    if (value(layers, "highlight") or "none") != "none":
        return True
    shade = next((layer["shd"] for layer in layers if "shd" in layer), {})
    solid = shade.get("val") == "solid" and shade.get("color", "auto").casefold() not in _NO_SHADE
    return shade.get("fill", "auto").casefold() not in _NO_SHADE or solid


def _in_half_points(text: str | None) -> int:
    size = twips(text)
    return WORDS_OWN_HALF_POINTS if size is None or size <= 0 else round(size / 10)


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
