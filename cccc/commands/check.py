"""``cccc check``: the declarations of an office -> every problem in them, in as many forms as are asked for."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from cccc.commands.options import WorkspaceOption
from cccc.commands.outcome import DONE, REFUSED, WRONG_USAGE, note, sound, stop, tell
from cccc.messages import _, m

if TYPE_CHECKING:
    from cccc.messages import Message
    from cccc.problems import Problem
    from cccc.rulebook import Entry
    from cccc.workflow.check import Checked


class Format(StrEnum):
    """How the problems are told."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"
    SARIF = "sarif"


SUFFIXES = {Format.TEXT: "txt", Format.JSON: "json", Format.GITHUB: "github.txt", Format.SARIF: "sarif"}


def run(
    paths: Annotated[
        list[Path] | None, typer.Argument(metavar="PATH", help=_("Files, folders or workspaces; else the workspace here."))
    ] = None,
    form: Annotated[
        list[Format] | None, typer.Option("--format", help=_("How to tell the problems; may be given several times."))
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
        _explain([path.as_posix() for path in paths or []], form or [Format.TEXT])
    from cccc.workflow.check import Checker
    from cccc.workflow.periods import day_of

    printed, written = _where(form or [], output or [])
    today = datetime.now(UTC).astimezone().date()
    day = sound(day_of(at))
    checked = Checker(workspace, day, day or today, skip_others=skip_others).check(paths or [])
    unwritten = [problem for one, path in written.items() for problem in _write(one, path, checked, force=force)]
    if printed is None:
        _to_person(checked)
    elif printed is Format.TEXT and sys.stdout.isatty():
        _show(checked)
    elif text := _told(printed, checked):
        typer.echo(text)
    tell(unwritten)
    if strict and checked.problems:
        raise typer.Exit(REFUSED)
    stop([*checked.problems, *unwritten])


# --- which form goes where -------------------------------------------------------------------------------------------


def _where(forms: list[Format], outputs: list[str]) -> tuple[Format | None, dict[Format, Path]]:
    """The form that is printed (None: for a person, on stderr) and the files of the others."""
    named: dict[Format, Path] = {}
    places: list[Path] = []
    for given in outputs:
        word, is_named, path = given.partition("=")
        if is_named and word in tuple(Format):
            named[Format(word)] = Path(path)
        else:
            places.append(Path(given))
    if len(places) > 1:
        raise typer.BadParameter(_("one folder, or FORMAT=PATH for each"), param_hint="--output")
    left = [one for one in dict.fromkeys(forms) if one not in named]
    if len(left) == 1 and places and len(set(forms)) == 1:
        [place] = places
        return None, {**named, left[0]: _in_folder(place, left[0]) if place.is_dir() else place}
    if len(left) > 1 and not places:
        raise typer.BadParameter(_("one format is printed; say where the others go: FORMAT=PATH"), param_hint="--output")
    if places and not left[1:]:
        raise typer.BadParameter(_("no format is left for it; write --format FORMAT too"), param_hint="--output")
    return (left[0] if left else None), {**named, **{one: _in_folder(place, one) for place in places for one in left[1:]}}


def _in_folder(folder: Path, form: Format) -> Path:
    return folder / f"check.{SUFFIXES[form]}"


def _told(form: Format, checked: Checked) -> str:
    from cccc.reports.ci import github, sarif
    from cccc.reports.json import checks, documents
    from cccc.reports.terminal import check
    from cccc.workflow.check import from_root, lines_of, place_from_root, source_root

    root = source_root()
    match form:
        case Format.TEXT:
            return "\n".join(check.lines(checked.problems, checked.passed))
        case Format.JSON:
            return documents.as_text(checks.check_document(checked.problems, checked.passed))
        case Format.GITHUB:
            return "\n".join(github.lines(from_root(problem, root) for problem in checked.problems))
        case Format.SARIF:
            made = sarif.check_sarif(checked.problems, checked.passed, lines_of, lambda place: place_from_root(place, root))
            return documents.as_text(made)


def _write(form: Format, path: Path, checked: Checked, *, force: bool) -> list[Problem]:
    from cccc.workflow.files import rewrite, write_anew

    content = f"{_told(form, checked)}\n".encode()
    if path.is_file() and _is_ours(path):
        return rewrite(path, content)
    return write_anew(path, content, force=force)


def _is_ours(path: Path) -> bool:
    """Whether an earlier check wrote the file: by its first words, which nobody writes by hand."""
    with path.open("rb") as file:
        start = file.read(400)
    return not start.strip() or b'"schema": "cccc/check@1"' in start or (b"sarif-2.1.0" in start and b'"name": "cccc"' in start)


def _to_person(checked: Checked) -> None:
    """Tell it on stderr, where every command tells its problems: at a terminal with the lines they stand in."""
    if sys.stderr.isatty():
        _show(checked, on_stderr=True)
    else:
        from cccc.reports.terminal.check import lines

        for line in lines(checked.problems, checked.passed):
            typer.echo(line, err=True)
    if not checked.problems and not checked.passed:
        note(m("nothing is wrong"))


def _show(checked: Checked, *, on_stderr: bool = False) -> None:
    from cccc.reports.terminal import snippets
    from cccc.workflow.check import lines_of

    snippets.show(checked.problems, checked.passed, lines_of, sys.stderr if on_stderr else sys.stdout)


# --- what a rule means -----------------------------------------------------------------------------------------------


def _explain(names: list[str], forms: list[Format]) -> NoReturn:
    from cccc.reports.json import checks, documents
    from cccc.reports.terminal import rules
    from cccc.rulebook import every, known

    wrong = [name for name in names if not known(name)]
    for name in wrong:
        typer.echo(str(_unknown(name)), err=True)
    if wrong:
        raise typer.Exit(WRONG_USAGE)
    entries: list[Entry] = [entry for name in dict.fromkeys(names) for entry in known(name)] if names else list(every())
    if Format.JSON in forms:
        typer.echo(documents.as_text(checks.rules_document(entries)))
    elif names:
        typer.echo("\n\n".join(rules.explained(entry) for entry in entries))
    else:
        typer.echo("\n".join(rules.listing(entries)))
    raise typer.Exit(DONE)


def _unknown(name: str) -> Message:
    from cccc.rulebook import every
    from cccc.vietnamese import nearest

    near = nearest(name, dict.fromkeys(entry.name for entry in every()), most=3)
    if not near:
        return m("there is no code or rule {name}; cccc check --explain lists them", name=name)
    return m("there is no code or rule {name}; did you mean {near}?", name=name, near=tuple(near))
