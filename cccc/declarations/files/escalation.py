"""``escalate:`` of a rule -> its ladder: how earlier findings are counted, and what each further one asks for."""

from __future__ import annotations

from itertools import pairwise
from typing import Annotated, Any, ClassVar, Literal, NamedTuple

from cccc.declarations.shapes import Entries, Field, Shape, UnfitError, Whole, Word, choice, parsed_by, text
from cccc.messages import m
from cccc.model.evaluations import FindingKind
from cccc.model.policies import Ladder, Step
from cccc.problems import Location, Problem, invalid

Per = Annotated[Literal["year", "running"], *choice("year", "running")]


class StepWords(NamedTuple):
    """A step as written: its kind, and what it asks for beyond that."""

    kind: FindingKind
    label: Word | None
    location: Location


def _step(value: Any) -> StepWords:
    if isinstance(value, Entries):
        if len(value) != 1:
            told = m("a step is one kind of finding, or a kind with what it asks for")
            raise UnfitError("ladder", told, m("write {{criticism: …}}"), value.location)
        [(kind, label)] = value.items()
        return StepWords(_kind(Word(kind, value.keys_at[kind])), text(label), value.location)
    word = text(value)
    return StepWords(_kind(word), None, word.location)


def _kind(word: Word) -> FindingKind:
    options = tuple(FindingKind)
    if str(word) not in options:
        raise UnfitError("choice", m("{text} is not one of {options}", text=word, options=options), location=word.location)
    return FindingKind(word)


_STEP_SCHEMA = {
    "oneOf": [
        {"enum": list(FindingKind)},
        {
            "type": "object",
            "properties": {kind: {"type": "string"} for kind in FindingKind},
            "minProperties": 1,
            "maxProperties": 1,
            "additionalProperties": False,
        },
    ]
}
StepLine = Annotated[StepWords, *parsed_by(_step, _STEP_SCHEMA)]


class EscalateShape(Shape):
    """How a rule counts; a bare word says within what."""

    shorthand: ClassVar = "per"
    per: Per = "year"
    reset_after: Whole | None = None
    steps: list[StepLine] | None = Field(None, min_length=1)


def ladder(shape: EscalateShape | None, kind: Word) -> tuple[Ladder | None, list[Problem]]:
    """The ladder that ``shape`` declares for a rule of ``kind``."""
    if shape is None:
        return None, []
    steps = shape.steps or []
    problems = _steps(steps, kind)
    if shape.reset_after == 0:
        told = m("reset_after counts periods met, at least one")
        problems.append(invalid("ladder", shape.location, told, m("write reset_after: 1 or more, or leave it out")))
    made = Ladder(shape.per == "running", shape.reset_after or None, tuple(Step(step.kind, step.label) for step in steps))
    return made, problems


def _steps(steps: list[StepWords], kind: Word) -> list[Problem]:
    if not steps:
        return []
    kinds = {step.kind for step in steps}
    mixed = FindingKind.PRAISE in kinds and len(kinds) > 1
    if mixed:
        told = m("a ladder is of praise alone, or of reminders and criticisms")
        return [invalid("ladder", steps[0].location, told, m("write a rule for each"))]
    if FindingKind(kind) is not steps[-1].kind:
        told = m("the last step is {step}, and the rule's kind is {kind}", step=steps[-1].kind.value, kind=kind)
        return [
            invalid("ladder", steps[-1].location, told, m("write kind: {step}, or correct the step", step=steps[-1].kind.value))
        ]
    later = next((after for before, after in pairwise(steps) if _WEIGHT[after.kind] < _WEIGHT[before.kind]), None)
    if later is not None:
        told = m("a reminder stands after a criticism; a ladder goes up")
        return [invalid("ladder", later.location, told, m("put the reminders first"))]
    return []


_WEIGHT = {kind: weight for weight, kind in enumerate(FindingKind)}
