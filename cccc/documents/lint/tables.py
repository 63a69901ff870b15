"""The tables of a Word file as nouns: rows and cells, what room a cell has and which of its lines are seen."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from cccc.documents.lint.layers import NO_BORDER, Properties, length, value

if TYPE_CHECKING:
    from cccc.documents.lint.nouns import Paragraph
    from cccc.markup import Element

_EDGES = ("top", "left", "bottom", "right")
_SIDES = {"left": ("left", "start"), "right": ("right", "end"), "top": ("top",), "bottom": ("bottom",)}


@dataclass(eq=False)
class Table:
    """A table; ``columns`` are its grid's widths, ``layers`` its properties, then those of its style."""

    element: Element
    columns: list[int]
    layers: tuple[Properties, ...]
    outer: Cell | None
    rows: list[Row] = field(default_factory=list)

    @property
    def cells(self) -> list[Cell]:
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
class Row:
    """A row; ``whole`` where it is never broken across pages."""

    element: Element
    whole: bool
    cells: list[Cell] = field(default_factory=list)


@dataclass(eq=False)
class Cell:
    """A cell from grid column ``column``; ``room`` is what its text may fill, in twips, where that is known."""

    table: Table
    row: int
    column: int
    span: int
    properties: Properties
    paragraphs: list[Paragraph] = field(default_factory=list)

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
