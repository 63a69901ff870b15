"""Where a table's headings may stand, how they match a layout, and what the rows below them are."""

import pytest
from export_tables import BLOCKS, COUNTS, RATES, column, figures, layout, read, roster, told, unit

TITLE = "KẾT QUẢ THÁNG 8/2023\n"
TWO = {("xa-ha-ky", "total"): 100, ("xa-ha-ky", "online"): 80, ("xa-tan-ky", "total"): 50, ("xa-tan-ky", "online"): 20}

SHAPES = {
    "one level": """
        Đơn vị   | Tổng số | Trực tuyến
        Xã Hà Kỳ | 100     | 80
        Xã Tân Kỳ| 50      | 20
        """,
    "an empty first column, and the head in the middle of the sheet": """


        | STT | Đơn vị    | Ghi chú | Trực tuyến | Tổng số
        | 1   | Xã Hà Kỳ  | tốt     | 80         | 100
        | 2   | Xã Tân Kỳ |         | 20         | 50
        """,
    "an index row, groups, a total below, a note and a signature": """
        STT | Đơn vị                | Tổng số | Trực tuyến
        (1) | (2)                   | (3)=(4)+(5) | (4)
        1   | 2                     | 3       | 4
        I   | Các phòng             |         |
        A   | Khối xã               | 150     | 100
        I   | UBND các xã, thị trấn | 150     | 100
        1   | UBND xã Hà Kỳ         | 100     | 80
        2   | Xã Tân Kỳ             | 50      | 20
            | Tổng cộng (I+II)      | 150     | 100

            | Ghi chú: tính đến 31/8 |        |
        1   | Số liệu từ Cổng dịch vụ công |  |
            | Người lập biểu        |         | LÃNH ĐẠO ĐƠN VỊ
            | Xã Hà Kỳ              |         |
        """,
    "a total on top, in the column of ordinals": """
        STT       | Đơn vị    | Tổng số | Trực tuyến
        Toàn huyện| <         | 150     | 100
        1.1       | Xã Hà Kỳ  | 100     | 80
        1.2       | Xã Tân Kỳ | 50      | 20
        """,
    "a subtotal under each group": """
        TT | Đơn vị       | Tổng số | Trực tuyến
        I  | Khối một     |         |
        1  | Xã Hà Kỳ     | 100     | 80
           | Cộng         | 100     | 80
        II | Khối hai     |         |
        1  | Xã Tân Kỳ    | 50      | 20
           | Cộng cấp xã  | 50      | 20
           | TỔNG SỐ      | 150     | 100
        """,
    "names in other spellings": """
        Đơn vị                       | Tổng số | Trực tuyến
        - ỦY BAN NHÂN DÂN XÃ HÀ KỲ   | '100'   | 80
        Uỷ ban nhân dân xã  Tân Kỳ   | 50      | '20'
        """,
    "groups by name with sums": """
        Đơn vị            | Tổng số | Trực tuyến
        UBND cấp xã       | 150     | 100
        Xã Hà Kỳ          | 100     | 80
        Xã Tân Kỳ         | 50      | 20
        Trong đó: hồ sơ mới | 40    | 20
        """,
    "headings again on the next page": """
        STT | Đơn vị    | Tổng số | Trực tuyến
        (1) | (2)       | (3)     | (4)
        1   | Xã Hà Kỳ  | 100     | 80

        STT | Đơn vị    | Tổng số | Trực tuyến
        (1) | (2)       | (3)     | (4)
        2   | Xã Tân Kỳ | 50      | 20
        """,
    "a unit numbered like a group": """
        STT | Đơn vị    | Tổng số | Trực tuyến
        I   | Xã Hà Kỳ  | 100     | 80
        II  | Xã Tân Kỳ | 50      | 20
        """,
    "headings with line breaks and other case": """
        đơn  vị   | TỔNG SỐ | Trực tuyến
        Xã Hà Kỳ  | 100     | 80
        Trong đó  |         |
        Xã Tân Kỳ | 50      | 20
        Bình quân | 75      | 50
        """,
}


@pytest.mark.parametrize("shape", SHAPES)
def test_a_flat_table(shape):
    reading, problems = read(TITLE + SHAPES[shape], COUNTS)
    assert told(problems) == []
    assert figures(reading) == TWO


