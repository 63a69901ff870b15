"""Every problem that an export can cause, one at a time, planted in every kind of file that can hold it."""

import pytest
from export_tables import BLOCKS, COUNTS, FLAT, POSTING, RATES, layout, read, told
from kinds.tables import ALL_KINDS, holding, in_kind
from kinds.writers import KINDS

HEAD = "Tháng 8/2023\nSTT | Đơn vị | Tổng số | Trực tuyến | Tỷ lệ\n"
ONE = "Tháng 8/2023\nĐơn vị | Tổng số | Trực tuyến\nXã Hà Kỳ | 5 | 4"
TREE = """Tháng 8/2023
STT | Đơn vị | Thanh toán A | < | Số hóa | <
^ | ^ | Tổng số | {} | Tổng số | Đã số hóa
1 | Xã Hà Kỳ | {} | 4 | 3 | 2"""
SUMS = layout({"received": "Tổng", "online": "Mạng", "direct": "Quầy"}, sums={"received": ("online", "direct")})
RATINGS = layout(ratings={"posting": "Đăng tải*"})

CASES = {
    # what is planted: the sheet, the layout, `code cell` of each problem, what the kind must hold
    "no table": ("Xin chào | các đồng chí", FLAT, ["no-table"], ()),
    "no layout": ("Danh sách\nHọ tên | Lương\nAn | 5\nBình | 6", FLAT, ["no-layout"], ()),
    "a column missing": (
        "Tháng 8/2023\nSTT | Đơn vị | Tổng số\n1 | Xã Hà Kỳ | 5",
        FLAT,
        ["missing-column B2", "missing-column B2"],
        (),
    ),
    "a column of a block missing": (
        TREE.format("Tỷ lệ", 5).replace("| 4 |", "| 80% |"),
        BLOCKS,
        ["missing-column C2"],
        ("merges",),
    ),
    "no period": (ONE.replace("Tháng 8/2023", "Biểu 1"), COUNTS, ["period-unknown"], ()),
    "an unknown unit": (HEAD + "1 | Xã Hà Ky | 10 | 8 |\n2 | Xã Tân Kỳ | 1 | 1 |", FLAT, ["unknown-unit B3"], ()),
    "a nameless row": (HEAD + "1 | Xã Hà Kỳ | 10 | 8 |\n  | | 10 | 8 |", FLAT, ["unknown-unit B4"], ()),
    "a unit twice": (HEAD + "1 | Xã Hà Kỳ | 5 | 4 |\n2 | UBND xã Hà Kỳ | 6 | 5 |", FLAT, ["duplicate-unit B4"], ()),
    "two columns that differ": (
        "Tháng 8/2023\nĐơn vị | Tổng số | Trực tuyến | Tổng số\nXã Hà Kỳ | 5 | 4 | 6",
        COUNTS,
        ["conflicting-figures D3"],
        (),
    ),
    "words for a count": (HEAD + "1 | Xã Hà Kỳ | 10 | nhiều |", FLAT, ["not-a-number D3"], ()),
    "an error for a count": (HEAD + "1 | Xã Hà Kỳ | 10 | #DIV/0! |", FLAT, ["not-a-number D3"], ()),
    "words for a rate": (HEAD + "1 | Xã Hà Kỳ | 10 | 8 | cao", FLAT, ["not-a-number E3"], ()),
    "a percentage for a count": (HEAD + "1 | Xã Hà Kỳ | 10 | 0.5 @ 0% |", FLAT, ["not-a-number D3"], ()),
    "a rating outside its list": (
        "Tháng 8/2023\nĐơn vị | Đăng tải tin bài\nXã Hà Kỳ | Đạt\nXã Tân Kỳ | Khá",
        RATINGS,
        ["unknown-rating B4"],
        (),
    ),
    "a negative count": (HEAD + "1 | Xã Hà Kỳ | 10 | -8 |", FLAT, ["negative-count D3"], ()),
    "a half": (HEAD + "1 | Xã Hà Kỳ | 10.5 | 8 |", FLAT, ["fractional-count C3"], ()),
    "a stored decimal that looks grouped": (HEAD + "1 | Xã Hà Kỳ | 12.345 | 8 |", FLAT, ["fractional-count C3"], ("numbers",)),
    "a part above its whole": (HEAD + "1 | Xã Hà Kỳ | 10 | 11 |", FLAT, ["numerator-exceeds-denominator D3"], ()),
    "a part above its whole in a tree": (
        TREE.format("Trực tuyến", 3),
        layout({"total": "Thanh toán * / Tổng số", "online": "Thanh toán * / Trực tuyến"}),
        ["numerator-exceeds-denominator D4"],
        (),
    ),
    "a rate that cannot be told": (
        "Tháng 8/2023\nĐơn vị | Tỷ lệ\nXã Hà Kỳ | 97.5\nXã Tân Kỳ | 0.9",
        RATES,
        ["ambiguous-rate B4"],
        (),
    ),
    "a formula never calculated": (HEAD + "1 | Xã Hà Kỳ | 10 | =4+4 |", FLAT, ["stale-formula D3"], ("formulas",)),
    "a name never calculated": (HEAD + "1 | =A1 | 10 | 8 |", FLAT, ["stale-formula B3"], ("formulas",)),
    "a rate against its counts": (HEAD + "1 | Xã Hà Kỳ | 10 | 8 | 81%", FLAT, ["rate-disagrees E3"], ()),
    "a stored rate against its counts": (HEAD + "1 | Xã Hà Kỳ | 10 | 8 | 0.81 @ 0%", FLAT, ["rate-disagrees E3"], ()),
    "a total against its rows": (
        HEAD + "1 | Xã Hà Kỳ | 10 | 8 |\n2 | Xã Tân Kỳ | 5 | 4 |\n | Tổng cộng | 16 | 12 |",
        FLAT,
        ["total-disagrees C5"],
        (),
    ),
    "declared sums": ("Tháng 8/2023\nĐơn vị | Tổng | Mạng | Quầy\nXã Hà Kỳ | 5 | 4 | 2", SUMS, ["total-disagrees B3"], ()),
}
ERRORS = {
    "no-table",
    "no-layout",
    "missing-column",
    "period-unknown",
    "unknown-unit",
    "duplicate-unit",
    "conflicting-figures",
    "not-a-number",
    "unknown-rating",
    "negative-count",
    "fractional-count",
    "numerator-exceeds-denominator",
    "ambiguous-rate",
    "stale-formula",
}
MATRIX = [(case, kind) for case, (*_, wanted) in CASES.items() for kind in holding(*wanted)]


