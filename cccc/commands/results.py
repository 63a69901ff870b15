"""An evaluation and a format -> the bytes of what is shown or written, and where they go."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from io import StringIO
from typing import TYPE_CHECKING

import typer

from cccc.messages import m
from cccc.workflow.files import guard_problems

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from cccc.declarations.workspace import Workspace
    from cccc.model.differences import Flips
    from cccc.model.evaluations import Evaluation
    from cccc.model.targets import Plan
    from cccc.problems import Problem
    from cccc.workflow.alarms import Alarm
    from cccc.workflow.files import Staging


class Format(StrEnum):
    """How the result of an evaluation is shown."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    XLSX = "xlsx"
    HTML = "html"
    MD = "md"


@dataclass(frozen=True, slots=True)
class Destination:
    """Where a result goes: to a file, else to stdout."""

    form: Format
    output: Path | None
    force: bool = False

    @property
    def is_terminal(self) -> bool:
        """Whether the result is printed as a table, with the colours and the width of the terminal."""
        return self.form is Format.TABLE and self.output is None

    def prepare(self, space: Workspace, made: bytes, staged: Staging) -> list[Problem]:
        """Keep a file aside; what forbids it to be put is told before anything is saved."""
        from cccc.ledger import Ledger

        if self.output is None:
            return []
        ledger, problems = Ledger.open(space.ledger, create=False)
        if ledger is None:
            return problems
        with ledger:
            return guard_problems(self.output, ledger, force=self.force) or staged.add(self.output, made)

    def put(self, space: Workspace, staged: Staging) -> list[Problem]:
        """Put the file in its place."""
        from cccc.ledger import Ledger, LedgerError

        if self.output is None:
            return []
        ledger, problems = Ledger.open(space.ledger, create=True)
        if ledger is None:
            return problems
        with ledger:
            try:
                return staged.put(ledger, force=self.force)
            except LedgerError as error:
                return [error.problem]

    def show(self, made: bytes) -> None:
        """The result on stdout, or where it has been written."""
        if self.output is None:
            typer.echo(made, nl=False)
        else:
            typer.echo(self.output.as_posix())


def content(
    space: Workspace,
    evaluation: Evaluation,
    problems: Sequence[Problem],
    form: Format,
    *,
    saved: bool,
    alarms: Sequence[Alarm] = (),
) -> bytes:
    """The evaluation in ``form``, whole."""
    match form:
        case Format.TABLE:
            from cccc.reports.terminal import evaluation_table

            text = StringIO()
            evaluation_table.show(evaluation, space.roster, space.indicators, text)
            return text.getvalue().encode()
        case Format.JSON:
            from cccc.reports.json import documents

            told = [one.document for one in alarms]
            document = documents.evaluation(evaluation, space.roster, problems, saved=saved, alarms=told)
            return f"{documents.as_text(document)}\n".encode()
        case Format.HTML:
            from cccc.reports.page.evaluation_page import evaluation_page
            from cccc.reports.tables import Known

            return evaluation_page(evaluation, space.issuer, Known(space.roster, space.indicators), problems)
    return _tables(space, evaluation, problems, form)


def _tables(space: Workspace, evaluation: Evaluation, problems: Sequence[Problem], form: Format) -> bytes:
    from cccc.reports import tables

    known = tables.Known(space.roster, space.indicators)
    if form is Format.CSV:
        from cccc.reports.workbook.csv import as_csv

        return as_csv(tables.results(evaluation, known))
    made = tables.tables(evaluation, known, problems)
    if form is Format.MD:
        from cccc.reports.ci.markdown import of_evaluation

        return of_evaluation(evaluation, made).encode()
    from cccc.reports.workbook.xlsx import as_xlsx

    return as_xlsx(str(m("Results of {period}", period=evaluation.period)), made)


def flips_content(
    space: Workspace, plan: Plan, evaluation: Evaluation, flips: Flips, problems: Sequence[Problem], form: Format
) -> bytes:
    """What ``plan``, which is being tried, would turn."""
    from cccc.reports import tables
    from cccc.reports.json import documents
    from cccc.reports.json.differences import flips_document
    from cccc.reports.terminal import differences

    known = tables.Known(space.roster, space.indicators)
    head = m("Trying the plan {plan} ({file})", plan=plan.id, file=plan.location.file)
    if form is Format.JSON:
        document = documents.evaluation(evaluation, space.roster, problems, saved=False)
        document |= {"tried": {"plan": plan.id, "file": plan.location.file}, **flips_document(flips)}
        return f"{documents.as_text(document)}\n".encode()
    if form is Format.MD:
        return f"## {head}\n\n{differences.flips_as_markdown(flips, known)}\n".encode()
    return "".join(f"{line}\n" for line in (str(head), *differences.flip_lines(flips, known))).encode()
