"""Checks of the page: paper, margins, page numbers (F01-F08), font, colour and encoding (F09-F11)."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from cccc.documents.lint.check import LARGE, Defect, E, Mend, W, alignment, check, millimetres, nothing, points, quoted
from cccc.documents.lint.words import is_secret, is_stamp, outermost
from cccc.documents.word.properties import value
from cccc.documents.word.runs import is_page_number
from cccc.messages import m

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cccc.documents.lint.roles import LintedLetter
    from cccc.documents.word.document import WordParagraph, WordSection
    from cccc.messages import Message


A4 = (11906, 16838)
_PAPER_SLACK, _MARGIN_SLACK = 60, 6
MARGINS = {"top": (1134, 1418), "bottom": (1134, 1418), "left": (1701, 1985), "right": (850, 1134)}
_LEAST_HEADER = 284
_SURELY_MORE = 5200
"""So many letters fill more than a page at 13 pt, single-spaced."""


@check("F01", E, m("the paper"), "I.1", fixable=True)
def paper(letter: LintedLetter) -> Iterator[Defect]:
    """A4."""
    section = letter.main_section
    if section is None:
        return
    size = [section.measure("pgSz", side) for side in ("w", "h")]
    wide, high = (side or 0 for side in size)
    if None in size or not _is_a4(min(wide, high), max(wide, high)):
        found = nothing() if None in size else m("{wide} × {high} mm", wide=millimetres(wide), high=millimetres(high))
        upright = wide <= high
        mends = [Mend(section, "page", "210x297")] if upright else []
        yield Defect(section, m("A4, {wide} × {high} mm", wide=210, high=297), found, mends=tuple(mends))


def _is_a4(short: int, long: int) -> bool:
    return abs(short - A4[0]) <= _PAPER_SLACK and abs(long - A4[1]) <= _PAPER_SLACK


@check("F02", E, m("the page upright"), "I.2")
def upright(letter: LintedLetter) -> Iterator[Defect]:
    """Upright; across only for tables and appendices, and then with sides that agree."""
    starts = {appendix.heading.section for appendix in letter.appendices}
    for at, section in enumerate(letter.document.sections):
        turned = value([section.page], "pgSz", "orient") == "landscape"
        if not section.is_landscape and not turned:
            continue
        if turned is not section.is_landscape:
            yield Defect(
                section, m("sides that agree with the page's orientation"), m("an upright page that is said to lie across")
            )
        elif not _has_table(letter, at) and not (starts and at >= min(starts)):
            yield Defect(section, m("an upright page"), m("a page across, without a table"))


def _has_table(letter: LintedLetter, at: int) -> bool:
    own = (letter.head.table, letter.foot.table)
    inside = (outermost(par.cell) for par in letter.document.paragraphs if par.cell is not None and par.section == at)
    return any(table is not None and table not in own for table in inside)


@check("F03", E, m("the margins"), "I.3", fixable=True)
def margins(letter: LintedLetter) -> Iterator[Defect]:
    """Top and bottom 20-25 mm, left 30-35 mm, right 15-20 mm."""
    for section in letter.document.sections:
        for side, (least, most) in MARGINS.items():
            size = section.measure("pgMar", side)
            if size is None:
                continue
            whole = abs(size) + ((section.measure("pgMar", "gutter") or 0) if side == "left" else 0)
            if least - _MARGIN_SLACK <= whole <= most + _MARGIN_SLACK:
                continue
            asked = m("{side} {least}-{most} mm", side=_side(side), least=millimetres(least), most=millimetres(most))
            found = m("{side} {size} mm", side=_side(side), size=millimetres(whole))
            best = min(max(whole, least), most)
            yield Defect(section, asked, found, W if section.is_landscape else None, (Mend(section, f"margin {side}", best),))


def _side(name: str) -> Message:
    return {
        "top": m("top margin"),
        "bottom": m("bottom margin"),
        "left": m("left margin"),
        "right": m("right margin"),
    }[name]


@check("F04", W, m("the gutter and the place of the page header"), fixable=True)
def gutter(letter: LintedLetter) -> Iterator[Defect]:
    """No gutter, no mirrored margins, and a page header inside the top margin."""
    for section in letter.document.sections:
        size = section.measure("pgMar", "gutter") or 0
        if size:
            found = m("a gutter of {size} mm", size=millimetres(size))
            yield Defect(section, m("no gutter"), found, mends=(Mend(section, "gutter", 0),))
        top, header = section.measure("pgMar", "top"), section.measure("pgMar", "header")
        if top is None or header is None or not section.headers or not any(par.text for par in _all(section.headers)):
            continue
        if not _LEAST_HEADER <= header <= abs(top) - _LEAST_HEADER:
            asked = m("{least}-{most} mm", least=5, most=millimetres(abs(top) - _LEAST_HEADER))
            yield Defect(section, asked, m("{size} mm", size=millimetres(header)), mends=(Mend(section, "margin header", 567),))
    if letter.document.mirrored:
        yield Defect(letter.main_section, m("the same margins on every page"), m("mirrored margins"))


def _all(stories: object) -> list[WordParagraph]:
    return [par for story in stories.values() for par in story] if isinstance(stories, dict) else []


def _numbers(paragraphs: list[WordParagraph]) -> list[WordParagraph]:
    return [par for par in paragraphs if any(map(is_page_number, par.fields))]


def _default_numbers(section: WordSection) -> list[WordParagraph]:
    return _numbers(section.headers.get("default", []))


@check("F05", E, m("the page number, in the middle of the top margin"), "I.7", fixable=True)
def page_number(letter: LintedLetter) -> Iterator[Defect]:
    """Centred at the top, never at the foot; not missing where there is a second page."""
    section = letter.main_section
    if section is None:
        return
    expected = m("in the page header, centred")
    below = _numbers(_all(section.footers))
    for paragraph in below:
        yield Defect(paragraph, expected, m("in the page footer"))
    above = _default_numbers(section)
    for paragraph in above:
        if not _is_in_the_middle(paragraph):
            yield Defect(paragraph, expected, alignment(paragraph.align), mends=(Mend(paragraph, "align", "center"),))
    if not below and not above and _has_second_page(letter):
        yield Defect(section, expected, nothing())


def _is_in_the_middle(paragraph: WordParagraph) -> bool:
    # a tab before the number, or a frame around it, places it where alignment does not say
    framed = value(paragraph.layers, "framePr", "xAlign")
    return paragraph.is_centred or "\t" in paragraph.raw or framed == "center" or paragraph.cell is not None or paragraph.boxed


def _has_second_page(letter: LintedLetter) -> bool:
    """Whether the main part surely fills more than one page; appendices have numbers of their own."""
    document = letter.document
    if len(document.sections) == 1 and (document.pages or 0) > 1:
        return True
    shown = [par for par in document.paragraphs if par.text and par.section == 0]
    return any(par.breaks_page for par in shown) or sum(len(par.text) for par in shown) > _SURELY_MORE


@check("F06", E, m("no page number on the first page"), "I.7", fixable=True)
def first_page(letter: LintedLetter) -> Iterator[Defect]:
    """The first page has a head of its own, without a number."""
    section = letter.main_section
    if section is None or not (_default_numbers(section) or _numbers(_all(section.footers))):
        return
    expected = m("a first page without a number")
    if not section.hides_first:
        if _has_second_page(letter) or _default_numbers(section):
            yield Defect(section, expected, m("the number is shown on every page"), mends=(Mend(section, "first page", True),))
        return
    for paragraph in _numbers([*section.headers.get("first", []), *section.footers.get("first", [])]):
        yield Defect(paragraph, expected, m("a page number"))


@check("F07", E, m("the look of the page number"), "I.7", fixable=True)
def number_look(letter: LintedLetter) -> Iterator[Defect]:
    """Arabic, from 1, 13-14 pt, upright; nothing beside it."""
    section = letter.main_section
    if section is None:
        return
    for paragraph in _default_numbers(section):
        inside = [run for run in paragraph.runs if run.field]
        runs = [run for run in inside if run.text.strip()] or inside
        sizes = sorted({run.half_points for run in runs})
        if any(not LARGE[0] <= size <= LARGE[1] for size in sizes):
            best = LARGE[1] if max(sizes) >= LARGE[1] else LARGE[0]
            yield Defect(paragraph, points(*LARGE), points(*sizes), mends=tuple(Mend(run, "size", best) for run in runs))
        if any(run.italic for run in runs):
            yield Defect(paragraph, m("upright"), m("italic"), mends=tuple(Mend(run, "italic", False) for run in runs))
        beside = "".join(run.shown for run in paragraph.runs if not run.field).strip()
        if beside:
            yield Defect(paragraph, m("the number alone"), quoted(beside), W)
    form, start = (value([section.page], "pgNumType", name) for name in ("fmt", "start"))
    if form not in {None, "decimal"}:
        yield Defect(section, m("Arabic numerals"), quoted(form or ""), mends=(Mend(section, "number form", "decimal"),))
    if start not in {None, "1"}:
        yield Defect(
            section, m("numbers from 1"), m("numbers from {start}", start=start), mends=(Mend(section, "number from", 1),)
        )


@check("F08", E, m("the page numbers of an appendix"), "III.1.đ", fixable=True)
def appendix_numbers(letter: LintedLetter) -> Iterator[Defect]:
    """Each appendix is a section of its own whose numbers start at 1."""
    sections = letter.document.sections
    if letter.is_appendix_alone or not any(_default_numbers(one) or _numbers(_all(one.footers)) for one in sections):
        return
    for appendix in letter.appendices:
        heading = appendix.heading
        if heading.section >= len(sections):
            continue
        section = sections[heading.section]
        starts = [one.number for one in letter.document.paragraphs if one.section == heading.section and one.text]
        opens = not starts or min(starts) == heading.number
        if not opens or heading.section == 0 or value([section.page], "pgNumType", "start") != "1":
            mends = (Mend(section, "number from", 1),) if opens and heading.section else ()
            yield Defect(heading, m("page numbers of its own, from 1"), m("page numbers that run on"), mends=mends)
        elif not section.hides_first and _default_numbers(section):
            mends = (Mend(section, "first page", True),)
            yield Defect(heading, m("a first page without a number"), m("the number is shown on every page"), W, mends)


TIMES = "Times New Roman"
_LEGACY = re.compile(r"\.vn|vni[- ]|vntime|vnarial|\.tmc|vps ", re.IGNORECASE)
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_OLD_TONE = re.compile(r"[òóỏõọ][ae]\b|(?<!q)[ùúủũụ]y\b", re.IGNORECASE)
_NEW_TONE = re.compile(r"o[àáảãạèéẻẽẹ]\b|(?<!q)u[ỳýỷỹỵ]\b", re.IGNORECASE)


def _worded(letter: LintedLetter) -> Iterator[WordParagraph]:
    for paragraph in letter.document.everywhere():
        if paragraph.text and not is_stamp(paragraph):
            yield paragraph


@check("F09", E, m("the font"), "I.4", fixable=True)
def font(letter: LintedLetter) -> Iterator[Defect]:
    """Times New Roman everywhere."""
    for paragraph in _worded(letter):
        runs = [run for run in paragraph.worded if any(name.casefold() != TIMES.casefold() for name in run.fonts)]
        other = sorted({name for run in runs for name in run.fonts if name.casefold() != TIMES.casefold()})
        if other and not any(_LEGACY.match(name) for name in other):
            mends = tuple(Mend(run, "font", TIMES) for run in runs)
            yield Defect(paragraph, m("{detail}", detail=TIMES), m("{detail}", detail=tuple(other)), mends=mends)


@check("F10", E, m("the colour"), "I.4", fixable=True)
def colour(letter: LintedLetter) -> Iterator[Defect]:
    """Black on white; only the mark of urgency is red."""
    stamps = {id(mark.element) for mark in letter.head.marks}
    for paragraph in _worded(letter):
        if id(paragraph.element) in stamps or is_secret(paragraph):
            continue
        coloured = [run for run in paragraph.worded if run.color]
        if coloured:
            mends = tuple(Mend(run, "color", "auto") for run in coloured)
            yield Defect(paragraph, m("black"), m("colour {colour}", colour=coloured[0].color.upper()), mends=mends)
        marked = [run for run in paragraph.worded if run.marked]
        if marked:
            mends = tuple(Mend(run, "plain", True) for run in marked)
            yield Defect(paragraph, m("no shading behind the words"), m("shaded words"), mends=mends)


@check("F11", E, m("the encoding"), "I.4")
def encoding(letter: LintedLetter) -> Iterator[Defect]:
    """Composed Unicode, no fonts of the time before it, one way of placing tones."""
    told = False
    styles: dict[bool, str] = {}
    for paragraph in _worded(letter):
        text = "".join(run.text for run in paragraph.runs)
        legacy = next((name for run in paragraph.worded for name in run.fonts if _LEGACY.match(name)), None)
        if legacy is not None:
            yield Defect(paragraph, m("a Unicode font"), m("{detail}", detail=legacy))
        elif _PRIVATE.search(text):
            yield Defect(paragraph, m("letters of Unicode"), m("letters that only one font knows"))
        elif not unicodedata.is_normalized("NFC", text):
            yield Defect(paragraph, m("composed Unicode"), m("letters with separate marks"))
        for word in text.split() if not told else ():
            for is_old, pattern in ((True, _OLD_TONE), (False, _NEW_TONE)):
                if pattern.search(unicodedata.normalize("NFC", word)):
                    styles.setdefault(is_old, word.strip(".,;:()“”"))
        if len(styles) > 1 and not told:
            told = True
            yield Defect(paragraph, m("one way of placing tones"), quoted(f"{styles[True]}, {styles[False]}"), W)


CHECKS = (paper, upright, margins, gutter, page_number, first_page, number_look, appendix_numbers, font, colour, encoding)
