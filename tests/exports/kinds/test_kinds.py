"""One table written as every kind of file: the same cells, the same observations, the same problems."""

from datetime import date, datetime, time

import duckdb
import fastexcel
import pytest
from export_tables import BLOCKS, COUNTS, RATES, column, figures, layout, read, told
from kinds.tables import ALL_KINDS, holding, in_kind
from kinds.writers import KINDS, workbook_of, written, xls

from cccc.exports import Export
from cccc.exports.formats import read as read_grids
from cccc.problems import Location

TABLE = """UBND HUYỆN TỨ KỲ
Tháng 8/2023
STT | Đơn vị | Thanh toán A | < | < | Số hóa | <
^ | ^ | Tổng số | Trực tuyến | Tỷ lệ | Tổng số | Đã số hóa
I | Các xã
1 | Xã Hà Kỳ | 10 | 8 | 0.8 @ 0.00% | 5 | 4
2 | Xã Tân Kỳ | 0 | 0 | #DIV/0! | '1.234' | 1004
 | Tổng cộng | 10 | 8 | 0.8 @ 0% | 1239 | 1008

 | NGƯỜI LẬP BIỂU"""

EXPECTED = {
    ("xa-ha-ky", "total"): 10,
    ("xa-ha-ky", "online"): 8,
    ("xa-ha-ky", "received"): 5,
    ("xa-ha-ky", "digitised"): 4,
    ("xa-tan-ky", "total"): 0,
    ("xa-tan-ky", "online"): 0,
    ("xa-tan-ky", "received"): 1234,
    ("xa-tan-ky", "digitised"): 1004,
}


def grids(data):
    found, problems = read_grids(Export("a", data))
    assert problems == []
    return found


def grid(kind, sheets, edit=None):
    return grids(written(kind, sheets, edit))[0]


def file(kind, sheets, edit=None):
    return [(f"a{KINDS[kind].suffix}", in_kind(kind, sheets, edit))]


# --- the same table in every kind --------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ALL_KINDS)
def test_every_kind_gives_the_same_observations_from_the_same_cells(kind):
    reading, problems = read(file(kind, TABLE), BLOCKS)
    assert (told(problems), figures(reading)) == ([], EXPECTED)
    cells = {(seen.unit, seen.about): seen.source.cells for seen in reading.observations}
    assert (cells["xa-ha-ky", "total"], cells["xa-tan-ky", "digitised"]) == (("C6",), ("G7",))


@pytest.mark.parametrize("kind", ALL_KINDS)
def test_the_name_of_a_file_does_not_matter(kind):
    reading, _ = read([("a.pdf", in_kind(kind, TABLE))], BLOCKS)
    assert figures(reading) == EXPECTED


@pytest.mark.parametrize("kind", ALL_KINDS)
def test_every_kind_gives_the_same_cells(kind):
    of_excel, seen = grid("xlsx", TABLE), grid(kind, TABLE)
    texts = {place: cell.text for place, cell in seen.cells.items()}
    told_apart = {place for place, cell in of_excel.cells.items() if cell.text != texts.get(place)}
    shown = set() if "numbers" in KINDS[kind].holds else {(6, 5), (8, 5)}  # the rates, told as they are shown
    assert (set(texts), told_apart) == (set(of_excel.cells), shown)
    if "formats" in KINDS[kind].holds:
        assert {place: cell.number_format for place, cell in seen.cells.items() if cell.number is not None} == {
            place: cell.number_format for place, cell in of_excel.cells.items() if cell.number is not None
        }
    assert set(seen.merges) == (set(of_excel.merges) if "merges" in KINDS[kind].holds else set())


@pytest.mark.parametrize("kind", holding("names"))
def test_sheets_keep_their_names_and_order(kind):
    found = grids(written(kind, {"Tháng 8": "x | y", "Ghi chú": "z"}))
    assert [(sheet.sheet, sheet.order, sheet.cell(1, 1).text) for sheet in found] == [("Tháng 8", 0, "x"), ("Ghi chú", 1, "z")]


