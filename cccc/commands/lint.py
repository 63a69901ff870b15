"""``cccc lint``: Word files -> where they differ from Decree 30/2020/NĐ-CP; with ``--fix``, files with what is safe mended."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cccc.commands.options import WorkspaceOption, format_option
from cccc.commands.outcome import finish, note, refuse, tell
from cccc.messages import _, m
from cccc.reports.formats import LINT

if TYPE_CHECKING:
    from cccc.workflow.lint import Linted


def run(
    files: Annotated[list[Path], typer.Argument(metavar="FILE", help=_("Word files (.docx)."))],
    form: Annotated[str, format_option(LINT, _("How to tell the remarks."))] = "text",
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
    if output is not None and not fix:
        refuse(_("it goes with --fix"), "--output")
    if output is not None and len({path.as_posix() for path in files}) > 1:
        refuse(_("it takes one file"), "--output")
    from cccc.workflow.lint import lint, mend

    outcome = mend(workspace, files, output, year, place, force=force) if fix else lint(files, year, place)

    def show(linted: Linted) -> None:
        typer.echo(LINT[form].write(linted.files, outcome.problems, linted.rules), nl=False)
        tell(outcome.problems)
        if form == "text" and linted.files and not any(one.remarks for one in linted.files):
            note(m("nothing is wrong"))

    linted = outcome.value
    finish(outcome, show, refused=linted is not None and linted.has_error, silent=linted is not None)
