"""A workspace's plans -> a paper on their targets, for templates that read plans and no evaluation."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cccc.declarations.assignments import settled
from cccc.letters import rendering
from cccc.letters.rendering.template import frame
from cccc.letters.views.facts import LetterContext
from cccc.letters.views.plans import plans_view
from cccc.messages import m
from cccc.problems import Location, Problem, invalid
from cccc.vietnamese import nearest
from cccc.workflow.drafts import known_templates, prepared, untimely

if TYPE_CHECKING:
    from cccc.declarations.workspace import Workspace
    from cccc.model.paper import Frame, Paper
    from cccc.model.targets import Plan
    from cccc.periods import Period
    from cccc.workflow.drafts import Signing


def reads_plans(space: Workspace, name: str) -> bool:
    """Whether the template ``name`` reads plans and no evaluation."""
    templates, _ = known_templates(space)
    return name in templates and templates[name].reads_plans(templates)


def draft(
    space: Workspace, name: str, plan: str | None, asked: Period | None, signing: Signing
) -> tuple[Paper | None, list[Problem]]:
    """The paper that template ``name`` makes of the plan asked for, else of those that apply at the end of the period."""
    made, problems = prepared(space, name)
    period, plans, found = _chosen(space, plan, asked)
    problems += found
    if made is None or period is None or problems:
        return None, problems
    issuer = space.issuer_of(made.form)
    office = LetterContext(issuer, made.form, space.roster, space.indicators)
    known = [settled(one, space.plans) for one in space.plans]
    meant = [one for one in known if one.id in {each.id for each in plans}]
    view = plans_view(office, meant, period, space.statements.get(period, ()), known)

    def framed(subject: str) -> Frame:
        framed = frame(issuer, made.form, subject, period, signing.number, signing.dated)
        # a paper on what is to be done is expected as its period begins, not after it
        return replace(framed, expected=period.start)

    drafted, found = rendering.paper(made.template, made.others, view, framed, period.label)
    return drafted, found + untimely(space, made.form, drafted)


def _chosen(space: Workspace, plan: str | None, asked: Period | None) -> tuple[Period | None, list[Plan], list[Problem]]:
    named = [one for one in space.plans if plan in (None, one.id)]
    place = Location((space.root / "cccc.yaml").as_posix(), 1, 1)
    known = [one.id for one in space.plans]
    if not named:
        near = nearest(plan or "", known, most=1)
        fix = m("did you mean {near}?", near=near[0]) if near else m("known here: {known}", known=tuple(known))
        return None, [], [invalid("unknown-plan", place, m("{text} is no plan of this workspace", text=plan or ""), fix)]
    period = asked or max((one.applies for one in named), key=lambda span: (span.end, span.start))
    held = [one for one in named if one.applies.start <= period.end <= one.applies.end]
    if held:
        return period, held, []
    told = m("no plan applies at the end of {period}", period=period)
    return None, [], [invalid("unknown-plan", place, told, m("ask for another period, or add the plan to plans:"))]
