"""What is measured: a ratio of two measures, a number, or a rating."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

IndicatorType = Literal["ratio", "number", "rating"]
Better = Literal["higher", "lower"]


class Adds(StrEnum):
    """How observations add up to a cumulative figure."""

    SUM = "sum"
    END = "end"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Indicator:
    """What is measured: a ratio of two measures, a number (``numerator`` alone), or a rating.

    ``short`` names it in a heading, ``brief`` in brackets; ``told`` is how a letter tells a rating that is met or missed.
    """

    id: str
    name: str
    type: IndicatorType
    short: str
    brief: str
    numerator: str | None = None
    denominator: str | None = None
    better: Better = "higher"
    adds: Adds = Adds.SUM
    met: tuple[str, ...] = ()
    missed: tuple[str, ...] = ()
    told_met: str | None = None
    told_missed: str | None = None

    @property
    def measures(self) -> tuple[str, ...]:
        """The measures that it is made of."""
        if self.numerator and self.denominator:
            return (self.numerator, self.denominator)
        return tuple(measure for measure in (self.numerator, self.denominator) if measure)
