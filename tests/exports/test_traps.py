"""Every trap of the portals' reference (section 3), one case or more a row: what is read from it, and what is told."""

import pytest
from export_tables import BLOCKS, COUNTS, FLAT, RATES, book, column, figures, layout, read, roster, told, unit

from cccc.exports import Export
from cccc.exports.reader import read_all

TWO = {("xa-ha-ky", "total"): 100, ("xa-ha-ky", "online"): 80, ("xa-tan-ky", "total"): 50, ("xa-tan-ky", "online"): 20}
BY_FIELD = layout({"total": "Tổng số", "online": "Trực tuyến"}, unit=None)
ROWS = "1 | Xã Hà Kỳ | 100 | 80\n2 | Xã Tân Kỳ | 50 | 20\n"
HEAD = "STT | Đơn vị | Tổng số | Trực tuyến\n"
TITLE = "KẾT QUẢ THÁNG 8/2023\n"

READ_AS_TWO = {
    "letterhead, title and blank rows above; Nơi nhận, notes and a signature below": """
        UBND HUYỆN TỨ KỲ | | | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
        VĂN PHÒNG        | | | Độc lập - Tự do - Hạnh phúc

        | BÁO CÁO KẾT QUẢ
        | (Từ ngày 01/8/2023 đến ngày 31/8/2023)

        STT | Đơn vị    | Tổng số | Trực tuyến
        1   | Xã Hà Kỳ  | 100     | 80
        2   | Xã Tân Kỳ | 50      | 20
        Ghi chú: số liệu tính đến 31/8 | | |

        Nơi nhận: | | | LÃNH ĐẠO ĐƠN VỊ
        - Như trên; | | | (Ký tên)
        - Lưu: VT. | | | Nguyễn Văn A
        """,
    "an empty first column, and the head not in column A": """
        Tháng 8/2023
        | | STT | Đơn vị    | Tổng số | Trực tuyến
        | | 1   | Xã Hà Kỳ  | 100     | 80
        | | 2   | Xã Tân Kỳ | 50      | 20
        """,
    "a head in the second screen": TITLE + "\n".join(f"dòng {n} | của | thư" for n in range(80)) + "\n" + HEAD + ROWS,
    "an index row in brackets": TITLE + HEAD + "(1) | (2) | (3) | (4)\n" + ROWS,
    "an index row of sums": TITLE + HEAD + "(1) | (2) | (3)=(4)+(5) | (4)\n" + ROWS,
    "an index row with letters": TITLE + HEAD + "A | B | 1 | 2\n" + ROWS,
    "an index row of numbers that look like data": TITLE + HEAD + "1 | 2 | 3 | 4\n" + ROWS,
    "index rows twice": TITLE + HEAD + "1 | 2 | 3 | 4\n(1) | (2) | (3) | (4)\n" + ROWS,
    "groups with Roman numbers, with and without sums": TITLE
    + HEAD
    + "I | Khối một | 100 | 80\n1 | Xã Hà Kỳ | 100 | 80\nII | Khối hai\n1 | Xã Tân Kỳ | 50 | 20",
    "a group whose number is Arabic": TITLE
    + HEAD
    + "1 | Khối phòng | |\n1 | Xã Hà Kỳ | 100 | 80\n2 | Khối xã | 50 | 20\n1 | Xã Tân Kỳ | 50 | 20",
    "a group under its own number, its units 2.1, 2.2": TITLE
    + HEAD
    + "2 | Các xã | 150 | 100\n2.1 | Xã Hà Kỳ | 100 | 80\n2.2 | Xã Tân Kỳ | 50 | 20",
    "Trong đó, what it divides, and Cấp xã": TITLE
    + HEAD
    + "| Cấp xã | 150 | 100\n1 | Xã Hà Kỳ | 100 | 80\n| Trong đó: | |\n| - hồ sơ mới | 90 | 70\n| - hồ sơ cũ | 10 | 10\n"
    + "2 | Xã Tân Kỳ | 50 | 20",
    "an account that nobody uses, within the total": TITLE
    + HEAD
    + ROWS
    + "3 | account không dùng | 7 | 0\n| Tổng cộng | 157 | 100",
    "an account that nobody uses, not within the total": TITLE
    + HEAD
    + ROWS
    + "3 | Tài khoản không còn sử dụng | 7 | 0\n| Tổng cộng | 150 | 100",
    "STT restarts, skips and is text": TITLE + HEAD + "3 | Xã Hà Kỳ | 100 | 80\nI | Khối xã\nba | Xã Tân Kỳ | 50 | 20",
    "headings on every page": TITLE
    + HEAD
    + "1 | Xã Hà Kỳ | 100 | 80\n\n"
    + HEAD
    + "2 | Xã Tân Kỳ | 50 | 20\n| Tổng cộng | 150 | 100",
    "title and headings on every page": TITLE
    + HEAD
    + "1 | Xã Hà Kỳ | 100 | 80\n\n"
    + TITLE
    + HEAD
    + "2 | Xã Tân Kỳ | 50 | 20\n| Tổng cộng | 150 | 100",
    "two tables, the first is only the letterhead": "UBND HUYỆN | CỘNG HÒA\nSố: 5 | Tháng 8/2023\n\n" + HEAD + ROWS,
    "the period only in the title, as dates on both ends": "từ 01/8/2023-31/8/2023\n" + HEAD + ROWS,
}


