"""The stories of units -> lines for a terminal of 80 columns."""

from __future__ import annotations

from fractions import Fraction
from textwrap import wrap
from typing import TYPE_CHECKING

from cccc.messages import _, m
from cccc.model.evaluations import Status
from cccc.periods import short_date
from cccc.reports.words import fate, kind_name, occurring, subject, window_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from cccc.model.history import TrendLine, TrendPoint, UnitStory
    from cccc.model.targets import Indicator
    from cccc.model.units import Unit

WIDTH = 80
TOLD = 6
"""So many of a line's figures are written out."""
_BARS = "▁▂▃▄▅▆▇█"
_GAP = "·"
_MARKS = {Status.MET: "●", Status.MISSED: "○"}
_MONTH, _WEEK = "2023-08", "2023-W36"


def stories_text(stories: Iterable[UnitStory], indicators: Mapping[str, Indicator]) -> str:
    """`lines` of each story, with an empty line between two."""
    return "\n\n".join("\n".join(lines(one, indicators)) for one in stories) + "\n"


def lines(story: UnitStory, indicators: Mapping[str, Indicator]) -> Iterator[str]:
    """The story for a person who reads it in a terminal."""
    yield f"{story.unit.name} ({story.unit.id}), {story.group.name}"
    yield from _succession(story)
    names = {unit.id: unit.name for unit in story.line}
    for line in story.figures:
        about = indicators[line.indicator].short if line.indicator in indicators else line.indicator
        whose = f"{names[line.unit]}: " if line.unit != story.unit.id else ""
        yield ""
        yield from wrap(f"{whose}{about[:1].upper()}{about[1:]}, {window_name(line.window)}{_streak(line)}", WIDTH)
        yield from _figures(line, indicators.get(line.indicator))
    yield ""
    yield from _findings(story, indicators)


def _succession(story: UnitStory) -> Iterator[str]:
    unit = story.unit
    if unit.valid_from or unit.valid_to:
        yield str(m("valid {days}", days=_valid(unit)))
    if len(story.line) > 1:
        told = [f"{one.name} ({one.id}{_until(one)})" for one in story.line[1:]]
        yield from wrap(str(m("carries on {units}", units=tuple(told))), WIDTH)


def _valid(unit: Unit) -> str:
    start = str(m("from {day}", day=short_date(unit.valid_from))) if unit.valid_from else ""
    end = str(m("to {day}", day=short_date(unit.valid_to))) if unit.valid_to else ""
    return " ".join(part for part in (start, end) if part)


def _until(unit: Unit) -> str:
    return f", {m('to {day}', day=short_date(unit.valid_to))}" if unit.valid_to else ""


def _streak(line: TrendLine) -> str:
    """Three months missed in a row are worth saying, one is not."""
    if line.streak < 2 or line.status not in (Status.MET, Status.MISSED):  # noqa: PLR2004 - a streak is of several
        return ""
    label = line.periods[-1].label
    missed = line.status is Status.MISSED
    if len(label) == len(_WEEK) and "W" in label:
        told = (
            m("missed {count} weeks in a row", count=line.streak)
            if missed
            else m("met {count} weeks in a row", count=line.streak)
        )
    elif len(label) == len(_MONTH) and label[-2:].isdigit():
        told = (
            m("missed {count} months in a row", count=line.streak)
            if missed
            else m("met {count} months in a row", count=line.streak)
        )
    else:
        told = (
            m("missed {count} periods in a row", count=line.streak)
            if missed
            else m("met {count} periods in a row", count=line.streak)
        )
    return f" – {told}"


def _figures(line: TrendLine, indicator: Indicator | None) -> Iterator[str]:
    known = list(zip(line.periods, line.points, strict=True))[-TOLD:]
    told = "; ".join(f"{period.label} {_shown(point)}" for period, point in known)
    spark = sparkline(line.points, indicator)
    pad = " " * (len(spark) + 4)
    first, *rest = wrap(told, WIDTH - len(pad)) or [""]
    yield f"  {spark}  {first}"
    yield from (f"{pad}{more}" for more in rest)


def _shown(point: TrendPoint | None) -> str:
    if point is None or point.display is None:
        return "–" if point is not None and point.status is Status.NOTHING_AROSE else "?"
    return f"{point.display}{' ✗' if point.status is Status.MISSED else ''}"


def sparkline(points: Sequence[TrendPoint | None], indicator: Indicator | None) -> str:
    """A character for each period: a bar as high as the figure, ● and ○ for a rating, · where there is nothing."""
    values = [point.value for point in points if point is not None and point.value is not None]
    ratio = indicator is None or indicator.type == "ratio"
    low, top = (Fraction(0), Fraction(100)) if ratio else (min([Fraction(0), *values]), max([Fraction(0), *values]))

    def bar(point: TrendPoint | None) -> str:
        if point is None or (point.value is None and point.rating is None):
            return _GAP
        if point.value is None:
            return _MARKS.get(point.status, _GAP)
        height = (min(max(point.value, low), top) - low) * len(_BARS) / (top - low) if top > low else 0
        return _BARS[min(int(height), len(_BARS) - 1)]

    return "".join(map(bar, points))


def _findings(story: UnitStory, indicators: Mapping[str, Indicator]) -> Iterator[str]:
    if not story.findings:
        yield _("No findings.")
        return
    yield _("Findings")
    for row in story.findings:
        whose = f"{next(unit.name for unit in story.line if unit.id == row.unit)}: " if row.unit != story.unit.id else ""
        head = f"  {row.period.label}  "
        told = f"{whose}{occurring(kind_name(row.kind), row.occurrence)} ({subject(row.indicators, indicators)}): {fate(row)}"
        if row.step:
            told += f"; {row.step}"
        yield from wrap(told, WIDTH, initial_indent=head, subsequent_indent=" " * len(head))


# --- JSON ------------------------------------------------------------------------------------------------------------
