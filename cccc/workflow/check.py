"""Paths as given to ``cccc check`` -> every problem of the workspaces and files behind them, and what is let pass."""

from __future__ import annotations

import os
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from cccc.declarations.review import allowance
from cccc.declarations.review.lone_file import check_beside, is_ours
from cccc.declarations.sources import shown
from cccc.declarations.workspace import FILE, find
from cccc.messages import m
from cccc.problems import Location, has_error, in_order, invalid
from cccc.reports.formats import CHECK
from cccc.workflow.files import rewrite, write_anew
from cccc.workflow.office import open_workspace
from cccc.workflow.outcome import Outcome
from cccc.workflow.periods import day_of, today

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from cccc.declarations.review.allowance import Allowance
    from cccc.declarations.workspace import Workspace
    from cccc.messages import Message
    from cccc.problems import Passed, Problem
    from cccc.rulebook import Entry

YAML = (".yaml", ".yml")
TEMPLATE = ".md"


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found, by place; ``passed`` are the warnings that somebody lets pass."""

    problems: list[Problem]
    passed: list[Passed]

    @property
    def has_error(self) -> bool:
        """Whether an error is left."""
        return has_error(self.problems)

    def text(self, form: str) -> bytes:
        """All of it in a format of `CHECK`."""
        root = source_root()
        return CHECK[form].write(self.problems, self.passed, lines_of, lambda place: place_from_root(place, root))


@dataclass(slots=True)
class _Office:
    """A workspace as far as it could be read; ``whole`` where everything in it was looked at."""

    space: Workspace | None
    problems: list[Problem]
    whole: bool
    files: set[Path] = field(default_factory=set)


def check(
    folder: Path | None, paths: Sequence[Path], at: str | None, written: Mapping[str, Path], *, skip_others: bool, force: bool
) -> Outcome[Checked]:
    """What is found behind ``paths`` (none: in the workspace), also by asking which plans are over on the day ``at``.

    The formats in ``written`` go to files; the outcome's problems are those of writing alone.
    """
    day = day_of(at)
    if day.refused:
        return Outcome(usage=day.usage)
    checked = Checker(folder, day.value, day.value or today(), skip_others=skip_others).check(paths)
    # a file ends its last line, also where there is nothing to tell
    return Outcome(
        checked, [told for form, path in written.items() for told in _write(path, checked.text(form) or b"\n", force=force)]
    )


def _write(path: Path, content: bytes, *, force: bool) -> list[Problem]:
    return rewrite(path, content) if path.is_file() and _was_written(path) else write_anew(path, content, force=force)


def _was_written(path: Path) -> bool:
    """Whether an earlier check wrote the file: by its first words, which nobody writes by hand."""
    with path.open("rb") as file:
        start = file.read(400)
    return not start.strip() or b'"schema": "cccc/check@1"' in start or (b"sarif-2.1.0" in start and b'"name": "cccc"' in start)


def rules_of(names: Sequence[str]) -> Outcome[list[Entry]]:
    """The rulebook's entries on ``names``, codes and rules (none: all of it); without a value, notes on those unknown."""
    from cccc.rulebook import every, known

    unknown = [_unknown(name) for name in names if not known(name)]
    if unknown:
        return Outcome(notes=unknown)
    return Outcome([entry for name in dict.fromkeys(names) for entry in known(name)] if names else list(every()))


def _unknown(name: str) -> Message:
    from cccc.rulebook import every
    from cccc.vietnamese import nearest

    near = nearest(name, dict.fromkeys(entry.name for entry in every()), most=3)
    if not near:
        return m("there is no code or rule {name}; cccc check --explain lists them", name=name)
    return m("there is no code or rule {name}; did you mean {near}?", name=name, near=tuple(near))


