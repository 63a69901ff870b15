"""What `cccc check` doubts though nothing stops at it: lines above a signature, and units of a district after 1 July 2025."""

from pathlib import Path

import pytest

from cccc.authorities import is_collective


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


def _checked(cccc, old, new):
    file = Path("cccc.yaml")
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")
    done = cccc("check", "--lang", "en")
    assert done.status == 0
    lines = [line for line in done.err.splitlines() if "[authority]" in line]
    return [line.partition("the decree wants ")[2].partition("; here stands")[0] for line in lines]
