"""`cccc letter --each`: a letter for each unit concerned and an index of them; all are written, or none."""

import csv
from pathlib import Path

import pytest

from cccc.documents.marks import read_marks
from cccc.workflow import files

CRITICISED = ["xa-dan-chu", "xa-hung-dao", "xa-phuong-ky", "xa-tien-dong"]
PARTS = ".*.part"


@pytest.fixture
def office(ready):
    root, _ = ready("tu-ky-2023", ("evaluate", "inputs/2023-07.xlsx", "inputs/2023-08.xlsx", "--period", "2023-08"))
    Path("templates").mkdir(exist_ok=True)
    return root


def index(file):
    with Path(file).open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def written():
    return {file.name: file.read_bytes() for file in Path("letters").glob("*")} if Path("letters").is_dir() else {}


def test_each_unit_with_a_finding_of_the_templates_kind_gets_its_letter(office, cccc):
    done = cccc("letter", "criticism", "--each", "--number", "9")
    assert done.status == 0
    files = [f"letters/criticism-2023-08-{unit}.docx" for unit in CRITICISED]
    assert done.out.splitlines() == [*files, "letters/criticism-2023-08-index.csv"]
    listed = index("letters/criticism-2023-08-index.csv")
    assert [(one["unit"], one["number"]) for one in listed] == list(zip(CRITICISED, ["09", "10", "11", "12"], strict=True))
    assert listed[0] == {
        "unit": "xa-dan-chu",
        "name": "Xã Dân Chủ",
        "file": "criticism-2023-08-xa-dan-chu.docx",
        "number": "09",
        "findings": "criticism (1): online_payment",
    }
    for file in files:
        marks, problems = read_marks(Path(file).read_bytes(), file)
        assert (len(marks.standing), problems) == (1, [])


def test_a_letter_of_a_batch_is_the_letter_of_its_unit_alone(office, cccc):
    assert cccc("letter", "criticism", "--each").status == 0
    assert cccc("letter", "criticism", "--unit", "xa-hung-dao", "--output", "alone.docx").status == 0
    assert Path("letters/criticism-2023-08-xa-hung-dao.docx").read_bytes() == Path("alone.docx").read_bytes()


def test_the_units_asked_for_are_named_by_the_pattern(office, cccc):
    asked = ("--unit", "xa-ha-ky", "--unit", "xa-dan-chu")
    done = cccc("letter", "notice", "--each", *asked, "--format", "md", "--output", "out/{period}/{unit} {template}.md")
    assert done.status == 0
    assert done.out.splitlines() == [
        "out/2023-08/xa-dan-chu notice.md",
        "out/2023-08/xa-ha-ky notice.md",
        "out/2023-08/index notice.csv",
    ]
    # the whole is told in each letter, the findings of its own unit alone
    text = Path("out/2023-08/xa-dan-chu notice.md").read_text(encoding="utf-8")
    assert "tính chung toàn huyện" in text
    assert "UBND xã Dân Chủ" in text
    assert "UBND xã Hưng Đạo" not in text


def test_a_template_of_no_kind_is_for_every_unit_judged(office, cccc):
    done = cccc("letter", "notice", "--each", "--format", "md")
    assert done.status == 0
    assert len(done.out.splitlines()) == len(index("letters/notice-2023-08-index.csv")) + 1
    assert {one["unit"] for one in index("letters/notice-2023-08-index.csv")} > set(CRITICISED)


def test_where_no_unit_is_concerned_nothing_is_written(office, cccc):
    done = cccc("letter", "criticism", "--each", "--unit", "phong-noi-vu", "--lang", "en")
    assert (done.status, done.out) == (0, "")
    assert "no unit is concerned; there is no letter to write" in done.err
    assert written() == {}


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("one.docx", "a letter for each unit needs {unit} in the name, as letters/{unit}.docx"),
        ("{name}-{unit}.docx", "{name} is no part of a file's name; known are {template}, {period}, {unit}"),
    ],
)
def test_a_name_that_cannot_be_each_units_is_wrong_usage(office, cccc, name, told):
    done = cccc("letter", "criticism", "--each", "--output", name, "--lang", "en")
    assert done.status == 2
    assert told in done.err


