"""Rows, sheets and files of which nothing is taken: each says so, and none says what is not so."""

import pytest
from export_tables import COUNTS, figures, layout, read, roster, told, unit
from kinds.tables import in_kind

from cccc.exports import reader as module

HEAD = "Tháng 8/2023\nSTT | Đơn vị | Tổng số | Trực tuyến\n"


# --- a numbered row of a unit that is not in the roster ---------------------------------------------------------------

LISTED = {
    "dashes after the last unit": ("1 | Xã Hà Kỳ | 10 | 8\n2 | Xã Mới | - | -", ["unknown-unit B4"]),
    "blanks after the last unit": ("1 | Xã Hà Kỳ | 10 | 8\n2 | Xã Mới", ["unknown-unit B4"]),
    "dashes after the total": ("1 | Xã Hà Kỳ | 10 | 8\n | Tổng cộng | 10 | 8\n2 | Xã Mới | - | -", ["unknown-unit B5"]),
    "blanks in a group after the sum of another": (
        "I | Khối một\n1 | Xã Hà Kỳ | 10 | 8\n | Cộng | 10 | 8\nII | Khối hai\n1 | Xã Mới\n2 | Xã Tân Kỳ | 3 | 3",
        ["unknown-unit B7"],
    ),
    "blanks after an empty row within the table": (
        "1 | Xã Hà Kỳ | 10 | 8\n\n2 | Xã Mới\n3 | Xã Tân Kỳ | 3 | 3\n | Tổng cộng | 13 | 11",
        ["unknown-unit B5"],
    ),
    "a numbered note after the total": ("1 | Xã Hà Kỳ | 10 | 8\n | Tổng cộng | 10 | 8\n1 | Số liệu từ Cổng dịch vụ công", []),
    "a numbered note beside a signature": ("1 | Xã Hà Kỳ | 10 | 8\n | Tổng cộng | 10 | 8\n1 | Như trên | CHỦ TỊCH", []),
    "a numbered note after an empty row": ("1 | Xã Hà Kỳ | 10 | 8\n\n1 | Số liệu từ Cổng dịch vụ công", []),
    "a note without a number": ("1 | Xã Hà Kỳ | 10 | 8\n | Ghi chú: số liệu đến 31/8\n | Người lập biểu", []),
    "a signature of a unit": ("1 | Xã Hà Kỳ | 10 | 8\n | Tổng cộng | 10 | 8\n\n | | CHỦ TỊCH\n | Xã Tân Kỳ", []),
}


@pytest.mark.parametrize(("rows", "expected"), LISTED.values(), ids=LISTED)
def test_a_numbered_row_with_a_name_is_a_unit_though_its_figures_are_blank(rows, expected):
    seen, problems = read(HEAD + rows, COUNTS)
    assert (told(problems), figures(seen, "total")["xa-ha-ky"]) == (expected, 10)


def test_the_sum_of_all_may_be_called_cong_chung():
    rows = "1 | Xã Hà Kỳ | 10 | 8\n2 | Xã Tân Kỳ | 5 | 4\n | Cộng chung | {} | 12"
    assert told(read(HEAD + rows.format(15), COUNTS)[1]) == []
    assert told(read(HEAD + rows.format(16), COUNTS)[1]) == ["total-disagrees C5"]


# --- hidden -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "expected"), [(3, ["hidden-data A3"]), (4, ["hidden-data A4"]), (6, ["hidden-data B6"]), (7, []), (2, [])]
)
def test_a_hidden_row_with_figures_is_told_be_it_of_a_group_or_of_all(row, expected):
    def hide(workbook):
        workbook.active.row_dimensions[row].hidden = True

    rows = "I | Khối xã | 15 | 12\n1 | Xã Hà Kỳ | 10 | 8\n2 | Xã Tân Kỳ | 5 | 4\n | Tổng cộng | 15 | 12\n | Ghi chú"
    assert told(read(HEAD + rows, COUNTS, edit=hide)[1]) == expected


# --- a sheet that a layout is not for ---------------------------------------------------------------------------------

ROWS = "1 | Xã Hà Kỳ | 10 | 8\n2 | Xã Tân Kỳ | 5 | 4"


@pytest.mark.parametrize(("kind", "sheet"), [("xlsx", "Biểu"), ("html", "1"), ("csv", "1")])
def test_a_layout_that_fits_but_for_the_name_of_the_sheet_is_named(kind, sheet):
    monthly = layout({"total": "Tổng số"}, sheet="Tháng*")
    _, (problem,) = read([("a", in_kind(kind, HEAD + ROWS))], monthly)
    assert (problem.code, problem.severity) == ("no-layout", "error")
    assert dict(problem.message.values) == {"layout": "monthly", "pattern": "Tháng*", "sheet": sheet}


def test_beside_a_sheet_that_is_read_it_is_a_warning():
    sheets = {"Tháng 8": HEAD + ROWS, "Bản cũ": HEAD + ROWS}
    seen, (problem,) = read(sheets, layout({"total": "Tổng số"}, sheet="Tháng*"))
    assert (problem.code, problem.severity, problem.location.sheet) == ("no-layout", "warning", "Bản cũ")
    assert figures(seen) == {("xa-ha-ky", "total"): 10, ("xa-tan-ky", "total"): 5}


def test_where_the_headings_do_not_fit_either_nothing_is_said_of_the_name():
    _, (problem,) = read(HEAD + ROWS, layout({"total": "Số khác"}, sheet="Tháng*"))
    assert (problem.code, "pattern" in dict(problem.message.values)) == ("no-layout", False)


# --- two units with one id ---------------------------------------------------------------------------------------------

TWINS = roster("Xã Hà Kỳ", unit("Xã Tân Thành", unit_id="xa-tan-thanh"), unit("Xã Tân Thạnh", unit_id="xa-tan-thanh"))


def test_two_units_that_share_an_id_are_no_duplicate():
    rows = "1 | Xã Hà Kỳ | 10 | 8\n2 | Xã Tân Thành | 5 | 4\n3 | Xã Tân Thạnh | 6 | 1"
    seen, problems = read(HEAD + rows, COUNTS, a_roster=TWINS)
    assert (told(problems), figures(seen)) == ([], {("xa-ha-ky", "total"): 10, ("xa-ha-ky", "online"): 8})


def test_one_of_them_twice_is_a_duplicate():
    rows = "1 | Xã Tân Thành | 5 | 4\n2 | Xã Tân Thạnh | 6 | 1\n3 | Xã Tân Thành | 7 | 1"
    assert told(read(HEAD + rows, COUNTS, a_roster=TWINS)[1]) == ["duplicate-unit B5"]


# --- a file without sheets ---------------------------------------------------------------------------------------------


def test_a_file_without_any_sheet_holds_no_table(monkeypatch):
    monkeypatch.setattr(module.formats, "read", lambda _: ([], []))
    assert told(read([("a.xlsx", b"PK")], COUNTS)[1]) == ["no-table"]
