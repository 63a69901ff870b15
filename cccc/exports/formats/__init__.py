"""Turns a file's bytes into sheets by what they are, not by the file's name; the one place that knows every reader.

A reader takes a file's name and bytes and yields its sheets in order; it raises `RefusedError` where the file is none that
it can read.  What any reader raises beside that says that the file is damaged.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cccc.exports.formats import html, ods, refusals, spreadsheetml, text_files, xls, xlsb, xlsx
from cccc.exports.formats.archives import ZIP, Parts
from cccc.exports.formats.refusals import RefusedError
from cccc.markup import MarkupError
from cccc.problems import Location, Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from cccc.exports import Export
    from cccc.exports.grid import Grid
    from cccc.messages import Message

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

_READERS: Mapping[str, Callable[[str, bytes], Iterable[Grid]]] = {
    "xlsx": xlsx.read,
    "xlsb": xlsb.read,
    "ods": ods.read,
    "fods": ods.read_flat,
    "xls": xls.read,
    "mht": html.read_archive,
    "html": html.read,
    "xml": spreadsheetml.read,
    "csv": text_files.read,
}


def read(export: Export) -> tuple[list[Grid], list[Problem]]:
    """The sheets of a file, or the one problem that says why there are none."""
    try:
        return _sheets(export), []
    except RefusedError as error:
        reason = error.reason
    except MarkupError as error:
        reason = refusals.HOSTILE if error.entities else refusals.DAMAGED
    except OSError:
        raise
    except Exception:  # noqa: BLE001 - on hostile bytes zipfile, zlib, struct, xlrd and the parser of mail raise nearly anything
        reason = refusals.DAMAGED
    return [], [Problem("unreadable-file", Location(export.name), reason)]


def kind_of(export: Export) -> str:
    """What a file is, for a person to see: xlsx, xlsb, ods, xls, html, mht, xml or csv; of one that was read."""
    kind = _kind(export.content())
    return "html" if kind == "fods" else kind


def _sheets(export: Export) -> list[Grid]:
    if export.size() > refusals.MAX_UNPACKED:
        raise RefusedError(refusals.TOO_LARGE)
    data = export.content()
    grids: list[Grid] = []
    cells = covered = 0
    for grid in _READERS[_kind(data)](export.name, data):
        grids.append(grid)
        cells += len(grid.cells)
        covered += refusals.covered(grid.merges)
        if max(cells, covered) > refusals.MAX_CELLS:
            raise RefusedError(refusals.TOO_LARGE)
    if not grids:
        raise RefusedError(refusals.DAMAGED)
    return grids


def _kind(data: bytes) -> str:
    """The name of the reader for these bytes; raises RefusedError where none is."""
    if not data.strip(b"\0 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise RefusedError(refusals.EMPTY)
    if data.startswith(ZIP):
        with Parts(data) as parts:
            return parts.kind()
    if xls.is_xls(data):
        return "xls"
    for pattern, refusal in _STRANGERS:
        if pattern.match(data):
            raise RefusedError(refusal)
    return _text_kind(data)


def _text_kind(data: bytes) -> str:
    if _WEB_ARCHIVE.match(data[:_HEAD].decode("ascii", "replace")):
        return "mht"
    head = text_files.text_of(data)[:_HEAD]
    if not _MARKUP.match(head):
        return "csv"
    if spreadsheetml.is_spreadsheetml(head):
        return "xml"
    if ods.is_flat(head):
        return "fods"
    if not _PAGE.search(head):
        raise RefusedError(refusals.NO_SPREADSHEET)
    return "html"
