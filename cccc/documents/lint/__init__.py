"""The bytes of a Word file -> what in it differs from Decree 30/2020/NĐ-CP, and the file with what is safe to mend mended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cccc.documents.lint import bodies, letterheads, numbers, pages, signatures, structure, titles
from cccc.documents.lint.mends import mended
from cccc.documents.lint.roles import LintedLetter, OfficeFacts, read_letter
from cccc.documents.package import UnreadableError
from cccc.documents.word.document import WordParagraph, WordSection
from cccc.documents.word.reader import read
from cccc.model.remarks import DocumentPart, LintedFile, Remark

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cccc.documents.lint.check import Check, Defect
    from cccc.problems import Problem

__all__ = ["CHECKS", "OfficeFacts", "fixed", "lint"]

_MODULES = (pages, letterheads, numbers, titles, bodies, structure, signatures)
CHECKS: dict[str, Check] = {
    one.rule.id: one for one in sorted((one for module in _MODULES for one in module.CHECKS), key=lambda one: one.rule.id)
}
"""Every check by its id."""

_SCOPE = "F27"
_FIRST_WORDS = 40
_MOST_PASSES = 3


def lint(content: bytes, file: str, known: OfficeFacts | None = None) -> tuple[LintedFile | None, list[Problem]]:
    """What differs in the file ``content``, which the user calls ``file``; None, and why, where it cannot be read."""
    try:
        letter = read_letter(read(content), known or OfficeFacts())
    except UnreadableError as error:
        return None, [error.problem(file)]
    remarks = [_remark(letter, check, fault) for check, fault in _faults(letter)]
    return LintedFile(file, letter.kind, tuple(sorted(remarks, key=_order))), []


def fixed(content: bytes, known: OfficeFacts | None = None) -> bytes:
    """``content`` with everything mended that is safe; raises ``UnreadableError`` for what is no Word document."""
    for _ in range(_MOST_PASSES):  # what one change moves, the next pass sees
        letter = read_letter(read(content), known or OfficeFacts())
        mends = [mend for _check, fault in _faults(letter) for mend in fault.mends]
        if not mends:
            break
        content = mended(content, letter.document, mends)
    return content


def _faults(letter: LintedLetter) -> Iterator[tuple[Check, Defect]]:
    outside = list(CHECKS[_SCOPE].find(letter))
    for check in CHECKS.values() if not outside else ():
        for fault in check.find(letter):
            yield check, fault
    for fault in outside:
        yield CHECKS[_SCOPE], fault


def _remark(letter: LintedLetter, check: Check, fault: Defect) -> Remark:
    severity = fault.severity or check.rule.severity
    words, place, number = _place(letter, fault)
    short = words if len(words) <= _FIRST_WORDS else f"{words[: _FIRST_WORDS - 1].rstrip()}…"
    return Remark(check.rule, severity, place, number, short, fault.expected, fault.found, bool(fault.mends))


def _place(letter: LintedLetter, fault: Defect) -> tuple[str, DocumentPart, int | None]:
    match fault.at:
        case WordParagraph() as paragraph:
            return " ".join(paragraph.said.split()), letter.place(paragraph), paragraph.number
        case WordSection() as section:
            return "", DocumentPart.PAGE, section.first or None
        case _:
            return "", DocumentPart.FILE, None


_STORIES = (DocumentPart.FILE, DocumentPart.PAGE, DocumentPart.PAGE_HEADER, DocumentPart.PAGE_FOOTER)


def _order(remark: Remark) -> tuple[int, int, str]:
    at = _STORIES.index(remark.place) if remark.place in _STORIES else len(_STORIES)
    return at, remark.paragraph or 0, remark.rule.id
