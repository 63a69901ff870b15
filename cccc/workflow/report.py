"""A period -> a workbook or a page on it: totals, rankings, trend, the findings of the year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cccc.problems import has_error
from cccc.workflow.evidence import recalled
from cccc.workflow.periods import in_period

if TYPE_CHECKING:
    from pathlib import Path

    from cccc.periods import Period
    from cccc.workflow.office import Office
    from cccc.workflow.outcome import Outcome


@in_period
def report(office: Office, asked: Period | None, form: str, output: Path | None, *, force: bool) -> Outcome[Path]:
    """The file in ``form`` that was written, on the period ``asked`` for, else on the one evaluated last."""
    from cccc.reports.formats import REPORT
    from cccc.reports.tables import Wording

    space, ledger = office.space, office.ledger
    evaluation, found = recalled(office, asked)
    office.problems += found
    if evaluation is None or has_error(office.problems):
        return office.outcome()
    known = Wording(space.roster, space.indicators, space.policy.ranking)
    trend = ledger.trend([unit.id for unit in space.roster.units])
    content = REPORT[form].write(evaluation, space.issuer, known, ledger.history(), trend)
    path = output or space.root / "reports" / f"report-{evaluation.period.label}.{form}"
    return office.outcome(path if office.put(path, content, force=force) else None)
