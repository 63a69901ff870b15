"""Finds the period of a table: in its title, in the sheet's name, or as it was asked for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cccc.messages import m
from cccc.periods import Period, agrees_with_name, in_name, in_text
from cccc.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from cccc.exports.grid import Grid, Place
    from cccc.exports.tables.headings import Table

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


def title_places(table: Table) -> list[Place]:
    """The cells of its title, in reading order: above its headings, and below a table that stands above it."""
    rows = range(table.starts, table.head.top)
    return [(row, column) for row in rows for column in table.grid.rows.get(row, ())]


def titles(table: Table) -> Iterator[Table]:
    """The tables whose titles hold for it, nearest first: its own, and those of the tables above it."""
    holder: Table | None = table
    while holder is not None:
        yield holder
        holder = holder.above


def own_period(table: Table) -> Period | None:
    """The period that its own title names.

    A phrase may run over cells of one row; a date of signing is no period.  Of tables side by side each has the words over its
    own columns first; below another table, whose notes may stand between, the lines nearest to the headings come first.
    """
    places = title_places(table)
    own = [place for place in places if table.left <= place[1] <= table.right]
    parts = (part for some in (own, places) for part in _parts(table, some))
    return next((found for part in parts if (found := _named(table.grid, part))), None)


def _in_title(table: Table) -> Period | None:
    """The period of its own title, of a table's above it, or of the lines above it in a web page."""
    return next((found for holder in titles(table) if (found := own_period(holder))), None) or _worded(table.grid.title)


def _parts(table: Table, places: Sequence[Place]) -> Iterable[Sequence[Place]]:
    """The lines of a title, cut at its blank rows where another table stands above; the nearest part first."""
    if table.starts == 1:
        return [places]
    parts: list[list[Place]] = []
    for place in reversed(places):
        if not parts or parts[-1][-1][0] > place[0] + 1:
            parts.append([])
        parts[-1].append(place)
    return [part[::-1] for part in parts]


def _named(grid: Grid, places: Iterable[Place]) -> Period | None:
    lines: dict[int, list[str]] = {}
    for row, column in places:
        lines.setdefault(row, []).append(grid.cell(row, column).text)
    return _worded(" ".join(cells) for cells in lines.values())


def _worded(lines: Iterable[str]) -> Period | None:
    return in_text(_COLON.sub(r"\1", _LONG_DATE.sub(_short, " ; ".join(lines))))


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
