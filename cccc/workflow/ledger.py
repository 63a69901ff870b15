"""The workspace's memory -> checked, copied, brought back from a copy, and written out as text."""

from __future__ import annotations

import io
from datetime import datetime
from typing import TYPE_CHECKING

from cccc.messages import m
from cccc.problems import Location, has_error, invalid
from cccc.workflow.files import not_written, part_of, read_files, settle, write_anew
from cccc.workflow.office import in_office, open_workspace
from cccc.workflow.outcome import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from cccc.ledger import Ledger
    from cccc.problems import Problem
    from cccc.workflow.office import Office

SQLITE = b"SQLite format 3\0"
"""How a file begins that is a database."""


@in_office
def check(office: Office) -> Outcome[Path]:
    """Every fault, and every figure behind an issued paper that changed; the ledger's file where nothing is wrong."""
    from cccc.workflow.alarms import all_alarms

    fix = m("restore a backup: cccc ledger restore")
    place = Location(office.space.ledger.as_posix())
    found = [invalid("ledger-fault", place, told, fix) for told in office.ledger.faults()]
    if not has_error([*office.problems, *found]):
        found += [alarm.problem for alarm in all_alarms(office.space, office.ledger)]
    return office.outcome(None if office.problems or found else office.space.ledger, found)


@in_office
def backup(office: Office, file: Path, *, force: bool) -> Outcome[Path]:
    """``file``, to which the ledger is copied as it is at one moment."""
    if not office.space.ledger.is_file():
        told = m("there is no ledger yet; cccc evaluate makes it")
        return office.outcome(more=[invalid("ledger", Location(office.space.ledger.as_posix()), told)])
    office.problems += _there(file, force=force) or _copied(office.ledger, file)
    return office.outcome(None if has_error(office.problems) else file)


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


@in_office
def export(office: Office, output: Path | None, *, force: bool) -> Outcome[Path | str]:
    """Every row of the ledger, one a line: the text, or ``output``, to which it is written."""
    text = io.StringIO()
    office.ledger.export(text.write)
    if output is None:
        return office.outcome(text.getvalue())
    office.problems += write_anew(output, text.getvalue().encode(), force=force)
    return office.outcome(None if has_error(office.problems) else output)


# --- bringing it back --------------------------------------------------------------------------------------------------


def restore(folder: Path | None, file: Path) -> Outcome[tuple[Path, Path | None]]:
    """Put the ledger that ``file`` holds in the place of the workspace's, once it is known to be sound.

    The value is its place, and where the ledger as it was is kept, if there was one.
    """
    space, problems = open_workspace(folder)
    if space is None or has_error(problems):
        return Outcome(problems=problems)
    try:
        space.ledger.parent.mkdir(parents=True, exist_ok=True)
        kept, found = _restored(file, space.ledger)
    except OSError as error:
        return Outcome(problems=[*problems, not_written(space.ledger, error)])
    return Outcome(None if has_error(found) else (space.ledger, kept), [*problems, *found])


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
