"""Spans of whole days: built from labels and calendar numbers, printed as labels and as the words an office writes.

A label is the contract's ("2023-08", "2023-W36", "2023-Q3", "2023-H1", "2023", "2023-09-01..2023-09-07"); a phrase is the
office's ("tháng 8/2023", "8 tháng đầu năm 2023").
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

MONTHS = 12
WEEK = 7
QUARTER = 3
_HALF = 6
_EVERY_MONTH = 28  # the last day of the month that each month has
ROMAN = ("I", "II", "III", "IV")
"""How the quarters are numbered."""


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """The days from ``start`` to ``end``, both included."""

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.end < self.start:
            message = "a period ends before it starts"
            raise ValueError(message)

    def __str__(self) -> str:
        return self.label

    @property
    def days(self) -> int:
        """How many days it holds."""
        return (self.end - self.start).days + 1

    @property
    def label(self) -> str:
        """The contract's label: the calendar's name where the span has one, else both dates."""
        start, kind = self.start, self._kind()
        if kind == "week":
            year, week, _ = start.isocalendar()
            return f"{year}-W{week:02}"
        return {
            "month": f"{start.year}-{start.month:02}",
            "quarter": f"{start.year}-Q{(start.month + 2) // 3}",
            "half": f"{start.year}-H{1 if start.month == 1 else 2}",
            "year": f"{start.year}",
            "span": f"{start.isoformat()}..{self.end.isoformat()}",
        }[kind]

    @property
    def phrase(self) -> str:
        """As an office writes it: "tháng 8/2023", "quý III/2023", "8 tháng đầu năm 2023", "từ ngày … đến ngày …"."""
        start, kind = self.start, self._kind()
        if kind == "week":
            year, week, _ = start.isocalendar()
            return f"tuần {week}/{year}"
        if kind == "span" and (start.month, start.day) == (1, 1) and self._ends_a_month() and start.year == self.end.year:
            return f"{self.end.month} tháng đầu năm {start.year}"
        return {
            "month": f"tháng {start.month}/{start.year}",
            "quarter": f"quý {ROMAN[(start.month - 1) // 3]}/{start.year}",
            "half": f"6 tháng {'đầu' if start.month == 1 else 'cuối'} năm {start.year}",
            "year": f"năm {start.year}",
            "span": f"từ ngày {short_date(start)} đến ngày {short_date(self.end)}",
        }[kind]

    @property
    def previous(self) -> Period:
        """The period of the same kind just before; months may begin on the 15th; for a free span, as many days as it has."""
        before = self.start - timedelta(days=1)
        length = {"month": 1, "quarter": 3, "half": 6, "year": MONTHS}.get(self._kind())
        if length is not None:
            return Period(_months_back(before, length), before)
        after = self.end + timedelta(days=1)
        months = (after.year - self.start.year) * MONTHS + after.month - self.start.month
        if 1 < self.start.day == after.day <= _EVERY_MONTH and months:
            return Period(_months_back(self.start, months + 1).replace(day=self.start.day), before)
        return Period(before - timedelta(days=self.days - 1), before)

    @property
    def year_before(self) -> Period | None:
        """The same period of the year before; None where that year has no week of this number.

        Whole months stay whole; other spans keep their dates, and 29 February goes back to the 28th.
        """
        if self._kind() == "week":
            return week_a_year_before(self)
        whole = self.start.day == 1 and self._ends_a_month()
        end = month(self.end.year - 1, self.end.month).end if whole else _a_year_before(self.end)
        return Period(_a_year_before(self.start), end)

    def months(self) -> list[Period]:
        """The span cut at the ends of its months; the first and last piece may be part of a month."""
        pieces, start = [], self.start
        while start <= self.end:
            end = min(month(start.year, start.month).end, self.end)
            pieces.append(Period(start, end))
            start = end + timedelta(days=1)
        return pieces

    def _kind(self) -> str:
        start, end = self.start, self.end
        if start.isoweekday() == 1 and self.days == WEEK:
            return "week"
        if start.day != 1 or not self._ends_a_month() or start.year != end.year:
            return "span"
        length = end.month - start.month + 1
        if length == 1:
            return "month"
        if length == QUARTER and start.month % QUARTER == 1:
            return "quarter"
        if length == _HALF and start.month in (1, 1 + _HALF):
            return "half"
        return "year" if length == MONTHS else "span"

    def _ends_a_month(self) -> bool:
        return self.end.day == monthrange(self.end.year, self.end.month)[1]


def month(year: int, number: int) -> Period:
    """A calendar month."""
    return Period(date(year, number, 1), date(year, number, monthrange(year, number)[1]))


def year(number: int) -> Period:
    """A calendar year."""
    return Period(date(number, 1, 1), date(number, MONTHS, 31))


def months_of(number: int, first: int, last: int) -> Period:
    """The months ``first`` to ``last`` of one year."""
    return Period(date(number, first, 1), month(number, last).end)


def week_a_year_before(week: Period) -> Period | None:
    """The seven days that end on the same weekday of the same week (ISO) of the year before, where it has one."""
    of_year, number, weekday = week.end.isocalendar()
    try:
        last = date.fromisocalendar(of_year - 1, number, weekday)
    except ValueError:
        return None
    return Period(last - timedelta(days=WEEK - 1), last)


def _a_year_before(day: date) -> date:
    return day.replace(year=day.year - 1, day=min(day.day, monthrange(day.year - 1, day.month)[1]))


_LABELS: tuple[tuple[re.Pattern[str], Callable[..., Period]], ...] = (
    (re.compile(r"(\d{4})-(\d{2})", re.ASCII), month),
    (
        re.compile(r"(\d{4})-W(\d{2})", re.ASCII),
        lambda y, n: Period(date.fromisocalendar(y, n, 1), date.fromisocalendar(y, n, 7)),
    ),
    (re.compile(r"(\d{4})-Q([1-4])", re.ASCII), lambda y, n: months_of(y, 3 * n - 2, 3 * n)),
    (re.compile(r"(\d{4})-H([12])", re.ASCII), lambda y, n: months_of(y, 6 * n - 5, 6 * n)),
    (re.compile(r"(\d{4})", re.ASCII), year),
)
_YEARS = range(1900, 3000)
"""The years of a period that somebody reports; a label or title with another is a slip of the hand."""


def parse_label(text: str) -> Period | None:
    """The period that a label names; None where it is no label or no real date."""
    text = text.strip()
    try:
        if ".." in text:
            start, end = text.split("..")
            return reported(Period(iso_date(start), iso_date(end)))
        for pattern, build in _LABELS:
            if match := pattern.fullmatch(text):
                return reported(build(*map(int, match.groups())))
    except ValueError:
        return None
    return None


def reported(period: Period) -> Period | None:
    """``period``, where its years are such that somebody reports them."""
    return period if period.start.year in _YEARS and period.end.year in _YEARS else None


def iso_date(text: str) -> date:
    """A date written ``2023-04-01``, and no other way; raises ValueError."""
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text.strip()):
        message = f"not a date: {text}"
        raise ValueError(message)
    return date.fromisoformat(text.strip())


def short_date(day: date) -> str:
    """As inside a sentence: 01/4/2023, 31/8/2023, 05/01/2024 (day with a zero, month with one only below 3)."""
    return f"{day.day:02}/{_month_number(day)}/{day.year}"


def long_date(day: date) -> str:
    """As on the date line of a paper (Decree 30/2020, Phụ lục I, II.4.b): ngày 15 tháng 9 năm 2023."""
    return f"ngày {day.day:02} tháng {_month_number(day)} năm {day.year}"


def _month_number(day: date) -> str:
    return f"{day.month:02}" if day.month in (1, 2) else str(day.month)


def _months_back(day: date, count: int) -> date:
    index = day.year * MONTHS + day.month - 1 - (count - 1)
    return date(index // MONTHS, index % MONTHS + 1, 1)
