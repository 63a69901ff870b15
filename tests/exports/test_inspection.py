"""What is shown of a file: its headings as a tree, its rows and what was left out with the reason, and who matched how."""

import pytest
from export_tables import BLOCKS, FLAT, INDICATORS, alias, layout, roster, unit
from inspections import headings, inspected, known, seen, table, told

from cccc import messages
from cccc.declarations.files.layouts import LayoutShape
from cccc.declarations.files.layouts import layout as declared
from cccc.declarations.sources import Files
from cccc.exports.inspect import inspect
from cccc.exports.inspect.cell_trace import parse_cell, trace

MONTHLY = """
    KẾT QUẢ THÁNG 8/2023
    STT | Đơn vị            | Thanh toán trực tuyến | <          | <     | Số hóa  | <
    ^   | ^                 | Tổng số               | Trực tuyến | Tỷ lệ | Tổng số | Khác
    (1) | (2)               | (3)                   | (4)        | (5)   | (6)     | (7)
    I   | Các phòng         |                       |            |       |         |
    1   | Phòng Nội vụ      | 10                    | 5          | '50%' | 3       | 1
    2   | Xã Hà Kì          | 20                    | 10         | '50%' | 4       | 2
    3   | UBND xã Tân Kỳ    | 30                    | 15         | '50%' | 5       | 3
        | Tổng cộng         | 60                    | 30         | '50%' | 12      | 6

        | Người lập biểu    |                       |            |       |         |
    """
PAYING = layout({"total": "Thanh toán * / Tổng số", "online": "Thanh toán * / Trực tuyến"}, {"payment": "Thanh toán * / Tỷ lệ"})
KNOWN = known(
    PAYING, BLOCKS, a_roster=roster("Phòng Nội vụ", unit("Xã Hà Kỳ", aliases=[alias("Xã Hà Kì")]), "Xã Tân Kỳ", "Xã An Thanh")
)


@pytest.fixture(autouse=True)
def _english():
    messages.use("en")
    yield
    messages.use("vi")


@pytest.fixture
def monthly():
    return inspected(MONTHLY, KNOWN)


def test_headings_are_a_tree_with_what_each_column_is_taken_as(monthly):
    assert headings(table(monthly).tree) == [
        "1-1 STT: ordinal",
        "2-2 Đơn vị: unit",
        "3-5 Thanh toán trực tuyến",
        "  3-3 Tổng số: measure total",
        "  4-4 Trực tuyến: measure online",
        "  5-5 Tỷ lệ: rate payment",
        "6-7 Số hóa",
        "  6-6 Tổng số: not_used",
        "  7-7 Khác: not_used",
    ]


def test_a_table_tells_where_it_stands_and_where_its_period_was_read(monthly):
    shown = table(monthly)
    assert (shown.range, shown.period.label, str(shown.period_from)) == ("A2:G9", "2023-08", "from the title, cell A1")


@pytest.mark.parametrize(
    ("sheet", "a_layout", "asked", "expected"),
    [
        ("Tháng 8.2023", FLAT, None, "from the sheet's name"),
        ("Biểu", layout({"total": "Tổng số"}, period="none"), "2023-08", "given with --period"),
    ],
)
def test_the_period_may_come_from_elsewhere(sheet, a_layout, asked, expected):
    text = "Đơn vị | Tổng số | Trực tuyến\nXã Hà Kỳ | 1 | 1\nXã Tân Kỳ | 2 | 1"
    assert str(table(inspected({sheet: text}, known(a_layout, asked=asked))).period_from) == expected


def test_rows_are_counted_by_what_they_are(monthly):
    counted = {kind.value: count for kind, count in table(monthly).rows.items()}
    assert counted == {"unit": 3, "total": 1, "group": 1, "index": 1, "note": 1}


def test_every_row_that_is_left_out_has_its_reason(monthly):
    assert [(row.number, row.text, str(row.reason)) for row in table(monthly).left] == [
        (4, "(1) (2) (3) (4) …", "numbers the columns"),
        (5, "Các phòng", "a group's name without figures"),
        (9, "Tổng cộng", "a total: held against the sum of its rows"),
        (11, "Người lập biểu", "stands below the table: a note or a signature"),
    ]


def test_units_tell_how_they_were_known(monthly):
    assert [(match.cell, match.unit, match.how.value) for match in table(monthly).matches] == [
        ("B6", "phong-noi-vu", "name"),
        ("B7", "xa-ha-ky", "alias"),
        ("B8", "xa-tan-ky", "name"),
    ]


def test_units_that_are_in_no_row_are_named(monthly):
    (absent,) = table(monthly).absent
    assert (absent.units, absent.whole) == (("Xã An Thanh",), False)


def test_a_group_without_any_row_is_told_as_a_whole():
    shown = inspected("KẾT QUẢ THÁNG 8/2023\nĐơn vị | Tổng số | Trực tuyến\nLạ | 1 | 1\nKhác | 2 | 1", known(FLAT))
    assert [absent.whole for absent in table(shown).absent] == [True]


