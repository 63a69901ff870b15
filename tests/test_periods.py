"""Periods: labels and phrases are two ways to write one span, and a title is read as offices write it."""

import unicodedata
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cccc.periods import (
    Doubt,
    Period,
    agrees_with_name,
    in_name,
    in_text,
    in_title,
    iso_date,
    long_date,
    month,
    months_of,
    parse_label,
    short_date,
    year,
)

DAYS = st.dates(date(1900, 1, 8), date(2999, 12, 20))
YEARS = st.integers(1901, 2998)


def week_of(day):
    monday = day - timedelta(days=day.weekday())
    return Period(monday, monday + timedelta(days=6))


def quarter(number, n):
    return months_of(number, 3 * n - 2, 3 * n)


PERIODS = st.one_of(
    st.builds(month, YEARS, st.integers(1, 12)),
    st.builds(quarter, YEARS, st.integers(1, 4)),
    st.builds(lambda y, n: months_of(y, 6 * n - 5, 6 * n), YEARS, st.integers(1, 2)),
    st.builds(year, YEARS),
    st.builds(lambda y, n: months_of(y, 1, n), YEARS, st.integers(1, 12)),
    DAYS.map(week_of),
    st.tuples(DAYS, DAYS).map(lambda days: Period(min(days), max(days))),
    DAYS.map(lambda day: Period(day, day)),
)


def span(text):
    start, end = text.split("..")
    return Period(date.fromisoformat(start), date.fromisoformat(end))


@given(PERIODS)
@settings(deadline=None)
def test_a_label_is_read_as_the_period_that_it_names(period):
    assert parse_label(period.label) == period


@given(PERIODS)
@settings(deadline=None)
def test_a_phrase_is_read_as_the_period_that_it_names(period):
    assert in_text(period.phrase) == period
    assert in_text(f"BÁO CÁO ({period.phrase.upper()})") == period


@given(PERIODS)
@settings(deadline=None)
def test_a_period_begins_the_day_after_its_previous_one_ends(period):
    before = period.previous
    assert before.end + timedelta(days=1) == period.start


@given(PERIODS)
@settings(deadline=None, max_examples=50)
def test_a_period_is_its_months_laid_end_to_end(period):
    pieces = period.months()
    assert (pieces[0].start, pieces[-1].end) == (period.start, period.end)
    assert all(one.end + timedelta(days=1) == two.start for one, two in pairwise(pieces))
    assert all((piece.start.year, piece.start.month) == (piece.end.year, piece.end.month) for piece in pieces)


WRITTEN = st.text(st.sampled_from("0123456789 /.-–—:()tTừTháqQuýnăm đếnWHIVQi") | st.characters(), max_size=40)


@given(WRITTEN, PERIODS)
@settings(deadline=None)
def test_no_text_is_too_odd_to_be_looked_at(text, period):
    for read in (parse_label, in_text):
        found = read(text)
        assert found is None or parse_label(found.label) == found
        assert found is None or found.previous.end < found.start
    assert agrees_with_name(period, text) in (True, False, None)


@given(
    st.from_regex(
        r"(từ )?(ngày )?[0-9]{1,2}[/.-][0-9]{1,2}([/.-][0-9]{4})? ?(đến|-) ?[0-9]{1,2}/[0-9]{1,2}/[0-9]{4}", fullmatch=True
    )
)
@settings(deadline=None, max_examples=50)
def test_impossible_dates_are_no_period(text):
    assert in_text(text) is None or in_text(text).start <= in_text(text).end


@pytest.mark.parametrize(
    ("label", "start", "end"),
    [
        ("2023-08", "2023-08-01", "2023-08-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2023-W36", "2023-09-04", "2023-09-10"),
        ("2020-W53", "2020-12-28", "2021-01-03"),
        ("2023-Q3", "2023-07-01", "2023-09-30"),
        ("2023-H1", "2023-01-01", "2023-06-30"),
        ("2023-H2", "2023-07-01", "2023-12-31"),
        ("2023", "2023-01-01", "2023-12-31"),
        ("2023-09-01..2023-09-07", "2023-09-01", "2023-09-07"),
        (" 2023-09-01 .. 2023-09-07 ", "2023-09-01", "2023-09-07"),
    ],
)
def test_the_labels_of_the_contract(label, start, end):
    assert parse_label(label) == Period(date.fromisoformat(start), date.fromisoformat(end))


