"""Web pages called .xls: wrong spans, rows that are not closed, hidden copies, several tables."""

import pytest

from cccc.exports import Export
from cccc.exports.formats import read as read_grids


def grids(page):
    found, problems = read_grids(Export("a.xls", page if isinstance(page, bytes) else page.encode()))
    assert problems == []
    return found


def lines(grid):
    """The grid as text: cells between bars."""
    width = max(column for _, column in grid.cells)
    return [" | ".join(grid.cell(row, column).text for column in range(1, width + 1)) for row in grid.rows]


def table(page):
    [grid] = grids(page)
    return lines(grid)


PAGES = {
    "spans": (
        "<table><tr><td rowspan=2>STT<td colspan=2>A<tr><td>B<td>C<tr><td>1<td>2<td>3</table>",
        ["STT | A | ", " | B | C", "1 | 2 | 3"],
    ),
    "a span longer than the head": (
        "<table><thead><tr><th rowspan=3>STT<th rowspan=3>Đơn vị<th colspan=2>A<tr><th>B<th>C<tbody><tr><td>1<td>Xã<td>2<td>3",
        ["STT | Đơn vị | A | ", " |  | B | C", "1 | Xã | 2 | 3"],
    ),
    "a span longer than a head without thead": (
        "<table><tr><th rowspan=3>STT<th colspan=2>A<tr><th>B<th>C<tr><td>I<td colspan=2>Sở<tr><td>1<td>2<td>3</table>",
        ["STT | A | ", " | B | C", "I | Sở | ", "1 | 2 | 3"],
    ),
    "a span longer than a head of plain cells": (
        "<table><tr><td rowspan=3>STT<td colspan=2>A<tr><td>B<td>C<tr><td>I<td colspan=2>Sở<tr><td>1<td>2<td>3</table>",
        ["STT | A | ", " | B | C", "I | Sở | ", "1 | 2 | 3"],
    ),
    "a group row of one column too few": (
        "<table><tr><td>STT<td>Đơn vị<td>A<td>B<tr><td>I<td colspan=2>Sở<tr><td>1<td>Xã<td>2<td>3</table>",
        ["STT | Đơn vị | A | B", "I | Sở |  | ", "1 | Xã | 2 | 3"],
    ),
    "rows that are not closed": (
        "<table><tr><td>STT</td><td>A</td><tr><td>1</td><td>2</td></tr><tr><td>2</td><td>3</table>",
        ["STT | A", "1 | 2", "2 | 3"],
    ),
    "a paragraph inside a row": (
        "<table><tr><p><td>STT</td><td>A</td></p></tr><tr><p></p><td>1</td><td>2</td></tr></table>",
        ["STT | A", "1 | 2"],
    ),
    "breaks, entities and hidden words": (
        "<table><tr><td>Tỷ&nbsp;lệ<br>(%)<td><p>A</p><p>B</p><td><span style='display: none'>007</span>7</table>",
        ["Tỷ lệ (%) | A B | 7"],
    ),
    "bold and links": ("<table><tr><td><b>Xã <a href='x'>Hà</a></b> <i>Kỳ</i></table>", ["Xã Hà Kỳ"]),
    "cells without a row": ("<table><td>1<td>2<tr><td>3<td>4</table>", ["1 | 2", "3 | 4"]),
    "scripts and comments": (
        "<table><tr><td>1<script>var a = '<td>9</td>'</script><!-- <td>8 --><td>2</table>",
        ["1 | 2"],
    ),
    "a span of nothing": ("<table><tr><td colspan=0>1<td rowspan=x>2<td colspan=-3>3</table>", ["1 | 2 | 3"]),
    "no end at all": ("<html><body><table><tr><td>1<td>2", ["1 | 2"]),
    "blanks and a mark before": ("\ufeff \r\n  <table><tr><td>1<td>2</table>", ["1 | 2"]),
}


@pytest.mark.parametrize("page", PAGES)
def test_a_table_is_laid_out_as_a_browser_shows_it(page):
    given, expected = PAGES[page]
    assert table(given) == expected


@pytest.mark.parametrize("wrong", [2, 17, 30, 1000, 1000000])
def test_a_group_row_never_reaches_beyond_the_table(wrong):
    head = "".join(f"<th>C{number}" for number in range(18))
    data = "".join(f"<td>{number}" for number in range(18))
    [grid] = grids(f"<table><tr>{head}<tr><td>I<td colspan={wrong}>Sở<tr>{data}</table>")
    assert max(merge.right for merge in grid.merges) == min(wrong + 1, 18)
    assert (grid.cell(2, 2).text, grid.cell(3, 18).text) == ("Sở", "17")


def test_a_span_of_a_million_rows_costs_nothing():
    [grid] = grids("<table><tr><td rowspan=1000000 colspan=3>Tháng 8<tr><td>1<td>2<td>3<tr><td>4<td>5<td>6</table>")
    assert (lines(grid)[1:], grid.merges[0].bottom) == (["1 | 2 | 3", "4 | 5 | 6"], 3)


