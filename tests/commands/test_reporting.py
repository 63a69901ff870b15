"""An office that reports by its own months and weeks, from ``--period`` and from the titles of exports."""

import openpyxl
import pytest

OFFICE = "2023-07-15..2023-08-14"


@pytest.fixture
def office(months):
    """The workspace of an office whose months end on the 14th and weeks on Thursday."""
    with (months / "cccc.yaml").open("a", encoding="utf-8") as file:
        file.write("reporting: {month_ends: 14, week_ends: thursday}\n")
    return months


def table(path, title, sheet="Sheet1"):
    book = openpyxl.Workbook()
    book.active.title = sheet
    for row in ([title], ["Đơn vị", "Tổng số", "Trực tuyến"], ["Xã A", 10, 4], ["Xã B", 20, 9], ["Bưu điện", 30, 2]):
        book.active.append(row)
    book.save(path)
    return path.name


def layout(folder, period):
    path = folder / "layouts" / "table.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("period: none", f"period: {period}"), encoding="utf-8")


def period_of(done):
    assert done.status == 0, done.out + done.err
    return done.document["period"]["label"]


ASKED = {
    "2023-08": "2023-08",
    "tháng 8/2023": "2023-08",
    "quý III/2023": "2023-Q3",
    "8 tháng đầu năm 2023": "2023-01-01..2023-08-31",
    "6 tháng cuối năm 2023": "2023-H2",
    "từ ngày 01/9/2023 đến ngày 07/9/2023": "2023-09-01..2023-09-07",
    "tuần 36/2023": "2023-W36",
    "kỳ tháng 8/2023": OFFICE,
    "kỳ tháng 8/2023 (từ ngày 15/7/2023 đến ngày 14/8/2023)": OFFICE,
    "tuần đến 07/9/2023": "2023-09-01..2023-09-07",
}


@pytest.mark.parametrize(("phrase", "label"), ASKED.items())
def test_a_period_is_asked_for_in_the_offices_words(office, cccc, phrase, label):
    assert period_of(cccc("evaluate", "2023-03.csv", "--period", phrase, "--format", "json", "--no-save")) == label


REFUSED = {
    ("kỳ tháng 8/2023", False): (
        "cccc.yaml does not say on which day the office's months end; add reporting: {month_ends: 14}, or write tháng 8/2023 "
        "for the month of the calendar"
    ),
    ("tuần đến 07/9/2023", False): (
        "cccc.yaml does not say on which day the office's weeks end; add reporting: {week_ends: thursday}, or write "
        "từ ngày … đến ngày …"
    ),
    ("tuần đến 06/9/2023", True): "no week of the office ends on 06/9/2023; write 31/8/2023 or 07/9/2023",
    ("kỳ tháng 8/2023 (từ ngày 01/8/2023 đến ngày 31/8/2023)", True): "the office's month is 2023-07-15..2023-08-14",
    ("báo cáo tháng 8/2023", True): "báo cáo tháng 8/2023 is not a period; write 2023-08, 2023-W36",
}


@pytest.mark.parametrize(("phrase", "declared"), REFUSED)
def test_what_names_no_period_is_wrong_usage_with_the_way_out(months, cccc, phrase, declared):
    if declared:
        with (months / "cccc.yaml").open("a", encoding="utf-8") as file:
            file.write("reporting: {month_ends: 14, week_ends: thursday}\n")
    done = cccc("evaluate", "2023-03.csv", "--period", phrase, "--lang", "en")
    assert (done.status, done.out) == (2, "")
    assert REFUSED[phrase, declared] in " ".join(done.err.split())


@pytest.mark.parametrize("command", [["report"], ["letter"], ["explain", "xa-a", "online_payment"], ["answers"]])
def test_every_command_takes_the_offices_months(office, cccc, command):
    assert cccc("evaluate", "2023-03.csv", "--period", OFFICE).status == 0
    done = cccc(*command, "--period", "kỳ tháng 8/2023")
    assert done.status == 0, done.err


