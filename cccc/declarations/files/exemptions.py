"""``exemptions:`` and ``ranking:`` of policy.yaml -> who gets no finding, until when and why; how units are ranked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from cccc.declarations.files.plans import unit_ids, unknown_indicators, unknown_units
from cccc.declarations.shapes import Day, Field, Name, Shape, Text, Texts, Whole, choice
from cccc.messages import m
from cccc.model.evaluations import FindingKind
from cccc.model.policies import Exemption, Ranking, Ties
from cccc.problems import Problem, invalid

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from cccc.model.targets import Indicator
    from cccc.model.units import Roster

Kind = Annotated[str, *choice(*FindingKind)]
Within = Annotated[Literal["group", "all"], *choice("group", "all")]
TiesName = Annotated[Ties, *choice("shared", "by_denominator")]


class ExemptionShape(Shape):
    """Units that are spared for a time."""

    unit: Name | None = None
    units: Texts | None = Field(None, alias="for")
    indicators: list[Name] = []
    kinds: list[Kind] = Field(["reminder", "criticism"], min_length=1)
    start: Day | None = Field(None, alias="from")
    end: Day = Field(alias="to")
    reason: Text
    cite: Text | None = None


class RankingShape(Shape):
    """How units are ranked."""

    within: Within = "group"
    ties: TiesName = "shared"
    min_denominator: Whole | None = None


def exemptions(
    entries: Iterable[ExemptionShape], indicators: Mapping[str, Indicator], roster: Roster | None
) -> tuple[tuple[Exemption, ...], list[Problem]]:
    """The exemptions that are declared; one with a problem is left out."""
    made: list[Exemption] = []
    problems: list[Problem] = []
    for entry in entries:
        found = [*_units(entry, roster), *unknown_indicators(entry.indicators, indicators)]
        if entry.start is not None and entry.end < entry.start:
            told = m("the exemption ends before it starts")
            found.append(invalid("dates", entry.location, told, m("correct from: or to:")))
        problems += found
        if not found:
            made.append(_exemption(entry, roster))
    return tuple(made), problems


def _units(entry: ExemptionShape, roster: Roster | None) -> list[Problem]:
    if (entry.unit is None) == (entry.units is None):
        told = m("an exemption has either unit: or for:")
        return [invalid("missing-key", entry.location, told)]
    words = entry.units or ([entry.unit] if entry.unit is not None else [])
    return unknown_units(words, roster) if roster is not None else []


def _exemption(entry: ExemptionShape, roster: Roster | None) -> Exemption:
    words = entry.units or ([entry.unit] if entry.unit is not None else [])
    return Exemption(
        units=frozenset(unit_ids(words, roster)) if roster is not None else frozenset(),
        indicators=tuple(entry.indicators),
        kinds=frozenset(map(FindingKind, entry.kinds)),
        start=entry.start,
        end=entry.end,
        reason=entry.reason,
        location=entry.location,
        cite=entry.cite,
    )


def ranking(shape: RankingShape | None, least: int) -> Ranking:
    """The ranking that ``shape`` declares; without a least number of its own, the policy's.  Undeclared, all are ranked."""
    if shape is None:
        return Ranking()
    asked = shape.min_denominator
    return Ranking(shape.within == "group", shape.ties, least if asked is None else asked)
