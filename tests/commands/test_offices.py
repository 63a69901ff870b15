"""Who signs: three levels of government until June 2025 and two since then, an office of its own for one kind of paper."""

import re
from pathlib import Path

import pytest

NAMES = "  name: Ủy ban nhân dân huyện Tứ Kỳ\n  parent: null\n  place: Tứ Kỳ\n"
TU_KY = "lines: [CHỦ TỊCH]"

# name, parent; the lines above the signature; who speaks; whose total; the letterhead
OFFICES = {
    "xã": ("Ủy ban nhân dân xã Tứ Kỳ", None, "CHỦ TỊCH", "Chủ tịch UBND xã Tứ Kỳ", "toàn xã", ["ỦY BAN NHÂN DÂN", "XÃ TỨ KỲ"]),
    "phường": (
        "Ủy ban nhân dân phường Hải Dương",
        None,
        "TM. ỦY BAN NHÂN DÂN, KT. CHỦ TỊCH, PHÓ CHỦ TỊCH",
        "UBND phường Hải Dương",
        "toàn phường",
        ["ỦY BAN NHÂN DÂN", "PHƯỜNG HẢI DƯƠNG"],
    ),
    "đặc khu": (
        "Ủy ban nhân dân đặc khu Vân Đồn",
        None,
        "Q. CHỦ TỊCH",
        "Quyền Chủ tịch UBND đặc khu Vân Đồn",
        "toàn đặc khu",
        ["ỦY BAN NHÂN DÂN", "ĐẶC KHU VÂN ĐỒN"],
    ),
    "thành phố": (
        "Ủy ban nhân dân thành phố Hải Phòng",
        None,
        "TM. ỦY BAN NHÂN DÂN, TL. CHỦ TỊCH, CHÁNH VĂN PHÒNG",
        "UBND thành phố Hải Phòng",
        "toàn thành phố",
        ["ỦY BAN NHÂN DÂN", "THÀNH PHỐ HẢI PHÒNG"],
    ),
    "sở": (
        "Sở Nội vụ",
        "Ủy ban nhân dân thành phố Hải Phòng",
        "KT. GIÁM ĐỐC, PHÓ GIÁM ĐỐC",
        "Giám đốc Sở Nội vụ",
        "các đơn vị",
        ["UBND THÀNH PHỐ HẢI PHÒNG", "SỞ NỘI VỤ"],
    ),
    "văn phòng": (
        "Văn phòng UBND tỉnh Lạng Sơn",
        "Ủy ban nhân dân tỉnh Lạng Sơn",
        "TUQ. CHÁNH VĂN PHÒNG, TRƯỞNG PHÒNG TỔNG HỢP",
        "Chánh Văn phòng UBND tỉnh Lạng Sơn",
        "toàn tỉnh",
        ["UBND TỈNH LẠNG SƠN", "VĂN PHÒNG UBND", "TỈNH LẠNG SƠN"],
    ),
}
OF_THE_PAST = {
    "huyện": (
        "Ủy ban nhân dân huyện Tứ Kỳ",
        None,
        "CHỦ TỊCH",
        "Chủ tịch UBND huyện Tứ Kỳ",
        "toàn huyện",
        ["ỦY BAN NHÂN DÂN", "HUYỆN TỨ KỲ"],
    ),
    "thị trấn": (
        "Ủy ban nhân dân thị trấn Tứ Kỳ",
        None,
        "CHỦ TỊCH",
        "Chủ tịch UBND thị trấn Tứ Kỳ",
        "toàn thị trấn",
        ["ỦY BAN NHÂN DÂN", "THỊ TRẤN TỨ KỲ"],
    ),
    "thị xã": (
        "Ủy ban nhân dân thị xã Kinh Môn",
        None,
        "TM. ỦY BAN NHÂN DÂN, CHỦ TỊCH",
        "UBND thị xã Kinh Môn",
        "toàn thị xã",
        ["ỦY BAN NHÂN DÂN", "THỊ XÃ KINH MÔN"],
    ),
    "thành phố thuộc tỉnh": (
        "Ủy ban nhân dân thành phố Hải Dương",
        None,
        "CHỦ TỊCH",
        "Chủ tịch UBND thành phố Hải Dương",
        "toàn thành phố",
        ["ỦY BAN NHÂN DÂN", "THÀNH PHỐ HẢI DƯƠNG"],
    ),
    "phòng": (
        "Phòng Nội vụ",
        "Ủy ban nhân dân huyện Tứ Kỳ",
        "KT. TRƯỞNG PHÒNG, PHÓ TRƯỞNG PHÒNG",
        "Trưởng phòng Nội vụ",
        "các đơn vị",
        ["UBND HUYỆN TỨ KỲ", "PHÒNG NỘI VỤ"],
    ),
}