@pytest.mark.parametrize("kind", sorted(set(ALL_KINDS) - set(holding("names"))))
def test_a_sheet_without_a_name_is_called_by_its_number_and_names_no_period(kind):
    found = grids(written(kind, {"Tháng 8": "x | y", "Ghi chú": "z | t"}))
    assert [sheet.sheet for sheet in found] == (["1", "2"] if "merges" in KINDS[kind].holds else ["1"])
    table = "{}\nĐơn vị | Tổng số | Trực tuyến\nXã Hà Kỳ | 5 | 4"
    reading, problems = read(file(kind, table.format("Tháng 8/2023")), COUNTS)
    assert (told(problems), [span.label for span in reading.spans]) == ([], ["2023-08"])
    assert told(read(file(kind, table.format("Biểu")), COUNTS)[1]) == ["period-unknown"]


# --- values ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", holding("formats"))
@pytest.mark.parametrize(("rate", "expected"), [("0.9767 @ 0.00%", 97.67), ("0.9767 @ 0%", 97.67), ("97.67", 97.67)])
def test_a_stored_rate_is_read_by_its_format(kind, rate, expected):
    reading, problems = read(file(kind, f"Tháng 8/2023\nĐơn vị | Tỷ lệ\nXã Hà Kỳ | {rate}"), RATES)
    assert (told(problems), float(figures(reading, "payment")["xa-ha-ky"])) == ([], expected)


@pytest.mark.parametrize("kind", holding("formats"))
def test_a_percent_sign_that_is_only_put_behind_a_number(kind):
    reading, problems = read(file(kind, 'Tháng 8/2023\nĐơn vị | Tỷ lệ\nXã Hà Kỳ | 0.98 @ 0.00"%"'), RATES)
    assert (told(problems), float(figures(reading, "payment")["xa-ha-ky"])) == ([], 0.98)


@pytest.mark.parametrize("kind", ALL_KINDS)
def test_a_rate_as_text_stays_text(kind):
    seen = grid(kind, "Tỷ lệ | x\n'97,67%' | '80.2%'")
    assert (seen.cell(2, 1).value, seen.cell(2, 2).value) == ("97,67%", "80.2%")


@pytest.mark.parametrize("kind", holding("numbers", "names"))
def test_days_are_days(kind):
    def edit(workbook):
        sheet = workbook.worksheets[0]
        for place, value in {"A2": datetime(2023, 1, 8), "B2": datetime(2023, 8, 31, 16, 45), "C2": date(1999, 12, 31)}.items():  # noqa: DTZ001
            sheet[place].value, sheet[place].number_format = value, "dd/mm/yyyy"

    seen = grid(kind, "x | y | z", edit)
    assert [seen.cell(2, number).text for number in (1, 2, 3)] == ["08/01/2023", "31/08/2023", "31/12/1999"]
    assert seen.cell(2, 2).value == datetime(2023, 8, 31, 16, 45)  # noqa: DTZ001


def test_a_workbook_that_counts_days_from_1904():
    def edit(workbook):
        workbook.worksheets[0]["A1"].value, workbook.worksheets[0]["A1"].number_format = datetime(2023, 1, 8), "dd/mm/yyyy"  # noqa: DTZ001

    import xlwt

    book = xlwt.Workbook()
    book.dates_1904 = True
    style = xlwt.XFStyle()
    style.num_format_str = "dd/mm/yyyy"
    book.add_sheet("x").write(0, 0, 43472, style)
    from io import BytesIO

    stream = BytesIO()
    book.save(stream)
    assert grids(stream.getvalue())[0].cell(1, 1).text == "08/01/2023"
    assert grids(xls(workbook_of("x", edit)))[0].cell(1, 1).text == "08/01/2023"


@pytest.mark.parametrize("kind", ALL_KINDS)
@pytest.mark.parametrize("error", ["#DIV/0!", "#REF!", "#N/A"])
def test_an_error_is_seen(kind, error):
    assert grid(kind, f"x | y\n{error} | 2").cell(2, 1).value == error


@pytest.mark.parametrize("kind", ALL_KINDS)
def test_line_breaks_and_quotes_in_a_cell(kind):
    def edit(workbook):
        workbook.worksheets[0]["A1"] = 'Số hồ sơ\n"đã"; giải, quyết'

    assert grid(kind, "x | y | z\n1 | 2 | 3\n4 | 5 | 6", edit).cell(1, 1).text == 'Số hồ sơ "đã"; giải, quyết'


@pytest.mark.parametrize("kind", holding("formulas"))
def test_a_formula_that_was_never_calculated_is_told(kind):
    assert told(read(file(kind, "Tháng 8/2023\nĐơn vị | Tổng số | Trực tuyến\nXã Hà Kỳ | =5+5 | 4"), COUNTS)[1]) == [
        "stale-formula B3"
    ]


