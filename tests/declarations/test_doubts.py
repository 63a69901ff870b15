"""What `cccc check` doubts though nothing stops at it: lines above a signature, numbers and days of plans, districts."""

from pathlib import Path

import pytest

from cccc.model.offices import is_abolished, is_collective


@pytest.mark.parametrize(
    ("name", "collective"),
    [
        ("ỦY BAN NHÂN DÂN HUYỆN TỨ KỲ", True),
        ("BAN CHỈ ĐẠO CHUYỂN ĐỔI SỐ", True),
        ("SỞ NỘI VỤ", False),
        ("PHÒNG NỘI VỤ", False),
    ],
)
def test_some_offices_decide_as_a_collective(name, collective):
    assert is_collective(name) is collective


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ("[CHỦ TỊCH]", []),
        ("[TM. ỦY BAN NHÂN DÂN, KT. CHỦ TỊCH, PHÓ CHỦ TỊCH]", []),
        ("[TL. CHỦ TỊCH, TRƯỞNG PHÒNG NỘI VỤ]", []),
        ("[KT. CHỦ TỊCH, TRƯỞNG PHÒNG]", ["a deputy's post below “KT. CHỦ TỊCH”"]),
        ("[TL. CHỦ TỊCH]", ["another post below “TL. CHỦ TỊCH”"]),
        ("[CHỦ TỊCH, TM. ỦY BAN NHÂN DÂN]", ["TM. on the first line"]),
    ],
)
def test_who_signs_for_whom_is_written_as_the_decree_wants(tu_ky, cccc, lines, told):
    assert _checked(cccc, "lines: [CHỦ TỊCH]", f"lines: {lines}") == told


def test_an_office_that_is_no_collective_signs_for_none(tu_ky, cccc):
    file = Path("cccc.yaml")
    file.write_text(
        file.read_text(encoding="utf-8")
        .replace("Ủy ban nhân dân huyện Tứ Kỳ", "Phòng Nội vụ")
        .replace("lines: [CHỦ TỊCH]", "lines: [TM. ỦY BAN NHÂN DÂN, CHỦ TỊCH]"),
        encoding="utf-8",
    )
    assert "TM. is signed for a collective body, and Phòng Nội vụ is none" in cccc("check", "--lang", "en").err


PLAN = """plan: a
title: Chỉ tiêu năm 2024
number: {}
issued: {}
issuer: UBND tỉnh Bắc Giang
applies: {{from: 2024-01-01, to: 2024-12-31}}
targets: [{{indicator: online_payment, at_least: 30%}}]
"""
NO_NUMBER, TOO_LATE, OTHER_YEAR = ("3:9", "document-number"), ("6:10", "document-date"), ("3:9", "document-date")


@pytest.mark.parametrize(
    ("number", "issued", "told"),
    [
        ("22/KH-UBND", "2024-02-05", []),
        ("Số 22/KH-UBND", "2023-12-29", []),
        ("05a/QĐ-UBND", "null", []),
        ("49-NQ/TU", "2024-12-31", []),
        ("45/2020/NĐ-CP", "2020-04-08", []),
        ("72/2025/QH15", "null", []),
        ("1220/UBND-NV", "null", []),
        ("null", "null", []),
        ("22", "null", [NO_NUMBER]),
        ("KH-UBND", "null", [NO_NUMBER]),
        ("22/KH UBND", "null", [NO_NUMBER]),
        ("…/KH-UBND", "null", [NO_NUMBER]),
        ("22/KH-UBND ngày 05/02/2024", "2025-01-01", [NO_NUMBER, TOO_LATE]),
        ("22/KH-UBND", "2025-01-01", [TOO_LATE]),
        ("45/2020/NĐ-CP", "2021-04-08", [OTHER_YEAR]),
    ],
)
def test_a_number_and_a_day_that_no_document_has_are_told(number, issued, told, tmp_path, cccc):
    file = tmp_path / "a.yaml"
    file.write_text(PLAN.format(number, issued), encoding="utf-8")
    done = cccc("check", file, "--lang", "en")
    places = [line.removeprefix(f"{file}:").partition(": warning[") for line in done.err.splitlines() if "warning[" in line]
    assert (done.status, [(place, rest.partition("]")[0]) for place, _, rest in places]) == (0, told)


@pytest.mark.parametrize(
    ("name", "gone"),
    [
        ("Ủy ban nhân dân huyện Tứ Kỳ", True),
        ("UBND Huyện Tứ Kỳ", True),
        ("UBND quận 1", True),
        ("UBND thị trấn Tứ Kỳ", True),
        ("Phòng Nội vụ huyện Tứ Kỳ", True),
        ("UBND thành phố Hải Dương", True),
        ("Ủy ban nhân dân thành phố Hồ Chí Minh", False),
        ("UBND Thành phố Hà Nội", False),
        ("UBND thành phố Huế", False),
        ("UBND xã Tứ Kỳ", False),
        ("UBND phường Thị Trấn", False),
        ("UBND đặc khu Vân Đồn", False),
        ("Sở Nội vụ", False),
    ],
)
def test_some_offices_are_of_a_level_that_is_gone(name, gone):
    assert is_abolished(name) is gone


def _checked(cccc, old, new):
    file = Path("cccc.yaml")
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")
    done = cccc("check", "--lang", "en")
    assert done.status == 0
    lines = [line for line in done.err.splitlines() if "[authority]" in line]
    return [line.partition("the decree wants ")[2].partition("; here stands")[0] for line in lines]
