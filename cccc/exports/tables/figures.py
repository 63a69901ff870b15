"""Turns the rows of a table into figures, each with its cells: counts, rates in percent, ratings."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING

from cccc.exports.grid import coordinate
from cccc.exports.tables import values
from cccc.exports.tables.rows import DATA, Role, Row
from cccc.exports.tables.values import Fault, Printed
from cccc.messages import m
from cccc.model.observations import Kind, Source
from cccc.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from cccc.exports.grid import Grid, Place
    from cccc.exports.tables.headings import Field, Table
    from cccc.model.targets import Indicator


ZERO = Fraction(0)
_MEASURE = Kind.MEASURE  # looked up for every figure of a table, and looking into an enum is slow


@dataclass(frozen=True, slots=True)
class Figure:
    """A value and the cells it came from; ``margin`` is half of the last printed digit of a rate."""

    value: Fraction | str
    places: tuple[Place, ...]
    margin: Fraction = ZERO

    def source(self, grid: Grid) -> Source:
        """Where it stands, for whoever walks back."""
        return Source(grid.file, grid.sheet, tuple(map(coordinate, self.places)), grid.order)


@dataclass(slots=True)
class RowFigures:
    """A row with its figures; ``faulty`` are those that stand there but cannot be read."""

    row: Row
    figures: dict[Field, Figure] = field(default_factory=dict)
    faulty: set[Field] = field(default_factory=set)

    def number(self, measure: str) -> Fraction | None:
        """The count of ``measure``; None where it is not given."""
        figure = self.figures.get((_MEASURE, measure))
        return figure.value if figure and isinstance(figure.value, Fraction) else None

    def ratio(self, indicator: Indicator) -> Fraction | None:
        """The counts' own ratio in percent; None without counts or where nothing arose."""
        above, below = (self.number(measure) if measure else None for measure in (indicator.numerator, indicator.denominator))
        if above is None or not below:
            return None
        (part, pieces), (whole, wholes) = above.as_integer_ratio(), below.as_integer_ratio()
        return Fraction(values.PERCENT * part * wholes, whole * pieces)

    def counted(self, indicator: Indicator) -> bool:
        """Whether all counts of ``indicator`` are given."""
        return bool(indicator.measures) and all(self.number(measure) is not None for measure in indicator.measures)


def lines_of(table: Table, rows: Iterable[Row], indicators: Mapping[str, Indicator]) -> tuple[list[RowFigures], list[Problem]]:
    """The figures of every row of data, total or group.

    A stranger's and a hidden row's are read for the totals alone: what is wrong in them is told of the whole row elsewhere.
    """
    taking = _Taking(table, indicators)
    lines = [taking.line(row) for row in rows if row.role is not Role.OTHER or row.aside]
    for about in table.layout.rates:
        if (Kind.RATE, about) in table.taken:
            taking.settle(about, lines)
    return lines, taking.problems


def is_checked(row: Row) -> bool:
    """Whether what is wrong in ``row`` is told cell by cell."""
    return row.role not in (Role.STRANGER, Role.OTHER) and not row.hidden


def plain_numbers(indicators: Mapping[str, Indicator]) -> frozenset[str]:
    """The measures that only indicators of type ``number`` use: they may have decimals, and do not add up to a total."""
    users: dict[str, set[str]] = {}
    for indicator in indicators.values():
        for measure in indicator.measures:
            users.setdefault(measure, set()).add(indicator.type)
    return frozenset(measure for measure, types in users.items() if types == {"number"})


class _Taking:
    """The taking of one table's figures; ``printed`` keeps the rates until their column is settled."""

    def __init__(self, table: Table, indicators: Mapping[str, Indicator]) -> None:
        self._table = table
        self._grid = table.grid
        self._indicators = indicators
        self._numbers = plain_numbers(indicators)
        self._columns = {which: tuple(heading.column for heading in table.taken[which]) for which in table.taken}
        self._commas = {
            about: self._comma(about) for kind, about in table.taken if kind is Kind.MEASURE and about in self._numbers
        }
        self._printed: dict[str, dict[int, tuple[Place, Printed]]] = {}
        self.problems: list[Problem] = []

    def _comma(self, measure: str) -> bool | None:
        columns = self._columns[Kind.MEASURE, measure]
        return values.decimal_comma(self._grid.cell(row, column) for row in self._table.body for column in columns)

    def line(self, row: Row) -> RowFigures:
        line = RowFigures(row)
        if row.role is Role.GROUP:
            return line
        for which, columns in self._columns.items():
            places = tuple([(row.number, column) for column in columns])
            if which[0] is _MEASURE:
                counts = [self._read(line, which, place) for place in places]
                given = [count for count in counts if isinstance(count, Fraction)]
                if len(given) == len(places):
                    line.figures[which] = Figure(given[0] if len(given) == 1 else sum(given, ZERO), places)
            elif which[0] is Kind.RATE or (row.role in (Role.UNIT, Role.PART) and which[1] in self._indicators):
                value = self._read(line, which, places[0])
                if isinstance(value, Printed):
                    self._printed.setdefault(which[1], {})[row.number] = (places[0], value)
                elif value is not None:
                    line.figures[which] = Figure(value, places[:1])
        return line

    def _read(self, line: RowFigures, which: Field, place: Place) -> Fraction | Printed | str | None:
        """The value there; a fault is told, and leaves no value."""
        (kind, about), cell = which, self._grid.cell(*place)
        value: Fraction | Printed | str | Fault | None = STALE
        if kind is _MEASURE and not cell.stale:
            value = values.count(cell, whole=about not in self._numbers, comma=self._commas.get(about))
            if value is None and self._table.layout.blank_is_zero and line.row.role in DATA:
                value = ZERO  # a blank total is not a total of zero
        elif not cell.stale:
            value = values.rate(cell) if kind is Kind.RATE else values.rating(cell, self._indicators[about])
        if not isinstance(value, Fault):
            return value
        line.faulty.add(which)
        if is_checked(line.row):
            self.problems.append(Problem(value.code, self._grid.at(place), value.message))
        return None

    def settle(self, about: str, lines: Sequence[RowFigures]) -> None:
        """Give the lines the rates of a column in percent."""
        indicator = self._indicators.get(about)
        printed = self._printed.get(about, {})
        asked = {line.row.number: line for line in lines if line.row.number in printed and is_checked(line.row)}
        told_rates = {number: printed[number][1] for number in asked}
        bare = indicator is not None and any(rate.bare for rate in told_rates.values())
        known = {number: line.ratio(indicator) for number, line in asked.items()} if bare and indicator else {}
        ratios = {number: ratio for number, ratio in known.items() if ratio is not None}
        settled, doubtful = values.settle_rates(told_rates, ratios)
        for number, rate in settled.items():
            asked[number].figures[Kind.RATE, about] = Figure(rate.value, (printed[number][0],), rate.margin)
        if doubtful:
            self.problems.append(_ambiguous(self._grid, printed[doubtful[0]][0]))


STALE = Fault(
    "stale-formula",
    m("this formula was never calculated, so its value is not known; open the file in Excel, calculate (F9) and save it"),
)


def _ambiguous(grid: Grid, place: Place) -> Problem:
    return Problem(
        "ambiguous-rate",
        grid.at(place),
        m(
            "{text} may be a percentage or a part of one, and no counts settle it; write rates with the percent sign (97,67%)",
            text=grid.cell(*place).text,
        ),
    )
