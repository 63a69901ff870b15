"""`cccc history` tells the story of a unit through its predecessors; exemptions, ladders and signed ratings by the commands."""

import json
import os
from pathlib import Path

import pytest

GOLDEN = Path(__file__).parent / "golden"
FILES = {
    "cccc.yaml": """\
        issuer: {name: UBND tỉnh, place: Tỉnh}
        papers: {default: {symbol: UBND, copies: [Như trên], signature: {lines: [CHỦ TỊCH]}}}
        units: units.yaml
        indicators: indicators.yaml
        plans: [targets/*.yaml]
        layouts: [layouts/*.yaml]
        policy: policy.yaml
        """,
    "units.yaml": """\
        groups:
          - id: communes
            level: commune
            name: UBND các xã
            units:
              - {name: Xã Đông, code: H1.01, valid: {to: 2025-06-30}}
              - {name: Xã Tây, aliases: [Tây Xã], valid: {to: 2025-06-30}}
              - {name: Xã Đông Tây, id: dong-tay, valid: {from: 2025-07-01}, formed_from: [xa-dong, xa-tay], carries: true}
              - {name: Xã Nam, valid: {to: 2025-06-30}}
              - {name: Phường Nam, valid: {from: 2025-07-01}, formed_from: [xa-nam], carries: true}
              - Xã Bắc
          - {id: sectors, level: province, name: Ngành dọc, relation: coordinate, units: [Bưu điện tỉnh]}
        """,
    "indicators.yaml": """\
        indicators:
          - {id: paid, name: Tỷ lệ thanh toán trực tuyến, numerator: paid_online, denominator: paid_total}
          - {id: late, name: Số hồ sơ quá hạn, type: number, better: lower}
          - {id: posts, name: Đăng tin bài, type: rating, ratings: {met: [Đạt], missed: [Chưa đạt]}}
        """,
    "targets/2025.yaml": """\
        plan: nam-2025
        title: Kế hoạch năm 2025
        issuer: UBND tỉnh
        applies: {from: 2025-01-01, to: 2025-12-31}
        targets:
          - {indicator: paid, at_least: 50%, cumulative_from: 2025-05-01, cite: mục 1}
          - {indicator: late, at_most: 2, windows: [period], cite: mục 2}
          - {indicator: posts, windows: [period], cite: mục 3}
        """,
    "layouts/a.yaml": """\
        layout: a
        table:
          unit: Đơn vị
          period: title
          measures: {paid_online: Trực tuyến, paid_total: Tổng, late: Quá hạn}
          ratings: {posts: Tin bài}
        """,
    "policy.yaml": """\
        policy: p
        exemptions:
          - {unit: xa-bac, indicators: [paid], to: 2025-08-31, reason: Đang nâng cấp phần mềm, cite: Công văn 12/UBND}
        rules:
          - id: paid
            kind: criticism
            indicators: [paid]
            when: {period: missed}
            escalate: {reset_after: 3, steps: [reminder, criticism, {criticism: Kiểm điểm trách nhiệm}]}
            also: [posts]
        """,
    "history.yaml": """\
        issued:
          - {period: 2025-04, kind: reminder, unit: xa-tay, indicators: [paid], number: 12/UBND, date: 2025-05-09}
        """,
}
MONTHS = {
    5: ["Xã Đông;1;10;0;Đạt", "Xã Tây;2;10;1;Chưa đạt", "Xã Nam;3;10;5;", "Xã Bắc;4;10;0;Đạt", "Bưu điện tỉnh;6;9;0;"],
    6: ["Xã Đông;2;10;0;Đạt", "Xã Tây;3;10;2;Chưa đạt", "Xã Nam;4;10;3;", "Xã Bắc;4;10;0;Đạt", "Bưu điện tỉnh;6;9;0;"],
    7: ["Xã Đông Tây;7;20;3;", "Phường Nam;6;10;1;", "Xã Bắc;4;10;0;Đạt", "Bưu điện tỉnh;0;0;0;"],
    8: ["Xã Đông Tây;8;20;4;Chưa đạt", "Phường Nam;7;10;0;", "Xã Bắc;1;10;0;", "Bưu điện tỉnh;5;9;0;"],
}


