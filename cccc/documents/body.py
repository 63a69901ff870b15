"""The addressees and blocks of a paper -> the paragraphs between the letterhead and the signature."""

from __future__ import annotations

from itertools import count, groupby
from typing import TYPE_CHECKING

from cccc.documents.markup import indents, mark, paragraph, plain, run
from cccc.documents.widths import width

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cccc.documents.base import Base
    from cccc.documents.widths import Face
    from cccc.paper import Block, Frame, Run

_LEAST_LEFT = 1134
_MOST_LEFT = 2835
_SLACK = 40
_SALUTATION = "Kính gửi"
_DASH = "- "


def addressees(frame: Frame, base: Base) -> str:
    """``Kính gửi``: one addressee on its line, several below it with their dashes under the colon (Phụ lục I, II.9)."""
    face = base.faces["To"]
    first, *items = (plain(line) for line in frame.addressees)
    label = width(_SALUTATION, face)
    left = _left([first, *items], label, face, base.text_width)
    if not items:
        hanging = width(f"{_SALUTATION}: ", face)
        return paragraph(base.ids["To"], run(first), indent=indents(left + hanging, hanging=hanging))
    dash = width(_DASH, face)
    indent = indents(left + label + dash, hanging=dash)
    opening = paragraph(base.ids["To Label"], run(first), indent=indents(left))
    return opening + "".join(paragraph(base.ids["To Item"], run(item), indent=indent, keep_next=True) for item in items)


def _left(lines: list[str], label: int, face: Face, room: int) -> int:
    # right of the body's indent, centred when the longest line leaves the room, as the decree's diagram has it
    first, *items = lines
    block = max(width(first, face), *(label + width(item, face) for item in items), 0)
    return min(_MOST_LEFT, max(_LEAST_LEFT, (room - block - _SLACK) // 2))


def body(blocks: tuple[Block, ...], base: Base) -> str:
    """The text; what opens a list or closes the letter stays with what follows it."""
    closing, numbers = _closing(blocks, base), count(1)
    kept = [_opens(block) or at in closing for at, block in enumerate(blocks)]
    return "".join(_block(block, base, numbers, kept=keep) for block, keep in zip(blocks, kept, strict=True))


def _block(block: Block, base: Base, numbers: Iterator[int], *, kept: bool) -> str:
    style = "Body" if block.kind == "paragraph" else "Heading 1" if block.level <= 1 else "Heading 2"
    return paragraph(base.ids[style], _runs(block.runs, numbers), keep_next=kept)


def _opens(block: Block) -> bool:
    return block.kind == "heading" or block.text.rstrip().endswith(":")


def _closing(blocks: tuple[Block, ...], base: Base) -> range:
    # the signature is never torn off; a last paragraph of one line would be thin company, so the one before comes too
    end = len(blocks)
    short = bool(blocks) and width(plain(blocks[-1].text), base.faces["Body"]) < base.text_width
    return range(max(0, end - 1 - short), end)


def _runs(runs: tuple[Run, ...], numbers: Iterator[int]) -> str:
    return "".join(_marked(key, group, numbers) for key, group in groupby(runs, key=lambda part: part.finding))


def _marked(key: str | None, runs: Iterable[Run], numbers: Iterator[int]) -> str:
    texts = "".join(run(part.text, bold=part.bold, italic=part.italic) for part in runs)
    return texts if key is None else mark(key, next(numbers), texts)
