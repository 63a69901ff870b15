"""A paper -> the .docx of an official letter laid out by Decree 30/2020/NĐ-CP."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from cccc.documents.base import opened_base
from cccc.documents.body import addressees, body
from cccc.documents.drafts import draft_properties
from cccc.documents.letterhead import letterhead
from cccc.documents.markup import plain
from cccc.documents.package import W
from cccc.documents.signature import signature

if TYPE_CHECKING:
    from cccc.paper import Paper

_CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_DC = "http://purl.org/dc/elements/1.1/"


def letter(paper: Paper, base: bytes) -> bytes:
    """``paper`` as a .docx in the look of the document ``base`` (which has no ``base_problems``): same paper, same bytes."""
    look, frame = opened_base(base), paper.frame
    text = letterhead(frame, look) + addressees(frame, look) + body(paper.blocks, look) + signature(frame, look)
    document = f'<w:document xmlns:w="{W}"><w:body>{text}{look.section}</w:body></w:document>'
    return look.filled(document, _properties(frame.subject), draft_properties(paper))


def _properties(title: str) -> str:
    # no author and no dates: who made a draft and when is not in it
    content = f"<dc:title>{escape(plain(title))}</dc:title><dc:language>vi-VN</dc:language>"
    return f'<cp:coreProperties xmlns:cp="{_CORE}" xmlns:dc="{_DC}">{content}</cp:coreProperties>'
