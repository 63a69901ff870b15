"""Checks of the divisions of a text: parts, articles, headings, clauses, points (F46-F50)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cccc.documents.lint.bodies import INDENTS
from cccc.documents.lint.check import LARGE, Defect, E, Look, Mend, check, looking, millimetres, nothing, quoted
from cccc.documents.lint.words import Level, ends_a_sentence
from cccc.documents.word.properties import roman
from cccc.messages import m

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cccc.documents.lint.roles import LintedLetter
    from cccc.documents.lint.words import Division
    from cccc.documents.word.document import WordParagraph

POINTS = "abcdđeghiklmnopqrstuvxy"
_SLACK = 12
_WORDS = {"phần": "Phần", "chương": "Chương", "mục": "Mục", "tiểu mục": "Tiểu mục"}
_BY_ROMAN = frozenset({"phần", "chương"})


def _opened(letter: LintedLetter, level: Level) -> Iterator[tuple[WordParagraph, Division]]:
    for par in letter.body:
        found = letter.division(par)
        if found is not None and found.level is level:
            yield par, found


@check("F46", E, m("parts, chapters and sections"), "II.6.đ", fixable=True)
def parts(letter: LintedLetter) -> Iterator[Defect]:
    """The word and number centred on a line of their own, the title in capitals below it."""
    for par, found in _opened(letter, Level.PART):
        word, _, number = found.mark.rpartition(" ")
        word = word.strip()
        yield from looking(par, Look(LARGE, bold=True, italic=False, align="center"))
        if word != _WORDS.get(word.casefold(), word):
            yield Defect(par, quoted(f"{_WORDS[word.casefold()]} {number}"), quoted(found.mark))
        elif number.isdigit() is (word.casefold() in _BY_ROMAN):
            asked = m("a Roman numeral") if number.isdigit() else m("an Arabic numeral")
            yield Defect(par, asked, quoted(found.mark))
        if found.title and "\n" not in par.text:
            yield Defect(par, m("the title on the next line"), quoted(par.text))
        elif not found.title:
            yield from _titled(letter, par)


def _titled(letter: LintedLetter, par: WordParagraph) -> Iterator[Defect]:
    at = letter.body.index(par)
    below = letter.body[at + 1] if at + 1 < len(letter.body) else None
    if below is None or (letter.division(below) is not None and not below.is_upper):
        yield Defect(par, m("a title on the next line"), nothing())
        return
    yield from looking(below, Look(LARGE, bold=True, align="center", upper=True))


@check("F47", E, m("articles"), "II.6.đ", fixable=True)
def articles(letter: LintedLetter) -> Iterator[Defect]:
    """``Điều 1.`` bold, upright, indented as the text, numbered without a gap."""
    if not letter.has_articles:
        return
    last = 0
    for par, found in _opened(letter, Level.ARTICLE):
        if not found.mark.endswith("."):
            if found.mark.endswith(":") or last:
                yield Defect(par, quoted(f"Điều {found.number}."), quoted(found.mark))
            last = int(found.number) if found.number.isdigit() else last + 1
            continue
        if not found.number.isdigit() or not found.mark.startswith("Điều "):
            yield Defect(par, quoted(f"Điều {last + 1}."), quoted(found.mark))
            last += 1
        else:
            if int(found.number) != last + 1:
                yield Defect(par, quoted(f"Điều {last + 1}."), quoted(found.mark))
            last = int(found.number)
        yield from _marked_bold(par, found)
        yield from _indented(par)


def _marked_bold(par: WordParagraph, found: Division) -> Iterator[Defect]:
    if par.label:
        return
    runs, left = [], len(found.mark)
    for run in par.runs:
        if left > 0 and run.is_worded:
            runs.append(run)
        left -= len(run.shown.lstrip()) if left == len(found.mark) else len(run.shown)
    whole = sum(len(run.text) for run in runs) <= len(found.mark) + 1
    plain = [run for run in runs if not run.bold]
    if plain:
        yield Defect(par, m("bold"), m("not bold"), mends=tuple(Mend(run, "bold", True) for run in plain) if whole else ())
    if any(run.italic for run in runs):
        yield Defect(par, m("upright"), m("italic"), mends=tuple(Mend(run, "italic", False) for run in runs))


def _indented(par: WordParagraph) -> Iterator[Defect]:
    if par.is_centred or par.label:
        return
    if not any(abs(par.left + par.first - size) <= _SLACK for size in INDENTS):
        yield Defect(par, m("10 or 12.7 mm"), m("{size} mm", size=millimetres(par.left + par.first)))


@check("F48", E, m("clauses"), "II.6.đ", fixable=True)
def clauses(letter: LintedLetter) -> Iterator[Defect]:
    """``1.`` and a space, counted anew in each article; bold only as a title."""
    if not letter.has_articles:
        return
    last = 0
    for par in letter.body:
        found = letter.division(par)
        if found is not None and found.level in {Level.ARTICLE, Level.PART}:
            last = 0
        if found is None or found.level is not Level.CLAUSE:
            continue
        wanted = f"{found.number}. "
        if not par.label and not par.text.startswith(wanted):
            yield Defect(par, quoted(wanted), quoted(par.text[:12]))
        if int(found.number) != last + 1:
            yield Defect(par, quoted(f"{last + 1}."), quoted(found.mark))
        last = int(found.number)
        if par.is_bold and ends_a_sentence(par.text):
            yield Defect(par, m("not bold"), m("bold"), mends=tuple(Mend(run, "bold", False) for run in par.worded))


@check("F49", E, m("lettered points"), "II.6.đ")
def lettered(letter: LintedLetter) -> Iterator[Defect]:
    """``a)`` and a space, in the order of the Vietnamese alphabet."""
    before: str | None = None
    for par in letter.body:
        found = letter.division(par)
        if found is not None and found.level not in {Level.POINT, Level.DEEPER}:
            before = None
        if found is None or found.level is not Level.POINT:
            continue
        asked = _next(before, found.number)
        if found.mark != f"{found.number})":
            yield Defect(par, quoted(f"{asked})"), quoted(found.mark))
        elif found.number != asked:
            yield Defect(par, quoted(f"{asked})"), quoted(found.mark))
            asked = found.number if found.number in POINTS else asked
        before = asked


def _next(before: str | None, written: str) -> str:
    if before is None or written == "a":
        return "a"
    return POINTS[(POINTS.index(before) + 1) % len(POINTS)]


@check("F50", E, m("headings of a text without articles"), "V.6.b", fixable=True)
def headings(letter: LintedLetter) -> Iterator[Defect]:
    """``I. HEADING`` in capitals, bold, 13-14 pt, counted; ``1. Heading`` bold like those beside it."""
    if letter.has_articles or letter.kind is None:
        return
    last = 0
    below: list[tuple[WordParagraph, Division]] = []
    for par in letter.body:
        found = letter.division(par)
        if found is None:
            continue
        if found.level is Level.PART:
            last = 0
        if found.level is Level.HEADING and found.title:
            yield from _alike(below)
            below = []
            wanted = roman(last + 1)
            if found.number != wanted or not found.mark.endswith("."):
                yield Defect(par, quoted(f"{wanted}."), quoted(found.mark))
            last += 1
            yield from looking(par, Look(LARGE, bold=True, italic=False, upper=True))
        elif found.level is Level.CLAUSE:
            below.append((par, found))
    yield from _alike(below)


def _alike(siblings: Sequence[tuple[WordParagraph, Division]]) -> Iterator[Defect]:
    """Short headings beside bold ones are bold too."""
    heads = [par for par, _found in siblings if not ends_a_sentence(par.text)]
    if not any(par.is_bold for par in heads):
        return
    for par in heads:
        if not any(run.bold for run in par.worded):
            yield Defect(par, m("bold"), m("not bold"), mends=tuple(Mend(run, "bold", True) for run in par.worded))


CHECKS = (parts, articles, clauses, lettered, headings)
