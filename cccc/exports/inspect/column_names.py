"""The columns of new tables -> the measures, rates and ratings they hold, as far as that can be told without a guess."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cccc.exports.inspect.outline import CODES
from cccc.exports.inspect.vocabulary import is_carried, is_rate, measures_in, says
from cccc.exports.tables.headings import ORDINALS, SEPARATOR, columns_of, fits
from cccc.exports.tables.values import looks_like_number
from cccc.messages import Message, m
from cccc.model.observations import Kind
from cccc.vietnamese import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from cccc.exports.grid import Cell, Grid
    from cccc.exports.inspect.interpretation import Known
    from cccc.exports.tables.headings import Head, Heading
    from cccc.model.layouts import Layout
    from cccc.model.targets import Indicator

Path = tuple[str, ...]

_ADDED_UP = {"resolved_on_time": (("trước hạn", "trước thời hạn", "sớm"), ("đúng hạn", "đúng thời hạn", "đúng"))}
"""Measures that two columns give together: one column of each kind of words."""
_CARRIED_INTO = ("received_total",)
_LEAST_WORDS = 2


@dataclass(frozen=True, slots=True)
class Sheet:
    """One new table: its grid, its headings, and the column that names the units."""

    grid: Grid
    head: Head
    unit: Heading | None


@dataclass(slots=True)
class Named:
    """What the columns hold, by path; ``left`` are the paths that nobody could name, with what they may be."""

    measures: dict[str, list[Path]] = field(default_factory=dict)
    rates: dict[str, Path] = field(default_factory=dict)
    ratings: dict[str, Path] = field(default_factory=dict)
    left: dict[Path, Message | None] = field(default_factory=dict)

    @property
    def nothing(self) -> bool:
        """Whether not one column could be named."""
        return not (self.measures or self.rates or self.ratings)


def name_columns(sheets: Sequence[Sheet], known: Known) -> Named:
    """Name the columns of all ``sheets``; a later sheet adds what the earlier ones do not hold."""
    named = Named()
    for sheet in sheets:
        naming = _Naming(sheet, known)
        for measure, paths in naming.measures().items():
            if named.measures.setdefault(measure, paths) != paths:
                naming.leave(paths, m("another column gives {name} already", name=measure))
        for kept, found in ((named.rates, naming.rates()), (named.ratings, naming.ratings())):
            for indicator, path in found.items():
                if kept.setdefault(indicator, path) != path:
                    naming.leave([path], m("another column gives {name} already", name=indicator))
        for path, why in naming.left().items():
            named.left.setdefault(path, why)
    given = {*named.rates.values(), *named.ratings.values(), *(path for paths in named.measures.values() for path in paths)}
    named.left = {path: why for path, why in named.left.items() if path not in given}
    return named


class _Naming:
    """The naming of one sheet's columns."""

    def __init__(self, sheet: Sheet, known: Known) -> None:
        self._grid = sheet.grid
        self._known = known
        self._bottom = sheet.head.bottom
        skipped = ORDINALS | CODES
        self._columns = [
            heading
            for heading in sheet.head.headings
            if heading.shown
            and heading.column not in sheet.grid.hidden_columns
            and not (skipped & set(heading.levels))
            and (sheet.unit is None or heading.column != sheet.unit.column)
        ]
        self._why: dict[Path, Message | None] = {}
        self._measures = self._by_measure()
        self._taken: set[Path] = {path for paths in self._measures.values() for path in paths}

    def measures(self) -> dict[str, list[Path]]:
        return self._measures

    def leave(self, paths: Iterable[Path], why: Message) -> None:
        self._why.update(dict.fromkeys(paths, why))

    def left(self) -> dict[Path, Message | None]:
        """The columns without a name, and why."""
        shown = [one.shown for one in self._columns]
        return {path: self._why.get(path) for path in shown if path in self._why or path not in self._taken}

    # --- measures ----------------------------------------------------------------------------------------------------

    def _by_measure(self) -> dict[str, list[Path]]:
        found: dict[str, list[Heading]] = {}
        for heading in self._columns:
            if is_rate(heading.shown) or not self._counts(heading):
                continue
            names = self._candidates(heading)
            if len(names) == 1:
                found.setdefault(names[0], []).append(heading)
            elif names:
                self._why[heading.shown] = m("may be {names}", names=_either(names))
        return {name: paths for name, headings in found.items() if (paths := self._settled(name, headings))}

    def _candidates(self, heading: Heading) -> list[str]:
        """The office's own layouts know best; else the words, and the layouts that cccc ships."""
        own = _in_layouts(heading, self._known.own_tables())
        names = own or {*measures_in(heading.shown), *_in_layouts(heading, self._known.built_in_tables())}
        wanted = {measure for one in self._wanted() for measure in one.measures}
        return sorted(names & wanted if len(names & wanted) == 1 else names)

    def _settled(self, name: str, headings: Sequence[Heading]) -> list[Path]:
        """The columns of one measure: one, or one of each kind of those that are added up; of others, none."""
        paths = list(dict.fromkeys(heading.shown for heading in headings))
        if name in _CARRIED_INTO and self._carried_beside(headings[0]):
            self._why[headings[0].shown] = m("{name}, if it does not count what was carried over", name=name)
            return []
        kinds = _ADDED_UP.get(name, ())
        each = [[path for path in paths if says(fold(path[-1]), words)] for words in kinds]
        if len(paths) == 1 or (all(len(one) == 1 for one in each) and len(paths) == len(kinds)):
            return paths
        for path in paths:
            self._why[path] = m("several columns may be {name}", name=name)
        return []

    def _carried_beside(self, heading: Heading) -> bool:
        return any(is_carried(one.shown) and one.shown[:1] == heading.shown[:1] for one in self._columns)

    def _counts(self, heading: Heading) -> bool:
        """Whether the column holds figures, not words."""
        cells = self._cells(heading)
        return not cells or any(map(looks_like_number, cells))

    # --- rates and ratings -------------------------------------------------------------------------------------------

    def rates(self) -> dict[str, Path]:
        """The printed rates, each by the one indicator of its block; without counts, by its words."""
        found: dict[str, list[Path]] = {}
        for heading in self._columns:
            if not is_rate(heading.shown):
                continue
            fitting = self._in_block(heading) or self._by_words(heading, ("ratio", "number"))
            if len(fitting) == 1:
                found.setdefault(fitting[0].id, []).append(heading.shown)
            elif fitting:
                self._why[heading.shown] = m("may be the rate of {names}", names=_either(one.id for one in fitting))
        return self._one_each(found)

    def _in_block(self, heading: Heading) -> list[Indicator]:
        """The indicators whose counts all stand under the same heading as the rate."""
        block = {name for name, paths in self._measures.items() if any(path[:-1] == heading.shown[:-1] for path in paths)}
        fitting = [one for one in self._ratios() if set(one.measures) <= block]
        if len(fitting) > 1:
            spoken = [one for one in fitting if one in self._by_words(heading, ("ratio",))]
            fitting = self._narrowed(spoken or fitting)
        return fitting

    def _ratios(self) -> list[Indicator]:
        return [one for one in self._known.indicators.values() if one.type == "ratio"]

    def ratings(self) -> dict[str, Path]:
        """The columns of words, each by the one indicator whose ratings they are and whose name the heading has."""
        found: dict[str, list[Path]] = {}
        for heading in self._columns:
            words = {fold(cell.text) for cell in self._cells(heading)}
            fitting = [one for one in self._by_words(heading, ("rating",)) if words & set(map(fold, (*one.met, *one.missed)))]
            if len(fitting) == 1:
                found.setdefault(fitting[0].id, []).append(heading.shown)
            elif fitting:
                self._why[heading.shown] = m("may be the rating of {names}", names=_either(one.id for one in fitting))
        return self._one_each(found)

    def _by_words(self, heading: Heading, types: Sequence[str]) -> list[Indicator]:
        """The indicators whose name, or a shorter form of it, the heading holds."""
        text = fold(SEPARATOR.join(heading.shown))
        indicators = [one for one in self._known.indicators.values() if one.type in types]
        return self._narrowed([one for one in indicators if says(text, tuple(_forms(one)))])

    def _narrowed(self, fitting: list[Indicator]) -> list[Indicator]:
        """Of several, the one that the workspace asks for."""
        asked = [one for one in fitting if one.id in self._known.wanted]
        return asked if len(asked) == 1 else fitting

    def _wanted(self) -> list[Indicator]:
        return [one for one in self._known.indicators.values() if one.id in self._known.wanted]

    def _one_each(self, found: dict[str, list[Path]]) -> dict[str, Path]:
        for name, paths in found.items():
            if len(paths) > 1:
                self.leave(paths, m("several columns may be {name}", name=name))
        single = {name: paths[0] for name, paths in found.items() if len(paths) == 1}
        self._taken.update(single.values())
        return single

    def _cells(self, heading: Heading) -> list[Cell]:
        rows = (row for row in self._grid.rows if row > self._bottom)
        cells = (self._grid.cell(row, heading.column) for row in rows)
        return [cell for cell in cells if cell.text and not cell.text.startswith("(")]


def _in_layouts(heading: Heading, layouts: Iterable[Layout]) -> set[str]:
    """The measures that layouts take from a column with this heading, from that column alone."""
    return {
        about
        for layout in layouts
        for (kind, about), column in columns_of(layout).items()
        if kind is Kind.MEASURE and len(column.paths) == 1 and fits(column.paths[0], heading)
    }


def _forms(indicator: Indicator) -> Iterator[str]:
    """The name without "Tỷ lệ", and its shorter forms of two words or more."""
    for form in (indicator.name.removeprefix("Tỷ lệ "), indicator.short, indicator.brief):
        if len(form.split()) >= _LEAST_WORDS:
            yield form


def _either(names: Iterable[str]) -> str:
    return " / ".join(names)
