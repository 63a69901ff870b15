"""Tells what kind of file a zip archive is by the names inside it, before anything of it is unpacked."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZipFile

from cccc.exports.formats.ooxml import part_name
from cccc.exports.formats.refusals import ARCHIVE, DAMAGED, DOCUMENT, ENCRYPTED, NO_WORKBOOK, SLIDES

if TYPE_CHECKING:
    from cccc.messages import Message

_LOCKED = 0x1
_SMALL = 2**10
_SPREADSHEETS = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".csv", ".tsv", ".txt", ".html", ".htm", ".xml")
_FAMILIES = {
    b"application/vnd.oasis.opendocument.text": DOCUMENT,
    b"application/vnd.oasis.opendocument.presentation": SLIDES,
}


def kind_of(data: bytes) -> str | Message:
    """``xlsx``, ``xlsb`` or ``ods``, or why it is none that can be read."""
    try:
        with ZipFile(BytesIO(data)) as archive:
            return _refusal(archive) or _kind(archive)
    except Exception:  # noqa: BLE001 - on hostile bytes zipfile and zlib raise nearly anything
        return DAMAGED


def _refusal(archive: ZipFile) -> Message | None:
    entries = archive.infolist()
    if any(entry.flag_bits & _LOCKED for entry in entries):
        return ENCRYPTED
    return DAMAGED if len({entry.filename for entry in entries}) < len(entries) else None


def _kind(archive: ZipFile) -> str | Message:
    names = frozenset(map(part_name, archive.namelist()))
    if "xl/workbook.bin" in names:
        return "xlsb"
    if "[content_types].xml" in names:
        folders = {name.partition("/")[0] for name in names}
        return "xlsx" if "xl" in folders else DOCUMENT if "word" in folders else SLIDES if "ppt" in folders else NO_WORKBOOK
    if "content.xml" in names:
        family = (
            archive.read("mimetype").strip() if "mimetype" in names and archive.getinfo("mimetype").file_size < _SMALL else b""
        )
        return _FAMILIES.get(family.removesuffix(b"-template"), "ods")
    return ARCHIVE if any(name.endswith(_SPREADSHEETS) for name in names) else NO_WORKBOOK
