"""A draft that people have edited -> the copy that is signed: no stamp, no controls, no comments, and nobody's name in it.

What it states stays in bookmarks that Word does not list, and in its properties: `cccc issue` and `cccc verify` read it.
"""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from cccc.documents.package import UnreadableError, W, opened, packed
from cccc.documents.write.letterhead import DRAFT
from cccc.documents.write.markup import BOOKMARK, HIDDEN
from cccc.documents.write.styles import Styles, attribute
from cccc.markup import as_part, local_name, parse_xml
from cccc.messages import m
from cccc.problems import Location, Problem, invalid

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cccc.documents.package import Package
    from cccc.markup import Element

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
        styles = Styles(None if part is None else package.tree(part))
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