@pytest.mark.parametrize(("case", "kind"), MATRIX)
def test_a_problem_is_told_at_its_cell_in_every_kind(case, kind):
    sheet, a_layout, expected, _ = CASES[case]
    name = f"a{KINDS[kind].suffix}"
    _, problems = read([(name, in_kind(kind, sheet))], a_layout, indicators=_indicators(a_layout))
    assert told(problems) == expected
    assert {problem.location.file for problem in problems} == {name}
    assert {problem.severity for problem in problems} == {"error" if problems[0].code in ERRORS else "warning"}
    sheets = {problem.location.sheet for problem in problems if problem.location.cell}
    assert sheets <= {"Biểu" if "names" in KINDS[kind].holds else "1"}


def _indicators(a_layout):
    from export_tables import INDICATORS

    return {"posting": POSTING} if a_layout is RATINGS else INDICATORS


@pytest.mark.parametrize("kind", ALL_KINDS)
def test_a_period_other_than_the_one_asked_for(kind):
    assert told(read([("a", in_kind(kind, ONE))], COUNTS, asked="2023-07")[1]) == ["period-mismatch"]


@pytest.mark.parametrize("kind", holding("names"))
def test_a_title_and_a_sheet_name_that_disagree(kind):
    assert told(read([("a", in_kind(kind, {"Tháng 7": ONE}))], COUNTS)[1]) == ["period-mismatch"]


@pytest.mark.parametrize("kind", ALL_KINDS)
@pytest.mark.parametrize("other", ["xlsx", "html", "csv"])
def test_two_files_of_any_kinds_that_disagree(kind, other):
    files = [("a", in_kind(other, ONE)), ("b", in_kind(kind, ONE.replace("| 4", "| 3")))]
    [problem] = read(files, COUNTS)[1]
    assert (problem.code, problem.location.file, problem.location.cell) == ("conflicting-figures", "b", "C3")
    assert told(read([files[0], ("b", in_kind(kind, ONE))], COUNTS)[1]) == []


@pytest.mark.parametrize("kind", holding("hidden"))
def test_hidden_figures(kind):
    def edit(workbook):
        workbook.worksheets[0].row_dimensions[4].hidden = True

    sheet = HEAD + "1 | Xã Hà Kỳ | 10 | 8 |\n2 | Xã Tân Kỳ | 10 | 8 |"
    [problem] = read([("a", in_kind(kind, sheet, edit))])[1]
    assert (problem.code, problem.severity, problem.location.cell) == ("hidden-data", "warning", "A4")


@pytest.mark.parametrize("kind", ALL_KINDS)
def test_a_file_of_any_kind_cut_short_is_refused_or_told_from(kind):
    data = in_kind(kind, HEAD + "1 | Xã Hà Kỳ | 10 | 8 |\n" * 3)
    for share in (0.05, 0.5, 0.9, 0.99):
        read([("a", data[: int(len(data) * share)])])
