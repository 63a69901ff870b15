"""Every problem that reading exports can tell, each at its cell."""

from dataclasses import replace
from datetime import date

import pytest
from export_tables import (
    AUGUST,
    BLOCKS,
    COUNTS,
    FLAT,
    POSTING,
    RATES,
    SCORE,
    alias,
    book,
    column,
    figures,
    layout,
    read,
    roster,
    told,
    unit,
)

from cccc.periods import parse_label
from cccc.problems import Location

HEAD = "Tháng 8/2023\nSTT | Đơn vị | Tổng số | Trực tuyến | Tỷ lệ\n"

CASES = {
    # one row each; the cells are those of row 3
    "1 | Xã Hà Ky  | 10 | 8 |": "unknown-unit B3",
    "1 | Xã Hà Ky  |    |   |": "unknown-unit B3",
    "  | Xã Hà Ky  | 10 | 8 |": "unknown-unit B3",
    "I | Xã Hà Ky  | 10 | 8 |": "unknown-unit B3",
    "  |           | 10 | 8 |": "unknown-unit B3",
    "1 | Tổng công ty Điện lực | 10 | 8 |": "unknown-unit B3",
    "1 | Xã Hà Kỳ  | 10,5 | 8 |": "fractional-count C3",
    "1 | Xã Hà Kỳ  | 12.345 | 8 |": "fractional-count C3",
    "1 | Xã Hà Kỳ  | 10 | -8 |": "negative-count D3",
    "1 | Xã Hà Kỳ  | 10 | nhiều |": "not-a-number D3",
    "1 | Xã Hà Kỳ  | 10 | #DIV/0! |": "not-a-number D3",
    "1 | Xã Hà Kỳ  | 10 | 8 | cao": "not-a-number E3",
    "1 | Xã Hà Kỳ  | 10 | =1+1 |": "stale-formula D3",
    "1 | Xã Hà Kỳ  | 10 | 8 | =D3/C3": "stale-formula E3",
    "1 | =X1       | 10 | 8 |": "stale-formula B3",
    "1 | Xã Hà Kỳ  | 10 | 11 |": "numerator-exceeds-denominator D3",
    "1 | Xã Hà Kỳ  | 10 | 8 | 81%": "rate-disagrees E3",
    "1 | Xã Hà Kỳ  | 3  | 2 | 66,66%": "rate-disagrees E3",
    "1 | Xã Hà Kỳ  | 10 | 8 | 0.79 @ 0%": "rate-disagrees E3",
    "1 | Xã Hà Kỳ  |    |   | 0.2": "ambiguous-rate E3",
}


@pytest.mark.parametrize("row", CASES)
def test_one_row(row):
    assert told(read(HEAD + row)[1]) == [CASES[row]]


@pytest.mark.parametrize(
    "row",
    [
        "1 | Xã Hà Kỳ | 10 | 8 | 80%",
        "1 | Xã Hà Kỳ | 3  | 2 | 66,67%",
        "1 | Xã Hà Kỳ | 3  | 2 | 67%",
        "1 | Xã Hà Kỳ | 3  | 2 | 0.6666666666666666 @ 0.0%",
        "1 | Xã Hà Kỳ | 3  | 2 | 66.67",
        "1 | Xã Hà Kỳ | 3  | 2 | 0.6667",
        "1 | Xã Hà Kỳ | 200 | 1 | 0.5",
        "1 | Xã Hà Kỳ | 0  | 0 | 0",
        "1 | Xã Hà Kỳ | 0  | 0 | #DIV/0!",
        "1 | Xã Hà Kỳ | -  | – | x",
        "1 | Xã Hà Kỳ |    |   |",
        "1 | Xã Hà Kỳ |    |   | 0",
        "1 | Xã Hà Kỳ |    |   | 0.6",
        "1 | Xã Hà Kỳ |    |   | 97.67",
    ],
)
def test_rows_with_nothing_wrong(row):
    assert told(read(HEAD + row)[1]) == []


