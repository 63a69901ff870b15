"""A letter that people edited, and what the ledger says now -> every place where the two differ."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from cccc.documents.verify.alignment import paired, says
from cccc.documents.verify.statements import drafted, kind_of, meaning, told
from cccc.documents.word.paragraphs import Paragraph
from cccc.messages import _
from cccc.model.remarks import Deviation, Severity
from cccc.vietnamese import fold

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from cccc.documents.verify.alignment import Pairing
    from cccc.documents.verify.statements import Kind, Meaning, Mention, NameForms
    from cccc.documents.write.figures import Carried
    from cccc.model.observations import Source
    from cccc.model.paper import Key

_ACT = re.compile(r"\b(?:biểu dương|nhắc nhở|phê bình)\b", re.IGNORECASE)
_TIME_OF_ACT = re.compile(rf"{_ACT.pattern}(?:\s+\w+){{0,3}}\s+$", re.IGNORECASE)
_WAY = re.compile(r"\b(tăng|giảm)\b[^;.,]*$", re.IGNORECASE)
_DIFFERS: dict[Kind, str] = {"figure": "figure-differs", "time": "occurrence-differs", "name": "unit-differs"}
_GONE: dict[Kind, str] = {"figure": "figure-gone", "time": "occurrence-gone", "name": "unit-gone"}
_WORDS = 8
_DIGIT = re.compile(r"\d")
_SHORT = 24
"""A paragraph that holds no more than a figure and its unit of measure, as the cell of a table does."""

_COUNTED = re.compile(r"\s+(?:hồ\s+sơ|giao\s+dịch|lượt)\b|\s*/\s*\d+\s+[^\W\d_]", re.IGNORECASE)
_PART = re.compile(r"\d\s*/\s*$")
_DERIVED = frozenset({"count", "rank", "gap"})
"""What is no figure of the evaluation but follows from many of them: the letter that would be drafted now has it."""


class Truth(Protocol):
    """What the ledger says of a key."""

    def texts(self, key: Key) -> tuple[str, ...]:
        """Its texts now; nothing where it cannot say."""

    def holds(self, key: Key, text: str) -> bool:
        """Whether ``text`` is still so."""

    def rises(self, key: Key) -> bool | None:
        """Which way a change goes."""

    def printed(self) -> set[str]:
        """Every figure that it prints."""

    def sources(self, key: Key) -> tuple[Source, ...]:
        """The cells of the figure."""

    def words(self, key: Key) -> str:
        """What the key is, in words."""


@dataclass(frozen=True, slots=True)
class Case:
    """What a letter is held against: the ledger, the names of its units, and the findings of the draft.

    ``findings`` are those that the ledger has, by key: the unit and the finding in words; ``drafted`` are the keys in the
    draft, ``standing`` those whose words still stand.  ``again`` are the paragraphs of the letter as it would be drafted now,
    ``usual`` is other text of its own.
    """

    truth: Truth
    names: NameForms
    findings: Mapping[str, tuple[str, str]]
    drafted: tuple[str, ...]
    standing: frozenset[str]
    again: Sequence[Paragraph] = ()
    usual: Sequence[str] = ()


def deviations(carried: Sequence[Carried], paragraphs: Sequence[Paragraph], case: Case) -> tuple[int, list[Deviation]]:
    """How many of the ``carried`` texts were found again, and every difference in reading order."""
    ratings = {fold(one.text) for one in carried if kind_of(one.key) == "figure" and not _DIGIT.search(one.text)}
    steps = {one.text for one in carried if one.key.what == "step"}
    now = [one for paragraph in paragraphs for one in told(paragraph, case.names, ratings, steps)]
    again = [one for paragraph in case.again for one in told(paragraph, case.names, ratings, steps)]
    others = [one for text in case.usual for one in told(Paragraph(0, text), case.names)]
    usual = {one.meaning for one in (*again, *others) if one.key is None}
    expected = _expected(carried, again)
    pairing = paired(expected, now, usual)
    judge = _Judge(expected, pairing, case, usual, again)
    found = [*judge.replaced(), *judge.exchanged(now), *judge.missing(), *judge.typed(), *judge.findings()]
    ordered = sorted(enumerate(found), key=lambda pair: (pair[1].paragraph or 0, pair[0]))
    kept = sum(one.key is not None and place is not None for one, place in zip(expected, pairing.places, strict=True))
    return kept, [one for _at, one in ordered]


def _expected(carried: Sequence[Carried], again: Sequence[Mention]) -> Sequence[Mention]:
    """What was drafted, among the letter's own words where it would be drafted the same again."""
    were = sorted((str(one.key), one.text) for one in carried)
    return again if were == sorted((str(one.key), one.text) for one in again if one.key) else [drafted(one) for one in carried]


