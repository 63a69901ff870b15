"""A Word file as nouns: sections, tables, cells, paragraphs and runs, each with the look that it comes to."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

from cccc.documents.lint.layers import NO_BORDER, Properties, length, on, value
from cccc.documents.write.widths import Face, width

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cccc.documents.lint.tables import Cell, Table
    from cccc.markup import Element

BLANK = " _.…\u2026-\t\n\xa0"
AUTOMATIC_SPACE = 280


class Story(StrEnum):
    """The part of a file that a paragraph stands in."""

    TEXT = "text"
    HEADER = "header"
    FOOTER = "footer"
    BOX = "box"


@dataclass(eq=False, slots=True)
class Run:
    """Text of one look; ``field`` where it is part of a page number."""

    text: str
    fonts: tuple[str, str]
    half_points: int
    bold: bool
    italic: bool
    caps: bool
    underlined: bool
    raised: bool
    color: str
    marked: bool
    field: bool
    element: Element

    @property
    def shown(self) -> str:
        """Its text as it is seen."""
        return self.text.upper() if self.caps else self.text

    @property
    def is_worded(self) -> bool:
        """Whether its look matters: more than spaces and dots that are to be written on."""
        return bool(self.text.strip(BLANK))


@dataclass(eq=False)
class Section:
    """A section: its page, and what stands at the head and foot of it by kind ("default", "first", "even")."""

    element: Element
    page: Properties
    headers: Mapping[str, list[Paragraph]]
    footers: Mapping[str, list[Paragraph]]
    first: int = 0

    def measure(self, name: str, attribute: str) -> int | None:
        """A measure of its page in twips."""
        return length([self.page], name, attribute)

    @property
    def is_landscape(self) -> bool:
        """Whether its page is wider than high."""
        return (self.measure("pgSz", "w") or 0) > (self.measure("pgSz", "h") or 0)

    @property
    def hides_first(self) -> bool:
        """Whether its first page has a head of its own."""
        return on([self.page], "titlePg")

    @property
    def text_width(self) -> int | None:
        """What the margins leave."""
        sides = [self.measure("pgSz", "w"), *(self.measure("pgMar", side) for side in ("left", "right"))]
        if any(side is None for side in sides):
            return None
        page, left, right = (side or 0 for side in sides)
        return page - left - right - (self.measure("pgMar", "gutter") or 0)


@dataclass(eq=False)
class Paragraph:
    """A paragraph; ``number`` counts from 1 in its story, ``label`` is what its list numbering shows.

    ``split`` marks a piece of a paragraph that tabs or line breaks divide; ``strokes`` are the lengths of lines drawn in it.
    """

    number: int
    story: Story
    section: int
    element: Element
    cell: Cell | None
    runs: list[Run]
    layers: tuple[Properties, ...]
    style: str | None
    is_outlined: bool
    label: str = ""
    strokes: list[int | None] = field(default_factory=list)
    fields: list[str] = field(default_factory=list)
    split: bool = False
    breaks_page: bool = False
    boxed: bool = False

    @cached_property
    def raw(self) -> str:
        """Its text as it is seen, in composed form."""
        return unicodedata.normalize("NFC", "".join(run.shown for run in self.runs)).replace("\xa0", " ")

    @cached_property
    def text(self) -> str:
        """Its words, without space around them."""
        return self.raw.strip()

    @cached_property
    def said(self) -> str:
        """Its words after the label of its list."""
        return f"{self.label} {self.text}".strip() if self.label else self.text

    @cached_property
    def worded(self) -> list[Run]:
        """The runs whose look matters."""
        return [run for run in self.runs if run.is_worded]

    @property
    def sizes(self) -> set[int]:
        """The sizes of its words, in half-points."""
        return {run.half_points for run in self.worded}

    @property
    def is_bold(self) -> bool:
        """Whether all its words are bold."""
        return bool(self.worded) and all(run.bold for run in self.worded)

    @property
    def is_italic(self) -> bool:
        """Whether all its words are italic."""
        return bool(self.worded) and all(run.italic for run in self.worded)

    @property
    def is_upper(self) -> bool:
        """Whether all its letters are capitals."""
        return self.text == self.text.upper() and any(letter.isalpha() for letter in self.text)

    @cached_property
    def align(self) -> str:
        """How its lines are aligned: left, center, right or both."""
        found = value(self.layers, "jc") or "left"
        return {"start": "left", "end": "right"}.get(found, found)

    @cached_property
    def left(self) -> int:
        """Its indent on the left, in twips."""
        return length(self.layers, "ind", "left", "start") or 0

    @cached_property
    def right(self) -> int:
        """Its indent on the right, in twips."""
        return length(self.layers, "ind", "right", "end") or 0

    @cached_property
    def first(self) -> int:
        """The indent of its first line, negative where it hangs."""
        for layer in self.layers:
            hanging = length([layer], "ind", "hanging")
            if hanging:
                return -hanging
            leading = length([layer], "ind", "firstLine")
            if leading is not None or hanging is not None:
                return leading or 0
        return 0

    @property
    def is_centred(self) -> bool:
        """Whether its lines are centred."""
        return self.align == "center"

    @cached_property
    def before(self) -> int:
        """The space above it, in twips."""
        return self._space("before")

    @cached_property
    def after(self) -> int:
        """The space below it, in twips."""
        return self._space("after")

    def _space(self, side: str) -> int:
        for layer in self.layers:
            spacing = layer.get("spacing", {})
            automatic = spacing.get(f"{side}Autospacing")
            if automatic is not None and automatic not in {"0", "false", "off"}:
                return AUTOMATIC_SPACE
            found = length([layer], "spacing", side)
            if found is not None:
                return found
        return 0

    @cached_property
    def line(self) -> tuple[str, int]:
        """The rule of its line spacing, and the measure."""
        rule = value(self.layers, "spacing", "lineRule") or "auto"
        found = length(self.layers, "spacing", "line")
        return rule, 240 if found is None else found

    @property
    def is_compact(self) -> bool:
        """Whether it drops the space between paragraphs of its style."""
        return on(self.layers, "contextualSpacing")

    @property
    def stays_with_next(self) -> bool:
        """Whether no page divides it from what follows."""
        return on(self.layers, "keepNext")

    def bordered(self, *edges: str) -> bool:
        """Whether a line is seen at any of ``edges``."""
        return any((value(self.layers, f"pBdr/{edge}") or "nil") not in NO_BORDER for edge in edges)

    @property
    def room(self) -> int | None:
        """What a line of it may fill, where it stands in a cell whose width is known."""
        whole = self.cell.room if self.cell is not None else None
        return None if whole is None else whole - self.left - self.right

    @property
    def width(self) -> int:
        """How wide its words are on one line, in twips."""
        return sum(width(run.shown, Face(run.half_points, run.bold, run.italic)) for run in self.runs if run.shown)

    def lines(self) -> list[Paragraph]:
        """The paragraph divided at its line breaks, empty lines too; itself where it has none."""
        return self.pieces("\n", empty=True)

    def pieces(self, separators: str, *, empty: bool = False) -> list[Paragraph]:
        """The paragraph divided at ``separators`` (tabs, line breaks); itself where it has none."""
        if not any(mark in run.text for run in self.runs for mark in separators):
            return [self]
        found: list[list[Run]] = [[]]
        for run in self.runs:
            text = run.text
            for mark in separators:
                text = text.replace(mark, "\x00")
            head, *rest = text.split("\x00")
            found[-1].append(replace(run, text=head))
            found += [[replace(run, text=piece)] for piece in rest]
        return [replace(self, runs=runs, split=True) for runs in found if empty or "".join(run.text for run in runs).strip()]


@dataclass(eq=False)
class Document:
    """A Word file; ``trees`` are the parts that hold its paragraphs and its settings, by name."""

    main: str
    trees: dict[str, Element]
    paragraphs: list[Paragraph]
    sections: list[Section]
    tables: list[Table]
    mirrored: bool
    odd_and_even: bool
    pages: int | None

    def everywhere(self) -> list[Paragraph]:
        """The paragraphs of the text and of every page header and footer, each once."""
        found = list(self.paragraphs)
        seen: set[int] = set()
        for section in self.sections:
            for part in (*section.headers.values(), *section.footers.values()):
                if id(part) not in seen:
                    seen.add(id(part))
                    found += part
        return found
