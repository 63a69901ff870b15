"""A draft -> the same with a Word comment on each figure, which tells where the figure comes from.

The comments have no person and no date: who asked for them, and when, is not in the file.
"""

from __future__ import annotations

import posixpath
from html import escape
from typing import TYPE_CHECKING

from cccc.documents.package import W, opened, packed, with_part
from cccc.documents.write.figures import PREFIX, read_figures, tag
from cccc.documents.write.markup import plain
from cccc.documents.write.styles import attribute
from cccc.markup import as_part, local_name, parse_xml
from cccc.model.paper import Key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from cccc.documents.package import Package
    from cccc.markup import Element

AUTHOR = "cccc"
CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"


def annotated(content: bytes, told: Callable[[Key], str | None]) -> bytes:
    """The letter ``content``, which cccc drafted, with what is ``told`` of each key beside its control."""
    package = opened(content)
    keys = {tag(one.key): one.key for one in read_figures(content, "")[0].drafted}
    root = package.tree(package.main)
    comments: list[str] = []
    for place, texts in _places(package, root, keys, told):
        for text in texts:
            _anchor(place, len(comments))
            comments.append(_comment(len(comments), text))
    if not comments:
        return content
    parts = {name: package.part(name) for name in package.names()}
    name = package.related("comments") or posixpath.join(posixpath.dirname(package.main), "comments.xml")
    parts = with_part({**parts, package.main: as_part(root)}, name, RELATION, CONTENT_TYPE, package.main)
    made = f'<w:comments xmlns:w="{W}">{"".join(comments)}</w:comments>'
    return packed({**parts, name: as_part(parse_xml(made.encode()))})


def _places(
    package: Package, root: Element, keys: dict[str, Key], told: Callable[[Key], str | None]
) -> Iterator[tuple[Element, list[str]]]:
    """Where comments go, and what they say; Word allows none in a footnote: they stand at its sign."""
    notes = package.related("footnotes")
    found = {} if notes is None else {attribute(note, "id"): note for note in package.tree(notes)}
    for element in list(root.iter("{*}sdt", "{*}footnoteReference")):
        if local_name(element) == "sdt":
            yield element, _told(element, keys, told)
        elif (sign := element.getparent()) is not None and (note := found.get(attribute(element, "id"))) is not None:
            yield sign, list(dict.fromkeys(text for one in note.iter("{*}sdt") for text in _told(one, keys, told)))


def _told(control: Element, keys: dict[str, Key], told: Callable[[Key], str | None]) -> list[str]:
    key = _key(control, keys)
    text = None if key is None else told(key)
    return [text] if text else []


def _key(control: Element, keys: dict[str, Key]) -> Key | None:
    mark = control.find("{*}sdtPr/{*}tag")
    said = "" if mark is None else attribute(mark, "val") or ""
    return keys.get(said) or Key.read(said.removeprefix(PREFIX))


def _anchor(control: Element, number: int) -> None:
    parent = control.getparent()
    if parent is None:
        return
    at = parent.index(control)
    parent.insert(at, _new(f'<w:commentRangeStart xmlns:w="{W}" w:id="{number}"/>'))
    parent.insert(at + 2, _new(f'<w:commentRangeEnd xmlns:w="{W}" w:id="{number}"/>'))
    parent.insert(at + 3, _new(f'<w:r xmlns:w="{W}"><w:commentReference w:id="{number}"/></w:r>'))


def _comment(number: int, text: str) -> str:
    lines = "".join(
        f'<w:p><w:r><w:t xml:space="preserve">{escape(plain(line))}</w:t></w:r></w:p>' for line in text.splitlines()
    )
    return f'<w:comment w:id="{number}" w:author="{AUTHOR}" w:initials="{AUTHOR}">{lines}</w:comment>'


def _new(xml: str) -> Element:
    return parse_xml(xml.encode())
