"""answers/….yaml and tasks/….yaml -> what units say to the figures sent to them, and what issued papers ask by when."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from cccc.declarations.files.plans import no_unit, unit_ids, unknown, unknown_indicators, unknown_units
from cccc.declarations.shapes import (
    ONE_OR_MORE,
    Day,
    Entries,
    Field,
    Name,
    PeriodLabel,
    Shape,
    Text,
    Texts,
    UnfitError,
    Word,
    choice,
    parsed_by,
    text,
)
from cccc.messages import m
from cccc.model.issuance import Answer, Answers, Decision, Reply, Task
from cccc.periods import iso_date
from cccc.problems import Problem, invalid

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from cccc.model.targets import Indicator
    from cccc.model.units import Roster

ReplyWord = Annotated[str, *choice(*Reply)]
DecisionWord = Annotated[str, *choice(*Decision)]


class AnswerShape(Shape, about=m("One unit's answer")):
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
    period: Annotated[PeriodLabel, m("the period")]
    asked: Annotated[Texts | None, m("who was asked")] = None
    answer_by: Annotated[Day | None, m("the last day to answer")] = None
    answers: Annotated[list[AnswerShape], m("the answers")] = Field([])


def answers(shape: AnswersShape, indicators: Mapping[str, Indicator], roster: Roster) -> tuple[Answers, list[Problem]]:
    """The answers that ``shape`` declares, in the order of their days."""
    problems = unknown_units(shape.asked or [], roster)
    for entry in shape.answers:
        problems += _wrong_answer(entry, indicators, roster)
    asked = set(unit_ids(shape.asked, roster))
    units = tuple(unit.id for unit in roster.in_period(shape.period) if unit.id in asked)
    made = sorted((_answer(entry, shape) for entry in shape.answers), key=lambda answer: answer.day)
    return Answers(shape.period, units, shape.answer_by, tuple(made)), problems


def _wrong_answer(entry: AnswerShape, indicators: Mapping[str, Indicator], roster: Roster) -> Iterator[Problem]:
    yield from unknown_indicators(entry.indicators, indicators)
    if entry.unit not in {unit.id for unit in roster.units}:
        yield from no_unit(entry.unit, roster)
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


def _day(word: Word) -> date:
    try:
        return iso_date(word)
    except ValueError:
        told = m("{text} is not a date", text=word)
        raise UnfitError("date", told, m("write year-month-day, as 2023-10-05"), location=word.location) from None


def _done(value: Any) -> dict[Word | None, date]:
    """One day for all, or a day for each unit."""
    if isinstance(value, Entries):
        return {Word(name, value.keys_at[name]): _day(text(day)) for name, day in value.items() if day is not None}
    return {None: _day(text(value))}


_DAY_SCHEMA = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
_DONE_SCHEMA = {"oneOf": [_DAY_SCHEMA, {"type": "object", "additionalProperties": _DAY_SCHEMA}]}
Done = Annotated[Any, *parsed_by(_done, _DONE_SCHEMA)]


class TaskShape(Shape, about=m("A task")):
    """One task of several units, or of an office outside the roster; ``done`` is a day for all, or one for each unit."""

    id: Annotated[Name, m("its id")]
    units: Annotated[Texts | None, m("groups, levels or unit ids")] = Field(None, alias="for")
    office: Annotated[Text | None, m("an office outside the roster")] = None
    text: Annotated[Text, m("what is asked")]
    due: Annotated[Day | None, m("by when")] = None
    done: Annotated[Done, m("the day it was done, or a day for each unit")] = None
    evidence: Annotated[Text | None, m("what shows it")] = None


class TasksShape(Shape, about=m("The tasks of a paper (tasks/….yaml)")):
    """The whole file: the tasks of one paper."""

    paper: Annotated[Text, m("the paper's number and symbol")]
    date: Annotated[Day, m("the paper's day")]
    tasks: Annotated[list[TaskShape], m("the tasks")] = Field(min_length=1)


def tasks(shape: TasksShape, roster: Roster) -> tuple[tuple[Task, ...], list[Problem]]:
    """The tasks that ``shape`` declares, one for each unit, in the file's order."""
    problems: list[Problem] = []
    seen: dict[str, TaskShape] = {}
    made: list[Task] = []
    for entry in shape.tasks:
        if first := seen.get(entry.id):
            told = m("the task {id} stands twice; the first is at {place}", id=entry.id, place=first.location)
            problems.append(invalid("duplicate-id", entry.id.location, told, m("give one of them another id")))
        seen.setdefault(entry.id, entry)
        problems += _wrong_task(entry, shape, roster)
        made += _tasks(entry, shape, roster)
    return tuple(made), problems


def _wrong_task(entry: TaskShape, shape: TasksShape, roster: Roster) -> Iterator[Problem]:
    yield from unknown_units(entry.units or [], roster)
    if (entry.units is None) == (entry.office is None):
        told = m("a task has either for: (units) or office: (a body outside the roster)")
        yield invalid("missing-key", entry.location, told)
    if entry.due is not None and entry.due < shape.date:
        told = m("the task is due before the paper's own date")
        yield invalid("dates", entry.location, told, m("correct due: or date:"))
    asked = unit_ids(entry.units, roster) if entry.units is not None else ()
    for name in entry.done or {}:
        if name is not None and name not in asked:
            yield unknown("unknown-unit", name, asked)


def _tasks(entry: TaskShape, shape: TasksShape, roster: Roster) -> Iterator[Task]:
    units: tuple[str | None, ...] = unit_ids(entry.units, roster) if entry.units is not None else (None,)
    done = {None if name is None else str(name): day for name, day in (entry.done or {}).items()}
    for unit in units:
        yield Task(
            id=str(entry.id),
            paper=shape.paper,
            dated=shape.date,
            text=entry.text,
            location=entry.location,
            unit=unit,
            office=entry.office,
            due=entry.due,
            done=done.get(unit, done.get(None)),
            evidence=entry.evidence,
        )
