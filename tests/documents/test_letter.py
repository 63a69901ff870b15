from __future__ import annotations

import itertools
import re
import zipfile
from dataclasses import replace
from io import BytesIO

import docx as python_docx
import pytest

from cccc.documents.package import packed
from cccc.documents.write.base import STYLES, base_problems
from cccc.documents.write.letter import letter
from cccc.model.paper import Block, Run
from tests.documents.ooxml import BOLD, ITALIC, Docx, W, natural_width
from tests.documents.papers import CLOSING, HO_CHI_MINH, PAPERS, SMALL, TU_KY_LIKE, WITH_PARENT, heading, paper, paragraph


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def edited(base: bytes, part: str, *changes: tuple[str, str]) -> bytes:
    """The base as an office has changed it in Word."""
    found = parts(base)
    text = found[part].decode()
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return packed({**found, part: text.encode()})


def size_of(base: bytes, style: str, size: int) -> bytes:
    styles = parts(base)["word/styles.xml"].decode()
    start = styles.index(f'w:styleId="{style}"')
    found = re.search(r'<w:sz w:val="\d+"/>', styles[start:])
    assert found
    at = start + found.start()
    return packed(
        {**parts(base), "word/styles.xml": (styles[:at] + f'<w:sz w:val="{size}"/>' + styles[at + len(found[0]) :]).encode()}
    )


def test_same_paper_gives_the_same_bytes(paper, base):
    assert letter(paper, base) == letter(replace(paper), bytes(bytearray(base)))


def test_no_member_carries_a_date_or_a_system(content):
    with zipfile.ZipFile(BytesIO(content)) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {info.create_system for info in archive.infolist()} == {0}
        assert archive.namelist()[0] == "[Content_Types].xml"
        assert len(set(archive.namelist())) == len(archive.namelist())


@pytest.mark.parametrize("name", [name for name in PAPERS if name != "hostile"])
def test_the_whole_text_is_in_the_letter_in_order(base, name):
    docx, frame = Docx(letter(PAPERS[name], base)), PAPERS[name].frame
    texts = [par.raw for par in (*docx.middle, *docx.copies, *docx.signing) if par.raw]
    ending = ["Nơi nhận:", *frame.copy_lines, *frame.authority, frame.signer]
    assert texts == [line for line in (*frame.addressees, *(block.text for block in PAPERS[name].blocks), *ending) if line]


def test_python_docx_opens_it_and_finds_the_styles(content):
    opened = python_docx.Document(BytesIO(content))
    assert {par.style.name for par in opened.paragraphs} >= {"cccc Body", "cccc End"}
    assert len(opened.tables) == 2


def test_names_with_markup_survive(base):
    docx = Docx(letter(PAPERS["hostile"], base))
    assert docx.subject.text == "V/v phối hợp với đơn vị A & B <C>"
    assert [par.text for par in docx.salutation[1:]] == ["- Đơn vị A & B <C>;", '- Công ty "X" ]]>.']
    assert docx.copies[2].text == "- A & B <C>;"
    assert docx.body[0].text == "Đơn vị A & B <C> \"D\" 'E' ]]> &amp;   có tỷ lệ đạt 100% trong tháng 8/2023; {{x}} %s \\n"
    assert docx.body[1].text == "Số liệu của xã Hà Kỳ được gõ bằng bảng mã tổ hợp, 01 ngày một dòng."


def test_properties_tell_the_subject_and_nobody(paper, content):
    properties = python_docx.Document(BytesIO(content)).core_properties
    assert properties.title.split() == paper.frame.subject.split()
    assert (properties.author, properties.last_modified_by, properties.language) == ("", "", "vi-VN")
    assert (properties.created, properties.modified) == (None, None)


def test_base_names_nobody_and_has_no_theme(base):
    found = parts(base)
    assert not any("theme" in name.lower() for name in found)
    assert b"asciiTheme" not in found["word/styles.xml"]
    assert b"creator" not in found["docProps/core.xml"]
    assert re.search(rb"<Application>cccc</Application>", found["docProps/app.xml"])


def test_header_and_signature_have_no_break_in_their_rows(docx):
    rows = list(docx.root.iter(f"{W}tr"))
    assert len(rows) == 3
    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)


