"""Files as they were understood -> the text of a layout for them: what can be named is named, the rest is left to a person."""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import TYPE_CHECKING

from cccc.exports.grid import column_letters
from cccc.exports.inspect.column_names import Named, NewTable, Path, name_columns, says
from cccc.exports.inspect.outline import outline, unit_heading
from cccc.exports.tables.headings import ALTERNATIVES, SEPARATOR
from cccc.exports.unit_names import Names
from cccc.messages import m
from cccc.periods import in_name, in_text
from cccc.vietnamese import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from cccc.exports.grid import Grid
    from cccc.exports.inspect.interpretation import Known, Understood
    from cccc.exports.tables.headings import Head, Heading

_PLAIN = re.compile(r"[^\W\d_][\w /,.()%*+-]*[\w)%*]")
_SURPRISES = frozenset({"yes", "no", "true", "false", "null", "on", "off", "y", "n", "title"})
_NUMBERS = tuple(map(fold, ("Mã hồ sơ", "Số hồ sơ", "Số biên nhận", "Mã số hồ sơ")))
_DATES = tuple(map(fold, ("Ngày tiếp nhận", "Ngày nhận", "Ngày nộp")))
_RETURNED = tuple(map(fold, ("Ngày trả",)))
_PROMISED = tuple(map(fold, ("Ngày hẹn",)))
_CODES = tuple(map(fold, ("Mã định danh", "Mã đơn vị", "Mã cơ quan")))
_TO_DATE = ("lũy kế", "luỹ kế", "cộng dồn")


def draft(files: Sequence[Understood], known: Known, name: str) -> str | None:
    """The text of a layout called ``name`` for the tables of ``files``; None where nothing looks like a table."""
    sheets = [sheet for file in files for grid in file.grids if (sheet := _sheet(grid, file, known))]
    if not sheets:
        return None
    path = Counter(sheet.unit.shown if sheet.unit else None for sheet in sheets).most_common(1)[0][0]
    alike = [sheet for sheet in sheets if (sheet.unit.shown if sheet.unit else None) == path]
    others = [sheet for sheet in sheets if sheet not in alike]
    body = _records(alike, name) or _body(alike, name_columns(alike, known), name, path)
    return "\n".join([*_head(files, alike, others), *body, ""])


def _sheet(grid: Grid, file: Understood, known: Known) -> NewTable | None:
    """The table of a sheet: as a layout reads it already, else by what its headings look like."""
    if grid.hidden:
        return None
    reading = next(iter(file.on(grid)), None)
    if reading is not None:
        return NewTable(grid, reading.table.head, reading.table.unit)
    head = outline(grid)
    return NewTable(grid, head, unit_heading(head.headings) or _of_names(grid, head, known)) if head else None


def _of_names(grid: Grid, head: Head, known: Known) -> Heading | None:
    """The column with most names of the roster."""
    names, counts = Names(known.roster), Counter[int]()
    for (row, column), cell in grid.cells.items():
        counts[column] += row > head.bottom and bool(names.named(cell.text, None))
    best = max(head.headings, key=lambda heading: counts[heading.column], default=None)
    return best if best is not None and counts[best.column] > 1 and best.shown else None


# --- the text --------------------------------------------------------------------------------------------------------


def _head(files: Sequence[Understood], sheets: Sequence[NewTable], others: Sequence[NewTable]) -> Iterator[str]:
    yield _comment(m("Drafted by cccc from {files}; look at every line before you use it:", files=_names(files)))
    yield _comment(m("- does every measure stand at the right column? The column's letter is behind it;"))
    yield _comment(m("- does a heading change from month to month (a month, a target)? Write * in its place;"))
    yield _comment(m("- what could not be named is at the end: name it, or leave it."))
    yield _comment(m("Sheets read: {sheets}", sheets=tuple(dict.fromkeys(sheet.grid.sheet for sheet in sheets))))
    for sheet in others:
        yield _comment(m("Not read, for its units stand under another heading: {sheet}", sheet=sheet.grid.sheet))
    yield ""


def _names(files: Iterable[Understood]) -> tuple[str, ...]:
    return tuple(file.input.file.rpartition("/")[2] for file in files)


def _comment(message: object) -> str:
    return f"# {message}"


def _body(sheets: Sequence[NewTable], named: Named, name: str, unit: Path | None) -> Iterator[str]:
    letters = _letters(sheets)
    yield f"layout: {_quoted(name)}"
    yield "table:"
    yield '  sheet: "*"'
    yield f"  unit: {_quoted(_path(unit)) if unit else 'title'}"
    yield from _code([heading for sheet in sheets for heading in sheet.head.headings], letters)
    yield f"  period: {_period(sheets)}"
    yield from _part("measures", [(name, paths) for name, paths in named.measures.items()], letters)
    yield from _part("rates", [(name, [path]) for name, path in named.rates.items()], letters)
    yield from _part("ratings", [(name, [path]) for name, path in named.ratings.items()], letters)
    yield from _left(named, letters)


