"""Lines that differ but for figures and names are read once; what comes of it is what reading each of them gives."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cccc.letters.rendering import markdown
from cccc.letters.rendering.forms import Parted, parted, placed
from cccc.letters.rendering.markdown import blocks
from cccc.letters.rendering.marks import keyed, protect
from cccc.letters.rendering.tables import table
from cccc.model.paper import Filled, Key, Table

RATE, COUNT, NAME = Key("value", ("xa-a",), ("payment",), "period"), Key("count", ("xa-a", "xa-b")), Key("name", ("xa-a",))
FINDING, OTHER = "cccc:1dc47602dcf1e5f4", "cccc:0123456789abcdef"

SAID = st.sampled_from(["12,5%", "7", "Xã A", "a_b*c", "[x](y)", "|", "<", " ", "1. ", "đ", "IV", "# a"])
KEYED = st.builds(lambda text, key: keyed(protect(text), key), SAID, st.sampled_from([RATE, COUNT, NAME]))
MARKED = st.builds(lambda text, finding: f"[{text}]({finding})", KEYED, st.sampled_from([FINDING, OTHER]))
WORDS = st.sampled_from(["Tỷ lệ ", "**", "*", "\\*", "- ", "1) ", "# ", "\n", "\n\n", "&amp;", " của ", "`", "12"])
TEXT = st.lists(KEYED | MARKED | WORDS, max_size=12).map("".join)
CELL = st.lists(KEYED | MARKED | st.sampled_from(["Số ", "**", "<br>", "12", "^", "<", "a"]), max_size=3).map("".join)
TABLE = st.lists(st.lists(CELL, min_size=3, max_size=3), min_size=1, max_size=5)


def direct(text):
    return tuple(markdown._Reader().markdown(text))


@given(TEXT)
def test_a_text_read_by_its_form_is_the_text(text):
    assert markdown._part(text) == direct(text)


@given(TABLE, st.sampled_from(["|---|---|---|", "|:-|-:|:-:|", "|--|-|---|"]))
def test_a_table_read_by_its_form_is_the_table(rows, dashes):
    lines = [f"| {' | '.join(cells)} |" for cells in rows]
    lines.insert(1, dashes)
    made, mistakes = markdown._table(tuple(lines))
    expected, told = table(lines, markdown._known_line)
    assert mistakes == told
    assert (made.rows, made.heads, made.text) == (expected.rows, expected.heads, expected.text)
    assert made.runs == expected.runs
    assert made.shares == expected.shares if isinstance(made, Table) else made.form.shares == expected.shares


def test_letters_that_differ_but_for_what_they_say_share_their_form():
    first, second = (
        parted(f"{keyed(name, NAME)} đạt **{keyed(protect(rate), RATE)}** [{keyed(name, NAME)}]({finding})")
        for name, rate, finding in (("Xã A", "12,5%", FINDING), ("Xã B", "100%", OTHER))
    )
    assert first.form == second.form
    assert [text for _, text in second.said] == ["Xã B", "100%", "Xã B"]
    assert second.said[1][0] == RATE


def test_a_table_of_own_figures_keeps_the_form_of_others_and_aligns_by_what_it_says():
    def made(*figures):
        rows = "\n".join(f"| {at} | {keyed(protect(figure), RATE)} |" for at, figure in enumerate(figures, 1))
        (block,) = blocks(f"| TT | Kết quả |\n|---|---|\n{rows}")
        return block

    one, other, words = made("12,5%", "7%"), made("80%", "100%"), made("12,5%", "không có")
    assert isinstance(one, Filled)
    assert one.form is other.form
    assert [row.cells[1].align for row in one.rows] == ["center", "right", "right"]
    assert [row.cells[1].align for row in words.rows] == ["center", "left", "left"]
    assert other.text == "| TT | Kết quả |\n| 1 | 80% |\n| 2 | 100% |"


@pytest.mark.parametrize(
    "text", ["Không có gì", keyed("a_b", RATE), keyed(" ", RATE), "\ufdd0sai\ufdd1a\ufdd2", keyed(keyed("a", RATE), NAME)]
)
def test_what_cannot_be_parted_is_its_own_form(text):
    assert parted(text) == Parted(text)
    assert placed(()) == ()