def test_a_long_name_is_broken_between_words_in_even_lines(base):
    docx = Docx(letter(WITH_PARENT, base))
    assert [par.text for par in docx.names] == ["UBND TỈNH LÂM ĐỒNG", "SỞ NÔNG NGHIỆP", "VÀ MÔI TRƯỜNG"]


def test_a_long_name_is_not_broken_inside_the_word_for_its_kind(base):
    docx = Docx(letter(HO_CHI_MINH, base))
    assert [par.text for par in docx.names][:2] == ["UBND THÀNH PHỐ", "HỒ CHÍ MINH"]


@pytest.mark.parametrize(("chosen", "sizes"), [(SMALL, [26, 28, 28]), (HO_CHI_MINH, [24, 26, 26])])
def test_header_is_set_smaller_where_the_date_line_needs_it(base, chosen, sizes):
    docx = Docx(letter(chosen, base))
    assert [size for par in (*docx.nation[:2], docx.dated) for size in par.sizes] == sizes


def test_headings_and_what_opens_a_list_stay_with_what_follows(base):
    docx = Docx(letter(TU_KY_LIKE, base))
    opening = [par for par in docx.body if par.is_heading or par.text.endswith(":")]
    assert len(opening) == 8
    assert all(par.on("keepNext") for par in opening)


def test_headings_are_bold_by_style_and_take_their_level(base):
    deep = paper((heading("1. Một", 1), heading("1.1. Hai", 2), heading("a) Ba", 3), paragraph(CLOSING)))
    body = Docx(letter(deep, base)).body
    styles = [par.element.find(f"{W}pPr/{W}pStyle").get(f"{W}val") for par in body]
    assert styles == ["ccccHeading1", "ccccHeading2", "ccccHeading3", "ccccBody"]
    assert [par.bold for par in body] == [True, True, True, False]


def test_a_last_paragraph_of_one_line_brings_the_one_before(base):
    body = Docx(letter(TU_KY_LIKE, base)).body
    assert [par.on("keepNext") for par in body[-3:]] == [False, True, True]
    long = paper((paragraph("Mở đầu."), paragraph("Kết quả. " * 40 + CLOSING)))
    assert [par.on("keepNext") for par in Docx(letter(long, base)).body] == [False, True]


def test_a_letter_without_text_is_still_a_letter(base):
    docx = Docx(letter(paper(()), base))
    assert docx.middle[0].text.startswith("Kính gửi:")
    assert docx.copies[0].text == "Nơi nhận:"


def test_bold_and_italic_of_a_run(base):
    marked = paper((paragraph("Thường ", Run("đậm", bold=True), " ", Run("nghiêng", italic=True), " " + CLOSING),))
    runs = Docx(letter(marked, base)).body[0].runs
    assert [(run.bold, run.italic) for run in runs] == [(False, False), (True, False), (False, True), (False, False)]


def test_marks_are_bookmarks_and_leave_the_words_plain(base):
    docx = Docx(letter(TU_KY_LIKE, base))
    names = [mark.get(f"{W}name") for mark in docx.root.iter(f"{W}bookmarkStart")]
    assert list(dict.fromkeys(name.rpartition("_")[0] for name in names)) == [
        f"cccc_{key.removeprefix('cccc:')}" for key in TU_KY_LIKE.findings
    ]
    assert [int(name.rpartition("_")[2]) for name in names] == list(range(1, len(names) + 1))
    assert all(len(name) <= 40 for name in names)
    assert list(docx.root.iter(f"{W}sdt")) == []


def test_runs_of_one_finding_side_by_side_share_a_mark(base):
    docx = Docx(letter(TU_KY_LIKE, base))
    [start] = [mark for mark in docx.root.iter(f"{W}bookmarkStart") if mark.get(f"{W}name").startswith("cccc_praise2_")]
    runs = list(itertools.takewhile(lambda element: element.tag == f"{W}r", start.itersiblings()))
    assert len(runs) == 3


@pytest.mark.parametrize("key", ["praise", "cccc:", "cccc:a b", "cccc:<x>", "cccc:" + "a" * 60])
def test_a_key_that_a_document_cannot_carry_is_refused(base, key):
    with pytest.raises(ValueError, match=re.escape(key)):
        letter(paper((Block("paragraph", (Run("x", finding=key),)),)), base)


