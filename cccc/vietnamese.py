"""Turns Vietnamese text into keys that compare and sort, and figures and units into the prose of an office.

`fold` is how names and headings are compared, `slug` how ids are made, `decimal` and `percent` how figures are printed,
`Naming` and the ``…_in_prose`` functions how units are listed (``docs/wording.md`` gives the rules with their sources).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

# --- comparing -------------------------------------------------------------------------------------------------------

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_LETTERS = str.maketrans(
    {
        "Ð": "Đ",  # ETH, typed for D with stroke
        "ð": "đ",
        "Ɖ": "Đ",
        "ɖ": "đ",
        **dict.fromkeys("\u00a0\u2007\u202f\u2009\u200a\u2002\u2003\t\r\n", " "),
        **dict.fromkeys("\u200b\u200c\u200d\u2060\ufeff\u00ad", None),
        # marks of writing direction, which text copied from a page carries along
        **dict.fromkeys("\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069", None),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d", "-"),
        **dict.fromkeys("\u2018\u2019\u02bc", "'"),
    }
)
_IRREGULAR = re.compile(f"[{re.escape(''.join(map(chr, _LETTERS)))}]")
_APOSTROPHE = re.compile("[`\u00b4\u02b9\u02bb\u02bd\u02c8\u201b\u2032\u2035\uff07]")
_WORD = re.compile(r"[\w\u0300-\u036f]+")


def clean(text: str) -> str:
    """``text`` as one line in composed form, with plain spaces and hyphens and the Vietnamese Đ."""
    if _IRREGULAR.search(text):  # looking is six times cheaper than translating
        text = text.translate(_LETTERS)
    return " ".join(unicodedata.normalize("NFC", text).split())


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """The key by which names and headings are compared.

    Unicode form, case, spaces (also around hyphens) and the place of the tone mark (hoà, hòa) do not count; every letter and
    every tone does: Tân Thành is never Tân Thạnh.
    """
    text = re.sub(r"\s*-\s*", "-", _APOSTROPHE.sub("'", clean(clean(text).casefold())))
    return _WORD.sub(lambda word: _tone_last(word.group()), text)


@lru_cache(maxsize=8192)
def _tone_last(word: str) -> str:
    if word.isascii():
        return word
    marks = unicodedata.normalize("NFD", word)
    tones = "".join(sorted(mark for mark in marks if mark in _TONES))
    return unicodedata.normalize("NFC", "".join(mark for mark in marks if mark not in _TONES)) + tones


def code_key(code: str) -> str:
    """The key by which codes of units are compared: case and spaces do not count."""
    return fold(code).replace(" ", "")


def slug(name: str) -> str:
    """The id of a name: ASCII, lower case, words joined by hyphens."""
    plain = unicodedata.normalize("NFD", clean(name).casefold().replace("đ", "d"))
    return "-".join(re.findall(r"[a-z0-9]+", "".join(c for c in plain if not unicodedata.combining(c))))


def nearest(text: str, candidates: Iterable[str], most: int = 3) -> list[str]:
    """The candidates most like ``text``, best first; those that are not alike are left out."""
    return nearest_folded(fold(text), {candidate: fold(candidate) for candidate in candidates}, most)


def nearest_folded(key: str, candidates: Mapping[str, str], most: int = 3) -> list[str]:
    """The names of those ``candidates`` (name: key) whose keys are most like ``key``; for many questions of one list."""
    from rapidfuzz import fuzz, process

    found = process.extract(key, candidates, scorer=fuzz.ratio, limit=most, score_cutoff=60)
    return [name for _, _, name in found]


# --- printing --------------------------------------------------------------------------------------------------------


def rounded(value: Fraction, decimals: int) -> Fraction:
    """``value`` rounded half up (away from zero), as offices do."""
    return Fraction(last_digits(value, decimals), 10**decimals)


def fixed(value: Fraction | int, decimals: int) -> str:
    """``value`` with exactly ``decimals`` decimals and a point, for machines."""
    digits = last_digits(value, decimals)
    whole, part = divmod(abs(digits), 10**decimals)
    return f"{'-' if digits < 0 else ''}{whole}.{part:0{decimals}}" if decimals else str(digits)


def decimal(value: Fraction | int, decimals: int = 2) -> str:
    """``value`` with at most ``decimals`` decimals, trailing zeros dropped, and a comma: 97,67 · 80,2 · 100."""
    text = fixed(value, decimals)
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace(".", ",")


def last_digits(value: Fraction | int, decimals: int) -> int:
    """``value`` in units of its last printed digit; in integers, which round nothing twice."""
    scale: int = 10**decimals
    above, below = value.numerator * scale, value.denominator
    digits = (2 * abs(above) + below) // (2 * below)
    return -digits if above < 0 else digits


def percent(value: Fraction | int, decimals: int = 2) -> str:
    """A percentage: 97,67% · 80,2% · 100%."""
    return f"{decimal(value, decimals)}%"


def count(number: int) -> str:
    """A count in prose, with a zero below ten: 03 UBND xã."""
    return f"{number:02}"


def lower_first(text: str) -> str:
    """``text`` as it stands inside a sentence; an abbreviation at its head keeps its capitals."""
    head = text[:1]
    return text if len(text) > 1 and text[1].isupper() else head.lower() + text[1:]


def upper_first(text: str) -> str:
    """``text`` as it opens a sentence."""
    return text[:1].upper() + text[1:]


def joined(parts: Sequence[str], last: str = " và ") -> str:
    """``A, B và C``."""
    return parts[0] if len(parts) == 1 else ", ".join(parts[:-1]) + last + parts[-1] if parts else ""


# --- units in prose --------------------------------------------------------------------------------------------------

_KINDS = ("xã", "phường", "thị trấn", "đặc khu")
TYPE_WORDS = ("Thị trấn", "Đặc khu", "Phường", "Xã", "Thị xã", "Thành phố", "Huyện", "Quận")


def in_sentence(name: str) -> str:
    """A unit's name inside a phrase: "xã Hà Kỳ"; the type of a unit named by a number keeps its capital (Phường 1).

    Decree 30/2020, Phụ lục II, III.1.  Names from persons and events are in the roster's own ``official``.
    """
    kind = type_word(name)
    return name if kind and name[len(kind) :].strip().isdigit() else lower_first(name)


def type_word(name: str) -> str | None:
    """The type at the head of an administrative unit's name: "Xã" of "Xã Hà Kỳ"; None for an agency."""
    return next((word for word in TYPE_WORDS if name.startswith(word + " ")), None)


