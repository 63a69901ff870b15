"""Vietnamese phrases -> the spans of days that they name: titles of exports, names of sheets, what a user typed."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal

from cccc.periods.spans import MONTHS, QUARTER, ROMAN, WEEK, Period, month, months_of, parse_label, reported, year

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

_CENTURY = 2000


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why a title that speaks of a period does not tell it.

    ``open``: cumulative, without its first day; ``several``: more than one; ``impossible``: ``words`` are no real date;
    ``reversed``: the second of ``words`` comes before the first.  ``periods`` are those named, as far as they are.
    """

    why: Literal["open", "several", "impossible", "reversed"]
    periods: tuple[Period, ...] = ()
    words: tuple[str, ...] = ()

    def allows(self, period: Period) -> bool:
        """Whether the title may mean ``period``: a cumulative one begins before the month it ends with, save in January."""
        if self.why == "several":
            return period in (*self.periods, Period(self.periods[0].start, max(named.end for named in self.periods)))
        if self.why == "open" and not self.periods:
            return _starts_a_year(period) or len(period.months()) > 1
        return self.why != "open" or any(
            named.end == period.end and (period.start < named.start or _starts_a_year(named)) for named in self.periods
        )


def _starts_a_year(period: Period) -> bool:
    return (period.start.month, period.start.day) == (1, 1)


_TIDIED: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"\b(?:l[ũu][yỹ]\s+k[ếe]|cộng\s+dồn|lk)\b"), "lũy kế"),
    (re.compile(r"\b(từ|đến|tới|ngày|tháng|quý|tuần|năm)\s*:"), r"\1 "),
    (re.compile(r"(?<![\d/.-])(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?=t\d|(?!\w))"), r"\4/\3/\1 "),
    # an hour beside a date
    (
        re.compile(
            r"(?<![\d/.-])t?\d{1,2}\s*(?::\s*\d{2}(?::\d{2}(?:\.\d+)?)?|(?:h|giờ)(?:\s*\d{2}(?!\d))?)(?:\s*phút)?(?!\w)"
        ),
        " ",
    ),
    (re.compile(r"\bngày\s+(\d{1,2})\s+tháng\s+(\d{1,2})\s*(?:,?\s*năm|/)\s*(\d{4})"), r"ngày \1/\2/\3"),
    (re.compile(r"\bngày\s+(\d{1,2})\s+tháng\s+(\d{1,2})(?!\d)"), r"ngày \1/\2"),
    # a line of signing whose day is left open
    (re.compile(r"\bngày[\s._…]*tháng[\s._…]*\d{0,2}[\s._…]*năm[\s._…]*\d{0,4}"), " "),
    (re.compile(r"\b(?:so (?:sánh )?với|cùng kỳ)\b[^;]*"), " "),
    (re.compile(r"\s+"), " "),
)
_YEAR = r"(?:\s*[/.,\-]?\s*(?:năm\s*)?(?P<year>\d{4})(?!\d))?"
_NAME = re.compile(
    r"\b(?:(?P<months>\d{1,2})\s+tháng(?P<part>\s+(?:đầu|cuối)\s+năm)?(?!\s+\d{1,2}\b)|tháng\s+(?P<month>\d{1,2})(?!\d)"
    rf"|quý\s+(?P<quarter>iv|iii|ii|i|[1-4])\b|tuần\s+(?P<week>\d{{1,2}})(?!\d)){_YEAR}"
)
_DATE = r"\d{1,2}\s*[/.-]\s*\d{1,2}(?:\s*[/.-]\s*(?:\d{4}|\d{2}))?(?!\d)"
_POINT = "|".join(
    (
        rf"(?:ngày\s+)?{_DATE}",
        r"ngày\s+\d{1,2}(?!\s*[/.\d-])",
        r"(?:đầu\s+|cuối\s+)?(?:tháng\s+\d{1,2}(?!\d)|quý\s+(?:iv|iii|ii|i|[1-4])\b|tuần\s+\d{1,2}(?!\d))"
        + _YEAR.replace("?P<year>", "?:"),
        r"(?:đầu\s+|cuối\s+)?năm(?:\s+\d{4})?",
        r"đầu\s+tháng",
    )
)
_SPAN = re.compile(
    rf"(?P<since>\b(?:từ|lũy kế)\s+)?(?<!\w)(?P<start>{_POINT})\s*"
    rf"(?P<by>[;,]?\s*(?:[-–—]\s*)?(?:đến|tới)(?:\s+(?:hết|cuối))?|[-–—]|\.\.)\s*(?P<end>{_POINT})"
)
_UNTIL_DAY = re.compile(rf"(?:\btính\s+)?\b(?:đến|tới)\s+(?:hết\s+)?(?:ngày\s+)?(?P<day>{_DATE})")
_UNTIL = re.compile(rf"\blũy kế\b|\b(?:đến|tới)\s+(?:(?:hết|cuối|nay)\b|{_POINT})|\btừ\s+đầu\b")
_AND_CUMULATIVE = re.compile(r"\b(?:và|có|cả|kèm|gồm)\s+(?:số liệu\s+|số\s+|cột\s+)?lũy kế\b")
_CUT_OFF = re.compile(r"\b(?:số liệu|dữ liệu|chốt|trích xuất|kết xuất|xuất|in|cập nhật|thời điểm)\b.*\b(?:đến|tới)\b")
_BARE_YEAR = re.compile(r"\bnăm\s+(\d{4})")
_SHORTER = re.compile(r"\b(?:tháng|quý|tuần)\b")
_OF_A_DOCUMENT = re.compile(
    r"\b(?:kế hoạch|chỉ tiêu|chương trình|đề án|nghị quyết|nghị định|quyết định|thông tư|công văn|giai đoạn)\b"
)