def test_a_formula_in_xls_that_gave_an_empty_text_was_calculated():
    """Excel keeps an empty text where xlwt keeps no result: told apart by whether any formula has one."""
    data = written("xls", "x | =1+1\ny | =1+2")
    empty = b"\x03" + b"\0" * 5 + b"\xff\xff"
    assert data.count(empty) == 2
    [seen] = grids(data.replace(empty, b"\0" * 6 + b"\xf0\x3f", 1))
    assert [cell.value for cell in seen.cells.values()] == ["x", 1, "y"]


# --- hidden ------------------------------------------------------------------------------------------------------------


def hiding(workbook):
    first, second = workbook.worksheets
    first.row_dimensions[4].hidden = True
    first.column_dimensions["E"].hidden = True
    second.sheet_state = "hidden"


@pytest.mark.parametrize("kind", holding("hidden"))
def test_what_is_hidden_is_told(kind):
    one = "Tháng 8/2023\nSTT | Đơn vị | Tổng số | Trực tuyến | Tỷ lệ\n1 | Xã Hà Kỳ | 10 | 8 | 80%\n2 | Xã Tân Kỳ | 5 | 4 | 80%"
    reading, problems = read(file(kind, {"Tháng 8": one, "Tháng 7": one.replace("8/", "7/")}, hiding))
    assert figures(reading, "total") == {"xa-ha-ky": 10}
    names = ("Tháng 8", "Tháng 7") if "names" in KINDS[kind].holds else ("1", "2")
    hidden = [(p.location.sheet, p.location.cell) for p in problems if p.code == "hidden-data"]
    assert sorted(hidden) == sorted([(names[0], "A4"), (names[0], "E2"), (names[1], "A1")])


def test_a_grid_keeps_what_is_hidden_in_every_kind():
    for kind in holding("hidden"):
        first, second = grids(written(kind, {"a": "1 | 2 | 3 | 4 | 5\n\n\n1 | 2 | 3 | 4 | 5", "b": "2"}, hiding))
        assert (kind, first.hidden, first.hidden_rows, first.hidden_columns) == (kind, False, {4}, {5})
        assert second.hidden


# --- the page of a portal ----------------------------------------------------------------------------------------------


def test_the_title_of_a_page_stands_above_its_tables():
    page = (
        "<h3>UBND XÃ HÀ KỲ</h3><p>(Từ ngày 01/8/2023 đến ngày 31/8/2023)</p>"
        "<table><tr><td>{}<td>Tổng số<td>Trực tuyến<tr><td>{}<td>5<td>4</table>"
    )
    reading, problems = read([("a.xls", page.format("Đơn vị", "Xã Tân Kỳ").encode())], COUNTS)
    assert (told(problems), figures(reading, "total")) == ([], {"xa-tan-ky": 5})
    titled = layout({"total": column("Tổng số")}, unit=None)
    reading, problems = read([("a.xls", page.format("Lĩnh vực", "Đất đai").encode())], titled)
    assert (told(problems), figures(reading, "total")) == ([], {"xa-ha-ky": 5})


def test_two_tables_of_two_months_on_one_page():
    table = "<p>Tháng {}/2023</p><table><tr><td>Đơn vị<td>Tổng số<td>Trực tuyến<tr><td>Xã Hà Kỳ<td>{}<td>4</table>"
    reading, problems = read([("a.xls", (table.format(7, 5) + table.format(8, 6)).encode())], COUNTS)
    assert (told(problems), [(o.span.label, o.value) for o in reading.observations if o.about == "total"]) == (
        [],
        [("2023-07", 5), ("2023-08", 6)],
    )


def test_a_problem_in_a_page_names_the_table_and_the_cell_after_spans():
    page = (
        "<table><tr><td>UBND<td>Số: 12</table><table><tr><td colspan=4>Tháng 8/2023"
        "<tr><td rowspan=2>STT<td rowspan=2>Đơn vị<td colspan=2>Thanh toán A<tr><td>Tổng số<td>Trực tuyến"
        "<tr><td>1<td>Xã Hà Kỳ<td>5<td>nhiều</table>"
    )
    only = layout({"total": "Thanh toán * / Tổng số", "online": "Thanh toán * / Trực tuyến"})
    [problem] = [problem for problem in read([("a.xls", page.encode())], only)[1] if problem.severity == "error"]
    assert (problem.code, problem.location) == ("not-a-number", Location("a.xls", sheet="2", cell="D4", sheet_order=1))


