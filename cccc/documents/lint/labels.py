"""The numbering part of a document -> the label that each numbered paragraph shows, and the indents of its level."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cccc.documents.lint.layers import Properties, attributes, read_properties

if TYPE_CHECKING:
    from cccc.markup import Element

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
