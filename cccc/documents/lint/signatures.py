"""Checks of the foot of a paper: copies and signature (F52-F58)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cccc.documents.lint.check import (
    CENTRED_BOLD,
    LARGE,
    E,
    Fault,
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
from cccc.documents.lint.divisions import Level
from cccc.documents.lint.kinds import DECISIONS, FORMS, LETTER
from cccc.messages import m
from cccc.model.offices import for_a_body, grammar, is_post

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cccc.documents.lint.nouns import Paragraph
    from cccc.documents.lint.roles import Letter

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
def table(letter: Letter) -> Iterator[Fault]:
    """One table of two columns, without lines, that no page divides."""
    foot = letter.foot
    if foot.label is None:
        return
    if foot.table is None:
        yield Fault(foot.label, m("a table of two columns, without lines"), m("no table"))
        return
    if not foot.is_level:
        yield Fault(foot.label, m("copies and signature in one row"), m("different rows"), E)
    if foot.table.has_borders:
        yield Fault(foot.label, m("a table of two columns, without lines"), m("lines that are seen"))
    if foot.table.width > _COLUMNS:
        yield Fault(foot.label, m("a table of two columns, without lines"), m("columns: {count}", count=foot.table.width))
    if foot.row is not None and not foot.row.whole:
        mends = (Mend(foot.row, "whole", True),)
        yield Fault(foot.label, m("a row that stays on one page"), m("a row that may be divided"), mends=mends)
    if letter.body and not letter.body[-1].stays_with_next:
        last = letter.body[-1]
        mends = (Mend(last, "keep next", True),)
        yield Fault(last, m("the last paragraph kept with the signature"), m("it may stand on another page"), mends=mends)


@check("F53", E, m("the label of the copies"), "II.9.d", fixable=True)
def label(letter: Letter) -> Iterator[Fault]:
    """``Nơi nhận:``, 12 pt, bold, italic, at the left."""
    line = letter.foot.label
    if line is None:
        if letter.is_decree_paper and letter.kind is not None and letter.body:
            yield Fault(letter.body[-1], quoted(LABEL), nothing(), W if letter.kind in FORMS else None)
        return
    text = line.text if line.cell is not None else line.text.partition("\t")[0].strip()
    if text != LABEL:
        yield Fault(line, quoted(LABEL), quoted(text))
    yield from looking(line, Look((24, 24), bold=True, italic=True))
    if line.split:
        return
    if line.align not in {"left", "both"}:
        yield Fault(line, m("to the left"), m("not to the left"), mends=(Mend(line, "align", "left"),))
    elif abs(line.left + line.first) > _EDGE:
        mends = (Mend(line, "left", 0), Mend(line, "first", 0))
        yield Fault(line, m("no indent"), m("{size} mm", size=millimetres(line.left + line.first)), mends=mends)
    if any(run.underlined for run in line.worded):
        plain = tuple(Mend(run, "underline", False) for run in line.worded)
        yield Fault(line, m("not underlined"), m("underlined words"), mends=plain)


def _entries(letter: Letter) -> list[list[Paragraph]]:
    """The copies, each with its continuation lines; the drafter's mark at their end is none of them."""
    found: list[list[Paragraph]] = []
    for par in letter.foot.copies:
        if _MARK.fullmatch(par.text) and found:
            continue
        if par.said.startswith(("-", "–", "•", "*")) or not found:
            found.append([par])
        else:
            found[-1].append(par)
    return found


def _words(entry: list[Paragraph]) -> str:
    return " ".join(par.said for par in entry).lstrip("-–•* ")


@check("F54", E, m("the look of the copies"), "II.9.d", fixable=True)
def copies(letter: Letter) -> Iterator[Fault]:
    """A dash each at the left edge, 11 pt, regular, upright; semicolons, and a full stop at the end."""
    entries = _entries(letter)
    for at, entry in enumerate(entries):
        first = entry[0]
        if not _ITEM.match(first.said):
            yield Fault(first, quoted("- …"), quoted(first.said))
        for par in entry:
            yield from looking(par, Look((22, 22), bold=False, italic=False))
        start = first.left + first.first
        if first.split:
            continue
        if first.align not in {"left", "both"} or abs(start) > _EDGE:
            mends = (Mend(first, "align", "left"), Mend(first, "left", 0), Mend(first, "first", 0))
            yield Fault(first, m("at the left edge"), m("{size} mm", size=millimetres(start)), mends=mends)
        if at + 1 < len(entries) and not entry[-1].text.endswith(";"):
            yield Fault(entry[-1], m("“{mark}” at the end", mark=";"), quoted_end(entry[-1].text))


