"""What is told of a list, at which cell, and how much of it."""

import pytest
from dossier_cases import ALL, as_csv, counts, read, records
from export_tables import book, told

from cccc.exports.dossiers import texts

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
        ("H2 | Xã Hà Kỳ | =1+1", ["not-a-number C3", "stale-formula C3"]),
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
    assert (strangers[-1].location.cell, dict(strangers[-1].message.values)["count"]) == (None, 200)
    dates = [p for p in problems if p.code == "not-a-number"]
    assert [p.location.cell for p in dates[:-1]] == [f"C{row}" for row in range(302, 402)]
    assert (dates[-1].location.cell, dict(dates[-1].message.values)["count"]) == (None, 50)


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


def test_hidden_rows_are_left_out_and_told_by_run():
    def edit(workbook):
        for row in (3, 4, 6):
            workbook["Biểu"].row_dimensions[row].hidden = True

    rows = "".join(f"H{n} | Xã Hà Kỳ | 0{n}/08/2023\n" for n in range(1, 7))
    reading, problems = read([("a.xlsx", book(HEAD + rows, edit))], RECEIVED)
    assert (told(problems), counts(reading)) == (["hidden-data B3", "hidden-data B6"], {"xa-ha-ky 2023-08": 3})


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
    assert told(problems) == ["missing-column B1"]


def test_a_hidden_list_beside_a_shown_one_is_told():
    def edit(workbook):
        workbook["Cũ"].sheet_state = "hidden"

    reading, problems = read([("a.xlsx", book({"Mới": HEAD + SOUND, "Cũ": HEAD + SOUND}, edit))])
    assert (told(problems), counts(reading)) == (["hidden-data A1"], {"xa-ha-ky 2023-08": 1})


PERSON = ("Nguyễn Thị Kín", "030187001234", "0912345678")


@pytest.mark.parametrize("bulk", [False, True])
def test_nothing_of_a_person_is_told(bulk, tmp_path, monkeypatch, capfd):
    from dossier_cases import in_bulk

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
    from dossier_cases import in_bulk

    if bulk:
        in_bulk(monkeypatch)
    file = tmp_path / "a.csv"
    file.write_bytes(data)
    reading, problems = read([("a.csv", file)], RECEIVED)
    assert problems or reading.observations or not reading.spans
