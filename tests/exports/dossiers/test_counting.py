"""Which dossiers are counted, for whom, and in which spans."""

from datetime import date

import pytest
from dossier_cases import ALL, IN_TIME, LATE, ONLINE, RESOLVED, as_csv, counts, everything, path, read, records
from export_tables import alias, book, layout, roster, told, unit

from cccc.model.layouts import BlankTest, TextTest

LIST = """
    DANH SÁCH HỒ SƠ
    STT | Mã hồ sơ | Chủ hồ sơ | Đơn vị    | Ngày tiếp nhận | Ngày hẹn trả | Ngày trả   | Hình thức nộp
    1   | H1       | A         | Xã Hà Kỳ  | 05/07/2023     | 10/07/2023   | 07/07/2023 | Trực tuyến
    2   | H2       | B         | Xã Hà Kỳ  | 31/07/2023     | 03/08/2023   | 04/08/2023 | Trực tiếp
    3   | H3       | C         | Xã Tân Kỳ | 01/08/2023     | 09/08/2023   |            | TRỰC  TUYẾN
    """


def test_dossiers_are_counted_by_unit_and_month_and_named_units_have_zeros():
    reading, problems = read(LIST)
    assert told(problems) == []
    assert everything(reading) == {
        ("xa-ha-ky", "received", "2023-07"): 2,
        ("xa-ha-ky", "online", "2023-07"): 1,
        ("xa-ha-ky", "resolved", "2023-07"): 1,
        ("xa-ha-ky", "in_time", "2023-07"): 1,
        ("xa-ha-ky", "received", "2023-08"): 0,
        ("xa-ha-ky", "online", "2023-08"): 0,
        ("xa-ha-ky", "resolved", "2023-08"): 1,
        ("xa-ha-ky", "in_time", "2023-08"): 0,
        ("xa-tan-ky", "received", "2023-07"): 0,
        ("xa-tan-ky", "online", "2023-07"): 0,
        ("xa-tan-ky", "resolved", "2023-07"): 0,
        ("xa-tan-ky", "in_time", "2023-07"): 0,
        ("xa-tan-ky", "received", "2023-08"): 1,
        ("xa-tan-ky", "online", "2023-08"): 1,
        ("xa-tan-ky", "resolved", "2023-08"): 0,
        ("xa-tan-ky", "in_time", "2023-08"): 0,
    }
    assert {str(span) for span in reading.spans} == {"2023-07", "2023-08"}
    assert {unit for unit, _ in reading.present} == {"xa-ha-ky", "xa-tan-ky"}


def test_a_count_comes_from_the_headings_of_its_columns():
    reading, _ = read(LIST)
    assert {o.about: o.source.cells for o in reading.observations} == {
        "received": ("E2",),
        "online": ("E2", "H2"),
        "resolved": ("G2",),
        "in_time": ("F2", "G2"),
    }


def test_files_are_parts_of_one_list():
    june = LIST.replace("31/07/", "30/06/").replace("/07/", "/06/").replace("/08/", "/06/")
    reading, problems = read([("a.xlsx", LIST), ("b.xlsx", june)])
    assert told(problems) == []
    assert counts(reading) == {"xa-ha-ky 2023-06": 2, "xa-ha-ky 2023-07": 2, "xa-tan-ky 2023-06": 1, "xa-tan-ky 2023-08": 1}
    assert {o.source.file for o in reading.observations} == {"a.xlsx"}


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("2023-W31", {"xa-ha-ky 2023-W31": 1, "xa-tan-ky 2023-W31": 1}),
        ("2023-07-01..2023-08-31", {"xa-ha-ky 2023-07-01..2023-08-31": 2, "xa-tan-ky 2023-07-01..2023-08-31": 1}),
        ("2023-07-05..2023-08-14", {"xa-ha-ky 2023-07-05..2023-08-14": 2, "xa-tan-ky 2023-07-05..2023-08-14": 1}),
        ("2023-07", {}),
    ],
)
def test_the_period_that_is_asked_for_is_counted_too(asked, expected):
    reading, problems = read(LIST, asked=asked)
    assert told(problems) == []
    months = {"xa-ha-ky 2023-07": 2, "xa-tan-ky 2023-08": 1}
    assert counts(reading) == months | expected


@pytest.mark.parametrize("asked", ["2023-W40", "2023-Q3", "2023-H2", "2023", "2023-06-15..2023-07-14", "2023-W26", "2023-W35"])
def test_a_period_that_the_months_of_the_list_do_not_cover_is_not_observed(asked):
    reading, problems = read(LIST, asked=asked)
    assert told(problems) == ["period-mismatch"]
    assert counts(reading) == {"xa-ha-ky 2023-07": 2, "xa-tan-ky 2023-08": 1}


