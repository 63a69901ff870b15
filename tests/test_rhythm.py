"""An office's own months and weeks: what they are, what comes before them, how they are written and read."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cccc.periods import Doubt, Period, in_phrase, in_text, month, parse_label
from cccc.periods.rhythm import CALENDAR, Rhythm, office_month, week_until

YEARS = st.integers(1901, 2998)
NUMBERS = st.integers(1, 12)
ENDS = st.integers(1, 31)
DAYS = st.dates(date(1901, 1, 8), date(2998, 12, 20))
SPANS = st.tuples(DAYS, DAYS).map(lambda days: Period(min(days), max(days)))
FOURTEENTH = Rhythm(14, 4)


def following(year, number):
    return (year + 1, 1) if number == 12 else (year, number + 1)


@pytest.mark.parametrize(
    ("ends", "named", "label"),
    [
        (14, (2023, 8), "2023-07-15..2023-08-14"),
        (14, (2024, 1), "2023-12-15..2024-01-14"),
        (31, (2023, 2), "2023-02"),
        (28, (2023, 3), "2023-03-01..2023-03-28"),
        (28, (2024, 3), "2024-02-29..2024-03-28"),
        (30, (2023, 2), "2023-01-31..2023-02-28"),
        (30, (2024, 2), "2024-01-31..2024-02-29"),
        (30, (2023, 3), "2023-03-01..2023-03-30"),
        (30, (2023, 4), "2023-03-31..2023-04-30"),
        (1, (2023, 1), "2022-12-02..2023-01-01"),
    ],
)
def test_a_month_ends_on_its_day_or_else_on_the_last_of_the_month(ends, named, label):
    assert Rhythm(ends).month(*named).label == label


@given(ENDS, YEARS, NUMBERS)
def test_months_follow_one_another_without_gap_and_know_what_came_before(ends, year, number):
    rhythm = Rhythm(ends)
    this, after = rhythm.month(year, number), rhythm.month(*following(year, number))
    assert this.end + timedelta(days=1) == after.start
    assert 28 <= this.days <= 31
    assert (rhythm.previous(after), rhythm.month_of(this)) == (this, (year, number))
    assert rhythm.previous(rhythm.previous(after)) == rhythm.month(*_back(year, number, 1))
    assert rhythm.year_before(this) == rhythm.month(year - 1, number)


def _back(year, number, count):
    index = year * 12 + number - 1 - count
    return index // 12, index % 12 + 1


@given(st.integers(1, 27), YEARS, NUMBERS)
def test_without_a_declared_rhythm_months_up_to_the_27th_are_known_alike(ends, year, number):
    rhythm = Rhythm(ends)
    this = rhythm.month(year, number)
    assert (this.previous, this.year_before) == (rhythm.previous(this), rhythm.year_before(this))


@given(ENDS, YEARS, NUMBERS, st.integers(1, 30))
def test_several_of_its_months_come_after_as_many(ends, year, number, count):
    rhythm = Rhythm(ends)
    last = _back(year, number, -count + 1)
    together = Period(rhythm.month(year, number).start, rhythm.month(*last).end)
    before = Period(rhythm.month(*_back(year, number, count)).start, rhythm.month(*_back(year, number, 1)).end)
    assert rhythm.previous(together) == before


@given(DAYS, st.integers(1, 7))
def test_weeks_end_on_their_day(day, ends):
    rhythm = Rhythm(week_ends=ends)
    week = rhythm.week(day)
    if day.isoweekday() != ends:
        assert week is None
        before, after = rhythm.ends_of_weeks(day)
        assert before < day < after
        assert (rhythm.week(before).days, rhythm.week(after).start) == (7, before + timedelta(days=1))
    else:
        assert rhythm.previous(week) == rhythm.week(day - timedelta(days=7))
        year_before = rhythm.year_before(week)
        number = day.isocalendar()
        assert (year_before is None) <= (number.week == 53)
        assert year_before is None or tuple(year_before.end.isocalendar()) == (number.year - 1, number.week, number.weekday)


@given(SPANS)
def test_by_the_calendar_nothing_is_other_than_it_was(span):
    assert (CALENDAR.previous(span), CALENDAR.year_before(span)) == (span.previous, span.year_before)
    assert (CALENDAR.phrase(span), CALENDAR.month_of(span)) == (span.phrase, None)


@pytest.mark.parametrize(
    ("label", "before"),
    [
        ("2023-08", "2022-08"),
        ("2025-02", "2024-02"),
        ("2023-Q1", "2022-Q1"),
        ("2023-H2", "2022-H2"),
        ("2023", "2022"),
        ("2023-W36", "2022-W36"),
        ("2020-W53", None),
        ("2021-W53", None),
        ("2023-01-01..2023-08-31", "2022-01-01..2022-08-31"),
        ("2025-01-01..2025-02-28", "2024-01-01..2024-02-29"),
        ("2023-09-01..2023-09-07", "2022-09-01..2022-09-07"),
        ("2024-02-29..2024-02-29", "2023-02-28..2023-02-28"),
        ("2024-02-15..2024-02-29", "2023-02-15..2023-02-28"),
        ("2023-12-15..2024-01-14", "2022-12-15..2023-01-14"),
    ],
)
def test_the_period_of_the_year_before_is_that_of_its_name(label, before):
    period = parse_label(label)
    found = period.year_before if period else None
    assert (found and found.label) == before


# --- written and read --------------------------------------------------------------------------------------------------


def read(rhythm, text):
    """What ``--period`` makes of a phrase."""
    if (period := parse_label(text) or in_phrase(text)) is not None:
        return period
    named = office_month(text)
    return rhythm.month(*named[0]) if named else None


@given(SPANS, ENDS)
def test_what_is_written_is_read_back(span, ends):
    rhythm = Rhythm(ends)
    assert read(rhythm, rhythm.phrase(span)) == span
    assert read(rhythm, span.phrase.upper()) == span
    assert read(rhythm, span.label) == span


@given(ENDS, YEARS, NUMBERS)
def test_an_office_month_is_written_with_its_days_and_read_back(ends, year, number):
    rhythm = Rhythm(ends)
    own = rhythm.month(year, number)
    phrase = rhythm.phrase(own)
    assert phrase == (own.phrase if own == month(year, number) else f"kỳ tháng {number}/{year} ({own.phrase})")
    assert (read(rhythm, phrase), rhythm.in_title(phrase)) == (own, own)
    assert rhythm.in_title(f"BÁO CÁO KỲ THÁNG {number:02} NĂM {year}") == own


PHRASES = {
    "tháng 8/2023": "2023-08",
    "Tháng 08 năm 2023": "2023-08",
    "quý III/2023": "2023-Q3",
    "8 tháng đầu năm 2023": "2023-01-01..2023-08-31",
    "6 tháng cuối năm 2023": "2023-H2",
    "tuần 36/2023": "2023-W36",
    "năm 2023": "2023",
    "từ ngày 01/9/2023 đến ngày 07/9/2023": "2023-09-01..2023-09-07",
    "từ ngày 01 tháng 9 năm 2023 đến ngày 07 tháng 9 năm 2023": "2023-09-01..2023-09-07",
    "01/9/2023 - 07/9/2023": "2023-09-01..2023-09-07",
}
NO_PHRASES = [
    "tháng 8", "tháng 13/2023", "tuần 54/2023", "tháng 8/2023 so với tháng 7/2023", "báo cáo tháng 8/2023", "8/2023", "",
    "lũy kế tháng 8/2023", "từ ngày 07/9/2023 đến ngày 01/9/2023", "tháng 7, tháng 8 năm 2023", "kỳ tháng 8/2023",
    "tháng 8/2023 hay 9/2023", "đến ngày 07/9/2023",
]  # fmt: skip


@pytest.mark.parametrize(("phrase", "label"), PHRASES.items())
def test_a_phrase_names_its_period(phrase, label):
    assert in_phrase(phrase).label == label


@pytest.mark.parametrize("phrase", NO_PHRASES)
def test_what_says_more_or_less_than_a_period_is_no_phrase(phrase):
    assert in_phrase(phrase) is None


@given(st.text(st.sampled_from("0123456789 /.-():kKỳìThánguầnđếáobc"), max_size=40))
def test_no_text_is_too_odd_for_the_offices_own(text):
    assert office_month(text) is None or office_month(text)[0][0] >= 1900
    assert week_until(text) is None or isinstance(week_until(text), date)
    assert FOURTEENTH.in_title(text) is None or isinstance(FOURTEENTH.in_title(text), Period | Doubt)
    assert FOURTEENTH.agrees_with_name(month(2023, 8), text) in (True, False, None)


@pytest.mark.parametrize(
    "text", ["kỳ tháng 8/2023", "Kì báo cáo tháng 08 năm 2023", "KỲ THÁNG 8/2023 (từ 15/7/2023 đến 14/8/2023)"]
)
def test_the_offices_month_is_asked_for_by_its_name(text):
    assert office_month(text)[0] == (2023, 8)


@pytest.mark.parametrize(
    "text", ["kỳ quý III/2023", "kỳ 8 tháng đầu năm 2023", "kỳ tháng 8", "kỳ tháng 8/2023 (sơ bộ)", "tháng 8/2023"]
)
def test_other_words_are_no_month_of_the_office(text):
    assert office_month(text) is None


@pytest.mark.parametrize("text", ["tuần đến 07/9/2023", "Tuần đến ngày 07/09/2023", "tuần kết thúc ngày 7.9.2023"])
def test_the_offices_week_is_asked_for_by_its_last_day(text):
    assert week_until(text) == date(2023, 9, 7)


TITLES = {
    "Kỳ tháng 8/2023": "2023-07-15..2023-08-14",
    "BIỂU TỔNG HỢP ; KỲ BÁO CÁO THÁNG 8 NĂM 2023": "2023-07-15..2023-08-14",
    "Kỳ tháng 8/2023 (Từ ngày 01/8/2023 đến ngày 31/8/2023)": "2023-08",
    "Kỳ báo cáo: Tháng 8/2023": "2023-07-15..2023-08-14",
    "Tháng 8/2023": "2023-08",
    "Tuần 36 (Từ ngày 01/9/2023 đến ngày 07/9/2023)": "2023-09-01..2023-09-07",
    "Kỳ quý III/2023": "2023-Q3",
}


@pytest.mark.parametrize(("title", "label"), TITLES.items())
def test_a_title_speaks_of_the_offices_month_where_it_says_so(title, label):
    assert FOURTEENTH.in_title(title).label == label


@pytest.mark.parametrize("title", TITLES)
def test_without_a_declared_rhythm_a_title_means_the_calendar(title):
    assert CALENDAR.in_title(title) == in_text(title)


@pytest.mark.parametrize(
    ("period", "name", "agrees"),
    [
        ("2023-07-15..2023-08-14", "Tháng 8", True),
        ("2023-07-15..2023-08-14", "Kỳ tháng 8/2023", True),
        ("2023-07-15..2023-08-14", "Tháng 7", False),
        ("2023-08", "Kỳ tháng 8/2023", False),
        ("2023-08", "Tháng 8", True),
        ("2023-01-01..2023-08-14", "Tháng 8", True),
        ("2023-07-15..2023-08-14", "Sheet1", None),
    ],
)
def test_a_sheets_name_agrees_with_the_offices_month(period, name, agrees):
    assert FOURTEENTH.agrees_with_name(parse_label(period), name) is agrees


def test_a_cumulative_title_of_the_offices_month_is_answered_by_a_span_that_ends_with_it():
    doubt = FOURTEENTH.in_title("Lũy kế đến hết kỳ tháng 8/2023")
    assert isinstance(doubt, Doubt)
    assert doubt.allows(parse_label("2022-12-15..2023-08-14"))
    assert not doubt.allows(parse_label("2023-01-01..2023-08-31"))
