"""Turns the bytes of XML and HTML into trees, hardened against what a file may carry; the one door to lxml."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree, html

if TYPE_CHECKING:
    from collections.abc import Mapping

Element = etree._Element  # noqa: SLF001 - lxml gives its elements no public name


class MarkupError(Exception):
    """The bytes are no whole tree; ``entities`` where they declare some, which no office program does."""

    def __init__(self, reason: str, *, entities: bool = False) -> None:
        super().__init__(reason)
        self.entities = entities


def parse_xml(content: bytes) -> Element:
    """The root of an XML text, without comments and instructions; nothing outside it is read, no entity resolved."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(content, parser)
    except (etree.LxmlError, ValueError, OSError, OverflowError) as error:
        raise MarkupError(str(error)) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise MarkupError("entities", entities=True)
    return root


def check_xml(content: bytes) -> None:
    """Raises MarkupError where an XML text is not well-formed or declares entities; makes no tree."""
    from xml.parsers.expat import ExpatError, ParserCreate

    def refuse(*_: object) -> None:
        raise MarkupError("entities", entities=True)

    parser = ParserCreate()
    parser.StartDoctypeDeclHandler = refuse
    try:
        parser.Parse(content, True)
    except (ExpatError, ValueError, LookupError) as error:
        raise MarkupError(str(error)) from error


def parse_html(text: str) -> Element:
    """The root of an HTML text, forgiving what is not closed or stands in the wrong place."""
    # the text is decoded already: what it declares of its encoding no longer holds
    parser = html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        return html.document_fromstring(text.encode(), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise MarkupError(str(error)) from error


def local_name(element: Element) -> str:
    """The name of ``element`` without its namespace."""
    return etree.QName(element).localname


def text_of(element: Element) -> str:
    """All text inside ``element``."""
    return "".join(map(str, element.itertext()))


def add_child(parent: Element, name: str, attributes: Mapping[str, str]) -> None:
    """A new last child of ``parent``, in its namespace."""
    etree.SubElement(parent, etree.QName(etree.QName(parent).namespace, name), dict(attributes))


def child_of(parent: Element, name: str, *, first: bool = False, at: int | None = None) -> Element:
    """The child ``name`` of ``parent`` in its namespace, made where there is none: at its head, at ``at``, or at its end."""
    tag = etree.QName(etree.QName(parent).namespace, name)
    found = parent.find(tag.text)
    if found is None or at is not None:
        found = parent.makeelement(tag)
        parent.insert(0 if first else len(parent) if at is None else at, found)
    return found


def set_attribute(element: Element, name: str, value: str | None) -> None:
    """The attribute ``name`` in the namespace of ``element``; None takes it away."""
    tag = etree.QName(etree.QName(element).namespace, name).text
    if value is not None:
        element.set(tag, value)
    elif tag in element.attrib:
        del element.attrib[tag]


def as_text(element: Element) -> str:
    """``element`` as text, with the namespaces it needs."""
    return etree.tostring(element, encoding="unicode", with_tail=False)


def as_part(element: Element) -> bytes:
    """``element`` as the content of a part of a package, with the XML declaration that such parts carry."""
    return etree.tostring(element, xml_declaration=True, encoding="UTF-8", standalone=True)
