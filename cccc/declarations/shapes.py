"""A tree of YAML nodes -> values of declared shapes, and a problem at line and column for everything that does not fit.

The only importer of pydantic.  A shape is a `Shape` whose fields use the types below; every text it holds is a `Word` that
knows its place, so that a later check (an unknown unit, two plans in conflict) can point at it.
"""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Self, TypeVar

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ModelWrapValidatorHandler,
    PlainValidator,
    PrivateAttr,
    ValidationError,
    ValidationInfo,
    WithJsonSchema,
    model_validator,
)

from cccc.declarations.yaml_tree import Mapping, Node, Scalar, Sequence
from cccc.messages import Message, m
from cccc.periods import Period, iso_date, parse_label
from cccc.problems import Location, Problem, invalid
from cccc.vietnamese import clean, nearest, slug

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Field", "Shape"]

Parsed = TypeVar("Parsed", bound="Shape")


class UnfitError(ValueError):
    """What a field's parser says of a value that does not fit; becomes a problem at the value's place."""

    def __init__(self, rule: str, message: Message, fix: Message | None = None, location: Location | None = None) -> None:
        super().__init__(rule)
        self.rule, self.message, self.fix, self.location = rule, message, fix, location


class Word(str):
    """A text that knows where it stands."""

    __slots__ = ("location",)
    location: Location

    def __new__(cls, text: str, location: Location) -> Self:
        """A `Word` of ``text``."""
        word = super().__new__(cls, text)
        word.location = location
        return word


class Entries(dict[str, Any]):
    """A mapping on its way into a shape: its values as pydantic takes them, its places beside them."""

    def __init__(self, node: Mapping) -> None:
        super().__init__((key.text, _value(value)) for key, value in node.entries)
        self.location = node.location
        self.keys_at = {key.text: key.location for key, _ in node.entries}


class Items(list[Any]):
    """A list on its way into a shape."""

    def __init__(self, node: Sequence) -> None:
        super().__init__(_value(item) for item in node.items)
        self.location = node.location


def _value(node: Node) -> Any:
    match node:
        case Mapping():
            return Entries(node)
        case Sequence():
            return Items(node)
        case Scalar(is_null=True):
            return None
    return node


class Shape(BaseModel):
    """A mapping with known keys; ``location`` is where it starts.

    Where ``shorthand`` names a key, a value that is no mapping stands for a mapping with that key alone.  ``about`` says what
    the mapping is, as a ``Message`` in a field's annotation says what its key means; ``together`` is the schema of keys that
    ask for one another, ``written`` that of keys whose values are read a second time, once the file is a shape.
    """

    shorthand: ClassVar[str | None] = None
    about: ClassVar[Message]
    together: ClassVar[dict[str, Any]] = {}
    written: ClassVar[dict[str, dict[str, Any]]] = {}

    model_config: ClassVar[ConfigDict] = ConfigDict(extra="ignore", arbitrary_types_allowed=True)
    _location: Location = PrivateAttr()

    def __init_subclass__(cls, about: Message, **kwargs: Any) -> None:
        """A shape that is ``about`` something."""
        super().__init_subclass__(**kwargs)
        cls.about = about

    @property
    def location(self) -> Location:
        """Where the mapping starts."""
        return self._location

    @model_validator(mode="wrap")
    @classmethod
    def _know_keys(cls, value: Any, handler: ModelWrapValidatorHandler[Self], info: ValidationInfo) -> Self:
        if cls.shorthand and isinstance(value, Scalar | Items):
            shape = handler({cls.shorthand: value})
            shape._location = value.location
            return shape
        if not isinstance(value, Entries):
            raise UnfitError("wrong-type", m("keys and values are expected here"), m("write key: value"))
        known = [field.alias or name for name, field in cls.model_fields.items()]
        found: list[Problem] = info.context  # type: ignore[assignment]  # `parse` always passes its list
        found += [_unknown_key(key, value.keys_at[key], known) for key in value if key not in known]
        # a key whose value is left out counts as not given
        shape = handler({key: content for key, content in value.items() if content is not None})
        shape._location = value.location
        return shape


def _unknown_key(key: str, place: Location, known: list[str]) -> Problem:
    near = nearest(key, known, most=1)
    fix = m("did you mean {near}?", near=near[0]) if near else m("known here: {known}", known=tuple(known))
    return invalid("unknown-key", place, m("unknown key {key}", key=key), fix)


