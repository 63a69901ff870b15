"""Units (the offices and localities that are judged), their groups, and the roster of all of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from datetime import date

    from cccc.periods import Period
    from cccc.problems import Location

Level = Literal["province", "district", "commune"]


@dataclass(frozen=True, slots=True)
class Alias:
    """Another spelling of a unit's name, valid within ``start`` and ``end`` (None: without bound)."""

    text: str
    start: date | None = None
    end: date | None = None


@dataclass(frozen=True, slots=True)
class Code:
    """A unit's code in the state's registers (mã định danh), valid within ``start`` and ``end`` (None: without bound)."""

    text: str
    start: date | None = None
    end: date | None = None


@dataclass(frozen=True, slots=True)
class Unit:
    """An office or locality that is judged.

    ``official`` and ``head`` are how a letter writes the unit and its head, ``brief`` how a list that is pressed for room does.
    ``formed_from`` are the units that ended when it began; ``carries`` are those of them whose past goes on in it.
    """

    id: str
    name: str
    group: str
    official: str
    head: str
    brief: str
    coordinate: bool
    location: Location
    aliases: tuple[Alias, ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None
    codes: tuple[Code, ...] = ()
    formed_from: tuple[str, ...] = ()
    carries: tuple[str, ...] = ()

    def valid_in(self, period: Period) -> bool:
        """Whether the unit exists on some day of ``period``."""
        return (self.valid_from is None or self.valid_from <= period.end) and (
            self.valid_to is None or self.valid_to >= period.start
        )


@dataclass(frozen=True, slots=True)
class Group:
    """Units of one kind ("khối"): departments, communes."""

    id: str
    level: Level
    name: str


@dataclass(frozen=True, slots=True)
class Roster:
    """The groups and their units, in the order of the units file."""

    groups: tuple[Group, ...]
    units: tuple[Unit, ...]

    def in_period(self, period: Period) -> list[Unit]:
        """The units that exist in ``period``."""
        return [unit for unit in self.units if unit.valid_in(period)]

    def carried(self, unit: str) -> list[str]:
        """``unit`` and all whose past goes on in it, the nearest first."""
        by_id = {one.id: one for one in self.units}
        line = [unit]
        for one in line:  # grows as it is walked
            line += [before for before in by_id[one].carries if before in by_id and before not in line] if one in by_id else []
        return line