BLOCKED = """
    BÁO CÁO THÁNG 8/2023   | <         | <                | <          | <       | <        | <
    STT | Đơn vị           | Thanh toán trực tuyến | < | < | Số hóa  | <
    ^   | ^                | Tổng số   | Trực tuyến | Tỷ lệ | Tổng số | Đã số hóa
    1   | Xã Hà Kỳ         | 100       | 80         | 80%   | 7       | 6
    """


def test_two_levels_with_merged_parents():
    reading, problems = read(BLOCKED, BLOCKS)
    assert told(problems) == []
    assert figures(reading) == {
        ("xa-ha-ky", "total"): 100,
        ("xa-ha-ky", "online"): 80,
        ("xa-ha-ky", "received"): 7,
        ("xa-ha-ky", "digitised"): 6,
    }


def test_levels_in_one_cell_are_split():
    reading, problems = read(
        """
        Tháng 8/2023
        Đơn vị   | Thanh toán trực tuyến / Tổng số | Thanh toán trực tuyến / Trực tuyến | Thanh toán x / Tỷ lệ
        Xã Hà Kỳ | 100 | 80 | 80%
        """,
        BLOCKS,
    )
    assert (told(problems), figures(reading, "total")) == ([], {"xa-ha-ky": 100})


def test_four_levels():
    a_layout = layout({"total": "A / B / C / D", "online": "A / B / C / E"})
    reading, problems = read(
        """
        Tháng 8/2023
        TT | Đơn vị   | A | <
        ^  | ^        | B | <
        ^  | ^        | C | <
        ^  | ^        | D | E
        1  | Xã Hà Kỳ | 9 | 5
        """,
        a_layout,
    )
    assert (told(problems), figures(reading, "total")) == ([], {"xa-ha-ky": 9})


def test_columns_may_be_added_up_and_a_blank_makes_the_sum_unknown():
    a_layout = layout({"total": ["Trả / Trước hạn", "Trả / Đúng hạn"]})
    reading, problems = read(
        """
        Tháng 8/2023
        Đơn vị    | Trả       | <
        ^         | Trước hạn | Đúng hạn
        Xã Hà Kỳ  | 3         | 4
        Xã Tân Kỳ | 3         | -
        """,
        a_layout,
    )
    assert (told(problems), figures(reading, "total")) == ([], {"xa-ha-ky": 7})
    assert reading.observations[0].source.cells == ("B4", "C4")
    assert reading.present == {(name, reading.spans[0]) for name in ("xa-ha-ky", "xa-tan-ky")}


def test_blank_is_zero_where_the_layout_says_so():
    a_layout = layout({"total": "Tổng số", "online": "Trực tuyến"}, blank_is_zero=True)
    table = "Đơn vị | Tổng số | Trực tuyến\nXã Hà Kỳ | 5 | -\nXã Tân Kỳ | | \nTổng cộng | | 0"
    reading, problems = read(TITLE + table, a_layout)
    assert (told(problems), figures(reading, "online")) == ([], {"xa-ha-ky": 0, "xa-tan-ky": 0})


def test_a_block_that_is_absent_whole_is_left_out():
    reading, problems = read(
        """
        Tháng 8/2023
        Đơn vị   | Số hóa  | <
        ^        | Tổng số | Đã số hóa
        Xã Hà Kỳ | 7       | 6
        """,
        BLOCKS,
    )
    assert (told(problems), len(reading.observations)) == ([], 2)


def test_the_layout_that_fits_whole_wins_over_one_that_fits_in_part():
    wide = layout({"total": "Tổng số", "online": "Trực tuyến", "received": "Tiếp nhận"}, id="wide", source="A")
    narrow = layout({"total": "Tổng số"}, id="narrow", source="B")
    reading, problems = read(TITLE + SHAPES["one level"], [wide, narrow])
    assert (told(problems), reading.sources) == ([], ("B",))


def test_a_stray_format_at_the_far_corner_costs_nothing():
    def edit(workbook):
        workbook.worksheets[0].cell(1048576, 16384).number_format = "0.00"
        workbook.worksheets[0].cell(1048570, 16380).value = "x"

    reading, problems = read(TITLE + SHAPES["one level"], COUNTS, edit=edit)
    assert (told(problems), figures(reading)) == ([], TWO)


