"""What a paragraph tells: figures, times and names of units, and what is none of them."""

from __future__ import annotations

import pytest

from cccc.documents.verify.statements import NameForms, meaning, told
from cccc.documents.word.paragraphs import Control, Paragraph
from cccc.model.paper import Key
from cccc.model.units import Unit
from cccc.problems import Location

HERE = Location("units.yaml", 1, 1)


def unit(name, official, head):
    return Unit(name.lower(), name, "g", official, head, name, coordinate=False, location=HERE)


NAMES = NameForms(
    [
        unit("Xã Hà Kỳ", "UBND xã Hà Kỳ", "Chủ tịch UBND xã Hà Kỳ"),
        unit("Xã Tân Kỳ", "UBND xã Tân Kỳ", "Chủ tịch UBND xã Tân Kỳ"),
        unit("Phòng Nội vụ", "Phòng Nội vụ huyện", "Trưởng phòng Nội vụ huyện"),
    ]
)


def told_by(text):
    return [(one.kind, one.text, *sorted(one.units)) for one in told(Paragraph(1, text), NAMES)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("đạt 97,67%, tăng 0,54 điểm", [("figure", "97,67%"), ("figure", "0,54")]),
        ("trong tháng 8/2023, từ ngày 01/4/2023 đến ngày 31/8/2023 đạt 12,5 %", [("figure", "12,5 %")]),
        ("2.1. Về thanh toán: 04 UBND xã", [("figure", "04")]),
        ("Kế hoạch số 45/KH-UBND ngày 10 tháng 01 năm 2023", []),
        ("trong 8 tháng đầu năm 2023 có 1.234 hồ sơ", [("figure", "1.234")]),
        ("đạt 50% (02/04 hồ sơ)", [("figure", "50%"), ("figure", "02"), ("figure", "04")]),
        ("Phê bình lần thứ ba", [("time", "ba")]),
        ("phê bình lần 3", [("time", "3")]),
        ("họp 2 lần", [("figure", "2")]),
        ("UBND xã Hà Kỳ", [("name", "UBND xã Hà Kỳ", "xã hà kỳ")]),
        ("Ủy ban nhân dân xã Hà Kỳ", [("name", "Ủy ban nhân dân xã Hà Kỳ", "xã hà kỳ")]),
        ("UBND các xã Hà Kỳ và Tân Kỳ", [("name", "xã Hà Kỳ", "xã hà kỳ"), ("name", "Tân Kỳ", "xã tân kỳ")]),
        ("UBND huyện, các xã, thị trấn", []),
        ("xã Hà Thanh", [("name", "xã Hà Thanh")]),
        ("UBND các xã Hà Kỳ, Hà Thanh", [("name", "xã Hà Kỳ", "xã hà kỳ"), ("name", "Hà Thanh")]),
        ("theo Phòng Nội vụ", [("name", "Phòng Nội vụ", "phòng nội vụ")]),
    ],
)
def test_what_a_paragraph_tells(text, expected):
    assert told_by(text) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [("97,67%", "97,67 %"), ("04", "4"), ("97,67%", "97,67 phần trăm"), ("1.234", "1234"), ("97.67%", "97,67%")],
)
def test_a_figure_is_the_same_however_it_is_written(one, other):
    assert meaning("figure", one) == meaning("figure", other)


@pytest.mark.parametrize(("one", "other"), [("97,67%", "97,76%"), ("100%", "10%"), ("100%", "100"), ("0,54", "54")])
def test_another_figure_is_another(one, other):
    assert meaning("figure", one) != meaning("figure", other)


def test_a_digit_typed_against_a_control_makes_another_figure():
    control = Control(Key("value", ("a",), ("i",), "period"), 5, 11)
    assert [one.text for one in told(Paragraph(1, "đạt 197,67%", (control,)), NAMES)] == ["197,67%"]
