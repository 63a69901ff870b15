"""A draft of a plan -> the verdicts that would flip by it; nothing is saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cccc.problems import has_error
from cccc.workflow.evaluation import Evaluated, EvaluationRun, assess, evaluated_of, refused
from cccc.workflow.evidence import bearing_on, last_period, not_evaluated
from cccc.workflow.periods import in_period

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from cccc.periods import Period
    from cccc.workflow.evaluation import Destination
    from cccc.workflow.office import Office
    from cccc.workflow.outcome import Outcome


@in_period
def try_plan(
    office: Office,
    asked: Period | None,
    draft: Path,
    files: Sequence[Path],
    to: Destination,
    *,
    allowed: frozenset[str] = frozenset(),
    as_of: str | None = None,
) -> Outcome[Evaluated]:
    """The period by the plans as they are, held against it by those with ``draft``; of ``files``, else of the ledger."""
    from cccc.declarations.review.lone_file import with_plan
    from cccc.evaluation.comparison import flipped
    from cccc.reports.formats import TRIAL
    from cccc.reports.tables import Trial, Wording

    space, plan, found = with_plan(office.space, draft)
    base = _base(office, files, asked, allowed, as_of)
    problems = [*office.problems, *found, *base.problems]
    if space is None or plan is None or base.evaluation is None or base.period is None or has_error(problems):
        return refused(to, base.period or asked, base.inputs, problems)
    known = bearing_on(space, office.ledger, base.period, base.observations, base.inputs)
    after, judged = evaluated_of(space, office.ledger, known.observations, base.period, known.compared)
    office.problems = list(dict.fromkeys([*problems, *judged]))
    if has_error(office.problems):
        return refused(to, base.period, base.inputs, office.problems)
    shown = Wording(space.roster, space.indicators)
    content = TRIAL[to.form].write(Trial(plan, after, flipped(base.evaluation, after), shown, office.problems))
    if to.output is not None and not office.put(to.output, content, force=to.force):
        return refused(to, base.period, base.inputs, office.problems)
    return office.outcome(Evaluated(content, to.output))


def _base(
    office: Office, files: Sequence[Path], asked: Period | None, allowed: frozenset[str], as_of: str | None
) -> EvaluationRun:
    """The evaluation of today, of the files or of what the ledger holds."""
    if files:
        return assess(office.space, office.ledger, files, asked, allowed, as_of)
    period = asked or last_period(office.ledger)
    known = office.ledger.observations(period.end) if period else []
    if period is None or not known:
        return EvaluationRun(None, period, problems=[not_evaluated(office.space, asked)])
    evaluation, problems = evaluated_of(office.space, office.ledger, known, period)
    return EvaluationRun(evaluation, period, problems=problems, known=known)