def _records(sheets: Sequence[NewTable], name: str) -> list[str]:
    """The layout of a list of dossiers, known by its numbers and dates; by what else they are counted a person must say."""
    sheet = sheets[0]
    flat = {heading.levels[0]: heading for heading in sheet.head.headings if len(heading.levels) == 1}
    number, dated, returned, promised = (
        next((flat[one] for one in flat if one.startswith(words)), None) for words in (_NUMBERS, _DATES, _RETURNED, _PROMISED)
    )
    if sheet.unit is None or number is None or dated is None:
        return []
    taken = (sheet.unit, number, dated, returned, *([promised] if returned else []))
    rest = [heading for heading in sheet.head.headings if heading not in taken and heading.shown]
    letters = _letters(sheets)
    return [
        f"layout: {_quoted(name)}",
        "records:",
        f"  unit: {_quoted(_path(sheet.unit.shown))}    # {letters[sheet.unit.shown]}",
        *_code(sheet.head.headings, letters),
        f"  date: {_quoted(_path(dated.shown))}    # {letters[dated.shown]}",
        f"  id: {_quoted(_path(number.shown))}    # {letters[number.shown]}",
        "  measures:",
        "    received_total: {count: all}",
        *_returned(returned, promised),
        "",
        _comment(m("Further columns (count by them: received_online: {{count: {{Heading: [Word]}}}}):")),
        *(f"#   {letters[heading.shown]}  {_path(heading.shown)}" for heading in rest),
    ]


def _code(headings: Iterable[Heading], letters: dict[Path, str]) -> Iterator[str]:
    """The column of the units' codes, where there is one."""
    found = next((one for one in headings if one.levels and one.levels[-1].startswith(_CODES)), None)
    if found is not None:
        yield f"  code: {_quoted(_path(found.shown))}    # {letters[found.shown]}"


def _returned(returned: Heading | None, promised: Heading | None) -> Iterator[str]:
    """What the dates of a list tell by themselves: what was resolved, and what in time."""
    if returned is None:
        return
    heading = json.dumps(_path(returned.shown), ensure_ascii=False)  # inside braces a comma would end a plain text
    yield f"    resolved_total: {{count: {{{heading}: {{given: true}}}}, date: {heading}}}"
    if promised is not None:
        other = json.dumps(_path(promised.shown), ensure_ascii=False)
        yield f"    resolved_on_time: {{count: {{{heading}: {{not_after: {other}}}}}, date: {heading}}}"


def _letters(sheets: Iterable[NewTable]) -> dict[Path, str]:
    """Where each path stands first."""
    found: dict[Path, str] = {}
    for sheet in sheets:
        for heading in sheet.head.headings:
            found.setdefault(heading.shown, f"{sheet.grid.sheet}!{column_letters(heading.column)}")
    return found


def _period(sheets: Sequence[NewTable]) -> str:
    if all(_in_title(sheet) for sheet in sheets):
        return "title"
    return "sheet" if all(in_name(sheet.grid.sheet) for sheet in sheets) else "title" if _in_title(sheets[0]) else "none"


def _in_title(sheet: NewTable) -> bool:
    rows = (row for row in sheet.grid.rows if row < sheet.head.top)
    return in_text(" ; ".join(" ".join(cell.text for _, cell in sheet.grid.row(row)) for row in rows)) is not None


def _part(part: str, entries: Sequence[tuple[str, Sequence[Path]]], letters: dict[Path, str]) -> Iterator[str]:
    if not entries:
        return
    yield f"  {part}:"
    for name, paths in entries:
        to_date = any(says(fold(_path(path)), _TO_DATE) for path in paths)
        if len(paths) == 1 and not to_date:
            yield f"    {name}: {_quoted(_path(paths[0]))}    # {letters[paths[0]]}"
            continue
        yield f"    {name}:"
        lead = "      "
        if to_date:
            yield "      window: cumulative"
            yield "      heading:"
            lead = "        "
        for path in paths:
            yield f"{lead}- {_quoted(_path(path))}    # {letters[path]}"


def _left(named: Named, letters: dict[Path, str]) -> Iterator[str]:
    if not named.left:
        return
    yield ""
    yield _comment(m("Not named (column, heading path, what it may be):"))
    for path, why in named.left.items():
        told = f" ({why})" if why else ""
        yield f"#   {letters.get(path, '')}  {_path(path)}{told}"


def _path(path: Path) -> str:
    """A heading path as a layout writes it; a bar in a heading would mean another one."""
    return SEPARATOR.join(path).replace(ALTERNATIVES, "*")


def _quoted(text: str) -> str:
    return text if _PLAIN.fullmatch(text) and text.lower() not in _SURPRISES else json.dumps(text, ensure_ascii=False)