_WHOLE_PHRASE = re.compile(rf"{_NAME.pattern}|{_SPAN.pattern}|năm\s+\d{{4}}")
_REWRITTEN = [(pattern, instead) for pattern, instead in _TIDIED if instead.strip()]


def in_phrase(text: str) -> Period | None:
    """The period that the whole of a phrase names, and nothing beside it: "tháng 8/2023", "từ ngày … đến ngày …"."""
    text = plain(text)
    for pattern, instead in _REWRITTEN:
        text = pattern.sub(instead, text)
    return in_text(text) if _WHOLE_PHRASE.fullmatch(" ".join(text.split())) else None


def names_days(text: str) -> bool:
    """Whether a title tells its first and last day, or month."""
    return _of_spans(_tidied(text)) is not None


def in_text(text: str) -> Period | None:
    """The period that a title names, by dates ("từ ngày 01/4/2023 đến ngày 31/8/2023") or by words ("tháng 8/2023")."""
    found = in_title(text)
    return found if isinstance(found, Period) else None


def in_title(text: str) -> Period | Doubt | None:
    """The period of a title whose lines stand between ";", or why none can be read from it.

    A span with both its ends wins over words, and a cumulative title needs both.  None where nothing speaks of a period: a
    day alone ("ngày 05 tháng 9 năm 2023") does not, nor do "số liệu tính đến ngày …" and the year of a plan.
    """
    text = _tidied(text)
    return _of_spans(text) or _of_names(text.split(";")) or _whole_year(text)


def _tidied(text: str) -> str:
    text = plain(text)
    for pattern, instead in _TIDIED:
        text = pattern.sub(instead, text)
    return text


def _of_spans(text: str) -> Period | Doubt | None:
    return _one_of([span for match in _SPAN.finditer(text) if (span := _span(match))])


def _one_of(found: Sequence[Period | Doubt]) -> Period | Doubt | None:
    doubt = next((one for one in found if isinstance(one, Doubt)), None)
    periods = tuple(sorted({one for one in found if isinstance(one, Period)}))
    return doubt or (Doubt("several", periods) if len(periods) > 1 else next(iter(periods), None))


def _span(match: re.Match[str]) -> Period | Doubt | None:
    """From one point to another; None where two things only stand side by side ("tuần 36 - tháng 9/2023")."""
    since, by = match["since"], match["by"]
    start, end = (" ".join(match[name].removeprefix("ngày").split()) for name in ("start", "end"))
    if _unit(end) == "năm" or (";" in by and not since):
        return None
    if _unit(start) != _unit(end) and not (since and re.search("đến|tới", by)):
        return None
    last = _point(end, None)
    if last is None and isinstance(before := _point(start, None), Period):
        last = _point(end, before.start)
    first = _point(start, last.end) if isinstance(last, Period) else None
    if not isinstance(first, Period) or not isinstance(last, Period):
        return last if isinstance(last, Doubt) else first
    return Period(first.start, last.end) if first.start <= last.end else Doubt("reversed", words=(start, end))


def _unit(point: str) -> str:
    return next((word for word in ("tháng", "quý", "tuần") if word in point), "năm" if "năm" in point else "ngày")


def _point(text: str, end: date | None) -> Period | Doubt | None:
    """The day, month, quarter, week or year of the words; what they lack is that of the ``end``."""
    try:
        period = _named(match, end) if (match := _NAME.search(text)) else _numbered(text, end)
    except ValueError:
        return Doubt("impossible", words=(text,))
    return period and (reported(period) or Doubt("impossible", words=(text,)))


