"""Paths of a workspace -> shapes read from them, and the problems of every file that was read."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from cccc import shipped
from cccc.declarations.shapes import Shape, parse
from cccc.declarations.yaml_tree import read_yaml
from cccc.messages import m
from cccc.model.observations import DeclaredFile
from cccc.problems import Location, Problem, invalid, reason

if TYPE_CHECKING:
    from cccc.declarations.shapes import Word
    from cccc.declarations.yaml_tree import Node

BUILTIN = "builtin:"
"""Opens the name of a plan that cccc ships."""

Made = TypeVar("Made", bound=Shape)
Kept = TypeVar("Kept")


@dataclass(slots=True)
class Files:
    """Reads the workspace's files and collects what is wrong with them."""

    root: Path
    problems: list[Problem] = field(default_factory=list)
    declared: list[DeclaredFile] = field(default_factory=list)

    def read(self, path: Path, shape: type[Made], asked_at: Word | None = None, role: str = "") -> Made | None:
        """The file at ``path`` as ``shape``; ``asked_at`` is the word that names it, ``role`` what it is declared as."""
        node = self.node(path, asked_at, role or shape.__name__.removesuffix("Shape").lower())
        return self.keep(parse(shape, node)) if node is not None else None

    def node(self, path: Path, asked_at: Word | None, role: str = "file") -> Node | None:
        """The tree of the file at ``path``, which is declared as ``role``."""
        try:
            content = path.read_bytes()
        except OSError as error:
            place = asked_at.location if asked_at is not None else Location(shown(path))
            told = m("the file {file} cannot be read: {reason}", file=shown(path), reason=reason(error))
            self.problems.append(invalid("no-such-file", place, told, m("correct the path")))
            return None
        self.declared.append(DeclaredFile(role, self._named(path), sha256(content).hexdigest()))
        return self.keep(read_yaml(content, shown(path)))

    def keep(self, made: tuple[Kept, list[Problem]]) -> Kept:
        """The value of ``made``; its problems are collected."""
        value, problems = made
        self.problems += problems
        return value

    def _named(self, path: Path) -> str:
        """``path`` from the workspace's folder, wherever the command was run; what cccc ships as ``builtin:NAME``."""
        if path.is_relative_to(self.root):
            return path.relative_to(self.root).as_posix()
        return f"{BUILTIN}{path.stem}" if path.parent == Path(__file__).parent / "files" else shown(path)

    def glob(self, pattern: str) -> list[Path]:
        """The files that ``pattern`` names, below the workspace's folder."""
        try:
            return sorted(path for path in self.root.glob(str(pattern)) if path.is_file())
        except (NotImplementedError, ValueError, OSError):  # an absolute or empty pattern, a name too long
            return []


def shown(path: Path) -> str:
    """``path`` as messages name it: relative to the current folder where it lies below, with forward slashes.

    A plan or layout that cccc ships is named as a workspace names it: ``builtin:NAME``.
    """
    if path.parent in (shipped.plans(), shipped.layouts()):
        return f"{BUILTIN}{path.stem}"
    try:
        relative = os.path.relpath(path)
    except ValueError:  # another drive
        return path.as_posix()
    return path.as_posix() if relative.startswith("..") else Path(relative).as_posix()
