"""A table of a paper -> a Word table: head on each page, merged cells, shading, columns as wide as what stands in them."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from cccc.documents.write.markup import ParagraphLayout, plain
from cccc.documents.write.widths import width
from cccc.model.paper import Filled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cccc.documents.write.base import Base
    from cccc.documents.write.widths import Face
    from cccc.documents.write.writer import Writer
    from cccc.model.paper import AnyTable, TextCell, TextRow, TextTable

_SIDE = 85
_SLACK = 30
_MOST = 1 / 2
_TORN = 4
"""Cells over more rows than this may be torn by a page's end."""
_HEAD_SHADE, _STRONG_SHADE = "D9D9D9", "F2F2F2"
_EDGES = ("top", "left", "bottom", "right", "insideH", "insideV")
_BORDERS = "".join(f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="auto"/>' for edge in _EDGES)
_MARGINS = "".join(
    f'<w:{edge} w:w="{room}" w:type="dxa"/>' for edge, room in zip(_EDGES[:4], (0, _SIDE, 0, _SIDE), strict=True)
)


def table(made: AnyTable, writer: Writer, room: int) -> bytes:
    """``made`` across ``room`` twips."""
    form = replace(made.form, rows=made.rows) if isinstance(made, Filled) else made
    return _table(form, writer, _columns(form, writer.base, room)).encode()


def _table(made: TextTable, writer: Writer, columns: Sequence[int]) -> str:
    # LibreOffice lays it out by the grid, Word by the cells: both have the widths
    look = (
        f'<w:tblW w:w="{sum(columns)}" w:type="dxa"/><w:tblInd w:w="0" w:type="dxa"/><w:tblBorders>{_BORDERS}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{_MARGINS}</w:tblCellMar>'
    )
    grid = "".join(f'<w:gridCol w:w="{column}"/>' for column in columns)
    covering: dict[int, tuple[int, int]] = {}
    together = _together(made)
    rows = "".join(
        _row(row, columns, writer, covering, head=at < made.heads and made.heads < len(made.rows), keep_next=at in together)
        for at, row in enumerate(made.rows)
    )
    return f"<w:tbl><w:tblPr>{look}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"


def _together(made: TextTable) -> set[int]:
    """The rows that stay on the page of the next.

    A head has two rows below it, a section its first row, a last row the one above it; no small merged cell is torn.
    """
    last = len(made.rows) - 1
    joined = {
        at + below
        for at, row in enumerate(made.rows)
        for cell in row.cells
        if cell is not None and cell.down <= _TORN
        for below in range(cell.down - 1)
    }
    sections = {at for at, row in enumerate(made.rows) if row.strong}
    return {at for at in {*range(made.heads + 1), *sections, *joined, last - 1} if 0 <= at < last}


def _row(
    row: TextRow, columns: Sequence[int], writer: Writer, covering: dict[int, tuple[int, int]], *, head: bool, keep_next: bool
) -> str:
    """One row; ``covering`` tells of a cell above by its first column how many rows and columns it still covers."""
    cells = ""
    at = 0
    shade = _HEAD_SHADE if head else _STRONG_SHADE if row.strong else ""
    while at < len(row.cells):
        cell = row.cells[at]
        if cell is not None:
            across, merge = cell.across, "restart" if cell.down > 1 else ""
            covering[at] = (cell.down - 1, across)
            content = _content(cell, writer, head=head, keep_next=keep_next)
        else:
            left, across = covering.get(at, (1, 1))
            covering[at], merge = (left - 1, across), "continue"
            content = writer.words("Table Cell", "", ParagraphLayout(keep_next))
        cells += _cell(sum(columns[at : at + across]), across, merge, shade, content)
        at += across
    return f"<w:tr><w:trPr><w:cantSplit/>{'<w:tblHeader/>' * head}</w:trPr>{cells}</w:tr>"


def _cell(wide: int, across: int, merge: str, shade: str, content: str) -> str:
    span = f'<w:gridSpan w:val="{across}"/>' if across > 1 else ""
    down = f'<w:vMerge w:val="{merge}"/>' if merge else ""
    shading = f'<w:shd w:val="clear" w:color="auto" w:fill="{shade}"/>' if shade else ""
    look = f'<w:tcW w:w="{wide}" w:type="dxa"/>{span}{down}{shading}<w:vAlign w:val="center"/>'
    return f"<w:tc><w:tcPr>{look}</w:tcPr>{content}</w:tc>"


def _content(cell: TextCell, writer: Writer, *, head: bool, keep_next: bool) -> str:
    style, layout = (
        ("Table Head", ParagraphLayout(keep_next)) if head else ("Table Cell", ParagraphLayout(keep_next, align=cell.align))
    )
    return "".join(writer.paragraph(style, line, layout) for line in cell.lines or ((),))


# --- widths ----------------------------------------------------------------------------------------------------------


def _columns(form: TextTable, base: Base, room: int) -> tuple[int, ...]:
    """Widths that fill ``room``: by the template's shares, else by what stands in the columns."""
    if form.shares:
        return _parted(form.shares, room)
    least = [2 * _SIDE] * len(form.rows[0].cells)
    wanted = list(least)
    for number, row in enumerate(form.rows):
        face = base.faces["Table Head" if number < form.heads else "Table Cell"]
        for at, cell in enumerate(row.cells):
            for line in cell.lines if cell is not None and cell.across == 1 else ():
                word, whole = _wide("".join(run.note.sign if run.note else run.text for run in line), face)
                least[at], wanted[at] = max(least[at], word), max(wanted[at], whole)
    if sum(least) >= room:
        return _parted(least, room)
    if sum(wanted) <= room:
        return _parted(wanted, room)
    # a column of long texts may wrap, and asks for no more than half the page
    more = [max(0, min(want, int(room * _MOST)) - need) for need, want in zip(least, wanted, strict=True)]
    spare = _parted(more, room - sum(least)) if sum(more) else (0,) * len(least)
    return tuple(need + extra for need, extra in zip(least, spare, strict=True))


@lru_cache(maxsize=2048)
def _wide(text: str, face: Face) -> tuple[int, int]:
    """The widest word and the whole line of ``text``, with the room around them."""
    words = plain(text)
    word = max((width(part, face) for part in words.split()), default=0)
    return word + 2 * _SIDE + _SLACK, width(words, face) + 2 * _SIDE + _SLACK


def _parted(shares: Sequence[int], room: int) -> tuple[int, ...]:
    """``room`` parted as ``shares`` are to one another, to the last twip."""
    edges = [0]
    for share in shares:
        edges.append(edges[-1] + share)
    return tuple(after * room // edges[-1] - before * room // edges[-1] for before, after in pairwise(edges))
