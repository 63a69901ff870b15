"""What became of findings and figures over the periods, and from that the history of one unit."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from cccc.model.evaluations import Status
from cccc.model.targets import Window

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date
    from fractions import Fraction

    from cccc.model.evaluations import FindingKind
    from cccc.model.issuance import Change
    from cccc.model.units import Group, Roster, Unit
    from cccc.periods import Period


class Fate(StrEnum):
    """What became of a finding."""

    PROPOSED = "proposed"
    REPLACED = "replaced"
    WITHDRAWN = "withdrawn"
    STRUCK = "struck"
    IMPORTED = "imported"
    ISSUED = "issued"


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One finding of one unit and period, and its fate with the paper that decided it.

    ``proposed`` says whether the latest evaluation of the period still proposes it; ``changes`` are what the signed paper says
    otherwise than its draft, ``by`` and ``reason`` who struck or changed it and why; ``ended_by`` is the paper that replaced,
    corrected or withdrew it.
    """

    unit: str
    period: Period
    kind: FindingKind
    indicators: tuple[str, ...]
    fate: Fate
    proposed: bool = False
    occurrence: int | None = None
    number: str | None = None
    dated: date | None = None
    step: str | None = None
    changes: tuple[Change, ...] = ()
    by: str | None = None
    reason: str | None = None
    ended_by: str | None = None


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """One figure as the latest evaluation of ``period`` has it."""

    unit: str
    indicator: str
    window: Window
    period: Period
    status: Status
    value: Fraction | None
    rating: str | None
    display: str | None


LONGEST = 12
"""So many periods a line goes back."""


@dataclass(frozen=True, slots=True)
class TrendLine:
    """One figure over periods that follow one another, the last one last; None where a period was not evaluated.

    ``unit`` is whose figure the last one is; ``streak`` says for how many periods up to the last one its status is the same.
    """

    unit: str
    indicator: str
    window: Window
    periods: tuple[Period, ...]
    points: tuple[TrendPoint | None, ...]
    streak: int

    @property
    def status(self) -> Status:
        """The status of the last period."""
        last = self.points[-1]
        return last.status if last is not None else Status.NOT_REPORTED


@dataclass(frozen=True, slots=True)
class UnitStory:
    """What became of a unit; ``line`` are the unit and all whose past goes on in it."""

    unit: Unit
    group: Group
    line: tuple[Unit, ...]
    figures: tuple[TrendLine, ...]
    findings: tuple[HistoryRow, ...]


def story(
    unit: Unit, roster: Roster, indicators: Iterable[str], rows: Iterable[HistoryRow], trend: Iterable[TrendPoint]
) -> UnitStory:
    """The story of ``unit``; ``rows`` and ``trend`` may tell of others too."""
    by_id = {one.id: one for one in roster.units}
    line = tuple(by_id[name] for name in roster.carried(unit.id))
    place = {one.id: at for at, one in enumerate(line)}
    points = [point for point in trend if point.unit in place]
    return UnitStory(
        unit=unit,
        group=next(group for group in roster.groups if group.id == unit.group),
        line=line,
        figures=tuple(_figures(points, _sole_line(unit, by_id), line, list(indicators))),
        findings=tuple(
            sorted(
                (row for row in rows if row.unit in place), key=lambda row: (row.period.end, row.period.start, place[row.unit])
            )
        ),
    )


def _sole_line(unit: Unit, by_id: Mapping[str, Unit]) -> tuple[str, ...]:
    """The unit and its predecessors as long as each has one alone, none of them split: their figures make one line."""
    parts = [before for one in by_id.values() for before in one.formed_from]
    line = [unit.id]
    while len(carries := by_id[line[-1]].carries) == 1 and carries[0] in by_id and parts.count(carries[0]) == 1:
        line.append(carries[0])
    return tuple(line)


def _figures(
    points: Sequence[TrendPoint], sole: Sequence[str], line: Sequence[Unit], indicators: Sequence[str]
) -> Iterable[TrendLine]:
    owners = [tuple(sole), *((unit.id,) for unit in line if unit.id not in sole)]
    kinds = dict.fromkeys((point.indicator, point.window) for point in points)
    order = {name: at for at, name in enumerate(indicators)}
    for owner in owners:
        for indicator, window in sorted(kinds, key=lambda kind: (order.get(kind[0], len(order)), kind[1] != Window.PERIOD)):
            mine = {
                point.period: point
                for name in reversed(owner)  # where both have a figure, the successor's counts
                for point in points
                if (point.unit, point.indicator, point.window) == (name, indicator, window)
            }
            while mine:
                yield _line(indicator, window, mine)


def _line(indicator: str, window: Window, left: dict[Period, TrendPoint]) -> TrendLine:
    """The periods that lead up to the latest of ``left``, which are taken out."""
    last = max(left, key=lambda period: (period.end, period.start))
    earliest = min(period.end for period in left)
    periods = [last]
    while len(periods) < LONGEST and periods[0].previous.end >= earliest:
        periods.insert(0, periods[0].previous)
    points = tuple(left.pop(period, None) for period in periods)
    while points[0] is None:
        points, periods = points[1:], periods[1:]
    # what is older than the line goes back
    for period in [period for period in left if _leads_to(period, periods[0])]:
        del left[period]
    latest = points[-1]
    return TrendLine(latest.unit if latest else "", indicator, window, tuple(periods), points, _streak(points))


def _leads_to(period: Period, first: Period) -> bool:
    """Whether ``period`` is of the same kind and before ``first``."""
    span = first.previous
    while span.end > period.end:
        span = span.previous
    return span == period


def _streak(points: Sequence[TrendPoint | None]) -> int:
    last = points[-1]
    count = 0
    for point in reversed(points):
        if point is None or last is None or point.status is not last.status:
            break
        count += 1
    return count
