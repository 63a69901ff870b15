"""The workspace and its ledger, open, for the length of a command; what is wrong with either ends the command."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cccc.commands.outcome import end
from cccc.commands.places import open_workspace
from cccc.problems import has_error

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from cccc.declarations.workspace import Workspace
    from cccc.ledger import Ledger
    from cccc.problems import Problem


@dataclass(frozen=True, slots=True)
class Session:
    """What a command works with; ``problems`` are the warnings so far."""

    space: Workspace
    ledger: Ledger
    problems: list[Problem]


@contextmanager
def opened(folder: Path | None, *, create: bool) -> Iterator[Session]:
    """The workspace in ``folder`` (else the nearest) and its ledger, made where ``create`` says so and it is missing."""
    from cccc.ledger import Ledger, LedgerError

    space, problems = open_workspace(folder)
    if space is None or has_error(problems):
        end(problems)
    ledger, found = Ledger.open(space.ledger, create=create)
    if ledger is None:
        end([*problems, *found])
    with ledger:
        try:
            yield Session(space, ledger, problems)
        except LedgerError as error:
            end([*problems, error.problem])
