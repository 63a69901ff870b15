"""Letters as PDF by LibreOffice: the text of the letter, the same bytes each time, several in one run."""

from __future__ import annotations

import subprocess

from cccc.documents.pdf import as_pdf, to_pdf
from cccc.documents.write.letter import letter
from tests.documents.papers import PAPERS
from tests.office.test_letter_pages import BASE


def test_a_letter_is_the_same_pdf_each_time():
    content = letter(PAPERS["small"], BASE.read_bytes())
    (first, problems), (second, _) = as_pdf(content), as_pdf(content)
    assert problems == []
    assert first.startswith(b"%PDF-")
    assert first == second


def test_several_letters_are_made_in_one_run(tmp_path):
    files = []
    for name in ("small", "signed"):
        files.append(tmp_path / f"{name}.docx")
        files[-1].write_bytes(letter(PAPERS[name], BASE.read_bytes()))
    (tmp_path / "pdf").mkdir()
    assert to_pdf(files, tmp_path / "pdf") == []
    said = subprocess.run(
        ["pdftotext", tmp_path / "pdf" / "small.pdf", "-"],  # noqa: S607 - where the user has it
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    assert "80,2%" in said
    assert (tmp_path / "pdf" / "signed.pdf").is_file()


def test_what_cannot_be_made_is_told(tmp_path):
    [problem] = to_pdf([tmp_path / "absent.docx"], tmp_path)
    assert problem.rule == "not-written"
