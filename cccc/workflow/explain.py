"""A unit and an indicator -> the whole chain of the verdict on them: cells, counts, target, rules, earlier findings."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cccc.messages import m
from cccc.problems import Location, Problem, has_error, invalid
from cccc.workflow.evaluation import assess
from cccc.workflow.evidence import recalled, remembered
from cccc.workflow.periods import in_period

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from cccc.declarations.workspace import Workspace
    from cccc.model.evaluations import Evaluation
    from cccc.model.explanation import Explanation
    from cccc.model.observations import Observation
    from cccc.model.targets import Indicator, Plan
    from cccc.model.units import Unit
    from cccc.periods import Period
    from cccc.workflow.office import Office
    from cccc.workflow.outcome import Outcome


@dataclass(frozen=True, slots=True)
class Explained:
    """The chain, None where an error forbids it, and the indicators by which it is worded."""

    chain: Explanation | None
    indicators: Mapping[str, Indicator]


@in_period
def explain(
    office: Office, asked: Period | None, unit: str, indicator: str, window: str | None, files: Sequence[Path]
) -> Outcome[Explained]:
    """The verdicts on a unit and an indicator, each told by its id or name, in both windows or in ``window`` alone."""
    from cccc.evaluation.explanation import Explainer
    from cccc.model.targets import Window

    space = office.space
    evaluation, observations, found = _evaluated(office, asked, files)
    about, unknown_unit = _unit(space, unit, evaluation.period if evaluation else asked)
    measured, unknown_indicator = _indicator(space, indicator)
    office.problems += [*found, *unknown_unit, *unknown_indicator]
    if evaluation is None or about is None or measured is None or has_error(office.problems):
        return office.outcome(Explained(None, space.indicators))
    past = remembered(space, office.ledger, evaluation.period)
    # what was signed for counts before what an export says, as it does in the evaluation
    observations = [*observations, *space.ratings.get(evaluation.period, ())]
    explainer = Explainer(evaluation, observations, space.roster, space.indicators, _plans(space), space.policy, *past)
    told = explainer.explain(about, measured, [Window(window)] if window else tuple(Window))
    answers = space.answers.get(evaluation.period)
    told = replace(told, answer=answers.about(about.id, measured.id) if answers else None)
    return office.outcome(Explained(told, space.indicators))


def _evaluated(
    office: Office, asked: Period | None, files: Sequence[Path]
) -> tuple[Evaluation | None, Sequence[Observation], list[Problem]]:
    if files:
        result = assess(office.space, office.ledger, files, asked)
        return result.evaluation, result.known, result.problems
    evaluation, problems = recalled(office, asked)
    return evaluation, office.ledger.observations(evaluation.period.end) if evaluation else (), problems


def _plans(space: Workspace) -> list[Plan]:
    """The plans with the thresholds worked out that they raise."""
    from cccc.declarations.assignments import settled

    return [settled(plan, space.plans) for plan in space.plans]


def _unit(space: Workspace, text: str, period: Period | None) -> tuple[Unit | None, list[Problem]]:
    """The unit with this id, or that a name as exports have it means."""
    from cccc.exports.unit_names import Match, Names

    by_id = {unit.id: unit for unit in space.roster.units}
    if text in by_id:
        return by_id[text], []
    names = Names(space.roster)
    found = names.match(text, period)
    if isinstance(found, Match):
        return found.unit, []
    if len(others := names.named(text, None)) == 1:
        return others[0], []
    place = Location(space.roster.units[0].location.file)
    if len(others) > 1:
        return None, [invalid("unknown-unit", place, found)]
    near = _nearest(text, {unit.id: (unit.name,) for unit in space.roster.units})
    told = m("{text} is no unit's id and no unit's name", text=text)
    return None, [invalid("unknown-unit", place, told, m("did you mean {near}?", near=near) if near else None)]


def _indicator(space: Workspace, text: str) -> tuple[Indicator | None, list[Problem]]:
    """The indicator with this id, name, short or brief name."""
    from cccc.vietnamese import fold

    if text in space.indicators:
        return space.indicators[text], []
    called = {id(one): one for one in space.indicators.values() if fold(text) in map(fold, (one.name, one.short, one.brief))}
    if len(called) == 1:
        return next(iter(called.values())), []
    place = Location((space.root / "cccc.yaml").as_posix())
    if called:
        told = m("{text} is the name of several indicators", text=text)
        known = tuple(one.id for one in called.values())
        return None, [invalid("unknown-indicator", place, told, m("give one of these ids: {known}", known=known))]
    near = _nearest(text, {one.id: (one.name, one.short, one.brief) for one in space.indicators.values()})
    told = m("{text} is no indicator here", text=text)
    return None, [invalid("unknown-indicator", place, told, m("did you mean {near}?", near=near) if near else None)]


def _nearest(text: str, names: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The ids that are most like ``text`` by themselves or by their names, at most three."""
    from cccc.vietnamese import nearest

    words = {word: one for one, called in names.items() for word in (one, *called)}
    return tuple(dict.fromkeys(words[word] for word in nearest(text, words)))
