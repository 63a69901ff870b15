"""Decree 30/2020/NĐ-CP, one test for each check of the layout specification (F01 …), over every kind of paper."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from tests.documents.ooxml import BOLD, ITALIC, REGULAR, Docx, Par, W, natural_width

if TYPE_CHECKING:
    from cccc.model.paper import Paper

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
HEADER = {26, 28}

NO = r"0[1-9]|[1-9]\d+"
ABB = r"[A-ZĐĂÂÊÔƠƯ][A-Za-zĐđĂăÂâÊêÔôƠơƯư&.]*"
NUMBERED = re.compile(rf"Số: ?({NO})/(?!CV-)({ABB})-({ABB}(?:-{ABB})*)")
DRAFT_NUMBER = re.compile(rf"Số:[\s.…_]*/({ABB}-{ABB})")
DATED = re.compile(r"([^,]+), ngày (0[1-9]|[12]\d|3[01]) tháng (0[12]|[3-9]|1[0-2]) năm (\d{4})")
DRAFT_DATE = re.compile(r"([^,]+), ngày\s+tháng (0[12]|[3-9]|1[0-2]) năm (\d{4})")
AUTHORITY = re.compile(r"(?:(?:TM|KT|TL|TUQ|Q)\. )?[^\W\d_][^.:/]*")
NAME = re.compile(r"[^\W\d_]\w*(?: [^\W\d_]\w*)+")


def rule_after(pars: list[Par], at: int) -> Par:
    assert pars[at + 1].is_rule
    assert sum(par.is_rule for par in pars) == 1
    return pars[at + 1]


def rule_length(rule: Par, column: int) -> int:
    assert abs(rule.indent("left") - rule.indent("right")) <= 20
    return column - rule.indent("left") - rule.indent("right")


def centred(par: Par) -> bool:
    return par.align == "center" and abs(par.indent("left") - par.indent("right")) <= 20 and par.indent("firstLine") == 0


def test_f01_page_is_a4(docx: Docx):
    assert abs(docx.page("pgSz", "w") - 11906) <= 60
    assert abs(docx.page("pgSz", "h") - 16838) <= 60


def test_f02_page_is_upright(docx: Docx):
    assert docx.page("pgSz", "w") < docx.page("pgSz", "h")
    assert len(list(docx.root.iter(f"{W}sectPr"))) == 1


@pytest.mark.parametrize(
    ("side", "least", "most"), [("top", 1134, 1418), ("bottom", 1134, 1418), ("left", 1701, 1985), ("right", 850, 1134)]
)
def test_f03_margins(docx: Docx, side, least, most):
    assert least - 6 <= docx.page("pgMar", side) <= most + 6


def test_f04_no_gutter_and_the_header_inside_the_margin(docx: Docx):
    assert docx.page("pgMar", "gutter") == 0
    assert docx.part("word/settings.xml").find(f"{W}mirrorMargins") is None
    assert 284 <= docx.page("pgMar", "header") <= docx.page("pgMar", "top") - 284


def test_f05_page_number_is_centred_at_the_top(docx: Docx):
    (par,) = [par for par in docx.header("default") if "PAGE" in "".join(par.element.itertext())]
    assert centred(par)
    assert docx.section.find(f"{W}footerReference") is None


def test_f06_first_page_has_no_number(docx: Docx):
    assert docx.section.find(f"{W}titlePg") is not None
    assert not any("PAGE" in "".join(par.element.itertext()) for par in docx.header("first"))


def test_f07_page_number_is_a_plain_number(docx: Docx):
    (par,) = docx.header("default")
    kind = docx.section.find(f"{W}pgNumType")
    assert par.sizes <= {26, 28}
    assert par.sizes
    assert not any(run.italic for run in par.runs)
    assert par.text.isdigit()
    assert kind is None or (kind.get(f"{W}fmt") in {None, "decimal"} and kind.get(f"{W}start") in {None, "1"})


def test_f09_every_run_is_times_new_roman(docx: Docx):
    pars = [*docx.pars, *docx.header("default")]
    assert {run.fonts for par in pars for run in par.runs} == {("Times New Roman", "Times New Roman")}


def test_f10_every_run_is_black(docx: Docx):
    runs = [run for par in docx.pars for run in par.runs]
    assert {run.color for run in runs} <= {"auto", "000000"}
    assert all(run.plain for run in runs)


def test_f11_text_is_composed_unicode(docx: Docx):
    texts = [text.text or "" for text in docx.root.iter(f"{W}t")]
    assert all(unicodedata.is_normalized("NFC", text) for text in texts)
    assert not any(unicodedata.category(letter) in {"Co", "Cc"} for text in texts for letter in text)


def test_f12_header_is_one_table_without_borders(docx: Docx):
    assert docx.nation[0].text == NATION
    assert docx.names
    assert len(docx.tables[0].findall(f"{W}tblGrid/{W}gridCol")) == 2
    assert not docx.has_borders(0)


def test_f13_nation(docx: Docx):
    assert docx.nation[0].text == NATION


def test_f14_nation_look(docx: Docx):
    nation = docx.nation[0]
    assert nation.sizes <= {24, 26}
    assert nation.bold
    assert not nation.italic
    assert centred(nation)


def test_f15_motto(docx: Docx):
    assert docx.nation[1].text == MOTTO


def test_f16_motto_look(docx: Docx):
    motto = docx.nation[1]
    assert motto.sizes <= {26, 28}
    assert motto.bold
    assert not motto.italic
    assert centred(motto)


def test_f17_sizes_rise_and_fall_together(docx: Docx):
    sizes = [par.sizes for par in (docx.nation[0], docx.nation[1], docx.dated)]
    assert sizes in ([{26}, {28}, {28}], [{24}, {26}, {26}])


def test_f18_header_lines_fit_their_cell(docx: Docx):
    room = docx.cell_width(0, 1)
    for par, table in ((docx.nation[0], BOLD), (docx.nation[1], BOLD), (docx.dated, ITALIC)):
        assert natural_width(par.raw, *par.sizes, table) <= room - par.indent("left") - par.indent("right")
        assert par.element.find(f".//{W}br") is None
    assert docx.cell_width(0, 0) + room <= docx.text_width


def test_f19_rule_under_the_motto_is_as_long_as_the_motto(docx: Docx):
    length = rule_length(rule_after(docx.nation, 1), docx.cell_width(0, 1))
    assert 0.9 <= length / natural_width(MOTTO, *docx.nation[1].sizes, BOLD) <= 1.1


def test_f20_issuing_body_is_bold_and_its_parent_is_not(docx: Docx, paper: Paper):
    assert " ".join(par.text for par in docx.names) == " ".join((*paper.frame.parent_lines, *paper.frame.issuer_lines))
    assert all(par.text.isupper() and par.sizes <= {24, 26} and not par.italic and centred(par) for par in docx.names)
    assert " ".join(par.text for par in docx.names if not par.bold) == " ".join(paper.frame.parent_lines)
    assert [par.bold for par in docx.names] == sorted(par.bold for par in docx.names)


def test_f21_rule_under_the_issuing_body(docx: Docx):
    own = [par for par in docx.names if par.bold]
    rule = rule_after(docx.issuer, len(docx.issuer) - 2)
    longest = max(natural_width(par.text, *par.sizes, BOLD) for par in own)
    assert 1 / 3 <= rule_length(rule, docx.cell_width(0, 0)) / longest <= 1 / 2


def test_f22_header_lines_are_single_spaced(docx: Docx):
    for par in (*docx.nation[:2], *docx.names):
        assert (par.spacing("line"), par.line_rule) == (240, "auto")
        assert par.spacing("before") == par.spacing("after") == 0


def test_f23_number(docx: Docx, paper: Paper):
    form = DRAFT_NUMBER if paper.frame.number is None else NUMBERED
    assert form.fullmatch(docx.number.text)


def test_f24_number_look(docx: Docx):
    assert docx.number.sizes == {26}
    assert docx.number.regular
    assert centred(docx.number)
    assert docx.number.text.startswith("Số:")


def test_f28_date(docx: Docx, paper: Paper):
    match = (DRAFT_DATE if paper.frame.dated is None else DATED).fullmatch(docx.dated.text)
    assert match
    assert match[1] == paper.frame.place
    if paper.frame.dated:
        assert date(int(match[4]), int(match[3]), int(match[2])) == paper.frame.dated


def test_f29_date_look(docx: Docx):
    assert docx.dated.sizes <= {26, 28}
    assert docx.dated.italic
    assert not docx.dated.bold
    assert centred(docx.dated)


def test_f30_number_and_date_stand_on_one_line(docx: Docx):
    assert docx.cell(0, 1, 0)[0].text.startswith("Số:")
    assert "tháng" in docx.cell(0, 1, 1)[0].text
    assert docx.number.spacing("before") == docx.dated.spacing("before")


def test_f35_subject(docx: Docx, paper: Paper):
    subject = docx.subject
    assert subject.text == f"V/v {paper.frame.subject}"
    assert subject.sizes <= {24, 26}
    assert subject.regular
    assert centred(subject)
    assert 120 <= max(subject.spacing("before"), docx.number.spacing("after")) <= 200
    assert not subject.text.endswith(".")
    assert [par.text for par in docx.cell(0, 1, 0)[2:]] == ["DỰ THẢO"]


def test_f37_salutation_look(docx: Docx):
    assert docx.salutation[0].text.startswith("Kính gửi:")
    assert all(par.sizes <= {26, 28} and par.regular for par in docx.salutation)


def test_f38_one_recipient_on_the_line_or_several_below_it(docx: Docx, paper: Paper):
    first, *lines = [par.text for par in docx.salutation]
    if len(paper.frame.to) == 1:
        assert first == f"Kính gửi: {paper.frame.to[0]}"
        assert not lines
    else:
        assert first == "Kính gửi:"
        assert len(lines) == len(paper.frame.to)
        assert all(line.startswith("- ") for line in lines)
        assert [line[-1] for line in lines] == [";"] * (len(lines) - 1) + ["."]


def test_f39_dashes_stand_under_the_colon(docx: Docx):
    first, *lines = docx.salutation
    start, size = first.start, next(iter(first.sizes))
    assert start > docx.body[0].start
    for line in lines:
        assert start + 500 <= line.start <= start + natural_width("Kính gửi:", size, REGULAR) + 150
        assert abs(line.start - start - natural_width("Kính gửi", size, REGULAR)) <= 20
        assert line.indent("hanging") == pytest.approx(natural_width("- ", size, REGULAR), abs=10)


def test_f40_body_is_justified_in_one_size(docx: Docx):
    long = [par for par in docx.body if len(par.text) >= 40 and not par.is_heading]
    assert long
    assert all(par.align == "both" and not par.bold and not par.italic for par in long)
    sizes = {size for par in docx.body for size in par.sizes}
    assert len(sizes) == 1
    assert sizes <= HEADER


def test_f41_body_indent(docx: Docx):
    firsts = {par.indent("firstLine") for par in docx.body}
    assert len(firsts) == 1
    assert any(abs(firsts.copy().pop() - allowed) <= 12 for allowed in (567, 720))
    assert all(par.indent("left") == par.indent("right") == par.indent("hanging") == 0 for par in docx.body)
    assert not any(par.raw[:1].isspace() or par.element.find(f".//{W}tab") is not None for par in docx.body)


def test_f42_body_gap(docx: Docx):
    assert all(max(above.spacing("after"), below.spacing("before")) >= 120 for above, below in pairwise(docx.body))
    assert not any(par.on("contextualSpacing") or not par.text for par in docx.body)


def test_f43_body_line_spacing(docx: Docx):
    assert all(par.line_rule == "auto" and 240 <= par.spacing("line") <= 360 for par in docx.body)


def test_f51_closing_mark(docx: Docx):
    assert re.search(r"\S\./\.$", docx.body[-1].text)
    assert not any(par.text.endswith("./.") for par in docx.body[:-1])


def test_f52_signature_is_one_whole_row_kept_with_the_text(docx: Docx):
    table = docx.tables[-1]
    assert len(docx.tables) == 2
    assert len(table.findall(f"{W}tr")) == 1
    assert len(table.findall(f"{W}tblGrid/{W}gridCol")) == 2
    assert not docx.has_borders(-1)
    assert table.find(f"{W}tr/{W}trPr/{W}cantSplit") is not None
    assert docx.body[-1].on("keepNext")
    assert docx.cell_width(1, 0) + docx.cell_width(1, 1) <= docx.text_width


def test_f53_copies_label(docx: Docx):
    label = docx.copies[0]
    assert label.text == "Nơi nhận:"
    assert label.sizes == {24}
    assert label.bold
    assert label.italic
    assert label.align == "left"
    assert label.start == 0


def test_f54_copies(docx: Docx):
    entries = docx.copies[1:]
    assert all(par.text.startswith("- ") and par.sizes == {22} and par.regular for par in entries)
    assert all(par.start == 0 and par.align == "left" for par in entries)
    assert [par.text[-1] for par in entries] == [";"] * (len(entries) - 1) + ["."]


def test_f55_first_copy(docx: Docx):
    assert docx.copies[1].text == "- Như trên;"


def test_f56_last_copy(docx: Docx):
    assert re.fullmatch(r"- Lưu: VT(, [^.;]+)?\.", docx.copies[-1].text)


def test_f57_authority(docx: Docx, paper: Paper):
    lines = docx.signing[: len(paper.frame.authority)]
    assert [par.text for par in lines] == list(paper.frame.authority)
    assert all(par.text.isupper() and AUTHORITY.fullmatch(par.text) for par in lines)
    assert all(par.sizes <= {26, 28} and par.bold and not par.italic and centred(par) for par in lines)


def test_f58_signer(docx: Docx, paper: Paper):
    last = docx.signing[-1]
    assert last.spacing("before") >= 1000
    assert len(docx.signing) == len(paper.frame.authority) + 1
    assert last.text == (paper.frame.signer or "")
    if paper.frame.signer:
        assert NAME.fullmatch(last.text)
        assert last.text.istitle()
        assert last.sizes <= {26, 28}
        assert last.bold
        assert not last.italic
        assert centred(last)
