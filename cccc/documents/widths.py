"""Text in Times New Roman -> its width in twips, so that rules and header lines are measured, not guessed.

The advance widths are those of the metric-compatible Liberation Serif, in 2048ths of an em.  A marked Vietnamese letter is as
wide as the letter under its marks; only the horn (ơ, ư) makes a letter of its own.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

EM = 2048
TWIPS_PER_HALF_POINT = 10
_HORN = "\u031b"
_WIDEST = EM

_REGULAR = {
    369: "'",
    410: "|",
    512: " ,.",
    569: "/:;\\ijlt",
    682: "!()-I[]`fr‘’",
    797: "Js",
    819: "°",
    836: '"',
    909: "?acez“”",
    961: "^",
    983: "{}",
    1024: "#$*0123456789_bdghknopquvxyđ–§",
    1083: "ơ",
    1108: "~",
    1110: "ư",
    1139: "FPS",
    1155: "+<=>",
    1251: "ELTZ",
    1366: "BCR",
    1479: "ADGHKNOQUVXYwĐƠ",
    1589: "Ư",
    1593: "&m",
    1706: "%",
    1821: "M",
    1886: "@",
    1933: "W",
    2048: "—…",
}
_BOLD = {
    451: "|",
    512: " ,.",
    569: "'/\\il",
    682: "!()-:;[]`fjt‘’",
    797: "Is",
    807: "{}",
    819: "°",
    909: "cerz",
    1024: "#$*0123456789?J_agovxy–“”§",
    1065: "~",
    1134: "ơ",
    1137: '"',
    1139: "Sbdhknpquđ",
    1167: "+<=>",
    1190: "^",
    1229: "ư",
    1251: "FP",
    1366: "BELTZ",
    1479: "ACDNRUVXYwĐ",
    1593: "GHKOQƠ",
    1630: "Ư",
    1706: "&m",
    1905: "@",
    1933: "M",
    2048: "%W—…",
}
_ITALIC = {
    438: "'",
    512: " ,.",
    563: "|",
    569: "/\\fijlt",
    682: "!()-:;I`‘’",
    797: "[]rsz",
    819: "{}°",
    860: '"',
    864: "^",
    909: "Jcekvxy",
    1024: "#$*0123456789?S_abdghnopquđ–§",
    1093: "ơ",
    1108: "~",
    1117: "ư",
    1139: "LTYZ“”",
    1251: "ABEFPRVX",
    1366: "CKNw",
    1382: "+<=>",
    1479: "DGHOQUmĐƠ",
    1544: "Ư",
    1593: "&",
    1706: "%MW",
    1821: "—…",
    1884: "@",
}


@dataclass(frozen=True, slots=True)
class Face:
    """A cut and size of the font, the size in half-points as Word counts them."""

    half_points: int
    bold: bool = False
    italic: bool = False


def width(text: str, face: Face) -> int:
    """The width of ``text`` on one line, in twips, rounded up; a letter that is not known counts as a full em."""
    advances = _advances(face.bold, face.italic)
    ems = sum(_advance(letter, advances) for letter in text)
    return -(-ems * face.half_points * TWIPS_PER_HALF_POINT // EM)


def lines(text: str, face: Face, room: int) -> list[str]:
    """``text`` in as few lines as fit ``room``, broken between words so that the longest line is as short as can be."""
    if width(text, face) <= room:
        return [text]
    fewest = len(_filled(text, face, room))
    tries = sorted({width(part, face) for part in _stretches(text.split())})
    return next((found for least in tries if len(found := _filled(text, face, least)) <= fewest), [text])


def _filled(text: str, face: Face, room: int) -> list[str]:
    done: list[str] = []
    for word in text.split():
        longer = f"{done[-1]} {word}" if done else word
        if done and width(longer, face) <= room:
            done[-1] = longer
        else:
            done.append(word)
    return done


def _stretches(words: list[str]) -> list[str]:
    return [" ".join(words[start:end]) for end in range(1, len(words) + 1) for start in range(end)]


def _advance(letter: str, advances: dict[str, int]) -> int:
    known = advances.get(letter)
    return advances.get(_root(letter), _WIDEST) if known is None else known


@lru_cache(maxsize=512)
def _root(letter: str) -> str:
    parts = unicodedata.normalize("NFD", letter)
    return unicodedata.normalize("NFC", parts[0] + _HORN * (_HORN in parts))


@lru_cache(maxsize=4)
def _advances(bold: bool, italic: bool) -> dict[str, int]:
    # no header line is both; bold is the wider of the two
    table = _BOLD if bold else _ITALIC if italic else _REGULAR
    return {letter: advance for advance, letters in table.items() for letter in letters}
