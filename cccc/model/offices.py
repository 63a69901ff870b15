"""The office that signs, what its papers carry, and whether the lines above a signature are as the law wants them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cccc.messages import m
from cccc.vietnamese import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from cccc.messages import Message
    from cccc.problems import Location


@dataclass(frozen=True, slots=True)
class Issuer:
    """The office that signs: its name, its parent where the letterhead shows one, and its place."""

    name: str
    parent: str | None
    place: str
    location: Location | None = None


@dataclass(frozen=True, slots=True)
class PaperForm:
    """What one kind of paper carries around its text.

    ``issuer`` is the office that signs it where that is not the workspace's; ``answer_by`` the last day to answer it.
    """

    symbol: str
    to: tuple[str, ...]
    copies: tuple[str, ...]
    authority: tuple[str, ...]
    signer: str | None = None
    issuer: Issuer | None = None
    answer_by: date | None = None
    location: Location | None = None


# --- the lines above the name (Decree 30/2020, Phụ lục I, II.7.b, Điều 13) -------------------------------------------


_PREFIXED = re.compile(r"(TM|KT|TL|TUQ|Q)\. (\S.*)")
_MISWRITTEN = re.compile(r"(T/M|K/T|T/L|T/UQ|TM|KT|TL|TUQ|TUQ|Q)\s*[.:]?\s*(\S.*)")
_POSTS = ("CHỦ TỊCH", "PHÓ ", "GIÁM ĐỐC", "CHÁNH ", "TỔNG ", "THỦ TRƯỞNG", "TRƯỞNG ", "THỨ TRƯỞNG", "THỦ TƯỚNG", "QUYỀN ")
_HEADS = re.compile(r"\S+ TRƯỞNG\b")
_BODIES = (
    "ỦY BAN",
    "UỶ BAN",
    "UBND",
    "HĐND",
    "HỘI ĐỒNG",
    "BAN CHỈ ĐẠO",
    "BAN THƯỜNG",
    "BAN CHẤP",
    "BAN TỔ CHỨC",
    "SỞ ",
    "PHÒNG ",
    "THƯỜNG TRỰC",
    "TẬP THỂ",
    "CHÍNH PHỦ",
    "ĐOÀN CHỦ TỊCH",
    "TỔ CÔNG TÁC",
    "VĂN PHÒNG",
)
_COLLECTIVES = ("ỦY BAN", "UỶ BAN", "UBND", "HĐND", "HỘI ĐỒNG", "BAN ", "THƯỜNG TRỰC", "CHÍNH PHỦ", "ĐOÀN ", "TỔ ", "TẬP THỂ")
_FOR_THE_HEAD = frozenset({"TL", "TUQ"})

_ABOLISHED = re.compile(
    r"\b(?:(?:UBND|HĐND|Ủy ban nhân dân|Uỷ ban nhân dân|Hội đồng nhân dân)\s+(?i:huyện|quận|thị xã|thị trấn|thành phố)"
    r"|huyện|quận|thị xã|thị trấn)\s+(\S.*)"
)
_CITIES = tuple(map(fold, ("Hà Nội", "Hải Phòng", "Đà Nẵng", "Huế", "Cần Thơ", "Hồ Chí Minh")))
"""The cities that are provinces."""


def grammar(lines: Sequence[str]) -> Iterator[tuple[int, Message, str]]:
    """What is wrong with the lines: which, what is expected, and what is there."""
    read = [_read(line) for line in lines]
    for at, (line, (prefix, title)) in enumerate(zip(lines, read, strict=True)):
        below = read[at + 1] if at + 1 < len(read) else None
        wrong = None if prefix else _MISWRITTEN.fullmatch(line)
        if wrong is not None and _is_a_prefix(line):
            short = wrong[1].replace("/", "")
            yield at, m("“{line}”", line=f"{short}. {wrong[2]}"), line
        elif prefix == "TM":
            if at:
                yield at, m("TM. on the first line"), line
            elif is_post(title):
                yield at, m("the name of a body after TM."), line
        elif prefix and not is_post(title) and title.startswith(_BODIES):
            yield at, m("a post after {prefix}.", prefix=prefix), line
        elif prefix == "KT" and (below is None or not _is_deputy(below)):
            yield at, m("a deputy's post below “{line}”", line=line), lines[at + 1] if below else line
        elif prefix in _FOR_THE_HEAD and (below is None or below[1] in {title, f"PHÓ {title}"}):
            yield at, m("another post below “{line}”", line=line), lines[at + 1] if below else line


def is_post(title: str) -> bool:
    """Whether ``title`` is what a person is, not a body."""
    return title.startswith(_POSTS) or bool(_HEADS.match(title))


def is_abolished(name: str) -> bool:
    """Whether ``name`` is of an office of a level that there is none of since 1 July 2025: UBND huyện …, UBND thị trấn …."""
    found = _ABOLISHED.search(unicodedata.normalize("NFC", name))
    return found is not None and not fold(found[1]).startswith(_CITIES)


def is_collective(name: str) -> bool:
    """Whether the office ``name``, in capitals, decides as a collective."""
    return name.startswith(_COLLECTIVES)


def for_a_body(lines: Sequence[str]) -> bool:
    """Whether the signer signs on behalf of a collective."""
    return bool(lines) and _read(lines[0])[0] == "TM"


def _read(line: str) -> tuple[str, str]:
    match = _PREFIXED.fullmatch(" ".join(line.split()) if "  " not in line else line)
    return (match[1], match[2]) if match else ("", line)


def _is_a_prefix(line: str) -> bool:
    # "KT" before a post is one; "TL" may also open a name that is written so
    head = line.split(" ", 1)[0]
    return "/" in head or head.endswith((".", ":")) or head in {"TM", "KT", "TUQ", "TL", "Q"} or "." in head[:4]


def _is_deputy(read: tuple[str, str]) -> bool:
    return read[1].startswith(("PHÓ ", "THỨ TRƯỞNG", "QUYỀN "))
