"""Papers with one planted fault each: exactly that check speaks."""

from __future__ import annotations

from collections import Counter

import pytest

from cccc.documents.lint import CHECKS, lint
from tests.documents.lint.edits import text
from tests.documents.lint.faults import FAULTS, planted

OUTSIDE = "F27"


def named(content: bytes) -> set[str]:
    linted, problems = lint(content, "letter.docx")
    assert problems == []
    assert linted
    return {remark.rule.id for remark in linted.remarks if remark.severity != "I"}


@pytest.mark.parametrize(("rule", "paper", "what", "edit"), FAULTS, ids=[f"{rule} {what}" for rule, _, what, _ in FAULTS])
def test_a_planted_fault_is_named_and_nothing_else(rule, paper, what, edit):
    assert named(planted(paper, edit)) == {rule}


def test_every_check_has_two_planted_faults():
    assert len(FAULTS) >= 120
    planted_faults = Counter(rule for rule, *_ in FAULTS)
    assert {rule: planted_faults[rule] >= 2 for rule in CHECKS if rule != OUTSIDE} == dict.fromkeys(
        CHECKS.keys() - {OUTSIDE}, True
    )


def test_there_are_sixty_checks():
    assert list(CHECKS) == [f"F{number:02}" for number in range(1, 61)]


@pytest.mark.parametrize(
    "edit",
    [
        text("Số:", "Số: 05/2026/QĐ-UBND"),
        text("CỘNG HÒA", "ĐẢNG CỘNG SẢN VIỆT NAM"),
    ],
    ids=["law", "Party"],
)
def test_papers_that_another_rule_governs_get_one_note(edit):
    linted, _ = lint(planted("decision", edit), "letter.docx")
    assert linted
    assert [(remark.rule.id, remark.severity.value) for remark in linted.remarks] == [(OUTSIDE, "I")]


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        (text("CỘNG HÒA", "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM"), ("F13", "I")),
        (text("KHẨN", "MẬT"), ("F60", "I")),
    ],
    ids=["tone", "secrecy"],
)
def test_what_is_only_worth_knowing_is_a_note(edit, expected):
    linted, _ = lint(planted("letter", edit), "letter.docx")
    assert linted
    assert expected in {(remark.rule.id, remark.severity.value) for remark in linted.remarks}
    assert not linted.has_error
