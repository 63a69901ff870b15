"""Tells text that is no Unicode Vietnamese (TCVN3, VNI, VISCII, garbled UTF-8, letters lost as “?”), and how to get it right.

Nothing here is ever read as data: a text in an old coding is refused with the reason.  What it would read as (`converted`)
may be shown to a person.  A coding is told only on evidence: words that are no Vietnamese as they stand, and are in it.
"""

from __future__ import annotations

import re
import unicodedata
from enum import Enum
from itertools import islice
from typing import TYPE_CHECKING

from cccc.messages import Message, m

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cccc.exports.grid import Grid

_SHEET_ROWS = 200


class Coding(Enum):
    """In what way a text fails to be Vietnamese."""

    TCVN3 = "TCVN3 (ABC)"
    VNI = "VNI"
    VISCII = "VISCII"
    GARBLED = "UTF-8"
    LOST = "?"


def coding_of(text: str) -> Coding | None:
    """The coding that ``text`` (best as stored, before it was cleaned) is in; None for Unicode and for what cannot be told."""
    if text.isascii() and "?" not in text:
        return None
    text = unicodedata.normalize("NFC", text)
    if _is_unicode_vietnamese(text):
        return None
    if any(_undone(hit) for hit in _GARBLED.findall(text)):
        return Coding.GARBLED
    votes = {coding: _votes(text, coding) for coding in _CODED}
    best = max(votes, key=lambda coding: votes[coding])
    if votes[best]:
        return best
    return Coding.LOST if _has_lost_letters(text) else None


def coding_among(texts: Iterable[str]) -> Coding | None:
    """The coding of several texts together, as a sheet's: the one that most are in, more than are in Unicode Vietnamese."""
    votes = dict.fromkeys(Coding, 0)
    sound = 0
    for text in texts:
        coding = coding_of(text)
        if coding:
            votes[coding] += 1
        else:
            sound += _is_unicode_vietnamese(text)
    best = max(votes, key=lambda coding: votes[coding])
    return best if votes[best] > max(sound, 1) else None


def coding_of_sheet(grid: Grid) -> Coding | None:
    """The coding of the texts in the first rows of a sheet, as they are stored."""
    rows = islice(grid.rows, _SHEET_ROWS)
    return coding_among(cell.value for row in rows for _, cell in grid.row(row) if isinstance(cell.value, str))


def converted(text: str, coding: Coding) -> str | None:
    """What ``text`` reads as in ``coding``; None where its letters cannot be known again."""
    return _CODED[coding](unicodedata.normalize("NFC", text)) if coding in _CODED else None


def way_out(coding: Coding) -> Message:
    """What is wrong with a text in ``coding`` and what to do, as the end of a sentence that names the text."""
    if coding is Coding.GARBLED:
        return m(
            "it is UTF-8 that was read as another coding; export again, or open the file anew as UTF-8 (65001) and save it"
        )
    if coding is Coding.LOST:
        return m("its letters were lost as “?” when the file was saved; export again, as .xlsx or as UTF-8")
    return m(
        "it is written in the old coding {coding}; convert the file to Unicode (UniKey: Ctrl+Shift+F6), or export it again",
        coding=coding.value,
    )


# --- what is Vietnamese ----------------------------------------------------------------------------------------------

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_VOWELS = "aăâeêioôơuưy"
_LETTERS = frozenset(
    unicodedata.normalize("NFC", case + tone) for vowel in _VOWELS for case in (vowel, vowel.upper()) for tone in ("", *_TONES)
) | frozenset("đĐ")
_BEYOND_LATIN1 = frozenset(letter for letter in _LETTERS if letter > "\xff") - frozenset("đĐ")
"""Letters that no old coding shows; đ does not count, since a cleaned text has it for Ð."""

_SYLLABLE = re.compile(
    r"(?:b|ch?|d|đ|gi(?=[aăâeêoôơuư])|gh?|h|kh?|l|m|ngh?|nh?|ph?|qu|r|s|th?|tr|v|x)?"
    r"(?P<rhyme>"
    r"(?:a|ă|â|e|ê|i|o|ô|ơ|u|ư|y|oa|oă|oe|oo|ua|uâ|uê|uô|uơ|uy|uya|uyê|ia|iê|yê|ya|ưa|ươ)(?P<stop>ch|c|p|t)"
    r"|(?:a|ă|â|e|ê|i|o|ô|ơ|u|ư|y|oa|oă|oe|oo|uâ|uê|uô|uơ|uy|uyê|iê|yê|ươ)(?:ng|nh|m|n)"
    r"|[ao]i|[aeo]o|[aâ]u|[aâ]y|êu|[iyư]u|[ôơuư]i|o[ae]o|oa[iyo]|uâ[yu]|uôi|uy[au]?|ươ[iu]|[iy]êu"
    r"|[aeêioôơuưy]|o[ae]|u[aeêơ]|i[a]|ya|ưa)"
)
_EITHER_WAY = frozenset({"oa", "oe", "uy", "uê", "uơ"})
"""Rhymes whose last vowel may carry the tone; of others that end open it is a glide, and never does."""


