"""An evaluation -> tables of exact cells, which a workbook, a page, CSV and Markdown each show in their own way."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from cccc.messages import _
from cccc.model.evaluations import FindingKind, Status
from cccc.model.policies import Ranking
from cccc.problems import in_order
from cccc.reports import words
from cccc.reports.words import kind_name, subject
from cccc.vietnamese import decimal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from cccc.model.differences import Flips
    from cccc.model.evaluations import Assessment, Evaluation, Finding
    from cccc.model.issuance import Alarm
    from cccc.model.offices import Issuer
    from cccc.model.targets import Indicator, Plan, Target
    from cccc.model.units import Roster
    from cccc.problems import Problem

POINTS = 2
"""Decimals of a change in percentage points."""

Cell = str | int | Fraction | date | Status | FindingKind | None
"""A fraction is a figure to be told exactly; statuses and kinds have words and a colour."""


@dataclass(frozen=True, slots=True)
class ReportColumn:
    """A heading, how many characters it wants, and how many decimals its figures are shown with; all are kept."""

    heading: str
    width: int = 12
    decimals: int = words.EXACT


@dataclass(frozen=True, slots=True)
class ReportTable:
    """``name`` is for machines, ``title`` for people; ``note`` is what they must know to read it.

    ``printed`` is how many columns go on paper; those behind them are for sorting and for machines.
    """

    name: str
    title: str
    columns: tuple[ReportColumn, ...]
    rows: list[tuple[Cell, ...]] = field(default_factory=list)
    note: str = ""
    printed: int | None = None


@dataclass(frozen=True, slots=True)
class Wording:
    """By what ids are worded, and how units are ranked."""

    roster: Roster
    indicators: Mapping[str, Indicator]
    ranking: Ranking = field(default_factory=Ranking)

    def unit(self, unit: str) -> str:
        """The unit's name."""
        return next((one.name for one in self.roster.units if one.id == unit), unit)

    def units(self) -> dict[str, tuple[str, str]]:
        """Name and name of the group of every unit."""
        groups = {group.id: group.name for group in self.roster.groups}
        return {unit.id: (unit.name, groups[unit.group]) for unit in self.roster.units}

    def indicator(self, indicator: str) -> str:
        """The indicator's short name."""
        return self.indicators[indicator].short if indicator in self.indicators else indicator


@dataclass(frozen=True, slots=True)
class Results:
    """All by which an evaluation is shown."""

    evaluation: Evaluation
    issuer: Issuer
    known: Wording
    problems: Sequence[Problem] = ()
    alarms: Sequence[Alarm] = ()
    saved: bool = True


@dataclass(frozen=True, slots=True)
class Trial:
    """All by which a plan that is tried is shown: the evaluation by it, and what turns."""

    plan: Plan
    evaluation: Evaluation
    flips: Flips
    known: Wording
    problems: Sequence[Problem] = ()


def tables(evaluation: Evaluation, known: Wording, problems: Iterable[Problem]) -> list[ReportTable]:
    """Results, totals, findings and problems."""
    return [results(evaluation, known), totals(evaluation, known), findings(evaluation, known), of_problems(problems)]


# --- results ---------------------------------------------------------------------------------------------------------


def results(evaluation: Evaluation, known: Wording) -> ReportTable:
    """A row for every assessment."""
    columns = (
        ReportColumn(_("Unit"), 28),
        ReportColumn(_("Indicator"), 28),
        ReportColumn(_("Window"), 10),
        ReportColumn(_("Numerator"), 9),
        ReportColumn(_("Denominator"), 9),
        ReportColumn(_("Shown"), 10),
        ReportColumn(_("Target"), 16),
        ReportColumn(_("Status"), 15),
        ReportColumn(_("Change"), 9, POINTS),
        ReportColumn(_("Missing"), 14),
        ReportColumn(_("Source"), 40),
        ReportColumn(_("Group"), 26),
        ReportColumn(_("From"), 11),
        ReportColumn(_("To"), 11),
        ReportColumn(_("Exactly"), 12),
        ReportColumn(_("Plan"), 20),
        ReportColumn(_("Unit id"), 20),
        ReportColumn(_("Indicator id"), 20),
    )
    return ReportTable("results", _("Results"), columns, list(_result_rows(evaluation, known)), printed=11)


def _result_rows(evaluation: Evaluation, known: Wording) -> Iterator[tuple[Cell, ...]]:
    units = known.units()
    asked: dict[int, str] = {}  # by identity: many verdicts share a target
    for one in evaluation.assessments:
        name, group = units.get(one.unit, (one.unit, ""))
        if id(one.target) not in asked:
            asked[id(one.target)] = _asked(one.target, known)
        yield (
            name,
            known.indicator(one.indicator),
            words.window_name(one.window),
            one.numerator,
            one.denominator,
            one.display,
            asked[id(one.target)],
            one.status,
            one.change,
            ", ".join(one.missing) or None,
            words.places(one.sources) or None,
            group,
            one.span.start,
            one.span.end,
            one.value,
            one.target.plan if one.target else None,
            one.unit,
            one.indicator,
        )


def _asked(target: Target | None, known: Wording) -> str:
    if target is None or target.threshold is None:
        return ""
    return words.threshold(target.threshold, known.indicators.get(target.indicator))


# --- totals ----------------------------------------------------------------------------------------------------------


