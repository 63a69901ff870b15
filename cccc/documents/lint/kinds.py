"""The kinds of papers that Decree 30/2020/NĐ-CP names (Phụ lục III): their names and codes, and how words are met."""

from __future__ import annotations

import unicodedata

from cccc.model.paper import CODES, OFFICIAL_LETTER

LETTER = OFFICIAL_LETTER
DECISIONS = frozenset({"QUYẾT ĐỊNH", "NGHỊ QUYẾT"})
FORMS = frozenset({"BIÊN BẢN", "HỢP ĐỒNG", "BẢN GHI NHỚ", "BẢN THỎA THUẬN"}) | {
    name for name in CODES if name.startswith(("GIẤY", "PHIẾU"))
}
"""Papers that are filled in or agreed on: what the decree asks of running texts is not held against them."""


def bare(text: str) -> str:
    """``text`` without marks, case and doubled spaces: how a role is known although it is misspelt."""
    letters = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return " ".join("".join(letter for letter in letters if not unicodedata.combining(letter)).split())


_BY_NAME = {bare(name): name for name in (*CODES, LETTER)}


def kind_of(text: str) -> str | None:
    """The kind that a title line names, however it is written."""
    return _BY_NAME.get(bare(text).strip(" .:;-"))
