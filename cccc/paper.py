"""A paper before it has a Word form: the frame that Decree 30/2020/NĐ-CP asks for, and the text as blocks.

``letters`` makes papers, ``documents`` turns them into .docx; ``Paper.as_text`` is what people and tests compare.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date  # noqa: TC003 - part of a public record
from typing import Literal

from cccc.periods import long_date

BLANK = "      "
MOTTO = "Độc lập - Tự do - Hạnh phúc"
NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
CLOSING_MARK = "./."


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text; ``finding`` is the key of the finding that this text states."""

    text: str
    bold: bool = False
    italic: bool = False
    finding: str | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or a heading of the body; section numbers and dashes are part of its text."""

    kind: Literal["paragraph", "heading"]
    runs: tuple[Run, ...]
    level: int = 0

    @property
    def text(self) -> str:
        """Its words alone."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class Frame:
    """Everything around the text.

    ``issuer_lines`` and ``parent_lines`` are in capitals, a line of the letterhead each.  ``number`` and ``dated`` are None in
    a draft; ``expected`` is the month that a draft's date line shows.
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

    @property
    def number_line(self) -> str:
        """``Số: 05/UBND-NV``; a draft leaves the number open (Decree 30/2020, Phụ lục I, II.3)."""
        number = BLANK if self.number is None else f" {self.number.zfill(2)}"
        return f"Số:{number}/{self.symbol}"

    @property
    def date_line(self) -> str:
        """``Tứ Kỳ, ngày 15 tháng 9 năm 2023``; a draft leaves the day open."""
        if self.dated is not None:
            return f"{self.place}, {long_date(self.dated)}"
        return f"{self.place}, ngày{BLANK}{long_date(self.expected).split(' ', 2)[2]}"

    @property
    def addressees(self) -> tuple[str, ...]:
        """One addressee on the line of ``Kính gửi:``; several below it, a dash each (Phụ lục I, II.9)."""
        if len(self.to) == 1:
            return (f"Kính gửi: {self.to[0]}",)
        return ("Kính gửi:", *_listed(self.to))

    @property
    def copy_lines(self) -> tuple[str, ...]:
        """The entries of ``Nơi nhận``, a dash each, the last with a full stop."""
        return _listed(self.copies)


@dataclass(frozen=True, slots=True)
class Paper:
    """A frame and its blocks; ``template`` and ``period`` (a label) say what it was made of."""

    template: str
    period: str
    frame: Frame
    blocks: tuple[Block, ...]
    findings: tuple[str, ...] = ()

    def as_text(self) -> str:
        """The whole paper as lines of text, the frame's included, a line a paragraph."""
        frame = self.frame
        lines = [
            *(line for line in (*frame.parent_lines, *frame.issuer_lines)),
            NATION,
            MOTTO,
            frame.number_line,
            f"V/v {frame.subject}",
            frame.date_line,
            *frame.addressees,
            *(block.text for block in self.blocks),
            "Nơi nhận:",
            *frame.copy_lines,
            *frame.authority,
            *([frame.signer] if frame.signer else []),
        ]
        return "\n".join(lines) + "\n"


def _listed(entries: tuple[str, ...]) -> tuple[str, ...]:
    last = len(entries) - 1
    return tuple(f"- {entry.rstrip('.;')}{'.' if at == last else ';'}" for at, entry in enumerate(entries))