def _numbered(text: str, end: date | None) -> Period | None:
    """A day or year of numbers alone: "01/4/2023", "01/4/23", "01/4", "01", "đầu năm 2023", "năm"."""
    numbers = re.findall(r"\d+", text)
    if "năm" in text:
        return year(int(numbers[0])) if numbers else year(end.year) if end else None
    if text.endswith("tháng"):
        return month(end.year, end.month) if end else None
    lacking = [str(end.month), str(end.year)][len(numbers) - 1 :] if end else []
    if len(numbers := numbers + lacking) < len(("day", "month", "year")):
        return None
    day, number, of_year = map(int, numbers)
    only = date(of_year + (_CENTURY if len(numbers[2]) == len("23") else 0), number, day)
    return Period(only, only)


def _named(match: re.Match[str], end: date | None) -> Period | None:
    """What a match of ``_NAME`` names, in the year of the ``end`` where it tells none."""
    of_year = int(match["year"]) if match["year"] else end and end.year
    if not of_year:
        return None
    if match["months"]:
        count = int(match["months"])
        last = "cuối" in (match["part"] or "")
        return months_of(of_year, MONTHS + 1 - count, MONTHS) if last else months_of(of_year, 1, count)
    if match["month"]:
        return month(of_year, int(match["month"]))
    if match["week"]:
        monday = date.fromisocalendar(of_year, int(match["week"]), 1)
        return Period(monday, monday + timedelta(days=WEEK - 1))
    quarter = match["quarter"]
    last_month = QUARTER * _quarter(int(quarter) if quarter.isdigit() else quarter)
    return months_of(of_year, last_month - QUARTER + 1, last_month)


def _of_names(lines: Iterable[str]) -> Period | Doubt | None:
    """What the months, quarters and weeks of the lines tell: "8 tháng đầu năm 2023" has both ends, "đến tháng 8" has not."""
    sure: list[Period] = []
    whole: list[Period] = []
    until: list[Period] = []
    is_open = also = False
    for written in lines:
        line = _UNTIL_DAY.sub(" ", written) if _CUT_OFF.search(written) and "lũy kế" not in written else written
        matches = list(_NAME.finditer(line))
        named = _in_one_year(matches)
        if isinstance(named, Doubt):
            return named
        both = bool(_AND_CUMULATIVE.search(line))
        cumulative = not both and _UNTIL.search(line) and (matches or "lũy kế" in line or not _OF_A_DOCUMENT.search(line))
        also = also or (both and bool(named))
        is_open = is_open or bool(cumulative)
        for match, period in zip(matches, named, strict=False):
            (whole if match["months"] else until if cumulative else sure).append(period)
        if cumulative:
            days = (_point(match["day"], None) for match in _UNTIL_DAY.finditer(line))
            until += [day for day in days if isinstance(day, Period)]
    if whole and not sure and not also and all(whole[0].end == one.end for one in until):
        return _one_of(whole)
    if also or (whole and is_open):
        return Doubt("several", tuple(sorted({*sure, *whole, *until})))
    return Doubt("open", tuple(sorted({*(until or sure)}))) if is_open else _one_of([*sure, *whole])


def _in_one_year(matches: Sequence[re.Match[str]]) -> list[Period] | Doubt:
    """The periods of one line; the months of "tháng 7, tháng 8 năm 2023" are of one year."""
    named: list[Period] = []
    for place, match in enumerate(matches):
        dated = next((other["year"] for other in (*matches[place:], *matches[:place]) if other["year"]), None)
        found = _point(match[0] if match["year"] else f"{match[0]} năm {dated}", None) if dated else None
        if isinstance(found, Doubt):
            return found
        named += [found] if found else []
    return named


def _whole_year(text: str) -> Period | None:
    """The year of "Kết quả giải quyết TTHC năm 2024"; not that of a plan, nor of a month whose words are not understood."""
    if _SHORTER.search(text):
        return None
    for line in text.split(";"):
        match = _BARE_YEAR.search(line)
        if match and not _OF_A_DOCUMENT.search(line):
            return reported(year(int(match[1])))
    return None


def plain(text: str) -> str:
    """In lower case, composed, with single spaces."""
    return " ".join(unicodedata.normalize("NFC", text).lower().split())


def _quarter(text: str | int) -> int:
    return text if isinstance(text, int) else ROMAN.index(text.upper()) + 1


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
    if match := _NAMED.fullmatch(plain(name)):
        number, of_year = map(int, match.groups())
        return reported(month(of_year, number)) if 1 <= number <= MONTHS else None
    return in_text(name) or parse_label(name)


def agrees_with_name(period: Period, name: str) -> bool | None:
    """Whether a sheet's name ("Tháng 8", "8 tháng", "Từ 01-4", "Quý III", "tháng 8/2023") fits ``period``.

    None where the name speaks of no period.  "Tháng 8" fits every span that ends with that August.
    """
    name = plain(name)
    if (named := in_name(name)) is not None:
        return named == period or (named.end == period.end and named == month(named.start.year, named.start.month))
    for pattern, fits in _WHOLE_NAME:
        if match := pattern.fullmatch(name):
            return fits(period, *(int(part) if part.isdigit() else part for part in match.groups()))
    return None
