"""Every form of values of the portals' reference (section 4), in its column: what is observed, or what is told."""

import pytest
from export_tables import COUNTS, FLAT, INDICATORS, RATES, figures, layout, read, told

from cccc.exports.grid import Cell
from cccc.exports.tables.values import count, decimal_comma, rate

TITLE = "Tháng 8/2023\n"
UNITS = ["Xã Hà Kỳ", "Xã Tân Kỳ", "Xã Hòa Bình", "Phòng Nội vụ", "Thị trấn Tứ Kỳ"]


def column_of(*values, a_layout=RATES, heading="Tỷ lệ"):
    """What is read from a column of ``values``, a unit each, and what is told."""
    rows = [f"{unit} | {value}" for unit, value in zip(UNITS, values, strict=False)]
    reading, problems = read(TITLE + f"Đơn vị | {heading}\n" + "\n".join(rows), a_layout)
    return told(problems) or [float(seen.value) for seen in reading.observations]


COUNT = layout({"total": "Tổng số"})
POINTS = layout({"points": "Điểm"})

COUNTED = {
    "count, dot groups, text": (["'1.234'", "'12'", "'1.234.567'"], [1234, 12, 1234567]),
    "money, comma groups, text": (["'1,234,000'", "'500'"], [1234000, 500]),
    "count, spaces between groups": (["'1 234'", "'1\u00a0234'", "'1\u202f234'"], [1234, 1234, 1234]),
    "both marks": (["'1.234,00'", "'1,234.0'"], [1234, 1234]),
    "count stored as a number": (["1234", "1234.0", "29.000000000000004"], [1234, 1234, 29]),
    "money, beyond a billion": (["'1.234.567.890'", "1234567890"], [1234567890, 1234567890]),
    "blank": (["", "5"], [5]),
    "no figure: - _ –": (["-", "_", "–", "--", "7"], [7]),
    "not applicable where a count must be": (
        ["x", "N/A", "NaN%", "#DIV/0!", "#REF!"],
        [f"not-a-number B{n}" for n in range(3, 8)],
    ),
    "decimal number in a count column": (["12.345", "7"], ["fractional-count B3"]),
    "decimal text in a count column": (["'12.5'", "'1234,5'"], ["fractional-count B3", "fractional-count B4"]),
    "groups that are none": (
        ["'1.23.456'", "'12.3456'", "'1.234,567'"],
        ["not-a-number B3", "fractional-count B4", "fractional-count B5"],
    ),
    "formula without stored value": (["=1+1", "7"], ["stale-formula B3"]),
    "a percentage where a count must be": (["0.5 @ 0%", "'12%'"], ["not-a-number B3", "not-a-number B4"]),
    "a date where a count must be": (["'01/8/2023'", "5"], ["not-a-number B3"]),
    "below zero": (["-1", "'-1.234'"], ["negative-count B3", "negative-count B4"]),
}


@pytest.mark.parametrize("form", COUNTED)
def test_a_column_of_counts(form):
    values, expected = COUNTED[form]
    assert column_of(*values, a_layout=COUNT, heading="Tổng số") == expected


RATED = {
    "rate text, dot decimal": (["80.2%", "100%"], [80.2, 100]),
    "rate text, comma": (["97,67%", "0%"], [97.67, 0]),
    "rate text, very small": (["9.95E-05%", "80%"], [0.0000995, 80]),
    "rate text, no decimals": (["98%", "7 %"], [98, 7]),
    "rate number with % format": (["0.9767 @ 0.00%", "1 @ 0.00%", "0.98 @ 0%"], [97.67, 100, 98]),
    "rate number without format, percents": (["97.67", "80", "0"], [97.67, 80, 0]),
    "rate number without format, parts of one": (["0.9767", "0.02", "1", "0"], [97.67, 2, 100, 0]),
    "rate as text without sign": (["'97,67'", "'80'"], [97.67, 80]),
    "a sign that is only shown": (['97.67 @ 0.00"%"', '0.5 @ 0.00"%"'], [97.67, 0.5]),
    "rate above 100": (["103.2", "98"], [103.2, 98]),
    "rate above 100 with % format": (["1.032 @ 0.0%", "0.98 @ 0.0%"], [103.2, 98]),
    "blank": (["", "97,67%"], [97.67]),
    "0 as rate": (["0", "0"], [0, 0]),
    "not applicable: - _ – x N/A": (["-", "_", "–", "x", "N/A"], []),
    "not applicable: NaN% #DIV/0! #N/A": (["NaN%", "#DIV/0!", "#N/A", "n/a", "-%"], []),
    "broken: #REF! #VALUE! #NAME?": (["#REF!", "#VALUE!", "#NAME?"], ["not-a-number B3", "not-a-number B4", "not-a-number B5"]),
    "formula without stored value": (["=A1/B1", "97,67%"], ["stale-formula B3"]),
    "only 0 and 1": (["0", "1", "1"], ["ambiguous-rate B4"]),
    "nothing but near 0": (["0", "0.02"], ["ambiguous-rate B4"]),
    "0.9767 among percents": (["97.67", "0.9767"], ["ambiguous-rate B4"]),
    "0.9 among rates with signs": (["97,67%", "0.9"], ["ambiguous-rate B4"]),
    "below zero": (["-5%", "80%"], ["not-a-number B3"]),
    "no number": (["cao", "80%"], ["not-a-number B3"]),
}


