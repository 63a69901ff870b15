"""units.yaml -> the roster: groups, their units with ids and official forms, and which unit was formed from which."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal, NamedTuple, get_args

from cccc.declarations.files.plans import unknown
from cccc.declarations.shapes import (
    ONE_OR_MORE,
    Day,
    Field,
    Items,
    Name,
    Shape,
    Text,
    UnfitError,
    Word,
    choice,
    name,
    parsed_by,
    text,
)
from cccc.declarations.yaml_tree import Scalar
from cccc.messages import m
from cccc.model.units import Alias, Code, Group, Level, Roster, Unit
from cccc.problems import Problem, invalid
from cccc.vietnamese import code_key, in_sentence, slug

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date


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


_PLACEHOLDER_SCHEMA = {"type": "string", "pattern": r"^[^{]*\{(unit|name)\}([^{]|\{(unit|name)\})*$"}
Pattern = Annotated[str, *parsed_by(_pattern)]


class ValidShape(Shape, about=m("From a day to a day")):
    start: Annotated[Day | None, m("the first day")] = Field(None, alias="from")
    end: Annotated[Day | None, m("the last day")] = Field(None, alias="to")


class AliasShape(Shape, about=m("Another spelling")):
    shorthand: ClassVar = "name"
    name: Annotated[Text, m("the spelling")]
    valid: Annotated[ValidShape | None, m("the days on which it is meant")] = None


class CodeShape(Shape, about=m("A code")):
    shorthand: ClassVar = "code"
    code: Annotated[Text, m("the code")]
    valid: Annotated[ValidShape | None, m("the days on which it holds")] = None


class UnitShape(Shape, about=m("A unit")):
    """A unit; a bare name, or a mapping where it has something of its own."""

    shorthand: ClassVar = "name"
    name: Annotated[Text, m("its name")]
    id: Annotated[Name | None, m("its id, where not made of the name")] = None
    code: Annotated[list[CodeShape], ONE_OR_MORE, m("its code (mã định danh), or several with their days")] = []
    aliases: Annotated[list[AliasShape], m("other spellings in exports")] = []
    valid: Annotated[ValidShape | None, m("the days on which it is there")] = None
    official: Annotated[Text | None, m("how a letter writes it")] = None
    head: Annotated[Text | None, m("who heads it")] = None
    brief: Annotated[Text | None, m("its name in lists")] = None
    formed_from: Annotated[list[Name], m("the units that it was formed from: merged, split, renamed")] = []
    carries: Annotated[Carried, m("whose past goes on in it: true for all of formed_from, or some ids")] = []


class GroupShape(Shape, about=m("A group of units")):
    written: ClassVar = {"official": _PLACEHOLDER_SCHEMA, "head": _PLACEHOLDER_SCHEMA}
    id: Annotated[Name, m("an id in lower case, as communes")]
    level: Annotated[LevelName, m("province, district (before 1 July 2025) or commune")]
    name: Annotated[Text, m("the group's name in letters")]
    official: Annotated[Pattern, m("how a letter writes a unit: UBND {{unit}}; {{name}} as given")] = "{name}"
    head: Annotated[Pattern, m("who heads a unit: Chủ tịch UBND {{unit}}")] = "{name}"
    relation: Annotated[Relation, m("subordinate, or coordinate: asked, never criticised")] = "subordinate"
    units: Annotated[list[UnitShape], m("its units: a name, or a mapping with what is its own")] = Field(min_length=1)


class UnitsShape(Shape, about=m("Units and groups (units.yaml)")):
    groups: Annotated[list[GroupShape], m("the groups, in the order in which letters name them")] = Field(min_length=1)


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
        fix = m("give one of them an id of its own: {{name: …, id: …}}")
        problems.append(invalid("duplicate-id", shape.name.location, told, fix))
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
