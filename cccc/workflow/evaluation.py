"""Workspace and files -> an evaluation: the order of the stages, for every command that needs one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cccc.messages import m
from cccc.problems import Problem, allowing, has_error, warning
from cccc.workflow.evidence import bearing_on

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from cccc.declarations.workspace import Workspace
    from cccc.ledger import Ledger
    from cccc.messages import Message
    from cccc.model.evaluations import Evaluation
    from cccc.model.observations import InputFile, Observation, Reading, ShownHeadings, Values
    from cccc.model.units import Unit
    from cccc.periods import Period
    from cccc.workflow.alarms import Alarm


@dataclass(frozen=True, slots=True)
class Run:
    """What one run came to; ``evaluation`` is None where an error forbids it, and was made of what is ``known``."""

    evaluation: Evaluation | None
    period: Period | None
    observations: tuple[Observation, ...]
    inputs: tuple[InputFile, ...]
    problems: list[Problem]
    headings: tuple[ShownHeadings, ...] = ()
    known: Sequence[Observation] = ()
    alarms: Sequence[Alarm] = ()


def assess(
    space: Workspace,
    ledger: Ledger,
    paths: Sequence[Path],
    asked: Period | None,
    allowed: frozenset[str] = frozenset(),
    as_of: str | None = None,
) -> Run:
    """Read ``paths``, add what the ledger knows, and evaluate the period asked for, or the shortest that ends last."""
    from cccc.exports.reader import read_exports
    from cccc.workflow.files import open_exports

    exports, inputs, problems = open_exports(paths)
    reading, found = read_exports(exports, space.layouts, space.indicators, space.roster, asked, space.built_in)
    problems = allowing(allowed, [*problems, *found])
    period = asked or _last(reading.spans)
    if has_error(problems) or period is None:
        return Run(None, period, (), inputs, problems, reading.headings)
    known = bearing_on(space, ledger, period, reading.observations, inputs)
    evaluation, judged = evaluated_of(space, ledger, known.observations, period, known.compared)
    problems += [*judged, *_missing_units(space, reading, period)]
    if has_error(judged):
        return Run(None, period, (), inputs, problems, reading.headings)
    evaluated = replace(evaluation, inputs=inputs, sources=reading.sources, as_of=as_of)
    return Run(evaluated, period, reading.observations, inputs, problems, reading.headings, known.observations)


WRONG_IN_ITSELF = frozenset(
    {
        "unreadable-file",
        "not-a-number",
        "negative-count",
        "fractional-count",
        "numerator-exceeds-denominator",
        "stale-formula",
        "duplicate-unit",
        "conflicting-figures",
    }
)
"""What is wrong in an export whatever the declarations say: told also where these have mistakes of their own."""


def read_anyway(
    space: Workspace | None, paths: Sequence[Path], asked: Period | None
) -> tuple[tuple[InputFile, ...], list[Problem]]:
    """The files and what is wrong in them by itself, where mistakes in the declarations forbid an evaluation."""
    from cccc.exports.reader import read_exports
    from cccc.workflow.files import open_exports

    exports, inputs, problems = open_exports(paths)
    if space is not None:
        _, found = read_exports(exports, space.layouts, space.indicators, space.roster, asked, space.built_in)
        problems += [problem for problem in found if problem.code in WRONG_IN_ITSELF]
    return inputs, problems


def evaluated_of(
    space: Workspace,
    ledger: Ledger,
    known: Sequence[Observation],
    period: Period,
    compared: Mapping[Period, Values] | None = None,
) -> tuple[Evaluation, list[Problem]]:
    """The evaluation of ``period`` by what is ``known`` and signed for, and by the papers issued so far."""
    from cccc.declarations.assignments import assignments
    from cccc.declarations.files.ratings import contradictions
    from cccc.evaluation import evaluate
    from cccc.workflow.memory import remembered

    signed = space.ratings.get(period, ())
    contradicted = contradictions(signed, known)
    known = list({seen.key: seen for seen in (*known, *signed)}.values()) if signed else known
    targets, conflicts = assignments(space.plans, space.roster, period.end)
    issued, verdicts = remembered(space, ledger, period)
    evaluation, problems = evaluate(
        period, space.roster, space.indicators, targets, known, space.policy, issued, verdicts, compared
    )
    return evaluation, [*conflicts, *contradicted, *problems]


def _last(spans: Sequence[Period]) -> Period | None:
    """The shortest of the spans that end last."""
    if not spans:
        return None
    end = max(span.end for span in spans)
    return max((span for span in spans if span.end == end), key=lambda span: span.start)


def _missing_units(space: Workspace, reading: Reading, period: Period) -> list[Problem]:
    present = {unit for unit, span in reading.present if span == period}
    return [
        warning("unit-missing", unit.location, _absent(unit, period))
        for unit in space.roster.in_period(period)
        if unit.id not in present
    ]


def _absent(unit: Unit, period: Period) -> Message:
    return m(
        "{unit} is in no table of {period}; ask for its figures, or correct the days it is valid",
        unit=unit.name,
        period=period,
    )
