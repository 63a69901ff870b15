"""An evaluation and the ledger's memory -> the tables of a report: rankings, the findings of the year, the trend."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from cccc.messages import _, m
from cccc.model.policies import by_rate
from cccc.model.targets import Window
from cccc.reports import words
from cccc.reports.page import evaluation_page, html
from cccc.reports.page.html import Scale
from cccc.reports.tables import POINTS, ReportColumn, ReportTable, findings, of_problems, results, tables, totals
from cccc.reports.words import fate, subject
from cccc.vietnamese import fixed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from fractions import Fraction

    from cccc.model.evaluations import Assessment, Evaluation
    from cccc.model.history import HistoryRow, TrendPoint
    from cccc.model.offices import Issuer
    from cccc.periods import Period
    from cccc.problems import Problem
    from cccc.reports.tables import Cell, Wording

_Line = tuple[str, str, Window]
"""Unit, indicator and window: one line of a trend."""


def title(evaluation: Evaluation) -> str:
    """The title of a report."""
    return str(m("Report on {period}", period=evaluation.period))


def report_tables(
    evaluation: Evaluation,
    known: Wording,
    rows: Sequence[HistoryRow],
    points: Sequence[TrendPoint],
    problems: Sequence[Problem] = (),
) -> list[ReportTable]:
    """The sheets of a report: what a reader asks for first stands first."""
    made = [
        totals(evaluation, known),
        findings(evaluation, known),
        rankings(evaluation, known),
        trend(evaluation, known, points),
        of_year(evaluation, known, rows),
        results(evaluation, known),
    ]
    return [*made, of_problems(problems)] if problems else made


def report_workbook(
    evaluation: Evaluation, issuer: Issuer, known: Wording, rows: Sequence[HistoryRow], points: Sequence[TrendPoint]
) -> bytes:
    """The workbook of a report: a sheet for each of its tables."""
    from cccc.reports.workbook.xlsx import as_xlsx

    return as_xlsx(f"{issuer.name}: {title(evaluation)}", report_tables(evaluation, known, rows, points))


def report_page(
    evaluation: Evaluation,
    issuer: Issuer,
    known: Wording,
    rows: Sequence[HistoryRow],
    points: Sequence[TrendPoint],
    problems: Sequence[Problem] = (),
) -> bytes:
    """The page of a report: that of the evaluation, with rankings, trend and the findings of the year."""
    made = evaluation_page.blocks(evaluation, known, tables(evaluation, known, problems))
    groups = [group.name for group in known.roster.groups]
    ranked, told = rankings(evaluation, known), of_year(evaluation, known, rows)
    more = [
        html.PageBlock("rankings", ranked.title, html.table(ranked, groups=groups), folded=True),
        html.PageBlock("trend", _("Trend"), _trend_markup(evaluation, known, points)),
        html.PageBlock(
            "year", told.title, html.table(told, groups=groups) if told.rows else f"<p>{escape(_('No findings.'))}</p>"
        ),
    ]
    parts = [*made[:-1], *more, made[-1]]
    return html.page(title(evaluation), evaluation_page.under(evaluation, issuer), parts, evaluation_page.foot(evaluation))


# --- rankings --------------------------------------------------------------------------------------------------------


def rankings(evaluation: Evaluation, known: Wording) -> ReportTable:
    """The units by each figure as the policy ranks them, the best first; those of too few dossiers last and without a rank."""
    columns = (
        ReportColumn(_("Indicator"), 30),
        ReportColumn(_("Window"), 9),
        ReportColumn(_("Group"), 30),
        ReportColumn(_("Rank"), 7),
        ReportColumn(_("Unit"), 30),
        ReportColumn(_("Shown"), 10),
        ReportColumn(_("Exactly"), 12),
        ReportColumn(_("Numerator"), 9),
        ReportColumn(_("Denominator"), 9),
        ReportColumn(_("Status"), 15),
    )
    return ReportTable("rankings", _("Rankings"), columns, list(_ranking_rows(evaluation, known)))


def _ranking_rows(evaluation: Evaluation, known: Wording) -> Iterator[tuple[Cell, ...]]:
    units = known.units()
    apart = known.ranking.within_groups
    peers: dict[tuple[str, Window, str], list[Assessment]] = {}
    for one in evaluation.assessments:
        if one.value is not None and one.unit in units:
            peers.setdefault((one.indicator, one.window, units[one.unit][1] if apart else ""), []).append(one)
    for about in known.indicators.values():
        for window in Window:
            for among in [group.name for group in known.roster.groups] if apart else [""]:
                for rank, one in by_rate(peers.get((about.id, window, among), []), about, known.ranking):
                    yield (
                        about.short,
                        words.window_name(window),
                        units[one.unit][1],
                        rank,
                        units[one.unit][0],
                        one.display,
                        one.value,
                        one.numerator,
                        one.denominator,
                        one.status,
                    )


# --- the findings of the year ----------------------------------------------------------------------------------------


def of_year(evaluation: Evaluation, known: Wording, rows: Sequence[HistoryRow]) -> ReportTable:
    """What was found from the first day of the year to the end of the period, and what became of it."""
    columns = (
        ReportColumn(_("Period"), 12),
        ReportColumn(_("Unit"), 30),
        ReportColumn(_("Group"), 24),
        ReportColumn(_("Finding"), 14),
        ReportColumn(_("Time"), 7),
        ReportColumn(_("For"), 36),
        ReportColumn(_("What became of it"), 40),
    )
    end, units = evaluation.period.end, known.units()
    order = {unit.id: at for at, unit in enumerate(known.roster.units)}
    these = [row for row in rows if row.period.end.year == end.year and row.period.end <= end]
    made: list[tuple[Cell, ...]] = [
        (
            row.period.label,
            *units.get(row.unit, (row.unit, "")),
            row.kind,
            row.occurrence,
            subject(row.indicators, known.indicators),
            fate(row),
        )
        for row in sorted(these, key=lambda row: (row.period, order.get(row.unit, len(order))))
    ]
    return ReportTable("year", str(m("Findings of {year}", year=end.year)), columns, made)


# --- the trend -------------------------------------------------------------------------------------------------------


def trend(evaluation: Evaluation, known: Wording, points: Sequence[TrendPoint]) -> ReportTable:
    """A row for each unit and figure, a column for each period so far."""
    periods, lines = _lines(evaluation, points)
    columns = (
        ReportColumn(_("Unit"), 30),
        ReportColumn(_("Group"), 24),
        ReportColumn(_("Indicator"), 30),
        ReportColumn(_("Window"), 9),
        *(ReportColumn(period.label, 11, POINTS) for period in periods),
    )
    units = known.units()
    rows: list[tuple[Cell, ...]] = [
        (
            *units.get(unit, (unit, "")),
            known.indicator(indicator),
            words.window_name(window),
            *(found.value if (found := figures.get(period)) else None for period in periods),
        )
        for (unit, indicator, window), figures in lines.items()
    ]
    return ReportTable("trend", _("Trend"), columns, rows, _("exact figures of each period as evaluated last"))


def _lines(evaluation: Evaluation, points: Sequence[TrendPoint]) -> tuple[list[Period], dict[_Line, dict[Period, TrendPoint]]]:
    """The periods of the same length up to this one, and the figures of each line in them."""
    lines: dict[_Line, dict[Period, TrendPoint]] = {}
    alike = [one for one in points if one.period.end <= evaluation.period.end and one.value is not None]
    for one in alike:
        lines.setdefault((one.unit, one.indicator, one.window), {})[one.period] = one
    return sorted({one.period for one in alike}), lines


def _trend_markup(evaluation: Evaluation, known: Wording, points: Sequence[TrendPoint]) -> str:
    """A line for each unit and indicator of the period alone, with what is asked of it."""
    periods, lines = _lines(evaluation, points)
    if len(periods) <= 1:
        return f"<p>{escape(_('A trend needs two periods; the ledger holds one.'))}</p>"
    shown = [about for about in known.indicators.values() if any(key[1:] == (about.id, Window.PERIOD) for key in lines)]
    asked = {
        (one.unit, one.indicator): one.target.threshold.value
        for one in evaluation.assessments
        if one.window is Window.PERIOD and one.target and one.target.threshold
    }
    scales = {about.id: _scale(about.id, lines, asked) for about in shown}
    head = "".join(f'<th scope="col" class="figure">{escape(about.brief)}</th>' for about in shown)
    rows = []
    for unit, (name, group) in known.units().items():
        cells = "".join(
            _trend_cell(lines.get((unit, about.id, Window.PERIOD), {}), periods, asked.get((unit, about.id)), scales[about.id])
            for about in shown
        )
        if any((unit, about.id, Window.PERIOD) in lines for about in shown):
            rows.append(f'<tr data-group="{escape(group)}"><th scope="row">{escape(name)}</th>{cells}</tr>')
    groups = [group.name for group in known.roster.groups]
    note = m("{first} – {last}; the dashed line is the target", first=periods[0], last=periods[-1])
    return (
        f'{html.tools("trend", groups, ())}<div class="wide" tabindex="0" role="region" aria-label="{escape(_("Trend"))}">'
        f'<table id="table-trend" class="sorts"><caption>{escape(str(note))}</caption><thead><tr>'
        f'<th scope="col">{escape(_("Unit"))}</th>{head}</tr></thead><tbody>\n{"".join(rows)}\n</tbody></table></div>'
    )


def _scale(indicator: str, lines: dict[_Line, dict[Period, TrendPoint]], asked: dict[tuple[str, str], Fraction]) -> Scale:
    """From the lowest to the highest of all values of the indicator, and of what is asked of it."""
    seen = [
        found.value
        for (_unit, about, window), figures in lines.items()
        if (about, window) == (indicator, Window.PERIOD)
        for found in figures.values()
        if found.value is not None
    ]
    wanted = [value for (_unit, about), value in asked.items() if about == indicator]
    return Scale(min(*seen, *wanted, seen[0]), max(*seen, *wanted, seen[0]))


def _trend_cell(figures: dict[Period, TrendPoint], periods: Sequence[Period], asked: Fraction | None, scale: Scale) -> str:
    values = [found.value if (found := figures.get(period)) else None for period in periods]
    known = [value for value in values if value is not None]
    if not known:
        return "<td></td>"
    told = "; ".join(f"{period.label}: {found.display if (found := figures.get(period)) else '–'}" for period in periods)
    last = next((found.display for period in reversed(periods) if (found := figures.get(period))), "") or ""
    drawn = html.trend(values, asked, scale, told)
    return f'<td class="figure" data-value="{fixed(known[-1], words.EXACT)}">{drawn}<span>{escape(last)}</span></td>'
