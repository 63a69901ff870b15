"""The runs of a paper -> WordprocessingML: findings in bookmarks, figures and names in content controls, footnotes aside.

One writer writes one document, so that marks, controls and footnotes are numbered through it.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING

from cccc.documents.write.figures import Carried, line, tag
from cccc.documents.write.markup import PLAIN, ParagraphLayout, control, mark, note_sign, paragraph, plain, run
from cccc.model.paper import Run

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from cccc.documents.write.base import Base
    from cccc.model.paper import Key

    Words = Callable[[str], str]
    """What gives a line its runs."""


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

    def paragraph(self, style: str, runs: Sequence[Run] = (), layout: ParagraphLayout = PLAIN) -> str:
        """A paragraph of the style with that name."""
        return paragraph(self.base.ids[style], self.runs(runs), layout)

    def words(self, style: str, text: str, layout: ParagraphLayout = PLAIN) -> str:
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

    def _finding(self, key: str | None, runs: Iterable[Run]) -> str:
        if key is None:
            return "".join(map(self._run, runs))
        self._marks += 1
        return mark(key, str(self._marks), "".join(map(self._run, runs)), hidden=self.final)

    def _run(self, part: Run) -> str:
        if part.note is not None:
            return self._note(part)
        text = run(part.text, bold=part.bold, italic=part.italic)
        if part.key is None:
            return text
        tagged, listed = _carried(part.key, part.text)
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


@lru_cache(maxsize=4096)
def _carried(key: Key, text: str) -> tuple[str, str]:
    """The tag of the control around ``text``, and its line in the list."""
    return tag(key), line(Carried(key, text))
