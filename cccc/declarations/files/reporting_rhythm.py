"""``reporting:`` of cccc.yaml -> the office's own rhythm, and the layouts that read by it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any

from cccc.declarations.shapes import Shape, UnfitError, choice, parsed_by, whole
from cccc.messages import m
from cccc.model.layouts import Layout
from cccc.periods.rhythm import CALENDAR, WEEKDAYS, Rhythm
from cccc.problems import invalid

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cccc.model.layouts import AnyLayout
    from cccc.problems import Problem

_LAST_DAY = 31


def _day_of_month(value: Any) -> int:
    day = whole(value)
    if not 1 <= day <= _LAST_DAY:
        told = m("{text} is no day of a month", text=day)
        raise UnfitError("whole-number", told, m("write 1 to 31; in a shorter month its last day is meant"))
    return day


DayOfMonth = Annotated[
    int,
    *parsed_by(
        _day_of_month,
        {"type": ["string", "integer"], "minimum": 1, "maximum": _LAST_DAY, "pattern": r"^0*([1-9]|[12]\d|3[01])$"},
    ),
]
Weekday = Annotated[str, *choice(*WEEKDAYS)]


class ReportingShape(Shape):
    """When the office's own months and weeks end."""

    month_ends: DayOfMonth | None = None
    week_ends: Weekday | None = None


def rhythm(shape: ReportingShape | None) -> Rhythm:
    """The rhythm that ``shape`` declares."""
    if shape is None:
        return CALENDAR
    return Rhythm(shape.month_ends, WEEKDAYS.index(shape.week_ends) + 1 if shape.week_ends else None)


def with_rhythm(layouts: Iterable[AnyLayout], kept: Rhythm) -> tuple[AnyLayout, ...]:
    """``layouts``, whose titles are read by the rhythm."""
    if kept == CALENDAR:
        return tuple(layouts)
    return tuple(replace(one, rhythm=kept) if isinstance(one, Layout) else one for one in layouts)


def undeclared(layouts: Iterable[AnyLayout], kept: Rhythm) -> list[Problem]:
    """The layouts that speak of the office's own months where nobody says when these end."""
    told = m("the layout reads the office's own months, and cccc.yaml does not say when they end")
    fix = m("add reporting: {{month_ends: …}} to cccc.yaml, or write period: title")
    lacking = (one for one in layouts if isinstance(one, Layout) and one.period == "office" and kept.month_ends is None)
    return [invalid("missing-key", one.location, told, fix) for one in lacking]
