"""Counted lists of dossiers -> observations: names to units, the counts of all lists added up, and what is wrong in them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import Enum, auto
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING

from cccc.exports.dossiers import faults
from cccc.exports.dossiers.counts import BAD, BLANK, count, positions
from cccc.exports.dossiers.engine import ListPart
from cccc.exports.dossiers.faults import NAMELESS, says_total
from cccc.exports.dossiers.list_search import heading_cells
from cccc.exports.grid import coordinate
from cccc.exports.tables.figures import STALE
from cccc.messages import Message, m
from cccc.model.observations import Kind, Observation, Source
from cccc.model.units import Unit
from cccc.periods import MONTHS, Period, month
from cccc.problems import Problem
from cccc.vietnamese import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cccc.exports.dossiers.counts import Counts, Key, Tally
    from cccc.exports.dossiers.engine import Engine, ListPart
    from cccc.exports.dossiers.list_search import DossierList
    from cccc.exports.unit_names import Names
    from cccc.model.layouts import HeadingPath, RecordsLayout
    from cccc.periods import Period


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
        found = self._names.unit(key[0] or "", span_of(number), key[1] or "")
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
            found = self._names.unit(name, span, code)
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


# --- one list ---------------------------------------------------------------------------------------------------------


_MOST_MONTHS = 120
"""Months from the first to the last of which each is a span; in a longer stretch only those with dossiers are."""

_FAR = 60
"""Months from the middle one of a list to one that is a slip of the hand."""
ASKED = -2
"""Stands in place of a month for the period asked for."""

Totals = dict[int, list[int]]
"""The measures of one unit by month, in the layout's order."""


@dataclass(slots=True)
class DossierReading:
    """One list as it was understood: how many of its rows were counted, and how many were left out, by why."""

    found: DossierList
    counted: int = 0
    unknown: int = 0
    hidden: int = 0
    repeated: int = 0
    others: int = 0
    units: frozenset[Unit] = frozenset()
    months: frozenset[int] = frozenset()
    totals: dict[str, Totals] = field(default_factory=dict)


def read_part(engine: Engine, part: ListPart, names: Names, asked: Period | None) -> tuple[DossierReading, list[Problem]]:
    """One list, counted; raises EngineError."""
    if part.found.problems:
        return DossierReading(_shown(part.found)), [*part.found.problems]
    span = asked if asked is not None and _is_no_month(asked) else None
    tally = count(engine, part, span)
    owners = Owners(part.found, names)
    reading = DossierReading(_shown(part.found), hidden=part.hidden)
    far = _far_months(tally.by_date[part.found.layout.date])
    problems = [*part.problems, *_besides_stale(part, _rows(engine, part, tally, owners, reading, far))]
    if not (reading.counted or reading.unknown or reading.hidden):
        problems.append(Problem("no-table", part.found.grid.location, _NO_DOSSIERS))
    for path in part.found.layout.spans:
        _add_up(reading, tally, part, path, owners, span, far if path == part.found.layout.date else frozenset())
    return reading, problems


_NO_DOSSIERS = m("this list of dossiers holds headings only; export it again with its rows, or take the sheet out")


def _besides_stale(part: ListPart, problems: Sequence[Problem]) -> list[Problem]:
    """What is wrong but at formulas that were never calculated: that says it all."""
    stale = {problem.location for problem in part.problems if problem.code == STALE.code}
    return [problem for problem in problems if problem.location not in stale]


def _far_months(tally: Sequence[Counts]) -> frozenset[int]:
    """The months too far from the middle one of the list; where it has two that are far from each other, both."""
    months = sorted((counts.month, counts.rows) for counts in tally if counts.month not in (BLANK, BAD))
    half, middle, passed = sum(rows for _, rows in months), set[int](), 0
    for number, rows in months:
        if passed * 2 <= half <= (passed + rows) * 2:
            middle.add(number)
        passed += rows
    return frozenset(number for number, _ in months if any(abs(number - one) > _FAR for one in middle))


def _shown(found: DossierList) -> DossierList:
    """``found`` with the cells of its headings alone: what stands below is of persons."""
    cells = {place: cell for place, cell in found.grid.cells.items() if found.head.top <= place[0] <= found.head.bottom}
    return replace(found, grid=replace(found.grid, cells=cells))


def _is_no_month(span: Period) -> bool:
    return span != month(span.start.year, span.start.month)


def _rows(
    engine: Engine, part: ListPart, tally: Tally, owners: Owners, reading: DossierReading, far: frozenset[int]
) -> list[Problem]:
    """Which rows are dossiers of whom, and what is wrong with the others."""
    strangers: set[faults.Stranger] = set()
    units, undated = set[Unit](), False
    months = set[int]()
    for counts in tally.by_date[part.found.layout.date]:
        owner = owners.of_dossiers(counts)
        if isinstance(owner, Unit):
            units.add(owner)
            reading.counted += counts.rows
            undated |= counts.month in (BLANK, BAD) or counts.month in far
            months.add(counts.month)
        elif owner is None:
            strangers.add((*counts.key, counts.month))
        else:
            reading.others += counts.rows
    reading.units, reading.months = frozenset(units), frozenset(months - {BLANK, BAD} - far)
    problems: list[Problem] = []
    if strangers:
        told, reading.unknown = faults.strangers(engine, part, strangers, owners.reason)
        problems += told
    if undated or tally.bad:
        no_dossiers = _no_dossiers(tally, part, owners)
        problems += faults.bad_dates(engine, part, no_dossiers | strangers, far)
    return problems


