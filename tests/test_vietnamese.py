"""Vietnamese text: which names are one name, how ids are made, and how figures and units are printed."""

import unicodedata
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cccc.declarations.shapes import percentage
from cccc.vietnamese import (
    clean,
    count_in_prose,
    decimal,
    fixed,
    fold,
    in_sentence,
    joined,
    lower_first,
    naming,
    nearest,
    nearest_folded,
    percent,
    rounded,
    slug,
    units_in_prose,
    upper_first,
)

NAMES = [
    "Thị trấn Tứ Kỳ",
    "Phòng Tài chính - Kế hoạch",
    "Phòng Lao động - Thương binh và Xã hội",
    "Xã Đại Hợp",
    "Xã Hoà Bình",
    "Phường Thuỷ Xuân",
    "Xã Ea H'Leo",
    "Xã Chân Mây - Lăng Cô",
    "Phường Móng Cái 2",
    "Xã Quảng Nghiệp",
    "UBND huyện Giồng Riềng",
]
ONE_NAME = [
    ("Xã Hoà Bình", "Xã Hòa Bình"),
    ("Phường Thuỷ Xuân", "phường Thủy Xuân"),
    ("Uỷ ban nhân dân", "Ủy ban nhân dân"),
    ("Khoẻ", "Khỏe"),
    ("Xã Đại Hợp", "Xã Ðại Hợp"),
    ("Xã Đại Hợp", "xã ðại hợp"),
    ("Xã Đại Hợp", "Xã Ɖại Hợp"),
    ("XÃ HÀ KỲ", "xã hà kỳ"),
    ("Xã Hà Kỳ", "  Xã\u00a0Hà \t Kỳ\u200b "),
    ("Xã Hà Kỳ", "Xã Hà\nKỳ"),
    ("Xã Hà Kỳ", "Xã\u2009Hà\u202fKỳ"),
    ("Phòng Tài chính - Kế hoạch", "Phòng Tài chính–Kế hoạch"),
    ("Phòng Tài chính - Kế hoạch", "Phòng Tài chính-Kế hoạch"),
    ("Phòng Tài chính - Kế hoạch", "Phòng Tài chính \u2014 Kế hoạch"),
    ("Xã Ea H'Leo", "Xã Ea H’Leo"),
    ("Xã Ea H'Leo", "Xã Ea HʼLeo"),
    ("Xã Ea H'Leo", "Xã Ea H`Leo"),
    ("Xã Ea H'Leo", "Xã Ea H´Leo"),
    ("Xã Ea H'Leo", "Xã Ea H′Leo"),
    ("Xã Hà Kỳ", "\u202aXã Hà\u200e Kỳ\u202c"),
    ("Xã Quý Lộc", "Xã Qúy Lộc"),
    ("Xã Tấn Hà", "Xã T\u0061\u0301\u0302n Hà"),
    ("quảng", "quang\u0309"),
]
TWO_NAMES = [
    ("Xã Tân Thành", "Xã Tân Thạnh"),
    ("Cẩm Giang", "Cẩm Giàng"),
    ("Văn Lang", "Văn Lăng"),
    ("Ba Tô", "Ba Tơ"),
    ("Sơn Hà", "Sơn Hạ"),
    ("Lộc Thành", "Lộc Thạnh"),
    ("Thanh An", "Thạnh An"),
    ("Đông Tiến", "Đồng Tiến"),
    ("Mỹ Tho", "Mỹ Thọ"),
    ("Xã Dai", "Xã Đai"),
    ("Móng Cái 1", "Móng Cái 2"),
    ("Kỳ", "Kì"),
]


@pytest.mark.parametrize(("first", "second"), ONE_NAME)
def test_spellings_of_one_name_compare_equal(first, second):
    assert fold(first) == fold(second)


@pytest.mark.parametrize(("first", "second"), TWO_NAMES)
def test_two_names_stay_apart_in_every_spelling(first, second):
    spellings = [
        {fold(unicodedata.normalize(form, text)) for form in ("NFC", "NFD") for text in (name, name.upper())}
        for name in (first, second)
    ]
    assert [len(found) for found in spellings] == [1, 1]
    assert spellings[0] != spellings[1]


@pytest.mark.parametrize("name", NAMES)
def test_the_unicode_form_never_counts(name):
    forms = {unicodedata.normalize(form, name) for form in ("NFC", "NFD", "NFKC", "NFKD")}
    assert {fold(form) for form in forms} == {fold(name)}
    assert {clean(form) for form in forms} == {name}


VIETNAMESE = st.text(
    st.sampled_from("aăâbcdđeêghiklmnoôơpqrstuưvxyAĂÂĐÔƯÐðoàòạặ\u0300\u0301\u0303\u0309\u0323\u0302 -–\u00a0\u200b'12")
)


