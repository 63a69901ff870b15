"""The shapes of declared files -> JSON Schemas (draft 2020-12), by which an editor completes and checks the YAML.

A schema knows one file: it lets pass what only another file can decide, and nothing sound is refused by it.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, get_args

from cccc.declarations.described import described
from cccc.declarations.files.answers import AnswersShape
from cccc.declarations.files.history import HistoryShape, StatementsShape
from cccc.declarations.files.indicators import IndicatorsShape
from cccc.declarations.files.layouts import LayoutShape
from cccc.declarations.files.plans import PlanShape
from cccc.declarations.files.policy import PolicyShape
from cccc.declarations.files.ratings import RatingsShape
from cccc.declarations.files.tasks import TasksShape
from cccc.declarations.files.units import UnitsShape
from cccc.declarations.shapes import ANY_PERIOD, Shape
from cccc.declarations.workspace import WorkspaceShape
from cccc.model.evaluations import Status
from cccc.model.targets import Operator, Window

if TYPE_CHECKING:
    from collections.abc import Iterator

    Schema = dict[str, Any]

KINDS: dict[str, type[Shape]] = {
    "workspace": WorkspaceShape,
    "units": UnitsShape,
    "indicators": IndicatorsShape,
    "plan": PlanShape,
    "layout": LayoutShape,
    "policy": PolicyShape,
    "history": HistoryShape,
    "statements": StatementsShape,
    "answers": AnswersShape,
    "tasks": TasksShape,
    "ratings": RatingsShape,
}
DRAFT = "https://json-schema.org/draft/2020-12/schema"

_TEST = "#/$defs/Test"
_FIGURE = {
    "anyOf": [
        {"type": "string", "pattern": r"^\s*0*(100([.,]0{1,6})?|[0-9]{1,2}([.,][0-9]{1,6})?)\s*%\s*$"},
        {"type": ["string", "number"], "pattern": r"^\s*[0-9]{1,12}([.,][0-9]{1,6})?\s*$", "minimum": 0},
    ]
}
"""A threshold as typed: a percentage, or a plain number where the indicator is one."""
_OPTION = {
    "anyOf": [
        {"enum": list(Status)},
        {
            "type": "object",
            "properties": {operator.value: _FIGURE for operator in Operator},
            "minProperties": 1,
            "maxProperties": 1,
            "additionalProperties": False,
        },
    ]
}
_CONDITION = {"anyOf": [_OPTION, {"type": "array", "items": _OPTION, "minItems": 1}]}
_SEVERAL = {"type": "array", "items": {"$ref": _TEST}, "minItems": 1}
_TEST_SCHEMA = {
    "type": "object",
    "properties": {**{window.value: _CONDITION for window in Window}, "any": _SEVERAL, "all": _SEVERAL},
    "minProperties": 1,
    "additionalProperties": False,
}
_PLACEHOLDER = {"type": "string", "pattern": r"^[^{]*\{(unit|name)\}([^{]|\{(unit|name)\})*$"}

WRITTEN: dict[str, Any] = {
    "workspace.PaperShape.symbol": {"type": ["string", "number"], "pattern": r"^\s*[^\s/]+\s*$"},
    "units.GroupShape.official": _PLACEHOLDER,
    "units.GroupShape.head": _PLACEHOLDER,
    "plans.RaiseShape.points": {"type": ["string", "number"], "pattern": r"^\s*[0-9]{1,12}([.,][0-9]{1,6})?\s*$", "minimum": 0},
    **{f"plans.TargetShape.{operator.value}": _FIGURE for operator in Operator},
    "layouts.TableShape.period": {"anyOf": [{"enum": ["title", "sheet", "office", "none"]}, ANY_PERIOD]},
    "records.CountShape.count": {
        "anyOf": [
            {"const": "all"},
            {"type": "object", "additionalProperties": {"$ref": "#/$defs/Test"}, "minProperties": 1},
        ]
    },
    "policy.RuleShape.when": {"$ref": _TEST},
    "policy.RuleShape.all": {"type": "object", "additionalProperties": {"$ref": _TEST}, "minProperties": 1},
}
"""The keys whose texts are read a second time, once the file is a shape: how they are written."""

TOGETHER: dict[str, Any] = {
    "policy.RuleShape": {"anyOf": [{"required": ["indicators", "when"]}, {"required": ["all"]}]},
    "indicators.IndicatorShape": {
        "allOf": [
            {
                "anyOf": [
                    {"properties": {"type": {"enum": ["number", "rating"]}}, "required": ["type"]},
                    {"required": ["numerator", "denominator"]},
                ]
            },
            {"anyOf": [{"properties": {"type": {"not": {"const": "rating"}}}}, {"required": ["ratings"]}]},
        ]
    },
}
"""The keys that ask for one another."""


def as_text(kind: str) -> str:
    """The schema of one kind of file as a file holds it."""
    return json.dumps(schema(kind), ensure_ascii=False, indent=2) + "\n"


def title(kind: str) -> str:
    """What the kind is, in words."""
    return str(described()[_key(KINDS[kind])])


def schema(kind: str) -> Schema:
    """The schema of one kind of file."""
    shape = KINDS[kind]
    made = shape.model_json_schema(by_alias=True)
    definitions: Schema = made.pop("$defs", {})
    whole = {"$schema": DRAFT, **_told(shape, made)}
    for part in shapes(shape)[1:]:
        if part.__name__ in definitions:
            definitions[part.__name__] = _told(part, definitions[part.__name__])
    if kind == "policy":
        definitions["Test"] = _TEST_SCHEMA
    renamed: Schema = _renamed({**whole, **({"$defs": dict(sorted(definitions.items()))} if definitions else {})})
    return renamed


def _told(shape: type[Shape], made: Schema) -> Schema:
    """The schema of one shape: no other keys, nothing where a key is optional, and the words beside each."""
    key = _key(shape)
    required = made.get("required", [])
    properties = {
        name: _property(written, f"{key}.{name}", optional=name not in required) for name, written in made["properties"].items()
    }
    whole: Schema = {"type": "object", "properties": properties, "additionalProperties": False}
    if required:
        whole["required"] = required
    whole |= TOGETHER.get(key, {})
    title = {"title": str(described()[key])} if key in described() else {}
    if shape.shorthand is None:
        return {**title, **whole}
    alone = WRITTEN.get(f"{key}.{shape.shorthand}") or made["properties"][shape.shorthand]
    return {**title, "anyOf": [_bare(alone), whole]}


def _property(written: Schema, key: str, *, optional: bool) -> Schema:
    held = _bare(WRITTEN.get(key) or written)
    if optional:
        options = [one for one in held.get("anyOf", [held]) if one != {"type": "null"}]
        held = {"anyOf": [*options, {"type": "null"}]}
    told: Schema = {"description": str(described()[key]), **held} if key in described() else held
    default = written.get("default")
    return told if default in (None, [], {}) else {**told, "default": default}


def _bare(written: Schema) -> Schema:
    return {name: value for name, value in written.items() if name not in ("title", "default")}


def shapes(whole: type[Shape]) -> list[type[Shape]]:
    """The shape of a file and every shape within it."""
    return list(dict.fromkeys([whole, *_parts(whole)]))


def _parts(shape: type[Shape]) -> Iterator[type[Shape]]:
    """Every shape within ``shape``."""
    for field in shape.model_fields.values():
        for inner in _within(field.annotation):
            yield inner
            yield from _parts(inner)


def _within(annotation: Any) -> Iterator[type[Shape]]:
    if isinstance(annotation, type) and issubclass(annotation, Shape):
        yield annotation
    for argument in get_args(annotation):
        yield from _within(argument)


def _key(shape: type[Shape]) -> str:
    return f"{shape.__module__.rpartition('.')[2]}.{shape.__name__}"


def _renamed(value: Any) -> Any:
    """Definitions under the names of their nouns: Target for TargetShape."""
    if isinstance(value, dict):
        return {re.sub(r"^(\w+)Shape$", r"\1", name): _renamed(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_renamed(inner) for inner in value]
    return re.sub(r"^(#/\$defs/\w+)Shape$", r"\1", value) if isinstance(value, str) else value