@pytest.mark.parametrize(
    "label",
    [
        "", "2023-8", "2023-13", "2023-00", "2023-W00", "2023-W53", "2023-W54",
        "2023-Q0", "2023-Q5", "2023-H3", "23",
        "2023-q3", "0000", "0001", "9999", "9999-W52", "0001-01", "tháng 8/2023", "2023-09-07..2023-09-01",
        "2023-02-30..2023-03-01",
        "2023-9-1..2023-9-7", "a..b..c", "..", "2023-01-01..9999-12-31", "٢٠٢٣", "2023-08 x", "2023/08",
    ],
)  # fmt: skip
def test_what_is_no_label_names_no_period(label):
    assert parse_label(label) is None


@pytest.mark.parametrize(
    ("two_ways", "label"),
    [
        (("2023-07-01..2023-07-31",), "2023-07"),
        (("2023-07-01..2023-09-30",), "2023-Q3"),
        (("2023-01-01..2023-12-31",), "2023"),
        (("2023-09-04..2023-09-10",), "2023-W36"),
        (("2021-02-01..2021-02-28",), "2021-02"),
        (("2023-02-01..2023-04-30",), "2023-02-01..2023-04-30"),
        (("2023-04-01..2023-09-30",), "2023-04-01..2023-09-30"),
        (("2022-12-01..2023-02-28",), "2022-12-01..2023-02-28"),
    ],
)
def test_a_span_that_the_calendar_names_has_that_name(two_ways, label):
    assert [parse_label(way).label for way in two_ways] == [label]


@pytest.mark.parametrize(
    ("label", "phrase"),
    [
        ("2023-08", "tháng 8/2023"),
        ("2023-Q3", "quý III/2023"),
        ("2023-Q4", "quý IV/2023"),
        ("2023-H1", "6 tháng đầu năm 2023"),
        ("2023-H2", "6 tháng cuối năm 2023"),
        ("2023", "năm 2023"),
        ("2023-W36", "tuần 36/2023"),
        ("2023-01-01..2023-08-31", "8 tháng đầu năm 2023"),
        ("2023-04-01..2023-08-31", "từ ngày 01/4/2023 đến ngày 31/8/2023"),
        ("2023-12-15..2024-01-14", "từ ngày 15/12/2023 đến ngày 14/01/2024"),
        ("2023-09-05..2023-09-05", "từ ngày 05/9/2023 đến ngày 05/9/2023"),
    ],
)
def test_a_period_is_worded_as_an_office_words_it(label, phrase):
    assert parse_label(label).phrase == phrase


