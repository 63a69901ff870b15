"""Figures to date, added up from what the ledger holds: months, weeks, the office's own months; what is missing is named."""

import pytest

JUDGED = {"period": None, "cumulative": None}


@pytest.fixture
def evaluated(months, cccc):
    """Evaluate exports of one table each, ``period -> "paid/all"`` of Xã A; the document of the last."""

    def evaluate(*exports, since="2023-01-01", unit="xa-a"):
        plan = months / "targets" / "base.yaml"
        plan.write_text(
            plan.read_text(encoding="utf-8").replace("cite: mục 1", f"cite: mục 1, cumulative_from: {since}"), encoding="utf-8"
        )
        (months / "targets" / "own.yaml").unlink(missing_ok=True)
        done = None
        for at, (period, figures) in enumerate(exports):
            paid, of = figures.split("/")
            name = months / f"export-{at}.csv"
            name.write_text(f"Đơn vị,Tổng số,Trực tuyến\nXã A,{of},{paid}\nXã B,20,9\nBưu điện,30,2\n", encoding="utf-8")
            done = cccc("evaluate", name.name, "--period", period, "--format", "json")
            assert done.status == 0, done.out
        found = {one["window"]: one for one in done.document["assessments"] if one["unit"] == unit}
        one = found["cumulative"]
        return done.document, f"{one['numerator']}/{one['denominator']}", one["missing"], one["status"]

    return evaluate


def label(done):
    return done["period"]["label"]