@given(st.one_of(VIETNAMESE, st.text(st.characters(exclude_characters="\u0345"))))
@settings(deadline=None)
def test_folding_and_cleaning_twice_is_doing_it_once(text):
    assert clean(clean(text)) == clean(text)
    assert fold(fold(text)) == fold(text)
    assert fold(clean(text)) == fold(text)


@given(st.text(), st.text(max_size=3))
@settings(deadline=None)
def test_an_id_is_of_ascii_letters_digits_and_single_hyphens(text, more):
    made = slug(text + more)
    assert set(made) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert made == made.strip("-")
    assert "--" not in made
    assert slug(made) == made


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("Thị trấn Tứ Kỳ", "thi-tran-tu-ky"),
        ("Phòng Tài chính - Kế hoạch", "phong-tai-chinh-ke-hoach"),
        ("Xã Đại Hợp", "xa-dai-hop"),
        ("Xã Ðại Hợp", "xa-dai-hop"),
        ("Văn phòng HĐND&UBND", "van-phong-hdnd-ubnd"),
        ("Xã Ea H'Leo", "xa-ea-h-leo"),
        ("Phường 1", "phuong-1"),
        (" - ", ""),
    ],
)
def test_the_id_of_a_name(name, made):
    assert slug(name) == made
    assert slug(unicodedata.normalize("NFD", name)) == made


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        (Fraction("97.67"), "97,67%"),
        (Fraction("80.2"), "80,2%"),
        (Fraction(100), "100%"),
        (Fraction(0), "0%"),
        (Fraction("96.145"), "96,15%"),
        (Fraction("96.144999"), "96,14%"),
        (Fraction(56000, 1979), "28,3%"),
        (Fraction(200, 3), "66,67%"),
        (Fraction("0.005"), "0,01%"),
        (Fraction("0.004"), "0%"),
        (Fraction("-0.004"), "0%"),
        (Fraction("-0.005"), "-0,01%"),
        (Fraction("-2.5"), "-2,5%"),
        (Fraction("1234.5"), "1234,5%"),
        (10, "10%"),
    ],
)
def test_a_percentage_is_printed_half_up_with_a_comma_and_no_trailing_zeros(value, printed):
    assert percent(value) == printed


@given(st.integers(0, 99_999_999))
@settings(deadline=None)
def test_a_percentage_of_two_decimals_is_read_as_it_was_printed(hundredths):
    assert percentage(percent(Fraction(hundredths, 100))) == Fraction(hundredths, 100)


@given(st.fractions(-1000, 1000), st.integers(0, 40))
@settings(deadline=None)
def test_a_rounded_value_lies_half_a_last_digit_away_at_most(value, decimals):
    half = Fraction(1, 2 * 10**decimals)
    assert abs(Fraction(rounded(value, decimals)) - value) <= half
    if value >= 0:
        assert Fraction(rounded(value, decimals)) - value > -half


def test_rounding_is_exact_to_any_number_of_digits():
    value = 60 - Fraction(1, 10**35)
    assert Fraction(rounded(value, 35)) == value
    assert decimal(value, 35) == "59," + "9" * 35
    assert fixed(Fraction(10**40) + Fraction(1, 2), 1) == "1" + "0" * 40 + ".5"


@pytest.mark.parametrize(
    ("value", "machine"), [(Fraction(56000, 1979), "28.297120"), (Fraction(30), "30.000000"), (Fraction("-0.5"), "-0.500000")]
)
def test_machines_read_six_decimals_and_a_point(value, machine):
    assert fixed(value, 6) == machine


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("Xã Hà Kỳ", "xã Hà Kỳ"),
        ("UBND xã", "UBND xã"),
        ("Đặc khu", "đặc khu"),
        ("A", "a"),
        ("", ""),
        ("Sở Nội vụ", "sở Nội vụ"),
    ],
)
def test_an_abbreviation_keeps_its_capitals_inside_a_sentence(text, inside):
    assert lower_first(text) == inside


def test_a_sentence_opens_with_a_capital():
    assert [upper_first(text) for text in ("đạt", "UBND", "")] == ["Đạt", "UBND", ""]


def test_a_type_before_a_number_keeps_its_capital():
    assert [in_sentence(name) for name in ("Phường 1", "Phường Móng Cái 2", "Thị trấn Tứ Kỳ")] == [
        "Phường 1",
        "phường Móng Cái 2",
        "thị trấn Tứ Kỳ",
    ]


@pytest.mark.parametrize(("parts", "text"), [([], ""), (["A"], "A"), (["A", "B"], "A và B"), (["A", "B", "C"], "A, B và C")])
def test_the_last_of_a_list_follows_an_and_without_comma(parts, text):
    assert joined(parts) == text


