"""Files as they were understood -> an inspection: sheets, tables, headings, rows taken and left, units and how they matched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cccc.exports.dossiers.totals import span_of
from cccc.exports.grid import coordinate
from cccc.exports.inspect.drift import drift
from cccc.exports.inspect.interpretation import kinds_of, last_row, rows_left, shown
from cccc.exports.inspect.outline import list_uses, outline, plain_uses, tree_of, uses_of
from cccc.exports.tables.headings import SEPARATOR
from cccc.exports.tables.layout_match import candidates
from cccc.exports.tables.rows import Role
from cccc.exports.tables.titles import title_places, told_in
from cccc.messages import Message, m
from cccc.model.inspection import (
    AbsentUnits,
    CellStory,
    Drift,
    FileInspection,
    Inspection,
    LayoutFit,
    MatchedBy,
    RowKind,
    SheetInspection,
    TableInspection,
    UnitMatch,
)
from cccc.periods import Period

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from cccc.exports.dossiers import DossierReading
    from cccc.exports.grid import Grid
    from cccc.exports.inspect.interpretation import Known, Understood
    from cccc.exports.tables import TableReading
    from cccc.exports.tables.headings import Head, Table
    from cccc.exports.tables.layout_match import Candidate
    from cccc.model.observations import ShownHeadings
    from cccc.problems import Problem


def inspect(
    files: Sequence[Understood],
    known: Known,
    problems: Iterable[Problem],
    before: Callable[[str], Sequence[ShownHeadings]],
    cells: Sequence[CellStory] = (),
) -> Inspection:
    """Everything about ``files``; ``before`` gives the headings that were imported before a file, by its hash."""
    told = tuple(problems)
    return Inspection(tuple(_file(file, known, told) for file in files), told, tuple(drifts(files, before)), tuple(cells))


def drifts(files: Iterable[Understood], before: Callable[[str], Sequence[ShownHeadings]]) -> list[Drift]:
    """What changed in the headings of ``files`` since files of their kind were imported."""
    found = [drift(table, before(file.input.sha256)) for file in files for table in shown([file])]
    return [one for one in found if one is not None]


def _file(file: Understood, known: Known, problems: Sequence[Problem]) -> FileInspection:
    return FileInspection(file.input, file.kind, file.size, tuple(_sheet(grid, file, known, problems) for grid in file.grids))


def _sheet(grid: Grid, file: Understood, known: Known, problems: Sequence[Problem]) -> SheetInspection:
    readings = file.on(grid)
    faulty = frozenset(_faulty(grid, problems))
    tables = [_table(reading, known, faulty) for reading in readings]
    listed, remark = file.list_on(grid), None
    if grid.hidden:
        remark = m("the sheet is hidden: nothing is read from it")
    elif listed is not None:
        tables.append(_list(listed, file, known))
        remark = m("a list of dossiers: its rows are counted, and nothing of a person is kept or shown")
    elif not readings:
        head = outline(grid)
        tables = [_unread(grid, head, known)] if head else []
        remark = m("no layout fits its headings; --write-layout drafts one") if head else m("nothing in it looks like a table")
    rows, columns = max(grid.rows, default=0), max((column for _, column in grid.cells), default=0)
    if listed is not None:
        rows = _last_of(listed)
    return SheetInspection(grid.sheet, rows, columns, grid.hidden, tuple(tables), remark)


def _unread(grid: Grid, head: Head, known: Known) -> TableInspection:
    fits = _fits(grid, known, None)
    return TableInspection(_range(head, max(grid.rows)), tree_of(head, plain_uses(head)), fits)


def _table(reading: TableReading, known: Known, faulty: frozenset[int]) -> TableInspection:
    table, kinds = reading.table, kinds_of(reading)
    source = _period_source(reading)
    observed = frozenset(_row_of(cell) for seen in reading.observations if seen.unit for cell in seen.source.cells)
    roles = [kinds[row.number] for row in reading.rows]
    return TableInspection(
        range=_range(table.head, last_row(reading)),
        tree=tree_of(table.head, uses_of(table)),
        fits=_fits(table.grid, known, table),
        period=reading.period,
        period_from=source,
        rows={kind: roles.count(kind) for kind in RowKind if kind in roles},
        hidden_rows=sum(row.hidden for row in reading.rows),
        left=rows_left(reading, kinds, observed, faulty),
        matches=tuple(_matches(reading)),
        absent=tuple(_absent(reading, known)) if known.named else (),
        observations=len(reading.observations),
        units=len({seen.unit for seen in reading.observations if seen.unit}),
    )


def _faulty(grid: Grid, problems: Iterable[Problem]) -> Iterable[int]:
    """The rows of a sheet with an error."""
    for problem in problems:
        place = problem.location
        if problem.severity == "error" and place.cell and (place.file, place.sheet) == (grid.file, grid.sheet):
            yield _row_of(place.cell)


def _last_of(reading: DossierReading) -> int:
    """The last row of a list: the rows that stand in it one below the other."""
    return reading.found.starts - 1 + reading.counted + reading.unknown + reading.others + reading.hidden


def _list(reading: DossierReading, file: Understood, known: Known) -> TableInspection:
    found = reading.found
    figures = [one for one in file.counted if one.source.sheet == found.grid.sheet]
    months = tuple(span for number in sorted(reading.months) if (span := span_of(number)))
    rows = {RowKind.DOSSIER: reading.counted, RowKind.STRANGER: reading.unknown, RowKind.OTHER: reading.others}
    wanted = len(found.layout.headings)
    missing = tuple(SEPARATOR.join(path) for path in found.layout.headings if path not in found.columns)
    return TableInspection(
        range=_range(found.head, _last_of(reading)),
        tree=tree_of(found.head, list_uses(found)),
        fits=(LayoutFit(found.layout, wanted - len(missing), wanted, missing, used=True),),
        period=months[0] if len(months) == 1 else None,
        period_from=m("by the date of each row") if months else None,
        months=months,
        rows={kind: count for kind, count in rows.items() if count},
        hidden_rows=reading.hidden,
        absent=tuple(_absent_from({unit.id for unit in reading.units}, months[-1], known)) if known.named and months else (),
        observations=len(figures),
        units=len(reading.units),
    )


def _range(head: Head, bottom: int) -> str:
    columns = [heading.column for heading in head.headings]
    return f"{coordinate((head.top, min(columns)))}:{coordinate((bottom, max(columns)))}"


def _row_of(cell: str) -> int:
    return int(cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))


# --- layouts ---------------------------------------------------------------------------------------------------------


def _fits(grid: Grid, known: Known, used: Table | None) -> tuple[LayoutFit, ...]:
    """The layout that was used, then the others of which the sheet holds something, the fullest first."""
    others = [
        one
        for one in candidates(grid, [*known.own_tables(), *known.built_in_tables()])
        if used is None or one.layout is not used.layout
    ]
    ours = [_fit_of(used)] if used is not None else []
    missing = len(ours[0].missing) if ours else None
    return (*ours, *(_fit(one, tied=len(one.missing) == missing and ours[0].found == len(one.found)) for one in others))


def _fit(one: Candidate, *, tied: bool) -> LayoutFit:
    return LayoutFit(one.layout, len(one.found), len(one.found) + len(one.missing), one.missing, tied=tied)


def _fit_of(table: Table) -> LayoutFit:
    """The column of names counts as one of the layout's."""
    paths = dict.fromkeys(path for column in table.columns.values() for path in column.paths)
    found = {path for field in table.taken for path in table.columns[field].paths}
    missing = tuple(SEPARATOR.join(path) for path in paths if path not in found)
    named = int(table.named is not None)
    return LayoutFit(table.layout, len(found) + named, len(paths) + named, missing, used=True)


