"""Names of units and offices as a letter has them, and figures in what people wrote, each with what it is."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from cccc.letters.language.marks import keyed
from cccc.model.paper import Key
from cccc.vietnamese import Naming, fold, lower_first, naming, upper_first

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cccc.model.offices import Issuer, PaperForm
    from cccc.model.policies import Statement
    from cccc.model.units import Roster, Unit

# days, months, numbers of papers and of articles are no figures
_FIGURE = re.compile(
    r"(?<![\w/.,-])(?<!ngày )(?<!tháng )(?<!số )(?:\d+(?:,\d+)?\s?%|\d+,\d+|(\d{1,3})/(\d{1,3})(?= +\w))(?![\w/]|[.,]\d)"
)

LINE = 27
"""Letters that a line of the letterhead's left half holds at 13 pt bold, about."""

_SHORT = {"Ủy ban nhân dân": "UBND", "Hội đồng nhân dân": "HĐND"}
_PREFIX = re.compile(r"^(?:KT|TL|TUQ|Q)\.\s*", re.IGNORECASE)
_PLACES = {"tỉnh", "huyện", "xã", "phường", "quận"}
_TWO_WORDS = ("thành phố", "thị trấn", "thị xã", "đặc khu")


def named(unit: Unit, whole: str | None = None) -> Naming:
    """The unit, or its head, as a list writes it; the name says whose it is."""
    parts, key = naming(unit.name, whole or unit.official), Key("name", (unit.id,))
    return Naming(keyed(parts.whole, key), parts.before, parts.kind, keyed(parts.proper, key) if parts.proper else "")


def keyed_figures(statement: Statement, text: str) -> str:
    """``text`` of ``statement`` with its figures keyed: percentages, decimals and parts of a whole ("7/7 lĩnh vực")."""
    key = Key("said", indicators=(statement.id,))
    return _FIGURE.sub(
        lambda match: "/".join(keyed(part, key) for part in (match[1], match[2]) if part) or keyed(match[0], key), text
    )


def keyed_names(text: str, roster: Roster) -> str:
    """``text`` with the names of units in it keyed."""
    names = _names(roster)
    if not names:
        return text
    pattern = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    return re.sub(rf"\b(?:{pattern})\b", lambda match: keyed(match[0], Key("name", (names[match[0]],))), text)


@lru_cache(maxsize=4)
def _names(roster: Roster) -> dict[str, str]:
    return {name: unit.id for unit in roster.units for name in (unit.name, unit.official)}


# --- offices ---


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


def issuer_lines(name: str) -> list[str]:
    """The lines of a letterhead that name the office, in capitals; the kind of body stands on a line of its own."""
    for long, short in _SHORT.items():
        for body in (long, short):
            if fold(name).startswith(fold(body) + " "):
                return [long.upper(), *broken(name[len(body) :].strip().upper())]
    return broken(name.upper())


def broken(text: str) -> list[str]:
    """``text`` on as few lines as hold it, broken where its parts meet, as evenly as they allow."""
    words = text.split()
    if len(text) <= LINE or len(words) < 2:  # noqa: PLR2004 - one word cannot be parted
        return [text]
    breaks = [at for at in range(1, len(words)) if _parts(words, at)] or range(1, len(words))
    at = min(breaks, key=lambda at: max(len(" ".join(words[:at])), len(" ".join(words[at:]))))
    return [*broken(" ".join(words[:at])), *broken(" ".join(words[at:]))]


def _parts(words: Sequence[str], at: int) -> bool:
    """Whether a line may end before ``words[at]`` without tearing a word of two syllables."""
    pair = " ".join(words[at : at + 2]).lower()
    starts = words[at].lower() in {*_PLACES, "và"} or pair in _TWO_WORDS
    # "thị xã", "thành phố" stay whole
    return words[at - 1].endswith(",") or (starts and f"{words[at - 1]} {words[at]}".lower() not in _TWO_WORDS)