@pytest.mark.parametrize("trap", READ_AS_TWO)
def test_a_trap_that_changes_nothing(trap):
    reading, problems = read(READ_AS_TWO[trap], COUNTS)
    assert told(problems) == []
    assert figures(reading) == TWO
    assert [span.label for span in reading.spans] == ["2023-08"]


TOTALS = [
    "Tổng cộng",
    "TỔNG SỐ",
    "Tổng",
    "Cộng",
    "Toàn tỉnh",
    "Toàn huyện",
    "Cả tỉnh",
    "Tổng cộng (I+II):",
    "Tổng số hồ sơ",
    "Cộng toàn xã",
]


@pytest.mark.parametrize("name", TOTALS)
@pytest.mark.parametrize("row", ["| {} | 150 | 100", "{} | < | 150 | 100", "{} | | 150 | 100"])
@pytest.mark.parametrize("top", [True, False])
def test_a_total_under_any_name_on_top_or_below(name, row, top):
    total = row.format(name) + "\n"
    reading, problems = read(TITLE + HEAD + (total + ROWS if top else ROWS + total), COUNTS)
    assert (told(problems), figures(reading)) == ([], TWO)
    wrong = total.replace("150", "151")
    assert told(read(TITLE + HEAD + (wrong + ROWS if top else ROWS + wrong), COUNTS)[1]) == [
        f"total-disagrees C{3 if top else 5}"
    ]


# --- headings --------------------------------------------------------------------------------------------------------


def test_a_parent_reaches_as_far_as_its_cell_and_no_further():
    text = """
        Tháng 8/2023
        STT | Đơn vị   | Thanh toán A | <          | <     | Số hóa  | <         | Ghi chú
        ^   | ^        | Tổng số      | Trực tuyến | Tỷ lệ | Tổng số | Đã số hóa | ^
        1   | Xã Hà Kỳ | 10           | 8          | 80%   | 7       | 6         | 99
        """
    reading, problems = read(text, BLOCKS)
    assert told(problems) == []
    assert {about: value for (_, about), value in figures(reading).items()} == {
        "total": 10,
        "online": 8,
        "received": 7,
        "digitised": 6,
    }


def test_late_in_two_columns_is_added_up():
    late = layout({"total": ["Quá hạn / Đã có thư xin lỗi", "Quá hạn / Chưa có thư xin lỗi"]})
    text = "Tháng 8/2023\nĐơn vị | Quá hạn | <\n^ | Đã có thư xin lỗi | Chưa có thư xin lỗi\nXã Hà Kỳ | 3 | 4"
    reading, problems = read(text, late)
    assert (told(problems), figures(reading, "total")) == ([], {"xa-ha-ky": 7})
    assert reading.observations[0].source.cells == ("B4", "C4")


