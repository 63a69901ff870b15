"""The styles, numbering and theme of a document -> what a property comes to, from direct formatting down to the defaults."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cccc.documents.write.widths import Face
from cccc.markup import local_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cccc.markup import Element


Properties = dict[str, dict[str, str]]
"""Properties by name ("sz", "pBdr/top"), each with its attributes; names are those of either variant of Word's XML."""

NO_BORDER = frozenset({"nil", "none"})
OFF = frozenset({"0", "false", "off"})
_NOTHING: Properties = {}
_UNITS = {"mm": 56.6929, "cm": 566.929, "in": 1440.0, "pt": 20.0, "pc": 240.0, "pi": 240.0}
_MEASURE = re.compile(r"([+-]?[0-9]{1,7}(?:\.[0-9]{1,6})?)(mm|cm|in|pt|pc|pi)?")
_MAJOR = "major"
_LONGEST_CHAIN = 64
WORDS_OWN_HALF_POINTS = 20


def read_properties(element: Element | None) -> Properties:
    """The children of ``element`` with their attributes, and theirs below them."""
    found: Properties = {}
    for child in () if element is None else element:
        name = local_name(child)
        found[name] = attributes(child)
        for below in child:
            found[f"{name}/{local_name(below)}"] = attributes(below)
    return found


def attributes(element: Element) -> dict[str, str]:
    """The attributes of ``element`` by their names without namespaces."""
    return {str(key).rpartition("}")[2]: str(value) for key, value in element.attrib.items()}


def attribute(element: Element, name: str) -> str | None:
    """The attribute ``w:name``, in whichever of the two namespaces of Word the file is written."""
    return next((str(content) for key, content in element.attrib.items() if str(key).rpartition("}")[2] == name), None)


def twips(text: str | None) -> int | None:
    """A measure in twips, written as Word does ("567") or with its unit ("1cm"); None for anything else."""
    match = _MEASURE.fullmatch((text or "").strip())
    if match is None:
        return None
    return round(float(match[1]) * (_UNITS[match[2]] if match[2] else 1))


def value(layers: Iterable[Properties], name: str, attribute: str = "val") -> str | None:
    """The attribute of the first layer that gives it."""
    return next((found for layer in layers if (found := layer.get(name, {}).get(attribute)) is not None), None)


def length(layers: Iterable[Properties], name: str, *names: str) -> int | None:
    """The first measure among the attributes ``names`` of ``name``, in twips."""
    for layer in layers:
        for attribute in names:
            found = twips(layer.get(name, {}).get(attribute))
            if found is not None:
                return found
    return None


def switched(layer: Properties, name: str) -> bool | None:
    """Whether ``name`` is on in this layer; None where it says nothing of it."""
    found = layer.get(name)
    return None if found is None else found.get("val", "1").casefold() not in OFF


def on(layers: Iterable[Properties], name: str) -> bool:
    """Whether the first layer that speaks of ``name`` turns it on."""
    return next((state for layer in layers if (state := switched(layer, name)) is not None), False)


class WordStyles:
    """The styles of a document and the defaults below them; None for a document without any."""

    def __init__(self, root: Element | None, theme: Element | None = None) -> None:
        self._styles: dict[str, Element] = {}
        self._names: dict[str, str] = {}
        self._default: dict[str, str] = {}
        self._chains: dict[tuple[str, str], tuple[Properties, ...]] = {}
        for style in [] if root is None else root.findall("{*}style"):
            about = attributes(style)
            name, kind = about.get("styleId", ""), about.get("type", "paragraph")
            self._styles.setdefault(name, style)
            self._names[_child(style, "name") or ""] = name
            if about.get("default", "0") not in OFF:
                self._default.setdefault(kind, name)
        defaults = None if root is None else root.find("{*}docDefaults")
        self.run_defaults = read_properties(None if defaults is None else defaults.find("{*}rPrDefault/{*}rPr"))
        self.paragraph_defaults = read_properties(None if defaults is None else defaults.find("{*}pPrDefault/{*}pPr"))
        self._fonts = {kind: _latin(theme, kind) for kind in ("major", "minor")}

    def id_of(self, name: str) -> str | None:
        """The id by which paragraphs refer to the style ``name``; Word and LibreOffice choose ids as they like."""
        return self._names.get(name)

    def toggled(self, style: str | None, name: str) -> bool:
        """Whether the style turns ``name`` ("b", "strike") on."""
        return on((*self.chain(style, "rPr"), self.run_defaults), name)

    def face(self, style: str | None) -> Face:
        """The cut and size of the style's text."""
        size = value((*self.chain(style, "rPr"), self.run_defaults), "sz") or ""
        half_points = int(size) if size.isdigit() else WORDS_OWN_HALF_POINTS
        return Face(half_points, self.toggled(style, "b"), self.toggled(style, "i"))

    def default(self, kind: str) -> str | None:
        """The style that paragraphs or tables without one have."""
        return self._default.get(kind)

    def chain(self, style: str | None, kind: str) -> tuple[Properties, ...]:
        """The ``kind`` ("rPr", "pPr", "tblPr") of a style, then of the styles it is based on."""
        if style is None:
            return ()
        known = self._chains.get((style, kind))
        if known is None:
            known = tuple(read_properties(one.find(f"{{*}}{kind}")) for one in self._based(style))
            self._chains[style, kind] = known
        return known

    def is_heading(self, style: str | None) -> bool:
        """Whether the style, or one it is based on, is one of Word's own headings."""
        return any((_child(one, "name") or "").casefold().startswith(("heading", "title")) for one in self._based(style))

    def font(self, layers: Iterable[Properties], slot: str) -> str | None:
        """The font of ``slot`` ("ascii", "hAnsi"); in each layer the theme's font stands before a name."""
        for layer in layers:
            fonts = layer.get("rFonts", _NOTHING)
            themed = fonts.get(f"{slot}Theme")
            if themed is not None:
                return self._fonts[_MAJOR if str(themed).startswith(_MAJOR) else "minor"]
            if slot in fonts:
                return str(fonts[slot])
        return None

    def _based(self, style: str | None) -> list[Element]:
        found: list[Element] = []
        style = style or ""
        while style in self._styles and self._styles[style] not in found and len(found) < _LONGEST_CHAIN:
            found.append(self._styles[style])
            style = _child(found[-1], "basedOn") or ""
        return found


