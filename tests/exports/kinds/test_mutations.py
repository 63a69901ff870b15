"""Broken files of every kind: a result or a problem, never an exception (`benchmarks/mutations.py` breaks 20,000)."""

import random

import pytest
from export_tables import FLAT, read
from kinds.mutating import mutated
from kinds.tables import ALL_KINDS, in_kind

SHEETS = {
    "Tháng 8": """Tháng 8/2023
STT | Đơn vị | Tổng số | Trực tuyến | Tỷ lệ
I   | Các xã | <       | <          | <
1   | Xã Hà Kỳ | 10 | 8 | 0.8 @ 0.00%
2   | Xã Tân Kỳ | '1.234' | 4 | '0,32%'
    | Tổng cộng | 1244 | 12 | 0.96 @ 0%""",
    "Ghi chú": "x | 1.5",
}


def edit(workbook):
    sheet = workbook.worksheets[0]
    sheet.row_dimensions[5].hidden = True
    sheet.column_dimensions["A"].hidden = True


@pytest.mark.parametrize("kind", ALL_KINDS)
def test_broken_files_never_raise(kind, capfd):
    chance = random.Random(f"{kind} 3")  # noqa: S311 - no secret
    data = in_kind(kind, SHEETS, edit)
    for _ in range(50):
        _, problems = read([("a", mutated(data, chance))], FLAT)
        assert all(str(problem.message) for problem in problems)
    assert capfd.readouterr() == ("", "")
