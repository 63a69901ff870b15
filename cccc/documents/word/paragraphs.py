"""A .docx -> its paragraphs as a reader sees them, and the controls in them that carry figures and names."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from cccc.documents.package import UnreadableError, opened
from cccc.documents.word.properties import Properties, WordStyles, attribute, read_properties, switched, value
from cccc.documents.write.figures import PREFIX, tag
from cccc.documents.write.markup import plain
from cccc.markup import local_name
from cccc.model.paper import Filled, Key, TextTable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from cccc.documents.package import Package
    from cccc.markup import Element
    from cccc.model.paper import AnyBlock, Frame, Paper, Run
    from cccc.problems import Problem


_PARTS = ("t", "tab", "br", "cr", "noBreakHyphen", "footnoteReference")
_SIGNS = {"tab": "\t", "br": " ", "cr": " ", "noBreakHyphen": "-"}
_SPACES = str.maketrans(dict.fromkeys("\u00a0\u2007\u202f\u2009", " "))


@dataclass(frozen=True, slots=True)
class Control:
    """A stretch of a paragraph, and the key of the control that it stands in."""

    key: Key
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; ``number`` counts from 1, a footnote's is that of the paragraph which refers to it."""

    number: int
    text: str
    controls: tuple[Control, ...] = ()


def read_paragraphs(package: Package, keys: Iterable[Key] = ()) -> list[Paragraph]:
    """The paragraphs of the text in reading order; ``keys`` are those that the file lists, told by their tags."""
    return list(_reader(package, keys).paragraphs())


def _reader(package: Package, keys: Iterable[Key] = ()) -> _ShownText:
    styles, notes = package.related("styles"), package.related("footnotes")
    return _ShownText(
        package.tree(package.main),
        WordStyles(None if styles is None else package.tree(styles)),
        {tag(key): key for key in keys},
        {} if notes is None else {attribute(one, "id") or "": one for one in package.tree(notes)},
    )


def paragraphs_of(content: bytes, file: str, keys: Iterable[Key] = ()) -> tuple[list[Paragraph], list[Problem]]:
    """The same of the letter ``content``, which the user calls ``file``."""
    try:
        return read_paragraphs(opened(content), keys), []
    except UnreadableError as error:
        return [], [error.problem(file)]


def lines_of(content: bytes, file: str) -> tuple[list[str], list[Problem]]:
    """The letter ``content`` as a person compares it: a line for each paragraph and each row of a table, its cells parted."""
    try:
        return list(_reader(opened(content)).lines()), []
    except UnreadableError as error:
        return [], [error.problem(file)]


def drafted_paragraphs(paper: Paper) -> list[Paragraph]:
    """The paragraphs of ``paper``, of its head what says something, as they would be read from its file."""
    lines = [line for block in paper.blocks for line in _lines(block)]
    for appendix in paper.appendices:
        lines += [appendix.title, *(line for block in appendix.blocks for line in _lines(block))]
    return [*_head(paper.frame), *(paragraph for line in lines for paragraph in _drafted(line))]


def _head(frame: Frame) -> Iterator[Paragraph]:
    left = list(frame.said)
    for text in (frame.subject_line, *frame.addressees) if left else ():
        line, controls, at = plain(text), [], 0
        while left and (found := line.find(plain(left[0][1]), at)) >= 0:
            key, words = left.pop(0)
            at = found + len(plain(words))
            controls.append(Control(key, found, at))
        yield Paragraph(0, line, tuple(controls))


def _lines(block: AnyBlock) -> list[tuple[Run, ...]]:
    if isinstance(block, (TextTable, Filled)):
        return [line for row in block.rows for cell in row.cells if cell for line in cell.lines]
    return [block.runs]


def _drafted(runs: Iterable[Run]) -> Iterator[Paragraph]:
    text, controls = "", []
    notes: list[Run] = []
    for run in runs:
        said = "" if run.note else plain(run.text)
        if run.key is not None:
            controls.append(Control(run.key, len(text), len(text) + len(said)))
        text += said
        notes += [] if run.note is None else run.note.runs
    yield Paragraph(0, text, tuple(controls))
    if notes:
        yield from _drafted(notes)


