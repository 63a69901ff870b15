"""Faults to plant: for each check two or more, as (check, paper, what is done, edit)."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from lxml import etree

from tests.documents.lint.edits import (
    FIRST,
    HEADER,
    NS,
    SETTINGS,
    Docx,
    R,
    W,
    added,
    align,
    below,
    bold,
    both,
    given,
    gone,
    gone_below,
    italic,
    look,
    lost,
    page,
    runs,
    size,
    text,
    word,
    xml,
)
from tests.documents.lint.sound import MOTTO, NATION, SOUND

if TYPE_CHECKING:
    from collections.abc import Callable

FIELD = '<w:fldSimple w:instr=" PAGE "><w:r><w:rPr><w:sz w:val="28"/></w:rPr><w:t>1</w:t></w:r></w:fldSimple>'
FOOTER = f'<w:ftr {NS}><w:p><w:pPr><w:jc w:val="center"/></w:pPr>{FIELD}</w:p></w:ftr>'
TONGUE = "Trong tháng 01"
SUBJECT = "V/v kết quả"
RED = '<w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:b/><w:sz w:val="26"/></w:rPr><w:t>{}</w:t></w:r></w:p>'


def number_at_the_foot(docx: Docx) -> None:
    rels = "word/_rels/document.xml.rels"
    relation = etree.SubElement(docx.trees[rels], f"{{{docx.trees[rels].nsmap[None]}}}Relationship")
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footer"
    for name, value in (("Id", "rId20"), ("Type", kind), ("Target", "footer1.xml")):
        relation.set(name, value)
    types = docx.trees["[Content_Types].xml"]
    override = etree.SubElement(types, f"{{{types.nsmap[None]}}}Override")
    override.set("PartName", "/word/footer1.xml")
    override.set("ContentType", "application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml")
    docx.parts["word/footer1.xml"] = FOOTER.encode()
    for section in docx.body.iter(f"{W}sectPr"):
        reference = etree.Element(f"{W}footerReference")
        reference.set(f"{W}type", "default")
        reference.set(f"{R}id", "rId20")
        section.insert(0, reference)


def number_on_the_first_page(docx: Docx) -> None:
    docx.trees[FIRST].find(f"{W}p").append(xml(FIELD))


def head_by_tabs(docx: Docx) -> None:
    """The table at the head becomes paragraphs with tabs."""
    table = docx.table(0)
    rows = [[list(cell.iter(f"{W}p")) for cell in row.iter(f"{W}tc")] for row in table.iter(f"{W}tr")]
    for left, right in rows:
        for at in range(max(len(left), len(right))):
            pair = [column[at] for column in (left, right) if at < len(column) and "".join(column[at].itertext()).strip()]
            if not pair:
                continue
            line = pair[0]
            for other in pair[1:]:
                line.append(xml("<w:r><w:tab/></w:r>"))
                for run in other.findall(f"{W}r"):
                    line.append(run)
            table.addprevious(line)
    table.getparent().remove(table)


def foot_by_tabs(docx: Docx) -> None:
    table = docx.table(1)
    left, right = (list(cell.iter(f"{W}p")) for cell in table.iter(f"{W}tc"))
    for at in range(max(len(left), len(right))):
        pair = [column[at] for column in (left, right) if at < len(column)]
        line = pair[0]
        if len(pair) > 1:
            line.append(xml("<w:r><w:tab/></w:r>"))
            for run in pair[1].findall(f"{W}r"):
                line.append(run)
        table.addprevious(line)
    table.getparent().remove(table)


def with_lines(at: int) -> Callable[[Docx], None]:
    def edit(docx: Docx) -> None:
        borders = docx.table(at).find(f"{W}tblPr/{W}tblBorders")
        for edge in borders:
            given(edge, val="single", sz="4")

    return edit


def in_the_style_of_a_grid(at: int) -> Callable[[Docx], None]:
    def edit(docx: Docx) -> None:
        properties = docx.table(at).find(f"{W}tblPr")
        properties.remove(properties.find(f"{W}tblBorders"))
        properties.insert(0, xml('<w:tblStyle w:val="TableGrid"/>'))

    return edit


def row_may_break(docx: Docx) -> None:
    row = docx.table(1).find(f"{W}tr")
    row.remove(row.find(f"{W}trPr"))


def last_may_part(docx: Docx) -> None:
    properties = docx.par("Nhận được").find(f"{W}pPr")
    properties.remove(properties.find(f"{W}keepNext"))


def date_in_the_row_above(docx: Docx) -> None:
    rows = docx.table(0).findall(f"{W}tr")
    cells = [row.findall(f"{W}tc")[1] for row in rows]
    cells[0].append(docx.par("An Sơn, ngày"))
    cells[1].append(xml("<w:p/>"))


def one_row(docx: Docx) -> None:
    """The two rows of the head become one, with the number three lines above the date."""
    table = docx.table(0)
    first, second = table.findall(f"{W}tr")
    for above, beneath in zip(first.findall(f"{W}tc"), second.findall(f"{W}tc"), strict=True):
        for par in beneath.findall(f"{W}p"):
            above.append(par)
    table.remove(second)
    for _ in range(3):
        docx.par("An Sơn, ngày").addprevious(xml("<w:p/>"))


def section_break_gone(docx: Docx) -> None:
    """The second appendix follows the first on its page."""
    section = docx.section(1)
    par = section.getparent().getparent()
    par.getparent().remove(par)


def first_table_upright(docx: Docx) -> None:
    given(docx.section(2).find(f"{W}pgSz"), orient="portrait")


def across_without_table(docx: Docx) -> None:
    """The main section lies across, as no text does."""
    section = docx.section(0)
    given(section.find(f"{W}pgSz"), w="16838", h="11906", orient="landscape")


def label_in_another_row(docx: Docx) -> None:
    row = docx.table(1).find(f"{W}tr")
    left = row.find(f"{W}tc")
    upper = etree.fromstring(etree.tostring(row))
    copied = upper.findall(f"{W}tc")[1]
    for par in list(copied.iter(f"{W}p")):
        copied.remove(par)
    copied.append(xml("<w:p/>"))
    for par in left.findall(f"{W}p"):
        left.remove(par)
    left.append(xml("<w:p/>"))
    row.addprevious(upper)


def auto_letters(docx: Docx) -> None:
    """Points lettered by Word itself: a b c d e."""
    for start in ("a) ", "b) ", "c) ", "d) ", "đ) "):
        par = docx.par(start)
        par.find(f"{W}pPr").append(xml('<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'))
        one = next(par.iter(f"{W}t"))
        one.text = one.text[3:]


def decomposed(docx: Docx) -> None:
    one = next(docx.par(TONGUE).iter(f"{W}t"))
    one.text = unicodedata.normalize("NFD", one.text)


def mark_elsewhere(docx: Docx) -> None:
    docx.par("Kính gửi").addprevious(docx.par("KHẨN"))


def unboxed(docx: Docx) -> None:
    properties = docx.par("KHẨN").find(f"{W}pPr")
    properties.remove(properties.find(f"{W}pBdr"))


def circulation(docx: Docx) -> None:
    docx.body.insert(0, xml(RED.format("LƯU HÀNH NỘI BỘ")))


def several_on_the_line(docx: Docx) -> None:
    text("Kính gửi:", "Kính gửi: Văn phòng;")(docx)


def rule_to_one_side(start: str) -> Callable[[Docx], None]:
    def edit(docx: Docx) -> None:
        indent = docx.par(start).getnext().find(f"{W}pPr/{W}ind")
        left, right = (int(indent.get(f"{W}{side}")) for side in ("left", "right"))
        given(indent, left=str(left - 400), right=str(right + 400))

    return edit


def rule_between(docx: Docx) -> None:
    other = etree.fromstring(etree.tostring(docx.par("SỞ TÀI CHÍNH").getnext()))
    docx.par("UBND TỈNH").addnext(other)


def rule_below(start: str, side: int) -> Callable[[Docx], None]:
    return below(start, "ind", left=str(side), right=str(side))


L, D, P = "letter", "decision", "plan"
FAULTS: tuple[tuple[str, str, str, Callable[[Docx], None]], ...] = (
    ("F01", L, "Letter paper", page("pgSz", 0, w="12240", h="15840")),
    ("F01", L, "A5", page("pgSz", 0, w="8391", h="11906")),
    ("F02", L, "orientation that does not agree", first_table_upright),
    ("F02", L, "across without a table", across_without_table),
    ("F02", L, "upright, said to lie across", page("pgSz", 1, orient="landscape")),
    ("F03", L, "left margin of 25 mm", page("pgMar", left="1418")),
    ("F03", D, "bottom margin of 15 mm", page("pgMar", bottom="850")),
    ("F03", L, "right margin of 25 mm", page("pgMar", right="1418")),
    ("F04", L, "mirrored margins", lambda docx: docx.trees[SETTINGS].append(xml("<w:mirrorMargins/>"))),
    ("F04", L, "gutter", page("pgMar", gutter="200")),
    ("F04", P, "header too low", page("pgMar", header="1000")),
    ("F05", D, "number to the right", align("PAGE", "right", HEADER)),
    ("F05", D, "number at the foot", number_at_the_foot),
    ("F06", D, "no first page of its own", lost(0, "titlePg")),
    ("F06", P, "number on the first page", number_on_the_first_page),
    ("F07", P, "number of 11 pt", size("PAGE", 22, HEADER)),
    ("F07", D, "italic number", italic("PAGE", part=HEADER)),
    ("F07", P, "Roman numerals", page("pgNumType", fmt="lowerRoman")),
    ("F07", D, "Trang", lambda docx: docx.par("PAGE", HEADER).insert(1, xml("<w:r><w:t>Trang </w:t></w:r>"))),
    ("F08", L, "numbers run on", lost(2, "pgNumType")),
    ("F08", L, "no section of its own", section_break_gone),
    ("F08", L, "number on an appendix's first page", lost(1, "titlePg")),
    ("F09", L, "Arial", runs(TONGUE, "rFonts", ascii="Arial", hAnsi="Arial")),
    ("F09", D, "font of the theme", runs("Căn cứ Nghị định", "rFonts", asciiTheme="minorHAnsi", hAnsiTheme="minorHAnsi")),
    ("F09", P, "half a font", runs("Nâng cao", "rFonts", hAnsi="Calibri")),
    ("F10", L, "blue words", runs(TONGUE, "color", val="0000FF")),
    ("F10", D, "highlight", runs("Căn cứ Nghị định", "highlight", val="yellow")),
    ("F10", P, "shading", runs("Nâng cao", "shd", val="clear", fill="FFFF00")),
    ("F11", L, "letters with separate marks", decomposed),
    ("F11", D, "font of the time before Unicode", runs("Căn cứ Nghị định", "rFonts", ascii=".VnTime", hAnsi=".VnTime")),
    ("F11", P, "private letters", word("Nâng cao", "công khai", "công \uf0b7 khai")),
    ("F11", P, "two ways of placing tones", word("Nâng cao", "Nâng cao", "Hóa đơn, hoá đơn: nâng cao")),
    ("F12", L, "tabs for a table", lambda docx: (gone("KHẨN")(docx), head_by_tabs(docx))),
    ("F12", D, "lines of the table", with_lines(0)),
    ("F12", P, "style with lines", in_the_style_of_a_grid(0)),
    ("F13", L, "misspelt", text(NATION, f"{NATION}.")),
    ("F13", D, "no capitals", text(NATION, "Cộng hòa xã hội chủ nghĩa Việt Nam")),
    ("F14", L, "italic", italic(NATION)),
    ("F14", D, "not bold", bold(NATION, on=False)),
    ("F15", L, "dashes", text(MOTTO, MOTTO.replace("-", "–"))),
    ("F15", D, "no spaces", text(MOTTO, MOTTO.replace(" - ", "-"))),
    ("F15", P, "capitals", text(MOTTO, "Độc Lập - Tự Do - Hạnh Phúc")),
    ("F16", L, "italic", italic(MOTTO)),
    ("F16", D, "to the left", align(MOTTO, "left")),
    ("F16", P, "look of capitals", both(runs(MOTTO, "caps"), rule_below(MOTTO, 635))),
    ("F17", L, "12 beside 14 pt", size(NATION, 24)),
    ("F17", D, "13 beside 14 pt", size("An Sơn, ngày", 26)),
    ("F18", L, "place of many words", word("An Sơn, ngày", "An Sơn", "Thành phố Bà Rịa - Vũng Tàu và Côn Đảo")),
    ("F18", D, "narrow cell", look(NATION, "ind", left="300", right="300")),
    ("F19", L, "no line", gone_below(MOTTO)),
    ("F19", D, "half a line", rule_below(MOTTO, 2000)),
    ("F19", P, "underlined", runs(MOTTO, "u", val="single")),
    ("F19", D, "to one side", rule_to_one_side(MOTTO)),
    ("F20", L, "not bold", both(bold("ỦY BAN NHÂN DÂN", on=False), bold("XÃ AN SƠN", on=False))),
    ("F20", P, "parent of 14 pt", size("UBND TỈNH", 28)),
    ("F20", P, "italic", italic("UBND TỈNH")),
    ("F21", L, "no line", gone_below("XÃ AN SƠN")),
    ("F21", P, "a line as long as the name", rule_below("SỞ TÀI CHÍNH", 900)),
    ("F21", P, "a line between", rule_between),
    ("F22", L, "space between the lines", look(MOTTO, "spacing", before="120")),
    ("F22", P, "lines and a half", look("SỞ TÀI CHÍNH", "spacing", line="360", lineRule="auto")),
    ("F23", L, "no zero", text("Số:", "Số: 5/UBND-VP")),
    ("F23", D, "spaces in the symbol", text("Số:", "Số: 12 / QĐ - UBND")),
    ("F23", P, "no colon", text("Số:", "Số 07/KH-STC")),
    ("F24", L, "14 pt", size("Số:", 28)),
    ("F24", D, "bold", bold("Số:")),
    ("F25", D, "another kind's code", text("Số:", "Số: 12/KH-UBND")),
    ("F25", P, "no code", text("Số:", "Số: 07/STC-VP")),
    ("F26", L, "the code of a công văn", text("Số:", "Số: 05/CV-UBND-VP")),
    ("F26", L, "the code of a kind", text("Số:", "Số: 05/TB-VP")),
    ("F28", L, "no zero", word("An Sơn, ngày", "05", "5")),
    ("F28", D, "a zero in March", word("An Sơn, ngày", "tháng 02", "tháng 03")),
    ("F28", P, "no such day", word("An Sơn, ngày", "ngày 05", "ngày 30")),
    ("F29", L, "upright", italic("An Sơn, ngày", on=False)),
    ("F29", D, "bold", bold("An Sơn, ngày")),
    ("F30", L, "another row", date_in_the_row_above),
    ("F30", D, "lines apart", one_row),
    ("F31", L, "commune", word("An Sơn, ngày", "An Sơn", "xã An Sơn")),
    ("F31", D, "a district of before", word("An Sơn, ngày", "An Sơn", "Huyện Tứ Kỳ")),
    ("F32", D, "not in capitals", text("QUYẾT ĐỊNH", "Quyết định")),
    ("F32", P, "12 pt", size("KẾ HOẠCH", 24)),
    ("F32", P, "a full stop", text("KẾ HOẠCH", "KẾ HOẠCH.")),
    ("F33", D, "V/v", text("Về việc ban hành", "V/v ban hành quy định tiếp nhận hồ sơ")),
    ("F33", P, "not bold", bold("Cải cách", on=False)),
    ("F34", D, "no line", gone_below("Về việc ban hành")),
    ("F34", P, "a long line", rule_below("Cải cách", 2800)),
    ("F35", L, "no V/v", text(SUBJECT, "Kết quả giải quyết thủ tục hành chính")),
    ("F35", L, "bold", bold(SUBJECT)),
    ("F35", L, "no space above", look(SUBJECT, "spacing", before="0")),
    (
        "F36",
        L,
        "no Kính gửi",
        both(gone("Kính gửi"), gone("- Các cơ quan"), gone("- Các trường"), word("- Như", "Như trên", "UBND tỉnh")),
    ),
    (
        "F36",
        P,
        "Kính gửi in a plan",
        both(
            added("Sở Tài chính xây", RED.format("Kính gửi: Bộ Nội vụ").replace("<w:b/>", ""), above=True),
            word("- UBND tỉnh", "UBND tỉnh (báo cáo)", "Như trên"),
        ),
    ),
    ("F37", L, "bold", bold("Kính gửi")),
    ("F37", L, "no colon", text("Kính gửi", "Kính gửi")),
    ("F38", L, "one of several on the line", several_on_the_line),
    ("F38", L, "no semicolon", word("- Các cơ quan", ";", ",")),
    ("F38", L, "a single one below", gone("- Các trường")),
    ("F39", L, "a dash beside the others", look("- Các trường", "ind", left="3300")),
    ("F39", L, "at the margin", look("Kính gửi", "ind", left="0")),
    ("F40", L, "to the left", align(TONGUE, "left")),
    ("F40", L, "bold", bold(TONGUE)),
    ("F48", D, "bold", bold("2. Các cơ quan")),
    ("F40", P, "15 pt", size("Nâng cao", 30)),
    ("F40", L, "two sizes", size(TONGUE, 26)),
    ("F41", L, "15 mm", look(TONGUE, "ind", firstLine="850")),
    ("F41", P, "another indent", look("Nâng cao", "ind", firstLine="720")),
    ("F41", P, "an indent of all lines", look("Nâng cao", "ind", left="400", firstLine="567")),
    (
        "F42",
        L,
        "no space",
        both(look(TONGUE, "spacing", before="60", after="40"), look("Ủy ban nhân dân xã yêu", "spacing", before="60")),
    ),
    ("F42", P, "empty paragraph", added("Nâng cao", "<w:p/>")),
    ("F43", L, "double", look(TONGUE, "spacing", line="480", lineRule="auto")),
    ("F43", P, "12 pt exactly", look("Nâng cao", "spacing", line="240", lineRule="exact")),
    ("F44", D, "upright", italic("Căn cứ Nghị", on=False)),
    ("F44", D, "no semicolon", word("Căn cứ Nghị", "phủ;", "phủ")),
    ("F45", L, "no số", word("Nhận được", "Công văn này", "Quyết định 12/QĐ-UBND")),
    ("F45", D, "Khoản", word("1. Văn phòng", "khoản 2", "Khoản 2")),
    ("F46", D, "capitals", text("Chương II", "CHƯƠNG II")),
    ("F46", D, "Arabic", text("Chương II", "Chương 2")),
    ("F46", D, "title beside it", both(text("Chương II", "Chương II. TỔ CHỨC THỰC HIỆN"), gone("TỔ CHỨC THỰC HIỆN"))),
    ("F46", D, "not bold", bold("Mục 1", on=False)),
    ("F47", D, "a gap", word("Điều 2", "Điều 2.", "Điều 4.")),
    ("F47", D, "not bold", bold("Điều 2", on=False)),
    ("F48", D, "no space", word("2. Các cơ quan", "2. Các", "2.Các")),
    ("F48", D, "a gap", word("2. Các cơ quan", "2. Các", "3. Các")),
    ("F49", L, "e for đ", word("đ) Rà", "đ) ", "e) ")),
    ("F49", D, "a full stop", word("b) Trả", "b) ", "b. ")),
    ("F49", L, "letters of Word", auto_letters),
    ("F50", P, "not in capitals", text("II. NHIỆM VỤ", "II. Nhiệm vụ")),
    ("F50", P, "a gap", text("III. TỔ CHỨC", "IV. TỔ CHỨC THỰC HIỆN")),
    ("F50", P, "not bold beside bold", bold("2. Yêu cầu", on=False)),
    ("F51", L, "a full stop", word("Nhận được", "./.", ".")),
    ("F51", D, "a space before it", word("Điều 3", "./.", " ./.")),
    ("F51", P, "twice", word("Nâng cao", "dân.", "dân./.")),
    ("F52", L, "row that may break", row_may_break),
    ("F52", L, "last paragraph alone", last_may_part),
    ("F52", D, "lines of the table", with_lines(1)),
    ("F52", P, "different rows", label_in_another_row),
    ("F52", P, "tabs for a table", foot_by_tabs),
    ("F53", L, "13 pt", size("Nơi nhận", 26)),
    ("F53", D, "no colon", text("Nơi nhận", "Nơi nhận")),
    ("F53", P, "underlined", runs("Nơi nhận", "u", val="single")),
    ("F54", L, "12 pt", size("- Chủ tịch", 24)),
    ("F54", D, "a full stop", word("- Thường trực", ";", ".")),
    ("F54", P, "an indent", look("- Các phòng", "ind", left="400")),
    ("F55", L, "not Như trên", word("- Như trên", "Như trên", "UBND tỉnh")),
    ("F55", D, "Như trên in a decision", word("- Như Điều", "Như Điều 3", "Như trên")),
    ("F55", P, "Như trên without Kính gửi", word("- UBND tỉnh", "UBND tỉnh (báo cáo)", "Như trên")),
    ("F56", L, "another order", text("- Lưu", "- Lưu: VP, VT.")),
    ("F56", D, "no full stop", text("- Lưu", "- Lưu: VT, VP;")),
    ("F57", L, "K/T", text("KT. CHỦ TỊCH", "K/T CHỦ TỊCH")),
    ("F57", D, "TM before a post", text("TM. ỦY BAN", "TM. CHỦ TỊCH")),
    ("F57", P, "not bold", bold("GIÁM ĐỐC", on=False)),
    ("F58", L, "capitals", text("Nguyễn Văn A", "NGUYỄN VĂN A")),
    ("F58", D, "a degree", text("Trần Thị B", "ThS. Trần Thị B")),
    ("F58", P, "not bold", bold("Lê Văn C", on=False)),
    ("F59", L, "capitals", text("Phụ lục II", "PHỤ LỤC II")),
    ("F59", L, "13 pt", size("Phụ lục I", 26)),
    ("F59", L, "upright", italic("(Kèm theo", on=False)),
    ("F59", L, "another number", word("(Kèm theo", "số 05", "số 06")),
    ("F60", L, "no box", unboxed),
    ("F60", L, "11 pt", size("KHẨN", 22)),
    ("F60", L, "another word", text("KHẨN", "KHẨN CẤP")),
    ("F60", L, "elsewhere", mark_elsewhere),
    ("F60", D, "circulation without a box", circulation),
)


def planted(paper: str, edit: Callable[[Docx], None]) -> bytes:
    docx = Docx(SOUND[paper])
    edit(docx)
    return docx.saved()
