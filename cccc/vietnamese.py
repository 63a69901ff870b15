"""Turns Vietnamese text into keys that compare and sort, and figures and units into the prose of an office.

`fold` is how names and headings are compared, `slug` how ids are made, `decimal` and `percent` how figures are printed,
`Naming` and the ``…_in_prose`` functions how units are listed (``docs/wording.md`` gives the rules with their sources).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

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
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"),
        **dict.fromkeys("\u2018\u2019\u02bc", "'"),
    }
)
_WORD = re.compile(rf"[\w{_TONES}]+")


def clean(text: str) -> str:
    """``text`` as one line in composed form, with plain spaces and hyphens and the Vietnamese Đ."""
    return " ".join(unicodedata.normalize("NFC", text.translate(_LETTERS)).split())


def fold(text: str) -> str:
    """The key by which names and headings are compared.

    Unicode form, case, spaces (also around hyphens) and the place of the tone mark (hoà, hòa) do not count; every letter and
    every tone does: Tân Thành is never Tân Thạnh.
    """
    text = re.sub(r"\s*-\s*", "-", clean(clean(text).casefold()))
    return _WORD.sub(lambda word: _tone_last(word.group()), text)


def _tone_last(word: str) -> str:
    marks = unicodedata.normalize("NFD", word)
    tones = "".join(sorted(mark for mark in marks if mark in _TONES))
    return unicodedata.normalize("NFC", "".join(mark for mark in marks if mark not in _TONES)) + tones


def slug(name: str) -> str:
    """The id of a name: ASCII, lower case, words joined by hyphens."""
    plain = unicodedata.normalize("NFD", clean(name).casefold().replace("đ", "d"))
    return "-".join(re.findall(r"[a-z0-9]+", "".join(c for c in plain if not unicodedata.combining(c))))


def nearest(text: str, candidates: Iterable[str], most: int = 3) -> list[str]:
    """The candidates most like ``text``, best first; those that are not alike are left out."""
    from rapidfuzz import fuzz, process

    found = process.extract(text, list(candidates), scorer=fuzz.ratio, processor=fold, limit=most, score_cutoff=60)
    return [candidate for candidate, _, _ in found]


# --- printing --------------------------------------------------------------------------------------------------------


def rounded(value: Fraction, decimals: int) -> Decimal:
    """``value`` rounded half up (away from zero), as offices do."""
    scaled = abs(value) * 10**decimals
    units = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    # built digit by digit: arithmetic on decimals would round again, to 28 digits
    return Decimal((int(value < 0 < units), tuple(map(int, str(units))), -decimals))


def fixed(value: Fraction, decimals: int) -> str:
    """``value`` with exactly ``decimals`` decimals and a point, for machines."""
    return f"{rounded(value, decimals):.{decimals}f}"


def decimal(value: Fraction | int, decimals: int = 2) -> str:
    """``value`` with at most ``decimals`` decimals, trailing zeros dropped, and a comma: 97,67 · 80,2 · 100."""
    text = f"{rounded(Fraction(value), decimals):.{decimals}f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace(".", ",")


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
