"""The roster, and the story of units over time -> the JSON documents of units and history."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cccc.reports.json.documents import Document, as_text, days, exactly

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from cccc.model.history import HistoryRow, TrendLine, TrendPoint, UnitStory
    from cccc.model.targets import Indicator
    from cccc.model.units import Roster, Unit
    from cccc.reports.json.documents import Document


UNITS = "cccc/units@1"


def roster_text(roster: Roster, units: Sequence[Unit], day: date | None) -> str:
    """The document of ``cccc units``, group by group; ``day`` is the day on which the units are shown."""
    groups = [
        {
            "id": group.id,
            "level": group.level,
            "name": group.name,
            "units": [_unit(unit) for unit in units if unit.group == group.id],
        }
        for group in roster.groups
    ]
    document = {"schema": UNITS, "at": _iso(day), "groups": groups}
    return f"{as_text(document)}\n"


def _unit(unit: Unit) -> Document:
    return {
        "id": unit.id,
        "name": unit.name,
        "official": unit.official,
        "coordinate": unit.coordinate,
        "valid": {"from": _iso(unit.valid_from), "to": _iso(unit.valid_to)},
        "formed_from": list(unit.formed_from),
        "carries": list(unit.carries),
        "codes": [{"code": one.text, "from": _iso(one.start), "to": _iso(one.end)} for one in unit.codes],
        "aliases": [{"name": one.text, "from": _iso(one.start), "to": _iso(one.end)} for one in unit.aliases],
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


HISTORY = "cccc/history@1"


def history_text(stories: Iterable[UnitStory], _indicators: Mapping[str, Indicator]) -> str:
    """`history_document` as text."""
    return f"{as_text(history_document(stories))}\n"


def history_document(stories: Iterable[UnitStory]) -> Document:
    """The history_document of ``cccc history``."""
    return {"schema": HISTORY, "units": [_story(story) for story in stories]}


def _story(story: UnitStory) -> Document:
    unit = story.unit
    return {
        "unit": unit.id,
        "name": unit.name,
        "group": unit.group,
        "valid": {"from": unit.valid_from and unit.valid_from.isoformat(), "to": unit.valid_to and unit.valid_to.isoformat()},
        "formed_from": list(unit.formed_from),
        "carries": [one.id for one in story.line[1:]],
        "figures": [_line(line) for line in story.figures],
        "findings": [_finding(row) for row in story.findings],
    }


def _line(line: TrendLine) -> Document:
    return {
        "unit": line.unit,
        "indicator": line.indicator,
        "window": line.window.value,
        "streak": {"status": line.status.value, "periods": line.streak},
        "points": [_point(point) for point in line.points if point is not None],
    }


def _point(point: TrendPoint) -> Document:
    return {
        "unit": point.unit,
        "period": point.period.label,
        **days(point.period),
        "status": point.status.value,
        "value": exactly(point.value),
        "display": point.display,
    }


def _finding(row: HistoryRow) -> Document:
    return {
        "unit": row.unit,
        "period": row.period.label,
        "kind": row.kind.value,
        "indicators": list(row.indicators),
        "occurrence": row.occurrence,
        "step": row.step,
        "fate": row.fate.value,
        "proposed": row.proposed,
        "number": row.number,
        "date": row.dated.isoformat() if row.dated else None,
        "by": row.by,
        "reason": row.reason,
        "ended_by": row.ended_by,
    }
