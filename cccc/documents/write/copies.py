"""A draft -> the copies made of it: one that tells in comments where each figure comes from, one to be signed.

Neither names a person or a time.  What the signed copy states stays in bookmarks that Word does not list, and in its
properties: `cccc issue` and `cccc verify` read it.
"""

from __future__ import annotations

import posixpath
from html import escape
from typing import TYPE_CHECKING

from cccc.documents.package import UnreadableError, W, opened, packed, with_part
from cccc.documents.word.properties import WordStyles, attribute
from cccc.documents.write.figures import PREFIX, read_figures, tag
from cccc.documents.write.frame import DRAFT
from cccc.documents.write.markup import BOOKMARK, HIDDEN, plain
from cccc.markup import as_part, local_name, parse_xml
from cccc.messages import m
from cccc.model.paper import Key
from cccc.problems import Location, Problem, invalid

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

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


_TRACKED = frozenset(
    {"ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange", "tblPrChange", "trPrChange", "sectPrChange"}
)
_COMMENT = ("commentRangeStart", "commentRangeEnd", "commentReference", "annotationRef")
_TEXTS = ("document", "footnotes", "endnotes", "header", "footer")
_DROPPED = ("comments", "commentsExtended", "commentsIds", "commentsExtensible", "people", "attachedTemplate", "thumbnail")
_PRIVATE = {
    "core-properties": frozenset(
        {"creator", "lastModifiedBy", "created", "modified", "revision", "lastPrinted", "description"}
    ),
    "extended-properties": frozenset({"Template", "Company", "Manager", "HyperlinkBase", "TotalTime"}),
}
_OWN_PROPERTIES = "cccc."


def final_copy(content: bytes, file: str) -> tuple[bytes, list[Problem]]:
    """The copy to be signed of the draft ``content``, which the user calls ``file``; tracked changes come first."""
    try:
        package = opened(content)
        parts = {name: package.part(name) for name in package.names()}
        part = package.related("styles")
        styles = WordStyles(None if part is None else package.tree(part))
        stamp = styles.id_of("cccc Draft")
        texts = {name: package.tree(name) for name in parts if _holds_text(package, name)}
    except UnreadableError as error:
        return b"", [error.problem(file)]
    if any(local_name(element) in _TRACKED for root in texts.values() for element in root.iter("{*}*")):
        told = m("the file still holds tracked changes")
        return b"", [
            invalid("tracked-changes", Location(file), told, m("accept or reject them in Word, then make the copy again"))
        ]
    for root in texts.values():
        _clean(root, stamp)
    parts |= {name: as_part(root) for name, root in texts.items()}
    return packed(_without_people(_without(parts, _DROPPED))), []


def _holds_text(package: Package, name: str) -> bool:
    stem = posixpath.basename(name).removesuffix(".xml").rstrip("0123456789")
    return name == package.main or (name.endswith(".xml") and posixpath.dirname(name) == "word" and stem in _TEXTS)


def _clean(root: Element, stamp: str | None) -> None:
    for paragraph in list(root.iter("{*}p")):
        if _is_stamp(paragraph, stamp):
            _take_out(paragraph)
    for name in _COMMENT:
        for element in list(root.iter(f"{{*}}{name}")):
            parent = element.getparent()
            _take_out(parent if parent is not None and local_name(parent) == "r" else element)
    for control in list(root.iter("{*}sdt")):
        _unwrap(control)
    for start in root.iter("{*}bookmarkStart"):
        name = attribute(start, "name") or ""
        if name.startswith(BOOKMARK):
            start.set(f"{{{W}}}name", f"{HIDDEN}{name}")


def _is_stamp(paragraph: Element, stamp: str | None) -> bool:
    style = paragraph.find("{*}pPr/{*}pStyle")
    if style is not None and stamp is not None and attribute(style, "val") == stamp:
        return True
    text = "".join(text.text or "" for text in paragraph.iter("{*}t"))
    return text.strip() == DRAFT and paragraph.find("{*}pPr/{*}pBdr") is not None


def _unwrap(control: Element) -> None:
    parent, content = control.getparent(), control.find("{*}sdtContent")
    if parent is None:
        return
    at = parent.index(control)
    parent[at : at + 1] = [] if content is None else list(content)


def _take_out(element: Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


# --- parts beside the text -------------------------------------------------------------------------------------------


def _without(parts: dict[str, bytes], kinds: Iterable[str]) -> dict[str, bytes]:
    """``parts`` but for those that others refer to as one of ``kinds``."""
    gone: set[str] = set()
    kept = dict(parts)
    for name in [name for name in parts if name.endswith(".rels")]:
        root = parse_xml(parts[name])
        folder = posixpath.dirname(posixpath.dirname(name))
        for relation in list(root):
            if relation.get("Type", "").rpartition("/")[2] in kinds:
                gone.add(posixpath.normpath(posixpath.join("/", folder, relation.get("Target", ""))).lstrip("/"))
                root.remove(relation)
        kept[name] = as_part(root)
    types = parse_xml(parts["[Content_Types].xml"])
    for override in list(types):
        if override.get("PartName", "").lstrip("/") in gone:
            types.remove(override)
    kept["[Content_Types].xml"] = as_part(types)
    for name in [name for name in kept if name.endswith("settings.xml")]:
        root = parse_xml(kept[name])
        for element in root.findall("{*}attachedTemplate"):
            root.remove(element)
        kept[name] = as_part(root)
    return {name: content for name, content in kept.items() if name not in gone}


def _without_people(parts: dict[str, bytes]) -> dict[str, bytes]:
    kept = dict(parts)
    for name in [name for name in parts if name.startswith("docProps/") and name.endswith(".xml")]:
        root = parse_xml(parts[name])
        for child in list(root):
            foreign = local_name(child) == "property" and not child.get("name", "").startswith(_OWN_PROPERTIES)
            if foreign or any(kind in str(root.tag) and local_name(child) in private for kind, private in _PRIVATE.items()):
                root.remove(child)
        kept[name] = as_part(root)
    return kept
