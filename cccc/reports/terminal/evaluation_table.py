"""An evaluation -> tables for a terminal of 80 columns or more."""

from __future__ import annotations

from dataclasses import dataclass
from io import StringIO
from itertools import groupby
from textwrap import wrap
from typing import TYPE_CHECKING, TextIO

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from cccc.messages import _, m
from cccc.model.evaluations import Assessment, Evaluation, FindingKind, Status
from cccc.model.targets import Indicator, Window
from cccc.reports.words import exempted, fate, kind_name, occurring, proposal, subject
from cccc.vietnamese import decimal

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from fractions import Fraction

    from cccc.model.evaluations import Finding, Total
    from cccc.model.history import HistoryRow
    from cccc.model.units import Roster
    from cccc.reports.tables import Results

MISSED = "bold red"
PRAISED = "green"
QUIET = "dim"
BOLD = "bold"
NAME_WIDTH = 24
_NAME = NAME_WIDTH - 1
FIGURE_WIDTH = 8
FILE_WIDTH = 120
RATING_WIDTH = 4

_Cell = tuple[str, str]
"""What is shown, and its style."""
_Row = tuple[str, str, list[_Cell]]
"""A name with its style, and its cells."""

_STYLES = {FindingKind.PRAISE: PRAISED, FindingKind.REMINDER: "yellow", FindingKind.CRITICISM: MISSED}


def results_text(results: Results) -> str:
    """What `show` prints, without colours."""
    text = StringIO()
    show(results.evaluation, results.known.roster, results.known.indicators, text)
    return text.getvalue()


def show(evaluation: Evaluation, roster: Roster, indicators: Mapping[str, Indicator], file: TextIO | None = None) -> None:
    """Print the verdicts, the totals and the findings of ``evaluation`` to stdout, or without colours to ``file``."""
    console = Console(highlight=False, file=file, width=None if file is None else FILE_WIDTH)
    assessed = {one.indicator for one in evaluation.assessments}
    told = [one for one in indicators.values() if one.id in assessed]
    console.print(Text(str(m("Results of {period}", period=evaluation.period)), style="bold"))
    for number, indicator in enumerate(told, 1):
        console.print(Text(f"({number}) {indicator.name}", style=QUIET))
    by_key = {(one.unit, one.indicator, one.window): one for one in evaluation.assessments}
    for columns in _fitting(_columns(told, evaluation), console.width - NAME_WIDTH):
        console.print(_verdicts(columns, by_key, evaluation, roster), soft_wrap=True)
    console.print(Text(_("percent; ✗ target missed; – nothing arose; ? no figures"), style=QUIET))
    console.print()
    console.print(_proposals(evaluation.findings, roster, indicators))
    if evaluation.withheld:
        names = {unit.id: unit.name for unit in roster.units}
        withheld = tuple(dict.fromkeys(names[finding.unit] for finding in evaluation.withheld))
        console.print(Text(str(m("Too few dossiers for a finding: {units}", units=withheld))))
    if evaluation.exempted:
        names = {unit.id: unit.name for unit in roster.units}
        console.print(Text(_("Exempt, not proposed:")))
        for one in evaluation.exempted:
            console.print(Text(f"  {exempted(one, names, indicators)}"))


@dataclass(frozen=True, slots=True)
class _Column:
    """One indicator in one window."""

    number: int
    indicator: Indicator
    window: Window

    @property
    def width(self) -> int:
        return RATING_WIDTH if self.indicator.type == "rating" else FIGURE_WIDTH

    @property
    def heading(self) -> str:
        if self.indicator.type == "rating":
            return f"({self.number})"
        return f"({self.number}) \n{_window_name(self.window)} "  # a figure may be followed by its mark


def _window_name(window: Window) -> str:
    return _("period") if window is Window.PERIOD else _("to date")


def _columns(told: Sequence[Indicator], evaluation: Evaluation) -> list[_Column]:
    judged = {(one.indicator, one.window) for one in evaluation.assessments}
    return [
        _Column(number, indicator, window)
        for number, indicator in enumerate(told, 1)
        for window in Window
        if (indicator.id, window) in judged
    ]


def _fitting(columns: Sequence[_Column], room: int) -> list[list[_Column]]:
    """The columns in as many tables as the terminal's width asks for; an indicator's windows stay together."""
    tables: list[list[_Column]] = []
    for _number, group in groupby(columns, key=lambda column: column.number):
        pair = list(group)
        if tables and sum(column.width for column in [*tables[-1], *pair]) <= room:
            tables[-1] += pair
        else:
            tables.append(pair)
    return tables


def _table() -> Table:
    return Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=0, header_style="bold")