@pytest.fixture
def office(tu_ky, cccc):
    """The example of Tứ Kỳ moved on by some years, as another office's."""

    def move(name, parent, lines, years=0):
        for path in [*tu_ky.glob("*.yaml"), *tu_ky.glob("statements/*")]:
            text = path.read_text(encoding="utf-8")
            text = text.replace(NAMES, f"  name: {name}\n  parent: {parent or 'null'}\n  place: Tứ Kỳ\n")
            text = text.replace(TU_KY, f"lines: [{lines}]")
            path.write_text(_later(text, years), encoding="utf-8")
        if years:
            (tu_ky / "statements/2023-08.yaml").rename(tu_ky / f"statements/{2023 + years}-08.yaml")
            plan = Path(__file__).parents[2] / "targets/hai-duong-2023.yaml"
            (tu_ky / "plan.yaml").write_text(_later(plan.read_text(encoding="utf-8"), years), encoding="utf-8")
            plans = f'"builtin:hai-duong-{2023 + years}", "builtin:tu-ky-{2023 + years}"'
            _edit(tu_ky / "cccc.yaml", plans, "plan.yaml")
            for path in (tu_ky / "inputs").glob("*.xlsx"):
                _move(path, years)
        exports = sorted(str(path.relative_to(tu_ky)) for path in (tu_ky / "inputs").glob("*.xlsx"))
        done = cccc("evaluate", *exports, "--period", f"{2023 + years}-08")
        assert done.status == 0, done.err

    return move


def _later(text, years):
    return re.sub(r"2023", str(2023 + years), text)


def _edit(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def _move(path, years):
    from openpyxl import load_workbook

    book = load_workbook(path)
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str):
                    cell.value = _later(cell.value, years)
        sheet.title = _later(sheet.title, years)
    book.save(path)


def read(name="letter.txt"):
    return Path(name).read_text(encoding="utf-8").splitlines()


def drafted(cccc, *arguments):
    text = cccc("letter", *arguments, "--format", "md", "--output", "letter.txt", "--lang", "en")
    assert text.status == 0, text.err
    word = cccc("letter", *arguments, "--output", "letter.docx", "--lang", "en")
    linted = cccc("lint", "letter.docx", "--lang", "en")
    assert (word.status, linted.status) == (0, 0), word.err + linted.out + linted.err
    return [line for line in text.err.splitlines() if "warning[" in line]


@pytest.mark.parametrize(("kind", "years"), [*((kind, 3) for kind in OFFICES), *((kind, 0) for kind in OF_THE_PAST)], ids=str)
def test_an_office_of_its_time_speaks_and_signs_as_it_is(kind, years, office, cccc):
    name, parent, lines, speaker, scope, letterhead = (OFFICES | OF_THE_PAST)[kind]
    office(name, parent, lines, years)
    assert drafted(cccc, "--date", f"{2023 + years}-09-15") == []
    text = read()
    assert text[: len(letterhead)] == letterhead
    assert text[-len(lines.split(", ")) :] == lines.split(", ")
    assert any(line.startswith(f"{speaker} biểu dương, nhắc nhở, phê bình") for line in text)
    assert any(f"tính chung {scope}:" in line for line in text)
    checked = cccc("check", "--lang", "en").err
    assert ("[authority]" in checked, "there is no office of the level" in checked) == (False, False)


