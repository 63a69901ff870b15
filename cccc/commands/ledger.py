"""``cccc ledger``: the workspace's memory checked, copied, brought back and written out as text."""

from __future__ import annotations

import io
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cccc.commands.options import WorkspaceOption
from cccc.commands.outcome import end, note
from cccc.messages import _, m
from cccc.problems import Location, has_error, invalid
from cccc.workflow.files import not_written, part_of, read_files, settle, write_anew
from cccc.workflow.office import open_workspace, reading

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from cccc.ledger import Ledger
    from cccc.problems import Problem

SQLITE = b"SQLite format 3\0"

ForceOption = typer.Option("--force", help=_("Overwrite a file that is there."))


def application() -> typer.Typer:
    """The command and its subcommands."""
    app = typer.Typer(rich_markup_mode=None)
    commands: dict[str, tuple[Callable[..., None], str]] = {
        "check": (check, _("Look for damage and altered rows, and for figures behind issued papers that changed.")),
        "backup": (backup, _("Copy the ledger, also while it is written to.")),
        "restore": (restore, _("Bring the ledger back from a backup or an export; the old one is kept aside.")),
        "export": (export, _("Write the whole ledger as YAML.")),
    }
    for name, (function, told) in commands.items():
        app.command(name, help=told, short_help=told)(function)
    return app


def check(workspace: Annotated[Path | None, WorkspaceOption] = None) -> None:
    """Tell every fault; the status is 1 where there is one."""
    from cccc.workflow.alarms import all_alarms

    with reading(workspace) as session:
        problems = [*session.problems, *_faults(session.ledger, session.space.ledger)]
        if not has_error(problems):
            problems += [alarm.problem for alarm in all_alarms(session.space, session.ledger)]
    if not problems:
        typer.echo(str(m("{file}: nothing is wrong", file=session.space.ledger.as_posix())))
    end(problems)


def _faults(ledger: Ledger, file: Path) -> list[Problem]:
    fix = m("restore a backup: cccc ledger restore")
    return [invalid("ledger-fault", Location(file.as_posix()), told, fix) for told in ledger.faults()]


def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE", help=_("Where to write the copy."))],
    force: Annotated[bool, ForceOption] = False,
    workspace: Annotated[Path | None, WorkspaceOption] = None,
) -> None:
    """Copy the ledger as it is at one moment."""
    with reading(workspace) as session:
        problems = session.problems
        if not session.space.ledger.is_file():
            told = m("there is no ledger yet; cccc evaluate makes it")
            end([*problems, invalid("ledger", Location(session.space.ledger.as_posix()), told)])
        problems += _there(file, force=force) or _copied(session.ledger, file)
    if not has_error(problems):
        typer.echo(file.as_posix())
    end(problems)


def _there(file: Path, *, force: bool) -> list[Problem]:
    if force or not file.exists():
        return []
    told = m("the file is there already; nothing was written")
    return [invalid("not-overwritten", Location(file.as_posix()), told, m("give another name, or --force"))]


def _copied(ledger: Ledger, file: Path) -> list[Problem]:
    part = part_of(file)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        ledger.copy_to(part)
        settle([part])
        part.replace(file)
    except OSError as error:
        return [not_written(file, error)]
    finally:
        part.unlink(missing_ok=True)
    return []


def export(
    output: Annotated[Path | None, typer.Option(metavar="PATH", help=_("Where to write it; else to the terminal."))] = None,
    force: Annotated[bool, ForceOption] = False,
    workspace: Annotated[Path | None, WorkspaceOption] = None,
) -> None:
    """Write every row of the ledger, one a line."""
    with reading(workspace) as session:
        text = io.StringIO()
        session.ledger.export(text.write)
        problems = session.problems
    if output is None:
        typer.echo(text.getvalue(), nl=False)
    else:
        problems += write_anew(output, text.getvalue().encode(), force=force)
        if not has_error(problems):
            typer.echo(output.as_posix())
    end(problems)


def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help=_("A backup, or an export in YAML."))],
    workspace: Annotated[Path | None, WorkspaceOption] = None,
) -> None:
    """Put the ledger that ``file`` holds in the place of the workspace's, once it is known to be sound."""
    space, problems = open_workspace(workspace)
    if space is None or has_error(problems):
        end(problems)
    try:
        space.ledger.parent.mkdir(parents=True, exist_ok=True)
        kept, found = _restored(file, space.ledger)
    except OSError as error:
        end([*problems, not_written(space.ledger, error)])
    if not has_error(found):
        typer.echo(str(m("{ledger} is now as in {file}", ledger=space.ledger.as_posix(), file=file.as_posix())))
        if kept is not None:
            note(m("the ledger as it was is kept as {file}", file=kept.as_posix()))
    end([*problems, *found])


def _restored(file: Path, place: Path) -> tuple[Path | None, list[Problem]]:
    """Where the old ledger is kept, if there was one."""
    from cccc.ledger import Ledger, LedgerError

    copy = place.with_name(f".{place.name}.restore")
    try:
        problems = _brought(file, copy)
        if has_error(problems):
            return None, problems
        aside = _aside(place) if place.is_file() else None
        if aside is not None and Ledger.is_damaged(place):
            place.replace(aside)
        ledger, problems = Ledger.open(place, create=True)
        if ledger is None:
            return None, problems
        with ledger:
            # what was damaged is moved away already, and a new ledger has nothing to be kept
            ledger.become(copy, aside if aside is not None and not aside.exists() else None)
    except LedgerError as error:
        return None, [error.problem]
    finally:
        copy.unlink(missing_ok=True)
    return aside, []


def _brought(file: Path, copy: Path) -> list[Problem]:
    """Make ``copy`` a sound ledger of the newest schema from what ``file`` holds."""
    from cccc.ledger import Ledger

    try:
        with file.open("rb") as stream:
            is_database = stream.read(len(SQLITE)) == SQLITE
    except OSError:
        return read_files([file])[1]
    problems = _copied_from(file, copy) if is_database else _built(file, copy)
    if problems:
        return problems
    ledger, problems = Ledger.open(copy, create=True)
    if ledger is None:
        return problems
    with ledger:
        fix = m("give another backup; the ledger stays as it is")
        return [invalid("ledger-fault", Location(file.as_posix()), told, fix) for told in ledger.faults()]


def _copied_from(file: Path, copy: Path) -> list[Problem]:
    from cccc.ledger import Ledger

    ledger, problems = Ledger.open(file, create=False)
    if ledger is None:
        return problems
    with ledger:
        ledger.copy_to(copy)
    return []


def _built(file: Path, copy: Path) -> list[Problem]:
    from cccc.declarations.yaml_tree import read_plain
    from cccc.ledger import Ledger

    content = file.read_bytes()
    tree, problems = read_plain(content, file.as_posix()) if b"\0" not in content else (None, [])
    if problems:
        return problems
    fault = Ledger.build(tree, copy)
    return [] if fault is None else [invalid("ledger", Location(file.as_posix()), fault)]


def _aside(place: Path) -> Path:
    """A name for the ledger as it was, that no file has."""
    return next(path for path in _names(place) if not path.exists())


def _names(place: Path) -> Iterator[Path]:
    moment = f"{datetime.now():%Y%m%d-%H%M%S}"  # noqa: DTZ005 - the office's own clock, for people
    yield place.with_name(f"{place.stem}-{moment}{place.suffix}")
    number = 1
    while True:
        number += 1
        yield place.with_name(f"{place.stem}-{moment}-{number}{place.suffix}")
