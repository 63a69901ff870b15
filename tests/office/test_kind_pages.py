"""Papers of every kind as LibreOffice lays them out: heads on each page, landscape appendices, footnotes, numbers anew."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from lxml import etree

from cccc.documents.write.figures import read_figures
from cccc.documents.write.letter import letter
from cccc.letters.rendering.markdown import text
from cccc.model.paper import Key, Run
from tests.documents.papers import paper, paragraph
from tests.office.test_letter_pages import BASE, Printed, office, printed, saved_again

if TYPE_CHECKING:
    from pathlib import Path

ROWS = "\n".join(
    f"| {number} | UBND xã số {number} | {900 + number} | {800 + number} | 9{number % 10},5% |" for number in range(1, 61)
)
TEXT = f"""Kết quả thực hiện các kế hoạch[^ke] như sau:

# Yêu cầu

1) một
1) hai
1) ba
1) bốn
1) năm

[^ke]: Kế hoạch số 168/KH-UBND ngày 14/10/2020.

--- appendix landscape: Bảng tổng hợp kết quả

| TT | Đơn vị | Kết quả | < | < |
| ^ | ^ | Tiếp nhận | Trực tuyến | Tỷ lệ |
|---|---|---|---|---|
{ROWS}

--- appendix: Chỉ tiêu

Nội dung

--- page

Trang hai
"""
READ = text(TEXT, "I")
PLAN = replace(
    paper(
        READ.blocks,
        kind="KẾ HOẠCH",
        symbol="KH-UBND",
        subject="Phát động đợt thi đua cao điểm đẩy mạnh thực hiện thủ tục hành chính trên môi trường điện tử",
        urgency="HỎA TỐC",
        to=(),
        issuer="UBND xã An Sơn",
    ),
    appendices=READ.appendices,
)


@pytest.fixture(scope="module")
def pdf(tmp_path_factory) -> Printed:
    folder = tmp_path_factory.mktemp("kinds")
    (folder / "plan.docx").write_bytes(letter(PLAN, BASE.read_bytes()))
    office("pdf", [folder / "plan.docx"], folder)
    return printed(folder / "plan.pdf")


def page_of(pdf: Printed, said: str) -> int:
    return pdf.line(said)[0].page


def sizes(pdf: Path) -> list[tuple[float, float]]:
    told = subprocess.run(["pdftotext", "-bbox", str(pdf), "-"], check=True, capture_output=True)  # noqa: S607 - of the PATH
    pages = etree.fromstring(told.stdout, etree.XMLParser(recover=True)).iter("{*}page")
    return [(float(page.get("width") or 0), float(page.get("height") or 0)) for page in pages]


def test_an_appendix_starts_a_page_and_a_wide_one_lies_on_its_side(pdf):
    first, second = page_of(pdf, "Phụ lục I"), page_of(pdf, "Phụ lục II")
    assert (first, second) == (2, pdf.pages - 1)
    assert [wide > high for wide, high in sizes(pdf.file)] == [first <= page < second for page in range(1, pdf.pages + 1)]


def test_page_numbers_start_again(pdf):
    top = {word.page: word.text for word in pdf.words if word.bottom < 20 * 72 / 25.4}
    wide = range(3, pdf.pages - 1)
    assert top == {**{page: str(page - 1) for page in wide}, pdf.pages: "2"}
    assert len(wide) >= 1


def test_the_head_of_a_table_stands_on_each_of_its_pages(pdf):
    pages = [word.page for word in pdf.words if word.text == "TT"]
    assert pages == list(range(2, pdf.pages - 1))
    last = [word.page for word in pdf.words if word.text == "Trực"]
    assert last == pages


def test_a_footnote_stands_at_the_foot_of_its_page(pdf):
    note = pdf.line("Kế hoạch số 168/KH-UBND")
    assert note[0].page == 1
    below = [word for word in pdf.words if word.page == 1 and word.top > note[0].bottom]
    assert not [word for word in below if word.bottom < 270 * 72 / 25.4]
    assert note[0].top > 240 * 72 / 25.4


def test_points_are_lettered(pdf):
    assert [pdf.line(f"{letter_})")[0].page for letter_ in "abcdđ"] == [1] * 5


def test_stamps_stand_under_the_number(pdf):
    number, urgency, draft = (pdf.line(said)[0] for said in ("Số:", "HỎA TỐC", "DỰ THẢO"))
    assert number.bottom < urgency.top < draft.top
    assert draft.right < 297


def test_the_list_of_figures_survives_being_saved_again(tmp_path):
    key = Key("value", ("xa-a",), ("payment",), "period")
    content = letter(paper((paragraph("Đạt ", Run("28,3%", key=key), "./."),)), BASE.read_bytes())
    drafted = read_figures(content, "x.docx")[0].drafted
    assert len(drafted) == 1
    assert read_figures(saved_again(content, tmp_path), "x.docx")[0].drafted == drafted


def test_a_hidden_mark_survives_being_saved_again(tmp_path):
    from cccc.documents.marks import read_marks

    content = letter(paper((paragraph(Run("UBND xã A", finding="cccc:a"), "./."),)), BASE.read_bytes(), final=True)
    assert read_marks(saved_again(content, tmp_path), "x.docx")[0].standing == {"cccc:a"}