class Checker:
    """Checks each workspace once, however many of its files are named."""

    def __init__(self, workspace: Path | None, at: date | None, today: date, *, skip_others: bool) -> None:
        self._given, self._at, self._today, self._skip_others = workspace, at, today, skip_others
        self._offices: dict[Path, _Office] = {}
        self._told: list[_Office] = []
        self._alone: dict[Path, list[Problem]] = {}

    def check(self, paths: Sequence[Path]) -> Checked:
        """Everything behind ``paths``; where there are none, the workspace here."""
        if not paths:
            self._here()
        for path in paths:
            if path.is_dir():
                self._folder(path)
            else:
                self._file(path)
        return self._sorted_out()

    def _here(self) -> None:
        self._told.append(_reviewed(*open_workspace(self._given), self._at))

    def _office(self, root: Path) -> _Office:
        key = root.resolve()
        if key not in self._offices:
            # below the current folder, paths are told as short as they can be typed
            near = Path(os.path.relpath(key)) if key.is_relative_to(Path.cwd()) else root
            self._offices[key] = _reviewed(*open_workspace(near), self._at)
        return self._offices[key]

    def _tell(self, office: _Office) -> None:
        if not any(office is one for one in self._told):
            self._told.append(office)

    def _folder(self, folder: Path) -> None:
        if (folder / FILE).is_file():
            self._tell(self._office(folder))
            return
        found = [path for path in _below(folder) if path.suffix in YAML]
        if not found and not self._skip_others:
            told = m("no YAML file is in this folder")
            self._alone[folder] = [invalid("no-such-file", Location(folder.as_posix()), told, m("correct the path"))]
        for path in found:
            self._file(path)

    def _file(self, path: Path) -> None:
        """A file with the workspace that it belongs to, whose other files it may have made wrong; or by itself."""
        root = self._given or find(path.resolve().parent)
        office = self._office(root) if root is not None else None
        if office is not None and not path.exists() and path.resolve() not in office.files:
            self._tell(office)  # a file that is gone may be missed there
            if not self._skip_others:
                self._alone[path] = self._by_itself(path, office.space)
        elif office is not None and (office.space is None or path.resolve() in office.files):
            self._tell(office)
        elif not self._skip_others or (path.suffix in YAML and is_ours(path)):
            self._alone[path] = self._by_itself(path, office.space if office else None)

    def _by_itself(self, path: Path, space: Workspace | None) -> list[Problem]:
        if path.suffix == TEMPLATE and path.is_file():
            return _template(path)
        return check_beside(path, space)

    def _sorted_out(self) -> Checked:
        problems: list[Problem] = []
        passed: list[Passed] = []
        for office in self._told:
            allowances = [*(office.space.allowed if office.space else ()), *_beside(office.files)]
            left, let = allowance.sort_out(office.problems, allowances, self._today, whole=office.whole)
            problems += left
            passed += let
        for path, found in self._alone.items():
            left, let = allowance.sort_out(found, _beside([path]), self._today, whole=False)
            problems += left
            passed += let
        return Checked(in_order(problems), passed)


def _reviewed(space: Workspace | None, problems: list[Problem], at: date | None) -> _Office:
    """The workspace with its templates, and with what a careful reader would ask where nothing is wrong."""
    if space is None:
        return _Office(None, problems, whole=False, files={Path(problem.location.file).resolve() for problem in problems})
    from cccc.workflow.review import review

    found = [*problems, *space.doubts, *_templates(space)]
    sound = not has_error(found)
    if sound:
        found += review(space, at)
    declared = {(space.root / one.file).resolve() for one in space.files}
    return _Office(space, found, whole=sound, files=declared | {path.resolve() for path in space.templates.values()})


def _templates(space: Workspace) -> list[Problem]:
    from cccc.letters.rendering import check
    from cccc.letters.trial import trial
    from cccc.workflow.drafts import base_document, known_templates, workspace_templates

    own, found = workspace_templates(space)
    everything, _ = known_templates(space)
    for name, template in own.items():
        others = {other: one for other, one in everything.items() if other != name}
        found += check(template) or trial(template, others)
    if space.letterhead is not None:
        found += base_document(space)[1]
    return found


def _template(path: Path) -> list[Problem]:
    from cccc.letters.rendering import Template, check

    try:
        return check(Template(path.stem, shown(path), path.read_bytes().decode("utf-8-sig")))
    except UnicodeDecodeError:
        return [invalid("not-utf8", Location(shown(path), 1, 1), m("the file is not UTF-8 text"), m("save it as UTF-8"))]


def _below(folder: Path) -> Iterator[Path]:
    """The files below ``folder``, by name; hidden folders are left out."""
    for path in sorted(folder.iterdir()):
        if path.name.startswith("."):
            continue
        if path.is_dir():
            yield from _below(path)
        elif path.is_file():
            yield path


def _beside(files: Iterable[Path]) -> list[Allowance]:
    made: list[Allowance] = []
    for path in sorted(files):
        if path.suffix in (*YAML, TEMPLATE) and path.is_file():
            made += allowance.beside(path.read_bytes(), shown(path))
    return made


# --- where files are named from --------------------------------------------------------------------------------------


def lines_of(file: str) -> Sequence[str]:
    """The lines of a file as messages name it; none where it cannot be read."""
    try:
        return Path(file).read_bytes().decode("utf-8-sig", "replace").splitlines()
    except OSError:
        return ()


def place_from_root(place: Location, root: Path) -> Location:
    """``place`` with its file named from ``root``, as code review names it; what lies elsewhere by its whole path."""
    path = Path(place.file)
    if not path.exists():
        return place
    whole = path.resolve()
    return replace(place, file=(whole.relative_to(root) if whole.is_relative_to(root) else whole).as_posix())


def source_root() -> Path:
    """The folder that code review names files from: GitHub's checkout, else the repository here, else this folder."""
    here = Path.cwd()
    given = os.environ.get("GITHUB_WORKSPACE")
    if given and here.is_relative_to(Path(given).resolve()):
        return Path(given).resolve()
    return next((folder for folder in (here, *here.parents) if (folder / ".git").exists()), here)