def test_errors_do_not_hide_one_another():
    rows = "1 | Xã Hà Kỳ | x | -1 | y\n2 | Xã Lạ | 5 | 4 |\n3 | Xã Tân Kỳ | 1 | 2 |"
    assert told(read(HEAD + rows)[1]) == [
        "not-a-number C3",
        "negative-count D3",
        "not-a-number E3",
        "unknown-unit B4",
        "numerator-exceeds-denominator D5",
    ]


def test_an_unknown_unit_is_offered_the_nearest_names():
    _, [problem] = read(HEAD + "1 | Xã Tân Kì | 5 | 4 |")
    assert "Xã Tân Kỳ" in str(problem.message.values)


def test_the_same_unit_twice():
    reading, problems = read(HEAD + "1 | Xã Hà Kỳ | 5 | 4 |\n2 | UBND xã Hà Kỳ | 6 | 5 |")
    assert (told(problems), figures(reading, "total")) == (["duplicate-unit B4"], {"xa-ha-ky": 5})


# --- names and dates -------------------------------------------------------------------------------------------------


def test_names_hold_in_their_time():
    old, new = unit("Xã Hà Kỳ", unit_id="old", end=date(2025, 6, 30)), unit("Xã Hà Kỳ", unit_id="new", start=date(2025, 7, 1))
    table = "{}\nĐơn vị | Tổng số | Trực tuyến\nXã Hà Kỳ | 5 | 4"
    # across the day on which a name is given anew, it means whom it names on the last day
    for title, known in (("Tháng 6/2025", ["old"]), ("Tháng 7/2025", ["new"]), ("Năm 2025", ["new"])):
        reading, problems = read(table.format(title), COUNTS, a_roster=roster(old, new))
        assert (told(problems), list(figures(reading, "total"))) == ([], known)
    assert told(read(table.format("Tháng 7/2025"), COUNTS, a_roster=roster(new, replace(new, id="newer")))[1]) == [
        "unknown-unit A3"
    ]
    assert told(read(table.format("Tháng 7/2025"), COUNTS, a_roster=roster(old))[1]) == ["unknown-unit A3"]


def test_an_alias_holds_in_its_time():
    units = roster(unit("Xã Hà Kỳ", aliases=[alias("Hà Kì", end=date(2023, 7, 31))]))
    table = "{}\nĐơn vị | Tổng số | Trực tuyến\nHà Kì | 5 | 4"
    assert told(read(table.format("Tháng 7/2023"), COUNTS, a_roster=units)[1]) == []
    assert told(read(table.format("Tháng 8/2023"), COUNTS, a_roster=units)[1]) == ["unknown-unit A3"]


# --- columns ---------------------------------------------------------------------------------------------------------


def test_a_block_in_part():
    table = "Tháng 8/2023\nSTT | Đơn vị | Thanh toán A | <\n^ | ^ | Tổng số | Tỷ lệ\n1 | Xã Hà Kỳ | 5 | 80%"
    assert told(read(table, BLOCKS)[1]) == ["missing-column C2"]


def test_a_flat_block_in_part():
    assert told(read("Tháng 8/2023\nSTT | Đơn vị | Tổng số\n1 | Xã Hà Kỳ | 5")[1]) == ["missing-column B2", "missing-column B2"]


def test_the_blocks_of_one_indicators_measures_go_together():
    a_layout = layout({"total": "A / Tổng số", "online": "B / Trực tuyến"})
    table = "Tháng 8/2023\nĐơn vị | A | <\n^ | Tổng số | Khác\nXã Hà Kỳ | 5 | 1"
    assert told(read(table, a_layout)[1]) == ["missing-column B2"]


def test_a_path_that_fits_two_columns():
    table = "Tháng 8/2023\nĐơn vị | Tổng số | Trực tuyến | Tổng số\nXã Hà Kỳ | 5 | 4 | {}"
    assert told(read(table.format(5), COUNTS)[1]) == []
    assert told(read(table.format(6), COUNTS)[1]) == ["conflicting-figures D3"]