def test_words_for_one_meaning():
    either = layout({"total": "Tổng số | Tổng", "online": "Qua mạng | Trực tuyến"}, unit="Đơn vị | Cơ quan, đơn vị")
    reading, problems = read(TITLE + "STT | Cơ quan, đơn vị | Tổng | Qua mạng\n" + ROWS, either)
    assert (told(problems), figures(reading)) == ([], TWO)


def test_the_period_is_a_property_of_the_column():
    both = layout(rates={"payment": column("Tháng / Tỷ lệ"), "intake": column("8 tháng / Tỷ lệ", "cumulative")})
    text = "Tháng 8/2023\nĐơn vị | Tháng | 8 tháng\n^ | Tỷ lệ | Tỷ lệ\nXã Hà Kỳ | 80% | 70%"
    reading, problems = read(text, both)
    assert told(problems) == []
    assert [(seen.about, seen.window) for seen in reading.observations] == [("payment", "period"), ("intake", "cumulative")]


# --- rates and totals ------------------------------------------------------------------------------------------------


def test_the_rate_of_a_total_that_is_a_mean_is_told_and_rounding_alone_is_not():
    head = "Tháng 8/2023\nSTT | Đơn vị | Tổng số | Trực tuyến | Tỷ lệ\n"
    rows = "1 | Xã Hà Kỳ | 100 | 80 | 80,00%\n2 | Xã Tân Kỳ | 50 | 20 | 40,00%\n"
    assert told(read(head + rows + " | Tổng | 150 | 100 | 60%", FLAT)[1]) == ["rate-disagrees E5"]
    assert told(read(head + rows + " | Tổng | 150 | 100 | 67%", FLAT)[1]) == []


def test_the_printed_rate_of_a_group_is_no_units():
    text = "Tháng 8/2023\nSTT | Đơn vị | Tỷ lệ\nI | Khối xã | 75%\n1 | Xã Hà Kỳ | 80%\n | Tổng cộng | 76%"
    reading, problems = read(text, RATES)
    assert (told(problems), {name: float(value) for name, value in figures(reading, "payment").items()}) == (
        [],
        {"xa-ha-ky": 80, None: 76},
    )


# --- one of a list, not a group --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("1 | Xã Hà Kỳ | 5 | 4\n2 | Các ban quản lý | 5 | 4\n3 | Xã Tân Kỳ | 5 | 4", ["unknown-unit B4"]),
        ("1 | Xã Hà Kỳ | 5 | 4\n2 | Các ban quản lý | 5 | 4", ["unknown-unit B4"]),
        ("1 | Khối phòng | 5 | 4\n2 | Khối xã | 5 | 4", ["unknown-unit B4"]),
    ],
)
def test_a_row_that_counts_on_is_no_group(rows, expected):
    assert told(read(TITLE + HEAD + rows, COUNTS)[1]) == expected


# --- several tables in a sheet ---------------------------------------------------------------------------------------

JULY = "KẾT QUẢ THÁNG 7/2023\n"
ONE = "1 | Xã Hà Kỳ | 100 | 80\n"
OTHER = "1 | Xã Hà Kỳ | 90 | 70\n"


def by_span(reading, about="total"):
    return {
        (seen.unit, seen.span.label): (seen.value, seen.source.cells[0]) for seen in reading.observations if seen.about == about
    }


def test_stacked_tables_each_with_its_title():
    reading, problems = read(
        JULY + HEAD + OTHER + " | Tổng cộng | 90 | 70\n\nGhi chú: so với tháng 6\n\n" + TITLE + HEAD + ONE, COUNTS
    )
    assert told(problems) == []
    assert by_span(reading) == {("xa-ha-ky", "2023-07"): (90, "C3"), ("xa-ha-ky", "2023-08"): (100, "C10")}


def test_a_title_holds_until_the_next():
    text = (
        TITLE + HEAD + ONE + " | Cộng | 100 | 80\n\nII. CÁC XÃ KHÁC\n" + HEAD + "1 | Xã Tân Kỳ | 50 | 20\n | Cộng | 50 | 20\n"
    )
    reading, problems = read(text, COUNTS)
    assert (told(problems), figures(reading)) == ([], TWO)
    assert [span.label for span in reading.spans] == ["2023-08"]