class _Judge:
    def __init__(
        self,
        expected: Sequence[Mention],
        pairing: Pairing,
        case: Case,
        usual: Collection[Meaning],
        again: Sequence[Mention],
    ) -> None:
        self._drafted = [(one, one.key, place) for one, place in zip(expected, pairing.places, strict=True) if one.key]
        self._left = pairing.left
        self._truth, self._case, self._usual = case.truth, case, usual
        named = {unit for _one, key, _place in self._drafted if key.what == "name" for unit in key.units}
        self._units = named | {unit for unit, _words in case.findings.values()}
        self._gone = self._findings_gone()
        self._again: dict[Key, dict[str, None]] = {}
        for one in again:
            if one.key is not None:
                self._again.setdefault(one.key, {})[one.text] = None

    def _now(self, key: Key) -> tuple[str, ...]:
        """What should stand there now: by the ledger, else by the letter that would be drafted."""
        return self._truth.texts(key) or (tuple(self._again.get(key, ())) if key.what != "name" else ())

    def _holds(self, one: Mention, key: Key) -> bool:
        if key.what in _DERIVED and self._again and key not in self._again:
            return False
        now = self._again.get(key, ()) if key.what != "name" and not self._truth.texts(key) else ()
        return self._truth.holds(key, one.text) and (not now or any(meaning(one.kind, text) == one.meaning for text in now))

    def replaced(self) -> Iterator[Deviation]:
        """Texts in whose place something else stands, or that the ledger tells otherwise by now."""
        for one, key, place in self._drafted:
            expected = None if place is None else self._expected(one, key, place)
            if place is not None and expected is not None:
                yield self._deviation(_DIFFERS[one.kind], Severity.ERROR, place, key, expected)

    def _expected(self, one: Mention, key: Key, place: Mention) -> str | None:
        """What should stand there; None where that does."""
        now, holds = self._now(key), self._holds(one, key)
        if says(one, place) and holds:
            return self._turned(key, one.text, place)
        if now and all(meaning(one.kind, text) == place.meaning for text in now):
            return self._turned(key, now[0], place)
        return one.text if holds else ", ".join(now) or _("something else")

    def _turned(self, key: Key, text: str, place: Mention) -> str | None:
        rises = self._truth.rises(key)
        way = _WAY.search(place.paragraph.text, 0, place.start)
        if rises is None or way is None or (way[1].lower() == "tăng") is rises:
            return None
        return f"{'tăng' if rises else 'giảm'} {text}"

    def exchanged(self, now: Sequence[Mention]) -> Iterator[Deviation]:
        """Figures that stand with another unit than they did, each where it should: a name and a name changed places."""
        order = {id(one): at for at, one in enumerate(now)}
        found = [(key, place) for one, key, place in self._drafted if place is not None and one.kind == "name"]
        names = sorted(found, key=lambda pair: order[id(pair[1])])
        places = [order[id(name)] for _key, name in names]
        owner: frozenset[str] = frozenset()
        told_of: set[int] = set()
        for one, key, place in self._drafted:
            if one.kind == "name":
                owner = frozenset(key.units)
            if one.kind != "figure" or place is None or len(key.units) != 1 or owner.isdisjoint(key.units):
                continue
            at = bisect_left(places, order[id(place)])
            drafted_as, name = names[at - 1] if at else (key, None)
            if name is None or not _is_read_with(place, name) or not {*name.units, *drafted_as.units}.isdisjoint(key.units):
                continue
            if at in told_of:  # the row's other figures say the same
                continue
            told_of.add(at)
            expected = f"{self._case.names.called(key.units[0])}: {place.text}"
            differs = self._deviation("unit-differs", Severity.ERROR, place, key, expected)
            yield replace(differs, found=f"{name.text}: {place.text}")

    def missing(self) -> Iterator[Deviation]:
        """Texts in whose place nothing stands."""
        gone = {self._case.findings[key][0] for key in self._gone if key in self._case.findings}
        last: Mention | None = None
        for at, (one, key, place) in enumerate(self._drafted):
            if place is not None:
                last = place
                continue
            after = next((near for _one, _key, near in self._drafted[at + 1 : at + 2]), None)
            if one.kind == "figure" and not _DIGIT.search(one.text) and self._stands_beside(at):
                yield self._absent("figure-differs", Severity.ERROR, last, one, key)
            elif one.kind == "time" and after is not None and _ACT.search(after.paragraph.text):
                yield self._absent("occurrence-differs", Severity.ERROR, after, one, key)
            elif not key.units or not gone.issuperset(key.units):
                yield self._absent(_GONE[one.kind], Severity.WARNING, last, one, key)

    def _stands_beside(self, at: int) -> bool:
        """Whether the rest of a table's row is there: then a rating in it was not struck, but something else is written."""
        units = self._drafted[at][1].units
        near = self._drafted[max(0, at - 1) : at] + self._drafted[at + 1 : at + 2]
        return any(place is not None and key.units == units for _one, key, place in near)

    def typed(self) -> Iterator[Deviation]:
        """What people wrote that was not drafted."""
        same = {(key, one.meaning) for one, key, _place in self._drafted}
        printed = {meaning("figure", text) for text in self._truth.printed()}
        printed |= {one.meaning for one, _key, _place in self._drafted if one.kind == "figure"}
        for one in self._left:
            if one.key is not None:
                if (one.key, one.meaning) not in same and one.text and not self._is_of(one, one.key):
                    expected = ", ".join(self._now(one.key)) or None
                    yield self._deviation(_DIFFERS[one.kind], Severity.ERROR, one, one.key, expected)
            elif one.meaning in self._usual:
                continue
            elif one.kind == "name" and self._case.drafted and one.units and one.units.isdisjoint(self._units):
                yield self._deviation("unit-without-finding", Severity.WARNING, one)
            elif one.kind == "time" and one.meaning != (1,) and _TIME_OF_ACT.search(one.paragraph.text[: one.start]):
                yield self._deviation("occurrence-differs", Severity.ERROR, one)
            elif one.kind == "figure" and _is_of_data(one) and one.meaning not in printed:
                yield self._deviation("figure-unknown", Severity.WARNING, one)

    def _is_of(self, one: Mention, key: Key) -> bool:
        return one.kind == "name" and not one.units.isdisjoint(key.units)

    def findings(self) -> Iterator[Deviation]:
        """Findings that vanished from the letter, and those that the ledger no longer proposes."""
        for key in self._gone:
            words = self._case.findings.get(key, ("", key))[1]
            yield Deviation("finding-gone", Severity.WARNING, None, "", words, _("stands"), None, key)
        for key in self._case.drafted:
            if key not in self._gone and key not in self._case.findings:
                yield Deviation("finding-unknown", Severity.ERROR, None, "", key, None, _("stands"), key)

    def _findings_gone(self) -> list[str]:
        # a program that drops every bookmark took no finding back: then the unit's name tells
        case = self._case
        named = {
            unit
            for one, key, place in self._drafted
            if place is not None and key.what == "name" and says(one, place)
            for unit in key.units
        }
        lost = not case.standing
        absent = [key for key in case.drafted if key not in case.standing]
        return [key for key in absent if not (lost and case.findings.get(key, ("", ""))[0] in named)]

    def _absent(self, code: str, severity: Severity, near: Mention | None, one: Mention, key: Key) -> Deviation:
        number = None if near is None else near.paragraph.number
        words = "" if near is None else opening_words(near.paragraph.text)
        about, sources = self._truth.words(key), self._cells(key)
        return Deviation(code, severity, number, words, about, one.text, None, str(key), sources)

    def _deviation(
        self, code: str, severity: Severity, place: Mention, key: Key | None = None, expected: str | None = None
    ) -> Deviation:
        return Deviation(
            code=code,
            severity=severity,
            paragraph=place.paragraph.number,
            words=opening_words(place.paragraph.text),
            about="" if key is None else self._truth.words(key),
            expected=expected,
            found=place.text or None,
            key=None if key is None else str(key),
            sources=() if key is None else self._cells(key),
        )

    def _cells(self, key: Key) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
        return tuple((source.file, source.sheet, source.cells) for source in self._truth.sources(key))


def _is_read_with(figure: Mention, name: Mention) -> bool:
    """Whether a reader takes ``figure`` for that of ``name``, the last before it: in its paragraph, or the row of its table."""
    return name.paragraph is figure.paragraph or len(figure.paragraph.text.strip()) < _SHORT


def _is_of_data(one: Mention) -> bool:
    """Whether a figure that people typed is of the kind that exports give: days, deadlines and copies are not."""
    text, end = one.paragraph.text, one.start + len(one.text)
    if "%" in one.text or "," in one.text or "phần" in one.text:
        return True
    return _COUNTED.match(text, end) is not None or (
        _PART.search(text, 0, one.start) is not None and text[end : end + 1] == " "
    )


def opening_words(text: str) -> str:
    """The first words of a paragraph, by which a person finds it."""
    words = text.split()
    return " ".join(words[:_WORDS]) + (" …" if len(words) > _WORDS else "")
