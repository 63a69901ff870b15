from __future__ import annotations

import random
import re
import struct
import zipfile
from dataclasses import replace
from io import BytesIO

import pytest

from cccc.documents import package
from cccc.documents.marks import Marks, read_marks
from cccc.documents.package import packed
from cccc.documents.write.drafts import Draft
from cccc.documents.write.letter import letter
from cccc.model.paper import Run
from tests.documents.papers import CLOSING, PAPERS, paper, paragraph

SAID = "UBND xã Hà Kỳ đạt 28,3%"
KEPT, EDITED = "cccc:aaaa", "cccc:bbbb"
STRUCK_STYLE = (
    '<w:style w:type="character" w:styleId="Gone"><w:name w:val="Gone"/><w:rPr><w:strike/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="GoneToo"><w:name w:val="Gone too"/><w:basedOn w:val="Gone"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Hidden"><w:name w:val="Hidden"/><w:rPr><w:vanish/></w:rPr></w:style></w:styles>'
)
PAPER = paper(
    (paragraph("- ", Run("Giữ nguyên", finding=KEPT), "."), paragraph("- ", Run(SAID, finding=EDITED), "."), paragraph(CLOSING))
)
TRACKED = 'w:id="90" w:author="x" w:date="2023-09-15T00:00:00Z"'


@pytest.fixture(scope="module")
def draft(base) -> bytes:
    return letter(PAPER, base)


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def changed(draft: bytes, change) -> bytes:
    """The draft after ``change`` to the markup of its second mark: the bookmark and the runs in it."""
    found = parts(draft)
    text = found["word/document.xml"].decode()
    mark = re.search(r'<w:bookmarkStart w:id="2".*?<w:bookmarkEnd w:id="2"/>', text)
    assert mark
    text = text.replace(mark[0], change(mark[0]))
    styles = found["word/styles.xml"].decode().replace("</w:styles>", STRUCK_STYLE)
    return packed({**found, "word/document.xml": text.encode(), "word/styles.xml": styles.encode()})


def standing(content: bytes) -> frozenset[str]:
    marks, problems = read_marks(content, "letter.docx")
    assert problems == []
    return marks.standing


def looking(properties: str):
    return lambda mark: mark.replace("<w:r>", f"<w:r><w:rPr>{properties}</w:rPr>")


def wrapped(tag: str, inside: str = "w:t"):
    """The run as a tracked change."""

    def change(mark: str) -> str:
        run = re.search(r"<w:r>.*</w:r>", mark)
        assert run
        return mark.replace(run[0], f"<{tag} {TRACKED}>{run[0].replace('w:t', inside)}</{tag}>")

    return change


def around(tag: str):
    return lambda mark: f"<{tag} {TRACKED}>{mark}</{tag}>"


def saying(text: str):
    return lambda mark: mark.replace(SAID, text)


def partly_deleted(mark: str) -> str:
    deleted = f"<w:del {TRACKED}><w:r><w:delText>UBND xã</w:delText></w:r></w:del><w:r>"
    return mark.replace("<w:r>", deleted, 1)


def in_deleted_row(mark: str) -> str:
    # the paragraph's own ends are written around the mark, so that the row stands in a table of its own
    row = f"<w:tr><w:trPr><w:del {TRACKED}/></w:trPr><w:tc><w:p>{mark}</w:p></w:tc></w:tr>"
    return f"</w:p><w:tbl>{row}</w:tbl><w:p>"


def in_style(style: str):
    return looking(f'<w:rStyle w:val="{style}"/>')


