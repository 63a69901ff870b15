"""Workspace and files -> an evaluation: the order of the stages, for every command that needs one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cccc.messages import m
from cccc.problems import Problem, allowing, has_error, warning

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from cccc.declarations.workspace import Workspace
    from cccc.ledger import Ledger
    from cccc.messages import Message
    from cccc.model import Evaluation, InputFile, Observation, Reading, ShownHeadings, Unit
    from cccc.periods import Period


@dataclass(frozen=True, slots=True)
class Run:
    """What one run came to; ``evaluation`` is None where an error forbids it."""

    evaluation: Evaluation | None
    period: Period | None
    observations: tuple[Observation, ...]
    inputs: tuple[InputFile, ...]
    problems: list[Problem]
    headings: tuple[ShownHeadings, ...] = ()


def assess(
    space: Workspace,
    ledger: Ledger,
    paths: Sequence[Path],
    asked: Period | None,
    allowed: frozenset[str] = frozenset(),
    as_of: str | None = None,
) -> Run:
    """Read ``paths``, add what the ledger knows, and evaluate the period asked for, or the shortest that ends last."""
    from cccc.commands.places import open_exports
    from cccc.exports.reading import read_exports

    exports, inputs, problems = open_exports(paths)
    reading, found = read_exports(exports, space.layouts, space.indicators, space.roster, asked, space.built_in)
    problems = allowing(allowed, [*problems, *found])
    period = asked or _last(reading.spans)
    if has_error(problems) or period is None:
        return Run(None, period, (), inputs, problems, reading.headings)
    evaluation, judged = _evaluate(space, ledger, reading, period, inputs)
    problems += [*judged, *_missing_units(space, reading, period)]
    evaluated = replace(evaluation, inputs=inputs, sources=reading.sources, as_of=as_of)
    return Run(evaluated, period, reading.observations, inputs, problems, reading.headings)


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
    from cccc.commands.places import open_exports
    from cccc.exports.reading import read_exports

    exports, inputs, problems = open_exports(paths)
    if space is not None:
        _, found = read_exports(exports, space.layouts, space.indicators, space.roster, asked, space.built_in)
        problems += [problem for problem in found if problem.code in WRONG_IN_ITSELF]
    return inputs, problems


def _evaluate(
    space: Workspace, ledger: Ledger, reading: Reading, period: Period, inputs: tuple[InputFile, ...]
) -> tuple[Evaluation, list[Problem]]:
    from cccc.declarations.assignments import assignments
    from cccc.evaluation import evaluate

    targets, conflicts = assignments(space.plans, space.roster, period.end)
    known = _known(ledger.observations(period.end), reading, {given.file for given in inputs})
    evaluation, problems = evaluate(
        period, space.roster, space.indicators, targets, known, space.policy, ledger.issued(period.end.year)
    )
    return evaluation, [*conflicts, *problems]


def _known(remembered: Sequence[Observation], reading: Reading, files: set[str]) -> list[Observation]:
    """What the ledger knows and the files give; a file read again replaces what it gave before of the same spans."""
    again = {seen.span for seen in reading.observations}
    known = {seen.key: seen for seen in remembered if seen.source.file not in files or seen.span not in again}
    known |= {seen.key: seen for seen in reading.observations}
    return list(known.values())


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
