"""Paths that a user gives -> bytes read and files written; nothing that a person edited is overwritten."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Self

from cccc.messages import m
from cccc.problems import Location, Problem, invalid, reason

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from cccc.exports import Export
    from cccc.ledger import Ledger
    from cccc.model.observations import InputFile


def read_files(paths: Sequence[Path]) -> tuple[list[tuple[str, bytes]], list[Problem]]:
    """The bytes of each file, by its name as typed with forward slashes; a file given twice is read once."""
    contents: list[tuple[str, bytes]] = []
    problems: list[Problem] = []
    for name in dict.fromkeys(path.as_posix() for path in paths):
        try:
            contents.append((name, Path(name).read_bytes()))
        except OSError as error:
            problems.append(_unread(name, error))
    return contents, problems


def open_exports(paths: Sequence[Path]) -> tuple[list[Export], tuple[InputFile, ...], list[Problem]]:
    """The files as exports, with their hashes; what cannot be read is told, and a file given twice is read once."""
    from hashlib import file_digest

    from cccc.exports import Export
    from cccc.model.observations import InputFile

    exports: list[Export] = []
    inputs: list[InputFile] = []
    problems: list[Problem] = []
    for name in dict.fromkeys(path.as_posix() for path in paths):
        try:
            with Path(name).open("rb") as stream:
                inputs.append(InputFile(name, file_digest(stream, "sha256").hexdigest()))
        except OSError as error:
            problems.append(_unread(name, error))
        else:
            exports.append(Export(name, Path(name)))
    return exports, tuple(inputs), problems


def _unread(name: str, error: OSError) -> Problem:
    told = m("the file cannot be read: {reason}", reason=reason(error))
    return Problem("unreadable-file", Location(name), told, fix=m("check the name and the folder"))


def digest(content: bytes) -> str:
    """The SHA-256 of ``content`` in hexadecimal, by which the ledger knows files again."""
    from hashlib import sha256

    return sha256(content).hexdigest()


def write_guarded(path: Path, content: bytes, ledger: Ledger, *, force: bool) -> list[Problem]:
    """Write ``content`` whole or not at all; a file that cccc did not write, or that was edited since, needs ``force``.

    The ledger remembers the bytes before they are put in place: killed in between, the file is as before and still known.
    """
    try:
        if guarded := guard_problems(path, ledger, force=force):
            return guarded
        path.parent.mkdir(parents=True, exist_ok=True)
        ledger.remember_written(path.resolve().as_posix(), digest(content))
        _replace(path, content)
    except OSError as error:
        return [not_written(path, error)]
    return []


def guard_problems(path: Path, ledger: Ledger, *, force: bool) -> list[Problem]:
    """Why cccc does not write to ``path``: somebody else did, it is a paper that was signed, or it is no file at all."""
    there = digest(path.read_bytes()) if not force and path.is_file() else None
    if there is not None and (number := ledger.signed_as(there)) is not None:
        told = m("the file is recorded as the signed paper {number}; it stays as it is", number=number)
        return [invalid("not-overwritten", Location(path.as_posix()), told, m("give another --output, or --force"))]
    if there is not None and not ledger.was_written(path.resolve().as_posix(), there):
        told = m("the file was not written by cccc or was edited since; it stays as it is")
        return [invalid("not-overwritten", Location(path.as_posix()), told, m("give another --output, or --force"))]
    if path.exists() and not (path.is_file() or path.is_dir()):  # a device has no end to be read to
        told = m("this is no file that could be written")
        return [invalid("not-written", Location(path.as_posix()), told, m("give another --output"))]
    return []


def not_written(path: Path, error: OSError) -> Problem:
    """Why writing ``path`` failed."""
    told = m("the file cannot be written: {reason}", reason=reason(error))
    return invalid("not-written", Location(path.as_posix()), told, m("close it in other programs, or give another --output"))


def write_anew(path: Path, content: bytes, *, force: bool) -> list[Problem]:
    """Write a file that the user will edit from now on; one that is there stays, without ``force``."""
    if path.exists() and not force:
        told = m("the file is there already; nothing was written")
        return [invalid("not-overwritten", Location(path.as_posix()), told, m("give another --output, or --force"))]
    return rewrite(path, content)


def rewrite(path: Path, content: bytes) -> list[Problem]:
    """Put ``content`` in the place of a file's, whole or not at all; where the name is a link, the file it leads to."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _replace(path.resolve(), content)
    except OSError as error:
        told = m("the file cannot be written: {reason}", reason=reason(error))
        return [invalid("not-written", Location(path.as_posix()), told, m("close it in other programs and try again"))]
    return []