# --- rates in a column -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rates", "expected"),
    [
        (["97.67", "80"], [97.67, 80]),
        (["0.9767", "0.8"], [97.67, 80]),
        (["0.9767", "1"], [97.67, 100]),
        (["0", "0"], [0, 0]),
        (["97,67", "0"], [97.67, 0]),
        (["0.4 @ 0%", "97.67"], [40, 97.67]),
        (["1", "0"], "ambiguous-rate B3"),
        (["0", "0.3"], "ambiguous-rate B4"),
        (["97.67", "0.9"], "ambiguous-rate B4"),
        (["1", "97.67"], "ambiguous-rate B3"),
        (["97,67%", "0.9"], "ambiguous-rate B4"),
        (["0.98 @ 0.00%", "0.9"], "ambiguous-rate B4"),
        (["97,67%", "80.2"], [97.67, 80.2]),
    ],
)
def test_a_column_of_rates_without_counts(rates, expected):
    reading, problems = read("Tháng 8/2023\nĐơn vị | Tỷ lệ\n" + f"Xã Hà Kỳ | {rates[0]}\nXã Tân Kỳ | {rates[1]}", RATES)
    if isinstance(expected, str):
        assert told(problems) == [expected]
    else:
        assert (told(problems), [float(o.value) for o in reading.observations]) == ([], expected)


def test_counts_of_one_row_settle_the_column():
    reading, problems = read(HEAD + "1 | Xã Hà Kỳ | 1000 | 3 | 0.3\n2 | Xã Tân Kỳ | | | 0.4")
    assert (told(problems), float(figures(reading, "payment")["xa-tan-ky"])) == ([], 0.4)
    reading, problems = read(HEAD + "1 | Xã Hà Kỳ | 10 | 3 | 0.3\n2 | Xã Tân Kỳ | | | 0.4")
    assert (told(problems), float(figures(reading, "payment")["xa-tan-ky"])) == ([], 40)


# --- totals ----------------------------------------------------------------------------------------------------------


def test_totals_and_subtotals_are_held_against_their_rows():
    rows = """I | Phòng | 9 | 4
1 | Phòng Nội vụ | 5 | 4
II | Các xã | 9 | 5
1 | Xã Hà Kỳ | 4 | 2
2 | Xã Tân Kỳ | 5 | 3
  | Tổng cộng | 14 | 10 | 64,29%"""
    assert told(read(HEAD + rows)[1]) == ["total-disagrees C3", "total-disagrees D8", "rate-disagrees E8"]


def test_a_total_says_nothing_where_a_row_cannot_be_read():
    assert told(read(HEAD + "1 | Xã Hà Kỳ | x | 1 |\n | Tổng cộng | 9 | 2 |")[1]) == ["not-a-number C3", "total-disagrees D4"]


def test_a_total_includes_the_rows_of_unknown_units():
    assert told(read(HEAD + "1 | Xã Hà Kỳ | 5 | 4 |\n2 | Xã Lạ | 5 | 4 |\n | Tổng | 10 | 8 |")[1]) == ["unknown-unit B4"]


def test_declared_sums():
    a_layout = layout({"received": "Tổng", "online": "Mạng", "direct": "Quầy"}, sums={"received": ("online", "direct")})
    table = "Tháng 8/2023\nĐơn vị | Tổng | Mạng | Quầy\nXã Hà Kỳ | 5 | 4 | 2\nXã Tân Kỳ | 5 | 4 | \nTổng cộng | 10 | 8 | 2"
    assert told(read(table, a_layout)[1]) == ["total-disagrees B3"]


# --- two tables ------------------------------------------------------------------------------------------------------

ONE = "Tháng 8/2023\nĐơn vị | Tổng số | Trực tuyến\nXã Hà Kỳ | 5 | 4"
OTHER = "Tháng 8/2023\nĐơn vị | Tổng số | Trực tuyến\nXã Hà Kỳ | 5 | 3"


def test_files_that_differ():
    reading, problems = read([("a", book(ONE)), ("b", book(OTHER))], COUNTS)
    assert [(p.code, p.location.file, p.location.cell) for p in problems] == [("conflicting-figures", "b", "C3")]
    assert figures(reading, "online") == {"xa-ha-ky": 4}


