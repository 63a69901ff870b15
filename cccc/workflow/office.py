"""The workspace and its ledger, open for the length of one step; what is wrong with either is the step's outcome."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

from cccc.messages import m
from cccc.problems import Location, has_error, invalid
from cccc.workflow.files import write_guarded
from cccc.workflow.outcome import Outcome

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from cccc.declarations.workspace import Workspace
    from cccc.ledger import Ledger
    from cccc.messages import Message
    from cccc.problems import Problem

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(slots=True)
class Office:
    """What a step works with, and what it has found so far."""

    space: Workspace
    ledger: Ledger
    problems: list[Problem]
    notes: list[Message] = field(default_factory=list)

    def outcome(self, value: T | None = None, more: Sequence[Problem] = ()) -> Outcome[T]:
        """What the step came to: ``value`` with all that was found, and ``more``."""
        return Outcome(value, (*self.problems, *more), tuple(self.notes))

    def make_ledger(self) -> bool:
        """Open the ledger to be written to, made where it is missing: once nothing can be wrong any more.

        Where that fails, `problems` has the reason.
        """
        from cccc.ledger import Ledger

        self.ledger.close()
        ledger, found = Ledger.open(self.space.ledger, create=True)
        self.problems += found
        self.ledger = ledger or self.ledger
        return ledger is not None

    def put(self, path: Path, content: bytes, *, force: bool) -> bool:
        """Write ``content`` to ``path``, guarded; where that is refused, `problems` has the reason."""
        if not self.make_ledger():
            return False
        found = write_guarded(path, content, self.ledger, force=force)
        self.problems += found
        return not has_error(found)


def open_office(folder: Path | None) -> tuple[Office | None, list[Problem]]:
    """The workspace in ``folder`` (else the nearest) without errors, and its ledger, which is not made where it is missing."""
    space, problems = open_workspace(folder)
    return (None, problems) if space is None or has_error(problems) else office_of(space, problems)


def office_of(space: Workspace, problems: list[Problem]) -> tuple[Office | None, list[Problem]]:
    """The office of a workspace that was read with ``problems``; all problems where its ledger cannot be opened."""
    from cccc.ledger import Ledger

    ledger, found = Ledger.open(space.ledger, create=False)
    return (None, [*problems, *found]) if ledger is None else (Office(space, ledger, problems), [])


def in_office(step: Callable[Concatenate[Office, P], Outcome[T]]) -> Callable[Concatenate[Path | None, P], Outcome[T]]:
    """A step in an open office -> the same of the workspace's folder; a ledger that fails under way is told."""

    @wraps(step)
    def of_folder(folder: Path | None, /, *arguments: P.args, **options: P.kwargs) -> Outcome[T]:
        from cccc.ledger import LedgerError

        office, problems = open_office(folder)
        if office is None:
            return Outcome(problems=problems)
        try:
            return step(office, *arguments, **options)
        except LedgerError as error:
            return office.outcome(more=[error.problem])
        finally:
            office.ledger.close()

    return of_folder


def open_workspace(given: Path | None) -> tuple[Workspace | None, list[Problem]]:
    """The workspace at ``given``, or the nearest one at or above the current folder."""
    from cccc.declarations import workspace as declared

    root, problems = workspace_root(given)
    return declared.load(root) if root is not None else (None, problems)


def workspace_root(given: Path | None) -> tuple[Path | None, list[Problem]]:
    """The folder of that workspace."""
    from cccc.declarations import workspace as declared

    if given is not None:
        return given, []
    root = declared.find(Path.cwd())
    if root is None:
        told = m("no {file} is in this folder or above it; make a workspace with cccc init", file=declared.FILE)
        return None, [invalid("no-workspace", Location(declared.FILE), told)]
    # below the current folder, paths are told as short as they can be typed
    return Path(os.path.relpath(root)) if root.is_absolute() else root, []
