"""An inspection -> the JSON document of ``cccc inspect``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cccc.reports.json.documents import as_text, days, listed

if TYPE_CHECKING:
    from cccc.model.inspection import (
        CellStory,
        ColumnUse,
        Drift,
        FileInspection,
        HeadingChange,
        HeadingNode,
        Inspection,
        LayoutFit,
        SheetInspection,
        TableInspection,
    )
    from cccc.reports.json.documents import Document

INSPECTION = "cccc/inspection@1"


def inspection_text(inspection: Inspection, _everything: object, _cells_only: object) -> str:
    """The document of an inspection; ``cells`` are those that were asked about."""
    document = {
        "schema": INSPECTION,
        "files": [_file(file) for file in inspection.files],
        "drift": [_drift(drift) for drift in inspection.drifts],
        "cells": [_cell(cell) for cell in inspection.cells],
        "problems": listed(inspection.problems),
    }
    return f"{as_text(document)}\n"


def _file(file: FileInspection) -> Document:
    return {
        "file": file.input.file,
        "sha256": file.input.sha256,
        "kind": file.kind or None,
        "bytes": file.size,
        "sheets": [_sheet(sheet) for sheet in file.sheets],
    }


def _sheet(sheet: SheetInspection) -> Document:
    return {
        "sheet": sheet.name,
        "rows": sheet.rows,
        "columns": sheet.columns,
        "hidden": sheet.hidden,
        "remark": str(sheet.remark) if sheet.remark else None,
        "tables": [_table(table) for table in sheet.tables],
    }


def _table(table: TableInspection) -> Document:
    period = table.period
    return {
        "range": table.range,
        "layout": table.used.layout.id if table.used else None,
        "layouts": [_fit(fit) for fit in table.fits],
        "period": {"label": period.label, **days(period)} if period else None,
        **({"months": [month.label for month in table.months]} if table.months else {}),
        "period_from": str(table.period_from) if table.period_from else None,
        "headings": [_heading(node) for node in table.tree],
        "rows": {kind.value: count for kind, count in (table.rows or {}).items()},
        "hidden_rows": table.hidden_rows,
        "left": [
            {
                "row": row.number,
                **({"last": row.last} if row.last != row.number else {}),
                "cell": row.cell,
                "text": row.text,
                "role": row.kind.value,
                "hidden": row.hidden,
                "reason": str(row.reason),
            }
            for row in table.left
        ],
        "units": [
            {"cell": one.cell, "text": one.text, "unit": one.unit, "name": one.name, "matched": one.how.value}
            for one in table.matches
        ],
        "absent": [{"group": one.group, "units": list(one.units), "whole": one.whole} for one in table.absent],
        "observations": table.observations,
    }


def _fit(fit: LayoutFit) -> Document:
    return {
        "layout": fit.layout.id,
        "file": fit.layout.location.file,
        "found": fit.found,
        "wanted": fit.wanted,
        "missing": list(fit.missing),
        "used": fit.used,
        "tied": fit.tied,
    }


def _heading(node: HeadingNode) -> Document:
    return {
        "text": node.text,
        "columns": [node.first, node.last],
        **({"taken": [_taken(one) for one in node.taken]} if not node.children else {}),
        **({"headings": [_heading(child) for child in node.children]} if node.children else {}),
    }


def _taken(taken: ColumnUse) -> Document:
    about = {"about": taken.about} if taken.about else {}
    return {"as": taken.use.value, **about, **({"window": "cumulative"} if taken.cumulative else {})}


def _drift(drift: Drift) -> Document:
    return {
        "file": drift.file,
        "sheet": drift.sheet,
        "since": {"file": drift.before, "sheet": drift.before_sheet},
        "changes": [_change(change) for change in drift.changes],
    }


def _change(one: HeadingChange) -> Document:
    was, now = (list(columns) if columns else None for columns in (one.was_columns, one.now_columns))
    return {"change": one.fate.value, "was": one.was, "was_columns": was, "now": one.now, "now_columns": now}


def _cell(cell: CellStory) -> Document:
    return {
        "file": cell.place.file,
        "sheet": cell.place.sheet,
        "cell": cell.place.cell,
        "value": cell.value,
        "type": cell.kind,
        "format": cell.number_format,
        "text": cell.text,
        "headings": list(cell.headings),
        "row": cell.role.value if cell.role else None,
        "unit": cell.unit,
        "readings": [{**_taken(one.taken), "value": one.value, "observed": one.observed} for one in cell.readings],
        "outcome": str(cell.outcome),
        "indicators": list(cell.indicators),
        "problems": listed(cell.problems),
    }