def totals(evaluation: Evaluation, known: Wording) -> ReportTable:
    """A row for every group and for the whole, by indicator and window, with how many units reached their target."""
    columns = (
        ReportColumn(_("Group"), 34),
        ReportColumn(_("Indicator"), 34),
        ReportColumn(_("Window"), 9),
        ReportColumn(_("Numerator"), 10),
        ReportColumn(_("Denominator"), 10),
        ReportColumn(_("Exactly"), 12),
        ReportColumn(_("Shown"), 10),
        ReportColumn(_("Change"), 9, POINTS),
        ReportColumn(_("Units met"), 11),
        ReportColumn(_("Units missed"), 11),
        ReportColumn(_("Nothing arose"), 11),
        ReportColumn(_("No figures"), 11),
    )
    groups = {group.id: group.name for group in known.roster.groups}
    counted = _counted(evaluation.assessments, known)
    rows: list[tuple[Cell, ...]] = [
        (
            groups.get(one.group, one.group) if one.group else _("All"),
            known.indicator(one.indicator),
            words.window_name(one.window),
            one.numerator,
            one.denominator,
            one.value,
            one.display,
            one.change,
            *(
                counted.get((one.group, one.indicator, one.window, status), 0)
                for status in (Status.MET, Status.MISSED, Status.NOTHING_AROSE, Status.NOT_REPORTED)
            ),
        )
        for one in evaluation.totals
    ]
    return ReportTable("totals", _("Totals"), columns, rows)


def _counted(assessments: Iterable[Assessment], known: Wording) -> dict[tuple[object, ...], int]:
    """How many units of each group, and of the whole, have which status."""
    groups = {unit.id: unit.group for unit in known.roster.units}
    counted: dict[tuple[object, ...], int] = {}
    for one in assessments:
        for group in (None, groups.get(one.unit)):
            key = (group, one.indicator, one.window, one.status)
            counted[key] = counted.get(key, 0) + 1
    return counted


# --- findings --------------------------------------------------------------------------------------------------------


def findings(evaluation: Evaluation, known: Wording) -> ReportTable:
    """A row for every finding, with the figures that it rests on."""
    columns = (
        ReportColumn(_("Finding"), 14),
        ReportColumn(_("Time"), 7),
        ReportColumn(_("Unit"), 30),
        ReportColumn(_("Group"), 24),
        ReportColumn(_("For"), 36),
        ReportColumn(_("Also"), 26),
        ReportColumn(_("Figures"), 46),
        ReportColumn(_("Rule"), 24),
    )
    figures = _figures(evaluation, known)
    units = known.units()
    rows: list[tuple[Cell, ...]] = []
    for one in evaluation.findings:
        name, group = units.get(one.unit, (one.unit, ""))
        about, also = subject(one.indicators, known.indicators), subject(one.also, known.indicators) or None
        rows.append((one.kind, one.occurrence, name, group, about, also, _rests_on(one, figures), one.rule))
    return ReportTable("findings", _("Findings"), columns, rows)


def _figures(evaluation: Evaluation, known: Wording) -> dict[tuple[str, str], list[str]]:
    figures: dict[tuple[str, str], list[str]] = {}
    for one in evaluation.assessments:
        about = known.indicators.get(one.indicator)
        name = about.brief if about else one.indicator
        shown = f"{name} ({words.window_name(one.window)}): {one.display or words.status_name(one.status)}"
        figures.setdefault((one.unit, one.indicator), []).append(shown)
    return figures


def _rests_on(finding: Finding, figures: dict[tuple[str, str], list[str]]) -> str:
    return "; ".join(shown for name in finding.indicators for shown in figures.get((finding.unit, name), ()))


# --- problems --------------------------------------------------------------------------------------------------------


def of_problems(problems: Iterable[Problem]) -> ReportTable:
    """A row for every problem, by place."""
    columns = (
        ReportColumn(_("Severity"), 11),
        ReportColumn(_("Code"), 22),
        ReportColumn(_("Where"), 40),
        ReportColumn(_("What"), 70),
        ReportColumn(_("To do"), 50),
    )
    rows: list[tuple[Cell, ...]] = [
        (
            _("error") if one.severity == "error" else _("warning"),
            one.rule or one.code,
            str(one.location),
            str(one.message),
            str(one.fix) if one.fix else None,
        )
        for one in in_order(problems)
    ]
    return ReportTable("problems", _("Problems"), columns, rows, "" if rows else _("nothing is wrong"))


def worded(cell: Cell, decimals: int = words.EXACT) -> str:
    """A cell as a person reads it."""
    match cell:
        case None:
            return ""
        case Status():
            return words.status_name(cell)
        case FindingKind():
            return kind_name(cell)
        case date():
            return f"{cell.day:02}/{cell.month:02}/{cell.year}"
        case Fraction():
            return decimal(cell, decimals)
        case _:
            return str(cell)


def is_figure(cell: Cell) -> bool:
    """Whether the cell stands at the right, with others of its kind: a count, a value, a day, a printed 97,67%."""
    return isinstance(cell, int | Fraction | date) or (isinstance(cell, str) and is_printed(cell))


def is_printed(text: str) -> bool:
    """Whether ``text`` is a figure as printed: 97,67% or 12,5."""
    return text.removesuffix("%").replace(",", "", 1).isdecimal()
