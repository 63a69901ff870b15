"""tasks/….yaml -> what an issued paper asks of units and offices, by when, and what is done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from cccc.declarations.files.plans import unit_ids, unknown, unknown_units
from cccc.declarations.shapes import Day, Entries, Field, Name, Shape, Text, Texts, UnfitError, Word, parsed_by, text
from cccc.messages import m
from cccc.model.issuance import Task
from cccc.periods import iso_date
from cccc.problems import Problem, invalid

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from cccc.model.units import Roster


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
        problems += _wrong(entry, shape, roster)
        made += _tasks(entry, shape, roster)
    return tuple(made), problems


def _wrong(entry: TaskShape, shape: TasksShape, roster: Roster) -> Iterator[Problem]:
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
