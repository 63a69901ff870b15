"""``cccc evaluate --targets``: a draft of a plan -> the verdicts that would flip; nothing is saved."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cccc.problems import has_error
from cccc.workflow.evaluation import Run, assess, evaluated_of
from cccc.workflow.evidence import bearing_on
from cccc.workflow.office import reading
from cccc.workflow.recall import last_period, not_evaluated

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from cccc.declarations.workspace import Workspace
    from cccc.model.differences import Flips
    from cccc.model.evaluations import Evaluation
    from cccc.model.observations import InputFile
    from cccc.model.targets import Plan
    from cccc.periods import Period
    from cccc.problems import Problem
    from cccc.workflow.office import Session


@dataclass(frozen=True, slots=True)
class Tried:
    """What a draft comes to; without ``flips`` where ``problems`` forbid it."""

    problems: list[Problem]
    period: Period | None = None
    inputs: tuple[InputFile, ...] = ()
    space: Workspace | None = None
    plan: Plan | None = None
    evaluation: Evaluation | None = None
    flips: Flips | None = None


def tried(
    folder: Path | None, draft: Path, files: Sequence[Path], asked: Period | None, allowed: frozenset[str], as_of: str | None
) -> Tried:
    """The period by the plans as they are, held against the period by the plans with ``draft``."""
    from cccc.declarations.trial_plan import with_plan
    from cccc.evaluation.comparison import flipped

    with reading(folder) as session:
        space, plan, found = with_plan(session.space, draft)
        base = _base(session, files, asked, allowed, as_of)
        problems = [*session.problems, *found, *base.problems]
        if space is None or base.evaluation is None or base.period is None or has_error(problems):
            return Tried(problems, base.period or asked, base.inputs)
        known = bearing_on(space, session.ledger, base.period, base.observations, base.inputs)
        after, judged = evaluated_of(space, session.ledger, known.observations, base.period, known.compared)
        problems = list(dict.fromkeys([*problems, *judged]))
        if has_error(problems):
            return Tried(problems, base.period, base.inputs)
        return Tried(problems, base.period, base.inputs, space, plan, after, flipped(base.evaluation, after))


def _base(session: Session, files: Sequence[Path], asked: Period | None, allowed: frozenset[str], as_of: str | None) -> Run:
    """The evaluation of today, of the files or of what the ledger holds."""
    if files:
        return assess(session.space, session.ledger, files, asked, allowed, as_of)
    period = asked or last_period(session.ledger)
    known = session.ledger.observations(period.end) if period else []
    if period is None or not known:
        return Run(None, period, (), (), [not_evaluated(session.space, asked)])
    evaluation, problems = evaluated_of(session.space, session.ledger, known, period)
    return Run(evaluation, period, (), (), problems, known=known)