def test_the_layout_that_was_used_stands_before_the_others_with_what_each_lacks(monthly):
    fits = [(fit.found, fit.wanted, fit.missing, fit.used) for fit in table(monthly).fits]
    assert fits == [
        (4, 4, (), True),
        (5, 6, ("Số hóa / Đã số hóa",), False),
    ]


def test_layouts_that_fit_as_well_are_marked():
    twin = layout({"total": "Tổng số", "online": "Trực tuyến"}, {"payment": "Tỷ lệ"}, id="twin")
    text = "KẾT QUẢ THÁNG 8/2023\nĐơn vị | Tổng số | Trực tuyến | Tỷ lệ\nXã Hà Kỳ | 2 | 1 | '50%'\nXã Tân Kỳ | 2 | 1 | '50%'"
    assert [(fit.layout.id, fit.tied) for fit in table(inspected(text, known(FLAT, twin))).fits] == [
        ("monthly", False),
        ("twin", True),
    ]


def test_hidden_rows_columns_and_sheets_are_told():
    def hide(workbook):
        sheet = workbook["Biểu"]
        sheet.row_dimensions[3].hidden = True
        sheet.column_dimensions["C"].hidden = True
        workbook["Nháp"].sheet_state = "hidden"

    text = "KẾT QUẢ THÁNG 8/2023\nĐơn vị | Tổng số | Trực tuyến\nXã Hà Kỳ | 1 | 1\nXã Tân Kỳ | 2 | 1"
    shown = inspected({"Biểu": text, "Nháp": text}, known(layout({"total": "Tổng số", "received": "Trực tuyến"})), hide)
    visible, hidden = shown.files[0].sheets
    assert (visible.tables[0].hidden_rows, [str(row.reason) for row in visible.tables[0].left]) == (1, ["a hidden row"])
    assert headings(visible.tables[0].tree)[2] == "3-3 Trực tuyến: hidden"
    assert (hidden.hidden, str(hidden.remark), hidden.tables) == (True, "the sheet is hidden: nothing is read from it", ())


def test_a_unit_a_second_time_is_left_out_with_its_first_row():
    text = "KẾT QUẢ THÁNG 8/2023\nĐơn vị | Tổng số | Trực tuyến\nXã Hà Kỳ | 1 | 1\nXã Hà Kỳ | 2 | 1"
    assert [(row.number, str(row.reason)) for row in table(inspected(text)).left] == [(4, "the unit stands in row 3 already")]


def test_a_sheet_that_no_layout_fits_shows_its_headings_and_what_the_layouts_lack():
    shown = inspected(MONTHLY, known(FLAT))
    sheet = shown.files[0].sheets[0]
    assert str(sheet.remark).startswith("no layout fits its headings")
    assert (sheet.tables[0].range, sheet.tables[0].used) == ("A2:G11", None)
    assert headings(sheet.tables[0].tree)[:4] == [
        "1-1 STT: ordinal",
        "2-2 Đơn vị: unit",
        "3-5 Thanh toán trực tuyến",
        "  3-3 Tổng số: not_used",
    ]


def test_an_empty_sheet_is_no_table():
    shown = inspected({"Biểu": MONTHLY, "Trống": "chữ"}, KNOWN)
    assert [str(sheet.remark) for sheet in shown.files[0].sheets] == ["None", "nothing in it looks like a table"]


def test_outside_a_workspace_the_names_of_the_file_are_the_units():
    shown = inspected(MONTHLY, known(PAYING, a_roster=False))
    assert [(match.text, match.name) for match in table(shown).matches] == [
        ("Phòng Nội vụ", "Phòng Nội vụ"),
        ("Xã Hà Kì", "Xã Hà Kì"),
        ("UBND xã Tân Kỳ", "UBND xã Tân Kỳ"),
    ]
    assert (table(shown).absent, shown.problems, table(shown).observations) == ((), (), 6)


# --- one cell --------------------------------------------------------------------------------------------------------

CELLS = {
    "A1": ([], "the title: the period 2023-08 was read from it"),
    "C2": ([], "a heading"),
    "D3": ([], "a heading"),
    "D2": ([], "merged into C2: a heading"),
    "C4": ([], "left out: the row only numbers the columns"),
    "B5": ([], "left out: the row is a group's name"),
    "B7": ([], "the name of the row's unit"),
    "A7": ([], "left out: the column only numbers the rows"),
    "C7": (["total = 20"], "observed"),
    "E7": (["payment = 50%"], "used only for checks: a printed rate is held against its counts"),
    "C9": (["total = 60"], "used only for checks: a total is held against the sum of its rows"),
    "F7": ([], "left out: the layout takes nothing from this column"),
    "J7": ([], "left out: it stands beside the table, under no heading"),
    "B11": ([], "left out: the row stands below the table, a note or a signature"),
    "B99": ([], "left out: the row is empty"),
}


@pytest.mark.parametrize(("cell", "expected"), CELLS.items())
def test_every_cell_has_its_story(cell, expected):
    story = told(MONTHLY, cell, KNOWN)
    readings = [f"{one.taken.about} = {one.value}" for one in story.readings]
    assert (readings, str(story.outcome)) == expected