def test_stacked_tables_of_two_layouts():
    digits = layout({"received": "Tiếp nhận", "digitised": "Đã số hóa"}, id="digits")
    text = TITLE + HEAD + ROWS + "\nSố hóa\nSTT | Đơn vị | Tiếp nhận | Đã số hóa\n1 | Xã Hà Kỳ | 7 | 6\n"
    reading, problems = read(text, [COUNTS, digits])
    assert told(problems) == []
    assert figures(reading) == {**TWO, ("xa-ha-ky", "received"): 7, ("xa-ha-ky", "digitised"): 6}


def test_tables_side_by_side():
    text = """
        KẾT QUẢ THÁNG 8/2023
        STT | Đơn vị   | Tổng số | Trực tuyến | | STT | Đơn vị      | Tổng số | Trực tuyến
        1   | Xã Hà Kỳ | 100     | 80         | | 2   | Xã Tân Kỳ   | 50      | 20
            | Cộng     | 100     | 80         | | 3   | Xã Hòa Bình | 5       | 4
            |          |         |            | |     | Cộng        | 55      | 24
        """
    reading, problems = read(text, COUNTS)
    assert told(problems) == []
    assert figures(reading) == {**TWO, ("xa-hoa-binh", "total"): 5, ("xa-hoa-binh", "online"): 4}


def test_tables_of_two_layouts_side_by_side():
    digits = layout({"received": "Tiếp nhận", "digitised": "Đã số hóa"}, id="digits")
    text = """
        KẾT QUẢ THÁNG 8/2023
        STT | Đơn vị    | Tổng số | Trực tuyến | STT | Đơn vị    | Tiếp nhận | Đã số hóa
        1   | Xã Hà Kỳ  | 100     | 80         | 1   | Xã Tân Kỳ | 7         | 6
        2   | Xã Tân Kỳ | 50      | 20         | 2   | Xã Hà Kỳ  | 9         | 9
        """
    reading, problems = read(text, [COUNTS, digits])
    assert told(problems) == []
    assert figures(reading, "received") == {"xa-tan-ky": 7, "xa-ha-ky": 9}
    assert figures(reading, "total") == {"xa-ha-ky": 100, "xa-tan-ky": 50}


@pytest.mark.parametrize(("right", "expected"), [("Xã Hà Kỳ", {"xa-ha-ky"}), ("Xã Tân Kỳ", {"xa-tan-ky"})])
def test_names_repeated_for_wide_paper_are_names_of_what_stands_behind_them(right, expected):
    a_layout = layout({"total": "A / Tổng số", "received": "B / Tổng số"})
    text = f"Tháng 8/2023\nĐơn vị | A | Đơn vị | B\n^ | Tổng số | ^ | Tổng số\nXã Hà Kỳ | 5 | {right} | 7"
    reading, problems = read(text, a_layout)
    assert (told(problems), set(figures(reading, "received"))) == ([], expected)


def test_a_table_below_that_no_layout_fits_is_passed_over_with_a_warning():
    text = TITLE + HEAD + ROWS + "\nSTT | Họ tên | Lương | Phụ cấp\n1 | An | 5 | 6\n"
    reading, problems = read(text, COUNTS)
    assert [(problem.code, problem.severity) for problem in problems] == [("no-layout", "warning")]
    assert figures(reading) == TWO


def test_a_unit_named_above_holds_for_the_tables_below():
    text = "UBND XÃ HÀ KỲ\nTháng 8/2023\nSTT | Lĩnh vực | Tổng số | Trực tuyến\n1 | Đất đai | 5 | 4\n | Cộng | 5 | 4\n"
    late = layout({"received": "Tiếp nhận", "digitised": "Đã số hóa"}, unit=None, id="late")
    text += "\nSố hóa\nSTT | Lĩnh vực | Tiếp nhận | Đã số hóa\n1 | Đất đai | 7 | 6\n"
    reading, problems = read(text, [BY_FIELD, late])
    assert told(problems) == []
    assert figures(reading) == {
        ("xa-ha-ky", "total"): 5,
        ("xa-ha-ky", "online"): 4,
        ("xa-ha-ky", "received"): 7,
        ("xa-ha-ky", "digitised"): 6,
    }


