"""Every format of every result: its name, and the function that writes it; a new format is one entry here and one module.

A writer takes all that its result is shown by, and gives text or bytes; one that draws in a terminal's own width and colours
prints by itself and gives nothing. Its module is imported once it is asked for.
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
        """What the writer makes of ``shown``; text in UTF-8, nothing where it has printed by itself."""
        module, _, function = self.writer.partition(":")
        made = getattr(import_module(f"cccc.reports.{module}"), function)(*shown)
        return made if isinstance(made, bytes) else (made or "").encode()


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

EXPLANATION: Mapping[str, Format] = {
    "text": Format("terminal.explanation:explanation_text"),
    "json": Format("json.explanation:explanation_text"),
}
"""``cccc explain``: of the chain (None where there is none), the indicators and the problems."""

HISTORY: Mapping[str, Format] = {
    "table": Format("terminal.story:stories_text"),
    "json": Format("json.units:history_text"),
}
"""``cccc history``: of the stories of units, and the indicators."""

CHECK: Mapping[str, Format] = {
    "text": Format("terminal.check:check_text"),
    "json": Format("json.checks:check_text"),
    "github": Format("ci.github:check_text"),
    "sarif": Format("ci.sarif:check_text"),
}
"""``cccc check``: of the problems, those let pass, what gives a file's lines, and what names a place from the sources' root."""

RULES: Mapping[str, Format] = {
    "text": Format("terminal.rules:rules_text"),
    "json": Format("json.checks:rules_text"),
}
"""``cccc check --explain``: of entries of the rulebook, and whether each is told whole."""

INSPECTION: Mapping[str, Format] = {
    "text": Format("terminal.inspection:inspection_text"),
    "json": Format("json.inspection:inspection_text"),
}
"""``cccc inspect``: of an inspection, whether everything is shown, and whether it is the cells alone that were asked about."""

LINT: Mapping[str, Format] = {
    "text": Format("terminal.papers:lint_text"),
    "json": Format("json.checks:lint_text"),
    "sarif": Format("ci.sarif:lint_text"),
}
"""``cccc lint``: of the linted files, the problems, and the rules."""

VERIFICATION: Mapping[str, Format] = {
    "text": Format("terminal.papers:verify_text"),
    "json": Format("json.checks:verify_text"),
}
"""``cccc verify``: of the letters held against the ledger, and the problems."""

REPORT: Mapping[str, Format] = {
    "xlsx": Format("chronicle:report_workbook", binary=True),
    "html": Format("chronicle:report_page"),
}
"""``cccc report``: of an evaluation, the issuer, the names known, the history and the trend."""

TARGETS: Mapping[str, Format] = {
    "table": Format("terminal.assignments:show"),
    "json": Format("json.targets:targets_text"),
}
"""``cccc targets``: of a day, the targets that hold on it, and by what ids are worded."""

COVERAGE: Mapping[str, Format] = {
    "table": Format("terminal.assignments:show_coverage"),
    "json": Format("json.targets:coverage_text"),
}
"""``cccc targets --coverage``: of what holds over time, and by what ids are worded."""

BOARD: Mapping[str, Format] = {
    "table": Format("terminal.board:show"),
    "json": Format("json.targets:board_text"),
}
"""``cccc board``: of a campaign's board, and by what ids are worded."""

ANSWERS: Mapping[str, Format] = {
    "table": Format("terminal.followups:show_answers"),
    "json": Format("json.targets:answers_text"),
}
"""``cccc answers``: of a period's answers, and by what ids are worded."""

TASKS: Mapping[str, Format] = {
    "table": Format("terminal.followups:show_tasks"),
    "json": Format("json.targets:tasks_text"),
}
"""``cccc tasks``: of the tasks, the day on which they are looked at, and by what ids are worded."""

DIFFERENCE: Mapping[str, Format] = {
    "md": Format("terminal.differences:difference_markdown"),
    "json": Format("json.differences:difference_text"),
}
"""``cccc diff``: of the difference and by what ids are worded (None and None where there is none), and the problems."""

UNITS: Mapping[str, Format] = {
    "table": Format("terminal.roster:show"),
    "json": Format("json.units:roster_text"),
}
"""``cccc units``: of the roster, the units shown, and the day (None: all time)."""
