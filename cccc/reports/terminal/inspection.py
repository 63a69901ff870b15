"""An inspection -> what a clerk reads of it in a terminal of 80 columns or more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich import box
from rich.console import Console, Group
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from cccc.messages import _, m
from cccc.model.inspection import (
    CellReading,
    CellStory,
    ColumnRole,
    ColumnUse,
    Drift,
    FileInspection,
    HeadingNode,
    Inspection,
    LayoutFit,
    MatchedBy,
    RowKind,
    SheetInspection,
    SkippedRow,
    TableInspection,
)
from cccc.reports.terminal.lines import change_lines, column_range

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rich.console import RenderableType

QUIET = "dim"
MARKED = "yellow"
STRONG = "bold"
MOST_FITS = 4
MOST_ROWS = 12
MOST_NAMES = 8
LEVELS = " / "
BUILT_IN = "builtin:"
_KIB = 1024


def inspection_text(inspection: Inspection, everything: bool, cells_only: bool) -> str:
    """``inspection`` as stdout can show it, with ``everything`` also every unit that matched and every row that was left.

    With ``cells_only``, what became of the cells that were asked about.
    """
    if cells_only:
        stories = ((Text(str(story.place), style=STRONG), _inset(_story(story)), Text()) for story in inspection.cells)
        return _drawn(part for story in stories for part in story)
    return _drawn(part for file in inspection.files for part in _parts(inspection, file, everything=everything))


def _drawn(parts: Iterable[RenderableType]) -> str:
    """For a terminal as it is; for a file or pipe without the blanks that fill up lines."""
    console = Console(highlight=False)
    with console.capture() as captured:
        for part in parts:
            console.print(part)
    if console.is_terminal:
        return captured.get()
    return "".join(f"{line.rstrip()}\n" for line in captured.get().splitlines())


def _parts(inspection: Inspection, file: FileInspection, *, everything: bool) -> Iterator[RenderableType]:
    yield _file(file)
    drifts = {drift.sheet: drift for drift in inspection.drifts if drift.file == file.input.file}
    for sheet in file.sheets:
        yield Text()
        yield _sheet_head(sheet)
        yield from map(_inset, _sheet(sheet, drifts.get(sheet.name), everything=everything))
    yield Text()


def _inset(part: RenderableType) -> Padding:
    return Padding(part, (0, 0, 0, 2))


# --- files and sheets ------------------------------------------------------------------------------------------------


def _file(file: FileInspection) -> Text:
    sheets = [str(m("sheets: {count}", count=len(file.sheets)))] if file.sheets else []
    parts = [file.kind or _("not read"), _size(file.size), *sheets, f"sha256 {file.input.sha256[:12]}…"]
    return Text.assemble((file.input.file, STRONG), "\n", (" · ".join(parts), QUIET))


def _size(octets: int) -> str:
    return f"{octets} B" if octets < _KIB else f"{octets / _KIB:.0f} KB" if octets < _KIB**2 else f"{octets / _KIB**2:.1f} MB"


def _sheet_head(sheet: SheetInspection) -> Text:
    size = m("{rows} rows × {columns} columns", rows=sheet.rows, columns=sheet.columns)
    parts = [str(size), *([_("hidden")] if sheet.hidden else [])]
    return Text.assemble((sheet.name, STRONG), "  ", (" · ".join(parts), QUIET))


def _sheet(sheet: SheetInspection, drift: Drift | None, *, everything: bool) -> Iterator[RenderableType]:
    if sheet.remark is not None:
        yield Text(str(sheet.remark), style=MARKED)
    for table in sheet.tables:
        yield _facts(table)
        yield Text()
        yield _headings(table)
        if table.left:
            yield Text()
            yield _left(table, everything=everything)
        if everything and table.matches:
            yield Text()
            yield _matches(table)
    if drift is not None:
        yield Text()
        yield _drift(drift)


# --- one table -------------------------------------------------------------------------------------------------------


def _grid(*widths: int | None) -> Table:
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    for width in widths:
        table.add_column(width=width, overflow="fold", style=QUIET if width else "")
    return table


def _facts(table: TableInspection) -> Table:
    facts = _grid(_label_width())
    facts.add_column(overflow="fold")
    for label, told in _told(table):
        facts.add_row(label, told)
    return facts


def _label_width() -> int:
    return max(map(len, (_("Table"), _("Layout"), _("Others"), _("Period"), _("Rows"), _("Figures"), _("Units"), _("Absent"))))


def _told(table: TableInspection) -> Iterator[tuple[str, Text]]:
    yield _("Table"), Text(table.range)
    used = table.used
    if used is not None:
        yield _("Layout"), _fit(used)
        if used.missing:
            yield "", Text(str(m("not here: {blocks}", blocks=_blocks(used.missing))), style=QUIET)
    others = [fit for fit in table.fits if not fit.used and (used is None or fit.tied or fit.found * 2 >= fit.wanted)]
    for number, fit in enumerate(others[:MOST_FITS]):
        yield "" if number else _("Others"), _fit(fit)
    if len(others) > MOST_FITS:
        yield "", Text(str(m("and {count} more", count=len(others) - MOST_FITS)), style=QUIET)
    if used is None:
        if others:
            yield (
                "",
                Text(str(m("missing: {paths}", paths="; ".join(map(_short, others[0].missing[:MOST_NAMES])))), style=QUIET),
            )
        return
    yield _("Period"), Text(", ".join([_period(table), *([str(table.period_from)] if table.period_from else [])]))
    yield _("Rows"), Text(_counts(table))
    if table.period is not None or table.months:
        yield _("Figures"), Text(str(m("{figures}, of {units} units", figures=table.observations, units=table.units)))
    else:
        yield _("Figures"), Text(_("none: they cannot be taken without a period"), style=MARKED)
    if table.matches:
        yield _("Units"), _matched(table)
    for number, absent in enumerate(table.absent):
        yield "" if number else _("Absent"), _absent_text(absent.group, absent.units, whole=absent.whole)


def _period(table: TableInspection) -> str:
    if table.period is not None:
        return str(m("{detail}", detail=table.period))
    if table.months:
        return str(m("{first} to {last}", first=table.months[0], last=table.months[-1]))
    return _("not known")


def _blocks(paths: tuple[str, ...]) -> str:
    """Heading paths by the first of their levels, with how many columns there would be under it."""
    blocks: dict[str, list[str]] = {}
    for path in map(_short, paths):
        blocks.setdefault(path.split(LEVELS)[0], []).append(path)
    return "; ".join(f"{block} ({len(all_of)})" if len(all_of) > 1 else all_of[0] for block, all_of in blocks.items())


def _short(path: str) -> str:
    """A heading path without the other words that would fit as well."""
    return LEVELS.join(level.split(" | ")[0] for level in path.split(LEVELS))


def _fit(fit: LayoutFit) -> Text:
    file = fit.layout.location.file
    where = _("built in") if file.startswith(BUILT_IN) else file
    name = Text.assemble((fit.layout.id, STRONG if fit.used else ""), f" ({where})")
    counted = m("{found} of {wanted} columns", found=fit.found, wanted=fit.wanted)
    tied = Text(f" {_('(fits as well)')}" if fit.tied else "", style=MARKED)
    return Text.assemble(name, ": ", str(counted), tied)


def _counts(table: TableInspection) -> str:
    counts = [f"{row_name(kind)} {count}" for kind, count in (table.rows or {}).items()]
    return " · ".join([*counts, *([str(m("hidden {count}", count=table.hidden_rows))] if table.hidden_rows else [])])


def _matched(table: TableInspection) -> Text:
    counts = {how: sum(match.how is how for match in table.matches) for how in MatchedBy}
    text = Text(" · ".join(f"{how_name(how)} {count}" for how, count in counts.items() if count))
    for match in table.matches:
        if match.how not in (MatchedBy.NAME, MatchedBy.OFFICIAL):
            text.append(f"\n{match.cell} {match.text} → {match.name} ({how_name(match.how)})", style=MARKED)
    return text


def _absent_text(group: str, units: tuple[str, ...], *, whole: bool) -> Text:
    if whole:
        return Text(str(m("{group}: all {count}", group=group, count=len(units))), style=QUIET)
    shown = ", ".join(units[:MOST_NAMES])
    more = f", … (+{len(units) - MOST_NAMES})" if len(units) > MOST_NAMES else ""
    return Text(f"{group}: {shown}{more}", style=MARKED)


# --- headings --------------------------------------------------------------------------------------------------------


def _headings(table: TableInspection) -> Table:
    shown = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 2, 0, 0), header_style=QUIET)
    shown.add_column(_("Column"), no_wrap=True)
    shown.add_column(_("Heading"), overflow="fold", ratio=3)
    shown.add_column(_("Taken as"), overflow="fold", ratio=2)
    for node in table.tree:
        _add(shown, node, "", "", read=table.used is not None)
    return shown


def _add(shown: Table, node: HeadingNode, lead: str, below: str, *, read: bool) -> None:
    shown.add_row(column_range(node.first, node.last), _hanging(lead, node.text), _uses(node, read=read))
    for child in node.children:
        last = child is node.children[-1]
        _add(shown, child, below + ("└ " if last else "├ "), below + ("  " if last else "│ "), read=read)


def _hanging(lead: str, text: str) -> RenderableType:
    """A text whose further lines stand below its first word, not below the branch of the tree."""
    if not lead:
        return Text(text)
    grid = Table.grid()
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    grid.add_row(lead, text)
    return grid


def _uses(node: HeadingNode, *, read: bool) -> Text:
    """What a column is taken as; where nothing is read, what it looks like, if that is known."""
    told = Text()
    for taken in node.taken:
        if taken.use is ColumnRole.NOT_USED and not read:
            continue
        style = {ColumnRole.NOT_USED: QUIET, ColumnRole.ORDINAL: QUIET, ColumnRole.TWIN: MARKED, ColumnRole.HIDDEN: MARKED}.get(
            taken.use, ""
        )
        told.append("\n" if told.plain else "").append(use_text(taken), style=style)
    return told


def use_text(taken: ColumnUse) -> str:
    """What a column is taken as: "số liệu intake_total"."""
    name = {
        ColumnRole.UNIT: _("unit"),
        ColumnRole.CODE: _("unit's code"),
        ColumnRole.NUMBER: _("dossier's number"),
        ColumnRole.ORDINAL: _("ordinal"),
        ColumnRole.MEASURE: _("measure"),
        ColumnRole.RATE: _("rate"),
        ColumnRole.RATING: _("rating"),
        ColumnRole.DATE: _("date"),
        ColumnRole.CONDITION: _("condition"),
        ColumnRole.TWIN: _("same heading as the one of"),
        ColumnRole.HIDDEN: _("hidden, not used"),
        ColumnRole.NOT_USED: _("not used"),
    }[taken.use]
    told = f"{name} {taken.about}" if taken.about else name
    return str(m("{told}, to date", told=told)) if taken.cumulative else told


# --- rows ------------------------------------------------------------------------------------------------------------


def _left(table: TableInspection, *, everything: bool) -> Table:
    shown = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 2, 0, 0), header_style=QUIET)
    shown.add_column(_("Row"), no_wrap=True)
    shown.add_column(_("Rows left out"), overflow="fold", ratio=3)
    shown.add_column(_("Why"), overflow="fold", ratio=4)
    rows = table.left if everything else table.left[:MOST_ROWS]
    for row in rows:
        shown.add_row(_numbers(row), row.text, Text(str(row.reason), style=MARKED if row.hidden else ""))
    if len(rows) < len(table.left):
        told = m("and {count} more; --all shows them", count=len(table.left) - len(rows))
        shown.add_row("…", Text(str(told), style=QUIET), "")
    return shown


def _numbers(row: SkippedRow) -> str:
    return str(row.number) if row.number == row.last else f"{row.number}–{row.last}"


def _matches(table: TableInspection) -> Table:
    shown = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 2, 0, 0), header_style=QUIET)
    for heading in (_("Cell"), _("Name there"), _("Unit"), _("Known by")):
        shown.add_column(heading, overflow="fold")
    for match in table.matches:
        shown.add_row(match.cell, match.text, match.name, how_name(match.how))
    return shown


def row_name(kind: RowKind) -> str:
    """The name of a kind of row."""
    return {
        RowKind.UNIT: _("units"),
        RowKind.DOSSIER: _("dossiers"),
        RowKind.STRANGER: _("not in the units file"),
        RowKind.PART: _("parts"),
        RowKind.TOTAL: _("totals"),
        RowKind.SUBTOTAL: _("subtotals"),
        RowKind.GROUP: _("groups"),
        RowKind.INDEX: _("column numbers"),
        RowKind.NOTE: _("notes, signatures"),
        RowKind.OTHER: _("others"),
    }[kind]


def role_name(kind: RowKind) -> str:
    """What one row is."""
    return {
        RowKind.UNIT: _("unit"),
        RowKind.DOSSIER: _("dossiers"),
        RowKind.STRANGER: _("not in the units file"),
        RowKind.PART: _("a part of the title's unit"),
        RowKind.TOTAL: _("total"),
        RowKind.SUBTOTAL: _("subtotal"),
        RowKind.GROUP: _("group"),
        RowKind.INDEX: _("column numbers"),
        RowKind.NOTE: _("note, signature"),
        RowKind.OTHER: _("no unit"),
    }[kind]


def how_name(how: MatchedBy) -> str:
    """By what a unit was known."""
    return {
        MatchedBy.CODE: _("by code"),
        MatchedBy.NAME: _("by name"),
        MatchedBy.OFFICIAL: _("by official name"),
        MatchedBy.BARE: _("by the name without its type"),
        MatchedBy.ALIAS: _("by alias"),
        MatchedBy.TITLE: _("by the title"),
    }[how]


# --- drift -----------------------------------------------------------------------------------------------------------


def _drift(drift: Drift) -> Group:
    head = Text(str(m("Headings changed since {file} [{sheet}]", file=drift.before, sheet=drift.before_sheet)), style=MARKED)
    return Group(head, *(Padding(line, (0, 0, 0, 2)) for line in change_lines(drift.changes)))


# --- one cell --------------------------------------------------------------------------------------------------------


def _story(story: CellStory) -> Table:
    facts = _grid(max(map(len, (_("Value"), _("Heading"), _("Row"), _("Read as"), _("Outcome"), _("Used by"), _("Problem")))))
    facts.add_column(overflow="fold")
    facts.add_row(_("Value"), _raw(story))
    if story.headings:
        facts.add_row(_("Heading"), " / ".join(story.headings))
    if story.role is not None:
        facts.add_row(_("Row"), f"{role_name(story.role)}: {story.unit}" if story.unit else role_name(story.role))
    for reading in story.readings:
        facts.add_row(_("Read as"), _reading(reading))
    facts.add_row(_("Outcome"), Text(str(story.outcome), style=STRONG))
    if story.indicators:
        facts.add_row(_("Used by"), ", ".join(story.indicators))
    for problem in story.problems:
        facts.add_row(_("Problem"), Text(f"{problem.code}: {problem.message}", style=MARKED))
    return facts


def _raw(story: CellStory) -> str:
    if story.kind in ("empty", "withheld"):
        return _("empty") if story.kind == "empty" else _("not shown")
    if story.kind == "formula":
        return _("a formula that was never calculated")
    kind = {"str": _("text"), "int": _("number"), "float": _("number"), "bool": _("truth value")}.get(story.kind, _("date"))
    parts = [kind, *([str(m("format {format}", format=story.number_format))] if story.number_format != "General" else [])]
    shown = f"“{story.value}”" if story.kind == "str" else story.value
    return f"{shown} ({', '.join(parts)})"


def _reading(reading: CellReading) -> str:
    return f"{use_text(reading.taken)} = {reading.value}" if reading.value else use_text(reading.taken)
