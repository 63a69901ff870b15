"""Stored evaluations -> whether units met their indicators in earlier periods."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from cccc.ledger.values import to_span
from cccc.model.evaluations import Status
from cccc.model.targets import Window

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection
    from datetime import date

    from cccc.periods import Period


def verdicts(
    connection: sqlite3.Connection, units: Collection[str], indicators: Collection[str], since: date, before: date
) -> dict[tuple[str, str, Period], bool]:
    """What the latest evaluations say of the periods that end from ``since`` until ``before``.

    A period counts by its own figure where that was judged, else by the cumulative one.
    """
    rows = connection.execute(
        "select unit, indicator, reach, status, evaluation.start, evaluation.finish from evaluation"
        " join assessment on assessment.evaluation = evaluation.id"
        " where evaluation.id in (select max(id) from evaluation where finish >= ? and finish < ? group by start, finish)"
        " and indicator in (select value from json_each(?)) and unit in (select value from json_each(?))",
        (since.isoformat(), before.isoformat(), json.dumps(sorted(indicators)), json.dumps(sorted(units))),
    )
    found: dict[tuple[str, str, Period], bool] = {}
    for unit, indicator, reach, status, start, finish in rows:
        key = (unit, indicator, to_span(start, finish))
        if reach == Window.PERIOD or key not in found:
            found[key] = status == Status.MET
    return found
