"""``formed_from:`` and ``carries:`` of units -> which past goes on in whom, and what cannot be so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

from cccc.declarations.files.plans import unknown
from cccc.declarations.shapes import Items, UnfitError, Word, name, parsed_by
from cccc.declarations.yaml_tree import Scalar
from cccc.messages import m
from cccc.problems import Problem, invalid

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cccc.model.units import Unit


def _carried(value: Any) -> list[Word] | bool:
    """``true`` for all that a unit was formed from, or the ids of some."""
    if isinstance(value, Items):
        return [_id(item) for item in value]
    if not isinstance(value, Scalar):
        raise UnfitError("wrong-type", m("a list is expected here"), m("write [one, two] or one line with - each"))
    return value.text == "true" if value.text in ("true", "false") else [name(value)]


def _id(item: Any) -> Word:
    try:
        return name(item)
    except UnfitError as error:  # the list is one field: its entries tell their own place
        raise UnfitError(error.rule, error.message, error.fix, item.location) from None


_SCHEMA = {"anyOf": [{"type": "boolean"}, {"type": "string"}, {"type": "array", "items": {"type": "string"}}]}
Carried = Annotated[list[Word] | bool, *parsed_by(_carried, _SCHEMA)]


class Formed(NamedTuple):
    """A unit with the words that say what it was formed from, and which of these it carries on."""

    unit: Unit
    formed_from: Sequence[Word]
    carries: Sequence[Word]


def carried(formed_from: Sequence[Word], carries: Sequence[Word] | bool) -> list[Word]:
    """The predecessors whose past goes on in a unit."""
    if isinstance(carries, bool):
        return list(formed_from) if carries else []
    return list(carries)


def succession(units: Sequence[Formed]) -> list[Problem]:
    """What is wrong with units that were formed from others: unknown ones, circles, and days that do not follow."""
    known = {one.unit.id: one.unit for one in units}
    problems: list[Problem] = []
    for unit, formed_from, carries in units:
        problems += [_not_formed(word, unit) for word in carries if word not in formed_from]
        for word in formed_from:
            problem = _follows(word, unit, known) if word in known else unknown("unknown-unit", word, known)
            problems += [problem] if problem else []
    return problems


def _not_formed(word: Word, unit: Unit) -> Problem:
    told = m("{name} carries on {other}, but is not formed from it", name=unit.name, other=word)
    return invalid("succession", word.location, told, m("add it to formed_from:, or remove it"))


def _follows(word: Word, unit: Unit, known: Mapping[str, Unit]) -> Problem | None:
    """A predecessor has ended before its successor begins, and was not itself formed from that."""
    before = known[word]
    if unit.id in _ancestors(before.id, known):
        told = m("{name} and {other} are formed from one another", name=unit.name, other=before.name)
        return invalid("succession", word.location, told, m("remove one of the two"))
    if unit.valid_from is None:
        told = m("{name} is formed from {other}, and its first day is missing", name=unit.name, other=before.name)
        return invalid("succession", word.location, told, m("add valid: {{from: …}}"))
    if before.valid_to is None or before.valid_to >= unit.valid_from:
        told = m(
            "{other} (at {place}) is still valid on {day}, when {name} is formed from it",
            other=before.name,
            place=before.location,
            day=unit.valid_from.isoformat(),
            name=unit.name,
        )
        return invalid("succession", word.location, told, m("write until when it was, valid: {{to: …}}, or correct from:"))
    return None


def _ancestors(start: str, known: Mapping[str, Unit]) -> list[str]:
    line = [start]
    for one in line:  # grows as it is walked
        line += [before for before in known[one].formed_from if before in known and before not in line]
    return line
