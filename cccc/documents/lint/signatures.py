"""Checks of the foot of a paper: copies and signature (F52-F58), appendices, marks of urgency and circulation (F59-F60)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cccc.documents.lint.check import (
    CENTRED_BOLD,
    LARGE,
    Defect,
    E,
    I,
    Look,
    Mend,
    W,
    check,
    looking,
    millimetres,
    nothing,
    quoted,
    quoted_end,
)
from cccc.documents.lint.words import DECISIONS, FORMS, LETTER, Level, bare, is_blank, is_circulation, is_secret, outermost
from cccc.documents.word.document import Story
from cccc.documents.word.properties import roman
from cccc.messages import m
from cccc.model.offices import for_a_body, grammar, is_post

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cccc.documents.lint.head_and_foot import WordAppendix
    from cccc.documents.lint.roles import LintedLetter
    from cccc.documents.word.document import WordParagraph


LABEL = "Nơi nhận:"
_COLUMNS = 2
_EDGE = 60
_ITEM = re.compile(r"- \S")
_FILED = re.compile(r"Lưu: VT(, [^;]+?)?\.( ?[A-ZĐ]{1,6}\.? ?\([0-9]+\))?")
_MARK = re.compile(r"[A-ZĐ]{1,6}\.? ?\([0-9]+\)\.?")
_ARTICLE = re.compile(r"Như Điều ([0-9]+)")
_DEGREES = re.compile(r"(?:PGS|GS|TS|ThS|BS|KS|CN|NGƯT|NGND|NSND|TSKH)\b[.,]?", re.IGNORECASE)
_FREE = re.compile(r"CÔNG AN|QUÂN|BIÊN PHÒNG|BỆNH VIỆN|TRƯỜNG|ĐẠI HỌC|HỌC VIỆN|VIỆN |Y TẾ|GIÁO DỤC|KHOA HỌC")
"""Armed forces, education, health and science may follow rules of their own for ranks and degrees."""


@check("F52", W, m("the table at the foot"), fixable=True)
def table(letter: LintedLetter) -> Iterator[Defect]:
    """One table of two columns, without lines, that no page divides."""
    foot = letter.foot
    if foot.label is None:
        return
    if foot.table is None:
        yield Defect(foot.label, m("a table of two columns, without lines"), m("no table"))
        return
    if not foot.is_level:
        yield Defect(foot.label, m("copies and signature in one row"), m("different rows"), E)
    if foot.table.has_borders:
        yield Defect(foot.label, m("a table of two columns, without lines"), m("lines that are seen"))
    if foot.table.width > _COLUMNS:
        yield Defect(foot.label, m("a table of two columns, without lines"), m("columns: {count}", count=foot.table.width))
    if foot.row is not None and not foot.row.whole:
        mends = (Mend(foot.row, "whole", True),)
        yield Defect(foot.label, m("a row that stays on one page"), m("a row that may be divided"), mends=mends)
    if letter.body and not letter.body[-1].stays_with_next:
        last = letter.body[-1]
        mends = (Mend(last, "keep next", True),)
        yield Defect(last, m("the last paragraph kept with the signature"), m("it may stand on another page"), mends=mends)


@check("F53", E, m("the label of the copies"), "II.9.d", fixable=True)
def label(letter: LintedLetter) -> Iterator[Defect]:
    """``Nơi nhận:``, 12 pt, bold, italic, at the left."""
    line = letter.foot.label
    if line is None:
        if letter.is_decree_paper and letter.kind is not None and letter.body:
            yield Defect(letter.body[-1], quoted(LABEL), nothing(), W if letter.kind in FORMS else None)
        return
    text = line.text if line.cell is not None else line.text.partition("\t")[0].strip()
    if text != LABEL:
        yield Defect(line, quoted(LABEL), quoted(text))
    yield from looking(line, Look((24, 24), bold=True, italic=True))
    if line.split:
        return
    if line.align not in {"left", "both"}:
        yield Defect(line, m("to the left"), m("not to the left"), mends=(Mend(line, "align", "left"),))
    elif abs(line.left + line.first) > _EDGE:
        mends = (Mend(line, "left", 0), Mend(line, "first", 0))
        yield Defect(line, m("no indent"), m("{size} mm", size=millimetres(line.left + line.first)), mends=mends)
    if any(run.underlined for run in line.worded):
        plain = tuple(Mend(run, "underline", False) for run in line.worded)
        yield Defect(line, m("not underlined"), m("underlined words"), mends=plain)


def _entries(letter: LintedLetter) -> list[list[WordParagraph]]:
    """The copies, each with its continuation lines; the drafter's mark at their end is none of them."""
    found: list[list[WordParagraph]] = []
    for par in letter.foot.copies:
        if _MARK.fullmatch(par.text) and found:
            continue
        if par.said.startswith(("-", "–", "•", "*")) or not found:
            found.append([par])
        else:
            found[-1].append(par)
    return found


