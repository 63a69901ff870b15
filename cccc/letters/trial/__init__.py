"""A template tried on invented data, before an office has figures: what fails in it, and which branches nothing reaches."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cccc.letters.rendering import paper_of
from cccc.letters.rendering.template import frame
from cccc.messages import m
from cccc.periods import month
from cccc.problems import Location, Problem, invalid

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from cccc.letters.rendering import Template
    from cccc.letters.views.classes import LetterView, PlansView

_LEAST_TRIALS, _MOST_TRIALS = 24, 600


def trial(template: Template, others: Mapping[str, Template]) -> list[Problem]:
    """What goes wrong when ``template`` is rendered on invented data, or which of its branches none of them reaches."""
    from cccc.letters.rendering import jinja
    from cccc.letters.trial.office import FORM, ISSUER
    from cccc.letters.trial.views import letter_views, plan_views

    branches, period = jinja.Branches(), month(2025, 8)
    environment = jinja.environment((*others.values(), template), branches)
    problems: dict[Problem, None] = {}
    try:
        environment.get_template(template.name)
        statements = jinja.statements_in(environment, template)
        invented: Iterable[LetterView | PlansView] = (plan_views if template.reads_plans(others) else letter_views)(
            statements, _MOST_TRIALS
        )
        for at, view in enumerate(invented):
            if at >= _LEAST_TRIALS and not branches.missed(template.file):
                break
            before = branches.count
            rendered = jinja.rendered(environment, template, view)
            if branches.count == before and at >= _LEAST_TRIALS:
                continue
            _, found = paper_of(template, rendered, lambda subject: frame(ISSUER, FORM, subject, period), period.label)
            problems |= dict.fromkeys(found)
    except jinja.MISTAKES as error:
        return [jinja.mistake(template, others, error)]
    return list(problems) or [_unreachable(template.file, line) for line in branches.missed(template.file)]


def _unreachable(file: str, line: int) -> Problem:
    text, fix = m("nothing reaches this branch of the template"), m("correct its condition, or remove it")
    return replace(invalid("unreachable-branch", Location(file, line, 1), text, fix), severity="warning")
