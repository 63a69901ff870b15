"""``cccc evaluate`` in every format, to stdout and to files: the same figures, the same bytes, nothing overwritten unseen."""

import csv
import hashlib
import io
import re
from html.parser import HTMLParser
from pathlib import Path

import openpyxl
import pytest

INPUTS = ("inputs/2023-07.xlsx", "inputs/2023-08.xlsx")
FORMATS = ("table", "json", "csv", "xlsx", "html", "md")


@pytest.fixture
def evaluated(ready):
    return ready("tu-ky-2023", ("history", "import", "history.yaml"), ("evaluate", *INPUTS, "--format", "json"))[1].document


def written(cccc, form, name="out", *more):
    done = cccc("evaluate", *INPUTS, "--format", form, "--output", f"{name}.{form}", *more)
    assert (done.status, done.out) == (0, f"{name}.{form}\n"), done.err


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_figures_give_the_same_bytes(tu_ky, cccc, form):
    written(cccc, form, "first")
    written(cccc, form, "second")
    first, second = ((tu_ky / f"{name}.{form}").read_bytes() for name in ("first", "second"))
    assert hashlib.sha256(first).hexdigest() == hashlib.sha256(second).hexdigest()


@pytest.mark.parametrize("form", ["csv", "html", "md", "json"])
def test_stdout_and_file_are_alike(tu_ky, cccc, form):
    written(cccc, form)
    done = cccc("evaluate", *INPUTS, "--format", form)
    assert done.out.encode() == (tu_ky / f"out.{form}").read_bytes()


# --- CSV -------------------------------------------------------------------------------------------------------------


def rows_of(path):
    text = path.read_bytes().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";"))


def test_the_csv_opens_in_a_vietnamese_excel(evaluated, cccc):
    written(cccc, "csv")
    content = Path("out.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    assert b"\r\n" in content
    rows = rows_of(Path("out.csv"))
    assert len(rows) == len(evaluated["assessments"])
    for row, one in zip(rows, evaluated["assessments"], strict=True):
        assert (row["Mã đơn vị"], row["Mã chỉ tiêu"]) == (one["unit"], one["indicator"])
        assert row["Giá trị chính xác"].replace(",", ".") == (one["value"] or "")
        assert (row["Tử số"], row["Mẫu số"]) == tuple(
            "" if one[key] is None else str(one[key]) for key in ("numerator", "denominator")
        )
        assert row["Hiển thị"] == (one["display"] or "")
        assert row["Tăng, giảm"].replace(",", ".") == (one["change"] or "")


# --- workbook --------------------------------------------------------------------------------------------------------


def test_the_workbook_has_every_sheet_ready_to_read_and_to_print(evaluated, cccc):
    written(cccc, "xlsx")
    book = openpyxl.load_workbook("out.xlsx")
    assert book.sheetnames == ["Kết quả", "Tổng hợp", "Đề xuất", "Vấn đề"]
    for sheet in book:
        assert sheet.auto_filter.ref
        assert sheet.freeze_panes
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.page_setup.fitToWidth) == ("landscape", 9, 1)
        assert sheet.print_title_rows
    results = book["Kết quả"]
    head = [cell.value for cell in results[2]]
    rows = [dict(zip(head, (cell.value for cell in row), strict=True)) for row in results.iter_rows(min_row=3)]
    assert len(rows) == len(evaluated["assessments"])
    for row, one in zip(rows, evaluated["assessments"], strict=True):
        assert (row["Tử số"], row["Mẫu số"], row["Hiển thị"]) == (one["numerator"], one["denominator"], one["display"])
        assert one["value"] is None or f"{row['Giá trị chính xác']:.6f}" == one["value"]
    assert {rule.operator for held in results.conditional_formatting for rule in held.rules} == {"equal"}


# --- page ------------------------------------------------------------------------------------------------------------


class Page(HTMLParser):
    VOID = frozenset({"meta", "input", "br", "polyline", "circle", "line"})

    def __init__(self):
        super().__init__()
        self.open, self.wrong, self.links, self.cells = [], [], [], 0

    def handle_starttag(self, tag, attrs):
        self.links += [value for name, value in attrs if name in ("src", "href", "action", "data")]
        self.cells += tag == "td"
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if tag not in self.VOID and (not self.open or self.open.pop() != tag):
            self.wrong.append(tag)


