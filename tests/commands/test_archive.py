"""An archive holds all that belongs to a period, with the hashes to prove it, and is the same whenever it is made."""

import hashlib
import io
import json
import zipfile
from pathlib import Path

import pytest
import yaml

INPUTS = ("inputs/2023-07.xlsx", "inputs/2023-08.xlsx")
ARCHIVE = Path("archives/2023-08.zip")


@pytest.fixture
def office(ready):
    return ready(
        "tu-ky-2023",
        ("history", "import", "history.yaml"),
        ("evaluate", *INPUTS),
        ("letter",),
        ("letter", "letters/notice-2023-08.docx", "--final", "--output", "signed.docx"),
        ("issue", "signed.docx", "--number", "1220", "--date", "2023-09-15"),
    )[0]


def parts(path=ARCHIVE):
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def test_it_holds_everything_under_its_hash(office, cccc):
    done = cccc("archive", "2023-08")
    assert (done.status, done.out, done.err) == (0, "archives/2023-08.zip\n", "")
    found = parts()
    assert sorted(found) == [
        "SHA256SUMS",
        "contents.json",
        "draft/letters/notice-2023-08.docx",
        "evaluation.json",
        "export/inputs/2023-07.xlsx",
        "export/inputs/2023-08.xlsx",
        "indicators/builtin/catalogue.yaml",
        "indicators/indicators.yaml",
        "layout/layouts/monthly.yaml",
        "ledger.yaml",
        "paper/signed.docx",
        "plan/builtin/hai-duong-2023.yaml",
        "plan/builtin/tu-ky-2023.yaml",
        "policy/policy.yaml",
        "statements/statements/2023-08.yaml",
        "template/builtin/notice.md",
        "units/units.yaml",
        "workspace/cccc.yaml",
    ]
    sums = dict(line.split("  ", 1)[::-1] for line in found.pop("SHA256SUMS").decode().splitlines())
    assert sums == {name: hashlib.sha256(content).hexdigest() for name, content in found.items()}
    assert found["export/inputs/2023-08.xlsx"] == Path("inputs/2023-08.xlsx").read_bytes()
    assert found["paper/signed.docx"] == Path("signed.docx").read_bytes()


def test_the_results_and_the_ledgers_rows_are_the_periods(office, cccc):
    cccc("archive", "2023-08")
    found = parts()
    document, tables = json.loads(found["evaluation.json"]), yaml.safe_load(found["ledger.yaml"])["tables"]
    assert (document["period"]["label"], document["saved"], len(document["findings"])) == ("2023-08", True, 20)
    assert [one["number"] for one in tables["paper"]] == ["1220/UBND-NV"]
    assert {one["finish"] for one in tables["observation"]} == {"2023-08-31"}
    listed = json.loads(found["contents.json"])
    assert (listed["period"], all(one["sha256"] in (None, one["now"]) for one in listed["files"])) == ("2023-08", True)


def test_the_same_files_give_the_same_bytes(office, cccc):
    cccc("archive", "2023-08")
    first = ARCHIVE.read_bytes()
    assert cccc("archive", "2023-08", "--output", "again.zip").status == 0
    assert Path("again.zip").read_bytes() == first


def test_it_is_not_overwritten(office, cccc):
    cccc("archive", "2023-08")
    before = ARCHIVE.read_bytes()
    Path("policy.yaml").write_text(Path("policy.yaml").read_text(encoding="utf-8") + "# đã xem\n", encoding="utf-8")
    done = cccc("archive", "2023-08", "--lang", "en")
    assert done.status == 1
    assert "archives/2023-08.zip: error[not-overwritten]: the file is there already; nothing was written" in done.err
    assert ARCHIVE.read_bytes() == before
    assert cccc("archive", "2023-08", "--force").status == 0
    assert ARCHIVE.read_bytes() != before


def test_a_file_that_changed_or_is_gone_is_told(office, cccc):
    used = hashlib.sha256(Path("inputs/2023-08.xlsx").read_bytes()).hexdigest()
    Path("inputs/2023-08.xlsx").write_bytes(b"saved again")
    Path("inputs/2023-07.xlsx").unlink()
    done = cccc("archive", "2023-08", "--lang", "en")
    assert done.status == 0
    lines = done.err.splitlines()
    assert lines[0].startswith(
        "inputs/2023-07.xlsx: warning[source-changed]: the file is not there any more; look for the one whose SHA-256 begins"
    )
    assert lines[1] == (
        "inputs/2023-08.xlsx: warning[source-changed]: the file has changed since it was used; "
        f"look for the one whose SHA-256 begins with {used[:12]}"
    )
    found = parts()
    assert (found["export/inputs/2023-08.xlsx"], "export/inputs/2023-07.xlsx" in found) == (b"saved again", False)
    [one] = [one for one in json.loads(found["contents.json"])["files"] if one["file"] == "inputs/2023-08.xlsx"]
    assert (one["sha256"], one["now"]) == (used, hashlib.sha256(b"saved again").hexdigest())


def test_what_was_added_since_goes_in_too(office, cccc):
    Path("statements/2023-09.yaml").write_text("period: 2023-09\nstatements:\n  - {id: a, text: Tốt}\n", encoding="utf-8")
    cccc("archive", "2023-08")
    assert "statements/statements/2023-09.yaml" in parts()


def test_a_path_outside_keeps_to_the_archive(office, cccc, tmp_path):
    outside = tmp_path / "export.xlsx"
    outside.write_bytes(Path("inputs/2023-08.xlsx").read_bytes())
    assert cccc("evaluate", INPUTS[0], outside).status == 0
    assert cccc("archive", "2023-08").status == 0
    names = list(parts())
    assert any(name.endswith("/export.xlsx") for name in names)
    assert not any(name.startswith("/") or ".." in name.split("/") or ":" in name for name in names)


def test_a_unit_that_left_the_roster_keeps_its_figures(office, cccc):
    lines = [line for line in Path("units.yaml").read_text(encoding="utf-8").splitlines() if "Cộng Lạc" not in line]
    Path("units.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert cccc("archive", "2023-08").status == 0
    document = json.loads(parts()["evaluation.json"])
    assert [one["name"] for one in document["assessments"] if one["unit"] == "xa-cong-lac"][:1] == ["xa-cong-lac"]


@pytest.mark.parametrize(("period", "status"), [("2023-09", 1), ("tháng 8", 2), ("", 2)])
def test_a_period_that_was_not_evaluated_has_no_archive(office, cccc, period, status):
    assert cccc("archive", period).status == status
    assert not Path("archives").exists()


def test_it_can_be_read_by_any_program(office, cccc):
    cccc("archive", "2023-08")
    with zipfile.ZipFile(io.BytesIO(ARCHIVE.read_bytes())) as archive:
        assert {(one.date_time, one.compress_type) for one in archive.infolist()} == {
            ((1980, 1, 1, 0, 0, 0), zipfile.ZIP_STORED)
        }
