"""Safe changes to the look -> the same file with them, everything else byte for byte as it was.

Words never change: what is mended is what direct formatting can say of a run, a paragraph, a table row or a section.
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZipFile

from cccc.documents.word.document import WordParagraph, WordRow, WordRun, WordSection
from cccc.markup import as_part, child_of, local_name, set_attribute

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cccc.documents.lint.check import Mend
    from cccc.documents.word.document import WordDocument
    from cccc.markup import Element


def _names(*lines: str) -> tuple[str, ...]:
    return tuple(name for line in lines for name in line.split())


# the order that the schema gives to properties; programs refuse another
_RUN = _names(
    "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid vanish webHidden",
    "color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang eastAsianLayout",
)
_PARAGRAPH = _names(
    "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs",
    "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid",
    "spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl",
    "divId cnfStyle rPr sectPr",
)
_SECTION = _names(
    "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType pgNumType cols",
    "formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings",
)
_ROW = _names(
    "cnfStyle divId gridBefore gridAfter wBefore wAfter cantSplit trHeight tblHeader tblCellSpacing jc hidden ins del"
)
_INDENTS = {"left": ("left", "start"), "right": ("right", "end")}


def mended(content: bytes, document: WordDocument, mends: Iterable[Mend]) -> bytes:
    """``content``, from which ``document`` was read, with the changes made."""
    touched: set[int] = set()
    for mend in mends:
        element = mend.target.element
        _apply(mend)
        touched.add(id(_root(element)))
    parts = {name: as_part(tree) for name, tree in document.trees.items() if id(tree) in touched}
    return _replaced(content, parts) if parts else content


def _replaced(content: bytes, parts: dict[str, bytes]) -> bytes:
    out = BytesIO()
    with ZipFile(BytesIO(content)) as source, ZipFile(out, "w") as target:
        written: set[str] = set()
        for info in source.infolist():
            if info.filename in written:
                continue
            written.add(info.filename)
            target.writestr(info, parts.get(info.filename) or source.read(info.filename))
    return out.getvalue()


def _root(element: Element) -> Element:
    return element.getroottree().getroot()


def _apply(mend: Mend) -> None:
    match mend.target:
        case WordRun() as run:
            _mend_run(run, mend.what, mend.value)
        case WordParagraph() as paragraph:
            _mend_paragraph(paragraph, mend.what, mend.value)
        case WordSection() as section:
            _mend_section(section, mend.what, mend.value)
        case WordRow() as row:
            _put(child_of(row.element, "trPr", first=True), _ROW, "cantSplit", {})


def _mend_run(run: WordRun, what: str, value: int | str | bool) -> None:
    look = child_of(run.element, "rPr", first=True)
    match what:
        case "size":
            _put(look, _RUN, "sz", {"val": str(value)})
            _put(look, _RUN, "szCs", {"val": str(value)})
        case "bold" | "italic":
            name = "b" if what == "bold" else "i"
            state = {} if value else {"val": "0"}
            _put(look, _RUN, name, state)
            _put(look, _RUN, f"{name}Cs", state)
        case "underline":
            _put(look, _RUN, "u", {"val": "none"})
        case "font":
            _put(look, _RUN, "rFonts", {slot: str(value) for slot in ("ascii", "hAnsi", "eastAsia", "cs")})
        case "color":
            _put(look, _RUN, "color", {"val": str(value)})
        case _:
            _put(look, _RUN, "highlight", {"val": "none"})
            _put(look, _RUN, "shd", {"val": "clear", "color": "auto", "fill": "auto"})


def _mend_paragraph(paragraph: WordParagraph, what: str, value: int | str | bool) -> None:
    look = child_of(paragraph.element, "pPr", first=True)
    match what:
        case "align":
            _put(look, _PARAGRAPH, "jc", {"val": str(value)})
        case "before" | "after":
            spacing = _put(look, _PARAGRAPH, "spacing", None)
            set_attribute(spacing, what, str(value))
            set_attribute(spacing, f"{what}Autospacing", "0")
        case "line":
            spacing = _put(look, _PARAGRAPH, "spacing", None)
            set_attribute(spacing, "line", str(value))
            set_attribute(spacing, "lineRule", "auto")
        case "first":
            indent = _put(look, _PARAGRAPH, "ind", None)
            set_attribute(indent, "hanging", None)
            set_attribute(indent, "firstLine", str(value))
        case "left" | "right":
            indent = _put(look, _PARAGRAPH, "ind", None)
            for name in _INDENTS[what]:
                set_attribute(indent, name, None)
            set_attribute(indent, what, str(value))
        case "contextual":
            _put(look, _PARAGRAPH, "contextualSpacing", {} if value else {"val": "0"})
        case _:
            _put(look, _PARAGRAPH, "keepNext", {})


def _mend_section(section: WordSection, what: str, value: int | str | bool) -> None:
    element = section.element
    match what.split():
        case ["page"]:
            size = _put(element, _SECTION, "pgSz", None)
            set_attribute(size, "w", "11906")
            set_attribute(size, "h", "16838")
        case ["margin", side]:
            set_attribute(_put(element, _SECTION, "pgMar", None), side, str(value))
        case ["gutter"]:
            set_attribute(_put(element, _SECTION, "pgMar", None), "gutter", "0")
        case ["first", "page"]:
            _put(element, _SECTION, "titlePg", {})
        case ["number", "form"]:
            set_attribute(_put(element, _SECTION, "pgNumType", None), "fmt", str(value))
        case _:
            set_attribute(_put(element, _SECTION, "pgNumType", None), "start", str(value))


def _put(parent: Element, order: tuple[str, ...], name: str, attributes: dict[str, str] | None) -> Element:
    """The child ``name`` in the place that the schema gives it; its attributes anew, or kept where None is given."""
    child = next((one for one in parent if local_name(one) == name), None)
    if child is None:
        later = set(order[order.index(name) + 1 :])
        at = next(
            (n for n, one in enumerate(parent) if local_name(one) in later or local_name(one).endswith("Change")), len(parent)
        )
        child = child_of(parent, name, at=at)
    if attributes is not None:
        for key in list(child.attrib):
            del child.attrib[key]
        for key, value in attributes.items():
            set_attribute(child, key, value)
    return child
