"""``cccc lint``: Word files -> where they differ from Decree 30/2020/NĐ-CP; with ``--fix``, files with what is safe mended."""

from __future__ import annotations

from contextlib import nullcontext
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cccc.commands.options import WorkspaceOption
from cccc.commands.outcome import DONE, REFUSED, note, tell
from cccc.messages import _, m
from cccc.problems import has_error
from cccc.workflow.files import read_files, write_anew, write_guarded

if TYPE_CHECKING:
    from collections.abc import Iterable
    from contextlib import AbstractContextManager

    from cccc.documents.lint import OfficeFacts
    from cccc.ledger import Ledger
    from cccc.model.remarks import LintedFile
    from cccc.problems import Problem


class Format(StrEnum):
    """How the remarks are told."""

    TEXT = "text"
    JSON = "json"
    SARIF = "sarif"


def run(
    files: Annotated[list[Path], typer.Argument(metavar="FILE", help=_("Word files (.docx)."))],
    form: Annotated[Format, typer.Option("--format", help=_("How to tell the remarks."))] = Format.TEXT,
    fix: Annotated[bool, typer.Option("--fix", help=_("Write the file anew with everything mended that is safe."))] = False,
    output: Annotated[
        Path | None, typer.Option(metavar="PATH", help=_("Where to write the mended file; else NAME.fixed.docx beside it."))
    ] = None,
    year: Annotated[int | None, typer.Option(metavar="Y", help=_("The year that the papers must bear."))] = None,
    place: Annotated[str | None, typer.Option(metavar="NAME", help=_("The place that the papers must bear."))] = None,
    force: Annotated[bool, typer.Option("--force", help=_("Overwrite a file that was edited."))] = False,
    workspace: Annotated[Path | None, WorkspaceOption] = None,
) -> None:
    """Check every file and tell every remark; the status is 1 where one violates the decree."""
    _check_usage(files, output, fix=fix)
    from cccc.documents.lint import OfficeFacts

    contents, problems = read_files(files)
    known = OfficeFacts(year, place)
    if fix:
        with _ledger(workspace) as ledger:
            mended = [_mend(name, content, output, known, ledger, force=force) for name, content in contents]
        problems += [problem for _done, found in mended for problem in found]
        linted = [done for done, _found in mended if done is not None]
    else:
        linted, found = _lint(contents, known)
        problems += found
    _say(form, linted, problems)
    refused = has_error(problems) or any(one.has_error for one in linted)
    raise typer.Exit(REFUSED if refused else DONE)


def _check_usage(files: list[Path], output: Path | None, *, fix: bool) -> None:
    if output is not None and not fix:
        raise typer.BadParameter(_("it goes with --fix"), param_hint="--output")
    if output is not None and len({path.as_posix() for path in files}) > 1:
        raise typer.BadParameter(_("it takes one file"), param_hint="--output")


def _lint(contents: Iterable[tuple[str, bytes]], known: OfficeFacts) -> tuple[list[LintedFile], list[Problem]]:
    from cccc.documents.lint import lint

    linted: list[LintedFile] = []
    problems: list[Problem] = []
    for name, content in contents:
        done, found = lint(content, name, known)
        linted += [done] if done is not None else []
        problems += found
    return linted, problems


def _mend(
    name: str, content: bytes, output: Path | None, known: OfficeFacts, ledger: Ledger | None, *, force: bool
) -> tuple[LintedFile | None, list[Problem]]:
    """Write the mended file and tell what is left; where nothing can be mended, nothing is written."""
    from cccc.documents.lint import fixed, lint

    before, problems = lint(content, name, known)
    if before is None:
        return None, problems
    count = sum(remark.fixable for remark in before.remarks)
    if not count:
        note(m("{file}: nothing that can be mended safely", file=name))
        return before, []
    better = fixed(content, known)
    path = output or Path(name).with_suffix(".fixed.docx")
    problems = _write(path, better, ledger, force=force)
    if has_error(problems):
        return before, problems
    note(m("{file}: {count} mended, written to {path}", file=name, count=count, path=path.as_posix()))
    after, _problems = lint(better, path.as_posix(), known)
    return after, []


def _ledger(workspace: Path | None) -> AbstractContextManager[Ledger | None]:
    """The ledger of the workspace, where there is one: it knows which files cccc wrote itself."""
    from cccc.declarations.workspace import find

    if workspace is None and find(Path.cwd()) is None:
        return nullcontext(None)
    from cccc.workflow.office import reading, writing

    with reading(workspace) as session:
        return writing(session)


def _write(path: Path, content: bytes, ledger: Ledger | None, *, force: bool) -> list[Problem]:
    if ledger is None:
        return write_anew(path, content, force=force)
    return write_guarded(path, content, ledger, force=force)


def _say(form: Format, linted: list[LintedFile], problems: list[Problem]) -> None:
    from cccc.documents.lint import CHECKS
    from cccc.reports.ci import sarif
    from cccc.reports.json import checks, documents
    from cccc.reports.terminal import papers

    match form:
        case Format.JSON:
            typer.echo(documents.as_text(checks.lint_document(linted, problems)))
        case Format.SARIF:
            rules = [check.rule for check in CHECKS.values()]
            typer.echo(documents.as_text(sarif.lint_sarif(rules, linted, problems)))
        case _:
            for line in papers.lint_lines(linted):
                typer.echo(line)
    tell(problems)
    if form is Format.TEXT and linted and not any(one.remarks for one in linted):
        note(m("nothing is wrong"))
