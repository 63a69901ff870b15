"""An evaluation at a campaign's end -> its results against the campaign's targets and against those of the plans behind it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from cccc.letters.language import phrases
from cccc.letters.language.marks import keyed
from cccc.letters.language.requests import Asking, counted
from cccc.model.evaluations import Status
from cccc.model.paper import Key
from cccc.model.targets import Window
from cccc.vietnamese import decimal, rounded

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from cccc.letters.views.campaigns import Campaign
    from cccc.letters.views.facts import Facts
    from cccc.model.evaluations import Assessment, Total
    from cccc.model.targets import Indicator, Threshold

_PRINTED, _EXACT = 2, 6


@dataclass(frozen=True, slots=True)
class AgainstView:
    """One result against one target.

    ``state`` is "beyond", "met" or "missed" for the whole, empty where the units are asked for different figures; ``met`` and
    ``missed`` count the units, and are empty where there are none.
    """

    asked: str
    state: str
    met: str
    missed: str


@dataclass(frozen=True, slots=True)
class ClosingView:
    """One indicator at the campaign's end; ``plan`` or ``campaign`` is None where it asks nothing."""

    name: str
    figure: str
    plan: AgainstView | None
    campaign: AgainstView | None


class Closing:
    """The end of a campaign."""

    def __init__(self, facts: Facts, running: Callable[[], Campaign]) -> None:
        self._facts, self._running = facts, running

    @cached_property
    def results(self) -> list[ClosingView]:
        """All that the campaign or the plans behind it ask, in the order of the indicators."""
        judged: dict[str, dict[Window, list[Assessment]]] = {}
        for one in self._facts.evaluation.assessments:
            if one.target is not None and one.value is not None:
                judged.setdefault(one.indicator, {}).setdefault(one.window, []).append(one)
        return [
            self._result(about, judged[about.id].get(Window.CUMULATIVE) or judged[about.id][Window.PERIOD])
            for about in self._facts.indicators.values()
            if about.id in judged and about.type != "rating"
        ]

    @cached_property
    def reached(self) -> bool:
        """Whether the whole has reached all that the campaign asks and that can be judged."""
        states = [one.campaign.state for one in self.results if one.campaign and one.campaign.state]
        return bool(states) and "missed" not in states

    def _result(self, about: Indicator, found: Sequence[Assessment]) -> ClosingView:
        total = self._total(about, found[0].window)
        campaign = self._running()
        asked = [
            (one, one.target.threshold)
            for one in found
            if one.target and one.target.plan == campaign.id and phrases.is_assigned(one.target) and one.target.threshold
        ]
        planned = [(one, held) for one in found if (held := campaign.planned_for(about.id, one.unit))]
        every = {held for _, held in (*asked, *planned)}
        return ClosingView(
            name=phrases.name(about),
            figure=_shown(total, about, tuple(every)) if total else "",
            plan=self._against(total, planned, about),
            campaign=self._against(total, asked, about),
        )

    def _against(
        self, total: Total | None, found: Sequence[tuple[Assessment, Threshold]], about: Indicator
    ) -> AgainstView | None:
        if not found:
            return None
        held = {held for _, held in found}
        met = [one.unit for one, held in found if one.value is not None and held.holds(one.value)]
        missed = [one.unit for one, _ in found if one.unit not in met]
        state = _state(total, next(iter(held))) if total and len(held) == 1 else ""
        return AgainstView(
            asked=Asking(self._facts).told(about, [(one.unit, held) for one, held in found]),
            state=state,
            met=counted(met),
            missed=counted(missed),
        )

    def _total(self, about: Indicator, window: Window) -> Total | None:
        totals = self._facts.evaluation.totals
        found = (one for one in totals if one.group is None and one.indicator == about.id and one.window is window)
        return next((one for one in found if one.value is not None), None)


def _state(total: Total, held: Threshold) -> str:
    if total.value is None:
        return ""
    if not held.holds(total.value):
        return Status.MISSED
    return "beyond" if phrases.beyond(total.value, held) else Status.MET


def _shown(total: Total, about: Indicator, held: Sequence[Threshold]) -> str:
    """The figure of the whole, with as many decimals as its verdicts need."""
    value = total.value
    if value is None:
        return ""
    alike = (n for n in range(_PRINTED, _EXACT) if all(one.holds(rounded(value, n)) == one.holds(value) for one in held))
    text = decimal(value, next(alike, _EXACT)) + ("%" if about.type == "ratio" else "")
    return keyed(text, Key("value", (), (about.id,), total.window))
