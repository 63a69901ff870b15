"""``cccc evaluate --targets``: what a draft of a plan would turn; nothing is saved."""

import hashlib
from pathlib import Path

import pytest

DRAFT = """\
plan: hai-duong-2023
title: Dự thảo
issuer: UBND tỉnh Hải Dương
applies: {from: 2023-01-01, to: 2023-12-31}
targets:
  - {indicator: online_payment, at_least: 28.2%, cumulative_from: 2023-04-01, cite: mục 5}
  - {indicator: intake_digitisation, at_least: 95%, cite: mục 1}
  - {indicator: result_digitisation, at_least: 90%, cite: mục 1}
  - {indicator: website_posting, for: [communes], windows: [period]}
  - {indicator: official_email, for: [communes], windows: [period]}
"""
INPUTS = ("inputs/2023-07.xlsx", "inputs/2023-08.xlsx")


@pytest.fixture
def draft(ready):
    root, _ = ready("tu-ky-2023", ("history", "import", "history.yaml"), ("evaluate", *INPUTS))
    (root / "draft.yaml").write_text(DRAFT, encoding="utf-8")
    return root


def ledger():
    return hashlib.sha256(Path(".cccc/ledger.db").read_bytes()).hexdigest()


@pytest.mark.parametrize("given", [(), INPUTS])
def test_the_verdicts_that_flip_are_told_and_nothing_is_saved(draft, cccc, root, given):
    before = ledger()
    done = cccc("evaluate", *given, "--targets", "draft.yaml", "--period", "2023-08")
    assert (done.status, done.err, ledger()) == (0, "", before)
    assert done.out == (root / "tests" / "commands" / "golden" / "what-if.txt").read_text(encoding="utf-8")


def test_the_document_names_each_flip_with_both_targets(draft, cccc):
    told = cccc("evaluate", "--targets", "draft.yaml", "--format", "json").document
    assert (told["schema"], told["saved"], told["tried"]["plan"]) == ("cccc/evaluation@1", False, "hai-duong-2023")
    [flip] = [one for one in told["flips"] if one["unit"] == "xa-ha-ky"]
    assert (flip["indicator"], flip["window"], flip["display"]) == ("online_payment", "cumulative", "28,3%")
    assert [(flip[side]["status"], flip[side]["target"]["value"]) for side in ("was", "now")] == [
        ("missed", "30"),
        ("met", "28.2"),
    ]
    assert [(one["kind"], one["unit"]) for one in told["lost"]] == [("reminder", "xa-ha-ky")]
    by_key = {(one["unit"], one["indicator"], one["window"]): one["status"] for one in told["assessments"]}
    assert all(by_key[one["unit"], one["indicator"], one["window"]] == one["now"]["status"] for one in told["flips"])


def test_the_plan_as_it_is_flips_nothing(draft, cccc, root):
    same = (root / "targets" / "hai-duong-2023.yaml").read_text(encoding="utf-8")
    (draft / "draft.yaml").write_text(same, encoding="utf-8")
    told = cccc("evaluate", "--targets", "draft.yaml", "--format", "json").document
    assert (told["flips"], told["gained"], told["lost"]) == ([], [], [])


def test_a_new_plan_stands_beside_the_others_or_in_conflict_with_them(draft, cccc):
    (draft / "draft.yaml").write_text(DRAFT.replace("plan: hai-duong-2023", "plan: other"), encoding="utf-8")
    done = cccc("evaluate", "--targets", "draft.yaml", "--lang", "en")
    assert done.status == 1
    assert "error[target-conflict]" in done.err
    replacing = DRAFT.replace("plan: hai-duong-2023", "plan: other\nreplaces: [hai-duong-2023, tu-ky-2023]")
    (draft / "draft.yaml").write_text(replacing, encoding="utf-8")
    told = cccc("evaluate", "--targets", "draft.yaml", "--format", "json").document
    assert len(told["flips"]) == 6
    assert {one["now"]["target"]["plan"] for one in told["flips"]} == {"other"}


def test_a_draft_is_tried_as_if_it_were_in_force(draft, cccc):
    (draft / "draft.yaml").write_text(DRAFT.replace("issuer:", "status: draft\nissuer:"), encoding="utf-8")
    assert len(cccc("evaluate", "--targets", "draft.yaml", "--format", "json").document["flips"]) == 6


def test_markdown_for_a_pull_request_and_a_file(draft, cccc):
    done = cccc("evaluate", "--targets", "draft.yaml", "--format", "md", "--output", "flips.md")
    assert (done.status, done.out) == (0, "flips.md\n")
    text = (draft / "flips.md").read_text(encoding="utf-8")
    row = "| Xã Hà Kỳ | thanh toán trực tuyến | lũy kế | 28,3% | từ 30% trở lên → từ 28,2% trở lên | chưa đạt → đạt |"
    assert row in text


@pytest.mark.parametrize(
    ("content", "rule"), [(None, "no-such-file"), ("plan: x", "missing-key"), (DRAFT.replace("28.2%", "x"), "threshold")]
)
def test_a_draft_that_is_wrong_is_told(draft, cccc, content, rule):
    (draft / "draft.yaml").unlink()
    if content is not None:
        (draft / "draft.yaml").write_text(content, encoding="utf-8")
    told = cccc("evaluate", "--targets", "draft.yaml", "--format", "json")
    assert told.status == 1
    assert rule in {problem.get("rule") for problem in told.document["problems"]}
