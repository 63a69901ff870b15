"""Turns the names in an export into the units of the roster."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cccc.messages import Message, m
from cccc.periods import Period
from cccc.vietnamese import fold, nearest

if TYPE_CHECKING:
    from datetime import date

    from cccc.model import Roster, Unit

    _Form = tuple[Unit, date | None, date | None]

_COMMITTEES = (fold("UBND") + " ", fold("Ủy ban nhân dân") + " ")
_BULLETS = "-+*•· "


class Names:
    """The roster by the keys of all its names; built once a run."""

    def __init__(self, roster: Roster) -> None:
        self._forms: dict[str, list[_Form]] = {}
        self._shown = [unit.name for unit in roster.units]
        for unit in roster.units:
            for text in (unit.name, unit.official):
                self._add(text, (unit, None, None))
            for alias in unit.aliases:
                self._add(alias.text, (unit, alias.start, alias.end))

    def _add(self, text: str, form: _Form) -> None:
        self._forms.setdefault(key(text), []).append(form)

    def named(self, text: str, period: Period | None) -> list[Unit]:
        """The units that ``text`` names in ``period`` (None: at any time)."""
        return _in_force(self._forms.get(key(text), []), period)

    def one(self, text: str, period: Period | None) -> Unit | Message:
        """The unit that ``text`` names, or why there is none."""
        units = self.named(text, period)
        if len(units) == 1:
            return units[0]
        return _two(text, units) if units else self._stranger(text)

    def inside(self, text: str, period: Period | None) -> list[Unit]:
        """The units named within a longer text, whole words; of overlapping names the longest counts."""
        # a folded word ends with its loose tone mark: Xã Ha is not inside Xã Hà
        text, units, taken = fold(text), [], list[tuple[int, int]]()
        for name in sorted((name for name in self._forms if name in text), key=len, reverse=True):
            for match in re.finditer(rf"(?<!\w){re.escape(name)}(?![\w\u0300-\u036f])", text):
                if not any(start <= match.start() and match.end() <= end for start, end in taken):
                    taken.append(match.span())
                    units += _in_force(self._forms[name], period)
        return list(dict.fromkeys(units))

    def _stranger(self, text: str) -> Message:
        known = [unit for unit, _, _ in self._forms.get(key(text), [])]
        if known:
            return m(
                "“{text}” is in the units file, but was not valid in this period; "
                "correct the name, or its dates in the units file",
                text=text,
            )
        alike = nearest(text, self._shown)
        if alike:
            return m(
                "no unit is called “{text}” (nearest: {alike}); "
                "correct the name, or add it to the units file as an alias or a unit",
                text=text,
                alike=tuple(alike),
            )
        return m(
            "no unit is called “{text}”, and none is alike; add it to the units file as an alias or a unit",
            text=text,
        )


def key(text: str) -> str:
    """The key of a name: bullets before it and the committee's words do not count."""
    folded = fold(text).lstrip(_BULLETS)
    for words in _COMMITTEES:
        if folded.startswith(words):
            return folded.removeprefix(words)
    return folded


def _in_force(forms: list[_Form], period: Period | None) -> list[Unit]:
    """The units of those forms that hold on some day of ``period``, each once; of several, those that hold on its last."""
    units = _holding(forms, period)
    if len(units) > 1 and period is not None:
        # a name that was given anew within the span means, as a plan does, what holds on the last day
        return _holding(forms, Period(period.end, period.end)) or units
    return units


def _holding(forms: list[_Form], period: Period | None) -> list[Unit]:
    units = [
        unit
        for unit, start, end in forms
        if period is None
        or (unit.valid_in(period) and (start is None or start <= period.end) and (end is None or end >= period.start))
    ]
    return list(dict.fromkeys(units))


def _two(text: str, units: list[Unit]) -> Message:
    return m(
        "“{text}” fits several units: {units}; write the full name, or give the units file dates that tell them apart",
        text=text,
        units=tuple(unit.id for unit in units),
    )
