"""Letters as LibreOffice lays them out: what is seen on paper, and what survives being saved again.

They need soffice, pdftotext and pdftoppm, and fail without them.
"""

from __future__ import annotations

import re
import subprocess
import zipfile
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from lxml import etree

from cccc.documents.marks import Marks, read_marks
from cccc.documents.package import packed
from cccc.documents.write.drafts import Draft
from cccc.documents.write.letter import letter
from tests.documents.papers import CLOSING, PAPERS, paper, paragraph

if TYPE_CHECKING:
    from collections.abc import Iterable

BASE = Path(__file__).parents[2] / "templates" / "base.docx"
POINTS_A_MM = 72 / 25.4
TOP, BOTTOM, LEFT, RIGHT = (mm * POINTS_A_MM for mm in (20, 277, 30, 195))
NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
PAGES = {"small": 1, "tu-ky-like": 3, "with-parent": 1, "ho-chi-minh": 1, "signed": 1, "hostile": 1}
SENTENCE = "Tỷ lệ hồ sơ thanh toán trực tuyến trong tháng 8/2023 của các xã, thị trấn đạt 80,2%, tăng so với tháng 7/2023. "
GROWING = {f"grown-{count}": paper((*[paragraph(SENTENCE)] * count, paragraph(CLOSING))) for count in range(8, 24)}
LONG_ENDING = {
    f"ending-{count}": paper((*[paragraph(SENTENCE)] * count, paragraph(SENTENCE * 4 + CLOSING))) for count in range(8, 16)
}


@dataclass(frozen=True)
class Word:
    text: str
    page: int
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True)
class Printed:
    """A letter as PDF."""

    file: Path
    words: list[Word]

    @property
    def pages(self) -> int:
        return max(word.page for word in self.words)

    def line(self, text: str) -> list[Word]:
        """The words of ``text`` as they stand one after another on the paper."""
        wanted = text.split()
        for at in range(len(self.words)):
            if [word.text for word in self.words[at : at + len(wanted)]] == wanted:
                return self.words[at : at + len(wanted)]
        raise AssertionError(text)


def office(kind: str, files: Iterable[Path], folder: Path) -> None:
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", str(folder), *map(str, files)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)


def printed(pdf: Path) -> Printed:
    told = subprocess.run(["pdftotext", "-bbox", str(pdf), "-"], check=True, capture_output=True)  # noqa: S607 - of the PATH
    words: list[Word] = []
    for number, page in enumerate(etree.fromstring(told.stdout, etree.XMLParser(recover=True)).iter("{*}page"), 1):
        for word in page.iter("{*}word"):
            sides = (float(word.get(side) or 0) for side in ("xMin", "yMin", "xMax", "yMax"))
            words.append(Word(word.text or "", number, *sides))
    return Printed(pdf, words)


@pytest.fixture(scope="module")
def letters(tmp_path_factory) -> dict[str, Printed]:
    folder = tmp_path_factory.mktemp("letters")
    papers = {**PAPERS, **GROWING, **LONG_ENDING}
    for name, each in papers.items():
        (folder / f"{name}.docx").write_bytes(letter(each, BASE.read_bytes()))
    office("pdf", sorted(folder.glob("*.docx")), folder)
    return {name: printed(folder / f"{name}.pdf") for name in papers}


@pytest.fixture(params=PAPERS)
def name(request) -> str:
    return request.param


@pytest.fixture
def pdf(letters, name) -> Printed:
    return letters[name]


def test_pages(pdf, name):
    assert pdf.pages == PAGES[name]


def test_first_page_has_no_number_and_the_others_have(pdf):
    above = [(word.page, word.text) for word in pdf.words if word.bottom < TOP]
    assert above == [(page, str(page)) for page in range(2, pdf.pages + 1)]


def test_page_number_stands_in_the_middle_of_the_text(letters):
    numbers = [word for word in letters["tu-ky-like"].words if word.bottom < TOP]
    assert all(abs((word.left + word.right) / 2 - (LEFT + RIGHT) / 2) < 1 for word in numbers)


def test_header_lines_stay_on_one_line(pdf, name):
    frame = PAPERS[name].frame
    for text in (NATION, MOTTO, frame.date_line, frame.number_line):
        words = pdf.line(text)
        assert max(word.top for word in words) - min(word.top for word in words) < 1


def test_number_and_date_stand_on_one_baseline(pdf, name):
    number, dated = pdf.line(PAPERS[name].frame.number_line)[0], pdf.line(PAPERS[name].frame.date_line)[0]
    assert abs(number.bottom - dated.bottom) < 2


def test_nothing_stands_beyond_the_margins(pdf):
    inside = [word for word in pdf.words if word.bottom >= TOP]
    assert min(word.left for word in inside) > LEFT - 1
    assert max(word.right for word in inside) < RIGHT + 1
    assert max(word.bottom for word in inside) < BOTTOM + 1


def test_columns_of_the_header_do_not_touch(pdf, name):
    frame = PAPERS[name].frame
    right = min(pdf.line(text)[0].left for text in (NATION, MOTTO, frame.date_line))
    left = max(pdf.line(text)[-1].right for text in (frame.number_line, frame.issuer_lines[0].split()[0]))
    assert left + 3 < right


def test_dashes_stand_under_the_colon(letters):
    for name in ("tu-ky-like", "with-parent", "ho-chi-minh"):
        greeting = letters[name].line("Kính gửi:")
        first = letters[name].line(f"- {PAPERS[name].frame.to[0]};")[0]
        assert abs(first.left - (greeting[-1].right - 14 * 0.278)) < 1


