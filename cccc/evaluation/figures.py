"""Observations -> the figure of a unit and indicator over a span, by the contract's arithmetic.

A cumulative figure comes from an observation of exactly its span, or else from observations that tile it without gap or
overlap; what is missing is named and nothing is filled in.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

from cccc.model import Adds, Indicator, Kind, Observation, Source, Window
from cccc.periods import Period

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

PERCENT = 100


@dataclass(frozen=True, slots=True)
class Figure:
    """A value with its counts where they are known; ``margin`` is half of the last printed digit of a bare rate."""

    numerator: int | None = None
    denominator: int | None = None
    value: Fraction | None = None
    rating: str | None = None
    margin: Fraction = Fraction(0)
    sources: tuple[Source, ...] = ()

    @property
    def counted(self) -> bool:
        """Whether it was computed from counts."""
        return self.denominator is not None


class Observed:
    """All observations of a run, to be asked for figures."""

    def __init__(self, observations: Iterable[Observation]) -> None:
        self._spans: dict[tuple[str | None, Kind, str], dict[Period, Observation]] = defaultdict(dict)
        self._to_date: dict[tuple[str | None, Kind, str], dict[date, Observation]] = defaultdict(dict)
        for seen in observations:
            key = (seen.unit, seen.kind, seen.about)
            if seen.window is Window.PERIOD:
                self._spans[key][seen.span] = seen
            else:
                self._to_date[key][seen.span.end] = seen

    def figure(self, unit: str | None, indicator: Indicator, span: Period) -> Figure | None:
        """The figure of exactly ``span``."""
        return self._from(indicator, lambda kind, about: self._spans.get((unit, kind, about), {}).get(span))

    def cumulative(self, unit: str | None, indicator: Indicator, span: Period) -> tuple[Figure | None, tuple[str, ...]]:
        """The cumulative figure over ``span``; else the labels of what is missing."""
        exact = self.figure(unit, indicator, span) or self._from(
            indicator, lambda kind, about: self._to_date.get((unit, kind, about), {}).get(span.end)
        )
        if exact is not None:
            return exact, ()
        if indicator.adds is Adds.NEVER:
            return None, (span.label,)
        within = self._complete_spans(unit, indicator, span)
        tiles = _tiling(within, span)
        if tiles is None:
            return None, _missing(within, span)
        figures = [figure for tile in tiles if (figure := self.figure(unit, indicator, tile)) is not None]
        return (figures[-1] if indicator.adds is Adds.END else _added(figures, indicator)), ()

    def _from(self, indicator: Indicator, look: Look) -> Figure | None:
        if indicator.type == "rating":
            seen = look(Kind.RATING, indicator.id)
            return Figure(rating=str(seen.value), sources=(seen.source,)) if seen else None
        counts = [look(Kind.MEASURE, measure) for measure in indicator.measures]
        known = [seen for seen in counts if seen is not None]
        if len(known) == len(counts):
            return _counted([_exact(seen) for seen in known], indicator, _sources(known))
        total = counts[-1]
        if indicator.type == "ratio" and total is not None and _exact(total) == 0:
            return Figure(denominator=0, sources=_sources([total]))
        rate = look(Kind.RATE, indicator.id)
        return Figure(value=_exact(rate), margin=rate.margin, sources=(rate.source,)) if rate else None

    def _complete_spans(self, unit: str | None, indicator: Indicator, within: Period) -> list[Period]:
        """The spans inside ``within`` whose figures can be added up: those with counts, and of a stock those with a rate."""
        about = [(Kind.RATE, indicator.id), *((Kind.MEASURE, measure) for measure in indicator.measures)]
        known = {span for kind, name in about for span in self._spans.get((unit, kind, name), {})}
        inside = sorted(span for span in known if span.start >= within.start and span.end <= within.end)
        return [span for span in inside if _addable(self.figure(unit, indicator, span), indicator)]


def _addable(figure: Figure | None, indicator: Indicator) -> bool:
    if figure is None:
        return False
    return figure.counted or indicator.adds is Adds.END or (indicator.type == "number" and not figure.margin)


def _exact(seen: Observation) -> Fraction:
    return seen.value if isinstance(seen.value, Fraction) else Fraction(0)


def _counted(counts: list[Fraction], indicator: Indicator, sources: tuple[Source, ...]) -> Figure:
    if indicator.type == "number":
        return Figure(value=counts[0], sources=sources)
    numerator, denominator = (int(count) for count in counts)
    value = Fraction(PERCENT * numerator, denominator) if denominator else None
    return Figure(numerator, denominator, value, sources=sources)


def _added(figures: list[Figure], indicator: Indicator) -> Figure:
    sources = tuple(dict.fromkeys(source for figure in figures for source in figure.sources))
    if indicator.type == "number":
        return Figure(value=sum((figure.value or Fraction(0) for figure in figures), Fraction(0)), sources=sources)
    numerator = sum(figure.numerator or 0 for figure in figures)
    denominator = sum(figure.denominator or 0 for figure in figures)
    return _counted([Fraction(numerator), Fraction(denominator)], indicator, sources)


def _sources(seen: list[Observation]) -> tuple[Source, ...]:
    """The cells behind some observations, those of one sheet together, in reading order."""
    cells: dict[tuple[str, str, int], set[str]] = defaultdict(set)
    for observation in seen:
        source = observation.source
        cells[source.file, source.sheet, source.sheet_order].update(source.cells)
    return tuple(Source(*place[:2], tuple(sorted(found, key=_reading_order)), place[2]) for place, found in cells.items())


def _reading_order(cell: str) -> tuple[int, int, str]:
    letters = cell.rstrip("0123456789")
    return (int(cell[len(letters) :] or 0), len(letters), letters)


def _tiling(spans: list[Period], whole: Period) -> list[Period] | None:
    """The fewest of ``spans`` that cover ``whole`` without gap or overlap, in order; None where there are none."""
    best: dict[date, list[Period]] = {whole.start: []}
    for span in spans:  # sorted by start: every way to reach a start is known before it is used
        before = best.get(span.start)
        if before is None:
            continue
        after = span.end + timedelta(days=1)
        if after not in best or len(best[after]) > len(before) + 1:
            best[after] = [*before, span]
    return best.get(whole.end + timedelta(days=1))


def _missing(spans: list[Period], whole: Period) -> tuple[str, ...]:
    """The months, or parts of months, of ``whole`` that no span covers; all of it where the spans only overlap."""
    gaps: list[Period] = []
    reached = whole.start
    for span in spans:
        if span.start > reached:
            gaps.append(Period(reached, span.start - timedelta(days=1)))
        reached = max(reached, span.end + timedelta(days=1))
    if reached <= whole.end:
        gaps.append(Period(reached, whole.end))
    return tuple(month.label for gap in gaps for month in gap.months()) or (whole.label,)


if TYPE_CHECKING:
    from collections.abc import Callable

    Look = Callable[[Kind, str], Observation | None]
