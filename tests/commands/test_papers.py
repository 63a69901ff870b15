"""The office's own letterhead, the copy that is signed, and what `cccc check` finds in templates."""

import shutil
import zipfile
from pathlib import Path

import pytest

from cccc import shipped
from cccc.documents.marks import read_marks

MINE = "kind: Báo cáo\nsubject: kết quả {{ period }}\n\n{% if praises %}\nA\n{% endif %}\nB {{ scope }}.\n"


@pytest.fixture
def office(ready):
    root, _ = ready("tu-ky-2023", ("evaluate", "inputs/2023-07.xlsx", "inputs/2023-08.xlsx", "--period", "2023-08"))
    (root / "templates").mkdir(exist_ok=True)
    return root


@pytest.fixture
def workspace(tmp_path, monkeypatch):
    made = tmp_path / "office"
    shutil.copytree(
        Path(__file__).parents[2] / "examples" / "tu-ky-2023", made, ignore=shutil.ignore_patterns(".cccc", "letters")
    )
    monkeypatch.chdir(made)
    (made / "templates").mkdir(exist_ok=True)
    return made


def text_of(file):
    with zipfile.ZipFile(file) as archive:
        return archive.read("word/document.xml").decode()


def test_a_letterhead_is_written_to_be_edited(workspace, cccc):
    done = cccc("init", "--letterhead", "house/base.docx", "--lang", "en")
    assert (done.status, done.out.strip()) == (0, "house/base.docx")
    assert "letterhead: house/base.docx" in done.err
    assert Path("house/base.docx").read_bytes() == (shipped.templates() / "base.docx").read_bytes()
    assert cccc("init", "--letterhead", "house").status == 1
    assert cccc("init", "--letterhead").status == 0
    assert Path("base.docx").is_file()


def declare(line):
    with Path("cccc.yaml").open("a", encoding="utf-8") as file:
        file.write(line + "\n")


def test_a_letter_takes_the_offices_letterhead(office, cccc):
    from docx import Document
    from docx.shared import Mm

    cccc("init", "--letterhead")
    base = Document("base.docx")
    base.sections[0].left_margin = Mm(35)
    base.save("base.docx")
    declare("letterhead: base.docx")
    assert cccc("check").status == 0
    assert cccc("letter", "--output", "a.docx").status == 0
    assert 'w:left="1984"' in text_of("a.docx")


def test_a_letterhead_that_is_not_there_is_told(workspace, cccc):
    declare("letterhead: house.docx")
    done = cccc("check", "--lang", "en")
    assert done.status == 1
    assert "no file is at house.docx; correct the path, or make the file: cccc init --letterhead house.docx" in done.err


def test_a_letterhead_without_a_style_is_told_by_check_and_letter(office, cccc):
    from docx import Document

    cccc("init", "--letterhead")
    base = Document("base.docx")
    base.styles["cccc Table Head"].name = "Head"
    base.save("base.docx")
    declare("letterhead: base.docx")
    for done in (cccc("check", "--lang", "en"), cccc("letter", "--output", "a.docx", "--lang", "en")):
        assert done.status == 1
        assert "the base document has no style named “cccc Table Head”" in done.err
    assert not Path("a.docx").exists()


def test_check_tries_the_templates_of_the_workspace(workspace, cccc):
    Path("templates/mine.md").write_text(MINE, encoding="utf-8")
    assert cccc("check").status == 0
    Path("templates/mine.md").write_text(MINE.replace("scope", "scop").replace("if praises", "if not period"), encoding="utf-8")
    done = cccc("check", "--lang", "en")
    assert done.status == 1
    assert "templates/mine.md:7:1: error[template]: the template cannot be used: nothing here is called scop" in done.err
    Path("templates/mine.md").write_text(MINE.replace("if praises", "if not period"), encoding="utf-8")
    done = cccc("check", "--lang", "en")
    assert done.status == 0
    assert "templates/mine.md:4:1: warning[unreachable-branch]: nothing reaches this branch" in done.err


def test_a_report_is_drafted_by_its_template(office, cccc):
    Path("templates/mine.md").write_text(MINE, encoding="utf-8")
    done = cccc("letter", "mine", "--format", "md", "--output", "mine.md")
    assert done.status == 0
    lines = Path("mine.md").read_text(encoding="utf-8").splitlines()
    assert "Số:      /BC-UBND" in lines
    assert lines[lines.index("BÁO CÁO") + 1 :][:4] == ["kết quả tháng 8/2023", "A", "B toàn huyện./.", "Nơi nhận:"]


def test_the_final_copy_of_an_edited_draft(office, cccc):
    assert cccc("letter", "--output", "draft.docx").status == 0
    assert "DỰ THẢO" in text_of("draft.docx")
    done = cccc("letter", "draft.docx", "--final")
    assert (done.status, done.out.strip()) == (0, "draft-final.docx")
    assert "DỰ THẢO" not in text_of("draft-final.docx")
    assert "w:sdt" not in text_of("draft-final.docx")
    drafted, final = (read_marks(Path(name).read_bytes(), name)[0] for name in ("draft.docx", "draft-final.docx"))
    assert final == drafted
    assert cccc("issue", "draft-final.docx", "--number", "1220", "--date", "2023-09-15").status == 0


def test_a_final_copy_is_drafted_beside_the_draft(office, cccc):
    assert cccc("letter", "--final").out.strip().endswith("notice-2023-08-final.docx")
    assert cccc("letter", "missing.docx", "--final").status == 1
