"""A name in an export is a unit's or nobody's: every sloppy spelling of one name, no two names confused, codes before names."""

import unicodedata
from dataclasses import replace
from datetime import date

import pytest
from export_tables import AUGUST, COUNTS, alias, layout, read, roster, told, unit
from hypothesis import given, settings
from hypothesis import strategies as st

from cccc import messages
from cccc.exports.unit_names import Match, Matched, Names, key
from cccc.model.units import Code
from cccc.periods import parse_label


@pytest.fixture(autouse=True)
def _english():
    messages.use("en")


def coded(name, *codes, **rest):
    made = tuple(code if isinstance(code, Code) else Code(code) for code in codes)
    return replace(unit(name, **rest), codes=made)


def names(*units):
    return Names(roster(*units))


def matched(found):
    return f"{found.unit.id} {found.how.name}" if isinstance(found, Match) else "nobody"


# --- one name --------------------------------------------------------------------------------------------------------

PROVINCE = names(
    "Xã Hưng Đạo",
    "Xã Hoà Bình",
    "Phường Thủy Xuân",
    "Xã Quý Lộc",
    "Xã Ea H'Leo",
    "Xã Chân Mây - Lăng Cô",
    "Phường Hà Giang 1",
    "Phường 1",
    "Thị trấn Tứ Kỳ",
    "Phòng Tài chính - Kế hoạch",
    "Văn phòng HĐND&UBND",
    "Sở Văn hóa, Thể thao và Du lịch",
    unit("Phòng Kinh tế và Hạ tầng", aliases=[alias("P. KT-HT"), alias("Phòng KTHT", date(2023, 1, 1), date(2023, 6, 30))]),
)

SPELLED = [
    ("Xã Hưng Đạo", "xa-hung-dao NAME"),
    ("Xã Hưng Ðạo", "xa-hung-dao NAME"),
    ("xã hưng ðạo", "xa-hung-dao NAME"),
    ("Xã Hưng Ɖạo", "xa-hung-dao NAME"),
    ("XÃ HƯNG ĐẠO", "xa-hung-dao NAME"),
    ("Xã\u00a0Hưng\u2009Đạo\u200b", "xa-hung-dao NAME"),
    ("Xã  Hưng\u00ad Đạo ", "xa-hung-dao NAME"),
    ("\u202aXã Hưng Đạo\u202c", "xa-hung-dao NAME"),
    ("Xã Hưng\nĐạo", "xa-hung-dao NAME"),
    ("- Xã Hưng Đạo", "xa-hung-dao NAME"),
    ("– Xã Hưng Đạo", "xa-hung-dao NAME"),
    ("-Xã Hưng Đạo", "xa-hung-dao NAME"),
    ("+ Xã Hưng Đạo:", "xa-hung-dao NAME"),
    ("12. Xã Hưng Đạo", "xa-hung-dao NAME"),
    ("1.2) Xã Hưng Đạo", "xa-hung-dao NAME"),
    ("Xã Hưng Đạo (*)", "xa-hung-dao NAME"),
    ("UBND xã Hưng Đạo", "xa-hung-dao NAME"),
    ("Ubnd Xã Hưng Đạo", "xa-hung-dao NAME"),
    ("Ủy ban nhân dân xã Hưng Đạo", "xa-hung-dao NAME"),
    ("Uỷ ban nhân dân xã Hưng Đạo", "xa-hung-dao NAME"),
    ("ỦY BAN NHÂN DÂN XÃ HƯNG ĐẠO", "xa-hung-dao NAME"),
    ("Hưng Đạo", "xa-hung-dao BARE"),
    ("UBND Hưng Đạo", "xa-hung-dao BARE"),
    ("HƯNG ĐẠO", "xa-hung-dao BARE"),
    ("Xã Hòa Bình", "xa-hoa-binh NAME"),
    ("Hòa Bình", "xa-hoa-binh BARE"),
    ("Phường Thuỷ Xuân", "phuong-thuy-xuan NAME"),
    ("Xã Quý Lộc", "xa-quy-loc NAME"),
    ("Xã Qúy Lộc", "xa-quy-loc NAME"),
    ("Xã Ea H’Leo", "xa-ea-h-leo NAME"),
    ("Xã Ea HʼLeo", "xa-ea-h-leo NAME"),
    ("Xã Ea H`Leo", "xa-ea-h-leo NAME"),
    ("Xã Ea H´Leo", "xa-ea-h-leo NAME"),
    ("Ea H'leo", "xa-ea-h-leo BARE"),
    ("Xã Chân Mây–Lăng Cô", "xa-chan-may-lang-co NAME"),
    ("Xã Chân Mây Lăng Cô", "xa-chan-may-lang-co NAME"),
    ("Phường Hà Giang 1", "phuong-ha-giang-1 NAME"),
    ("Hà Giang 1", "phuong-ha-giang-1 BARE"),
    ("Phường 1", "phuong-1 NAME"),
    ("UBND Phường 1", "phuong-1 NAME"),
    ("Tứ Kỳ", "thi-tran-tu-ky BARE"),
    ("Phòng Tài chính–Kế hoạch", "phong-tai-chinh-ke-hoach NAME"),
    ("Phòng Tài chính Kế hoạch", "phong-tai-chinh-ke-hoach NAME"),
    ("Phòng Tài chính \u2011 Kế hoạch huyện", "phong-tai-chinh-ke-hoach OFFICIAL"),
    ("Văn phòng HĐND & UBND", "van-phong-hdnd-ubnd NAME"),
    ("Văn phòng HĐND và UBND", "van-phong-hdnd-ubnd NAME"),
    ("Sở Văn hóa,Thể thao và Du lịch", "so-van-hoa-the-thao-va-du-lich NAME"),
    ("Sở Văn hoá Thể thao và Du lịch", "so-van-hoa-the-thao-va-du-lich NAME"),
    ("P.KT-HT", "phong-kinh-te-va-ha-tang ALIAS"),
    ("P. KT – HT", "phong-kinh-te-va-ha-tang ALIAS"),
]