def named(names):
    """Units by name: an administrative unit stands behind UBND, an agency by its own name."""
    types = ("Xã", "Phường", "Thị trấn", "Đặc khu")
    return [naming(name, f"UBND {in_sentence(name)}" if name.startswith(types) else name) for name in names.split("; ") if name]


@pytest.mark.parametrize(
    ("units", "prose"),
    [
        ("", ""),
        ("Xã Hà Kỳ", "UBND xã Hà Kỳ"),
        ("Xã Hà Kỳ; Xã Tân Kỳ", "UBND các xã Hà Kỳ và Tân Kỳ"),
        ("Xã Cộng Lạc; Xã Hà Kỳ; Xã Tái Sơn; Xã Tân Kỳ", "UBND các xã Cộng Lạc, Hà Kỳ, Tái Sơn và Tân Kỳ"),
        ("Phường A; Phường B; Xã C; Xã D", "UBND các phường A, B; UBND các xã C, D"),
        ("Phường A; Xã C; Phường B; Xã D", "UBND các phường A, B; UBND các xã C, D"),
        ("Thị trấn Tứ Kỳ; Xã Hà Kỳ", "UBND thị trấn Tứ Kỳ và UBND xã Hà Kỳ"),
        ("Thị trấn Tứ Kỳ; Xã Hà Kỳ; Xã Tân Kỳ", "UBND thị trấn Tứ Kỳ; UBND các xã Hà Kỳ, Tân Kỳ"),
        ("Phường 1; Phường 2", "UBND Phường 1 và UBND Phường 2"),
        ("Phòng Nội vụ; Phòng Tư pháp", "Phòng Nội vụ và Phòng Tư pháp"),
        ("Phòng Nội vụ; Phòng Tư pháp; Phòng Y tế", "Phòng Nội vụ, Phòng Tư pháp và Phòng Y tế"),
        ("Phòng Nội vụ; Phòng Văn hóa và Thông tin", "Phòng Nội vụ; Phòng Văn hóa và Thông tin"),
        ("Sở Văn hóa, Thể thao và Du lịch; Sở Nội vụ", "Sở Văn hóa, Thể thao và Du lịch; Sở Nội vụ"),
        ("Phòng Nội vụ; Xã A; Xã B", "Phòng Nội vụ; UBND các xã A và B"),
    ],
)
def test_units_are_listed_with_their_type_once(units, prose):
    assert units_in_prose(named(units)) == prose


def test_a_form_of_the_roster_s_own_is_never_taken_apart():
    own = naming("Xã Điện Biên Phủ", "Ủy ban Xã Điện Biên Phủ")
    assert units_in_prose([own, *named("Xã A; Xã B")]) == "Ủy ban Xã Điện Biên Phủ; UBND các xã A và B"


@pytest.mark.parametrize(
    ("units", "prose"),
    [
        ("Xã A; Xã B; Xã C", "03 UBND xã"),
        ("; ".join(f"Xã {n}a" for n in range(12)), "12 UBND xã"),
        ("Thị trấn Tứ Kỳ; Xã A; Xã B; Xã C; Xã D", "05 UBND xã, thị trấn"),
        ("Phường A; Đặc khu B; Xã C", "03 UBND xã, phường, đặc khu"),
        ("Phòng Nội vụ; Phòng Tư pháp", "02 cơ quan, đơn vị"),
        ("Phòng Nội vụ; Xã A", "02 cơ quan, đơn vị"),
        ("Xã A", "01 UBND xã"),
    ],
)
def test_units_are_counted_by_kind_with_a_zero_below_ten(units, prose):
    assert count_in_prose(named(units)) == prose


def test_the_nearest_names_come_first_and_strangers_never():
    assert nearest("Xã Hà Kì", ["Phòng Nội vụ", "Xã Hà Thanh", "Xã Hà Kỳ"])[0] == "Xã Hà Kỳ"
    assert nearest("at_lest", ["at_least", "at_most", "indicator"], most=1) == ["at_least"]
    assert nearest("zzz", ["Xã Hà Kỳ"]) == []
    assert nearest("Xã Hà Kỳ", []) == []
    assert len(nearest("Xã A", [f"Xã A{n}" for n in range(9)])) == 3


def test_the_nearest_keys_are_told_by_their_names():
    names = {"xa-ha-ky": fold("Xã Hà Kỳ"), "xa-ha-thanh": fold("Xã Hà Thanh"), "phong-noi-vu": fold("Phòng Nội vụ")}
    assert nearest_folded(fold("xã hà kì"), names) == ["xa-ha-ky", "xa-ha-thanh"]


@given(st.text(), st.lists(st.text(), max_size=5))
@settings(deadline=None, max_examples=50)
def test_what_is_near_is_one_of_the_candidates(text, candidates):
    assert set(nearest(text, candidates)) <= set(candidates)
