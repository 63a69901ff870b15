"""indicators.yaml and the built-in catalogue -> the indicators, by id, in the order in which they are told."""

from __future__ import annotations

from typing import Annotated, Literal, get_args

from cccc.declarations.shapes import Field, Name, Shape, Text, Word, choice
from cccc.messages import m
from cccc.model.targets import Adds, Better, Indicator, IndicatorType
from cccc.problems import Problem, invalid
from cccc.vietnamese import fold, lower_first

TypeName = Annotated[IndicatorType, *choice(*get_args(IndicatorType))]
Direction = Annotated[Better, *choice(*get_args(Better))]
AddsUp = Annotated[Literal["sum", "end", "never"], *choice("sum", "end", "never")]

_RATE_OF = "Tỷ lệ "


class RatingsShape(Shape):
    """The words of a rating, by verdict."""

    met: list[Text] = Field(min_length=1)
    missed: list[Text] = Field(min_length=1)


class ToldShape(Shape):
    """How a letter tells a rating."""

    met: Text | None = None
    missed: Text | None = None


class IndicatorShape(Shape):
    """One indicator."""

    id: Name
    name: Text
    short: Text | None = None
    brief: Text | None = None
    type: TypeName = "ratio"
    numerator: Name | None = None
    denominator: Name | None = None
    better: Direction = "higher"
    adds: AddsUp = "sum"
    ratings: RatingsShape | None = None
    told: ToldShape | None = None


class IndicatorsShape(Shape):
    """The whole file."""

    indicators: list[IndicatorShape] = Field(min_length=1)


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
