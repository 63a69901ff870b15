"""indicators.yaml and the built-in catalogue -> the indicators by id, in the order in which letters name them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal, get_args

from cccc.declarations.shapes import Field, Name, Shape, Text, Word, choice
from cccc.messages import m
from cccc.model.targets import Adds, Better, Indicator, IndicatorType
from cccc.problems import Problem, invalid
from cccc.vietnamese import fold, lower_first

if TYPE_CHECKING:
    from cccc.declarations.sources import Files

TypeName = Annotated[IndicatorType, *choice(*get_args(IndicatorType))]
Direction = Annotated[Better, *choice(*get_args(Better))]
AddsUp = Annotated[Literal["sum", "end", "never"], *choice("sum", "end", "never")]

_RATE_OF = "Tỷ lệ "


class RatingsShape(Shape, about=m("The words of a rating")):
    met: Annotated[list[Text], m("words that mean the target is met")] = Field(min_length=1)
    missed: Annotated[list[Text], m("words that mean it is missed")] = Field(min_length=1)


class ToldShape(Shape, about=m("How a rating is told")):
    met: Annotated[Text | None, m("where it is met")] = None
    missed: Annotated[Text | None, m("where it is missed")] = None


class IndicatorShape(Shape, about=m("An indicator")):
    together: ClassVar = {
        "allOf": [
            {
                "anyOf": [
                    {"properties": {"type": {"enum": ["number", "rating"]}}, "required": ["type"]},
                    {"required": ["numerator", "denominator"]},
                ]
            },
            {"anyOf": [{"properties": {"type": {"not": {"const": "rating"}}}}, {"required": ["ratings"]}]},
        ]
    }
    id: Annotated[Name, m("an id in lower case; a built-in one is replaced whole")]
    name: Annotated[Text, m("its name")]
    short: Annotated[Text | None, m("its name in a heading")] = None
    brief: Annotated[Text | None, m("its name in brackets")] = None
    type: Annotated[TypeName, m("ratio of two measures, number, or rating in words")] = "ratio"
    numerator: Annotated[Name | None, m("the measure above the line")] = None
    denominator: Annotated[Name | None, m("the measure below the line")] = None
    better: Annotated[Direction, m("higher or lower")] = "higher"
    adds: Annotated[AddsUp, m("how periods add up: sum, end (the last one's) or never")] = "sum"
    ratings: Annotated[RatingsShape | None, m("the words of a rating")] = None
    told: Annotated[ToldShape | None, m("how a letter tells a rating")] = None


class IndicatorsShape(Shape, about=m("Indicators (indicators.yaml)")):
    indicators: Annotated[list[IndicatorShape], m("the indicators, in the order in which letters tell them")] = Field(
        min_length=1
    )


def indicators(shape: IndicatorsShape) -> tuple[dict[str, Indicator], list[Problem]]:
    """The indicators that ``shape`` declares, by id."""
    problems: list[Problem] = []
    seen: dict[str, IndicatorShape] = {}
    for entry in shape.indicators:
        if first := seen.get(entry.id):
            told = m("the indicator {id} stands twice; the first is at {place}", id=entry.id, place=first.location)
            problems.append(invalid("duplicate-id", entry.id.location, told, m("give one of them another id")))
        seen.setdefault(entry.id, entry)
        problems += _checked(entry)
    return {id_: _indicator(entry) for id_, entry in seen.items()}, problems


def _checked(entry: IndicatorShape) -> list[Problem]:
    if entry.type == "ratio" and not (entry.numerator and entry.denominator):
        told = m("the ratio {id} needs a numerator and a denominator", id=entry.id)
        return [invalid("missing-key", entry.location, told)]
    if entry.type == "rating" and entry.ratings is None:
        return [
            invalid(
                "missing-key", entry.location, m("the rating {id} needs its ratings: {{met: […], missed: […]}}", id=entry.id)
            )
        ]
    if entry.ratings is not None:
        missed = {fold(word) for word in entry.ratings.missed}
        both = next((word for word in entry.ratings.met if fold(word) in missed), None)
        if both is not None:
            return [
                invalid("duplicate-id", both.location, m("{word} is both met and missed", word=both), m("keep it in one list"))
            ]
    return []


def _indicator(entry: IndicatorShape) -> Indicator:
    short = entry.short or lower_first(entry.name.removeprefix(_RATE_OF))
    numerator = entry.numerator or (Word(entry.id, entry.location) if entry.type == "number" else None)
    return Indicator(
        id=entry.id,
        name=entry.name,
        type=entry.type,
        short=short,
        brief=entry.brief or short,
        numerator=numerator,
        denominator=entry.denominator if entry.type == "ratio" else None,
        better=entry.better,
        adds=Adds.NEVER if entry.type == "rating" else Adds(entry.adds),
        met=tuple(entry.ratings.met) if entry.ratings else (),
        missed=tuple(entry.ratings.missed) if entry.ratings else (),
        told_met=entry.told.met if entry.told else None,
        told_missed=entry.told.missed if entry.told else None,
    )


BUILT_IN = Path(__file__).with_name("catalogue.yaml")


def catalogue(own: IndicatorsShape | None, files: Files) -> dict[str, Indicator]:
    """The indicators of ``own`` and, after them, the built-in ones that it does not replace; problems go to ``files``."""
    shape = files.read(BUILT_IN, IndicatorsShape)
    built_in = files.keep(indicators(shape)) if shape else {}
    added = files.keep(indicators(own)) if own else {}
    return {**added, **{name: entry for name, entry in built_in.items() if name not in added}}
