"""A table of a paper -> a Word table: head on each page, merged cells, shading, columns as wide as what stands in them."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from cccc.documents.markup import Layout, plain
from cccc.documents.widths import width

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cccc.documents.widths import Face
    from cccc.documents.writer import Writer
    from cccc.paper import Cell, Row, Run, Table

_SIDE = 85
_SLACK = 30
_MOST = 1 / 2
_HEAD_SHADE, _STRONG_SHADE = "D9D9D9", "F2F2F2"
_EDGES = ("top", "left", "bottom", "right", "insideH", "insideV")
_BORDERS = "".join(f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="auto"/>' for edge in _EDGES)
_MARGINS = "".join(
    f'<w:{edge} w:w="{room}" w:type="dxa"/>' for edge, room in zip(_EDGES[:4], (0, _SIDE, 0, _SIDE), strict=True)
)


def table(made: Table, writer: Writer, room: int) -> str:
    """``made`` across ``room`` twips."""
    return writer.kept(made, room, _table)


def _table(made: Table, writer: Writer, room: int) -> str:
    # LibreOffice lays it out by the grid, Word by the cells: both have the widths
    columns = _columns(made, writer, room)
    look = (
        f'<w:tblW w:w="{sum(columns)}" w:type="dxa"/><w:tblInd w:w="0" w:type="dxa"/><w:tblBorders>{_BORDERS}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{_MARGINS}</w:tblCellMar>'
    )
    grid = "".join(f'<w:gridCol w:w="{column}"/>' for column in columns)
    covering: dict[int, tuple[int, int]] = {}
    rows = "".join(
        _row(row, columns, writer, covering, head=at < made.heads and made.heads < len(made.rows))
        for at, row in enumerate(made.rows)
    )
    return f"<w:tbl><w:tblPr>{look}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"


def _row(row: Row, columns: Sequence[int], writer: Writer, covering: dict[int, tuple[int, int]], *, head: bool) -> str:
    """One row; ``covering`` tells of a cell above by its first column how many rows and columns it still covers."""
    cells = ""
    at = 0
    shade = _HEAD_SHADE if head else _STRONG_SHADE if row.strong else ""
    while at < len(columns):
        cell = row.cells[at]
        if cell is not None:
            across, merge = cell.across, "restart" if cell.down > 1 else ""
            covering[at] = (cell.down - 1, across)
            content = _content(cell, writer, head=head)
        else:
            left, across = covering.get(at, (1, 1))
            covering[at], merge = (left - 1, across), "continue"
            content = writer.words("Table Cell", "")
        cells += _cell(sum(columns[at : at + across]), across, merge, shade, content)
        at += across
    return f"<w:tr><w:trPr><w:cantSplit/>{'<w:tblHeader/>' * head}</w:trPr>{cells}</w:tr>"


def _cell(wide: int, across: int, merge: str, shade: str, content: str) -> str:
    span = f'<w:gridSpan w:val="{across}"/>' if across > 1 else ""
    down = f'<w:vMerge w:val="{merge}"/>' if merge else ""
    shading = f'<w:shd w:val="clear" w:color="auto" w:fill="{shade}"/>' if shade else ""
    look = f'<w:tcW w:w="{wide}" w:type="dxa"/>{span}{down}{shading}<w:vAlign w:val="center"/>'
    return f"<w:tc><w:tcPr>{look}</w:tcPr>{content}</w:tc>"


def _content(cell: Cell, writer: Writer, *, head: bool) -> str:
    style, layout = ("Table Head", Layout()) if head else ("Table Cell", Layout(align=cell.align))
    return "".join(writer.paragraph(style, line, layout) for line in cell.lines or ((),))


# --- widths ----------------------------------------------------------------------------------------------------------


def _columns(made: Table, writer: Writer, room: int) -> list[int]:
    """Widths that fill ``room``: by the template's shares, else by what stands in the columns."""
    count = len(made.rows[0].cells)
    if made.shares:
        return _parted(made.shares, room)
    least, wanted = [2 * _SIDE] * count, [2 * _SIDE] * count
    for at, word, line in _measures(made, writer):
        least[at], wanted[at] = max(least[at], word), max(wanted[at], line)
    if sum(least) >= room:
        return _parted(least, room)
    if sum(wanted) <= room:
        return _parted(wanted, room)
    # a column of long texts may wrap, and asks for no more than half the page
    more = [max(0, min(want, int(room * _MOST)) - need) for need, want in zip(least, wanted, strict=True)]
    spare = _parted(more, room - sum(least)) if sum(more) else [0] * count
    return [need + extra for need, extra in zip(least, spare, strict=True)]


def _measures(made: Table, writer: Writer) -> Iterator[tuple[int, int, int]]:
    """Column, widest word and widest line of every cell that stands in one column."""
    faces = writer.base.faces
    for number, row in enumerate(made.rows):
        face = faces["Table Head" if number < made.heads else "Table Cell"]
        for at, cell in enumerate(row.cells):
            if cell is None or cell.across > 1:
                continue
            for line in cell.lines:
                yield at, *_wide(_text(line), face)


@lru_cache(maxsize=2048)
def _wide(text: str, face: Face) -> tuple[int, int]:
    """The widest word and the whole line of ``text``, with the room around them."""
    words = plain(text)
    word = max((width(part, face) for part in words.split()), default=0)
    return word + 2 * _SIDE + _SLACK, width(words, face) + 2 * _SIDE + _SLACK


def _text(line: Sequence[Run]) -> str:
    return "".join(run.note.sign if run.note else run.text for run in line)


def _parted(shares: Sequence[int], room: int) -> list[int]:
    """``room`` parted as ``shares`` are to one another, to the last twip."""
    edges = [0]
    for share in shares:
        edges.append(edges[-1] + share)
    return [after * room // edges[-1] - before * room // edges[-1] for before, after in pairwise(edges)]
