"""What cccc writes, and what is sound, is found so."""

from __future__ import annotations

import pytest

from cccc.documents.letter import letter
from cccc.documents.lint import lint
from tests.documents.lint.sound import SOUND
from tests.documents.papers import PAPERS

KINDS = {"letter": "CÔNG VĂN", "decision": "QUYẾT ĐỊNH", "plan": "KẾ HOẠCH"}
SIGNED = (("--number", "7", "--date", "2026-10-05"), ())


def told(content: bytes) -> list[tuple[str, str]]:
    linted, problems = lint(content, "letter.docx")
    assert problems == []
    assert linted
    return [(remark.rule.id, remark.severity.value) for remark in linted.remarks]


@pytest.mark.parametrize("name", SOUND)
def test_a_sound_paper_has_no_remark(name):
    assert told(SOUND[name]) == []


@pytest.mark.parametrize("name", SOUND)
def test_the_kind_is_known_by_the_title(name):
    linted, _ = lint(SOUND[name], "letter.docx")
    assert linted
    assert linted.kind == KINDS[name]


@pytest.mark.parametrize("name", PAPERS)
def test_a_letter_that_cccc_writes_violates_nothing(base, name):
    # the file keeps no copy for the unit of the symbol where a test's paper names another
    assert set(told(letter(PAPERS[name], base))) <= {("F56", "W")}


@pytest.mark.parametrize("signing", SIGNED, ids=["signed", "draft"])
@pytest.mark.parametrize(
    ("name", "inputs", "units"),
    [
        ("tu-ky-2023", ("inputs/2023-07.xlsx", "inputs/2023-08.xlsx"), ("xa-ha-ky", "xa-hung-dao", "xa-quang-khai")),
        ("starter", ("inputs/2026-08.xlsx", "inputs/2026-09.xlsx"), ()),
    ],
)
def test_the_letters_of_the_examples_violate_nothing(example, cccc, name, inputs, units, signing):
    example(name)
    if name == "tu-ky-2023":
        assert cccc("history", "import", "history.yaml").status == 0
    assert cccc("evaluate", *inputs).status == 0
    for only in ((), *(("--unit", unit) for unit in units)):
        assert cccc("letter", "notice", *signing, *only, "--output", "letter.docx", "--force").status == 0
        done = cccc("lint", "letter.docx", "--format", "json")
        assert done.status == 0
        [file] = done.document["files"]
        assert [remark for remark in file["remarks"] if remark["severity"] != "I"] == []