@pytest.mark.parametrize("kind", OF_THE_PAST)
def test_an_office_that_is_gone_is_told(kind, office, cccc):
    name, parent, lines, *_ = OF_THE_PAST[kind]
    office(name, parent, lines, 3)
    told = f"since 1 July 2025 there is no office of the level of {name}, and it signs after that"
    found = [line for line in drafted(cccc) if told in line]
    assert [line.split(": ")[:2] for line in found] == [["cccc.yaml:2:9", "warning[level]"]]
    assert cccc("check", "--lang", "en").err.count(told) == 1


@pytest.mark.parametrize(("day", "times"), [("2025-06-30", 0), ("2025-07-01", 1)])
def test_what_counts_is_the_day_of_the_paper(day, times, office, cccc):
    name, parent, lines, *_ = OF_THE_PAST["huyện"]
    office(name, parent, lines)
    assert len([line for line in drafted(cccc, "--date", day) if "warning[level]" in line]) == times


def test_each_letter_of_a_batch_tells_it_once(office, cccc):
    name, parent, lines, *_ = OF_THE_PAST["huyện"]
    office(name, parent, lines)
    done = cccc("letter", "criticism", "--each", "--date", "2026-01-05", "--lang", "en")
    assert (done.status, done.err.count("warning[level]")) == (0, 1)


# --- an office of its own for one paper -------------------------------------------------------------------------------

TO_TRINH = """  commendation:
    symbol: SNV-CCHC
    copies: [Như trên, "Lưu: VT"]
    signature: {lines: [GIÁM ĐỐC], name: null}
    issuer: {name: Sở Nội vụ, parent: Ủy ban nhân dân tỉnh Lạng Sơn}
units:"""


@pytest.fixture
def lang_son(example, cccc):
    root = example("lang-son-2023")
    text = (root / "cccc.yaml").read_text(encoding="utf-8")
    before, _, rest = text.partition("  commendation:")
    after = rest.partition("  campaign-closing:")[2]
    text = f"{before}  campaign-closing:{after}".replace("units:", TO_TRINH, 1)
    (root / "cccc.yaml").write_text(text, encoding="utf-8")
    assert cccc("evaluate", "inputs/2023-11-30.xlsx").status == 0
    return root


def test_a_paper_of_another_office_has_its_letterhead_its_signer_and_the_place(lang_son, cccc):
    assert cccc("check", "--lang", "en").err.strip() == "nothing is wrong"
    assert drafted(cccc, "commendation", "--date", "2023-12-07") == []
    text = read()
    assert text[:2] == ["UBND TỈNH LẠNG SƠN", "SỞ NỘI VỤ"]
    assert "Số:      /TTr-SNV" in text
    assert "Lạng Sơn, ngày 07 tháng 12 năm 2023" in text
    assert text[-1] == "GIÁM ĐỐC"
    assert any(line.endswith("Giám đốc Sở Nội vụ trình xem xét khen thưởng các tập thể như sau:") for line in text)


def test_all_other_papers_stay_the_offices(lang_son, cccc):
    assert drafted(cccc, "campaign-closing") == []
    assert read()[:2] == ["ỦY BAN NHÂN DÂN", "TỈNH LẠNG SƠN"]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            "lines: [GIÁM ĐỐC]",
            "lines: [TM. ỦY BAN NHÂN DÂN, CHỦ TỊCH]",
            "TM. is signed for a collective body, and Sở Nội vụ is none",
        ),
        ("{name: Sở Nội vụ, parent", "{parent", "name"),
        ("place: Lạng Sơn", "place: Lạng Sơn\n  town: A", "unknown key town"),
        ("{name: Sở Nội vụ,", "{nam: Sở Nội vụ,", "unknown key nam; did you mean name?"),
    ],
)
def test_what_is_wrong_with_it_is_told(old, new, told, lang_son, cccc):
    _edit(lang_son / "cccc.yaml", old, new)
    assert told in cccc("check", "--lang", "en").err


def test_the_place_may_be_its_own(lang_son, cccc):
    _edit(lang_son / "cccc.yaml", "{name: Sở Nội vụ,", "{name: Sở Nội vụ, place: Đồng Đăng,")
    drafted(cccc, "commendation", "--date", "2023-12-07")
    assert "Đồng Đăng, ngày 07 tháng 12 năm 2023" in read()
