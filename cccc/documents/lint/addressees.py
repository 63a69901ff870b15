"""Checks of ``Kính gửi`` (F36-F39)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cccc.documents.lint.check import LARGE, PLAIN, E, Fault, W, check, looking, millimetres, nothing, quoted, quoted_end
from cccc.documents.lint.kinds import LETTER
from cccc.documents.lint.nouns import Story
from cccc.documents.write.widths import Face, width
from cccc.messages import m
from cccc.model.paper import CODES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cccc.documents.lint.nouns import Paragraph
    from cccc.documents.lint.roles import Letter

_ADDRESSED = frozenset({LETTER, "TỜ TRÌNH"})
_NEVER = frozenset({"QUYẾT ĐỊNH", "KẾ HOẠCH", "THÔNG BÁO", "CHỈ THỊ"})
_SALUTATION = "Kính gửi"
_DASH = re.compile(r"-\s+\S")
_BEFORE, _BEHIND, _ALIKE = 500, 150, 20


@check("F36", E, m("Kính gửi where it belongs"), "II.9.b-c")
def salutation(letter: Letter) -> Iterator[Fault]:
    """In a công văn or tờ trình; not in papers that are directed at nobody."""
    line = letter.salutation
    if letter.kind in _ADDRESSED and line is None:
        at = letter.title or letter.head.number or letter.head.nation
        if any("kính gửi" in par.text.casefold() for par in letter.document.paragraphs if par.story is Story.BOX):
            return
        yield Fault(at, quoted("Kính gửi: …"), nothing())
    elif line is not None and letter.kind in _NEVER:
        yield Fault(line, m("no Kính gửi in this kind of paper"), quoted(line.text))
    elif line is not None and letter.kind in set(CODES) - _ADDRESSED - {"BÁO CÁO"}:
        yield Fault(line, m("no Kính gửi in this kind of paper"), quoted(line.text), W)


@check("F37", E, m("the look of Kính gửi"), "II.9.d", fixable=True)
def salutation_look(letter: Letter) -> Iterator[Fault]:
    """13-14 pt, regular, upright, with a colon."""
    line = letter.salutation
    if line is None:
        return
    for paragraph in (line, *letter.recipients):
        yield from looking(paragraph, PLAIN)
    if not line.text.startswith(f"{_SALUTATION}:"):
        yield Fault(line, quoted(f"{_SALUTATION}:"), quoted(line.text))


@check("F38", E, m("the list of recipients"), "II.9.d")
def recipients(letter: Letter) -> Iterator[Fault]:
    """One on the line of Kính gửi; several below it, a dash each, closed by semicolons and a full stop."""
    line = letter.salutation
    if line is None:
        return
    rest = line.text.partition(":")[2] if ":" in line.text else line.text[len(_SALUTATION) :]
    one, below = rest.strip(), letter.recipients
    if one.startswith("-") and "\n" in rest:
        return  # the list stands in one paragraph with line breaks
    if one and below:
        yield Fault(line, m("all of several recipients below Kính gửi"), quoted(line.text))
    elif not one and not below:
        yield Fault(line, m("a recipient"), nothing())
    elif not one and len(below) == 1:
        yield Fault(below[0], m("a single recipient on the line of Kính gửi"), quoted(below[0].said))
    for at, item in enumerate(below):
        end = "." if at + 1 == len(below) else ";"
        if not _DASH.match(item.said):
            if _DASH.match(below[max(0, at - 1)].said) and not item.said.startswith(("-", "–", "+")):
                continue
            yield Fault(item, quoted("- …"), quoted(item.said))
        elif not item.text.endswith(end) and not _goes_on(below, at):
            yield Fault(item, m("“{mark}” at the end", mark=end), quoted_end(item.text))


def _goes_on(items: list[Paragraph], at: int) -> bool:
    return at + 1 < len(items) and not _DASH.match(items[at + 1].said)


@check("F39", W, m("the place of the recipients"), "II.9.d")
def recipients_place(letter: Letter) -> Iterator[Fault]:
    """Dashes below one another and below the colon; the block right of the text's indent."""
    line = letter.salutation
    if line is None or line.align != "left" or line.cell is not None or line.split or "\t" in line.raw:
        return
    start = line.left + line.first + _leading(line)
    indent = next((par.left + par.first for par in letter.texts()), 0)
    if start <= indent:
        yield Fault(line, m("right of the text's indent"), m("{size} mm from the margin", size=millimetres(start)))
        return
    items = [
        item for item in letter.recipients if item.cell is None and item.align in {"left", "both"} and _DASH.match(item.said)
    ]
    if not items:
        return
    size = max(line.sizes, default=LARGE[1])
    colon = start + width(f"{_SALUTATION}:", Face(size))
    places = [item.left + item.first + _leading(item) for item in items]
    for item, place in zip(items, places, strict=True):
        if abs(place - places[0]) > _ALIKE:
            yield Fault(item, m("dashes below one another"), m("{size} mm from the margin", size=millimetres(place)))
        elif not start + _BEFORE <= place <= colon + _BEHIND:
            yield Fault(item, m("a dash below the colon"), m("{size} mm from the margin", size=millimetres(place)))


def _leading(line: Paragraph) -> int:
    spaces = len(line.raw) - len(line.raw.lstrip(" "))
    return width(" " * spaces, Face(max(line.sizes, default=LARGE[1])))


CHECKS = (salutation, salutation_look, recipients, recipients_place)
