"""``cccc report``: what the ledger holds of a period -> a workbook or a page, for people who would rather look."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cccc.commands.outcome import end
from cccc.messages import _
from cccc.problems import has_error
from cccc.workflow.files import WorkspaceOption, write_guarded
from cccc.workflow.office import reading, writing
from cccc.workflow.periods import parse_period

if TYPE_CHECKING:
    from cccc.model.evaluations import Evaluation
    from cccc.workflow.office import Session


class Format(StrEnum):
    """The form of the report."""

    XLSX = "xlsx"
    HTML = "html"


def run(
    period: Annotated[str | None, typer.Option(metavar="P", help=_("The period; else the one evaluated last."))] = None,
    form: Annotated[Format, typer.Option("--format", help=_("A workbook (xlsx) or a page (html)."))] = Format.XLSX,
    output: Annotated[Path | None, typer.Option(metavar="PATH", help=_("Where to write it; else in reports/."))] = None,
    force: Annotated[bool, typer.Option("--force", help=_("Overwrite a file that was edited."))] = False,
    workspace: Annotated[Path | None, WorkspaceOption] = None,
) -> None:
    """Write totals, rankings, trend and the findings of the year, and say where they are."""
    from cccc.workflow.recall import recalled

    asked = parse_period(period, workspace)
    with reading(workspace) as session:
        evaluation, found = recalled(session, asked)
        problems = [*session.problems, *found]
        if evaluation is None or has_error(problems):
            end(problems)
        made = _content(session, evaluation, form)
        path = output or session.space.root / "reports" / f"report-{evaluation.period.label}.{form}"
    with writing(session) as ledger:
        problems += write_guarded(path, made, ledger, force=force)
    if not has_error(problems):
        typer.echo(path.as_posix())
    end(problems)


def _content(session: Session, evaluation: Evaluation, form: Format) -> bytes:
    from cccc.reports import chronicle
    from cccc.reports.tables import Known

    space, ledger = session.space, session.ledger
    known = Known(space.roster, space.indicators, space.policy.ranking)
    told = ledger.history(), ledger.trend([unit.id for unit in space.roster.units])
    if form is Format.HTML:
        return chronicle.report_page(evaluation, space.issuer, known, *told)
    from cccc.reports.workbook.xlsx import as_xlsx

    return as_xlsx(f"{space.issuer.name}: {chronicle.title(evaluation)}", chronicle.report_tables(evaluation, known, *told))
