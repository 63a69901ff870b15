"""What an office knows beside the verdicts of a period, for its letters to tell."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cccc.model.policies import Ranking

if TYPE_CHECKING:
    from cccc.model.issuance import Answers, Task
    from cccc.model.targets import Assignments


@dataclass(frozen=True, slots=True)
class Beside:
    """``answers`` are those to the period's reconciliation sheets; ``coming`` are the targets on the day after the period."""

    ranking: Ranking = field(default_factory=Ranking)
    answers: Answers | None = None
    tasks: tuple[Task, ...] = ()
    coming: Assignments = field(default_factory=dict)
