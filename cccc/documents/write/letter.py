"""A paper -> the .docx of an official paper laid out by Decree 30/2020/NĐ-CP."""

from __future__ import annotations

import zlib
from hashlib import sha256
from html import escape
from typing import TYPE_CHECKING

from cccc.documents.package import W
from cccc.documents.write import figures
from cccc.documents.write.base import notes_part, opened_base
from cccc.documents.write.body import appendices, body
from cccc.documents.write.drafts import draft_properties
from cccc.documents.write.frame import addressees, kind_and_subject, letterhead, signature
from cccc.documents.write.markup import ParagraphLayout, plain
from cccc.documents.write.writer import Writer
from cccc.model.paper import APPENDIX, Block

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cccc.model.paper import Paper

_CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_DC = "http://purl.org/dc/elements/1.1/"
_NAMESPACES = (
    f'xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml" mc:Ignorable="w15"'
)

_LEVEL = 3


def letter(paper: Paper, base: bytes, *, final: bool = False) -> bytes:
    """``paper`` as a .docx in the look of the document ``base`` (which has no ``base_problems``): same paper, same bytes.

    A draft has a stamp and its figures in content controls; a ``final`` copy has neither, and still tells `cccc issue` and
    `cccc verify` what it states.
    """
    look, frame = opened_base(base), paper.frame
    writer = Writer(look, final=final)
    document = (f"<w:document {_NAMESPACES}><w:body>", *_sections(paper, writer), "</w:body></w:document>")
    notes = notes_part(writer.notes, _NAMESPACES)
    return look.filled(
        b"".join(part.encode() if isinstance(part, str) else part for part in document),
        _properties(frame.subject).encode(),
        draft_properties(paper, _digest((*document, notes))).encode(),
        notes.encode(),
        figures.listed(writer.listed).encode(),
    )


def _digest(parts: Iterable[str | bytes]) -> str:
    """What a ledger knows a draft by again; a table counts by its deflated form, as in every draft that ledgers hold."""
    found = sha256()
    for part in parts:
        found.update(part.encode() if isinstance(part, str) else _deflated(part))
    return found.hexdigest()


def _deflated(table: bytes) -> bytes:
    deflater = zlib.compressobj(_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    return deflater.compress(table) + deflater.flush(zlib.Z_FULL_FLUSH)


def _sections(paper: Paper, writer: Writer) -> list[str | bytes]:
    """The paper's own text and its appendices; the end of each section but the last is a paragraph that closes it."""
    text = [] if paper.frame.kind == APPENDIX else [(_text(paper, writer), writer.base.section)]
    sections = [*text, *appendices(paper, writer)]
    *closed, (last, section) = sections
    ended = [part for text, page in closed for part in (*text, writer.words("End", "", ParagraphLayout(section=page)))]
    return [*ended, *last, writer.words("End", ""), section]


def _text(paper: Paper, writer: Writer) -> Sequence[str | bytes]:
    frame, base = paper.frame, writer.base
    said = writer.head(frame.said)
    head = letterhead(frame, base, said, draft=not writer.final)
    head += kind_and_subject(frame, base, said) + addressees(frame, base, said)
    text = body(paper.blocks, writer, base.text_width, signed=True)
    apart = "" if paper.blocks and isinstance(paper.blocks[-1], Block) else writer.words("End", "")
    return head, *text, apart, signature(frame, base)


def _properties(title: str) -> str:
    # no author and no dates: who made a draft and when is not in it
    content = f"<dc:title>{escape(plain(title))}</dc:title><dc:language>vi-VN</dc:language>"
    return f'<cp:coreProperties xmlns:cp="{_CORE}" xmlns:dc="{_DC}">{content}</cp:coreProperties>'