def _words(entry: list[WordParagraph]) -> str:
    return " ".join(par.said for par in entry).lstrip("-–•* ")


@check("F54", E, m("the look of the copies"), "II.9.d", fixable=True)
def copies(letter: LintedLetter) -> Iterator[Defect]:
    """A dash each at the left edge, 11 pt, regular, upright; semicolons, and a full stop at the end."""
    entries = _entries(letter)
    for at, entry in enumerate(entries):
        first = entry[0]
        if not _ITEM.match(first.said):
            yield Defect(first, quoted("- …"), quoted(first.said))
        for par in entry:
            yield from looking(par, Look((22, 22), bold=False, italic=False))
        start = first.left + first.first
        if first.split:
            continue
        if first.align not in {"left", "both"} or abs(start) > _EDGE:
            mends = (Mend(first, "align", "left"), Mend(first, "left", 0), Mend(first, "first", 0))
            yield Defect(first, m("at the left edge"), m("{size} mm", size=millimetres(start)), mends=mends)
        if at + 1 < len(entries) and not entry[-1].text.endswith(";"):
            yield Defect(entry[-1], m("“{mark}” at the end", mark=";"), quoted_end(entry[-1].text))


@check("F55", E, m("the first of the copies"), "II.9.b")
def first_copy(letter: LintedLetter) -> Iterator[Defect]:
    """``Như trên`` below a Kính gửi, ``Như Điều …`` in decisions."""
    entries = _entries(letter)
    if not entries or letter.kind is None:
        return
    text, at = _words(entries[0]), entries[0][0]
    article = _ARTICLE.match(text)
    if letter.salutation is not None:
        if not text.casefold().startswith("như trên"):
            yield Defect(at, quoted("- Như trên;"), quoted(text))
    elif text.casefold().startswith("như trên"):
        yield Defect(at, m("recipients by name, for there is no Kính gửi"), quoted(text))
    elif letter.kind in DECISIONS:
        if article is None:
            yield Defect(at, quoted("- Như Điều …;"), quoted(text))
        elif not any(d.level is Level.ARTICLE and d.number == article[1] for d in letter.divisions.values()):
            yield Defect(at, m("an article of this paper"), quoted(text), W)


@check("F56", E, m("the last of the copies"), "II.9.d")
def last_copy(letter: LintedLetter) -> Iterator[Defect]:
    """``Lưu: VT, …`` with the unit of the symbol, and a full stop."""
    entries = _entries(letter)
    if not entries:
        return
    text, at = _words(entries[-1]), entries[-1][-1]
    if not _FILED.fullmatch(text):
        yield Defect(at, quoted("- Lưu: VT, …."), quoted(text))
        return
    symbol = letter.head.number.text.rpartition("-")[2].strip() if letter.head.number is not None else ""
    units = [unit.split("(")[0].strip(" .") for unit in text.rstrip(".").split(",")[1:]]
    if letter.kind == LETTER and symbol and units and not any(unit == symbol or unit.endswith(symbol) for unit in units):
        yield Defect(at, m("the unit of the symbol, {unit}", unit=symbol), quoted(text), W)


@check("F57", E, m("the authority to sign"), "II.7.b, đ", fixable=True)
def authority(letter: LintedLetter) -> Iterator[Defect]:
    """Capitals, 13-14 pt, bold, upright, centred; TM., KT., TL., TUQ., Q. as they follow one another."""
    lines = letter.foot.authority
    for line in (*lines, *letter.foot.posts):
        yield from looking(line, Look(LARGE, bold=True, italic=False, align="center", upper=True))
    texts = [line.text for line in lines]
    for at, expected, found in grammar(texts):
        yield Defect(lines[at], expected, quoted(found))
    competent = _competent(letter)
    if competent is not None and texts and is_post(competent.text) is for_a_body(texts):
        expected = m("TM. only where a body decides")
        yield Defect(lines[0], expected, quoted(f"{competent.text} — {texts[0]}"), W)


def _competent(letter: LintedLetter) -> WordParagraph | None:
    """Who decides, above the bases of a decision."""
    if letter.kind != "QUYẾT ĐỊNH" or not letter.body:
        return None
    first = letter.body[0]
    return first if first.is_upper and first.is_centred and not first.text.endswith(":") else None


@check("F58", E, m("the signer's name"), "II.7.c, đ", fixable=True)
def signer(letter: LintedLetter) -> Iterator[Defect]:
    """A capital for each syllable, 13-14 pt, bold, upright, centred; no degrees."""
    line = letter.foot.name
    if line is None:
        return
    yield from looking(line, CENTRED_BOLD)
    free = any(_FREE.search(name.text) for name in letter.head.names)
    if line.is_upper:
        yield Defect(line, m("a name not in capitals"), quoted(line.text))
    elif not free and _DEGREES.match(line.text):
        yield Defect(line, m("a name without degrees"), quoted(line.text))
    elif not free and any(word[:1].islower() for word in line.text.split()):
        yield Defect(line, m("a capital for each syllable"), quoted(line.text))