def _verdicts(
    columns: Sequence[_Column],
    by_key: Mapping[tuple[str, str, Window], Assessment],
    evaluation: Evaluation,
    roster: Roster,
) -> Text:
    """The verdicts as lines; rich's own table takes seconds for the units of a whole province."""
    totals = {(total.group, total.indicator, total.window): total for total in evaluation.totals}
    judged = {one.unit for one in evaluation.assessments}
    keys = [(column.indicator.id, column.window) for column in columns]
    ratings = {key for key, column in zip(keys, columns, strict=True) if column.indicator.type == "rating"}
    rows: list[_Row] = []
    for group in roster.groups:
        units = [unit for unit in roster.units if unit.group == group.id and unit.id in judged]
        if units:
            rows.append((group.name, BOLD, [_total(totals.get((group.id, *key))) for key in keys]))
        rows += [(unit.name, "", [_cell(by_key.get((unit.id, *key)), rating=key in ratings) for key in keys]) for unit in units]
    whole = [totals.get((None, *key)) for key in keys]
    rows += [("", "", []), (_("All"), BOLD, [_total(total) for total in whole])]
    for name, changes in (
        (_("Change"), [one.change if one else None for one in whole]),
        (_("On the year before"), [one.change_year if one else None for one in whole]),
    ):
        if any(change is not None for change in changes):
            rows.append((name, QUIET, [_change(change) for change in changes]))
    return _lines(columns, rows)


def _lines(columns: Sequence[_Column], rows: Sequence[_Row]) -> Text:
    """Names folded at the left, figures aligned at the right under their headings."""
    headings = [column.heading.split("\n") for column in columns]
    widths = [
        max(column.width - 1, *map(len, heading), *(len(row[-1][at][0]) for row in rows if row[-1]))
        for at, (column, heading) in enumerate(zip(columns, headings, strict=True))
    ]
    deep = max(map(len, headings))
    lines = Text(no_wrap=True, overflow="ignore")
    for level in range(deep):
        words = [heading[level - deep] if level >= deep - len(heading) else "" for heading in headings]
        corner = _("Unit") if level == deep - 1 else ""
        line = "".join(f" {word:>{width}}" for word, width in zip(words, widths, strict=True))
        lines.append(f"{corner:{_NAME}}{line}".rstrip() + "\n", BOLD)
    lines.append("─" * (_NAME + sum(widths) + len(widths)) + "\n")
    for name, style, cells in rows:
        folded = wrap(name, _NAME, break_on_hyphens=False) or [""]
        lines.append(folded[0].ljust(_NAME) if cells else folded[0], style)
        room = 0
        for (shown, look), width in zip(cells, widths, strict=False):
            room += 1 + width
            if shown:
                lines.append(shown.rjust(room), look)
                room = 0
        lines.append("".join(f"\n{more}" for more in folded[1:]), style)
        lines.append("\n")
    lines.rstrip()
    return lines


def _cell(one: Assessment | None, *, rating: bool) -> _Cell:
    if one is None:
        return "", ""
    if one.status is Status.NOTHING_AROSE:
        return "– ", QUIET
    missed = one.status is Status.MISSED
    if one.rating is not None:
        return ("✗", MISSED) if missed else ("✓", "")
    if one.value is None:
        return "?" if rating else "? ", QUIET
    shown = (one.display or "").removesuffix("%")
    # a space where a miss has its mark keeps the decimals below one another
    return (f"{shown}✗", MISSED) if missed else (f"{shown} ", "")


def _total(total: Total | None) -> _Cell:
    if total is None:
        return "", ""
    unknown = "–" if total.denominator == 0 else "?"
    return f"{(total.display or unknown).removesuffix('%')} ", BOLD if total.display else QUIET


def _change(change: Fraction | None) -> _Cell:
    if change is None:
        return "", ""
    return f"{'+' if change >= 0 else '−'}{decimal(abs(change))} ", QUIET


def _proposals(findings: Sequence[Finding], roster: Roster, indicators: Mapping[str, Indicator]) -> Table | Text:
    if not findings:
        return Text(_("No findings."))
    names = {unit.id: unit.name for unit in roster.units}
    table = _table()
    for heading in (_("Proposed"), _("For"), _("Units")):
        table.add_column(heading, overflow="fold")
    grouped: dict[tuple[object, ...], list[Finding]] = {}
    for finding in findings:
        grouped.setdefault((finding.rule, finding.occurrence, finding.indicators), []).append(finding)
    for alike in grouped.values():
        about = subject(alike[0].indicators, indicators)
        units = ", ".join(names[finding.unit] for finding in alike)
        table.add_row(Text(proposal(alike[0]), style=_STYLES[alike[0].kind]), about, f"{len(alike):02}: {units}")
    return table


def history(rows: Sequence[HistoryRow], roster: Roster, indicators: Mapping[str, Indicator]) -> None:
    """Print what was found and what became of it."""
    Console(highlight=False).print(_story(rows, roster, indicators) if rows else _("No findings."))


def _story(rows: Sequence[HistoryRow], roster: Roster, indicators: Mapping[str, Indicator]) -> Table:
    names = {unit.id: unit.name for unit in roster.units}
    order = {unit.id: at for at, unit in enumerate(roster.units)}
    table = _table()
    for heading in (_("Unit"), _("Period"), _("Finding"), _("For"), _("What became of it")):
        table.add_column(heading, overflow="fold")
    for row in sorted(rows, key=lambda row: order.get(row.unit, len(order))):
        kind = Text(occurring(kind_name(row.kind), row.occurrence), style=_STYLES[row.kind])
        about = subject(row.indicators, indicators)
        table.add_row(names.get(row.unit, row.unit), row.period.label, kind, about, fate(row))
    return table