@pytest.mark.parametrize(("text", "expected"), SPELLED)
def test_spellings_of_a_name_are_matched_and_told_how(text, expected):
    assert matched(PROVINCE.match(text, AUGUST)) == expected
    assert matched(PROVINCE.match(unicodedata.normalize("NFD", text), AUGUST)) == expected


STRANGERS = [
    "",
    "-",
    "1",
    "1.",
    "Xã",
    "UBND",
    "Kinh tế và Hạ tầng",  # a bare name is a locality's
    "Nội vụ",
    "P. TC-KH",
    "TT Tứ Kỳ",
    "TT. Tứ Kỳ",
    "P. Thủy Xuân",
    "Phường Hưng Đạo",
    "Thị xã Tứ Kỳ",
    "Phòng KTHT",  # until June alone
    "Xã Hung Dao",
    "Xã H?ng Đ?o",
    "Hưng Đạo Vương",
    "Phường Hà Giang 2",
    "Phường Hà Giang",
    "Trung tâm Phục vụ hành chính công xã Hưng Đạo",
]


@pytest.mark.parametrize("text", STRANGERS)
def test_what_is_not_the_name_is_nobody_s(text):
    assert matched(PROVINCE.match(text, AUGUST)) == "nobody"


def test_an_alias_counts_within_its_dates():
    assert matched(PROVINCE.match("Phòng KTHT", parse_label("2023-06"))) == "phong-kinh-te-va-ha-tang ALIAS"
    assert "was not valid in this period" in str(PROVINCE.match("Phòng KTHT", AUGUST))


