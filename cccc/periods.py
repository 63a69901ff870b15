"""Turns period labels and Vietnamese phrases into spans of days, and spans into labels and phrases.

A `Period` is a span of whole days.  Its label is the contract's ("2023-08", "2023-W36", "2023-Q3", "2023-H1", "2023",
"2023-09-01..2023-09-07"); its phrase is the office's ("tháng 8/2023", "8 tháng đầu năm 2023").
"""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

MONTHS = 12
_WEEK = 7
_QUARTER = 3
_HALF = 6
_EVERY_MONTH = 28
_ROMAN = ("I", "II", "III", "IV")


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
            "quarter": f"quý {_ROMAN[(start.month - 1) // 3]}/{start.year}",
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
        if start.isoweekday() == 1 and self.days == _WEEK:
            return "week"
        if start.day != 1 or not self._ends_a_month() or start.year != end.year:
            return "span"
        length = end.month - start.month + 1
        if length == 1:
            return "month"
        if length == _QUARTER and start.month % _QUARTER == 1:
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
            return _reported(Period(iso_date(start), iso_date(end)))
        for pattern, build in _LABELS:
            if match := pattern.fullmatch(text):
                return _reported(build(*map(int, match.groups())))
    except ValueError:
        return None
    return None


def _reported(period: Period) -> Period | None:
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


_DAY = r"(\d{1,2})\s*[/.-]\s*(\d{1,2})(?:\s*[/.-]\s*(\d{4}))?"
_RANGE = re.compile(
    rf"(?:từ\s+)?(?:ngày\s+)?{_DAY}\s*(?:đến|tới|-|–|—)\s*(?:hết\s+)?(?:ngày\s+)?(\d{{1,2}})\s*[/.-]\s*(\d{{1,2}})\s*[/.-]\s*(\d{{4}})"
)
_LONG_DATE = re.compile(r"\bngày\s+(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+(\d{4})")
_YEAR = r"\s*[/.,\-]?\s*(?:năm\s*)?(\d{4})"
_PHRASES: tuple[tuple[re.Pattern[str], Callable[..., Period]], ...] = (
    (re.compile(r"\b(\d{1,2})\s+tháng\s+đầu\s+năm\s+(\d{4})"), lambda n, y: months_of(y, 1, n)),
    (re.compile(r"\b6\s+tháng\s+cuối\s+năm\s+(\d{4})"), lambda y: months_of(y, 7, 12)),
    (
        re.compile(rf"\btháng\s+(\d{{1,2}})(?:{_YEAR})?\s*(?:đến|tới|-|–|—)\s*(?:hết\s+)?tháng\s+(\d{{1,2}}){_YEAR}"),
        lambda first, start, last, end: Period(month(start or end, first).start, month(end, last).end),
    ),
    (re.compile(rf"\b(\d{{1,2}})\s+tháng{_YEAR}"), lambda n, y: months_of(y, 1, n)),
    (re.compile(rf"\btháng\s+0?(\d{{1,2}}){_YEAR}"), lambda n, y: month(y, n)),
    (re.compile(rf"\bquý\s+(iv|iii|ii|i|[1-4]){_YEAR}"), lambda n, y: months_of(y, 3 * _quarter(n) - 2, 3 * _quarter(n))),
    (
        re.compile(rf"\btuần\s+0?(\d{{1,2}}){_YEAR}"),
        lambda n, y: Period(date.fromisocalendar(y, n, 1), date.fromisocalendar(y, n, 7)),
    ),
)
_BARE_YEAR = re.compile(r"\bnăm\s+(\d{4})")
_SHORTER = re.compile(r"\b(?:tháng|quý|tuần)\b")
_OF_A_DOCUMENT = re.compile(
    r"\b(?:kế hoạch|chỉ tiêu|chương trình|đề án|nghị quyết|nghị định|quyết định|thông tư|công văn|giai đoạn|cùng kỳ|so với)\b"
)


def in_text(text: str) -> Period | None:
    """The period that a title names, by dates ("từ ngày 01/4/2023 đến ngày 31/8/2023") or by words ("tháng 8/2023").

    Dates win over words.  None where there is no period or no real date; a day alone ("ngày 05 tháng 9 năm 2023") is none.
    """
    text = _LONG_DATE.sub(r"ngày \1/\2/\3", _plain(text))
    try:
        if match := _RANGE.search(text):
            day, number, start_year, end_day, end_month, end_year = match.groups()
            return _reported(
                Period(
                    date(int(start_year or end_year), int(number), int(day)), date(int(end_year), int(end_month), int(end_day))
                )
            )
        for pattern, build in _PHRASES:
            if match := pattern.search(text):
                return _reported(build(*(int(part) if part and part.isdigit() else part for part in match.groups())))
        return _whole_year(text)
    except ValueError:
        return None


def _whole_year(text: str) -> Period | None:
    """The year of "Kết quả giải quyết TTHC năm 2024"; not that of a plan, nor of a month whose words are not understood."""
    if _SHORTER.search(text):
        return None
    for line in text.split(";"):
        match = _BARE_YEAR.search(line)
        if match and not _OF_A_DOCUMENT.search(line):
            return _reported(year(int(match[1])))
    return None


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).lower().split())


def _quarter(text: str | int) -> int:
    return text if isinstance(text, int) else _ROMAN.index(text.upper()) + 1


_WHOLE_NAME: tuple[tuple[re.Pattern[str], Callable[..., bool]], ...] = (
    (re.compile(r"(?:tháng|thang|t)\s*\.?\s*0?(\d{1,2})"), lambda p, n: p.end.month == n and p.end == month(p.end.year, n).end),
    (
        re.compile(r"0?(\d{1,2})\s*(?:tháng|thang|t)"),
        lambda p, n: p == months_of(p.end.year, 1, n) if 1 <= n <= MONTHS else False,
    ),
    (
        re.compile(r"(?:quý|quy|q)\s*(iv|iii|ii|i|[1-4])"),
        lambda p, n: p == months_of(p.end.year, 3 * _quarter(n) - 2, 3 * _quarter(n)),
    ),
    (re.compile(r"(?:từ|tu)\s*0?(\d{1,2})\s*[-./]\s*0?(\d{1,2})"), lambda p, d, n: (p.start.day, p.start.month) == (d, n)),
)


_NAMED = re.compile(r"(?:(?:tháng|thang|t)\s*\.?\s*)?0?(\d{1,2})\s*[./-]\s*(\d{4})")


def in_name(name: str) -> Period | None:
    """The period that a sheet's name tells whole: "Tháng 8 năm 2023", "T8.2023", "08-2023", "2023-08"."""
    if match := _NAMED.fullmatch(_plain(name)):
        number, of_year = map(int, match.groups())
        return _reported(month(of_year, number)) if 1 <= number <= MONTHS else None
    return in_text(name) or parse_label(name)


def agrees_with_name(period: Period, name: str) -> bool | None:
    """Whether a sheet's name ("Tháng 8", "8 tháng", "Từ 01-4", "Quý III", "tháng 8/2023") fits ``period``.

    None where the name speaks of no period.  "Tháng 8" fits every span that ends with that August.
    """
    name = _plain(name)
    if (named := in_name(name)) is not None:
        return named == period or (named.end == period.end and named._kind() == "month")  # noqa: SLF001 - of this class
    for pattern, fits in _WHOLE_NAME:
        if match := pattern.fullmatch(name):
            return fits(period, *(int(part) if part.isdigit() else part for part in match.groups()))
    return None
