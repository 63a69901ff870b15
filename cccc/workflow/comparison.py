"""Two states of a workspace (a folder, or a git revision of it) -> what changed in its declarations, and verdicts that flip."""

from __future__ import annotations

import subprocess
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from cccc.messages import _, m
from cccc.problems import Location, Problem, has_error, invalid
from cccc.workflow.office import open_workspace
from cccc.workflow.outcome import Outcome
from cccc.workflow.periods import period_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cccc.declarations.workspace import Workspace
    from cccc.ledger import Ledger
    from cccc.messages import Message
    from cccc.model.differences import Difference, Flips
    from cccc.model.evaluations import Evaluation
    from cccc.model.units import Roster
    from cccc.periods import Period
    from cccc.reports.tables import Wording

HERE = "."
"""The workspace as it stands."""

_FILES = frozenset({"100644", "100755"})
"""The modes of plain files; links lead out of what was asked for, and are left out."""


def diff(
    folder: Path | None, base: str, head: str, periods: Sequence[str], files: Sequence[Path]
) -> Outcome[tuple[Difference | None, Wording | None, Sequence[Problem]]]:
    """From ``base`` to ``head``: what changed, and the verdicts of ``periods`` (else the last) by ``files``, else the ledger.

    Where an error forbids it, there is no difference to show but the problems.
    """
    asked: list[Period] = []
    for text in periods:
        period = period_of(text, folder)
        if period.refused:
            return Outcome(problems=period.problems, usage=period.usage)
        asked += [period.value] if period.value is not None else []
    names = (base, head)
    with ExitStack() as stack:
        sides, problems = _opened(stack, names, folder)
        if len(sides) < len(names):
            return Outcome((None, None, problems), problems)
        difference, found = _difference(sides, names, files, asked)
        problems += found
    if has_error(problems):
        return Outcome((None, None, problems), problems)
    return Outcome((difference, _wording(sides), problems), problems)


def _opened(stack: ExitStack, names: tuple[str, str], folder: Path | None) -> tuple[list[Workspace], list[Problem]]:
    """Both workspaces, and what forbids to use one."""
    from cccc.declarations import workspace as declared

    here = folder or declared.find(Path.cwd()) or Path.cwd()
    sides: list[Workspace] = []
    problems: list[Problem] = []
    for name in names:
        root, found = (here, []) if name == HERE else stack.enter_context(_folder_of(name, here))
        problems += found
        if root is None:
            continue
        space, found = open_workspace(root) if (root / declared.FILE).is_file() else (None, [_no_workspace(name)])
        found = [_as_of(problem, root, name) for problem in found]
        problems += [problem for problem in found if problem not in problems]
        if space is not None and not has_error(found):
            sides.append(_with_ledger(space, here))
    return sides, problems


def _no_workspace(name: str) -> Problem:
    told = m("there is no workspace in {name}", name=name)
    return invalid("no-workspace", Location(name), told, m("give the folder of a cccc.yaml, or a revision that has one here"))


def _as_of(problem: Problem, root: Path, name: str) -> Problem:
    """The problem at a place that its reader knows: in the revision, not in a folder that is gone."""
    from cccc.declarations.sources import shown

    place = problem.location
    inside = place.file.removeprefix(f"{shown(root)}/")
    if inside == place.file or Path(name).is_dir():
        return problem
    return replace(problem, location=replace(place, file=f"{name}:{inside}"))


def _with_ledger(space: Workspace, here: Path) -> Workspace:
    """The workspace with its own ledger; a revision has none, and takes that of the workspace here."""
    if space.ledger.is_file() or not space.ledger.is_relative_to(space.root):
        return space
    return replace(space, ledger=here / space.ledger.relative_to(space.root))


