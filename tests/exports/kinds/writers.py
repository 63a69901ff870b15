"""Writes one workbook as every kind of file that `cccc` reads, so that a case can be held against all of them.

``written("ods", "Tháng 8/2023\\nĐơn vị | …")`` takes the notation of `export_tables`; ``as_kind("ods", workbook)`` an openpyxl
workbook made in any way.  `KINDS` tells of each kind what it can hold:

names     several sheets, with names       numbers   a number is no text
formats   number formats                   merges    merged cells
hidden    hidden rows, columns, sheets     formulas  a formula that was never calculated
"""

import csv
import struct
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from html import escape
from io import BytesIO, StringIO
from zipfile import ZIP_DEFLATED, ZipFile

import xlwt
from export_tables import fill, saved
from odf import number as numbers
from odf.opendocument import OpenDocumentSpreadsheet
from odf.style import Style, TableProperties
from odf.table import CoveredTableCell, Table, TableCell, TableColumn, TableRow
from odf.text import P
from openpyxl import Workbook
from openpyxl.utils import column_index_from_string

EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - a workbook knows no zones


# --- what is written ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Spot:
    """A cell: its value, its number format, and whether it is a formula."""

    value: object
    form: str = "General"
    formula: bool = False

    @property
    def number(self):
        return isinstance(self.value, int | float) and not isinstance(self.value, bool)

    @property
    def day(self):
        return isinstance(self.value, date)

    @property
    def serial(self):
        moment = self.value if isinstance(self.value, datetime) else datetime(self.value.year, self.value.month, self.value.day)  # noqa: DTZ001
        return (moment - EPOCH).total_seconds() / 86400

    def shown(self, comma="."):
        """As a spreadsheet program shows it."""
        if self.formula:
            return ""
        if self.day:
            return f"{self.value:%d/%m/%Y}"
        if not self.number:
            return "" if self.value is None else str(self.value)
        decimals = len(self.form.partition(".")[2].split("%")[0].rstrip('"')) if "." in self.form else 0
        if "%" in self.form and '"%"' not in self.form:
            return f"{self.value * 100:.{decimals}f}%".replace(".", comma)
        if decimals:
            return f"{self.value:.{decimals}f}".replace(".", comma) + ("%" if "%" in self.form else "")
        whole = isinstance(self.value, int) or self.value.is_integer()
        return str(int(self.value)) if whole else f"{Decimal(repr(self.value)):f}".replace(".", comma)


@dataclass(frozen=True)
class Page:
    """A sheet: its cells from (1, 1), the merged ranges by their top left cell, and what is hidden."""

    name: str
    cells: dict
    merges: dict
    hidden: bool
    hidden_rows: set
    hidden_columns: set
    height: int
    width: int

    @property
    def covered(self):
        return {
            (row, column)
            for (top, left), (bottom, right) in self.merges.items()
            for row in range(top, bottom + 1)
            for column in range(left, right + 1)
            if (row, column) != (top, left)
        }

    def rows(self):
        return [[self.cells.get((row, column)) for column in range(1, self.width + 1)] for row in range(1, self.height + 1)]

    def span(self, place):
        """How many rows and columns the cell at ``place`` takes."""
        bottom, right = self.merges.get(place, place)
        return bottom - place[0] + 1, right - place[1] + 1


def pages_of(workbook):
    return [page_of(sheet) for sheet in workbook.worksheets]


def page_of(sheet):
    cells = {
        place: Spot(cell.value, cell.number_format, cell.data_type == "f")
        for place, cell in sheet._cells.items()
        if cell.value is not None
    }
    merges = {(area.min_row, area.min_col): (area.max_row, area.max_col) for area in sheet.merged_cells.ranges}
    used = [*cells, *merges.values(), (1, 1)]
    columns = set()
    for letters, column in sheet.column_dimensions.items():
        first = column.min or column_index_from_string(letters)
        columns |= set(range(first, max(column.max or 0, first) + 1)) if column.hidden else set()
    return Page(
        sheet.title,
        cells,
        merges,
        sheet.sheet_state != "visible",
        {number for number, row in sheet.row_dimensions.items() if row.hidden},
        columns,
        max(row for row, _ in used),
        max(column for _, column in used),
    )


def workbook_of(sheets, edit=None):
    """An openpyxl workbook in the notation of `export_tables`: one sheet's text, or texts by sheet name."""
    workbook = Workbook()
    workbook.remove(workbook.active)
    for name, text in ({"Biểu": sheets} if isinstance(sheets, str) else sheets).items():
        fill(workbook.create_sheet(name), text)
    if edit:
        edit(workbook)
    return workbook


