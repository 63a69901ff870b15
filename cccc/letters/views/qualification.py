"""An evaluation -> who reached every criterion, with the evidence; who is just short and why; who cannot be judged yet."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from cccc.letters.language import phrases
from cccc.letters.language.citations import cite
from cccc.letters.language.marks import keyed
from cccc.letters.language.requests import Asking
from cccc.model.evaluations import Status
from cccc.model.paper import Key, roman
from cccc.model.targets import Operator
from cccc.vietnamese import count, decimal, upper_first

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cccc.letters.views.facts import Facts
    from cccc.model.evaluations import Assessment
    from cccc.model.targets import Indicator, Plan
    from cccc.model.units import Unit

EXACT = 6


@dataclass(frozen=True, slots=True)
class CriterionView:
    """What is asked, and of whom; ``asked`` is empty where the document that assigned it gives no figure."""

    name: str
    short: str
    span: str
    asked: str


@dataclass(frozen=True, slots=True)
class EvidenceView:
    """One unit and its figures, one for each criterion."""

    unit: str
    figures: list[str]


@dataclass(frozen=True, slots=True)
class EvidenceGroup:
    """The qualifying units of one group."""

    number: str
    name: str
    units: list[EvidenceView]


@dataclass(frozen=True, slots=True)
class ShortView:
    """A unit that misses one criterion; ``gap`` is "còn thiếu 0,54 điểm phần trăm", empty where that cannot be told."""

    unit: str
    name: str
    verb: str
    figure: str
    asked: str
    gap: str


@dataclass(frozen=True, slots=True)
class OpenView:
    """A unit that misses nothing, but of which some criteria cannot be judged."""

    unit: str
    idle: list[str]
    absent: list[str]


class Qualifying:
    """The units of an evaluation against every target that has a threshold."""

    def __init__(self, facts: Facts, plans: Sequence[Plan] = ()) -> None:
        self._facts, self._plans = facts, {plan.id: plan for plan in plans}

    @cached_property
    def criteria(self) -> list[CriterionView]:
        """All that is asked, in order."""
        asking = Asking(self._facts)
        return [
            CriterionView(
                phrases.name(about),
                upper_first(about.short),
                phrases.span(found[0]),
                asking.of(about, found) or self._raised(found),
            )
            for about, found in self._by_indicator.values()
        ]

    @cached_property
    def groups(self) -> list[EvidenceGroup]:
        """The units that reached every criterion, by group."""
        found = [
            (group.name, units)
            for group in self._facts.roster.groups
            if (units := [self._evidence(unit) for unit in self._reached if unit.group == group.id])
        ]
        return [EvidenceGroup(roman(at), name, units) for at, (name, units) in enumerate(found, 1)]

    @cached_property
    def count(self) -> str:
        """How many units reached every criterion; empty for none."""
        units = tuple(unit.id for unit in self._reached)
        return keyed(count(len(units)), Key("count", units)) if units else ""

    @cached_property
    def short(self) -> list[ShortView]:
        """The units that miss one criterion and reach all others."""
        return [
            self._short(missed[0])
            for unit in self._facts.units()
            for found in [self._of(unit)]
            for missed in [[one for one in found if one.status is Status.MISSED]]
            if len({one.indicator for one in missed}) == 1
            and len({one.indicator for one in found}) > 1
            and all(one.status in (Status.MET, Status.MISSED) for one in found)
        ]

    @cached_property
    def open(self) -> list[OpenView]:
        """The units that miss nothing, but lack a figure."""
        return [
            OpenView(
                self._facts.named(unit).whole, self._named(found, Status.NOTHING_AROSE), self._named(found, Status.NOT_REPORTED)
            )
            for unit in self._facts.units()
            for found in [self._of(unit)]
            if found
            and not any(one.status is Status.MISSED for one in found)
            and any(one.status in (Status.NOTHING_AROSE, Status.NOT_REPORTED) for one in found)
        ]

    @cached_property
    def assumed(self) -> list[str]:
        """The criteria whose thresholds are only assumed: a letter must not go out before they are checked."""
        return [
            phrases.name(about)
            for about, found in self._by_indicator.values()
            if any(one.target and one.target.assumed for one in found)
        ]

    # --- how it is found ---

    @cached_property
    def _by_unit(self) -> dict[str, list[Assessment]]:
        found: dict[str, list[Assessment]] = {}
        for one in self._facts.evaluation.assessments:
            if one.target is not None and one.target.threshold is not None:
                found.setdefault(one.unit, []).append(one)
        return found

    @cached_property
    def _by_indicator(self) -> dict[str, tuple[Indicator, list[Assessment]]]:
        judged = [one for found in self._by_unit.values() for one in found]
        return {
            about.id: (about, mine)
            for about in self._facts.indicators.values()
            if (mine := [one for one in judged if one.indicator == about.id])
        }

    @cached_property
    def _reached(self) -> list[Unit]:
        return [
            unit for unit in self._facts.units() if (found := self._of(unit)) and all(one.status is Status.MET for one in found)
        ]

    def _raised(self, found: Sequence[Assessment]) -> str:
        """How far above another plan it is, where that plan's figure is not known."""
        raised = next((one.target.raised for one in found if one.target and one.target.raised), None)
        if raised is None or raised[0] not in self._plans:
            return ""
        key = Key("gap", tuple(dict.fromkeys(one.unit for one in found)), (found[0].indicator,))
        return f"cao hơn {keyed(decimal(raised[1]), key)} điểm phần trăm so với mức giao tại {cite(self._plans[raised[0]])}"

    def _of(self, unit: Unit) -> list[Assessment]:
        return self._by_unit.get(unit.id, [])

    def _evidence(self, unit: Unit) -> EvidenceView:
        found = self._of(unit)
        figures = ["; ".join(self._facts.shown(one) for one in found if one.indicator == name) for name in self._by_indicator]
        return EvidenceView(self._facts.named(unit).whole, figures)

    def _short(self, one: Assessment) -> ShortView:
        about = self._facts.indicators[one.indicator]
        assigned = phrases.is_assigned(one.target)
        return ShortView(
            unit=self._facts.named(self._facts.unit(one.unit)).whole,
            name=phrases.name(about),
            verb=phrases.fell_short(about),
            figure=self._facts.shown(one),
            asked=Asking(self._facts).of(about, [one]) if assigned else "",
            gap=_gap(one, about) if assigned else "",
        )

    def _named(self, found: Sequence[Assessment], status: Status) -> list[str]:
        names = dict.fromkeys(one.indicator for one in found if one.status is status)
        return [phrases.name(self._facts.indicators[name]) for name in names]


def _gap(one: Assessment, about: Indicator) -> str:
    held = one.target.threshold if one.target else None
    if held is None or one.value is None or held.operator in (Operator.AT_MOST, Operator.LESS_THAN) or one.value >= held.value:
        return ""
    missing = held.value - one.value
    told = decimal(missing) if decimal(missing) != "0" else decimal(missing, EXACT)
    key = Key("gap", (one.unit,), (one.indicator,), one.window)
    return f"còn thiếu {keyed(told, key)}{' điểm phần trăm' if about.type == 'ratio' else ''}"
