"""Checks of the letters themselves: font, colour, encoding (F09-F11)."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from cccc.documents.lint.check import E, Fault, Mend, W, check, quoted
from cccc.documents.lint.marks import is_secret, is_stamp
from cccc.messages import m

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cccc.documents.lint.nouns import Paragraph
    from cccc.documents.lint.roles import Letter

TIMES = "Times New Roman"
_LEGACY = re.compile(r"\.vn|vni[- ]|vntime|vnarial|\.tmc|vps ", re.IGNORECASE)
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_OLD_TONE = re.compile(r"[òóỏõọ][ae]\b|(?<!q)[ùúủũụ]y\b", re.IGNORECASE)
_NEW_TONE = re.compile(r"o[àáảãạèéẻẽẹ]\b|(?<!q)u[ỳýỷỹỵ]\b", re.IGNORECASE)


def _worded(letter: Letter) -> Iterator[Paragraph]:
    for paragraph in letter.document.everywhere():
        if paragraph.text and not is_stamp(paragraph):
            yield paragraph


@check("F09", E, m("the font"), "I.4", fixable=True)
def font(letter: Letter) -> Iterator[Fault]:
    """Times New Roman everywhere."""
    for paragraph in _worded(letter):
        runs = [run for run in paragraph.worded if any(name.casefold() != TIMES.casefold() for name in run.fonts)]
        other = sorted({name for run in runs for name in run.fonts if name.casefold() != TIMES.casefold()})
        if other and not any(_LEGACY.match(name) for name in other):
            mends = tuple(Mend(run, "font", TIMES) for run in runs)
            yield Fault(paragraph, m("{detail}", detail=TIMES), m("{detail}", detail=tuple(other)), mends=mends)


@check("F10", E, m("the colour"), "I.4", fixable=True)
def colour(letter: Letter) -> Iterator[Fault]:
    """Black on white; only the mark of urgency is red."""
    stamps = {id(mark.element) for mark in letter.head.marks}
    for paragraph in _worded(letter):
        if id(paragraph.element) in stamps or is_secret(paragraph):
            continue
        coloured = [run for run in paragraph.worded if run.color]
        if coloured:
            mends = tuple(Mend(run, "color", "auto") for run in coloured)
            yield Fault(paragraph, m("black"), m("colour {colour}", colour=coloured[0].color.upper()), mends=mends)
        marked = [run for run in paragraph.worded if run.marked]
        if marked:
            mends = tuple(Mend(run, "plain", True) for run in marked)
            yield Fault(paragraph, m("no shading behind the words"), m("shaded words"), mends=mends)


@check("F11", E, m("the encoding"), "I.4")
def encoding(letter: Letter) -> Iterator[Fault]:
    """Composed Unicode, no fonts of the time before it, one way of placing tones."""
    told = False
    styles: dict[bool, str] = {}
    for paragraph in _worded(letter):
        text = "".join(run.text for run in paragraph.runs)
        legacy = next((name for run in paragraph.worded for name in run.fonts if _LEGACY.match(name)), None)
        if legacy is not None:
            yield Fault(paragraph, m("a Unicode font"), m("{detail}", detail=legacy))
        elif _PRIVATE.search(text):
            yield Fault(paragraph, m("letters of Unicode"), m("letters that only one font knows"))
        elif not unicodedata.is_normalized("NFC", text):
            yield Fault(paragraph, m("composed Unicode"), m("letters with separate marks"))
        for word in text.split() if not told else ():
            for is_old, pattern in ((True, _OLD_TONE), (False, _NEW_TONE)):
                if pattern.search(unicodedata.normalize("NFC", word)):
                    styles.setdefault(is_old, word.strip(".,;:()“”"))
        if len(styles) > 1 and not told:
            told = True
            yield Fault(paragraph, m("one way of placing tones"), quoted(f"{styles[True]}, {styles[False]}"), W)


CHECKS = (font, colour, encoding)