def test_a_unit_twice_on_two_pages_of_one_table():
    assert told(read(TITLE + HEAD + ONE + "\n" + HEAD + ONE, COUNTS)[1]) == ["duplicate-unit B6"]


def test_a_unit_in_two_files_that_differ():
    files = [("a", book(TITLE + HEAD + ONE)), ("b", book(TITLE + HEAD + OTHER))]
    assert told(read(files, COUNTS)[1]) == ["conflicting-figures C3", "conflicting-figures D3"]


# --- sheets, hidden parts --------------------------------------------------------------------------------------------


def hide(name):
    def edit(workbook):
        workbook[name].sheet_state = "hidden"

    return edit


def test_a_second_equal_copy_is_one_shown_or_hidden():
    sheets = {"Biểu": TITLE + HEAD + ROWS, "Bản sao": TITLE + HEAD + ROWS}
    for edit in (None, hide("Bản sao")):
        reading, problems = read(sheets, COUNTS, edit=edit)
        assert (told(problems), figures(reading)) == ([], TWO)


def test_a_hidden_copy_that_differs_is_told():
    sheets = {"Biểu": TITLE + HEAD + ROWS, "Cũ": TITLE + HEAD + OTHER}
    reading, problems = read(sheets, COUNTS, edit=hide("Cũ"))
    assert (told(problems), figures(reading)) == (["hidden-data A1"], TWO)


def test_sheets_of_months():
    reading, problems = read({"Tháng 7": JULY + HEAD + OTHER, "Tháng 8": TITLE + HEAD + ONE}, COUNTS)
    assert told(problems) == []
    assert set(by_span(reading)) == {("xa-ha-ky", "2023-07"), ("xa-ha-ky", "2023-08")}


def test_a_hidden_column_that_a_block_needs_says_that_it_is_hidden():
    def edit(workbook):
        workbook.worksheets[0].column_dimensions["D"].hidden = True

    _, problems = read(TITLE + HEAD + ROWS, COUNTS, edit=edit)
    assert told(problems) == ["missing-column B2", "hidden-data D2"]
    assert dict(problems[0].message.values)["cell"] == "D2"


def test_filtered_rows_are_left_out_and_told():
    def edit(workbook):
        workbook.worksheets[0].auto_filter.ref = "A2:D4"
        workbook.worksheets[0].row_dimensions[4].hidden = True

    reading, problems = read(TITLE + HEAD + ROWS, COUNTS, edit=edit)
    assert (told(problems), set(figures(reading, "total"))) == (["hidden-data A4"], {"xa-ha-ky"})


# --- layouts ---------------------------------------------------------------------------------------------------------

SWAPPED = layout({"total": "Trực tuyến", "online": "Tổng số"}, id="swapped")


def test_a_tie_of_two_layouts_that_read_differently_is_told_and_nothing_is_read():
    reading, problems = read(TITLE + HEAD + ROWS, [COUNTS, SWAPPED])
    assert [(problem.code, problem.rule) for problem in problems] == [("invalid", "layouts-tie")]
    assert figures(reading) == {}


def test_two_layouts_that_read_the_same_are_no_tie():
    assert told(read(TITLE + HEAD + ROWS, [COUNTS, layout({"total": "Tổng *", "online": "Trực tuyến"})])[1]) == []


def test_sums_tell_which_of_two_layouts_is_right():
    within = layout({"received": "Mới", "total": "Tổng"}, id="within", sums={"total": ("received",)})
    beside = layout(
        {"received": ["Mới", "Mạng"], "total": "Tổng", "online": "Mạng"}, id="beside", sums={"total": ("received",)}
    )
    also = layout({"received": "Mới", "total": "Tổng", "online": "Mạng"}, id="also", sums={"total": ("received",)})
    text = "Tháng 8/2023\nĐơn vị | Tổng | Mới | Mạng\nXã Hà Kỳ | 10 | {} | 4"
    assert figures(read(text.format(6), [within, beside, also])[0], "received") == {"xa-ha-ky": 10}
    assert figures(read(text.format(10), [within, beside, also])[0], "received") == {"xa-ha-ky": 10}
    assert [problem.rule for problem in read(text.format(7), [within, beside, also])[1]] == ["layouts-tie"]