TWINS = [
    ("Xã Tân Thành", "Xã Tân Thạnh"),
    ("Xã Văn Lang", "Xã Văn Lăng"),
    ("Xã Cẩm Giang", "Xã Cẩm Giàng"),
    ("Xã Sơn Hà", "Xã Sơn Hạ"),
    ("Xã Ba Tô", "Xã Ba Tơ"),
    ("Phường Thanh An", "Phường Thạnh An"),
    ("Xã Mỹ Kỳ", "Xã Mỹ Kì"),
]


@pytest.mark.parametrize("pair", TWINS)
def test_twins_but_for_accents_are_never_confused_in_any_form(pair):
    found = names(*(unit(name, unit_id=f"u{number}") for number, name in enumerate(pair)))
    for number, name in enumerate(pair):
        bare = name.partition(" ")[2]
        for text in (name, name.upper(), f"UBND {name}", bare, unicodedata.normalize("NFD", bare)):
            assert found.unit(text, AUGUST).id == f"u{number}"


WORDS = "Hà Hạ Kỳ Kì Tân Tấn Thành Thạnh Hoà Hòa Thủy Thuỷ Quý Đạo Đào Ea H'Leo 1 2 Lăng Lang"
SYLLABLES = st.sampled_from(WORDS.split())
UNITS = st.lists(
    st.builds(
        lambda kind, words: " ".join([kind, *words]),
        st.sampled_from(["Xã", "Phường", "Phòng"]),
        st.lists(SYLLABLES, min_size=1, max_size=3),
    ),
    min_size=1,
    max_size=12,
    unique_by=key,
)


@given(UNITS, st.data())
@settings(deadline=None)
def test_a_random_roster_names_itself_and_nobody_else(texts, data):
    found = Names(roster(*(unit(name, unit_id=f"u{number}") for number, name in enumerate(texts))))
    for number, name in enumerate(texts):
        spelled = data.draw(st.sampled_from([name, name.upper(), f" -  UBND {name}\u00a0", unicodedata.normalize("NFD", name)]))
        assert found.unit(spelled, AUGUST).id == f"u{number}"
        bare = found.match(name.partition(" ")[2], AUGUST)
        assert not isinstance(bare, Match) or bare.how is Matched.BARE


# --- a bare name -----------------------------------------------------------------------------------------------------


def test_a_bare_name_of_two_units_is_refused_and_both_are_named():
    found = names("Thị trấn Tứ Kỳ", "Xã Tứ Kỳ")
    assert str(found.unit("Tứ Kỳ", AUGUST)) == (
        "“Tứ Kỳ” fits several units: thi-tran-tu-ky, xa-tu-ky; "
        "write the full name, or give the units file dates that tell them apart"
    )
    assert found.unit("UBND thị trấn Tứ Kỳ", AUGUST).id == "thi-tran-tu-ky"


def test_a_bare_name_of_two_units_at_different_times_is_that_of_the_time():
    found = names(unit("Xã Tứ Kỳ", end=date(2025, 6, 30)), unit("Phường Tứ Kỳ", start=date(2025, 7, 1)))
    assert matched(found.match("Tứ Kỳ", AUGUST)) == "xa-tu-ky BARE"
    assert matched(found.match("Tứ Kỳ", parse_label("2025-08"))) == "phuong-tu-ky BARE"


def test_a_bare_name_is_weaker_than_any_name_that_was_given():
    found = names("Xã Hà Kỳ", unit("Phòng Tư pháp", aliases=[alias("Hà Kỳ")]))
    assert matched(found.match("Hà Kỳ", AUGUST)) == "phong-tu-phap ALIAS"
    assert matched(found.match("Xã Hà Kỳ", AUGUST)) == "xa-ha-ky NAME"


def test_a_title_names_units_in_full_alone():
    found = names("Thị trấn Tứ Kỳ", "Xã Hà Kỳ")
    assert [one.id for one in found.inside("Kết quả của UBND xã Hà Kỳ, huyện Tứ Kỳ tháng 8", AUGUST)] == ["xa-ha-ky"]


