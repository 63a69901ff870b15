"""What is known of one kind of problem, as a noun: what it means, an example and its mending, and where its rule comes from."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from cccc.messages import m

if TYPE_CHECKING:
    from cccc.messages import Message
    from cccc.problems import Severity

COMMAND_LINE = "$"
"""Stands for the file of an example that is no file but what was typed."""


class Chapter(StrEnum):
    """The chapter of docs/problems.md in which a kind of problem is told."""

    ERRORS = "errors"
    WARNINGS = "warnings"
    YAML = "yaml"
    VALUES = "values"
    REFERENCES = "references"
    DOUBTS = "doubts"
    COMMANDS = "commands"


class RuleSource:
    """Where rules come from, in words."""

    EXPORTS = m("how exports are read: nothing is guessed in silence (docs/exports.md)")
    ARITHMETIC = m("exact arithmetic: no verdict rests on rounding (docs/evaluation.md)")
    YAML = m("YAML, and what other programs make of it (yaml.org/spec/1.2.2)")
    FORMAT = m("the format of the workspace's files (docs/workspace.md)")
    ASSIGNING = m("one target for each unit, indicator and day (docs/workspace.md)")
    CITING = m("what a letter orders must be found in the document that assigns it (docs/workspace.md)")
    RULES = m("how rules make findings (docs/evaluation.md)")
    SUCCESSION = m("units change: merged, split, renamed (docs/workspace.md)")
    DECREE_SYMBOL = m("Decree 30/2020/NĐ-CP, Appendix I, II.3")
    DECREE_SIGNATURE = m("Decree 30/2020/NĐ-CP, Article 13 and Appendix I, II.7")
    LEVELS = m("two levels of local government since 1 July 2025 (Law 72/2025/QH15)")
    TEMPLATES = m("how templates are written (docs/templates.md)")
    LEDGER = m("the ledger: what was found and issued stays provable (docs/evaluation.md)")
    FILES = m("what a person may have edited is never overwritten")
    GATE = m("check as a gate (docs/check.md)")


@dataclass(frozen=True, slots=True)
class Example:
    """The smallest mistake, a passage of ``file`` (empty where it stands for itself), and what to write in its place."""

    file: str = ""
    wrong: str = ""
    right: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A code of the contract, or a rule of ``invalid``: all that the manual, SARIF and ``cccc check --explain`` say of it.

    ``allowable`` is an error with a safe meaning, which ``--allow`` turns into a warning.
    """

    chapter: Chapter
    severity: Severity
    name: str
    about: Message
    remedy: Message
    example: Example = Example()
    allowable: bool = False
    source: Message = field(kw_only=True)

    @property
    def is_code(self) -> bool:
        """Whether it is a code; else it is a rule, and the code is ``invalid``."""
        return self.chapter in (Chapter.ERRORS, Chapter.WARNINGS)
