"""``cccc inspect`` as a clerk runs it: what it shows, saves and refuses."""

import json
from pathlib import Path

import pytest
import yaml
from openpyxl import load_workbook

GOLDEN = Path(__file__).parent / "golden"
AUGUST = "inputs/2023-08.xlsx"


def changed(source, target, edit):
    workbook = load_workbook(source)
    edit(workbook)
    workbook.save(target)


def september(workbook):
    """August's first sheet as the portal would give September, with two headings that were renamed."""
    for name in workbook.sheetnames[1:]:
        del workbook[name]
    sheet = workbook.worksheets[0]
    sheet.title = "Tháng 9"
    sheet["A3"] = "(Từ ngày 01/09/2023 đến ngày 30/09/2023)"
    sheet["I5"] = "Thanh toán trực tuyến trên Cổng của tỉnh"
    sheet["A5"] = "TT"


def other_units(workbook):
    september(workbook)
    workbook.worksheets[0]["B5"] = "Nơi nhận"


# --- what is shown ---------------------------------------------------------------------------------------------------


def test_july_and_august_are_shown_as_in_the_readme(tu_ky, cccc, monkeypatch):
    monkeypatch.setenv("COLUMNS", "100")
    done = cccc("inspect", "inputs/2023-07.xlsx", AUGUST)
    assert (done.status, done.err) == (0, "")
    assert done.out == (GOLDEN / "inspect-tu-ky-2023.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("columns", [80, 120])
def test_no_line_is_wider_than_the_terminal(tu_ky, cccc, monkeypatch, columns):
    monkeypatch.setenv("COLUMNS", str(columns))
    done = cccc("inspect", AUGUST, "--all")
    assert max(map(len, done.out.splitlines())) <= columns


def test_nothing_is_saved(tu_ky, cccc):
    assert cccc("inspect", AUGUST).status == 0
    assert not (tu_ky / ".cccc").exists()


def test_all_shows_every_unit_that_matched(tu_ky, cccc):
    shown = cccc("inspect", AUGUST, "--all").out
    assert shown.count("UBND xã Hà Kỳ") == 1
    assert shown.count("Xã Hà Kỳ") >= 4


def test_the_document_holds_the_same(tu_ky, cccc):
    document = cccc("inspect", AUGUST, "--format", "json").document
    (file,) = document["files"]
    table = file["sheets"][0]["tables"][0]
    assert (document["schema"], document["problems"], document["drift"], document["cells"]) == ("cccc/inspection@1", [], [], [])
    assert (file["kind"], [sheet["sheet"] for sheet in file["sheets"]]) == (
        "xlsx",
        ["Tháng 8", "8 tháng", "Từ 01-4", "Đánh giá khác"],
    )
    assert (table["range"], table["layout"], table["period"]["label"]) == ("A5:K42", "monthly", "2023-08")
    assert table["rows"] == {"unit": 32, "total": 1, "group": 2, "index": 1, "note": 2}
    assert table["headings"][2]["headings"][0] == {
        "text": "Tổng số hồ sơ tiếp nhận",
        "columns": [3, 3],
        "taken": [{"as": "measure", "about": "intake_total"}],
    }
    assert (len(table["units"]), table["observations"]) == (32, 192)


def test_outside_a_workspace_a_file_is_inspected_all_the_same(tmp_path, root, cccc, monkeypatch):
    monkeypatch.chdir(tmp_path)
    done = cccc("inspect", root / "examples" / "tu-ky-2023" / AUGUST, "--format", "json")
    assert done.document["files"][0]["sheets"][0]["rows"] == 45
    assert all(problem["code"] not in ("unknown-unit", "unit-missing") for problem in done.document["problems"])


def test_files_that_cannot_be_read_are_told_and_the_others_shown(tu_ky, cccc):
    (tu_ky / "cut.xlsx").write_bytes((tu_ky / AUGUST).read_bytes()[:3000])
    done = cccc("inspect", "cut.xlsx", "missing.xlsx", AUGUST)
    assert done.status == 1
    assert "Tháng 8" in done.out
    assert done.err.count("unreadable-file") == 2


def test_an_error_in_a_cell_is_told_and_ends_with_1(tu_ky, cccc):
    changed(AUGUST, "wrong.xlsx", lambda workbook: workbook["Tháng 8"].__setitem__("C9", "mười"))
    done = cccc("inspect", "wrong.xlsx", "--format", "json")
    assert done.status == 1
    assert [(problem["code"], problem["cell"]) for problem in done.document["problems"]] == [("not-a-number", "C9")]


# --- one cell --------------------------------------------------------------------------------------------------------


def test_a_cell_is_explained_on_every_sheet_that_is_meant(tu_ky, cccc):
    cells = cccc("inspect", AUGUST, "--explain", "D42", "--format", "json").document["cells"]
    assert [(cell["sheet"], cell["value"]) for cell in cells] == [
        ("Tháng 8", "6822"),
        ("8 tháng", "54886"),
        ("Từ 01-4", "15221"),
        ("Đánh giá khác", ""),
    ]


@pytest.mark.parametrize("cell", ["Tháng 8!D27", "'Tháng 8'!D27", "tháng 8!$d$27"])
def test_a_cell_of_one_sheet_tells_all_about_itself(tu_ky, cccc, cell):
    (told,) = cccc("inspect", AUGUST, "--explain", cell, "--format", "json").document["cells"]
    assert (told["cell"], told["row"], told["unit"], told["indicators"]) == ("D27", "unit", "Xã Hà Kỳ", ["intake_digitisation"])
    assert told["headings"] == ["Số hóa hồ sơ khi tiếp nhận", "Số hồ sơ số hóa đầy đủ thành phần"]
    assert [(one["about"], one["observed"]) for one in told["readings"]] == [("intake_digitised", True)]


@pytest.mark.parametrize(
    "arguments",
    [
        ("--explain", "42"),
        ("--explain", "Không có!A1"),
        ("--output", "x.yaml"),
        ("--period", "tháng 8"),
        ("--write-layout", "--format", "json"),
    ],
)
def test_wrong_usage_is_told(tu_ky, cccc, arguments):
    done = cccc("inspect", AUGUST, *arguments)
    assert (done.status, done.out) == (2, "")


# --- a layout drafted ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "file"), [("tu-ky-2023", AUGUST), ("starter", "inputs/2026-09.xlsx")])
def test_a_drafted_layout_is_sound_and_reads_the_same_figures(example, cccc, name, file):
    folder = example(name)
    before = cccc("evaluate", file, "--no-save", "--format", "json").document
    (folder / "layouts" / "monthly.yaml").unlink()
    config = folder / "cccc.yaml"
    declared = config.read_text(encoding="utf-8")
    config.write_text(declared.replace("layouts: [layouts/*.yaml]", "layouts: []"), encoding="utf-8")
    done = cccc("inspect", file, "--write-layout")
    assert (done.status, done.out) == (0, f"layouts/{Path(file).stem}.yaml\n")
    config.write_text(declared, encoding="utf-8")
    assert cccc("check").status == 0
    after = cccc("evaluate", file, "--no-save", "--format", "json").document
    assert after["assessments"] == before["assessments"]
    assert after["problems"] == before["problems"]


def test_a_layout_is_never_overwritten(tu_ky, cccc):
    (tu_ky / "layouts" / "2023-08.yaml").write_text("layout: mine\n", encoding="utf-8")
    done = cccc("inspect", AUGUST, "--write-layout")
    assert (done.status, done.out) == (1, "")
    assert "layouts/2023-08.yaml" in done.err
    assert (tu_ky / "layouts" / "2023-08.yaml").read_text(encoding="utf-8") == "layout: mine\n"


def test_a_layout_goes_where_it_is_asked_to(tu_ky, cccc):
    assert cccc("inspect", AUGUST, "--write-layout", "--output", "khác/Biểu tháng.yaml").out == "khác/Biểu tháng.yaml\n"
    assert yaml.safe_load((tu_ky / "khác" / "Biểu tháng.yaml").read_text(encoding="utf-8"))["layout"] == "bieu-thang"


def test_no_layout_is_drafted_from_what_cannot_be_read(tu_ky, cccc):
    (tu_ky / "cut.xlsx").write_bytes(b"PK\x03\x04")
    assert (cccc("inspect", "cut.xlsx", "--write-layout").status, list((tu_ky / "layouts").iterdir())) == (
        1,
        [tu_ky / "layouts" / "monthly.yaml"],
    )


# --- drift -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def imported(ready):
    """August saved, and two files of September whose headings are not as they were."""
    ready("tu-ky-2023", ("evaluate", AUGUST))
    changed(AUGUST, "inputs/2023-09.xlsx", september)
    changed(AUGUST, "inputs/other.xlsx", other_units)


RENAMED = [
    ("renamed", "STT", [1, 1], "TT", [1, 1]),
    (
        "renamed",
        "Thanh toán trực tuyến trên Cổng DVC quốc gia",
        [9, 11],
        "Thanh toán trực tuyến trên Cổng của tỉnh",
        [9, 11],
    ),
]


def told(document):
    (drift,) = document["drift"]
    assert drift["since"] == {"file": AUGUST, "sheet": "Tháng 8"}
    return [tuple(change.values()) for change in drift["changes"]]


def test_headings_that_changed_since_the_last_import_are_shown(imported, cccc):
    assert told(cccc("inspect", "inputs/2023-09.xlsx", "--format", "json").document) == RENAMED


def test_they_are_shown_too_where_no_layout_fits_any_more(imported, cccc):
    done = cccc("inspect", "inputs/other.xlsx", "--format", "json")
    assert done.status == 1
    assert told(done.document) == [RENAMED[0], ("renamed", "Đơn vị", [2, 2], "Nơi nhận", [2, 2]), RENAMED[1]]


@pytest.mark.parametrize("file", ["inputs/2023-09.xlsx", "inputs/other.xlsx"])
def test_evaluate_tells_them_beside_its_result(imported, cccc, file):
    done = cccc("evaluate", file, "--format", "json", "--no-save")
    assert json.loads(done.out)["schema"] == "cccc/evaluation@1"
    assert "“STT”" in done.err
    assert "C" not in [line.partition(":")[0].strip() for line in done.err.splitlines()]


def test_a_file_as_before_tells_nothing(imported, cccc):
    assert cccc("evaluate", AUGUST, "--no-save").err == ""
    assert cccc("inspect", AUGUST, "--format", "json").document["drift"] == []