TITLES = {
    "Tháng 8/2023": "2023-08",
    "THÁNG 08 NĂM 2023": "2023-08",
    "tháng 8 - 2023": "2023-08",
    "Tháng 8.2023": "2023-08",
    "tháng 8, năm 2023": "2023-08",
    "tháng  8\n năm\u00a02023": "2023-08",
    "Kết quả tháng 12/2023 so với chỉ tiêu": "2023-12",
    "Quý III/2023": "2023-Q3",
    "Quý 3 năm 2023": "2023-Q3",
    "QUÝ IV NĂM 2023": "2023-Q4",
    "quý I/2024": "2024-Q1",
    "6 tháng đầu năm 2023": "2023-H1",
    "6 tháng cuối năm 2023": "2023-H2",
    "8 tháng đầu năm 2023": "2023-01-01..2023-08-31",
    "08 tháng đầu năm 2023": "2023-01-01..2023-08-31",
    "9 tháng năm 2023": "2023-01-01..2023-09-30",
    "Lũy kế 8 tháng/2023": "2023-01-01..2023-08-31",
    "Tuần 36/2023": "2023-W36",
    "Tuần 05 năm 2024": "2024-W05",
    "Báo cáo năm 2023": "2023",
    "(Từ ngày 01/4/2023 đến ngày 31/8/2023)": "2023-04-01..2023-08-31",
    "Từ ngày 01/04/2023 đến hết ngày 31/08/2023": "2023-04-01..2023-08-31",
    "từ 01/4/2023-31/8/2023": "2023-04-01..2023-08-31",
    "01.4.2023 – 31.8.2023": "2023-04-01..2023-08-31",
    "Từ ngày 01/4 đến ngày 31/8/2023": "2023-04-01..2023-08-31",
    "Từ 01-8-2023 tới 31-8-2023": "2023-08",
    "Từ ngày 01 tháng 4 năm 2023 đến ngày 31 tháng 8 năm 2023": "2023-04-01..2023-08-31",
    "Tháng 8/2023 (từ ngày 15/7/2023 đến ngày 14/8/2023)": "2023-07-15..2023-08-14",
    "Từ tháng 4 đến tháng 8 năm 2023": "2023-04-01..2023-08-31",
    "Từ tháng 4/2023 đến hết tháng 8/2023": "2023-04-01..2023-08-31",
    "Tháng 10/2022 - tháng 02/2023": "2022-10-01..2023-02-28",
    "Từ ngày 01/04/2023 đến hết tháng 8/2023": "2023-04-01..2023-08-31",
    "Từ ngày 01/04/2023 đến hết tháng 8 năm 2023": "2023-04-01..2023-08-31",
    "Từ đầu năm đến hết tháng 8/2023": "2023-01-01..2023-08-31",
    "Từ đầu năm 2023 đến hết tháng 8": "2023-01-01..2023-08-31",
    "Lũy kế từ đầu năm đến tháng 8 năm 2023": "2023-01-01..2023-08-31",
    "LUỸ KẾ TỪ ĐẦU NĂM ĐẾN NGÀY 31/8/2023": "2023-01-01..2023-08-31",
    "Lũy kế năm 2023 đến ngày 31/8/2023": "2023-01-01..2023-08-31",
    "Từ ngày 01 đến ngày 31 tháng 8 năm 2023": "2023-08",
    "Từ ngày: 01/08/2023 - Đến ngày: 31/08/2023": "2023-08",
    "Từ ngày: 01/08/2023 ; Đến ngày: 31/08/2023": "2023-08",
    "Từ ngày 01/08/2023 00:00 đến ngày 31/08/2023 23:59": "2023-08",
    "Từ 0h00 ngày 01/8/2023 đến 24 giờ 00 phút ngày 31/8/2023": "2023-08",
    "Từ 2023-08-01 đến 2023-08-31": "2023-08",
    "Từ 2023-08-01T00:00:00 đến 2023-08-31 23:59:59": "2023-08",
    "Từ ngày 01/08/23 đến ngày 31/08/23": "2023-08",
    "Tháng 8/2023 ; (Số liệu tính đến ngày 05/9/2023)": "2023-08",
    "Tháng 8/2023 (chốt số liệu đến 17h00 ngày 05/9/2023)": "2023-08",
    "Tháng 8/2023 ; TRONG KỲ VÀ LŨY KẾ": "2023-08",
    "Tháng 8/2023 ; THÁNG 08 NĂM 2023": "2023-08",
    "Tháng 8/2023 so với tháng 7/2023": "2023-08",
    "Kế hoạch đến năm 2025 ; Tháng 8/2023": "2023-08",
    "Từ ngày 01/4/2023 đến ngày 31/8/2023 ; Số liệu lũy kế": "2023-04-01..2023-08-31",
    "8 tháng đầu năm 2023 ; (Lũy kế đến hết tháng 8/2023)": "2023-01-01..2023-08-31",
    "Tứ Kỳ, ngày    tháng 9 năm 2023 ; Tháng 8 năm 2023": "2023-08",
}
DOUBTS = {
    "Lũy kế đến tháng 8/2023": ("open", "2023-08"),
    "Luỹ kế đến hết tháng 8 năm 2023": ("open", "2023-08"),
    "Tính đến tháng 8/2023": ("open", "2023-08"),
    "LŨY KẾ THÁNG 8/2023": ("open", "2023-08"),
    "Lũy kế đến ngày 31/8/2023": ("open", "2023-08-31..2023-08-31"),
    "Đến hết quý III năm 2023": ("open", "2023-Q3"),
    "BÁO CÁO LŨY KẾ ; Tháng 8/2023": ("open", "2023-08"),
    "Tháng 8/2023 ; (từ đầu năm)": ("open", "2023-08"),
    "Lũy kế tháng 8": ("open",),
    "Tháng 7 và tháng 8 năm 2023": ("several", "2023-07", "2023-08"),
    "Báo cáo tháng 7, tháng 8 năm 2023": ("several", "2023-07", "2023-08"),
    "Quý II, Quý III năm 2023": ("several", "2023-Q2", "2023-Q3"),
    "Kế hoạch giao tháng 1/2023 - kết quả tháng 8/2023": ("several", "2023-01", "2023-08"),
    "Tháng 8 và lũy kế 8 tháng năm 2023": ("several", "2023-01-01..2023-08-31", "2023-08"),
    "Tháng 8/2023 và lũy kế": ("several", "2023-08"),
    "Từ ngày 31/08/2023 đến ngày 01/08/2023": ("reversed", "31/08/2023", "01/08/2023"),
    "Từ ngày 01/02/2023 đến ngày 30/02/2023": ("impossible", "30/02/2023"),
    "Từ ngày 30/02/2023 đến ngày 31/03/2023": ("impossible", "30/02/2023"),
}
NO_PERIOD = [
    "", "Tháng 8", "Quý III", "8 tháng", "tháng 13/2023", "tháng 0/2023", "tuần 54/2023", "quý V/2023", "Biểu số II.06a",
    "Từ ngày 31/02/2023 đến ngày 31/3/2023", "Từ ngày 31/8/2023 đến ngày 01/4/2023", "Tứ Kỳ, ngày 05 tháng 9 năm 2023",
    "chốt lúc 17 giờ 00 ngày 05/9/2023", "Từ tháng 9 đến tháng 4 năm 2023", "năm 9999", "năm 0001", "13 tháng đầu năm 2023",
]  # fmt: skip


