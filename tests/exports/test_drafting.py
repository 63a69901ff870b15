"""A layout drafted from a new table: what can be named is named, and nothing is guessed."""

import pytest
import yaml
from export_tables import INDICATORS, POSTING, book, layout, read
from hypothesis import given, settings
from hypothesis import strategies as st
from inspections import known, seen

from cccc import messages
from cccc.declarations.files.indicators import catalogue
from cccc.declarations.files.layouts import LayoutShape
from cccc.declarations.files.layouts import layout as declared
from cccc.declarations.sources import Files
from cccc.exports.inspect.column_names import measures_in
from cccc.exports.inspect.layout_draft import draft
from cccc.model.targets import Indicator
from cccc.vietnamese import clean


@pytest.fixture(autouse=True)
def _english():
    messages.use("en")
    yield
    messages.use("vi")


@pytest.fixture
def indicators(tmp_path):
    return catalogue(None, Files(tmp_path))


def drafted(sheets, indicators, *layouts, **rest):
    files, used, _ = seen(sheets, known(*layouts, indicators=indicators, **rest))
    return draft(files, used, "new")


def columns(text):
    """What a draft names, by measure or indicator."""
    table = yaml.safe_load(text)["table"]
    return {name: path for part in ("measures", "rates", "ratings") for name, path in table.get(part, {}).items()}


def left(text):
    """What a draft leaves to a person."""
    return [line.removeprefix("#   ") for line in text.splitlines() if line.startswith("#   ")]


# --- words -----------------------------------------------------------------------------------------------------------

WORDS = {
    "Tiếp nhận / Tổng số": "received_total",
    "Tiếp nhận / Trong đó / Trực tuyến": "received_online",
    "Tiếp nhận / Qua mạng": "received_online",
    "Tiếp nhận": "received_total",
    "Số hồ sơ tiếp nhận": "received_total",
    "Tiếp nhận / Từ kỳ trước": "",
    "Tiếp nhận / Bưu chính": "",
    "Tiếp nhận / Trực tuyến một phần": "",
    "Tiếp nhận / Toàn trình": "received_full_online",
    "Số lượng hồ sơ đã giải quyết / Tổng số": "resolved_total",
    "Số lượng hồ sơ đã giải quyết / Quá hạn": "resolved_late",
    "Hồ sơ đã giải quyết / Sớm": "resolved_on_time",
    "Đã giải quyết / Đúng và trước hạn": "resolved_on_time",
    "Kết quả giải quyết / Số hồ sơ đã giải quyết / Trả đúng thời hạn": "resolved_on_time",
    "Số hồ sơ đang giải quyết / Quá hạn": "pending_overdue",
    "Số hồ sơ đang giải quyết / Chưa đến hạn": "pending_in_time",
    "Kết quả xử lý HS nộp trực tuyến với HS đang xử lý / đúng hạn": "",
    "Số hóa hồ sơ TTHC khi tiếp nhận / Có số hóa TPHS": "intake_digitised",
    "Số hóa hồ sơ TTHC khi tiếp nhận / Chưa số hóa TPHS": "",
    "Số hóa hồ sơ khi tiếp nhận / Tổng số hồ sơ tiếp nhận": "intake_total",
    "Số hóa kết quả giải quyết / Đã số hóa": "result_digitised",
    "Số hóa kết quả giải quyết TTHC / Số hồ sơ phải trả kết quả": "result_total",
    "Hồ sơ thu phí": "payment_total",
    "Thanh toán / Trực tuyến": "payment_online",
    "Thanh toán / Trực tiếp": "",
    "Giao dịch thanh toán / Tổng số": "transactions_total",
    "Tổng số tiền thanh toán trực tuyến (VNĐ)": "",
    "Thanh toán trực tuyến / Tỷ lệ (%)": "",
    "Tổng số": "",
    "Trực tuyến": "",
}


@pytest.mark.parametrize(("path", "expected"), WORDS.items())
def test_a_heading_path_means_a_measure_or_nothing(path, expected):
    assert " ".join(measures_in(path.split(" / "))) == expected


# --- columns ---------------------------------------------------------------------------------------------------------

MONTHLY = """
    KẾT QUẢ THÁNG 8/2023
    STT | Đơn vị    | Tiếp nhận trong kỳ | <          | <         | Đã giải quyết | <         | <        | <       | Phí (VNĐ)
    ^   | ^         | Tổng số            | Trực tuyến | Tỷ lệ (%) | Tổng số       | Trước hạn | Đúng hạn | Quá hạn | ^
    1   | Xã Hà Kỳ  | 100                | 80         | '80%'     | 90            | 50        | 30       | 10      | 5000
    2   | Xã Tân Kỳ | 50                 | 20         | '40%'     | 40            | 10        | 20       | 10      | 9000
    """


