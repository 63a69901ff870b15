"""What a paragraph is by its words alone: a line across, a stamp, a mark of urgency, circulation or secrecy."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cccc.documents.lint.kinds import bare
from cccc.documents.lint.nouns import BLANK

if TYPE_CHECKING:
    from cccc.documents.lint.nouns import Paragraph
    from cccc.documents.lint.tables import Cell, Table

DASHES = re.compile(r"[-–—+•*]")
_URGENT = re.compile(r"(hoa toc|thuong khan|khan)\b")
_CIRCULATION = ("xem xong tra lai", "luu hanh noi bo")
_SECRET = frozenset({"mat", "toi mat", "tuyet mat"})
_STAMP = re.compile(r"du thao( lan( thu)? \w+)?")
_WORDS_OF_A_MARK = 5
_LEAST_RULE = 3


def outermost(cell: Cell | None) -> Table | None:
    """The table around ``cell`` that stands in the text itself."""
    while cell is not None and cell.table.outer is not None:
        cell = cell.table.outer
    return None if cell is None else cell.table


def is_rule(paragraph: Paragraph) -> bool:
    """Whether ``paragraph`` is a line across: of underscores, by its border, or drawn."""
    text = paragraph.text
    if text:
        return len(text) >= _LEAST_RULE and not text.strip("_—–─-") and not paragraph.label
    return paragraph.bordered("top", "bottom") or bool(paragraph.strokes)


def is_stamp(paragraph: Paragraph) -> bool:
    """Whether ``paragraph`` only says that the paper is a draft."""
    return bool(_STAMP.fullmatch(bare(paragraph.text)))


def is_secret(paragraph: Paragraph) -> bool:
    """Whether ``paragraph`` is a mark of secrecy."""
    return bare(paragraph.text) in _SECRET


def is_circulation(paragraph: Paragraph) -> bool:
    """Whether ``paragraph`` says who may read the paper."""
    return bare(paragraph.text).startswith(_CIRCULATION)


def is_mark(par: Paragraph) -> bool:
    """Whether ``par`` is a stamp or a mark, which belongs to no line of the head."""
    text = bare(par.text)
    if is_stamp(par) or text in _SECRET or text.startswith(_CIRCULATION):
        return True
    return bool(_URGENT.match(text)) and len(text.split()) <= _WORDS_OF_A_MARK


def is_blank(text: str) -> bool:
    """Whether ``text`` is room to write in."""
    return not text.strip(BLANK)
