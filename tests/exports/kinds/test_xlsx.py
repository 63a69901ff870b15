"""Every workbook that Excel opens is read: quirks of public bug reports, written here one by one, and openpyxl beside it."""

import random
import re
import warnings
from datetime import date, datetime, time, timedelta
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
import xlsxwriter
from openpyxl import Workbook, load_workbook

from cccc.exports import Export, formats
from cccc.exports.formats import refusals

ROOT = Path(__file__).parents[3]


def source():
    """A small table as Excel writes it: shared texts, formats by number, cells with their addresses."""
    stream = BytesIO()
    with xlsxwriter.Workbook(stream) as workbook:
        sheet = workbook.add_worksheet("Biểu")
        percent = workbook.add_format({"num_format": "0.0%", "font_color": "#112233"})
        for row, line in enumerate(
            [
                ["Tháng 8/2023"],
                ["STT", "Đơn vị", "Tổng số", "Trực tuyến", "Tỷ lệ"],
                [1, "Xã Hà Kỳ", 10, 8, 0.8],
                [2, "Xã Tân Kỳ & Co", 5, 4, "80%"],
            ]
        ):
            sheet.write_row(row, 0, line)
        sheet.write_number(2, 4, 0.8, percent)
        sheet.merge_range(0, 0, 0, 4, "Tháng 8/2023")
        workbook.set_properties({"created": datetime(2023, 9, 1)})  # noqa: DTZ001
    return stream.getvalue()


SOURCE = source()
SHEET, SHARED, STYLES = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml"
MAIN = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = b"http://purl.oclc.org/ooxml/spreadsheetml/main"
RELATIONS = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_RELATIONS = b"http://purl.oclc.org/ooxml/officeDocument/relationships"


def changed(change=None, *, names=lambda name: name, extra=None, of=None):
    """The workbook with its parts passed through ``change(name, bytes)``, under other ``names``, with ``extra`` parts."""
    stream = BytesIO()
    with ZipFile(BytesIO(of or SOURCE)) as old, ZipFile(stream, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name) if change is None else change(name, old.read(name))
            if part is not None:
                new.writestr(names(name), part)
        for name, part in (extra or {}).items():
            new.writestr(name, part)
    return stream.getvalue()


def only(name, edit):
    return lambda here, part: edit(part) if here == name else part


def sub(name, pattern, replacement, count=0):
    return only(name, lambda part: re.sub(pattern, replacement, part, count=count, flags=re.DOTALL))


def prefixed(part):
    """The part with each of its elements under the prefix ``x``."""
    return re.sub(rb"<(/?)(?=[a-zA-Z])", rb"<\1x:", part).replace(b' xmlns="', b' xmlns:x="')


def utf16(name, part):
    if not name.startswith("xl/worksheets/") and name != SHARED:
        return part
    return re.sub(r"<\?xml.*?\?>", "", part.decode()).encode("utf-16")


def inline(part):
    """The sheet with its shared texts written into its cells."""
    texts = re.findall(rb"<si>(.*?)</si>", ZipFile(BytesIO(SOURCE)).read(SHARED), re.DOTALL)
    return re.sub(
        rb'<c r="([A-Z]+[0-9]+)"([^>]*?) t="s"><v>([0-9]+)</v></c>',
        lambda match: b'<c r="%s"%s t="inlineStr"><is>%s</is></c>' % (match[1], match[2], texts[int(match[3])]),
        part,
    )


def runs(part):
    """Each shared text in two runs, with a phonetic guide beside them."""
    text = re.sub(
        r"<si><t[^>]*>(.)(.*?)</t></si>",
        r"<si><r><rPr/><t>\1</t></r><r><t>\2</t></r><rPh><t>ph</t></rPh></si>",
        part.decode(),
    )
    return text.encode()


