"""The shapes of declared files -> JSON Schemas (draft 2020-12), by which an editor completes and checks the YAML.

A schema knows one file: it lets pass what only another file can decide, and nothing sound is refused by it.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, get_args

from cccc.declarations.files.conditions import TEST_SCHEMA
from cccc.declarations.files.followups import AnswersShape, TasksShape
from cccc.declarations.files.history import HistoryShape, StatementsShape
from cccc.declarations.files.indicators import IndicatorsShape
from cccc.declarations.files.layouts import LayoutShape
from cccc.declarations.files.plans import PlanShape
from cccc.declarations.files.policy import PolicyShape
from cccc.declarations.files.ratings import SignedRatingsShape
from cccc.declarations.files.units import UnitsShape
from cccc.declarations.files.workspace import WorkspaceShape
from cccc.declarations.shapes import Shape
from cccc.messages import Message

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
    "ratings": SignedRatingsShape,
}
DRAFT = "https://json-schema.org/draft/2020-12/schema"


def as_text(kind: str) -> str:
    """The schema of one kind of file as a file holds it."""
    return json.dumps(schema(kind), ensure_ascii=False, indent=2) + "\n"


def title(kind: str) -> str:
    """What the kind is, in words."""
    return str(KINDS[kind].about)


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
        definitions["Test"] = TEST_SCHEMA
    renamed: Schema = _renamed({**whole, **({"$defs": dict(sorted(definitions.items()))} if definitions else {})})
    return renamed


def _told(shape: type[Shape], made: Schema) -> Schema:
    """The schema of one shape: no other keys, nothing where a key is optional, and the words beside each."""
    required = made.get("required", [])
    fields = {field.alias or name: field.metadata for name, field in shape.model_fields.items()}
    properties = {}
    for name, given in made["properties"].items():
        words = next(str(part) for part in fields[name] if isinstance(part, Message))
        properties[name] = {"description": words, **_property(given, shape.written.get(name), optional=name not in required)}
    whole: Schema = {"type": "object", "properties": properties, "additionalProperties": False}
    if required:
        whole["required"] = required
    whole |= shape.together
    if shape.shorthand is None:
        return {"title": str(shape.about), **whole}
    alone = shape.written.get(shape.shorthand) or made["properties"][shape.shorthand]
    return {"title": str(shape.about), "anyOf": [_bare(alone), whole]}


def _property(made: Schema, written: Schema | None, *, optional: bool) -> Schema:
    held = _bare(written or made)
    if optional:
        options = [one for one in held.get("anyOf", [held]) if one != {"type": "null"}]
        held = {"anyOf": [*options, {"type": "null"}]}
    default = made.get("default")
    return held if default in (None, [], {}) else {**held, "default": default}


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


def _renamed(value: Any) -> Any:
    """Definitions under the names of their nouns: Target for TargetShape."""
    if isinstance(value, dict):
        return {re.sub(r"^(\w+)Shape$", r"\1", name): _renamed(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_renamed(inner) for inner in value]
    return re.sub(r"^(#/\$defs/\w+)Shape$", r"\1", value) if isinstance(value, str) else value