def test_sheets_that_differ():
    _, problems = read({"Biểu 1": ONE, "Biểu 2": OTHER}, COUNTS)
    assert [(p.code, p.location.sheet, p.location.cell) for p in problems] == [("conflicting-figures", "Biểu 2", "C3")]


def test_equal_tables_are_one():
    reading, problems = read([("a", book(ONE)), ("b", book(ONE))], COUNTS)
    assert (told(problems), [o.source.file for o in reading.observations]) == ([], ["a", "a"])


def test_totals_of_two_tables_are_of_two_tables():
    one, two = (
        "Tháng 8/2023\nĐơn vị | Tỷ lệ\n{} | 80%\nTổng cộng | {}%".format(*given)
        for given in (("Xã Hà Kỳ", 70), ("Xã Tân Kỳ", 60))
    )
    reading, problems = read([("a", book(one)), ("b", book(two))], RATES)
    assert (told(problems), set(figures(reading, "payment"))) == ([], {"xa-ha-ky", "xa-tan-ky"})


# --- periods ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sheet", "title", "asked", "expected"),
    [
        ("Biểu", "KẾT QUẢ THÁNG 8/2023", None, "2023-08"),
        ("Biểu", "(Từ ngày 01/08/2023 đến ngày 31/8/2023)", None, "2023-08"),
        ("Biểu", "Từ ngày: | 01/08/2023 | Đến ngày: | 31/08/2023", None, "2023-08"),
        ("Biểu", "Từ ngày 01 tháng 8 năm 2023 đến ngày 31 tháng 8 năm 2023", None, "2023-08"),
        ("Biểu", "Tứ Kỳ, ngày 05 tháng 9 năm 2023\nTháng 8 năm 2023", None, "2023-08"),
        ("Biểu", "8 tháng năm 2023 (từ ngày 15/12/2022 đến ngày 14/8/2023)", None, "2022-12-15..2023-08-14"),
        ("Tháng 8", "Tháng 8/2023", None, "2023-08"),
        ("8 tháng", "8 tháng đầu năm 2023", "2023-01-01..2023-08-31", "2023-01-01..2023-08-31"),
        ("tháng 8-2023", "Biểu 1", None, "2023-08"),
        ("Tháng 8", "Biểu 1", "2023-08", "2023-08"),
        ("Biểu", "Biểu 1", "2023-08", "2023-08"),
        ("Biểu", "Biểu 1", None, "period-unknown"),
        ("Tháng 8", "Biểu 1", None, "period-unknown"),
        ("Tháng 9", "Biểu 1", "2023-08", "period-unknown"),
        ("Tháng 7", "Tháng 8/2023", None, "period-mismatch"),
        ("Biểu", "Tháng 7/2023", "2023-08", "period-mismatch"),
        ("Biểu", "Từ ngày: 01/08/2023 | - Đến ngày: 31/08/2023", None, "2023-08"),
        ("Biểu", "Tháng 8/2023\n(Số liệu tính đến ngày 05/9/2023)", None, "2023-08"),
        ("Biểu", "BÁO CÁO LŨY KẾ\n(Từ ngày 01/4/2023 đến hết tháng 8/2023)", None, "2023-04-01..2023-08-31"),
        ("Biểu", "Lũy kế đến tháng 8/2023", None, "period-unknown"),
        ("Biểu", "Lũy kế đến tháng 8/2023", "2023-01-01..2023-08-31", "2023-01-01..2023-08-31"),
        ("Biểu", "Lũy kế đến tháng 8/2023", "2023-08", "period-unknown"),
        ("Tháng 8-2023", "Lũy kế đến tháng 8/2023", None, "period-unknown"),
        ("Biểu", "Tháng 7 và tháng 8 năm 2023", None, "period-unknown"),
        ("Biểu", "Tháng 7 và tháng 8 năm 2023", "2023-07-01..2023-08-31", "2023-07-01..2023-08-31"),
        ("Lũy kế tháng 8", "Biểu 1", None, "period-unknown"),
        ("Lũy kế tháng 8", "Biểu 1", "2023-08", "period-unknown"),
        ("Lũy kế tháng 8", "Biểu 1", "2023-04-01..2023-08-31", "2023-04-01..2023-08-31"),
        ("Lũy kế", "Tháng 8/2023", None, "period-unknown"),
        ("Lũy kế", "Từ ngày 01/4/2023 đến ngày 31/8/2023", None, "2023-04-01..2023-08-31"),
    ],
)
def test_the_period_of_a_table(sheet, title, asked, expected):
    table = f"{title}\nĐơn vị | Tổng số | Trực tuyến\nXã Hà Kỳ | 5 | 4"
    reading, problems = read({sheet: table}, COUNTS, asked=asked)
    outcome = [span.label for span in reading.spans] if not problems else told(problems)
    assert outcome == [expected]


