"""What holds for whom -> lines for a terminal of 80 columns."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from cccc.messages import _, m
from cccc.model.targets import Window
from cccc.periods import short_date
from cccc.reports.words import threshold, window_name
from cccc.vietnamese import decimal

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from typing import Any

    from cccc.model.targets import AssignedTarget, Indicator, IndicatorCoverage, Plan, Target
    from cccc.model.units import Roster
    from cccc.reports.tables import Wording

    Document = dict[str, Any]

_MOST_NAMED = 6
_INDENT = 2


def show(day: date, found: Sequence[AssignedTarget], wording: Wording) -> None:
    """Print what holds on ``day``, indicator by indicator."""
    roster, indicators = wording.roster, wording.indicators
    console = Console(highlight=False)
    console.print(Text(str(m("Targets that hold on {day}", day=short_date(day))), style="bold"))
    for name, together in groupby(found, key=lambda one: one.target.indicator):
        indicator = indicators[name]
        console.print()
        console.print(Text(f"{indicator.name} ({name})", style="bold"))
        for one in together:
            console.print(_under(f"{_asked(one.target, indicator)}: {whom(one.units, roster)}", 1))
            console.print(_under(_why(one.plan, one.target), 2, "dim"))
            for other in one.others:
                told = m(
                    "instead of: {asked}, {place}", asked=_asked(other, indicator), place=f"{other.plan} ({other.location})"
                )
                console.print(_under(str(told), 2, "dim"))


def show_coverage(covered: Sequence[IndicatorCoverage], wording: Wording) -> None:
    """Print what holds over time: a line for each span, and the spans in which nothing does."""
    roster, indicators = wording.roster, wording.indicators
    console = Console(highlight=False)
    for name, together in groupby(covered, key=lambda one: one.indicator):
        indicator = indicators[name]
        console.print(Text(f"{indicator.name} ({name})", style="bold"))
        for one in together:
            console.print(_under(whom(one.units, roster), 1))
            for held in one.held:
                span = f"{short_date(held.span.start)} - {short_date(held.span.end)}"
                what = _asked(held.target, indicator) if held.target else _("no target")
                plans = f": {', '.join(held.plans)}" if held.target else ""
                console.print(_under(f"{span}  {what}{plans}", 2, "" if held.target else "bold red"))
        console.print()


def _under(text: str, depth: int, style: str = "") -> Padding:
    return Padding(Text(text, style=style), (0, 0, 0, depth * _INDENT))


def whom(units: Sequence[str], roster: Roster) -> str:
    """Units in words: the groups that they make up whole, then those that stand alone."""
    left = list(units)
    named: list[str] = []
    for group in roster.groups:
        members = [unit.id for unit in roster.units if unit.group == group.id]
        if members and set(members) <= set(left):
            named.append(group.name)
            left = [unit for unit in left if unit not in members]
    names = {unit.id: unit.name for unit in roster.units}
    named += [names[unit] for unit in left[:_MOST_NAMED]]
    more = len(left) - _MOST_NAMED
    return "; ".join(named) + (str(m(" and {count} more", count=more)) if more > 0 else "")


def _asked(target: Target, indicator: Indicator) -> str:
    """The threshold and the windows: "từ 30% trở lên (trong kỳ, lũy kế từ 01/4/2023)"."""
    since = short_date(target.cumulative_from)
    windows = [
        window_name(window)
        if window is Window.PERIOD
        else str(m("{window} since {day}", window=window_name(window), day=since))
        for window in target.windows
    ]
    if target.threshold is not None:
        asked = threshold(target.threshold, indicator)
    else:
        asked = _("must be met") if indicator.type == "rating" else _("threshold not known")
    if target.raised is not None:
        plan, points = target.raised
        asked += str(m(" ({plan} and {points} points)", plan=plan, points=decimal(points)))
    if target.assumed:
        asked += _(", assumed")
    return f"{asked} ({', '.join(windows)})"


def _why(plan: Plan, target: Target) -> str:
    parts = [plan.id, plan.number or "", target.cite or "", f"({target.location})"]
    told = ", ".join(part for part in parts[:-1] if part) + f" {parts[-1]}"
    return f"{told}. {target.note}" if target.note else told


# --- for machines ----------------------------------------------------------------------------------------------------
