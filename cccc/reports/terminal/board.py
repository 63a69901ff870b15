"""A campaign's board -> a table of 80 columns."""

from __future__ import annotations

from fractions import Fraction
from itertools import groupby
from math import ceil, floor
from typing import TYPE_CHECKING

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from cccc.messages import _, m
from cccc.model.evaluations import Outlook
from cccc.model.targets import Operator
from cccc.periods import short_date
from cccc.reports.words import SIGNS
from cccc.vietnamese import percent

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from cccc.model.evaluations import Board, Standing
    from cccc.model.targets import Indicator
    from cccc.model.units import Roster
    from cccc.reports.tables import Wording

    Document = dict[str, Any]

_STYLES = {
    Outlook.LOST: "red",
    Outlook.IMPOSSIBLE: "bold red",
    Outlook.REACHED: "green",
    Outlook.NOTHING_AROSE: "dim",
    Outlook.UNKNOWN: "dim",
}


def show(board: Board, wording: Wording) -> None:
    """Print how the campaign stands: indicator by indicator, a line a unit, those last that can no longer reach it."""
    roster, indicators = wording.roster, wording.indicators
    console = Console(highlight=False)
    applies = board.plan.applies
    console.print(Text(board.plan.title, style="bold"))
    span = m("from {start} to {end}", start=short_date(applies.start), end=short_date(applies.end))
    if board.until is None:
        console.print(Text(str(m("{span}: no figures yet", span=span))))
        return
    told = m(
        "{span}; figures to {until}: {done} days done, {left} days left",
        span=span,
        until=short_date(board.until),
        done=board.days_done,
        left=board.days_left,
    )
    console.print(Text(str(told)))
    for name, together in groupby(board.standings, key=lambda one: one.indicator):
        console.print()
        console.print(_table(list(together), roster, indicators[name]))
    console.print(Text(_("Needed: the share of the dossiers still to come, at the pace so far."), style="dim"))


def _table(standings: Sequence[Standing], roster: Roster, indicator: Indicator) -> Table:
    names = {unit.id: unit.name for unit in roster.units}
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, header_style="bold", title_justify="left")
    table.title = Text(indicator.name, style="bold")
    table.add_column(_("Unit"), overflow="fold", ratio=1)
    for heading in (_("Target"), _("Now"), _("Counts"), _("Needed"), _("Outlook")):
        table.add_column(heading, justify="left" if heading == _("Outlook") else "right")
    for one in standings:
        counts = f"{one.numerator}/{one.denominator}" if one.denominator is not None else ""
        outlook = Text(outlook_name(one.outlook), style=_STYLES.get(one.outlook, ""))
        table.add_row(names[one.unit], _asked(one), one.display or "–", counts, _needed(one), outlook)
    return table


def _asked(one: Standing) -> str:
    held = one.target.threshold
    return f"{SIGNS[held.operator][0]} {percent(held.value)}" if held is not None else ""


def _needed(one: Standing) -> str:
    """To a tenth, towards the harder side: who does as much as is printed does enough."""
    if one.needed is None or one.outlook is not Outlook.OPEN or one.target.threshold is None:
        return ""
    tenths = one.needed * 10
    more = one.target.threshold.operator in (Operator.AT_LEAST, Operator.MORE_THAN, Operator.EXACTLY)
    return percent(Fraction(ceil(tenths) if more else floor(tenths), 10), 1)


def outlook_name(outlook: Outlook) -> str:
    """The outlook in words."""
    return {
        Outlook.REACHED: _("reached"),
        Outlook.OPEN: _("can be reached"),
        Outlook.LOST: _("not at this pace"),
        Outlook.IMPOSSIBLE: _("out of reach"),
        Outlook.NOTHING_AROSE: _("nothing arose"),
        Outlook.UNKNOWN: _("no figures"),
    }[outlook]
