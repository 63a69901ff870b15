"""Tables as files: what a user typed never becomes a formula or markup, and every figure stays exact."""

import csv
import io
from datetime import date
from fractions import Fraction

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cccc.model.evaluations import Status
from cccc.reports.ci.markdown import code, escaped, table_of
from cccc.reports.page.html import table
from cccc.reports.tables import ReportColumn, ReportTable
from cccc.reports.workbook.csv import as_csv
from cccc.reports.workbook.xlsx import as_xlsx

HOSTILE = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\tx",
    "\r=1",
    '=HYPERLINK("x")',
    "a;b",
    'a"b',
    "a\nb",
    "<b>x</b>",
    "a|b",
    "\x07x",
    "`x`",
]
COLUMNS = (ReportColumn("Tên", 20), ReportColumn("Giá trị", 10), ReportColumn("Kết quả", 10))


def made(*rows):
    return ReportTable("any", "Bảng", COLUMNS, list(rows))


def read_csv(content):
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_becomes_a_formula_in_csv(text):
    [[shown, *_rest]] = read_csv(as_csv(made((text, None, Status.MET))))[1:]
    assert not shown.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert shown.removeprefix("'") == text


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_becomes_a_formula_in_a_workbook(text):
    sheet = openpyxl.load_workbook(io.BytesIO(as_xlsx("Báo cáo", [made((text, None, Status.MET))]))).active
    cell = sheet["A3"]
    assert cell.data_type == "s"
    assert cell.value.replace("_x000D_", "\r") in (text, text.replace("\x07", ""), text.replace("\r", "\n"))


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_becomes_markup(text):
    page = table(made((text, None, Status.MET)))
    assert "<b>x" not in page
    row = table_of(made((text, None, Status.MET))).splitlines()[2]
    assert row.replace("\\|", "").count("|") == 4
    assert "<b>" not in row.replace("\\<", "")
    assert "`" not in code(text)[1:-1]


def test_a_negative_change_stays_a_number():
    assert read_csv(as_csv(made(("a", Fraction(-3, 2), Status.MISSED))))[1] == ["a", "-1,500000", "chưa đạt"]
    sheet = openpyxl.load_workbook(io.BytesIO(as_xlsx("Báo cáo", [made(("a", Fraction(-3, 2), Status.MISSED))]))).active
    assert (sheet["B3"].value, sheet["B3"].data_type) == (-1.5, "n")


@settings(deadline=None)
@given(st.fractions(max_denominator=10**6), st.integers(0, 10**9), st.dates(date(1900, 3, 1), date(2100, 1, 1)))
def test_every_figure_can_be_read_back(value, count, day):
    [row] = read_csv(as_csv(made((count, value, day))))[1:]
    assert int(row[0]) == count
    assert abs(Fraction(row[1].replace(",", ".")) - value) <= Fraction(1, 2_000_000)
    assert row[2] == day.strftime("%d/%m/%Y")


@pytest.mark.slow(reason="writes 200 workbooks")
@settings(deadline=None)
@given(st.lists(st.tuples(st.text(max_size=40), st.none() | st.fractions(-1000, 1000), st.sampled_from(Status)), max_size=4))
def test_any_text_gives_a_workbook_that_opens_and_the_same_bytes_again(rows):
    content = as_xlsx("Báo cáo", [made(*rows)])
    assert content == as_xlsx("Báo cáo", [made(*rows)])
    assert openpyxl.load_workbook(io.BytesIO(content)).active.max_row >= 2 + len(rows)


@given(st.text(max_size=60))
def test_escaped_text_is_one_line(text):
    assert len(escaped(text).splitlines()) <= 1
