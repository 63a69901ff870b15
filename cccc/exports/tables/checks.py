"""Holds the figures of a table against one another: counts, printed rates, totals, and tables that tell the same twice."""

from __future__ import annotations

from fractions import Fraction
from itertools import islice
from typing import TYPE_CHECKING

from cccc.exports.grid import coordinate
from cccc.exports.tables.figures import Figure, RowFigures, is_checked, plain_numbers
from cccc.exports.tables.rows import DATA, Role, Row, is_index, under
from cccc.exports.tables.values import NOISE, contradicts, count
from cccc.messages import Message, m
from cccc.model.observations import Kind, Observation
from cccc.problems import Problem, warning
from cccc.vietnamese import decimal, fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from cccc.exports.tables.headings import Field, Table
    from cccc.model.targets import Indicator


def check_lines(table: Table, lines: Sequence[RowFigures], indicators: Mapping[str, Indicator]) -> list[Problem]:
    """What does not fit together within one table."""
    ours = [line for line in lines if is_checked(line.row)]
    return [
        *_exceeding(table, ours, indicators),
        *_disagreeing_rates(table, ours, indicators),
        *_disagreeing_totals(table, lines, plain_numbers(indicators)),
        *_disagreeing_sums(table, ours),
        *_disagreeing_twins(table, ours),
    ]


def first_of_each(observations: Iterable[Observation]) -> tuple[list[Observation], list[Problem]]:
    """One observation for each figure, the first; a later one that differs is a conflict.

    Two totals that differ are no mistake, for each is of its own table; neither is the whole.
    """
    kept: dict[object, Observation] = {}
    problems, totals = [], set()
    for observation in observations:
        first = kept.setdefault(observation.key, observation)
        if first is not observation and not _same(first, observation):
            if observation.unit is None:
                totals.add(observation.key)
            else:
                problems.append(_conflict(first, observation))
    return [observation for key, observation in kept.items() if key not in totals], problems


def _conflict(first: Observation, later: Observation) -> Problem:
    return Problem(
        "conflicting-figures",
        later.source.location,
        m(
            "{later} stands here, but {first} in {place}, for the same unit and span; give only the table that is right",
            later=_shown(later),
            first=_shown(first),
            place=first.source.location,
        ),
    )


def _shown(observation: Observation) -> str:
    if isinstance(observation.value, str):
        return observation.value
    return decimal(observation.value, 4) + ("%" if observation.kind is Kind.RATE else "")


def _same(first: Observation, later: Observation) -> bool:
    if isinstance(first.value, Fraction) and isinstance(later.value, Fraction):
        return abs(first.value - later.value) <= first.margin + later.margin + (NOISE if first.kind is Kind.RATE else 0)
    return first.value == later.value


# --- within a row ----------------------------------------------------------------------------------------------------


def _exceeding(table: Table, lines: Iterable[RowFigures], indicators: Mapping[str, Indicator]) -> Iterator[Problem]:
    windows = {name: column.window for name, column in table.layout.measures.items()}
    pairs = {(indicator.numerator, indicator.denominator) for indicator in indicators.values() if indicator.type == "ratio"}
    held = sorted((above, below) for above, below in pairs if above and below and windows.get(above) == windows.get(below))
    roles = DATA if table.unit else (*DATA, Role.TOTAL)  # the total is the unit's own row where the title names the unit
    for line in lines:
        for above, below in held if line.row.role in roles else ():
            part, whole = line.number(above), line.number(below)
            if part is not None and whole is not None and _exceeds(part, whole):
                yield Problem(
                    "numerator-exceeds-denominator",
                    table.grid.at(line.figures[Kind.MEASURE, above].places[0]),
                    m(
                        "{part} here is more than {whole} in {cell}, which it is a part of; correct the cell that is wrong",
                        part=decimal(part),
                        whole=decimal(whole),
                        cell=line.figures[Kind.MEASURE, below].source(table.grid).cells[0],
                    ),
                )


def _exceeds(part: Fraction, whole: Fraction) -> bool:
    return part.numerator * whole.denominator > whole.numerator * part.denominator


def _disagreeing_rates(table: Table, lines: Iterable[RowFigures], indicators: Mapping[str, Indicator]) -> Iterator[Problem]:
    held = list(_rated(table, indicators))
    for line in lines:
        for which, indicator in held:
            figure = line.figures.get(which)
            above, below = (line.number(measure) for measure in indicator.measures) if figure else (None, None)
            if figure is None or above is None or not below or not isinstance(figure.value, Fraction):
                continue
            if contradicts(figure.value, figure.margin, above, below):
                yield warning(
                    "rate-disagrees",
                    table.grid.at(figure.places[0]),
                    m(
                        "the rate printed here is {printed}%, its counts give {counted}%; the counts are used",
                        printed=decimal(figure.value, 4),
                        counted=decimal(above / below * 100, 4),
                    ),
                )


def _rated(table: Table, indicators: Mapping[str, Indicator]) -> Iterator[tuple[Field, Indicator]]:
    """The rates whose counts the table gives over the same window."""
    for about, column in table.layout.rates.items():
        indicator = indicators.get(about)
        if indicator is None or not indicator.numerator or not indicator.denominator:
            continue
        windows = {table.layout.measures[name].window for name in indicator.measures if name in table.layout.measures}
        if windows == {column.window}:
            yield (Kind.RATE, about), indicator


