"""The grammar of single cells: section 4 of the portals' reference, and the contract."""

import datetime as dt
from fractions import Fraction

import pytest
from export_tables import POSTING

from cccc.exports.grid import Cell
from cccc.exports.tables.values import Fault, Printed, count, rate, rating


def outcome(result):
    return result.code if isinstance(result, Fault) else result


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (12, 12),
        (12.0, 12),
        (29.000000000000004, 29),
        ("12", 12),
        ("1.234", 1234),
        ("1,234", 1234),
        ("1 234", 1234),
        ("1\u00a0234", 1234),
        ("1.234.567", 1234567),
        ("12.0", 12),
        ("1.234,00", 1234),
        ("0", 0),
        (" 7 ", 7),
        (None, None),
        ("", None),
        ("-", None),
        ("–", None),
        ("—", None),
        ("_", None),
        (12.5, "fractional-count"),
        ("12.5", "fractional-count"),
        ("12,5", "fractional-count"),
        ("0.500", "fractional-count"),
        ("1234.567", "fractional-count"),
        (12.345, "fractional-count"),
        (-3, "negative-count"),
        ("-3", "negative-count"),
        ("−1.234", "negative-count"),
        ("1.23.456", "not-a-number"),
        ("1.234,567.890", "not-a-number"),
        ("12 hồ sơ", "not-a-number"),
        ("#DIV/0!", "not-a-number"),
        ("N/A", "not-a-number"),
        ("x", "not-a-number"),
        ("1e3", "not-a-number"),
        ("12%", "not-a-number"),
        (True, "not-a-number"),
        (dt.datetime(2023, 8, 1), "not-a-number"),  # noqa: DTZ001 - as openpyxl gives it
        (dt.time(1), "not-a-number"),
        (float("inf"), "not-a-number"),
        (float("nan"), "not-a-number"),
        (10**400, "not-a-number"),
    ],
)
def test_a_count(value, expected):
    assert outcome(count(Cell(value))) == expected


@pytest.mark.parametrize(
    ("value", "expected"), [("12,5", Fraction(25, 2)), (0.1, Fraction(1, 10)), ("1.234", 1234), (-1.5, "negative-count")]
)
def test_a_plain_number_may_have_decimals(value, expected):
    assert outcome(count(Cell(value), whole=False)) == expected


def test_a_number_shown_as_a_percentage_is_no_count():
    assert outcome(count(Cell(1, "0%"))) == "not-a-number"
    assert count(Cell(0, "0%")) == 0


def printed(value, decimals, *, bare=False):
    return Printed(Fraction(value), Fraction(1, 2 * 10**decimals), bare)


@pytest.mark.parametrize(
    ("value", "number_format", "expected"),
    [
        ("97,67%", "General", printed("97.67", 2)),
        ("80.2%", "General", printed("80.2", 1)),
        ("98 %", "General", printed(98, 0)),
        (0.9767, "0.00%", printed("97.67", 2)),
        (0.98, "0.00%", printed(98, 2)),
        (0.57, "0%", printed(57, 0)),
        (1, "0.00%", printed(100, 2)),
        (0.123456, "0%", printed("12.3456", 4)),
        (97.67, '0.00"%"', printed("97.67", 2)),
        (97.67, "0.00\\%", printed("97.67", 2)),
        (0.5, "[Red]0.0%;-0.0%", printed(50, 1)),
        (97.67, "General", printed("97.67", 2, bare=True)),
        (0.9767, "General", printed("0.9767", 4, bare=True)),
        (98, "0.00", printed(98, 2, bare=True)),
        ("97,67", "General", printed("97.67", 2, bare=True)),
        (103.2, "General", printed("103.2", 1, bare=True)),
        (None, "General", None),
        ("#DIV/0!", "General", None),
        ("#N/A", "General", None),
        ("N/A", "General", None),
        ("NaN%", "General", None),
        ("x", "General", None),
        ("_", "General", None),
        ("#REF!", "General", "not-a-number"),
        ("#VALUE!", "General", "not-a-number"),
        ("cao", "General", "not-a-number"),
        (-0.5, "0%", "not-a-number"),
        (True, "General", "not-a-number"),
    ],
)
def test_a_rate(value, number_format, expected):
    assert outcome(rate(Cell(value, number_format))) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [("đạt", "Đạt"), ("CHƯA  ĐẠT", "Chưa đạt"), (None, None), ("-", None), ("Khá", "unknown-rating"), (1, "unknown-rating")],
)
def test_a_rating_is_worded_as_in_its_list(value, expected):
    assert outcome(rating(Cell(value), POSTING)) == expected
