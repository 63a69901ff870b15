"""The bytes of the base document, whose styles hold the look of a letter -> what a letter needs of it; told what it lacks.

An office edits the base in Word: sizes, spacing, margins, the page number.  A letter takes all of it, and measures its header
by the sizes that it finds there.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from cccc.documents import drafts
from cccc.documents.package import UnreadableError, W, opened, packed, with_part, written
from cccc.documents.styles import Styles, attribute
from cccc.messages import m
from cccc.problems import Location, Problem, invalid

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cccc.documents.package import Package
    from cccc.documents.widths import Face
    from cccc.markup import Element

XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
PREFIX = "cccc "
"""Opens the name of every style that a letter uses."""

COMPACT = " Compact"
"""Closes the names of the header's smaller set: 12/13/13 in place of 13/14/14 (Decree 30/2020, Phụ lục I, V, note 1)."""

_WITH_COMPACT = ("Nation", "Motto", "Date", "Parent", "Issuer", "Subject")
STYLES = (
    *_WITH_COMPACT,
    *(name + COMPACT for name in _WITH_COMPACT),
    *("Motto Rule", "Issuer Rule", "Number", "To", "To Label", "To Item", "Body", "Heading 1", "Heading 2"),
    *("Copies Label", "Copies Item", "Authority", "Signer", "End"),
)
_ABOUT = (
    (
        "docProps/core.xml",
        "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties",
        "application/vnd.openxmlformats-package.core-properties+xml",
    ),
    ("docProps/custom.xml", drafts.RELATION, drafts.CONTENT_TYPE),
)
_SIDES = ("left", "right", "gutter")


@dataclass(frozen=True, slots=True)
class Base:
    """A base document: its styles by name, its page, and everything of it but the text, zipped once for all letters."""

    ids: Mapping[str, str]
    faces: Mapping[str, Face]
    section: str
    text_width: int
    own: tuple[str, ...]
    others: bytes

    def filled(self, *contents: str) -> bytes:
        """The .docx with the letter's own parts: its text, its title, and what it was drafted from."""
        parts = zip(self.own, contents, strict=True)
        return packed({name: f"{XML}{content}".encode() for name, content in parts}, before=self.others)


def base_problems(content: bytes, file: str) -> list[Problem]:
    """What keeps ``content`` from being a base document: unreadable, or without a page or a style that letters use."""
    try:
        package = opened(content)
        styles, section, _ = _styles(package), _section(package), _parts(package)
    except UnreadableError as error:
        return [error.problem(file)]
    missing = [PREFIX + name for name in STYLES if styles.id_of(PREFIX + name) is None]
    return _lacking(file, missing, has_page=section is not None and bool(_text_width(section)))


@lru_cache(maxsize=4)
def opened_base(content: bytes) -> Base:
    """The base in ``content``, which has no ``base_problems``."""
    package = opened(content)
    styles, section = _styles(package), _section(package)
    ids = {name: styles.id_of(PREFIX + name) for name in STYLES}
    known = {name: style_id for name, style_id in ids.items() if style_id is not None}
    if section is None or len(known) < len(STYLES):
        raise ValueError(base_problems(content, "base"))
    own, others = _parts(package)
    faces = {name: styles.face(style_id) for name, style_id in known.items()}
    return Base(known, faces, written(section), _text_width(section), own, packed(others))


def _lacking(file: str, missing: list[str], *, has_page: bool) -> list[Problem]:
    where = Location(file)
    fix = m("start again from a copy of the base.docx that cccc ships")
    problems = [
        invalid("base-style", where, m("the base document has no style named “{style}”", style=name), fix) for name in missing
    ]
    if not has_page:
        problems.append(invalid("base-page", where, m("the base document has no page size and margins"), fix))
    return problems


def _parts(package: Package) -> tuple[tuple[str, ...], dict[str, bytes]]:
    """The names of the parts that each letter fills itself, and the other parts, which all letters share."""
    others = {name: package.part(name) for name in package.names()}
    own = [package.main]
    for usual, relation, content_type in _ABOUT:
        there = package.attached(relation)
        others = with_part(others, usual, relation, content_type) if there is None else others
        own.append(there or usual)
    return tuple(own), {name: content for name, content in others.items() if name not in own}


def _styles(package: Package) -> Styles:
    part = package.related("styles")
    return Styles(None if part is None else package.tree(part))


def _section(package: Package) -> Element | None:
    # a base of Word's strict variant has another namespace, which a letter's own text would not fit
    return package.tree(package.main).find(f"{{{W}}}body/{{{W}}}sectPr")


def _text_width(section: Element) -> int:
    size, margins = section.find("{*}pgSz"), section.find("{*}pgMar")
    if size is None or margins is None:
        return 0
    return max(0, _twips(size, "w") - sum(_twips(margins, side) for side in _SIDES))


def _twips(element: Element, name: str) -> int:
    text = attribute(element, name) or ""
    return int(text) if text.isascii() and text.isdigit() else 0
