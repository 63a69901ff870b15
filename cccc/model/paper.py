"""A paper before it has a Word form: the frame that Decree 30/2020/NĐ-CP asks for, and the text as blocks.

``letters`` makes papers, ``documents`` turns them into .docx; ``Paper.as_text`` is what people and tests compare.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date  # noqa: TC003 - part of a public record
from typing import TYPE_CHECKING, Literal, get_args

from cccc.periods import long_date

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

BLANK = "      "
MOTTO = "Độc lập - Tự do - Hạnh phúc"
NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
CLOSING_MARK = "./."
OFFICIAL_LETTER = "CÔNG VĂN"
"""The kind of a paper that does not name its kind."""

APPENDIX = "PHỤ LỤC"
"""The kind of a paper that is nothing but an appendix to another one."""

CODES = {
    "NGHỊ QUYẾT": "NQ",
    "QUYẾT ĐỊNH": "QĐ",
    "CHỈ THỊ": "CT",
    "QUY CHẾ": "QC",
    "QUY ĐỊNH": "QyĐ",
    "THÔNG CÁO": "TC",
    "THÔNG BÁO": "TB",
    "HƯỚNG DẪN": "HD",
    "CHƯƠNG TRÌNH": "CTr",
    "KẾ HOẠCH": "KH",
    "PHƯƠNG ÁN": "PA",
    "ĐỀ ÁN": "ĐA",
    "DỰ ÁN": "DA",
    "BÁO CÁO": "BC",
    "BIÊN BẢN": "BB",
    "TỜ TRÌNH": "TTr",
    "HỢP ĐỒNG": "HĐ",
    "CÔNG ĐIỆN": "CĐ",
    "BẢN GHI NHỚ": "BGN",
    "BẢN THỎA THUẬN": "BTT",
    "GIẤY ỦY QUYỀN": "GUQ",
    "GIẤY MỜI": "GM",
    "GIẤY GIỚI THIỆU": "GGT",
    "GIẤY NGHỈ PHÉP": "GNP",
    "PHIẾU GỬI": "PG",
    "PHIẾU CHUYỂN": "PC",
    "PHIẾU BÁO": "PB",
}
"""The named kinds of paper and what stands for them in a symbol (Decree 30/2020, Phụ lục III, I)."""

ADDRESSED = (None, "TỜ TRÌNH", "PHIẾU TRÌNH")
"""The kinds that have a ``Kính gửi`` without being told so; a báo cáo has one when it goes to a superior body."""

KINDS = (OFFICIAL_LETTER, *CODES, "PHIẾU TRÌNH", APPENDIX)
URGENCIES = ("HỎA TỐC", "THƯỢNG KHẨN", "KHẨN")

_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")

What = Literal[
    "value", "numerator", "denominator", "occurrence", "name", "change", "threshold", "count", "rank", "gap", "said", "step"
]
Align = Literal["left", "center", "right"]


@dataclass(frozen=True, slots=True)
class Key:
    """What a stretch of text tells, so that it can be held against the ledger.

    ``units`` and ``indicators`` are ids, several where one figure is told of several; a group's total has ``@`` and the
    group's id, that of the whole no unit.  ``gap`` is what a unit lacks or what more is asked of it, ``said`` a figure that
    people gave in a statement, ``step`` what a ladder asks for beyond its kind; ``numerator`` and ``denominator`` of no
    indicator count the targets of a unit.
    """

    what: What
    units: tuple[str, ...] = ()
    indicators: tuple[str, ...] = ()
    window: str = ""

    def __str__(self) -> str:
        return ":".join((self.what, "+".join(self.units), "+".join(self.indicators), self.window))

    @classmethod
    def read(cls, text: str) -> Key | None:
        """The key that ``str`` wrote; None where ``text`` is none."""
        what, *rest = text.split(":")
        if what not in get_args(What) or len(rest) != len(("units", "indicators", "window")):
            return None
        units, indicators = (tuple(part.split("+")) if part else () for part in rest[:2])
        return cls(what, units, indicators, rest[2])  # type: ignore[arg-type]  # one of What, as was just seen


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text; ``finding`` is the key of the finding that this text states, ``key`` what figure or name it is.

    A run with a ``note`` has no text of its own: it is the sign of a footnote.  In a form that letters share, one with a
    ``place`` stands for what each of them says there.
    """

    text: str
    bold: bool = False
    italic: bool = False
    finding: str | None = None
    key: Key | None = None
    note: Note | None = None
    place: int | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote; the notes of a paper are numbered as they are referred to."""

    number: int
    runs: tuple[Run, ...]

    @property
    def sign(self) -> str:
        """Its number, raised."""
        return str(self.number).translate(_RAISED)


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or a heading of the body; section numbers and dashes are part of its text.

    ``part`` is the line "Phần I" of its own, ``title`` the line of capitals under it.
    """

    kind: Literal["paragraph", "heading", "part", "title"]
    runs: tuple[Run, ...]
    level: int = 0

    @property
    def text(self) -> str:
        """Its words alone."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class TextCell:
    """A cell of a table, a line for each tuple of runs; ``across`` and ``down`` tell how many columns and rows it covers."""

    lines: tuple[tuple[Run, ...], ...]
    align: Align = "left"
    across: int = 1
    down: int = 1


@dataclass(frozen=True, slots=True)
class TextRow:
    """A row; where a cell of another row or column covers a place, it is None.  A ``strong`` row is a total or a section."""

    cells: tuple[TextCell | None, ...]
    strong: bool = False


@dataclass(frozen=True, slots=True)
class TextTable:
    """A table; its first ``heads`` rows stand again on each page.  ``shares`` are the columns' widths, empty to be measured."""

    rows: tuple[TextRow, ...]
    heads: int = 0
    shares: tuple[int, ...] = ()
    kind: Literal["table"] = "table"

    @property
    def runs(self) -> tuple[Run, ...]:
        """All runs in it, in reading order."""
        return tuple(run for row in self.rows for cell in row.cells if cell for line in cell.lines for run in line)

    @property
    def text(self) -> str:
        """Its rows as lines, the cells parted by bars; what a merged cell covers stays empty."""
        return "\n".join(
            "| " + " | ".join("" if cell is None else " ".join(map(_shown, cell.lines)) for cell in row.cells) + " |"
            for row in self.rows
        )


