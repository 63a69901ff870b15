"""The office's own data -> the frame of a paper, and who speaks in its text."""

from __future__ import annotations

import re
import unicodedata
from datetime import timedelta
from typing import TYPE_CHECKING

from cccc.model.paper import Frame
from cccc.vietnamese import fold, lower_first, upper_first

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from cccc.model.offices import Issuer, PaperForm
    from cccc.periods import Period

LINE = 27
"""Letters that a line of the letterhead's left half holds at 13 pt bold, about."""

_SHORT = {"Ủy ban nhân dân": "UBND", "Hội đồng nhân dân": "HĐND"}
_PREFIX = re.compile(r"^(?:KT|TL|TUQ|Q)\.\s*", re.IGNORECASE)
_PLACES = {"tỉnh", "huyện", "xã", "phường", "quận"}
_TWO_WORDS = ("thành phố", "thị trấn", "thị xã", "đặc khu")


def frame(
    issuer: Issuer, form: PaperForm, subject: str, period: Period, number: str | None = None, dated: date | None = None
) -> Frame:
    """The frame of a paper on ``period``; without ``number`` and ``dated`` that of a draft, expected in the month after."""
    return Frame(
        parent_lines=tuple(_lines(shortened(issuer.parent).upper())) if issuer.parent else (),
        issuer_lines=tuple(_issuer_lines(issuer.name)),
        symbol=form.symbol,
        place=issuer.place,
        subject=subject,
        to=form.to,
        copies=form.copies,
        authority=form.authority,
        signer=form.signer,
        number=number,
        dated=dated,
        expected=period.end + timedelta(days=1),
        issuer=shortened(issuer.name),
    )


def shortened(name: str) -> str:
    """``name`` with the common phrases abbreviated: UBND huyện Tứ Kỳ, Văn phòng UBND tỉnh."""
    for long, short in _SHORT.items():
        name = re.sub(rf"\b{long}\b", short, unicodedata.normalize("NFC", name), flags=re.IGNORECASE)
    return name


def speaker(issuer: Issuer, form: PaperForm) -> str:
    """Who speaks: the committee where the paper is signed TM., else the office that signs (Chủ tịch UBND …)."""
    first = form.authority[0].strip()
    if first.upper().startswith("TM."):
        return shortened(issuer.name)
    acting = "Quyền " if first.upper().startswith("Q.") else ""
    title = _title(_PREFIX.sub("", first).lower().split(), issuer.name)
    return acting + shortened(upper_first(title))


def _title(words: list[str], name: str) -> str:
    """The title and the office: "chủ tịch" + "UBND huyện Tứ Kỳ"; the words that end one and begin the other stand once."""
    known = fold(shortened(name)).split(), fold(name).split()
    for at in range(len(words)):
        tail = fold(shortened(" ".join(words[at:]))).split()
        if any(tail == those[: len(tail)] for those in known):
            before = " ".join(words[:at])
            # "Trưởng phòng Nội vụ", but "Trưởng Ban Quản lý", "Chánh Văn phòng"
            whole = lower_first(name) if words[at:] == ["phòng"] else name
            return f"{before} {whole}".strip()
    return f"{' '.join(words)} {name}"


def scope(issuer: Issuer) -> str:
    """Whose total it is: "toàn huyện", "toàn tỉnh"; "các đơn vị" where the office is no locality."""
    words = issuer.name.split()
    for at, word in enumerate(words):
        pair = " ".join(words[at : at + 2])
        if pair.lower() in _TWO_WORDS:
            return f"toàn {pair if pair.startswith('Thành') else pair.lower()}"
        if word.lower() in _PLACES:
            return f"toàn {word.lower()}"
    return "các đơn vị"


def _issuer_lines(name: str) -> list[str]:
    for long, short in _SHORT.items():
        for body in (long, short):
            if fold(name).startswith(fold(body) + " "):
                return [long.upper(), *_lines(name[len(body) :].strip().upper())]
    return _lines(name.upper())


def _lines(text: str) -> list[str]:
    """``text`` on as few lines as hold it, broken where its parts meet, as evenly as they allow."""
    words = text.split()
    if len(text) <= LINE or len(words) < 2:  # noqa: PLR2004 - one word cannot be parted
        return [text]
    breaks = [at for at in range(1, len(words)) if _parts(words, at)] or range(1, len(words))
    at = min(breaks, key=lambda at: max(len(" ".join(words[:at])), len(" ".join(words[at:]))))
    return [*_lines(" ".join(words[:at])), *_lines(" ".join(words[at:]))]


def _parts(words: Sequence[str], at: int) -> bool:
    """Whether a line may end before ``words[at]`` without tearing a word of two syllables."""
    pair = " ".join(words[at : at + 2]).lower()
    starts = words[at].lower() in {*_PLACES, "và"} or pair in _TWO_WORDS
    # "thị xã", "thành phố" stay whole
    return words[at - 1].endswith(",") or (starts and f"{words[at - 1]} {words[at]}".lower() not in _TWO_WORDS)
