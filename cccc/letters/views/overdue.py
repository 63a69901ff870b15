"""The tasks of earlier papers -> those that are overdue on a paper's day, each with the units that still owe it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cccc.letters.language.citations import numbered
from cccc.letters.language.phrases import inside_sentence
from cccc.periods import short_date
from cccc.vietnamese import units_in_prose

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from cccc.letters.views.facts import Facts
    from cccc.model.issuance import Task

NAMED = 10
"""Up to so many units are named; more are counted."""


@dataclass(frozen=True, slots=True)
class OverdueView:
    """One task: "đặt mã QR …" of "Công văn số 571/UBND-KSTT ngày 09/6/2026", ``due`` "31/7/2026".

    ``units`` still owe it, or the office that does; empty where they are too many to be named.  ``count`` is "03 UBND xã",
    empty where it is one alone.
    """

    text: str
    paper: str
    due: str
    units: str
    count: str


def overdue(facts: Facts, day: date, only: Collection[str] = ()) -> list[OverdueView]:
    """What is overdue on ``day``, the longest first; of the units in ``only`` alone where some are given."""
    open_: dict[tuple[str, date, str, date], list[Task]] = {}
    for task in facts.beside.tasks:
        if task.due is not None and task.overdue(day) and (not only or task.unit in only):
            open_.setdefault((task.paper, task.dated, task.text, task.due), []).append(task)
    return [_view(facts, found) for _, found in sorted(open_.items(), key=lambda item: item[0][3])]


def _view(facts: Facts, found: list[Task]) -> OverdueView:
    task = found[0]
    owing = {one.unit for one in found}
    units = [unit for unit in facts.roster.units if unit.id in owing]
    count = facts.counted(units) if len(units) > 1 else ""
    return OverdueView(
        text=inside_sentence(task.text.strip().rstrip(" .;")),
        paper=f"{numbered(task.paper)} ngày {short_date(task.dated)}",
        due=short_date(task.due) if task.due else "",
        units=(units_in_prose([facts.named(unit) for unit in units]) or task.office or "") if len(units) <= NAMED else "",
        count=count,
    )