def parse(shape: type[Parsed], node: Node) -> tuple[Parsed | None, list[Problem]]:
    """``node`` as ``shape``; None where a problem leaves no value to use."""
    problems: list[Problem] = []
    try:
        return shape.model_validate(_value(node), context=problems), problems
    except ValidationError as error:
        problems += [_problem(node, detail) for detail in error.errors(include_url=False)]
        return None, problems


def _problem(root: Node, detail: Any) -> Problem:
    place = _place(root, detail["loc"])
    cause = detail.get("ctx", {}).get("error")
    if isinstance(cause, UnfitError):
        return invalid(cause.rule, cause.location or place, cause.message, cause.fix)
    match detail["type"]:
        case "missing":
            key = str(detail["loc"][-1])
            return invalid("missing-key", place, m("the key {key} is missing", key=key), m("add {key}: …", key=key))
        case "list_type" | "tuple_type":
            return invalid("wrong-type", place, m("a list is expected here"), m("write [one, two] or one line with - each"))
        case "dict_type":
            return invalid("wrong-type", place, m("keys and values are expected here"), m("write key: value"))
        case "too_short":
            return invalid("empty-list", place, m("at least one entry is needed here"))
    return invalid("wrong-type", place, m("this value does not fit here"))


def _place(node: Node, path: tuple[int | str, ...]) -> Location:
    for step in path:
        if isinstance(node, Mapping):
            below = next((value for key, value in node.entries if key.text == step), None)
        elif isinstance(node, Sequence) and isinstance(step, int) and step < len(node.items):
            below = node.items[step]
        else:
            below = None
        if below is None:
            return node.location
        node = below
    return node.location


# --- field types -----------------------------------------------------------------------------------------------------

_READ_AS_OTHER = re.compile(r"(?i:yes|no|on|off|true|false|y|n)|[0-9]+(?::[0-5]?[0-9])+")


def _scalar(value: Any) -> Scalar:
    if isinstance(value, Scalar):
        return value
    raise UnfitError("wrong-type", m("a single value is expected here"), m("put a text that starts with {{ or [ in quotes"))


def text(value: Any) -> Word:
    """A text on one line, in composed form."""
    scalar = _scalar(value)
    words = clean(scalar.text)
    if not words:
        raise UnfitError("wrong-type", m("the text here is empty"), m("write one, or remove the key"))
    if scalar.plain and _READ_AS_OTHER.fullmatch(words):
        told = m("other YAML programs read {text} without quotes as something else than text", text=words)
        raise UnfitError("yaml-surprise", told, m('write "{text}" in quotes', text=words))
    return Word(words, scalar.location)


def name(value: Any) -> Word:
    """An id in lower case."""
    word = text(value)
    if not re.fullmatch(r"[a-z0-9][a-z0-9_-]*", word):
        near = slug(word)
        fix = m("write {id}", id=near) if near else None
        raise UnfitError("id", m("an id is written in a-z, 0-9, - and _; {text} is not", text=word), fix)
    return word


def _day(value: Any) -> date:
    text = _scalar(value).text
    try:
        return iso_date(text)
    except ValueError:
        raise UnfitError("date", m("{text} is not a date", text=text), _iso_fix(text)) from None


