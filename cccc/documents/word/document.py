"""A Word file as nouns: sections, tables, cells, paragraphs and runs, each with the look that it comes to."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

from cccc.documents.word.properties import NO_BORDER, Properties, length, on, value
from cccc.documents.write.widths import Face, width

if TYPE_CHECKING:
    from collections.abc import Mapping

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
class WordRun:
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
class WordSection:
    """A section: its page, and what stands at the head and foot of it by kind ("default", "first", "even")."""

    element: Element
    page: Properties
    headers: Mapping[str, list[WordParagraph]]
    footers: Mapping[str, list[WordParagraph]]
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
class WordParagraph:
    """A paragraph; ``number`` counts from 1 in its story, ``label`` is what its list numbering shows.

    ``split`` marks a piece of a paragraph that tabs or line breaks divide; ``strokes`` are the lengths of lines drawn in it.
    """

    number: int
    story: Story
    section: int
    element: Element
    cell: WordCell | None
    runs: list[WordRun]
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
    def worded(self) -> list[WordRun]:
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

    def lines(self) -> list[WordParagraph]:
        """The paragraph divided at its line breaks, empty lines too; itself where it has none."""
        return self.pieces("\n", empty=True)

    def pieces(self, separators: str, *, empty: bool = False) -> list[WordParagraph]:
        """The paragraph divided at ``separators`` (tabs, line breaks); itself where it has none."""
        if not any(mark in run.text for run in self.runs for mark in separators):
            return [self]
        found: list[list[WordRun]] = [[]]
        for run in self.runs:
            text = run.text
            for mark in separators:
                text = text.replace(mark, "\x00")
            head, *rest = text.split("\x00")
            found[-1].append(replace(run, text=head))
            found += [[replace(run, text=piece)] for piece in rest]
        return [replace(self, runs=runs, split=True) for runs in found if empty or "".join(run.text for run in runs).strip()]


@dataclass(eq=False)
class WordDocument:
    """A Word file; ``trees`` are the parts that hold its paragraphs and its settings, by name."""

    main: str
    trees: dict[str, Element]
    paragraphs: list[WordParagraph]
    sections: list[WordSection]
    tables: list[WordTable]
    mirrored: bool
    odd_and_even: bool
    pages: int | None

    def everywhere(self) -> list[WordParagraph]:
        """The paragraphs of the text and of every page header and footer, each once."""
        found = list(self.paragraphs)
        seen: set[int] = set()
        for section in self.sections:
            for part in (*section.headers.values(), *section.footers.values()):
                if id(part) not in seen:
                    seen.add(id(part))
                    found += part
        return found


_EDGES = ("top", "left", "bottom", "right")
_SIDES = {"left": ("left", "start"), "right": ("right", "end"), "top": ("top",), "bottom": ("bottom",)}


@dataclass(eq=False)
class WordTable:
    """A table; ``columns`` are its grid's widths, ``layers`` its properties, then those of its style."""

    element: Element
    columns: list[int]
    layers: tuple[Properties, ...]
    outer: WordCell | None
    rows: list[WordRow] = field(default_factory=list)

    @property
    def cells(self) -> list[WordCell]:
        """Its cells in reading order."""
        return [cell for row in self.rows for cell in row.cells]

    @property
    def width(self) -> int:
        """How many columns hold text."""
        return len({cell.column for cell in self.cells if any(par.text for par in cell.paragraphs)})

    @property
    def has_borders(self) -> bool:
        """Whether any line of it is seen: its own, its style's or a cell's."""
        return any(cell.has_border for cell in self.cells)


@dataclass(eq=False)
class WordRow:
    """A row; ``whole`` where it is never broken across pages."""

    element: Element
    whole: bool
    cells: list[WordCell] = field(default_factory=list)


@dataclass(eq=False)
class WordCell:
    """A cell from grid column ``column``; ``room`` is what its text may fill, in twips, where that is known."""

    table: WordTable
    row: int
    column: int
    span: int
    properties: Properties
    paragraphs: list[WordParagraph] = field(default_factory=list)

    @cached_property
    def room(self) -> int | None:
        """What its text may fill, in twips; None where that is not said."""
        given = length([self.properties], "tcW", "w") if value([self.properties], "tcW", "type") in {None, "dxa"} else None
        grid = self.table.columns[self.column : self.column + self.span]
        whole = given or (sum(grid) if len(grid) == self.span else None)
        return None if not whole else max(0, whole - self._margin("left") - self._margin("right"))

    @cached_property
    def has_border(self) -> bool:
        """Whether a line is seen on any of its sides."""
        return any(self.border(edge) for edge in _EDGES)

    def border(self, edge: str) -> bool:
        """Whether the line at ``edge`` is seen."""
        own = next((self.properties[key] for side in _SIDES[edge] if (key := f"tcBorders/{side}") in self.properties), None)
        if own is not None:
            return own.get("val") not in NO_BORDER
        inner = self._is_inside(edge)
        names = (inner,) if inner else _SIDES[edge]
        for layer in self.table.layers:
            found = next((layer[key] for side in names if (key := f"tblBorders/{side}") in layer), None)
            if found is not None:
                return found.get("val") not in NO_BORDER
        return False

    def _is_inside(self, edge: str) -> str | None:
        match edge:
            case "top":
                return "insideH" if self.row else None
            case "bottom":
                return "insideH" if self.row + 1 < len(self.table.rows) else None
            case "left":
                return "insideV" if self.column else None
            case _:
                return "insideV" if self.column + self.span < len(self.table.columns) else None

    def _margin(self, side: str) -> int:
        own = next((n for name in _SIDES[side] if (n := length([self.properties], f"tcMar/{name}", "w")) is not None), None)
        if own is not None:
            return own
        names = [f"tblCellMar/{name}" for name in _SIDES[side]]
        found = (length([layer], name, "w") for layer in self.table.layers for name in names)
        return next((size for size in found if size is not None), 0)