def _difference(
    sides: Sequence[Workspace], names: tuple[str, str], files: Sequence[Path], asked: Sequence[Period]
) -> tuple[Difference, list[Problem]]:
    from cccc.declarations.review.differences import compared
    from cccc.evaluation.comparison import flipped
    from cccc.ledger import Ledger, LedgerError
    from cccc.model.differences import Difference

    base, head = sides
    problems: list[Problem] = []
    flips: list[Flips] = []
    periods: list[Period | None] = [*asked] or [None]
    ledger, found = Ledger.open((head if head.ledger.is_file() else base).ledger, create=False)
    problems += found
    if ledger is not None:
        with ledger:
            try:
                for period in periods:
                    (was, wrong), (now, also) = (_judged(space, ledger, files, period) for space in sides)
                    problems += [*wrong, *(problem for problem in also if problem not in wrong)]
                    if was is not None and now is not None:
                        flips.append(flipped(was, now))
            except LedgerError as error:
                problems.append(error.problem)
    before, after = (_("as it is here") if name == HERE else name for name in names)
    return Difference(before, after, tuple(compared(base, head)), tuple(flips)), problems


def _judged(
    space: Workspace, ledger: Ledger, files: Sequence[Path], asked: Period | None
) -> tuple[Evaluation | None, list[Problem]]:
    """The period by the declarations of ``space``; None where there is none to compare."""
    from cccc.workflow.evaluation import assess, evaluated_of
    from cccc.workflow.evidence import last_period, not_evaluated

    if files:
        result = assess(space, ledger, files, asked)
        return result.evaluation, result.problems
    period = asked or last_period(ledger)
    if period is None:
        return None, []
    known = ledger.observations(period.end)
    if not known:
        return None, [not_evaluated(space, period)]
    evaluation, problems = evaluated_of(space, ledger, known, period)
    return (None if has_error(problems) else evaluation), problems


def _wording(sides: Sequence[Workspace]) -> Wording:
    from cccc.reports.tables import Wording

    return Wording(_both(sides), {**sides[0].indicators, **sides[1].indicators})


def _both(sides: Sequence[Workspace]) -> Roster:
    """The roster of the second, and behind it the units that only the first had."""
    base, head = (space.roster for space in sides)
    there = {unit.id for unit in head.units}
    return replace(
        head,
        groups=(*head.groups, *(group for group in base.groups if group.id not in {one.id for one in head.groups})),
        units=(*head.units, *(unit for unit in base.units if unit.id not in there)),
    )


# --- a revision of the git repository ---------------------------------------------------------------------------------


class _RefusedError(Exception):
    """Why git does not give what was asked for."""

    def __init__(self, message: Message) -> None:
        self.message = message


@contextmanager
def _folder_of(name: str, workspace: Path) -> Iterator[tuple[Path | None, list[Problem]]]:
    """The folder ``name``, else what the revision ``name`` has of ``workspace``, for as long as it is needed."""
    if Path(name).is_dir():
        yield Path(name), []
        return
    with TemporaryDirectory() as folder:
        try:
            yield _extracted(name, workspace, Path(folder)), []
        except _RefusedError as refused:
            fix = m("give a folder that holds a workspace, or a revision of the git repository that holds this one")
            yield None, [invalid("no-revision", Location(name), refused.message, fix)]


def _extracted(name: str, workspace: Path, folder: Path) -> Path:
    """Copy the files of revision ``name`` below ``workspace`` into ``folder``."""
    commit = _git(workspace, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}", asked=name)
    prefix = _git(workspace, "rev-parse", "--show-prefix", asked=name)
    listed = _run(workspace, "ls-tree", "-r", "-z", "--full-tree", commit, "--", prefix or ".", asked=name)
    files = [entry for line in listed.split(b"\0") if line for entry in [_entry(line)] if entry[0] in _FILES]
    contents = _contents(workspace, [blob for _mode, blob, _path in files], name)
    for (_mode, _blob, path), content in zip(files, contents, strict=True):
        target = folder.joinpath(*PurePosixPath(path).relative_to(prefix).parts)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    return folder


def _entry(line: bytes) -> tuple[str, str, str]:
    """Mode, blob and path of a line of ls-tree."""
    head, _tab, path = line.partition(b"\t")
    mode, _type, blob = head.decode("ascii").split()
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
