"""The words of a paragraph -> what in them tells something: figures, times ("lần thứ ba") and names of units.

Days, months, numbers of papers and of sections are no figures: people write them as they like.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from cccc.documents.word.paragraphs import Paragraph
from cccc.vietnamese import fold, type_word

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from cccc.documents.word.paragraphs import Control
    from cccc.documents.write.figures import Carried
    from cccc.model.paper import Key
    from cccc.model.units import Unit

Kind = Literal["figure", "time", "name"]
Meaning = tuple[object, ...]
"""What is compared: a number with its %, a time, a name as `fold` has it."""

TIMES = {"đầu": 1, "nhất": 1, "hai": 2, "ba": 3, "tư": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9}
TIMES |= {"mười": 10, "mười một": 11, "mười hai": 12}
_NTH = re.compile(rf"\blần\s+(?:thứ\s+)?((?:{'|'.join(sorted(TIMES, key=len, reverse=True))}|\d+)\b)", re.IGNORECASE)
_MASKED = re.compile(
    r"""^\s*(?:\d+\.)+\d*\s|^\s*\d+[.)]\s
      |\b(?:ngày|tháng|năm|quý|tuần|kỳ)\s+\d+(?:/\d+){0,2}(?:\s*-\s*\d+(?:/\d+){0,2})?
      |\b\d+\s+tháng\s+(?:đầu|cuối|qua)
      |\b\d{1,2}/\d{1,2}/\d{4}\b
      |\b(?:0?[1-9]|1[0-2])/(?:19|20)\d\d\b(?!\s*hồ\ sơ)
      |\b\d+/(?:\d{4}/)?[^\W\d_][\w/.-]*
      |\b[Ss]ố:?\s+\d+\b(?!\s*(?:hồ\ sơ|%|,|đơn\ vị))
      |\b(?:khoản|điểm|mục|điều|chương|phần|phụ\ lục)\s+\d+(?:\.\d+)*""",
    re.VERBOSE | re.IGNORECASE,
)
_FIGURE = re.compile(r"(?<![\w.,])\d+(?:[.,]\d+)*(?:\s?%|\s+phần\s+trăm)?(?!\w)")
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
_WORD = re.compile(r"\w+")
_JOINING = re.compile(r"\s*(?:,|;|,?\s*và|hoặc)\s+(?:UBND\s+)?(?:(?:các\s+)?(?:xã|phường|thị trấn|đặc khu)\s+)?", re.IGNORECASE)
_LONGEST = 14


@dataclass(frozen=True, slots=True)
class Mention:
    """One thing that a paragraph tells; ``key`` where it stands in a control; ``units`` are those that a name may mean."""

    kind: Kind
    text: str
    meaning: Meaning
    paragraph: Paragraph
    start: int
    key: Key | None = None
    units: frozenset[str] = frozenset()


def kind_of(key: Key) -> Kind:
    """What a text with ``key`` is."""
    return "name" if key.what == "name" else "time" if key.what == "occurrence" else "figure"


def meaning(kind: Kind, text: str) -> Meaning:
    """What ``text`` says, however it is written."""
    if kind == "time":
        said = fold(text)
        return (TIMES.get(said, int(said) if said.isdecimal() else said),)
    if kind == "name":
        return (fold(text),)
    found = [_number(part[0]) for part in _FIGURE.finditer(text)]
    return tuple(found) if found else (fold(text),)


def _number(text: str) -> tuple[Fraction, bool]:
    digits = _DIGITS.match(text)
    said, rated = digits[0] if digits else "0", text.rstrip() != (digits[0] if digits else "")
    if "," in said:
        whole, _, rest = said.replace(".", "").partition(",")
        said = f"{whole}.{rest.replace(',', '')}"
    elif re.fullmatch(r"\d{1,3}(?:\.\d{3})+", said) or said.count(".") > 1:
        said = said.replace(".", "")
    return Fraction(said), rated


def drafted(carried: Carried) -> Mention:
    """What was drafted, as it would be told."""
    kind, said = kind_of(carried.key), Paragraph(0, carried.text)
    return Mention(kind, carried.text, meaning(kind, carried.text), said, 0, carried.key, frozenset(carried.key.units))


class NameForms:
    """The forms in which the names of ``units`` are written."""

    def __init__(self, units: Iterable[Unit]) -> None:
        self._called: dict[str, str] = {}
        self._known: dict[tuple[str, ...], set[str]] = {}
        self._short: dict[tuple[str, ...], set[str]] = {}
        for unit in units:
            self._called[unit.id] = unit.official
            for form in (unit.name, unit.official, unit.head, unit.brief, *(alias.text for alias in unit.aliases)):
                for written in (form, form.replace("UBND", "Ủy ban nhân dân")):
                    self._known.setdefault(_words(written), set()).add(unit.id)
            kind = type_word(unit.name)
            if kind is not None:
                self._short.setdefault(_words(unit.name[len(kind) :]), set()).add(unit.id)
        self._heads = {form[0] for form in self._known if form}

    def called(self, unit: str) -> str:
        """The unit as letters write it."""
        return self._called.get(unit, unit)

    def units(self, text: str) -> frozenset[str]:
        """The units that ``text`` may name."""
        words = _words(text)
        return frozenset(self._known.get(words, set()) | self._short.get(words, set()))

    def found(self, text: str, *, joined: bool) -> Iterator[tuple[int, int, frozenset[str]]]:
        """Where units are named in ``text``; ``joined`` where it goes on with a list of them.  A name of none has no units."""
        words = [(match.start(), match.end(), fold(match[0])) for match in _WORD.finditer(text)]
        at, after = 0, 0 if joined else None
        while at < len(words):
            start = words[at][0]
            goes_on = after is not None and _JOINING.fullmatch(text[after:start]) is not None
            length, units = self._longest(words, at, short=goes_on and text[start].isupper())
            if not length and (goes_on or words[at][2] in self._heads):
                length = _invented(text, words, at, named=words[at][2] not in self._heads)
            length = length or self._capitals(text, words, at)
            if not length:
                at += 1
                continue
            end = words[at + length - 1][1]
            yield start, end, units
            at, after = at + length, end

    def _longest(self, words: list[tuple[int, int, str]], at: int, *, short: bool) -> tuple[int, frozenset[str]]:
        said = tuple(word for _, _, word in words[at : at + _LONGEST])
        for length in range(len(said), 0, -1):
            units = self._known.get(said[:length]) or (self._short.get(said[:length]) if short else None)
            if units:
                return length, frozenset(units)
        return 0, frozenset()

    def _capitals(self, text: str, words: list[tuple[int, int, str]], at: int) -> int:
        """How many words with capitals stand together, as in a name; one alone may open a sentence."""
        length = 0
        while at + length < len(words) and text[slice(*words[at + length][:2])].istitle():
            apart = length and not _apart(text, words, at + length).isspace()
            if apart or self._longest(words, at + length, short=False)[0]:
                break
            length += 1
        return length if length > 1 else 0


def _invented(text: str, words: list[tuple[int, int, str]], at: int, *, named: bool) -> int:
    """How many words a name that no unit has takes: a kind of office, then words with capitals."""
    least = 0 if named else 1
    length = least
    while at + length < len(words) and text[words[at + length][0]].isupper():
        if length and not _apart(text, words, at + length).isspace():
            break
        length += 1
    return length if length > least else 0


def _apart(text: str, words: list[tuple[int, int, str]], at: int) -> str:
    return text[words[at - 1][1] : words[at][0]]


def told(paragraph: Paragraph, names: NameForms, ratings: Collection[str] = (), steps: Collection[str] = ()) -> list[Mention]:
    """Everything that ``paragraph`` tells, in reading order; ``ratings`` are folded words that stand for figures.

    ``steps`` are what criticisms ask for, in the words of the policy, which may stand anywhere in a sentence.
    """
    if not paragraph.controls and (said := fold(paragraph.text.strip())) in ratings:
        return [Mention("figure", paragraph.text.strip(), (said,), paragraph, 0)]
    found: list[Mention] = []
    at, joined = 0, False
    for control in (*paragraph.controls, None):
        start, end = _widened(paragraph.text, control, at) if control else (len(paragraph.text), len(paragraph.text))
        free = _without_steps(
            list(_free(paragraph, at, max(start, at), names, joined=joined)), _steps(paragraph, at, start, steps)
        )
        found += free
        if control is not None and paragraph.text[start:end].strip():
            found.append(_kept(paragraph, control, start, end, names))
            joined = control.key.what == "name"
        at = max(end, at)
    return found


def _widened(text: str, control: Control, least: int) -> tuple[int, int]:
    """The control with what is typed against it: a digit before or behind a figure makes another figure."""
    start, end = control.start, control.end
    if kind_of(control.key) == "name":
        return start, end
    while start > least and (text[start - 1].isalnum() or (text[start - 1] in ".," and text[start - 2 : start - 1].isdigit())):
        start -= 1
    while end < len(text) and (text[end].isalnum() or (text[end] in ".," and text[end + 1 : end + 2].isdigit())):
        end += 1
    return start, end


def _kept(paragraph: Paragraph, control: Control, start: int, end: int, names: NameForms) -> Mention:
    text, kind = paragraph.text[start:end].strip(), kind_of(control.key)
    units = names.units(text) if kind == "name" else frozenset()
    return Mention(kind, text, meaning(kind, text), paragraph, start, control.key, units)


def _free(paragraph: Paragraph, start: int, end: int, names: NameForms, *, joined: bool) -> Iterator[Mention]:
    text = paragraph.text
    masked = _MASKED.sub(lambda match: " " * len(match[0]), text)
    found: list[Mention] = []
    taken: list[tuple[int, int]] = []
    for first, last, units in names.found(text[start:end], joined=joined):
        said = text[start + first : start + last]
        found.append(Mention("name", said, meaning("name", said), paragraph, start + first, None, units))
        taken.append((start + first, start + last))
    for match in _NTH.finditer(text, start, end):
        found.append(Mention("time", match[1], meaning("time", match[1]), paragraph, match.start(1)))
        taken.append(match.span(1))
    found += [
        Mention("figure", match[0], meaning("figure", match[0]), paragraph, match.start())
        for match in _FIGURE.finditer(masked, start, end)
        if not any(first < match.end() and match.start() < last for first, last in taken)
    ]
    yield from sorted(found, key=lambda one: one.start)


def _steps(paragraph: Paragraph, start: int, end: int, steps: Collection[str]) -> list[Mention]:
    if not steps:
        return []
    pattern = "|".join(re.escape(step) for step in sorted(steps, key=len, reverse=True))
    found = re.compile(pattern, re.IGNORECASE).finditer(paragraph.text, start, max(start, end))
    return [Mention("figure", one[0], meaning("figure", one[0]), paragraph, one.start()) for one in found]


def _without_steps(found: list[Mention], steps: list[Mention]) -> list[Mention]:
    """What is told, where a step tells all that its own words do."""
    left = [one for one in found if not any(step.start <= one.start < step.start + len(step.text) for step in steps)]
    return sorted([*left, *steps], key=lambda one: one.start)


def _words(text: str) -> tuple[str, ...]:
    return tuple(fold(word) for word in _WORD.findall(text))
