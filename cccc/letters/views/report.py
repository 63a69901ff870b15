"""An evaluation -> what a report shows of all units: results against targets, ranks, changes, and what is missing."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

from cccc.letters.language import phrases
from cccc.letters.language.marks import keyed
from cccc.letters.language.requests import Asking, counted
from cccc.model.evaluations import Status
from cccc.model.paper import Key, roman
from cccc.model.policies import by_rate, ranked
from cccc.model.targets import Window
from cccc.vietnamese import count, units_in_prose, upper_first

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cccc.letters.views.facts import Facts
    from cccc.model.evaluations import Assessment, Total
    from cccc.model.targets import Indicator
    from cccc.model.units import Group, Unit

NAMED = 5
"""Up to so many units are named in a sentence; more are counted."""

LOWEST = 3
"""So many of the lowest units are named."""

ACROSS = 4
"""So many indicators stand side by side in one table."""


@dataclass(frozen=True, slots=True)
class CellView:
    """The result of one unit in a table; ``state`` is its status, ``rank`` and ``change`` are empty where there is none."""

    state: str
    figure: str
    change: str
    rank: str


@dataclass(frozen=True, slots=True)
class RowView:
    """One unit in a table."""

    unit: str
    cells: list[CellView]


@dataclass(frozen=True, slots=True)
class SectionView:
    """The units of one group in a table, in the order of the roster."""

    number: str
    name: str
    rows: list[RowView]


@dataclass(frozen=True, slots=True)
class ColumnView:
    """One indicator of a table, and what is asked of all or of each group."""

    name: str
    asked: str


@dataclass(frozen=True, slots=True)
class GridView:
    """A table of all units over one time; ``changes`` says whether anything can be compared with the time before."""

    title: str
    columns: list[ColumnView]
    sections: list[SectionView]
    changes: bool


@dataclass(frozen=True, slots=True)
class StandingView:
    """The place of one unit among those of its group: how many of its targets it has met."""

    rank: str
    unit: str
    met: str
    missed: str


@dataclass(frozen=True, slots=True)
class LeagueView:
    """The units of one group (or all) by the share of their targets that they have met; those without any dossier last."""

    name: str
    standings: list[StandingView]


@dataclass(frozen=True, slots=True)
class ResultView:
    """One indicator over all units.

    ``span`` is told where it is not the report's own; ``best`` share the highest place; ``lowest`` are furthest below what is
    asked; ``met`` and ``missed`` count units, and are empty where there are none; ``idle`` had no dossiers, ``absent`` gave no
    figures, for this though for other things.
    """

    name: str
    asked: str
    span: str
    verb: str
    figure: str
    change: str | None
    judged: bool
    met: str
    missed: str
    best: str
    best_figure: str
    lowest: list[str]
    idle: str
    absent: str


class Report:
    """All units of an evaluation side by side."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts

    # --- what is told ---

    @cached_property
    def results(self) -> list[ResultView]:
        """The indicators for which anything is known, over the period where it is judged, else to date."""
        return [self._result(about, window) for about, window in self._shown() if self._known(about, window)]

    @cached_property
    def unknown(self) -> list[str]:
        """The indicators of which no unit has given figures."""
        return [phrases.name(about) for about, window in self._shown() if not self._known(about, window)]

    @cached_property
    def leagues(self) -> list[LeagueView]:
        """The groups, each with its units in order; all units together where the policy ranks them so."""
        return [LeagueView(name, self._standings(units)) for name, units in self._ranked_among()]

    @property
    def within_groups(self) -> bool:
        """Whether units are ranked among their group, not among all."""
        return self._facts.beside.ranking.within_groups

    @property
    def by_dossiers(self) -> bool:
        """Whether of two units with one rate the one with more dossiers stands higher."""
        return self._facts.beside.ranking.ties == "by_denominator"

    @property
    def fewest(self) -> str:
        """With fewer dossiers than this a unit has no rank; empty where all have."""
        least = self._facts.beside.ranking.min_denominator
        return count(least) if least > 1 else ""

    @cached_property
    def grids(self) -> list[GridView]:
        """All figures of all units, a table for the period and one to date where that is longer."""
        return [
            self._grid(window, chosen)
            for window in Window
            for chosen in _parts(
                [about for about in self._judged() if self._known(about, window) and self._longer(about, window)]
            )
        ]

    @cached_property
    def idle(self) -> str:
        """The units for which nothing arose in anything."""
        return self._naming([unit for unit in self._units if self._arose(unit) is Status.NOTHING_AROSE])

    @cached_property
    def absent(self) -> str:
        """The units that gave no figure at all."""
        return self._naming([unit for unit in self._units if self._arose(unit) is Status.NOT_REPORTED])

    @cached_property
    def assumed(self) -> list[str]:
        """The indicators that are judged by what was only assumed."""
        asked = {one.indicator for one in self._facts.evaluation.assessments if one.target and one.target.assumed}
        return [phrases.name(about) for about in self._facts.indicators.values() if about.id in asked]

    @cached_property
    def compared(self) -> bool:
        """Whether any result is told with its change."""
        return any(result.change for result in self.results)

    @cached_property
    def short_of_figures(self) -> bool:
        """Whether anyone still owes figures."""
        return bool(self.unknown or self.absent or any(result.absent for result in self.results))

    @cached_property
    def complete(self) -> bool:
        """Whether every unit has a figure for everything."""
        return not (self.short_of_figures or self.idle or any(result.idle for result in self.results))

    # --- how it is found ---

    @cached_property
    def _units(self) -> list[Unit]:
        return self._facts.units()

    @cached_property
    def _by(self) -> dict[tuple[str, Window], dict[str, Assessment]]:
        found: dict[tuple[str, Window], dict[str, Assessment]] = {}
        for one in self._facts.evaluation.assessments:
            found.setdefault((one.indicator, one.window), {})[one.unit] = one
        return found

    def _judged(self) -> list[Indicator]:
        judged = {indicator for indicator, _ in self._by}
        return [about for about in self._facts.indicators.values() if about.id in judged and about.type != "rating"]

    def _shown(self) -> list[tuple[Indicator, Window]]:
        return [
            (about, Window.PERIOD if self._known(about, Window.PERIOD) else Window.CUMULATIVE)
            if (about.id, Window.CUMULATIVE) in self._by
            else (about, Window.PERIOD)
            for about in self._judged()
        ]

    def _known(self, about: Indicator, window: Window) -> bool:
        return any(one.value is not None for one in self._by.get((about.id, window), {}).values())

    def _longer(self, about: Indicator, window: Window) -> bool:
        """Whether the table of ``window`` tells more of ``about`` than that of the period."""
        spans = {one.span for one in self._by[about.id, window].values()}
        return window is Window.PERIOD or spans != {self._facts.evaluation.period} or not self._known(about, Window.PERIOD)

    def _groups(self) -> Iterable[tuple[Group, list[Unit]]]:
        for group in self._facts.roster.groups:
            if units := [unit for unit in self._units if unit.group == group.id]:
                yield group, units

    def _ranked_among(self) -> Iterable[tuple[str, list[Unit]]]:
        """Those who are ranked among one another, and what they are called."""
        if self.within_groups:
            return [(group.name, units) for group, units in self._groups()]
        return [("Tất cả các cơ quan, đơn vị", self._units)] if self._units else []

    def _result(self, about: Indicator, window: Window) -> ResultView:
        facts, found = self._facts, self._by[about.id, window]
        order = by_rate(found.values(), about, facts.beside.ranking)
        best = [one for rank, one in order if rank == 1]
        missed = [one for one in found.values() if one.status is Status.MISSED]
        lowest = [one for rank, one in reversed(order) if rank and one.status is Status.MISSED]
        total = self._total(about, window)
        said = _said(total) if total else phrases.plainly
        return ResultView(
            name=phrases.name(about),
            asked=Asking(self._facts).of(about, found.values()),
            span=phrases.span(order[0][1]) if window is Window.CUMULATIVE else "",
            verb=phrases.reached(about),
            figure=said(total.display, "value") if total and total.display else "",
            change=phrases.change(total.change, about, said) if total else None,
            judged=any(one.status in (Status.MET, Status.MISSED) for one in found.values()),
            met=self._counted(one for one in found.values() if one.status is Status.MET),
            missed=self._counted(missed),
            best=self._naming_or_count(best),
            best_figure=facts.shown(*best) if best else "",
            lowest=[f"{self._named(one)} ({facts.shown(one)})" for one in lowest[:LOWEST]],
            idle=self._naming(self._alone(found.values(), Status.NOTHING_AROSE)),
            absent=self._naming(self._alone(found.values(), Status.NOT_REPORTED)),
        )

    def _standings(self, units: Sequence[Unit]) -> list[StandingView]:
        judged = {unit.id: self._verdicts(unit) for unit in units}
        order = ranked(units, lambda unit: _share(judged[unit.id]))
        return [self._standing(rank, unit, judged[unit.id]) for rank, unit in order]

    def _standing(self, rank: int | None, unit: Unit, verdicts: Sequence[Assessment]) -> StandingView:
        missed = [self._facts.indicators[one.indicator].brief for one in verdicts if one.status is Status.MISSED]
        met = sum(one.status is Status.MET for one in verdicts)
        return StandingView(
            rank=_ranked(rank, unit.id),
            unit=self._facts.named(unit).whole,
            met=_shared(met, met + len(missed), unit) if rank else "",
            missed="; ".join(missed),
        )

    def _verdicts(self, unit: Unit) -> list[Assessment]:
        found = (self._by[about.id, window].get(unit.id) for about, window in self._shown())
        return [one for one in found if one is not None]

    def _arose(self, unit: Unit) -> Status | None:
        """What all figures of ``unit`` that others have given are; None where they differ."""
        told = [
            one.status
            for about, window in self._shown()
            if self._known(about, window)
            for one in [self._by[about.id, window].get(unit.id)]
            if one is not None
        ]
        return told[0] if len(set(told)) == 1 else None

    def _grid(self, window: Window, chosen: Sequence[Indicator]) -> GridView:
        ranks: dict[tuple[str, str], int | None] = {}
        for about in chosen:
            found = self._by[about.id, window]
            for _, units in self._ranked_among():
                mine = [found[unit.id] for unit in units if unit.id in found]
                for rank, one in by_rate(mine, about, self._facts.beside.ranking):
                    ranks[about.id, one.unit] = rank
        sections = [
            SectionView(roman(at), group.name, [self._row(unit, window, chosen, ranks) for unit in units])
            for at, (group, units) in enumerate(self._groups(), 1)
        ]
        spans = {one.span for about in chosen for one in self._by[about.id, window].values()}
        over = self._facts.evaluation.period.phrase if window is Window.PERIOD or len(spans) > 1 else spans.pop().phrase
        return GridView(
            title=f"{'lũy kế ' if window is Window.CUMULATIVE else ''}{over}",
            columns=[
                ColumnView(upper_first(about.short), Asking(self._facts).of(about, self._by[about.id, window].values()))
                for about in chosen
            ],
            sections=sections,
            changes=any(cell.change for section in sections for row in section.rows for cell in row.cells),
        )

    def _row(
        self, unit: Unit, window: Window, chosen: Sequence[Indicator], ranks: dict[tuple[str, str], int | None]
    ) -> RowView:
        return RowView(
            self._facts.named(unit).whole,
            [self._cell(self._by[about.id, window].get(unit.id), about, ranks.get((about.id, unit.id))) for about in chosen],
        )

    def _cell(self, one: Assessment | None, about: Indicator, rank: int | None) -> CellView:
        if one is None or one.value is None:
            return CellView(one.status if one else Status.NO_TARGET, "", "", "")
        moved = phrases.change(one.change, about, self._facts.said(one)) or ""
        # a column has room for no more
        change = moved.removesuffix(" điểm phần trăm").replace("không thay đổi", "không đổi")
        return CellView(
            one.status,
            self._facts.said(one)(one.display or "", "value"),
            change,
            _ranked(rank, one.unit, one.indicator, one.window),
        )

    def _total(self, about: Indicator, window: Window) -> Total | None:
        return next(
            (
                one
                for one in self._facts.evaluation.totals
                if one.group is None and one.indicator == about.id and one.window is window
            ),
            None,
        )

    # --- units in words ---

    def _alone(self, found: Iterable[Assessment], status: Status) -> list[Unit]:
        """The units of that status in one thing but not in all, which is told once."""
        units = [self._facts.unit(one.unit) for one in found if one.status is status]
        return [unit for unit in units if self._arose(unit) is not status]

    def _named(self, one: Assessment) -> str:
        return self._facts.named(self._facts.unit(one.unit)).whole

    def _naming(self, units: Sequence[Unit]) -> str:
        return units_in_prose([self._facts.named(unit) for unit in units])

    def _naming_or_count(self, found: Sequence[Assessment]) -> str:
        units = [self._facts.unit(one.unit) for one in found]
        return self._naming(units) if len(units) <= NAMED else self._facts.counted(units)

    def _counted(self, found: Iterable[Assessment]) -> str:
        return counted([one.unit for one in found])


def _share(verdicts: Sequence[Assessment]) -> Fraction | None:
    """How much of what was asked is met; None where nothing could be judged."""
    judged = [one.status is Status.MET for one in verdicts if one.status in (Status.MET, Status.MISSED)]
    return Fraction(sum(judged), len(judged)) if judged else None


def _parts(indicators: Sequence[Indicator]) -> list[Sequence[Indicator]]:
    """As few tables as hold them, about as wide as each other."""
    tables = -(-len(indicators) // ACROSS)
    return [indicators[at * len(indicators) // tables : (at + 1) * len(indicators) // tables] for at in range(tables)]


def _shared(met: int, asked: int, unit: Unit) -> str:
    return f"{keyed(str(met), Key('numerator', (unit.id,)))}/{keyed(str(asked), Key('denominator', (unit.id,)))}"


def _ranked(rank: int | None, unit: str, indicator: str = "", window: str = "") -> str:
    return keyed(str(rank), Key("rank", (unit,), (indicator,) if indicator else (), window)) if rank else ""


def _said(total: Total) -> phrases.Said:
    return lambda text, what: keyed(text, Key(what, (), (total.indicator,), total.window))
