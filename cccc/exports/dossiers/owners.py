"""Names in a list -> units of the roster, month by month."""

from __future__ import annotations

from enum import Enum, auto
from functools import lru_cache
from typing import TYPE_CHECKING

from cccc.exports.dossiers.counts import BAD, BLANK
from cccc.exports.dossiers.faults import NAMELESS, says_total
from cccc.messages import Message
from cccc.model.units import Unit
from cccc.periods import MONTHS, Period, month
from cccc.vietnamese import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cccc.exports.dossiers.counts import Counts, Key
    from cccc.exports.dossiers.list_search import DossierList
    from cccc.exports.unit_names import Names


class NoDossier(Enum):
    """What a row is that is none."""

    TOTAL = auto()
    HEADING = auto()
    NOTE = auto()


Owner = Unit | NoDossier | None
"""None: nobody is called so."""


@lru_cache(maxsize=4096)
def span_of(number: int) -> Period | None:
    """The month ``number``; None in place of one."""
    return None if number in (BLANK, BAD) else month(number // MONTHS, number % MONTHS + 1)


class Owners:
    """The units of one list's names; a name whose unit never changes is asked once."""

    def __init__(self, found: DossierList, names: Names) -> None:
        self._names = names
        self._heading = found.unit.levels[-1]
        self._always: dict[Key, Owner] = {}
        self._once: dict[tuple[Key, Period | None], Owner] = {}

    def of_dossiers(self, counts: Counts) -> Owner:
        """Who has the dossiers of one name and one month of the main date."""
        owner = self._owner(counts.key, span_of(counts.month))
        return NoDossier.NOTE if owner is None and counts.rows == counts.empty else owner

    def of_measures(self, key: Key, span: Period | None) -> Unit | None:
        """The unit whose measures these are; one that has ended since has still what was received before."""
        owner = self._owner(key, span) or self._owner(key, None)
        return owner if isinstance(owner, Unit) else None

    def reason(self, key: Key, number: int) -> Message:
        """Why a name is no unit's in a month."""
        if not any(map(fold, filter(None, key))):
            return NAMELESS
        found = self._names.one(key[0] or "", span_of(number), key[1] or "")
        return found if isinstance(found, Message) else NAMELESS

    def _owner(self, key: Key, span: Period | None) -> Owner:
        if key in self._always:
            return self._always[key]
        if (key, span) not in self._once:
            self._once[key, span] = self._asked(key, span)
        return self._once[key, span]

    def _asked(self, key: Key, span: Period | None) -> Owner:
        name, code = key[0] or "", key[1] or ""
        if code:
            found = self._names.one(name, span, code)
            return found if isinstance(found, Unit) else None
        units = self._names.named(name, None)
        if all(map(_undated, units)):
            self._always[key] = _one(units) or self._no_dossier(name)
            return self._always[key]
        return _one(self._names.named(name, span))

    def _no_dossier(self, name: str) -> NoDossier | None:
        """What a row is whose name is no unit's at any time."""
        if fold(name) == self._heading:
            return NoDossier.HEADING
        return NoDossier.TOTAL if says_total(name) else None


def _one(units: Sequence[Unit]) -> Unit | None:
    return units[0] if len(units) == 1 else None


def _undated(unit: Unit) -> bool:
    return unit.valid_from is None and unit.valid_to is None and not any(alias.start or alias.end for alias in unit.aliases)
