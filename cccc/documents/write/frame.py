"""A frame -> what stands around the text: letterhead, kind and subject, addressees, copies and signature (Phụ lục I, II)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cccc.documents.write.base import COMPACT
from cccc.documents.write.markup import ParagraphLayout, indents, paragraph, plain, run, table
from cccc.documents.write.widths import lines, width
from cccc.model.paper import MOTTO, NATION
from cccc.vietnamese import TYPE_WORDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cccc.documents.write.base import Base
    from cccc.documents.write.widths import Face
    from cccc.documents.write.writer import Words
    from cccc.model.paper import Frame


RIGHT = 5670
"""The right column in twips: it holds the nation's line at 13 pt; the left column has what the page leaves."""

DRAFT = "DỰ THẢO"

_SLACK = 40
_LEAST_LEFT = 1134
_MOST_LEFT = 2835
_SALUTATION = "Kính gửi"
_DASH = "- "
_STAMP_SPACE = 20
_WIDE = {"HỎA TỐC": 1701, "THƯỢNG KHẨN": 2268, "KHẨN": 1134, DRAFT: 1701}  # 30, 40, 20 mm (Phụ lục I, III.2)
_MOST_RIGHT = 2 / 3
_WHOLE = ("ỦY BAN NHÂN DÂN", *(word.upper() for word in TYPE_WORDS if " " in word))