@pytest.fixture
def office(tmp_path, monkeypatch):
    for name, text in FILES.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("\n".join(line[8:] for line in text.splitlines()) + "\n", encoding="utf-8")
    for month, rows in MONTHS.items():
        lines = [f"Tháng {month}/2025", "", "Đơn vị;Trực tuyến;Tổng;Quá hạn;Tin bài", *rows]
        (tmp_path / f"{month}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def told(office, cccc):
    """Four months evaluated, and the letter of July issued."""
    assert cccc("history", "import", "history.yaml").status == 0
    for month in MONTHS:
        done = cccc("evaluate", f"{month}.csv")
        assert done.status == 0, done.err
        if month == 7:
            assert cccc("letter", "--output", "7.docx").status == 0
            assert cccc("issue", "7.docx", "--number", "30/UBND", "--date", "2025-08-08").status == 0
    return office


def golden(name, shown):
    """What is shown is what was looked at, but for blanks at the ends of lines; ``CCCC_UPDATE=1`` writes it anew."""
    text = "\n".join(line.rstrip() for line in shown.splitlines()) + "\n"
    if os.environ.get("CCCC_UPDATE"):
        (GOLDEN / name).write_text(text, encoding="utf-8")
    assert all(len(line) <= 80 for line in text.splitlines())
    assert text == (GOLDEN / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("unit", ["dong-tay", "phuong-nam", "xa-bac"])
def test_the_story_of_a_unit(told, cccc, unit):
    done = cccc("history", "--unit", unit, "--lang", "en")
    assert done.status == 0
    golden(f"history-{unit}.txt", done.out)


def test_the_story_as_json(told, cccc):
    done = cccc("history", "--unit", "phuong-nam", "--format", "json")
    [unit] = done.document["units"]
    assert (unit["unit"], unit["formed_from"], unit["carries"]) == ("phuong-nam", ["xa-nam"], ["xa-nam"])
    paid = unit["figures"][0]
    assert (paid["indicator"], paid["window"], paid["streak"]) == ("paid", "period", {"status": "met", "periods": 2})
    assert [(point["unit"], point["period"], point["value"]) for point in paid["points"]] == [
        ("xa-nam", "2025-05", "30.000000"),
        ("xa-nam", "2025-06", "40.000000"),
        ("phuong-nam", "2025-07", "60.000000"),
        ("phuong-nam", "2025-08", "70.000000"),
    ]
    assert [(one["unit"], one["period"], one["kind"], one["fate"]) for one in unit["findings"]] == [
        ("xa-nam", "2025-05", "reminder", "proposed"),
        ("xa-nam", "2025-06", "reminder", "proposed"),
    ]


def test_without_a_unit_json_tells_every_unit_with_findings(told, cccc):
    units = [unit["unit"] for unit in cccc("history", "--format", "json").document["units"]]
    assert units == ["xa-dong", "xa-tay", "dong-tay", "xa-nam"]


@pytest.mark.parametrize(("day", "name"), [("2025-06-30", "units-before.txt"), ("2025-07-01", "units-after.txt")])
def test_the_roster_at_a_day(office, cccc, day, name):
    done = cccc("units", "--at", day, "--lang", "en")
    assert done.status == 0
    golden(name, done.out)


def test_the_roster_as_json(office, cccc):
    document = cccc("units", "--at", "2025-07-01", "--format", "json").document
    assert (document["schema"], document["at"]) == ("cccc/units@1", "2025-07-01")
    assert [unit["id"] for group in document["groups"] for unit in group["units"]] == [
        "dong-tay", "phuong-nam", "xa-bac", "buu-dien-tinh"
    ]  # fmt: skip
    new = document["groups"][0]["units"][0]
    assert (new["valid"], new["formed_from"]) == ({"from": "2025-07-01", "to": None}, ["xa-dong", "xa-tay"])


def test_a_day_that_is_none_is_wrong_usage(office, cccc):
    assert cccc("units", "--at", "30/6/2025").status == 2


# --- what evaluate tells ---------------------------------------------------------------------------------------------


def findings(document, part="findings"):
    return [(one["unit"], one["kind"], one["occurrence"], one["step"], one["also"]) for one in document[part]]


def test_a_ladder_climbs_with_the_papers_of_predecessors(told, cccc):
    document = cccc("evaluate", "8.csv", "--no-save", "--format", "json").document
    assert findings(document) == [("dong-tay", "criticism", 2, "Kiểm điểm trách nhiệm", ["posts"])]
    shown = cccc("evaluate", "8.csv", "--no-save", "--lang", "en").out
    assert "criticism, time 2" in shown
    assert "Kiểm điểm" in shown


def test_an_exempt_unit_is_told_with_its_reason(told, cccc):
    document = cccc("evaluate", "8.csv", "--no-save", "--format", "json").document
    [spared] = document["exempted"]
    assert (spared["unit"], spared["kind"], spared["reason"], spared["until"], spared["cite"]) == (
        "xa-bac", "reminder", "Đang nâng cấp phần mềm", "2025-08-31", "Công văn 12/UBND"
    )  # fmt: skip
    shown = cccc("evaluate", "8.csv", "--no-save", "--lang", "en").out
    assert "Exempt, not proposed:\n" in shown
    assert "Xã Bắc: reminder (thanh toán trực tuyến), until 31/8/2025: Đang nâng cấp phần mềm" in " ".join(shown.split())


def test_a_letter_drafted_after_the_ladder_moved_on_is_told_to_be_evaluated_again(told, cccc):
    assert cccc("issue", "7.docx", "--number", "30/UBND", "--date", "2025-08-08", "--undo").status == 0
    done = cccc("letter", "--output", "8.docx", "--lang", "en")
    assert done.status == 0
    said = "Xã Đông Tây: papers were issued or withdrawn since it was evaluated"
    assert said not in done.err  # it stays a criticism, one step lower
    assert cccc("evaluate", "8.csv", "--format", "json").document["findings"][0]["occurrence"] == 1


RATINGS = """\
period: 2025-08
ratings:
  - {unit: phuong-nam, indicator: posts, rating: chưa đạt, by: Tổ công tác, on: 2025-09-03, evidence: Biên bản số 4}
"""


def test_a_signed_rating_is_judged_and_can_be_walked_back(told, cccc):
    Path("ratings").mkdir()
    Path("ratings/8.yaml").write_text(RATINGS, encoding="utf-8")
    done = cccc("evaluate", "8.csv", "--format", "json")
    [one] = [one for one in done.document["assessments"] if (one["unit"], one["indicator"]) == ("phuong-nam", "posts")]
    assert (one["status"], one["display"]) == ("missed", "Chưa đạt")
    assert one["source"] == [
        {
            "file": "ratings/8.yaml", "sheet": None, "cells": [], "line": 3, "column": 50,
            "by": "Tổ công tác", "on": "2025-09-03", "evidence": "Biên bản số 4",
        }
    ]  # fmt: skip
    # and the letter made of the ledger tells no change of it
    assert "source-changed" not in cccc("letter", "--output", "8.docx", "--lang", "en").err


def test_a_signed_rating_against_an_export_s_is_an_error_at_its_line(told, cccc):
    Path("ratings").mkdir()
    Path("ratings/8.yaml").write_text(RATINGS.replace("phuong-nam", "dong-tay").replace("chưa đạt", "Đạt"), encoding="utf-8")
    done = cccc("evaluate", "8.csv", "--format", "json", "--lang", "en")
    assert done.status == 1
    document = json.loads(done.out)
    [problem] = [problem for problem in document["problems"] if problem["severity"] == "error"]
    assert (problem["code"], problem["file"], problem["line"], problem["column"]) == (
        "conflicting-figures",
        "ratings/8.yaml",
        3,
        48,
    )
    assert problem["message"] == "dong-tay: posts is “Đạt” here and “Chưa đạt” at 8.csv [1!E4]"
    assert (document["saved"], document["assessments"], document["inputs"][0]["file"]) == (False, [], "8.csv")
