"""What stands above a table and on its sheet -> its period, and whose table it is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cccc.messages import m
from cccc.periods import Doubt, Period
from cccc.problems import Problem
from cccc.vietnamese import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from cccc.exports.grid import Grid, Place
    from cccc.exports.tables.headings import Table
    from cccc.messages import Message


def period_of(table: Table, asked: Period | None) -> tuple[Period | None, list[Problem]]:
    """The period of ``table``; None, with a problem, where it is not known or its title and sheet name disagree."""
    grid, source = table.grid, table.layout.period
    if isinstance(source, Period):
        return source, []
    if source == "none":
        return asked, [] if asked else [_unknown(grid)]
    title, name = _in_title(table), table.layout.rhythm.in_name(grid.sheet, always=source == "office")
    if source == "sheet" and name:
        return name, []
    if isinstance(title, Period) and table.layout.rhythm.agrees_with_name(title, grid.sheet) is False:
        return None, [_mismatch(grid, title)]
    found = title or name or _with_year(table, asked)
    if isinstance(found, Doubt):
        return (asked, []) if asked and found.allows(asked) else (None, [_unknown(grid, found)])
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


def own_period(table: Table, beside: str = "") -> Period | Doubt | None:
    """The period that its own title names, or why it cannot be told; ``beside`` is a line that holds beside the title's.

    A phrase may run over cells of one row; a date of signing is no period.  Of tables side by side each has the words over its
    own columns first; below another table, whose notes may stand between, the lines nearest to the headings come first.
    """
    places = title_places(table)
    own = [place for place in places if table.left <= place[1] <= table.right]
    said = [_first(_named(table, part, beside) for part in _parts(table, some)) for some in (own, places)]
    # "Từ ngày … | đến ngày …" may run beyond the own columns
    return next((one for one in said if isinstance(one, Period)), None) or _first(said)


def _in_title(table: Table) -> Period | Doubt | None:
    """The period of its own title, of a table's above it, or of the lines above it in a web page."""
    beside = table.grid.sheet if _is_cumulative(table) else ""
    own = (own_period(holder, beside) for holder in titles(table))
    return _first(own) or _worded(table, table.grid.title, beside)


def told_in(table: Table, text: str) -> Period | Doubt | None:
    """What a title's words tell in this table: "kỳ tháng 8/2023" is the month of the office whose layout it is."""
    return table.layout.rhythm.in_title(text, always=table.layout.period == "office")


def _first(said: Iterable[Period | Doubt | None]) -> Period | Doubt | None:
    return next((one for one in said if one), None)


def _is_cumulative(table: Table) -> bool:
    """Whether a sheet is called "Lũy kế" or "Lũy kế tháng 8": no first day is told, a month in its title is not its period."""
    found = told_in(table, table.grid.sheet)
    return isinstance(found, Doubt) and found.why == "open"


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


def _named(table: Table, places: Iterable[Place], beside: str) -> Period | Doubt | None:
    lines: dict[int, list[str]] = {}
    for row, column in places:
        lines.setdefault(row, []).append(table.grid.cell(row, column).text)
    return _worded(table, [" ".join(cells) for cells in lines.values()], beside)


def _worded(table: Table, lines: Sequence[str], beside: str) -> Period | Doubt | None:
    found = told_in(table, " ; ".join(lines))
    return told_in(table, " ; ".join((*lines, beside))) if found and beside else found


def _with_year(table: Table, asked: Period | None) -> Period | Doubt | None:
    """A sheet name without a year ("Tháng 8"), in the year of the period asked for, never after it."""
    name, cumulative = table.grid.sheet, _is_cumulative(table)
    if asked is None:
        return Doubt("open") if cumulative else None
    if not cumulative and table.layout.rhythm.agrees_with_name(asked, name) is not False:
        return asked
    found = told_in(table, f"{name} năm {asked.end.year}")
    return found if isinstance(found, Doubt) or (found and found.end <= asked.end) else None


def _unknown(grid: Grid, doubt: Doubt | None = None) -> Problem:
    return Problem("period-unknown", grid.location, _why(doubt))


def _why(doubt: Doubt | None) -> Message:
    if doubt is None:
        return m("neither the title nor the sheet's name tells a period; give it with --period, or write it in the title")
    if doubt.why == "open":
        return m(
            "the title or the sheet's name is cumulative, but its first day is not told; give the whole span with --period, or "
            "write “từ ngày … đến ngày …” in the title"
        )
    if doubt.why == "several":
        return m(
            "which period is reported is not told: the title speaks of more than one ({periods}); give it with --period, or "
            "write “từ ngày … đến ngày …” in the title",
            periods=doubt.periods,
        )
    if doubt.why == "reversed":
        return m(
            "the title's period begins on {start} and ends before that, on {end}; correct the one that is wrong, or "
            "give the period with --period",
            start=doubt.words[0],
            end=doubt.words[1],
        )
    return m(
        "the title speaks of {words}, and there is no such date; correct it, or give the period with --period",
        words=doubt.words[0],
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


# --- whose table it is ------------------------------------------------------------------------------------------------


_RECIPIENT = re.compile(r"kính gửi|nơi nhận|(?:đơn vị|cơ quan)\s+nhận(?:\s+báo\s+cáo)?", re.IGNORECASE)
_SENDER = re.compile(r"(?:đơn vị|cơ quan)\s+(?:báo\s+cáo|gửi(?:\s+báo\s+cáo)?|lập(?:\s+biểu)?)\b", re.IGNORECASE)


def sender_texts(table: Table) -> list[tuple[Place, str]]:
    """The cells of the title with what stands in them before a recipient is named; the rest of such a line is the recipient's.

    Where a line names who reports ("Đơn vị báo cáo"), it alone speaks.
    """
    texts = list(_without_recipients((place, clean(table.grid.cell(*place).text)) for place in title_places(table)))
    rows = {place[0] for place, text in texts if _SENDER.search(text)}
    return [(place, text) for place, text in texts if not rows or place[0] in rows]


def _without_recipients(cells: Iterable[tuple[Place, str]]) -> Iterable[tuple[Place, str]]:
    told = 0
    for place, text in cells:
        if place[0] == told:
            if sender := _SENDER.search(text):  # who reports may stand behind whom it is for
                told = 0
                yield place, text[sender.start() :]
            continue
        recipient = _RECIPIENT.search(text)
        if recipient:
            told = place[0]
        yield place, text[: recipient.start()] if recipient else text
