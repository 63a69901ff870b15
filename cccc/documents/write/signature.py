"""A frame -> the foot of a letter: who gets copies on the left, who signs on the right (Phụ lục I, II.7 and II.9)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cccc.documents.write.markup import paragraph, run, table

if TYPE_CHECKING:
    from cccc.documents.write.base import Base
    from cccc.model.paper import Frame

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