@dataclass(frozen=True, slots=True)
class _HeadTable:
    base: Base
    size: str
    left: int
    right: int

    def line(self, name: str, text: str) -> str:
        return self.paragraph(name, run(text))

    def paragraph(self, name: str, runs: str, indent: str = "") -> str:
        sized = name + self.size if name + self.size in self.base.ids else name
        return paragraph(self.base.ids[sized], runs, ParagraphLayout(indent=indent))

    def face(self, name: str) -> Face:
        return self.base.faces[name + self.size]

    def broken(self, name: str, texts: Sequence[str]) -> list[str]:
        return [part for text in texts for part in lines(plain(text), self.face(name), self.left - _SLACK, _WHOLE)]

    def rule(self, name: str, column: int, length: int) -> str:
        # a line across the cell, cut to its length by equal indents: the same in Word and LibreOffice
        side = max(0, (column - length) // 2)
        return paragraph(self.base.ids[name], layout=ParagraphLayout(indent=indents(side, side)))


def letterhead(frame: Frame, base: Base, said: Words = run, *, draft: bool) -> str:
    """The table at the head of the letter: names above, number and date on one line below, stamps under the number."""
    head = _head(frame, base)
    left = _number(frame, head, said) + _stamps(frame, head, draft=draft)
    rows = (_issuer(frame, head), _nation(head)), (left, head.line("Date", frame.date_line))
    return table((head.left, head.right), rows)


def _head(frame: Frame, base: Base) -> _HeadTable:
    size = "" if _widest(frame, base, "") <= RIGHT - _SLACK else COMPACT
    right = max(RIGHT, _widest(frame, base, size) + _SLACK)
    right = min(right, int(base.text_width * _MOST_RIGHT))
    return _HeadTable(base, size, base.text_width - right, right)


def _widest(frame: Frame, base: Base, size: str) -> int:
    texts = {"Nation": NATION, "Motto": MOTTO, "Date": plain(frame.date_line)}
    return max(width(text, base.faces[name + size]) for name, text in texts.items())


def _issuer(frame: Frame, head: _HeadTable) -> str:
    names = head.broken("Issuer", frame.issuer_lines)
    above = [head.line("Parent", text) for text in head.broken("Parent", frame.parent_lines)]
    own = [head.line("Issuer", text) for text in names]
    return "".join(
        (*above, *own, head.rule("Issuer Rule", head.left, _issuer_rule([width(n, head.face("Issuer")) for n in names])))
    )


def _issuer_rule(widths: Sequence[int]) -> int:
    # 1/3 to 1/2 of the line: of the longest and, where both can be, of the last one too
    longest, last = max(widths, default=0), widths[-1] if widths else 0
    least, most = longest / 3, min(longest, last) / 2
    return int(least + (most if most > least else longest / 2)) // 2


def _nation(head: _HeadTable) -> str:
    rule = head.rule("Motto Rule", head.right, width(MOTTO, head.face("Motto")))
    return head.line("Nation", NATION) + head.line("Motto", MOTTO) + rule


def _number(frame: Frame, head: _HeadTable, said: Words) -> str:
    number = head.line("Number", frame.number_line)
    return number + _subject(frame.subject_line, head, said) if frame.kind is None else number


def _stamps(frame: Frame, head: _HeadTable, *, draft: bool) -> str:
    # one box a stamp: Word makes one of two that touch with the same frame, so theirs differ in colour
    urgency = _stamp("Urgency", frame.urgency, _WIDE[frame.urgency], head) if frame.urgency else ""
    return urgency + (_stamp("Draft", DRAFT, _WIDE[DRAFT], head) if draft else "")


def _stamp(style: str, text: str, wide: int, head: _HeadTable) -> str:
    inside = max(wide - 2 * _STAMP_SPACE, width(text, head.base.faces[style]) + _SLACK)
    side = max(0, (head.left - inside) // 2)
    return paragraph(head.base.ids[style], run(text), ParagraphLayout(indent=indents(side, side)))


def _subject(text: str, head: _HeadTable, said: Words) -> str:
    # equal indents even its lines out, as a typist would: never a lone last word
    broken = head.broken("Subject", [text])
    widest = max(width(part, head.face("Subject")) for part in broken)
    side = max(0, (head.left - widest - _SLACK) // 2)
    return head.paragraph("Subject", said(plain(text)), indents(side, side))


def kind_and_subject(frame: Frame, base: Base, said: Words = run) -> str:
    """``KẾ HOẠCH``, its subject in even lines, and the rule, a little less than half as long as the longest of them."""
    if frame.kind is None:
        return ""
    subject = plain(frame.subject)
    face = base.faces["Kind Subject"]
    widest = max((width(line, face) for line in lines(subject, face, base.text_width - _SLACK)), default=0)
    name = paragraph(base.ids["Kind"], run(frame.kind))
    return name + centred(base, "Kind Subject", said(subject), widest) + rule(base, "Kind Rule", widest)


def centred(base: Base, style: str, runs: str, widest: int) -> str:
    """A paragraph so narrow that its lines come out even, as a typist would break them."""
    side = max(0, (base.text_width - widest - _SLACK) // 2)
    return paragraph(base.ids[style], runs, ParagraphLayout(indent=indents(side, side)))


def rule(base: Base, style: str, widest: int, room: int | None = None) -> str:
    """A line of 5/12 of ``widest``: between a third and a half."""
    side = max(0, ((room or base.text_width) - widest * 5 // 12) // 2)
    return paragraph(base.ids[style], layout=ParagraphLayout(indent=indents(side, side)))


_LABEL = "Nơi nhận:"
_LEFT = 5 / 11


def signature(frame: Frame, base: Base) -> str:
    """The table at the foot, in one row that stays whole; Word wants a paragraph after it."""
    left = int(base.text_width * _LEFT)
    return table((left, base.text_width - left), [(_copies(frame, base), _signer(frame, base))])


def _copies(frame: Frame, base: Base) -> str:
    label = paragraph(base.ids["Copies Label"], run(_LABEL))
    return label + "".join(paragraph(base.ids["Copies Item"], run(line)) for line in frame.copy_lines)


def _signer(frame: Frame, base: Base) -> str:
    authority = "".join(paragraph(base.ids["Authority"], run(line)) for line in frame.authority)
    # without a name the paragraph still keeps the room to sign in
    return authority + paragraph(base.ids["Signer"], run(frame.signer) if frame.signer else "")


def addressees(frame: Frame, base: Base, said: Words = run) -> str:
    """``Kính gửi``: one addressee on its line, several below it with their dashes under the colon (Phụ lục I, II.9)."""
    face = base.faces["To"]
    if not frame.addressees:
        return ""
    first, *items = (plain(line) for line in frame.addressees)
    label = width(_SALUTATION, face)
    left = _left([first, *items], label, face, base.text_width)
    if not items:
        hanging = width(f"{_SALUTATION}: ", face)
        return paragraph(base.ids["To"], said(first), ParagraphLayout(indent=indents(left + hanging, hanging=hanging)))
    dash = width(_DASH, face)
    layout = ParagraphLayout(keep_next=True, indent=indents(left + label + dash, hanging=dash))
    opening = paragraph(base.ids["To Label"], said(first), ParagraphLayout(indent=indents(left)))
    return opening + "".join(paragraph(base.ids["To Item"], said(item), layout) for item in items)


def _left(lines: list[str], label: int, face: Face, room: int) -> int:
    # right of the body's indent, centred when the longest line leaves the room, as the decree's diagram has it
    first, *items = lines
    block = max(width(first, face), *(label + width(item, face) for item in items), 0)
    return min(_MOST_LEFT, max(_LEAST_LEFT, (room - block - _SLACK) // 2))
