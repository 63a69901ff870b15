"""Files that are no spreadsheets, or hostile ones: a result or a problem, never an exception."""

import random
import re
import struct
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from export_tables import COUNTS, FLAT, book, figures, read, told
from kinds.writers import written
from openpyxl import Workbook

from cccc.exports import Export
from cccc.exports.formats import read as read_grids
from cccc.exports.formats import refusals, xlsx
from cccc.problems import Location

TABLE = (
    "Tháng 8/2023\nSTT | Đơn vị | Tổng số | Trực tuyến | Tỷ lệ\n1 | Xã Hà Kỳ | 10 | 8 | 0.8 @ 0%\n2 | Xã Tân Kỳ | 5 | 4 | 80%"
)


def rezipped(data, change):
    """The workbook with each of its parts passed through ``change(name, bytes)``."""
    stream = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(stream, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = change(name, old.read(name))
            if part is not None:
                new.writestr(name, part)
    return stream.getvalue()


def zipped(*parts):
    """A zip archive of parts: a name alone, or with its bytes."""
    stream = BytesIO()
    with ZipFile(stream, "w") as archive:
        for part in parts:
            archive.writestr(*((part, b"") if isinstance(part, str) else part))
    return stream.getvalue()


def in_sheet(pattern, replacement):
    def change(name, part):
        return re.sub(pattern, replacement, part, count=1) if name.startswith("xl/worksheets/") else part

    return rezipped(book(TABLE), change)


def reason(data):
    _, [problem] = read([("a.xlsx", data)])
    assert (problem.code, problem.location) == ("unreadable-file", Location("a.xlsx"))
    return problem.message.sentence


def compound(*streams):
    """An OLE file that says of itself that it holds ``streams``, without their bytes."""
    names = b""
    for name, kind in (("Root Entry", 5), *((stream, 2) for stream in streams)):
        raw = name.encode("utf-16-le")
        entry = raw.ljust(64, b"\0") + struct.pack("<HB", len(raw) + 2, kind) + b"\0" * 49 + struct.pack("<iIi", -2, 0, 0)
        names += entry
    table = struct.pack("<128i", -3, -2, *[-1] * 126)
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16 + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + b"\0" * 10
    head += struct.pack("<IiIIiIiI", 1, 1, 0, 4096, -2, 0, -2, 0) + struct.pack("<109i", 0, *[-1] * 108)
    return head + table + names.ljust(512 * (len(names) // 512 + 1), b"\0")


def locked_xls():
    """A workbook of records whose second one says that the others are encrypted."""
    return b"\x09\x08\x10\0\0\x06\x05\0" + b"\0" * 12 + b"\x2f\0\x06\0\x01\0\x01\0\x01\0" + b"\x0a\0\0\0"


def locked_ods():
    def change(name, part):
        entry = b"<manifest:encryption-data/></manifest:manifest>"
        return part.replace(b"</manifest:manifest>", entry) if "manifest" in name else part

    return rezipped(written("ods", TABLE), change)


def locked_zip():
    data = bytearray(book(TABLE))
    for sign, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = data.find(sign)
        while start >= 0:
            data[start + place] |= 1
            start = data.find(sign, start + 4)
    return bytes(data)


CASES = {
    "empty": (b"", refusals.EMPTY),
    "nothing but blanks": (b"\xef\xbb\xbf \r\n\r\n", refusals.EMPTY),
    "zeros": (b"\0" * 4096, refusals.EMPTY),
    "pdf": (b"%PDF-1.7 ...", refusals.PDF),
    "png": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", refusals.PICTURE),
    "jpeg": (b"\xff\xd8\xff\xe0\0\x10JFIF\0", refusals.PICTURE),
    "gif": (b"GIF89a\x01\0\x01\0", refusals.PICTURE),
    "tiff": (b"II*\0\x08\0\0\0", refusals.PICTURE),
    "tiff of a Mac": (b"MM\0*\0\0\0\x08", refusals.PICTURE),
    "webp": (b"RIFF\x24\0\0\0WEBPVP8 ", refusals.PICTURE),
    "bmp": (b"BM\x36\0\0\0\0\0\0\0\x36\0\0\0", refusals.PICTURE),
    "docx": (zipped("[Content_Types].xml", "word/document.xml"), refusals.DOCUMENT),
    "doc": (compound("WordDocument", "1Table"), refusals.DOCUMENT),
    "rtf": (b"{\\rtf1\\ansi}", refusals.DOCUMENT),
    "odt": (zipped(("mimetype", b"application/vnd.oasis.opendocument.text"), "content.xml"), refusals.DOCUMENT),
    "pptx": (zipped("[Content_Types].xml", "ppt/presentation.xml"), refusals.SLIDES),
    "ppt": (compound("PowerPoint Document"), refusals.SLIDES),
    "odp": (zipped(("mimetype", b"application/vnd.oasis.opendocument.presentation"), "content.xml"), refusals.SLIDES),
    "Word's XML": (b'<?xml version="1.0"?><w:wordDocument xmlns:w="x"/>', refusals.NO_SPREADSHEET),
    "another compound file": (compound("Contents"), refusals.NO_SPREADSHEET),
    "a database": (b"SQLite format 3\0" + bytes(range(64)), refusals.NO_SPREADSHEET),
    "junk": (bytes(range(256)) * 4, refusals.NO_SPREADSHEET),
    "a zip of an xlsx": (zipped("thang 8/bao cao.xlsx"), refusals.ARCHIVE),
    "gzip": (b"\x1f\x8b\x08\0", refusals.ARCHIVE),
    "rar": (b"Rar!\x1a\x07\0", refusals.ARCHIVE),
    "another zip": (
        rezipped(book(TABLE), lambda name, part: None if name.startswith("xl/") else part),
        refusals.NO_WORKBOOK,
    ),
    "encrypted xlsx": (compound("EncryptedPackage", "EncryptionInfo"), refusals.ENCRYPTED),
    "encrypted xls": (locked_xls(), refusals.ENCRYPTED),
    "encrypted ods": (locked_ods(), refusals.ENCRYPTED),
    "encrypted parts": (locked_zip(), refusals.ENCRYPTED),
    "half an xlsx": (book(TABLE)[:2000], refusals.DAMAGED),
    "half an xls": (written("xls", TABLE)[:2000], refusals.DAMAGED),
    "half an ods": (written("ods", TABLE)[:1000], refusals.DAMAGED),
    "half an XML workbook": (written("xml", TABLE)[:1200], refusals.DAMAGED),
    "the head of a zip": (b"PK\x03\x04", refusals.DAMAGED),
    "the head of a compound file": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, refusals.DAMAGED),
    "xlsb without its parts": (zipped("xl/workbook.bin"), refusals.DAMAGED),
    "ods without tables": (zipped(("content.xml", b"<x/>")), refusals.NO_SPREADSHEET),
    "entities": (in_sheet(rb"^", b'<!DOCTYPE x [<!ENTITY a "b">]>'), refusals.HOSTILE),
    "entities in ods": (
        rezipped(
            written("ods", TABLE),
            lambda _, part: part.replace(b"<office:doc", b'<!DOCTYPE x [<!ENTITY a "b">]><office:doc', 1),
        ),
        refusals.HOSTILE,
    ),
    "entities in XML": (
        written("xml", TABLE).replace(b"<Workbook", b'<!DOCTYPE Workbook [<!ENTITY a "b">]><Workbook', 1),
        refusals.HOSTILE,
    ),
    "a merge of everything": (
        in_sheet(rb"</sheetData>", b'</sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'),
        refusals.TOO_LARGE,
    ),
    "a merge of all columns": (
        in_sheet(rb"</sheetData>", b'</sheetData><mergeCells><mergeCell ref="A:XFD"/></mergeCells>'),
        refusals.TOO_LARGE,
    ),
    "a merge that is written with an entity": (
        in_sheet(rb"</sheetData>", b'</sheetData><mergeCells><mergeCell x=">" ref="A1&#58;XFD1048576"/></mergeCells>'),
        refusals.TOO_LARGE,
    ),
    "a million styles": (
        rezipped(book(TABLE), lambda _, part: part.replace(b"</cellXfs>", b"<xf/>" * 1_000_000 + b"</cellXfs>")),
        refusals.TOO_LARGE,
    ),
    "a merge of everything in XML": (
        written("xml", TABLE).replace(b"<Cell ", b'<Cell ss:MergeAcross="16383" ss:MergeDown="1048575" ', 1),
        refusals.TOO_LARGE,
    ),
    "a filled row a million times in ods": (
        rezipped(
            written("ods", TABLE),
            lambda name, part: (
                part.replace(b"<table:table-row", b'<table:table-row table:number-rows-repeated="1048576"')
                if name == "content.xml"
                else part
            ),
        ),
        refusals.TOO_LARGE,
    ),
    "a page of spans alone": (
        b"<table>" + b"<tr>" + b"<td rowspan=9999 colspan=1000>x" * 10 + b"<tr><td>" * 9999,
        refusals.TOO_LARGE,
    ),
    "a huge number": (in_sheet(rb"<v>10</v>", b"<v>" + b"9" * 5000 + b"</v>"), refusals.DAMAGED),
    "broken XML": (in_sheet(rb"</sheetData>", b""), refusals.DAMAGED),
    "text in no known letters": ("Đơn vị;Số lượng\nХа Кы;5\n".encode("koi8-r", "replace"), refusals.UNKNOWN_LETTERS),
    "UTF-8 that is cut inside a letter": ("Đơn vị;Xã Hà Kỳ".encode()[:-1], refusals.UNKNOWN_LETTERS),
}


@pytest.mark.parametrize("case", CASES)
def test_what_cannot_be_read_is_told_with_the_way_out(case):
    data, expected = CASES[case]
    assert reason(data) == expected.sentence


def test_a_workbook_without_its_sheets_is_damaged():
    assert reason(rezipped(book(TABLE), lambda name, part: None if "sheet1" in name else part)) == refusals.DAMAGED.sentence


@pytest.mark.parametrize(
    "text",
    [
        "STT,Đơn vị\n",
        "Kính gửi các đồng chí,\n\nSố liệu tháng 8 xin xem tệp kèm theo.\nTrân trọng.",
        "<html><body><h1>Đăng nhập</h1><form><input></form></body></html>",
        '{"a": [1, 2]}',
    ],
)
def test_text_without_a_table_is_no_table(text):
    _, [problem] = read([("a.csv", text.encode())])
    assert (problem.code, problem.location) == ("no-table", Location("a.csv"))


def test_entities_in_utf_16_are_seen():
    assert "entities" in reason(
        rezipped(
            book(TABLE),
            lambda name, part: (
                ('<?xml version="1.0"?><!DOCTYPE x>' + part.decode()).encode("utf-16") if "sheet1" in name else part
            ),
        )
    )


def test_a_sheet_under_another_name_is_held_to_the_same_limits():
    data = rezipped(CASES["a merge of everything"][0], lambda _, part: part.replace(b"worksheets/sheet1.xml", b"media/a.png"))
    stream = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(stream, "w") as new:
        for name in old.namelist():
            new.writestr(name.replace("worksheets/sheet1.xml", "media/a.png"), old.read(name))
    assert "too large" in reason(stream.getvalue())


def test_nothing_is_printed(capsys):
    read([("a", in_sheet(rb'<c r="E3" s="[0-9]+"', b'<c r="E3" s="99"'))])
    read([("a", rezipped(book(TABLE), lambda _, part: re.sub(rb'numFmtId="[0-9]+"', b'numFmtId="-1"', part)))])
    assert capsys.readouterr() == ("", "")


def test_a_bomb_is_refused_before_it_is_unpacked(monkeypatch):
    monkeypatch.setattr(refusals, "MAX_UNPACKED", 100)
    for kind in ("xlsx", "xlsb", "ods", "xls", "csv"):
        assert "too large" in reason(written(kind, TABLE))


def test_too_many_cells_are_refused(monkeypatch):
    monkeypatch.setattr(xlsx, "MAX_CELLS", 10)
    assert "too large" in reason(book(TABLE))


def test_a_file_that_cannot_be_read_does_not_hide_the_others():
    reading, problems = read([("a", b""), ("b", book(TABLE))])
    assert (told(problems), figures(reading, "total")) == (["unreadable-file"], {"xa-ha-ky": 10, "xa-tan-ky": 5})


def test_a_formula_that_gave_an_empty_text_was_calculated():
    data = in_sheet(rb'<c r="E3"[^>]*><v>0.8</v></c>', b'<c r="E3" t="str"><f>IF(C3=0,"",D3/C3)</f><v></v></c>')
    assert told(read([("a", data)])[1]) == []
    data = in_sheet(rb'<c r="E3"[^>]*><v>0.8</v></c>', b'<c r="E3"><f>D3/C3</f></c>')
    assert told(read([("a", data)])[1]) == ["stale-formula E3"]
    data = in_sheet(rb'<c r="E3"[^>]*><v>0.8</v></c>', b'<c r="E3" t="e"><f>D3/0</f><v>#DIV/0!</v></c>')
    assert told(read([("a", data)])[1]) == []


def test_a_formula_with_its_value_is_its_value():
    data = in_sheet(rb"<v>10</v>", b"<f>5+5</f><v>10</v>")
    assert figures(read([("a", data)])[0], "total")["xa-ha-ky"] == 10


def test_a_grid_keeps_what_is_hidden_and_merged():
    def edit(workbook):
        sheet = workbook.worksheets[0]
        sheet.row_dimensions[3].hidden = True
        sheet.column_dimensions.group("B", "C", hidden=True)
        sheet.merge_cells("A1:C1")

    [grid], _ = read_grids(Export("a", book(TABLE, edit)))
    assert (grid.hidden_rows, grid.hidden_columns, len(grid.merges)) == ({3}, {2, 3}, 1)


@pytest.mark.parametrize("seed", range(8))
def test_mutated_workbooks_never_raise(seed):
    chance = random.Random(seed)  # noqa: S311 - no secret
    data = book(TABLE)
    for _ in range(40):
        broken = bytearray(data[: chance.randrange(1, len(data))] if chance.random() < 0.2 else data)
        for _ in range(chance.randrange(1, 6)):
            broken[chance.randrange(len(broken))] = chance.randrange(256)
        read([("a.xlsx", bytes(broken))])


@pytest.mark.parametrize("seed", range(8))
def test_workbooks_with_mutated_parts_never_raise(seed):
    """Bits flipped inside the parts, where no checksum of the archive catches them."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    data = book(TABLE)

    def change(_, part):
        broken = bytearray(part)
        for _ in range(chance.randrange(0, 3)):
            broken[chance.randrange(len(broken))] = chance.choice(b'<>"/0123456789-ABe&;x')
        return bytes(broken)

    for _ in range(40):
        read([("a.xlsx", rezipped(data, change))])


@pytest.mark.slow(reason="writes and reads 70,000 cells")
def test_every_stranger_of_a_large_table_is_told():
    workbook = Workbook()
    sheet = workbook.active
    sheet.append(["Tháng 8/2023"])
    sheet.append(["STT", "Đơn vị", "Tổng số", "Trực tuyến", "Tỷ lệ", *(f"Cột {number}" for number in range(15))])
    for number in range(3500):
        sheet.append([number + 1, f"Xã {number}", 10, 8, 0.8, *range(15)])
    stream = BytesIO()
    workbook.save(stream)
    _, problems = read([("a", stream.getvalue())], FLAT)
    assert len(problems) == 3500


@pytest.mark.slow(reason="writes and reads 180,000 cells")
def test_a_wide_sheet_without_a_table_is_told():
    row = " | ".join(["x"] * 3000)
    assert told(read("\n".join([row] * 60), COUNTS)[1]) == ["no-table"]
