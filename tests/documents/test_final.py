"""Figures and names in content controls, and the copy that is signed."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

import docx as python_docx
import pytest

from cccc.documents.marks import read_marks
from cccc.documents.package import packed
from cccc.documents.write.copies import final_copy
from cccc.documents.write.figures import Carried, Figures, read_figures, tag
from cccc.documents.write.letter import letter
from cccc.model.paper import Key, Note, Run
from tests.documents.ooxml import Docx, W
from tests.documents.papers import CLOSING, paper, paragraph

NAME = Key("name", ("xa-a",))
RATE = Key("value", ("xa-a",), ("payment",), "period")
LONG = Key("value", tuple(f"xa-{number}" for number in range(20)), ("payment",), "period")
FINDING = "cccc:0123456789abcdef"
PAPER = paper(
    (
        paragraph(
            Run("UBND xã A", finding=FINDING, key=NAME), Run(" đạt ", finding=FINDING), Run("28,3%", bold=True, key=RATE)
        ),
        paragraph("Tổng ", Run("5", key=LONG), Run("", note=Note(1, (Run("Chú "), Run("7%", key=RATE)))), "."),
        paragraph(CLOSING),
    ),
)
CARRIED = (Carried(NAME, "UBND xã A"), Carried(RATE, "28,3%"), Carried(LONG, "5"), Carried(RATE, "7%"))


@pytest.fixture(scope="module")
def draft(base) -> bytes:
    return letter(PAPER, base)


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def edited(content: bytes, **changes: tuple[str, str]) -> bytes:
    found = parts(content)
    for part, (old, new) in changes.items():
        name = next(name for name in found if name.endswith(f"{part}.xml"))
        assert old in found[name].decode()
        found[name] = found[name].decode().replace(old, new).encode()
    return packed(found)


def test_figures_stand_in_controls_and_in_the_list(draft):
    figures, problems = read_figures(draft, "x.docx")
    assert problems == []
    assert figures.drafted == CARRIED
    assert figures.standing == CARRIED


def test_controls_carry_keys_that_word_takes(draft):
    tags = [mark.get(f"{W}val") for mark in Docx(draft).root.iter(f"{W}tag")]
    assert tags[:2] == ["cccc:name:xa-a::", "cccc:value:xa-a:payment:period"]
    assert tags == [tag(one.key) for one in CARRIED[:3]]
    assert all(len(each) <= 64 for each in tags)
    numbers = [mark.get(f"{W}val") for mark in Docx(draft).root.iter(f"{W}id")]
    assert len(set(numbers)) == len(numbers)


def test_the_list_outlives_the_controls(draft):
    found = parts(draft)
    text = re.sub(
        r"<w:sdt><w:sdtPr>.*?</w:sdtPr><w:sdtContent>|</w:sdtContent></w:sdt>", "", found["word/document.xml"].decode()
    )
    figures, _ = read_figures(packed({**found, "word/document.xml": text.encode()}), "x.docx")
    assert figures.drafted == CARRIED
    assert figures.standing == (Carried(RATE, "7%"),)


def test_a_control_tells_what_people_made_of_it(draft):
    figures, _ = read_figures(edited(draft, document=("28,3%", "82,3%")), "x.docx")
    assert figures.standing[1] == Carried(RATE, "82,3%")
    assert figures.drafted == CARRIED


def test_other_files_carry_nothing():
    out = BytesIO()
    python_docx.Document().save(out)
    assert read_figures(out.getvalue(), "x.docx") == (Figures(), [])
    assert read_figures(b"x", "x.docx")[1][0].code == "unreadable-file"


def test_a_letter_on_a_letter_has_one_list(draft):
    again = letter(PAPER, draft)
    assert [name for name in parts(again) if name.startswith("customXml/")] == [
        name for name in parts(draft) if name.startswith("customXml/")
    ]
    assert read_figures(again, "x.docx")[0].drafted == CARRIED


# --- the final copy ---


def is_final(content: bytes) -> None:
    text = parts(content)["word/document.xml"].decode()
    assert "DỰ THẢO" not in text
    assert "w:sdt" not in text
    assert "w:comment" not in text
    assert re.findall(r'w:name="(\w+?)_\d+"', text) == ["_cccc_0123456789abcdef"]
    assert read_marks(content, "x.docx")[0].standing == {FINDING}
    assert read_marks(content, "x.docx")[0].draft is not None
    assert read_figures(content, "x.docx")[0] == Figures(CARRIED, ())


def test_the_final_copy_has_no_stamp_and_no_controls(base):
    content = letter(PAPER, base, final=True)
    is_final(content)
    said = [par.text for par in python_docx.Document(BytesIO(content)).paragraphs]
    assert "UBND xã A đạt 28,3%" in said


def test_the_final_copy_of_a_draft_is_the_same(draft):
    content, problems = final_copy(draft, "draft.docx")
    assert problems == []
    is_final(content)


def test_comments_and_people_are_left_out(draft):
    document = python_docx.Document(BytesIO(draft))
    document.add_comment(document.paragraphs[-2].runs[0], text="Xem lại", author="Người A", initials="A")
    document.core_properties.author = "Người A"
    document.core_properties.last_modified_by = "Người B"
    out = BytesIO()
    document.save(out)
    content, problems = final_copy(out.getvalue(), "draft.docx")
    assert problems == []
    is_final(content)
    found = parts(content)
    assert not any("comments" in name for name in found)
    assert not any("Người".encode() in each or b"comments" in each for each in found.values())
    assert python_docx.Document(BytesIO(content)).core_properties.title == PAPER.frame.subject


@pytest.mark.parametrize("tracked", ['<w:ins w:id="9" w:author="x">', '<w:del w:id="9" w:author="x">'])
def test_tracked_changes_must_be_settled_first(draft, tracked):
    tag_ = tracked[1:6]
    changed = edited(draft, document=('<w:t xml:space="preserve"> đạt </w:t></w:r>', "<w:t> đạt </w:t></w:r>"))
    found = parts(changed)
    text = (
        found["word/document.xml"]
        .decode()
        .replace("<w:r><w:t> đạt </w:t></w:r>", f"{tracked}<w:r><w:t> đạt </w:t></w:r></{tag_}>")
    )
    content, (problem,) = final_copy(packed({**found, "word/document.xml": text.encode()}), "draft.docx")
    assert content == b""
    assert (problem.rule, problem.location.file) == ("tracked-changes", "draft.docx")


def test_what_is_no_document_has_no_final_copy():
    assert final_copy(b"x", "draft.docx")[1][0].code == "unreadable-file"
