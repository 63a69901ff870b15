"""Checks of the title, the subject (F32-F35) and ``Kính gửi`` (F36-F39)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cccc.documents.lint.check import (
    LARGE,
    PLAIN,
    SMALL,
    Defect,
    E,
    Look,
    Mend,
    W,
    check,
    looking,
    millimetres,
    nothing,
    points,
    quoted,
    quoted_end,
)
from cccc.documents.lint.letterheads import PART, found_below, judged
from cccc.documents.lint.words import LETTER, bare, is_rule
from cccc.documents.word.document import Story
from cccc.documents.write.widths import Face, width
from cccc.messages import m
from cccc.model.paper import CODES, KINDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cccc.documents.lint.roles import LintedLetter
    from cccc.documents.word.document import WordParagraph


_END = re.compile(r"[.;:,!]$")
_OF_PRACTICE = frozenset(bare(kind) for kind in KINDS if kind not in CODES)
"""Papers that offices have and the decree does not list: the phiếu trình."""
_LEAST_GAP, _MOST_GAP, _UNEVEN = 120, 200, 20


@check("F32", E, m("the title"), "II.5.b", fixable=True)
def title(letter: LintedLetter) -> Iterator[Defect]:
    """One of the named kinds in capitals, 13-14 pt, bold, upright, centred."""
    line = letter.title
    if line is None or letter.kind == LETTER:
        return
    yield from looking(line, Look(LARGE, bold=True, italic=False, align="center", upper=True))
    if letter.kind is None and bare(line.text) not in _OF_PRACTICE:
        yield Defect(line, m("a kind of paper that the decree names"), quoted(line.text), W)
    elif letter.kind in CODES and _END.search(line.text):
        yield Defect(line, m("no mark at the end"), quoted(line.text))


@check("F33", E, m("the subject below the title"), "II.5.b", fixable=True)
def subject(letter: LintedLetter) -> Iterator[Defect]:
    """13-14 pt, bold, upright, centred, in small letters, opened by a capital."""
    if letter.title is None or letter.kind not in CODES:
        return
    if not letter.subject:
        yield Defect(letter.title, m("a subject"), nothing(), W)
        return
    for line in letter.subject:
        yield from looking(line, Look(LARGE, bold=True, italic=False, align="center", upper=False))
    first, last = letter.subject[0], letter.subject[-1]
    if first.text.casefold().startswith("v/v"):
        yield Defect(first, m("a subject without “V/v”"), quoted(first.text))
    elif first.text[0].islower():
        yield Defect(first, m("a capital at its head"), quoted(first.text))
    if last.text.endswith((".", ";")):
        yield Defect(last, m("no mark at the end"), quoted(last.text), W)


@check("F34", E, m("the line below the subject"), "II.5.b")
def subject_rule(letter: LintedLetter) -> Iterator[Defect]:
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
            yield Defect(last, m("one line across"), nothing())
        return
    paragraph, lengths = rules[0]
    widths = [min(line.width, _room(letter, line)) for line in letter.subject]
    texts = [max(widths), widths[-1]]
    severity = judged(lengths, texts, PART)
    if severity is not None:
        asked = m("{least}-{most}% of the line above", least=PART.good[0], most=PART.good[1])
        yield Defect(paragraph, asked, m("{share}%", share=max(lengths) * 100 // max(texts[0], 1)), severity)
    centred = paragraph.is_centred or not paragraph.text
    if not paragraph.strokes and (not centred or abs(paragraph.left - paragraph.right) > _UNEVEN):
        yield Defect(paragraph, m("a line in the middle"), m("a line to one side"))


def _width(letter: LintedLetter, line: WordParagraph) -> int | None:
    sections = letter.document.sections
    return sections[line.section].text_width if line.section < len(sections) else None


def _room(letter: LintedLetter, line: WordParagraph) -> int:
    """How wide a line of the paragraph can be: a subject of several lines is as wide as its indents leave."""
    room = _width(letter, line)
    return max(1, room - line.left - line.right) if room else line.width


@check("F35", E, m("the subject of a công văn"), "II.5.b", fixable=True)
def letter_subject(letter: LintedLetter) -> Iterator[Defect]:
    """``V/v …`` below the number, 6 pt apart: 12-13 pt, regular, upright, centred."""
    lines, above = letter.head.subject, letter.head.number
    if letter.kind != LETTER or not lines or above is None:
        return
    first = lines[0]
    if not first.text.startswith("V/v ") or first.text.startswith("V/v :"):
        yield Defect(first, quoted("V/v …"), quoted(first.text))
    for line in lines:
        yield from looking(line, Look(SMALL, bold=False, italic=False, align="center"))
    yield from _apart(above, first)
    if lines[-1].text.endswith("."):
        yield Defect(lines[-1], m("no mark at the end"), quoted(lines[-1].text), W)
    rest = letter.head.left
    at = next((n for n, par in enumerate(rest) if par.element is lines[-1].element), None)
    if letter.head.table is not None and at is not None:
        ruled = next((par for par in rest[at + 1 : at + 2] if is_rule(par)), None)
        if ruled is not None or lines[-1].bordered("bottom"):
            yield Defect(ruled or lines[-1], m("no line below the subject"), m("a line"), W)


def _apart(above: WordParagraph, first: WordParagraph) -> Iterator[Defect]:
    if first.element is above.element or first.split:
        yield Defect(first, m("a paragraph of its own, {least} pt below the number", least=6), m("the same paragraph"))
        return
    if above.cell is None or first.cell is None:
        return
    gap = above.after + first.before if above.cell is not first.cell else max(above.after, first.before)
    close = above.cell.paragraphs.index(above) + 1 == above.cell.paragraphs.index(first) if above.cell is first.cell else True
    if not close:
        return
    asked = m("{least} pt below the number", least=6)
    if gap < _LEAST_GAP:
        yield Defect(first, asked, points(gap // 10), mends=(Mend(first, "before", _LEAST_GAP),))
    elif gap > _MOST_GAP:
        yield Defect(first, asked, points(gap // 10), W, (Mend(first, "before", _LEAST_GAP), Mend(above, "after", 0)))


_ADDRESSED = frozenset({LETTER, "TỜ TRÌNH"})
_NEVER = frozenset({"QUYẾT ĐỊNH", "KẾ HOẠCH", "THÔNG BÁO", "CHỈ THỊ"})
_SALUTATION = "Kính gửi"
_DASH = re.compile(r"-\s+\S")
_BEFORE, _BEHIND, _ALIKE = 500, 150, 20


@check("F36", E, m("Kính gửi where it belongs"), "II.9.b-c")
def salutation(letter: LintedLetter) -> Iterator[Defect]:
    """In a công văn or tờ trình; not in papers that are directed at nobody."""
    line = letter.salutation
    if letter.kind in _ADDRESSED and line is None:
        at = letter.title or letter.head.number or letter.head.nation
        if any("kính gửi" in par.text.casefold() for par in letter.document.paragraphs if par.story is Story.BOX):
            return
        yield Defect(at, quoted("Kính gửi: …"), nothing())
    elif line is not None and letter.kind in _NEVER:
        yield Defect(line, m("no Kính gửi in this kind of paper"), quoted(line.text))
    elif line is not None and letter.kind in set(CODES) - _ADDRESSED - {"BÁO CÁO"}:
        yield Defect(line, m("no Kính gửi in this kind of paper"), quoted(line.text), W)


@check("F37", E, m("the look of Kính gửi"), "II.9.d", fixable=True)
def salutation_look(letter: LintedLetter) -> Iterator[Defect]:
    """13-14 pt, regular, upright, with a colon."""
    line = letter.salutation
    if line is None:
        return
    for paragraph in (line, *letter.recipients):
        yield from looking(paragraph, PLAIN)
    if not line.text.startswith(f"{_SALUTATION}:"):
        yield Defect(line, quoted(f"{_SALUTATION}:"), quoted(line.text))


@check("F38", E, m("the list of recipients"), "II.9.d")
def recipients(letter: LintedLetter) -> Iterator[Defect]:
    """One on the line of Kính gửi; several below it, a dash each, closed by semicolons and a full stop."""
    line = letter.salutation
    if line is None:
        return
    rest = line.text.partition(":")[2] if ":" in line.text else line.text[len(_SALUTATION) :]
    one, below = rest.strip(), letter.recipients
    if one.startswith("-") and "\n" in rest:
        return  # the list stands in one paragraph with line breaks
    if one and below:
        yield Defect(line, m("all of several recipients below Kính gửi"), quoted(line.text))
    elif not one and not below:
        yield Defect(line, m("a recipient"), nothing())
    elif not one and len(below) == 1:
        yield Defect(below[0], m("a single recipient on the line of Kính gửi"), quoted(below[0].said))
    for at, item in enumerate(below):
        end = "." if at + 1 == len(below) else ";"
        if not _DASH.match(item.said):
            if _DASH.match(below[max(0, at - 1)].said) and not item.said.startswith(("-", "–", "+")):
                continue
            yield Defect(item, quoted("- …"), quoted(item.said))
        elif not item.text.endswith(end) and not _goes_on(below, at):
            yield Defect(item, m("“{mark}” at the end", mark=end), quoted_end(item.text))


def _goes_on(items: list[WordParagraph], at: int) -> bool:
    return at + 1 < len(items) and not _DASH.match(items[at + 1].said)


@check("F39", W, m("the place of the recipients"), "II.9.d")
def recipients_place(letter: LintedLetter) -> Iterator[Defect]:
    """Dashes below one another and below the colon; the block right of the text's indent."""
    line = letter.salutation
    if line is None or line.align != "left" or line.cell is not None or line.split or "\t" in line.raw:
        return
    start = line.left + line.first + _leading(line)
    indent = next((par.left + par.first for par in letter.texts()), 0)
    if start <= indent:
        yield Defect(line, m("right of the text's indent"), m("{size} mm from the margin", size=millimetres(start)))
        return
    items = [
        item for item in letter.recipients if item.cell is None and item.align in {"left", "both"} and _DASH.match(item.said)
    ]
    if not items:
        return
    size = max(line.sizes, default=LARGE[1])
    colon = start + width(f"{_SALUTATION}:", Face(size))
    places = [item.left + item.first + _leading(item) for item in items]
    for item, place in zip(items, places, strict=True):
        if abs(place - places[0]) > _ALIKE:
            yield Defect(item, m("dashes below one another"), m("{size} mm from the margin", size=millimetres(place)))
        elif not start + _BEFORE <= place <= colon + _BEHIND:
            yield Defect(item, m("a dash below the colon"), m("{size} mm from the margin", size=millimetres(place)))


def _leading(line: WordParagraph) -> int:
    spaces = len(line.raw) - len(line.raw.lstrip(" "))
    return width(" " * spaces, Face(max(line.sizes, default=LARGE[1])))


CHECKS = (title, subject, subject_rule, letter_subject, salutation, salutation_look, recipients, recipients_place)
