"""``cccc explain``: a unit and an indicator -> the whole chain of the verdict on them."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cccc.commands.options import WorkspaceOption
from cccc.commands.outcome import stop, tell
from cccc.messages import _, m
from cccc.problems import Location, Problem, has_error, invalid
from cccc.workflow.office import reading
from cccc.workflow.periods import parse_period

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cccc.declarations.workspace import Workspace
    from cccc.model.evaluations import Evaluation
    from cccc.model.explanation import Explanation
    from cccc.model.observations import Observation
    from cccc.model.targets import Indicator, Plan
    from cccc.model.units import Unit
    from cccc.periods import Period
    from cccc.workflow.office import Session


class Format(StrEnum):
    """How the chain is told."""

    TEXT = "text"
    JSON = "json"


class WindowName(StrEnum):
    """One of the two windows."""

    PERIOD = "period"
    CUMULATIVE = "cumulative"


def run(
    unit: Annotated[str, typer.Argument(metavar="UNIT", help=_("The unit: its id, or its name."))],
    indicator: Annotated[str, typer.Argument(metavar="INDICATOR", help=_("The indicator: its id, or its short name."))],
    period: Annotated[str | None, typer.Option(metavar="P", help=_("The period; else the one evaluated last."))] = None,
    window: Annotated[WindowName | None, typer.Option(metavar="W", help=_("Only this window: period or cumulative."))] = None,
    from_: Annotated[
        list[Path] | None, typer.Option("--from", metavar="FILE", help=_("Evaluate these exports instead of using the ledger."))
    ] = None,
    form: Annotated[Format, typer.Option("--format", help=_("How to tell it: text or json."))] = Format.TEXT,
    workspace: Annotated[Path | None, WorkspaceOption] = None,
) -> None:
    """Tell cells, counts, arithmetic, target, rules and earlier findings."""
    asked = parse_period(period, workspace)
    with reading(workspace) as session:
        told, problems = _explained(session, (unit, indicator), window, asked, from_ or [])
    if form is Format.JSON:
        from cccc.reports.json.documents import as_text
        from cccc.reports.json.explanation import explanation_document

        typer.echo(as_text(explanation_document(told, problems)))
        stop(problems)
    if told is not None:
        from cccc.reports.terminal.explanation import lines

        for line in lines(told, session.space.indicators):
            typer.echo(line)
    tell(problems)
    stop(problems)


def _explained(
    session: Session, names: tuple[str, str], window: WindowName | None, asked: Period | None, files: list[Path]
) -> tuple[Explanation | None, list[Problem]]:
    from cccc.evaluation.explanation import Explainer
    from cccc.model.targets import Window
    from cccc.workflow.evidence import remembered

    space, problems = session.space, session.problems
    evaluation, observations, found = _evaluated(session, asked, files)
    unit, unknown_unit = _unit(space, names[0], evaluation.period if evaluation else asked)
    indicator, unknown_indicator = _indicator(space, names[1])
    problems = [*problems, *found, *unknown_unit, *unknown_indicator]
    if evaluation is None or unit is None or indicator is None or has_error(problems):
        return None, problems
    past = remembered(space, session.ledger, evaluation.period)
    # what was signed for counts before what an export says, as it does in the evaluation
    observations = [*observations, *space.ratings.get(evaluation.period, ())]
    explainer = Explainer(evaluation, observations, space.roster, space.indicators, _plans(space), space.policy, *past)
    told = explainer.explain(unit, indicator, [Window(window.value)] if window else tuple(Window))
    answers = space.answers.get(evaluation.period)
    return replace(told, answer=answers.about(unit.id, indicator.id) if answers else None), problems


def _evaluated(
    session: Session, asked: Period | None, files: list[Path]
) -> tuple[Evaluation | None, Sequence[Observation], list[Problem]]:
    if files:
        from cccc.workflow.evaluation import assess

        result = assess(session.space, session.ledger, files, asked)
        return result.evaluation, result.known, result.problems
    from cccc.workflow.evidence import recalled

    evaluation, problems = recalled(session, asked)
    return evaluation, session.ledger.observations(evaluation.period.end) if evaluation else (), problems


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
