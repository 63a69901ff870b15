"""Turns the bytes of a compound file, in which Office kept documents until 2003, into its streams by name."""

from __future__ import annotations

import struct
from array import array
from dataclasses import dataclass

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_HEADER = 512
_ENTRY = 128
_STREAM = 2
_ROOT = 5
_ENTRIES_IN_HEADER = 109


class BrokenCompoundError(Exception):
    """The file's own tables lead outside it, or in a circle."""


@dataclass(frozen=True, slots=True)
class _Entry:
    name: str
    kind: int
    first: int
    size: int


class Compound:
    """An opened compound file."""

    def __init__(self, data: bytes) -> None:
        if len(data) < _HEADER:
            raise BrokenCompoundError
        self._data = data
        shift, short_shift = struct.unpack_from("<HH", data, 30)
        if shift not in (9, 12) or short_shift != 6:  # noqa: PLR2004 - no program writes others
            raise BrokenCompoundError
        self._sector, self._short = 1 << shift, 1 << short_shift
        tables, directory, _, self._least = struct.unpack_from("<IiII", data, 44)
        short_first, _, more_first, _ = struct.unpack_from("<iIiI", data, 60)
        self._table = self._joined(self._table_sectors(tables, more_first))
        self._entries = _entries(self._chain(directory))
        root = next((entry for entry in self._entries if entry.kind == _ROOT), None)
        self._shorts = self._chain(root.first)[: root.size] if root and root.first >= 0 else b""
        self._short_table = _numbers(self._chain(short_first)) if short_first >= 0 else array("i")

    @property
    def names(self) -> frozenset[str]:
        """The streams that there are, in whatever folder of the file."""
        return frozenset(entry.name for entry in self._entries if entry.kind == _STREAM)

    def stream(self, name: str) -> bytes:
        """The bytes of a stream, as many of them as there are."""
        entry = next(entry for entry in self._entries if entry.kind == _STREAM and entry.name == name)
        if entry.size >= self._least:
            return self._chain(entry.first)[: entry.size]
        pieces = [
            self._shorts[number * self._short : (number + 1) * self._short] for number in _walk(entry.first, self._short_table)
        ]
        return b"".join(pieces)[: entry.size]

    def _table_sectors(self, count: int, more: int) -> list[int]:
        """The sectors that hold the table of sectors: the first of them in the header, the others in a chain."""
        most = len(self._data) // self._sector + 1
        sectors = list(struct.unpack_from(f"<{_ENTRIES_IN_HEADER}i", self._data, 76))
        for _ in range(most):
            if more < 0:
                break
            *numbers, more = _numbers(self._at(more))
            sectors += numbers
        return [sector for sector in sectors if sector >= 0][: min(count, most)]

    def _joined(self, sectors: list[int]) -> array[int]:
        return _numbers(b"".join(map(self._at, sectors)))

    def _chain(self, first: int) -> bytes:
        return b"".join(map(self._at, _walk(first, self._table)))

    def _at(self, sector: int) -> bytes:
        """A sector; the last one of a file may be short."""
        start = (sector + 1) * self._sector
        if start >= len(self._data):
            raise BrokenCompoundError
        return self._data[start : start + self._sector]


def _walk(first: int, table: array[int]) -> list[int]:
    """The numbers of a chain; one that never ends is broken."""
    found: list[int] = []
    while first >= 0:
        if first >= len(table) or len(found) > len(table):
            raise BrokenCompoundError
        found.append(first)
        first = table[first]
    return found


def _numbers(content: bytes) -> array[int]:
    return array("i", struct.unpack(f"<{len(content) // 4}i", content[: len(content) // 4 * 4]))


def _entries(directory: bytes) -> list[_Entry]:
    found = []
    for start in range(0, len(directory) - _ENTRY + 1, _ENTRY):
        length, kind = struct.unpack_from("<HB", directory, start + 64)
        first, size = struct.unpack_from("<iI", directory, start + 116)
        name = directory[start : start + max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
        found.append(_Entry(name, kind, first, size))
    return found
