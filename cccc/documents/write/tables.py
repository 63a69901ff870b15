"""A table of a paper -> a Word table: head on each page, merged cells, shading, columns as wide as what stands in them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from cccc.documents.write.markup import Layout, plain
from cccc.documents.write.widths import width
from cccc.documents.write.writer import Same
from cccc.model.paper import Filled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cccc.documents.write.base import Base
    from cccc.documents.write.deflated import Deflated
    from cccc.documents.write.widths import Face
    from cccc.documents.write.writer import Wide, Writer
    from cccc.model.paper import AnyTable, Key, Run, TextCell, TextRow, TextTable

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


def table(made: AnyTable, writer: Writer, room: int) -> Deflated:
    """``made`` across ``room`` twips."""
    form, said = (made.form, made.said) if isinstance(made, Filled) else (made, ())
    return writer.kept(form, said, _columns(Same(form), Same(said), Same(writer.base), room), _table)


def _table(made: TextTable, writer: Writer, wide: Wide) -> str:
    # LibreOffice lays it out by the grid, Word by the cells: both have the widths
    count = len(made.rows[0].cells)
    look = (
        f'<w:tblW w:w="{wide(0, count)}" w:type="dxa"/><w:tblInd w:w="0" w:type="dxa"/><w:tblBorders>{_BORDERS}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{_MARGINS}</w:tblCellMar>'
    )
    grid = "".join(f'<w:gridCol w:w="{wide(at, 1)}"/>' for at in range(count))
    covering: dict[int, tuple[int, int]] = {}
    together = _together(made)
    rows = "".join(
        _row(row, wide, writer, covering, head=at < made.heads and made.heads < len(made.rows), keep_next=at in together)
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


def _row(row: TextRow, wide: Wide, writer: Writer, covering: dict[int, tuple[int, int]], *, head: bool, keep_next: bool) -> str:
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
            content = writer.words("Table Cell", "", Layout(keep_next))
        cells += _cell(wide(at, across), across, merge, shade, content)
        at += across
    return f"<w:tr><w:trPr><w:cantSplit/>{'<w:tblHeader/>' * head}</w:trPr>{cells}</w:tr>"


def _cell(wide: object, across: int, merge: str, shade: str, content: str) -> str:
    span = f'<w:gridSpan w:val="{across}"/>' if across > 1 else ""
    down = f'<w:vMerge w:val="{merge}"/>' if merge else ""
    shading = f'<w:shd w:val="clear" w:color="auto" w:fill="{shade}"/>' if shade else ""
    look = f'<w:tcW w:w="{wide}" w:type="dxa"/>{span}{down}{shading}<w:vAlign w:val="center"/>'
    return f"<w:tc><w:tcPr>{look}</w:tcPr>{content}</w:tc>"


def _content(cell: TextCell, writer: Writer, *, head: bool, keep_next: bool) -> str:
    style, layout = ("Table Head", Layout(keep_next)) if head else ("Table Cell", Layout(keep_next, align=cell.align))
    return "".join(writer.paragraph(style, line, layout) for line in cell.lines or ((),))


# --- widths ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, eq=False)
class _Column:
    """The widest word and line that stand in a column, and those of its lines that have places."""

    least: int
    wanted: int
    told: tuple[tuple[Face, tuple[str | int, ...]], ...]

    def measured(self, places: Sequence[str]) -> tuple[int, int]:
        """The widest word and line with what is said in the places."""
        said = {(face, "".join([part if isinstance(part, str) else places[part] for part in line])) for face, line in self.told}
        wide = [_wide(line, face) for face, line in said]
        return max((word for word, _ in wide), default=0), max((line for _, line in wide), default=0)


@lru_cache(maxsize=8)
def _columns(form: Same[TextTable], said: Same[tuple[tuple[Key, str], ...]], base: Same[Base], room: int) -> tuple[int, ...]:
    """Widths that fill ``room``: by the template's shares, else by what stands in the columns."""
    if form.one.shares:
        return _parted(form.one.shares, room)
    places = [text for _, text in said.one]
    least, wanted = [], []
    for column in _measured(form, base):
        word, line = column.measured(places)
        least.append(max(column.least, word))
        wanted.append(max(column.wanted, line))
    if sum(least) >= room:
        return _parted(least, room)
    if sum(wanted) <= room:
        return _parted(wanted, room)
    # a column of long texts may wrap, and asks for no more than half the page
    more = [max(0, min(want, int(room * _MOST)) - need) for need, want in zip(least, wanted, strict=True)]
    spare = _parted(more, room - sum(least)) if sum(more) else (0,) * len(least)
    return tuple(need + extra for need, extra in zip(least, spare, strict=True))


@lru_cache(maxsize=64)
def _measured(form: Same[TextTable], base: Same[Base]) -> tuple[_Column, ...]:
    """What is known of the columns before anything is said in the places."""
    faces = base.one.faces
    columns = [_Column(2 * _SIDE, 2 * _SIDE, ()) for _ in form.one.rows[0].cells]
    for number, row in enumerate(form.one.rows):
        face = faces["Table Head" if number < form.one.heads else "Table Cell"]
        for at, cell in enumerate(row.cells):
            for line in cell.lines if cell is not None and cell.across == 1 else ():
                columns[at] = _with_line(columns[at], line, face)
    return tuple(columns)


def _with_line(column: _Column, line: Sequence[Run], face: Face) -> _Column:
    if any(run.place is not None for run in line):
        parts = tuple(run.text if run.place is None else run.place for run in line)
        return replace(column, told=(*column.told, (face, parts)))
    word, whole = _wide("".join(run.note.sign if run.note else run.text for run in line), face)
    return replace(column, least=max(column.least, word), wanted=max(column.wanted, whole))


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