@pytest.mark.parametrize(
    ("title", "says", "values"),
    [
        ("Từ ngày 31/08/2023 đến ngày 01/08/2023", "ends before that", {"start": "31/08/2023", "end": "01/08/2023"}),
        ("Từ ngày 01/02/2023 đến ngày 30/02/2023", "no such date", {"words": "30/02/2023"}),
        ("Lũy kế đến tháng 8/2023", "first day is not told", {}),
        ("Tháng 7, tháng 8 năm 2023", "more than one", {"periods": (parse_label("2023-07"), AUGUST)}),
    ],
)
def test_a_title_in_doubt_is_told_in_its_words(title, says, values):
    _, [problem] = read(f"{title}\nĐơn vị | Tổng số | Trực tuyến\nXã Hà Kỳ | 5 | 4", COUNTS)
    assert (problem.code, dict(problem.message.values)) == ("period-unknown", values)
    assert says in problem.message.sentence


def test_the_place_of_a_mismatch():
    _, [sheet] = read({"Tháng 7": ONE}, COUNTS)
    assert sheet.location == Location("a.xlsx", sheet="Tháng 7")
    _, [files] = read(ONE, COUNTS, asked="2023-07")
    assert files.location == Location("a.xlsx")


@pytest.mark.parametrize(
    ("period", "sheet", "asked", "expected"),
    [
        ("none", "Tháng 7-2023", "2023-08", "2023-08"),
        ("none", "Biểu", None, "period-unknown"),
        ("sheet", "Tháng 7-2023", None, "2023-07"),
        ("sheet", "Biểu", None, "2023-08"),
        (AUGUST, "Biểu", None, "2023-08"),
    ],
)
def test_where_the_layout_looks_for_the_period(period, sheet, asked, expected):
    a_layout = layout({"total": "Tổng số", "online": "Trực tuyến"}, period=period)
    reading, problems = read({sheet: ONE}, a_layout, asked=asked)
    assert ([span.label for span in reading.spans] or told(problems)) == [expected]


def test_sheets_of_months_in_the_year_asked_for():
    table = "Biểu\nĐơn vị | Tổng số | Trực tuyến\nXã Hà Kỳ | 5 | 4"
    reading, problems = read({"Tháng 7": table, "Tháng 8": table}, COUNTS, asked="2023-08")
    assert (told(problems), [span.label for span in reading.spans]) == ([], ["2023-07", "2023-08"])


def test_what_else_is_wrong_in_a_table_without_period_is_told_too():
    assert told(read("Biểu\nĐơn vị | Tổng số | Trực tuyến\nXã Lạ | 5 | 4", COUNTS)[1]) == ["period-unknown", "unknown-unit A3"]


# --- sheets ----------------------------------------------------------------------------------------------------------

STRANGE = "Danh sách\nHọ tên | Lương\nAn | 5\nBình | 6"


def test_a_sheet_that_no_layout_fits():
    _, [problem] = read(STRANGE)
    assert (problem.code, problem.severity, problem.location) == ("no-layout", "error", Location("a.xlsx", sheet="Biểu"))
    _, [problem] = read({"Biểu": ONE, "Lương": STRANGE}, COUNTS)
    assert (problem.code, problem.severity, problem.location.sheet) == ("no-layout", "warning", "Lương")


