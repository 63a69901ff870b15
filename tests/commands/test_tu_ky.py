"""The acceptance case: every verdict, total and finding of August 2023, and the letter."""

import json
import re
import zipfile
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

TEXT = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
INPUTS = ("inputs/2023-07.xlsx", "inputs/2023-08.xlsx")


@pytest.fixture
def case(root):
    folder = root / "tests" / "cases" / "tu-ky-2023"
    return {name: json.loads((folder / f"{name}.json").read_text(encoding="utf-8")) for name in ("expected", "letter")}


@pytest.fixture
def evaluated(ready):
    return ready("tu-ky-2023", ("history", "import", "history.yaml"), ("evaluate", *INPUTS, "--format", "json"))[1].document


def keyed(rows, *names):
    return {tuple(row[name] for name in names): row for row in rows}


@pytest.mark.parametrize(
    ("part", "names"), [("assessments", ("unit", "indicator", "window")), ("totals", ("group", "indicator", "window"))]
)
def test_every_figure_is_the_expected_one(case, evaluated, part, names):
    actual = keyed(evaluated[part], *names)
    expected = keyed(case["expected"][part], *names)
    assert set(actual) == set(expected)
    assert {key: {name: actual[key][name] for name in row} for key, row in expected.items()} == expected


def test_every_finding_is_the_expected_one(case, evaluated):
    def shape(finding):
        return (finding["rule"], finding["unit"], finding.get("occurrence"), tuple(finding.get("also", ())))

    assert sorted(map(shape, evaluated["findings"]), key=str) == sorted(map(shape, case["expected"]["findings"]), key=str)


def test_the_real_files_have_no_problem(evaluated):
    assert evaluated["problems"] == []


def test_a_figure_walks_home_to_its_cells(evaluated):
    row = keyed(evaluated["assessments"], "unit", "indicator", "window")["xa-ha-ky", "online_payment", "cumulative"]
    assert row["source"] == [{"file": "inputs/2023-08.xlsx", "sheet": "Từ 01-4", "cells": ["C27", "D27"]}]


def test_the_letter_says_what_it_must_in_order(case, evaluated, cccc):
    assert cccc("letter", "notice", "--period", "2023-08", "--output", "letter.docx").status == 0
    with zipfile.ZipFile("letter.docx") as package:
        body = ET.fromstring(package.read("word/document.xml"))  # noqa: S314 - written by cccc a line above
    text = ["".join(part.text or "" for part in paragraph.iter(f"{TEXT}t")) for paragraph in body.iter(f"{TEXT}p")]
    at = 0
    for step in case["letter"]["paragraphs"]:
        found = next((i for i in range(at, len(text)) if all(words in text[i] for words in step["has"])), None)
        assert found is not None, step
        at = found if step.get("ordered", True) else at
    assert not [line for line in text if re.search(r"\{\{|\{%|None", line)]


def test_the_order_of_files_does_not_matter(evaluated, cccc):
    turned = cccc("evaluate", *reversed(INPUTS), "--no-save", "--format", "json").document
    assert [turned[part] for part in ("assessments", "totals", "findings")] == [
        evaluated[part] for part in ("assessments", "totals", "findings")
    ]


def test_july_alone_is_enough_once_august_is_asked_for_later(tu_ky, cccc):
    """The ledger remembers July, so that August shows its change."""
    july = cccc("evaluate", INPUTS[0], "--format", "json").document
    assert july["period"]["label"] == "2023-07"
    august = cccc("evaluate", INPUTS[1], "--format", "json").document
    total = keyed(august["totals"], "group", "indicator", "window")[None, "online_payment", "period"]
    assert total["change"] == "29.860098"


def test_section_5_gives_what_the_district_assigns_for_the_last_months(evaluated, cccc):
    assert cccc("letter", "notice", "--period", "2023-08", "--format", "md", "--output", "letter.md").status == 0
    text = Path("letter.md").read_text(encoding="utf-8")
    section = text[text.index("5. Nhiệm vụ trong các tháng cuối năm 2023") :]
    intake, result = "tỷ lệ số hóa đầy đủ thành phần hồ sơ khi tiếp nhận", "tỷ lệ số hóa kết quả giải quyết TTHC"
    for fact in (
        f"Bảo đảm {intake} và {result} đạt 100% đối với UBND các xã, thị trấn",
        f"Tiếp tục nâng cao {intake} và {result}",
        "thanh toán trực tuyến trên Cổng dịch vụ công đạt từ 30% trở lên",
        "UBND các xã, thị trấn thực hiện thường xuyên, đầy đủ, kịp thời",
        "đăng tải tin bài, văn bản trên Trang thông tin điện tử",
    ):
        assert fact in section
