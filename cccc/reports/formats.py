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


EVALUATION: Mapping[str, Format] = {
    "table": Format("terminal.evaluation_table:results_text"),
    "json": Format("json.documents:results_text"),
    "csv": Format("workbook.csv:results_csv"),
    "xlsx": Format("workbook.xlsx:results_workbook", binary=True),
    "html": Format("page.evaluation_page:results_page"),
    "md": Format("ci.markdown:results_markdown"),
}
"""``cccc evaluate``: of `tables.Results`."""

TRIAL: Mapping[str, Format] = {
    "table": Format("terminal.differences:trial_text"),
    "json": Format("json.differences:trial_text"),
    "md": Format("terminal.differences:trial_markdown"),
}
"""``cccc evaluate --targets``: of `tables.Trial`."""

REPORT: Mapping[str, Format] = {
    "xlsx": Format("chronicle:report_workbook", binary=True),
    "html": Format("chronicle:report_page"),
}
"""``cccc report``: of an evaluation, the issuer, the names known, the history and the trend."""
