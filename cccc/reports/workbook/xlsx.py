"""Tables -> an .xlsx workbook, a sheet each; the only place that writes one."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from fractions import Fraction
from io import BytesIO
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from cccc.messages import m
from cccc.model.evaluations import FindingKind, Status
from cccc.reports.tables import is_figure, tables, worded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cccc.reports.tables import Cell, ReportColumn, ReportTable, Results

_NO_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_NO_TITLE = re.compile(r"[\[\]:*?/\\]")
_SAVED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")
_PROPERTIES = "docProps/core.xml"
_LONGEST_TITLE = 31
_LONGEST_TEXT = 32_767
_LINE = 15
"""Points that a line of text is high."""
_DAY = "dd/mm/yyyy"
_WHEN = datetime(2000, 1, 1)  # noqa: DTZ001 - the same figures give the same bytes, whenever
_FONT = "Times New Roman"
_A4 = 9

COLOURS: dict[Status | FindingKind, tuple[str, str]] = {
    Status.MET: ("1B5E20", "E3F1E4"),
    Status.MISSED: ("9C1C1C", "FBE3E1"),
    Status.NOTHING_AROSE: ("5F6368", "F0F0EE"),
    Status.NOT_REPORTED: ("7A4B00", "FFF2D6"),
    Status.NO_TARGET: ("5F6368", "F7F7F5"),
    FindingKind.PRAISE: ("1B5E20", "E3F1E4"),
    FindingKind.REMINDER: ("7A4B00", "FFF2D6"),
    FindingKind.CRITICISM: ("9C1C1C", "FBE3E1"),
}
"""The ink and the ground of what has a colour."""


def results_workbook(shown: Results) -> bytes:
    """The workbook of an evaluation."""
    made = tables(shown.evaluation, shown.known, shown.problems)
    return as_xlsx(str(m("Results of {period}", period=shown.evaluation.period)), made)


def as_xlsx(title: str, made: Sequence[ReportTable]) -> bytes:
    """The workbook; the same tables give the same bytes."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    book.properties.creator = "cccc"
    book.properties.title = title
    book.properties.created = _WHEN
    for table in made:
        _Sheet(book.create_sheet(_NO_TITLE.sub(" ", table.title)[:_LONGEST_TITLE]), table, title).write()
    content = BytesIO()
    book.save(content)
    return _undated(content)


