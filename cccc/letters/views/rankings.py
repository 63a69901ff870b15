"""An evaluation -> who stands high and who low by one rate, in its order, and who had nothing to be rated."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from cccc.letters.language import phrases
from cccc.letters.language.marks import keyed
from cccc.letters.views.records import Markdown
from cccc.letters.views.report import NAMED
from cccc.model.evaluations import FindingKind, Status
from cccc.model.paper import Key
from cccc.model.policies import by_rate, too_few
from cccc.model.targets import Operator, Window
from cccc.vietnamese import count, lower_first

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cccc.letters.views.facts import Facts
    from cccc.model.evaluations import Assessment, Total
    from cccc.model.targets import Indicator, Threshold

_BELOW = {
    Operator.AT_LEAST: "đạt dưới",
    Operator.MORE_THAN: "chưa vượt",
    Operator.AT_MOST: "ở mức trên",
    Operator.LESS_THAN: "chưa xuống dưới",
    Operator.EXACTLY: "chưa đạt",
}


@dataclass(frozen=True, slots=True)
class RankedUnit:
    """A unit and its figure; a finding on it goes with the name."""

    unit: str
    figure: str


@dataclass(frozen=True, slots=True)
class LowView:
    """The units that miss one threshold, the lowest first; ``below`` is "đạt dưới 30%", empty where nothing was assigned."""

    below: str
    units: list[RankedUnit]


@dataclass(frozen=True, slots=True)
class RankingView:
    """All units by one rate.

    ``rates`` are those of the groups: "các sở, ngành đạt 20,7%".  ``high`` have reached what is asked, the best first, and
    ``low`` have not; ``few`` have too few dossiers to be ranked; of ``none`` nothing arose to be rated (a large group as a
    whole: "10/10 UBND huyện, thành phố"), ``silent`` have no figure.  ``orders`` says that some of the low or silent may be
    ordered; ``asked`` are those that may only be asked.  ``label`` names the footnote.
    """

    label: Markdown
    name: str
    improving: str
    span: str
    good: str
    rates: list[str]
    high: list[RankedUnit]
    low: list[LowView]
    few: list[RankedUnit]
    none: list[str]
    silent: list[str]
    orders: bool
    asked: list[str]


class Rankings:
    """The rankings of an evaluation, made when a template asks for them."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts

    @cached_property
    def all(self) -> list[RankingView]:
        """A ranking for each indicator and window that has verdicts."""
        return [view for about in self._facts.indicators.values() for window in Window for view in self._of(about, window)]

    @property
    def high(self) -> bool:
        """Whether anyone stands high."""
        return any(view.high for view in self.all)

    @property
    def low(self) -> bool:
        """Whether anyone who may be ordered stands low."""
        return any(view.orders for view in self.all)

    @property
    def none(self) -> bool:
        """Whether there are units of which nothing arose."""
        return any(view.none for view in self.all)

    @property
    def asked(self) -> list[str]:
        """All low or silent units that may only be asked, each once."""
        return list(dict.fromkeys(name for view in self.all for name in view.asked))

    def _of(self, about: Indicator, window: Window) -> Iterator[RankingView]:
        found = [one for one in self._facts.evaluation.assessments if (one.indicator, one.window) == (about.id, window)]
        judged = [one for one in found if one.status in (Status.MET, Status.MISSED)]
        if about.type == "rating" or not judged:
            return
        ranking = self._facts.beside.ranking
        order = [(rank, one) for rank, one in by_rate(judged, about, ranking) if rank]
        met = [one for _, one in order if one.status is Status.MET]
        lowest_first = sorted(order, key=lambda pair: -pair[0])
        missed = [one for _, one in lowest_first if one.status is Status.MISSED]
        silent = [one for one in found if one.status is Status.NOT_REPORTED]
        late = [self._facts.unit(one.unit) for one in (*missed, *silent)]
        yield RankingView(
            label=Markdown(f"{about.id}-{window}"),
            name=phrases.name(about),
            improving=phrases.improving([about]),
            span=phrases.span(found[0]),
            good="đạt kết quả cao" if about.better == "higher" else "đạt kết quả tốt",
            rates=self._rates(about, window),
            high=[self._ranked(one) for one in met],
            low=self._low(missed, about),
            few=[self._ranked(one) for one in judged if too_few(one, ranking)],
            none=self._none([one for one in found if one.status is Status.NOTHING_AROSE]),
            silent=[self._name(one) for one in silent],
            orders=any(not unit.coordinate for unit in late),
            asked=[self._facts.named(unit).whole for unit in late if unit.coordinate],
        )

    def _rates(self, about: Indicator, window: Window) -> list[str]:
        """The rates of the groups; that of all units where no group's is known."""
        totals = {
            one.group: one
            for one in self._facts.evaluation.totals
            if (one.indicator, one.window) == (about.id, window) and one.display is not None
        }
        names = {group.id: lower_first(group.name) for group in self._facts.roster.groups}
        told = [(names[group], one) for group, one in totals.items() if group is not None]
        whole = [("các cơ quan, đơn vị", one) for group, one in totals.items() if group is None]
        return [f"{name} {phrases.reached(about)} {_figure(one)}" for name, one in told or whole]

    def _low(self, missed: Sequence[Assessment], about: Indicator) -> list[LowView]:
        by_bound: dict[Threshold | None, list[Assessment]] = {}
        for one in missed:
            held = one.target.threshold if one.target is not None and phrases.is_assigned(one.target) else None
            by_bound.setdefault(held, []).append(one)
        return [
            LowView(self._below(held, about, found), [self._ranked(one) for one in found]) for held, found in by_bound.items()
        ]

    def _below(self, held: Threshold | None, about: Indicator, found: Sequence[Assessment]) -> str:
        if held is None:
            return ""
        key = Key("threshold", tuple(one.unit for one in found), (about.id,))
        return f"{_BELOW[held.operator]} {keyed(phrases.threshold(held, about), key)}"

    def _none(self, found: Sequence[Assessment]) -> list[str]:
        """Units by name, but a large group all of whose units are meant as a whole; groups come last."""
        names, wholes = [], []
        judged = self._facts.units()
        left = {one.unit for one in found}
        for group in self._facts.roster.groups:
            members = [unit.id for unit in judged if unit.group == group.id]
            if len(members) > NAMED and left.issuperset(members):
                number = keyed(count(len(members)), Key("count", tuple(members)))
                wholes.append(f"{number}/{number} {lower_first(group.name)}")
                left.difference_update(members)
        names = [self._facts.named(self._facts.unit(one.unit)).whole for one in found if one.unit in left]
        return [*names, *wholes]

    def _ranked(self, one: Assessment) -> RankedUnit:
        return RankedUnit(self._name(one), self._facts.shown(one))

    def _name(self, one: Assessment) -> str:
        """The unit's name; a finding on this rate goes with it, praise where it is met."""
        praised = one.status is Status.MET
        for finding in self._facts.evaluation.findings:
            wanted = (finding.kind is FindingKind.PRAISE) == praised
            if wanted and finding.unit == one.unit and one.indicator in finding.indicators:
                return self._facts.marked(finding)
        return self._facts.named(self._facts.unit(one.unit)).whole


def _figure(total: Total) -> str:
    of = (f"@{total.group}",) if total.group is not None else ()
    return keyed(total.display or "", Key("value", of, (total.indicator,), total.window))
