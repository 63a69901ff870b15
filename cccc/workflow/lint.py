"""Word files -> where they differ from Decree 30/2020/NĐ-CP; where that is wanted, the files with what is safe mended."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from cccc.messages import m
from cccc.problems import has_error
from cccc.workflow.files import read_files, write_anew, write_guarded
from cccc.workflow.office import open_office
from cccc.workflow.outcome import Outcome

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cccc.messages import Message
    from cccc.model.remarks import LintedFile, LintRule
    from cccc.problems import Problem
    from cccc.workflow.office import Office


@dataclass(frozen=True, slots=True)
class Linted:
    """The files that could be read, each with its remarks, and every rule that was looked at."""

    files: Sequence[LintedFile]
    rules: Sequence[LintRule]

    @property
    def has_error(self) -> bool:
        """Whether a file violates the decree."""
        return any(one.has_error for one in self.files)


def lint(files: Sequence[Path], year: int | None, place: str | None) -> Outcome[Linted]:
    """How ``files`` differ from the decree, and from the ``year`` and the ``place`` that papers must bear."""
    from cccc.documents import lint as decree

    contents, problems = read_files(files)
    linted: list[LintedFile] = []
    for name, content in contents:
        file, found = decree.lint(content, name, decree.OfficeFacts(year, place))
        linted += [file] if file is not None else []
        problems += found
    return Outcome(Linted(linted, _rules()), problems)


def mend(
    folder: Path | None, files: Sequence[Path], output: Path | None, year: int | None, place: str | None, *, force: bool
) -> Outcome[Linted]:
    """Write ``files`` mended, each to ``output``, else beside itself: how the mended ones still differ.

    Where nothing can be mended, nothing is written. The ledger of the workspace, where there is one, knows what cccc wrote.
    """
    from cccc.declarations.workspace import find
    from cccc.ledger import LedgerError

    contents, problems = read_files(files)
    office: Office | None = None
    if folder is not None or find(Path.cwd()) is not None:
        office, found = open_office(folder)
        if office is None:
            return Outcome(problems=found)
    mender = _Mender(office, output, year, place, force)
    try:
        if office is not None and not office.make_ledger():
            return office.outcome()
        linted = [file for name, content in contents if (file := mender.mend(name, content)) is not None]
    except LedgerError as error:
        return Outcome(None, [*(office.problems if office else ()), error.problem], mender.notes)
    finally:
        if office is not None:
            office.ledger.close()
    return Outcome(Linted(linted, _rules()), [*problems, *mender.problems], mender.notes)


class _Mender:
    """Mends files one by one, and keeps what there is to say of them."""

    def __init__(self, office: Office | None, output: Path | None, year: int | None, place: str | None, force: bool) -> None:
        from cccc.documents.lint import OfficeFacts

        self._office, self._output, self._known, self._force = office, output, OfficeFacts(year, place), force
        self.problems: list[Problem] = []
        self.notes: list[Message] = []

    def mend(self, name: str, content: bytes) -> LintedFile | None:
        """What is left to remark in the file ``name`` once it is mended; None where it cannot be read."""
        from cccc.documents.lint import fixed, lint

        before, found = lint(content, name, self._known)
        self.problems += found
        if before is None:
            return None
        count = sum(remark.fixable for remark in before.remarks)
        if not count:
            self.notes.append(m("{file}: nothing that can be mended safely", file=name))
            return before
        better = fixed(content, self._known)
        path = self._output or Path(name).with_suffix(".fixed.docx")
        found = self._write(path, better)
        self.problems += found
        if has_error(found):
            return before
        self.notes.append(m("{file}: {count} mended, written to {path}", file=name, count=count, path=path.as_posix()))
        return lint(better, path.as_posix(), self._known)[0]

    def _write(self, path: Path, content: bytes) -> list[Problem]:
        if self._office is None:
            return write_anew(path, content, force=self._force)
        return write_guarded(path, content, self._office.ledger, force=self._force)


def _rules() -> list[LintRule]:
    from cccc.documents.lint import CHECKS

    return [check.rule for check in CHECKS.values()]
