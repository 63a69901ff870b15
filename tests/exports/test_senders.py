"""Whose table it is, where the title names the unit: who reports, never who is addressed."""

import pytest
from export_tables import figures, layout, read, told

FIELDS = layout({"total": "Tổng số"}, unit=None)
TABLE = "\nTháng 8/2023\nLĩnh vực | Tổng số\nĐất đai | 3\nHộ tịch | 4"


@pytest.mark.parametrize(
    "title",
    [
        "XÃ HÀ KỲ\nKính gửi: Phòng Nội vụ",
        "Đơn vị báo cáo: Xã Hà Kỳ\nĐơn vị nhận báo cáo: Phòng Nội vụ",
        "Đơn vị nhận báo cáo: | Phòng Nội vụ | Đơn vị báo cáo: Xã Hà Kỳ",
        "Xã Hà Kỳ | Kính gửi: | Phòng Nội vụ",
        "PHÒNG NỘI VỤ\nĐơn vị báo cáo: UBND xã Hà Kỳ",
    ],
)
def test_the_unit_is_the_one_that_reports(title):
    reading, problems = read(title + TABLE, FIELDS)
    assert (told(problems), figures(reading, "total")) == ([], {"xa-ha-ky": 7})


@pytest.mark.parametrize("title", ["PHÒNG TƯ PHÁP\nKính gửi: Phòng Nội vụ", "Đơn vị nhận báo cáo: Phòng Nội vụ"])
def test_who_is_addressed_is_never_taken(title):
    _, problems = read(title + TABLE, FIELDS)
    assert [problem.split()[0] for problem in told(problems)] == ["unknown-unit"]


def test_rows_that_are_units_are_never_summed_up_as_parts():
    table = "Xã Hà Kỳ\nTháng 8/2023\nLĩnh vực | Tổng số\nXã Tân Kỳ | 3\nXã Hòa Bình | 4"
    reading, problems = read(table, FIELDS)
    assert (told(problems), reading.observations) == (["no-layout A4"], ())
