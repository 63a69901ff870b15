"""Pieces of a part -> the part deflated; a piece that is in many letters is deflated once, and its bytes are copied.

Every piece is deflated by itself and ends on a whole byte, so that pieces follow one another in any order.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_QUICK = 3
"""The level that takes a third of the usual level's time, and leaves an eighth more."""

_END = b"\x03\x00"
"""A last piece with nothing in it."""

_ONE, _BYTE = 1 << 31, 1 << 23
_POLYNOMIAL = 0xEDB88320


@dataclass(frozen=True, slots=True)
class Deflated:
    """Content deflated: its bytes, its checksum and its size before."""

    data: bytes
    checksum: int
    size: int


def piece(content: bytes) -> Deflated:
    """``content`` as one piece, quickly."""
    return Deflated(_deflated(content), zlib.crc32(content), len(content))


def joined(pieces: Iterable[bytes | Deflated]) -> Deflated:
    """``pieces`` one after another, as a whole."""
    data: list[bytes] = []
    checksum = size = 0
    for one in pieces:
        if isinstance(one, bytes):
            data.append(_deflated(one))
            checksum, size = zlib.crc32(one, checksum), size + len(one)
        else:
            data.append(one.data)
            checksum, size = _times(checksum, _shift(one.size)) ^ one.checksum, size + one.size
    return Deflated(b"".join((*data, _END)), checksum, size)


def small(content: bytes) -> Deflated:
    """``content`` as a whole, as small as it gets."""
    deflater = zlib.compressobj(zlib.Z_DEFAULT_COMPRESSION, zlib.DEFLATED, -zlib.MAX_WBITS)
    return Deflated(deflater.compress(content) + deflater.flush(), zlib.crc32(content), len(content))


def _deflated(content: bytes) -> bytes:
    deflater = zlib.compressobj(_QUICK, zlib.DEFLATED, -zlib.MAX_WBITS)
    return deflater.compress(content) + deflater.flush(zlib.Z_FULL_FLUSH)


# --- the checksum of two pieces by those of each (CRC-32 is a remainder of polynomials, the highest bit that of x to the 0) ---


def _times(one: int, other: int) -> int:
    """The product of two polynomials, reduced."""
    product = 0
    while one:
        if one & _ONE:
            product ^= other
        one = one << 1 & 0xFFFFFFFF
        other = other >> 1 ^ (_POLYNOMIAL if other & 1 else 0)
    return product


@lru_cache(maxsize=256)
def _shift(size: int) -> int:
    """What a checksum is multiplied by when ``size`` bytes follow: x to the number of their bits."""
    shift = _ONE
    for at in range(size.bit_length()):
        if size >> at & 1:
            shift = _times(shift, _power(at))
    return shift


@lru_cache(maxsize=64)
def _power(at: int) -> int:
    """The same for 2 to the ``at`` bytes."""
    return _times(_power(at - 1), _power(at - 1)) if at else _BYTE
