"""Checks of the head of a paper: nation, motto, names, and the lengths of the lines below them (F12-F22)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cccc.documents.lint.check import (
    LARGE,
    SMALL,
    Defect,
    E,
    I,
    Look,
    Mend,
    PrintedNumber,
    W,
    check,
    looking,
    millimetres,
    nothing,
    points,
    quoted,
    together,
)
from cccc.documents.lint.words import is_rule
from cccc.documents.write.widths import Face, width
from cccc.messages import m
from cccc.model.paper import MOTTO, NATION

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cccc.documents.lint.roles import LintedLetter
    from cccc.documents.word.document import WordParagraph
    from cccc.messages import Message
    from cccc.model.remarks import Severity


RAISED = (58, 65)
"""How much of its size raised text has, in hundredths, by LibreOffice and by Word."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """Lengths in hundredths of a line of text: ``good`` passes, ``fair`` is a warning, beyond is an error."""

    good: tuple[int, int]
    fair: tuple[int, int]


WHOLE = Bounds((90, 110), (80, 120))
PART = Bounds((33, 50), (25, 60))


def rules_of(paragraph: WordParagraph, room: int | None) -> list[tuple[int, ...]]:
    """The possible lengths of each line that ``paragraph`` is, or draws; empty for one that cannot be told."""
    if paragraph.text:
        return [_of_letters(paragraph)]
    if paragraph.strokes:
        return [() if stroke is None else (stroke,) for stroke in paragraph.strokes]
    if not paragraph.bordered("top", "bottom"):
        return []
    return [() if room is None else (room - paragraph.left - paragraph.right,)]


def found_below(lines: Sequence[WordParagraph], room: int | None) -> list[tuple[WordParagraph, tuple[int, ...]]]:
    """The rules among ``lines``, each with its possible lengths."""
    return [
        (par, lengths)
        for par in lines
        if is_rule(par) or par.strokes
        for lengths in (rules_of(par, room) if is_rule(par) else [() if one is None else (one,) for one in par.strokes])
    ]


def judged(lengths: Sequence[int], texts: Sequence[int], bounds: Bounds) -> Severity | None:
    """What a rule's length comes to, by the reading that is best for it; None where it is right or cannot be told."""
    shares = [length * 1000 // text for length in lengths for text in texts if text > 0]
    if not shares or any(_within(share, bounds.good) for share in shares):
        return None
    return W if any(_within(share, bounds.fair) for share in shares) else E


def _within(thousandths: int, bounds: tuple[int, int]) -> bool:
    # a third is 33.3 hundredths, and what a program rounds to twips is no fault
    return bounds[0] * 10 - 5 <= thousandths <= bounds[1] * 10 + 5


def _of_letters(paragraph: WordParagraph) -> tuple[int, ...]:
    found: list[int] = []
    for share in RAISED:
        total = 0
        for run in paragraph.runs:
            wide = width(run.shown.strip(), Face(run.half_points, run.bold, run.italic))
            total += wide * share // 100 if run.raised else wide
        found.append(total)
    return tuple(found)


_NATION_OLD = NATION.replace("HÒA", "HOÀ")
_COHERENT = ((26, 28, 28), (24, 26, 26))
_COLUMNS = 2
_UNEVEN, _SLACK = 20, 12
_COMMITTEE = "ỦY BAN NHÂN DÂN"
_COMMITTEES = (_COMMITTEE, "UỶ BAN NHÂN DÂN", "HỘI ĐỒNG NHÂN DÂN")
_SINGLE = ("auto", 240)


@check("F12", W, m("the table at the head"))
def table(letter: LintedLetter) -> Iterator[Defect]:
    """Nation and names in one table of two columns, whose lines are not seen."""
    head = letter.head
    if head.nation is None or head.nation.boxed:
        return
    expected = m("a table of two columns, without lines")
    if head.table is None:
        yield Defect(head.nation, expected, m("no table"))
    elif head.table.has_borders:
        yield Defect(head.nation, expected, m("lines that are seen"), E)
    elif not head.left or len({cell.column for cell in head.table.cells if any(p.text for p in cell.paragraphs)}) != _COLUMNS:
        yield Defect(head.nation, expected, m("columns: {count}", count=head.table.width))


@check("F13", E, m("the nation's name"), "II.1.a")
def nation(letter: LintedLetter) -> Iterator[Defect]:
    """Its words, to the letter."""
    line = letter.head.nation
    if line is None:
        if not letter.is_appendix_alone:
            yield Defect(None, quoted(NATION), nothing())
    elif line.text == _NATION_OLD:
        yield Defect(line, quoted(NATION), quoted(line.text), I)
    elif line.text != NATION:
        yield Defect(line, quoted(NATION), quoted(line.text))


@check("F14", E, m("the look of the nation's name"), "II.1.a", fixable=True)
def nation_look(letter: LintedLetter) -> Iterator[Defect]:
    """12-13 pt, bold, upright, centred."""
    if letter.head.nation is not None:
        yield from looking(letter.head.nation, Look(SMALL, bold=True, italic=False, align="center"))


@check("F15", E, m("the motto"), "II.1.b")
def motto(letter: LintedLetter) -> Iterator[Defect]:
    """Its words, with hyphens and single spaces."""
    head = letter.head
    if head.nation is None:
        return
    if head.motto is None:
        yield Defect(head.nation, quoted(MOTTO), nothing())
    elif _unshown_capitals(head.motto) != MOTTO:
        yield Defect(head.motto, quoted(MOTTO), quoted(head.motto.text))


def _unshown_capitals(paragraph: WordParagraph) -> str:
    # small words under a look of capitals are the look's fault
    return "".join(run.text for run in paragraph.runs).replace("\xa0", " ").strip()


@check("F16", E, m("the look of the motto"), "II.1.b", fixable=True)
def motto_look(letter: LintedLetter) -> Iterator[Defect]:
    """13-14 pt, bold, upright, centred, not in capitals."""
    line = letter.head.motto
    if line is not None and _unshown_capitals(line) == MOTTO:
        yield from looking(line, Look(LARGE, bold=True, italic=False, align="center", upper=False))
    elif line is not None:
        yield from looking(line, Look(LARGE, bold=True, italic=False, align="center"))


@check("F17", W, m("sizes that go together"), "V (1)")
def coherent(letter: LintedLetter) -> Iterator[Defect]:
    """Nation, motto and date in 13/14/14 or 12/13/13 pt."""
    head = letter.head
    lines = (head.nation, head.motto, head.date)
    sizes = tuple(max(line.sizes) for line in lines if line is not None and line.sizes)
    ranges = (SMALL, LARGE, LARGE)
    if len(sizes) != len(lines) or any(not least <= size <= most for size, (least, most) in zip(sizes, ranges, strict=True)):
        return
    if sizes not in _COHERENT:
        yield Defect(
            head.nation, m("13/14/14 or 12/13/13 pt"), m("{sizes} pt", sizes="/".join(str(size // 2) for size in sizes))
        )


@check("F18", W, m("lines of the head that stay on one line"))
def one_line(letter: LintedLetter) -> Iterator[Defect]:
    """Nation, motto and date fit their cell."""
    head = letter.head
    for line in (head.nation, head.motto, head.date):
        if line is None or head.table is None or line.room is None or line.split:
            continue
        if line.width > line.room + _SLACK:
            asked = m("at most {room} mm", room=millimetres(line.room))
            yield Defect(line, asked, m("{size} mm", size=millimetres(line.width)))


@check("F19", E, m("the line below the motto"), "II.1.b")
def motto_rule(letter: LintedLetter) -> Iterator[Defect]:
    """One line, as long as the motto, centred; no underlined words."""
    head = letter.head
    if head.motto is None or head.table is None:
        return
    if any(run.underlined for run in head.motto.worded):
        yield Defect(head.motto, m("a line below the words"), m("underlined words"))
        return
    below = _after(head.right, head.motto, head.date)
    yield from _ruled(letter, head.motto, below, [head.motto.width], WHOLE)


@check("F21", E, m("the line below the issuing body's name"), "II.2.b")
def names_rule(letter: LintedLetter) -> Iterator[Defect]:
    """One line below the name, a third to a half of it, centred; none above it."""
    head = letter.head
    own = _own(head.names)
    if not own or head.table is None:
        return
    between = _after(head.left, head.names[0], own[0]) if own[0] is not head.names[0] else []
    for paragraph in between:
        if is_rule(paragraph):
            yield Defect(paragraph, m("no line between the names"), m("a line"))
    below = _after(head.left, own[-1], head.number)
    widths = [line.width for line in own]
    yield from _ruled(letter, own[-1], below, [max(widths), widths[-1], sum(widths)], PART)


def _after(column: Sequence[WordParagraph], start: WordParagraph, end: WordParagraph | None) -> list[WordParagraph]:
    """``start`` and what stands below it in its column, down to ``end``."""
    at = next((at for at, par in enumerate(column) if par.element is start.element), None)
    if at is None:
        return []
    stop = next((n for n, par in enumerate(column) if end is not None and par.element is end.element), len(column))
    return list(dict.fromkeys(column[at:stop]))


def _ruled(
    letter: LintedLetter, line: WordParagraph, below: Sequence[WordParagraph], widths: Sequence[int], bounds: Bounds
) -> Iterator[Defect]:
    room = line.cell.room if line.cell is not None else None
    rules = found_below(below, room)
    own_border = line.bordered("bottom") and not is_rule(line)
    expected = m("one line across")
    if own_border:
        rules.append((line, () if line.room is None else (line.room,)))
    if not rules and not letter.head.floating and not _drawn_anywhere(letter):
        yield Defect(line, expected, nothing())
    elif len(rules) > 1:
        yield Defect(rules[1][0], expected, m("lines: {count}", count=len(rules)))
    for paragraph, lengths in rules[:1]:
        severity = judged(lengths, widths, bounds)
        if severity is not None:
            asked = m("{least}-{most}% of the line above", least=bounds.good[0], most=bounds.good[1])
            found = m("{share}%", share=max(lengths) * 100 // max(widths[0], 1))
            yield Defect(paragraph, asked, found, severity)
        centred = paragraph.is_centred or not paragraph.text
        if not paragraph.strokes and (not centred or abs(paragraph.left - paragraph.right) > _UNEVEN):
            yield Defect(paragraph, m("a line in the middle"), m("a line to one side"))


def _drawn_anywhere(letter: LintedLetter) -> bool:
    # a floating line is anchored to any paragraph near by: where one is drawn, none is called missing
    return any(par.strokes for par in letter.document.paragraphs[:40])


@check("F20", E, m("the names of the issuing body and the one above it"), "II.2.a-b", fixable=True)
def names(letter: LintedLetter) -> Iterator[Defect]:
    """Capitals, 12-13 pt, upright, centred; the issuing body alone bold."""
    head = letter.head
    if head.nation is None:
        return
    if not head.names:
        if head.table is not None:
            yield Defect(head.nation, m("the issuing body's name"), nothing())
        return
    own = _own(head.names)
    above = [line for line in head.names if line not in own]
    for line in head.names:
        yield from looking(line, Look(SMALL, italic=False, align="center", upper=True))
    if not own:
        yield Defect(head.names[-1], m("the issuing body's name in bold"), m("no bold name"))
        return
    if any(line.is_bold for line in above):
        yield Defect(above[0], m("one name in bold"), m("bold names with another between them"))
    elif head.names[-1] not in own:
        yield Defect(head.names[-1], m("the issuing body's name in bold"), m("not bold"))
    elif above and own[0].text.startswith(_COMMITTEES[:2]):
        yield Defect(above[0], m("no name above a people's committee"), quoted(above[0].text), W)


def _own(lines: Sequence[WordParagraph]) -> list[WordParagraph]:
    """The issuing body's own lines: the last that are bold, one after another."""
    found: list[WordParagraph] = []
    for line in reversed(lines):
        if line.is_bold:
            found.insert(0, line)
        elif found:
            break
    return found


@check("F22", W, m("the spacing of the head"), "II.1.c", fixable=True)
def spacing(letter: LintedLetter) -> Iterator[Defect]:
    """Single lines, no space between them."""
    head = letter.head
    if head.table is None:
        return
    pair = [line for line in (head.nation, head.motto) if line is not None]
    for lines in (pair, head.names):
        for at, line in enumerate(lines):
            if line.split:
                continue
            asked, there, mends = [], [], []
            if line.line != _SINGLE:
                asked.append(m("single lines"))
                there.append(line_of(line))
                mends.append(Mend(line, "line", 240))
            inner = [("after", line.after)] * (at + 1 < len(lines)) + [("before", line.before)] * (at > 0)
            loose = [(side, size) for side, size in inner if size]
            if loose:
                asked.append(m("no space between them"))
                there.append(points(*(size // 10 for _side, size in loose)))
                mends += [Mend(line, side, 0) for side, _size in loose]
            if asked:
                yield Defect(line, together(asked), together(there), mends=tuple(mends))


def line_of(line: WordParagraph) -> Message:
    """The line spacing of a paragraph in words."""
    rule, size = line.line
    return points(size // 10) if rule != "auto" else m("{times} lines", times=_hundredths(size * 100 // 240))


def _hundredths(number: int) -> PrintedNumber:
    return PrintedNumber(f"{number // 100}.{number % 100:02}".rstrip("0").rstrip("."))


CHECKS = (table, nation, nation_look, motto, motto_look, coherent, one_line, motto_rule, names, names_rule, spacing)
