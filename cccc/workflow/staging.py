"""The files of one run, each written aside as it is made -> all of them in their places, or none."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Self

from cccc.problems import Location
from cccc.workflow.files import digest, guard_problems, not_written, part_of, settle

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from cccc.ledger import Ledger
    from cccc.problems import Problem


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