QUIRKS = {
    "names of another case": changed(names=lambda name: name.replace("sharedStrings", "SharedStrings")),
    "names in capitals": changed(names=str.upper),
    "back slashes": changed(names=lambda name: name.replace("/", "\\")),
    "a slash before names": changed(names=lambda name: f"/{name}"),
    "a drawing that is not there": changed(
        extra={
            "xl/worksheets/_rels/sheet1.xml.rels": b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
            b'relationships"><Relationship Id="rId1" Type="%s/drawing" Target="../drawings/NULL"/></Relationships>' % RELATIONS
        }
    ),
    "a font family out of range": changed(sub(STYLES, rb'<family val="[0-9]+"\s*/>', b'<family val="18"/>')),
    "a colour that is none": changed(sub(STYLES, rb"<color [^>]*/>", b'<color rgb="xyz"/>')),
    "a date in the properties": changed(sub("docProps/core.xml", rb">[0-9]{4}-[^<]*<", b">yesterday<")),
    "broken properties": changed(only("docProps/core.xml", lambda _: b"<a><b>")),
    "a broken theme": changed(only("xl/theme/theme1.xml", lambda part: part[:100])),
    "a theme with entities": changed(only("xl/theme/theme1.xml", lambda part: b'<!DOCTYPE x [<!ENTITY a "b">]>' + part)),
    "a link's cache of a million cells": changed(
        extra={"xl/externalLinks/externalLink1.xml": b"<externalLink>" + b'<cell r="A1"><v>1</v></cell>' * 1_000_000}
    ),
    "a million texts in another part": changed(only("xl/theme/theme1.xml", lambda _: b"<sst>" + b"<si/>" * 1_000_000)),
    "a link from every cell": changed(
        sub(SHEET, b"</sheetData>", b'</sheetData><hyperlinks><hyperlink ref="A1:XFD1048576" location="x"/></hyperlinks>')
    ),
    "the strict namespace": changed(lambda _, part: part.replace(MAIN, STRICT).replace(RELATIONS, STRICT_RELATIONS)),
    "prefixed sheet": changed(only(SHEET, prefixed)),
    "prefixed texts": changed(only(SHARED, prefixed)),
    "prefixed styles": changed(only(STYLES, prefixed)),
    "UTF-16": changed(utf16),
    "a mark of UTF-8": changed(lambda name, part: b"\xef\xbb\xbf" + part if name.startswith("xl/w") else part),
    "single quotes": changed(sub(SHEET, rb'(?<=<c )r="([A-Z]+[0-9]+)"', rb"r='\1'")),
    "cells without r": changed(sub(SHEET, rb'<c r="[A-Z]+[0-9]+"', b"<c")),
    "cells and rows without r": changed(sub(SHEET, rb'<(c|row) r="[A-Z]*[0-9]+"', rb"<\1")),
    "attributes in another order": changed(sub(SHEET, rb'<c (r="[A-Z]+[0-9]+") ([^>]*?)>', rb"<c \2 \1>")),
    "a comment inside a cell": changed(sub(SHEET, b"<v>10</v>", b"<!-- <v>99</v> --><v>10</v>")),
    "a cell in a comment": changed(
        sub(SHEET, b"</sheetData>", b'<!-- <row r="9"><c r="B9"><v>1</v></c></row> --></sheetData>')
    ),
    "CDATA": changed(sub(SHARED, "Xã Hà Kỳ".encode(), "<![CDATA[Xã Hà Kỳ]]>".encode())),
    "character references": changed(sub(SHARED, "Đơn vị".encode(), b"&#272;&#x1A1;n v&#x1ecb;")),
    "texts in runs with phonetic guides": changed(only(SHARED, runs)),
    "inline texts": changed(only(SHEET, inline)),
    "a wrong dimension": changed(sub(SHEET, rb'<dimension ref="[^"]*"\s*/>', b'<dimension ref="A1:B2"/>')),
    "no dimension": changed(sub(SHEET, rb"<dimension [^>]*/>", b"")),
    "hidden in words": changed(sub(SHEET, rb'(<row r="1")', rb'\1 hidden="false"')),
    "an unknown list at the sheet's end": changed(
        sub(SHEET, b"</worksheet>", b'<extLst><ext uri="{x}"/></extLst></worksheet>')
    ),
    "new lines between elements": changed(sub(SHEET, rb"(<row|<c |</row>)", rb"\n  \1")),
    "an absolute target": changed(sub("xl/_rels/workbook.xml.rels", rb'Target="/?(xl/)?', b'Target="/xl/')),
}


