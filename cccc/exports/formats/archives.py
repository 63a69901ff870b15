"""Turns the bytes of a zip archive (.xlsx, .xlsb, .ods) into its parts, found by name as Excel finds them, and its kind."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from io import BytesIO
from typing import IO, TYPE_CHECKING, Self
from zipfile import ZipFile

from cccc.exports.formats import refusals
from cccc.exports.formats.refusals import ARCHIVE, DAMAGED, DOCUMENT, ENCRYPTED, NO_WORKBOOK, SLIDES, RefusedError
from cccc.markup import local_name, parse_xml

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType
    from zipfile import ZipInfo

ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OFFICE_DOCUMENT = "officeDocument"
_LOCKED = 0x1
_SMALL = 2**10
_SPREADSHEETS = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".csv", ".tsv", ".txt", ".html", ".htm", ".xml")
_FAMILIES = {
    b"application/vnd.oasis.opendocument.text": DOCUMENT,
    b"application/vnd.oasis.opendocument.presentation": SLIDES,
}


class MissingPartError(Exception):
    """A part that a sheet needs is not in the package, or stands in it twice."""


@dataclass(frozen=True, slots=True)
class Relation:
    """What one part needs another one for: the last word of the relation's type (``worksheet``), and the part's name."""

    kind: str
    target: str


class Parts:
    """The parts of a package, by their names without regard to case, back slashes and a leading slash.

    Names of parts are equal whatever the case of their letters (ECMA-376, part 2, 6.2.2.3).  Each part is checked against
    its CRC while it is read; what is never asked for is never unpacked.
    """

    def __init__(self, origin: Path | bytes) -> None:
        self._archive = ZipFile(BytesIO(origin) if isinstance(origin, bytes) else origin)
        self._members: dict[str, list[ZipInfo]] = {}
        self._unpacked = 0
        for member in self._archive.infolist():
            self._members.setdefault(part_name(member.filename), []).append(member)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._archive.close()

    def __contains__(self, name: str) -> bool:
        return part_name(name) in self._members

    def kind(self) -> str:
        """``xlsx``, ``xlsb`` or ``ods``, by the names of the parts, before any is unpacked; raises where it is none."""
        entries, names = self._archive.infolist(), self._members.keys()
        if any(entry.flag_bits & _LOCKED for entry in entries):
            raise RefusedError(ENCRYPTED)
        if len({entry.filename for entry in entries}) < len(entries):
            raise RefusedError(DAMAGED)
        if "xl/workbook.bin" in names:
            return "xlsb"
        if "[content_types].xml" in names:
            folders = {name.partition("/")[0] for name in names}
            if "xl" not in folders:
                raise RefusedError(DOCUMENT if "word" in folders else SLIDES if "ppt" in folders else NO_WORKBOOK)
            return "xlsx"
        if "content.xml" not in names:
            raise RefusedError(ARCHIVE if any(name.endswith(_SPREADSHEETS) for name in names) else NO_WORKBOOK)
        mimetype = self._members.get("mimetype", [])
        family = self._archive.read("mimetype").strip() if mimetype and mimetype[0].file_size < _SMALL else b""
        if refusal := _FAMILIES.get(family.removesuffix(b"-template")):
            raise RefusedError(refusal)
        return "ods"

    def read(self, name: str) -> bytes:
        """The bytes of a part; raises where it is missing, doubled, damaged or too large."""
        self._unpacked += self._member(name).file_size
        if self._unpacked > refusals.MAX_UNPACKED:
            raise RefusedError(refusals.TOO_LARGE)
        with self.open(name) as stream:
            return stream.read()

    def open(self, name: str) -> IO[bytes]:
        """A part as a stream, however large it is; raises where it is missing or doubled."""
        return self._archive.open(self._member(name))

    @property
    def size(self) -> int:
        """How many bytes all parts have when unpacked."""
        return sum(member.file_size for member in self._archive.infolist())

    def _member(self, name: str) -> ZipInfo:
        members = self._members.get(part_name(name), [])
        if len(members) != 1:
            raise MissingPartError(name)
        return members[0]

    def relations(self, name: str) -> dict[str, Relation]:
        """The relations of a part (``""``: of the package itself) by id, without those that lead out of the package."""
        folder, base = posixpath.split(name)
        listed = posixpath.join(folder, "_rels", f"{base}.rels")
        if listed not in self:
            return {}
        return {
            entry.get("Id", ""): Relation(entry.get("Type", "").rpartition("/")[2], _resolved(folder, entry.get("Target", "")))
            for entry in parse_xml(self.read(listed))
            if local_name(entry) == "Relationship" and entry.get("TargetMode") != "External"
        }

    def workbook(self, usual: str) -> str:
        """The name of the part that the package is about; ``usual`` where the package does not say."""
        for relation in self.relations("").values():
            if relation.kind == _OFFICE_DOCUMENT and relation.target in self:
                return relation.target
        return usual


def part_name(name: str) -> str:
    """``name`` as it is compared: forward slashes, none before it, lower case."""
    return name.replace("\\", "/").lstrip("/").lower()


def _resolved(folder: str, target: str) -> str:
    """The part that a relation of a part in ``folder`` leads to."""
    target = target.replace("\\", "/")
    return posixpath.normpath(target if target.startswith("/") else posixpath.join(folder, target)).lstrip("/")
