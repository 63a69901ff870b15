"""What is known of one kind of problem, as a noun: what it means, an example and its mending, and where its rule comes from."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cccc.messages import Message
    from cccc.problems import Severity

COMMAND_LINE = "$"
"""Stands for the file of an example that is no file but what was typed."""


class Part(StrEnum):
    """The chapter of docs/problems.md in which a kind of problem is told."""

    ERRORS = "errors"
    WARNINGS = "warnings"
    YAML = "yaml"
    VALUES = "values"
    REFERENCES = "references"
    DOUBTS = "doubts"
    COMMANDS = "commands"


@dataclass(frozen=True, slots=True)
class Entry:
    """A code of the contract, or a rule of ``invalid``.

    ``wrong`` is the smallest example, a passage of ``file`` (empty where it stands for itself); ``right`` is what to write
    in its place.
    """

    name: str
    part: Part
    severity: Severity
    about: Message
    remedy: Message
    source: Message
    file: str = ""
    wrong: str = ""
    right: str = ""

    @property
    def is_code(self) -> bool:
        """Whether it is a code; else it is a rule, and the code is ``invalid``."""
        return self.part in (Part.ERRORS, Part.WARNINGS)
