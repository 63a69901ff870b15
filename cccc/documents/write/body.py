"""The addressees and blocks of a paper -> the paragraphs between the letterhead and the signature."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cccc.documents.write.markup import Layout, indents, paragraph, plain, run
from cccc.documents.write.tables import table
from cccc.documents.write.widths import width
from cccc.model.paper import Block, Filled, PageBreak, TextTable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cccc.documents.write.base import Base
    from cccc.documents.write.deflated import Deflated
    from cccc.documents.write.widths import Face
    from cccc.documents.write.writer import Words, Writer
    from cccc.model.paper import AnyBlock, Frame

_LEAST_LEFT = 1134
_MOST_LEFT = 2835
_SLACK = 40
_LEVELS = 3
_AFTER_TABLE = 120
_SALUTATION = "Kính gửi"
_DASH = "- "


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
        return paragraph(base.ids["To"], said(first), Layout(indent=indents(left + hanging, hanging=hanging)))
    dash = width(_DASH, face)
    layout = Layout(keep_next=True, indent=indents(left + label + dash, hanging=dash))
    opening = paragraph(base.ids["To Label"], said(first), Layout(indent=indents(left)))
    return opening + "".join(paragraph(base.ids["To Item"], said(item), layout) for item in items)


def _left(lines: list[str], label: int, face: Face, room: int) -> int:
    # right of the body's indent, centred when the longest line leaves the room, as the decree's diagram has it
    first, *items = lines
    block = max(width(first, face), *(label + width(item, face) for item in items), 0)
    return min(_MOST_LEFT, max(_LEAST_LEFT, (room - block - _SLACK) // 2))


def body(blocks: Sequence[AnyBlock], writer: Writer, room: int, *, signed: bool = False) -> list[str | Deflated]:
    """The text; what opens a list or a table, or closes a paper that is ``signed`` below, stays with what follows it."""
    closing = _closing(blocks, writer.base) if signed else range(0)
    tables = {at for at, block in enumerate(blocks) if isinstance(block, (TextTable, Filled))}
    made: list[str | Deflated] = []
    before = None
    for at, block in enumerate(blocks):
        made += _block(block, before, writer, room, keep_next=at in closing or at + 1 in tables or _opens(block))
        before = block
    return made


def _block(
    block: AnyBlock, before: AnyBlock | None, writer: Writer, room: int, *, keep_next: bool
) -> tuple[str | Deflated, ...]:
    if isinstance(block, PageBreak):
        return ()
    apart, on_next_page = isinstance(before, (TextTable, Filled)), isinstance(before, PageBreak)
    if isinstance(block, (TextTable, Filled)):
        # Word makes one table of two that touch, and a table starts no page
        between = writer.words("End", "", Layout(page_break=on_next_page)) if apart or on_next_page else ""
        return between, table(block, writer, room)
    layout = Layout(keep_next, on_next_page, _AFTER_TABLE if apart else None)
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
