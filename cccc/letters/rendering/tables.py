"""The lines of a table in Markdown -> a table.

Beyond GitHub's form: all rows above the line of dashes are its head; a cell ``<`` is one with the cell to its left, ``^`` with
the one above; ``<br>`` begins a new line in a cell; a row all in bold is a total or a section; dashes of different number give
the columns' widths.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cccc.messages import Message, m
from cccc.model.paper import TextCell, TextRow, TextTable

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from cccc.model.paper import Align, Run

    Place = tuple[int, int]

_BAR = re.compile(r"(?<!\\)\|")
_DASHES = re.compile(r"(:?)(-+)(:?)")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_FIGURE = re.compile(r"[0-9.,%/+\- ]*[0-9][0-9.,%/+\- ]*")
_RUNNING = re.compile(r"[0-9]+|[IVXL]+|[a-zđ]|[0-9]+(?:\.[0-9]+)*\.?")
LEFT, ABOVE = "<", "^"


def table(lines: Sequence[str], runs: Callable[[str], tuple[Run, ...]]) -> tuple[TextTable | None, list[Message]]:
    """The table in ``lines``, which all start with a bar; ``runs`` reads the Markdown of a cell."""
    written = [_cells(line) for line in lines]
    dashes = next((at for at, cells in enumerate(written) if all(map(_DASHES.fullmatch, cells))), None)
    form = [] if dashes is None else [match for cell in written[dashes] if (match := _DASHES.fullmatch(cell))]
    grid = [cells for at, cells in enumerate(written) if at != dashes]
    if not grid:
        return None, []
    columns = max(len(form), *(len(cells) for cells in grid))
    grid = [[*cells, *[""] * (columns - len(cells))] for cells in grid]
    heads = dashes or 0
    owners, extents, mistakes = _owners(grid, heads)
    read = [
        [_lines(text, runs) if owners[row, column] == (row, column) else () for column, text in enumerate(cells)]
        for row, cells in enumerate(grid)
    ]
    below = range(heads, len(grid))
    # a cell that goes on to the right says nothing of its column
    alone = [[read[row][at] for row in below if owners.get((row, at + 1)) != (row, at)] for at in range(columns)]
    aligned = [_aligned(form[at] if at < len(form) else None, _texts(alone[at]), at) for at in range(columns)]
    centred: Sequence[Align] = ["center"] * columns
    rows = tuple(
        _row(
            cells,
            [extents[row, column] if owners[row, column] == (row, column) else None for column in range(columns)],
            centred if row < heads else aligned,
            may_be_strong=row >= heads,
        )
        for row, cells in enumerate(read)
    )
    shares = tuple(len(match[2]) for match in form)
    return TextTable(rows, heads, shares if len(shares) == columns and len(set(shares)) > 1 else ()), mistakes


def _cells(line: str) -> list[str]:
    text = line.strip().removeprefix("|")
    parts = _BAR.split(text)
    return [part.strip() for part in (parts[:-1] if len(parts) > 1 and not parts[-1].strip() else parts)]


def _lines(text: str, runs: Callable[[str], tuple[Run, ...]]) -> tuple[tuple[Run, ...], ...]:
    return tuple(runs(line.strip()) for line in _BREAK.split(text))


def _owners(grid: list[list[str]], heads: int) -> tuple[dict[Place, Place], dict[Place, Place], list[Message]]:
    """Which cell covers each place, and how far each reaches; what does not make a rectangle is not merged."""
    owners: dict[Place, Place] = {}
    mistakes: list[Message] = []
    for row, cells in enumerate(grid):
        for column, text in enumerate(cells):
            owners[row, column] = (row, column)
            if text == LEFT and column > 0:
                owners[row, column] = owners[row, column - 1]
            elif text == ABOVE and row not in (0, heads):
                owners[row, column] = owners[row - 1, column]
            elif text in (LEFT, ABOVE):
                mistakes.append(m("a cell {cell} has nothing there to be one with", cell=text))
                grid[row][column] = ""
    extents = {owner: _extent(covered) for owner, covered in _covered(owners).items()}
    for owner, covered in _covered(owners).items():
        across, down = extents[owner]
        if across * down != len(covered):
            mistakes.append(m("merged cells make no rectangle; correct the cells {left} and {above}", left=LEFT, above=ABOVE))
            owners |= {place: place for place in covered}
            extents |= dict.fromkeys(covered, (1, 1))
            for row, column in covered:
                grid[row][column] = "" if grid[row][column] in (LEFT, ABOVE) else grid[row][column]
    return owners, extents, list(dict.fromkeys(mistakes))


def _covered(owners: dict[Place, Place]) -> dict[Place, list[Place]]:
    """The places that each cell covers."""
    covered: dict[Place, list[Place]] = {}
    for place, owner in owners.items():
        covered.setdefault(owner, []).append(place)
    return covered


def _extent(covered: list[Place]) -> tuple[int, int]:
    rows, columns = [row for row, _ in covered], [column for _, column in covered]
    return max(columns) - min(columns) + 1, max(rows) - min(rows) + 1


def _aligned(form: re.Match[str] | None, texts: set[str], column: int) -> Align:
    """As the dashes say; where they say nothing, figures stand on the right, and running numbers in the middle."""
    if form and form[3]:
        return "center" if form[1] else "right"
    if (form and form[1]) or not texts:
        return "left"
    if column == 0 and all(map(_RUNNING.fullmatch, texts)):
        return "center"
    return "right" if all(map(_FIGURE.fullmatch, texts)) else "left"


def _texts(cells: Sequence[tuple[tuple[Run, ...], ...]]) -> set[str]:
    """What the cells of a column say, each text once; the lines of a cell are parted by blanks."""
    return {" ".join("".join(run.text for run in line) for line in lines).strip() for lines in cells} - {""}


def _row(
    read: Sequence[tuple[tuple[Run, ...], ...]], reach: Sequence[Place | None], aligned: Sequence[Align], *, may_be_strong: bool
) -> TextRow:
    """One row; a cell without ``reach`` is covered by another."""
    cells = tuple(
        None if far is None else TextCell(lines, align, *far) for lines, far, align in zip(read, reach, aligned, strict=True)
    )
    shown = [run for cell in cells if cell for line in cell.lines for run in line if run.text.strip()]
    return TextRow(cells, strong=may_be_strong and bool(shown) and all(run.bold for run in shown))
