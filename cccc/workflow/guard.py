"""An evaluation about to become a letter -> warnings: findings in doubt, and figures or files that are no longer the same."""

from __future__ import annotations

from dataclasses import replace
from hashlib import file_digest
from pathlib import Path
from typing import TYPE_CHECKING

from cccc.evaluation.comparison import changed, changed_file, climbed, doubts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cccc.declarations.workspace import Workspace
    from cccc.model.evaluations import Evaluation
    from cccc.model.observations import InputFile
    from cccc.problems import Problem
    from cccc.workflow.office import Session


def guarded(session: Session, evaluation: Evaluation, units: Sequence[str], *, fresh: bool) -> list[Problem]:
    """What to tell before a letter on ``units`` (none: on all); a ``fresh`` evaluation was made of the files just now."""
    space = session.space
    told = tuple(finding for finding in evaluation.findings if not units or finding.unit in units)
    about = replace(evaluation, findings=told)
    problems = doubts(about, space.policy, space.roster, space.indicators)
    if fresh:
        return problems
    problems += [changed_file(given.file) for given in evaluation.inputs if _is_another(space.root, given)]
    now = _now(space, session, evaluation)
    return [*problems, *changed(about, now, space.roster, space.indicators), *climbed(about, now, space.policy, space.roster)]


def _now(space: Workspace, session: Session, evaluation: Evaluation) -> Evaluation:
    """The same period by what the ledger holds now."""
    from cccc.workflow.evaluation import evaluated_of
    from cccc.workflow.evidence import bearing_on

    known = bearing_on(space, session.ledger, evaluation.period)
    return evaluated_of(space, session.ledger, known.observations, evaluation.period, known.compared)[0]


def _is_another(root: Path, given: InputFile) -> bool:
    """Whether the file is there and holds other bytes; one that was moved away tells nothing."""
    try:
        found = next((path for path in (Path(given.file), root / given.file) if path.is_file()), None)
        if found is None:
            return False
        with found.open("rb") as stream:
            return file_digest(stream, "sha256").hexdigest() != given.sha256
    except OSError:
        return False