def test_an_office_sets_its_own_margins(base):
    wide = edited(base, "word/document.xml", ('w:left="1701"', 'w:left="1985"'), ('w:right="851"', 'w:right="1134"'))
    docx = Docx(letter(WITH_PARENT, wide))
    assert docx.page("pgMar", "left") == 1985
    assert docx.cell_width(0, 0) + docx.cell_width(0, 1) == docx.text_width == 8787
    assert natural_width(docx.dated.raw, *docx.dated.sizes, ITALIC) <= docx.cell_width(0, 1)
    assert docx.cell_width(-1, 0) + docx.cell_width(-1, 1) == 8787


def test_header_is_measured_by_the_sizes_of_the_base(base):
    docx = Docx(letter(SMALL, size_of(base, "ccccMotto", 26)))
    rule = docx.nation[2]
    assert 5670 - 2 * rule.indent("left") == pytest.approx(natural_width(docx.nation[1].text, 26, BOLD), rel=0.01)


def test_styles_are_found_by_name_whatever_their_ids(base):
    renamed = edited(base, "word/styles.xml", ("ccccBody", "Style7"))
    body = Docx(letter(SMALL, renamed)).body
    assert body[0].element.find(f"{W}pPr/{W}pStyle").get(f"{W}val") == "Style7"


def test_parts_that_an_office_adds_to_the_base_are_kept(base):
    more = packed({**parts(base), "word/media/logo.png": b"png"})
    assert parts(letter(SMALL, more))["word/media/logo.png"] == b"png"


def test_the_shipped_base_has_no_problems(base):
    assert base_problems(base, "base.docx") == []


@pytest.mark.parametrize("announced", [False, True])
def test_a_base_without_properties_is_given_them(base, announced):
    found = {name: content for name, content in parts(base).items() if not name.startswith("docProps/")}
    if not announced:
        for name in ("_rels/.rels", "[Content_Types].xml"):
            found[name] = re.sub(rb"<(Override|Relationship) [^>]*docProps[^>]*>", b"", found[name])
    made = parts(letter(SMALL, packed(found)))
    for name in ("_rels/.rels", "[Content_Types].xml"):
        assert [made[name].count(part) for part in (b"docProps/core.xml", b"docProps/custom.xml")] == [1, 1]
    assert SMALL.frame.subject in made["docProps/core.xml"].decode()


def test_a_letter_made_on_a_letter_is_the_same(paper, content):
    assert Docx(letter(paper, content)).root.xpath("string()") == Docx(content).root.xpath("string()")


def test_a_letter_is_itself_a_base(content):
    assert base_problems(content, "letter.docx") == []


def test_a_base_without_a_style_is_told(base):
    (problem,) = base_problems(edited(base, "word/styles.xml", ('"cccc Signer"', '"Signer"')), "templates/base.docx")
    assert (problem.code, problem.rule, problem.location.file) == ("invalid", "base-style", "templates/base.docx")
    assert "cccc Signer" in str(problem.message)
    assert problem.fix


def test_a_base_without_a_page_is_told(base):
    (problem,) = base_problems(edited(base, "word/document.xml", ("<w:pgSz", "<w:pgOther")), "base.docx")
    assert problem.rule == "base-page"


def test_a_document_of_another_office_is_told_style_by_style():
    out = BytesIO()
    python_docx.Document().save(out)
    problems = base_problems(out.getvalue(), "base.docx")
    assert len(problems) == len(STYLES)


def test_a_base_that_is_no_document_is_told():
    (problem,) = base_problems(b"not a zip", "base.docx")
    assert problem.code == "unreadable-file"


def test_a_base_with_a_damaged_picture_is_told(base):
    picture = bytes(range(256))
    whole = packed({**parts(base), "word/media/logo.png": picture})
    at = whole.index(picture[:100])
    (problem,) = base_problems(whole[:at] + b"xx" + whole[at + 2 :], "base.docx")
    assert problem.code == "unreadable-file"


def test_a_base_with_problems_makes_no_letter(base):
    with pytest.raises(ValueError, match="cccc Signer"):
        letter(SMALL, edited(base, "word/styles.xml", ('"cccc Signer"', '"Signer"')))
