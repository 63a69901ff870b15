"""``--fix``: what is mended is silent afterwards, and neither a word nor another part of the file changes."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest

from cccc.documents.lint import CHECKS, fixed, lint
from cccc.documents.word.reader import read
from tests.documents.lint.edits import align, bold, both, page, runs, size
from tests.documents.lint.faults import FAULTS, planted
from tests.documents.lint.sound import SOUND


def remarks(content: bytes):
    linted, problems = lint(content, "letter.docx")
    assert problems == []
    assert linted
    return linted.remarks


def texts(content: bytes) -> list[str]:
    return [paragraph.raw for paragraph in read(content).everywhere()]


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize(("rule", "paper", "what", "edit"), FAULTS, ids=[f"{rule} {what}" for rule, _, what, _ in FAULTS])
def test_what_can_be_mended_is_silent_afterwards(rule, paper, what, edit):
    content = planted(paper, edit)
    before = remarks(content)
    better = fixed(content)
    assert texts(better) == texts(content)
    if any(remark.fixable for remark in before):
        assert [remark for remark in remarks(better) if remark.severity != "I"] == []
    else:
        assert better == content


def test_a_check_that_says_it_can_mend_has_a_fault_that_it_mends():
    mended = {remark.rule.id for _, paper, _, edit in FAULTS for remark in remarks(planted(paper, edit)) if remark.fixable}
    assert mended == {name for name, check in CHECKS.items() if check.rule.fixable}


def test_many_faults_are_mended_at_once():
    edit = both(
        page("pgMar", left="1418", right="567"),
        runs("Trong tháng 01", "rFonts", ascii="Arial", hAnsi="Arial"),
        size("Nơi nhận", 28),
        align("Độc lập", "left"),
        bold("Kính gửi"),
    )
    content = planted("letter", edit)
    assert {remark.rule.id for remark in remarks(content)} >= {"F03", "F09", "F16", "F37", "F53"}
    assert remarks(fixed(content)) == ()


def test_parts_that_need_no_change_keep_their_bytes():
    content = planted("letter", size("Nơi nhận", 28))
    before, after = parts(content), parts(fixed(content))
    assert list(before) == list(after)
    assert [name for name in before if before[name] != after[name]] == ["word/document.xml"]


@pytest.mark.parametrize("name", SOUND)
def test_a_sound_paper_stays_as_it_is(name):
    assert fixed(SOUND[name]) is SOUND[name]
