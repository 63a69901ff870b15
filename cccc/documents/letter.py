"""A paper -> the .docx of an official paper laid out by Decree 30/2020/NĐ-CP."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from cccc.documents import figures, footnotes
from cccc.documents.appendices import appendices
from cccc.documents.base import opened_base
from cccc.documents.body import addressees, body
from cccc.documents.drafts import draft_properties
from cccc.documents.kinds import kind_and_subject
from cccc.documents.letterhead import letterhead
from cccc.documents.markup import Layout, plain
from cccc.documents.package import W
from cccc.documents.signature import signature
from cccc.documents.writer import Writer
from cccc.paper import APPENDIX

if TYPE_CHECKING:
    from cccc.paper import Paper

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
    document = "".join((f"<w:document {_NAMESPACES}><w:body>", *_sections(paper, writer), "</w:body></w:document>"))
    return look.filled(
        document,
        _properties(frame.subject),
        draft_properties(paper),
        footnotes.part(writer.notes, _NAMESPACES),
        figures.listed(writer.listed),
    )


def _sections(paper: Paper, writer: Writer) -> list[str]:
    """The paper's own text and its appendices; the end of each section but the last is a paragraph that closes it."""
    sections = [] if paper.frame.kind == APPENDIX else [(_text(paper, writer), writer.base.section)]
    sections += appendices(paper, writer)
    *closed, (last, section) = sections
    ended = [part for text, page in closed for part in (*text, writer.words("End", "", Layout(section=page)))]
    return [*ended, *last, writer.words("End", ""), section]


def _text(paper: Paper, writer: Writer) -> tuple[str, ...]:
    base, frame = writer.base, paper.frame
    head = letterhead(frame, base, draft=not writer.final) + kind_and_subject(frame, base) + addressees(frame, base)
    text = body(paper.blocks, writer, base.text_width, signed=True)
    apart = writer.words("End", "") if not text or text.endswith("</w:tbl>") else ""
    return head, text, apart, signature(frame, base)


def _properties(title: str) -> str:
    # no author and no dates: who made a draft and when is not in it
    content = f"<dc:title>{escape(plain(title))}</dc:title><dc:language>vi-VN</dc:language>"
    return f'<cp:coreProperties xmlns:cp="{_CORE}" xmlns:dc="{_DC}">{content}</cp:coreProperties>'
