"""Turns a file's bytes into grids by what they are, not by the file's name; the one place that knows every reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cccc.exports import xlsx
from cccc.messages import Message, m
from cccc.problems import Location, Problem

if TYPE_CHECKING:
    from cccc.exports.grid import Grid
    from cccc.exports.inputs import Export

_ZIP = b"PK"
_COMPOUND = b"\xd0\xcf\x11\xe0"
_PDF = b"%PDF"
_LOCKED = "EncryptedPackage".encode("utf-16-le")


def read(export: Export) -> tuple[list[Grid], list[Problem]]:
    """The sheets of a file, or the one problem that says why there are none."""
    data = export.content()
    result = xlsx.read(export.name, data) if data.startswith(_ZIP) else _not_read(data)
    if isinstance(result, Message):
        return [], [Problem("unreadable-file", Location(export.name), result)]
    return result, []


def _not_read(data: bytes) -> Message:
    if not data:
        return m("this file is empty; download it again from the portal")
    if data.startswith(_COMPOUND) and _LOCKED in data:
        return m("this file is protected by a password; open it in Excel and save it as .xlsx without a password")
    if data.startswith(_COMPOUND):
        return m("this is an old .xls file (or one that is protected by a password); open it in Excel and save it as .xlsx")
    if data.startswith(_PDF):
        return m("this is a PDF file; export the table from the portal as Excel (.xlsx) instead")
    if data.lstrip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n")[:1] == b"<":
        return m("this is a web page or XML saved under a spreadsheet's name; open it in Excel and save it as .xlsx")
    return m("this is not a spreadsheet; give the portal's export saved as .xlsx")
