"""``cccc lint`` as a user runs it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.documents.lint.edits import align, bold, both, page, size, text, word
from tests.documents.lint.faults import planted
from tests.documents.lint.sound import SOUND

GOLDEN = Path(__file__).parent / "golden"
FAULTY = both(
    page("pgMar", left="1418"),
    size("CỘNG HÒA", 30),
    text("Số:", "Số: 5/UBND-VP"),
    text("KHẨN", "MẬT"),
    bold("Kính gửi"),
    align("Trong tháng 01", "left"),
    word("Nhận được", "./.", "."),
    text("Nguyễn Văn A", "ThS. Nguyễn Văn A"),
)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    (tmp_path / "thư.docx").write_bytes(planted("letter", FAULTY))
    (tmp_path / "sound.docx").write_bytes(SOUND["plan"])
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_faulty_letter_is_told_in_both_languages(folder, cccc, language):
    done = cccc("--lang", language, "lint", "thư.docx")
    assert done.status == 1
    assert done.out == (GOLDEN / f"faulty.{language}.txt").read_text(encoding="utf-8")


def test_a_sound_letter_is_silent(folder, cccc):
    done = cccc("--lang", "en", "lint", "sound.docx")
    assert (done.status, done.out, done.err) == (0, "", "nothing is wrong\n")


def test_a_warning_alone_is_no_failure(folder, cccc):
    done = cccc("--lang", "en", "lint", "sound.docx", "--year", "2025")
    assert done.status == 0
    assert done.out.splitlines()[-1] == "errors: 0, warnings: 1, notes: 0"


def test_the_place_of_the_office_is_asked_for(folder, cccc):
    done = cccc("lint", "sound.docx", "--place", "Lâm Đồng", "--format", "json")
    assert [remark["rule"] for remark in done.document["files"][0]["remarks"]] == ["F31"]


def test_json_names_every_remark_with_its_place(folder, cccc):
    done = cccc("lint", "thư.docx", "sound.docx", "--format", "json")
    assert done.status == 1
    assert done.document["schema"] == "cccc/lint@1"
    assert done.document["problems"] == []
    faulty, sound = done.document["files"]
    assert (faulty["file"], faulty["kind"], faulty["counts"]) == ("thư.docx", "CÔNG VĂN", {"E": 8, "W": 1, "I": 1})
    assert (sound["file"], sound["kind"], sound["remarks"]) == ("sound.docx", "KẾ HOẠCH", [])
    [remark] = [remark for remark in faulty["remarks"] if remark["rule"] == "F23"]
    assert {name: remark[name] for name in ("severity", "place", "paragraph", "words", "source", "fixable")} == {
        "severity": "E",
        "place": "letterhead",
        "paragraph": 7,
        "words": "Số: 5/UBND-VP",
        "source": "II.3.c",
        "fixable": False,
    }


def test_sarif_names_rules_files_and_levels(folder, cccc):
    done = cccc("lint", "thư.docx", "--format", "sarif")
    assert done.status == 1
    [run] = done.document["runs"]
    assert done.document["version"] == "2.1.0"
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == [f"F{number:02}" for number in range(1, 61)]
    assert {result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for result in run["results"]} == {
        "th%C6%B0.docx"
    }
    levels = {result["ruleId"]: result["level"] for result in run["results"]}
    assert (levels["F23"], levels["F18"], levels["F60"]) == ("error", "warning", "note")
    assert all(run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"] for result in run["results"])


def test_a_file_that_cannot_be_read_is_told_beside_the_others(folder, cccc):
    (folder / "old.docx").write_bytes(b"\xd0\xcf\x11\xe0" + bytes(600))
    done = cccc("lint", "sound.docx", "old.docx", "absent.docx", "--format", "json")
    assert done.status == 1
    assert [file["file"] for file in done.document["files"]] == ["sound.docx"]
    assert [problem["code"] for problem in done.document["problems"]] == ["unreadable-file", "unreadable-file"]
    sarif = json.loads(cccc("lint", "old.docx", "--format", "sarif").out)
    assert sarif["runs"][0]["invocations"][0]["executionSuccessful"] is False


def test_fix_writes_beside_the_file_and_tells_what_is_left(folder, cccc):
    before = (folder / "thư.docx").read_bytes()
    done = cccc("lint", "thư.docx", "--fix", "--format", "json")
    assert done.status == 1
    assert (folder / "thư.docx").read_bytes() == before
    [file] = done.document["files"]
    assert file["file"] == "thư.fixed.docx"
    assert [remark["rule"] for remark in file["remarks"]] == ["F23", "F60", "F51", "F58"]
    assert cccc("lint", "thư.fixed.docx", "--format", "json").document["files"] == [file]


def test_fix_overwrites_nothing_without_force(folder, cccc):
    (folder / "out.docx").write_bytes(b"mine")
    refused = cccc("lint", "thư.docx", "--fix", "--output", "out.docx")
    assert refused.status == 1
    assert (folder / "out.docx").read_bytes() == b"mine"
    cccc("lint", "thư.docx", "--fix", "--output", "out.docx", "--force")
    assert (folder / "out.docx").read_bytes().startswith(b"PK")


def test_fix_writes_nothing_where_nothing_can_be_mended(folder, cccc):
    done = cccc("--lang", "en", "lint", "sound.docx", "--fix")
    assert (done.status, done.out) == (0, "")
    assert not (folder / "sound.fixed.docx").exists()


def test_in_a_workspace_a_file_that_cccc_wrote_may_be_written_again(tu_ky, cccc):
    (tu_ky / "thư.docx").write_bytes(planted("letter", FAULTY))
    for _ in range(2):
        done = cccc("lint", "thư.docx", "--fix", "--format", "json")
        assert done.document["files"][0]["file"] == "thư.fixed.docx"
    (tu_ky / "thư.fixed.docx").write_bytes(b"edited")
    refused = cccc("lint", "thư.docx", "--fix", "--format", "json")
    assert [problem["rule"] for problem in refused.document["problems"]] == ["not-overwritten"]
    assert (tu_ky / "thư.fixed.docx").read_bytes() == b"edited"


@pytest.mark.parametrize(
    "arguments",
    [("lint",), ("lint", "a.docx", "--output", "b.docx"), ("lint", "a.docx", "b.docx", "--fix", "--output", "c.docx")],
    ids=["no file", "output without fix", "output for two"],
)
def test_wrong_usage(folder, cccc, arguments):
    assert cccc(*arguments).status == 2
