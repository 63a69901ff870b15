"""A plan that goes beyond others, and those -> what was assigned beside what the campaign asks."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from cccc.letters.language import phrases
from cccc.letters.language.citations import cite
from cccc.letters.language.marks import keyed
from cccc.letters.language.names import named
from cccc.messages import m
from cccc.model.paper import Key
from cccc.periods import short_date
from cccc.vietnamese import decimal, lower_first, units_in_prose

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from cccc.model.targets import Indicator, Plan, Target, Threshold
    from cccc.model.units import Roster
    from cccc.periods import Period


@dataclass(frozen=True, slots=True)
class BaseView:
    """A plan that the campaign goes beyond; ``cited`` is in full where a letter first names it."""

    title: str
    issuer: str
    cited: str
    sources: list[str]


@dataclass(frozen=True, slots=True)
class AskedView:
    """What is asked of some units; ``of`` is empty where it is asked of all, ``asked`` where the document gives no figure."""

    asked: str
    of: str


@dataclass(frozen=True, slots=True)
class AimView:
    """One aim of the campaign.

    ``planned`` and ``asked`` are what the plans and the campaign ask; ``points`` by how much the plan that ``above`` cites is
    raised, where the campaign says it so.
    """

    name: str
    planned: str
    asked: str
    shares: list[AskedView]
    points: str
    above: str


class Campaign:
    """One plan beside those that it replaces or raises."""

    def __init__(self, plan: Plan, known: Iterable[Plan], roster: Roster, indicators: Mapping[str, Indicator]) -> None:
        self._plan, self._roster, self._indicators = plan, roster, indicators
        names = beyond(plan)
        self._bases = [one for one in known if one.id in names]

    @property
    def id(self) -> str:
        """The id of its plan."""
        return self._plan.id

    @property
    def title(self) -> str:
        """What the campaign is called."""
        return self._plan.title

    @property
    def inside(self) -> str:
        """The title inside a sentence."""
        return phrases.inside_sentence(self._plan.title)

    @property
    def issuer(self) -> str:
        """The body that runs it."""
        return self._plan.issuer

    @property
    def start(self) -> str:
        """Its first day."""
        return short_date(self._plan.applies.start)

    @property
    def end(self) -> str:
        """Its last day."""
        return short_date(self._plan.applies.end)

    @property
    def numbered(self) -> bool:
        """Whether its own document has a number."""
        return self._plan.number is not None

    @property
    def cited(self) -> str:
        """Its own document, in full where a letter first names it."""
        return cite(self._plan)

    @cached_property
    def bases(self) -> list[BaseView]:
        """The plans behind it."""
        return [BaseView(one.title, one.issuer, cite(one), list(one.sources)) for one in self._bases]

    @cached_property
    def planned(self) -> list[AimView]:
        """What the plans behind it assigned, in the order in which they did."""
        told = dict.fromkeys(target.indicator for plan in self._bases for target in plan.targets)
        return [aim for aim in map(self._aim, told) if aim.planned]

    @cached_property
    def aims(self) -> list[AimView]:
        """What the campaign asks."""
        return [self._aim(name) for name in dict.fromkeys(target.indicator for target in self._plan.targets)]

    @cached_property
    def compared(self) -> list[AimView]:
        """All that either asks, what was planned first."""
        told = [target.indicator for plan in (*self._bases, self._plan) for target in plan.targets]
        return [self._aim(name) for name in dict.fromkeys(told)]

    def planned_for(self, indicator: str, unit: str) -> Threshold | None:
        """What the plans behind it assigned to one unit; None where nothing, or where that is only assumed."""
        theirs = (one for plan in self._bases for one in plan.targets if one.indicator == indicator and unit in one.units)
        return next((one.threshold for one in theirs if phrases.is_assigned(one)), None)

    def _aim(self, indicator: str) -> AimView:
        about = self._indicators[indicator]
        mine = [one for one in self._plan.targets if one.indicator == indicator]
        raised = next((one.raised for one in mine if one.raised), None)
        base = next((one for one in self._bases if raised and one.id == raised[0]), None)
        theirs = [one for plan in self._bases for one in plan.targets if one.indicator == indicator]
        shares = self._shares(mine, about)
        units = dict.fromkeys(unit for one in mine for unit in one.units)
        return AimView(
            name=about.name,
            planned=_together(self._shares(theirs, about)),
            asked=_together(shares),
            shares=shares,
            points=keyed(decimal(raised[1]), Key("gap", tuple(units), (about.id,))) if raised else "",
            above=cite(base) if base else "",
        )

    def _shares(self, targets: Sequence[Target], about: Indicator) -> list[AskedView]:
        return [
            AskedView(_asked(one, about), "" if len(targets) == 1 else self._whom(one.units))
            for one in targets
            if phrases.is_assigned(one)
        ]

    def _whom(self, chosen: Iterable[str]) -> str:
        """Some units as their groups where whole groups are meant, else by name."""
        left, names = set(chosen), []
        for group in self._roster.groups:
            members = {unit.id for unit in self._roster.units if unit.group == group.id}
            if members and members <= left:
                names.append(lower_first(group.name))
                left -= members
        rest = [named(unit) for unit in self._roster.units if unit.id in left]
        return ", ".join([*names, *([units_in_prose(rest)] if rest else [])])


class Campaigns:
    """The plans of a workspace, those meant first, to be asked for the campaign among them."""

    def __init__(
        self, meant: Sequence[Plan], known: Sequence[Plan], period: Period, roster: Roster, indicators: Mapping[str, Indicator]
    ) -> None:
        self._meant, self._known, self._period = meant, known, period
        self._roster, self._indicators = roster, indicators

    @cached_property
    def running(self) -> Campaign:
        """The one campaign that is meant, else that runs in the period; a template that asks in vain is told why."""
        found = [one for one in self._meant if beyond(one)] or [one for one in self._known if beyond(one) and self._runs(one)]
        if len(found) == 1:
            return Campaign(found[0], self._known, self._roster, self._indicators)
        if not found:
            told = m("no plan that goes beyond another one (replaces:, raise:) runs in {period}", period=self._period)
        else:
            told = m("several plans go beyond others: {plans}; name one with --plan", plans=tuple(one.id for one in found))
        raise LookupError(str(told))

    def _runs(self, plan: Plan) -> bool:
        return plan.applies.start <= self._period.end and self._period.start <= plan.applies.end


def beyond(plan: Plan) -> set[str]:
    """The plans that ``plan`` replaces or raises."""
    return {*plan.replaces, *(target.raised[0] for target in plan.targets if target.raised)}


def _asked(target: Target, about: Indicator) -> str:
    key = Key("threshold", target.units, (about.id,))
    return phrases.asked(target.threshold, about, lambda text, _: keyed(text, key)) if target.threshold else ""


def _together(shares: Sequence[AskedView]) -> str:
    return "; ".join(f"{one.asked} đối với {one.of}" if one.of else one.asked for one in shares)
