"""history.yaml and statements/….yaml -> findings issued before the ledger began, and what people say of a period."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from cccc.declarations.files.plans import no_unit, unknown_indicators
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


class IssuedShape(Shape, about=m("A finding of an earlier paper")):
    period: Annotated[PeriodLabel, m("the period")]
    kind: Annotated[Kind, m("praise, reminder or criticism")]
    unit: Annotated[Name, m("the unit's id")]
    indicators: Annotated[list[Name], m("the indicators")] = Field(min_length=1)
    number: Annotated[Text | None, m("the paper's number")] = None
    date: Annotated[Day | None, m("the paper's day")] = None


class HistoryShape(Shape, about=m("What was issued before the ledger began (history.yaml)")):
    issued: Annotated[list[IssuedShape], m("the findings")]


class StatementShape(Shape, about=m("A statement")):
    id: Annotated[Name, m("its id; progress opens the notice")]
    text: Annotated[Text, m("what is said")]
    by: Annotated[Text | None, m("by whom")] = None


class StatementsShape(Shape, about=m("Statements on a period (statements/….yaml)")):
    period: Annotated[PeriodLabel, m("the period")]
    statements: Annotated[list[StatementShape], m("what people say of it")]


def history(
    shape: HistoryShape, indicators: Mapping[str, Indicator], roster: Roster
) -> tuple[list[IssuedFinding], list[Problem]]:
    """The findings that ``shape`` declares; each must be of a unit and of indicators that the workspace knows."""
    problems: list[Problem] = []
    known = {unit.id for unit in roster.units}
    for entry in shape.issued:
        problems += unknown_indicators(entry.indicators, indicators)
        if entry.unit not in known:
            problems += no_unit(entry.unit, roster)
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