@pytest.mark.parametrize(("title", "label"), TITLES.items())
def test_a_title_names_its_period(title, label):
    assert in_text(title).label == label


@pytest.mark.parametrize("title", NO_PERIOD)
def test_a_title_without_a_real_period_names_none(title):
    assert in_text(title) is None


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("cased", [str, str.upper])
@pytest.mark.parametrize(("title", "why"), DOUBTS.items())
def test_a_title_that_does_not_tell_which_days_is_in_doubt(title, why, cased, form):
    doubt = in_title(unicodedata.normalize(form, cased(title)))
    assert isinstance(doubt, Doubt)
    assert (doubt.why, *(period.label for period in doubt.periods), *doubt.words) == why
    assert in_text(title) is None


@pytest.mark.parametrize(
    ("title", "period", "allowed"),
    [
        ("Lũy kế đến tháng 8/2023", "2023-01-01..2023-08-31", True),
        ("Lũy kế đến tháng 8/2023", "2023-08", False),
        ("Lũy kế đến tháng 8/2023", "2023-01-01..2023-09-30", False),
        ("Lũy kế đến tháng 1/2023", "2023-01", True),
        ("BÁO CÁO LŨY KẾ", "2023-08", False),
        ("BÁO CÁO LŨY KẾ", "2023-04-01..2023-08-31", True),
        ("Tháng 7 và tháng 8 năm 2023", "2023-07-01..2023-08-31", True),
        ("Tháng 7 và tháng 8 năm 2023", "2023-08", True),
        ("Tháng 7 và tháng 8 năm 2023", "2023-09", False),
        ("Từ ngày 01/02/2023 đến ngày 30/02/2023", "2023-02", True),
    ],
)
def test_a_period_asked_for_answers_a_doubt_that_it_fits(title, period, allowed):
    assert in_title(title).allows(parse_label(period)) is allowed


@pytest.mark.parametrize("name", ["Lũy kế tháng 8", "LUỸ KẾ T8", "Lũy kế tháng 8.2023", "Đến hết tháng 8 năm 2023", "LK T8"])
def test_a_cumulative_sheets_name_is_no_month(name):
    assert in_name(name) is None
    assert agrees_with_name(month(2023, 8), name) is None


def test_a_title_in_decomposed_letters_is_read_alike():
    assert {in_text(unicodedata.normalize("NFD", title)).label for title in TITLES} == set(TITLES.values())


@pytest.mark.parametrize(
    ("label", "before"),
    [
        ("2023-08", "2023-07"),
        ("2023-01", "2022-12"),
        ("2024-03", "2024-02"),
        ("2023-W01", "2022-W52"),
        ("2023-Q1", "2022-Q4"),
        ("2023-Q3", "2023-Q2"),
        ("2023-H1", "2022-H2"),
        ("2023-H2", "2023-H1"),
        ("2024", "2023"),
        ("2023-09-11..2023-09-20", "2023-09-01..2023-09-10"),
        ("2023-09-05..2023-09-05", "2023-09-04..2023-09-04"),
    ],
)
def test_the_previous_period_is_of_the_same_kind(label, before):
    assert parse_label(label).previous.label == before