def _replace(path: Path, content: bytes) -> None:
    part = part_of(path)
    try:
        write_part(part, content)
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def part_of(path: Path) -> Path:
    """Where what becomes ``path`` is written first."""
    # one name for one target: what a killed run leaves behind, the next one overwrites
    return path.with_name(f".{path.name}.part")


def write_part(part: Path, content: bytes) -> None:
    """Write ``content`` and wait until it is on the disk."""
    with part.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def settle(parts: Iterable[Path]) -> None:
    """Wait until ``parts`` are on the disk."""
    if hasattr(os, "sync"):  # one wait for all of them
        os.sync()
        return
    for part in parts:
        with part.open("rb+") as file:
            os.fsync(file.fileno())


# --- many files at once ------------------------------------------------------------------------------------------------


class Staging:
    """Holds files aside until `put`; what was not put when it is left is gone again."""

    def __init__(self) -> None:
        self._digests: dict[Path, str] = {}
        self._folders: list[Path] = []
        self._ready: set[Path] = set()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        for path in self._digests:
            part_of(path).unlink(missing_ok=True)
        for folder in reversed(self._folders):
            if not any(folder.iterdir()):
                folder.rmdir()

    def add(self, path: Path, content: bytes) -> list[Problem]:
        """Keep ``content`` aside for ``path``."""
        try:
            self._make(path.parent)
            self._digests[path] = digest(content)
            part_of(path).write_bytes(content)
        except OSError as error:
            return [not_written(path, error)]
        return []

    def turn(self, files: Sequence[Path], into: Callable[[Sequence[Path], Path], list[Problem]]) -> list[Problem]:
        """Put in the place of ``files``, which hold letters, what ``into`` makes of all of them at once in a folder: PDFs."""
        with TemporaryDirectory() as folder:
            letters = {Path(folder, f"{number}.docx"): path for number, path in enumerate(files)}
            for letter, path in letters.items():
                copyfile(part_of(path), letter)
            if problems := into(list(letters), Path(folder)):
                shown = {letter.as_posix(): path.as_posix() for letter, path in letters.items()}
                return [replace(one, location=Location(shown.get(one.location.file, one.location.file))) for one in problems]
            return [found for one, path in letters.items() for found in self.add(path, one.with_suffix(".pdf").read_bytes())]

    def put(self, ledger: Ledger, *, force: bool) -> list[Problem]:
        """Put every file in its place, where none of them is guarded; the ledger knows all of them before the first one is."""
        problems: list[Problem] = []
        for path in self._digests:
            try:
                problems += guard_problems(path, ledger, force=force)
            except OSError as error:
                problems.append(not_written(path, error))
        if problems:
            return problems
        ledger.remember_all_written({path.resolve().as_posix(): digest for path, digest in self._digests.items()})
        settle(part_of(path) for path in self._digests)
        for path in self._digests:
            try:
                part_of(path).replace(path)
            except OSError as error:
                problems.append(not_written(path, error))
        return problems

    def _make(self, folder: Path) -> None:
        if folder in self._ready:
            return
        missing = [one for one in (folder, *folder.parents) if not one.exists()]
        folder.mkdir(parents=True, exist_ok=True)
        self._folders += [one for one in reversed(missing) if one not in self._folders]
        self._ready.add(folder)
