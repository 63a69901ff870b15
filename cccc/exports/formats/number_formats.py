"""Number formats of Excel -> whether a stored number is a day or a length of time, and which (ECMA-376, part 1, 18.8.30)."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

GENERAL = "General"
BUILT_IN = {
    0: GENERAL,
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    5: '"$"#,##0_);("$"#,##0)',
    6: '"$"#,##0_);[Red]("$"#,##0)',
    7: '"$"#,##0.00_);("$"#,##0.00)',
    8: '"$"#,##0.00_);[Red]("$"#,##0.00)',
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    14: "mm-dd-yy",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    22: "m/d/yy h:mm",
    37: "#,##0_);(#,##0)",
    38: "#,##0_);[Red](#,##0)",
    39: "#,##0.00_);(#,##0.00)",
    40: "#,##0.00_);[Red](#,##0.00)",
    41: r'_(* #,##0_);_(* \(#,##0\);_(* "-"_);_(@_)',
    42: r'_("$"* #,##0_);_("$"* \(#,##0\);_("$"* "-"_);_(@_)',
    43: r'_(* #,##0.00_);_(* \(#,##0.00\);_(* "-"??_);_(@_)',
    44: r'_("$"* #,##0.00_)_("$"* \(#,##0.00\)_("$"* "-"??_)_(@_)',
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mmss.0",
    48: "##0.0E+0",
    49: "@",
}
"""The formats that a workbook names by number alone."""
FIRST_OWN = 164
"""Formats of the workbook's own have numbers from here on."""

EPOCH_1900 = datetime(1899, 12, 30)  # noqa: DTZ001 - a workbook knows no zones
EPOCH_1904 = datetime(1904, 1, 1)  # noqa: DTZ001
_LEAP_DAY = 60
"""Excel believes in a 29 February 1900; days before it are one further from the epoch."""
_MILLISECONDS = 86_400_000

_LITERAL = re.compile(r'".*?"|\[(?!hh?\]|mm?\]|ss?\])[^\]]*\]')
_DATE = re.compile(r"(?<![_\\])[dmhysDMHYS]")
_DURATION = re.compile(r"\[hh?\]|\[mm?\]|\[ss?\]", re.IGNORECASE)
_ISO = re.compile(r"(?:(?P<date>[0-9]{4}-[0-9]{2}-[0-9]{2})T?)?(?P<time>[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?P<part>\.[0-9]+)?)?)?Z?")


def is_date(form: str) -> bool:
    """Whether a number of this format is shown as a day or a time."""
    return _DATE.search(_LITERAL.sub("", form.split(";", maxsplit=1)[0])) is not None


def is_duration(form: str) -> bool:
    """Whether a number of this format is shown as a length of time."""
    return _DURATION.search(form.split(";", maxsplit=1)[0]) is not None


def moment(serial: float, epoch: datetime, *, duration: bool = False) -> datetime | time | timedelta:
    """The day and time that ``serial`` counts in days from ``epoch``; a time alone below one day.

    Raises OverflowError or ValueError beyond the calendar.
    """
    if duration:
        length = timedelta(days=serial)
        return timedelta(seconds=length // timedelta(seconds=1), microseconds=round(length.microseconds, -3))
    days, fraction = divmod(serial, 1)
    rest = timedelta(milliseconds=round(fraction * _MILLISECONDS))
    if 0 <= serial < 1 and not rest.days:
        return (epoch + rest).time()
    if 0 < serial < _LEAP_DAY and epoch == EPOCH_1900:
        days += 1
    return epoch + timedelta(days=days) + rest


def iso_moment(text: str) -> date | datetime | time:
    """The day, time or both that a cell of the type ``d`` holds; raises ValueError where it holds none."""
    match = _ISO.match(text)
    if match is None or not match[0].strip("Z"):
        raise ValueError(text)
    clock = match["time"]
    if clock is None:
        return date.fromisoformat(match["date"])
    at = time.fromisoformat(clock.partition(".")[0])
    if match["part"]:
        at = at.replace(microsecond=int(f"{match['part'][1:4]:0<3}") * 1000)
    return at if match["date"] is None else datetime.combine(date.fromisoformat(match["date"]), at)
