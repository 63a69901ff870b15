"""Turns a file's bytes into grids by what they are, not by the file's name; the one place that knows every reader."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cccc.exports.formats import archives, delimited, html, ods, refusals, spreadsheetml, xls, xlsb, xlsx
from cccc.exports.formats.encodings import decoded, without_controls
from cccc.messages import Message
from cccc.problems import Location, Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from cccc.exports.grid import Grid
    from cccc.exports.inputs import Export

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_STRANGERS: tuple[tuple[re.Pattern[bytes], Message], ...] = (
    (re.compile(rb"%PDF"), refusals.PDF),
    (
        re.compile(
            rb"\x89PNG|\xff\xd8\xff|GIF8|II\*\0|MM\0\*|RIFF....WEBP|BM....\0\0\0\0|....ftyp(?:heic|heif|mif1|avif)", re.DOTALL
        ),
        refusals.PICTURE,
    ),
    (re.compile(rb"\{\\rtf"), refusals.DOCUMENT),
    (re.compile(rb"\x1f\x8b|Rar!|7z\xbc\xaf|BZh|\xfd7zXZ"), refusals.ARCHIVE),
)
_HEAD = 2**14
_MARKUP = re.compile(r"\s*<(?:[?!]|/?[a-zA-Z])")
_PAGE = re.compile(r"<(?:html|table|body|head|meta|div|tr|td|style|center|form)(?![\w:-])", re.IGNORECASE)
_WEB_ARCHIVE = re.compile(r"(?:[A-Za-z][A-Za-z-]*:[^\n]*\n(?:[ \t][^\n]*\n)*){0,20}?MIME-Version:", re.IGNORECASE)


_ARCHIVED: Mapping[str, Callable[[str, bytes], list[Grid] | Message]] = {"xlsx": xlsx.read, "xlsb": xlsb.read, "ods": ods.read}


def read(export: Export) -> tuple[list[Grid], list[Problem]]:
    """The sheets of a file, or the one problem that says why there are none."""
    result = refusals.TOO_LARGE if export.size() > refusals.MAX_UNPACKED else _read(export.name, export.content())
    if isinstance(result, Message):
        return [], [Problem("unreadable-file", Location(export.name), result)]
    return result, []


def kind_of(export: Export) -> str:
    """What a file is, for a person to see: xlsx, xlsb, ods, xls, html, mht, xml or csv; of one that was read."""
    data = export.content()
    if data.startswith(_ZIP):
        kind = archives.kind_of(data)
        return "" if isinstance(kind, Message) else kind
    if xls.is_xls(data):
        return "xls"
    if _WEB_ARCHIVE.match(data[:_HEAD].decode("ascii", "replace")):
        return "mht"
    head = (decoded(data) or "")[:_HEAD]
    if not _MARKUP.match(head):
        return "csv"
    return "xml" if spreadsheetml.is_spreadsheetml(head) else "html"


def _read(file: str, data: bytes) -> list[Grid] | Message:
    if not data.strip(b"\0 \t\r\n\xef\xbb\xbf\xff\xfe"):
        return refusals.EMPTY
    if data.startswith(_ZIP):
        return _from_archive(file, data)
    if xls.is_xls(data):
        return xls.read(file, data)
    for pattern, refusal in _STRANGERS:
        if pattern.match(data):
            return refusal
    return _from_text(file, data)


def _from_archive(file: str, data: bytes) -> list[Grid] | Message:
    kind = archives.kind_of(data)
    if isinstance(kind, Message):
        return kind
    return _ARCHIVED[kind](file, data)


def _from_text(file: str, data: bytes) -> list[Grid] | Message:
    if _WEB_ARCHIVE.match(data[:_HEAD].decode("ascii", "replace")):
        return html.read_archive(file, data)
    text = decoded(data)
    if text is None:
        return refusals.NO_SPREADSHEET if _is_junk(data) else refusals.UNKNOWN_LETTERS
    text = without_controls(text)
    if text is None:
        return refusals.NO_SPREADSHEET
    return _from_markup(file, data, text) if _MARKUP.match(text[:_HEAD]) else delimited.read(file, text)


def _from_markup(file: str, data: bytes, text: str) -> list[Grid] | Message:
    head = text[:_HEAD]
    if spreadsheetml.is_spreadsheetml(head):
        return spreadsheetml.read(file, data)
    if ods.is_flat(head):
        return ods.read_flat(file, data)
    return html.read(file, text) if _PAGE.search(head) else refusals.NO_SPREADSHEET


def _is_junk(data: bytes) -> bool:
    """Whether bytes that no text holds are among the first ones."""
    return any(byte < 0x09 or 0x0E <= byte < 0x1A for byte in data[:_HEAD])  # noqa: PLR2004 - controls, but no line ends
