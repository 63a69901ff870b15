"""The reporting months and weeks of an office whose months end on a cut-off day of their own -> periods, and back.

"Kỳ tháng 8/2023" of an office whose months end on the 14th is 15 July to 14 August; the calendar's August stays "tháng 8/2023".
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from cccc import periods
from cccc.periods import MONTHS, WEEK, Doubt, Period

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_DAY = timedelta(days=1)

_OFFICE = r"\bk[ỳì](?:\s+báo\s+cáo)?(?:\s*:)?\s+(?=tháng\b)"
_IN_TITLE = re.compile(_OFFICE)
_MONTH = re.compile(rf"{_OFFICE}(?P<month>[^()]+?)(?:\s*\((?P<days>[^()]+)\))?")
_UNTIL = re.compile(
    r"tuần\s+(?:đến|tới|kết\s+thúc)(?:\s+hết)?(?:\s+(?:vào\s+)?ngày)?\s+(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})"
)

YearMonth = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Rhythm:
    """``month_ends`` is the last day of the office's months, in a shorter month its own; ``week_ends`` an ISO weekday."""

    month_ends: int | None = None
    week_ends: int | None = None

    def month(self, year: int, number: int) -> Period | None:
        """The office's month that ends in this month of the calendar."""
        end, before = self._cut_off(year, number), self._cut_off(*_months_on((year, number), -1))
        return Period(before + _DAY, end) if end and before else None

    def month_of(self, period: Period) -> YearMonth | None:
        """The year and number of the office's month that ``period`` is."""
        named = (period.end.year, period.end.month)
        return named if self.month(*named) == period else None

    def week(self, last: date) -> Period | None:
        """The office's week that ends on ``last``."""
        return Period(last - timedelta(days=WEEK - 1), last) if last.isoweekday() == self.week_ends else None

    def ends_of_weeks(self, day: date) -> tuple[date, date]:
        """The last days of the office's weeks before and after ``day``, which is none itself."""
        ahead = ((self.week_ends or WEEK) - day.isoweekday()) % WEEK
        return day + timedelta(days=ahead - WEEK), day + timedelta(days=ahead)

    def previous(self, period: Period) -> Period:
        """The period of the same kind just before; of the office's months as many."""
        return self._moved(period, -(self._count(period) or 0)) or period.previous

    def year_before(self, period: Period) -> Period | None:
        """The same period of the year before; of the office's months and weeks those of the same number."""
        if self._count(period):
            return self._moved(period, -MONTHS)
        if period.days == WEEK and self.week(period.end):
            return periods.week_a_year_before(period)
        return period.year_before

    def phrase(self, period: Period) -> str:
        """As the office writes it: "kỳ tháng 8/2023 (từ ngày 15/7/2023 đến ngày 14/8/2023)"; others as everybody does."""
        named = self.month_of(period)
        if named is None or period == periods.month(*named):
            return period.phrase
        return f"kỳ {periods.month(*named).phrase} ({period.phrase})"

    # --- what is read ----------------------------------------------------------------------------------------------

    def in_title(self, text: str, *, always: bool = False) -> Period | Doubt | None:
        """`periods.in_title` of a title whose "kỳ tháng 8/2023" is the office's month; with ``always`` also "tháng 8/2023"."""
        found = periods.in_title(text)
        if found is None or self.month_ends is None or not (always or _IN_TITLE.search(periods.plain(text))):
            return found
        if isinstance(found, Doubt):
            return replace(found, periods=tuple(map(self._own, found.periods)))
        return found if periods.names_days(text) else self._own(found)

    def in_name(self, name: str, *, always: bool = False) -> Period | None:
        """`periods.in_name` of a sheet's name, by the office's months."""
        found = periods.in_name(name)
        own = always or _IN_TITLE.search(periods.plain(name))
        return self._own(found) if found and own and not periods.names_days(name) else found

    def agrees_with_name(self, period: Period, name: str) -> bool | None:
        """`periods.agrees_with_name`, where "Tháng 8" also fits what ends with the office's August."""
        own = self.in_name(name)
        if own != periods.in_name(name):
            return own == period
        said, end = periods.agrees_with_name(period, name), period.end
        if said is not False or end != self._cut_off(end.year, end.month):
            return said
        whole = periods.month(end.year, end.month)
        return periods.agrees_with_name(
            whole if self.month_of(period) else Period(min(period.start, whole.start), whole.end), name
        )

    def _own(self, period: Period) -> Period:
        """The office's month where ``period`` is the calendar's."""
        calendar = period == periods.month(period.end.year, period.end.month)
        return (self.month(period.end.year, period.end.month) if calendar else None) or period

    # --- cut-off days ----------------------------------------------------------------------------------------------

    def _cut_off(self, year: int, number: int) -> date | None:
        if self.month_ends is None:
            return None
        last = periods.month(year, number).end
        return last.replace(day=min(self.month_ends, last.day))

    def _count(self, period: Period) -> int | None:
        """How many of the office's months ``period`` is; None where it is not made of them."""
        first, end = period.start - _DAY, period.end
        if end != self._cut_off(end.year, end.month) or first != self._cut_off(first.year, first.month):
            return None
        return (end.year - first.year) * MONTHS + end.month - first.month

    def _moved(self, period: Period, months: int) -> Period | None:
        first = period.start - _DAY
        before, last = (self._cut_off(*_months_on((day.year, day.month), months)) for day in (first, period.end))
        return Period(before + _DAY, last) if before and last and months else None


CALENDAR = Rhythm()
"""That of an office which declares none."""


def office_month(text: str) -> tuple[YearMonth, Period | None] | None:
    """What "kỳ tháng 8/2023 (từ ngày … đến ngày …)" names: the month, and the days where it tells them."""
    match = _MONTH.fullmatch(periods.plain(text))
    named = periods.in_phrase(match["month"]) if match else None
    days = periods.in_phrase(match["days"]) if match and match["days"] else None
    if match is None or named is None or named != periods.month(named.end.year, named.end.month):
        return None
    return None if match["days"] and days is None else ((named.end.year, named.end.month), days)


def week_until(text: str) -> date | None:
    """The day of "tuần đến 07/9/2023"."""
    match = _UNTIL.fullmatch(periods.plain(text))
    try:
        return date(int(match[3]), int(match[2]), int(match[1])) if match else None
    except ValueError:
        return None


def _months_on(month: YearMonth, count: int) -> YearMonth:
    index = month[0] * MONTHS + month[1] - 1 + count
    return index // MONTHS, index % MONTHS + 1
