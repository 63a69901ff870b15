import pytest

from cccc.documents.write.widths import Face, lines, width

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
HO_CHI_MINH = "Thành phố Hồ Chí Minh, ngày 29 tháng 12 năm 2026"
BOLD, ITALIC = {"bold": True}, {"italic": True}


@pytest.mark.parametrize(
    ("text", "half_points", "cut", "twips"),
    [
        (NATION, 24, BOLD, 5002),
        (NATION, 26, BOLD, 5418),
        (MOTTO, 26, BOLD, 3182),
        (MOTTO, 28, BOLD, 3424),
        ("ỦY BAN NHÂN DÂN", 24, BOLD, 2258),
        ("ỦY BAN NHÂN DÂN", 26, BOLD, 2444),
        ("TM. ỦY BAN NHÂN DÂN", 28, BOLD, 3224),
        ("VĂN PHÒNG HĐND VÀ UBND", 26, BOLD, 3650),
        ("SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG", 26, BOLD, 4558),
        (HO_CHI_MINH, 26, ITALIC, 5594),
        (HO_CHI_MINH, 28, ITALIC, 6026),
        ("Kính gửi", 26, {}, 927),
        ("Kính gửi", 28, {}, 999),
    ],
)
def test_widths_are_those_measured_for_the_specification(text, half_points, cut, twips):
    assert width(text, Face(half_points, **cut)) == pytest.approx(twips, rel=0.003)


def test_marks_add_no_width_and_horns_do():
    face = Face(28)
    assert width("ẵ", face) == width("a", face)
    assert width("Ở", face) == width("Ơ", face) > 0
    assert width("ữ", face) > width("u", face)


def test_a_held_space_is_a_space():
    assert width("a\u00a0b", Face(28)) == width("a b", Face(28))


def test_a_letter_of_another_script_counts_as_a_full_em():
    assert width("字", Face(28)) == 280


def test_a_text_that_fits_stays_on_one_line():
    assert lines("SỞ NỘI VỤ", Face(26), 5000) == ["SỞ NỘI VỤ"]


def test_lines_are_as_few_and_then_as_even_as_can_be():
    assert lines("SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG", Face(26, bold=True), 3600) == ["SỞ NÔNG NGHIỆP", "VÀ MÔI TRƯỜNG"]


def test_a_phrase_is_kept_whole():
    text, face = "UBND THÀNH PHỐ HỒ CHÍ MINH", Face(24)
    assert lines(text, face, 3600) == ["UBND THÀNH", "PHỐ HỒ CHÍ MINH"]
    assert lines(text, face, 3600, ("THÀNH PHỐ",)) == ["UBND THÀNH PHỐ", "HỒ CHÍ MINH"]


@pytest.mark.parametrize("room", [-5, 0, 1, 500])
def test_a_word_wider_than_the_room_stands_alone(room):
    assert lines("  WWWWWWWW  WWWWWWWW ", Face(28), room) == ["WWWWWWWW", "WWWWWWWW"]


def test_no_text_has_no_lines():
    assert lines(" ", Face(28), 100) == []
