"""Headings that changed since files of their kind were imported last -> notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cccc.messages import m

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from cccc.declarations.workspace import Workspace
    from cccc.ledger import Ledger
    from cccc.messages import Message
    from cccc.model.inspection import Drift
    from cccc.model.observations import ShownHeadings
    from cccc.periods import Period
    from cccc.workflow.evaluation import Run

_UNREAD = "no-layout"


def drift_notes(
    space: Workspace, ledger: Ledger, paths: Sequence[Path], asked: Period | None, result: Run
) -> Iterator[Message]:
    """What to say of the headings of a run, also of those it could not read, that are not as they were."""
    from cccc.exports.inspect.drift import drift

    unread = any(problem.code == _UNREAD for problem in result.problems)
    hashes = {given.file: given.sha256 for given in result.inputs}
    for table in _with_unread(space, paths, asked) if unread else result.headings:
        changed = drift(table, ledger.headings_before(hashes[table.file]))
        if changed is not None:
            yield from _notes(changed)


def _with_unread(space: Workspace, paths: Sequence[Path], asked: Period | None) -> Sequence[ShownHeadings]:
    """The headings of the sheets that no layout fits too: they are looked for only once something is wrong."""
    from cccc.exports.inspect.interpretation import Known, shown, understand
    from cccc.workflow.files import open_exports

    exports, inputs, _ = open_exports(paths)
    files, _, _ = understand(exports, inputs, Known(space.layouts, space.built_in, space.indicators, space.roster, asked))
    return shown(files)


def _notes(changed: Drift) -> Iterator[Message]:
    from cccc.reports.terminal.lines import change_lines

    yield m(
        "{file} [{sheet}]: headings changed since {before} [{before_sheet}]:",
        file=changed.file,
        sheet=changed.sheet,
        before=changed.before,
        before_sheet=changed.before_sheet,
    )
    for line in change_lines(changed.changes):
        yield m("{detail}", detail=f"  {line}")