TITLES = {
    ("Kỳ tháng 8/2023", "Sheet1", "title"): OFFICE,
    ("BIỂU TỔNG HỢP KỲ BÁO CÁO THÁNG 8/2023", "Tháng 8", "title"): OFFICE,
    ("Tháng 8/2023", "Sheet1", "title"): "2023-08",
    ("Tháng 8/2023", "Sheet1", "office"): OFFICE,
    ("Tháng 8/2023 (Từ ngày 15/7/2023 đến ngày 14/8/2023)", "Tháng 8", "title"): OFFICE,
    ("Kỳ tháng 8/2023 (Từ ngày 01/8/2023 đến ngày 31/8/2023)", "Sheet1", "title"): "2023-08",
    ("Tuần 36 (Từ ngày 01/9/2023 đến ngày 07/9/2023)", "Sheet1", "title"): "2023-09-01..2023-09-07",
    ("Biểu tổng hợp", "Kỳ tháng 8 năm 2023", "title"): OFFICE,
    ("Biểu tổng hợp", "T8.2023", "office"): OFFICE,
    ("Biểu tổng hợp", "Kỳ tháng 8 năm 2023", "sheet"): OFFICE,
}


@pytest.mark.parametrize(("title", "sheet", "source"), TITLES)
def test_an_exports_title_is_read_by_the_offices_months(office, cccc, title, sheet, source):
    layout(office, source)
    name = table(office / "export.xlsx", title, sheet)
    assert period_of(cccc("evaluate", name, "--format", "json", "--no-save")) == TITLES[title, sheet, source]


def test_without_a_declared_rhythm_a_title_is_read_as_before(months, cccc):
    layout(months, "title")
    name = table(months / "export.xlsx", "Kỳ tháng 8/2023")
    assert period_of(cccc("evaluate", name, "--format", "json", "--no-save")) == "2023-08"


def test_a_title_of_the_calendar_and_a_sheet_of_the_office_are_told_apart(office, cccc):
    layout(office, "title")
    name = table(office / "export.xlsx", "Tháng 8/2023", "Kỳ tháng 8 năm 2023")
    done = cccc("evaluate", name, "--format", "json", "--no-save")
    assert [one["code"] for one in done.document["problems"] if one["severity"] == "error"] == ["period-mismatch"]


def test_inspect_says_from_where_the_offices_month_was_read(office, cccc):
    layout(office, "office")
    name = table(office / "export.xlsx", "Tháng 8/2023")
    assert "from the title, cell A1" in " ".join(cccc("inspect", name, "--lang", "en").out.split())
    assert OFFICE in cccc("inspect", name, "--explain", "A1", "--lang", "en").out


def test_changes_are_those_of_the_offices_months_also_where_a_month_is_shorter(months, cccc):
    with (months / "cccc.yaml").open("a", encoding="utf-8") as file:
        file.write("reporting: {month_ends: 30}\n")
    for name, period in (
        ("2023-01.csv", "kỳ tháng 2/2022"),
        ("2023-02.csv", "kỳ tháng 1/2023"),
        ("2023-03.csv", "kỳ tháng 2/2023"),
    ):
        done = cccc("evaluate", name, "--period", period, "--format", "json")
    [one] = [one for one in done.document["assessments"] if (one["unit"], one["window"]) == ("xa-b", "period")]
    assert done.document["period"]["label"] == "2023-01-31..2023-02-28"
    # 45%, 40%, 35%
    assert (one["change"], one["change_year"]) == ("-5.000000", "-10.000000")


WRONG = {
    "month_ends: 32": "error[whole-number]: 32 is no day of a month; write 1 to 31; in a shorter month its last day is meant",
    "month_ends: 0": "error[whole-number]: 0 is no day of a month; write 1 to 31; in a shorter month its last day is meant",
    "month_ends: cuối": "error[whole-number]: cuối is not a whole number; write digits alone, as 10",
    "week_ends: thứ năm": "error[choice]: thứ năm is not one of monday, tuesday, wednesday, thursday, friday, saturday, sunday",
    "week_ends: thurday": "did you mean thursday?",
}


@pytest.mark.parametrize("written", WRONG)
def test_a_rhythm_that_cannot_be_is_told_at_its_place(months, cccc, written):
    with (months / "cccc.yaml").open("a", encoding="utf-8") as file:
        file.write(f"reporting: {{{written}}}\n")
    done = cccc("check", "--lang", "en")
    assert done.status == 1
    assert WRONG[written] in done.out + done.err
    assert "cccc.yaml:7:" in done.out + done.err


def test_a_layout_by_the_offices_months_needs_them_declared(months, cccc):
    layout(months, "office")
    done = cccc("check", "--lang", "en")
    assert done.status == 1
    assert (
        "layouts/table.yaml:1:1: error[missing-key]: the layout reads the office's own months, and cccc.yaml does not say when "
        "they end; add reporting: {month_ends: …} to cccc.yaml, or write period: title"
    ) in done.out + done.err