def test_a_glob_over_sheet_names():
    assert told(read({"Biểu 1": ONE}, layout({"total": "Tổng số"}, sheet="biểu *"))[1]) == []
    assert told(read({"Lương": ONE}, layout({"total": "Tổng số"}, sheet="biểu *"))[1]) == ["no-table"]


def test_notes_and_empty_sheets_are_passed_over():
    assert told(read({"Ghi chú": "Số liệu tính đến ngày 31/8", "Trống": "", "Biểu": ONE}, COUNTS)[1]) == []


def test_no_table():
    _, [problem] = read({"Ghi chú": "Xin chào", "Trống": ""})
    assert (problem.code, problem.location) == ("no-table", Location("a.xlsx"))


# --- hidden ----------------------------------------------------------------------------------------------------------

ROWS = HEAD + "1 | Xã Hà Kỳ | 5 | 4 |\n2 | Xã Tân Kỳ | 6 | 5 |\n3 | Xã Lạ | 7 | 6 |\n4 | Xã Hòa Bình | 2 | 1"


def test_hidden_rows():
    def edit(workbook):
        for row in (4, 5):
            workbook.worksheets[0].row_dimensions[row].hidden = True

    reading, problems = read(ROWS, COUNTS, edit=edit)
    assert told(problems) == ["hidden-data A4"]
    assert figures(reading, "total") == {"xa-ha-ky": 5, "xa-hoa-binh": 2}


def test_a_hidden_row_of_rates():
    def edit(workbook):
        workbook.worksheets[0].row_dimensions[3].hidden = True

    assert told(read("Tháng 8/2023\nĐơn vị | Tỷ lệ\nXã Hà Kỳ | 80%\nXã Tân Kỳ | 70%", RATES, edit=edit)[1]) == [
        "hidden-data A3"
    ]


def test_a_hidden_column_is_as_if_absent():
    def edit(workbook):
        workbook.worksheets[0].column_dimensions["D"].hidden = True

    _, problems = read("Tháng 8/2023\nSTT | Đơn vị | Tổng số | Trực tuyến\n1 | Xã Hà Kỳ | 5 | 4", COUNTS, edit=edit)
    assert told(problems) == ["missing-column B2", "hidden-data D2"]


def test_a_hidden_sheet():
    def edit(workbook):
        workbook["Cũ"].sheet_state = "veryHidden"

    reading, problems = read({"Cũ": OTHER, "Biểu": ONE}, COUNTS, edit=edit)
    assert [(p.code, p.severity, p.location.sheet, p.location.cell) for p in problems] == [
        ("hidden-data", "warning", "Cũ", "A1")
    ]
    assert figures(reading, "online") == {"xa-ha-ky": 4}


# --- ratings and numbers ---------------------------------------------------------------------------------------------


def test_ratings():
    a_layout = layout(ratings={"posting": "Đăng tải*"})
    table = "Tháng 8/2023\nĐơn vị | Đăng tải tin bài\nXã Hà Kỳ | đạt\nXã Tân Kỳ | Khá\nXã Hòa Bình |\n | NGƯỜI LẬP BIỂU"
    reading, problems = read(table, a_layout, indicators={"posting": POSTING})
    assert (told(problems), figures(reading)) == (["unknown-rating B4"], {("xa-ha-ky", "posting"): "Đạt"})


def test_a_number_may_have_decimals():
    reading, problems = read("Tháng 8/2023\nĐơn vị | Điểm\nXã Hà Kỳ | 12,5\nTổng cộng | 99", layout({"points": "Điểm"}))
    assert (told(problems), float(figures(reading, "points")["xa-ha-ky"])) == ([], 12.5)
    assert SCORE.measures == ("points",)


def test_counts_of_several_columns_and_a_fault_in_one():
    a_layout = layout({"total": column(["A", "B"])})
    _, problems = read("Tháng 8/2023\nĐơn vị | A | B\nXã Hà Kỳ | 1 | x\nXã Tân Kỳ | 2.5 | 1", a_layout)
    assert told(problems) == ["not-a-number C3", "fractional-count B4"]


def test_only_the_first_of_two_flat_layouts_is_told():
    assert told(read(ONE, [COUNTS, FLAT])[1]) == []
