"""The bytes of a .docx -> its parts and their trees, and parts -> the bytes of a .docx.

What comes in may be anything: a damaged file, a locked one, a zip bomb.  Nothing is unpacked beyond a bound, no entity is
resolved, and what is wrong is told as one message.
"""

from __future__ import annotations

import posixpath
import struct
import zipfile
import zlib
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from cccc.markup import MarkupError, add_child, as_part, as_text, local_name, parse_xml
from cccc.messages import Message, m
from cccc.problems import Location, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cccc.markup import Element

MOST_BYTES = 64 * 1024 * 1024
"""How much one file may hold when it is unpacked."""

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE_DOCUMENT = "/officeDocument"
_TYPES = "[Content_Types].xml"
_RELATIONS = "_rels/.rels"
_COMPOUND = b"\xd0\xcf\x11\xe0"
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    MarkupError,
    EOFError,
    KeyError,
    NotImplementedError,
    OSError,
    OverflowError,
    RuntimeError,
    ValueError,
)
_NO_RELATIONS = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>'

_NOT_WORD = m("this is not a Word document; give a file saved as .docx")
_DAMAGED = m("this Word document is damaged; open it in Word and save it as .docx again")
_HOSTILE = m("this document declares XML entities, which no Word document does; open it in Word and save it as .docx again")


class UnreadableError(Exception):
    """Why a file is not read, in words for its user."""

    def __init__(self, message: Message) -> None:
        super().__init__(message)
        self.message = message

    def problem(self, file: str) -> Problem:
        """The same as a value, with the file that it is about."""
        return Problem("unreadable-file", Location(file), self.message)


@dataclass(frozen=True, slots=True)
class Package:
    """An opened .docx; ``main`` names the part that holds the text."""

    archive: zipfile.ZipFile
    main: str

    def part(self, name: str) -> bytes:
        """The content of the part ``name``."""
        return _unpacked(self.archive, name)

    def tree(self, name: str) -> Element:
        """The root of the XML part ``name``."""
        return _parsed(self.part(name))

    def related(self, kind: str) -> str | None:
        """The name of the part that the text refers to as ``kind`` ("styles"), if it is there."""
        return next(iter(self.all_related(kind)), None)

    def all_related(self, kind: str) -> list[str]:
        """The names of all parts that the text refers to as ``kind``."""
        folder, name = posixpath.split(self.main)
        relations = posixpath.join(folder, "_rels", f"{name}.rels")
        if relations not in self.archive.NameToInfo:
            return []
        found = _targets(self.archive, relations, folder, f"/{kind}")
        return [target for target in found if target in self.archive.NameToInfo]

    def attached(self, relation: str) -> str | None:
        """The name of the part that the whole file refers to by ``relation``, if it is there."""
        target = _target(self.archive, _RELATIONS, "", relation)
        return target if target in self.archive.NameToInfo else None

    def names(self) -> list[str]:
        """Every part, in the file's order, each once."""
        return list(dict.fromkeys(info.filename for info in self.archive.infolist() if not info.is_dir()))


def opened(content: bytes) -> Package:
    """The package in ``content``; raises ``UnreadableError`` for anything that is not a whole Word document."""
    if content.startswith(_COMPOUND):
        raise UnreadableError(
            m("this is an old .doc file, or one that is protected by a password; save it as .docx without a password")
        )
    if not content.startswith(b"PK"):
        raise UnreadableError(_NOT_WORD)
    try:
        return _package(zipfile.ZipFile(BytesIO(content)))
    except _DAMAGE as error:
        raise UnreadableError(_DAMAGED) from error


def packed(parts: Mapping[str, bytes]) -> bytes:
    """A zip of ``parts`` in their order, without a date or a system: the same bytes for the same parts."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            member = zipfile.ZipInfo(name)  # of 1 January 1980
            member.compress_type, member.create_system = zipfile.ZIP_DEFLATED, 0
            archive.writestr(member, content)
    return out.getvalue()


def with_part(
    parts: Mapping[str, bytes], name: str, relation: str, content_type: str | None, owner: str = ""
) -> dict[str, bytes]:
    """``parts`` with a new part ``name`` announced as one of ``owner``, else of the whole file; its content is to come."""
    folder, own = posixpath.split(owner)
    target = posixpath.relpath(name, folder or ".")
    relationship = {"Type": relation, "Target": target, "Id": f"rId_{name.replace('/', '_').replace('.', '_')}"}
    relations = posixpath.join(folder, "_rels", f"{own}.rels")
    made = {**parts, relations: _announced(parts.get(relations, _NO_RELATIONS), "Relationship", "Target", relationship)}
    if content_type is None:
        return made
    override = {"PartName": f"/{name}", "ContentType": content_type}
    return {**made, _TYPES: _announced(parts.get(_TYPES, b""), "Override", "PartName", override)}


def written(element: Element) -> str:
    """``element`` as text, with the namespaces it needs."""
    return as_text(element)


def _announced(content: bytes, element: str, key: str, attributes: dict[str, str]) -> bytes:
    root = _parsed(content)
    for stale in [child for child in root if child.get(key) == attributes[key]]:
        root.remove(stale)
    add_child(root, element, attributes)
    return as_part(root)


def _package(archive: zipfile.ZipFile) -> Package:
    if sum(info.file_size for info in archive.infolist()) > MOST_BYTES:
        raise UnreadableError(_too_large())
    main = _target(archive, _RELATIONS, "", _OFFICE_DOCUMENT) if _RELATIONS in archive.NameToInfo else None
    if main is None:
        raise UnreadableError(_NOT_WORD)
    package = Package(archive, main)
    if local_name(package.tree(main)) != "document":
        raise UnreadableError(_NOT_WORD)
    return package


def _target(archive: zipfile.ZipFile, relations: str, folder: str, kind: str) -> str | None:
    return next(_targets(archive, relations, folder, kind), None)


def _targets(archive: zipfile.ZipFile, relations: str, folder: str, kind: str) -> Iterator[str]:
    for relation in _parsed(_unpacked(archive, relations)):
        if relation.get("Type", "").endswith(kind):
            yield posixpath.normpath(posixpath.join("/", folder, relation.get("Target", ""))).lstrip("/")


def _unpacked(archive: zipfile.ZipFile, name: str) -> bytes:
    # the size that the archive declares may lie: read one byte more than is allowed, and look
    try:
        with archive.open(name) as part:
            content = part.read(MOST_BYTES + 1)
    except _DAMAGE as error:
        raise UnreadableError(_DAMAGED) from error
    if len(content) > MOST_BYTES:
        raise UnreadableError(_too_large())
    return content


def _parsed(content: bytes) -> Element:
    try:
        return parse_xml(content)
    except MarkupError as error:
        raise UnreadableError(_HOSTILE if error.entities else _DAMAGED) from error


def _too_large() -> Message:
    return m(
        "this document is larger than {most} MB when unpacked; remove large pictures from it and save it again",
        most=MOST_BYTES // 1024 // 1024,
    )
