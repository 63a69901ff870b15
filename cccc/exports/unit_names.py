"""Turns the names and codes in an export into the units of the roster."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache
from typing import TYPE_CHECKING

from cccc.exports.legacy import coding_of, converted, way_out
from cccc.messages import Message, m
from cccc.periods import Period
from cccc.vietnamese import TYPE_WORDS, clean, code_key, fold, nearest_folded

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from cccc.model.units import Roster, Unit


class Matched(Enum):
    """By what a row was found to be a unit's, the surest first."""

    CODE = auto()
    NAME = auto()
    OFFICIAL = auto()
    ALIAS = auto()
    BARE = auto()  # the name without its type word: Hà Kỳ of Xã Hà Kỳ


@dataclass(frozen=True, slots=True)
class Match:
    """The unit that a row is of, and by what it was found."""

    unit: Unit
    how: Matched


@dataclass(frozen=True, slots=True)
class _Form:
    """One way of naming a unit, and when it holds."""

    unit: Unit
    how: Matched
    start: date | None = None
    end: date | None = None

    def holds_in(self, period: Period | None) -> bool:
        return period is None or (
            self.unit.valid_in(period)
            and (self.start is None or self.start <= period.end)
            and (self.end is None or self.end >= period.start)
        )


class Names:
    """The roster by the keys of all its names and codes; built once a run."""

    def __init__(self, roster: Roster) -> None:
        self._forms: dict[str, list[_Form]] = {}
        self._bare: dict[str, list[_Form]] = {}
        self._codes: dict[str, list[_Form]] = {}
        self._near: dict[Period | None, dict[str, str]] = {}
        self._units = {unit.id: unit for unit in roster.units}
        for unit in roster.units:
            _add(self._forms, key(unit.name), _Form(unit, Matched.NAME))
            _add(self._forms, key(unit.official), _Form(unit, Matched.OFFICIAL))
            for alias in unit.aliases:
                _add(self._forms, key(alias.text), _Form(unit, Matched.ALIAS, alias.start, alias.end))
            _add(self._bare, _bare(unit.name), _Form(unit, Matched.BARE))
            for code in unit.codes:
                _add(self._codes, code_key(code.text), _Form(unit, Matched.CODE, code.start, code.end))

    def match(self, text: str, period: Period | None, code: str = "") -> Match | Message:
        """The unit of a row that is called ``text`` and has ``code``, and by what it is known; or why there is none.

        A code that the units file does not know is not asked further: the name decides.
        """
        coded = _in_force(self._codes.get(code_key(code), []), period)
        if not coded:
            return self._by_name(text, period)
        if len(coded) > 1:
            return _two(code, _units(coded))
        named = _units(self._in_force(text, period)) or _units(self._known(text))
        if named and coded[0].unit not in named:
            return _at_odds(text, code, named[0], coded[0].unit)
        return Match(coded[0].unit, Matched.CODE)

    def unit(self, text: str, period: Period | None, code: str = "") -> Unit | Message:
        """The unit that ``text`` and ``code`` name, or why there is none."""
        found = self.match(text, period, code)
        return found.unit if isinstance(found, Match) else found

    def named(self, text: str, period: Period | None) -> list[Unit]:
        """The units that ``text`` names in ``period`` (None: at any time)."""
        return _units(self._in_force(text, period))

    def called(self, text: str, period: Period | None) -> list[Unit]:
        """As `named`, by their whole names alone."""
        return _units(_in_force(self._forms.get(key(text), []), period))

    def inside(self, text: str, period: Period | None) -> list[Unit]:
        """The units named in full within a longer text, whole words; of overlapping names the longest counts."""
        # a folded word ends with its loose tone mark: Xã Ha is not inside Xã Hà
        text, units, taken = _tokens(text), list[_Form](), list[tuple[int, int]]()
        for name in sorted((name for name in self._forms if name in text), key=len, reverse=True):
            for match in re.finditer(rf"(?<!\w){re.escape(name)}(?![\w\u0300-\u036f])", text):
                if not any(start <= match.start() and match.end() <= end for start, end in taken):
                    taken.append(match.span())
                    units += _in_force(self._forms[name], period)
        return _units(units)

    def _by_name(self, text: str, period: Period | None) -> Match | Message:
        forms = self._in_force(text, period)
        units = _units(forms)
        if len(units) == 1:
            return Match(units[0], forms[0].how)
        return _two(text, units) if units else self._stranger(text, period)

    def _in_force(self, text: str, period: Period | None) -> list[_Form]:
        """The forms of ``text`` that hold; a bare name counts only where no unit is or was called exactly so."""
        name = key(text)
        return _in_force(self._forms.get(name) or self._bare.get(name, []), period)

    def _known(self, text: str) -> list[_Form]:
        name = key(text)
        return self._forms.get(name) or self._bare.get(name, [])

    def _stranger(self, text: str, period: Period | None) -> Message:
        shown = clean(text)
        if self._known(text):
            return m(
                "“{text}” is in the units file, but was not valid in this period; "
                "correct the name, or its dates in the units file",
                text=shown,
            )
        if coding := coding_of(text):
            return self._unread(shown, converted(text, coding), way_out(coding))
        alike = self._nearest(text, period)
        if alike:
            return m(
                "no unit is called “{text}” (nearest: {alike}); correct the name, or confirm the unit that is meant: {command}",
                text=shown,
                alike=tuple(unit.name for unit in alike),
                command=_command(shown, alike),
            )
        return m(
            "no unit is called “{text}”, and none is alike; add it to the units file as an alias or a unit",
            text=shown,
        )

    def _unread(self, text: str, read: str | None, reason: Message) -> Message:
        """What is said of a text in an old coding; a name that it would read as is shown, never taken."""
        if read and len(self.named(read, None)) == 1:
            return m(
                "“{text}” names no unit as it stands (it would read “{read}”): {reason}", text=text, read=read, reason=reason
            )
        return m("“{text}” names no unit as it stands: {reason}", text=text, reason=reason)

    def _nearest(self, text: str, period: Period | None) -> list[Unit]:
        """The units of ``period`` whose names are most like ``text``; never an answer."""
        if period not in self._near:
            there = (unit for unit in self._units.values() if period is None or unit.valid_in(period))
            self._near[period] = {unit.id: key(unit.name) for unit in there}
        name, names = key(text), self._near[period]
        if not name.startswith(_TYPES):
            names = {unit: _without_type(words) for unit, words in names.items()}
        return [self._units[unit] for unit in nearest_folded(name, names)]