@pytest.mark.parametrize(
    ("name", "label", "agrees"),
    [
        ("Tháng 8", "2023-08", True),
        ("THÁNG 08", "2023-08", True),
        ("thang 8", "2023-08", True),
        ("T8", "2023-08", True),
        ("T.8", "2023-08", True),
        ("Tháng 8", "2023-04-01..2023-08-31", True),
        ("Tháng 8", "2023-07", False),
        ("Tháng 8", "2023-08-01..2023-08-30", False),
        ("Tháng 13", "2023-08", False),
        ("tháng 8/2023", "2023-08", True),
        ("tháng 8/2023", "2023-04-01..2023-08-31", True),
        ("tháng 8/2022", "2023-08", False),
        ("2023-08", "2023-08", True),
        ("8 tháng", "2023-01-01..2023-08-31", True),
        ("8T", "2023-01-01..2023-08-31", True),
        ("8 tháng", "2023-08", False),
        ("15 tháng", "2023-08", False),
        ("Quý III", "2023-Q3", True),
        ("Q3", "2023-Q3", True),
        ("Quý III", "2023-Q2", False),
        ("quý III/2023", "2023-Q3", True),
        ("Từ 01-4", "2023-04-01..2023-08-31", True),
        ("Từ 1.4", "2023-04-01..2023-08-31", True),
        ("Từ 01-4", "2023-08", False),
        ("Sheet1", "2023-08", None),
        ("Thanh toán", "2023-08", None),
        ("", "2023-08", None),
        ("Tháng", "2023-08", None),
    ],
)
def test_a_sheet_name_agrees_with_a_period_or_not_or_says_nothing(name, label, agrees):
    assert agrees_with_name(parse_label(label), name) is agrees


@pytest.mark.parametrize(
    ("day", "short", "long"),
    [
        ("2023-04-01", "01/4/2023", "ngày 01 tháng 4 năm 2023"),
        ("2023-08-31", "31/8/2023", "ngày 31 tháng 8 năm 2023"),
        ("2024-01-05", "05/01/2024", "ngày 05 tháng 01 năm 2024"),
        ("2024-02-29", "29/02/2024", "ngày 29 tháng 02 năm 2024"),
        ("2023-03-09", "09/3/2023", "ngày 09 tháng 3 năm 2023"),
        ("2023-12-10", "10/12/2023", "ngày 10 tháng 12 năm 2023"),
    ],
)
def test_a_day_has_a_zero_below_ten_and_a_month_one_below_three(day, short, long):
    assert (short_date(date.fromisoformat(day)), long_date(date.fromisoformat(day))) == (short, long)


@pytest.mark.parametrize("text", ["15/9/2023", "2023-2-3", "20230203", "2023-02-30", "2023-W05-1", "", "2023-04-01T00:00"])
def test_a_date_is_written_year_month_day_and_no_other_way(text):
    with pytest.raises(ValueError, match=r"date|day|iso"):
        iso_date(text)


def test_a_period_never_ends_before_it_starts():
    with pytest.raises(ValueError, match="ends before it starts"):
        Period(date(2023, 9, 2), date(2023, 9, 1))


def test_periods_sort_by_their_first_day_then_their_last():
    spans = ["2023-08-01..2023-08-31", "2023-04-01..2023-08-31", "2023-04-01..2023-04-30"]
    assert [period.label for period in sorted(map(span, spans))] == ["2023-04", "2023-04-01..2023-08-31", "2023-08"]


@pytest.mark.parametrize(
    "title",
    [
        "Kế hoạch cải cách hành chính năm 2024",
        "Tháng 8 - thực hiện Kế hoạch năm 2024",
        "Chỉ tiêu năm 2024 ; Số liệu tháng 8",
        "Quý ba năm 2024",
        "Sáu tháng đầu năm 2024",
        "THÁNG TÁM NĂM 2024",
        "Tháng 7, 8 năm 2024",
        "so với cùng kỳ năm 2023",
    ],
)
def test_a_year_is_no_period_where_it_is_a_plans_or_a_months(title):
    assert in_text(title) is None


@pytest.mark.parametrize("name", ["T8.2024", "T8-2024", "T08.2024", "08.2024", "Thang 8-2024", "Tháng 8 năm 2024", "2024-08"])
def test_a_sheets_whole_name_may_be_short(name):
    assert in_name(name) == month(2024, 8)


def test_a_month_from_the_15th_follows_one_from_the_15th():
    assert parse_label("2024-02-15..2024-03-14").previous == parse_label("2024-01-15..2024-02-14")
    assert parse_label("2024-01-15..2024-04-14").previous == parse_label("2023-10-15..2024-01-14")
