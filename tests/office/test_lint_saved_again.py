"""Papers that LibreOffice has saved again: sound ones stay sound, and a planted fault is still named alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cccc.documents.lint import fixed, lint
from cccc.documents.write.letter import letter
from tests.documents.lint.faults import FAULTS, planted
from tests.documents.lint.sound import SOUND
from tests.documents.papers import PAPERS
from tests.office.test_letter_pages import BASE, office

if TYPE_CHECKING:
    from pathlib import Path

LOST = {"half a font"}
"""What LibreOffice itself mends when it saves: it knows one font for a run."""


@pytest.fixture(scope="module")
def saved(tmp_path_factory) -> Path:
    source, folder = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("saved")
    for name, paper in PAPERS.items():
        (source / f"paper-{name}.docx").write_bytes(letter(paper, BASE.read_bytes()))
    for name, content in SOUND.items():
        (source / f"sound-{name}.docx").write_bytes(content)
    for number, (_, paper, _, edit) in enumerate(FAULTS):
        (source / f"fault-{number}.docx").write_bytes(planted(paper, edit))
    office("docx", sorted(source.glob("*.docx")), folder)
    return folder


def told(content: bytes) -> set[tuple[str, str]]:
    linted, problems = lint(content, "letter.docx")
    assert problems == []
    assert linted
    return {(remark.rule.id, remark.severity.value) for remark in linted.remarks if remark.severity != "I"}


@pytest.mark.parametrize("name", PAPERS)
def test_a_letter_of_ours_still_violates_nothing(saved, name):
    assert told((saved / f"paper-{name}.docx").read_bytes()) <= {("F56", "W")}


@pytest.mark.parametrize("name", SOUND)
def test_a_sound_paper_is_still_sound(saved, name):
    assert told((saved / f"sound-{name}.docx").read_bytes()) == set()


@pytest.mark.parametrize("number", range(len(FAULTS)), ids=[f"{rule} {what}" for rule, _, what, _ in FAULTS])
def test_a_planted_fault_is_still_named_alone(saved, number):
    rule, _, what, _ = FAULTS[number]
    content = (saved / f"fault-{number}.docx").read_bytes()
    assert {name for name, _ in told(content)} == ({rule} if what not in LOST else set())


@pytest.mark.parametrize("number", range(len(FAULTS)), ids=[f"{rule} {what}" for rule, _, what, _ in FAULTS])
def test_what_can_be_mended_is_silent_afterwards(saved, number):
    content = (saved / f"fault-{number}.docx").read_bytes()
    linted, _ = lint(content, "letter.docx")
    assert linted
    if any(remark.fixable for remark in linted.remarks):
        assert told(fixed(content)) == set()