# --- keys ------------------------------------------------------------------------------------------------------------

_PUNCTUATION = re.compile(r"[-,;:./\\()\[\]{}<>\"“”„«»*+|_]+")
_NUMBERED = re.compile(r"\A(?:[0-9]{1,3}(?:\.[0-9]{1,3})*[.)]\s*|[-+*•·▪▫■□●○◦‣–—✓]\s*)+")


_AND = f" {fold('và')} "


def _tokens(text: str) -> str:
    """The words of ``text``, folded; punctuation parts words and is nothing else, ``&`` is "và"."""
    return " ".join(_PUNCTUATION.sub(" ", fold(text).replace("&", _AND)).split())


_COMMITTEES = tuple(f"{_tokens(words)} " for words in ("UBND", "Ủy ban nhân dân"))
_TYPES = tuple(f"{_tokens(words)} " for words in TYPE_WORDS)


@lru_cache(maxsize=16384)
def key(text: str) -> str:
    """The key of a name: bullets and numbering before it, punctuation and the committee's words do not count."""
    tokens = _tokens(unnumbered(clean(text)))
    return next((tokens.removeprefix(words) for words in _COMMITTEES if tokens.startswith(words)), tokens)


def unnumbered(text: str) -> str:
    """``text`` without the bullets and numbers that may stand before a name."""
    return _NUMBERED.sub("", text)


def _without_type(name: str) -> str:
    return next((name.removeprefix(words) for words in _TYPES if name.startswith(words)), name)


def _bare(name: str) -> str:
    """The key of ``name`` without its type word; empty where it has none, or where only a number is left (Phường 1)."""
    whole = key(name)
    bare = _without_type(whole)
    return bare if bare != whole and not bare.isdigit() else ""


# --- what holds when -------------------------------------------------------------------------------------------------


def _add(forms: dict[str, list[_Form]], name: str, form: _Form) -> None:
    if name:
        forms.setdefault(name, []).append(form)


def _units(forms: Iterable[_Form]) -> list[Unit]:
    return list(dict.fromkeys(form.unit for form in forms))


def _in_force(forms: list[_Form], period: Period | None) -> list[_Form]:
    """Those forms that hold on some day of ``period``, the surest first; of several units, those of its last day."""
    found = sorted((form for form in forms if form.holds_in(period)), key=lambda form: form.how.value)
    if period is not None and len(_units(found)) > 1:
        # a name that was given anew within the span means, as a plan does, what holds on the last day
        last = Period(period.end, period.end)
        return [form for form in found if form.holds_in(last)] or found
    return found


# --- what is said ----------------------------------------------------------------------------------------------------


def _command(text: str, alike: list[Unit]) -> str:
    """What confirms a spelling; of several units that are alike, the person names the one."""
    name = unnumbered(text)
    quote = "'" if '"' in name else '"'
    return f"cccc units alias {quote}{name}{quote} {alike[0].id if len(alike) == 1 else 'ID'}"


def _two(text: str, units: list[Unit]) -> Message:
    return m(
        "“{text}” fits several units: {units}; write the full name, or give the units file dates that tell them apart",
        text=clean(text),
        units=tuple(unit.id for unit in units),
    )


def _at_odds(text: str, code: str, named: Unit, coded: Unit) -> Message:
    return m(
        "“{text}” is {named}, but the code {code} beside it is that of {coded}; correct one of the two, or the units file",
        text=clean(text),
        named=named.id,
        code=clean(code),
        coded=coded.id,
    )