def _no_dossiers(tally: Tally, part: ListPart, owners: Owners) -> set[faults.Stranger]:
    return {
        (*counts.key, counts.month)
        for counts in tally.by_date[part.found.layout.date]
        if isinstance(owners.of_dossiers(counts), NoDossier)
    }


def take_out(engine: Engine, part: ListPart, reading: DossierReading, names: Names, asked: Period | None) -> None:
    """Take the dossiers of ``part`` out of a list that was counted with them; raises EngineError."""
    again, _ = read_part(engine, part, names, asked)
    reading.counted -= again.counted
    reading.repeated += again.counted
    for unit, totals in again.totals.items():
        for number, taken in totals.items():
            left = reading.totals[unit][number]
            reading.totals[unit][number] = [ours - theirs for ours, theirs in zip(left, taken, strict=True)]


def _add_up(
    reading: DossierReading,
    tally: Tally,
    part: ListPart,
    path: HeadingPath,
    owners: Owners,
    asked: Period | None,
    far: frozenset[int],
) -> None:
    """Add the measures of one date to the totals of their units, months and the period asked for."""
    places = positions(part, path)
    width = len(part.found.layout.measures)
    for counts in tally.by_date[path]:
        if counts.month in (BLANK, BAD) or counts.month in far:
            continue
        unit = owners.of_measures(counts.key, span_of(counts.month))
        if unit is not None:
            _add(reading.totals.setdefault(unit.id, {}), counts.month, width, places, counts.measures)
        if asked is not None and counts.asked and (unit := owners.of_measures(counts.key, asked)) is not None:
            _add(reading.totals.setdefault(unit.id, {}), ASKED, width, places, counts.measures)


def _add(totals: Totals, month: int, width: int, places: Sequence[int], numbers: Sequence[int]) -> None:
    total = totals.get(month)
    if total is None:
        total = totals[month] = [0] * width
    for place, number in zip(places, numbers, strict=True):
        total[place] += number


# --- all lists of one layout are one list ----------------------------------------------------------------------------


def observed(
    readings: Sequence[DossierReading], asked: Period | None
) -> tuple[list[Observation], list[Period], set[tuple[str, Period]]]:
    """What the lists of one layout tell together, over which spans, and who stands in them."""
    whole = [reading for reading in readings if not reading.found.problems]
    spans = _spans(whole, asked)
    units = {unit.id: unit for reading in whole for unit in reading.units}
    if not spans or not units:
        return [], [], set()
    sources = [(measure, _source(whole[0].found, measure)) for measure in whole[0].found.layout.measures]
    values = _Values()
    observations: list[Observation] = []
    present: set[tuple[str, Period]] = set()
    for identity, unit in units.items():
        totals = [reading.totals[identity] for reading in whole if identity in reading.totals]
        for number, span in spans.items():
            found = [of_unit[number] for of_unit in totals if number in of_unit]
            if not found and not unit.valid_in(span):
                continue
            numbers = found[0] if len(found) == 1 else list(map(sum, zip(*found, strict=True))) or [0] * len(sources)
            observations += [
                Observation(identity, Kind.MEASURE, measure, span, values[count], source)
                for (measure, source), count in zip(sources, numbers, strict=True)
            ]
            present.add((identity, span))
    return observations, list(spans.values()), present


class _Values(dict[int, Fraction]):
    """Counts as observations hold them; of equal ones, one."""

    def __missing__(self, count: int) -> Fraction:
        self[count] = Fraction(count)
        return self[count]


def _spans(readings: Sequence[DossierReading], asked: Period | None) -> dict[int, Period]:
    """The months from the first to the last, and the period asked for where it lies wholly within them."""
    months = sorted({number for reading in readings for number in reading.months})
    if not months:
        return {}
    every = range(months[0], months[-1] + 1)
    spans = {number: span for number in (every if len(every) <= _MOST_MONTHS else months) if (span := span_of(number))}
    within = spans[months[0]].start, spans[months[-1]].end
    if asked is not None and _is_no_month(asked) and within[0] <= asked.start and asked.end <= within[1]:
        spans[ASKED] = asked
    return spans


def _source(found: DossierList, measure: str) -> Source:
    """The headings of the columns that a measure was counted from."""
    layout: RecordsLayout = found.layout
    counting = layout.measures[measure]
    cells = heading_cells(found, (*counting.headings, *(() if counting.date else (layout.date,))))
    return Source(found.grid.file, found.grid.sheet, tuple(map(coordinate, cells)), found.grid.order)


# --- lists whose dossiers have no numbers ----------------------------------------------------------------------------

_FEWEST_DOSSIERS, _FEWEST_COUNTS = 20, 4
"""What two lists must hold to be alike by more than chance: dossiers, and different counts."""


def given_twice(readings: Sequence[DossierReading]) -> list[Problem]:
    """A problem at each list that counts for every unit and month what another one counts."""
    seen: dict[frozenset[tuple[str, int, tuple[int, ...]]], DossierReading] = {}
    problems = []
    for reading in readings:
        counts = {(unit, month, tuple(of)) for unit, totals in reading.totals.items() for month, of in totals.items()}
        telling = reading.counted >= _FEWEST_DOSSIERS and len({of for _, _, of in counts}) >= _FEWEST_COUNTS
        if not telling or reading.found.layout.number:
            continue
        first = seen.setdefault(frozenset(counts), reading)
        if first is not reading:
            message = m(
                "these seem to be the same dossiers as in {other}: all counts are equal; "
                "give one of the two, or name the column of the dossiers' numbers in the layout (id:)",
                other=first.found.grid.location,
            )
            found = reading.found
            problems.append(Problem("conflicting-figures", found.grid.at(found.unit.places[-1]), message))
    return problems