_HEADING = re.compile(r"Phụ lục(?: [IVXLC]+)?")
_ATTACHED = re.compile(r"\(?\s*(?:ban hành )?kèm theo\b", re.IGNORECASE)
_NUMBER = re.compile(r"số[:\s]*([0-9]+)\s*/\s*(\S+)")
_DATE = re.compile(r"ngày\s+([0-9]{1,2})\s+tháng\s+([0-9]{1,2})\s+năm\s+([0-9]{4})")
_NEAR = 6
_URGENT = frozenset({"HỎA TỐC", "HOẢ TỐC", "THƯỢNG KHẨN", "KHẨN"})
_CIRCULATION = frozenset({"XEM XONG TRẢ LẠI", "LƯU HÀNH NỘI BỘ"})


@check("F59", E, m("appendices"), "III.1", fixable=True)
def appendices(letter: LintedLetter) -> Iterator[Defect]:
    """``Phụ lục I``, 14 pt, bold, centred; below it the title and what it belongs to; the text mentions it."""
    several = len(letter.appendices) > 1
    for at, appendix in enumerate(letter.appendices):
        heading = appendix.heading
        wanted = f"Phụ lục {roman(at + 1)}" if several else "Phụ lục"
        yield from looking(heading, Look((28, 28), bold=True, italic=False, align="center"))
        if heading.text.split("\n")[0] != wanted and not (letter.is_appendix_alone and _HEADING.fullmatch(heading.text)):
            yield Defect(heading, quoted(wanted), quoted(heading.text))
        yield from _attached(letter, appendix)
    if letter.appendices and letter.body and not any("phụ lục" in par.text.casefold() for par in _before(letter)):
        yield Defect(letter.appendices[0].heading, m("the text mentions the appendix"), nothing())


def _before(letter: LintedLetter) -> list[WordParagraph]:
    first = letter.appendices[0].heading
    pars = letter.document.paragraphs
    return pars[: pars.index(first)]


def _attached(letter: LintedLetter, appendix: WordAppendix) -> Iterator[Defect]:
    near = [par for par in appendix.paragraphs[:_NEAR] if par.text and par.cell is None]
    line = next((par for par in near if _ATTACHED.match(par.text)), None)
    title = near[: near.index(line)] if line is not None else near[:1]
    for par in title:
        if par.is_centred or (line is not None and par.is_bold):
            yield from looking(par, Look(LARGE, bold=True, align="center", upper=True))
    if line is None:
        yield Defect(appendix.heading, quoted("(Kèm theo …)"), nothing())
        return
    yield from looking(line, Look(LARGE, italic=True, align="center"))
    if not (line.text.startswith("(") and line.text.endswith(")")):
        yield Defect(line, m("in brackets"), quoted(line.text))
    number, date = _NUMBER.search(line.text), _DATE.search(line.text)
    own_number = _NUMBER.search(letter.head.number.text.casefold()) if letter.head.number is not None else None
    own_date = _DATE.search(letter.head.date.text) if letter.head.date is not None else None
    if number is not None and own_number is not None and int(number[1]) != int(own_number[1]):
        yield Defect(line, m("the number of the paper, {number}", number=own_number[1]), quoted(number[0]))
    if date is not None and own_date is not None and [int(n) for n in date.groups()] != [int(n) for n in own_date.groups()]:
        yield Defect(line, m("the date of the paper, {date}", date=own_date[0]), quoted(date[0]))


@check("F60", E, m("marks of urgency, circulation and secrecy"), "III.2", fixable=True)
def marks(letter: LintedLetter) -> Iterator[Defect]:
    """One of the words that the decree has, boxed, in its place; secrecy is another law's."""
    for par in letter.head.marks:
        if is_secret(par):
            yield Defect(par, m("no mark of secrecy: the law on state secrets governs such papers"), quoted(par.text), I)
            continue
        known = _CIRCULATION if is_circulation(par) else _URGENT
        if par.text not in known and not is_blank(par.text):
            close = next((word for word in sorted(known) if bare(word) == bare(par.text)), None)
            yield Defect(par, quoted(close or "HỎA TỐC, THƯỢNG KHẨN, KHẨN"), quoted(par.text))
        yield from looking(par, Look(LARGE, bold=True))
        if not _is_boxed(par):
            yield Defect(par, m("a single box around it"), m("no box"))
        elif not _is_in_place(letter, par):
            yield Defect(par, m("below the number, or above the nation's name"), m("elsewhere"))


def _is_boxed(par: WordParagraph) -> bool:
    if par.story is Story.BOX or par.boxed:
        return True
    if all(par.bordered(edge) for edge in ("top", "left", "bottom", "right")):
        return True
    return par.cell is not None and all(par.cell.border(edge) for edge in ("top", "left", "bottom", "right"))


def _is_in_place(letter: LintedLetter, par: WordParagraph) -> bool:
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


CHECKS = (table, label, copies, first_copy, last_copy, authority, signer, appendices, marks)
