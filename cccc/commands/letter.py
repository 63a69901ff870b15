"""``cccc letter``: an evaluation or the plans -> letters drafted, copies to be signed, and what changed since a draft."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cccc.commands.options import WorkspaceOption, format_option, parse_date, parse_number
from cccc.commands.outcome import announce, echo_path, finish, refuse
from cccc.messages import _, m

if TYPE_CHECKING:
    from cccc.model.remarks import VerifiedLetter

_FORMATS = dict.fromkeys(("docx", "md", "pdf"))


def run(
    template: Annotated[str, typer.Argument(metavar="TEMPLATE", help=_("The kind of letter."))] = "notice",
    period: Annotated[str | None, typer.Option(metavar="P", help=_("The period; else the one evaluated last."))] = None,
    unit: Annotated[list[str] | None, typer.Option(metavar="U", help=_("Only the findings on this unit (its id)."))] = None,
    from_: Annotated[
        list[Path] | None, typer.Option("--from", metavar="FILE", help=_("Evaluate these exports instead of using the ledger."))
    ] = None,
    output: Annotated[Path | None, typer.Option(metavar="PATH", help=_("Where to write the draft."))] = None,
    form: Annotated[str, format_option(_FORMATS, _("The form of the draft."))] = "docx",
    number: Annotated[str | None, typer.Option(metavar="N", help=_("The paper's number; a draft leaves it open."))] = None,
    dated: Annotated[
        str | None, typer.Option("--date", metavar="D", help=_("The paper's date, as 2023-09-15; a draft leaves the day open."))
    ] = None,
    each: Annotated[
        bool, typer.Option("--each", help=_("A letter for each unit concerned, and an index; {unit} in --output names it."))
    ] = False,
    plan: Annotated[
        str | None, typer.Option(metavar="ID", help=_("The plan, for a letter on targets; else all that apply."))
    ] = None,
    final: Annotated[
        bool,
        typer.Option("--final", help=_("The copy to be signed: no stamp, no controls, no comments; also of an edited .docx.")),
    ] = False,
    annotate: Annotated[
        bool, typer.Option("--annotate", help=_("A Word comment on each figure: its counts, file, sheet and cells."))
    ] = False,
    diff: Annotated[
        Path | None, typer.Option(metavar="OLD", help=_("Show what changed since the letter OLD (.docx); nothing is written."))
    ] = None,
    force: Annotated[bool, typer.Option("--force", help=_("Overwrite a file that was edited."))] = False,
    workspace: Annotated[Path | None, WorkspaceOption] = None,
) -> None:
    """Write the letter and say where it is; with --diff, show what changed."""
    _check_usage(diff, form, annotate=annotate, final=final, each=each)
    from cccc.workflow import letter
    from cccc.workflow.drafts import Signing
    from cccc.workflow.periods import period_of

    if final and template.endswith(".docx"):
        finish(letter.final_copy(workspace, Path(template), output, _show_differences, announce, force=force), echo_path)
    asked = period_of(period, workspace)
    if asked.refused:
        finish(asked)
    signing = Signing(parse_number(number)[0] if number else None, parse_date(dated))
    order = letter.LetterOrder(template, asked.value, unit or [], from_ or [], signing, plan)
    file = letter.LetterFile(form, output, annotate, final, force)
    if each:
        from cccc.reports.terminal.progress import followed

        finish(letter.draft_each(workspace, order, file, followed, announce), _show_files)
    if diff is not None:
        finish(letter.changes(workspace, order, diff), _show_lines)
    finish(letter.draft(workspace, order, file, announce), echo_path)


def _check_usage(diff: Path | None, form: str, *, annotate: bool, final: bool, each: bool) -> None:
    if annotate and final:
        refuse(_("it does not go with --final"), "--annotate")
    if annotate and form != "docx":
        refuse(m("comments are Word's; a draft as {form} has none", form=form), "--annotate")
    if annotate and diff is not None:
        refuse(_("it does not go with --diff"), "--annotate")
    if diff is not None and each:
        refuse(_("it does not go with --each"), "--diff")


def _show_differences(checked: VerifiedLetter) -> None:
    """Write to stderr where a draft tells something else than the ledger."""
    from cccc.reports.terminal.papers import verify_lines

    for line in verify_lines([checked]):
        typer.echo(line, err=True)


def _show_files(files: list[Path]) -> None:
    for file in files:
        echo_path(file)


def _show_lines(lines: list[str]) -> None:
    for line in lines:
        typer.echo(line)