@dataclass(frozen=True, slots=True)
class Filled:
    """A table in a ``form`` that other letters share; ``said`` is what this one says in its places, and what that tells.

    Such a table states no finding.
    """

    form: TextTable
    said: tuple[tuple[Key, str], ...]
    kind: Literal["table"] = "table"

    @property
    def rows(self) -> tuple[TextRow, ...]:
        """The rows with all that is said."""
        return tuple(replace(row, cells=tuple(map(self._cell, row.cells))) for row in self.form.rows)

    @property
    def heads(self) -> int:
        """How many rows stand again on each page."""
        return self.form.heads

    @property
    def runs(self) -> tuple[Run, ...]:
        """All runs in it, in reading order."""
        return tuple(map(self._run, self.form.runs))

    @property
    def text(self) -> str:
        """Its rows as lines, as those of a table."""
        return replace(self.form, rows=self.rows).text

    def _cell(self, cell: TextCell | None) -> TextCell | None:
        return None if cell is None else replace(cell, lines=tuple(tuple(map(self._run, line)) for line in cell.lines))

    def _run(self, run: Run) -> Run:
        if run.place is None:
            return run
        key, text = self.said[run.place]
        return replace(run, text=text, key=key, place=None)


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows starts a page."""

    kind: Literal["page"] = "page"
    runs: tuple[Run, ...] = ()
    text: str = ""


AnyTable = TextTable | Filled
AnyBlock = Block | AnyTable | PageBreak


@dataclass(frozen=True, slots=True)
class Appendix:
    """A phụ lục: a section of its own, with its own page numbers."""

    title: tuple[Run, ...]
    blocks: tuple[AnyBlock, ...]
    landscape: bool = False


@dataclass(frozen=True, slots=True)
class Frame:
    """Everything around the text.

    ``issuer_lines`` and ``parent_lines`` are in capitals, a line of the letterhead each.  ``number`` and ``dated`` are None in
    a draft; ``expected`` is the month that a draft's date line shows.  ``kind`` is None for a công văn, else the name of the
    kind in capitals; ``issuer`` is the office inside a sentence.  ``attached`` is what a lone appendix belongs to;
    ``said`` are the names and times in the subject and the addressees, in reading order.
    """

    parent_lines: tuple[str, ...]
    issuer_lines: tuple[str, ...]
    symbol: str
    place: str
    subject: str
    to: tuple[str, ...]
    copies: tuple[str, ...]
    authority: tuple[str, ...]
    signer: str | None
    number: str | None
    dated: date | None
    expected: date
    kind: str | None = None
    urgency: str | None = None
    issuer: str = ""
    attached: str | None = None
    said: tuple[tuple[Key, str], ...] = ()

    @property
    def number_line(self) -> str:
        """``Số: 05/UBND-NV``; a draft leaves the number open (Decree 30/2020, Phụ lục I, II.3)."""
        return f"Số:{self._number}/{self.symbol}"

    @property
    def _number(self) -> str:
        return BLANK if self.number is None else f" {self.number.zfill(2)}"

    @property
    def date_line(self) -> str:
        """``Tứ Kỳ, ngày 15 tháng 9 năm 2023``; a draft leaves the day open."""
        return f"{self.place}, {self._day}"

    @property
    def _day(self) -> str:
        if self.dated is not None:
            return long_date(self.dated)
        return f"ngày{BLANK}{long_date(self.expected).split(' ', 2)[2]}"

    @property
    def subject_line(self) -> str:
        """``V/v …`` of a công văn; a named kind gives it as it is, under its name."""
        return f"V/v {self.subject}" if self.kind is None else self.subject

    @property
    def addressees(self) -> tuple[str, ...]:
        """One addressee on the line of ``Kính gửi:``; several below it, a dash each (Phụ lục I, II.9)."""
        if len(self.to) <= 1:
            return tuple(f"Kính gửi: {one}" for one in self.to)
        return ("Kính gửi:", *_listed(self.to))

    @property
    def copy_lines(self) -> tuple[str, ...]:
        """The entries of ``Nơi nhận``, a dash each, the last with a full stop."""
        return _listed(self.copies)

    @property
    def reference(self) -> str | None:
        """``(Kèm theo Công văn số … ngày … của …)``, under the title of an appendix (Phụ lục I, III.1)."""
        if self.kind == APPENDIX:
            return f"(Kèm theo {self.attached})" if self.attached else None
        kind = (self.kind or OFFICIAL_LETTER).capitalize()
        of = f" của {self.issuer}" if self.issuer else ""
        return f"(Kèm theo {kind} số{self._number}/{self.symbol} {self._day}{of})"


@dataclass(frozen=True, slots=True)
class Paper:
    """A frame and its blocks; ``template`` and ``period`` (a label) say what it was made of."""

    template: str
    period: str
    frame: Frame
    blocks: tuple[AnyBlock, ...]
    findings: tuple[str, ...] = ()
    appendices: tuple[Appendix, ...] = ()

    def runs(self) -> Iterator[Run]:
        """Every run below the head in reading order, a footnote's where its sign stands; before them what the head says."""
        yield from (Run(text, key=key) for key, text in self.frame.said)
        yield from self._runs(lambda block: block.runs)

    def stated(self) -> tuple[str, ...]:
        """The keys of the findings that it states, in reading order."""
        runs = self._runs(lambda block: () if isinstance(block, Filled) else block.runs)
        return tuple(dict.fromkeys(run.finding for run in runs if run.finding))

    def _runs(self, of: Callable[[AnyBlock], tuple[Run, ...]]) -> Iterator[Run]:
        for block in self.blocks:
            yield from _with_notes(of(block))
        for appendix in self.appendices:
            yield from _with_notes(appendix.title)
            for block in appendix.blocks:
                yield from _with_notes(of(block))

    def as_text(self) -> str:
        """The whole paper as lines of text, the frame's included, a line a paragraph; footnotes stand after the text."""
        if self.frame.kind == APPENDIX:
            lines = [line for appendix in self.appendices for line in self._appendix(appendix, "Phụ lục")]
        else:
            lines = [*self._head(), *self._texts(self.blocks), *self._foot()]
            names = appendix_names(len(self.appendices))
            for name, appendix in zip(names, self.appendices, strict=True):
                lines += self._appendix(appendix, name)
        notes = [f"{run.note.sign} {_shown(run.note.runs)}" for run in self.runs() if run.note]
        return "\n".join([*lines, *notes]) + "\n"

    def _head(self) -> list[str]:
        frame = self.frame
        top = [*frame.parent_lines, *frame.issuer_lines, NATION, MOTTO, frame.number_line]
        urgency = [frame.urgency] if frame.urgency else []
        if frame.kind is None:
            return [*top, frame.subject_line, *urgency, frame.date_line, *frame.addressees]
        return [*top, *urgency, frame.date_line, frame.kind, frame.subject_line, *frame.addressees]

    def _foot(self) -> list[str]:
        frame = self.frame
        return ["Nơi nhận:", *frame.copy_lines, *frame.authority, *([frame.signer] if frame.signer else [])]

    def _appendix(self, appendix: Appendix, name: str) -> list[str]:
        head = [name, _shown(appendix.title), self.frame.reference]
        return [*(line for line in head if line), *self._texts(appendix.blocks)]

    def _texts(self, blocks: Iterable[AnyBlock]) -> list[str]:
        return [_shown(block.runs) if isinstance(block, Block) else block.text for block in blocks if block.kind != "page"]


def appendix_names(count: int) -> list[str]:
    """``Phụ lục``; of several, each with its Roman number (Phụ lục I, III.1)."""
    return ["Phụ lục"] if count == 1 else [f"Phụ lục {roman(number)}" for number in range(1, count + 1)]


def roman(number: int) -> str:
    """1 -> I, 4 -> IV."""
    text = ""
    for value, letters in ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
        text += letters * (number // value)
        number %= value
    return text


def _shown(runs: Iterable[Run]) -> str:
    return "".join(run.note.sign if run.note else run.text for run in runs)


def _with_notes(runs: Iterable[Run]) -> Iterator[Run]:
    for run in runs:
        yield run
        if run.note is not None:
            yield from run.note.runs


def _listed(entries: tuple[str, ...]) -> tuple[str, ...]:
    last = len(entries) - 1
    return tuple(f"- {entry.rstrip('.;')}{'.' if at == last else ';'}" for at, entry in enumerate(entries))