# --- the period ------------------------------------------------------------------------------------------------------


def _period_source(reading: TableReading) -> Message | None:
    """Where the period was read from."""
    table, period = reading.table, reading.period
    if period is None:
        return None
    if isinstance(table.layout.period, Period):
        return m("given by the layout")
    if table.layout.period in ("title", "office"):
        place = next((place for place in title_places(table) if told_in(table, table.grid.cell(*place).text) == period), None)
        if place is not None:
            return m("from the title, cell {cell}", cell=coordinate(place))
        rows = {row: None for row, _ in title_places(table)}
        if any(told_in(table, " ".join(cell.text for _, cell in table.grid.row(row))) == period for row in rows):
            return m("from the title")
    if table.layout.period == "none":
        return m("given with --period")
    return m("from the sheet's name")


# --- units -----------------------------------------------------------------------------------------------------------


def _matches(reading: TableReading) -> Iterable[UnitMatch]:
    for row in reading.rows:
        if row.unit is not None and row.matched is not None and row.role is Role.UNIT:
            yield UnitMatch(coordinate(row.place), row.name, row.unit.id, row.unit.name, MatchedBy(row.matched.name.lower()))


def _absent(reading: TableReading, known: Known) -> Iterable[AbsentUnits]:
    """The units of the period that are in no row; a group that lacks all of its units is told as a whole."""
    if reading.period is not None and reading.table.unit is not None:
        yield from _absent_from({unit.id for unit in reading.units}, reading.period, known)


def _absent_from(present: set[str], period: Period, known: Known) -> Iterable[AbsentUnits]:
    for group in known.roster.groups:
        units = [unit for unit in known.roster.in_period(period) if unit.group == group.id]
        missing = tuple(unit.name for unit in units if unit.id not in present)
        if missing:
            yield AbsentUnits(group.name, missing, len(missing) == len(units))
