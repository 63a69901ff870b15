"""Small changes to a Word file, by which tests plant one fault each."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import TYPE_CHECKING

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Callable

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
NS = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
TEXT, HEADER, FIRST, STYLES, SETTINGS = (f"word/{n}.xml" for n in ("document", "header1", "header2", "styles", "settings"))


class Docx:
    """A Word file being changed."""

    def __init__(self, content: bytes) -> None:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            self.parts = {name: archive.read(name) for name in archive.namelist()}
        self.trees = {name: etree.fromstring(part) for name, part in self.parts.items() if name.endswith((".xml", ".rels"))}

    @property
    def body(self) -> etree._Element:
        return self.trees[TEXT].find(f"{W}body")

    def par(self, start: str, part: str = TEXT) -> etree._Element:
        found = [p for p in self.trees[part].iter(f"{W}p") if "".join(p.itertext()).strip().startswith(start)]
        assert found, start
        return found[0]

    def section(self, at: int) -> etree._Element:
        return list(self.body.iter(f"{W}sectPr"))[at]

    def table(self, at: int) -> etree._Element:
        return list(self.body.iter(f"{W}tbl"))[at]

    def saved(self) -> bytes:
        out = BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, part in self.parts.items():
                tree = self.trees.get(name)
                archive.writestr(name, part if tree is None else etree.tostring(tree, xml_declaration=True, encoding="UTF-8"))
        return out.getvalue()


def xml(text: str) -> etree._Element:
    opening, _, rest = text.partition(">")
    closed = opening.endswith("/")
    return etree.fromstring(f"{opening.rstrip('/')} {NS}{'/' if closed else ''}>{rest}")


def child(parent: etree._Element, name: str, *, first: bool = False) -> etree._Element:
    found = parent.find(f"{W}{name}")
    if found is None:
        found = etree.Element(f"{W}{name}")
        parent.insert(0 if first else len(parent), found)
    return found


def given(element: etree._Element, **attributes: str) -> None:
    for name, value in attributes.items():
        element.set(f"{W}{name}", value)


def runs(start: str, name: str, part: str = TEXT, **attributes: str) -> Callable[[Docx], None]:
    """Every run of the paragraph gets the property."""

    def edit(docx: Docx) -> None:
        for run in docx.par(start, part).iter(f"{W}r"):
            given(child(child(run, "rPr", first=True), name), **attributes)

    return edit


def size(start: str, half_points: int, part: str = TEXT) -> Callable[[Docx], None]:
    return runs(start, "sz", part, val=str(half_points))


def bold(start: str, on: bool = True) -> Callable[[Docx], None]:
    return runs(start, "b", val="1" if on else "0")


def italic(start: str, on: bool = True, part: str = TEXT) -> Callable[[Docx], None]:
    return runs(start, "i", part, val="true" if on else "false")


def look(start: str, name: str, part: str = TEXT, **attributes: str) -> Callable[[Docx], None]:
    """The paragraph gets the property."""

    def edit(docx: Docx) -> None:
        given(child(child(docx.par(start, part), "pPr", first=True), name), **attributes)

    return edit


def align(start: str, to: str, part: str = TEXT) -> Callable[[Docx], None]:
    return look(start, "jc", part, val=to)


def text(start: str, new: str) -> Callable[[Docx], None]:
    """The paragraph says something else, in the look of its last run."""

    def edit(docx: Docx) -> None:
        texts = list(docx.par(start).iter(f"{W}t"))
        for one in texts[:-1]:
            one.text = ""
        texts[-1].text = new
        texts[-1].set("{http://www.w3.org/XML/1998/namespace}space", "preserve")

    return edit


def word(start: str, old: str, new: str) -> Callable[[Docx], None]:
    """One word of the paragraph is another."""

    def edit(docx: Docx) -> None:
        found = [one for one in docx.par(start).iter(f"{W}t") if old in (one.text or "")]
        assert found, old
        found[0].text = found[0].text.replace(old, new)
        found[0].set("{http://www.w3.org/XML/1998/namespace}space", "preserve")

    return edit


def gone(start: str) -> Callable[[Docx], None]:
    def edit(docx: Docx) -> None:
        par = docx.par(start)
        par.getparent().remove(par)

    return edit


def gone_below(start: str) -> Callable[[Docx], None]:
    """What stands below the paragraph (its line across) is gone."""

    def edit(docx: Docx) -> None:
        par = docx.par(start)
        par.getparent().remove(par.getnext())

    return edit


def added(start: str, markup: str, *, above: bool = False) -> Callable[[Docx], None]:
    def edit(docx: Docx) -> None:
        par = docx.par(start)
        (par.addprevious if above else par.addnext)(xml(markup))

    return edit


def below(start: str, name: str, **attributes: str) -> Callable[[Docx], None]:
    """The line across below the paragraph gets the property."""

    def edit(docx: Docx) -> None:
        given(child(child(docx.par(start).getnext(), "pPr", first=True), name), **attributes)

    return edit


def page(name: str, at: int | None = None, **attributes: str) -> Callable[[Docx], None]:
    """A property of the section ``at``, else of every one that stands upright."""

    def edit(docx: Docx) -> None:
        found = list(docx.body.iter(f"{W}sectPr"))
        upright = [one for one in found if one.find(f"{W}pgSz").get(f"{W}orient") is None]
        for section in upright if at is None else [found[at]]:
            given(child(section, name), **attributes)

    return edit


def lost(at: int, name: str) -> Callable[[Docx], None]:
    """The section ``at`` loses a property."""

    def edit(docx: Docx) -> None:
        section = docx.section(at)
        section.remove(section.find(f"{W}{name}"))

    return edit


def replaced(old: str, new: str, part: str = TEXT) -> Callable[[Docx], None]:
    """In the markup of a part, one thing for another."""

    def edit(docx: Docx) -> None:
        before = etree.tostring(docx.trees[part], encoding="unicode")
        assert old in before, old
        docx.trees[part] = etree.fromstring(before.replace(old, new))

    return edit


def both(*edits: Callable[[Docx], None]) -> Callable[[Docx], None]:
    """Changes that are one fault together."""

    def edit(docx: Docx) -> None:
        for one in edits:
            one(docx)

    return edit
