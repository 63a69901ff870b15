"""What cccc ships -> an office's own: the starter workspace, the base document of letters, the schemas of its files."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from cccc import shipped
from cccc.messages import m
from cccc.problems import Location, invalid, reason
from cccc.workflow.files import rewrite, write_anew
from cccc.workflow.outcome import Outcome, wrong_usage

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from cccc.messages import Message
    from cccc.problems import Problem

BASE = "base.docx"
SCHEMAS = "schemas"
_FROM_REPOSITORY, _FROM_WORKSPACE = b"# yaml-language-server: $schema=../../", b"# yaml-language-server: $schema="
"""The starter lies two folders below the schemas of the repository; a workspace has its own."""


# --- a workspace -------------------------------------------------------------------------------------------------------


def make_workspace(folder: Path) -> Outcome[list[Path]]:
    """Copy the starter to ``folder``, and write the schemas of its files: all that was written.

    Where one of its files is there already, nothing is.
    """
    starter = shipped.starter()
    files = sorted(path.relative_to(starter) for path in starter.rglob("*") if path.is_file() and ".cccc" not in path.parts)
    there = [folder / file for file in files if (folder / file).exists()]
    if there:
        return Outcome(problems=[_is_there(path, m("choose an empty folder")) for path in there])
    try:
        for file in files:
            (folder / file).parent.mkdir(parents=True, exist_ok=True)
            (folder / file).write_bytes((starter / file).read_bytes().replace(_FROM_REPOSITORY, _FROM_WORKSPACE))
        schemas = _write_schemas(folder / SCHEMAS)
    except OSError as error:
        return Outcome(problems=[_not_written(folder, error)])
    return Outcome([*(folder / file for file in files), *schemas])


def make_letterhead(path: Path) -> Outcome[Path]:
    """Copy the base document, whose styles hold the look of every letter, to ``path``, or into the folder there."""
    path = path / BASE if path.is_dir() else path
    if path.exists():
        return Outcome(problems=[_is_there(path, m("give another path"))])
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(shipped.templates() / BASE, path)
    except OSError as error:
        return Outcome(problems=[_not_written(path, error)])
    return Outcome(path)


def _is_there(path: Path, fix: Message) -> Problem:
    return invalid("not-overwritten", Location(path.as_posix()), m("the file is there already; nothing was written"), fix)


def _not_written(path: Path, error: OSError) -> Problem:
    told = m("the file cannot be written: {reason}", reason=reason(error))
    return invalid("not-written", Location(path.as_posix()), told, m("choose a folder that you may write to"))


# --- schemas -----------------------------------------------------------------------------------------------------------


def schemas(kind: str | None, folder: Path | None, *, force: bool) -> Outcome[str | Mapping[str, str] | list[Path]]:
    """Of the files of a ``kind`` the schema as text; of no kind, each kind with its title; with ``folder``, what was written.

    A file that cccc did not write stays as it is, without ``force``.
    """
    from cccc.declarations.schemas import KINDS, as_text, title

    if kind is not None and kind not in KINDS:
        return wrong_usage(_unknown(kind, tuple(KINDS)), "KIND")
    if folder is None:
        return Outcome(as_text(kind) if kind is not None else {one: title(one) for one in KINDS})
    written: list[Path] = []
    problems: list[Problem] = []
    for one in [kind] if kind else KINDS:
        path = folder / _file_name(one)
        found = _write_schema(path, one, force=force)
        written += [] if found else [path]
        problems += found
    return Outcome(written, problems)


def _write_schemas(folder: Path) -> list[Path]:
    """Write every schema into ``folder``, in the language in use; what is there is replaced."""
    from cccc.declarations.schemas import KINDS, as_text

    folder.mkdir(parents=True, exist_ok=True)
    written = {folder / _file_name(kind): as_text(kind) for kind in KINDS}
    for path, text in written.items():
        path.write_text(text, encoding="utf-8", newline="\n")
    return list(written)


def _write_schema(path: Path, kind: str, *, force: bool) -> list[Problem]:
    from cccc.declarations.schemas import DRAFT, as_text

    content = as_text(kind).encode()
    try:
        ours = DRAFT.encode() in path.read_bytes()[:200]
    except OSError:
        ours = False
    return rewrite(path, content) if ours else write_anew(path, content, force=force)


def _file_name(kind: str) -> str:
    return f"{kind}.json"


def _unknown(kind: str, kinds: tuple[str, ...]) -> Message:
    from cccc.vietnamese import nearest

    near = nearest(kind, kinds, most=1)
    if near:
        return m("there is no kind {kind}; did you mean {near}?", kind=kind, near=near[0])
    return m("there is no kind {kind}; known here: {known}", kind=kind, known=kinds)
