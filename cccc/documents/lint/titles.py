"""Checks of the title and the subject (F32-F35)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cccc.documents.lint.check import LARGE, SMALL, E, Fault, Look, Mend, W, check, looking, nothing, points, quoted
from cccc.documents.lint.kinds import LETTER, bare
from cccc.documents.lint.lengths import PART, found_below, judged
from cccc.documents.lint.marks import is_rule
from cccc.messages import m
from cccc.model.paper import CODES, KINDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cccc.documents.lint.nouns import Paragraph
    from cccc.documents.lint.roles import Letter

_END = re.compile(r"[.;:,!]$")
_OF_PRACTICE = frozenset(bare(kind) for kind in KINDS if kind not in CODES)
"""Papers that offices have and the decree does not list: the phiếu trình."""
_LEAST_GAP, _MOST_GAP, _UNEVEN = 120, 200, 20


@check("F32", E, m("the title"), "II.5.b", fixable=True)
def title(letter: Letter) -> Iterator[Fault]:
    """One of the named kinds in capitals, 13-14 pt, bold, upright, centred."""
    line = letter.title
    if line is None or letter.kind == LETTER:
        return
    yield from looking(line, Look(LARGE, bold=True, italic=False, align="center", upper=True))
    if letter.kind is None and bare(line.text) not in _OF_PRACTICE:
        yield Fault(line, m("a kind of paper that the decree names"), quoted(line.text), W)
    elif letter.kind in CODES and _END.search(line.text):
        yield Fault(line, m("no mark at the end"), quoted(line.text))


@check("F33", E, m("the subject below the title"), "II.5.b", fixable=True)
def subject(letter: Letter) -> Iterator[Fault]:
    """13-14 pt, bold, upright, centred, in small letters, opened by a capital."""
    if letter.title is None or letter.kind not in CODES:
        return
    if not letter.subject:
        yield Fault(letter.title, m("a subject"), nothing(), W)
        return
    for line in letter.subject:
        yield from looking(line, Look(LARGE, bold=True, italic=False, align="center", upper=False))
    first, last = letter.subject[0], letter.subject[-1]
    if first.text.casefold().startswith("v/v"):
        yield Fault(first, m("a subject without “V/v”"), quoted(first.text))
    elif first.text[0].islower():
        yield Fault(first, m("a capital at its head"), quoted(first.text))
    if last.text.endswith((".", ";")):
        yield Fault(last, m("no mark at the end"), quoted(last.text), W)


@check("F34", E, m("the line below the subject"), "II.5.b")
def subject_rule(letter: Letter) -> Iterator[Fault]:
    """One line, a third to a half of the subject, centred."""
    if not letter.subject or letter.kind not in CODES:
        return
    last = letter.subject[-1]
    pars = [par for par in letter.document.paragraphs if par.cell is None]
    at = pars.index(last)
    rules = found_below([last, *(par for par in pars[at + 1 : at + 3] if not par.text or is_rule(par))], _width(letter, last))
    if last.bordered("bottom"):
        rules.append((last, ()))
    if not rules:
        if not any(par.strokes for par in pars[max(0, at - 3) : at + 4]):
            yield Fault(last, m("one line across"), nothing())
        return
    paragraph, lengths = rules[0]
    widths = [min(line.width, _room(letter, line)) for line in letter.subject]
    texts = [max(widths), widths[-1]]
    severity = judged(lengths, texts, PART)
    if severity is not None:
        asked = m("{least}-{most}% of the line above", least=PART.good[0], most=PART.good[1])
        yield Fault(paragraph, asked, m("{share}%", share=max(lengths) * 100 // max(texts[0], 1)), severity)
    centred = paragraph.is_centred or not paragraph.text
    if not paragraph.strokes and (not centred or abs(paragraph.left - paragraph.right) > _UNEVEN):
        yield Fault(paragraph, m("a line in the middle"), m("a line to one side"))


def _width(letter: Letter, line: Paragraph) -> int | None:
    sections = letter.document.sections
    return sections[line.section].text_width if line.section < len(sections) else None


def _room(letter: Letter, line: Paragraph) -> int:
    """How wide a line of the paragraph can be: a subject of several lines is as wide as its indents leave."""
    room = _width(letter, line)
    return max(1, room - line.left - line.right) if room else line.width


@check("F35", E, m("the subject of a công văn"), "II.5.b", fixable=True)
def letter_subject(letter: Letter) -> Iterator[Fault]:
    """``V/v …`` below the number, 6 pt apart: 12-13 pt, regular, upright, centred."""
    lines, above = letter.head.subject, letter.head.number
    if letter.kind != LETTER or not lines or above is None:
        return
    first = lines[0]
    if not first.text.startswith("V/v ") or first.text.startswith("V/v :"):
        yield Fault(first, quoted("V/v …"), quoted(first.text))
    for line in lines:
        yield from looking(line, Look(SMALL, bold=False, italic=False, align="center"))
    yield from _apart(above, first)
    if lines[-1].text.endswith("."):
        yield Fault(lines[-1], m("no mark at the end"), quoted(lines[-1].text), W)
    rest = letter.head.left
    at = next((n for n, par in enumerate(rest) if par.element is lines[-1].element), None)
    if letter.head.table is not None and at is not None:
        ruled = next((par for par in rest[at + 1 : at + 2] if is_rule(par)), None)
        if ruled is not None or lines[-1].bordered("bottom"):
            yield Fault(ruled or lines[-1], m("no line below the subject"), m("a line"), W)


def _apart(above: Paragraph, first: Paragraph) -> Iterator[Fault]:
    if first.element is above.element or first.split:
        yield Fault(first, m("a paragraph of its own, {least} pt below the number", least=6), m("the same paragraph"))
        return
    if above.cell is None or first.cell is None:
        return
    gap = above.after + first.before if above.cell is not first.cell else max(above.after, first.before)
    close = above.cell.paragraphs.index(above) + 1 == above.cell.paragraphs.index(first) if above.cell is first.cell else True
    if not close:
        return
    asked = m("{least} pt below the number", least=6)
    if gap < _LEAST_GAP:
        yield Fault(first, asked, points(gap // 10), mends=(Mend(first, "before", _LEAST_GAP),))
    elif gap > _MOST_GAP:
        yield Fault(first, asked, points(gap // 10), W, (Mend(first, "before", _LEAST_GAP), Mend(above, "after", 0)))


CHECKS = (title, subject, subject_rule, letter_subject)
