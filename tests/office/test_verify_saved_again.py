"""Letters of every template that LibreOffice saved again: nothing false is told, what was altered is found, lint is content."""

from __future__ import annotations

import pytest

from cccc.documents.lint import lint
from cccc.documents.write.copies import final_copy
from tests.documents.verify.cases import offices
from tests.documents.verify.edits import altered
from tests.documents.verify.test_edits import drawn
from tests.documents.verify.test_templates import LETTERS
from tests.office.test_letter_pages import office as run_office

EACH = 1


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return {office.template: office for office in offices(tmp_path_factory.mktemp("offices"))}


@pytest.fixture(scope="module")
def saved(made, tmp_path_factory):
    """Each letter as it was and altered, saved again in one run."""
    source, folder = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("saved")
    for name, office in made.items():
        (source / f"{name}.docx").write_bytes(office.letter.content())
        for number in range(EACH):
            content, _ = altered(office.letter, office.names, drawn(f"saved-{name}-{number}"))
            (source / f"{name}-{number}.docx").write_bytes(content)
    run_office("docx", sorted(source.glob("*.docx")), folder)
    return folder


@pytest.fixture(params=LETTERS)
def name(request):
    return request.param


def test_lint_finds_no_violation(saved, name):
    linted, problems = lint((saved / f"{name}.docx").read_bytes(), "letter.docx")
    assert problems == []
    assert linted
    assert [(one.rule.id, one.place, one.found) for one in linted.remarks if one.severity == "E"] == []


def test_nothing_false_is_told(made, saved, name):
    assert made[name].verify((saved / f"{name}.docx").read_bytes()).deviations == ()


@pytest.mark.parametrize("number", range(EACH))
def test_what_was_altered_is_found(made, saved, name, number):
    assert made[name].verify((saved / f"{name}-{number}.docx").read_bytes()).has_error


def test_a_final_copy_is_made_of_it_and_can_still_be_held_against_the_ledger(made, saved, name):
    content, problems = final_copy((saved / f"{name}.docx").read_bytes(), "letter.docx")
    assert problems == []
    assert b"w:sdt" not in content
    assert made[name].verify(content).deviations == ()
