"""The runs of a paper -> WordprocessingML: findings in bookmarks, figures and names in content controls, footnotes aside.

One writer writes one document, so that marks, controls and footnotes are numbered through it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING, Any

from cccc.documents.figures import Carried, line, tag
from cccc.documents.markup import PLAIN, Layout, control, mark, note_sign, paragraph, run

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from cccc.documents.base import Base
    from cccc.paper import Run, Table

    WriteTable = Callable[[Table, "Writer", int], str]

_APART = "\x00"
"""Parts numbers from text, in which nothing is ever NUL."""


class Writer:
    """Writes in the look of ``base``; a ``final`` copy has no controls, and its marks are listed nowhere.

    ``listed`` are the lines of what the text carries so far, ``notes`` the footnotes.
    """

    _mark, _control = "{}", "{}"

    def __init__(self, base: Base, *, final: bool) -> None:
        self.base = base
        self.final = final
        self.listed: list[str] = []
        self.notes: list[str] = []
        self._marks = 0

    def paragraph(self, style: str, runs: Sequence[Run] = (), layout: Layout = PLAIN) -> str:
        """A paragraph of the style with that name."""
        return paragraph(self.base.ids[style], self.runs(runs), layout)

    def words(self, style: str, text: str, layout: Layout = PLAIN) -> str:
        """A paragraph of plain words."""
        return paragraph(self.base.ids[style], run(text) if text else "", layout)

    def runs(self, runs: Sequence[Run]) -> str:
        """``runs`` with all that they carry."""
        if len(runs) == 1 and runs[0].finding is None:
            return self._run(runs[0])
        return "".join(self._finding(key, group) for key, group in groupby(runs, key=lambda part: part.finding))

    def kept(self, table: Table, room: int, write: WriteTable) -> str:
        """``table`` as ``write`` makes it; one that many letters have is made once, and only its numbers are new."""
        piece = _movable(_Same(table), _Same(self.base), room, write, final=self.final)
        if piece is None:
            return write(table, self, room)
        controls, marks = len(self.listed), self._marks
        self.listed += piece.listed
        self._marks += piece.marks
        texts = list(piece.texts)
        for at, (is_mark, number) in enumerate(piece.numbers):
            texts[2 * at + 1] = str(number + (marks if is_mark else controls))
        return "".join(texts)

    def _finding(self, key: str | None, runs: Iterable[Run]) -> str:
        if key is None:
            return "".join(map(self._run, runs))
        self._marks += 1
        return mark(key, self._mark.format(self._marks), "".join(map(self._run, runs)), hidden=self.final)

    def _run(self, part: Run) -> str:
        if part.note is not None:
            return self._note(part)
        text = run(part.text, bold=part.bold, italic=part.italic)
        if part.key is None:
            return text
        self.listed.append(line(Carried(part.key, part.text)))
        return text if self.final else control(tag(part.key), self._control.format(len(self.listed)), text)

    def _note(self, part: Run) -> str:
        if part.note is None:
            return ""
        at, sign = len(self.notes), self.base.ids["Footnote Sign"]
        self.notes.append("")
        text = note_sign(sign, "<w:footnoteRef/>") + run(" ") + self.runs(part.note.runs)
        number = at + 1
        self.notes[at] = f'<w:footnote w:id="{number}">{paragraph(self.base.ids["Footnote"], text)}</w:footnote>'
        return note_sign(sign, f'<w:footnoteReference w:id="{number}"/>')


class _Mover(Writer):
    """Writes what stands in many letters: its numbers are told apart from the text, since each letter has its own."""

    _mark, _control = f"{_APART}m{{}}{_APART}", f"{_APART}c{{}}{_APART}"

    def piece(self, text: str) -> _Piece:
        texts = tuple(text.split(_APART))
        return _Piece(texts, tuple((word[0] == "m", int(word[1:])) for word in texts[1::2]), tuple(self.listed), self._marks)


@dataclass(frozen=True, slots=True)
class _Piece:
    """Text with a number at every second place, the lines of what it carries, and how many marks are in it."""

    texts: tuple[str, ...]
    numbers: tuple[tuple[bool, int], ...]
    listed: tuple[str, ...]
    marks: int


@dataclass(frozen=True, slots=True, eq=False)
class _Same:
    """One thing, known again by being it: a table is quicker to know than to compare."""

    one: Any

    def __hash__(self) -> int:
        return id(self.one)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.one is self.one


@lru_cache(maxsize=16)
def _movable(table: _Same, base: _Same, room: int, write: WriteTable, *, final: bool) -> _Piece | None:
    if any(run.note for run in table.one.runs):  # footnotes are numbered through the letter, with their text
        return None
    mover = _Mover(base.one, final=final)
    return mover.piece(write(table.one, mover, room))
