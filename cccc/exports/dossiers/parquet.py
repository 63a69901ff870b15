"""Reads a list from a Parquet file, which the engine reads itself: row 1 holds the headings, as a spreadsheet would show it."""
# ruff: noqa: S608 - queries are built of our own names; texts go in by engine.text or as values

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from cccc.exports.dossiers.engine import Engine, EngineError, text
from cccc.exports.dossiers.parts import Part, named_columns, names
from cccc.exports.dossiers.texts import literal
from cccc.exports.grid import Cell, Grid

if TYPE_CHECKING:
    from cccc.exports.dossiers.list_search import DossierList
    from cccc.exports.inputs import Export

MARK = b"PAR1"


def headings(engine: Engine, export: Export) -> Grid:
    """The headings of a Parquet file; raises EngineError."""
    if not isinstance(export.origin, Path):
        raise EngineError
    described = engine.ask(f"DESCRIBE SELECT * FROM {_source(export.origin)}")
    shown = [str(row[0]) for row in described]
    return Grid(export.name, "1", 0, {(1, column): Cell(name) for column, name in enumerate(shown, 1) if name.strip()})


def of_parquet(found: DossierList, path: Path) -> Part:
    """The list as the engine reads it."""
    given = [str(found.grid.cell(1, column).value).replace('"', '""') for column in named_columns(found)]
    columns = ", ".join(f'"{name}"::VARCHAR AS {alias}' for name, alias in zip(given, names(found), strict=True))
    plain = f"SELECT {columns} FROM {_source(path)}"
    numbered = f"SELECT file_row_number + 2 AS row, {columns} FROM {_source(path, 'file_row_number=true')}"
    return Part(found, plain, numbered)


def _source(path: Path, *options: str) -> str:
    return f"read_parquet({', '.join([text(literal(path)), *options])})"
