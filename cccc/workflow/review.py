"""A sound workspace -> what a careful reader would still ask about its plans and its policy."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from cccc.declarations.workspace import Workspace
    from cccc.problems import Problem


def review(space: Workspace, at: date | None) -> list[Problem]:
    """Warnings on plans and policy; with ``at`` also on plans that are over or run out by that day."""
    from cccc.declarations.assignments import over_time
    from cccc.declarations.review.plans import review as review_plans
    from cccc.evaluation.review import review as review_policy

    signed = {seen.about for lines in space.ratings.values() for seen in lines}
    told = list(review_plans(space.plans, space.roster, space.indicators, space.layouts, space.built_in(), at, signed))
    return told + review_policy(space.policy, space.roster, space.indicators, over_time(space.plans, space.roster))
