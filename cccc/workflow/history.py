"""The ledger -> what was found and issued, unit by unit; and findings from before the ledger began -> the ledger."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from cccc.problems import has_error
from cccc.workflow.drafts import unknown_units
from cccc.workflow.files import digest
from cccc.workflow.office import in_office

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from cccc.declarations.workspace import Workspace
    from cccc.model.evaluations import Takeover
    from cccc.model.history import HistoryRow, UnitStory
    from cccc.model.units import Roster
    from cccc.workflow.office import Office
    from cccc.workflow.outcome import Outcome


@dataclass(frozen=True, slots=True)
class History:
    """Every finding and what became of it; units with their figures, where these are asked for."""

    space: Workspace
    rows: Sequence[HistoryRow]
    stories: Sequence[UnitStory]


@in_office
def history(office: Office, units: Sequence[str], *, stories: bool) -> Outcome[History]:
    """The findings on ``units`` (none named: on all) and what became of them; with ``stories`` the units' figures too."""
    asked = list(dict.fromkeys(units))
    office.problems += unknown_units(office.space, asked)
    if has_error(office.problems):
        return office.outcome()
    rows = office.ledger.history(_lines(office.space.roster, asked))
    return office.outcome(History(office.space, rows, _stories(office, asked, rows) if stories else ()))


@in_office
def take_over(office: Office, file: Path) -> Outcome[tuple[Takeover, int]]:
    """Import the findings of ``file``, those that are there already not twice: what came of it, and how many it holds."""
    from cccc.declarations.workspace import load_history

    entries, found = load_history(file, office.space)
    office.problems += found
    if has_error(office.problems) or not office.make_ledger():
        return office.outcome()
    taken = office.ledger.import_history(entries, file.as_posix(), digest(file.read_bytes()), datetime.now(UTC))
    return office.outcome((taken, len(entries)))


def _lines(roster: Roster, units: Iterable[str]) -> list[str]:
    """``units`` and all whose past goes on in them."""
    return list(dict.fromkeys(name for unit in units for name in roster.carried(unit)))


def _stories(office: Office, asked: Sequence[str], rows: Sequence[HistoryRow]) -> list[UnitStory]:
    """The stories of the units asked for, else of all that ``rows`` tell of, in the order of the roster."""
    from cccc.model.history import story

    roster = office.space.roster
    told = {row.unit for row in rows}
    units = [unit for unit in roster.units if unit.id in (asked or told)]
    trend = office.ledger.trend(_lines(roster, [unit.id for unit in units]))
    return [story(unit, roster, office.space.indicators, rows, trend) for unit in units]