class _ShownText:
    def __init__(self, root: Element, styles: WordStyles, tags: Mapping[str, Key], notes: Mapping[str, Element]) -> None:
        self._root, self._styles, self._tags, self._notes = root, styles, tags, notes

    def paragraphs(self) -> Iterator[Paragraph]:
        for number, element in enumerate(self._elements(), 1):
            yield from self._paragraph(element, number)

    def lines(self) -> Iterator[str]:
        for row, elements in groupby(self._elements(), key=lambda element: next(element.iterancestors("{*}tr"), None)):
            if row is None:
                said = [paragraph.text.strip() for element in elements for paragraph in self._paragraph(element, 0)]
                yield from (text for text in said if text)
                continue
            cells = groupby(elements, key=lambda element: next(element.iterancestors("{*}tc"), None))
            texts = [" ".join(one.text.strip() for element in cell for one in self._paragraph(element, 0)) for _, cell in cells]
            yield f"| {' | '.join(text.strip() for text in texts)} |"

    def _elements(self) -> Iterator[Element]:
        # of two forms of a drawing, the one for old programs says the same again
        return (one for one in self._root.iter("{*}p") if next(one.iterancestors("{*}Fallback"), None) is None)

    def _paragraph(self, element: Element, number: int) -> Iterator[Paragraph]:
        pieces: list[tuple[str, Element | None]] = []
        notes: list[Element] = []
        for part in element.iter(*(f"{{*}}{name}" for name in _PARTS)):
            parent = part.getparent()
            inside = parent is not None and local_name(parent) == "r" and next(part.iterancestors("{*}p"), None) is element
            if not inside or not is_shown(part, self._styles):
                continue
            if local_name(part) == "footnoteReference":
                note = self._notes.get(attribute(part, "id") or "")
                notes += [] if note is None else [note]
                continue
            text = _SIGNS.get(local_name(part), part.text or "")
            pieces.append((text, next((one for one in part.iterancestors("{*}sdt") if self._key(one)), None)))
        yield self._read(number, pieces)
        for note in notes:
            for inner in note.iter("{*}p"):
                yield from self._paragraph(inner, number)

    def _read(self, number: int, pieces: list[tuple[str, Element | None]]) -> Paragraph:
        text = ""
        controls: list[tuple[Element, int, int]] = []
        for piece, control in _composed(pieces):
            start = len(text)
            text += piece
            if control is not None and controls and controls[-1][0] is control and controls[-1][2] == start:
                controls[-1] = (control, controls[-1][1], len(text))
            elif control is not None:
                controls.append((control, start, len(text)))
        return Paragraph(
            number,
            text,
            tuple(Control(key, start, end) for element, start, end in controls if (key := self._key(element)) is not None),
        )

    def _key(self, control: Element) -> Key | None:
        mark = control.find("{*}sdtPr/{*}tag")
        said = "" if mark is None else attribute(mark, "val") or ""
        return self._tags.get(said) or Key.read(said.removeprefix(PREFIX))


def _composed(pieces: list[tuple[str, Element | None]]) -> Iterator[tuple[str, Element | None]]:
    """The pieces in composed form; a mark that a run begins with belongs to the letter before it."""
    held: list[tuple[str, Element | None]] = []
    for piece, control in pieces:
        marks = len(piece) - len(piece.lstrip("\u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323"))
        if marks and held:
            held[-1] = (held[-1][0] + piece[:marks], held[-1][1])
        held.append((piece[marks:] if held else piece, control))
    for piece, control in held:
        yield unicodedata.normalize("NFC", piece).translate(_SPACES), control


_TAKEN_OUT = frozenset({"del", "moveFrom"})
_STRUCK = ("strike", "dstrike", "vanish")


def is_shown(text: Element, styles: WordStyles) -> bool:
    """Whether what ``text`` holds is still part of the letter, by hand, by a style and by tracked changes."""
    above = {local_name(element): element for element in reversed(list(text.iterancestors()))}
    if not _TAKEN_OUT.isdisjoint(above) or _row_is_deleted(above.get("tr")):
        return False
    look, own = (_properties(above.get(name), f"{name}Pr") for name in ("r", "p"))
    named = (value([look], "rStyle"), value([own], "pStyle"))
    return not any(_is_on(look, named, name, styles) for name in _STRUCK)


def _row_is_deleted(row: Element | None) -> bool:
    return row is not None and row.find("{*}trPr/{*}del") is not None


def _properties(element: Element | None, name: str) -> Properties:
    return read_properties(None if element is None else element.find(f"{{*}}{name}"))


def _is_on(look: Properties, named: Iterable[str | None], name: str, styles: WordStyles) -> bool:
    direct = switched(look, name)
    return any(styles.toggled(style, name) for style in named) if direct is None else direct
