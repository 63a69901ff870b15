"""The blocks of a paper and its appendices -> the paragraphs and tables of the text, each appendix a section of its own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cccc.documents.write.frame import rule
from cccc.documents.write.markup import ParagraphLayout, indents, plain
from cccc.documents.write.tables import table
from cccc.documents.write.widths import lines, width
from cccc.model.paper import Block, Filled, PageBreak, TextTable, appendix_names

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cccc.documents.write.base import Base
    from cccc.documents.write.writer import Writer
    from cccc.model.paper import AnyBlock, Appendix, Paper


_SLACK = 40
_LEVELS = 3
_AFTER_TABLE = 120


def body(blocks: Sequence[AnyBlock], writer: Writer, room: int, *, signed: bool = False) -> list[str | bytes]:
    """The text; what opens a list or a table, or closes a paper that is ``signed`` below, stays with what follows it."""
    closing = _closing(blocks, writer.base) if signed else range(0)
    tables = {at for at, block in enumerate(blocks) if isinstance(block, (TextTable, Filled))}
    made: list[str | bytes] = []
    before = None
    for at, block in enumerate(blocks):
        made += _block(block, before, writer, room, keep_next=at in closing or at + 1 in tables or _opens(block))
        before = block
    return made


def _block(block: AnyBlock, before: AnyBlock | None, writer: Writer, room: int, *, keep_next: bool) -> tuple[str | bytes, ...]:
    if isinstance(block, PageBreak):
        return ()
    apart, on_next_page = isinstance(before, (TextTable, Filled)), isinstance(before, PageBreak)
    if isinstance(block, (TextTable, Filled)):
        # Word makes one table of two that touch, and a table starts no page
        between = writer.words("End", "", ParagraphLayout(page_break=on_next_page)) if apart or on_next_page else ""
        return between, table(block, writer, room)
    layout = ParagraphLayout(keep_next, on_next_page, _AFTER_TABLE if apart else None)
    return (writer.paragraph(_style(block), block.runs, layout),)


def _style(block: Block) -> str:
    match block.kind:
        case "part":
            return "Part"
        case "title":
            return "Part Title"
        case "heading":
            return f"Heading {min(max(block.level, 1), _LEVELS)}"
        case _:
            return "Body"


def _opens(block: AnyBlock) -> bool:
    return isinstance(block, Block) and (block.kind != "paragraph" or block.text.rstrip().endswith(":"))


def _closing(blocks: Sequence[AnyBlock], base: Base) -> range:
    # the signature is never torn off; a last paragraph of one line would be thin company, so the one before comes too
    end = len(blocks)
    short = bool(blocks) and width(plain(blocks[-1].text), base.faces["Body"]) < base.text_width
    return range(max(0, end - 1 - short), end)


_BLANKS = re.compile(" {2,}")


def appendices(paper: Paper, writer: Writer) -> list[tuple[Sequence[str | bytes], str]]:
    """The text of each appendix, and the section it stands in."""
    names = appendix_names(len(paper.appendices))
    base = writer.base
    return [
        (_appendix(name, appendix, paper.frame.reference, writer), base.wide if appendix.landscape else base.numbered)
        for name, appendix in zip(names, paper.appendices, strict=True)
    ]


def _appendix(name: str, appendix: Appendix, reference: str | None, writer: Writer) -> Sequence[str | bytes]:
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


def _even(text: str, style: str, base: Base, room: int) -> tuple[int, ParagraphLayout]:
    """The longest line of ``text``, and the indents that make its lines come out even."""
    face = base.faces[style]
    # the blanks of a number still open are as wide as so many stops, and part no lines
    shown = _BLANKS.sub(lambda blanks: "." * len(blanks[0]), plain(text))
    longest = max((width(line, face) for line in lines(shown, face, room - _SLACK)), default=0)
    side = max(0, (room - longest - _SLACK) // 2)
    return longest, ParagraphLayout(indent=indents(side, side))
