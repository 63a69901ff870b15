"""What is told of a list, at which cell, and how much of it."""

from datetime import date

import pytest
from dossier_cases import ALL, as_csv, counts, in_bulk, read, records
from export_tables import book, saved, told
from openpyxl import Workbook

from cccc.exports.dossiers import texts, workbooks
from cccc.exports.formats import xlsx
from cccc.problems import has_error

HEAD = "Mã hồ sơ | Đơn vị | Ngày tiếp nhận | Ngày hẹn trả | Ngày trả | Hình thức nộp\n"
SOUND = "H1 | Xã Hà Kỳ | 05/08/2023 | | | Trực tuyến\n"
RECEIVED = records({"received": []})


def messages(problems, code):
    return [str(problem.message) for problem in problems if problem.code == code]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("H2 | Xã Lạ | 05/08/2023", ["unknown-unit B3"]),
        ("H2 | | 05/08/2023", ["unknown-unit B3"]),
        ("H2 | Xã Hà Kỳ | 31/02/2023", ["not-a-number C3"]),
        ("H2 | Xã Hà Kỳ | | 06/08/2023", ["not-a-number C3"]),
        ("H2 | Xã Hà Kỳ | 05/08/2023 | mai | | ", ["not-a-number D3"]),
        ("H2 | Xã Hà Kỳ | 05/08/2023 | | sớm | ", ["not-a-number E3"]),
        ("H2 | Xã Lạ | 31/02/2023", ["unknown-unit B3"]),
        ("H2 | Xã Hà Kỳ | =1+1", ["stale-formula C3"]),
    ],
)
def test_a_wrong_row_is_told_and_the_others_are_counted(row, expected):
    reading, problems = read(HEAD + SOUND + row)
    assert (told(problems), counts(reading)["xa-ha-ky 2023-08"]) == (
        expected,
        2 if "D3" in expected[0] or "E3" in expected[0] else 1,
    )


def test_of_many_mistakes_a_hundred_are_told_and_the_number_of_the_rest():
    rows = [f"H | Xã Lạ {number % 60} | 05/08/2023" for number in range(300)]
    rows += [f"H | Xã Hà Kỳ | {number}/13/2023" for number in range(1, 151)]
    _, problems = read(HEAD + "\n".join(rows), RECEIVED)
    strangers = [p for p in problems if p.code == "unknown-unit"]
    assert [p.location.cell for p in strangers[:-1]] == [f"B{row}" for row in range(2, 102)]
    assert (strangers[-1].location.cell, dict(strangers[-1].message.values)["count"]) == ("B101", 200)
    dates = [p for p in problems if p.code == "not-a-number"]
    assert [p.location.cell for p in dates[:-1]] == [f"C{row}" for row in range(302, 402)]
    assert (dates[-1].location.cell, dict(dates[-1].message.values)["count"]) == ("C401", 50)


def test_a_rare_mistake_is_not_lost_among_many_of_one_kind():
    rows = ["H | Xã Lạ | 05/08/2023"] * 300 + ["H | Xã Khác | 05/08/2023"]
    _, problems = read(HEAD + "\n".join(rows), RECEIVED)
    assert "B302" in [p.location.cell for p in problems]
    assert len(problems) == 101


def test_a_missing_column_stands_at_the_units():
    _, problems = read("Đơn vị | Ngày tiếp nhận | Ngày trả\nXã Hà Kỳ | 05/08/2023 | 06/08/2023")
    assert told(problems) == ["missing-column A1", "missing-column A1"]


def test_two_columns_of_one_heading_are_told():
    _, problems = read("Đơn vị | Ngày tiếp nhận | Ngày tiếp nhận\nXã Hà Kỳ | 05/08/2023 | 06/08/2023", RECEIVED)
    assert told(problems) == ["missing-column C1"]


def test_hidden_rows_are_left_out_and_told_once():
    def edit(workbook):
        for row in (3, 4, 6):
            workbook["Biểu"].row_dimensions[row].hidden = True

    rows = "".join(f"H{n} | Xã Hà Kỳ | 0{n}/08/2023\n" for n in range(1, 7))
    reading, problems = read([("a.xlsx", book(HEAD + rows, edit))], RECEIVED)
    assert (told(problems), counts(reading)) == (["hidden-data B3"], {"xa-ha-ky 2023-08": 3})
    assert dict(problems[0].message.values)["count"] == 3