class _Sheet:
    """Writes one table into its sheet."""

    def __init__(self, sheet: Any, table: ReportTable, title: str) -> None:
        from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

        self._sheet = sheet
        self._table = table
        self._title = title
        self._plain, self._bold, self._large = Font(_FONT, 11), Font(_FONT, 11, bold=True), Font(_FONT, 14, bold=True)
        self._quiet = Font(_FONT, 10, italic=True, color="5F6368")
        line = Side("thin", color="BFBFBF")
        self._border = Border(line, line, line, line)
        self._top = Alignment(vertical="top", wrap_text=True)
        self._middle = Alignment(horizontal="center", vertical="center", wrap_text=True)
        self._right = Alignment(horizontal="right", vertical="top")
        self._styles: dict[tuple[object, ...], Any] = {}
        self._head = PatternFill("solid", fgColor="E8EDF3")

    def write(self) -> None:
        """Title, headings, rows; the headings stay in sight, on the screen and on every page of paper."""
        above = [f"{self._title} – {self._table.title}", *([self._table.note] if self._table.note else [])]
        self._set_up(len(above) + 1)
        for number, text in enumerate(above):
            self._sheet.append([self._cell(text, self._quiet if number else self._large)])
        self._sheet.append([self._heading(column.heading) for column in self._table.columns])
        for number, row in enumerate(self._table.rows, len(above) + 2):
            self._sheet.row_dimensions[number].height = self._height(row)
            self._sheet.append([self._figure(cell, column) for cell, column in zip(row, self._table.columns, strict=True)])
        if self._table.rows:
            self._colour(len(above) + 2)

    def _set_up(self, head: int) -> None:
        from openpyxl.utils import get_column_letter

        sheet, columns = self._sheet, self._table.columns
        last = get_column_letter(len(columns))
        for at, column in enumerate(columns, 1):
            sheet.column_dimensions[get_column_letter(at)].width = column.width
        sheet.freeze_panes = f"B{head + 1}"
        sheet.auto_filter.ref = f"A{head}:{last}{head + max(1, len(self._table.rows))}"
        sheet.print_title_rows = f"{head}:{head}"
        if self._table.printed is not None:
            sheet.print_area = f"A1:{get_column_letter(self._table.printed)}{head + len(self._table.rows)}"
        sheet.page_setup.orientation = "landscape"
        sheet.page_setup.paperSize = _A4
        sheet.page_setup.fitToWidth = 1
        sheet.page_setup.fitToHeight = 0
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        sheet.oddFooter.center.text = "&P/&N"
        sheet.page_margins.left = sheet.page_margins.right = 0.4
        sheet.page_margins.top = sheet.page_margins.bottom = 0.6

    def _colour(self, first: int) -> None:
        """Rules that colour a status wherever it stands, also after a person has sorted or corrected the rows."""
        from openpyxl.formatting.rule import CellIsRule
        from openpyxl.styles import Font, PatternFill
        from openpyxl.utils import get_column_letter

        make: Any = CellIsRule  # untyped
        for at in range(len(self._table.columns)):
            here = {cell for row in self._table.rows for cell in (row[at],) if isinstance(cell, Status | FindingKind)}
            if not here:
                continue
            letter = get_column_letter(at + 1)
            where = f"{letter}{first}:{letter}{first + len(self._table.rows) - 1}"
            kind = Status if any(isinstance(one, Status) for one in here) else FindingKind
            for one in kind:
                ink, ground = COLOURS[one]
                text = worded(one).replace('"', '""')
                fill = PatternFill("solid", bgColor=ground)
                rule = make(operator="equal", formula=[f'"{text}"'], font=Font(color=ink), fill=fill)
                self._sheet.conditional_formatting.add(where, rule)

    def _heading(self, text: str) -> Any:
        cell = self._cell(text, self._bold)
        cell.fill, cell.border, cell.alignment = self._head, self._border, self._middle
        return cell

    def _height(self, row: Sequence[Cell]) -> int:
        """As high as its longest text needs: not every program looks for that itself."""
        printed = zip(row[: self._table.printed], self._table.columns, strict=False)
        texts = ((cell, column.width) for cell, column in printed if isinstance(cell, str))
        return _LINE * max((-(-len(text) // width) for text, width in texts), default=1)

    def _figure(self, content: Cell, column: ReportColumn) -> Any:
        """A cell of a row; those alike share one style, which is a hundred times faster to look up than to make."""
        cell = self._cell(content)
        key = (is_figure(content), type(content), column.decimals)
        if key not in self._styles:
            cell.font, cell.border = self._plain, self._border
            cell.alignment = self._right if is_figure(content) else self._top
            if isinstance(content, Fraction):
                cell.number_format = f"0.{'0' * column.decimals}"
            elif isinstance(content, date | int):
                cell.number_format = _DAY if isinstance(content, date) else "#,##0"
            self._styles[key] = cell._style  # noqa: SLF001 - the library has no other name for a style that is made
        cell._style = self._styles[key]  # noqa: SLF001 - the same
        return cell

    def _cell(self, content: Cell, font: Any = None) -> Any:
        from openpyxl.cell import WriteOnlyCell

        match content:
            case Fraction():
                cell = WriteOnlyCell(self._sheet, float(content))
            case date():
                cell = WriteOnlyCell(self._sheet, datetime.combine(content, time()))
            case int():
                cell = WriteOnlyCell(self._sheet, content)
            case _:
                cell = WriteOnlyCell(self._sheet, _NO_CONTROL.sub("", worded(content))[:_LONGEST_TEXT] or None)
                if cell.value is not None:
                    cell.data_type = "s"  # a text stays one, however it begins
        if font is not None:
            cell.font = font
        return cell


def _undated(book: BytesIO) -> bytes:
    """The same package without the hour at which it was packed."""
    packed = BytesIO()
    saved = _WHEN.strftime(r"\g<1>%Y-%m-%dT%H:%M:%SZ").encode()
    with ZipFile(book) as made, ZipFile(packed, "w", ZIP_DEFLATED) as again:
        for name in made.namelist():
            # the library writes down when it saved, whatever it was told
            content = _SAVED.sub(saved, made.read(name)) if name == _PROPERTIES else made.read(name)
            again.writestr(ZipInfo(name), content, ZIP_DEFLATED)
    return packed.getvalue()