@dataclass(frozen=True, slots=True)
class Naming:
    """One unit as a list writes it: ``whole`` ("UBND xã Hà Kỳ") and, where it can merge, its parts.

    ``before`` ("UBND") + ``kind`` ("xã") + ``proper`` ("Hà Kỳ") is ``whole``; ``kind`` is empty for an agency or where the
    roster gives a form of its own, which is never taken apart.
    """

    whole: str
    before: str = ""
    kind: str = ""
    proper: str = ""


def naming(name: str, whole: str) -> Naming:
    """The parts of ``whole``, the form in which a list writes the unit ``name``."""
    kind = type_word(name)
    tail = in_sentence(name)
    if kind is None or tail[0].isupper() or not whole.endswith(" " + tail):
        return Naming(whole)
    return Naming(whole, whole[: -len(tail)].strip(), kind.lower(), name[len(kind) :].strip())


def units_in_prose(units: Sequence[Naming]) -> str:
    """Units as one phrase: "UBND các xã A, B và C"; "UBND các phường A, B; UBND các xã C, D"; agencies each by name."""
    runs: dict[tuple[str, str], list[Naming]] = {}
    for unit in units:
        runs.setdefault((unit.before, unit.kind) if unit.kind else ("", unit.whole), []).append(unit)
    kinds = {key for key in runs if runs[key][0].kind}
    last = " và " if len(kinds) == 1 else ", "
    phrases = [_run_in_prose(run, last) for run in runs.values()]
    if any("," in phrase or " và " in phrase for phrase in phrases):
        return "; ".join(phrases)
    return joined(phrases)


def _run_in_prose(run: Sequence[Naming], last: str) -> str:
    first = run[0]
    if len(run) == 1:
        return first.whole
    return f"{first.before} các {first.kind} {joined([unit.proper for unit in run], last)}".strip()


def count_in_prose(units: Sequence[Naming]) -> str:
    """How many units of which kinds: "03 UBND xã", "05 UBND xã, thị trấn", "02 cơ quan, đơn vị"."""
    if not all(unit.kind for unit in units) or len({unit.before for unit in units}) != 1:
        return f"{count(len(units))} cơ quan, đơn vị"
    kinds = ", ".join(sorted({unit.kind for unit in units}, key=_kind_order))
    return f"{count(len(units))} {units[0].before} {kinds}"


def _kind_order(kind: str) -> tuple[int, str]:
    """Kinds in the order in which laws list them: xã, phường, thị trấn, đặc khu."""
    return (_KINDS.index(kind) if kind in _KINDS else len(_KINDS), kind)
