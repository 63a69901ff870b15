"""The runs of a paper -> WordprocessingML: findings in bookmarks, figures and names in content controls, footnotes aside.

One writer writes one document, so that marks, controls and footnotes are numbered through it.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from cccc.documents.write.deflated import piece as deflated
from cccc.documents.write.figures import Carried, line, tag
from cccc.documents.write.markup import PLAIN, Layout, control, mark, note_sign, paragraph, plain, run, run_of, words
from cccc.model.paper import Run

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from cccc.documents.write.base import Base
    from cccc.documents.write.deflated import Deflated
    from cccc.model.paper import Key, TextTable

    Wide = Callable[[int, int], object]
    """How wide the columns from the first one are, so many together."""

    WriteTable = Callable[[TextTable, "Writer", Wide], str]

    Words = Callable[[str], str]
    """What gives a line its runs."""

T = TypeVar("T")

_APART = "\x00"
"""Parts what each letter has of its own from text, in which nothing is ever NUL."""

_MARK, _CONTROL, _WORDS, _TAG, _WIDTH = "mark", "control", "words", "tag", "width"


class Writer:
    """Writes in the look of ``base``; a ``final`` copy has no controls, and its marks are listed nowhere.

    ``listed`` are the lines of what the text carries so far, ``notes`` the footnotes.
    """

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

    def head(self, said: Sequence[tuple[Key, str]]) -> Words:
        """What writes the lines of a head one after another; ``said`` are the names and times in them."""
        left = list(said)

        def line(text: str) -> str:
            made, at = "", 0
            while left and (found := text.find(plain(left[0][1]), at)) >= 0:
                key, words = left.pop(0)
                made += run(text[at:found]) if found > at else ""
                made += self._run(Run(words, key=key))
                at = found + len(plain(words))
            return made + run(text[at:]) if at < len(text) or not made else made

        return line

    def kept(self, form: TextTable, said: Sequence[tuple[Key, str]], columns: tuple[int, ...], write: WriteTable) -> Deflated:
        """The table ``form`` as ``write`` makes it, with ``columns`` so wide, and what is ``said`` in its places.

        A form that many letters share is written once, and only what each of them has of its own is new.
        """
        piece = _movable(Same(form), Same(self.base), write, final=self.final)
        if piece is None:
            return deflated(write(form, self, lambda first, across: sum(columns[first : first + across])).encode())
        text, listed = _filled(piece, Same(said), columns, len(self.listed), self._marks)
        self.listed += listed
        self._marks += piece.marks
        return text

    def _next_mark(self) -> str:
        self._marks += 1
        return str(self._marks)

    def _finding(self, key: str | None, runs: Iterable[Run]) -> str:
        if key is None:
            return "".join(map(self._run, runs))
        number = self._next_mark()
        return mark(key, number, "".join(map(self._run, runs)), hidden=self.final)

    def _run(self, part: Run) -> str:
        if part.note is not None:
            return self._note(part)
        text = run(part.text, bold=part.bold, italic=part.italic)
        if part.key is None:
            return text
        _, tagged, listed = _carried(part.key, part.text)
        self.listed.append(listed)
        return text if self.final else control(tagged, str(len(self.listed)), text)

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
    """Writes what stands in many letters, and keeps apart from the text what each of them has of its own."""

    def __init__(self, base: Base, *, final: bool) -> None:
        super().__init__(base, final=final)
        self._own: list[tuple[str, Any]] = []
        self._carries: list[str | int] = []

    def piece(self, form: TextTable, write: WriteTable) -> _Piece:
        texts = write(form, self, lambda first, across: self._apart(_WIDTH, (first, across))).split(_APART)
        own = defaultdict(list)
        for at, number in enumerate(texts[1::2]):
            kind, which = self._own[int(number)]
            own[kind].append((2 * at + 1, which))
        spans = frozenset(which for _, which in own[_WIDTH])
        return _Piece(tuple(texts), own, spans, tuple(self._carries), self._marks)

    def _apart(self, kind: str, which: object) -> str:
        self._own.append((kind, which))
        return f"{_APART}{len(self._own) - 1}{_APART}"

    def _next_mark(self) -> str:
        self._marks += 1
        return self._apart(_MARK, self._marks)

    def _run(self, part: Run) -> str:
        if part.place is not None:
            said, tagged = self._apart(_WORDS, part.place), self._apart(_TAG, part.place)
            self._carries.append(part.place)
        elif part.key is not None:
            said, tagged, listed = _carried(part.key, part.text)
            self._carries.append(listed)
        else:
            return super()._run(part)
        text = run_of(said, bold=part.bold, italic=part.italic)
        return text if self.final else control(tagged, self._apart(_CONTROL, len(self._carries)), text)


@dataclass(frozen=True, slots=True, eq=False)
class _Piece:
    """Text with something of a letter's own at every second place, what it carries, and how many marks are in it."""

    texts: tuple[str, ...]
    own: Mapping[str, Sequence[tuple[int, Any]]]
    spans: frozenset[tuple[int, int]]
    listed: tuple[str | int, ...]
    marks: int

    def text(self, columns: Sequence[int], controls: int, marks: int, said: Sequence[tuple[str, str, str]]) -> str:
        """The text after so many ``controls`` and ``marks``."""
        texts = list(self.texts)
        for at, number in self.own[_MARK]:
            texts[at] = str(number + marks)
        for at, number in self.own[_CONTROL]:
            texts[at] = str(number + controls)
        for at, place in self.own[_WORDS]:
            texts[at] = said[place][0]
        for at, place in self.own[_TAG]:
            texts[at] = said[place][1]
        wide = {span: str(sum(columns[span[0] : sum(span)])) for span in self.spans}
        for at, span in self.own[_WIDTH]:
            texts[at] = wide[span]
        return "".join(texts)


@lru_cache(maxsize=8)
def _filled(
    piece: _Piece, said: Same[Sequence[tuple[Key, str]]], columns: tuple[int, ...], controls: int, marks: int
) -> tuple[Deflated, list[str]]:
    """The text of a table after so many controls and marks, and the lines of what it carries."""
    carried = [_carried(key, text) for key, text in said.one]
    listed = [part if isinstance(part, str) else carried[part][2] for part in piece.listed]
    return deflated(piece.text(columns, controls, marks, carried).encode()), listed


@lru_cache(maxsize=4096)
def _carried(key: Key, text: str) -> tuple[str, str, str]:
    """The words of a run, the tag of its control, and its line in the list."""
    return words(text), tag(key), line(Carried(key, text))


@dataclass(frozen=True, slots=True, eq=False)
class Same(Generic[T]):
    """One thing, known again by being it: a table is quicker to know than to compare."""

    one: T

    def __hash__(self) -> int:
        return id(self.one)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Same) and other.one is self.one


@lru_cache(maxsize=64)
def _movable(form: Same[TextTable], base: Same[Base], write: WriteTable, *, final: bool) -> _Piece | None:
    if any(run.note for run in form.one.runs):  # footnotes are numbered through the letter, with their text
        return None
    return _Mover(base.one, final=final).piece(form.one, write)
