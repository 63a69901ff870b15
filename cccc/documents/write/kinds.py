"""The name of a paper's kind and its subject, in the middle above the text (Phụ lục I, II.5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cccc.documents.write.markup import Layout, indents, paragraph, plain, run
from cccc.documents.write.widths import lines, width

if TYPE_CHECKING:
    from cccc.documents.write.base import Base
    from cccc.documents.write.writer import Words
    from cccc.model.paper import Frame

_SLACK = 40


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
    return paragraph(base.ids[style], runs, Layout(indent=indents(side, side)))


def rule(base: Base, style: str, widest: int, room: int | None = None) -> str:
    """A line of 5/12 of ``widest``: between a third and a half."""
    side = max(0, ((room or base.text_width) - widest * 5 // 12) // 2)
    return paragraph(base.ids[style], layout=Layout(indent=indents(side, side)))
