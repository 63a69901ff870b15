"""Checks of appendices and of the marks of urgency and circulation (F59-F60)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cccc.documents.lint.check import LARGE, E, Fault, I, Look, check, looking, nothing, quoted
from cccc.documents.lint.kinds import bare
from cccc.documents.lint.labels import roman
from cccc.documents.lint.marks import is_blank, is_circulation, is_secret, outermost
from cccc.documents.lint.nouns import Story
from cccc.messages import m

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cccc.documents.lint.feet import Appendix
    from cccc.documents.lint.nouns import Paragraph
    from cccc.documents.lint.roles import Letter

_HEADING = re.compile(r"Phụ lục(?: [IVXLC]+)?")
_ATTACHED = re.compile(r"\(?\s*(?:ban hành )?kèm theo\b", re.IGNORECASE)
_NUMBER = re.compile(r"số[:\s]*([0-9]+)\s*/\s*(\S+)")
_DATE = re.compile(r"ngày\s+([0-9]{1,2})\s+tháng\s+([0-9]{1,2})\s+năm\s+([0-9]{4})")
_NEAR = 6
_URGENT = frozenset({"HỎA TỐC", "HOẢ TỐC", "THƯỢNG KHẨN", "KHẨN"})
_CIRCULATION = frozenset({"XEM XONG TRẢ LẠI", "LƯU HÀNH NỘI BỘ"})


@check("F59", E, m("appendices"), "III.1", fixable=True)
def appendices(letter: Letter) -> Iterator[Fault]:
    """``Phụ lục I``, 14 pt, bold, centred; below it the title and what it belongs to; the text mentions it."""
    several = len(letter.appendices) > 1
    for at, appendix in enumerate(letter.appendices):
        heading = appendix.heading
        wanted = f"Phụ lục {roman(at + 1)}" if several else "Phụ lục"
        yield from looking(heading, Look((28, 28), bold=True, italic=False, align="center"))
        if heading.text.split("\n")[0] != wanted and not (letter.is_appendix_alone and _HEADING.fullmatch(heading.text)):
            yield Fault(heading, quoted(wanted), quoted(heading.text))
        yield from _attached(letter, appendix)
    if letter.appendices and letter.body and not any("phụ lục" in par.text.casefold() for par in _before(letter)):
        yield Fault(letter.appendices[0].heading, m("the text mentions the appendix"), nothing())


def _before(letter: Letter) -> list[Paragraph]:
    first = letter.appendices[0].heading
    pars = letter.document.paragraphs
    return pars[: pars.index(first)]


def _attached(letter: Letter, appendix: Appendix) -> Iterator[Fault]:
    near = [par for par in appendix.paragraphs[:_NEAR] if par.text and par.cell is None]
    line = next((par for par in near if _ATTACHED.match(par.text)), None)
    title = near[: near.index(line)] if line is not None else near[:1]
    for par in title:
        if par.is_centred or (line is not None and par.is_bold):
            yield from looking(par, Look(LARGE, bold=True, align="center", upper=True))
    if line is None:
        yield Fault(appendix.heading, quoted("(Kèm theo …)"), nothing())
        return
    yield from looking(line, Look(LARGE, italic=True, align="center"))
    if not (line.text.startswith("(") and line.text.endswith(")")):
        yield Fault(line, m("in brackets"), quoted(line.text))
    number, date = _NUMBER.search(line.text), _DATE.search(line.text)
    own_number = _NUMBER.search(letter.head.number.text.casefold()) if letter.head.number is not None else None
    own_date = _DATE.search(letter.head.date.text) if letter.head.date is not None else None
    if number is not None and own_number is not None and int(number[1]) != int(own_number[1]):
        yield Fault(line, m("the number of the paper, {number}", number=own_number[1]), quoted(number[0]))
    if date is not None and own_date is not None and [int(n) for n in date.groups()] != [int(n) for n in own_date.groups()]:
        yield Fault(line, m("the date of the paper, {date}", date=own_date[0]), quoted(date[0]))


@check("F60", E, m("marks of urgency, circulation and secrecy"), "III.2", fixable=True)
def marks(letter: Letter) -> Iterator[Fault]:
    """One of the words that the decree has, boxed, in its place; secrecy is another law's."""
    for par in letter.head.marks:
        if is_secret(par):
            yield Fault(par, m("no mark of secrecy: the law on state secrets governs such papers"), quoted(par.text), I)
            continue
        known = _CIRCULATION if is_circulation(par) else _URGENT
        if par.text not in known and not is_blank(par.text):
            close = next((word for word in sorted(known) if bare(word) == bare(par.text)), None)
            yield Fault(par, quoted(close or "HỎA TỐC, THƯỢNG KHẨN, KHẨN"), quoted(par.text))
        yield from looking(par, Look(LARGE, bold=True))
        if not _is_boxed(par):
            yield Fault(par, m("a single box around it"), m("no box"))
        elif not _is_in_place(letter, par):
            yield Fault(par, m("below the number, or above the nation's name"), m("elsewhere"))


def _is_boxed(par: Paragraph) -> bool:
    if par.story is Story.BOX or par.boxed:
        return True
    if all(par.bordered(edge) for edge in ("top", "left", "bottom", "right")):
        return True
    return par.cell is not None and all(par.cell.border(edge) for edge in ("top", "left", "bottom", "right"))


def _is_in_place(letter: Letter, par: Paragraph) -> bool:
    head = letter.head
    if par.story is Story.BOX or head.table is None or head.number is None or head.nation is None:
        return True
    if is_circulation(par):
        return par.number < head.nation.number
    if outermost(par.cell) is head.table:
        return par.number > head.number.number and not any(par.element is line.element for line in head.right)
    # below the head: a table of its own, or a paragraph whose right indent keeps it on the left
    width = letter.main_section.text_width if letter.main_section is not None else None
    return par.number > head.number.number and (par.cell is not None or width is None or par.right * 2 >= width)


CHECKS = (appendices, marks)
