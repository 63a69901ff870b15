"""A letter that people have edited in Word or LibreOffice -> the findings that still stand in it.

A finding stands while its bookmark holds words that a reader sees: not deleted, not moved
away, not struck through, not hidden, whether by hand, by a style or as a tracked change.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cccc.documents.package import UnreadableError, opened
from cccc.documents.word.paragraphs import is_shown
from cccc.documents.word.properties import WordStyles, attribute
from cccc.documents.write.drafts import Draft, read_draft
from cccc.documents.write.markup import BOOKMARK, HIDDEN
from cccc.model.evaluations import MARK_PREFIX

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml import etree

    from cccc.documents.package import Package
    from cccc.problems import Problem

_BOOKMARK = re.compile(f"{HIDDEN}?{BOOKMARK}([0-9A-Za-z]+)_[0-9]+")


@dataclass(frozen=True, slots=True)
class Marks:
    """The keys of the findings that still stand with their words, and the draft they are of, where the file still says."""

    standing: frozenset[str] = frozenset()
    draft: Draft | None = None
    words: Mapping[str, str] = field(default_factory=dict, compare=False)


def read_marks(content: bytes, file: str) -> tuple[Marks, list[Problem]]:
    """What the letter ``content``, which the user calls ``file``, still says; nothing where it cannot be read."""
    try:
        package = opened(content)
        part = package.related("styles")
        styles = WordStyles(None if part is None else package.tree(part))
        words: dict[str, str] = {}
        for key, text in _standing(package, styles):
            words[key] = words.get(key, "") + text
        return Marks(frozenset(words), read_draft(package), words), []
    except UnreadableError as error:
        return Marks(), [error.problem(file)]


def _standing(package: Package, styles: WordStyles) -> Iterator[tuple[str, str]]:
    for part in (package.main, package.related("footnotes")):
        if part is not None:
            yield from _standing_in(package.tree(part), styles)


def _standing_in(root: etree._Element, styles: WordStyles) -> Iterator[tuple[str, str]]:
    bookmarks: dict[str | None, str] = {}
    before: etree._Element | None = None
    for element in root.iter("{*}bookmarkStart", "{*}bookmarkEnd", "{*}t"):
        match _name(element):
            case "bookmarkStart":
                bookmarks.update(_bookmark(element))
            case "bookmarkEnd":
                bookmarks.pop(attribute(element, "id"), None)
            case _ if _is_read(element, styles):
                paragraph = next(element.iterancestors("{*}p"), None)
                apart = "" if paragraph is before else "\n"
                before = paragraph
                yield from ((key, apart + (element.text or "")) for key in bookmarks.values())


def _bookmark(start: etree._Element) -> dict[str | None, str]:
    match = _BOOKMARK.fullmatch(attribute(start, "name") or "")
    return {attribute(start, "id"): MARK_PREFIX + match[1]} if match else {}


def _is_read(text: etree._Element, styles: WordStyles) -> bool:
    return _is_shown(text, styles) and not _is_left_over(text, styles)


def _is_left_over(text: etree._Element, styles: WordStyles) -> bool:
    # programs that know no content controls strike the sentence and leave the figures and names in it
    if next(text.iterancestors("{*}sdt"), None) is None:
        return False
    paragraph = next(text.iterancestors("{*}p"), None)
    words = [] if paragraph is None else [one for one in paragraph.iter("{*}t") if _is_word(one)]
    return bool(words) and not any(_is_shown(one, styles) for one in words)


def _is_word(text: etree._Element) -> bool:
    return any(map(str.isalnum, text.text or "")) and next(text.iterancestors("{*}sdt"), None) is None


def _is_shown(text: etree._Element, styles: WordStyles) -> bool:
    # what is left of a sentence is not a statement while it is only a dash or a full stop
    return any(map(str.isalnum, text.text or "")) and is_shown(text, styles)


def _name(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2]
