"""The ledger -> an evaluation, as it was saved or made anew of the figures that count."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cccc.messages import m
from cccc.problems import Location, invalid

if TYPE_CHECKING:
    from cccc.declarations.workspace import Workspace
    from cccc.ledger import Ledger
    from cccc.model.evaluations import Evaluation
    from cccc.periods import Period
    from cccc.problems import Problem
    from cccc.workflow.office import Session


def recalled(session: Session, asked: Period | None) -> tuple[Evaluation | None, list[Problem]]:
    """The latest evaluation of the period asked for, else of the one evaluated last; its occurrences count today's papers."""
    from cccc.evaluation import counted_again
    from cccc.workflow.memory import remembered

    evaluation = session.ledger.evaluation(asked)
    if evaluation is None:
        return None, [not_evaluated(session.space, asked)]
    issued, verdicts = remembered(session.space, session.ledger, evaluation.period)
    return counted_again(evaluation, issued, session.space.policy, session.space.roster, verdicts), []


def not_evaluated(space: Workspace, asked: Period | None) -> Problem:
    """What to say where the ledger holds no such evaluation."""
    told = m("{period} has not been evaluated yet", period=asked) if asked else m("nothing has been evaluated yet")
    return invalid("not-evaluated", Location(space.ledger.as_posix()), told, m("run cccc evaluate with the exports first"))


def last_period(ledger: Ledger) -> Period | None:
    """The period that was evaluated last."""
    evaluation = ledger.evaluation()
    return evaluation.period if evaluation else None
