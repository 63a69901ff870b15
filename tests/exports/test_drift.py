"""What is told of headings that are not as they were."""

import pytest

from cccc import messages
from cccc.exports.inspect.drift import drift
from cccc.model.observations import ShownHeadings
from cccc.periods import parse_label
from cccc.reports.terminal.lines import change_lines

BEFORE = "STT | Đơn vị | Thanh toán / Tổng số | Thanh toán / Trực tuyến | Thanh toán / Tỷ lệ | Ghi chú"


@pytest.fixture(autouse=True)
def _english():
    messages.use("en")
    yield
    messages.use("vi")


def shown(text, sheet="Tháng 8", file="8.xlsx", layout="monthly", period="2023-08"):
    columns = tuple(
        (number, tuple(path.strip().split(" / "))) for number, path in enumerate(text.split("|"), 1) if path.strip()
    )
    return ShownHeadings(file, sheet, layout, columns, parse_label(period).end if period else None)


def changes(now, *known, **rest):
    known = known or [shown(BEFORE, "Tháng 7", "7.xlsx", period="2023-07")]
    found = drift(now if isinstance(now, ShownHeadings) else shown(now, **rest), known)
    return change_lines(found.changes) if found else []


CHANGED = {
    "nothing": (BEFORE, []),
    "only case, spaces and tone marks": (BEFORE.replace("Thanh toán", "THANH  TOÁN").replace("Ghi chú", "ghi chú"), []),
    "one renamed": (BEFORE.replace("Đơn vị", "Cơ quan"), ["B: was “Đơn vị”, is now “Cơ quan”"]),
    "a parent renamed": (
        BEFORE.replace("Thanh toán", "Thanh toán trực tuyến"),
        ["C–E: was “Thanh toán”, is now “Thanh toán trực tuyến”"],
    ),
    "a parent and a child renamed": (
        BEFORE.replace("Thanh toán", "TTTT").replace("Tỷ lệ", "Đạt"),
        ["C–E: was “Thanh toán”, is now “TTTT”", "E: was “Tỷ lệ”, is now “Đạt”"],
    ),
    "one added": (BEFORE.replace("| Ghi", "| Điểm | Ghi"), ["F: “Điểm” is new"]),
    "one gone": (BEFORE.replace("| Thanh toán / Tỷ lệ ", ""), ["E: “Thanh toán / Tỷ lệ” is gone"]),
    "one moved": (
        "STT | Đơn vị | Ghi chú | Thanh toán / Tổng số | Thanh toán / Trực tuyến | Thanh toán / Tỷ lệ",
        ["“Ghi chú” was in column F, is now in C"],
    ),
    "a level more": (
        BEFORE.replace("Thanh toán / Tổng số", "Thanh toán / Trong kỳ / Tổng số"),
        ["C: was “Thanh toán / Tổng số”, is now “Thanh toán / Trong kỳ / Tổng số”"],
    ),
}


@pytest.mark.parametrize("case", CHANGED.values(), ids=CHANGED)
def test_every_change_is_told_once(case):
    now, expected = case
    assert changes(now) == expected


def test_a_renamed_heading_is_paired_by_likeness_where_others_came_beside_it():
    now = BEFORE.replace("Thanh toán / Trực tuyến", "Điểm | Thanh toán / Trực tuyến (hồ sơ)")
    assert changes(now) == [
        "D: “Điểm” is new",
        "E: was “Trực tuyến”, is now “Trực tuyến (hồ sơ)”",
    ]


def test_a_table_is_held_against_the_last_of_its_layout_and_kind_of_sheet():
    june = shown(BEFORE, "Tháng 6", "6.xlsx", period="2023-06")
    july = shown(BEFORE.replace("STT", "TT"), "Tháng 7", "7.xlsx", period="2023-07")
    others = [
        shown("Đơn vị | Khác", "8 tháng", "7.xlsx", period="2023-07"),
        shown("Đơn vị | Khác", "Tháng 7", "7.xlsx", "others", "2023-07"),
    ]
    assert changes(shown(BEFORE.replace("STT", "Số")), july, june, *others) == ["A: was “TT”, is now “Số”"]


def test_a_file_of_an_earlier_month_is_not_held_against_a_later_one():
    later = shown(BEFORE.replace("STT", "TT"), "Tháng 9", "9.xlsx", period="2023-09")
    assert changes(shown(BEFORE), later) == []
    assert changes(shown(BEFORE, period=None), later) == ["A: was “TT”, is now “STT”"]


def test_a_sheet_that_no_layout_fits_any_more_is_known_by_its_headings():
    known = shown(BEFORE, "Tháng 7", "7.xlsx", period="2023-07")
    strange = shown(BEFORE.replace("Đơn vị", "Cơ quan"), "Sheet1", layout=None, period=None)
    assert changes(strange, known) == ["B: was “Đơn vị”, is now “Cơ quan”"]
    assert changes(shown("A | B | C", "Sheet1", layout=None, period=None), known) == []


def test_of_two_tables_of_a_sheet_the_one_more_alike_counts():
    first = shown("Đơn vị | Điểm", "Tháng 7", "7.xlsx", period="2023-07")
    second = shown(BEFORE, "Tháng 7", "7.xlsx", period="2023-07")
    assert changes(shown("Đơn vị | Điểm số"), first, second) == ["B: was “Điểm”, is now “Điểm số”"]
