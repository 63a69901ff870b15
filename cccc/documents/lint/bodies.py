"""Checks of the running text (F40-F45, F51)."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

from cccc.documents.lint.check import (
    LARGE,
    Defect,
    E,
    Look,
    Mend,
    W,
    alignment,
    check,
    in_points,
    looking,
    millimetres,
    points,
    quoted,
    quoted_end,
)
from cccc.documents.lint.letterheads import line_of
from cccc.documents.lint.words import DECISIONS, FORMS, Level
from cccc.messages import m

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cccc.documents.lint.roles import LintedLetter
    from cccc.documents.word.document import WordParagraph

INDENTS = (567, 720)
_INDENT_SLACK, _EDGE_SLACK = 12, 12
_LEAST_GAP = 120
_SINGLE, _ONE_AND_A_HALF = 240, 360
_LEAST_EXACT, _MOST_EXACT = 115, 173
_CLOSING = "./."
_LATER = r"(?<![.!?:;] )(?<!^)"
_TYPES = (
    "Nghị định|Nghị quyết|Quyết định|Thông tư|Chỉ thị|Kế hoạch|Công văn|Thông báo|Báo cáo|Tờ trình|Hướng dẫn|Công điện|"
    "Chương trình"
)
_CITED = (
    (re.compile(rf"\b(?:{_TYPES}) [0-9]+/[0-9A-ZĐ]\S*"), m("a citation with “số”")),
    (re.compile(rf"{_LATER}\bKhoản [0-9]+"), m("“khoản” in small letters")),
    (re.compile(rf"{_LATER}\bĐiểm [a-zđ](?=[ ,;)])"), m("“điểm” in small letters")),
    (re.compile(r"\bđiều [0-9]+(?= (?:của )?(?:Luật|Nghị|Quy|Thông|Quyết|Bộ)|[,;.)]|$)"), m("“Điều” with a capital")),
)
_NUMBERED_LAW = re.compile(r"\b(?:Bộ luật|Luật|Pháp lệnh)[^;,]*? số [0-9]+/")


@check("F40", E, m("the look of the text"), "II.6.e", fixable=True)
def look(letter: LintedLetter) -> Iterator[Defect]:
    """On both margins, 13-14 pt in one size, neither bold nor italic as a whole."""
    bases = {id(par) for par in letter.bases()}
    texts = [par for par in letter.texts() if id(par) not in bases]
    usual = Counter(size for par in texts for size in par.sizes if LARGE[0] <= size <= LARGE[1]).most_common(1)
    for par in texts:
        asked: list[object] = []
        there: list[object] = []
        mends: list[Mend] = []
        if par.align != "both":
            asked.append(alignment("both"))
            there.append(alignment(par.align))
            mends.append(Mend(par, "align", "both"))
        yield from looking(par, Look(LARGE))
        size = usual[0][0] if usual else LARGE[1]
        if any(other != size and LARGE[0] <= other <= LARGE[1] for other in par.sizes):
            asked.append(m("one size, {size} pt", size=in_points(size)))
            there.append(points(*sorted(par.sizes)))
            mends += [Mend(run, "size", size) for run in par.worded if run.half_points != size]
        if par.is_bold and not _is_a_clause(letter, par):
            asked.append(m("not bold"))
            there.append(m("bold"))
            mends += [Mend(run, "bold", False) for run in par.worded]
        if par.is_italic:
            asked.append(m("upright"))
            there.append(m("italic"))
            mends += [Mend(run, "italic", False) for run in par.worded]
        if asked:
            yield Defect(par, m("{detail}", detail=tuple(asked)), m("{detail}", detail=tuple(there)), mends=tuple(mends))


def _is_a_clause(letter: LintedLetter, par: WordParagraph) -> bool:
    opened = letter.division(par)
    return letter.has_articles and opened is not None and opened.level is Level.CLAUSE


@check("F41", E, m("the indent of the text"), "II.6.e", fixable=True)
def indent(letter: LintedLetter) -> Iterator[Defect]:
    """First lines 10 or 12.7 mm in, the same throughout; nothing else moved."""
    texts = [par for par in letter.texts() if not _is_an_article(letter, par)]
    right = [near for par in texts if not par.left and (near := _near(par.first)) is not None]
    usual = Counter(right).most_common(1)
    size = usual[0][0] if usual else INDENTS[0]
    for par in texts:
        severity = W if par.label else None
        mends = [Mend(par, "first", size), Mend(par, "left", 0), Mend(par, "right", 0)]
        expected = m("{size} mm", size=millimetres(size)) if usual else m("10 or 12.7 mm")
        if (par.raw[:1] in {"\t", " "} and len(par.raw) - len(par.raw.lstrip("\t ")) > 1) or par.raw.startswith("\t"):
            yield Defect(par, expected, m("tabs or spaces"), severity)
        elif _near(par.first) != size:
            yield Defect(par, expected, m("{size} mm", size=millimetres(par.left + par.first)), severity, tuple(mends))
        elif abs(par.left) > _EDGE_SLACK or abs(par.right) > _EDGE_SLACK:
            found = m(
                "{left} mm on the left, {right} mm on the right", left=millimetres(par.left), right=millimetres(par.right)
            )
            yield Defect(par, m("no indent of the other lines"), found, severity, tuple(mends))


def _is_an_article(letter: LintedLetter, par: WordParagraph) -> bool:
    opened = letter.division(par)
    return opened is not None and opened.level is Level.ARTICLE


def _near(first: int) -> int | None:
    return next((size for size in INDENTS if abs(first - size) <= _INDENT_SLACK), None)


@check("F42", E, m("the space between paragraphs"), "II.6.e", fixable=True)
def gaps(letter: LintedLetter) -> Iterator[Defect]:
    """At least 6 pt, by spacing and not by empty paragraphs."""
    numbers = {id(par): at for at, par in enumerate(letter.document.paragraphs)}
    expected = m("at least {least} pt", least=6)
    for above, below in pairwise(letter.body):
        start, end = numbers[id(above)], numbers[id(below)]
        between = letter.document.paragraphs[start + 1 : end]
        if any(par.cell is not None or par.story is not above.story for par in between) or _are_titles(above, below):
            continue
        if between:
            if not any(par.strokes or par.breaks_page or par.text for par in between):
                yield Defect(below, m("space by spacing"), m("an empty paragraph"), W)
            continue
        lost = above.style == below.style
        after, before = (0 if par.is_compact and lost else size for par, size in ((above, above.after), (below, below.before)))
        if max(after, before) >= _LEAST_GAP:
            continue
        mends = (Mend(above, "after", _LEAST_GAP), Mend(above, "contextual", False), Mend(below, "contextual", False))
        if after + before >= _LEAST_GAP:
            yield Defect(below, expected, m("{sum} pt only together", sum=in_points((after + before) // 10)), W, mends)
        else:
            yield Defect(below, expected, points(max(after, before) // 10), mends=mends)


def _are_titles(above: WordParagraph, below: WordParagraph) -> bool:
    return above.is_centred or below.is_centred


@check("F43", E, m("the spacing of lines"), "II.6.e", fixable=True)
def lines(letter: LintedLetter) -> Iterator[Defect]:
    """From single to one and a half."""
    for par in letter.texts():
        rule, measure = par.line
        size = max(par.sizes, default=LARGE[1]) * 10
        if rule == "auto":
            least, most = _SINGLE, _ONE_AND_A_HALF
        else:
            least, most = size * _LEAST_EXACT // 100 - 1, size * _MOST_EXACT // 100 + 1
        if not least <= measure <= most:
            mends = () if rule != "auto" else (Mend(par, "line", min(max(measure, least), most)),)
            yield Defect(par, m("1-1.5 lines"), line_of(par), mends=mends)


@check("F44", E, m("the legal bases"), "II.6.a", fixable=True)
def bases(letter: LintedLetter) -> Iterator[Defect]:
    """Italic, 13-14 pt, each closed by a semicolon, the last by a full stop."""
    severity = None if letter.kind in DECISIONS else W
    found = letter.bases()
    for at, par in enumerate(found):
        yield from looking(par, Look(LARGE, italic=True), severity)
        end = "." if at + 1 == len(found) else ";"
        if not par.text.endswith(end):
            yield Defect(par, m("“{mark}” at the end", mark=end), quoted_end(par.text), severity)


@check("F45", W, m("how papers are cited"), "II.6.b, Phụ lục II, V.7")
def citations(letter: LintedLetter) -> Iterator[Defect]:
    """``số`` before a number; khoản and điểm in small letters, Điều with a capital."""
    cited = {id(par) for par in letter.bases()}
    for par in letter.body:
        for pattern, expected in _CITED:
            match = pattern.search(par.text)
            if match is not None:
                yield Defect(par, expected, quoted(match[0]))
        law = _NUMBERED_LAW.search(par.text) if id(par) in cited else None
        if law is not None:
            yield Defect(par, m("a law cited without its number"), quoted(law[0]))


@check("F51", E, m("the closing mark"), "Phụ lục III")
def closing(letter: LintedLetter) -> Iterator[Defect]:
    """``./.`` directly after the last word, and nowhere else."""
    if not letter.body or letter.kind is None:
        return
    last = letter.body[-1]
    expected = m("“{mark}” at the end", mark=_CLOSING)
    for par in letter.body[:-1]:
        if par.text.endswith(_CLOSING):
            yield Defect(par, m("“{mark}” at the end of the last paragraph alone", mark=_CLOSING), quoted_end(par.text))
    if _ends_with_table(letter, last):
        if not last.text.endswith(_CLOSING):
            yield Defect(last, expected, m("a table at the end"), W)
    elif not last.text.endswith(_CLOSING):
        yield Defect(last, expected, quoted_end(last.text), W if letter.kind in FORMS else None)
    elif last.text.removesuffix(_CLOSING).endswith((" ", ".", ";")):
        yield Defect(last, m("“{mark}” directly after the last word", mark=_CLOSING), quoted_end(last.text))


def _ends_with_table(letter: LintedLetter, last: WordParagraph) -> bool:
    label = letter.foot.label
    pars = letter.document.paragraphs
    start = next(at for at, par in enumerate(pars) if par is last)
    end = next((at for at, par in enumerate(pars) if label is not None and par.element is label.element), len(pars))
    if label is None:
        return any(par.cell is not None and par.text for par in pars[start:])
    own = label.cell.table if label.cell is not None else None
    return any(par.cell is not None and par.cell.table is not own and par.text for par in pars[start:end])


CHECKS = (look, indent, gaps, lines, bases, citations, closing)
