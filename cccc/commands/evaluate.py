"""``cccc evaluate``: exports -> verdicts, shown and saved; with ``--targets``, the verdicts that a plan would turn."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cccc.commands.options import WorkspaceOption, format_option
from cccc.commands.outcome import echo_path, finish, refuse
from cccc.messages import _, m
from cccc.reports.formats import EVALUATION, TRIAL

if TYPE_CHECKING:
    from cccc.workflow.evaluation import Evaluated


def run(
    files: Annotated[list[Path] | None, typer.Argument(metavar="FILE", help=_("Exports of the portal."))] = None,
    period: Annotated[str | None, typer.Option(metavar="P", help=_("The period: 2023-08, 2023-W36, 2023-Q3, …"))] = None,
    form: Annotated[str, format_option(EVALUATION, _("How to show the result."))] = "table",
    output: Annotated[Path | None, typer.Option(metavar="PATH", help=_("Write the result to this file."))] = None,
    as_of: Annotated[str | None, typer.Option(metavar="TIME", help=_("When the figures were taken; letters print it."))] = None,
    targets: Annotated[
        Path | None,
        typer.Option(metavar="DRAFT", help=_("Try this plan (.yaml): tell the verdicts that would flip; nothing is saved.")),
    ] = None,
    no_save: Annotated[bool, typer.Option("--no-save", help=_("Do not save to the ledger."))] = False,
    allow: Annotated[
        list[str] | None,
        typer.Option(metavar="CODE", help=_("Turn an error with a safe meaning into a warning: unknown-unit.")),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help=_("Overwrite a file that was edited."))] = False,
    workspace: Annotated[Path | None, WorkspaceOption] = None,
) -> None:
    """Read, evaluate, show and save."""
    _check_usage(files, form, output, targets)
    allowed = _allowed(allow or [])
    from cccc.workflow.evaluation import Destination, evaluate
    from cccc.workflow.periods import cut_off
    from cccc.workflow.what_if import try_plan

    to, taken = Destination(form, output, force), cut_off(as_of)
    outcome = (
        evaluate(workspace, files or [], period, to, allowed=allowed, as_of=taken, save=not no_save)
        if targets is None
        else try_plan(workspace, period, targets, files or [], to, allowed=allowed, as_of=taken)
    )
    finish(outcome, _show, silent=form == "json")


def _show(result: Evaluated) -> None:
    if result.path is not None:
        echo_path(result.path)
    elif result.table is None:
        typer.echo(result.content, nl=False)
    else:
        from cccc.reports.terminal.evaluation_table import show

        evaluation, space = result.table
        show(evaluation, space.roster, space.indicators)


def _check_usage(files: list[Path] | None, form: str, output: Path | None, targets: Path | None) -> None:
    if not files and targets is None:
        refuse(_("give the exports, or a plan to try (--targets)"), "FILE")
    if targets is not None and form not in TRIAL:
        refuse(m("with --targets only {known}", known=tuple(TRIAL)), "--format")
    if EVALUATION[form].binary and output is None and sys.stdout.isatty():
        refuse(_("a workbook is no text; say with --output where to write it"), "--format")


def _allowed(codes: list[str]) -> frozenset[str]:
    if not codes:
        return frozenset()
    from cccc.workflow.evaluation import allowable

    for code in codes:
        if code not in allowable():
            told = m("{code} is no error with a safe meaning; only {allowed}", code=code, allowed=allowable())
            refuse(told, "--allow")
    return frozenset(codes)