def in_hidden_paragraph(mark: str) -> str:
    return f'</w:p><w:p><w:pPr><w:pStyle w:val="Hidden"/></w:pPr>{mark}</w:p><w:p>'


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda _: "", id="deleted"),
        pytest.param(lambda mark: re.sub(r"<w:r>.*</w:r>", "", mark), id="emptied"),
        pytest.param(saying(" - ; ."), id="only punctuation left"),
        pytest.param(saying(" \u00a0\u00a0"), id="only spaces left"),
        pytest.param(wrapped("w:del", "w:delText"), id="tracked deletion"),
        pytest.param(wrapped("w:del"), id="tracked deletion with plain text"),
        pytest.param(wrapped("w:moveFrom"), id="moved away"),
        pytest.param(around("w:del"), id="mark inside a tracked deletion"),
        pytest.param(in_deleted_row, id="in a deleted row"),
        pytest.param(looking("<w:strike/>"), id="struck"),
        pytest.param(looking('<w:strike w:val="true"/>'), id="struck by LibreOffice"),
        pytest.param(looking('<w:dstrike w:val="1"/>'), id="struck twice"),
        pytest.param(looking("<w:vanish/>"), id="hidden"),
        pytest.param(in_style("Gone"), id="struck by a style"),
        pytest.param(in_style("GoneToo"), id="struck by a style based on another"),
        pytest.param(in_hidden_paragraph, id="hidden by the paragraph's style"),
    ],
)
def test_struck_finding_does_not_stand(draft, change):
    assert standing(changed(draft, change)) == {KEPT}


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda mark: mark, id="untouched"),
        pytest.param(saying("UBND xã Hà Kỳ đạt 28,31%"), id="reworded"),
        pytest.param(partly_deleted, id="partly deleted"),
        pytest.param(wrapped("w:ins"), id="tracked insertion"),
        pytest.param(wrapped("w:moveTo"), id="moved here"),
        pytest.param(looking('<w:strike w:val="false"/>'), id="not struck"),
        pytest.param(looking('<w:dstrike w:val="0"/><w:vanish w:val="off"/>'), id="neither struck nor hidden"),
        pytest.param(looking('<w:rStyle w:val="Gone"/><w:strike w:val="0"/>'), id="a style's strike undone"),
        pytest.param(looking(f"<w:rPrChange {TRACKED}><w:rPr><w:strike/></w:rPr></w:rPrChange>"), id="strike undone, tracked"),
        pytest.param(in_style("Unknown"), id="unknown style"),
    ],
)
def test_finding_that_is_read_stands(draft, change):
    assert standing(changed(draft, change)) == {KEPT, EDITED}


def test_a_finding_stands_while_one_of_its_places_does(base):
    twice = paper((paragraph(Run("Một", finding=KEPT), " và ", Run("hai", finding=KEPT)), paragraph(CLOSING)))
    found = parts(letter(twice, base))
    text = found["word/document.xml"].decode().replace("Một", "")
    assert standing(packed({**found, "word/document.xml": text.encode()})) == {KEPT}


@pytest.mark.parametrize("name", PAPERS)
def test_marks_of_a_fresh_letter_all_stand(base, name):
    assert standing(letter(PAPERS[name], base)) == set(PAPERS[name].findings)


def test_bookmarks_of_others_are_no_findings(draft):
    other = changed(draft, lambda mark: mark.replace('w:name="cccc_', 'w:name="crm_'))
    assert standing(other) == {KEPT}


def test_strict_variant_of_word_is_read(draft):
    strict = {
        name: content.replace(
            b"http://schemas.openxmlformats.org/wordprocessingml/2006/main", b"http://purl.oclc.org/ooxml/wordprocessingml/main"
        )
        for name, content in parts(draft).items()
    }
    assert standing(packed(strict)) == {KEPT, EDITED}


def with_document(draft: bytes, document: bytes) -> bytes:
    return packed({**parts(draft), "word/document.xml": document})


def without(draft: bytes, part: str) -> bytes:
    return packed({name: content for name, content in parts(draft).items() if name != part})


def lying(draft: bytes) -> bytes:
    """A part that declares a small size and unpacks to a large one."""
    bomb = with_document(draft, b" " * (4 * package.MOST_BYTES))
    return bomb.replace(struct.pack("<I", 4 * package.MOST_BYTES), struct.pack("<I", 100))


def locked(draft: bytes) -> bytes:
    """A member whose flag says that it is encrypted."""
    at = draft.index(b"PK\x01\x02")
    names = [m.start() for m in re.finditer(b"PK\x01\x02", draft)]
    content = bytearray(draft)
    for start in names or [at]:
        content[start + 8] |= 1
    return bytes(content)


