"""What a template can write, and what a paper holds of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cccc.letters.language.marks import bare, inside, keyed, opening, protect
from cccc.letters.rendering.markdown import blocks, point, text
from cccc.model.paper import Key, TextCell

RATE = Key("value", ("xa-a",), ("payment",), "period")


def said(cell):
    return None if cell is None else " / ".join("".join(run.text for run in line) for line in cell.lines)


def grid(table):
    return [[said(cell) for cell in row.cells] for row in table.rows]


def told(read):
    return [str(mistake.message) for mistake in read.mistakes]


# --- headings, lists ---


@pytest.mark.parametrize(
    ("numbering", "shown"),
    [
        ("1", ["1. A", "1.1. B", "1.2. C", "2. D./."]),
        ("I", ["I. A", "1. B", "a) C", "II. D./."]),
        ("Phần", ["Phần I", "A", "I. B", "1. C", "Phần II", "D./."]),
    ],
)
def test_headings_number_themselves(numbering, shown):
    made = text("# a\n\n## B\n\n### C\n\n# d".replace("a", "A").replace("d", "D"), numbering).blocks
    assert [block.text for block in made] == shown


def test_first_headings_of_named_kinds_are_in_capitals():
    made = text("# Mục đích\n\n## Yêu cầu", "I").blocks
    assert [(block.text, block.level) for block in made] == [("I. MỤC ĐÍCH", 1), ("1. Yêu cầu./.", 2)]


def test_points_follow_the_vietnamese_alphabet():
    made = blocks("\n".join(f"1) {word}" for word in ("một", "hai", "ba", "bốn", "năm")) + "\n\nHết")
    assert [block.text for block in made[:-1]] == ["a) một", "b) hai", "c) ba", "d) bốn", "đ) năm"]
    assert "".join(point(number)[0] for number in range(1, 24)) == "abcdđeghiklmnopqrstuvxy"
    assert point(24) == "24)"


def test_numbers_of_a_list_count_on():
    made = blocks("1. a\n1. b\n   - c\n     - d\n1. e\n\nf")
    assert [block.text for block in made] == ["1. a", "2. b", "- c", "+ d", "3. e", "f./."]


# --- tables ---


def test_a_table_with_merged_heads():
    (table,) = blocks(
        "| TT | Đơn vị | Trong kỳ | < |\n| ^ | ^ | Số | Tỷ lệ |\n|---|---|---|---|\n"
        "| 1 | A<br>B | 10 | 50% |\n| **Tổng** | < | **10** | |"
    )
    assert table.heads == 2
    assert grid(table) == [
        ["TT", "Đơn vị", "Trong kỳ", None],
        [None, None, "Số", "Tỷ lệ"],
        ["1", "A / B", "10", "50%"],
        ["Tổng", None, "10", ""],
    ]
    assert [(cell.across, cell.down) for cell in table.rows[0].cells if cell] == [(1, 2), (1, 2), (2, 1)]
    assert [row.strong for row in table.rows] == [False, False, False, True]
    assert [cell.align for cell in table.rows[2].cells] == ["center", "left", "right", "right"]
    assert {cell.align for cell in table.rows[0].cells if cell} == {"center"}


def test_dashes_say_how_columns_stand_and_how_wide_they_are():
    (table,) = blocks("| a | b | c |\n|:-|:--:|---:|\n| 1 | 2 | x |")
    assert [cell.align for cell in table.rows[1].cells] == ["left", "center", "right"]
    assert table.shares == (1, 2, 3)
    assert blocks("| a | b |\n|---|---|\n| 1 | 2 |")[0].shares == ()


def test_a_table_without_dashes_has_no_head():
    (table,) = blocks("| a | b |\n| c |")
    assert (table.heads, grid(table)) == (0, [["a", "b"], ["c", ""]])


def test_data_merges_no_cells_and_parts_none():
    (table,) = blocks(f"| a | b |\n|---|---|\n| {protect('x|y')} | {protect('<')} |\n| {protect('^')} | {protect('<br>')} |")
    assert grid(table)[1:] == [["x|y", "<"], ["^", "<br>"]]


@pytest.mark.parametrize("rows", ["| a | < |\n| ^ | b |", "| < | a |", "| a | b |\n|---|---|\n| ^ | c |", "| ^ |"])
def test_cells_that_make_no_rectangle_are_told(rows):
    read = text(rows)
    assert len(read.mistakes) == 1
    assert all(isinstance(cell, TextCell) for row in read.blocks[0].rows for cell in row.cells)


# --- footnotes ---


def test_footnotes_are_numbered_as_they_are_referred_to():
    read = text("Một[^b], hai[^a].\n\n[^a]: A *nghiêng*\ntiếp\n\n[^b]: B\n\n--- appendix: C\n\nBa[^a].")
    notes = [run.note for block in (*read.blocks, *read.appendices[0].blocks) for run in block.runs if run.note]
    assert [(note.number, "".join(run.text for run in note.runs)) for note in notes] == [
        (1, "B"),
        (2, "A nghiêng tiếp"),
        (3, "A nghiêng tiếp"),
    ]
    assert "".join(run.text for run in read.blocks[0].runs) == "Một, hai./."


def test_the_closing_mark_stands_after_a_last_footnote():
    (block,) = text("Chưa có hồ sơ.[^1]\n\n[^1]: A").blocks
    assert [(run.text, bool(run.note)) for run in block.runs] == [("Chưa có hồ sơ", False), ("", True), ("./.", False)]


@pytest.mark.parametrize(
    ("markdown", "count"), [("A[^1]", 1), ("A\n\n[^1]: B", 1), ("A[^1][^2]\n\n[^3]: B", 3), ("A\\[^1]", 0)]
)
def test_footnotes_without_a_fellow_are_told(markdown, count):
    assert len(text(markdown).mistakes) == count


# --- appendices, pages ---


def test_an_appendix_is_apart_and_numbers_anew():
    read = text("# A\n\n--- appendix: Bảng b\n\n# C\n\n--- appendix landscape\n\nD\n\n--- page\n\nE")
    assert [block.text for block in read.blocks] == ["1. A./."]
    first, second = read.appendices
    assert ("".join(run.text for run in first.title), first.landscape) == ("BẢNG B", False)
    assert [block.text for block in first.blocks] == ["1. C./."]
    assert (second.title, second.landscape) == ((), True)
    assert [(block.kind, block.text) for block in second.blocks] == [("paragraph", "D"), ("page", ""), ("paragraph", "E./.")]


@pytest.mark.parametrize("line", ["--- apendix: A", "--- appendix sideways", "--- page 2", "--- page: A"])
def test_an_unknown_directive_is_told(line):
    read = text(f"A\n\n{line}\n\nB")
    assert [mistake.line for mistake in read.mistakes] == [line]
    assert [block.text for block in read.blocks] == ["A", "B./."]


def test_a_table_at_the_end_has_no_closing_mark():
    assert text("A\n\n| b |").blocks[-1].text == "| b |"


# --- keys ---


def test_a_keyed_text_says_what_it_is():
    (block,) = blocks(
        f"Đạt **{protect(keyed('28,3%', RATE))}** [{protect(keyed('UBND xã A', Key('name', ('xa-a',))))}](cccc:0a)."
    )
    assert [(run.text, run.bold, run.finding, str(run.key) if run.key else None) for run in block.runs] == [
        ("Đạt ", False, None, None),
        ("28,3%", True, None, "value:xa-a:payment:period"),
        (" ", False, None, None),
        ("UBND xã A", False, "cccc:0a", "name:xa-a::"),
        ("./.", False, None, None),
    ]


def test_the_closing_mark_is_no_part_of_a_figure():
    (block,) = blocks(f"Đạt {protect(keyed('30%', RATE))}")
    assert [(run.text, run.key) for run in block.runs] == [("Đạt ", None), ("30%", RATE), ("./.", None)]


def test_a_keyed_text_opens_a_sentence_and_stands_inside():
    assert bare(opening(keyed("sở A", RATE))) == "Sở A"
    assert bare(inside(keyed("Bảng A", RATE))) == "bảng A"
    assert inside(keyed("UBND xã A", RATE)) == keyed("UBND xã A", RATE)


@pytest.mark.parametrize("key", [RATE, Key("occurrence", ("xa-a", "xa-b"), ("a", "b")), Key("change", (), ("a",), "period")])
def test_a_key_is_read_again(key):
    assert Key.read(str(key)) == key


@pytest.mark.parametrize("text_", ["", "value", "value:a:b", "value:a:b:c:d", "price:a:b:c", ":::"])
def test_what_is_no_key_is_none(text_):
    assert Key.read(text_) is None


# --- anything ---

PIECES = st.sampled_from(
    [
        *(
            "# A",
            "## ",
            "- x",
            "  - y",
            "1. a",
            "1) b",
            "> q",
            "**",
            "*",
            "_",
            "`",
            "[",
            "](",
            ")",
            "\\",
            "\n",
            "\n\n",
            "\r",
            "\t",
        ),
        *(
            "|",
            "| a | b |\n",
            "|---|---|\n",
            "| ^ | < |\n",
            "<br>",
            "|<|\n",
            "|^|\n",
            "||\n",
            "|:-:|\n",
            "[^1]",
            "[^1]: x [^1]\n",
        ),
        *("--- page\n", "--- appendix: A\n", "--- appendix landscape\n", "--- x\n", "---\n", "./.", ".", ";", "&#x0;", "&amp;"),
        *(
            "\ufdd0",
            "\ufdd1",
            "\ufdd2",
            "\ufdd3",
            "\ufdd4",
            "\ufdd31\ufdd4",
            "\ufdd0value:a:b:c\ufdd1x\ufdd2",
            "\ue000",
            "\ue001",
        ),
        *("[x](cccc:0a)", "99999999999999999999. ", "0) ", "\u2028", "\x00", "\ud800", "Sở A"),
    ]
)


@given(st.lists(st.one_of(PIECES, st.text(max_size=6)), max_size=40).map("".join), st.sampled_from(["1", "I", "Phần"]))
def test_any_text_gives_blocks_or_mistakes(markdown, numbering):
    read = text(markdown, numbering)
    for block in (*read.blocks, *(block for appendix in read.appendices for block in appendix.blocks)):
        assert isinstance(block.text, str)
        assert not any(sign in run.text for run in block.runs for sign in "\ufdd0\ufdd1\ufdd2\ufdd3\ufdd4")
    for mistake in read.mistakes:
        assert str(mistake.message)