def test_midnight_and_noon():
    def edit(workbook):
        workbook.worksheets[0]["A1"].value, workbook.worksheets[0]["A1"].number_format = 0.5, "h:mm"

    for kind in ("xls", "xlsb", "xlsx"):
        assert grid(kind, "x", edit).cell(1, 1).value == time(12, 0)


# --- what another program sees -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["xls", "xlsb", "ods"])
def test_another_reader_sees_the_same_values(kind):
    data = written(kind, {"Tháng 8": TABLE, "Ghi chú": "x | 1.5\n-7 | 1234567890123"})
    book = fastexcel.read_excel(data)
    for number, seen in enumerate(grids(data)):
        engine = duckdb.connect()
        engine.register("sheet", book.load_sheet(number, header_row=None, dtypes="string", skip_rows=0))
        for row, line in enumerate(engine.sql("select * from sheet").fetchall(), 1):
            for place, value in enumerate(line, 1):
                text = seen.cell(row, place).text
                # calamine tells no error from a blank
                assert (value or "") == ("" if text.startswith("#") and not value else seen.cell(row, place).text), (row, place)


def test_numbers_as_xlsb_packs_them():
    def edit(workbook):
        for row, value in enumerate(VALUES, 1):
            workbook.worksheets[0].cell(row, 1).value = value

    seen = grid("xlsb", "x", edit)
    assert [seen.cell(row, 1).value for row in range(1, len(VALUES) + 1)] == VALUES


VALUES = [0, 1, -1, 2**28, -(2**28), 2**29, 2**40, 0.5, -0.125, 97.67, 1e15, True]


def test_a_packed_number_may_be_a_hundredth():
    from cccc.exports.formats.xlsb import _from_rk

    assert [_from_rk(packed) for packed in (9767 << 2 | 3, 5 << 2 | 2, 0x3FF00000, 0x40590001)] == [97.67, 5, 1, 1]


# --- text files --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Đơn vị;Tỷ lệ\nXã A;97,67\nXã B, C;80,2\n", ["Đơn vị|Tỷ lệ", "Xã A|97,67", "Xã B, C|80,2"]),
        ("a;b;c\n1,5;2,5;3,5\n", ["a|b|c", "1,5|2,5|3,5"]),
        ("a\tb\n1,5\t2;5\n", ["a|b", "1,5|2;5"]),
        ("a|b\n1,5|2\n", ["a|b", "1,5|2"]),
        ('a,b\n"97,67%","x\ny"\n', ["a|b", "97,67%|x y"]),
        ("sep=,\na;b,c\n", ["a;b|c"]),
        ('Tháng 8/2023\n\na,b\n5" ống,2\n', ["Tháng 8/2023", "a|b", '5" ống|2']),
        ("a,b\r1,2\r", ["a|b", "1|2"]),
    ],
)
def test_a_text_file_is_cut_where_its_rows_are_even(text, expected):
    [seen] = grids(text.encode())
    assert ["|".join(cell.text for _, cell in seen.row(row)) for row in seen.rows] == expected


def test_rows_of_a_text_file_are_its_records():
    [seen] = grids(b'sep=;\r\nx;y\r\n\r\n"1\r\n2";3\r\n4;5\r\n')
    assert list(seen.rows) == [1, 3, 4]


@pytest.mark.parametrize("head", [b"Xa\xe3 H\xe0 K?;5\n", "Xã Võ;Lý\n".encode("cp1252"), "Ðõn vò;Xã\n".encode("cp1252")])
def test_western_letters_are_never_taken_for_vietnamese_ones(head):
    _, [problem] = read_grids(Export("a.csv", head))
    assert problem.code == "unreadable-file"


def test_control_characters_that_slipped_in_are_blanks():
    [seen] = grids("Xã\x0bHà\x1fKỳ;5\n".encode() + b"a;1\n" * 500)
    assert seen.cell(1, 1).text == "Xã Hà Kỳ"


def test_a_flat_open_document_is_read():
    from io import BytesIO
    from zipfile import ZipFile

    with ZipFile(BytesIO(written("ods", TABLE))) as archive:
        content = archive.read("content.xml").replace(b"office:document-content", b"office:document")
    reading, _ = read([("a.fods", content)], BLOCKS)
    assert figures(reading) == EXPECTED