@pytest.mark.parametrize("form", RATED)
def test_a_column_of_rates(form):
    values, expected = RATED[form]
    assert column_of(*values) == expected


POINTED = {
    "groups of three by the contract's rule": (["'1.234'", "'5'"], [1234, 5]),
    "a point before decimals elsewhere in the column": (["'1.234'", "'12.5'"], [1.234, 12.5]),
    "a comma before decimals elsewhere in the column": (["'1,234'", "'12,5'"], [1.234, 12.5]),
    "commas before decimals, points between groups": (["'1.234'", "'12,5'"], [1234, 12.5]),
    "both at once show nothing": (["'1.234'", "'12,5'", "'12.5'"], [1234, 12.5, 12.5]),
    "stored numbers need no proof": (["1.234", "12.5"], [1.234, 12.5]),
}


@pytest.mark.parametrize("form", POINTED)
def test_a_column_of_plain_numbers(form):
    values, expected = POINTED[form]
    assert column_of(*values, a_layout=POINTS, heading="Điểm") == expected


HEAD = TITLE + "STT | Đơn vị | Tổng số | Trực tuyến | Tỷ lệ\n"


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("'1.234' | 990 | '80.2%'", []),  # the portal's row: every column has its own grammar
        ("96145 | 92439 | '96.15%'", []),  # 96.1454…: half up, in decimals, not in binary
        ("200 | 1 | '0.50%'", []),
        ("1000 | 57 | 0.057 @ 0.0%", []),
        ("100 | 57 | 0.56999999999999995 @ 0%", []),
        ("100 | 57 | 0.57 @ 0.00%", []),
        ("2 | 1 | '50%'", []),
        ("1000 | 979 | '98%'", []),  # rounded: never held against 97,9 as if it were exact
        ("1000 | 974 | '98%'", ["rate-disagrees E3"]),
        ("0 | 0 | 0", []),  # a rate without denominator
        ("0 | 0 | '#DIV/0!'", []),
        ("0 | | 0", []),
    ],
)
def test_a_rate_beside_its_counts(row, expected):
    reading, problems = read(HEAD + f"1 | Xã Hà Kỳ | {row}", FLAT)
    assert told(problems) == expected
    assert "payment" not in {seen.about for seen in reading.observations}


def test_a_rate_of_a_denominator_of_zero_is_none_even_where_the_numerator_is_not_read():
    a_layout = layout({"total": "Tổng số"}, {"payment": "Tỷ lệ"})
    reading, problems = read(TITLE + "Đơn vị | Tổng số | Tỷ lệ\nXã Hà Kỳ | 0 | 0%\nXã Tân Kỳ | 5 | 20%", a_layout)
    assert (told(problems), figures(reading, "payment")) == ([], {"xa-tan-ky": 20})


def test_a_blank_is_zero_only_where_the_layout_says_so():
    table = TITLE + "Đơn vị | Tổng số | Trực tuyến\nXã Hà Kỳ | 5 | \nXã Tân Kỳ | 5 | -"
    zero = layout({"total": "Tổng số", "online": "Trực tuyến"}, blank_is_zero=True)
    assert figures(read(table, COUNTS)[0], "online") == {}
    assert figures(read(table, zero)[0], "online") == {"xa-ha-ky": 0, "xa-tan-ky": 0}


def test_a_decimal_number_among_counts_is_told_with_what_it_may_have_been():
    fault = count(Cell(12.345))
    assert dict(fault.message.values) == {"text": "12.345", "meant": "12345"}
    assert dict(count(Cell(0.00001)).message.values) == {"text": "1e-05"}
    assert dict(count(Cell("12.5")).message.values) == {"text": "12.5"}


@pytest.mark.parametrize(
    ("texts", "comma"),
    [
        (["12,5"], True),
        (["12.5"], False),
        (["1.234"], None),
        (["12,5", "12.5"], None),
        (["0.123"], False),
        (["x", "1.234,5"], True),
    ],
)
def test_what_stands_before_decimals_in_a_column(texts, comma):
    assert decimal_comma(map(Cell, texts)) is comma


def test_the_same_text_with_another_format_is_another_rate():
    assert rate(Cell(0.5, "0%")).value == 50
    assert rate(Cell(0.5)).value == 0.5
    assert rate(Cell(1, "0%")).bare is False
    assert rate(Cell(1.0)).bare is True
    assert INDICATORS["payment"].type == "ratio"


def test_a_stored_number_is_as_exact_as_its_column():
    values = ["0.9767", "0.5", "1", "0.2", "0.3"]
    rows = "\n".join(f"{unit} | {value}" for unit, value in zip(UNITS, values, strict=True))
    reading, _ = read(TITLE + "Đơn vị | Tỷ lệ\n" + rows, RATES)
    assert {float(seen.margin) for seen in reading.observations} == {0.005}


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("-5%", "“-5%” is below zero, and a rate never is; correct the cell"),
        ("'1000000000000000000'", "“1000000000000000000” is larger than any figure here can be; correct the cell"),
        ("'" + "9" * 400 + "'", f"“{'9' * 40}…” is larger than any figure here can be; correct the cell"),
    ],
)
def test_what_is_no_rate_is_told_for_what_it_is(value, said):
    _, [problem] = read(TITLE + f"Đơn vị | Tỷ lệ\nXã Hà Kỳ | {value}\nXã Tân Kỳ | 80%", RATES)
    assert (problem.code, problem.message.sentence.format(**dict(problem.message.values))) == ("not-a-number", said)
