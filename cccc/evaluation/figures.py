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

Seen = dict[tuple[str | None, str, str], Observation]
"""The observations of one span, by unit, kind and what they are about."""


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
        # by what is looked up together, so that a lookup of one figure hashes three texts and no days
        self._spans: dict[Period, Seen] = {}
        self._to_date: dict[date, Seen] = {}
        self._told: set[tuple[str, str]] = set()
        span: Period | None = None
        seen_then: Seen = {}
        for seen in observations:
            key = (seen.unit, seen.kind.value, seen.about)
            self._told.add(key[1:])
            if seen.window is not Window.PERIOD:
                self._to_date.setdefault(seen.span.end, {})[key] = seen
                continue
            if seen.span is not span:
                span, seen_then = seen.span, self._spans.setdefault(seen.span, {})
            seen_then[key] = seen

    def tells(self, indicator: Indicator) -> bool:
        """Whether there is a reading of ``indicator``, of whatever unit and span: a rate, a rating, or all of its measures."""
        about = [(kind, indicator.id) for kind in (Kind.RATE.value, Kind.RATING.value)]
        measures = {(Kind.MEASURE.value, measure) for measure in indicator.measures}
        return not self._told.isdisjoint(about) or bool(measures and measures <= self._told)

    def figure(self, unit: str | None, indicator: Indicator, span: Period) -> Figure | None:
        """The figure of exactly ``span``."""
        seen = self._spans.get(span)
        return _figure(unit, indicator, seen) if seen else None

    def cumulative(self, unit: str | None, indicator: Indicator, span: Period) -> tuple[Figure | None, tuple[str, ...]]:
        """The cumulative figure over ``span``; else the labels of what is missing."""
        exact = self.figure(unit, indicator, span) or _figure(unit, indicator, self._to_date.get(span.end, {}))
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

    def _complete_spans(self, unit: str | None, indicator: Indicator, within: Period) -> list[Period]:
        """The spans inside ``within`` whose figures can be added up: those with counts, and of a stock those with a rate."""
        measures = ((unit, Kind.MEASURE.value, measure) for measure in indicator.measures)
        about = {(unit, Kind.RATE.value, indicator.id), *measures}
        known = [span for span, seen in self._spans.items() if not about.isdisjoint(seen)]
        inside = sorted(span for span in known if span.start >= within.start and span.end <= within.end)
        return [span for span in inside if _addable(self.figure(unit, indicator, span), indicator)]


def _figure(unit: str | None, indicator: Indicator, seen: Seen) -> Figure | None:
    """The figure that the observations of one span give: from counts, or else from a printed rate."""
    if indicator.type == "rating":
        rating = seen.get((unit, Kind.RATING.value, indicator.id))
        return Figure(rating=str(rating.value), sources=(rating.source,)) if rating else None
    counts = [seen.get((unit, Kind.MEASURE.value, measure)) for measure in indicator.measures]
    known = [count for count in counts if count is not None]
    if len(known) == len(counts):
        return _counted([_exact(count) for count in known], indicator, _sources(known))
    total = counts[-1]
    if indicator.type == "ratio" and total is not None and _exact(total) == 0:
        return Figure(denominator=0, sources=_sources([total]))
    rate = seen.get((unit, Kind.RATE.value, indicator.id))
    return Figure(value=_exact(rate), margin=rate.margin, sources=(rate.source,)) if rate else None


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
    if len(seen) == 1:
        return (seen[0].source,)
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
