"""Exports that portals give -> observations; `Export` is such a file: its name as typed, and its bytes when a reader asks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Export:
    """``name`` as typed, with forward slashes; ``origin`` is where the bytes are, or the bytes themselves."""

    name: str
    origin: Path | bytes

    def head(self, most: int) -> bytes:
        """The first bytes, ``most`` at most; raises OSError."""
        if isinstance(self.origin, bytes):
            return self.origin[:most]
        with self.origin.open("rb") as stream:
            return stream.read(most)

    def content(self) -> bytes:
        """All bytes; raises OSError."""
        return self.origin if isinstance(self.origin, bytes) else self.origin.read_bytes()

    def size(self) -> int:
        """How many bytes there are; raises OSError."""
        return len(self.origin) if isinstance(self.origin, bytes) else self.origin.stat().st_size