def sheets(data):
    """The sheets of a workbook, or why it is not read."""
    grids, problems = formats.read(Export("a.xlsx", data))
    return problems[0].message if problems else grids


def cells(data):
    grids = sheets(data)
    assert isinstance(grids, list), grids
    return [(grid.sheet, grid.cells, grid.merges, grid.hidden, grid.hidden_rows, grid.hidden_columns) for grid in grids]


@pytest.mark.parametrize("quirk", QUIRKS)
def test_a_workbook_with_a_quirk_is_read_as_the_one_it_was_made_from(quirk):
    assert cells(QUIRKS[quirk]) == cells(SOURCE)


DAMAGED = {
    "a sheet cut short": changed(only(SHEET, lambda part: part[: len(part) // 2])),
    "a sheet with a broken cell": changed(sub(SHEET, b"<v>10</v>", b"<v>10<v>")),
    "a sheet that is missing": changed(only(SHEET, lambda _: None)),
    "a sheet that stands twice": changed(extra={SHEET.upper(): b"<worksheet/>"}),
    "shared texts cut short": changed(only(SHARED, lambda part: part[: len(part) // 2])),
    "shared texts that are missing": changed(only(SHARED, lambda _: None)),
    "a shared text that is missing": changed(sub(SHEET, rb't="s"><v>[0-9]+</v>', b't="s"><v>999</v>')),
    "styles cut short": changed(only(STYLES, lambda part: part[: len(part) // 2])),
    "a number in words": changed(sub(SHEET, b"<v>10</v>", b"<v>ten</v>")),
    "a column beyond the last": changed(sub(SHEET, b'r="C3"', b'r="XFE3"')),
    "a row beyond the last": changed(sub(SHEET, b'r="C3"', b'r="C1048577"')),
    "no relations": changed(only("xl/_rels/workbook.xml.rels", lambda _: None)),
}


@pytest.mark.parametrize("case", DAMAGED)
def test_what_makes_a_figure_doubtful_refuses_the_workbook(case):
    assert sheets(DAMAGED[case]) == refusals.DAMAGED


def test_a_member_with_a_wrong_checksum_is_damaged():
    data = bytearray(SOURCE)
    start = data.find(b"PK\x01\x02")
    while data[start + 46 : start + 46 + len(SHEET)] != SHEET.encode():
        start = data.find(b"PK\x01\x02", start + 4)
    data[start + 16] ^= 1
    assert sheets(bytes(data)) == refusals.DAMAGED


def test_missing_styles_leave_numbers_as_they_are():
    [grid] = sheets(changed(only(STYLES, lambda _: None)))
    assert grid.cell(3, 5).value == 0.8


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Sở_x000D_ Công Thương", "Sở\r Công Thương"),
        ("a_x005F_x000D_b", "a_x000D_b"),
        ("_xD83D__xDE00_", "😀"),
        ("_x00e1_ _X00E1_ _x12_", "á _X00E1_ _x12_"),
        ("&amp;lt; &#128;", "&lt; \x80"),
        ("a\r\nb\rc", "a\nb\nc"),
    ],
)
def test_escapes_and_references_are_the_characters_that_they_stand_for(written, read):
    data = changed(sub(SHARED, "Đơn vị".encode(), written.encode()))
    [grid] = sheets(data)
    assert grid.cell(2, 2).value == read


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2023-08-31", date(2023, 8, 31)),
        ("2023-08-31T10:20:30Z", datetime(2023, 8, 31, 10, 20, 30)),  # noqa: DTZ001
        ("2023-08-31T10:20:30.250", datetime(2023, 8, 31, 10, 20, 30, 250_000)),  # noqa: DTZ001
        ("10:20", time(10, 20)),
    ],
)
def test_iso_dates_are_read(written, read):
    [grid] = sheets(changed(sub(SHEET, rb'<c r="C3"[^>]*><v>10</v>', b'<c r="C3" t="d"><v>%s</v>' % written.encode())))
    assert grid.cell(3, 3).value == read


# --- openpyxl beside it ----------------------------------------------------------------------------------------------


def by_openpyxl(data):
    """What openpyxl sees: per sheet the values with their types and formats, merges, hidden parts, formulas without a value."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns of days beyond the calendar
        values, formulas = load_workbook(BytesIO(data), data_only=True), load_workbook(BytesIO(data))
    for sheet, twin in zip(values.worksheets, formulas.worksheets, strict=True):
        seen = {}
        for place, cell in sheet._cells.items():
            stale = cell.value is None and twin._cells[place].data_type == "f" and cell.data_type != "str"
            if stale or (cell.value is not None and str(cell.value).strip()):
                seen[place] = (cell.value, type(cell.value), cell.number_format, stale)
        yield (
            sheet.title,
            seen,
            {(area.min_row, area.min_col, area.max_row, area.max_col) for area in sheet.merged_cells.ranges},
            sheet.sheet_state != "visible",
            {number for number, row in sheet.row_dimensions.items() if row.hidden or row.ht == 0},
        )


def by_us(data):
    for grid in sheets(data):
        yield (
            grid.sheet,
            {place: (cell.value, type(cell.value), cell.number_format, cell.stale) for place, cell in grid.cells.items()},
            {(merge.top, merge.left, merge.bottom, merge.right) for merge in grid.merges},
            grid.hidden,
            set(grid.hidden_rows),
        )


WORKBOOKS = sorted(
    path for folder in ("examples", "tests") for path in (ROOT / folder).rglob("*.xlsx") if "unreadable-file" not in path.parts
)


@pytest.mark.parametrize("path", WORKBOOKS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_workbook_of_the_suite_is_read_as_openpyxl_reads_it(path):
    assert list(by_us(path.read_bytes())) == list(by_openpyxl(path.read_bytes()))


FORMATS = ("General", "0", "0.00%", "dd/mm/yyyy", "h:mm", "[h]:mm:ss", '#,##0 "ngày"', "@", 'yyyy"-"mm', "[$-42A]d mmm")


def anything(chance):
    return chance.choice(
        [
            chance.randrange(-5, 10**9),
            chance.random() * 10 ** chance.randrange(-9, 9),
            chance.random() < 0.5,
            "".join(chance.choice("ạêđ &<>\"' \n1,5%=") for _ in range(chance.randrange(9))),
            date(chance.randrange(1900, 2100), chance.randrange(1, 13), chance.randrange(1, 29)),
            datetime(2023, 8, chance.randrange(1, 32), chance.randrange(24), chance.randrange(60), chance.randrange(60)),  # noqa: DTZ001
            time(chance.randrange(24), chance.randrange(60)),
            timedelta(seconds=chance.randrange(10**6)),
            "=1+1",
            "#DIV/0!",
        ]
    )


@pytest.mark.parametrize("seed", range(40))
def test_a_random_workbook_is_read_as_openpyxl_reads_it(seed):
    chance = random.Random(seed)  # noqa: S311 - no secret
    workbook = Workbook()
    for number in range(chance.randrange(1, 4)):
        sheet = workbook.active if number == 0 else workbook.create_sheet(f"Trang {number}")
        for _ in range(60):
            cell = sheet.cell(chance.randrange(1, 30), chance.randrange(1, 40), anything(chance))
            if chance.random() < 0.5:
                cell.number_format = chance.choice(FORMATS)
        for _ in range(chance.randrange(3)):
            row, column = chance.randrange(1, 30), chance.randrange(1, 40)
            sheet.merge_cells(start_row=row, start_column=column, end_row=row + chance.randrange(3), end_column=column + 1)
        sheet.row_dimensions[chance.randrange(1, 30)].hidden = True
        sheet.sheet_state = chance.choice(["visible", "hidden"]) if number else "visible"
    if chance.random() < 0.3:
        workbook.epoch = datetime(1904, 1, 1)  # noqa: DTZ001
    stream = BytesIO()
    workbook.save(stream)
    assert list(by_us(stream.getvalue())) == list(by_openpyxl(stream.getvalue()))
    # the same by the tree
    other = changed(lambda name, part: part + b"<!-- -->" if "sheet" in name else part, of=stream.getvalue())
    assert cells(other) == cells(stream.getvalue())
