"""``cccc report``: a workbook and a page of what the ledger holds."""

import openpyxl
import pytest

INPUTS = ("inputs/2023-07.xlsx", "inputs/2023-08.xlsx")


@pytest.fixture
def evaluated(ready):
    return ready("tu-ky-2023", ("history", "import", "history.yaml"), ("evaluate", INPUTS[0]), ("evaluate", *INPUTS))[0]


def test_the_workbook_has_totals_rankings_trend_and_the_findings_of_the_year(evaluated, cccc):
    done = cccc("report")
    assert (done.status, done.out, done.err) == (0, "reports/report-2023-08.xlsx\n", "")
    book = openpyxl.load_workbook(evaluated / "reports" / "report-2023-08.xlsx")
    assert book.sheetnames == ["Tổng hợp", "Đề xuất", "Xếp hạng", "Diễn biến", "Đề xuất năm 2023", "Kết quả"]
    year = [[cell.value for cell in row] for row in book["Đề xuất năm 2023"].iter_rows(min_row=3)]
    assert year[0][:6] == ["2023-06", "Xã Dân Chủ", "UBND các xã, thị trấn", "phê bình", None, "thanh toán trực tuyến"]
    assert sum(row[0] == "2023-08" for row in year) == 20
    trend = list(book["Diễn biến"].iter_rows(min_row=3, values_only=True))
    assert [cell for cell in trend[0][4:] if cell is not None] == ["2023-07", "2023-08"]
    ranking = list(book["Xếp hạng"].iter_rows(min_row=3, values_only=True))
    paid = [row for row in ranking if row[:3] == ("thanh toán trực tuyến", "trong kỳ", "UBND các xã, thị trấn")]
    assert [row[3] for row in paid] == sorted(row[3] for row in paid)
    assert (paid[0][4:6], paid[-1][4:6]) == (("Xã Quảng Nghiệp", "100%"), ("Xã Tiên Động", "4,11%"))


def test_the_page_draws_the_trend(evaluated, cccc):
    assert cccc("report", "--format", "html", "--output", "page.html").out == "page.html\n"
    text = (evaluated / "page.html").read_text(encoding="utf-8")
    assert text.count('<svg class="trend"') == 32 * 2 + 29
    assert "2023-07: 69,7%; 2023-08: 96,77%" in text
    assert "Đề xuất năm 2023" in text


def test_a_report_is_the_same_whenever_it_is_made_and_is_not_overwritten_once_edited(evaluated, cccc):
    for form in ("xlsx", "html"):
        path = evaluated / "reports" / f"report-2023-08.{form}"
        assert cccc("report", "--format", form).status == 0
        first = path.read_bytes()
        assert cccc("report", "--format", form).status == 0
        assert path.read_bytes() == first
        path.write_bytes(b"edited")
        assert cccc("report", "--format", form).status == 1
        assert cccc("report", "--format", form, "--force").status == 0


def test_another_period_and_one_that_is_unknown(evaluated, cccc):
    assert cccc("report", "--period", "2023-07").out == "reports/report-2023-07.xlsx\n"
    done = cccc("report", "--period", "2023-05", "--lang", "en")
    assert (done.status, done.out) == (1, "")
    assert "2023-05 has not been evaluated yet" in done.err
