"""An evaluation -> the parts of a page that shows it: counts, the figures of all units side by side, tables."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from cccc import __version__
from cccc.messages import _, m
from cccc.model.evaluations import FindingKind, Status
from cccc.model.targets import Window
from cccc.reports import words
from cccc.reports.page import html
from cccc.reports.tables import tables
from cccc.vietnamese import decimal, fixed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cccc.model.evaluations import Assessment, Evaluation, Total
    from cccc.model.offices import Issuer
    from cccc.model.targets import Indicator
    from cccc.model.units import Group, Roster
    from cccc.reports.page.html import PageBlock
    from cccc.reports.tables import ReportTable, Results, Wording

_IDS = (15, 16, 17)
_LONGEST_HEADING = 36
_Pair = tuple["Indicator", Window]


def results_page(results: Results) -> bytes:
    """The page of one evaluation."""
    evaluation = results.evaluation
    title = str(m("Results of {period}", period=evaluation.period))
    made = tables(evaluation, results.known, results.problems)
    return html.page(title, under(evaluation, results.issuer), blocks(evaluation, results.known, made), foot(evaluation))


def under(evaluation: Evaluation, issuer: Issuer) -> list[str]:
    """Whose page it is, and when its figures were taken."""
    taken = [str(m("figures taken: {time}", time=evaluation.as_of))] if evaluation.as_of else []
    return [issuer.name, *evaluation.sources, *taken]


def foot(evaluation: Evaluation) -> list[str]:
    """The files that the figures came from, by which anybody can make sure, and what made the page."""
    files = [f"{given.file} (SHA-256 {given.sha256})" for given in evaluation.inputs]
    return [*files, f"cccc {__version__}"]


def blocks(evaluation: Evaluation, known: Wording, made: Sequence[ReportTable]) -> list[PageBlock]:
    """Overview, totals, findings, problems, every figure."""
    by_name = {table.name: table for table in made}
    groups = [group.name for group in known.roster.groups]
    statuses = [status for status in Status if any(one.status is status for one in evaluation.assessments)]
    parts = [
        html.PageBlock("overview", _("Overview"), _overview(evaluation, known, statuses)),
        html.PageBlock("findings", _("Findings"), _findings(evaluation, by_name["findings"], groups)),
        html.PageBlock("totals", _("Totals"), html.table(by_name["totals"])),
    ]
    if by_name["problems"].rows:
        parts.append(html.PageBlock("problems", _("Problems"), html.table(by_name["problems"])))
    every = html.table(by_name["results"], groups=groups, statuses=statuses, left_out=_IDS)
    return [*parts, html.PageBlock("results", _("Every figure with its source"), every, folded=True)]


def _findings(evaluation: Evaluation, table: ReportTable, groups: Sequence[str]) -> str:
    if not evaluation.findings:
        return f"<p>{escape(_('No findings.'))}</p>"
    kinds = [one.kind for one in evaluation.findings]
    return html.counts((kind, kinds.count(kind)) for kind in FindingKind if kind in kinds) + html.table(table, groups=groups)


# --- all units side by side ------------------------------------------------------------------------------------------


def _overview(evaluation: Evaluation, known: Wording, statuses: Sequence[Status]) -> str:
    given = [one.status for one in evaluation.assessments]
    counted = html.counts((status, given.count(status)) for status in statuses)
    groups = [group.name for group in known.roster.groups]
    return counted + html.tools("overview", groups, statuses) + _matrix(evaluation, known)


def _matrix(evaluation: Evaluation, known: Wording) -> str:
    judged = {(one.indicator, one.window) for one in evaluation.assessments}
    pairs = [(about, window) for about in known.indicators.values() for window in Window if (about.id, window) in judged]
    head = "".join(
        f'<th scope="col" class="figure" title="{escape(about.name)}">{escape(_heading(about))}<br>'
        f"<small>{escape(words.window_name(window))}</small></th>"
        for about, window in pairs
    )
    rows = "\n".join(_rows(evaluation, known.roster, pairs))
    label = escape(_("The figures of all units"))
    return (
        f'<div class="wide" tabindex="0" role="region" aria-label="{label}"><table id="table-overview" class="sorts">'
        f"<caption>{escape(_('A figure that is pointed at tells its counts and its target.'))}</caption>"
        f'<thead><tr><th scope="col">{escape(_("Unit"))}</th>{head}</tr></thead><tbody>\n{rows}\n</tbody></table></div>'
    )


def _heading(about: Indicator) -> str:
    return about.short if len(about.short) <= _LONGEST_HEADING else about.brief


def _rows(evaluation: Evaluation, roster: Roster, pairs: Sequence[_Pair]) -> Iterator[str]:
    by_key = {(one.unit, one.indicator, one.window): one for one in evaluation.assessments}
    totals = {(one.group, one.indicator, one.window): one for one in evaluation.totals}
    judged = {one.unit for one in evaluation.assessments}
    for group in roster.groups:
        units = [unit for unit in roster.units if unit.group == group.id and unit.id in judged]
        if units:
            yield _total_row(group, totals, pairs)
        for unit in units:
            cells = "".join(_cell(by_key.get((unit.id, about.id, window)), about) for about, window in pairs)
            yield f'<tr data-group="{escape(group.name)}"><th scope="row">{escape(unit.name)}</th>{cells}</tr>'
    yield _total_row(None, totals, pairs)


def _total_row(group: Group | None, totals: dict[tuple[str | None, str, Window], Total], pairs: Sequence[_Pair]) -> str:
    found = [totals.get((group.id if group else None, about.id, window)) for about, window in pairs]
    cells = "".join(f'<td class="figure">{escape((one.display if one else None) or "")}</td>' for one in found)
    return f'<tr class="group"><th scope="row">{escape(group.name if group else _("All"))}</th>{cells}</tr>'


def _cell(one: Assessment | None, about: Indicator) -> str:
    if one is None:
        return "<td></td>"
    shown = escape(one.display or words.status_name(one.status))
    value = f' data-value="{fixed(one.value, words.EXACT)}"' if one.value is not None else ' data-value=""'
    told = [words.status_name(one.status)]
    if one.denominator is not None and one.numerator is not None:
        told.append(f"{one.numerator} / {one.denominator}")
    if one.target and one.target.threshold:
        told.append(str(m("target: {threshold}", threshold=words.threshold(one.target.threshold, about))))
    if one.change is not None:
        told.append(f"{'+' if one.change >= 0 else '−'}{decimal(abs(one.change))}")
    if one.sources:
        told.append(words.places(one.sources))
    title = escape("; ".join(told))
    return f'<td class="figure" data-is="{one.status.value}"{value}><span class="is" title="{title}">{shown}</span></td>'
