"""The bytes of the base document, whose styles hold the look of a letter -> what a letter needs of it; told what it lacks.

An office edits the base in Word: sizes, spacing, margins, the page number.  A letter takes all of it, and measures its header
by the sizes that it finds there.
"""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from cccc.documents.package import UnreadableError, W, opened, packed, with_part, written
from cccc.documents.word.properties import WordStyles, attribute
from cccc.documents.write import drafts
from cccc.documents.write.figures import list_part
from cccc.markup import as_part, local_name, parse_xml
from cccc.messages import m
from cccc.problems import Location, Problem, invalid

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from cccc.documents.package import Package
    from cccc.documents.write.widths import Face
    from cccc.markup import Element

XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_XML = XML.encode()
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
    *("Kind", "Kind Subject", "Kind Rule", "Urgency", "Draft", "Part", "Part Title", "Heading 3", "Table Head", "Table Cell"),
    *("Footnote", "Footnote Sign", "Appendix", "Appendix Title", "Appendix Reference", "Appendix Rule"),
)
_ABOUT = (
    (
        "docProps/core.xml",
        "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties",
        "application/vnd.openxmlformats-package.core-properties+xml",
    ),
    ("docProps/custom.xml", drafts.RELATION, drafts.CONTENT_TYPE),
)
_LIST = "customXml/cccc-figures.xml"
_LIST_PROPERTIES = "customXml/cccc-figures-properties.xml"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_CUSTOM_XML_TYPE = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
_CUSTOM_XML = (
    f'{XML}<ds:datastoreItem xmlns:ds="{_OFFICE}/customXml" ds:itemID="{{7A1E5B0C-8C43-4E0B-9B52-5A0C1C0F4C4C}}">'
    "<ds:schemaRefs/></ds:datastoreItem>"
)
_BEFORE_NUMBERS = frozenset(
    {
        "headerReference",
        "footerReference",
        "footnotePr",
        "endnotePr",
        "type",
        "pgSz",
        "pgMar",
        "paperSrc",
        "pgBorders",
        "lnNumType",
    }
)
_BEFORE_TITLE_PAGE = _BEFORE_NUMBERS | {"pgNumType", "cols", "formProt", "vAlign", "noEndnote"}
_NOTES_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"

_NOTE_LINE = '<w:p><w:pPr><w:spacing w:after="0" w:line="240" w:lineRule="auto"/></w:pPr><w:r><w:{0}/></w:r></w:p>'
_NOTE_LINES = "".join(
    f'<w:footnote w:type="{kind}" w:id="{number}">{_NOTE_LINE.format(kind)}</w:footnote>'
    for number, kind in ((-1, "separator"), (0, "continuationSeparator"))
)
_SIDES = ("left", "right", "gutter")


@dataclass(frozen=True, slots=True)
class Base:
    """A base document: its styles by name, its page, and every part of it but the text.

    ``section`` is the page of the text, ``numbered`` that of an appendix, ``wide`` that of one on its side.
    """

    ids: Mapping[str, str]
    faces: Mapping[str, Face]
    section: str
    numbered: str
    wide: str
    text_width: int
    wide_width: int
    own: tuple[str, ...]
    others: Mapping[str, bytes]

    def filled(self, *contents: bytes) -> bytes:
        """The .docx with the letter's own parts: text, title, what it was drafted from, footnotes, figures."""
        own = {name: _XML + content for name, content in zip(self.own, contents, strict=True)}
        return packed({**self.others, **own})


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
    own_page = written(section)
    numbered, wide = _numbered_anew(own_page, wide=False), _numbered_anew(own_page, wide=True)
    return Base(
        ids=known,
        faces=faces,
        section=own_page,
        numbered=numbered,
        wide=wide,
        text_width=_text_width(section),
        wide_width=_text_width(parse_xml(wide.encode())),
        own=own,
        others=others,
    )


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
    others, notes = _with_notes(package, others)
    others, figures = _with_list(package, others)
    own += [notes, figures]
    return tuple(own), {name: content for name, content in others.items() if name not in own}


def _with_notes(package: Package, others: dict[str, bytes]) -> tuple[dict[str, bytes], str]:
    # the separators are ours: what the settings say of others would point at notes
    settings = package.related("settings")
    if settings is not None:
        others = {**others, settings: _without_separators(others[settings])}
    there = package.related("footnotes")
    if there is not None:
        return others, there
    usual = posixpath.join(posixpath.dirname(package.main), "footnotes.xml")
    return with_part(others, usual, f"{_OFFICE}/relationships/footnotes", _NOTES_TYPE, package.main), usual


def _with_list(package: Package, others: dict[str, bytes]) -> tuple[dict[str, bytes], str]:
    there = list_part(package)
    if there is not None:
        return others, there
    others = with_part(others, _LIST, f"{_OFFICE}/relationships/customXml", None, package.main)
    others = with_part(others, _LIST_PROPERTIES, f"{_OFFICE}/relationships/customXmlProps", _CUSTOM_XML_TYPE, _LIST)
    return {**others, _LIST_PROPERTIES: _CUSTOM_XML.encode()}, _LIST


def _styles(package: Package) -> WordStyles:
    part = package.related("styles")
    return WordStyles(None if part is None else package.tree(part))


def _section(package: Package) -> Element | None:
    # a base of Word's strict variant has another namespace, which a letter's own text would not fit
    return package.tree(package.main).find(f"{{{W}}}body/{{{W}}}sectPr")


def _text_width(section: Element) -> int:
    size, margins = section.find("{*}pgSz"), section.find("{*}pgMar")
    if size is None or margins is None:
        return 0
    return max(0, _twips(size, "w") - sum(_twips(margins, side) for side in _SIDES))


def _numbered_anew(section: str, *, wide: bool) -> str:
    """The page of an appendix: its numbers start again, none stands on its first page; ``wide`` is on its side."""
    made = parse_xml(section.encode())
    for name in ("pgNumType", "titlePg", "type"):
        for child in made.findall(f"{{*}}{name}"):
            made.remove(child)
    size = made.find("{*}pgSz")
    if wide and size is not None:
        high, across = _twips(size, "h"), _twips(size, "w")
        for name, twips in (("w", high), ("h", across), ("orient", "landscape")):
            size.set(f"{{{W}}}{name}", str(twips))
    made.insert(_place(made, _BEFORE_NUMBERS), _new("pgNumType", start="1"))
    made.insert(_place(made, _BEFORE_TITLE_PAGE), _new("titlePg"))
    return written(made)


def _place(section: Element, before: frozenset[str]) -> int:
    return max((at for at, child in enumerate(section, 1) if local_name(child) in before), default=0)


def _new(name: str, **attributes: str) -> Element:
    said = "".join(f' w:{key}="{value}"' for key, value in attributes.items())
    return parse_xml(f'<w:{name} xmlns:w="{W}"{said}/>'.encode())


def _twips(element: Element, name: str) -> int:
    text = attribute(element, name) or ""
    return int(text) if text.isascii() and text.isdigit() else 0


def notes_part(notes: Iterable[str], namespaces: str) -> str:
    """The part that holds ``notes``."""
    return f"<w:footnotes {namespaces}>{_NOTE_LINES}{''.join(notes)}</w:footnotes>"


def _without_separators(settings: bytes) -> bytes:
    """The settings of a document without what they say of the lines between text and footnotes."""
    root = parse_xml(settings)
    said = root.findall(f"{{{W}}}footnotePr")
    for element in said:
        root.remove(element)
    return as_part(root) if said else settings
