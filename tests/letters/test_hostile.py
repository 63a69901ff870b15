"""What data holds appears in the paper as it is: nothing in it can be a mark, whatever it looks like."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cccc.letters.language.marks import protect, restored
from cccc.letters.rendering.markdown import blocks

HOSTILE = [
    "*A*",
    "**A**",
    "_A_",
    "__A__",
    "`A`",
    "~~A~~",
    "[x](y)",
    "[x](cccc:0123456789abcdef)",
    "![x](y)",
    "<b>A</b>",
    "<https://a.vn>",
    "https://a.vn",
    "&amp; & &lt;",
    "# A",
    "## A ##",
    "1. A",
    "12) A",
    "- A",
    "+ A",
    "> A",
    "A\\",
    "\\*A\\*",
    "{{ 7 * 7 }}",
    "{% raw %}",
    "{# A #}",
    "| A | B |",
    "--- A",
    "=== A",
    ":A:",
    "\ue000\ue001\ue02a A",
    "\uf8ff A",
    "\"A\" 'B'",
]

BLANK = re.compile(r"\s+")
PLAIN = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=40)


def runs(paper):
    return [run for block in paper.blocks for run in block.runs]


@pytest.mark.parametrize("name", HOSTILE)
def test_a_units_name_is_only_text(desk, name):
    desk.unit("Xã A", official=name, head=name).unit("Xã B")
    for unit in ("Xã A", "Xã B"):
        for kind in ("praise", "reminder", "criticism"):
            desk.judge(unit, "payment", 20, ">= 30").find(kind, unit, "payment")
    paper = desk.paper
    assert f"- {name} có tỷ lệ thanh toán trực tuyến" in desk.text
    assert f"Yêu cầu {name} và Chủ tịch UBND xã B tăng cường" in desk.text
    assert {run.text for run in runs(paper) if run.finding} == {name, "UBND xã B"}
    assert [run.text for run in runs(paper) if run.italic] == []
    assert [block.text for block in paper.blocks if any(run.bold for run in block.runs)] == desk.headings


@pytest.mark.parametrize("text", HOSTILE)
def test_a_statement_is_only_text(desk, text):
    desk.state("progress", f"{text} X", f"{text} Y").state("other", f"{text} Z", None)
    assert desk.body[:2] == [f"Theo đánh giá của {text} Y, {text} X.", f"{text} Z."]
    assert not any(run.bold or run.italic or run.finding for run in runs(desk.paper))


@pytest.mark.parametrize("name", HOSTILE)
def test_an_indicators_and_a_bodys_name_are_only_text(desk, name):
    desk.indicators["payment"] = replace(desk.indicators["payment"], name=f"Z{name}", short=name, brief=name)
    desk.judge("Xã A", "payment", 20, ">= 30", giver=name).find("reminder", "Xã A", "payment").find("praise", "Xã A", "payment")
    assert f"2.1. Về {name}" in desk.body
    assert any(f"chưa đảm bảo chỉ tiêu {name} giao (30%)" in line for line in desk.body)
    assert not any(run.italic for run in runs(desk.paper))


def test_a_source_and_a_cut_off_are_only_text(desk):
    desk.sources, desk.as_of = ("*Cổng*",), "_17 giờ_"
    assert "(Số liệu trích xuất từ *Cổng*, chốt lúc _17 giờ_.)" in desk.total("payment", 40).body[0]


def test_a_break_in_a_value_is_a_space(desk):
    desk.state("progress", "Một\n\n# Hai\r\n- Ba\tBốn\u2028Năm", None)
    assert desk.body[0] == "Một # Hai - Ba Bốn Năm."
    assert desk.headings == []


@given(PLAIN)
def test_a_protected_text_is_restored(text):
    assert restored(protect(text)) == BLANK.sub(" ", text)


@given(PLAIN)
def test_a_protected_text_holds_no_mark(text):
    assert not set(protect(text)) & set("\\`*_{}[]()#+-.!|<>&~=:0123456789\n\r")


@given(
    st.lists(PLAIN.filter(str.strip), min_size=1, max_size=3),
    st.sampled_from(["{}", "**{}**", "*{}*", "[{}](cccc:0a)", "- {}"]),
)
def test_protected_texts_pass_through_any_mark(texts, mark):
    made = blocks("\n\n".join(mark.format(f"x{protect(text)}x") for text in texts))
    dash = "- " if mark.startswith("-") else ""
    shown = [f"{dash}x{BLANK.sub(' ', text)}x" for text in texts]
    assert [block.text for block in made] == [*shown[:-1], f"{shown[-1]}./."]


@pytest.mark.parametrize("address", ["y", "https://a.vn", "#a", "cccd:1", "mailto:a@b.vn"])
def test_a_link_to_anything_but_a_finding_marks_nothing(address):
    (block,) = blocks(f"Theo [văn bản]({address}) này")
    assert block.text == "Theo văn bản này./."
    assert [run.finding for run in block.runs] == [None]


def test_a_link_to_a_finding_marks_its_text():
    (block,) = blocks("Theo **[văn bản](cccc:0a) này**")
    assert [(run.text, run.bold, run.finding) for run in block.runs] == [
        ("Theo ", False, None),
        ("văn bản", True, "cccc:0a"),
        (" này./.", True, None),
    ]


def test_lists_and_headings_are_typed_text():
    made = blocks("# A\n\n## B\n\n- c\n\n  - d\n\n1. e\n2. f\n\n# G\n\nh *i* **j**;")
    assert [block.text for block in made] == ["1. A", "1.1. B", "- c", "+ d", "1. e", "2. f", "2. G", "h i j./."]
    assert [block.kind for block in made] == ["heading", "heading", *["paragraph"] * 4, "heading", "paragraph"]
    assert [(run.text, run.bold, run.italic) for run in made[-1].runs] == [
        ("h ", False, False),
        ("i", False, True),
        (" ", False, False),
        ("j", True, False),
        ("./.", False, False),
    ]


def test_an_empty_text_has_no_blocks():
    assert blocks(" \n\n ") == ()
