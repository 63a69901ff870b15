"""``cccc verify``, and letters with comments, compared with old ones, and as PDF, as a user runs them."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from docx import Document
from lxml import etree
from openpyxl import load_workbook

from tests.documents.verify.cases import prepared
from tests.documents.verify.edits import Letter, text_of, unwrap, write

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture
def office(tmp_path, monkeypatch):
    made = prepared(tmp_path / "office")
    monkeypatch.chdir(made.folder)
    return made


def edited(office, was, now, at=0):
    """The letter with the text of one control replaced."""
    letter = office.letter.copy()
    control = [one for one in letter.controls if text_of(one) == was][at]
    write(list(control.find(f"{W}sdtContent")), now)
    Path("edited.docx").write_bytes(letter.content())


def differences(done):
    [file] = done.document["files"]
    return [(one["severity"], one["code"], one["expected"], one["found"]) for one in file["differences"]]


def test_a_letter_as_drafted_is_as_the_ledger_has_it(office, cccc):
    done = cccc("--lang", "en", "verify", "letter.docx")
    assert (done.status, done.out, done.err) == (0, "", "every figure is as the ledger has it\n")


def test_an_altered_figure_is_told_with_paragraph_cells_and_what_is_right(office, cccc):
    edited(office, "13,15%", "31,15%")
    done = cccc("--lang", "en", "verify", "edited.docx")
    assert done.status == 1
    [line, counted] = done.out.splitlines()
    assert line.startswith("edited.docx: error[figure-differs]: paragraph ")
    assert "the ledger says 13,15%, here stands 31,15% (inputs/2023-08.xlsx [Từ 01-4!" in line
    assert counted == "errors: 1, warnings: 0"


def test_json_names_the_key_and_its_source(office, cccc):
    edited(office, "13,15%", "31,15%")
    done = cccc("verify", "edited.docx", "letter.docx", "--format", "json")
    assert done.status == 1
    assert done.document["schema"] == "cccc/verify@1"
    first, second = done.document["files"]
    assert (first["template"], first["period"], first["found"] == first["drafted"]) == ("notice", "2023-08", True)
    assert second["differences"] == []
    [one] = first["differences"]
    assert one["key"] == "value:xa-cong-lac:online_payment:cumulative"
    assert one["source"][0]["sheet"] == "Từ 01-4"


@pytest.mark.parametrize(
    ("was", "now", "expected"),
    [
        ("ba", "tư", ("error", "occurrence-differs", "ba", "tư")),
        ("UBND xã Phượng Kỳ", "UBND xã Hà Thanh", ("error", "unit-differs", "UBND xã Phượng Kỳ", "UBND xã Hà Thanh")),
        ("0,54", "5,4", ("error", "figure-differs", "0,54", "5,4")),
        ("0,54", "", ("warning", "figure-gone", "0,54", None)),
    ],
)
def test_what_was_altered_is_named(office, cccc, was, now, expected):
    edited(office, was, now)
    assert differences(cccc("verify", "edited.docx", "--format", "json")) == [expected]


def test_a_change_that_is_turned_round_is_found(office, cccc):
    content = office.letter.copy()
    said = next(one for one in content.root.iter(f"{W}t") if one.text == ", tăng ")
    said.text = said.text.replace("tăng", "giảm")
    Path("edited.docx").write_bytes(content.content())
    assert differences(cccc("verify", "edited.docx", "--format", "json")) == [("error", "figure-differs", "tăng 0,54", "0,54")]


def test_a_finding_that_was_struck_is_named_and_is_no_error(office, cccc):
    letter = office.letter.copy()
    paragraph = next(one for one in letter.root.iter(f"{W}p") if text_of(one).startswith("- UBND xã Phượng Kỳ"))
    paragraph.getparent().remove(paragraph)
    Path("edited.docx").write_bytes(letter.content())
    done = cccc("verify", "edited.docx", "--format", "json")
    assert done.status == 0
    told = done.document["files"][0]["differences"]
    assert [one["code"] for one in told].count("finding-gone") == 1
    assert "Xã Phượng Kỳ" in next(one["about"] for one in told if one["code"] == "finding-gone")


def test_a_unit_and_a_figure_typed_by_hand_are_named(office, cccc):
    letter = office.letter.copy()
    said = next(one for one in letter.free if "nghiêm túc" in one.text)
    said.text = "UBND xã An Thanh đạt 12,34%. " + said.text
    Path("edited.docx").write_bytes(letter.content())
    done = cccc("verify", "edited.docx", "--format", "json")
    assert done.status == 0
    assert differences(done) == [
        ("warning", "unit-without-finding", None, "UBND xã An Thanh"),
        ("warning", "figure-unknown", None, "12,34%"),
    ]


def test_a_final_copy_without_controls_is_held_against_the_ledger_too(office, cccc):
    assert cccc("letter", "--final", "--output", "final.docx").status == 0
    assert cccc("verify", "final.docx").status == 0
    letter = Letter.read(Path("final.docx").read_bytes())
    said = next(one for one in letter.root.iter(f"{W}t") if one.text == "13,15%")
    said.text = "13,51%"
    Path("edited.docx").write_bytes(letter.content())
    assert differences(cccc("verify", "edited.docx", "--format", "json")) == [("error", "figure-differs", "13,15%", "13,51%")]


def test_a_draft_that_the_ledger_has_left_behind_is_told(office, cccc):
    workbook = load_workbook("inputs/2023-08.xlsx")
    sheet = workbook["Từ 01-4"]
    row = next(row for row in sheet.iter_rows() if any("Cộng Lạc" in str(cell.value) for cell in row))
    done = cccc("verify", "letter.docx", "--format", "json")
    assert differences(done) == []
    row[3].value = (row[3].value or 0) + 1
    workbook.save("inputs/2023-08.xlsx")
    evaluated = cccc("evaluate", "inputs/2023-07.xlsx", "inputs/2023-08.xlsx", "--period", "2023-08")
    assert evaluated.status == 0, evaluated.err
    [(severity, code, _expected, found)] = differences(cccc("verify", "letter.docx", "--format", "json"))
    assert (severity, code, found) == ("error", "figure-differs", "13,15%")


def test_a_file_that_is_no_draft_is_refused(office, cccc):
    Document().save("foreign.docx")
    done = cccc("--lang", "en", "verify", "foreign.docx", "absent.docx")
    assert done.status == 1
    assert "foreign.docx: error[unknown-draft]" in done.err
    assert "absent.docx: error[unreadable-file]" in done.err


# --- comments, differences, PDF ----------------------------------------------------------------------------------------


def test_annotate_puts_a_comment_on_each_figure(office, cccc):
    assert cccc("letter", "--annotate", "--output", "annotated.docx").status == 0
    comments = [comment.text for comment in Document("annotated.docx").comments]
    [one] = [text for text in comments if "13,15%" in text]
    assert "inputs" not in one
    assert "2023-08.xlsx, Từ 01-4: " in one
    with zipfile.ZipFile("annotated.docx") as archive:
        told = etree.fromstring(archive.read("word/comments.xml"))
    assert {(one.get(f"{W}author"), one.get(f"{W}date")) for one in told} == {("cccc", None)}
    assert cccc("verify", "annotated.docx").status == 0
    assert cccc("lint", "annotated.docx").status == 0


def test_comments_are_the_same_each_time_and_go_with_the_final_copy(office, cccc):
    for name in ("a.docx", "b.docx"):
        cccc("letter", "--annotate", "--output", name)
    assert Path("a.docx").read_bytes() == Path("b.docx").read_bytes()
    assert cccc("letter", "a.docx", "--final", "--output", "final.docx").status == 0
    with zipfile.ZipFile("final.docx") as archive:
        assert "word/comments.xml" not in archive.namelist()
    assert cccc("letter", "--annotate", "--final").status == 2


def test_diff_shows_what_changed_as_text_and_writes_nothing(office, cccc):
    letter = office.letter.copy()
    control = next(one for one in letter.controls if text_of(one) == "13,15%")
    write(unwrap(control), "31,15%")
    Path("old.docx").write_bytes(letter.content())
    before = sorted(Path().rglob("*"))
    done = cccc("letter", "--diff", "old.docx")
    assert done.status == 0
    removed, added = (next(line for line in done.out.splitlines() if line.startswith(f"{sign}- UBND")) for sign in "-+")
    assert "31,15%" in removed
    assert added == removed.replace("31,15%", "13,15%", 1).replace("-", "+", 1)
    assert sorted(Path().rglob("*")) == before
    assert cccc("letter", "--diff", "letter.docx").out == ""
    assert cccc("letter", "--diff", "absent.docx").status == 1


def test_without_libreoffice_no_pdf_is_written_and_that_is_told(office, cccc, monkeypatch):
    monkeypatch.setenv("PATH", "")
    done = cccc("letter", "--format", "pdf", "--output", "letter.pdf", "--lang", "en")
    assert done.status == 1
    assert "LibreOffice is not installed" in done.err
    assert not Path("letter.pdf").exists()


def test_a_table_that_changed_is_shown_row_by_row(office, cccc):
    assert cccc("letter", "criticism", "--output", "old.docx").status == 0
    letter = Letter.read(Path("old.docx").read_bytes())
    control = [one for one in letter.controls if text_of(one) == "8,97%"][-1]
    write(unwrap(control), "9,87%")
    Path("old.docx").write_bytes(letter.content())
    lines = cccc("letter", "criticism", "--diff", "old.docx").out.splitlines()
    removed, added = ([line for line in lines if line.startswith(f"{sign}| ")] for sign in "-+")
    assert len(removed) == len(added) == 1
    assert added[0][1:] == removed[0][1:].replace("9,87%", "8,97%")


@pytest.mark.parametrize(
    ("more", "named"), [(["--format", "md"], "md"), (["--format", "pdf"], "pdf"), (["--diff", "letter.docx"], "diff")]
)
def test_comments_that_could_not_be_written_are_wrong_usage(office, cccc, more, named):
    done = cccc("--lang", "en", "letter", "--annotate", *more)
    assert done.status == 2
    assert named in done.err


def test_a_paper_on_plans_has_comments_that_name_the_plan(example, cccc):
    example("son-dong-2024")
    assert cccc("letter", "targets-appendix", "--annotate", "--output", "annotated.docx").status == 0
    comments = [comment.text for comment in Document("annotated.docx").comments]
    assert len(comments) == 15
    assert all("son-dong-2024" in text for text in comments)
    assert cccc("lint", "annotated.docx").status == 0


def test_figures_of_a_footnote_have_their_comments_at_its_sign(example, cccc):
    example("bac-giang-2019")
    assert cccc("evaluate", "inputs/2019-04.xlsx").status == 0
    assert cccc("letter", "directive", "--annotate", "--output", "annotated.docx").status == 0
    with zipfile.ZipFile("annotated.docx") as archive:
        document, notes = (etree.fromstring(archive.read(f"word/{name}.xml")) for name in ("document", "footnotes"))
    assert not list(notes.iter(f"{W}commentReference"))
    sign = next(document.iter(f"{W}footnoteReference")).getparent()
    assert sign.getprevious().tag == f"{W}commentRangeStart"
    assert any("10/10" in text_of(note) for note in notes)


def test_a_final_copy_of_an_altered_draft_is_refused(office, cccc):
    edited(office, "13,15%", "31,15%")
    done = cccc("--lang", "en", "letter", "edited.docx", "--final")
    assert done.status == 1
    assert "the ledger says 13,15%, here stands 31,15%" in done.err
    assert "error[invalid]" in done.err or "altered-figures" in done.err
    assert not Path("edited-final.docx").exists()
    done = cccc("--lang", "en", "letter", "edited.docx", "--final", "--force")
    assert (done.status, done.out) == (0, "edited-final.docx\n")
    assert "here stands 31,15%" in done.err


def test_a_final_copy_of_an_honest_draft_is_written_in_silence(office, cccc):
    done = cccc("letter", "letter.docx", "--final")
    assert (done.status, done.out, done.err) == (0, "letter-final.docx\n", "")


def test_a_final_copy_of_what_cannot_be_proved_says_so(office, cccc):
    Document().save("foreign.docx")
    done = cccc("--lang", "en", "letter", "foreign.docx", "--final")
    assert "nothing could be held against the ledger" in done.err