def test_merges_keep_their_place():
    [grid] = grids("<table><tr><td rowspan=2>STT<td colspan=2>A<tr><td>B<td>C<tr><td>1<td>2<td>3</table>")
    assert [(merge.top, merge.left, merge.bottom, merge.right) for merge in grid.merges] == [(1, 1, 2, 1), (1, 2, 1, 3)]


# --- several tables --------------------------------------------------------------------------------------------------


def test_every_table_is_a_sheet_with_its_number():
    found = grids("<table><tr><td>UBND</table><table></table><p>x<table><tr><td>1</table>")
    assert [(grid.sheet, grid.order, lines(grid)) for grid in found] == [("1", 0, ["UBND"]), ("3", 2, ["1"])]


def test_a_table_inside_a_table_is_one_of_its_own():
    outer, inner = grids("<table><tr><td>Menu<td><table><tr><td>STT<td>A<tr><td>1<td>2</table>Chân trang</table>")
    assert (outer.sheet, lines(outer), inner.sheet, lines(inner)) == ("1", ["Menu | Chân trang"], "2", ["STT | A", "1 | 2"])


def test_a_hidden_copy_is_dropped_and_another_hidden_table_kept():
    shown, copy = "<table><tr><td>STT<tr><td>1</table>", "<table><tr><td>STT<tr><td>1</table>"
    hidden = f"<div style='DISPLAY:none'>{copy}</div>"
    assert [grid.sheet for grid in grids(shown + hidden)] == ["1"]
    assert [grid.sheet for grid in grids(hidden + shown)] == ["2"]
    found = grids(shown + "<table hidden><tr><td>STT<tr><td>2</table>")
    assert [(grid.sheet, grid.hidden) for grid in found] == [("1", False), ("2", True)]


def test_the_lines_above_a_table_are_its_title():
    page = (
        "<h3>BÁO CÁO</h3><p>Tháng 8/2023</p><table><tr><td>UBND<td>Số: 12/BC</table><table><tr><td>Xã<td>5</table>"
        "<p>Tháng 9/2023</p><table><tr><td>Xã<td>6</table>"
    )
    assert [grid.title for grid in grids(page)] == [
        ("BÁO CÁO", "Tháng 8/2023"),
        ("BÁO CÁO", "Tháng 8/2023", "UBND", "Số: 12/BC"),
        ("Tháng 9/2023",),
    ]


# --- hidden parts ----------------------------------------------------------------------------------------------------


def test_hidden_rows_and_columns():
    [grid] = grids(
        "<style>.x1 {mso-number-format:General; display:none;}</style><table><col><col style='display:none'>"
        "<tr><td>STT<td>A<td>B<tr style='display:none'><td>1<td>2<td>3<tr class=x1><td>1<td>2<td>3<tr hidden><td>4</table>"
    )
    assert (grid.hidden_rows, grid.hidden_columns) == ({2, 3, 4}, {2})


def test_a_column_of_hidden_cells_keeps_its_place():
    [grid] = grids("<table><tr><th>STT<th hidden>Mã<th>A<tr><td>1<td style='display:none'>x<td>2</table>")
    assert (lines(grid), grid.hidden_columns) == (["STT | Mã | A", "1 | x | 2"], {2})


def test_hidden_cells_here_and_there_take_no_place():
    [grid] = grids("<table><tr><th>STT<th>A<th>B<tr><td>1<td style='display:none'>x<td>2<td>3</table>")
    assert (lines(grid), grid.hidden_columns) == (["STT | A | B", "1 | 2 | 3"], frozenset())


# --- what Excel writes -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cell", "value", "number_format"),
    [
        ("<td x:num='0.97668'>97,67%", 0.97668, "0.00%"),
        ("<td x:num='0.97668' style='mso-number-format:\"0\\.0%\"'>97,7%", 0.97668, "0.0%"),
        ("<td x:num='0.97668' style='mso-number-format:Percent'>97,67%", 0.97668, "0.00%"),
        ("<td x:num>12", 12, "General"),
        ("<td x:num>1.234", "1.234", "General"),
        ("<td x:num='1234'>1.234", 1234, "General"),
        ("<td x:num='nan'>x", "x", "General"),
        ("<td style='mso-number-format:\"\\@\"'>012", "012", "@"),
        ("<td>97,67%", "97,67%", "General"),
        ("<td class=xl5>80%", "80%", "0%"),
    ],
)
def test_a_number_behind_what_is_shown(cell, value, number_format):
    [grid] = grids(f"<style>.xl5{{mso-number-format:0%}}</style><table><tr>{cell}</table>")
    assert (grid.cell(1, 1).value, grid.cell(1, 1).number_format) == (value, number_format)


# --- letters ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "cp1258"])
def test_the_letters_are_told_by_the_bytes(encoding):
    from kinds.writers import in_cp1258

    page = '<html><head><meta charset="windows-1252"></head><table><tr><td>Xã Hà Kỳ<td>Đơn vị tính</table></html>'
    assert table((in_cp1258(page) if encoding == "cp1258" else page).encode(encoding)) == ["Xã Hà Kỳ | Đơn vị tính"]


def test_deep_nesting_is_no_matter():
    deep = 5000
    assert len(grids("<div>" * deep + "<table><tr><td>1</table>" + "</div>" * deep)) <= 1
    assert len(grids("<table><tr><td>1" * deep)) <= deep
