"""What cccc writes, and what is sound, is found so."""

from __future__ import annotations

import pytest

from cccc.documents.lint import lint
from cccc.documents.write.letter import letter
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


TU_KY, STARTER = ("inputs/2023-07.xlsx", "inputs/2023-08.xlsx"), ("inputs/2026-08.xlsx", "inputs/2026-09.xlsx")
WEEK = ("inputs/2023-09-07.xlsx", "inputs/2023-09-14.xlsx", "--period", "2023-09-08..2023-09-14")
EACH = ("notice", "praise", "reminder", "criticism", "reconciliation", "submission-slip", "progress-report", "directive")
WAYS = {
    "draft": (),
    "final": ("--final",),
    "signed": ("--number", "7", "--date", "{date}"),
    "issued": ("--final", "--number", "105", "--date", "{date}"),
}
EXAMPLES = {
    "tu-ky": ("tu-ky-2023", TU_KY, "2023-09-15", EACH),
    "tu-ky, one unit": ("tu-ky-2023", TU_KY, "2023-09-15", ("praise --unit xa-ha-ky", "criticism --unit xa-dan-chu")),
    "starter": ("starter", STARTER, "2026-10-05", EACH),
    "bac-giang": ("bac-giang-2019", ("inputs/2019-04.xlsx",), "2019-05-10", ("directive", "builtin:directive")),
    "son-dong": ("son-dong-2024", (), "2024-04-05", ("service-directive --period 2024-04", "targets-appendix")),
    "luc-ngan, launch": (
        "luc-ngan-2023",
        (),
        "2023-08-31",
        ("luc-ngan-launch --plan luc-ngan-2023", "campaign-launch --plan luc-ngan-2023"),
    ),
    "luc-ngan, week": ("luc-ngan-2023", WEEK, "2023-09-15", ("progress-report", "submission-slip", "notice")),
    "luc-ngan, end": ("luc-ngan-2023", ("inputs/2023-12-15.xlsx",), "2023-12-20", ("campaign-closing",)),
    "lang-son, plan": (
        "lang-son-2023",
        (),
        "2023-08-08",
        ("lang-son-plan --plan lang-son-2023", "emulation-plan --plan lang-son-2023"),
    ),
    "lang-son, end": ("lang-son-2023", ("inputs/2023-11-30.xlsx",), "2023-12-05", ("commendation", "campaign-closing")),
}


LONG = pytest.mark.slow(reason="writes and checks 32 letters")


@pytest.mark.parametrize("name", [pytest.param(name, marks=LONG) if name == "tu-ky" else name for name in EXAMPLES])
def test_no_letter_of_an_example_has_a_fault_or_a_doubt(example, cccc, name):
    """Every template on every example that has something for it: drafts and final copies, with number and date and without."""
    folder, exports, date, letters = EXAMPLES[name]
    example(folder)
    if folder == "tu-ky-2023":
        assert cccc("history", "import", "history.yaml").status == 0
    if exports:
        assert cccc("evaluate", *exports).status == 0
    found = []
    for template in letters:
        for way, options in WAYS.items():
            asked = [option.format(date=date) for option in options]
            done = cccc("letter", *template.split(), *asked, "--output", "letter.docx", "--force")
            assert done.status == 0, (template, way, done.err)
            [file] = cccc("lint", "letter.docx", "--format", "json").document["files"]
            found += [(template, way, one["rule"], one["severity"]) for one in file["remarks"] if one["severity"] != "I"]
    assert found == []