def test_measures_are_named_rates_tied_to_their_block_and_the_rest_is_left_with_its_place(indicators):
    text = drafted(MONTHLY, indicators)
    assert columns(text) == {
        "received_total": "Tiếp nhận trong kỳ / Tổng số",
        "received_online": "Tiếp nhận trong kỳ / Trực tuyến",
        "resolved_total": "Đã giải quyết / Tổng số",
        "resolved_on_time": ["Đã giải quyết / Trước hạn", "Đã giải quyết / Đúng hạn"],
        "resolved_late": "Đã giải quyết / Quá hạn",
        "online_filing": "Tiếp nhận trong kỳ / Tỷ lệ (%)",
    }
    assert left(text) == ["Biểu!J  Phí (VNĐ)"]


def test_a_draft_is_a_valid_layout_that_reads_the_file_back(indicators, tmp_path):
    path = tmp_path / "new.yaml"
    path.write_text(drafted(MONTHLY, indicators), encoding="utf-8")
    files = Files(tmp_path)
    made, problems = declared(files.read(path, LayoutShape), indicators)
    assert (files.problems, problems) == ([], [])
    reading, problems = read(MONTHLY, made, indicators=indicators)
    assert problems == []
    assert {o.about: o.value for o in reading.observations if o.unit == "xa-ha-ky"} == {
        "received_total": 100,
        "received_online": 80,
        "resolved_total": 90,
        "resolved_on_time": 80,
        "resolved_late": 10,
    }


def test_two_columns_for_one_measure_are_both_left(indicators):
    text = drafted(
        """
        KỲ THÁNG 8/2023
        Đơn vị    | Tiếp nhận / Trực tuyến | Tiếp nhận / Qua mạng | Đã giải quyết
        Xã Hà Kỳ  | 1                      | 2                    | 3
        Xã Tân Kỳ | 1                      | 2                    | 3
        """,
        indicators,
    )
    assert columns(text) == {"resolved_total": "Đã giải quyết"}
    assert left(text) == [
        "Biểu!B  Tiếp nhận / Trực tuyến (several columns may be received_online)",
        "Biểu!C  Tiếp nhận / Qua mạng (several columns may be received_online)",
    ]


def test_a_column_that_layouts_and_words_call_otherwise_is_left_with_both_names(indicators):
    theirs = layout({"handled_total": "Đã giải quyết"}, id="theirs")
    text = drafted("KỲ THÁNG 8/2023\nĐơn vị | Đã giải quyết\nXã Hà Kỳ | 3\nXã Tân Kỳ | 2", indicators, built_in=(theirs,))
    assert left(text)[0] == "Biểu!B  Đã giải quyết (may be handled_total / resolved_total)"


def test_the_offices_own_layouts_know_better_than_words(indicators):
    ours = layout({"handled_total": "Đã giải quyết"}, unit="Nơi nhận", id="ours")
    text = drafted("KỲ THÁNG 8/2023\nĐơn vị | Đã giải quyết\nXã Hà Kỳ | 3\nXã Tân Kỳ | 2", indicators, ours)
    assert columns(text) == {"handled_total": "Đã giải quyết"}


def test_a_total_that_counts_what_was_carried_over_is_left(indicators):
    text = drafted(
        """
        KỲ THÁNG 8/2023
        Đơn vị    | Tiếp nhận / Tổng số | Tiếp nhận / Trực tuyến | Tiếp nhận / Từ kỳ trước
        Xã Hà Kỳ  | 9                   | 2                      | 7
        Xã Tân Kỳ | 9                   | 2                      | 7
        """,
        indicators,
    )
    assert columns(text) == {"received_online": "Tiếp nhận / Trực tuyến"}
    assert left(text)[0] == "Biểu!B  Tiếp nhận / Tổng số (received_total, if it does not count what was carried over)"


def test_figures_to_date_say_so(indicators):
    text = drafted("KỲ THÁNG 8/2023\nĐơn vị | Lũy kế / Hồ sơ thu phí\nXã Hà Kỳ | 9\nXã Tân Kỳ | 9", indicators)
    assert columns(text) == {"payment_total": {"window": "cumulative", "heading": ["Lũy kế / Hồ sơ thu phí"]}}


def test_a_rating_is_named_by_its_words_and_its_values():
    text = "KỲ THÁNG 8/2023\nĐơn vị | Đăng tải tin bài trên trang | Ghi chú\nXã Hà Kỳ | Đạt | a\nXã Tân Kỳ | Chưa đạt | b"
    twin = Indicator("other", "Đăng tải tin bài", "rating", "", "", met=("Đạt",), missed=("Chưa đạt",))
    assert columns(drafted(text, INDICATORS)) == {"posting": "Đăng tải tin bài trên trang"}
    both = {**INDICATORS, "other": twin}
    assert left(drafted(text, both))[0] == "Biểu!B  Đăng tải tin bài trên trang (may be the rating of posting / other)"
    assert columns(drafted(text, both, wanted=[POSTING.id])) == {"posting": "Đăng tải tin bài trên trang"}


