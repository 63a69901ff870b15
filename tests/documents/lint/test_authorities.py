"""Who signs for whom: the orders of lines that the decree has, and those that it does not."""

import pytest

from cccc.model.offices import grammar

SOUND = (
    "TM. ỦY BAN NHÂN DÂN / CHỦ TỊCH",
    "TM. ỦY BAN NHÂN DÂN / KT. CHỦ TỊCH / PHÓ CHỦ TỊCH",
    "TM. ỦY BAN NHÂN DÂN XÃ / CHỦ TỊCH",
    "CHỦ TỊCH",
    "KT. CHỦ TỊCH / PHÓ CHỦ TỊCH",
    "TL. CHỦ TỊCH / CHÁNH VĂN PHÒNG",
    "TL. CHỦ TỊCH / KT. CHÁNH VĂN PHÒNG / PHÓ CHÁNH VĂN PHÒNG",
    "TUQ. CHỦ TỊCH / GIÁM ĐỐC SỞ NỘI VỤ",
    "KT. GIÁM ĐỐC / PHÓ GIÁM ĐỐC",
    "KT. TRƯỞNG PHÒNG / PHÓ TRƯỞNG PHÒNG",
    "KT. BỘ TRƯỞNG / THỨ TRƯỞNG",
    "KT. HIỆU TRƯỞNG / PHÓ HIỆU TRƯỞNG",
    "Q. GIÁM ĐỐC",
    "QUYỀN GIÁM ĐỐC",
    "TM. THƯỜNG TRỰC HỘI ĐỒNG NHÂN DÂN / CHỦ TỊCH",
    "TM. BAN CHỈ ĐẠO / TRƯỞNG BAN",
    "TỔNG GIÁM ĐỐC",
)
WRONG = (
    ("T/M ỦY BAN NHÂN DÂN / CHỦ TỊCH", 0),
    ("TM: ỦY BAN NHÂN DÂN / CHỦ TỊCH", 0),
    ("TM ỦY BAN NHÂN DÂN / CHỦ TỊCH", 0),
    ("K/T CHỦ TỊCH / PHÓ CHỦ TỊCH", 0),
    ("T/L CHỦ TỊCH / CHÁNH VĂN PHÒNG", 0),
    ("KT.CHỦ TỊCH / PHÓ CHỦ TỊCH", 0),
    ("TM. CHỦ TỊCH / PHÓ CHỦ TỊCH", 0),
    ("KT. ỦY BAN NHÂN DÂN / PHÓ CHỦ TỊCH", 0),
    ("TL. SỞ NỘI VỤ / CHÁNH VĂN PHÒNG", 0),
    ("KT. CHỦ TỊCH / CHÁNH VĂN PHÒNG", 0),
    ("KT. CHỦ TỊCH", 0),
    ("TL. CHỦ TỊCH / PHÓ CHỦ TỊCH", 0),
    ("TUQ. CHỦ TỊCH", 0),
    ("KT. CHỦ TỊCH / TM. ỦY BAN NHÂN DÂN", 1),
)


def wrong(lines: str) -> list[int]:
    return [at for at, _expected, _found in grammar(lines.split(" / "))]


@pytest.mark.parametrize("lines", SOUND)
def test_an_order_that_the_decree_has_passes(lines):
    assert wrong(lines) == []


@pytest.mark.parametrize(("lines", "at"), WRONG)
def test_an_order_that_it_has_not_is_named(lines, at):
    assert at in wrong(lines)
