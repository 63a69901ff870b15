"""`cccc units`: a confirmed spelling is in force at the next run, and a units file is drafted from what lists units."""

from pathlib import Path

import pytest
from openpyxl import Workbook

HA_KY = ("alias", "Hà Kì", "xa-ha-ky")


def units():
    return Path("units.yaml").read_text(encoding="utf-8")


# --- alias -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def before(tu_ky):
    return units()


def test_a_confirmed_alias_is_all_that_changes(before, cccc):
    done = cccc("units", *HA_KY, "--lang", "en")
    assert (done.status, done.out) == (0, "units.yaml\n")
    assert done.err == "“Hà Kì” is an alias of Xã Hà Kỳ (xa-ha-ky) from now on\n"
    assert units() == before.replace("- Xã Hà Kỳ\n", "- {name: Xã Hà Kỳ, aliases: [Hà Kì]}\n")
    assert cccc("check").status == 0


def test_a_dated_alias_keeps_its_dates(before, cccc):
    done = cccc("units", *HA_KY, "--from", "2023-01-01", "--to", "2023-12-31")
    assert done.status == 0
    line = "- {name: Xã Hà Kỳ, aliases: [{name: Hà Kì, valid: {from: 2023-01-01, to: 2023-12-31}}]}\n"
    assert units() == before.replace("- Xã Hà Kỳ\n", line)


@pytest.mark.parametrize("name", ["Hà Kì", "Xã Hà Kỳ", "ubnd xã hà kỳ", "1. UBND xã Hà Kỳ"])
def test_a_name_that_is_known_already_is_nothing_to_do(before, cccc, name):
    cccc("units", *HA_KY)
    once = units()
    done = cccc("units", "alias", name, "xa-ha-ky")
    assert (done.status, units()) == (0, once)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("Hà Kì", "xa-ha-ki"), "units.yaml: error[unknown-unit]: xa-ha-ki is no unit's id; did you mean xa-ha-ky"),
        (("Xã Tân Kỳ", "xa-ha-ky"), "error[taken-name]: “Xã Tân Kỳ” names Xã Tân Kỳ (xa-tan-ky) already"),
        (("Tân Kỳ", "xa-ha-ky"), "error[taken-name]: “Tân Kỳ” names Xã Tân Kỳ (xa-tan-ky) already"),
        (("x· Hµ Kú", "xa-ha-ky"), "error[taken-name]: “x· Hµ Kú” names no unit as it stands: it is written in the old coding"),
        ((" . ", "xa-ha-ky"), "error[taken-name]: “.” is no name of a unit"),
    ],
)
def test_what_cannot_be_an_alias_is_refused_and_nothing_is_written(before, cccc, arguments, said):
    done = cccc("units", "alias", *arguments, "--lang", "en")
    assert (done.status, units()) == (1, before)
    assert said in done.err


def test_an_alias_tells_two_units_with_one_bare_name_apart(before, cccc):
    Path("units.yaml").write_text(before + "      - Xã Tứ Kỳ\n", encoding="utf-8")
    assert cccc("units", "alias", "Tứ Kỳ", "thi-tran-tu-ky").status == 0
    assert "{name: Thị trấn Tứ Kỳ, aliases: [Tứ Kỳ]}" in units()


def test_a_units_file_with_errors_is_not_touched(before, cccc):
    wrong = before.replace("- Xã Tân Kỳ", "- {name: Xã Tân Kỳ, nam: x}")
    Path("units.yaml").write_text(wrong, encoding="utf-8")
    done = cccc("units", *HA_KY, "--lang", "en")
    assert (done.status, units()) == (1, wrong)
    assert "error[unknown-key]" in done.err


def test_errors_elsewhere_do_not_stand_in_the_way(before, cccc):
    layout = next(Path("layouts").glob("*.yaml"))
    layout.write_text(layout.read_text(encoding="utf-8") + "\nnonsense: 1\n", encoding="utf-8")
    assert cccc("units", *HA_KY).status == 0


@pytest.mark.parametrize("options", [("--from", "1/1/2023"), ("--from", "2023-02-01", "--to", "2023-01-01"), ("--to", "x")])
def test_dates_that_are_none_are_wrong_usage(before, cccc, options):
    assert cccc("units", *HA_KY, *options).status == 2
    assert units() == before


def test_the_command_that_an_unknown_name_is_told_with_does_what_it_says(before, cccc):
    book = Workbook()
    for row in (["Kết quả tháng 8/2023"], ["Đơn vị", "Tổng số"], ["- Hà Kì", 3], ["Xã Tân Kỳ", 4]):
        book.active.append(row)
    book.save("new.xlsx")
    Path("layouts/new.yaml").write_text(
        "layout: new\ntable: {unit: Đơn vị, measures: {received_total: Tổng số}}\n", encoding="utf-8"
    )
    refused = cccc("evaluate", "new.xlsx", "--lang", "en", "--no-save")
    assert refused.status == 1
    assert 'cccc units alias "Hà Kì" xa-ha-ky' in refused.err
    cccc("units", *HA_KY)
    assert "unknown-unit" not in cccc("evaluate", "new.xlsx", "--lang", "en", "--no-save").err


# --- new -------------------------------------------------------------------------------------------------------------


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def sheet(path, rows):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)


