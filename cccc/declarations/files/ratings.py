"""ratings/….yaml -> ratings that somebody has signed for, each an observation whose source is its line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from cccc.declarations.files.plans import no_unit, unknown_indicators
from cccc.declarations.shapes import Day, Field, Name, PeriodLabel, Shape, Text
from cccc.messages import m
from cccc.model.observations import Attestation, Kind, Observation, Source
from cccc.problems import Problem, invalid
from cccc.vietnamese import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from cccc.model.targets import Indicator
    from cccc.model.units import Roster, Unit
    from cccc.periods import Period


class RatingShape(Shape, about=m("One rating of one unit")):
    unit: Annotated[Name, m("the unit's id")]
    indicator: Annotated[Name, m("the indicator's id")]
    rating: Annotated[Text, m("the rating, in the indicator's words")]
    by: Annotated[Text, m("who stands for it")]
    on: Annotated[Day, m("the day")]
    evidence: Annotated[Text, m("what it rests on")]


class SignedRatingsShape(Shape, about=m("Signed ratings (ratings/….yaml)")):
    period: Annotated[PeriodLabel, m("the period")]
    ratings: Annotated[list[RatingShape], m("the ratings")] = Field(min_length=1)


def ratings(
    shape: SignedRatingsShape, indicators: Mapping[str, Indicator], roster: Roster | None
) -> tuple[list[Observation], list[Problem]]:
    """The ratings that ``shape`` declares, in their order; one with a problem is left out."""
    units = {unit.id: unit for unit in roster.units} if roster is not None else None
    made: list[Observation] = []
    problems: list[Problem] = []
    for entry in shape.ratings:
        found = [*_unit(entry, shape.period, units, roster), *_rating(entry, indicators), *_signed(entry, shape.period)]
        problems += found
        if not found:
            made.append(_observation(entry, indicators[entry.indicator], shape.period))
    return made, problems


def _unit(entry: RatingShape, period: Period, units: Mapping[str, Unit] | None, roster: Roster | None) -> list[Problem]:
    if units is None or roster is None:
        return []
    unit = units.get(entry.unit)
    if unit is None:
        return no_unit(entry.unit, roster)
    if unit.valid_in(period):
        return []
    told = m("{name} does not exist in {period}", name=unit.name, period=period)
    return [invalid("dates", entry.unit.location, told, m("correct the period, or the days the unit is valid"))]


def _rating(entry: RatingShape, indicators: Mapping[str, Indicator]) -> list[Problem]:
    if wrong := unknown_indicators([entry.indicator], indicators):
        return wrong
    indicator = indicators[entry.indicator]
    if indicator.type != "rating":
        told = m("{id} is no rating", id=entry.indicator)
        return [invalid("wrong-type", entry.indicator.location, told, m("a figure comes from an export"))]
    known = (*indicator.met, *indicator.missed)
    if _worded(entry, indicator) is not None:
        return []
    told = m(
        "{text} is no rating of {indicator}; write one of {words}, or add it to the indicator's ratings",
        text=f"“{entry.rating}”",
        indicator=f"“{indicator.name}”",
        words=known,
    )
    return [Problem("unknown-rating", entry.rating.location, told)]


def _signed(entry: RatingShape, period: Period) -> list[Problem]:
    if entry.on >= period.start:
        return []
    told = m("the rating is signed on {day}, before {period} begins", day=entry.on.isoformat(), period=period)
    return [invalid("dates", entry.location, told, m("correct on: or period:"))]


def _worded(entry: RatingShape, indicator: Indicator) -> str | None:
    """The rating as the indicator's lists word it."""
    return next((word for word in (*indicator.met, *indicator.missed) if fold(word) == fold(entry.rating)), None)


def _observation(entry: RatingShape, indicator: Indicator, period: Period) -> Observation:
    place = entry.rating.location
    signed = Attestation(entry.by, entry.on, entry.evidence)
    source = Source(place.file, "", (), line=place.line, column=place.column, signed=signed)
    rating = _worded(entry, indicator) or entry.rating
    return Observation(entry.unit, Kind.RATING, entry.indicator, period, rating, source)


def contradictions(signed: Iterable[Observation], others: Iterable[Observation]) -> list[Problem]:
    """Where a signed rating is another than one that was signed before it, or than an export's, of one unit and period."""
    told = {seen.key: seen for seen in others if seen.kind is Kind.RATING}
    problems = []
    for seen in signed:
        other = told.setdefault(seen.key, seen)
        if fold(str(other.value)) != fold(str(seen.value)):
            message = m(
                "{unit}: {about} is “{value}” here and “{other}” at {place}",
                unit=seen.unit or "",
                about=seen.about,
                value=str(seen.value),
                other=str(other.value),
                place=other.source.location,
            )
            problems.append(Problem("conflicting-figures", seen.source.location, message, fix=m("correct one of the two")))
    return problems