# --- the unit that the title names -----------------------------------------------------------------------------------

BY_FIELD = layout({"total": "Tổng số", "online": "Trực tuyến"}, unit=None)


def test_a_table_of_one_unit_is_its_total_row():
    reading, problems = read(
        """
        UBND XÃ HÀ KỲ
        Tháng 8/2023
        STT | Lĩnh vực  | Tổng số | Trực tuyến
        1   | Đất đai   | 6       | 5
        2   | Hộ tịch   | 4       | 1
        Tổng cộng | <   | 11      | 6
        """,
        BY_FIELD,
    )
    assert told(problems) == ["total-disagrees C6"]
    assert figures(reading) == {("xa-ha-ky", "total"): 11, ("xa-ha-ky", "online"): 6}


def test_a_table_of_one_unit_without_total_is_the_sum_of_its_rows():
    reading, problems = read(
        """
        Đơn vị báo cáo: UBND xã Hà Kỳ, huyện Tứ Kỳ
        Tháng 8/2023
        STT | Lĩnh vực  | Tổng số | Trực tuyến
        I   | Cấp xã    | 10      | 6
        1   | Đất đai   | 6       | 5
        2   | Hộ tịch   | 4       | 1
        """,
        BY_FIELD,
    )
    assert told(problems) == []
    assert figures(reading) == {("xa-ha-ky", "total"): 10, ("xa-ha-ky", "online"): 6}
    assert reading.observations[0].source.cells == ("C5", "C6")


@pytest.mark.parametrize(
    ("title", "cell"), [("Xã Tân Ky", "A1"), ("Xã Hà Kỳ và Xã Tân Kỳ", "A1"), ("Biểu 1 | Xã Hà Kỳ, Xã Tân Kỳ", "B1")]
)
def test_a_title_that_names_none_or_two(title, cell):
    _, problems = read(f"{title}\nTháng 8/2023\nLĩnh vực | Tổng số | Trực tuyến\nĐất đai | 6 | 5", BY_FIELD)
    assert told(problems) == [f"unknown-unit {cell}"]


def test_the_longest_name_in_a_title_counts():
    units = roster(unit("Xã Tân"), unit("Xã Tân Kỳ"))
    reading, problems = read(
        "Xã Tân Kỳ\nTháng 8/2023\nLĩnh vực | Tổng số | Trực tuyến\nĐất đai | 6 | 5", BY_FIELD, a_roster=units
    )
    assert (told(problems), figures(reading, "total")) == ([], {"xa-tan-ky": 6})


# --- rates and totals ------------------------------------------------------------------------------------------------


def test_a_rate_is_observed_only_where_its_counts_are_not_given():
    reading, problems = read(
        """
        Tháng 8/2023
        Đơn vị    | Tổng số | Trực tuyến | Tỷ lệ
        Xã Hà Kỳ  | 100     | 80         | 80%
        Xã Tân Kỳ |         |            | 12,3%
        """
    )
    assert told(problems) == []
    assert figures(reading, "payment") == {"xa-tan-ky": pytest.approx(12.3)}


def test_the_total_rows_rate_is_observed_where_no_counts_are_known():
    reading, problems = read("Tháng 8/2023\nĐơn vị | Tỷ lệ\nXã Hà Kỳ | 80%\nTổng cộng | 79,5%", RATES)
    assert told(problems) == []
    assert {unit_id: float(value) for unit_id, value in figures(reading, "payment").items()} == {"xa-ha-ky": 80, None: 79.5}


def test_a_column_of_another_window():
    a_layout = layout({"total": "Tổng số", "online": "Trực tuyến", "received": column("Lũy kế", "cumulative")})
    reading, _ = read(TITLE + "Đơn vị | Tổng số | Trực tuyến | Lũy kế\nXã Hà Kỳ | 5 | 4 | 70", a_layout)
    assert [(o.about, o.window) for o in reading.observations] == [
        ("total", "period"),
        ("online", "period"),
        ("received", "cumulative"),
    ]