def toggled(direct: Sequence[Properties], styles: Sequence[Sequence[Properties]], defaults: Properties, name: str) -> bool:
    """Whether ``name`` is on: as directly said; else on where an odd number of the kinds of styles turn it on."""
    said = next((state for layer in direct if (state := switched(layer, name)) is not None), None)
    if said is not None:
        return said
    states = [
        state for chain in styles if (state := next((s for one in chain if (s := switched(one, name)) is not None), None))
    ]
    return len(states) % 2 == 1 or (not states and on([defaults], name))


def _latin(theme: Element | None, kind: str) -> str | None:
    found = None if theme is None else theme.find(f".//{{*}}{kind}Font/{{*}}latin")
    return None if found is None else found.get("typeface")


def _child(style: Element, name: str) -> str | None:
    found = style.find(f"{{*}}{name}")
    return None if found is None else attributes(found).get("val")


_LEVELS = 9
_MOST = 5000
_BULLETS = {"\uf02d": "-", "\uf0b7": "•", "\uf0a7": "•", "\u2013": "-", "\u2212": "-"}
_ROMAN = (
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
)
_ROMAN_ONES = ((5, "V"), (4, "IV"), (1, "I"))
_LETTERS = 26


class Numbering:
    """Lists and how far each has counted; ask for the labels in reading order."""

    def __init__(self, root: Element | None) -> None:
        self._levels: dict[str, dict[int, Element]] = {}
        self._lists: dict[str, str] = {}
        self._starts: dict[tuple[str, int], int] = {}
        self._counts: dict[str, list[int]] = {}
        if root is None:
            return
        for abstract in root.findall("{*}abstractNum"):
            levels = {_number(attributes(level).get("ilvl"), 0): level for level in abstract.findall("{*}lvl")}
            self._levels[attributes(abstract).get("abstractNumId", "")] = levels
        for one in root.findall("{*}num"):
            name = attributes(one).get("numId", "")
            self._lists[name] = read_properties(one).get("abstractNumId", {}).get("val", "")
            for override in one.findall("{*}lvlOverride"):
                start = read_properties(override).get("startOverride", {}).get("val")
                if start is not None:
                    self._starts[name, _number(attributes(override).get("ilvl"), 0)] = _number(start, 1)

    def properties(self, name: str | None, level: int) -> Properties:
        """The paragraph properties of a level: its indents."""
        found = self._level(name, level)
        return {} if found is None else read_properties(found.find("{*}pPr"))

    def label(self, name: str | None, level: int) -> str:
        """The next label of the list ``name`` at ``level``: "1.", "a)", "-"; empty where there is none."""
        found = self._level(name, level)
        if name is None or found is None:
            return ""
        counts = self._counts.setdefault(self._lists[name], [0] * _LEVELS)
        counts[level] = min(counts[level] + 1, _MOST) if counts[level] else self._start(name, level)
        counts[level + 1 :] = [0] * (_LEVELS - level - 1)
        shown = read_properties(found)
        text = shown.get("lvlText", {}).get("val", "")
        if shown.get("numFmt", {}).get("val") == "bullet":
            return _BULLETS.get(text, text)
        return re.sub("%([1-9])", lambda place: self._digit(name, int(place[1]) - 1, counts), text)

    def _digit(self, name: str, level: int, counts: list[int]) -> str:
        found = self._level(name, level)
        form = "decimal" if found is None else read_properties(found).get("numFmt", {}).get("val", "decimal")
        return _written(counts[level] or self._start(name, level), form)

    def _start(self, name: str, level: int) -> int:
        found = self._level(name, level)
        start = None if found is None else read_properties(found).get("start", {}).get("val")
        return self._starts.get((name, level), _number(start, 1))

    def _level(self, name: str | None, level: int) -> Element | None:
        return self._levels.get(self._lists.get(name or "", ""), {}).get(level) if 0 <= level < _LEVELS else None


def roman(number: int) -> str:
    """``number`` in Roman numerals."""
    written = ""
    for worth, letters in (*_ROMAN, *_ROMAN_ONES):
        times, number = divmod(number, worth)
        written += letters * times
    return written


def _written(number: int, form: str) -> str:
    match form:
        case "lowerLetter" | "upperLetter":
            letter = chr(ord("a") + (number - 1) % _LETTERS) * ((number - 1) // _LETTERS + 1)
            return letter if form == "lowerLetter" else letter.upper()
        case "lowerRoman":
            return roman(number).lower()
        case "upperRoman":
            return roman(number)
        case "decimalZero":
            return f"{number:02}"
        case "none":
            return ""
        case _:
            return str(number)


def _number(text: str | None, otherwise: int) -> int:
    return int(text) if text is not None and re.fullmatch("[0-9]{1,4}", text) else otherwise
