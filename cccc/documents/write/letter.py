"""A paper -> the .docx of an official paper laid out by Decree 30/2020/NĐ-CP."""

from __future__ import annotations

from functools import lru_cache
from hashlib import sha256
from html import escape
from typing import TYPE_CHECKING

from cccc.documents.package import W
from cccc.documents.write import figures, footnotes
from cccc.documents.write.appendices import appendices
from cccc.documents.write.base import opened_base
from cccc.documents.write.body import addressees, body
from cccc.documents.write.drafts import draft_properties
from cccc.documents.write.kinds import kind_and_subject
from cccc.documents.write.letterhead import letterhead
from cccc.documents.write.markup import Layout, plain
from cccc.documents.write.signature import signature
from cccc.documents.write.writer import Same, Writer
from cccc.model.paper import APPENDIX, Block

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cccc.documents.write.base import Base
    from cccc.documents.write.deflated import Deflated
    from cccc.model.paper import Frame, Paper

_CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_DC = "http://purl.org/dc/elements/1.1/"
_NAMESPACES = (
    f'xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml" mc:Ignorable="w15"'
)


def letter(paper: Paper, base: bytes, *, final: bool = False) -> bytes:
    """``paper`` as a .docx in the look of the document ``base`` (which has no ``base_problems``): same paper, same bytes.

    A draft has a stamp and its figures in content controls; a ``final`` copy has neither, and still tells `cccc issue` and
    `cccc verify` what it states.
    """
    look, frame = opened_base(base), paper.frame
    writer = Writer(look, final=final)
    document = (f"<w:document {_NAMESPACES}><w:body>", *_sections(paper, writer), "</w:body></w:document>")
    notes = footnotes.part(writer.notes, _NAMESPACES)
    return look.filled(
        document,
        [_properties(frame.subject)],
        [draft_properties(paper, _digest((*document, notes)))],
        [notes],
        [figures.listed(writer.listed)],
    )


def _digest(parts: Iterable[str | Deflated]) -> str:
    """By what the letter was drafted it is known again; what letters share is hashed as it was deflated once."""
    made = sha256()
    for part in parts:
        made.update(part.encode() if isinstance(part, str) else part.data)
    return made.hexdigest()


def _sections(paper: Paper, writer: Writer) -> list[str | Deflated]:
    """The paper's own text and its appendices; the end of each section but the last is a paragraph that closes it."""
    text = [] if paper.frame.kind == APPENDIX else [(_text(paper, writer), writer.base.section)]
    sections = [*text, *appendices(paper, writer)]
    *closed, (last, section) = sections
    ended = [part for text, page in closed for part in (*text, writer.words("End", "", Layout(section=page)))]
    return [*ended, *last, writer.words("End", ""), section]


def _text(paper: Paper, writer: Writer) -> Sequence[str | Deflated]:
    head, listed, foot = _around(paper.frame, Same(writer.base), final=writer.final)
    writer.listed += listed
    text = body(paper.blocks, writer, writer.base.text_width, signed=True)
    apart = "" if paper.blocks and isinstance(paper.blocks[-1], Block) else writer.words("End", "")
    return head, *text, apart, foot


@lru_cache(maxsize=2)
def _around(frame: Frame, base: Same[Base], *, final: bool) -> tuple[str, list[str], str]:
    """What stands above the text, what that carries, and what stands below; all drafts of a batch have the same."""
    look, writer = base.one, Writer(base.one, final=final)
    said = writer.head(frame.said)
    head = letterhead(frame, look, said, draft=not final)
    head += kind_and_subject(frame, look, said) + addressees(frame, look, said)
    return head, writer.listed, signature(frame, look)


def _properties(title: str) -> str:
    # no author and no dates: who made a draft and when is not in it
    content = f"<dc:title>{escape(plain(title))}</dc:title><dc:language>vi-VN</dc:language>"
    return f'<cp:coreProperties xmlns:cp="{_CORE}" xmlns:dc="{_DC}">{content}</cp:coreProperties>'
