"""Why a file is not read, in words, how much of a file is too much, and a sheet under construction; the same for every kind."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cccc.exports.grid import Cell, Grid, Merge, Place
from cccc.messages import m

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cccc.messages import Message

MAX_UNPACKED = 128 * 2**20
"""Bytes of a file, and of all parts of an archive when unpacked."""
MAX_CELLS = 400_000
"""Cells of all sheets, and cells that merges cover: readers make an object of each."""
MAX_STRINGS = 200_000
"""Texts that the cells of a workbook share."""
MAX_MARKS = 100_000
"""Formats of cells in a workbook; Excel itself stops at 65,490."""
MAX_NODES = 5_000_000
"""Elements and attributes of XML and HTML that become one tree; each takes some two hundred bytes."""
MAX_ROWS = 2**20
MAX_COLUMNS = 2**14

DAMAGED = m("this workbook is damaged; download it again from the portal, or open it in Excel and save it as .xlsx")
ENCRYPTED = m("this file is protected by a password; open it in Excel and save it as .xlsx without a password")
TOO_LARGE = m(
    "this workbook is too large when unpacked (over {megabytes} MB or {cells} cells); copy the table alone into a new workbook",
    megabytes=MAX_UNPACKED // 2**20,
    cells=MAX_CELLS,
)
HOSTILE = m("this workbook declares XML entities, which Excel never writes; open it in Excel and save it as .xlsx again")
EMPTY = m("this file is empty; download it again from the portal")
NO_SPREADSHEET = m("this is not a spreadsheet; give the portal's export saved as .xlsx")
PDF = m("this is a PDF file; export the table from the portal as Excel (.xlsx) instead")
PICTURE = m("this is a picture; export the table from the portal as Excel (.xlsx) instead")
DOCUMENT = m("this is a text document, not a spreadsheet; export the table from the portal as Excel (.xlsx) instead")
SLIDES = m("this is a presentation, not a spreadsheet; export the table from the portal as Excel (.xlsx) instead")
ARCHIVE = m("this is an archive of other files; unpack it and give the spreadsheet that is inside")
NO_WORKBOOK = m("this file is a zip archive without a workbook; give the .xlsx file itself")
UNKNOWN_LETTERS = m(
    "the letters of this text file are neither Unicode (UTF-8, UTF-16) nor Windows Vietnamese; "
    "export it again as .xlsx, or as CSV in UTF-8"
)


class RefusedError(Exception):
    """A file that is not read; ``reason`` tells the user why."""

    def __init__(self, reason: Message) -> None:
        super().__init__()
        self.reason = reason


@dataclass(slots=True)
class SheetDraft:
    """A sheet while it is read; what lies beyond the last row and column that a sheet has is left out."""

    cells: dict[Place, Cell] = field(default_factory=dict)
    merges: list[Merge] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)

    def put(self, row: int, column: int, cell: Cell | None) -> None:
        """A cell in its place; raises where the sheet has too many."""
        if cell is not None and row <= MAX_ROWS and column <= MAX_COLUMNS:
            if len(self.cells) >= MAX_CELLS:
                raise RefusedError(TOO_LARGE)
            self.cells[row, column] = cell

    def merge(self, top: int, left: int, bottom: int, right: int) -> None:
        """A merged range; one cell alone is none."""
        if (top, left) != (bottom, right) and top <= MAX_ROWS and left <= MAX_COLUMNS:
            self.merges.append(Merge(top, left, min(bottom, MAX_ROWS), min(right, MAX_COLUMNS)))

    def hide_columns(self, first: int, last: int) -> None:
        """The columns from ``first`` to ``last`` are not shown."""
        self.hidden_columns.update(range(first, min(last, MAX_COLUMNS) + 1))

    def grid(self, file: str, name: str, order: int, *, hidden: bool) -> Grid:
        """The sheet that was read."""
        rows, columns = frozenset(self.hidden_rows), frozenset(self.hidden_columns)
        return Grid(file, name, order, self.cells, tuple(self.merges), hidden, rows, columns)


def check_nodes(content: bytes) -> None:
    """Raises where the tree of this XML or HTML would take too much memory; told from its marks, before it is parsed."""
    if content.count(b"<") + 2 * content.count(b"=") > MAX_NODES:
        raise RefusedError(TOO_LARGE)


def covered(merges: Iterable[Merge]) -> int:
    """How many cells ``merges`` cover."""
    return sum((merge.bottom - merge.top + 1) * (merge.right - merge.left + 1) for merge in merges)
