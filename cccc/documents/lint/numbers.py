"""Checks of the number, the symbol, the place and the date (F23-F31)."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from cccc.documents.lint.check import LARGE, Defect, E, I, Look, W, check, looking, nothing, quoted
from cccc.documents.lint.words import FORMS, LETTER, bare
from cccc.documents.write.widths import Face
from cccc.documents.write.widths import lines as broken
from cccc.messages import m
from cccc.model.paper import CODES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cccc.documents.lint.roles import LintedLetter
    from cccc.documents.word.document import WordParagraph

_ABBREVIATION = "[A-ZĐĂÂÊÔƠƯ][A-Za-zĐđĂăÂâÊêÔôƠơƯư0-9&.]*"
_NUMBER = re.compile(rf"Số: ?(?:0[1-9]|[1-9][0-9]+)/{_ABBREVIATION}(?:-{_ABBREVIATION})+")
_OPEN_NUMBER = re.compile(rf"Số:[\s.…_]*/{_ABBREVIATION}(?:-{_ABBREVIATION})+")
_LAW = re.compile(r"/[0-9]{4}/")
_PARTY = "dang cong san viet nam"
_DATE = re.compile(r"([^,]+), ngày (0[1-9]|[12][0-9]|3[01]) tháng (0[12]|[3-9]|1[0-2]) năm ([0-9]{4})")
_OPEN_DATE = re.compile(
    r"([^,]+), ngày(?: (?:0[1-9]|[12][0-9]|3[01])|[\s.…_]+) ?"
    r"tháng(?: (?:0[12]|[3-9]|1[0-2])|[\s.…_]+) ?năm ([0-9]{4}|20[\s.…_]*)"
)
_SMALL_LEVELS = re.compile(r"(tỉnh|xã|huyện|thị trấn|đặc khu)\s+")
_ABOLISHED = re.compile(r"(huyện|quận|thị xã|thị trấn)\s+", re.IGNORECASE)
_TWO_LEVELS = (2025, 7, 1)
_TENTHS_OF_A_LINE = 23
_HALF, _WHOLE = 160, 330


@check("F23", E, m("the number"), "II.3.c")
def number(letter: LintedLetter) -> Iterator[Defect]:
    """Its form: a colon, a zero below ten, no spaces in the symbol."""
    line = letter.head.number
    if line is None:
        if letter.is_decree_paper:
            yield Defect(letter.head.nation, quoted("Số: 05/UBND-VP"), nothing())
        return
    text = _one_spaced(line.text)
    if not (_NUMBER.fullmatch(text) or _OPEN_NUMBER.fullmatch(line.text) or _OPEN_NUMBER.fullmatch(text)):
        yield Defect(line, quoted(_example(letter)), quoted(line.text))


def _one_spaced(text: str) -> str:
    return re.sub("^Số: +", "Số: ", text.replace("\t", " "))


def _example(letter: LintedLetter) -> str:
    code = CODES.get(letter.kind or "")
    return f"Số: 05/{code}-UBND" if code else "Số: 05/UBND-VP"


@check("F24", E, m("the look of the number"), "II.3.c", fixable=True)
def number_look(letter: LintedLetter) -> Iterator[Defect]:
    """13 pt, upright, centred; the word in small letters."""
    line = letter.head.number
    if line is None:
        return
    yield from looking(line, Look((26, 26), bold=False, italic=False, align="center"))
    if line.text.startswith("SỐ") and line.runs[0].caps:
        yield Defect(line, quoted("Số"), quoted("SỐ"))


@check("F25", E, m("the code of the paper's kind"), "III (bảng chữ viết tắt)")
def code(letter: LintedLetter) -> Iterator[Defect]:
    """The symbol begins with the code of the title."""
    line, asked = letter.head.number, CODES.get(letter.kind or "")
    groups = _groups(line)
    if line is None or asked is None or not groups or _LAW.search(line.text):
        return
    if groups[0] != asked and not (letter.kind in FORMS and len(groups) == 1):
        yield Defect(line, quoted(f"{asked}-…"), quoted("-".join(groups)))


def _groups(line: WordParagraph | None) -> list[str]:
    symbol = "" if line is None else line.text.partition("/")[2].replace(" ", "")
    return symbol.split("-") if symbol else []


@check("F26", E, m("a công văn's symbol and subject"), "II.3.b")
def without_kind(letter: LintedLetter) -> Iterator[Defect]:
    """A công văn bears no title and no code of a kind, but a subject."""
    if letter.kind != LETTER:
        if letter.kind is None and letter.title is None and letter.salutation is not None and letter.head.number is not None:
            yield Defect(letter.head.number, m("a subject “V/v …” below the number"), nothing())
        return
    if letter.title is not None:
        yield Defect(letter.title, m("no title"), quoted(letter.title.text))
    groups = _groups(letter.head.number)
    if groups and groups[0] in {*CODES.values(), "CV"} - {"TC"} and len(groups) > 1:
        yield Defect(letter.head.number, m("a symbol without the code of a kind"), quoted("-".join(groups)))


@check("F27", I, m("papers that another rule governs"))
def scope(letter: LintedLetter) -> Iterator[Defect]:
    """Legal normative documents and papers of the Party have rules of their own."""
    expected = m("an administrative paper under Decree 30/2020/NĐ-CP")
    if is_law(letter):
        yield Defect(letter.head.number, expected, m("a legal normative document: nothing more is checked"))
    elif is_of_the_party(letter):
        yield Defect(None, expected, m("a paper of the Party: nothing more is checked"))


def is_law(letter: LintedLetter) -> bool:
    """Whether the symbol bears a year, as only legal normative documents do."""
    line = letter.head.number
    return line is not None and bool(_LAW.search(line.text))


def is_of_the_party(letter: LintedLetter) -> bool:
    """Whether the Party's name stands where the nation's would."""
    first = letter.document.paragraphs[:12]
    return letter.head.nation is None and any(_PARTY in bare(par.text) for par in first)


@check("F28", E, m("the date"), "II.4.b-c")
def date(letter: LintedLetter) -> Iterator[Defect]:
    """Place, day, month, year: with a zero for days below 10 and for January and February."""
    line = letter.head.date
    example = quoted("Lâm Đồng, ngày 05 tháng 02 năm 2026")
    if line is None:
        if letter.head.motto is not None and letter.head.table is not None:
            yield Defect(letter.head.motto, example, nothing())
        return
    text = " ".join(line.text.split())
    match = _DATE.fullmatch(text)
    if match is None:
        if not _OPEN_DATE.fullmatch(line.text) and not _OPEN_DATE.fullmatch(text):
            yield Defect(line, example, quoted(line.text))
        return
    _place, day, month, year = match.groups()
    if not _is_a_day(int(year), int(month), int(day)):
        yield Defect(line, m("a day of the calendar"), quoted(text))
    elif letter.known.year is not None and int(year) != letter.known.year:
        yield Defect(line, m("{detail}", detail=str(letter.known.year)), m("{detail}", detail=year), W)


def _is_a_day(year: int, month: int, day: int) -> bool:
    try:
        dt.date(year, month, day)
    except ValueError:
        return False
    return True


@check("F29", E, m("the look of the date"), "II.4.c", fixable=True)
def date_look(letter: LintedLetter) -> Iterator[Defect]:
    """13-14 pt, italic, not bold, centred."""
    if letter.head.date is not None:
        yield from looking(letter.head.date, Look(LARGE, bold=False, italic=True, align="center"))


@check("F30", E, m("number and date on one line"), "II.4.c")
def level(letter: LintedLetter) -> Iterator[Defect]:
    """In one row of the table, at one height."""
    head = letter.head
    if head.table is None or head.number is None or head.date is None or head.number.split or head.date.split:
        return
    left, right = head.number.cell, head.date.cell
    if left is None or right is None or left.table is not right.table:
        return
    expected = m("at the height of the number")
    if left.row != right.row:
        yield Defect(head.date, expected, m("in another row of the table"))
        return
    heights = [_height(cell.paragraphs, line) for cell, line in ((left, head.number), (right, head.date))]
    if any(height is None for height in heights):
        return
    apart = abs((heights[0] or 0) - (heights[1] or 0))
    if apart > _HALF:
        sure = apart > _WHOLE
        yield Defect(head.date, expected, m("about {size} mm apart", size=_whole_millimetres(apart)), None if sure else W)


def _height(paragraphs: Sequence[WordParagraph], line: WordParagraph) -> int | None:
    """How far below the top of its cell ``line`` begins; None where that depends on the program."""
    total = 0
    last = 0
    for paragraph in paragraphs:
        if paragraph.element is line.element:
            return total + max(last, paragraph.before)
        if paragraph.strokes:
            return None
        size = max((run.half_points for run in paragraph.runs), default=28)
        count = 1
        if paragraph.text:
            if paragraph.room is None:
                return None
            runs = paragraph.worded or paragraph.runs
            face = Face(size, all(run.bold for run in runs), all(run.italic for run in runs))
            count = max(1, len(broken(paragraph.text, face, max(paragraph.room, 1))))
        rule, measure = paragraph.line
        tall = size * _TENTHS_OF_A_LINE // 2 if rule == "auto" else measure
        total += max(last, paragraph.before) + count * (tall * measure // 240 if rule == "auto" else tall)
        last = paragraph.after
    return None


def _whole_millimetres(twips: int) -> int:
    return (twips * 254 + 7200) // 14400


@check("F31", W, m("the place"), "II.4.a")
def place(letter: LintedLetter) -> Iterator[Defect]:
    """The name of the province or commune alone."""
    line = letter.head.date
    name = "" if line is None or "," not in line.text else line.text.partition(",")[0].strip()
    if not name:
        return
    if letter.known.place is not None and name != letter.known.place:
        yield Defect(line, quoted(letter.known.place), quoted(name))
    elif (found := _ABOLISHED.match(name)) and _dated_after_two_levels(letter):
        yield Defect(line, m("a province or commune of today"), quoted(name))
    elif (found := _SMALL_LEVELS.match(name)) is not None:
        yield Defect(line, quoted(name[found.end() :]), quoted(name))


def _dated_after_two_levels(letter: LintedLetter) -> bool:
    match = _DATE.fullmatch(" ".join(letter.head.date.text.split())) if letter.head.date is not None else None
    return match is not None and (int(match[4]), int(match[3]), int(match[2])) >= _TWO_LEVELS


CHECKS = (number, number_look, code, without_kind, scope, date, date_look, level, place)
