"""Headings of several levels where nothing is merged: in texts, which cannot, and in sheets where nobody did."""

import pytest
from export_tables import BLOCKS, COUNTS, figures, layout, read, told
from kinds.tables import unmerged
from kinds.writers import as_kind, workbook_of

from cccc.exports import Export, formats
from cccc.exports.grid import Cell, Grid
from cccc.exports.inspect.outline import outline, tree_of
from cccc.exports.tables import headings as module
from cccc.exports.tables.headings import Headings
from cccc.exports.tables.search import tables_of

TITLE = "BÁO CÁO THÁNG 8/2023\n"
TEXTS = ["csv", "tsv"]
EXPECTED = {("xa-ha-ky", "total"): 100, ("xa-ha-ky", "online"): 80, ("xa-ha-ky", "received"): 7, ("xa-ha-ky", "digitised"): 6}
TWO_LEVELS = """
STT | Đơn vị   | Thanh toán A |            |       | Số hóa  |           | Ghi chú
    |          | Tổng số      | Trực tuyến | Tỷ lệ | Tổng số | Đã số hóa |
(1) | (2)      | (3)          | (4)        | (5)   | (6)     | (7)       | (8)
1   | Xã Hà Kỳ | 100          | 80         | 80%   | 7       | 6         | tốt
    | Tổng cộng| 100          | 80         | 80%   | 7       | 6         |
"""


def text(lines, kind="csv"):
    return [(f"a.{kind}", as_kind(kind, unmerged(workbook_of(lines))))]


def shown(lines, top, bottom, *, flat=True):
    grid = formats.read(Export("a", as_kind("csv", workbook_of(lines))))[0][0]
    grid = Grid(grid.file, grid.sheet, 0, grid.cells, flat=flat)
    return [" / ".join(one.shown) for one in Headings(grid).head(top, bottom).headings]


@pytest.mark.parametrize("kind", TEXTS)
def test_a_text_keeps_parents_in_the_first_cell_of_their_block(kind):
    reading, problems = read(text(TITLE + TWO_LEVELS.strip("\n"), kind), BLOCKS)
    assert (told(problems), figures(reading)) == ([], EXPECTED)


def test_a_merged_sheet_says_the_same_when_it_is_saved_as_text():
    merged = """
    Tháng 8/2023 | <        | <            | <          | <     | <       | <
    STT          | Đơn vị   | Thanh toán A | <          | <     | Số hóa  | <
    ^            | ^        | Tổng số      | Trực tuyến | Tỷ lệ | Tổng số | Đã số hóa
    1            | Xã Hà Kỳ | 100          | 80         | 80%   | 7       | 6
    """
    reading, problems = read(text(merged), BLOCKS)
    assert (told(problems), figures(reading)) == ([], EXPECTED)


@pytest.mark.parametrize(
    ("lines", "expected"),
    {
        "up to the next parent, not before the first": ("A | | B | \na | b | c | d", ["A / a", "A / b", "B / c", "B / d"]),
        "singles keep their own words": ("STT | A | | Ghi chú\n | a | b |", ["STT", "A / a", "A / b", "Ghi chú"]),
        "a block ends before a column without a child": ("A | | | \na | b | | c", ["A / a", "A / b", "c"]),
        "a heading without a child spans nothing": ("STT | A | \n | | b", ["STT", "A", "b"]),
        "nothing stands over what comes before": (" | A | \nx | a | b", ["x", "A / a", "A / b"]),
        "three levels": (
            "A | | | | B | \nc | | d | | e | \n1x | 2x | 3x | 4x | 5x | 6x",
            ["A / c / 1x", "A / c / 2x", "A / d / 3x", "A / d / 4x", "B / e / 5x", "B / e / 6x"],
        ),
        "a level below ends where the one above does": (
            "A | | B | \nc | | | \n1x | 2x | 3x | 4x",
            ["A / c / 1x", "A / c / 2x", "B / 3x", "B / 4x"],
        ),
    }.values(),
)
def test_a_parent_stands_over_its_block(lines, expected):
    assert shown(lines, 1, len(lines.split("\n"))) == expected


def test_a_sheet_where_nobody_merged_is_read_so_where_nothing_else_fits():
    reading, problems = read(TITLE + TWO_LEVELS.strip("\n"), BLOCKS)
    assert (told(problems), figures(reading)) == ([], EXPECTED)


def test_where_some_headings_are_merged_the_others_stand_over_one_column():
    lines = TWO_LEVELS.strip("\n").replace("Thanh toán A |            |       |", "Thanh toán A | < | < |")
    assert told(read(TITLE + lines, BLOCKS)[1]) == ["missing-column F2"]


def test_a_flat_table_stays_flat():
    lines = "STT | Đơn vị | Tổng số | Trực tuyến\n1 | Xã Hà Kỳ | 5 | 4"
    for sheets in (TITLE + lines, text(TITLE + lines)):
        reading, problems = read(sheets, COUNTS)
        assert (told(problems), figures(reading)) == ([], {("xa-ha-ky", "total"): 5, ("xa-ha-ky", "online"): 4})


def test_a_layout_of_a_text_whose_parents_stand_over_one_column_still_reads_it():
    own = layout({"total": "Thanh toán A / Tổng số", "online": "Trực tuyến"})
    lines = "STT | Đơn vị | Thanh toán A |\n | | Tổng số | Trực tuyến\n1 | Xã Hà Kỳ | 5 | 4"
    reading, problems = read(text(TITLE + lines), own)
    assert (told(problems), figures(reading, "online")) == ([], {"xa-ha-ky": 4})


def test_the_tree_of_a_text_shows_the_blocks():
    (grid,) = formats.read(Export("a", text(TITLE + TWO_LEVELS.strip("\n"))[0][1]))[0]
    tree = tree_of(outline(grid), {})
    assert [(node.text, node.first, node.last) for node in tree] == [
        ("STT", 1, 1),
        ("Đơn vị", 2, 2),
        ("Thanh toán A", 3, 5),
        ("Số hóa", 6, 7),
        ("Ghi chú", 8, 8),
    ]


# --- headings everywhere -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("flat", [True, False])
def test_a_sheet_of_headings_everywhere_is_looked_through_within_bounds(monkeypatch, flat):
    words = ["Tổng số", "Trực tuyến", "Tỷ lệ", "Thanh toán A", "Số hóa", "Đã số hóa"]
    rows, width = 1000, 12
    cells = {
        (row, column): Cell("Đơn vị" if column == 2 else words[(row + column) % 6])
        for row in range(1, rows + 1)
        for column in range(1, width + 1)
    }
    made = []
    monkeypatch.setattr(module, "Head", lambda *given, of=module.Head: made.append(given) or of(*given))
    tables_of(Grid("a", "Biểu", 0, cells, flat=flat), [BLOCKS, COUNTS], tuple, {})
    assert len(made) <= 2 * module.MOST_HEADS