# --- codes -----------------------------------------------------------------------------------------------------------

CODED = names(
    coded("Xã Hà Kỳ", "H40.12", "000.00.12.H40"),
    coded("Xã Tân Kỳ", Code("H40.13", end=date(2025, 6, 30)), Code("H40.77", start=date(2025, 7, 1))),
    coded("Xã Hưng Đạo", Code("H40.13", start=date(2025, 7, 1))),
    "Xã Hòa Bình",
)


@pytest.mark.parametrize(
    ("text", "code", "label", "expected"),
    [
        ("Xã Hà Kỳ", "H40.12", "2023-08", "xa-ha-ky CODE"),
        ("Hà Kì", "H40.12", "2023-08", "xa-ha-ky CODE"),
        ("", " h40.12 ", "2023-08", "xa-ha-ky CODE"),
        ("x· Hµ Kú", "000.00.12.H40", "2023-08", "xa-ha-ky CODE"),
        ("Xã Hà Kỳ", "", "2023-08", "xa-ha-ky NAME"),
        ("Xã Hòa Bình", "H99.99", "2023-08", "xa-hoa-binh NAME"),
        ("Hòa Bình", "-", "2023-08", "xa-hoa-binh BARE"),
        ("Tân Kì", "H40.13", "2025-06", "xa-tan-ky CODE"),
        ("Hưng Đạo 1", "H40.13", "2025-08", "xa-hung-dao CODE"),
        ("Xã Tân Kỳ", "H40.77", "2025-06", "xa-tan-ky NAME"),
        ("Xã Hà Kỳ", "H40.13", "2023-08", "nobody"),
        ("Hà Kỳ", "H40.13", "2023-08", "nobody"),
        ("Xã Hòa Bình", "H40.12", "2023-08", "nobody"),
        ("Ấp 3", "H99.99", "2023-08", "nobody"),
        ("", "H99.99", "2023-08", "nobody"),
    ],
)
def test_a_code_decides_where_it_is_known(text, code, label, expected):
    assert matched(CODED.match(text, parse_label(label), code)) == expected


def test_a_code_and_a_name_of_two_units_are_refused_and_both_are_named():
    assert str(CODED.unit("Xã Hà Kỳ", AUGUST, "H40.13")) == (
        "“Xã Hà Kỳ” is xa-ha-ky, but the code H40.13 beside it is that of xa-tan-ky; correct one of the two, or the units file"
    )


def test_a_code_tells_which_of_two_bare_names_is_meant():
    found = names(coded("Thị trấn Tứ Kỳ", "H1"), coded("Xã Tứ Kỳ", "H2"))
    assert found.unit("Tứ Kỳ", AUGUST, "H2").id == "xa-tu-ky"


BY_CODE = replace(COUNTS, code=("Mã định danh",))
ROSTER = roster(coded("Xã Hà Kỳ", "H40.12"), coded("Xã Tân Kỳ", "H40.13"), "Xã Hòa Bình")
SHEET = """
Kết quả tháng 8/2023
STT | Mã định danh | Đơn vị     | Tổng số | Trực tuyến
1   | H40.12       | Hà Kì      | 10      | 5
2   | H40.13       |            | 20      | 6
3   |              | Hòa Bình   | 30      | 7
    |              | Tổng cộng  | 60      | 18
"""


def test_a_table_with_a_column_of_codes_is_read_by_them():
    reading, problems = read(SHEET, BY_CODE, a_roster=ROSTER)
    assert told(problems) == []
    assert {(o.unit, o.about): o.value for o in reading.observations if o.unit} == {
        ("xa-ha-ky", "total"): 10,
        ("xa-ha-ky", "online"): 5,
        ("xa-tan-ky", "total"): 20,
        ("xa-tan-ky", "online"): 6,
        ("xa-hoa-binh", "total"): 30,
        ("xa-hoa-binh", "online"): 7,
    }


