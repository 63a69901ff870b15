"""A workspace and one more plan, of a file that need not belong to it -> the workspace as it would be with that plan."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cccc.declarations import assignments
from cccc.declarations.files.plans import PlanShape, plan, unknown
from cccc.declarations.sources import Files
from cccc.model.targets import PlanStatus
from cccc.problems import has_error

if TYPE_CHECKING:
    from pathlib import Path

    from cccc.declarations.workspace import Workspace
    from cccc.model.targets import Plan
    from cccc.problems import Problem


def with_plan(space: Workspace, path: Path) -> tuple[Workspace | None, Plan | None, list[Problem]]:
    """``space`` with the plan at ``path`` in the place of the one with its id, or beside the others; and that plan.

    It is taken as in force, draft or not: that is what is being tried.
    """
    files = Files(space.root)
    shape = files.read(path, PlanShape)
    made = files.keep(plan(shape, space.indicators, space.roster)) if shape else None
    if shape is None or made is None:
        return None, None, files.problems
    made = replace(made, status=PlanStatus.IN_FORCE)
    others = [one for one in space.plans if one.id != made.id]
    known = {one.id for one in (*others, made)}
    named = [*shape.replaces, *(entry.raised.plan for entry in shape.targets if entry.raised)]
    problems = [*files.problems, *(unknown("unknown-plan", word, known) for word in named if word not in known)]
    if has_error(problems):
        return None, None, problems
    plans = tuple(made if one.id == made.id else one for one in space.plans)
    plans = plans if len(plans) > len(others) else (*plans, made)
    before = assignments.conflicts(space.plans, space.roster)
    found = [problem for problem in assignments.conflicts(plans, space.roster) if problem not in before]
    problems += found
    return (None, None, problems) if has_error(problems) else (replace(space, plans=plans), made, problems)
