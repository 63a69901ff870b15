"""Observations -> the figure of a unit and indicator over a span, by the contract's arithmetic.

A cumulative figure comes from an observation of exactly its span, or else from observations that tile it without gap or
overlap; what is missing is named and nothing is filled in.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

from cccc.model.observations import NO_MARGIN, Kind, Observation, Source, Value
from cccc.model.targets import Adds, Indicator, Window
from cccc.periods import Period

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from cccc.model.observations import Values
    from cccc.model.units import Roster, Unit

PERCENT = 100

Datum = Observation | Value
SpanData = dict[tuple[str | None, str, str], Datum]
"""The observations of one span, by unit, kind and what they are about."""
_MEASURE, _RATE, _RATING = (kind.value for kind in (Kind.MEASURE, Kind.RATE, Kind.RATING))


@dataclass(frozen=True, slots=True)
class UnitFigure:
    """A value with its counts where they are known; ``margin`` is half of the last printed digit of a bare rate."""

    numerator: int | None = None
    denominator: int | None = None
    value: Fraction | None = None
    rating: str | None = None
    margin: Fraction = NO_MARGIN
    sources: tuple[Source, ...] = ()

    @classmethod
    def of_counts(cls, numerator: int, denominator: int, sources: tuple[Source, ...] = ()) -> UnitFigure:
        """A ratio in percent; without value where nothing arose."""
        value = Fraction(PERCENT * numerator, denominator) if denominator else None
        return cls(numerator, denominator, value, sources=sources)

    @property
    def counted(self) -> bool:
        """Whether it was computed from counts."""
        return self.denominator is not None


class Observed:
    """All observations of a run, to be asked for figures; of spans that are only ``compared`` with the bare values."""

    def __init__(
        self,
        observations: Iterable[Observation],
        roster: Roster | None = None,
        compared: Mapping[Period, Values] | None = None,
    ) -> None:
        # by what is looked up together, so that a lookup of one figure hashes three texts and no days
        self._spans: dict[Period, SpanData] = {span: {**values} for span, values in (compared or {}).items()}
        self._to_date: dict[date, SpanData] = {}
        self._about: set[tuple[str, str]] = {key[1:] for values in self._spans.values() for key in values}
        self._columns: dict[Period, dict[str, dict[str | None, int]]] = {}
        self._counts: dict[tuple[str, Period], dict[str | None, tuple[int, int]]] = {}
        self._within: dict[Period, list[Period]] = {}
        units = roster.units if roster else ()
        self._heirs = {unit.id: unit for unit in units if unit.carries}
        self._split = _split(units)
        self._lines = {heir: roster.carried(heir) for heir in self._heirs} if roster else {}
        span: Period | None = None
        seen_then: SpanData = {}
        for seen in observations:
            key = (seen.unit, seen.kind.value, seen.about)
            self._about.add(key[1:])
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
        return not self._about.isdisjoint(about) or bool(measures and measures <= self._about)

    def figure(self, unit: str | None, indicator: Indicator, span: Period) -> UnitFigure | None:
        """The figure of exactly ``span``."""
        seen = self._spans.get(span)
        return _figure(unit, indicator, seen) if seen else None

    def counts(self, indicator: Indicator, span: Period) -> dict[str | None, tuple[int, int]]:
        """The numerator and denominator of every unit of which both are known, over exactly ``span``."""
        found = self._counts.get((indicator.id, span))
        if found is None:
            found = self._counts[indicator.id, span] = self._counts_of(indicator, span)
        return found

    def _counts_of(self, indicator: Indicator, span: Period) -> dict[str | None, tuple[int, int]]:
        if indicator.type != "ratio":
            return {}
        columns = self._columns.get(span)
        if columns is None:
            columns = self._columns[span] = defaultdict(dict)
            for (unit, kind, about), told in self._spans.get(span, {}).items():
                if kind == _MEASURE:
                    columns[about][unit] = int(_exact(told))
        parts, wholes = (columns.get(measure, {}) for measure in indicator.measures)
        return {unit: (part, wholes[unit]) for unit, part in parts.items() if unit in wholes}

    def lacks(self, unit: str, indicator: Indicator, span: Period) -> bool:
        """Whether the cumulative figure over ``span`` has to be added up."""
        if indicator.adds is Adds.NEVER:
            return False
        seen = (self._spans.get(span), self._to_date.get(span.end))
        return all(_figure(unit, indicator, one) is None for one in seen if one)

    def change(self, unit: str, indicator: Indicator, figure: UnitFigure | None, since: Period | None) -> Fraction | None:
        """How far ``figure`` is from that of the span ``since``."""
        if since is None or figure is None or figure.value is None or since not in self._spans:
            return None
        if figure.numerator is not None and figure.denominator:
            counts = self.counts(indicator, since).get(unit)
            if counts is not None and counts[1]:
                part, whole = counts
                above = PERCENT * (figure.numerator * whole - part * figure.denominator)
                return Fraction(above, figure.denominator * whole)
        before = self.before(unit, indicator, since)
        return None if before is None or before.value is None else figure.value - before.value

    def before(self, unit: str, indicator: Indicator, span: Period) -> UnitFigure | None:
        """The figure of ``span``; of a time before the unit began, that of the units whose past it carries."""
        return self.figure(unit, indicator, span) or self._inherited(unit, indicator, span, whole=False)

    def _piece(self, unit: str | None, indicator: Indicator, span: Period) -> UnitFigure | None:
        """The same to be added up: a part of a unit that was split has no share in its counts."""
        return self.figure(unit, indicator, span) or (self._inherited(unit, indicator, span, whole=True) if unit else None)

    def _inherited(self, unit: str, indicator: Indicator, span: Period, *, whole: bool) -> UnitFigure | None:
        heir = self._heirs.get(unit)
        if heir is None or heir.valid_from is None or span.end >= heir.valid_from:
            return None
        if whole and not self._split.isdisjoint(heir.carries):
            return None
        look = self._piece if whole else self.before
        return _together([look(one, indicator, span) for one in heir.carries], indicator)

    def cumulative(self, unit: str | None, indicator: Indicator, span: Period) -> tuple[UnitFigure | None, tuple[str, ...]]:
        """The cumulative figure over ``span``; else the labels of what is missing."""
        exact = self.figure(unit, indicator, span) or _figure(unit, indicator, self._to_date.get(span.end, {}))
        if exact is not None:
            return exact, ()
        if indicator.adds is Adds.NEVER:
            return None, (span.label,)
        within = self._addable_within(unit, indicator, span)
        tiles = _tiling(list(within), span)
        if tiles is None:
            return None, _missing(list(within), span)
        figures = [within[tile] for tile in tiles]
        return (figures[-1] if indicator.adds is Adds.END else _added(figures, indicator)), ()

    def pieces(self, unit: str | None, indicator: Indicator, span: Period) -> list[tuple[Period, UnitFigure]]:
        """What the cumulative figure over ``span`` is made of, in order; nothing where it is of one piece, or lacking."""
        exact = self.figure(unit, indicator, span) or _figure(unit, indicator, self._to_date.get(span.end, {}))
        if exact is not None or indicator.adds is Adds.NEVER:
            return []
        within = self._addable_within(unit, indicator, span)
        made = [(tile, within[tile]) for tile in _tiling(list(within), span) or []]
        return made[-1:] if indicator.adds is Adds.END else made

    def _addable_within(self, unit: str | None, indicator: Indicator, within: Period) -> dict[Period, UnitFigure]:
        """The figures inside ``within`` that can be added up, by their spans in order: with counts, and of a stock a rate."""
        line = self._lines.get(unit, (unit,)) if unit else (unit,)
        measures = ((who, Kind.MEASURE.value, measure) for who in line for measure in indicator.measures)
        about = {*((who, Kind.RATE.value, indicator.id) for who in line), *measures}
        # asked of the keys, which look up the few: a set would go through all that a span holds
        known = [span for span in self._inside(within) if not self._spans[span].keys().isdisjoint(about)]
        figures = ((span, self._piece(unit, indicator, span)) for span in known)
        return {span: figure for span, figure in figures if figure is not None and _addable(figure, indicator)}

    def _inside(self, within: Period) -> list[Period]:
        """The spans inside ``within``, in order."""
        found = self._within.get(within)
        if found is None:
            inside = (span for span in self._spans if span.start >= within.start and span.end <= within.end)
            found = self._within[within] = sorted(inside)
        return found


def _split(units: Iterable[Unit]) -> frozenset[str]:
    """The units of which several were formed."""
    parts = Counter(before for unit in units for before in unit.formed_from)
    return frozenset(before for before, count in parts.items() if count > 1)


def _together(figures: list[UnitFigure | None], indicator: Indicator) -> UnitFigure | None:
    """The figure of several units taken together; None where one is not known, or they cannot be added up."""
    known = [figure for figure in figures if figure is not None]
    if len(known) < len(figures) or not known:
        return None
    if len(known) == 1:
        return known[0]
    if indicator.type == "number":
        sums = indicator.adds is not Adds.NEVER and not any(figure.margin for figure in known)
    else:
        sums = all(figure.counted for figure in known)
    return _added(known, indicator) if sums else None


def _figure(unit: str | None, indicator: Indicator, seen: SpanData) -> UnitFigure | None:
    """The figure that the observations of one span give: from counts, or else from a printed rate."""
    if indicator.type == "rating":
        rating = seen.get((unit, _RATING, indicator.id))
        return UnitFigure(rating=str(rating.value), sources=_sources([rating])) if rating else None
    counts = [seen.get((unit, _MEASURE, measure)) for measure in indicator.measures]
    known = [count for count in counts if count is not None]
    if len(known) == len(counts):
        return _counted([_exact(count) for count in known], indicator, _sources(known))
    total = counts[-1]
    if indicator.type == "ratio" and total is not None and _exact(total) == 0:
        return UnitFigure(denominator=0, sources=_sources([total]))
    rate = seen.get((unit, _RATE, indicator.id))
    return UnitFigure(value=Fraction(_exact(rate)), margin=rate.margin, sources=_sources([rate])) if rate else None


def _addable(figure: UnitFigure, indicator: Indicator) -> bool:
    return figure.counted or indicator.adds is Adds.END or (indicator.type == "number" and not figure.margin)


def _exact(seen: Datum) -> Fraction | int:
    return 0 if isinstance(seen.value, str) else seen.value


def _counted(counts: Sequence[Fraction | int], indicator: Indicator, sources: tuple[Source, ...]) -> UnitFigure:
    if indicator.type == "number":
        return UnitFigure(value=Fraction(counts[0]), sources=sources)
    numerator, denominator = (int(count) for count in counts)
    return UnitFigure.of_counts(numerator, denominator, sources)


def _added(figures: list[UnitFigure], indicator: Indicator) -> UnitFigure:
    sources = tuple(dict.fromkeys(source for figure in figures for source in figure.sources))
    if indicator.type == "number":
        return UnitFigure(value=sum((figure.value or Fraction(0) for figure in figures), Fraction(0)), sources=sources)
    numerator = sum(figure.numerator or 0 for figure in figures)
    denominator = sum(figure.denominator or 0 for figure in figures)
    return UnitFigure.of_counts(numerator, denominator, sources)


def _sources(told: Sequence[Datum]) -> tuple[Source, ...]:
    """The cells behind some observations, those of one sheet together, in reading order; nobody asks for those of values."""
    seen = [one.source for one in told if isinstance(one, Observation)]
    if len(seen) < len(told):
        return ()
    if len(seen) == 1:
        return (seen[0],)
    first, *others = seen
    if all((one.file, one.sheet, one.sheet_order) == (first.file, first.sheet, first.sheet_order) for one in others):
        found = {cell for one in seen for cell in one.cells}
        return (Source(first.file, first.sheet, tuple(sorted(found, key=_reading_order)), first.sheet_order),)
    cells: dict[tuple[str, str, int], set[str]] = defaultdict(set)
    for source in seen:
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