def _is_syllable(word: str) -> bool:
    """Whether ``word`` is a Vietnamese syllable: its letters, and at most one tone, where and before what it may stand."""
    word = word.lower().replace("ð", "đ")
    if not all(letter.isascii() or letter in _LETTERS for letter in word):
        return False
    toned = [(at, mark) for at, letter in enumerate(word) for mark in unicodedata.normalize("NFD", letter) if mark in _TONES]
    match = _SYLLABLE.fullmatch(_toneless(word)) if len(toned) < 2 else None  # noqa: PLR2004 - a syllable has one tone
    if match is None:
        return False
    rhyme = match["rhyme"]
    open_ended = len(rhyme) > 1 and rhyme[-1] in _VOWELS and rhyme not in _EITHER_WAY
    return not any((open_ended and at == len(word) - 1) or (match["stop"] and mark not in "\u0301\u0323") for at, mark in toned)


def _toneless(word: str) -> str:
    return unicodedata.normalize("NFC", "".join(mark for mark in unicodedata.normalize("NFD", word) if mark not in _TONES))


def _is_unicode_vietnamese(text: str) -> bool:
    return not _BEYOND_LATIN1.isdisjoint(unicodedata.normalize("NFC", text))


# --- words that are none as they stand, and are one in an old coding -------------------------------------------------


def _letters(tones: str, *rows: tuple[str, str]) -> dict[str, str]:
    """``{sign: letter}`` of rows that give a vowel's signs: bare (``.`` where ASCII), then huyền, hỏi, ngã, sắc, nặng."""
    found = {}
    for vowel, signs in rows:
        for tone, sign in zip(("", *tones), signs, strict=True):
            found[sign] = unicodedata.normalize("NFC", vowel + tone)
    found.pop(".", None)
    return found


_ORDER = "\u0300\u0309\u0303\u0301\u0323"

_TCVN3 = {
    **_letters(
        _ORDER,
        ("a", ".µ¶·¸¹"),
        ("ă", "¨»¼½¾Æ"),
        ("â", "©ÇÈÉÊË"),
        ("e", ".ÌÎÏÐÑ"),
        ("ê", "ªÒÓÔÕÖ"),
        ("i", ".×ØÜÝÞ"),
        ("o", ".ßáâãä"),
        ("ô", "«åæçèé"),
        ("ơ", "¬êëìíî"),
        ("u", ".ïñòóô"),
        ("ư", "\u00adõö÷øù"),
        ("y", ".úûüýþ"),
    ),
    "®": "đ",
    **dict(zip("¡¢§£¤¥¦", "ĂÂĐÊÔƠƯ", strict=True)),
}

_VISCII = {
    **_letters(
        _ORDER,
        ("a", ".àäãáÕ"),
        ("ă", "å¢ÆÇ¡£"),
        ("â", "â¥¦ç¤§"),
        ("e", ".èë¨é©"),
        ("ê", "ê«¬\u00adª®"),
        ("i", ".ìïîí¸"),
        ("o", ".òöõó÷"),
        ("ô", "ô°±²¯µ"),
        ("ơ", "½¶·Þ¾þ"),
        ("u", ".ùüûúø"),
        ("ư", "ß×Øæÿñ"),
        ("y", ".ÏÖÛýÜ"),
    ),
    "ð": "đ",
    "Ð": "Đ",
    "Ñ": "ứ",
    "ÿ": "Ữ",
    **dict(zip("´¿ÅÄËÎ³º»¼¹", "ƠƯĂẢẺĨỠỨỪỬỰ", strict=True)),
}

_VNI_VOWELS = {
    **{vowel: dict(zip("øûõùï", _ORDER, strict=True)) for vowel in "aeouyôö"},
    "circumflex": dict(zip("âàåãáä", ("", *_ORDER), strict=True)),
    "breve": dict(zip("êèúüéë", ("", *_ORDER), strict=True)),
}


