"""``cccc check``: the declarations of an office -> every problem in them."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cccc.commands.outcome import note, stop, tell
from cccc.commands.places import WorkspaceOption, open_workspace
from cccc.messages import _, m
from cccc.problems import in_order

if TYPE_CHECKING:
    from cccc.problems import Problem


class Format(StrEnum):
    """How the problems are told."""

    TEXT = "text"
    JSON = "json"


def run(
    paths: Annotated[
        list[Path] | None, typer.Argument(metavar="PATH", help=_("Files or workspaces; else the workspace here."))
    ] = None,
    form: Annotated[Format, typer.Option("--format", help=_("How to tell the problems."))] = Format.TEXT,
    workspace: Annotated[Path | None, WorkspaceOption] = None,
) -> None:
    """Check and tell every problem in one run."""
    problems = [problem for path in paths for problem in _check(path, workspace)] if paths else _check_workspace(workspace)
    if form is Format.JSON:
        from cccc.reports import documents

        typer.echo(documents.as_text(documents.check(problems)))
    else:
        tell(problems)
        if not problems:
            note(m("nothing is wrong"))
    stop(problems)


def _check(path: Path, workspace: Path | None) -> list[Problem]:
    """A folder as a workspace; a file with the workspace it belongs to, or alone where there is none."""
    from cccc.declarations.alone import check_alone
    from cccc.declarations.files import shown
    from cccc.declarations.workspace import find

    if path.is_dir():
        return _check_workspace(path)
    root = workspace or find(path.resolve().parent)
    if root is None:
        return check_alone(path)
    alone = check_alone(path)
    about = [problem for problem in _check_workspace(root) if problem.location.file == shown(path)]
    return in_order([*about, *(problem for problem in alone if not about)])


def _check_workspace(root: Path | None) -> list[Problem]:
    space, problems = open_workspace(root)
    if space is None:
        return problems
    from cccc.commands.drafting import base_document, known_templates, workspace_templates
    from cccc.letters.rendering import check, trial

    own, found = workspace_templates(space)
    found += space.doubts
    everything, _ = known_templates(space)
    for name, template in own.items():
        others = {other: one for other, one in everything.items() if other != name}
        found += check(template) or trial(template, others)
    if space.letterhead is not None:
        found += base_document(space)[1]
    return [*problems, *found]
