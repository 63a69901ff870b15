"""answers/….yaml -> what units say to the figures that were sent to them for one period."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from cccc.declarations.files.plans import unit_ids, unknown_indicators, unknown_units
from cccc.declarations.shapes import ONE_OR_MORE, Day, Field, Name, PeriodLabel, Shape, Text, Texts, choice
from cccc.messages import m
from cccc.model.issuance import Answer, Answers, Decision, Reply
from cccc.problems import Problem, invalid

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cccc.model.targets import Indicator
    from cccc.model.units import Roster

ReplyWord = Annotated[str, *choice(*Reply)]
DecisionWord = Annotated[str, *choice(*Decision)]


class AnswerShape(Shape, about=m("One unit's answer")):
    """One unit's answer; its ``on`` is the day it came in."""

    unit: Annotated[Name, m("the unit's id")]
    answer: Annotated[ReplyWord, m("accepted or refused")]
    on: Annotated[Day, m("the day it came in")]
    by: Annotated[Text, m("who answers")]
    indicators: Annotated[list[Name], ONE_OR_MORE, m("which indicators; left out: all")] = []
    reason: Annotated[Text | None, m("why it refuses")] = None
    decision: Annotated[DecisionWord | None, m("what the office made of it: kept or corrected")] = None
    decided_by: Annotated[Text | None, m("who decided")] = None
    decided_why: Annotated[Text | None, m("why")] = None


class AnswersShape(Shape, about=m("The units' answers (answers/….yaml)")):
    """The whole file."""

    period: Annotated[PeriodLabel, m("the period")]
    asked: Annotated[Texts | None, m("who was asked")] = None
    answer_by: Annotated[Day | None, m("the last day to answer")] = None
    answers: Annotated[list[AnswerShape], m("the answers")] = Field([])


def answers(shape: AnswersShape, indicators: Mapping[str, Indicator], roster: Roster) -> tuple[Answers, list[Problem]]:
    """The answers that ``shape`` declares, in the order of their days."""
    problems = unknown_units(shape.asked or [], roster)
    for entry in shape.answers:
        problems += _wrong(entry, indicators, roster)
    asked = set(unit_ids(shape.asked, roster))
    units = tuple(unit.id for unit in roster.in_period(shape.period) if unit.id in asked)
    made = sorted((_answer(entry, shape) for entry in shape.answers), key=lambda answer: answer.day)
    return Answers(shape.period, units, shape.answer_by, tuple(made)), problems


def _wrong(entry: AnswerShape, indicators: Mapping[str, Indicator], roster: Roster) -> Iterator[Problem]:
    yield from unknown_indicators(entry.indicators, indicators)
    if entry.unit not in {unit.id for unit in roster.units}:
        yield from unknown_units([entry.unit], roster) or [
            invalid(
                "unknown-unit",
                entry.unit.location,
                m("{text} is a group, not a unit", text=entry.unit),
                m("name each unit by its id"),
            )
        ]
    if entry.answer == Reply.REFUSED and entry.reason is None:
        told = m("the refusal gives no reason")
        yield invalid("missing-key", entry.location, told, m("add reason: …"))
    if entry.answer == Reply.ACCEPTED and entry.decision is not None:
        told = m("what was accepted needs no decision")
        yield invalid("wrong-type", entry.location, told, m("remove decision:"))
    if entry.decision is not None and entry.decided_by is None:
        told = m("nobody is named who decided")
        yield invalid("missing-key", entry.location, told, m("add decided_by: …"))


def _answer(entry: AnswerShape, shape: AnswersShape) -> Answer:
    return Answer(
        unit=str(entry.unit),
        reply=Reply(entry.answer),
        day=entry.on,
        by=entry.by,
        location=entry.location,
        indicators=tuple(str(name) for name in entry.indicators),
        reason=entry.reason,
        late=shape.answer_by is not None and entry.on > shape.answer_by,
        decision=Decision(entry.decision) if entry.decision is not None else None,
        decided_by=entry.decided_by,
        decided_why=entry.decided_why,
    )