def test_the_months_of_several_lists_cover_a_period_together():
    later = LIST.replace("/08/", "/09/").replace("/07/", "/08/").replace("31/08/", "30/08/")
    reading, problems = read([("a.xlsx", LIST), ("b.xlsx", later)], asked="2023-Q3")
    assert told(problems) == []
    assert counts(reading)["xa-ha-ky 2023-Q3"] == 4


CONDITIONS = """
    Đơn vị   | Ngày tiếp nhận | Hình thức nộp | Số hóa | Ngày hẹn trả     | Ngày trả
    Xã Hà Kỳ | 01/08/2023     | Trực tuyến    | x      | 05/08/2023       | 05/08/2023 16:30
    Xã Hà Kỳ | 01/08/2023     | trực tuyến    | Có     | 05/08/2023 11:00 | 05/08/2023 11:00:20
    Xã Hà Kỳ | 01/08/2023     | Trực tiếp     | -      | 05/08/2023 11:00 | 05/08/2023 11:01
    Xã Hà Kỳ | 01/08/2023     |               |        | 05/08/2023       | 06/08/2023
    Xã Hà Kỳ | 01/08/2023     | Trực tuyến    | Không  |                  | 06/08/2023
    """


@pytest.mark.parametrize(
    ("tests", "expected"),
    [
        ([ONLINE], 3),
        ([(path("Số hóa"), TextTest(("có", "X")))], 2),
        ([ONLINE, (path("Số hóa"), TextTest(("Có", "x")))], 2),
        ([(path("Số hóa"), BlankTest(given=True))], 3),
        ([(path("Số hóa"), BlankTest(given=False))], 2),
        ([(path("Số*"), TextTest(("Không",)))], 1),
        ([(path("Số hóa"), TextTest(("không có",)))], 0),
        ([IN_TIME], 1),
        ([LATE], 3),
        ([IN_TIME, ONLINE], 1),
    ],
)
def test_all_conditions_must_hold(tests, expected):
    reading, problems = read(CONDITIONS, records({"it": tests}))
    assert told(problems) == []
    assert everything(reading) == {("xa-ha-ky", "it", "2023-08"): expected}


DATES = [
    "05/08/2023",
    "5/8/2023",
    "05-08-2023",
    "5.8.2023",
    "2023-08-05",
    "05/08/2023 07:15",
    "5/8/2023 7:15:59",
    "2023-08-05 07:15:00",
    "2023-08-05T07:15:00",
    "  05/08/2023 ",
    "45143",
    "45143.5",
    date(2023, 8, 5),
]


@pytest.mark.parametrize("written", DATES, ids=str)
def test_dates_are_day_first_in_every_form(written):
    def edit(workbook):
        workbook["Biểu"]["B2"].value = written

    data = book("Đơn vị | Ngày tiếp nhận\nXã Hà Kỳ | ?", edit)
    reading, problems = read([("a.xlsx", data)], records({"received": []}))
    assert (told(problems), counts(reading)) == ([], {"xa-ha-ky 2023-08": 1})


@pytest.mark.parametrize(
    "written",
    [
        "31/02/2023",
        "13/13/2023",
        "08/2023",
        "2023",
        "1899-12-31",
        "05/08/23",
        "05/08/3000",
        "hôm qua",
        "05/08/2023 25:00",
        "20230805",
    ],
)
def test_what_is_no_date_is_told(written):
    text = f"Đơn vị | Ngày tiếp nhận\nXã Hà Kỳ | '{written}'\nXã Hà Kỳ | 01/08/2023"
    reading, problems = read(text, records({"received": []}))
    assert (told(problems), counts(reading)) == (["not-a-number B2"], {"xa-ha-ky 2023-08": 1})


def test_what_is_around_the_dossiers_is_none():
    text = """
    TT  | Đơn vị    | Ngày tiếp nhận | Ngày hẹn trả | Ngày trả | Hình thức nộp
    (1) | (2)       | (3)            | (4)          | (5)      | (6)
    1   | Xã Hà Kỳ  | 01/08/2023     |              |          |

    TT  | Đơn vị    | Ngày tiếp nhận | Ngày hẹn trả | Ngày trả | Hình thức nộp
    2   | Xã Tân Kỳ | 02/08/2023     |              |          |
    Tổng cộng: 2 | |                |              |          | 2
        | Tổng số   |                |              |          | 2
        |           |                |              |          |
        | Người lập biểu |           |              |          |
    """
    reading, problems = read(text)
    assert (told(problems), counts(reading)) == ([], {"xa-ha-ky 2023-08": 1, "xa-tan-ky 2023-08": 1})


