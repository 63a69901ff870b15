"""Lines across the page -> their lengths beside the words that they belong to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cccc.documents.lint.check import E, W
from cccc.documents.lint.marks import is_rule
from cccc.documents.write.widths import Face, width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cccc.documents.lint.nouns import Paragraph
    from cccc.model.remarks import Severity

RAISED = (58, 65)
"""How much of its size raised text has, in hundredths, by LibreOffice and by Word."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """Lengths in hundredths of a line of text: ``good`` passes, ``fair`` is a warning, beyond is an error."""

    good: tuple[int, int]
    fair: tuple[int, int]


WHOLE = Bounds((90, 110), (80, 120))
PART = Bounds((33, 50), (25, 60))


def rules_of(paragraph: Paragraph, room: int | None) -> list[tuple[int, ...]]:
    """The possible lengths of each line that ``paragraph`` is, or draws; empty for one that cannot be told."""
    if paragraph.text:
        return [_of_letters(paragraph)]
    if paragraph.strokes:
        return [() if stroke is None else (stroke,) for stroke in paragraph.strokes]
    if not paragraph.bordered("top", "bottom"):
        return []
    return [() if room is None else (room - paragraph.left - paragraph.right,)]


def found_below(lines: Sequence[Paragraph], room: int | None) -> list[tuple[Paragraph, tuple[int, ...]]]:
    """The rules among ``lines``, each with its possible lengths."""
    return [
        (par, lengths)
        for par in lines
        if is_rule(par) or par.strokes
        for lengths in (rules_of(par, room) if is_rule(par) else [() if one is None else (one,) for one in par.strokes])
    ]


def judged(lengths: Sequence[int], texts: Sequence[int], bounds: Bounds) -> Severity | None:
    """What a rule's length comes to, by the reading that is best for it; None where it is right or cannot be told."""
    shares = [length * 1000 // text for length in lengths for text in texts if text > 0]
    if not shares or any(_within(share, bounds.good) for share in shares):
        return None
    return W if any(_within(share, bounds.fair) for share in shares) else E


def _within(thousandths: int, bounds: tuple[int, int]) -> bool:
    # a third is 33.3 hundredths, and what a program rounds to twips is no fault
    return bounds[0] * 10 - 5 <= thousandths <= bounds[1] * 10 + 5


def _of_letters(paragraph: Paragraph) -> tuple[int, ...]:
    found: list[int] = []
    for share in RAISED:
        total = 0
        for run in paragraph.runs:
            wide = width(run.shown.strip(), Face(run.half_points, run.bold, run.italic))
            total += wide * share // 100 if run.raised else wide
        found.append(total)
    return tuple(found)
