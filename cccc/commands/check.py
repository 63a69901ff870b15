"""``cccc check``: the declarations of an office -> every problem in them, in as many forms as are asked for."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from cccc.commands.options import WorkspaceOption, format_option
from cccc.commands.outcome import WRONG_USAGE, announce, finish, note, refuse
from cccc.messages import _, m
from cccc.reports.formats import CHECK, RULES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cccc.workflow.check import Checked

_SUFFIXES = {"text": "txt", "github": "github.txt"}
"""Those of the formats whose name is not their files' suffix."""


def run(
    paths: Annotated[
        list[Path] | None, typer.Argument(metavar="PATH", help=_("Files, folders or workspaces; else the workspace here."))
    ] = None,
    form: Annotated[
        list[str] | None, format_option(CHECK, _("How to tell the problems; may be given several times."), several=True)
    ] = None,
    output: Annotated[
        list[str] | None,
        typer.Option(
            metavar="FORMAT=PATH", help=_("Write this format there; or PATH alone: the file, or a folder for several.")
        ),
    ] = None,
    at: Annotated[
        str | None, typer.Option(metavar="DATE", help=_("Ask also which plans are over on this day, as 2023-08-31; or today."))
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help=_("The status is 1 where a warning is left, too."))] = False,
    skip_others: Annotated[bool, typer.Option("--skip-others", help=_("Leave aside files that are none of cccc's."))] = False,
    explain: Annotated[
        bool, typer.Option("--explain", help=_("Tell what codes and rules mean: --explain CODE; without a code, list them."))
    ] = False,
    force: Annotated[bool, typer.Option("--force", help=_("Overwrite a file that was not written by cccc."))] = False,
    workspace: Annotated[Path | None, WorkspaceOption] = None,
) -> None:
    """Check and tell every problem in one run."""
    if explain:
        _explain([path.as_posix() for path in paths or []], form or [])
    from cccc.workflow.check import check

    printed, written = _where(form or [], output or [])
    outcome = check(workspace, paths or [], at, written, skip_others=skip_others, force=force)
    found = outcome.value
    refused = found is not None and (found.has_error or (strict and bool(found.problems)))
    finish(outcome, lambda checked: _show(checked, printed), refused=refused)


# --- which form goes where -------------------------------------------------------------------------------------------


def _where(forms: list[str], outputs: list[str]) -> tuple[str | None, dict[str, Path]]:
    """The form that is printed (None: for a person, on stderr) and the files of the others."""
    named: dict[str, Path] = {}
    places: list[Path] = []
    for given in outputs:
        word, is_named, path = given.partition("=")
        if is_named and word in CHECK:
            named[word] = Path(path)
        else:
            places.append(Path(given))
    if len(places) > 1:
        refuse(_("one folder, or FORMAT=PATH for each"), "--output")
    left = [one for one in dict.fromkeys(forms) if one not in named]
    if len(left) == 1 and places and len(set(forms)) == 1:
        [place] = places
        return None, {**named, left[0]: _in_folder(place, left[0]) if place.is_dir() else place}
    if len(left) > 1 and not places:
        refuse(_("one format is printed; say where the others go: FORMAT=PATH"), "--output")
    if places and not left[1:]:
        refuse(_("no format is left for it; write --format FORMAT too"), "--output")
    return (left[0] if left else None), {**named, **{one: _in_folder(place, one) for place in places for one in left[1:]}}


def _in_folder(folder: Path, form: str) -> Path:
    return folder / f"check.{_SUFFIXES.get(form, form)}"


def _show(checked: Checked, form: str | None) -> None:
    """In ``form`` on stdout, else on stderr, where every command tells its problems; at a terminal with their lines."""
    stream = sys.stdout if form is not None else sys.stderr
    if form in ("text", None) and stream.isatty():
        from cccc.reports.terminal import snippets
        from cccc.workflow.check import lines_of

        snippets.show(checked.problems, checked.passed, lines_of, stream)
    else:
        typer.echo(checked.text(form or "text"), nl=False, err=form is None)
    if form is None and not checked.problems and not checked.passed:
        note(m("nothing is wrong"))


def _explain(names: Sequence[str], forms: Sequence[str]) -> NoReturn:
    """Tell what codes and rules mean, or list them."""
    from cccc.workflow.check import rules_of

    outcome = rules_of(names)
    if outcome.value is None:
        announce(outcome.notes, ())
        raise typer.Exit(WRONG_USAGE)
    form = RULES["json" if "json" in forms else "text"]
    finish(outcome, lambda entries: typer.echo(form.write(entries, bool(names)), nl=False))
