"""The roster -> a table of its units for a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from cccc.messages import _, m
from cccc.periods import short_date

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from cccc.model.units import Roster, Unit

_NAMED = 4
"""So many spellings or predecessors are told in a row of the table; more are counted."""


def show(roster: Roster, units: Sequence[Unit], day: date | None) -> None:
    """Print ``units``, group by group, as they are on ``day``."""
    console = Console(highlight=False)
    head = m("Units on {day}: {count}", day=short_date(day), count=len(units)) if day else m("Units: {count}", count=len(units))
    console.print(Text(str(head), style="bold"))
    for group in roster.groups:
        members = [unit for unit in units if unit.group == group.id]
        if members:
            console.print()
            console.print(Text(f"{group.name} ({group.id}): {len(members)}", style="bold"))
            console.print(_table(members))


def _table(units: Sequence[Unit]) -> Table:
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    notes = ["; ".join(_notes(unit)) for unit in units]
    table.add_column(_("Name"), overflow="fold")
    table.add_column(_("Id"), no_wrap=not any(notes), overflow="fold")
    if any(notes):
        table.add_column(_("Notes"), overflow="fold")
    for unit, note in zip(units, notes, strict=True):
        table.add_row(unit.name, unit.id, *([note] if any(notes) else []))
    return table


def _notes(unit: Unit) -> list[str]:
    start = str(m("from {day}", day=short_date(unit.valid_from))) if unit.valid_from else ""
    end = str(m("to {day}", day=short_date(unit.valid_to))) if unit.valid_to else ""
    notes = [" ".join(part for part in (start, end) if part)] if start or end else []
    if unit.formed_from:
        notes.append(str(m("formed from {units}", units=_few(unit.formed_from))))
    if unit.carries:
        all_of_them = set(unit.carries) == set(unit.formed_from)
        notes.append(_("carries on their past") if all_of_them else str(m("carries on {units}", units=_few(unit.carries))))
    if unit.coordinate:
        notes.append(_("coordinate"))
    if unit.codes:
        notes.append(str(m("code {codes}", codes=_few([code.text for code in unit.codes]))))
    if unit.aliases:
        notes.append(str(m("also {names}", names=_few([alias.text for alias in unit.aliases]))))
    return notes


def _few(names: Sequence[str]) -> str:
    more = f" (+{len(names) - _NAMED})" if len(names) > _NAMED else ""
    return ", ".join(names[:_NAMED]) + more