def test_a_table_without_the_column_of_codes_is_read_by_name():
    sheet = "Kết quả tháng 8/2023\nĐơn vị | Tổng số | Trực tuyến\nXã Hà Kỳ | 10 | 5\nXã Tân Kỳ | 20 | 6\nXã Hòa Bình | 1 | 1"
    assert told(read(sheet, BY_CODE, a_roster=ROSTER)[1]) == []


def test_a_code_that_is_another_unit_s_is_told_at_the_name():
    problems = read(SHEET.replace("Hà Kì ", "Xã Hòa Bình"), BY_CODE, a_roster=ROSTER)[1]
    assert told(problems) == ["unknown-unit C3"]
    assert "that of xa-ha-ky" in str(problems[0].message)


def test_without_a_code_in_the_layout_the_codes_are_no_names():
    assert told(read(SHEET, COUNTS, a_roster=ROSTER)[1]) == ["unknown-unit C3", "unknown-unit B4"]


# --- what is said ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "Xã Hà Kì",
            (
                "no unit is called “Xã Hà Kì” (nearest: Xã Hà Kỳ, Xã Hà Thanh); correct the name, "
                'or confirm the unit that is meant: cccc units alias "Xã Hà Kì" ID'
            ),
        ),
        (
            "- Hà Kì",
            (
                "no unit is called “- Hà Kì” (nearest: Xã Hà Kỳ); correct the name, "
                'or confirm the unit that is meant: cccc units alias "Hà Kì" xa-ha-ky'
            ),
        ),
        ("Zzz", "no unit is called “Zzz”, and none is alike; add it to the units file as an alias or a unit"),
        (
            "x· Hµ Kú",
            (
                "“x· Hµ Kú” names no unit as it stands (it would read “xã Hà Kỳ”): it is written in the old coding "
                "TCVN3 (ABC); convert the file to Unicode (UniKey: Ctrl+Shift+F6), or export it again"
            ),
        ),
        (
            "xaõ Haø Kyø",
            (
                "“xaõ Haø Kyø” names no unit as it stands (it would read “xã Hà Kỳ”): it is written in the old coding VNI; "
                "convert the file to Unicode (UniKey: Ctrl+Shift+F6), or export it again"
            ),
        ),
        (
            "X? H? K?",
            (
                "“X? H? K?” names no unit as it stands: its letters were lost as “?” when the file was saved; "
                "export again, as .xlsx or as UTF-8"
            ),
        ),
    ],
)
def test_a_stranger_is_told_with_the_way_out(text, said):
    found = names("Xã Hà Kỳ", "Xã Hà Thanh", unit("Xã Hà Kỹ", unit_id="old", end=date(2022, 12, 31)))
    assert str(found.unit(text, AUGUST)) == said


def test_a_name_in_an_old_coding_is_told_at_its_cell_as_it_is_stored():
    sheet = "Kết quả tháng 8/2023\nĐơn vị | Tổng số | Trực tuyến\nX· H­ng §¹o | 10 | 5\nXã Tân Kỳ | 20 | 6"
    problems = read(sheet, COUNTS, a_roster=roster("Xã Hưng Đạo", "Xã Tân Kỳ"))[1]
    assert told(problems) == ["unknown-unit A3"]
    assert "it would read “Xã Hưng Đạo”" in str(problems[0].message)


def test_headings_in_an_old_coding_are_told_with_the_way_out():
    sheet = "§¬n vÞ | Tæng sè | Trùc tuyÕn\nX· H­ng §¹o | 10 | 5\nX· T©n Kú | 20 | 6"
    problems = read(sheet, layout({"total": "Tổng số"}))[1]
    assert told(problems) == ["no-layout"]
    assert str(problems[0].message).startswith(
        "no layout fits the headings of this sheet: it is written in the old coding TCVN3 (ABC); convert the file to Unicode"
    )
