"""history.yaml and statements/….yaml -> findings issued before the ledger began, and what people say of a period."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from cccc.declarations.files.plans import unknown_indicators, unknown_units
from cccc.declarations.shapes import Day, Field, Name, PeriodLabel, Shape, Text, choice
from cccc.messages import m
from cccc.model.evaluations import FindingKind, IssuedFinding
from cccc.model.policies import Statement
from cccc.problems import Problem, invalid

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cccc.model.targets import Indicator
    from cccc.model.units import Roster

Kind = Annotated[str, *choice(*FindingKind)]


class IssuedShape(Shape):
    """One finding that stands in a paper issued before."""

    period: PeriodLabel
    kind: Kind
    unit: Name
    indicators: list[Name] = Field(min_length=1)
    number: Text | None = None
    date: Day | None = None


class HistoryShape(Shape):
    """The whole file."""

    issued: list[IssuedShape]


class StatementShape(Shape):
    """What somebody says."""

    id: Name
    text: Text
    by: Text | None = None


class StatementsShape(Shape):
    """The whole file."""

    period: PeriodLabel
    statements: list[StatementShape]


def history(
    shape: HistoryShape, indicators: Mapping[str, Indicator], roster: Roster
) -> tuple[list[IssuedFinding], list[Problem]]:
    """The findings that ``shape`` declares; each must be of a unit and of indicators that the workspace knows."""
    problems: list[Problem] = []
    known = {unit.id for unit in roster.units}
    for entry in shape.issued:
        problems += unknown_indicators(entry.indicators, indicators)
        if entry.unit not in known:
            problems += unknown_units([entry.unit], roster) or [
                invalid(
                    "unknown-unit",
                    entry.unit.location,
                    m("{text} is a group, not a unit", text=entry.unit),
                    m("name each unit by its id"),
                )
            ]
    return [_issued(entry) for entry in shape.issued], problems


def _issued(entry: IssuedShape) -> IssuedFinding:
    indicators = tuple(str(name) for name in entry.indicators)
    return IssuedFinding(entry.period, FindingKind(entry.kind), str(entry.unit), indicators, entry.number, entry.date)


def statements(shape: StatementsShape) -> tuple[tuple[Statement, ...], list[Problem]]:
    """The statements that ``shape`` declares, in their order."""
    seen: dict[str, StatementShape] = {}
    problems = []
    for entry in shape.statements:
        if first := seen.get(entry.id):
            told = m("the statement {id} stands twice; the first is at {place}", id=entry.id, place=first.location)
            problems.append(invalid("duplicate-id", entry.id.location, told, m("give one of them another id")))
        seen.setdefault(entry.id, entry)
    return tuple(Statement(entry.id, entry.text, entry.by) for entry in shape.statements), problems
