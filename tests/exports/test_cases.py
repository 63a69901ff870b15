"""The workbooks of the case of Tứ Kỳ (examples/tu-ky-2023) read to the counts that stand in them."""

from fractions import Fraction
from pathlib import Path

import pytest
from export_tables import layout, read, roster, told, unit

from cccc.exports import Export
from cccc.exports.reader import read_exports
from cccc.model.observations import Kind
from cccc.model.targets import Indicator
from cccc.periods import Period, iso_date, month

INPUTS = Path(__file__).parents[2] / "examples" / "tu-ky-2023" / "inputs"
COMMUNES = (
    "An Thanh, Bình Lãng, Chí Minh, Cộng Lạc, Dân Chủ, Đại Hợp, Đại Sơn, Hà Kỳ, Hà Thanh, Hưng Đạo, Minh Đức, Ngọc Kỳ, "
    "Nguyên Giáp, Phượng Kỳ, Quang Khải, Quang Phục, Quang Trung, Quảng Nghiệp, Tái Sơn, Tân Kỳ, Tiên Động, Văn Tố"
)
DEPARTMENTS = (
    "Nội vụ, Tư pháp, Tài chính - Kế hoạch, Tài nguyên và Môi trường, Lao động - Thương binh và Xã hội, Văn hóa và Thông tin, "
    "Giáo dục và Đào tạo, Kinh tế và Hạ tầng, Nông nghiệp và Phát triển nông thôn"
)
ROSTER = roster(
    *(unit(f"Phòng {name}") for name in DEPARTMENTS.split(", ")),
    unit("Thị trấn Tứ Kỳ"),
    *(unit(f"Xã {name}") for name in COMMUNES.split(", ")),
)
MONTHLY = layout(
    {
        "intake_total": "Số hóa hồ sơ khi tiếp nhận / Tổng số hồ sơ tiếp nhận",
        "intake_digitised": "Số hóa hồ sơ khi tiếp nhận / Số hồ sơ số hóa đầy đủ thành phần",
        "result_total": "Số hóa kết quả giải quyết TTHC / Tổng số hồ sơ đã giải quyết",
        "result_digitised": "Số hóa kết quả giải quyết TTHC / Số hồ sơ có kết quả được số hóa",
        "payment_total": "Thanh toán trực tuyến * / Tổng số hồ sơ phát sinh thanh toán",
        "payment_online": "Thanh toán trực tuyến * / Số hồ sơ đã thanh toán trực tuyến",
    },
    {
        "intake": "Số hóa hồ sơ khi tiếp nhận / Tỷ lệ (%)",
        "result": "Số hóa kết quả giải quyết TTHC / Tỷ lệ (%)",
        "payment": "Thanh toán trực tuyến * / Tỷ lệ (%)",
    },
    {"posting": "Đăng tải tin bài*", "email": "Sử dụng thư điện tử công vụ*"},
)
INDICATORS = {
    **{
        name: Indicator(name, name, "ratio", "", "", numerator, f"{name}_total")
        for name, numerator in (("intake", "intake_digitised"), ("result", "result_digitised"), ("payment", "payment_online"))
    },
    "posting": Indicator("posting", "", "rating", "", "", met=("Đạt",), missed=("Chưa đạt",)),
    "email": Indicator("email", "", "rating", "", "", met=("Thường xuyên",), missed=("Chưa thường xuyên",)),
}
PAYMENT_SPAN = Period(iso_date("2023-04-01"), iso_date("2023-08-31"))


@pytest.fixture(scope="module")
def reading():
    files = [Export(f"inputs/{path.name}", path) for path in sorted(INPUTS.glob("*.xlsx"))]
    result, problems = read_exports(files, [MONTHLY], INDICATORS, ROSTER, month(2023, 8))
    assert told(problems) == []
    return result


def test_every_table_is_read(reading):
    assert [span.label for span in reading.spans] == ["2023-07", "2023-08", "2023-01-01..2023-08-31", "2023-04-01..2023-08-31"]
    assert len({unit_id for unit_id, span in reading.present if span == month(2023, 8)}) == 32
    # 32 units × 6 counts in each month, 4 and 2 in the cumulative sheets; 23 + 3 ratings; no rate, for all counts are given
    assert len(reading.observations) == 32 * (6 + 6 + 4 + 2) + 26
    assert {o.kind for o in reading.observations} == {Kind.MEASURE, Kind.RATING}


@pytest.mark.parametrize(
    ("unit_id", "about", "span", "value", "file", "sheet", "cell"),
    [
        ("xa-ha-ky", "payment_total", PAYMENT_SPAN, 1979, "2023-08", "Từ 01-4", "C27"),
        ("xa-ha-ky", "payment_online", PAYMENT_SPAN, 560, "2023-08", "Từ 01-4", "D27"),
        ("xa-tien-dong", "payment_online", month(2023, 8), 13, "2023-08", "Tháng 8", "J40"),
        ("phong-noi-vu", "payment_total", month(2023, 8), 0, "2023-08", "Tháng 8", "I9"),
        (
            "thi-tran-tu-ky",
            "result_digitised",
            Period(iso_date("2023-01-01"), iso_date("2023-08-31")),
            4944,
            "2023-08",
            "8 tháng",
            "G19",
        ),
        ("xa-ha-ky", "intake_total", month(2023, 7), 349, "2023-07", "Tháng 7", "C27"),
        ("xa-dan-chu", "posting", month(2023, 8), "Chưa đạt", "2023-08", "Đánh giá khác", "C9"),
        ("xa-dai-hop", "email", month(2023, 8), "Thường xuyên", "2023-08", "Đánh giá khác", "D10"),
    ],
)
def test_a_figure_and_its_cell(reading, unit_id, about, span, value, file, sheet, cell):
    [found] = [o for o in reading.observations if (o.unit, o.about, o.span) == (unit_id, about, span)]
    assert found.value == (value if isinstance(value, str) else Fraction(value))
    assert (found.source.file, found.source.sheet, found.source.cells) == (f"inputs/{file}.xlsx", sheet, (cell,))


def test_a_stranger_in_the_case():
    files = [(path.name, path.read_bytes()) for path in sorted(INPUTS.glob("2023-07.xlsx"))]
    smaller = roster(*(u for u in ROSTER.units if u.id != "xa-ha-ky"))
    _, problems = read(files, MONTHLY, a_roster=smaller, indicators=INDICATORS)
    assert told(problems) == ["unknown-unit B27"]
