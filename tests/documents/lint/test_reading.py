"""The same paper written in the ways of other programs and of people: read alike."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import docx as python_docx
import pytest
from lxml import etree

from cccc.documents.lint import lint
from tests.documents.lint.edits import HEADER, TEXT, Docx, W, added, given, gone_below, replaced, xml
from tests.documents.lint.sound import MOTTO, NATION, SOUND

if TYPE_CHECKING:
    from collections.abc import Callable

WORDML = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
TRACKED = 'w:id="90" w:author="x" w:date="2026-02-05T00:00:00Z"'
ODD = (
    '<w:r><w:rPr><w:rFonts w:ascii="Arial" w:hAnsi="Arial"/><w:color w:val="FF0000"/><w:sz w:val="60"/>{}</w:rPr>'
    "<w:{}>x</w:{}></w:r>"
)
DRAWN = (
    '<w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
    '<mc:Choice Requires="wps"><w:drawing><wp:anchor xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">'
    '<wp:extent cx="{cx}" cy="0"/><wps:wsp xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">'
    '<wps:spPr><a:prstGeom xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" prst="line"/></wps:spPr></wps:wsp>'
    "</wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict/></mc:Fallback></mc:AlternateContent></w:r>"
)
VML = '<w:r><w:pict><v:line xmlns:v="urn:schemas-microsoft-com:vml" from="10pt,2pt" to="{to}pt,2pt"/></w:pict></w:r>'


def remarks(content: bytes):
    linted, problems = lint(content, "letter.docx")
    assert problems == []
    assert linted
    return [(remark.rule.id, remark.severity.value) for remark in linted.remarks]


def split_runs(docx: Docx) -> None:
    """Every letter in a run of its own."""
    for part in (TEXT, HEADER):
        for run in list(docx.trees[part].iter(f"{W}r")):
            texts = run.findall(f"{W}t")
            letters = "".join(one.text or "" for one in texts)
            if not texts or len(letters) < 2:
                continue
            for letter in letters:
                other = etree.fromstring(etree.tostring(run))
                for one in other.findall(f"{W}t")[1:]:
                    other.remove(one)
                one = other.find(f"{W}t")
                one.text = letter
                one.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
                run.addprevious(other)
            run.getparent().remove(run)


def wrapped(name: str, attributes: str = "") -> Callable[[Docx], None]:
    """Every run inside an element of that name."""

    def edit(docx: Docx) -> None:
        for run in list(docx.body.iter(f"{W}r")):
            around = xml(
                f"<w:{name} {attributes}></w:{name}>" if name != "sdt" else "<w:sdt><w:sdtContent></w:sdtContent></w:sdt>"
            )
            run.addprevious(around)
            (around if name != "sdt" else around[0]).append(run)

    return edit


def blocks_in_controls(docx: Docx) -> None:
    for block in [one for one in docx.body if one.tag != f"{W}sectPr"]:
        around = xml("<w:sdt><w:sdtPr/><w:sdtContent></w:sdtContent></w:sdt>")
        block.addprevious(around)
        around[1].append(block)


def in_every_paragraph(markup: str) -> Callable[[Docx], None]:
    def edit(docx: Docx) -> None:
        for par in list(docx.body.iter(f"{W}p")):
            par.append(xml(markup))

    return edit


def sides_by_reading(docx: Docx) -> None:
    """As LibreOffice names them."""
    for indent in docx.body.iter(f"{W}ind"):
        for old, new in (("left", "start"), ("right", "end")):
            if indent.get(f"{W}{old}") is not None:
                indent.set(f"{W}{new}", indent.attrib.pop(f"{W}{old}"))
    for bold in list(docx.body.iter(f"{W}b")):
        given(bold, val="true")
        bold.addnext(xml('<w:i w:val="false"/>'))


def in_centimetres(docx: Docx) -> None:
    for section in docx.body.iter(f"{W}pgMar"):
        given(section, left="30mm", right="1.5cm", top="20mm", bottom="0.8in")


def underscores(docx: Docx) -> None:
    """Lines across as the decree's own files have them."""
    for start, count in ((MOTTO, 41), ("XÃ AN SƠN", 13)):
        gone_below(start)(docx)
        look = '<w:rPr><w:sz w:val="28"/><w:vertAlign w:val="superscript"/></w:rPr>'
        added(start, f'<w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r>{look}<w:t>{"_" * count}</w:t></w:r></w:p>')(docx)