def test_a_cell_tells_its_raw_value_its_headings_its_unit_and_who_uses_it():
    story = told("KẾT QUẢ THÁNG 8/2023\nĐơn vị | Tổng số | Trực tuyến\nXã Hà Kỳ | 4 @ #,##0 | 1\nXã Tân Kỳ | 2 | 1", "B3")
    assert (story.value, story.kind, story.number_format, story.text) == ("4", "int", "#,##0", "4")
    assert (story.headings, story.unit, story.indicators) == (("Tổng số",), "Xã Hà Kỳ", ("payment",))
    assert [one.observed for one in story.readings] == [True]


WRONG = {
    "'1,5'": "not read: see the problem",
    "mười": "not read: see the problem",
    "": "left out: the cell is empty, and that means not given",
}


@pytest.mark.parametrize(("value", "expected"), WRONG.items())
def test_a_cell_that_gives_no_figure_says_why(value, expected):
    story = told(f"KẾT QUẢ THÁNG 8/2023\nĐơn vị | Tổng số | Trực tuyến\nXã Hà Kỳ | {value} | 1\nXã Tân Kỳ | 2 | 1", "B3")
    assert str(story.outcome) == expected
    assert bool(story.problems) is (expected != WRONG[""])


def test_a_cell_of_a_stranger_and_of_a_hidden_sheet_are_left_out():
    text = "KẾT QUẢ THÁNG 8/2023\nĐơn vị | Tổng số | Trực tuyến\nXã Hà Kỳ | 1 | 1\nXã Lạ | 2 | 1"
    assert str(told(text, "B4").outcome) == "left out: the row's name is no unit of the units file"

    def hide(workbook):
        workbook["Nháp"].sheet_state = "hidden"

    assert str(told({"Biểu": text, "Nháp": text}, "Nháp!B3", edit=hide).outcome) == "left out: the sheet is hidden"


# --- lists of dossiers -----------------------------------------------------------------------------------------------

LIST = """
    Mã hồ sơ | Chủ hồ sơ  | Đơn vị    | Ngày tiếp nhận | Hình thức nộp
    H1       | Trần Văn A | Xã Hà Kỳ  | 01/08/2023     | Trực tuyến
    H2       | Trần Văn B | Xã Hà Kỳ  | 02/08/2023     | Trực tiếp
    H3       | Trần Văn C | Xã Tân Kỳ | 03/09/2023     | Trực tuyến
    """


@pytest.fixture
def listed(tmp_path):
    """What files are read by where a layout counts dossiers."""
    path = tmp_path / "dossiers.yaml"
    path.write_text(
        "layout: dossiers\nrecords:\n  unit: Đơn vị\n  date: Ngày tiếp nhận\n  measures:\n"
        "    total: {count: all}\n    online: {count: {Hình thức nộp: [Trực tuyến]}}\n",
        encoding="utf-8",
    )
    files = Files(tmp_path)
    made, problems = declared(files.read(path, LayoutShape), INDICATORS)
    assert (files.problems, problems) == ([], [])
    return known(made)


def test_a_list_of_dossiers_shows_what_its_columns_count(listed):
    shown = inspected(LIST, listed)
    assert headings(table(shown).tree) == [
        "1-1 Mã hồ sơ: not_used",
        "2-2 Chủ hồ sơ: not_used",
        "3-3 Đơn vị: unit",
        "4-4 Ngày tiếp nhận: date",
        "5-5 Hình thức nộp: condition online",
    ]
    assert [month.label for month in table(shown).months] == ["2023-08", "2023-09"]
    assert {kind.value: count for kind, count in table(shown).rows.items()} == {"dossier": 3}
    assert (table(shown).range, table(shown).units) == ("A1:E4", 2)


def test_nothing_of_a_person_is_shown(listed):
    for a_known in (listed, known(FLAT)):
        files, used, problems = seen(LIST, a_known)
        stories = [story for cell in ("B2", "B3") for story in trace(parse_cell(cell), files, used, problems)]
        assert "Trần" not in repr((inspect(files, used, problems, lambda _sha256: ()), stories))
        assert [story.kind for story in stories] == ["withheld", "withheld"]


def test_a_cell_of_a_list_is_counted_with_its_row_or_never_read(listed):
    assert [str(told(LIST, cell, listed).outcome) for cell in ("B2", "E2", "E1")] == [
        "never read: the layout takes nothing from this column of a list of dossiers",
        "counted with its row; what a list of dossiers holds is not shown",
        "a heading",
    ]


def test_a_row_with_an_error_says_so_and_one_without_a_period_is_not_listed():
    text = "Đơn vị | Tổng số | Trực tuyến\nXã Hà Kỳ | mười | năm\nXã Tân Kỳ | 2 | 1"
    assert [(row.number, str(row.reason)) for row in table(inspected(f"KỲ THÁNG 8/2023\n{text}")).left] == [
        (3, "not read: see the problem")
    ]
    undated = table(inspected(text))
    assert (undated.left, undated.period, undated.observations) == ((), None, 0)