def test_a_file_of_too_many_lists_is_refused():
    sheet = "Đơn vị | Ngày tiếp nhận\nXã Hà Kỳ | 05/08/2023"
    lists = book({f"Ngày {number}": sheet for number in range(41)})
    reading, problems = read([("a.xlsx", lists)], RECEIVED)
    assert (told(problems), reading.observations) == (["unreadable-file"], ())


def test_a_large_list_that_lacks_a_column_is_told_and_not_read(tmp_path, monkeypatch):
    monkeypatch.setattr(texts, "BULK", 0)
    file = tmp_path / "a.csv"
    file.write_bytes(as_csv("Đơn vị | Ngày tiếp nhận | Ngày trả\nXã Hà Kỳ | 01/08/2023 | 02/08/2023"))
    _, problems = read([("a.csv", file)])
    assert [problem.split()[0] for problem in told(problems)] == ["missing-column", "missing-column"]


def test_a_hidden_column_is_missing():
    def edit(workbook):
        workbook["Biểu"].column_dimensions["F"].hidden = True

    _, problems = read([("a.xlsx", book(HEAD + SOUND, edit))])
    assert (told(problems), dict(problems[0].message.values)["cell"]) == (["missing-column B1"], "F1")


def test_a_list_whose_dates_are_hidden_is_told():
    def edit(workbook):
        workbook["Biểu"].column_dimensions["C"].hidden = True

    _, problems = read([("a.xlsx", book(HEAD + SOUND, edit))])
    assert (told(problems), dict(problems[0].message.values)["cell"]) == (["missing-column B1"], "C1")


@pytest.mark.parametrize("data", [book(HEAD), as_csv(HEAD)])
def test_a_list_without_dossiers_is_told(data):
    reading, problems = read([("a", data)])
    assert (told(problems), reading.spans) == (["no-table"], ())


def test_a_formula_in_a_column_that_is_not_read_says_nothing():
    reading, problems = read(HEAD + SOUND + "=1+1 | Xã Hà Kỳ | 05/08/2023", RECEIVED)
    assert (told(problems), counts(reading)) == ([], {"xa-ha-ky 2023-08": 2})


def test_every_row_that_is_torn_is_told(tmp_path):
    rows = ["A,B,C,Đơn vị,Ngày tiếp nhận", "1,x,y,Xã Hà Kỳ,05/08/2023", "2,x,z,y,Xã Hà Kỳ,05/08/2023", "3,Xã Hà Kỳ,05/08/2023"]
    notes = ["Tổng cộng,2,3", "Người lập biểu", "Tứ Kỳ, ngày 31 tháng 8"]
    _, problems = read([("a.csv", "\n".join([*rows, *notes]).encode())], RECEIVED)
    assert told(problems) == ["unreadable-file D3", "unreadable-file D4"]


STRANGE = "STT | Mục | Số\n1 | a | 5\n2 | b | 6"


@pytest.mark.parametrize("bulk", [False, True])
@pytest.mark.parametrize(
    ("beside", "expected"),
    [
        ({"Sheet2": ""}, []),
        ({"Hướng dẫn": "Cách dùng\nMở tệp | rồi xem"}, []),
        ({"Bìa": "UBND HUYỆN\nDanh sách hồ sơ"}, []),
        ({"Khác": STRANGE}, ["no-layout"]),
        ({"Cũ": HEAD + SOUND}, ["hidden-data A1"]),
        ({"Sheet2": "", "Khác": STRANGE, "Hướng dẫn": "Cách dùng"}, ["no-layout"]),
    ],
    ids=" ".join,
)
@pytest.mark.parametrize("first", [True, False])
def test_other_sheets_beside_a_list_refuse_nothing(beside, expected, first, bulk, tmp_path, monkeypatch):
    def edit(workbook):
        if "Cũ" in workbook:
            workbook["Cũ"].sheet_state = "hidden"

    if bulk:
        in_bulk(monkeypatch)
    file = tmp_path / "a.xlsx"
    file.write_bytes(book({"Mới": HEAD + SOUND} | beside if first else beside | {"Mới": HEAD + SOUND}, edit))
    reading, problems = read([("a.xlsx", file)], RECEIVED)
    assert (told(problems), counts(reading)) == (expected, {"xa-ha-ky 2023-08": 1})
    assert not has_error(problems)


@pytest.mark.parametrize("dimension", [True, False])
def test_a_workbook_too_large_for_grids_is_read_in_bulk(dimension, tmp_path, monkeypatch):
    monkeypatch.setattr(xlsx, "MAX_CELLS", 20)
    workbook = Workbook(write_only=not dimension)
    sheet = workbook.create_sheet("DS", 0) if dimension else workbook.create_sheet("DS")
    sheet.append(["Đơn vị", "Ngày tiếp nhận"])
    for _ in range(30):
        sheet.append(["Xã Hà Kỳ", date(2023, 8, 5)])
    file = tmp_path / "a.xlsx"
    file.write_bytes(saved(workbook))
    reading, problems = read([("a.xlsx", file)], RECEIVED)
    assert (told(problems), counts(reading)) == ([], {"xa-ha-ky 2023-08": 30})


