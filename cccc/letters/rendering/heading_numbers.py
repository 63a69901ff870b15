"""How a paper numbers its headings and points: 1. and 1.1., or I., 1. and a), with "Phần I" above them where it is long."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from cccc.model.paper import Block, Run, roman

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cccc.model.paper import AnyBlock

_LETTERS = "abcdđeghiklmnopqrstuvxy"

Form = Literal["part", "roman", "arabic", "dotted", "letter"]
SCHEMES: dict[str, tuple[Form, ...]] = {
    "1": ("arabic", "dotted"),
    "I": ("roman", "arabic", "letter"),
    "Phần": ("part", "roman", "arabic", "letter"),
}
"""By what a template writes as ``numbering:``, the form of each level of headings."""


def point(number: int) -> str:
    """``a)``, ``b)``, ``c)``, ``d)``, ``đ)``: in the order of the Vietnamese alphabet (Decree 30/2020, Phụ lục I, II.6)."""
    return f"{_LETTERS[number - 1] if 0 < number <= len(_LETTERS) else number})"


def numbered(blocks: Iterable[AnyBlock], scheme: str) -> Iterator[AnyBlock]:
    """``blocks`` with the headings numbered; numbers close up where a section is left out."""
    forms, counts = SCHEMES[scheme], [0] * 6
    for block in blocks:
        if not isinstance(block, Block) or block.kind != "heading":
            yield block
            continue
        level = min(block.level, len(forms))
        counts[level - 1 :] = [counts[level - 1] + 1, *[0] * (6 - level)]
        yield from _heading(block, forms, level, counts)


def _heading(block: Block, forms: tuple[Form, ...], level: int, counts: list[int]) -> Iterator[Block]:
    number, depth = counts[level - 1], block.level - forms.count("part")
    match forms[level - 1]:
        case "part":
            yield Block("part", (Run(f"Phần {roman(number)}", bold=True),))
            yield Block("title", capitals(block.runs))
        case "roman":
            yield _numbered(f"{roman(number)}. ", capitals(block.runs), depth)
        case "arabic":
            yield _numbered(f"{number}. ", block.runs, depth)
        case "dotted":
            yield _numbered(f"{counts[0]}.{number}. ", block.runs, depth)
        case "letter":
            yield _numbered(f"{point(number)} ", block.runs, depth)


def _numbered(number: str, runs: tuple[Run, ...], depth: int) -> Block:
    return Block("heading", (Run(number, bold=True), *runs), depth)


def capitals(runs: Iterable[Run]) -> tuple[Run, ...]:
    """``runs`` in capitals."""
    return tuple(replace(run, text=run.text.upper()) for run in runs)