BROKEN = {
    "empty": lambda _: b"",
    "text": lambda _: b"Kinh gui:",
    "pdf": lambda _: b"%PDF-1.7",
    "only the first bytes of a zip": lambda _: b"PK\x03\x04",
    "cut short": lambda draft: draft[: len(draft) // 2],
    "old or protected": lambda _: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
    "encrypted members": locked,
    "empty zip": lambda _: packed({}),
    "zip of something else": lambda _: packed({"a.txt": b"x"}),
    "no relations": lambda draft: without(draft, "_rels/.rels"),
    "no text": lambda draft: without(draft, "word/document.xml"),
    "text is no XML": lambda draft: with_document(draft, b"x"),
    "text ends early": lambda draft: with_document(draft, parts(draft)["word/document.xml"][:-30]),
    "a spreadsheet": lambda draft: with_document(draft, b"<workbook/>"),
    "entities": lambda draft: with_document(draft, b'<!DOCTYPE w [<!ENTITY a "b">]><document>&a;</document>'),
    "outside entity": lambda draft: with_document(draft, b'<!DOCTYPE w SYSTEM "file:///etc/passwd"><document/>'),
    "billion laughs": lambda draft: with_document(
        draft,
        b'<!DOCTYPE w [<!ENTITY a "ha">'
        + b"".join(b'<!ENTITY a%d "%s">' % (n, b"&a;" * 10) for n in range(9))
        + b"]><document>&a8;</document>",
    ),
    "too deep": lambda draft: with_document(draft, b"<document>" + b"<p>" * 100_000),
    "bomb in the text": lambda draft: with_document(draft, b" " * (package.MOST_BYTES + 1)),
    "bomb beside the text": lambda draft: packed({**parts(draft), "word/media/a.bin": bytes(package.MOST_BYTES + 1)}),
    "bomb that lies": lying,
    "broken styles": lambda draft: packed({**parts(draft), "word/styles.xml": b"<styles>"}),
}


@pytest.mark.parametrize("kind", BROKEN)
def test_unusable_file_is_one_problem(draft, monkeypatch, kind):
    monkeypatch.setattr(package, "MOST_BYTES", 2 * 1024 * 1024)
    marks, problems = read_marks(BROKEN[kind](draft), "thư.docx")
    assert marks == Marks()
    assert [(problem.code, problem.severity, problem.location.file) for problem in problems] == [
        ("unreadable-file", "error", "thư.docx")
    ]
    assert str(problems[0].message)


def test_damage_anywhere_never_raises(draft):
    chance = random.Random(30)  # noqa: S311 - repeatable damage
    for _ in range(400):
        content = bytearray(draft)
        for _ in range(chance.randint(1, 8)):
            content[chance.randrange(len(content))] = chance.randrange(256)
        marks, problems = read_marks(bytes(content), "letter.docx")
        assert problems or marks.standing <= {KEPT, EDITED}


def test_a_letter_without_styles_is_read(draft):
    assert standing(without(draft, "word/styles.xml")) == {KEPT, EDITED}


@pytest.mark.parametrize("count", [0, 1, 7, 8, 200])
def test_a_letter_says_what_it_was_drafted_from(base, count):
    keys = tuple(f"cccc:{at:016x}" for at in range(count))
    made = replace(PAPER, template="notice", period="2023-W36", findings=keys)
    content = letter(made, base)
    marks, problems = read_marks(content, "letter.docx")
    assert problems == []
    assert marks.draft == Draft("notice", "2023-W36", keys)
    values = re.findall(r"<vt:lpwstr>(.*?)</vt:lpwstr>", parts(content)["docProps/custom.xml"].decode())
    assert max(map(len, values)) <= 255


def test_a_letter_that_does_not_say_its_draft_is_still_read(draft):
    marks, problems = read_marks(without(draft, "docProps/custom.xml"), "letter.docx")
    assert problems == []
    assert marks == Marks(frozenset({KEPT, EDITED}), None)


def test_names_of_templates_with_markup_survive(base):
    marks, _ = read_marks(letter(replace(PAPER, template="thư <1> & 2"), base), "letter.docx")
    assert marks.draft
    assert marks.draft.template == "thư <1> & 2"
