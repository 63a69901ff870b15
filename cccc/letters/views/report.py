"""An evaluation -> what a report shows of all units: results against targets, ranks, changes, and what is missing."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from cccc.letters.language import phrases
from cccc.letters.language.marks import keyed
from cccc.letters.views.classes import (
    CellView,
    ColumnView,
    GridView,
    GroupRows,
    LeagueView,
    ReportView,
    ResultView,
    RowView,
    StandingView,
)
from cccc.letters.views.facts import figure_of, figure_of_total, in_prose, number_of
from cccc.model.evaluations import Status
from cccc.model.paper import Key, roman
from cccc.model.policies import by_rate, ranked
from cccc.model.targets import Window
from cccc.vietnamese import count, upper_first

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cccc.letters.views.facts import Facts
    from cccc.model.evaluations import Assessment
    from cccc.model.targets import Indicator
    from cccc.model.units import Unit

NAMED = 5
"""Up to so many units are named in a sentence; more are counted."""

LOWEST = 3
"""So many of the lowest units are named."""

ACROSS = 4
"""So many indicators stand side by side in one table."""


def report(facts: Facts) -> ReportView:
    """All units of an evaluation side by side."""
    figures = _ReportFigures(facts)
    ranking = facts.beside.ranking
    results = [_result(figures, about, window) for about, window in figures.reported if figures.known(about, window)]
    unknown = [phrases.name(about) for about, window in figures.reported if not figures.known(about, window)]
    idle, absent = figures.throughout(Status.NOTHING_AROSE), figures.throughout(Status.NOT_REPORTED)
    assumed = {one.indicator for one in facts.evaluation.assessments if one.target and one.target.assumed}
    short_of_figures = bool(unknown or absent or any(result.absent for result in results))
    return ReportView(
        results=results,
        unknown=unknown,
        leagues=[LeagueView(name, _standings(figures, units)) for name, units in figures.ranked_among],
        within_groups=ranking.within_groups,
        by_dossiers=ranking.ties == "by_denominator",
        fewest=count(ranking.min_denominator) if ranking.min_denominator > 1 else "",
        grids=[_grid(figures, window, chosen) for window in Window for chosen in _parts(figures.told(window))],
        idle=idle,
        absent=absent,
        assumed=[phrases.name(about) for about in facts.indicators.values() if about.id in assumed],
        compared=any(result.change for result in results),
        short_of_figures=short_of_figures,
        complete=not (short_of_figures or idle or any(result.idle for result in results)),
    )


class _ReportFigures:
    """The assessments of ``facts`` by indicator, window and unit.

    ``reported`` are the indicators in order with the window that a report tells, the period's where anything is known of it;
    ``ranked_among`` those who are ranked among one another, and what they are called.
    """

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.by: dict[tuple[str, Window], dict[str, Assessment]] = {}
        for one in facts.evaluation.assessments:
            self.by.setdefault((one.indicator, one.window), {})[one.unit] = one
        judged = {indicator for indicator, _ in self.by}
        self._judged = [about for about in facts.indicators.values() if about.id in judged and about.type != "rating"]
        self.reported = [(about, self._window(about)) for about in self._judged]
        whole = [("Tất cả các cơ quan, đơn vị", facts.units())] if facts.units() else []
        self.ranked_among = facts.grouped() if facts.beside.ranking.within_groups else whole

    def _window(self, about: Indicator) -> Window:
        cumulative = (about.id, Window.CUMULATIVE) in self.by and not self.known(about, Window.PERIOD)
        return Window.CUMULATIVE if cumulative else Window.PERIOD

    def known(self, about: Indicator, window: Window) -> bool:
        """Whether any unit has a figure."""
        return any(one.value is not None for one in self.by.get((about.id, window), {}).values())

    def told(self, window: Window) -> list[Indicator]:
        """The indicators for a table of ``window``: those of which it tells more than that of the period."""
        return [about for about in self._judged if self.known(about, window) and self._longer(about, window)]

    def _longer(self, about: Indicator, window: Window) -> bool:
        spans = {one.span for one in self.by[about.id, window].values()}
        return window is Window.PERIOD or spans != {self.facts.evaluation.period} or not self.known(about, Window.PERIOD)

    def of(self, unit: Unit) -> list[Assessment]:
        """The verdicts on ``unit`` that a report tells."""
        found = (self.by[about.id, window].get(unit.id) for about, window in self.reported)
        return [one for one in found if one is not None]

    def arose(self, unit: Unit) -> Status | None:
        """What all figures of ``unit`` that others have given are; None where they differ."""
        told = {
            self.by[about.id, window][unit.id].status
            for about, window in self.reported
            if self.known(about, window) and unit.id in self.by[about.id, window]
        }
        return told.pop() if len(told) == 1 else None

    def throughout(self, status: Status) -> str:
        """The units all of whose figures are of that status."""
        return in_prose(unit for unit in self.facts.units() if self.arose(unit) is status)

    def alone(self, found: Iterable[Assessment], status: Status) -> str:
        """The units of that status in one thing but not in all, which is told once."""
        units = [self.facts.unit(one.unit) for one in found if one.status is status]
        return in_prose(unit for unit in units if self.arose(unit) is not status)


def _result(figures: _ReportFigures, about: Indicator, window: Window) -> ResultView:
    facts, found = figures.facts, figures.by[about.id, window]
    order = by_rate(found.values(), about, facts.beside.ranking)
    best = [one for rank, one in order if rank == 1]
    leaders = [facts.unit(one.unit) for one in best]
    lowest = [one for rank, one in reversed(order) if rank and one.status is Status.MISSED]
    total = facts.total(about, window)
    said = figure_of_total(total) if total else phrases.plainly
    return ResultView(
        name=phrases.name(about),
        asked=facts.asked(about, found.values()),
        span=phrases.span(order[0][1]) if window is Window.CUMULATIVE else "",
        verb=phrases.reached(about),
        figure=said(total.display, "value") if total and total.display else "",
        change=phrases.change(total.change, about, said) if total else None,
        judged=any(one.status in (Status.MET, Status.MISSED) for one in found.values()),
        met=number_of(one.unit for one in found.values() if one.status is Status.MET),
        missed=number_of(one.unit for one in found.values() if one.status is Status.MISSED),
        best=in_prose(leaders) if len(leaders) <= NAMED else facts.counted(leaders),
        best_figure=facts.shown(*best) if best else "",
        lowest=[f"{facts.name(one.unit)} ({facts.shown(one)})" for one in lowest[:LOWEST]],
        idle=figures.alone(found.values(), Status.NOTHING_AROSE),
        absent=figures.alone(found.values(), Status.NOT_REPORTED),
    )


# --- who has met how many targets ---


def _standings(figures: _ReportFigures, units: Sequence[Unit]) -> list[StandingView]:
    judged = {unit.id: figures.of(unit) for unit in units}
    order = ranked(units, lambda unit: _share(judged[unit.id]))
    return [_standing(figures, rank, unit, judged[unit.id]) for rank, unit in order]


def _standing(figures: _ReportFigures, rank: int | None, unit: Unit, verdicts: Sequence[Assessment]) -> StandingView:
    missed = [figures.facts.indicators[one.indicator].brief for one in verdicts if one.status is Status.MISSED]
    met = sum(one.status is Status.MET for one in verdicts)
    part, whole = Key("numerator", (unit.id,)), Key("denominator", (unit.id,))
    return StandingView(
        rank=_rank(rank, unit.id),
        unit=figures.facts.name(unit),
        met=f"{keyed(str(met), part)}/{keyed(str(met + len(missed)), whole)}" if rank else "",
        missed="; ".join(missed),
    )


def _share(verdicts: Sequence[Assessment]) -> Fraction | None:
    """How much of what was asked is met; None where nothing could be judged."""
    judged = [one.status is Status.MET for one in verdicts if one.status in (Status.MET, Status.MISSED)]
    return Fraction(sum(judged), len(judged)) if judged else None


# --- tables ---


def _grid(figures: _ReportFigures, window: Window, chosen: Sequence[Indicator]) -> GridView:
    facts = figures.facts
    ranks: dict[tuple[str, str], int | None] = {}
    for about in chosen:
        found = figures.by[about.id, window]
        for _, units in figures.ranked_among:
            mine = [found[unit.id] for unit in units if unit.id in found]
            for rank, one in by_rate(mine, about, facts.beside.ranking):
                ranks[about.id, one.unit] = rank

    def row(unit: Unit) -> RowView:
        cells = [_cell(figures.by[about.id, window].get(unit.id), about, ranks.get((about.id, unit.id))) for about in chosen]
        return RowView(facts.name(unit), cells)

    sections = [GroupRows(roman(at), name, list(map(row, units))) for at, (name, units) in enumerate(facts.grouped(), 1)]
    spans = {one.span for about in chosen for one in figures.by[about.id, window].values()}
    over = facts.evaluation.period.phrase if window is Window.PERIOD or len(spans) > 1 else spans.pop().phrase
    return GridView(
        title=f"{'lũy kế ' if window is Window.CUMULATIVE else ''}{over}",
        columns=[
            ColumnView(upper_first(about.short), facts.asked(about, figures.by[about.id, window].values())) for about in chosen
        ],
        sections=sections,
        changes=any(cell.change for section in sections for row in section.rows for cell in row.cells),
    )


def _cell(one: Assessment | None, about: Indicator, rank: int | None) -> CellView:
    if one is None or one.value is None:
        return CellView(one.status if one else Status.NO_TARGET, "", "", "")
    said = figure_of(one)
    # a column has room for no more
    moved = (phrases.change(one.change, about, said) or "").removesuffix(" điểm phần trăm")
    return CellView(
        state=one.status,
        figure=said(one.display or "", "value"),
        change=moved.replace("không thay đổi", "không đổi"),
        rank=_rank(rank, one.unit, one.indicator, one.window),
    )


def _parts(indicators: Sequence[Indicator]) -> list[Sequence[Indicator]]:
    """As few tables as hold them, about as wide as each other."""
    tables = -(-len(indicators) // ACROSS)
    return [indicators[at * len(indicators) // tables : (at + 1) * len(indicators) // tables] for at in range(tables)]


def _rank(rank: int | None, unit: str, indicator: str = "", window: str = "") -> str:
    return keyed(str(rank), Key("rank", (unit,), (indicator,) if indicator else (), window)) if rank else ""
