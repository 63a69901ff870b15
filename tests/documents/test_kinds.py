"""Papers of every kind in Word: names of kinds, stamps, parts, tables, footnotes, appendices."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from cccc.documents.write.base import opened_base
from cccc.documents.write.letter import letter
from cccc.model.paper import Appendix, Block, Note, PageBreak, Run, TextCell, TextRow, TextTable
from tests.documents.ooxml import BOLD, Docx, Par, W, natural_width
from tests.documents.papers import CLOSING, SMALL, heading, paper, paragraph

NOTED = Run("", note=Note(1, (Run("Theo "), Run("kế hoạch", italic=True), Run("."))))


def cell(text: str = "", **given: object) -> TextCell:
    return TextCell(tuple((Run(line),) if line else () for line in text.split("/")), **given)


TABLE = TextTable(
    (
        TextRow((cell("TT", down=2), cell("Trong kỳ", across=2), None)),
        TextRow((None, cell("Số"), cell("Tỷ lệ"))),
        TextRow((cell("1", align="center"), cell("10", align="right"), cell("50%/(02/04)", align="right"))),
        TextRow((cell("Tổng", across=2), None, cell("50%", align="right")), strong=True),
    ),
    heads=2,
)
PLAN = replace(
    paper(
        (
            Block("part", (Run("Phần I", bold=True),)),
            Block("title", (Run("MỤC ĐÍCH"),)),
            heading("I. YÊU CẦU"),
            heading("1. Chung", 2),
            heading("a) Riêng", 3),
            paragraph("Các kế hoạch", NOTED, " như sau:"),
            TABLE,
            paragraph("Sau bảng."),
            TABLE,
            TABLE,
            PageBreak(),
            paragraph(CLOSING),
        ),
        kind="KẾ HOẠCH",
        symbol="KH-UBND",
        subject="Phát động đợt thi đua cao điểm đẩy mạnh thực hiện thủ tục hành chính trên môi trường điện tử năm 2023",
        urgency="HỎA TỐC",
        to=(),
        issuer="UBND xã An Sơn",
    ),
    appendices=(
        Appendix((Run("BẢNG TỔNG HỢP"),), (TABLE,), landscape=True),
        Appendix((), (paragraph("Nội dung./."),)),
    ),
)


@pytest.fixture(scope="module")
def plan(base) -> Docx:
    return Docx(letter(PLAN, base))


def style(par: Par) -> str:
    return par.element.find(f"{W}pPr/{W}pStyle").get(f"{W}val").removeprefix("cccc")


def own(docx: Docx) -> list[Par]:
    """The paragraphs outside tables."""
    return [Par(p, docx) for p in docx.root.findall(f"{W}body/{W}p")]


def test_f32_to_f34_kind_subject_and_rule(plan):
    kind, subject, rule = own(plan)[:3]
    assert (kind.text, subject.text, rule.is_rule) == ("KẾ HOẠCH", PLAN.frame.subject, True)
    for par in (kind, subject):
        assert (par.sizes, par.bold, par.italic, par.align) == ({28}, True, False, "center")
    room = plan.text_width - subject.indent("left") - subject.indent("right")
    assert abs(subject.indent("left") - subject.indent("right")) <= 20
    assert 3000 < room < plan.text_width
    assert 1 / 3 <= (plan.text_width - 2 * rule.indent("left")) / room <= 1 / 2


def test_a_named_kind_has_no_subject_under_its_number(plan):
    assert [par.text for par in plan.cell(0, 1, 0)] == ["Số:      /KH-UBND".strip(), "HỎA TỐC", "DỰ THẢO"]


@pytest.mark.parametrize(("urgency", "least"), [("HỎA TỐC", 1701), ("THƯỢNG KHẨN", 2268), ("KHẨN", 1134)])
def test_f60_stamps_are_boxes_of_their_size(base, urgency, least):
    docx = Docx(letter(replace(PLAN, frame=replace(PLAN.frame, urgency=urgency)), base))
    stamp, draft = docx.cell(0, 1, 0)[1:]
    assert (stamp.text, stamp.sizes, stamp.bold, {run.color for run in stamp.runs}) == (urgency, {26}, True, {"FF0000"})
    assert {run.color for run in draft.runs} == {"auto"}
    for par in (stamp, draft):
        assert all(par._border(edge) for edge in ("top", "left", "bottom", "right"))
    inside = docx.cell_width(0, 0) - stamp.indent("left") - stamp.indent("right")
    assert abs(inside + 40 - least) <= 3 or inside >= natural_width(
        urgency.replace("Ỏ", "O"), 26, {**BOLD, 722: BOLD[722] + "T"}
    )
    assert inside + 40 <= least * 1.15


def test_headings_and_parts_have_their_styles(plan):
    shown = [(style(par), par.text) for par in own(plan)[3:8]]
    assert shown == [
        ("Part", "Phần I"),
        ("PartTitle", "MỤC ĐÍCH"),
        ("Heading1", "I. YÊU CẦU"),
        ("Heading2", "1. Chung"),
        ("Heading3", "a) Riêng"),
    ]
    assert all(par.on("keepNext") for par in own(plan)[3:8])
    assert [par.align for par in own(plan)[3:5]] == ["center", "center"]


# --- tables ---


def tables(docx: Docx) -> list:
    return [table for table in docx.tables if table.find(f".//{W}tblBorders/{W}insideH[@{W}val='single']") is not None]


def test_a_tables_head_is_repeated_and_its_rows_stay_whole(plan):
    for table in tables(plan):
        rows = table.findall(f"{W}tr")
        assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows] == [True, True, False, False]
        assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)


def kept(base, table, *above):
    """Whether each paragraph above a table, and each of its rows, stays on the page of what follows."""
    docx = Docx(letter(paper((*above, table, paragraph("Sau bảng."), paragraph(CLOSING))), base))
    [made] = tables(docx)
    before = [*made.itersiblings(preceding=True)][: len(above)][::-1]
    rows = [{_keeps(par) for par in row.iter(f"{W}p")} for row in made.iter(f"{W}tr")]
    assert all(len(row) == 1 for row in rows)
    return [_keeps(par) for par in before], [row.pop() for row in rows]


def _keeps(par) -> bool:
    return par.find(f"{W}pPr/{W}keepNext") is not None


def test_a_head_has_two_rows_below_it_and_the_last_row_company(base):
    rows = [TextRow((cell(str(number)), cell("x"))) for number in range(1, 7)]
    head = TextRow((cell("TT"), cell("Đơn vị")))
    told = [paragraph("Câu trước."), paragraph("Số liệu kèm theo.")]
    assert kept(base, TextTable((head, *rows), heads=1), *told) == (
        [False, True],
        [True, True, False, False, False, True, False],
    )


def test_a_section_of_a_table_stays_with_its_first_row_and_a_merged_cell_whole(base):
    rows = (
        TextRow((cell("TT"), cell("Đơn vị"))),
        *(TextRow((cell(str(number)), cell("x"))) for number in (1, 2, 3)),
        TextRow((cell("UBND các xã", across=2), None), strong=True),
        TextRow((cell("1", down=2), cell("x"))),
        TextRow((None, cell("y"))),
        *(TextRow((cell(str(number)), cell("x"))) for number in (2, 3, 4)),
    )
    keeping = [True, True, False, False, True, True, False, False, True, False]
    assert kept(base, TextTable(rows, heads=1)) == ([], keeping)


def test_cells_are_merged_and_as_wide_as_their_columns(plan):
    table = tables(plan)[0]
    grid = [int(column.get(f"{W}w")) for column in table.findall(f"{W}tblGrid/{W}gridCol")]
    assert sum(grid) == plan.text_width
    for row in table.findall(f"{W}tr"):
        at = 0
        for each in row.findall(f"{W}tc"):
            span = each.find(f"{W}tcPr/{W}gridSpan")
            across = 1 if span is None else int(span.get(f"{W}val"))
            assert int(each.find(f"{W}tcPr/{W}tcW").get(f"{W}w")) == sum(grid[at : at + across])
            at += across
        assert at == 3
    merges = [[m.get(f"{W}val") for m in row.iter(f"{W}vMerge")] for row in table.findall(f"{W}tr")]
    assert merges == [["restart"], ["continue"], [], []]


def test_figures_stand_on_the_right_and_heads_in_the_middle(plan):
    pars = [Par(p, plan) for p in tables(plan)[0].iter(f"{W}p")]
    by_text = {par.text: par for par in pars if par.text}
    assert [by_text[text].align for text in ("TT", "1", "10", "(02", "Tổng")] == ["center", "center", "right", "right", "left"]
    assert by_text["TT"].bold
    assert by_text["10"].regular


def test_heads_and_totals_are_shaded(plan):
    shades = [{shade.get(f"{W}fill") for shade in row.iter(f"{W}shd")} for row in tables(plan)[0].findall(f"{W}tr")]
    assert shades == [{"D9D9D9"}, {"D9D9D9"}, set(), {"F2F2F2"}]


def test_tables_never_touch_one_another_nor_the_signature(base):
    docx = Docx(letter(paper((TABLE, TABLE)), base))
    tags = [element.tag.removeprefix(W) for element in docx.root[0]]
    assert not any(pair == ("tbl", "tbl") for pair in pairwise(tags))


def test_text_after_a_table_keeps_its_distance_and_a_page_begins(plan):
    after = next(par for par in own(plan) if par.text == "Sau bảng.")
    assert after.spacing("before") == 120
    last = next(par for par in own(plan) if par.text == CLOSING)
    assert last.on("pageBreakBefore")
    assert last.on("keepNext")


def test_columns_take_the_shares_that_the_template_gives(base):
    docx = Docx(letter(paper((replace(TABLE, shares=(1, 2, 2)), paragraph(CLOSING))), base))
    grid = [int(column.get(f"{W}w")) for column in tables(docx)[0].findall(f"{W}tblGrid/{W}gridCol")]
    assert grid == [1870, 3742, 3742]


def test_wide_texts_share_the_page(base):
    wide = TextTable((TextRow((cell("1"), cell("Từ " * 60), cell("Chữ " * 40))),))
    grid = [int(c.get(f"{W}w")) for c in tables(Docx(letter(paper((wide,)), base)))[0].findall(f"{W}tblGrid/{W}gridCol")]
    assert sum(grid) == 9354
    assert grid[0] < 700
    assert min(grid[1:]) > 3000


# --- footnotes ---


def test_a_footnote_is_a_real_one(plan):
    (sign,) = plan.root.iter(f"{W}footnoteReference")
    notes = plan.part("word/footnotes.xml")
    found = {note.get(f"{W}id"): note for note in notes}
    assert [note.get(f"{W}type") for note in notes] == ["separator", "continuationSeparator", None]
    note = found[sign.get(f"{W}id")]
    assert "".join(note.itertext()).strip() == "Theo kế hoạch."
    assert Par(note.find(f"{W}p"), plan).sizes == {20}
    raised = plan.style_layers(sign.getparent().find(f"{W}rPr/{W}rStyle").get(f"{W}val"), "rPr")
    assert [layer.find(f"{W}vertAlign").get(f"{W}val") for layer in raised] == ["superscript"]


def test_the_footnotes_of_a_paper_without_any_are_only_lines(base):
    docx = Docx(letter(SMALL, base))
    assert len(docx.part("word/footnotes.xml")) == 2
    relations = [one.get("Target") for one in docx.part("word/_rels/document.xml.rels")]
    assert relations.count("footnotes.xml") == 1
    types = [one.get("PartName") for one in docx.part("[Content_Types].xml") if one.get("PartName")]
    assert types.count("/word/footnotes.xml") == 1


def test_a_finding_in_a_footnote_stands(base):
    from cccc.documents.marks import read_marks

    noted = Run("", note=Note(1, (Run("UBND xã A", finding="cccc:a"),)))
    assert read_marks(letter(paper((paragraph("A", noted),)), base), "x")[0].standing == {"cccc:a"}


# --- appendices ---


def sections(docx: Docx) -> list:
    return list(docx.root.iter(f"{W}sectPr"))


def test_f08_each_appendix_is_a_section_with_numbers_of_its_own(plan):
    main, wide, upright = sections(plan)
    for section in (wide, upright):
        assert section.find(f"{W}pgNumType").get(f"{W}start") == "1"
        assert section.find(f"{W}titlePg") is not None
        assert len(section.findall(f"{W}headerReference")) == 2
    assert wide.find(f"{W}pgSz").attrib == {f"{W}w": "16838", f"{W}h": "11906", f"{W}orient": "landscape"}
    assert upright.find(f"{W}pgSz").get(f"{W}orient") is None
    order = [child.tag.removeprefix(W) for child in wide]
    assert order == ["headerReference", "headerReference", "pgSz", "pgMar", "pgNumType", "cols", "titlePg"]
    assert main.find(f"{W}pgSz").get(f"{W}w") == "11906"


def test_f59_head_of_an_appendix(plan):
    name = next(at for at, par in enumerate(own(plan)) if par.text == "Phụ lục I")
    head, title, reference, rule = own(plan)[name : name + 4]
    assert (head.sizes, head.bold, head.align) == ({28}, True, "center")
    assert (title.text, title.bold, title.align) == ("BẢNG TỔNG HỢP", True, "center")
    assert reference.text == "(Kèm theo Kế hoạch số      /KH-UBND ngày      tháng 9 năm 2023 của UBND xã An Sơn)"
    assert (reference.italic, reference.bold, reference.align) == (True, False, "center")
    assert rule.is_rule
    assert "Phụ lục II" in [par.text for par in own(plan)]


def test_a_wide_table_fills_its_page(plan):
    widths = [sum(int(c.get(f"{W}w")) for c in table.findall(f"{W}tblGrid/{W}gridCol")) for table in tables(plan)]
    assert widths == [9354, 9354, 9354, 16838 - 1701 - 851]


def test_a_lone_appendix_has_neither_head_nor_signature(base):
    alone = replace(paper((), kind="PHỤ LỤC", attached="Công văn số 5/UBND-NV"), appendices=(replace(PLAN.appendices[0]),))
    docx = Docx(letter(alone, base))
    assert [par.text for par in own(docx)][:3] == ["Phụ lục", "BẢNG TỔNG HỢP", "(Kèm theo Công văn số 5/UBND-NV)"]
    assert len(docx.tables) == 1
    assert docx.page("pgSz", "w") == 16838


def test_what_never_changes_is_read_once(base):
    look = opened_base(base)
    assert opened_base(bytes(bytearray(base))) is look
    assert "word/document.xml" not in look.others


def test_a_paper_of_every_kind_is_the_same_twice(base):
    assert letter(PLAN, base) == letter(replace(PLAN), base)
