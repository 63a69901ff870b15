"""Tables -> Markdown for a pull request, where nothing in a cell is taken for markup."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from cccc.messages import _, m
from cccc.model.evaluations import Status
from cccc.reports.tables import ReportTable, is_figure, tables, worded

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from cccc.reports.tables import Cell, Results

_MARKUP = re.compile(r"([\\`*_\[\]<>|#~])")
_SHORT = {
    "results": (0, 1, 2, 3, 4, 5, 6, 7, 8),
    "totals": (0, 1, 2, 3, 4, 6, 7, 8, 9),
    "findings": (0, 1, 2, 4, 5, 6),
}
"""The columns that a page of text has room for."""


def results_markdown(shown: Results) -> str:
    """Totals, findings and what was missed, then all results folded away."""
    evaluation = shown.evaluation
    by_name = {table.name: table for table in tables(evaluation, shown.known, shown.problems)}
    results = by_name["results"]
    missed = ReportTable("results", _("Targets missed"), results.columns, [row for row in results.rows if Status.MISSED in row])
    parts = [f"## {m('Results of {period}', period=evaluation.period)}", _counts(results)]
    for table in (by_name["totals"], by_name["findings"], missed, by_name["problems"]):
        if table.rows:
            parts += [f"### {escaped(table.title)}", table_of(table)]
    parts.append(
        f"<details><summary>{m('All {count} results', count=len(results.rows))}</summary>\n\n{table_of(results)}\n\n</details>"
    )
    return "\n\n".join(parts) + "\n"


def _counts(results: ReportTable) -> str:
    statuses = [cell for row in results.rows for cell in row if isinstance(cell, Status)]
    return " · ".join(f"{worded(status)}: {statuses.count(status)}" for status in Status if status in statuses)


def table_of(table: ReportTable) -> str:
    """The table, its figures at the right."""
    wanted = _SHORT.get(table.name, range(len(table.columns)))
    head = [table.columns[at].heading for at in wanted]
    right = [all(row[at] is None or is_figure(row[at]) for row in table.rows) for at in wanted]
    return grid(head, right, ([_cell(row[at], table.columns[at].decimals) for at in wanted] for row in table.rows))


def grid(head: Sequence[str], right: Sequence[bool], rows: Iterable[Sequence[str]]) -> str:
    """Headings and rows of text as a Markdown table."""
    return "\n".join(_lines(head, right, rows))


def _lines(head: Sequence[str], right: Sequence[bool], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(map(escaped, head))} |"
    yield f"|{'|'.join('---:' if at_right else '---' for at_right in right)}|"
    for row in rows:
        yield f"| {' | '.join(row)} |"


def escaped(text: str) -> str:
    """``text`` as text."""
    return " ".join(_MARKUP.sub(r"\\\1", text).split())


def code(text: str) -> str:
    """``text`` as it stands in a file."""
    shown = " ".join(text.replace("`", "'").replace("|", "\\|").split())
    return f"`{shown}`" if shown else ""


def _cell(cell: Cell, decimals: int) -> str:
    if isinstance(cell, Fraction):
        return worded(cell, decimals)
    told = escaped(worded(cell))
    return f"**{told}**" if cell is Status.MISSED else told
