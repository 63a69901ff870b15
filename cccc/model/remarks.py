"""Remarks on Word files that differ from Decree 30/2020/NĐ-CP, and on letters that differ from the ledger."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cccc.messages import Message


class Severity(StrEnum):
    """E: the decree's annex is violated; W: practice, or not certain; I: worth knowing."""

    ERROR = "E"
    WARNING = "W"
    INFORMATION = "I"


class DocumentPart(StrEnum):
    """The part of a document that a remark is about."""

    FILE = "file"
    PAGE = "page"
    PAGE_HEADER = "page_header"
    PAGE_FOOTER = "page_footer"
    LETTERHEAD = "letterhead"
    BODY = "body"
    TABLE = "table"
    SIGNATURE = "signature"
    APPENDIX = "appendix"
    TEXT_BOX = "text_box"


@dataclass(frozen=True, slots=True)
class LintRule:
    """A check: ``about`` names what it looks at, ``source`` the point of the decree's annexes, where there is one."""

    id: str
    severity: Severity
    about: Message
    source: str = ""
    fixable: bool = False


@dataclass(frozen=True, slots=True)
class Remark:
    """One place where a document differs; ``paragraph`` counts from 1 in its part, ``words`` are its first ones."""

    rule: LintRule
    severity: Severity
    place: DocumentPart
    paragraph: int | None
    words: str
    expected: Message
    found: Message
    fixable: bool = False


@dataclass(frozen=True, slots=True)
class LintedFile:
    """A file and the remarks on it, in reading order; ``kind`` is its tên loại, "công văn", or None where it is not known."""

    file: str
    kind: str | None
    remarks: tuple[Remark, ...]

    @property
    def has_error(self) -> bool:
        """Whether anything in it violates the decree."""
        return any(remark.severity is Severity.ERROR for remark in self.remarks)


@dataclass(frozen=True, slots=True)
class Deviation:
    """One place where a letter tells something else than the ledger; ``key`` is what the text was drafted as.

    ``about`` is the key in words, ``sources`` the file, sheet and cells of the figure; ``paragraph`` counts from 1.
    """

    code: str
    severity: Severity
    paragraph: int | None
    words: str
    about: str
    expected: str | None
    found: str | None
    key: str | None = None
    sources: tuple[tuple[str, str, tuple[str, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class VerifiedLetter:
    """A letter that was held against the ledger: how many texts were drafted, how many of them were found again."""

    file: str
    template: str
    period: str
    drafted: int
    found: int
    deviations: tuple[Deviation, ...]

    @property
    def has_error(self) -> bool:
        """Whether a figure, a unit or an occurrence differs."""
        return any(one.severity is Severity.ERROR for one in self.deviations)
