"""The runs of a paper -> WordprocessingML: findings in bookmarks, figures and names in content controls, footnotes aside.

One writer writes one document, so that marks, controls and footnotes are numbered through it.
"""

from __future__ import annotations

from itertools import count, groupby
from typing import TYPE_CHECKING

from cccc.documents.figures import Carried, tag
from cccc.documents.markup import PLAIN, Layout, control, mark, note_sign, paragraph, run

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cccc.documents.base import Base
    from cccc.paper import Run


class Writer:
    """Writes in the look of ``base``; a ``final`` copy has no controls, and its marks are listed nowhere.

    ``carried`` is what stands in the text so far, ``notes`` the footnotes.
    """

    def __init__(self, base: Base, *, final: bool) -> None:
        self.base = base
        self.final = final
        self.carried: list[Carried] = []
        self.notes: list[str] = []
        self._marks = count(1)

    def paragraph(self, style: str, runs: Iterable[Run] = (), layout: Layout = PLAIN) -> str:
        """A paragraph of the style with that name."""
        return paragraph(self.base.ids[style], self.runs(runs), layout)

    def words(self, style: str, text: str, layout: Layout = PLAIN) -> str:
        """A paragraph of plain words."""
        return paragraph(self.base.ids[style], run(text) if text else "", layout)

    def runs(self, runs: Iterable[Run]) -> str:
        """``runs`` with all that they carry."""
        return "".join(self._finding(key, group) for key, group in groupby(runs, key=lambda part: part.finding))

    def _finding(self, key: str | None, runs: Iterable[Run]) -> str:
        number = None if key is None else next(self._marks)
        texts = "".join(self._run(part) for part in runs)
        return texts if key is None or number is None else mark(key, number, texts, hidden=self.final)

    def _run(self, part: Run) -> str:
        if part.note is not None:
            return self._note(part)
        text = run(part.text, bold=part.bold, italic=part.italic)
        if part.key is None:
            return text
        self.carried.append(Carried(part.key, part.text))
        return text if self.final else control(tag(part.key), len(self.carried), text)

    def _note(self, part: Run) -> str:
        if part.note is None:
            return ""
        at, sign = len(self.notes), self.base.ids["Footnote Sign"]
        self.notes.append("")
        text = note_sign(sign, "<w:footnoteRef/>") + run(" ") + self.runs(part.note.runs)
        number = at + 1
        self.notes[at] = f'<w:footnote w:id="{number}">{paragraph(self.base.ids["Footnote"], text)}</w:footnote>'
        return note_sign(sign, f'<w:footnoteReference w:id="{number}"/>')
