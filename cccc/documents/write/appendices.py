"""The appendices of a paper -> sections of their own, each with its head and its own page numbers (Phụ lục I, III.1)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cccc.documents.write.body import body
from cccc.documents.write.kinds import rule
from cccc.documents.write.markup import Layout, indents, plain
from cccc.documents.write.widths import lines, width
from cccc.model.paper import appendix_names

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cccc.documents.write.base import Base
    from cccc.documents.write.deflated import Deflated
    from cccc.documents.write.writer import Writer
    from cccc.model.paper import Appendix, Paper

_SLACK = 40
_BLANKS = re.compile(" {2,}")


def appendices(paper: Paper, writer: Writer) -> list[tuple[Sequence[str | Deflated], str]]:
    """The text of each appendix, and the section it stands in."""
    names = appendix_names(len(paper.appendices))
    base = writer.base
    return [
        (_appendix(name, appendix, paper.frame.reference, writer), base.wide if appendix.landscape else base.numbered)
        for name, appendix in zip(names, paper.appendices, strict=True)
    ]


def _appendix(name: str, appendix: Appendix, reference: str | None, writer: Writer) -> Sequence[str | Deflated]:
    base = writer.base
    room = base.wide_width if appendix.landscape else base.text_width
    head = writer.words("Appendix", name)
    longest = 0
    if appendix.title:
        longest, layout = _even("".join(run.text for run in appendix.title), "Appendix Title", base, room)
        head += writer.paragraph("Appendix Title", appendix.title, layout)
    if reference:
        longest, layout = _even(reference, "Appendix Reference", base, room)
        head += writer.words("Appendix Reference", reference, layout)
    return head, rule(base, "Appendix Rule", longest, room), *body(appendix.blocks, writer, room)


def _even(text: str, style: str, base: Base, room: int) -> tuple[int, Layout]:
    """The longest line of ``text``, and the indents that make its lines come out even."""
    face = base.faces[style]
    # the blanks of a number still open are as wide as so many stops, and part no lines
    shown = _BLANKS.sub(lambda blanks: "." * len(blanks[0]), plain(text))
    longest = max((width(line, face) for line in lines(shown, face, room - _SLACK)), default=0)
    side = max(0, (room - longest - _SLACK) // 2)
    return longest, Layout(indent=indents(side, side))
