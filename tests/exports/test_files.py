"""Files that are no spreadsheets, or hostile ones: a result or a problem, never an exception."""

import random
import re
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from export_tables import COUNTS, FLAT, book, figures, read, told
from openpyxl import Workbook

from cccc.exports import xlsx
from cccc.exports.files import read as read_grids
from cccc.exports.inputs import Export
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


def zipped(name):
    stream = BytesIO()
    with ZipFile(stream, "w") as archive:
        archive.writestr(name, b"")
    return stream.getvalue()


def in_sheet(pattern, replacement):
    def change(name, part):
        return re.sub(pattern, replacement, part, count=1) if name.startswith("xl/worksheets/") else part

    return rezipped(book(TABLE), change)


def reason(data):
    _, [problem] = read([("a.xlsx", data)])
    assert (problem.code, problem.location) == ("unreadable-file", Location("a.xlsx"))
    return problem.message.sentence


CASES = {
    "empty": (b"", "empty"),
    "text": (b"STT,\xc4\x90\xc6\xa1n v\xe1\xbb\x8b\n", "not a spreadsheet"),
    "pdf": (b"%PDF-1.7 ...", "PDF"),
    "html": (b"\xef\xbb\xbf  <html><table></table></html>", "web page"),
    "xls": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, ".xls"),
    "encrypted": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password"),
    "half a zip": (book(TABLE)[:2000], "damaged"),
    "the head of a zip": (b"PK\x03\x04", "damaged"),
    "another zip": (rezipped(book(TABLE), lambda name, part: None if name.startswith("xl/") else part), "without a workbook"),
    "no sheet part": (rezipped(book(TABLE), lambda name, part: None if "sheet1" in name else part), ""),
    "xlsb": (zipped("xl/workbook.bin"), ".xlsb"),
    "entities": (in_sheet(rb"^", b'<!DOCTYPE x [<!ENTITY a "b">]>'), "entities"),
    "a merge of everything": (
        in_sheet(rb"</sheetData>", b'</sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'),
        "too large",
    ),
    "a huge number": (in_sheet(rb"<v>10</v>", b"<v>" + b"9" * 5000 + b"</v>"), "damaged"),
    "broken XML": (in_sheet(rb"</sheetData>", b""), "damaged"),
}


@pytest.mark.parametrize("case", CASES)
def test_what_cannot_be_read_is_told_with_the_way_out(case):
    data, word = CASES[case]
    assert word in reason(data)


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
    monkeypatch.setattr(xlsx, "MAX_UNPACKED", 1000)
    assert "too large" in reason(book(TABLE))


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


def test_a_wide_sheet_without_a_table_is_told():
    row = " | ".join(["x"] * 3000)
    assert told(read("\n".join([row] * 60), COUNTS)[1]) == ["no-table"]
