"""units.yaml -> the roster: groups, and their units with ids and official forms."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal, get_args

from cccc.declarations.files.succession import Carried, Formed, carried, succession
from cccc.declarations.shapes import ONE_OR_MORE, Day, Field, Name, Shape, Text, UnfitError, Word, choice, parsed_by, text
from cccc.messages import m
from cccc.model.units import Alias, Code, Group, Level, Roster, Unit
from cccc.problems import Problem, invalid
from cccc.vietnamese import code_key, in_sentence, slug

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


class CodeShape(Shape):
    """A unit's code (mã định danh), and when it is valid."""

    shorthand: ClassVar = "code"
    code: Text
    valid: ValidShape | None = None


class UnitShape(Shape):
    """A unit; a bare name, or a mapping where it has something of its own."""

    shorthand: ClassVar = "name"
    name: Text
    id: Name | None = None
    code: Annotated[list[CodeShape], ONE_OR_MORE] = []
    aliases: list[AliasShape] = []
    valid: ValidShape | None = None
    official: Text | None = None
    head: Text | None = None
    brief: Text | None = None
    formed_from: list[Name] = []
    carries: Carried = []


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
    formed: list[Formed] = []
    coded: dict[str, list[tuple[Unit, Code, UnitShape]]] = {}
    for group in shape.groups:
        if first := groups.get(group.id):
            told = m("the group {id} stands twice; the first is at {place}", id=group.id, place=first.location)
            problems.append(invalid("duplicate-id", group.id.location, told, m("give one of them another id")))
        groups.setdefault(group.id, group)
        for unit in group.units:
            made = _unit(unit, group)
            built.append(made)
            formed.append(Formed(made, unit.formed_from, carried(unit.formed_from, unit.carries)))
            problems += [*_checked(unit, made, units), *_codes_checked(unit, made, coded)]
    taken = [Group(group.id, group.level, group.name) for group in groups.values()]
    return Roster(tuple(taken), tuple(built)), problems + succession(formed)


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


def _codes_checked(shape: UnitShape, unit: Unit, seen: dict[str, list[tuple[Unit, Code, UnitShape]]]) -> list[Problem]:
    """A problem for each code of ``unit`` that another unit has on some same day."""
    problems = []
    for given, code in zip(shape.code, unit.codes, strict=True):
        others = seen.setdefault(code_key(code.text), [])
        if first := next((other for other in others if other[0].id != unit.id and _meet(other[:2], (unit, code))), None):
            told = m(
                "{name} and {other} (at {place}) have one code at one time: {code}",
                name=unit.name,
                other=first[0].name,
                place=first[2].name.location,
                code=code.text,
            )
            fix = m("correct one of them, or say until when it held: {{code: {code}, valid: {{to: …}}}}", code=code.text)
            problems.append(invalid("duplicate-code", given.code.location, told, fix))
        others.append((unit, code, shape))
    return problems


def _meet(first: tuple[Unit, Code], second: tuple[Unit, Code]) -> bool:
    """Whether two units have these codes on some same day."""
    starts = [day for unit, code in (first, second) for day in (unit.valid_from, code.start) if day]
    ends = [day for unit, code in (first, second) for day in (unit.valid_to, code.end) if day]
    return not starts or not ends or max(starts) <= min(ends)


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
        codes=tuple(Code(code.code, *_days(code.valid)) for code in shape.code),
        formed_from=tuple(shape.formed_from),
        carries=tuple(carried(shape.formed_from, shape.carries)),
    )


def _worded(pattern: str, name: str) -> str:
    return pattern.replace("{unit}", in_sentence(name)).replace("{name}", name)


def _days(valid: ValidShape | None) -> tuple[date | None, date | None]:
    return (valid.start, valid.end) if valid else (None, None)
