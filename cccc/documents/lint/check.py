"""What a check is made of: its rule, the function that finds faults, and the words for looks that many checks share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cccc.messages import Message, m
from cccc.model.remarks import LintRule, Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from cccc.documents.lint.roles import LintedLetter
    from cccc.documents.word.document import WordParagraph, WordRow, WordRun, WordSection

E, W, I = Severity.ERROR, Severity.WARNING, Severity.INFORMATION  # noqa: E741 - the specification's own letters
SMALL, LARGE = (24, 26), (26, 28)
"""Sizes of type in half-points: 12-13 pt and 13-14 pt."""


@dataclass(frozen=True, slots=True)
class Mend:
    """One safe change to the look: ``what`` of ``target`` becomes ``value``."""

    target: WordParagraph | WordRun | WordSection | WordRow
    what: str
    value: int | str | bool


@dataclass(frozen=True, slots=True)
class Defect:
    """What a check found wrong ``at`` a paragraph or a section; at the file as a whole where there is neither."""

    at: WordParagraph | WordSection | None
    expected: Message
    found: Message
    severity: Severity | None = None
    mends: tuple[Mend, ...] = ()


@dataclass(frozen=True, slots=True)
class Check:
    """A rule, and how its faults are found."""

    rule: LintRule
    find: Callable[[LintedLetter], Iterable[Defect]]


def check(
    name: str, severity: Severity, about: Message, source: str = "", *, fixable: bool = False
) -> Callable[[Callable[[LintedLetter], Iterable[Defect]]], Check]:
    """The function below as the check ``name``."""

    def made(find: Callable[[LintedLetter], Iterable[Defect]]) -> Check:
        return Check(LintRule(name, severity, about, source, fixable), find)

    return made


@dataclass(frozen=True, slots=True)
class Look:
    """How a paragraph must look; None where it does not matter."""

    sizes: tuple[int, int] | None = None
    bold: bool | None = None
    italic: bool | None = None
    align: str | None = None
    upper: bool | None = None


CENTRED_BOLD = Look(LARGE, bold=True, italic=False, align="center")
PLAIN = Look(LARGE, bold=False, italic=False)


def looking(paragraph: WordParagraph, look: Look, severity: Severity | None = None) -> Iterator[Defect]:
    """The fault of a paragraph that does not look so, with what is asked and what is there side by side."""
    asked: list[Message] = []
    there: list[Message] = []
    mends: list[Mend] = []
    for wanted, seen, cure in _compared(paragraph, look):
        asked.append(wanted)
        there.append(seen)
        mends += cure
    if asked:
        yield Defect(paragraph, together(asked), together(there), severity, tuple(mends))


def _compared(paragraph: WordParagraph, look: Look) -> Iterator[tuple[Message, Message, list[Mend]]]:
    runs = paragraph.worded
    if look.sizes is not None and any(not look.sizes[0] <= size <= look.sizes[1] for size in paragraph.sizes):
        wrong = [run for run in runs if not look.sizes[0] <= run.half_points <= look.sizes[1]]
        best = _nearest(paragraph, look.sizes)
        yield points(*look.sizes), points(*sorted(paragraph.sizes)), [Mend(run, "size", best) for run in wrong]
    if look.bold is not None and any(run.bold is not look.bold for run in runs):
        cure = [Mend(run, "bold", look.bold) for run in runs if run.bold is not look.bold]
        yield (m("bold"), m("not bold"), cure) if look.bold else (m("not bold"), m("bold"), cure)
    if look.italic is not None and any(run.italic is not look.italic for run in runs):
        cure = [Mend(run, "italic", look.italic) for run in runs if run.italic is not look.italic]
        yield (m("italic"), m("upright"), cure) if look.italic else (m("upright"), m("italic"), cure)
    if look.align is not None and not paragraph.split and paragraph.align != look.align:
        yield alignment(look.align), alignment(paragraph.align), [Mend(paragraph, "align", look.align)]
    if look.upper is not None and paragraph.is_upper is not look.upper:
        yield (m("in capitals"), m("not in capitals"), []) if look.upper else (m("not in capitals"), m("in capitals"), [])


def _nearest(paragraph: WordParagraph, sizes: tuple[int, int]) -> int:
    good = [size for size in paragraph.sizes if sizes[0] <= size <= sizes[1]]
    size = good[0] if good else min(max(*paragraph.sizes, sizes[0]), sizes[1])
    return size + size % 2


def together(parts: Iterable[Message]) -> Message:
    """The parts as one message."""
    found = tuple(parts)
    return found[0] if len(found) == 1 else m("{detail}", detail=found)


def quoted(text: str) -> Message:
    """Words of a document."""
    short = text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
    return m("“{text}”", text=" ".join(short.split()))


_LONGEST, _LAST_WORDS = 60, 4


def quoted_end(text: str) -> Message:
    """The last words of a paragraph."""
    words = text.split()
    return quoted(text) if len(words) <= _LAST_WORDS else quoted(f"… {' '.join(words[-_LAST_WORDS:])}")


def nothing() -> Message:
    """That something is not there."""
    return m("nothing")


def points(*half_points: int) -> Message:
    """Sizes of type."""
    written = sorted({half_points[0], half_points[-1]}) if half_points else []
    return m("{size} pt", size=PrintedNumber("-".join(in_points(size) for size in written)))


class PrintedNumber(str):
    """A number with a point, which Vietnamese writes with a comma."""

    __slots__ = ()

    @property
    def phrase(self) -> str:
        """As Vietnamese writes it."""
        return self.replace(".", ",")


def in_points(half_points: int) -> PrintedNumber:
    """A size in points: 13 or 13.5."""
    whole, half = divmod(half_points, 2)
    return PrintedNumber(f"{whole}.5" if half else whole)


def millimetres(twips: int) -> PrintedNumber:
    """A length in millimetres with one decimal, in tenths rounded half up."""
    tenths = (abs(twips) * 254 * 10 + 7200) // 14400
    return PrintedNumber(f"{'-' * (twips < 0)}{tenths // 10}.{tenths % 10}".removesuffix(".0"))


def alignment(name: str) -> Message:
    """How lines are aligned."""
    known = {
        "center": m("centred"),
        "left": m("to the left"),
        "right": m("to the right"),
        "both": m("on both margins"),
    }
    return known.get(name, m("{detail}", detail=name))