def drawn(markup: Callable[[int], str]) -> Callable[[Docx], None]:
    def edit(docx: Docx) -> None:
        for start, twips in ((MOTTO, 3424), ("XÃ AN SƠN", 1000)):
            gone_below(start)(docx)
            docx.par(start).append(xml(markup(twips)))

    return edit


def anchored_elsewhere(docx: Docx) -> None:
    """Both lines float from the first paragraph."""
    for start in (MOTTO, "XÃ AN SƠN"):
        gone_below(start)(docx)
    for cx in (3424 * 635, 1000 * 635):
        docx.par("ỦY BAN").append(xml(DRAWN.format(cx=cx)))


def listed_by_word(docx: Docx) -> None:
    """Copies whose dashes are a list of Word."""
    numbering = docx.trees["word/numbering.xml"]
    indent = '<w:pPr><w:ind w:left="142" w:hanging="142"/></w:pPr>'
    level = f'<w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="-"/>{indent}</w:lvl>'
    numbering.insert(0, xml(f'<w:abstractNum w:abstractNumId="7">{level}</w:abstractNum>'))
    numbering.append(xml('<w:num w:numId="7"><w:abstractNumId w:val="7"/></w:num>'))
    for start in ("- Như", "- Chủ tịch", "- Lưu"):
        par = docx.par(start)
        par.find(f"{W}pPr").append(xml('<w:numPr><w:ilvl w:val="0"/><w:numId w:val="7"/></w:numPr>'))
        one = next(par.iter(f"{W}t"))
        one.text = one.text[2:]


def stamped(docx: Docx) -> None:
    look = '<w:rPr><w:rFonts w:ascii="Arial"/><w:color w:val="FF0000"/><w:sz w:val="40"/></w:rPr>'
    docx.body.insert(0, xml(f"<w:p><w:r>{look}<w:t>DỰ THẢO LẦN 2</w:t></w:r></w:p>"))


def number_as_word_inserts_it(docx: Docx) -> None:
    header = docx.trees[HEADER]
    par = header.find(f"{W}p")
    around = xml("<w:sdt><w:sdtPr/><w:sdtContent></w:sdtContent></w:sdt>")
    par.addprevious(around)
    around[1].append(par)


def simple_field(docx: Docx) -> None:
    par = docx.trees[HEADER].find(f"{W}p")
    for run in par.findall(f"{W}r"):
        par.remove(run)
    par.append(xml('<w:fldSimple w:instr=" PAGE "><w:r><w:t>2</w:t></w:r></w:fldSimple>'))


def joined(*starts: str) -> Callable[[Docx], None]:
    """Several paragraphs as one with line breaks."""

    def edit(docx: Docx) -> None:
        first, *others = [docx.par(start) for start in starts]
        for other in others:
            first.append(xml("<w:r><w:br/></w:r>"))
            for run in other.findall(f"{W}r"):
                first.append(run)
            other.getparent().remove(other)

    return edit


def name_below_line_breaks(docx: Docx) -> None:
    par = docx.par("PHÓ CHỦ TỊCH")
    for _ in range(4):
        par.append(xml("<w:r><w:br/></w:r>"))
    name = docx.par("Nguyễn Văn A")
    for run in name.findall(f"{W}r"):
        par.append(run)
    name.getparent().remove(name)


def addressees_in_a_table(docx: Docx) -> None:
    table = xml(
        "<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid>"
        "<w:tr><w:tc><w:tcPr/></w:tc><w:tc><w:tcPr/></w:tc></w:tr></w:tbl>"
    )
    left, right = table.iter(f"{W}tc")
    docx.par("Kính gửi").addprevious(table)
    left.append(docx.par("Kính gửi"))
    for start in ("- Các cơ quan", "- Các trường"):
        right.append(docx.par(start))


