"""``cccc evaluate``: exports -> verdicts, shown and saved."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from cccc.commands.options import WorkspaceOption
from cccc.commands.outcome import note, stop, tell
from cccc.commands.results import Destination, Format, content
from cccc.messages import _, m
from cccc.problems import ALLOWABLE, Problem, has_error
from cccc.workflow.files import Staging
from cccc.workflow.office import open_workspace
from cccc.workflow.periods import parse_period

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cccc.declarations.workspace import Workspace
    from cccc.model.evaluations import Evaluation
    from cccc.model.observations import InputFile
    from cccc.periods import Period
    from cccc.workflow.evaluation import Run


def run(
    files: Annotated[list[Path] | None, typer.Argument(metavar="FILE", help=_("Exports of the portal."))] = None,
    period: Annotated[str | None, typer.Option(metavar="P", help=_("The period: 2023-08, 2023-W36, 2023-Q3, …"))] = None,
    form: Annotated[Format, typer.Option("--format", help=_("How to show the result."))] = Format.TABLE,
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
    asked = parse_period(period, workspace)
    allowed = _allowed(allow or [])
    _check_usage(files, form, output, targets)
    destination = Destination(form, output, force=force)
    if targets is not None:
        _try(workspace, targets, files or [], asked, allowed, _taken(as_of), destination)
    _evaluate(workspace, files or [], asked, allowed, _taken(as_of), destination, save=not no_save)


def _check_usage(files: list[Path] | None, form: Format, output: Path | None, targets: Path | None) -> None:
    if not files and targets is None:
        raise typer.BadParameter(_("give the exports, or a plan to try (--targets)"), param_hint="FILE")
    if targets is not None and form not in (Format.TABLE, Format.JSON, Format.MD):
        raise typer.BadParameter(str(m("with --targets only {known}", known=("table", "json", "md"))), param_hint="--format")
    if form is Format.XLSX and output is None and sys.stdout.isatty():
        raise typer.BadParameter(_("a workbook is no text; say with --output where to write it"), param_hint="--format")


def _evaluate(
    folder: Path | None,
    files: list[Path],
    asked: Period | None,
    allowed: frozenset[str],
    as_of: str | None,
    destination: Destination,
    *,
    save: bool,
) -> NoReturn:
    from cccc.workflow.evaluation import read_anyway

    space, problems = open_workspace(folder)
    if space is None or has_error(problems):
        inputs, found = read_anyway(space, files, asked)
        _refuse(asked, inputs, [*problems, *found], destination.form)
    result, problems = _assess(space, problems, files, asked, allowed, as_of)
    evaluation = result.evaluation if result else None
    if result is None or evaluation is None or has_error(problems):
        _refuse(asked or (result.period if result else None), result.inputs if result else (), problems, destination.form)
    with Staging() as staged:
        made = b""
        if not destination.is_terminal:
            made = content(space, evaluation, problems, destination.form, saved=save, alarms=result.alarms)
            problems += destination.prepare(space, made, staged)
        if save and not has_error(problems):
            problems += _save(space, result, evaluation)
        if not has_error(problems):
            problems += destination.put(space, staged)
    if has_error(problems):
        _refuse(evaluation.period, result.inputs, problems, destination.form)
    if destination.is_terminal:
        from cccc.reports.terminal import evaluation_table

        evaluation_table.show(evaluation, space.roster, space.indicators)
    else:
        destination.show(made)
    if destination.form is not Format.JSON:
        tell([*problems, *(alarm.problem for alarm in result.alarms)])
    stop(problems)


def _try(
    folder: Path | None,
    draft: Path,
    files: list[Path],
    asked: Period | None,
    allowed: frozenset[str],
    as_of: str | None,
    destination: Destination,
) -> NoReturn:
    from cccc.commands.results import flips_content
    from cccc.workflow.what_if import tried

    found = tried(folder, draft, files, asked, allowed, as_of)
    problems = found.problems
    if found.space is None or found.evaluation is None or found.flips is None or found.plan is None:
        _refuse(found.period, found.inputs, problems, destination.form)
    made = flips_content(found.space, found.plan, found.evaluation, found.flips, problems, destination.form)
    with Staging() as staged:
        problems += destination.prepare(found.space, made, staged)
        if not has_error(problems):
            problems += destination.put(found.space, staged)
    if has_error(problems):
        _refuse(found.period, found.inputs, problems, destination.form)
    destination.show(made)
    if destination.form is not Format.JSON:
        tell(problems)
    stop(problems)


def _taken(text: str | None) -> str | None:
    """When figures were taken, as a letter prints it: "17 giờ 00 ngày 05/9/2023"; other words are kept as they are."""
    from cccc.periods import short_date

    if text is None:
        return None
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        return " ".join(text.split()) or None
    day = f"ngày {short_date(moment.date())}"
    return day if len(text.strip()) <= len("2023-09-05") else f"{moment.hour:02} giờ {moment.minute:02} {day}"


def _allowed(codes: list[str]) -> frozenset[str]:
    for code in codes:
        if code not in ALLOWABLE:
            told = m("{code} is no error with a safe meaning; only {allowed}", code=code, allowed=tuple(ALLOWABLE))
            raise typer.BadParameter(str(told), param_hint="--allow")
    return frozenset(codes)


def _assess(
    space: Workspace,
    problems: list[Problem],
    files: list[Path],
    asked: Period | None,
    allowed: frozenset[str],
    as_of: str | None,
) -> tuple[Run | None, list[Problem]]:
    from cccc.ledger import Ledger, LedgerError
    from cccc.workflow.alarms import alarms_of_run
    from cccc.workflow.drift import tell_drift
    from cccc.workflow.evaluation import assess

    ledger, found = Ledger.open(space.ledger, create=False)
    if ledger is None:
        return None, [*problems, *found]
    with ledger:
        try:
            result = assess(space, ledger, files, asked, allowed, as_of)
            tell_drift(space, ledger, files, asked, result)
            result = replace(result, alarms=alarms_of_run(space, ledger, result))
        except LedgerError as error:
            return None, [*problems, error.problem]
    return result, [*problems, *result.problems]


def _save(space: Workspace, result: Run, evaluation: Evaluation) -> list[Problem]:
    """Save to the ledger, which is made only now: where something is wrong, no file is written."""
    from cccc.ledger import Ledger, LedgerError

    ledger, found = Ledger.open(space.ledger, create=True)
    if ledger is None:
        return found
    with ledger:
        try:
            saved = ledger.save_evaluation(result.observations, evaluation, datetime.now(UTC), result.headings, space.files)
        except LedgerError as error:
            return [error.problem]
    if saved.replaced or saved.retired:
        told = m(
            "of the ledger's figures {replaced} were replaced, {retired} are no longer given; the old ones stay in the record",
            replaced=saved.replaced,
            retired=saved.retired,
        )
        note(told)
    return []


def _refuse(period: Period | None, inputs: Sequence[InputFile], problems: list[Problem], form: Format) -> NoReturn:
    """Tell why there is no result."""
    if form is Format.JSON:
        from cccc.reports.json import documents

        typer.echo(documents.as_text(documents.refusal(period, inputs, problems)))
    else:
        tell(problems)
    stop(problems)