def test_units_are_asked_in_the_month_of_their_dossiers():
    units = roster(
        unit("Xã Hà Kỳ", end=date(2023, 7, 31)),
        unit("Xã Tân Kỳ", aliases=[alias("Xã Hà Kỳ", start=date(2023, 8, 1))]),
    )
    text = """
    Đơn vị   | Ngày tiếp nhận | Ngày hẹn trả | Ngày trả   | Hình thức nộp
    Xã Hà Kỳ | 05/07/2023     | 10/07/2023   | 01/08/2023 |
    Xã Hà Kỳ | 05/08/2023     | 10/08/2023   |            |
    """
    reading, problems = read(text, units=units)
    assert told(problems) == []
    assert counts(reading) == {"xa-ha-ky 2023-07": 1, "xa-tan-ky 2023-08": 1}
    assert counts(reading, "resolved") == {"xa-tan-ky 2023-08": 1}


def test_a_code_is_asked_before_the_name():
    from cccc.model.units import Code

    units = roster(unit("Xã Hà Kỳ"), unit("Xã Tân Kỳ"))
    coded = units.units[1].__class__(
        **{f: getattr(units.units[1], f) for f in units.units[1].__slots__} | {"codes": (Code("H23.15"),)}
    )
    units = roster(units.units[0], coded)
    text = "Mã | Đơn vị | Ngày tiếp nhận\nH23.15 | Trung tâm PVHCC | 05/08/2023\n | Xã Hà Kỳ | 05/08/2023"
    reading, problems = read(text, records({"received": []}, code=path("Mã")), units=units)
    assert (told(problems), counts(reading)) == ([], {"xa-tan-ky 2023-08": 1, "xa-ha-ky 2023-08": 1})


NUMBERED = records({"received": [], "resolved": [(RESOLVED, BlankTest(given=True)), RESOLVED]}, number=path("Mã hồ sơ"))


def test_a_dossier_that_stands_again_counts_once_where_it_has_a_number():
    text = """
    Mã hồ sơ | Đơn vị   | Ngày tiếp nhận | Ngày trả
    H1       | Xã Hà Kỳ | 05/08/2023     | 07/08/2023
    H2       | Xã Hà Kỳ | 05/08/2023     |
    h1       | xã hà kỳ | 5/8/2023       | 07/08/2023
             | Xã Hà Kỳ | 05/08/2023     |
             | Xã Hà Kỳ | 05/08/2023     |
    """
    again = text + "    H3       | Xã Hà Kỳ | 06/08/2023     |"
    reading, problems = read([("a.xlsx", text), ("b.xlsx", again)], NUMBERED)
    assert told(problems) == []
    assert counts(reading) == {"xa-ha-ky 2023-08": 7}
    assert counts(reading, "resolved") == {"xa-ha-ky 2023-08": 1}


def test_a_dossier_that_stands_again_with_other_values_is_told():
    text = (
        "Mã hồ sơ | Đơn vị | Ngày tiếp nhận | Ngày trả\nH1 | Xã Hà Kỳ | 05/08/2023 | 07/08/2023\nH2 | Xã Hà Kỳ | 05/08/2023 |"
    )
    later = text.replace("07/08/2023", "08/08/2023")
    _, problems = read([("a.xlsx", text), ("b.xlsx", later)], NUMBERED)
    assert [(p.code, p.location.file, p.location.cell) for p in problems] == [("conflicting-figures", "b.xlsx", "A2")]


def test_a_whole_list_wins_over_a_table_and_a_table_over_a_list_in_part():
    by_unit = layout({"received": "Ngày trả"}, period="none")
    reading, problems = read(LIST, [by_unit, ALL], asked="2023-07")
    assert (told(problems), counts(reading)["xa-ha-ky 2023-07"]) == ([], 2)
    table = "Đơn vị | Ngày tiếp nhận | Tổng số\nXã Hà Kỳ | 1 | 5\nXã Tân Kỳ | 2 | 6"
    reading, problems = read(table, [layout({"received": "Tổng số"}, period="none"), ALL], asked="2023-07")
    assert (told(problems), counts(reading)) == ([], {"xa-ha-ky 2023-07": 5, "xa-tan-ky 2023-07": 6})


def test_a_long_stretch_without_dossiers_is_not_filled():
    text = "Đơn vị | Ngày tiếp nhận\nXã Hà Kỳ | 01/08/2023"
    reading, _ = read([("a.xlsx", text), ("b.xlsx", text.replace("2023", "2203"))], records({"received": []}))
    assert sorted(map(str, reading.spans)) == ["2023-08", "2203-08"]


