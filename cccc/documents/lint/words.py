"""The words of a paragraph -> the kind of paper, the stamp or mark, or the division of the text that they make."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from cccc.documents.word.document import BLANK
from cccc.model.paper import CODES, OFFICIAL_LETTER

if TYPE_CHECKING:
    from cccc.documents.word.document import WordCell, WordParagraph, WordTable


LETTER = OFFICIAL_LETTER
DECISIONS = frozenset({"QUYẾT ĐỊNH", "NGHỊ QUYẾT"})
FORMS = frozenset({"BIÊN BẢN", "HỢP ĐỒNG", "BẢN GHI NHỚ", "BẢN THỎA THUẬN"}) | {
    name for name in CODES if name.startswith(("GIẤY", "PHIẾU"))
}
"""Papers that are filled in or agreed on: what the decree asks of running texts is not held against them."""


def bare(text: str) -> str:
    """``text`` without marks, case and doubled spaces: how a role is known although it is misspelt."""
    letters = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return " ".join("".join(letter for letter in letters if not unicodedata.combining(letter)).split())


_BY_NAME = {bare(name): name for name in (*CODES, LETTER)}


def kind_of(text: str) -> str | None:
    """The kind that a title line names, however it is written."""
    return _BY_NAME.get(bare(text).strip(" .:;-"))


DASHES = re.compile(r"[-–—+•*]")
_URGENT = re.compile(r"(hoa toc|thuong khan|khan)\b")
_CIRCULATION = ("xem xong tra lai", "luu hanh noi bo")
_SECRET = frozenset({"mat", "toi mat", "tuyet mat"})
_STAMP = re.compile(r"du thao( lan( thu)? \w+)?")
_WORDS_OF_A_MARK = 5
_LEAST_RULE = 3


def outermost(cell: WordCell | None) -> WordTable | None:
    """The table around ``cell`` that stands in the text itself."""
    while cell is not None and cell.table.outer is not None:
        cell = cell.table.outer
    return None if cell is None else cell.table


def is_rule(paragraph: WordParagraph) -> bool:
    """Whether ``paragraph`` is a line across: of underscores, by its border, or drawn."""
    text = paragraph.text
    if text:
        return len(text) >= _LEAST_RULE and not text.strip("_—–─-") and not paragraph.label
    return paragraph.bordered("top", "bottom") or bool(paragraph.strokes)


def is_stamp(paragraph: WordParagraph) -> bool:
    """Whether ``paragraph`` only says that the paper is a draft."""
    return bool(_STAMP.fullmatch(bare(paragraph.text)))


def is_secret(paragraph: WordParagraph) -> bool:
    """Whether ``paragraph`` is a mark of secrecy."""
    return bare(paragraph.text) in _SECRET


def is_circulation(paragraph: WordParagraph) -> bool:
    """Whether ``paragraph`` says who may read the paper."""
    return bare(paragraph.text).startswith(_CIRCULATION)


def is_mark(par: WordParagraph) -> bool:
    """Whether ``par`` is a stamp or a mark, which belongs to no line of the head."""
    text = bare(par.text)
    if is_stamp(par) or text in _SECRET or text.startswith(_CIRCULATION):
        return True
    return bool(_URGENT.match(text)) and len(text.split()) <= _WORDS_OF_A_MARK


def is_blank(text: str) -> bool:
    """Whether ``text`` is room to write in."""
    return not text.strip(BLANK)


class Level(StrEnum):
    """How high a division stands."""

    PART = "part"
    ARTICLE = "article"
    HEADING = "heading"
    CLAUSE = "clause"
    DEEPER = "deeper"
    POINT = "point"


@dataclass(frozen=True, slots=True)
class Division:
    """``mark`` as it is written ("Điều 1.", "II.", "a)"), ``number`` the number or letter in it, ``title`` what follows."""

    level: Level
    mark: str
    number: str
    title: str


_PART = re.compile(r"((?:PHẦN|CHƯƠNG|MỤC|TIỂU MỤC)\s+([IVXLC]+|[0-9]+)\b)[ .:]*(.*)", re.IGNORECASE | re.DOTALL)
_ARTICLE = re.compile(
    r"(?P<mark>Điều\s+(?P<number>[0-9]+|[IVXLC]+)\s*[.:]?)\s*(?P<title>.*)(?P<other>)", re.IGNORECASE | re.DOTALL
)
_HEADING = re.compile(r"(?P<mark>(?P<number>[IVXL]+)\s*[.)/:-])(?!v\b)\s*(?P<title>.*)(?P<other>)", re.DOTALL)
_DEEPER = re.compile(r"(?P<mark>(?P<number>[0-9]{1,2}(?:\.[0-9]{1,2})+)[.)]?)\s+(?P<title>.*)(?P<other>)", re.DOTALL)
_CLAUSE = re.compile(r"(?P<mark>(?P<number>[0-9]{1,2})\s*[.):])(?![0-9])\s*(?P<title>.*)(?P<other>)", re.DOTALL)
_POINT = re.compile(r"(?P<mark>(?P<number>[a-zđ])\s*[).]|\((?P<other>[a-zđ])\))(?=\s)\s*(?P<title>.*)", re.DOTALL)
_SHORT = 120
_ORDER = (
    (Level.ARTICLE, _ARTICLE),
    (Level.HEADING, _HEADING),
    (Level.DEEPER, _DEEPER),
    (Level.CLAUSE, _CLAUSE),
    (Level.POINT, _POINT),
)


def division(paragraph: WordParagraph) -> Division | None:
    """The division that ``paragraph`` opens; None for running text."""
    text = paragraph.said
    if (match := _PART.fullmatch(text)) and _stands_out(paragraph):
        return Division(Level.PART, match[1], match[2], match[3].strip())
    for level, pattern in _ORDER:
        if match := pattern.fullmatch(text):
            return Division(level, match["mark"].strip(), match["number"] or match["other"], match["title"])
    return None


def ends_a_sentence(text: str) -> bool:
    """Whether ``text`` ends as running text does."""
    return text.rstrip().endswith((".", ";", "!", "?", ",", ":"))


def _stands_out(paragraph: WordParagraph) -> bool:
    return len(paragraph.said) < _SHORT and (paragraph.is_centred or paragraph.is_bold or paragraph.is_outlined)