def groups(text):
    """``{group id: [lines of units]}`` of a drafted file."""
    found = {}
    for line in text.splitlines():
        if line.startswith("  - id: "):
            found[line.removeprefix("  - id: ")] = []
        elif line.startswith("      - "):
            found[list(found)[-1]].append(line.removeprefix("      - "))
    return found


@pytest.mark.parametrize("name", ["tu-ky-2023", "starter"])
def test_the_units_of_an_example_s_export_are_those_of_its_units_file(example, cccc, name):
    example(name)
    export = min(Path("inputs").glob("*.xlsx"))
    done = cccc("units", "new", export, "--output", "drafted.yaml")
    assert (done.status, done.out) == (0, "drafted.yaml\n")
    assert cccc("check", "drafted.yaml").status == 0
    drafted = [unit for listed in groups(Path("drafted.yaml").read_text(encoding="utf-8")).values() for unit in listed]
    unlike = [unit for unit in drafted if unit.strip('"') not in units()]
    assert len(drafted) in (32, 82)
    assert unlike == []


TABLE = [
    ["UBND TỈNH A"],
    ["Kết quả giải quyết TTHC tháng 8/2026"],
    [],
    ["STT", "Mã định danh", "Tên đơn vị", "Tổng số"],
    ["(1)", "(2)", "(3)", "(4)"],
    ["I", None, "Sở, ban, ngành", 30],
    [1, "H40.01", "Sở Nội vụ", 10],
    [2, "H40.02", "Sở Y tế", 20],
    ["II", None, "UBND cấp xã", 60],
    [1, "H40.11", "UBND xã Ba Tô", 10],
    [2, "H40.12", "UBND xã Ba Tơ", 20],
    [3, "H40.12", "- UBND phường Văn Lang", 30],
    [None, None, "Tổng cộng", 90],
    [],
    [None, None, "Nơi nhận:"],
    [None, None, "- Như trên"],
]


def test_a_table_gives_its_groups_names_and_codes(here, cccc):
    sheet("a.xlsx", TABLE)
    done = cccc("units", "new", "a.xlsx", "--lang", "en")
    assert done.status == 0
    assert groups(units()) == {
        "so-ban-nganh": ["{name: Sở Nội vụ, code: H40.01}", "{name: Sở Y tế, code: H40.02}"],
        "ubnd-cap-xa": ["{name: Xã Ba Tô, code: H40.11}", "{name: Xã Ba Tơ, id: xa-ba-to-2}", "Phường Văn Lang"],
    }
    assert "these codes stand beside several units and were left out: H40.12" in done.err
    assert cccc("check", "units.yaml").status == 0


def test_a_plain_list_is_grouped_by_kind(here, cccc):
    lines = "\ufeff1. Sở Y tế\n2. UBND xã Hà Kỳ\n\nPhường 1\nThị xã Ba Đồn\nThanh tra tỉnh\nXã Hà Kỳ\n"
    Path("list.txt").write_text(lines, encoding="utf-8")
    assert cccc("units", "new", "list.txt").status == 0
    assert groups(units()) == {
        "departments": ["Sở Y tế", "Thanh tra tỉnh"],
        "communes": ["Xã Hà Kỳ", "Phường 1"],
        "districts": ["Thị xã Ba Đồn"],
    }
    assert 'name: "UBND các xã, phường"' in units()
    assert cccc("check", "units.yaml").status == 0


def test_a_list_with_codes_and_no_headings(here, cccc):
    sheet("a.xlsx", [["Xã Hà Kỳ", "30961"], ["Xã Tân Kỳ", "30964"]])
    cccc("units", "new", "a.xlsx", "--group", "Các xã")
    assert groups(units()) == {"cac-xa": ['{name: Xã Hà Kỳ, code: "30961"}', '{name: Xã Tân Kỳ, code: "30964"}']}


def test_a_file_that_is_there_stays_without_force(here, cccc):
    Path("list.txt").write_text("Xã Hà Kỳ\n", encoding="utf-8")
    Path("units.yaml").write_text("mine", encoding="utf-8")
    done = cccc("units", "new", "list.txt", "--lang", "en")
    assert (done.status, units()) == (1, "mine")
    assert "units.yaml: error[not-overwritten]: the file is there already" in done.err
    assert cccc("units", "new", "list.txt", "--force").status == 0
    assert "Xã Hà Kỳ" in units()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("X· Hµ Kú\nX· T©n Kú\n".encode(), "list.txt: error[unreadable-file]: the names in this file are no Unicode text"),
        (b"X\xb7 H\xb5 K\xfa\n", "list.txt: error[unreadable-file]: the file is not UTF-8 text; save it as UTF-8"),
        ("Xã Hà Kỳ\nX? H?ng ??o\n".encode(), "list.txt: error[unknown-unit]: “X? H?ng ??o” names no unit as it stands"),
        (b"\n", "list.txt: error[no-table]: no list of units was found in this file"),
    ],
)
def test_a_file_that_lists_no_unit_is_refused(here, cccc, content, said):
    Path("list.txt").write_bytes(content)
    done = cccc("units", "new", "list.txt", "--lang", "en")
    assert (done.status, Path("units.yaml").exists()) == (1, False)
    assert said in done.err


def test_every_file_that_is_wrong_is_told(here, cccc):
    done = cccc("units", "new", "a.xlsx", "b.txt", "--lang", "en")
    assert done.status == 1
    assert done.err.count("error[unreadable-file]") == 2
