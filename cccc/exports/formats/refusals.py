"""Why a file is not read, in words, and how much of a file is too much; the same for every kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cccc.messages import m

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cccc.exports.grid import Merge

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


def too_many_nodes(content: bytes) -> bool:
    """Whether the tree of this XML or HTML would take too much memory; told from its marks, before it is parsed."""
    return content.count(b"<") + 2 * content.count(b"=") > MAX_NODES


def covers_too_much(merges: Sequence[Merge]) -> bool:
    """Whether ``merges`` cover more cells than any table has."""
    return sum((merge.bottom - merge.top + 1) * (merge.right - merge.left + 1) for merge in merges) > MAX_CELLS
