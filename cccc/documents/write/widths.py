"""Text in Times New Roman -> its width in twips, so that rules and header lines are measured, not guessed.

The advance widths are those of the metric-compatible Liberation Serif, in 2048ths of an em.  A marked Vietnamese letter is as
wide as the letter under its marks; only the horn (ơ, ư) makes a letter of its own.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

EM = 2048
TWIPS_PER_HALF_POINT = 10
_HORN = "\u031b"
_WIDEST = EM
_HELD = "\N{NO-BREAK SPACE}"

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
    return -(-_ems(text, face) * face.half_points * TWIPS_PER_HALF_POINT // EM)


def lines(text: str, face: Face, room: int, whole: Sequence[str] = ()) -> list[str]:
    """``text`` in as few lines as fit ``room``, the longest as short as can be; phrases of ``whole`` are not broken."""
    return list(_lines(text, face, room, tuple(whole)))


@lru_cache(maxsize=256)
def _lines(text: str, face: Face, room: int, whole: tuple[str, ...]) -> tuple[str, ...]:
    words = _words(text, whole)
    sizes, space = [_ems(word, face) for word in words], _ems(" ", face)
    most = room * EM // (face.half_points * TWIPS_PER_HALF_POINT)
    fewest = len(_starts(sizes, space, most))
    least = bisect_left(range(most), x=True, key=lambda narrower: len(_starts(sizes, space, narrower)) <= fewest)
    starts = _starts(sizes, space, least)
    return tuple(" ".join(words[start:end]) for start, end in pairwise([*starts, len(words)]))


def _words(text: str, whole: Sequence[str]) -> list[str]:
    joined = " ".join(text.split())
    for phrase in whole:
        joined = joined.replace(phrase, phrase.replace(" ", _HELD))
    return [word.replace(_HELD, " ") for word in joined.split(" ")] if joined else []


def _starts(sizes: list[int], space: int, room: int) -> list[int]:
    # as Word and LibreOffice fill lines: a word goes down when it does not fit
    starts: list[int] = []
    used = room
    for at, size in enumerate(sizes):
        used += space + size
        if used > room:
            starts.append(at)
            used = size
    return starts


@lru_cache(maxsize=2048)
def _ems(text: str, face: Face) -> int:
    advances = _advances(face.bold, face.italic)
    return sum(_advance(letter, advances) for letter in text)


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
    known = {letter: advance for advance, letters in table.items() for letter in letters}
    return {**known, _HELD: known[" "]}
