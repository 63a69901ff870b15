"""Finds the period of a table: in its title, in the sheet's name, or as it was asked for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cccc.messages import m
from cccc.periods import Period, agrees_with_name, in_name, in_text
from cccc.problems import Problem

if TYPE_CHECKING:
    from cccc.exports.grid import Grid
    from cccc.exports.headings import Table

_LONG_DATE = re.compile(r"ngày\s+(\d{1,2})\s+tháng\s+(\d{1,2})(?:\s+năm\s+(\d{4}))?", re.IGNORECASE)
_COLON = re.compile(r"\b(ngày|từ|đến)\s*:", re.IGNORECASE)


def period_of(table: Table, asked: Period | None) -> tuple[Period | None, list[Problem]]:
    """The period of ``table``; None, with a problem, where it is not known or its title and sheet name disagree."""
    grid, told = table.grid, table.layout.period
    if isinstance(told, Period):
        return told, []
    if told == "none":
        return asked, [] if asked else [_unknown(grid)]
    title, name = _in_title(table), in_name(grid.sheet)
    if told == "sheet" and name:
        return name, []
    if title and agrees_with_name(title, grid.sheet) is False:
        return None, [_mismatch(grid, title)]
    found = title or name or _with_year(grid.sheet, asked)
    return found, [] if found else [_unknown(grid)]


def title_places(table: Table) -> list[tuple[int, int]]:
    """The cells above the headings, in reading order."""
    return [(row, column) for row, columns in table.grid.rows.items() if row < table.head.top for column in columns]


def _in_title(table: Table) -> Period | None:
    """What the lines above the headings name; a phrase may run over cells of one row, a date of signing is no period."""
    lines: dict[int, list[str]] = {}
    for row, column in title_places(table):
        lines.setdefault(row, []).append(table.grid.cell(row, column).text)
    text = " ; ".join(" ".join(cells) for cells in lines.values())
    return in_text(_COLON.sub(r"\1", _LONG_DATE.sub(_short, text)))


def _short(match: re.Match[str]) -> str:
    return "ngày " + "/".join(part for part in match.groups() if part)


def _with_year(name: str, asked: Period | None) -> Period | None:
    """A sheet name without a year ("Tháng 8"), in the year of the period asked for, never after it."""
    if asked is None:
        return None
    agrees = agrees_with_name(asked, name)
    if agrees is not False:
        return asked
    found = in_text(f"{name} năm {asked.end.year}")
    return found if found and found.end <= asked.end else None


def _unknown(grid: Grid) -> Problem:
    return Problem(
        "period-unknown",
        grid.location,
        m("neither the title nor the sheet's name tells a period; give it with --period, or write it in the title"),
    )


def _mismatch(grid: Grid, title: Period) -> Problem:
    return Problem(
        "period-mismatch",
        grid.location,
        m(
            "the title speaks of {title}, the sheet is called “{sheet}”; correct the one that is wrong",
            title=title,
            sheet=grid.sheet,
        ),
    )
