"""A table -> CSV that a Vietnamese Excel opens as it is: UTF-8 with its mark, semicolons, decimal commas."""

from __future__ import annotations

import csv
from fractions import Fraction
from io import StringIO
from typing import TYPE_CHECKING

from cccc.reports import words
from cccc.reports.tables import results, worded
from cccc.vietnamese import fixed

if TYPE_CHECKING:
    from cccc.reports.tables import Cell, ReportTable, Results

_MARK = "\ufeff"
_FORMULAS = ("=", "+", "-", "@", "\t", "\r")
"""How a text begins that a spreadsheet would take for a formula."""


def results_csv(shown: Results) -> bytes:
    """The results of an evaluation."""
    return as_csv(results(shown.evaluation, shown.known))


def as_csv(table: ReportTable) -> bytes:
    """The table with its headings, a row a line."""
    text = StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow([column.heading for column in table.columns])
    writer.writerows([_cell(cell) for cell in row] for row in table.rows)
    return (_MARK + text.getvalue()).encode()


def _cell(cell: Cell) -> str:
    if isinstance(cell, Fraction):  # always six decimals: a column of figures is read alike from top to bottom
        return fixed(cell, words.EXACT).replace(".", ",")
    text = worded(cell)
    return f"'{text}" if isinstance(cell, str) and text.startswith(_FORMULAS) else text