def _vni() -> dict[str, str]:
    singles = {"ñ": "đ", "ô": "ơ", "ö": "ư", "í": "í", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}
    found = dict(singles)
    for vowel, base in zip("aeouyôö", "aeouyơư", strict=True):
        found |= {vowel + mark: base + tone for mark, tone in _VNI_VOWELS[vowel].items()}
    for vowel in "aeo":
        found |= {vowel + mark: vowel + "\u0302" + tone for mark, tone in _VNI_VOWELS["circumflex"].items()}
    found |= {"a" + mark: "a\u0306" + tone for mark, tone in _VNI_VOWELS["breve"].items()}
    found = {sign: unicodedata.normalize("NFC", letter) for sign, letter in found.items()}
    capitals = {form(sign): letter.upper() for sign, letter in found.items() for form in (str.upper, str.capitalize)}
    return {**capitals, **found}


_VNI = _vni()
_VNI_SIGN = re.compile("|".join(sorted(map(re.escape, _VNI), key=len, reverse=True)))


def _from_tcvn3(text: str) -> str:
    return "".join(_TCVN3.get("Ð" if sign == "Đ" else sign, sign) for sign in text)


def _from_viscii(text: str) -> str:
    return "".join(_VISCII.get(sign, sign) for sign in text)


def _from_vni(text: str) -> str:
    return _VNI_SIGN.sub(lambda match: _VNI[match.group()], text)


_CODED = {Coding.TCVN3: _from_tcvn3, Coding.VNI: _from_vni, Coding.VISCII: _from_viscii}

_WORDS = re.compile(r"[A-Za-z\u00a1-\u00ff\u0110\u0111]+")
_OTHERWISE = frozenset({"µm", "µs", "§"})
"""Signs of their own that would read as words."""


def _votes(text: str, coding: Coding) -> int:
    """How many words are no syllables as they stand and are in ``coding``; none at all where one cannot be in it."""
    votes = 0
    for word in _WORDS.findall(text):
        if word.isascii() or word in _OTHERWISE:
            continue
        read = _CODED[coding](word)
        stands, reads = _is_syllable(word), _is_syllable(read) and not _has_capital_within(word, read)
        if _is_beside(word, coding) or (not stands and not reads):
            return 0
        votes += reads and not stands and len(word) > 1 and any(map(str.isalpha, word))
    return votes


def _is_beside(word: str, coding: Coding) -> bool:
    """Whether ``word`` has a letter that ``coding`` does not."""
    if coding is Coding.VNI:
        return not _VNI_SIGN.sub("", word).isascii()
    known = _TCVN3 if coding is Coding.TCVN3 else _VISCII
    return not all(sign.isascii() or sign in known or sign in "Đđ" for sign in word)


def _has_capital_within(word: str, read: str) -> bool:
    """Whether a sign that reads as a capital stands behind a small letter, as no one writes."""
    signs = zip(word, word[1:], read[1:], strict=False) if len(word) == len(read) else ()
    return any(before.isascii() and before.islower() and letter.isupper() and letter != sign for before, sign, letter in signs)


# --- UTF-8 read byte by byte -----------------------------------------------------------------------------------------

_HIGH = "".join(bytes([byte]).decode("cp1252", "ignore") for byte in range(0x80, 0xA0))
_TYPED = "\u2013\u2014\u2018\u2019\u201c\u201d\u2026\u2022"
"""Signs that people write behind a capital Ã of their own."""
_BYTE = rf"[\x80-\xbf{_HIGH}]"
_GARBLED = re.compile(
    rf"á[º»]{_BYTE}|Ä[\x90\u2018ƒ\u201a\u00a9\u00a8\u0192]|Ä'(?=[a-z])|Æ[°¡¯\xa0]|Å[©¨]|Ã(?![{_TYPED}]){_BYTE}"
)


def _undone(signs: str) -> bool:
    """Whether ``signs``, put back into bytes, are a Vietnamese letter in UTF-8."""
    data = b"".join(_as_byte("\u2018" if sign == "'" else sign) for sign in signs)
    return data.decode("utf-8", "replace") in _LETTERS


def _as_byte(sign: str) -> bytes:
    try:
        return sign.encode("cp1252")
    except UnicodeEncodeError:
        return sign.encode("latin-1", "replace")


# --- letters lost ----------------------------------------------------------------------------------------------------

_LOST_INSIDE = re.compile(r"[^\W\d_][?\ufffd]+[^\W\d_]|\ufffd")
_LOST_AT_EDGE = re.compile(r"(?<![^\W\d_])\?[^\W\d_]+|(?<![?\w])[^\W\d_]+(?=\?)")
_ADDRESS = re.compile(r"[/=&]|://")


def _has_lost_letters(text: str) -> bool:
    """A “?” within a word, or at the edge of two words that are no syllables without it."""
    if _ADDRESS.search(text):
        return False
    if _LOST_INSIDE.search(text):
        return True
    edges = [word for word in _LOST_AT_EDGE.findall(text) if not _is_syllable(word.strip("?"))]
    return len(edges) > 1