@pytest.mark.parametrize("year", [1923, 2017, 2029, 2203])
def test_a_year_far_from_the_others_is_told_and_decides_nothing(year):
    text = f"Đơn vị | Ngày tiếp nhận\nXã Hà Kỳ | 01/08/{year}" + "\nXã Hà Kỳ | 01/08/2023" * 3
    reading, problems = read(text, records({"received": []}))
    assert told(problems) == ["not-a-number B2"]
    assert str(year) in str(problems[0].message)
    assert ({str(span) for span in reading.spans}, counts(reading)) == ({"2023-08"}, {"xa-ha-ky 2023-08": 3})


def test_two_years_within_reach_of_the_others_are_counted():
    text = "Đơn vị | Ngày tiếp nhận\nXã Hà Kỳ | 01/08/2021\nXã Hà Kỳ | 01/08/2025" + "\nXã Hà Kỳ | 01/08/2023" * 3
    reading, problems = read(text, records({"received": []}))
    assert (told(problems), sum(counts(reading).values())) == ([], 5)


def test_of_two_years_far_from_each_other_neither_is_believed():
    text = "Đơn vị | Ngày tiếp nhận\nXã Hà Kỳ | 01/08/1923\nXã Hà Kỳ | 01/08/2023"
    reading, problems = read(text, records({"received": []}))
    assert (told(problems), reading.spans) == (["not-a-number B2", "not-a-number B3"], ())


def test_a_file_that_is_given_twice_counts_once(tmp_path):
    for name in ("a.xlsx", "b.xlsx"):
        (tmp_path / name).write_bytes(DATA)
    for files in ([("a", DATA), ("b", DATA)], [("a", tmp_path / "a.xlsx"), ("b", tmp_path / "b.xlsx")]):
        reading, problems = read(files)
        assert (told(problems), counts(reading)) == ([], {"xa-ha-ky 2023-07": 2, "xa-tan-ky 2023-08": 1})


DATA = book(LIST)
MANY = "Đơn vị | Ngày tiếp nhận\n" + "".join(
    f"{name} | 01/0{month}/2023\n" * times
    for name, month, times in [("Xã Hà Kỳ", 7, 9), ("Xã Hà Kỳ", 8, 8), ("Xã Tân Kỳ", 7, 7), ("Xã Tân Kỳ", 8, 6)]
)


def test_the_same_dossiers_in_two_kinds_of_file_are_told():
    _, problems = read([("a.xlsx", MANY), ("b.csv", as_csv(MANY))], records({"received": []}))
    assert [(p.code, p.location.file, p.location.cell) for p in problems] == [("conflicting-figures", "b.csv", "A1")]


def test_two_lists_that_differ_in_one_dossier_are_parts():
    _, problems = read([("a.xlsx", MANY), ("b.csv", as_csv(MANY + "Xã Hà Kỳ | 01/07/2023"))], records({"received": []}))
    assert told(problems) == []


FOOTED = """
    STT | Mã hồ sơ | Đơn vị   | Ngày tiếp nhận | Ngày hẹn trả | Ngày trả | Hình thức nộp
    1   | H1       | Xã Hà Kỳ | 01/08/2023     |              |          | Trực tuyến
    """


@pytest.mark.parametrize(
    "below",
    [
        "| Tổng cộng | 200 | | | | 120",
        "Tổng cộng | | '8 đơn vị' | '200 hồ sơ' | | | 55",
        "Tổng cộng | | 8 | | | | 55",
        "| | | Người lập biểu",
        "| | '(Ký' | 'ghi rõ họ tên)'",
        "| | | 'Tứ Kỳ, ngày 31 tháng 8 năm 2023'",
        "| | | | | | Người lập biểu",
        "=COUNTA(B2:B2)",
    ],
)
@pytest.mark.parametrize("layout", [ALL, NUMBERED])
def test_what_stands_below_the_dossiers_is_none(below, layout):
    reading, problems = read(FOOTED + "    " + below, layout)
    assert (told(problems), counts(reading)) == ([], {"xa-ha-ky 2023-08": 1})


@pytest.mark.parametrize(
    ("below", "expected"),
    [
        ("2 | H2 | | Người lập biểu", "unknown-unit C3"),
        ("2 | H2 | Xã Lạ | mai", "unknown-unit C3"),
        ("2 | H2 | Phường 5 | 31/02/2023", "unknown-unit C3"),
        ("| | | 31/02/2023", "unknown-unit C3"),
        ("| | | | | 05/08/2023", "unknown-unit C3"),
    ],
)
def test_a_dossier_below_the_others_is_one_though_its_date_is_none(below, expected):
    assert told(read(FOOTED + "    " + below)[1]) == [expected]