def test_sheets_are_read_together_and_one_with_other_units_is_named(indicators):
    sheets = {
        "Tháng 8": "THÁNG 8/2023\nĐơn vị | Hồ sơ thu phí\nXã Hà Kỳ | 9\nXã Tân Kỳ | 9",
        "Tháng 9": "THÁNG 9/2023\nĐơn vị | Đã giải quyết | Hồ sơ thu phí\nXã Hà Kỳ | 9 | 1\nXã Tân Kỳ | 9 | 1",
        "Khác": "THÁNG 9/2023\nCơ quan | Tiếp nhận\nXã Hà Kỳ | 9\nXã Tân Kỳ | 9",
    }
    text = drafted(sheets, indicators)
    assert columns(text) == {"payment_total": "Hồ sơ thu phí", "resolved_total": "Đã giải quyết"}
    assert "# Not read, for its units stand under another heading: Khác" in text


@pytest.mark.parametrize(
    ("sheets", "expected"),
    [
        ({"Biểu": "THÁNG 8/2023\nĐơn vị | Tiếp nhận\nXã Hà Kỳ | 9\nXã Tân Kỳ | 1"}, "title"),
        ({"Tháng 8.2023": "Đơn vị | Tiếp nhận\nXã Hà Kỳ | 9\nXã Tân Kỳ | 1"}, "sheet"),
        ({"Biểu": "Đơn vị | Tiếp nhận\nXã Hà Kỳ | 9\nXã Tân Kỳ | 1"}, "none"),
    ],
)
def test_the_period_is_sought_where_it_stands(indicators, sheets, expected):
    assert yaml.safe_load(drafted(sheets, indicators))["table"]["period"] == expected


def test_the_column_of_units_is_known_by_its_names_where_its_heading_does_not_say(indicators):
    text = drafted("THÁNG 8/2023\nTT | Tên | Tiếp nhận\n1 | Xã Hà Kỳ | 9\n2 | Xã Tân Kỳ | 1", indicators)
    assert yaml.safe_load(text)["table"]["unit"] == "Tên"


def test_nothing_that_looks_like_a_table_gives_no_draft(indicators):
    assert drafted("chữ", indicators) is None


def test_a_list_of_dossiers_is_drafted_as_one_and_what_it_counts_is_left(indicators):
    text = drafted(
        """
        Số hồ sơ | Chủ hồ sơ | Đơn vị    | Ngày nhận  | Hình thức nộp
        H1       | A         | Xã Hà Kỳ  | 01/08/2023 | Trực tuyến
        H2       | B         | Xã Tân Kỳ | 02/08/2023 | Trực tiếp
        """,
        indicators,
    )
    assert yaml.safe_load(text)["records"] == {
        "unit": "Đơn vị",
        "date": "Ngày nhận",
        "id": "Số hồ sơ",
        "measures": {"received_total": {"count": "all"}},
    }
    assert left(text) == ["Biểu!B  Chủ hồ sơ", "Biểu!E  Hình thức nộp"]


def test_the_dates_and_codes_of_a_list_tell_what_was_resolved_and_whose_it_is(indicators):
    text = drafted(
        """
        Mã hồ sơ | Mã định danh | Đơn vị   | Ngày nhận  | Ngày hẹn trả | Ngày trả, ký
        H1       | H40.1        | Xã Hà Kỳ | 01/08/2023 | 02/08/2023   | 02/08/2023
        H2       | H40.2        | Xã Tân Kỳ | 01/08/2023 | 02/08/2023   | 03/08/2023
        """,
        indicators,
    )
    returned = "Ngày trả, ký"
    assert yaml.safe_load(text)["records"] == {
        "unit": "Đơn vị",
        "code": "Mã định danh",
        "date": "Ngày nhận",
        "id": "Mã hồ sơ",
        "measures": {
            "received_total": {"count": "all"},
            "resolved_total": {"count": {returned: {"given": True}}, "date": returned},
            "resolved_on_time": {"count": {returned: {"not_after": "Ngày hẹn trả"}}, "date": returned},
        },
    }


def test_the_code_of_a_table_is_drafted_too(indicators):
    text = drafted("THÁNG 8/2023\nMã định danh | Đơn vị | Tiếp nhận\nH40.1 | Xã Hà Kỳ | 9\nH40.2 | Xã Tân Kỳ | 1", indicators)
    assert yaml.safe_load(text)["table"]["code"] == "Mã định danh"


@settings(deadline=None, max_examples=50)
@given(st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="/|*"), max_size=20))
def test_any_heading_is_written_so_that_yaml_says_the_same(words):
    heading = clean(f"Đã giải quyết {words}")

    def write(workbook):
        cell = workbook["Biểu"]["B2"]
        cell.value, cell.data_type = heading, "s"

    table = "THÁNG 8/2023\nĐơn vị | x\nXã Hà Kỳ | 9\nXã Tân Kỳ | 9"
    assert columns(drafted(book(table, write), INDICATORS)).get("resolved_total", heading) == heading