def test_what_is_too_large_is_refused_with_a_way_out(tmp_path, monkeypatch):
    monkeypatch.setattr(xlsx, "MAX_CELLS", 20)
    monkeypatch.setattr(workbooks, "MOST_CELLS", 20)
    file = tmp_path / "a.xlsx"
    file.write_bytes(book(HEAD + SOUND * 10))
    _, problems = read([("a.xlsx", file)], RECEIVED)
    assert told(problems) == ["unreadable-file"]
    assert "CSV" in str(problems[0].message)


def test_a_hidden_list_beside_a_shown_one_is_told():
    def edit(workbook):
        workbook["Cũ"].sheet_state = "hidden"

    reading, problems = read([("a.xlsx", book({"Mới": HEAD + SOUND, "Cũ": HEAD + SOUND}, edit))])
    assert (told(problems), counts(reading)) == (["hidden-data A1"], {"xa-ha-ky 2023-08": 1})


PERSON = ("Nguyễn Thị Kín", "030187001234", "0912345678")


@pytest.mark.parametrize("bulk", [False, True])
def test_nothing_of_a_person_is_told(bulk, tmp_path, monkeypatch, capfd):
    if bulk:
        in_bulk(monkeypatch)
    head = "Chủ hồ sơ | Số định danh | Điện thoại | Đơn vị | Ngày tiếp nhận\n"
    text = head + f"{PERSON[0]} | '{PERSON[1]}' | '{PERSON[2]}' | Xã Lạ | 31/02/2023\n" * 3
    file = tmp_path / "a.csv"
    broken = as_csv(text).replace(f"{PERSON[0]},".encode(), f"{PERSON[0]},{PERSON[0]},".encode(), 1)
    torn = as_csv(text).replace(b"030187", b"030\n187", 1)
    unclosed = as_csv(text).replace(b"030187", b'"030187', 1)
    unreadable = as_csv(text).replace(b"030187", b"030\xff187", 1)
    for data in (as_csv(text), broken, torn, unclosed, unreadable):
        file.write_bytes(data)
        reading, problems = read([("a.csv", file)], RECEIVED)
        shown = " ".join([repr(reading), repr(problems), *(str(problem.message) for problem in problems), *capfd.readouterr()])
        assert problems
        assert not any(secret in shown for secret in PERSON)
    reading, problems = read([("a.xlsx", book(text))], RECEIVED)
    shown = " ".join([repr(reading), repr(problems), *(str(problem.message) for problem in problems), *capfd.readouterr()])
    assert not any(secret in shown for secret in PERSON)


def test_nothing_is_spilled(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "a.csv"
    file.write_bytes(as_csv(HEAD + SOUND * 500))
    read([("a.csv", file)], ALL)
    assert [path.name for path in tmp_path.iterdir()] == ["a.csv"]


@pytest.mark.parametrize("bulk", [False, True])
@pytest.mark.parametrize(
    "data",
    [
        b"PAR1 and nothing more",
        b"PAR1" + bytes(200) + b"PAR1",
        "Đơn vị,Ngày tiếp nhận\nXã Hà Kỳ,05/08/2023\0\n".encode(),
        "Đơn vị,Ngày tiếp nhận\nXã Hà Kỳ,05/08/2023,1,2\n".encode(),
        'Đơn vị,Ngày tiếp nhận\n"Xã Hà Kỳ,05/08/2023\n'.encode(),
        "Đơn vị\nXã Hà Kỳ\n".encode(),
        "Đơn vị,Ngày tiếp nhận".encode(),
        "Đơn vị,Ngày tiếp nhận\n\n\n".encode(),
        "Đơn vị,Ngày tiếp nhận\n".encode() + b"\xff\xfe\xfa,\xff\n",
        b"",
        b",\n,\n",
    ],
    ids=range(11),
)
def test_a_damaged_file_is_a_problem_and_no_traceback(data, bulk, tmp_path, monkeypatch):
    if bulk:
        in_bulk(monkeypatch)
    file = tmp_path / "a.csv"
    file.write_bytes(data)
    reading, problems = read([("a.csv", file)], RECEIVED)
    assert problems or reading.observations or not reading.spans
