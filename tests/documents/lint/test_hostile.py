"""Damaged and hostile files: told as unreadable or read as far as they go, never an exception."""

from __future__ import annotations

import random

import pytest
from lxml import etree

from cccc.documents import package
from cccc.documents.lint import fixed, lint
from cccc.documents.package import UnreadableError
from tests.documents.lint.edits import STYLES, TEXT, Docx, W
from tests.documents.lint.sound import SOUND, ends, packed, section
from tests.documents.test_marks import BROKEN

JUNK = ("", "-1", "99999999999", "x", "12.5cm", "NaN", "0", "true", "\u00b2", "both")
COUNT = 300


@pytest.mark.parametrize("kind", BROKEN)
def test_an_unusable_file_is_one_problem(monkeypatch, kind):
    monkeypatch.setattr(package, "MOST_BYTES", 2 * 1024 * 1024)
    linted, problems = lint(BROKEN[kind](SOUND["letter"]), "thư.docx")
    assert linted is None
    assert [(problem.code, problem.location.file) for problem in problems] == [("unreadable-file", "thư.docx")]


def test_damage_anywhere_never_raises():
    chance = random.Random(30)  # noqa: S311 - repeatable damage
    for _ in range(COUNT):
        content = bytearray(SOUND["decision"])
        for _ in range(chance.randint(1, 8)):
            content[chance.randrange(len(content))] = chance.randrange(256)
        linted, problems = lint(bytes(content), "letter.docx")
        assert linted or problems


@pytest.mark.slow(reason="damages a hundred letters of each kind")
@pytest.mark.parametrize("paper", SOUND)
def test_markup_of_any_kind_never_raises(paper):
    chance = random.Random(60)  # noqa: S311 - repeatable damage
    for _ in range(COUNT // 3):
        docx = Docx(SOUND[paper])
        for _ in range(chance.randint(1, 30)):
            damage(docx, chance)
        content = docx.saved()
        linted, problems = lint(content, "letter.docx")
        assert linted or problems
        if linted:
            lint(fixed(content), "letter.docx")


def damage(docx: Docx, chance: random.Random) -> None:
    tree = docx.trees[chance.choice((TEXT, TEXT, TEXT, STYLES, "word/numbering.xml", "word/header1.xml"))]
    element = chance.choice([one for one in tree.iter() if isinstance(one.tag, str)])
    match chance.randrange(5):
        case 0 if element.getparent() is not None and element.getparent().getparent() is not None:
            element.getparent().remove(element)
        case 1 if element.attrib:
            element.set(chance.choice(list(element.attrib)), chance.choice(JUNK))
        case 2 if element.getparent() is not None:
            element.addnext(etree.fromstring(etree.tostring(element)))
        case 3:
            element.text = chance.choice(JUNK)
        case _:
            other = chance.choice([one for one in tree.iter() if isinstance(one.tag, str)])
            if other.tag not in {f"{W}document", f"{W}body"} and other not in element.iterancestors() and other is not element:
                element.append(etree.fromstring(etree.tostring(other)))


def test_a_file_without_styles_or_settings_is_read():
    docx = Docx(SOUND["letter"])
    for name in ("styles", "settings", "theme", "numbering"):
        del docx.parts[f"word/{name}.xml"]
        del docx.trees[f"word/{name}.xml"]
    linted, problems = lint(docx.saved(), "letter.docx")
    assert problems == []
    assert linted
    assert linted.kind == "CÔNG VĂN"


def test_an_empty_document_lacks_the_nation():
    docx = Docx(SOUND["letter"])
    for child in list(docx.body):
        docx.body.remove(child)
    linted, _ = lint(docx.saved(), "letter.docx")
    assert linted
    assert "F13" in {remark.rule.id for remark in linted.remarks}


NESTED = {
    "insertions": ("<w:ins>", "<w:r><w:t>x</w:t></w:r>", "</w:ins>", 200),
    "text boxes": ("<w:r><w:pict><w:txbxContent><w:p>", "", "</w:p></w:txbxContent></w:pict></w:r>", 50),
    "shapes": ("<w:r><w:pict>", "", "</w:pict></w:r>", 100),
}


@pytest.mark.parametrize("kind", NESTED)
def test_what_is_nested_deeply_is_read_once(kind):
    start, inside, end, depth = NESTED[kind]
    body = f"<w:p>{start * depth}{inside}{end * depth}</w:p>" * 100
    linted, problems = lint(packed(body + section()), "letter.docx")
    assert problems == []
    assert linted
    assert "F13" in {remark.rule.id for remark in linted.remarks}


def test_sections_without_end_are_read():
    linted, _ = lint(packed(ends(section()) * 2000 + section()), "letter.docx")
    assert linted
    assert "F13" in {remark.rule.id for remark in linted.remarks}


def test_what_is_unreadable_cannot_be_mended():
    with pytest.raises(UnreadableError):
        fixed(b"x")