def built_in(text, own, *shipped):
    exports = [Export("a.xlsx", book(text))]
    readings, _, problems = read_all(exports, own, {}, roster(), None, lambda: shipped)
    return [reading.table.layout.id for reading in readings], told(problems)


WIDE = layout(dict(zip("abcdefghi", "ABCDEFGHI", strict=True)), id="wide")
NINE = "Tháng 8/2023\nĐơn vị | A | B | C | D | E | F | G | H | {}\nXã Hà Kỳ | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9"


@pytest.mark.parametrize(
    ("text", "own", "shipped", "expected"),
    [
        (TITLE + HEAD + ROWS, [COUNTS], [SWAPPED], (["monthly"], [])),  # the office's word counts more
        (TITLE + HEAD + ROWS, [], [SWAPPED], (["swapped"], [])),
        (TITLE + HEAD + ROWS, [], [SWAPPED, COUNTS], ([], ["no-layout"])),  # nothing tells which is right
        (TITLE + HEAD + ROWS, [], [BLOCKS], ([], ["no-layout"])),
        (TITLE + HEAD + ROWS, [], [FLAT], ([], ["no-layout"])),  # in part, and not clearly meant
        (TITLE + HEAD + ROWS, [FLAT], [COUNTS], (["monthly"], ["missing-column B2"])),  # no more columns than the office's
        (NINE.format("I"), [], [WIDE], (["wide"], [])),
        (NINE.format("K"), [], [WIDE], (["wide"], ["missing-column A2"])),  # clearly meant
        (NINE.format("K"), [layout({"total": "Z"})], [WIDE], (["wide"], ["missing-column A2"])),
    ],
)
def test_the_built_in_layouts_stand_behind_the_offices_own(text, own, shipped, expected):
    assert built_in(text, own, *shipped) == expected


def test_the_built_in_layouts_are_not_even_asked_where_the_offices_own_read_everything():
    def asked():
        raise AssertionError

    readings, _, problems = read_all([Export("a.xlsx", book(TITLE + HEAD + ROWS))], [COUNTS], {}, roster(), None, asked)
    assert (len(readings), problems) == (1, [])


def test_a_layout_whose_rows_are_no_units_fits_only_where_their_heading_stands():
    fields = layout({"total": "Tổng số", "online": "Trực tuyến"}, unit=None, rows=("Lĩnh vực*",))
    assert told(read(TITLE + HEAD + ROWS, fields)[1]) == ["no-layout"]
    text = "Xã Hà Kỳ\nTháng 8/2023\nTT | Lĩnh vực, công việc | Tổng số | Trực tuyến\n1 | Đất đai | 5 | 4\n | Tổng | 5 | 4"
    assert figures(read(text, fields)[0], "total") == {"xa-ha-ky": 5}


# --- many faults -----------------------------------------------------------------------------------------------------


def test_a_wrong_workbook_lists_all_its_faults_by_place():
    names = [f"Xã Số {n} Đông" for n in range(3500)]
    rows = [f"{n} | {name} | 100 | 50" for n, name in enumerate(names, 1)]
    faults = {
        "nhiều | 50": "not-a-number C{}",
        "100 | -5": "negative-count D{}",
        "100 | 12.5": "fractional-count D{}",
        "10 | 50": "numerator-exceeds-denominator D{}",
    }
    expected = []
    for index in range(200):
        place, (fault, told_there) = index * 17, list(faults.items())[index % 4]
        rows[place] = f"{place + 1} | {names[place]} | {fault}"
        expected.append(told_there.format(place + 3))
    _, problems = read(TITLE + HEAD + "\n".join(rows), COUNTS, a_roster=roster(*map(unit, names)))
    assert told(problems) == expected
    assert len(expected) == 200
