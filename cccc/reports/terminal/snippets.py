"""Problems -> what a person reads at a terminal: place, the line with a caret under it, what is wrong, what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len, set_cell_size
from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from cccc.messages import _
from cccc.problems import in_order
from cccc.reports.terminal.check import counted, severity_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from typing import TextIO

    from cccc.problems import Passed, Problem

_STYLES = {"error": "bold red", "warning": "bold yellow"}
_GUTTER = 7
_LEAD = 12
"""Cells kept to the left of the caret where a line is too long to be shown whole."""


def show(
    problems: Iterable[Problem],
    passed: Sequence[Passed],
    source: Callable[[str], Sequence[str]],
    stream: TextIO,
    width: int | None = None,
) -> None:
    """Print every problem to ``stream``, by place; ``source`` gives the lines of a file."""
    console = Console(file=stream, width=width, highlight=False, soft_wrap=False)
    ordered = in_order(problems)
    for problem in ordered:
        _show(problem, source, console)
    if ordered or passed:
        style = "bold red" if any(problem.severity == "error" for problem in ordered) else "bold"
        console.print(Text(counted(ordered, passed), style=style))


def _show(problem: Problem, source: Callable[[str], Sequence[str]], console: Console) -> None:
    name = problem.code if problem.rule is None else f"{problem.code}/{problem.rule}"
    style = _STYLES[problem.severity]
    console.print(Text.assemble((str(problem.location), "bold"), "  ", (f"{severity_name(problem)}[{name}]", style)))
    line, column = problem.location.line, problem.location.column
    read = source(problem.location.file) if line is not None else ()
    if line is not None and line <= len(read) and read[line - 1].strip():
        shown, caret = _cut(read[line - 1], column or 1, console.width - _GUTTER)
        console.print(Text.assemble((f"{line:>4} │ ", "dim"), shown), no_wrap=True, overflow="crop")
        console.print(Text.assemble(("     │ ", "dim"), (f"{' ' * caret}^", style)), no_wrap=True, overflow="crop")
    console.print(Padding(Text(str(problem.message)), (0, 0, 0, 2)))
    if problem.fix is not None:
        console.print(Padding(Text.assemble((f"{_('fix:')} ", "green"), str(problem.fix)), (0, 0, 0, 2)))
    console.print()


def _cut(line: str, column: int, room: int) -> tuple[str, int]:
    """``line`` as far as there is room for it around ``column``, and the cell that the caret stands in."""
    shown = line.expandtabs(1)
    caret = cell_len(shown[: column - 1])
    if cell_len(shown) <= room:
        return shown, caret
    start = 0
    while caret - cell_len(shown[:start]) > room - _LEAD - 1 and start < column - 1:
        start += 1
    if start:
        start = max(0, min(start + room // 2, column - 1 - _LEAD))
    before = "…" if start else ""
    rest = f"{before}{shown[start:]}"
    if cell_len(rest) > room:
        rest = f"{set_cell_size(rest, room - 1).rstrip()}…"
    return rest, caret - cell_len(shown[:start]) + len(before)