def written(kind, sheets, edit=None):
    """The bytes of a file of ``kind``; ``edit`` changes the openpyxl workbook before."""
    return as_kind(kind, workbook_of(sheets, edit))


def as_kind(kind, workbook):
    return KINDS[kind].write(workbook)


# --- .xlsx, .xlsm ------------------------------------------------------------------------------------------------------


def xlsm(workbook):
    """As Excel writes a workbook with macros: another type of content, and a part with the macros."""
    stream = BytesIO()
    with ZipFile(BytesIO(saved(workbook))) as old, ZipFile(stream, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "[Content_Types].xml":
                part = part.replace(
                    b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
                    b"application/vnd.ms-excel.sheet.macroEnabled.main+xml",
                )
            new.writestr(name, part)
        new.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    return stream.getvalue()


# --- .xls --------------------------------------------------------------------------------------------------------------


def xls(workbook):
    book = xlwt.Workbook(encoding="utf-8")
    styles = {}

    def style(form):
        if form not in styles:
            styles[form] = xlwt.XFStyle()
            styles[form].num_format_str = form
        return styles[form]

    for page in pages_of(workbook):
        sheet = book.add_sheet(page.name, cell_overwrite_ok=True)
        sheet.visibility = int(page.hidden)
        for (top, left), (bottom, right) in page.merges.items():
            sheet.merge(top - 1, bottom - 1, left - 1, right - 1)
        for (row, column), spot in page.cells.items():
            value = xlwt.Formula(spot.value[1:]) if spot.formula else spot.value
            value = spot.serial if spot.day else value
            sheet.write(row - 1, column - 1, value, style(spot.form))
        for row in page.hidden_rows:
            sheet.row(row - 1).hidden = True
        for column in page.hidden_columns:
            sheet.col(column - 1).hidden = True
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


# --- .xlsb -------------------------------------------------------------------------------------------------------------


def record(number, content=b""):
    """One record of BIFF12: its number and its length, seven bits a byte, then its content."""
    head = bytes([number]) if number < 0x80 else bytes([number & 0x7F | 0x80, number >> 7])
    size, length = b"", len(content)
    while True:
        size += bytes([length & 0x7F | (0x80 if length > 0x7F else 0)])
        length >>= 7
        if not length:
            return head + size + content


def wide(text):
    return struct.pack("<I", len(text.encode("utf-16-le")) // 2) + text.encode("utf-16-le")


ERRORS = {"#NULL!": 0, "#DIV/0!": 7, "#VALUE!": 15, "#REF!": 23, "#NAME?": 29, "#NUM!": 36, "#N/A": 42}


def xlsb(workbook):
    pages = pages_of(workbook)
    forms = list(dict.fromkeys(["General", *(spot.form for page in pages for spot in page.cells.values())]))
    texts = list(dict.fromkeys(spot.value for page in pages for spot in page.cells.values() if isinstance(spot.value, str)))
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", XLSB_TYPES)
        archive.writestr("_rels/.rels", relations({"rId1": ("officeDocument", "xl/workbook.bin")}))
        archive.writestr("xl/workbook.bin", b"".join(xlsb_book(pages)))
        targets = {f"rId{n}": ("worksheet", f"worksheets/sheet{n}.bin") for n in range(1, len(pages) + 1)}
        targets |= {"rIdS": ("sharedStrings", "sharedStrings.bin"), "rIdF": ("styles", "styles.bin")}
        archive.writestr("xl/_rels/workbook.bin.rels", relations(targets))
        shared = b"".join(record(19, b"\0" + wide(text)) for text in texts)
        archive.writestr("xl/sharedStrings.bin", record(159, struct.pack("<II", len(texts), len(texts))) + shared + record(160))
        archive.writestr("xl/styles.bin", b"".join(xlsb_styles(forms)))
        for number, page in enumerate(pages, 1):
            archive.writestr(f"xl/worksheets/sheet{number}.bin", b"".join(xlsb_sheet(page, forms, texts)))
    return stream.getvalue()


XLSB_TYPES = (
    '<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="bin" ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/>'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/></Types>'
)


def relations(targets):
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
    lines = "".join(
        f'<Relationship Id="{name}" Type="{kind}{what}" Target="{target}"/>' for name, (what, target) in targets.items()
    )
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="{space}">{lines}</Relationships>'


def xlsb_book(pages):
    yield record(131)
    yield record(153, struct.pack("<III", 0, 0, 0))
    yield record(143)
    for number, page in enumerate(pages, 1):
        yield record(156, struct.pack("<II", int(page.hidden), number) + wide(f"rId{number}") + wide(page.name))
    yield record(144)
    yield record(132)


def xlsb_styles(forms):
    yield record(278)
    yield record(615, struct.pack("<I", len(forms)))
    for number, form in enumerate(forms):
        yield record(44, struct.pack("<H", 164 + number) + wide(form))
    yield record(616)
    yield record(617, struct.pack("<I", len(forms)))
    for number in range(len(forms)):
        yield record(47, struct.pack("<HHHHH", 0, 164 + number if number else 0, 0, 0, 0) + b"\0" * 6)
    yield record(618)
    yield record(279)


def xlsb_sheet(page, forms, texts):
    yield record(129)
    yield record(147, b"\0" * 23)
    yield record(148, struct.pack("<IIII", 0, page.height - 1, 0, page.width - 1))
    yield record(390)
    for column in page.hidden_columns:
        yield record(60, struct.pack("<IIIIH", column - 1, column - 1, 2340, 0, 1))
    yield record(391)
    yield record(145)
    for number in range(1, page.height + 1):
        hidden = 0x10 if number in page.hidden_rows else 0
        yield record(0, struct.pack("<IIHBBBI", number - 1, 0, 300, 0, hidden, 0, 0))
        for column in range(1, page.width + 1):
            if spot := page.cells.get((number, column)):
                yield xlsb_cell(column, spot, forms, texts)
    yield record(146)
    yield record(177, struct.pack("<I", len(page.merges)))
    for (top, left), (bottom, right) in page.merges.items():
        yield record(176, struct.pack("<IIII", top - 1, bottom - 1, left - 1, right - 1))
    yield record(178)
    yield record(130)


def xlsb_cell(column, spot, forms, texts):
    head = struct.pack("<II", column - 1, forms.index(spot.form))
    value = spot.serial if spot.day else spot.value
    if isinstance(value, bool):
        return record(4, head + bytes([value]))
    if isinstance(value, str) and value in ERRORS:
        return record(3, head + bytes([ERRORS[value]]))
    if isinstance(value, str):
        return record(7, head + struct.pack("<I", texts.index(value)))
    if isinstance(value, int) and abs(value) < 2**29:
        return record(2, head + struct.pack("<I", (value << 2 | 2) & 0xFFFFFFFF))
    return record(5, head + struct.pack("<d", value))


# --- .ods --------------------------------------------------------------------------------------------------------------


def ods(workbook):
    document = OpenDocumentSpreadsheet()
    styles, unseen = {}, Style(name="unseen", family="table")
    unseen.addElement(TableProperties(display="false"))
    document.automaticstyles.addElement(unseen)
    for page in pages_of(workbook):
        table = Table(name=page.name, **({"stylename": unseen} if page.hidden else {}))
        for column in range(1, page.width + 1):
            table.addElement(TableColumn(**({"visibility": "collapse"} if column in page.hidden_columns else {})))
        covered = page.covered
        for row in range(1, page.height + 1):
            line = TableRow(**({"visibility": "collapse"} if row in page.hidden_rows else {}))
            for column in range(1, page.width + 1):
                place = (row, column)
                if place in covered:
                    line.addElement(CoveredTableCell())
                else:
                    line.addElement(ods_cell(document, styles, page, place))
            table.addElement(line)
        document.spreadsheet.addElement(table)
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def ods_cell(document, styles, page, place):
    spot, (rows, columns) = page.cells.get(place), page.span(place)
    given = {"numberrowsspanned": rows, "numbercolumnsspanned": columns} if (rows, columns) != (1, 1) else {}
    if spot is None:
        return TableCell(**given)
    if spot.formula:
        return TableCell(formula="of:" + spot.value, **given)
    if spot.form != "General":
        given["stylename"] = ods_style(document, styles, spot.form)
    if spot.day:
        given |= {"valuetype": "date", "datevalue": spot.value.isoformat()}
    elif isinstance(spot.value, bool):
        given |= {"valuetype": "boolean", "booleanvalue": str(spot.value).lower()}
    elif spot.number:
        given |= {"valuetype": "percentage" if spot.form.endswith("%") else "float", "value": repr(spot.value)}
    else:
        given["valuetype"] = "string"
    cell = TableCell(**given)
    for line in spot.shown(",").split("\n"):
        cell.addElement(P(text=line))
    return cell


def ods_style(document, styles, form):
    if form not in styles:
        kind = numbers.PercentageStyle if "%" in form and '"' not in form else numbers.NumberStyle
        shape = kind(name=f"N{len(styles)}")
        decimals = form.partition(".")[2].partition("%")[0].rstrip('"')
        shape.addElement(numbers.Number(decimalplaces=len(decimals), minintegerdigits=1))
        if "%" in form:
            shape.addElement(numbers.Text(text="%"))
        style = Style(name=f"ce{len(styles)}", family="table-cell", datastylename=shape)
        document.automaticstyles.addElement(shape)
        document.automaticstyles.addElement(style)
        styles[form] = style
    return styles[form]


# --- HTML called .xls, and the web archive that Excel saves ----------------------------------------------------------------


def html(workbook):
    """As portals write it: everything is text as shown."""
    tables = "".join(html_table(page, lambda spot: ("", spot.shown(","))) for page in pages_of(workbook))
    return f'<html><head><meta charset="utf-8"></head><body>{tables}</body></html>'.encode()


def mhtml(workbook):
    """As Excel saves it: a number stands behind what is shown, with its format."""

    def told(spot):
        if not spot.number:
            return "", spot.shown(",")
        form = spot.form.replace(".", "\\.").replace('"', "\\0022")
        style = f" style='mso-number-format:\"{form}\"'" if form != "General" else ""
        return f'{style} x:num="{spot.value!r}"', spot.shown(",")

    tables = "".join(html_table(page, told) for page in pages_of(workbook))
    archive = MIMEMultipart("related")
    archive.attach(
        MIMEText(f'<html xmlns:x="urn:schemas-microsoft-com:office:excel"><body>{tables}</body></html>', "html", "utf-8")
    )
    return b"MIME-Version: 1.0\n" + archive.as_bytes().replace(b"MIME-Version: 1.0\n", b"", 1)


def html_table(page, told):
    covered, lines = page.covered, []
    for row in range(1, page.height + 1):
        cells = ""
        for column in range(1, page.width + 1):
            if (row, column) in covered:
                continue
            rows, columns = page.span((row, column))
            attributes = (f' rowspan="{rows}"' if rows > 1 else "") + (f' colspan="{columns}"' if columns > 1 else "")
            spot = page.cells.get((row, column))
            extra, shown = told(spot) if spot else ("", "")
            if column in page.hidden_columns:
                extra += " hidden"
            cells += f"<td{attributes}{extra}>" + escape(shown).replace("\n", "<br>") + "</td>"
        lines.append(f"<tr{' style=display:none' if row in page.hidden_rows else ''}>{cells}</tr>")
    return f"<table{' style=display:none' if page.hidden else ''}>{''.join(lines)}</table>"


# --- XML of Excel 2003 -----------------------------------------------------------------------------------------------------

NAMED_FORMS = {"0%": "0%", "0.00%": "Percent", "#,##0.00": "Standard", "dd/mm/yyyy": "Short Date"}


def spreadsheetml(workbook):
    return spreadsheetml_text(workbook, "UTF-8").encode()


def spreadsheetml_utf_16(workbook):
    return spreadsheetml_text(workbook, "UTF-16").encode("utf-16")


def spreadsheetml_text(workbook, encoding):
    pages = pages_of(workbook)
    forms = list(dict.fromkeys(spot.form for page in pages for spot in page.cells.values()))
    styles = "".join(
        f'<Style ss:ID="s{number}"><NumberFormat ss:Format="{escape(NAMED_FORMS.get(form, form))}"/></Style>'
        for number, form in enumerate(forms)
    )
    return (
        f'<?xml version="1.0" encoding="{encoding}"?>\n<?mso-application progid="Excel.Sheet"?>\n'
        '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
        'xmlns:x="urn:schemas-microsoft-com:office:excel" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">'
        f"<Styles>{styles}</Styles>{''.join(spreadsheetml_sheet(page, forms) for page in pages)}</Workbook>"
    )


def spreadsheetml_sheet(page, forms):
    columns = "".join(f'<Column ss:Index="{column}" ss:Hidden="1"/>' for column in sorted(page.hidden_columns))
    rows, last = "", 0
    for row in range(1, page.height + 1):
        cells = spreadsheetml_cells(page, row, forms)
        hidden = ' ss:Hidden="1"' if row in page.hidden_rows else ""
        if cells or hidden:
            index = "" if row == last + 1 else f' ss:Index="{row}"'
            rows += f"<Row{index}{hidden}>{cells}</Row>"
            last = row
    state = "<x:Visible>SheetHidden</x:Visible>" if page.hidden else ""
    return (
        f'<Worksheet ss:Name="{escape(page.name)}"><Table>{columns}{rows}</Table>'
        f"<x:WorksheetOptions>{state}</x:WorksheetOptions></Worksheet>"
    )


def spreadsheetml_cells(page, row, forms):
    cells, last, covered = "", 0, page.covered
    for column in range(1, page.width + 1):
        spot = page.cells.get((row, column))
        rows, columns = page.span((row, column))
        if (spot is None and (rows, columns) == (1, 1)) or (row, column) in covered:
            continue
        attributes = "" if column == last + 1 else f' ss:Index="{column}"'
        attributes += (f' ss:MergeAcross="{columns - 1}"' if columns > 1 else "") + (
            f' ss:MergeDown="{rows - 1}"' if rows > 1 else ""
        )
        last = column + columns - 1
        if spot:
            attributes += f' ss:StyleID="s{forms.index(spot.form)}"'
        if spot and spot.formula:
            attributes += f' ss:Formula="{escape(spot.value)}"'
        cells += f"<Cell{attributes}>{spreadsheetml_data(spot)}</Cell>"
    return cells


def spreadsheetml_data(spot):
    if spot is None or spot.formula:
        return ""
    if spot.day:
        return f'<Data ss:Type="DateTime">{spot.value:%Y-%m-%dT%H:%M:%S}.000</Data>'
    if isinstance(spot.value, bool):
        return f'<Data ss:Type="Boolean">{int(spot.value)}</Data>'
    kind = "Number" if spot.number else "Error" if spot.value in ERRORS else "String"
    return f'<Data ss:Type="{kind}">{escape(str(spot.value)).replace(chr(10), "&#10;")}</Data>'


# --- CSV and TSV -----------------------------------------------------------------------------------------------------------


def delimited(encoding, delimiter, comma, head=""):
    """A writer of the first sheet: text as shown, with ``comma`` between whole and decimals."""

    def write(workbook):
        [page, *_] = pages_of(workbook)
        stream = StringIO()
        stream.write(head)
        lines = csv.writer(stream, delimiter=delimiter)
        for row in page.rows():
            lines.writerow([spot.shown(comma) if spot else "" for spot in row])
        text = stream.getvalue()
        return (in_cp1258(text) if encoding == "cp1258" else text).encode(encoding)

    return write


def in_cp1258(text):
    """The text as Windows keeps Vietnamese in one byte a letter: the tone is a mark of its own."""
    from unicodedata import normalize

    loose = ""
    for letter in normalize("NFC", text).replace("Ð", "Đ"):
        try:
            letter.encode("cp1258")
        except UnicodeEncodeError:
            marks = normalize("NFD", letter)
            tones = [mark for mark in marks if mark in "\u0300\u0301\u0303\u0309\u0323"]
            shape = normalize("NFC", "".join(mark for mark in marks if mark not in tones))
            loose += shape + "".join(tones)
        else:
            loose += letter
    return loose


# --- all of them -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Kind:
    """A kind of file: the ending that offices give it, its writer, and what it can hold."""

    suffix: str
    write: object
    holds: frozenset


ALL = frozenset({"names", "numbers", "formats", "merges", "hidden", "formulas"})

KINDS = {
    "xlsx": Kind(".xlsx", saved, ALL),
    "xlsm": Kind(".xlsm", xlsm, ALL),
    "xls": Kind(".xls", xls, ALL),
    "xlsb": Kind(".xlsb", xlsb, ALL - {"formulas"}),
    "ods": Kind(".ods", ods, ALL),
    "html": Kind(".xls", html, frozenset({"merges", "hidden"})),
    "mhtml": Kind(".xls", mhtml, frozenset({"merges", "hidden", "numbers", "formats"})),
    "xml": Kind(".xls", spreadsheetml, ALL),
    "xml-utf-16": Kind(".xml", spreadsheetml_utf_16, ALL),
    "csv": Kind(".csv", delimited("utf-8", ",", "."), frozenset()),
    "csv-bom": Kind(".csv", delimited("utf-8-sig", ";", ","), frozenset()),
    "csv-sep": Kind(".csv", delimited("utf-8-sig", ";", ",", "sep=;\r\n"), frozenset()),
    "csv-cp1258": Kind(".csv", delimited("cp1258", ";", ","), frozenset()),
    "csv-utf-16": Kind(".csv", delimited("utf-16", ";", ","), frozenset()),
    "tsv": Kind(".tsv", delimited("utf-8", "\t", "."), frozenset()),
    "tsv-utf-16": Kind(".txt", delimited("utf-16", "\t", ","), frozenset()),
}