def test_long_recipients_hang_under_themselves(letters):
    words = letters["with-parent"].words
    start = letters["with-parent"].line("- Ủy ban nhân dân các xã,")
    below = [word for word in words if start[0].bottom + 5 < word.bottom < start[0].bottom + 25]
    assert abs(min(word.left for word in below) - start[1].left) < 1


def test_signature_stands_on_the_page_of_the_last_words(letters):
    for name, pdf in letters.items():
        last = next(word for word in reversed(pdf.words) if word.text.endswith("./."))
        label = pdf.line("Nơi nhận:")
        authority = pdf.line((PAPERS | GROWING | LONG_ENDING)[name].frame.authority[0])
        assert last.page == label[0].page == authority[0].page == pdf.pages, name


def test_signature_never_has_a_single_line_for_company(letters):
    for name, pdf in letters.items():
        label = pdf.line("Nơi nhận:")[0]
        above = {round(word.bottom) for word in pdf.words if word.page == label.page and TOP < word.bottom < label.top}
        assert len(above) >= 2, name


def test_label_of_copies_stands_level_with_the_authority(pdf, name):
    label, authority = pdf.line("Nơi nhận:")[0], pdf.line(PAPERS[name].frame.authority[0])[0]
    # the descent of Times New Roman is 0.216 em: 12 pt on the left, 14 pt on the right
    assert abs((label.bottom - 12 * 0.216) - (authority.bottom - 14 * 0.216)) < 1


def test_name_is_centred_under_the_authority(letters):
    for name in ("with-parent", "ho-chi-minh", "signed"):
        frame = PAPERS[name].frame
        middles = [(words[0].left + words[-1].right) / 2 for words in map(letters[name].line, (*frame.authority, frame.signer))]
        assert max(middles) - min(middles) < 1


def drawn(pdf: Path, page: int = 1) -> list[tuple[float, float, float]]:
    """The rules on a page as (left, right, y) in points, from its picture."""
    scale = 4
    command = ["pdftoppm", "-r", str(72 * scale), "-f", str(page), "-l", str(page), "-gray", str(pdf)]
    picture = subprocess.run(command, check=True, capture_output=True).stdout
    header = re.match(rb"P5\s+(\d+)\s+(\d+)\s+255\s", picture)
    assert header
    width, pixels = int(header[1]), picture[header.end() :]
    found: list[tuple[float, float, float]] = []
    for y in range(len(pixels) // width):
        for dark in re.finditer(rb"[\x00-\x80]{%d,}" % (20 * scale), pixels[y * width : (y + 1) * width]):
            if not found or y / scale - found[-1][2] > 2 or abs(dark.start() / scale - found[-1][0]) > 2:
                found.append((dark.start() / scale, dark.end() / scale, y / scale))
    return sorted(found)


def test_rules_have_their_length_and_place(pdf, name):
    number = pdf.line(PAPERS[name].frame.number_line)[0]
    issuer, motto = [rule for rule in drawn(pdf.file) if rule[2] < number.top + 2]  # the stamp's box stands below
    words = pdf.line(MOTTO)
    assert 0.95 < (motto[1] - motto[0]) / (words[-1].right - words[0].left) < 1.05
    assert abs(motto[0] + motto[1] - words[0].left - words[-1].right) < 2
    assert words[0].bottom - 3 < motto[2] < words[0].bottom + 4
    assert issuer[2] < pdf.line(PAPERS[name].frame.number_line)[0].top + 2


def read(content: bytes) -> Marks:
    marks, problems = read_marks(content, "letter.docx")
    assert problems == []
    return marks


def saved_again(content: bytes, folder: Path, through: str = "docx") -> bytes:
    source = folder / "source" / "letter.docx"
    source.parent.mkdir()
    source.write_bytes(content)
    office(through, [source], folder)
    if through != "docx":
        office("docx", [folder / f"letter.{through}"], folder)
    return (folder / "letter.docx").read_bytes()


@pytest.mark.parametrize("through", ["docx", "odt"])
def test_marks_survive_being_saved_again(tmp_path, through):
    content = letter(PAPERS["tu-ky-like"], BASE.read_bytes())
    marks = read(saved_again(content, tmp_path, through))
    assert marks.standing == set(PAPERS["tu-ky-like"].findings)
    assert marks.draft == Draft("notice", "2023-08", PAPERS["tu-ky-like"].findings)


@pytest.mark.parametrize("how", ["deleted", "struck", "hidden"])
def test_what_is_struck_stays_struck_when_saved_again(tmp_path, how):
    content = letter(PAPERS["tu-ky-like"], BASE.read_bytes())
    with zipfile.ZipFile(BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    text = parts["word/document.xml"].decode()
    run = re.search(r"<w:r><w:t[^>]*>UBND xã Hưng Đạo có tỷ lệ.*?</w:r>", text)
    assert run
    deleted = run[0].replace("w:t", "w:delText")
    change = {
        "deleted": f'<w:del w:id="90" w:author="x" w:date="2023-09-15T00:00:00Z">{deleted}</w:del>',
        "struck": run[0].replace("<w:r>", "<w:r><w:rPr><w:strike/></w:rPr>"),
        "hidden": run[0].replace("<w:r>", "<w:r><w:rPr><w:vanish/></w:rPr>"),
    }
    edited = packed({**parts, "word/document.xml": text.replace(run[0], change[how]).encode()})
    expected = set(PAPERS["tu-ky-like"].findings) - {"cccc:hungdao"}
    assert read(edited).standing == expected
    assert read(saved_again(edited, tmp_path)).standing == expected
