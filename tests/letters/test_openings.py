"""The first lines of a template: which paper it is."""

import pytest

from cccc.model.paper import BLANK

TABLE = "\n\nA.\n\n--- appendix landscape: Bảng {{ period }}\n\n| a |\n"


def first(desk, lines):
    paper, problems = desk.render(f"{lines}\n\nA.")
    assert [str(problem.message) for problem in problems] == []
    return paper


def test_an_official_letter_is_as_before(desk):
    frame = first(desk, "subject: về A").frame
    assert (frame.kind, frame.symbol, frame.subject_line) == (None, "UBND-NV", "V/v về A")
    assert first(desk, "kind: công văn\nsubject: A").frame.kind is None


def test_a_named_kind_has_its_name_and_its_symbol(desk):
    paper = first(desk, "kind: Kế hoạch\nsubject: Phát động thi đua {{ period }}")
    assert (paper.frame.kind, paper.frame.symbol) == ("KẾ HOẠCH", "KH-UBND")
    lines = paper.as_text().splitlines()
    at = lines.index("KẾ HOẠCH")
    assert lines[at - 1].startswith("Tứ Kỳ, ngày")
    assert lines[at + 1 : at + 3] == ["Phát động thi đua tháng 8/2023", "A./."]


def test_a_symbol_that_names_a_kind_stays(desk):
    from dataclasses import replace

    desk.form = replace(desk.form, symbol="TTr-PNV")
    assert first(desk, "kind: Tờ trình\nsubject: A").frame.symbol == "TTr-PNV"


@pytest.mark.parametrize(
    ("lines", "to"),
    [
        ("kind: kế hoạch", ()),
        ("kind: báo cáo", ()),
        ("kind: tờ trình", ("Các cơ quan, đơn vị",)),
        ("kind: báo cáo\nto: UBND tỉnh Hải Dương;", ("UBND tỉnh Hải Dương",)),
        ("kind: báo cáo\nto: papers", ("Các cơ quan, đơn vị",)),
        ("to: none", ()),
        ("to: Sở A\nto: - Sở B.", ("Sở A", "Sở B")),
    ],
)
def test_who_is_addressed(desk, lines, to):
    frame = first(desk, f"subject: A\n{lines}").frame
    assert frame.to == to
    assert frame.copies == (("Như trên", "Lưu: VT") if to else ("Lưu: VT",))
    assert frame.addressees == (("Kính gửi:", "- Sở A;", "- Sở B.") if len(to) > 1 else tuple(f"Kính gửi: {one}" for one in to))


def test_an_urgent_paper_says_so(desk):
    assert first(desk, "subject: A\nurgency: hoả tốc").frame.urgency == "HỎA TỐC"


def test_an_appendix_says_what_it_belongs_to(desk):
    paper = first(desk, "subject: A\n" + TABLE)
    assert paper.appendices[0].landscape
    lines = paper.as_text().splitlines()
    assert lines[lines.index("Phụ lục") :][:3] == [
        "Phụ lục",
        "BẢNG THÁNG 8/2023",
        f"(Kèm theo Công văn số{BLANK}/UBND-NV ngày{BLANK}tháng 9 năm 2023 của UBND huyện Tứ Kỳ)",
    ]


def test_a_lone_appendix_has_no_frame(desk):
    paper = first(desk, f"kind: Phụ lục\nsubject: Chỉ tiêu\npage: landscape\nattached: Công văn số{BLANK}/UBND-NV")
    assert paper.as_text() == f"Phụ lục\nCHỈ TIÊU\n(Kèm theo Công văn số{BLANK}/UBND-NV)\nA./.\n"
    assert paper.appendices[0].landscape


def test_footnotes_stand_after_the_text(desk):
    paper, _ = desk.render("subject: A\n\nMột[^1].\n\n[^1]: Ghi chú {{ period }}")
    assert "Một¹./." in paper.as_text()
    assert paper.as_text().endswith("\n¹ Ghi chú tháng 8/2023\n")


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize(
    ("lines", "line", "told"),
    [
        ("kind: Bao cao\nsubject: A", 1, "kind: Bao cao is not known; did you mean BÁO CÁO?"),
        ("subject: A\nurgency: xyz", 2, "urgency: xyz is not known; write one of HỎA TỐC, THƯỢNG KHẨN, KHẨN"),
        ("subject: A\nurgncy: KHẨN", 2, "the first lines know no urgncy:; did you mean urgency:?"),
        ("subject: A\nkind: báo cáo\nkind: kế hoạch", 2, "kind: stands twice in the first lines"),
        ("kind: báo cáo", 1, "the first line must be subject: …"),
        ("subject: A\nhttp: x", 2, "the first lines know no http:; leave a blank line before the text"),
    ],
)
def test_a_mistake_is_told_at_its_line(desk, lines, line, told):
    paper, problems = desk.render(f"{lines}\n\nA")
    assert paper is None
    assert [(p.location.line, str(p.message)) for p in problems] == [(line, f"the template cannot be used: {told}")]


@pytest.mark.usefixtures("english")
def test_mistakes_of_the_text_are_told_at_their_lines(desk):
    paper, problems = desk.render("subject: A\n\n{% if true %}\nB[^1]\n{% endif %}\n\n--- apendix\n")
    assert paper is None
    assert [(problem.location.line, problem.rule) for problem in problems] == [(4, "template"), (7, "template")]
