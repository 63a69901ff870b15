"""The office's own data -> the frame of a paper, and who speaks in its text."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

from cccc.paper import Frame
from cccc.vietnamese import fold, lower_first, upper_first

if TYPE_CHECKING:
    from datetime import date

    from cccc.model import Issuer, PaperForm
    from cccc.periods import Period

LINE = 27
"""Letters that a line of the letterhead's left half holds at 13 pt bold, about."""

_BODIES = ("Ủy ban nhân dân", "Hội đồng nhân dân")
_SHORT = {"Ủy ban nhân dân": "UBND", "Hội đồng nhân dân": "HĐND"}
_PREFIX = re.compile(r"^(?:TM|KT|TL|TUQ|Q)\. ")
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
    )


def shortened(name: str) -> str:
    """``name`` with the common phrases abbreviated: UBND huyện Tứ Kỳ."""
    for long, short in _SHORT.items():
        if fold(name).startswith(fold(long)):
            return f"{short}{name[len(long) :]}"
    return name


def speaker(issuer: Issuer, form: PaperForm) -> str:
    """Who speaks: the committee where the paper is signed TM., else the office that signs (Chủ tịch UBND …)."""
    first = form.authority[0]
    name = shortened(issuer.name)
    if first.startswith("TM. "):
        return name
    title = upper_first(_PREFIX.sub("", first).lower())
    # "Giám đốc" + "Sở Nội vụ", "Chủ tịch" + "UBND huyện Tứ Kỳ"; a title that names its body already says enough
    return f"{title} {name}" if len(title.split()) <= len(("Chánh", "Văn", "phòng")) else title


def scope(issuer: Issuer) -> str:
    """Whose total it is: "toàn huyện", "toàn tỉnh"; "các đơn vị" where the office is no locality."""
    words = fold_words(issuer.name)
    for at, word in enumerate(words):
        pair = " ".join(words[at : at + 2])
        if pair in _TWO_WORDS:
            return f"toàn {pair}"
        if word in _PLACES:
            return f"toàn {word}"
    return "các đơn vị"


def fold_words(name: str) -> list[str]:
    """The words of ``name`` in lower case."""
    return lower_first(name).lower().split()


def _issuer_lines(name: str) -> list[str]:
    for body in _BODIES:
        if fold(name).startswith(fold(body) + " "):
            return [body.upper(), *_lines(name[len(body) :].strip().upper())]
    return _lines(name.upper())


def _lines(text: str) -> list[str]:
    """``text`` on as few lines as hold it, the lines as equal as words allow."""
    words = text.split()
    if len(text) <= LINE or len(words) < 2:  # noqa: PLR2004 - one word cannot be parted
        return [text]
    breaks = range(1, len(words))
    at = min(breaks, key=lambda at: max(len(" ".join(words[:at])), len(" ".join(words[at:]))))
    return [*_lines(" ".join(words[:at])), *_lines(" ".join(words[at:]))]
