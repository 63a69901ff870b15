"""A new user edits instead of inventing: the starter workspace is copied, checks clean, evaluates and drafts at once."""

from pathlib import Path

import pytest

MONTHS = ("inputs/2026-08.xlsx", "inputs/2026-09.xlsx")


@pytest.fixture
def started(tmp_path, monkeypatch, cccc):
    monkeypatch.chdir(tmp_path)
    done = cccc("init", "office")
    assert done.status == 0, done.err
    monkeypatch.chdir(tmp_path / "office")
    return done


def test_every_file_that_was_made_is_named(started):
    made = sorted(path.as_posix() for path in Path().rglob("*") if path.is_file())
    assert sorted(line.removeprefix("office/") for line in started.out.splitlines()) == made
    assert "cccc.yaml" in made


def test_a_new_workspace_has_nothing_wrong(started, cccc):
    done = cccc("check", "--format", "json")
    assert (done.status, done.document["problems"]) == (0, [])


def test_it_evaluates_at_once_on_its_sample_exports(started, cccc):
    document = cccc("evaluate", *MONTHS, "--format", "json").document
    assert document["problems"] == []
    found = {(finding["kind"], finding["unit"], finding["occurrence"]) for finding in document["findings"]}
    assert found == {
        ("criticism", "xa-suoi-dau", 1),
        ("criticism", "phuong-dong-hai", 1),
        ("reminder", "thue-tinh", None),
        ("reminder", "xa-dien-lam", None),
        ("reminder", "so-xay-dung", None),
        ("reminder", "phuong-bao-an", None),
        ("praise", "so-cong-thuong", None),
        ("praise", "so-tu-phap", None),
        ("praise", "xa-van-ninh", None),
        ("praise", "xa-ninh-phuoc", None),
        ("praise", "phuong-nha-trang", None),
    }
    assert {finding["unit"] for finding in document["withheld"]} == {"dac-khu-truong-sa"}


def test_its_totals_are_the_sums_of_its_counts(started, cccc):
    document = cccc("evaluate", *MONTHS, "--format", "json").document
    totals = {(row["indicator"], row["window"]): row for row in document["totals"] if row["group"] is None}
    row = totals["online_filing", "period"]
    assert (row["numerator"], row["denominator"], row["display"], row["change"]) == (14982, 16475, "90,94%", "3.451849")


def test_it_drafts_at_once(started, cccc):
    cccc("evaluate", *MONTHS)
    done = cccc("letter", "notice")
    assert (done.status, done.out) == (0, "letters/notice-2026-09.docx\n")


def test_a_coordinate_office_is_asked_and_never_ordered(started, cccc):
    cccc("evaluate", *MONTHS)
    cccc("letter", "notice", "--format", "md", "--output", "letter.md")
    lines = Path("letter.md").read_text(encoding="utf-8").splitlines()
    orders = [line for line in lines if "Thuế tỉnh" in line and "Yêu cầu" in line]
    assert orders == []
    assert [line for line in lines if line.startswith("Đề nghị") and "Thuế tỉnh" in line]


def test_what_is_there_already_is_not_touched(started, cccc):
    Path("units.yaml").write_text("mine", encoding="utf-8")
    done = cccc("init", ".", "--lang", "en")
    assert done.status == 1
    assert (
        "units.yaml: error[not-overwritten]: the file is there already; nothing was written; choose an empty folder" in done.err
    )
    assert Path("units.yaml").read_text(encoding="utf-8") == "mine"
