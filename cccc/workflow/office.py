"""The workspace and its ledger, open, for the length of a command; what is wrong with either ends the command."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cccc.commands.outcome import end
from cccc.problems import has_error
from cccc.workflow.files import open_workspace

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
def reading(folder: Path | None) -> Iterator[Session]:
    """The workspace in ``folder`` (else the nearest) and its ledger, which is not made where it is missing."""
    space, problems = open_workspace(folder)
    if space is None or has_error(problems):
        end(problems)
    with _ledger(space, problems, create=False) as ledger:
        yield Session(space, ledger, problems)


@contextmanager
def writing(session: Session) -> Iterator[Ledger]:
    """The ledger of ``session`` to be written to, made where it is missing: once nothing can be wrong any more."""
    with _ledger(session.space, session.problems, create=True) as ledger:
        yield ledger


@contextmanager
def _ledger(space: Workspace, problems: list[Problem], *, create: bool) -> Iterator[Ledger]:
    from cccc.ledger import Ledger, LedgerError

    ledger, found = Ledger.open(space.ledger, create=create)
    if ledger is None:
        end([*problems, *found])
    with ledger:
        try:
            yield ledger
        except LedgerError as error:
            end([*problems, error.problem])
