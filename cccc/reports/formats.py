"""Every format of every result: its name, and the function that writes it; a new format is one entry here and one module.

A writer takes all that its result is shown by, and gives text or bytes; its module is imported once it is asked for.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Format:
    """``writer`` is a function of a module below ``cccc.reports``; a ``binary`` format is no text for a terminal."""

    writer: str
    binary: bool = False

    def write(self, *shown: Any) -> bytes:
        """What the writer makes of ``shown``; text in UTF-8."""
        module, _, function = self.writer.partition(":")
        made = getattr(import_module(f"cccc.reports.{module}"), function)(*shown)
        return made if isinstance(made, bytes) else str(made).encode()


REPORT: Mapping[str, Format] = {
    "xlsx": Format("chronicle:report_workbook", binary=True),
    "html": Format("chronicle:report_page"),
}
"""``cccc report``: of an evaluation, the issuer, the names known, the history and the trend."""