def _iso_fix(text: str) -> Message:
    match = re.fullmatch(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", text.strip())
    if match:
        day, month, year = match.groups()
        return m("write {date}", date=f"{year}-{int(month):02}-{int(day):02}")
    return m("write year-month-day of a real day, as 2023-04-01")


def _flag(value: Any) -> bool:
    text = _scalar(value).text
    if text not in ("true", "false"):
        raise UnfitError("flag", m("{text} is neither true nor false", text=text), m("write true or false"))
    return text == "true"


def whole(value: Any) -> int:
    """A whole number, written in digits."""
    text = _scalar(value).text
    if not re.fullmatch(r"[0-9]{1,9}", text):
        raise UnfitError("whole-number", m("{text} is not a whole number", text=text), m("write digits alone, as 10"))
    return int(text)


def _period(value: Any) -> Period:
    text = _scalar(value).text
    period = parse_label(text)
    if period is None:
        fix = m("write 2023-08, 2023-W36, 2023-Q3, 2023-H1, 2023 or 2023-09-01..2023-09-07")
        raise UnfitError("period", m("{text} is not a period", text=text), fix)
    return period


# what an editor is told of a field: YAML 1.2 reads 2023 as a number and 2023-08 as a text
ANY_TEXT: dict[str, Any] = {"type": ["string", "number"], "pattern": r"\S"}
_ID = {"type": ["string", "integer"], "pattern": r"^\s*[a-z0-9][a-z0-9_-]*\s*$", "minimum": 0}
ANY_DAY = {"type": "string", "format": "date", "pattern": r"^\s*\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])\s*$"}
ANY_PERIOD = {
    "type": ["string", "integer"],
    "pattern": r"^\s*\d{4}(-(0[1-9]|1[0-2])|-W\d{2}|-Q[1-4]|-H[12]|-\d{2}-\d{2}\.\.\d{4}-\d{2}-\d{2})?\s*$",
    "minimum": 1900,
    "maximum": 2999,
}
_WHOLE = {"type": ["string", "integer"], "pattern": "^[0-9]{1,9}$", "minimum": 0, "maximum": 999_999_999}
_FLAG = {"enum": [True, False, "true", "false"]}


def parsed_by(function: Callable[[Any], Any], schema: dict[str, Any] | None = None) -> Any:
    """The annotation of a field that ``function`` turns from a YAML value into its own."""
    return (PlainValidator(function), WithJsonSchema(schema or ANY_TEXT))


def rewritten_by(function: Callable[[Any], Any]) -> Any:
    """The annotation of a field whose YAML value ``function`` brings into another form before it is read."""
    return BeforeValidator(function)


Text = Annotated[Word, *parsed_by(text)]
Name = Annotated[Word, *parsed_by(name, _ID)]
Day = Annotated[date, *parsed_by(_day, ANY_DAY)]
Flag = Annotated[bool, *parsed_by(_flag, _FLAG)]
Whole = Annotated[int, *parsed_by(whole, _WHOLE)]
PeriodLabel = Annotated[Period, *parsed_by(_period, ANY_PERIOD)]


def _one_or_more(value: Any) -> list[Word]:
    if not isinstance(value, Items):
        return [text(value)]
    if not value:
        raise UnfitError("empty-list", m("at least one entry is needed here"))
    return [text(item) for item in value]


class _OneOrMore(BeforeValidator):
    def __get_pydantic_json_schema__(self, core_schema: Any, handler: Any) -> dict[str, Any]:
        several = handler(core_schema)
        return {"anyOf": [several["items"], several]}


ONE_OR_MORE = _OneOrMore(lambda value: value if isinstance(value, Items) else [value])
"""The annotation of a list of shapes for which a single one may stand by itself."""

_TEXTS = {"anyOf": [ANY_TEXT, {"type": "array", "items": ANY_TEXT, "minItems": 1}]}
Texts = Annotated[list[Word], *parsed_by(_one_or_more, _TEXTS)]


def choice(*options: str) -> Any:
    """The annotation of a ``str`` field whose text is one of ``options``."""

    def one_of(value: Any) -> Word:
        word = Word(_scalar(value).text, value.location)
        if word not in options:
            raise UnfitError("choice", m("{text} is not one of {options}", text=word, options=options), _near(word, options))
        return word

    return parsed_by(one_of, {"enum": list(options)})


def _near(word: str, options: tuple[str, ...]) -> Message | None:
    near = nearest(word, options, most=1)
    return m("did you mean {near}?", near=near[0]) if near else None


# --- figures as typed ------------------------------------------------------------------------------------------------

ANY_NUMBER: dict[str, Any] = {
    "type": ["string", "number"],
    "pattern": r"^\s*[0-9]{1,12}([.,][0-9]{1,6})?\s*$",
    "minimum": 0,
}
ANY_FIGURE: dict[str, Any] = {
    "anyOf": [
        {"type": "string", "pattern": r"^\s*0*(100([.,]0{1,6})?|[0-9]{1,2}([.,][0-9]{1,6})?)\s*%\s*$"},
        ANY_NUMBER,
    ]
}
"""A threshold as typed: a percentage, or a plain number where the indicator is one."""

_PERCENTAGE = re.compile(r"([0-9]{1,6}(?:[.,][0-9]{1,6})?)\s*%")
_NUMBER = re.compile(r"[0-9]{1,12}(?:[.,][0-9]{1,6})?")


def percentage(word: str) -> Fraction | None:
    """``30%`` or ``97,5%`` in percent; None for anything else."""
    match = _PERCENTAGE.fullmatch(word)
    return Fraction(match.group(1).replace(",", ".")) if match else None


def number(word: str) -> Fraction | None:
    """A plain number, with a decimal comma or point; None for anything else."""
    return Fraction(word.replace(",", ".")) if _NUMBER.fullmatch(word) else None