def test_the_page_needs_nothing_beside_itself(evaluated, cccc):
    written(cccc, "html")
    text = Path("out.html").read_text(encoding="utf-8")
    page = Page()
    page.feed(text)
    assert (page.wrong, page.open) == ([], [])
    assert [link for link in page.links if not link.startswith("#")] == []
    assert "default-src 'none'" in text
    assert "url(" not in text
    assert '<html lang="vi">' in text
    assert "<caption>" in text
    assert text.count('data-is="missed"') >= sum(one["status"] == "missed" for one in evaluated["assessments"])
    assert '<span class="is" title="chưa đạt; 560 / 1979; chỉ tiêu giao: từ 30% trở lên; inputs/2023-08.xlsx' in text


def test_the_page_allows_its_own_script_and_style_alone(tu_ky, cccc):
    from base64 import b64encode

    written(cccc, "html")
    text = (tu_ky / "out.html").read_text(encoding="utf-8")
    for tag in ("style", "script"):
        [content] = re.findall(rf"<{tag}>(.*?)</{tag}>", text, re.DOTALL)
        digest = b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in text


# --- Markdown --------------------------------------------------------------------------------------------------------


def test_the_markdown_tells_totals_findings_and_what_was_missed(evaluated, cccc):
    written(cccc, "md")
    text = Path("out.md").read_text(encoding="utf-8")
    assert text.startswith("## Kết quả đánh giá tháng 8/2023\n\nđạt: ")
    assert "| Toàn bộ | thanh toán trực tuyến | trong kỳ | 5066 | 6317 | 80,2% | 29,86 |" in text
    assert "| phê bình | 3 | Xã Dân Chủ | thanh toán trực tuyến |" in text
    missed = text.partition("### Chưa đạt chỉ tiêu")[2].partition("<details>")[0]
    assert missed.count("**chưa đạt**") == sum(one["status"] == "missed" for one in evaluated["assessments"])
    lines = [line for line in text.splitlines() if line.startswith("|")]
    assert all(line.endswith("|") for line in lines)


# --- files -----------------------------------------------------------------------------------------------------------


def test_a_file_that_somebody_wrote_or_edited_stays(tu_ky, cccc):
    (tu_ky / "mine.md").write_text("của tôi", encoding="utf-8")
    done = cccc("evaluate", *INPUTS, "--format", "md", "--output", "mine.md")
    assert (done.status, done.out) == (1, "")
    assert "[not-overwritten]" in done.err
    assert (tu_ky / "mine.md").read_text(encoding="utf-8") == "của tôi"
    assert not (tu_ky / ".cccc" / "ledger.db").exists()  # nothing is saved where anything is wrong
    written(cccc, "md", "mine", "--force")
    written(cccc, "md", "mine")
    with (tu_ky / "mine.md").open("a", encoding="utf-8") as file:
        file.write("thêm")
    assert cccc("evaluate", *INPUTS, "--format", "md", "--output", "mine.md").status == 1


@pytest.mark.parametrize("form", FORMATS)
def test_where_something_is_wrong_nothing_is_written(tu_ky, cccc, form):
    (tu_ky / "broken.xlsx").write_bytes(b"no workbook")
    done = cccc("evaluate", "broken.xlsx", "--format", form, "--output", f"new/out.{form}")
    assert done.status == 1
    assert not (tu_ky / "new").exists()
    if form == "json":
        assert (done.document["saved"], done.document["assessments"]) == (False, [])
    else:
        assert done.out == ""


def test_a_folder_that_cannot_be_made_is_told_and_nothing_is_saved(tu_ky, cccc):
    done = cccc("evaluate", *INPUTS, "--format", "csv", "--output", "cccc.yaml/out.csv")
    assert done.status == 1
    assert "[not-written]" in done.err
    assert not (tu_ky / ".cccc" / "ledger.db").exists()


def test_no_save_writes_the_file_and_no_evaluation(tu_ky, cccc):
    written(cccc, "csv", "out", "--no-save")
    assert cccc("explain", "xa-ha-ky", "online_payment").status == 1


@pytest.mark.parametrize("arguments", [(), ("--format", "csv", "--targets", "a.yaml")])
def test_wrong_usage_is_told(tu_ky, cccc, arguments):
    done = cccc("evaluate", *arguments)
    assert (done.status, done.out) == (2, "")