def test_one_letter_that_cannot_be_made_keeps_all_from_being_written(office, cccc):
    text = "subject: A\n\n{% for one in criticisms %}{{ one.items[0].unit }}{{ nobody }}{% endfor %}\n\nB.\n"
    Path("templates/mine.md").write_text(text, encoding="utf-8")
    done = cccc("letter", "mine", "--each", "--unit", "xa-dan-chu", "--unit", "phong-noi-vu", "--unit", "xa-hung-dao")
    assert done.status == 1
    assert done.err.count("templates/mine.md:3:1") == 1
    assert not Path("letters").exists()


def test_an_unknown_unit_and_template_are_told_at_once(office, cccc):
    done = cccc("letter", "criticisms", "--each", "--unit", "xa-ha-kyy", "--lang", "en")
    assert done.status == 1
    assert "there is no template criticisms" in done.err
    assert "xa-ha-kyy is no unit's id" in done.err


def test_edited_letters_are_all_told_and_keep_the_batch_from_being_written(office, cccc):
    assert cccc("letter", "criticism", "--each").status == 0
    edited = [Path(f"letters/criticism-2023-08-{unit}.docx") for unit in CRITICISED[1:3]]
    for file in edited:
        file.write_bytes(b"edited")
    before = written()
    done = cccc("letter", "criticism", "--each", "--number", "1")
    assert done.status == 1
    assert done.err.count("not-overwritten") == 2
    assert written() == before
    assert cccc("letter", "criticism", "--each", "--number", "1", "--force").status == 0
    assert all(file.read_bytes() != b"edited" for file in edited)


def test_a_killed_batch_leaves_whole_files_and_the_next_run_just_works(office, cccc, monkeypatch):
    assert cccc("letter", "criticism", "--each").status == 0
    before = written()

    class Killed(BaseException):
        pass

    put = []

    def kill(path):
        put.append(path)
        if len(put) == 7:  # four letters and the index are set aside, and one is in its place
            raise Killed
        return part_of(path)

    part_of = files.part_of
    with monkeypatch.context() as patched:
        patched.setattr(files.Staging, "__exit__", lambda *_: None)
        patched.setattr(files, "part_of", kill)
        with pytest.raises(Killed):
            cccc("letter", "criticism", "--each", "--number", "30")
    left = {name: content for name, content in written().items() if not name.endswith(".part")}
    assert left.keys() == before.keys()
    assert [name for name in left if left[name] != before[name]] == [f"criticism-2023-08-{CRITICISED[0]}.docx"]
    assert cccc("letter", "criticism", "--each", "--number", "30").status == 0
    assert list(Path("letters").glob(PARTS)) == []


def test_the_same_batch_twice_is_the_same_bytes(office, cccc):
    assert cccc("letter", "criticism", "--each").status == 0
    before = written()
    assert cccc("letter", "criticism", "--each").status == 0
    assert written() == before


def test_pdfs_are_made_of_the_whole_batch_at_once(office, cccc, monkeypatch):
    from cccc.documents import pdf

    asked = []

    def to_pdf(letters, folder):
        asked.append([letter.read_bytes()[:2] for letter in letters])
        for letter in letters:
            (folder / f"{letter.stem}.pdf").write_bytes(b"%PDF")
        return []

    monkeypatch.setattr(pdf, "to_pdf", to_pdf)
    done = cccc("letter", "criticism", "--each", "--format", "pdf")
    assert done.status == 0
    assert asked == [[b"PK"] * 4]
    assert {name: content for name, content in written().items() if not name.endswith(".csv")} == {
        f"criticism-2023-08-{unit}.pdf": b"%PDF" for unit in CRITICISED
    }


def test_where_a_pdf_cannot_be_made_nothing_is_written(office, cccc, monkeypatch):
    monkeypatch.setenv("PATH", "")
    done = cccc("letter", "criticism", "--each", "--format", "pdf")
    assert done.status == 1
    assert written() == {}
