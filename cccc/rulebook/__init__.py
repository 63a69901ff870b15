"""Every code and rule that cccc tells -> what it means: for ``cccc check --explain``, SARIF and docs/problems.md alike."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from cccc.rulebook.entries import COMMAND_LINE, Chapter, Entry

if TYPE_CHECKING:
    from cccc.problems import Problem

__all__ = ["COMMAND_LINE", "Chapter", "Entry", "allowable", "every", "known", "of_problem"]


@cache
def every() -> tuple[Entry, ...]:
    """All entries, in the order in which they are told."""
    from cccc.rulebook.commands import COMMANDS
    from cccc.rulebook.declarations import DOUBTS, REFERENCES
    from cccc.rulebook.exports import ERRORS, WARNINGS
    from cccc.rulebook.yaml_files import VALUES, YAML

    return (*ERRORS, *WARNINGS, *YAML, *VALUES, *REFERENCES, *DOUBTS, *COMMANDS)


def known(name: str) -> list[Entry]:
    """The entries of this name: a code and a rule may share one."""
    return [entry for entry in every() if entry.name == name]


def of_problem(problem: Problem) -> Entry | None:
    """The entry that ``problem`` is a case of."""
    name, is_code = problem.rule or problem.code, problem.rule is None
    return next((entry for entry in known(name) if entry.is_code == is_code), None)


def allowable() -> tuple[str, ...]:
    """The codes of errors that ``--allow`` may turn into warnings."""
    return tuple(entry.name for entry in every() if entry.allowable)
