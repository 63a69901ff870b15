"""units.yaml -> the roster: groups, and their units with ids and official forms."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal, get_args

from cccc.declarations.shapes import Day, Field, Name, Shape, Text, UnfitError, Word, choice, parsed_by, text
from cccc.messages import m
from cccc.model import Alias, Group, Level, Roster, Unit
from cccc.problems import Problem, invalid
from cccc.vietnamese import in_sentence, slug

if TYPE_CHECKING:
    from datetime import date

LevelName = Annotated[Level, *choice(*get_args(Level))]
Relation = Annotated[Literal["subordinate", "coordinate"], *choice("subordinate", "coordinate")]

_PLACEHOLDER = re.compile(r"\{([^}]*)\}?")


def _pattern(value: Any) -> Word:
    word = text(value)
    names = _PLACEHOLDER.findall(word)
    unknown = next((name for name in names if name not in ("unit", "name")), None)
    fix = m("write {{unit}} (first letter in lower case) or {{name}} for it")
    if unknown is not None:
        raise UnfitError("placeholder", m("{{{name}}} does not stand for the unit's name", name=unknown), fix)
    if not names:
        raise UnfitError("placeholder", m("{form} leaves no place for the unit's name", form=word), fix)
    return word


Pattern = Annotated[str, *parsed_by(_pattern)]


class ValidShape(Shape):
    """The days on which a unit or a spelling is valid."""

    start: Day | None = Field(None, alias="from")
    end: Day | None = Field(None, alias="to")


class AliasShape(Shape):
    """Another spelling of a unit's name."""

    shorthand: ClassVar = "name"
    name: Text
    valid: ValidShape | None = None


class UnitShape(Shape):
    """A unit; a bare name, or a mapping where it has something of its own."""

    shorthand: ClassVar = "name"
    name: Text
    id: Name | None = None
    aliases: list[AliasShape] = []
    valid: ValidShape | None = None
    official: Text | None = None
    head: Text | None = None
    brief: Text | None = None


class GroupShape(Shape):
    """A group and its units."""

    id: Name
    level: LevelName
    name: Text
    official: Pattern = "{name}"
    head: Pattern = "{name}"
    relation: Relation = "subordinate"
    units: list[UnitShape] = Field(min_length=1)


class UnitsShape(Shape):
    """The whole file."""

    groups: list[GroupShape] = Field(min_length=1)


def roster(shape: UnitsShape) -> tuple[Roster, list[Problem]]:
    """The roster that ``shape`` declares; two names or groups with one id are problems."""
    problems: list[Problem] = []
    groups: dict[str, GroupShape] = {}
    units: dict[str, UnitShape] = {}
    built: list[Unit] = []
    for group in shape.groups:
        if first := groups.get(group.id):
            told = m("the group {id} stands twice; the first is at {place}", id=group.id, place=first.location)
            problems.append(invalid("duplicate-id", group.id.location, told, m("give one of them another id")))
        groups.setdefault(group.id, group)
        for unit in group.units:
            made = _unit(unit, group)
            built.append(made)
            problems += _checked(unit, made, units)
    taken = [Group(group.id, group.level, group.name) for group in groups.values()]
    return Roster(tuple(taken), tuple(built)), problems


def _checked(shape: UnitShape, unit: Unit, seen: dict[str, UnitShape]) -> list[Problem]:
    problems = []
    if not unit.id:
        fix = m("give it an id of its own: {{name: {name}, id: …}}", name=unit.name)
        problems.append(invalid("id", shape.name.location, m("no id can be made of the name {name}", name=unit.name), fix))
    elif first := seen.get(unit.id):
        told = m(
            "{name} and {other} (at {place}) have one id: {id}",
            name=unit.name,
            other=first.name,
            place=first.location,
            id=unit.id,
        )
        problems.append(invalid("duplicate-id", shape.name.location, told, _own_id()))
    seen.setdefault(unit.id, shape)
    if unit.valid_from and unit.valid_to and unit.valid_to < unit.valid_from:
        told = m("{name} is valid to a day before it is valid from", name=unit.name)
        problems.append(invalid("dates", shape.name.location, told, m("correct from: or to:")))
    return problems


def _own_id() -> Any:
    return m("give one of them an id of its own: {{name: …, id: …}}")


def _unit(shape: UnitShape, group: GroupShape) -> Unit:
    official = shape.official or _worded(group.official, shape.name)
    start, end = _days(shape.valid)
    return Unit(
        id=shape.id or slug(shape.name),
        name=shape.name,
        group=group.id,
        official=official,
        head=shape.head or _worded(group.head, shape.name),
        brief=shape.brief or official,
        coordinate=group.relation == "coordinate",
        location=shape.location,
        aliases=tuple(Alias(alias.name, *_days(alias.valid)) for alias in shape.aliases),
        valid_from=start,
        valid_to=end,
    )


def _worded(pattern: str, name: str) -> str:
    return pattern.replace("{unit}", in_sentence(name)).replace("{name}", name)


def _days(valid: ValidShape | None) -> tuple[date | None, date | None]:
    return (valid.start, valid.end) if valid else (None, None)