def _disagreeing_sums(table: Table, lines: Iterable[RowFigures]) -> Iterator[Problem]:
    for line in lines:
        for whole, parts in table.layout.sums.items():
            total, counts = line.figures.get((Kind.MEASURE, whole)), [line.number(part) for part in parts]
            given = [count for count in counts if count is not None]
            if total and len(given) == len(parts) and sum(given) != total.value:
                yield warning("total-disagrees", table.grid.at(total.places[0]), _differs(total, sum(given, Fraction(0))))


def _disagreeing_twins(table: Table, lines: Iterable[RowFigures]) -> Iterator[Problem]:
    """A path that fits two columns is read from the first; the other must tell the same."""
    twins = [(table.taken[which][0], twin) for which in table.twins for twin in table.twins[which]]
    for line in lines:
        for taken, twin in twins if line.row.role in DATA else ():
            first, later = ((line.row.number, heading.column) for heading in (taken, twin))
            text = table.grid.cell(*later).text
            if text and text != table.grid.cell(*first).text:
                yield Problem(
                    "conflicting-figures",
                    table.grid.at(later),
                    m(
                        "two columns fit the same heading in the layout, and this cell differs from {cell}; "
                        "make the heading's path in the layout more exact",
                        cell=coordinate(first),
                    ),
                )


# --- over rows -------------------------------------------------------------------------------------------------------


def _disagreeing_totals(table: Table, lines: Sequence[RowFigures], numbers: frozenset[str]) -> Iterator[Problem]:
    by_row = {line.row.number: line for line in lines}
    rows = [line.row for line in lines]
    for index, line in enumerate(lines):
        if line.row.hidden or line.row.role not in (Role.TOTAL, Role.SUBTOTAL):
            continue
        groups = [[by_row[row.number] for row in under(rows, index)]]
        if line.row.role is Role.TOTAL:
            groups = [[other for other in lines if _adds(other.row)], _since_the_last(lines, index)]
        for measure in table.layout.measures:
            figure = line.figures.get((Kind.MEASURE, measure))
            if figure is None or measure in numbers:
                continue
            sums = [total for group in groups for total in _sums(group, measure)]
            if sums and figure.value not in sums:
                yield warning("total-disagrees", table.grid.at(figure.places[0]), _differs(figure, sums[0]))


def _since_the_last(lines: Sequence[RowFigures], index: int) -> list[RowFigures]:
    """The rows above a total, back to the total before it: "Cộng" under each group."""
    found: list[RowFigures] = []
    for line in reversed(lines[:index]):
        if line.row.role is Role.TOTAL:
            break
        if _adds(line.row):
            found.append(line)
    return found


def _adds(row: Row) -> bool:
    """Whether a total may hold the figures of ``row``."""
    return row.role in DATA or row.aside


def _sums(lines: Sequence[RowFigures], measure: str) -> list[Fraction]:
    """What the rows add up to, with and without the hidden ones and those aside.

    Nothing where a value cannot be read or none is given.
    """
    if any((Kind.MEASURE, measure) in line.faulty for line in lines):
        return []
    seen = [line for line in lines if not line.row.hidden]
    shown = [line for line in seen if not line.row.aside]
    ways = [shown] if len(shown) == len(lines) else [shown, seen, lines]
    given = [[count for line in some if (count := line.number(measure)) is not None] for some in ways]
    return [_added(counts) for counts in given if counts]


def _added(counts: Sequence[Fraction]) -> Fraction:
    """Their sum; of whole numbers without the toil of fractions."""
    if all(count.denominator == 1 for count in counts):
        return Fraction(sum(count.numerator for count in counts))
    return sum(counts, Fraction(0))


def _differs(figure: Figure, expected: Fraction) -> Message:
    value = figure.value if isinstance(figure.value, Fraction) else Fraction(0)
    shown = {"printed": decimal(value), "expected": decimal(expected), "difference": decimal(abs(value - expected))}
    if value > expected:
        return m(
            "the total here is {printed}, its parts add up to {expected}: {difference} too many; find the wrong row", **shown
        )
    return m("the total here is {printed}, its parts add up to {expected}: {difference} too few; find the wrong row", **shown)


# --- which of two readings is right, by the sums ----------------------------------------------------------------------


_PROVED_ON = 200
"""Rows that are enough for a proof."""


def sums_hold(table: Table) -> bool:
    """Whether what the layout says adds up does so, in every row where all of it is given, and in one at least."""
    proved = 0
    for row in islice(table.body, _PROVED_ON):
        if table.named and fold(table.grid.cell(row, table.named.column).text) == table.named.levels[-1]:
            break
        if is_index([cell.text for _, cell in table.row(row)]):
            continue
        for whole, parts in table.layout.sums.items():
            figures = [_figure(table, row, measure) for measure in (whole, *parts)]
            given = [figure for figure in figures if figure is not None]
            if len(given) < len(figures):
                continue
            if given[0] != sum(given[1:]):
                return False
            proved += any(given[1:])
    return proved > 0


def _figure(table: Table, row: int, measure: str) -> Fraction | None:
    if (Kind.MEASURE, measure) not in table.taken:
        return None
    counts = [count(table.grid.cell(row, one.column)) for one in table.taken[Kind.MEASURE, measure]]
    if table.layout.blank_is_zero:
        counts = [Fraction(0) if one is None else one for one in counts]
    given = [one for one in counts if isinstance(one, Fraction)]
    return sum(given, Fraction(0)) if len(given) == len(counts) else None
