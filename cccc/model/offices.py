"""The office that signs, and what its papers carry."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

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