@check("F55", E, m("the first of the copies"), "II.9.b")
def first_copy(letter: Letter) -> Iterator[Fault]:
    """``Như trên`` below a Kính gửi, ``Như Điều …`` in decisions."""
    entries = _entries(letter)
    if not entries or letter.kind is None:
        return
    text, at = _words(entries[0]), entries[0][0]
    article = _ARTICLE.match(text)
    if letter.salutation is not None:
        if not text.casefold().startswith("như trên"):
            yield Fault(at, quoted("- Như trên;"), quoted(text))
    elif text.casefold().startswith("như trên"):
        yield Fault(at, m("recipients by name, for there is no Kính gửi"), quoted(text))
    elif letter.kind in DECISIONS:
        if article is None:
            yield Fault(at, quoted("- Như Điều …;"), quoted(text))
        elif not any(d.level is Level.ARTICLE and d.number == article[1] for d in letter.divisions.values()):
            yield Fault(at, m("an article of this paper"), quoted(text), W)


@check("F56", E, m("the last of the copies"), "II.9.d")
def last_copy(letter: Letter) -> Iterator[Fault]:
    """``Lưu: VT, …`` with the unit of the symbol, and a full stop."""
    entries = _entries(letter)
    if not entries:
        return
    text, at = _words(entries[-1]), entries[-1][-1]
    if not _FILED.fullmatch(text):
        yield Fault(at, quoted("- Lưu: VT, …."), quoted(text))
        return
    symbol = letter.head.number.text.rpartition("-")[2].strip() if letter.head.number is not None else ""
    units = [unit.split("(")[0].strip(" .") for unit in text.rstrip(".").split(",")[1:]]
    if letter.kind == LETTER and symbol and units and not any(unit == symbol or unit.endswith(symbol) for unit in units):
        yield Fault(at, m("the unit of the symbol, {unit}", unit=symbol), quoted(text), W)


@check("F57", E, m("the authority to sign"), "II.7.b, đ", fixable=True)
def authority(letter: Letter) -> Iterator[Fault]:
    """Capitals, 13-14 pt, bold, upright, centred; TM., KT., TL., TUQ., Q. as they follow one another."""
    lines = letter.foot.authority
    for line in (*lines, *letter.foot.posts):
        yield from looking(line, Look(LARGE, bold=True, italic=False, align="center", upper=True))
    texts = [line.text for line in lines]
    for at, expected, found in grammar(texts):
        yield Fault(lines[at], expected, quoted(found))
    competent = _competent(letter)
    if competent is not None and texts and is_post(competent.text) is for_a_body(texts):
        expected = m("TM. only where a body decides")
        yield Fault(lines[0], expected, quoted(f"{competent.text} — {texts[0]}"), W)


def _competent(letter: Letter) -> Paragraph | None:
    """Who decides, above the bases of a decision."""
    if letter.kind != "QUYẾT ĐỊNH" or not letter.body:
        return None
    first = letter.body[0]
    return first if first.is_upper and first.is_centred and not first.text.endswith(":") else None


@check("F58", E, m("the signer's name"), "II.7.c, đ", fixable=True)
def signer(letter: Letter) -> Iterator[Fault]:
    """A capital for each syllable, 13-14 pt, bold, upright, centred; no degrees."""
    line = letter.foot.name
    if line is None:
        return
    yield from looking(line, CENTRED_BOLD)
    free = any(_FREE.search(name.text) for name in letter.head.names)
    if line.is_upper:
        yield Fault(line, m("a name not in capitals"), quoted(line.text))
    elif not free and _DEGREES.match(line.text):
        yield Fault(line, m("a name without degrees"), quoted(line.text))
    elif not free and any(word[:1].islower() for word in line.text.split()):
        yield Fault(line, m("a capital for each syllable"), quoted(line.text))


CHECKS = (table, label, copies, first_copy, last_copy, authority, signer)
