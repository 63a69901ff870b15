"""A folder, or a revision of the workspace's git repository -> a folder that holds the workspace as it was then."""

from __future__ import annotations

import subprocess
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from cccc.messages import m
from cccc.problems import Location, Problem, invalid

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cccc.messages import Message

_FILES = frozenset({"100644", "100755"})
"""The modes of plain files; links lead out of what was asked for, and are left out."""


class _RefusedError(Exception):
    """Why git does not give what was asked for."""

    def __init__(self, message: Message) -> None:
        self.message = message


@contextmanager
def opened(name: str, workspace: Path) -> Iterator[tuple[Path | None, list[Problem]]]:
    """The folder ``name``, else what the revision ``name`` has of ``workspace``, for as long as it is needed."""
    if Path(name).is_dir():
        yield Path(name), []
        return
    with TemporaryDirectory() as folder:
        try:
            yield _taken_out(name, workspace, Path(folder)), []
        except _RefusedError as refused:
            fix = m("give a folder that holds a workspace, or a revision of the git repository that holds this one")
            yield None, [invalid("no-revision", Location(name), refused.message, fix)]


def _taken_out(name: str, workspace: Path, folder: Path) -> Path:
    """Copy the files of revision ``name`` below ``workspace`` into ``folder``."""
    commit = _git(workspace, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}", asked=name)
    prefix = _git(workspace, "rev-parse", "--show-prefix", asked=name)
    listed = _run(workspace, "ls-tree", "-r", "-z", "--full-tree", commit, "--", prefix or ".", asked=name)
    files = [entry for line in listed.split(b"\0") if line for entry in [_entry(line)] if entry[0] in _FILES]
    contents = _contents(workspace, [blob for _, blob, _ in files], name)
    for (_, _, path), content in zip(files, contents, strict=True):
        target = folder.joinpath(*PurePosixPath(path).relative_to(prefix).parts)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    return folder


def _entry(line: bytes) -> tuple[str, str, str]:
    """Mode, blob and path of a line of ls-tree."""
    head, _, path = line.partition(b"\t")
    mode, _, blob = head.decode("ascii").split()
    return mode, blob, path.decode("utf-8", "surrogateescape")


def _contents(workspace: Path, blobs: Sequence[str], asked: str) -> Iterator[bytes]:
    """The content of each blob, as git keeps it."""
    answer = _run(workspace, "cat-file", "--batch", asked=asked, given="".join(f"{blob}\n" for blob in blobs).encode())
    at = 0
    for _blob in blobs:
        end = answer.index(b"\n", at)
        size = int(answer[at:end].rsplit(b" ", 1)[1])
        yield answer[end + 1 : end + 1 + size]
        at = end + size + 2


def _git(workspace: Path, *arguments: str, asked: str) -> str:
    return _run(workspace, *arguments, asked=asked).decode("utf-8", "surrogateescape").strip()


def _run(workspace: Path, *arguments: str, asked: str, given: bytes = b"") -> bytes:
    command = ["git", "-C", str(workspace), *arguments]
    try:
        done = subprocess.run(command, input=given, capture_output=True, check=False)  # noqa: S603 - a fixed program, no shell
    except OSError:
        raise _RefusedError(m("{name} is no folder, and git is not installed here", name=asked)) from None
    if done.returncode:
        raise _RefusedError(m("{name} is no folder, and no revision that git knows here", name=asked))
    return done.stdout
