"""``cccc diff``: two states of a workspace -> what changed in its declarations, and the verdicts that flip by it."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cccc.commands.options import WorkspaceOption
from cccc.commands.outcome import stop, tell
from cccc.messages import _, m
from cccc.problems import Location, Problem, has_error, invalid
from cccc.workflow.office import open_workspace
from cccc.workflow.periods import parse_period

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cccc.declarations.workspace import Workspace
    from cccc.ledger import Ledger
    from cccc.model.differences import Difference, Flips
    from cccc.model.evaluations import Evaluation
    from cccc.model.units import Roster
    from cccc.periods import Period


HERE = "."
"""The workspace as it stands."""


class Format(StrEnum):
    """How the differences are told."""

    MD = "md"
    JSON = "json"


def run(
    base: Annotated[str, typer.Argument(metavar="BASE", help=_("A workspace's folder, or a git revision of this one."))],
    head: Annotated[str, typer.Argument(metavar="HEAD", help=_("The other one; else the workspace as it is here."))] = HERE,
    period: Annotated[list[str] | None, typer.Option(metavar="P", help=_("Compare this period; else the last one."))] = None,
    from_: Annotated[
        list[Path] | None,
        typer.Option("--from", metavar="FILE", help=_("Judge these exports instead of the ledger's figures.")),
    ] = None,
    form: Annotated[Format, typer.Option("--format", help=_("How to tell it: md or json."))] = Format.MD,
    workspace: Annotated[Path | None, WorkspaceOption] = None,
) -> None:
    """Tell what changed, as a summary for a pull request; nothing is saved."""
    asked = [one for text in period or [] if (one := parse_period(text, workspace)) is not None]
    with ExitStack() as stack:
        sides, problems = _opened(stack, (base, head), workspace)
        difference: Difference | None = None
        if len(sides) == len((base, head)):
            difference, found = _difference(sides, (base, head), from_ or [], asked)
            problems += found
        _show(sides, difference, problems, form)


def _opened(stack: ExitStack, names: tuple[str, str], folder: Path | None) -> tuple[list[Workspace], list[Problem]]:
    """Both workspaces, and what forbids to use one."""
    from cccc.declarations import workspace as declared
    from cccc.workflow.revisions import opened

    here = folder or declared.find(Path.cwd()) or Path.cwd()
    sides: list[Workspace] = []
    problems: list[Problem] = []
    for name in names:
        root, found = (here, []) if name == HERE else stack.enter_context(opened(name, here))
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


def _show(sides: Sequence[Workspace], difference: Difference | None, problems: list[Problem], form: Format) -> None:
    from cccc.reports.json import differences as difference_documents
    from cccc.reports.json import documents
    from cccc.reports.tables import Wording
    from cccc.reports.terminal import differences

    if form is Format.JSON:
        refused = difference is None or has_error(problems)
        made = (
            difference_documents.nothing_tried(problems)
            if refused or difference is None
            else difference_documents.difference_document(difference, problems)
        )
        typer.echo(documents.as_text(made))
        stop(problems)
    if difference is not None and not has_error(problems):
        known = Wording(_both(sides), {**sides[0].indicators, **sides[1].indicators})
        typer.echo(differences.as_markdown(difference, known), nl=False)
    tell(problems)
    stop(problems)


def _both(sides: Sequence[Workspace]) -> Roster:
    """The roster of the second, and behind it the units that only the first had."""
    base, head = (space.roster for space in sides)
    there = {unit.id for unit in head.units}
    return replace(
        head,
        groups=(*head.groups, *(group for group in base.groups if group.id not in {one.id for one in head.groups})),
        units=(*head.units, *(unit for unit in base.units if unit.id not in there)),
    )
