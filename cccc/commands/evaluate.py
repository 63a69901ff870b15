"""``cccc evaluate``: exports -> verdicts, shown and saved."""

from __future__ import annotations

from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cccc.commands.outcome import note, stop, tell
from cccc.commands.places import WorkspaceOption, open_workspace
from cccc.messages import _, m
from cccc.problems import ALLOWABLE, Problem, has_error

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cccc.commands.assessing import Run
    from cccc.declarations.workspace import Workspace
    from cccc.model import Evaluation, InputFile
    from cccc.periods import Period


class Format(StrEnum):
    """How the result is shown."""

    TABLE = "table"
    JSON = "json"


def run(
    files: Annotated[list[Path], typer.Argument(metavar="FILE", help=_("Exports of the portal."))],
    period: Annotated[str | None, typer.Option(metavar="P", help=_("The period: 2023-08, 2023-W36, 2023-Q3, …"))] = None,
    form: Annotated[Format, typer.Option("--format", help=_("How to show the result."))] = Format.TABLE,
    as_of: Annotated[str | None, typer.Option(metavar="TIME", help=_("When the figures were taken; letters print it."))] = None,
    no_save: Annotated[bool, typer.Option("--no-save", help=_("Do not save to the ledger."))] = False,
    allow: Annotated[
        list[str] | None,
        typer.Option(metavar="CODE", help=_("Turn an error with a safe meaning into a warning: unknown-unit.")),
    ] = None,
    workspace: Annotated[Path | None, WorkspaceOption] = None,
) -> None:
    """Read, evaluate, show and save."""
    from cccc.commands.assessing import read_anyway

    asked = parse_period(period)
    allowed = _allowed(allow or [])
    space, problems = open_workspace(workspace)
    if space is None or has_error(problems):
        inputs, found = read_anyway(space, files, asked)
        problems += found
        _refuse(asked, inputs, problems, form)
        stop(problems)
    result, problems = _assess(space, problems, files, asked, allowed, _taken(as_of), save=not no_save)
    if result is None or result.evaluation is None:
        _refuse(asked or (result.period if result else None), result.inputs if result else (), problems, form)
        stop(problems)
    _show(space, result, problems, form, saved=not no_save)
    stop(problems)


def parse_period(text: str | None) -> Period | None:
    """The period that ``--period`` names; wrong usage where it names none."""
    from cccc.periods import parse_label

    period = parse_label(text) if text is not None else None
    if text is not None and period is None:
        told = m("{text} is not a period; write 2023-08, 2023-W36, 2023-Q3, 2023-H1, 2023 or 2023-09-01..2023-09-07", text=text)
        raise typer.BadParameter(str(told), param_hint="--period")
    return period


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
    *,
    save: bool,
) -> tuple[Run | None, list[Problem]]:
    from cccc.commands.assessing import assess
    from cccc.commands.drifting import tell_drift
    from cccc.ledger import Ledger, LedgerError

    ledger, found = Ledger.open(space.ledger, create=False)
    if ledger is None:
        return None, [*problems, *found]
    with ledger:
        try:
            result = assess(space, ledger, files, asked, allowed, as_of)
            tell_drift(space, ledger, files, asked, result)
        except LedgerError as error:
            return None, [*problems, error.problem]
    problems = [*problems, *result.problems]
    if save and result.evaluation is not None and not has_error(problems):
        problems += _save(space, result, result.evaluation)
    return (None if has_error(problems) and result.evaluation is not None else result), problems


def _save(space: Workspace, result: Run, evaluation: Evaluation) -> list[Problem]:
    """Save to the ledger, which is made only now: where something is wrong, no file is written."""
    from cccc.ledger import Ledger, LedgerError

    ledger, found = Ledger.open(space.ledger, create=True)
    if ledger is None:
        return found
    with ledger:
        try:
            saved = ledger.save_evaluation(result.observations, evaluation, datetime.now(UTC), result.headings)
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


def _show(space: Workspace, result: Run, problems: list[Problem], form: Format, *, saved: bool) -> None:
    evaluation = result.evaluation
    if evaluation is None:
        return
    if form is Format.JSON:
        from cccc.reports import documents

        typer.echo(documents.as_text(documents.evaluation(evaluation, space.roster, problems, saved=saved)))
        return
    from cccc.reports import terminal

    terminal.show(evaluation, space.roster, space.indicators)
    tell(problems)


def _refuse(period: Period | None, inputs: Sequence[InputFile], problems: list[Problem], form: Format) -> None:
    if form is Format.JSON:
        from cccc.reports import documents

        typer.echo(documents.as_text(documents.refusal(period, inputs, problems)))
    else:
        tell(problems)
