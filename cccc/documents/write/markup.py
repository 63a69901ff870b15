"""Words -> WordprocessingML: runs, marks, paragraphs and tables as text, every word of a user escaped on the way."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING

from cccc.model.evaluations import MARK_PREFIX

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

BOOKMARK = "cccc_"
"""Opens the name of a mark's bookmark, in which Word allows no colon."""

HIDDEN = "_"
"""Opens the name of a bookmark that Word does not list."""

_KEY = re.compile(re.escape(MARK_PREFIX) + "[0-9A-Za-z]{1,28}")  # Word's longest bookmark name is 40
_SPACES = re.compile(r"[\t\n\r\v\f\x85\u2028\u2029]")
_NOT_XML = re.compile("[^\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_EDGES = ("top", "left", "bottom", "right")
_BORDERS = "".join(f'<w:{edge} w:val="nil"/>' for edge in (*_EDGES, "insideH", "insideV"))
_CELL_MARGINS = "".join(f'<w:{edge} w:w="0" w:type="dxa"/>' for edge in _EDGES)


def plain(text: str) -> str:
    """``text`` in composed form, without what XML cannot carry."""
    return _NOT_XML.sub("", unicodedata.normalize("NFC", _SPACES.sub(" ", text)))


@lru_cache(maxsize=2048)
def run(text: str, *, bold: bool = False, italic: bool = False) -> str:
    """A run; everything but bold and italic comes from its paragraph's style."""
    look = "<w:b/>" * bold + "<w:i/>" * italic
    properties = f"<w:rPr>{look}</w:rPr>" if look else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{escape(plain(text))}</w:t></w:r>'


def note_sign(style: str, sign: str) -> str:
    """The raised number of a footnote, in the text or before the note itself."""
    return f'<w:r><w:rPr><w:rStyle w:val="{escape(style)}"/></w:rPr>{sign}</w:r>'


def mark(key: str, number: str, runs: str, *, hidden: bool = False) -> str:
    """``runs`` marked as what the finding ``key`` says, to be known again after people have edited the text.

    A bookmark carries the key: Word and LibreOffice keep it, and every program sees the words inside as plain runs.
    ``number`` tells a paper's marks apart; Word lists no bookmark that is ``hidden``.
    """
    if not _KEY.fullmatch(key):
        raise ValueError(key)
    name = f"{HIDDEN if hidden else ''}{BOOKMARK}{key.removeprefix(MARK_PREFIX)}_{number}"
    return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{runs}<w:bookmarkEnd w:id="{number}"/>'


def control(tag: str, number: str, runs: str) -> str:
    """``runs`` in a content control with that tag; nobody who edits the text sees it."""
    look = f'<w:tag w:val="{escape(tag)}"/><w:id w:val="{number}"/><w15:appearance w15:val="hidden"/>'
    return f"<w:sdt><w:sdtPr>{look}</w:sdtPr><w:sdtContent>{runs}</w:sdtContent></w:sdt>"


def indents(left: int, right: int = 0, hanging: int = 0) -> str:
    """Indents in twips."""
    edge = f' w:hanging="{hanging}"' if hanging else ""
    return f'<w:ind w:left="{left}" w:right="{right}"{edge}/>'


@dataclass(frozen=True, slots=True)
class ParagraphLayout:
    """What one paragraph has beside its style; ``section`` closes a section of the document."""

    keep_next: bool = False
    page_break: bool = False
    before: int | None = None
    indent: str = ""
    align: str = ""
    section: str = ""

    def __str__(self) -> str:
        spacing = "" if self.before is None else f'<w:spacing w:before="{self.before}"/>'
        align = f'<w:jc w:val="{self.align}"/>' if self.align else ""
        flags = "<w:keepNext/>" * self.keep_next + "<w:pageBreakBefore/>" * self.page_break
        return flags + spacing + self.indent + align + self.section


PLAIN = ParagraphLayout()


def paragraph(style: str, runs: str = "", layout: ParagraphLayout = PLAIN) -> str:
    """A paragraph of the style with that id."""
    return f"{_opening(style, layout)}{runs}</w:p>"


@lru_cache(maxsize=256)
def _opening(style: str, layout: ParagraphLayout) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{escape(style)}"/>{layout}</w:pPr>'


def table(columns: Sequence[int], rows: Iterable[Sequence[str]]) -> str:
    """A table without borders or cell margins, its rows never broken across pages.

    LibreOffice lays it out by the grid, Word by the cells: both have the widths.
    """
    look = (
        f'<w:tblW w:w="{sum(columns)}" w:type="dxa"/><w:tblInd w:w="0" w:type="dxa"/><w:tblBorders>{_BORDERS}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{_CELL_MARGINS}</w:tblCellMar>'
    )
    grid = "".join(f'<w:gridCol w:w="{column}"/>' for column in columns)
    body = "".join(_row(columns, cells) for cells in rows)
    return f"<w:tbl><w:tblPr>{look}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{body}</w:tbl>"


def _row(columns: Sequence[int], cells: Sequence[str]) -> str:
    filled = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{column}" w:type="dxa"/></w:tcPr>{content}</w:tc>'
        for column, content in zip(columns, cells, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{filled}</w:tr>"
