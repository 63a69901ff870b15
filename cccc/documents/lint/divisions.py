"""A paragraph of the text -> the division it opens: a part, an article, a heading, a clause, a point."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cccc.documents.lint.nouns import Paragraph


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


def division(paragraph: Paragraph) -> Division | None:
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


def _stands_out(paragraph: Paragraph) -> bool:
    return len(paragraph.said) < _SHORT and (paragraph.is_centred or paragraph.is_bold or paragraph.is_outlined)