WAYS: dict[str, Callable[[Docx], None]] = {
    "runs of one letter": split_runs,
    "runs in content controls": wrapped("sdt"),
    "tracked insertions": wrapped("ins", TRACKED),
    "links": wrapped("hyperlink"),
    "blocks in content controls": blocks_in_controls,
    "tracked deletions": in_every_paragraph(f"<w:del {TRACKED}>{ODD.format('', 'delText', 'delText')}</w:del>"),
    "hidden text": in_every_paragraph(ODD.format("<w:vanish/>", "t", "t")),
    "empty runs of another look": in_every_paragraph(ODD.format("", "t", "t").replace(">x<", "> <")),
    "bookmarks": in_every_paragraph('<w:bookmarkStart w:id="1" w:name="x"/>'),
    "sides by reading": sides_by_reading,
    "measures with units": in_centimetres,
    "lines of underscores": underscores,
    "drawn lines": drawn(lambda twips: DRAWN.format(cx=twips * 635)),
    "lines of old Word": drawn(lambda twips: VML.format(to=10 + twips // 20)),
    "lines anchored elsewhere": anchored_elsewhere,
    "copies as a list": listed_by_word,
    "copies in one paragraph": joined("Nơi nhận:", "- Như", "- Chủ tịch", "- Lưu"),
    "authority in one paragraph": joined("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
    "name below line breaks": name_below_line_breaks,
    "addressees in a table": addressees_in_a_table,
    "nation and motto in one paragraph": joined(NATION, MOTTO),
    "a stamp of the draft": stamped,
    "page number of Word": number_as_word_inserts_it,
    "page number as a simple field": simple_field,
    "number and day left open": lambda docx: (
        replaced("Số: 05/UBND-VP", "Số:       /UBND-VP")(docx),
        replaced("ngày 05 tháng 02 năm 2026</w:t>", "ngày     tháng     năm 2026</w:t>")(docx),
        replaced("số 05/UBND-VP ngày 05 tháng 02 năm 2026", "số      /UBND-VP ngày     tháng     năm 2026")(docx)
        if "số 05/UBND-VP" in etree.tostring(docx.trees[TEXT], encoding="unicode")
        else None,
    ),
}


@pytest.mark.parametrize("way", WAYS)
def test_a_sound_letter_is_sound_in_every_way_of_writing_it(way):
    docx = Docx(SOUND["letter"])
    WAYS[way](docx)
    assert remarks(docx.saved()) == []


@pytest.mark.parametrize("paper", SOUND)
def test_the_strict_variant_is_read(paper):
    docx = Docx(SOUND[paper])
    for name, tree in docx.trees.items():
        docx.trees[name] = etree.fromstring(etree.tostring(tree).replace(WORDML.encode(), STRICT.encode()))
    assert remarks(docx.saved()) == []


def test_a_head_in_text_boxes_is_seen_and_its_place_not_judged():
    docx = Docx(SOUND["letter"])
    table = docx.table(0)
    pars = list(table.iter(f"{W}p"))
    box = xml(
        '<w:p><w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox><w:txbxContent></w:txbxContent>'
        "</v:textbox></v:shape></w:pict></w:r></w:p>"
    )
    inside = next(box.iter(f"{W}txbxContent"))
    for par in pars:
        inside.append(par)
    table.addprevious(box)
    table.getparent().remove(table)
    assert [rule for rule, severity in remarks(docx.saved()) if severity == "E"] == []


def test_a_document_of_python_docx_is_read_with_its_own_look():
    made = python_docx.Document()
    made.add_paragraph(NATION)
    made.add_paragraph(MOTTO)
    out = BytesIO()
    made.save(out)
    found = dict(remarks(out.getvalue()))
    assert found["F09"] == "E"  # its theme's font
    assert found["F01"] == "E"  # Letter
    assert found["F14"] == "E"
    assert "F13" not in found