ADDED = {
    "months": ("2023-01-01", ["2023-01 1/10", "2023-02 2/10", "2023-03 4/10"], "7/30", []),
    "a month is missing": ("2023-01-01", ["2023-01 1/10", "2023-03 4/10"], "None/None", ["2023-02"]),
    "two are": ("2022-12-01", ["2023-02 1/10", "2023-03 4/10"], "None/None", ["2022-12", "2023-01"]),
    "out of order": ("2023-01-01", ["2023-02 2/10", "2023-01 1/10", "2023-03 4/10"], "7/30", []),
    "a month given twice": ("2023-01-01", ["2023-01 1/10", "2023-01 3/10", "2023-02 2/10"], "5/20", []),
    "from within a month": ("2023-01-16", ["2023-01 1/10", "2023-02 2/10"], "None/None", ["2023-01-16..2023-01-31"]),
    "weeks tile a month": (
        "2023-09-01",
        [
            "2023-09-01..2023-09-07 1/10", "2023-09-08..2023-09-14 2/10", "2023-09-15..2023-09-21 3/10",
            "2023-09-22..2023-09-30 4/10",
        ],
        "10/40",
        [],
    ),
    "a week is missing": (
        "2023-09-01",
        ["2023-09-01..2023-09-07 1/10", "2023-09-15..2023-09-21 3/10"],
        "None/None",
        ["2023-09-08..2023-09-14"],
    ),
    "a month wins over its weeks": (
        "2023-08-01",
        ["2023-08 5/20", "2023-09-01..2023-09-15 1/10", "2023-09-16..2023-09-30 2/10", "2023-09 4/30"],
        "9/50",
        [],
    ),
    "office months": ("2023-07-15", ["2023-07-15..2023-08-14 1/10", "2023-08-15..2023-09-14 2/10"], "3/20", []),
    "an office month is missing": (
        "2023-06-15",
        ["2023-06-15..2023-07-14 1/10", "2023-08-15..2023-09-14 2/10"],
        "None/None",
        ["2023-07-15..2023-07-31", "2023-08-01..2023-08-14"],
    ),
    "a quarter of months": (
        "2023-04-01", ["2023-04 1/10", "2023-05 2/10", "2023-06 3/10", "2023-Q3 9/30"], "15/60", [],
    ),
    "a quarter and a half": ("2023-01-01", ["2023-H1 10/60", "2023-Q3 9/30"], "19/90", []),
    "the year by quarters": (
        "2023-01-01", ["2023-Q1 1/10", "2023-Q2 2/10", "2023-Q3 3/10", "2023-Q4 4/10"], "10/40", [],
    ),
    "spans that only overlap": (
        "2023-01-01", ["2023-01-01..2023-01-20 1/10", "2023-01-10..2023-01-31 1/10"], "None/None", ["2023-01"],
    ),
    "the whole span beats its parts": (
        "2023-01-01", ["2023-01 1/10", "2023-02 2/10", "2023-01-01..2023-02-28 9/25"], "9/25", [],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", ADDED)
def test_a_figure_to_date_is_added_up_from_what_tiles_its_span(evaluated, case):
    since, exports, figure, missing = ADDED[case]
    _, found, lacking, status = evaluated(*(one.split() for one in exports), since=since)
    assert (found, lacking, status == "not_reported") == (figure, missing, bool(missing))


def test_a_corrected_month_counts_in_what_is_evaluated_from_then_on(evaluated, cccc, months):
    evaluated(("2023-01", "1/10"), ("2023-02", "2/10"))
    (months / "export-0.csv").write_text("Đơn vị,Tổng số,Trực tuyến\nXã A,12,6\nXã B,20,9\nBưu điện,30,2\n", encoding="utf-8")
    assert cccc("evaluate", "export-0.csv", "--period", "2023-01").status == 0
    done = cccc("evaluate", "export-1.csv", "--period", "2023-02", "--format", "json").document
    [one] = [one for one in done["assessments"] if (one["unit"], one["window"]) == ("xa-a", "cumulative")]
    assert (one["numerator"], one["denominator"]) == (8, 22)
    assert {source["file"] for source in one["source"]} == {"export-0.csv", "export-1.csv"}


# --- changes ---------------------------------------------------------------------------------------------------------


CHANGES = {
    "a month": (["2022-08 1/10", "2023-07 2/10", "2023-08 5/10"], "30.000000", "40.000000"),
    "a quarter": (["2022-Q3 1/4", "2023-Q3 1/2"], None, "25.000000"),
    "a half": (["2022-H2 1/4", "2023-H1 1/3", "2023-H2 1/2"], "16.666667", "25.000000"),
    "a week of the same number": (["2022-W36 1/4", "2023-W36 1/2"], None, "25.000000"),
    "a free span": (["2022-09-01..2022-09-07 1/4", "2023-09-01..2023-09-07 1/2"], None, "25.000000"),
    "a month of leap years": (["2022-08-15..2022-09-14 1/4", "2023-08-15..2023-09-14 1/2"], None, "25.000000"),
    "nothing arose then": (["2022-08 0/0", "2023-08 5/10"], None, None),
    "nothing was known then": (["2023-08 5/10"], None, None),
}


@pytest.mark.parametrize("case", CHANGES)
def test_a_period_is_compared_with_the_one_before_and_that_of_the_year_before(evaluated, case):
    exports, change, change_year = CHANGES[case]
    document, *_ = evaluated(*(one.split() for one in exports))
    found = {one["window"]: one for one in document["assessments"] if one["unit"] == "xa-a"}
    assert (found["period"]["change"], found["period"]["change_year"]) == (change, change_year)
    assert found["cumulative"]["change_year"] is None


def test_totals_are_compared_with_those_of_the_year_before_and_the_terminal_tells_it(evaluated, cccc):
    document, *_ = evaluated(("2022-08", "1/10"), ("2023-08", "4/10"))
    # 12 of 60, then 15 of 60
    assert {(one["group"], one["change_year"]) for one in document["totals"] if one["window"] == "period"} == {
        (None, "5.000000"), ("communes", "10.000000"), ("others", "0.000000"),
    }  # fmt: skip
    shown = cccc("evaluate", "export-1.csv", "--period", "2023-08", "--lang", "en").out
    assert [line.split() for line in shown.splitlines() if line.startswith("On the year before")] == [
        ["On", "the", "year", "before", "+5"]
    ]
    assert max(map(len, shown.splitlines())) <= 80


def test_what_was_saved_is_what_is_told_again(evaluated, cccc):
    evaluated(("2022-08", "1/10"), ("2023-08", "4/10"))
    assert cccc("ledger", "check").status == 0
    again = cccc("evaluate", "export-1.csv", "--period", "2023-08")
    assert (again.status, again.err) == (0, "")


@pytest.mark.parametrize(("carries", "change_year"), [("true", "35.000000"), ("false", None)])
def test_a_unit_is_compared_with_those_whose_past_it_carries(evaluated, cccc, months, carries, change_year):
    units = months / "units.yaml"
    new = (
        "{name: Xã C, formed_from: [xa-a, xa-b], valid: {from: 2023-01-01}"
        f"{', carries: true' if carries == 'true' else ''}}}"
    )
    old = "{name: Xã A, valid: {to: 2022-12-31}}, {name: Xã B, valid: {to: 2022-12-31}}"
    units.write_text(units.read_text(encoding="utf-8").replace("Xã A, Xã B", f"{old}, {new}"), encoding="utf-8")
    # 10 of 40, then 12 of 20
    (months / "old.csv").write_text("Đơn vị,Tổng số,Trực tuyến\nXã A,20,1\nXã B,20,9\nBưu điện,30,2\n", encoding="utf-8")
    (months / "new.csv").write_text("Đơn vị,Tổng số,Trực tuyến\nXã C,20,12\nBưu điện,30,2\n", encoding="utf-8")
    assert cccc("evaluate", "old.csv", "--period", "2022-08").status == 0
    document = cccc("evaluate", "new.csv", "--period", "2023-08", "--format", "json").document
    [one] = [one for one in document["assessments"] if (one["unit"], one["window"]) == ("xa-c", "period")]
    assert one["change_year"] == change_year
