"""The footnotes of a letter -> their part, with the line that parts them from the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cccc.documents.package import W
from cccc.markup import as_part, parse_xml

if TYPE_CHECKING:
    from collections.abc import Iterable

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"

_LINE = '<w:p><w:pPr><w:spacing w:after="0" w:line="240" w:lineRule="auto"/></w:pPr><w:r><w:{0}/></w:r></w:p>'
_LINES = "".join(
    f'<w:footnote w:type="{kind}" w:id="{number}">{_LINE.format(kind)}</w:footnote>'
    for number, kind in ((-1, "separator"), (0, "continuationSeparator"))
)


def part(notes: Iterable[str], namespaces: str) -> str:
    """The part that holds ``notes``."""
    return f"<w:footnotes {namespaces}>{_LINES}{''.join(notes)}</w:footnotes>"


def without_separators(settings: bytes) -> bytes:
    """The settings of a document without what they say of the lines between text and footnotes."""
    root = parse_xml(settings)
    said = root.findall(f"{{{W}}}footnotePr")
    for element in said:
        root.remove(element)
    return as_part(root) if said else settings
