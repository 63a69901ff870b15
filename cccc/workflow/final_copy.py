"""A draft that people have edited -> the copy to be signed; a figure that is not the ledger's does not go out unseen."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

import typer

from cccc.commands.outcome import end, note, tell
from cccc.messages import m
from cccc.problems import Location, has_error, invalid
from cccc.workflow.files import read_files, write_guarded
from cccc.workflow.office import reading, writing

if TYPE_CHECKING:
    from pathlib import Path

    from cccc.problems import Problem
    from cccc.workflow.office import Session


def finish(draft: Path, output: Path | None, folder: Path | None, *, ending: str, force: bool) -> NoReturn:
    """Write the copy of ``draft`` beside it, its name closed by ``ending``; ``force`` where it differs from the ledger, too."""
    from cccc.documents.write.copies import final_copy

    with reading(folder) as session:
        contents, problems = read_files([draft])
        if problems:
            end(problems)
        [(name, edited)] = contents
        content, problems = final_copy(edited, name)
        if not has_error(problems):
            problems += _differences(session, name, edited, force=force)
        if has_error(problems):
            end(problems)
    path = output or draft.with_stem(f"{draft.stem}{ending}")
    with writing(session) as ledger:
        problems += write_guarded(path, content, ledger, force=force)
    if not has_error(problems):
        typer.echo(path.as_posix())
    end(problems)


def _differences(session: Session, name: str, edited: bytes, *, force: bool) -> list[Problem]:
    """What `cccc verify` has to say of the draft, told; a problem where it must not go out so."""
    from cccc.reports.terminal.papers import verify_lines
    from cccc.workflow.verify import verified

    done, problems = verified(session, name, edited)
    if done is None:
        tell(problems)
        note(m("nothing could be held against the ledger; the copy is as the draft is"))
        return []
    for line in verify_lines([done]):
        typer.echo(line, err=True)
    if not done.has_error or force:
        return []
    told = m("the draft says something else than the ledger")
    return [invalid("altered-figures", Location(name), told, m("correct what is told above, or write the copy with --force"))]
