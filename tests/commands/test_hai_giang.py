"""An office of 2026 from its example: two levels of government, a campaign, a ladder, a paper issued for each month."""

import contextlib
import io
import json
import shutil
import zipfile
from pathlib import Path

import pytest

from cccc.__main__ import run

EXAMPLE = Path(__file__).parents[2] / "examples" / "hai-giang-2026"
MONTHS = ("2026-06", "2026-07", "2026-08")
CAMPAIGN = "2026-08-01..2026-09-29"
RESPONSIBILITY = "Yêu cầu kiểm điểm trách nhiệm người đứng đầu"


def done(*arguments):
    with contextlib.redirect_stderr(io.StringIO()) as told:
        assert run(list(arguments)) == 0, told.getvalue()


def evaluate(name, *inputs):
    done("evaluate", *(f"inputs/{each}" for each in inputs), "--format", "json", "--output", f"{name}.json")


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """The example's year so far: every month evaluated, its notice drafted, signed as it stands, and issued."""
    folder = tmp_path_factory.mktemp("office") / EXAMPLE.name
    shutil.copytree(EXAMPLE, folder, ignore=shutil.ignore_patterns(".cccc", "letters"))
    with contextlib.chdir(folder), contextlib.redirect_stdout(io.StringIO()):
        done("history", "import", "history.yaml")
        evaluate("2025-06", "2025-06.xlsx")
        for at, month in enumerate(MONTHS, 1):
            evaluate(month, f"{month}.xlsx", f"{month}-766.xlsx")
            done("letter", "--output", f"{month}.docx")
            done("letter", f"{month}.docx", "--final", "--output", f"{month}-signed.docx")
            done("issue", f"{month}-signed.docx", "--number", str(700 + at), "--date", f"2026-{at + 6:02}-09")
        evaluate("2026-09-14", "2026-09-14.xlsx")
        evaluate(CAMPAIGN, "2026-09-29.xlsx")
        evaluate("2026-09", "2026-09.xlsx", "2026-09-766.xlsx", "2026-09-chung-thuc.csv")
    return folder


@pytest.fixture
def inside(office, monkeypatch):
    monkeypatch.chdir(office)
    return office


@pytest.fixture
def evaluation(inside):
    return lambda name: json.loads((inside / f"{name}.json").read_text(encoding="utf-8"))


def rows(document):
    return {(row["unit"], row["indicator"], row["window"]): row for row in document["assessments"]}


def steps(document, unit):
    """What the ladder of online payment proposes for ``unit``."""
    return [
        (one["kind"], one["occurrence"], one["step"])
        for one in document["findings"]
        if (one["rule"], one["unit"]) == ("payment-ladder", unit)
    ]


@pytest.mark.usefixtures("inside")
def test_check_has_nothing_to_ask(cccc):
    assert cccc("check", "--strict", "--at", "2026-10-01").status == 0


@pytest.mark.usefixtures("inside")
def test_check_asks_for_the_review_once_it_is_due(cccc):
    document = json.loads(cccc("check", "--at", "2026-10-15", "--format", "json").out)
    assert [one["rule"] for one in document["problems"]] == ["review-due"]


@pytest.mark.parametrize("name", ["2025-06", *MONTHS, "2026-09-14", CAMPAIGN, "2026-09"])
def test_no_export_has_a_problem(evaluation, name):
    assert evaluation(name)["problems"] == []


LADDER = {
    "xa-giong-may": [  # three criticisms in spring: on the last step, again and again
        ("criticism", 4, RESPONSIBILITY),
        ("criticism", 5, RESPONSIBILITY),
        ("criticism", 6, RESPONSIBILITY),
        ("criticism", 7, RESPONSIBILITY),
    ],
    "xa-nai-giang": [("criticism", 1, None), ("criticism", 2, None), ("criticism", 3, None), ("criticism", 4, RESPONSIBILITY)],
    "phuong-cau-may": [None, None, None, ("reminder", 1, None)],  # three months met: what was said in spring is forgotten
    "xa-tan-long": [None, None, ("criticism", 1, None), None],  # reminded by another rule in June and July
    "thue-tinh": [("reminder", time, None) for time in (1, 2, 3, 4)],  # coordinate: never beyond a reminder
    "dac-khu-hon-say": [None, None, None, None],  # exempt
    "so-dan-toc-va-ton-giao": [None, None, None, None],  # too few dossiers
}


@pytest.mark.parametrize("unit", LADDER)
def test_each_paper_issued_is_a_step_up(evaluation, unit):
    found = [(steps(evaluation(month), unit) or [None])[0] for month in (*MONTHS, "2026-09")]
    assert found == LADDER[unit]


def test_who_is_spared_is_told_with_the_reason(evaluation):
    told = evaluation("2026-09")
    assert [(one["unit"], one["indicators"]) for one in told["withheld"]] == [("so-dan-toc-va-ton-giao", ["online_payment"])]
    assert {(one["unit"], *one["indicators"], one["until"], one["cite"]) for one in told["exempted"]} == {
        ("dac-khu-hon-say", indicator, "2026-09-30", "Công văn số 412/UBND-KSTT ngày 28/5/2026")
        for indicator in ("online_filing", "online_payment")
    }
    assert all(one["reason"].startswith("Cáp quang biển bị đứt") for one in told["exempted"])


@pytest.mark.parametrize(
    ("unit", "change"),
    [
        ("phuong-ben-say", None),  # merged
        ("xa-bai-lac", None),  # split
        ("xa-lach-vung", None),
        ("xa-kenh-moi", "38.039084"),  # 78/112 now; 35/105 and 28/95 of the two that it carries on
        ("phuong-an-long", "43.226121"),
    ],
)
def test_only_who_carries_on_is_compared_with_the_year_before(evaluation, unit, change):
    assert rows(evaluation("2026-06"))[unit, "online_payment", "period"]["change_year"] == change


def test_a_plan_holds_for_the_periods_that_end_in_it(evaluation):
    asked = {
        name: [
            (target["plan"], target["op"], target["value"])
            for unit, indicator in (
                ("xa-ha-long", "online_filing"),
                ("xa-ha-long", "online_payment"),
                ("so-y-te", "online_payment"),
            )
            for target in [rows(evaluation(name))[unit, indicator, "period"]["target"]]
        ]
        for name in ("2026-07", "2026-08", CAMPAIGN, "2026-09")
    }
    year = [("hai-giang-2026", "at_least", "75"), ("hai-giang-2026", "more_than", "50"), ("hai-giang-2026", "at_least", "60")]
    campaign = [
        (plan, op, value)
        for plan, (op, value) in zip(
            ["cao-diem-60-ngay"] * 3, [("at_least", "80"), ("more_than", "60"), ("at_least", "70")], strict=True
        )
    ]
    assert asked == {"2026-07": year, "2026-08": campaign, CAMPAIGN: campaign, "2026-09": year}


def test_a_cumulative_figure_is_added_from_the_ledger(evaluation):
    row = rows(evaluation("2026-09"))["xa-giong-may", "online_payment", "cumulative"]
    assert (row["from"], row["numerator"], row["denominator"], row["display"]) == ("2026-01-01", 169, 984, "17,17%")
    assert [source["file"] for source in row["source"]] == [f"inputs/2026-0{month}.xlsx" for month in (6, 7, 8, 9)]


def test_a_score_is_taken_as_it_was_given(evaluation):
    score = rows(evaluation("2026-09"))["xa-nai-giang", "score_766", "period"]
    assert (score["numerator"], score["value"], score["display"], score["status"]) == (None, "73.050000", "73,05", "missed")
    assert score["source"] == [{"file": "inputs/2026-09-766.xlsx", "sheet": "Bộ chỉ số 766", "cells": ["I37"]}]


def test_copies_are_counted_from_the_list_and_ratings_from_signed_lines(evaluation):
    found = rows(evaluation("2026-09"))
    copies = found["xa-song-lac", "e_copy", "period"]
    assert (copies["numerator"], copies["denominator"], copies["status"]) == (4, 18, "missed")
    [source] = found["phuong-vam-gio", "news", "period"]["source"]
    assert (source["file"], source["by"], source["on"]) == (
        "ratings/2026-09.yaml",
        "Sở Văn hóa, Thể thao và Du lịch",
        "2026-10-02",
    )


@pytest.mark.usefixtures("inside")
def test_the_board_tells_who_can_still_reach_it(cccc):
    document = json.loads(cccc("board", "--at", "2026-09-14", "--format", "json").out)
    assert (document["plan"], document["days_done"], document["days_left"]) == ("cao-diem-60-ngay", 45, 15)
    outlooks = {(one["unit"], one["indicator"]): (one["outlook"], one["needed"]) for one in document["standings"]}
    assert outlooks["xa-lach-vung", "online_filing"] == ("open", "84.748201")
    assert outlooks["xa-giong-may", "online_payment"][0] == "lost"
    assert outlooks["xa-con-noi", "result_digitisation"][0] == "impossible"  # one result that was not digitised forbids 100%
    assert outlooks["dac-khu-cu-lao-gio", "online_payment"][0] == "nothing_arose"


@pytest.mark.usefixtures("inside")
def test_targets_tell_the_campaign_and_what_it_stands_for(cccc):
    document = json.loads(cccc("targets", "--at", "2026-08-31", "--unit", "xa-ha-long", "--format", "json").out)
    payment = next(one for one in document["targets"] if one["indicator"] == "online_payment")
    assert (payment["plan"], payment["value"], [other["plan"] for other in payment["instead_of"]]) == (
        "cao-diem-60-ngay",
        "60",
        ["hai-giang-2026"],
    )


@pytest.mark.usefixtures("inside")
def test_answers_tell_who_is_silent_late_and_undecided(cccc):
    told = cccc("answers", "--period", "2026-09").out
    assert "Chưa trả lời (1): Xã Tân Lộng\n" in told
    assert "Không đồng ý, chưa có quyết định: Xã Nại Giang\n" in told


@pytest.mark.usefixtures("inside")
def test_tasks_tell_what_is_overdue(cccc):
    document = json.loads(cccc("tasks", "--at", "2026-09-30", "--overdue", "--format", "json").out)
    assert [(one["id"], one["unit"]) for one in document["tasks"]] == [("qr", "xa-nai-giang")]


@pytest.mark.usefixtures("inside")
def test_the_roster_is_another_on_each_side_of_the_first_of_july(cccc):
    def there(day):
        document = json.loads(cccc("units", "--at", day, "--format", "json").out)
        return {unit["id"] for group in document["groups"] for unit in group["units"]}

    before, after = there("2025-06-30"), there("2026-09-30")
    assert before - after == {"thi-tran-ben-say", "xa-con-say", "xa-bai-lon", "xa-kenh-lac", "xa-kenh-moi-cu"}
    assert after - before == {"phuong-ben-say", "xa-bai-lac", "xa-lach-vung", "xa-kenh-moi"}


@pytest.mark.usefixtures("inside")
def test_history_tells_a_unit_s_story_with_that_of_those_it_carries_on(cccc):
    told = cccc("history", "--unit", "xa-kenh-moi").out
    assert "2025-06 33,33%" in told
    assert "688/UBND-KSTT" in told
    assert "phê bình lần 6" in cccc("history", "--unit", "xa-giong-may").out


@pytest.mark.usefixtures("inside")
def test_an_answer_stands_beside_the_figure(cccc):
    told = " ".join(cccc("explain", "xa-giong-may", "online_payment").out.split())
    assert "06/10/2026" in told
    assert "không đồng ý, giữ số liệu: 14 hồ sơ nộp tiền mặt do ngân hàng bảo trì ngày 18/9/2026; Ngân hàng xác nhận" in told
    answer = cccc("explain", "xa-nai-giang", "online_payment", "--format", "json").document["answer"]
    assert (answer["answer"], answer["late"], answer["decision"]) == ("refused", True, None)
    assert cccc("explain", "xa-nai-giang", "online_filing", "--format", "json").document["answer"] is None


@pytest.mark.usefixtures("inside")
def test_explain_tells_the_chain_of_the_gravest_verdict(cccc):
    told = cccc("explain", "xa-giong-may", "online_payment").out
    for said in (
        "mẫu số      630 + 128 + 122 + 104 = 984",
        "trích dẫn   mục I.2 Phụ lục: trên 50%",
        "lần 7: đã ban hành cho 2026-03 (367/UBND-KSTT",
        f"Đề xuất: phê bình lần 7 ({RESPONSIBILITY})",
    ):
        assert said in told, said


LETTERS = {
    "notice": [],
    "criticism": ["--each"],
    "submission-slip": [],
    "progress-report": [],
    "campaign-closing": ["--period", CAMPAIGN],
}


@pytest.mark.parametrize("template", LETTERS)
def test_letters_have_the_decree_s_layout(inside, cccc, template):
    output = f"{template}-{{unit}}.docx" if "--each" in LETTERS[template] else f"{template}.docx"
    written = cccc("letter", template, *LETTERS[template], "--output", output)
    assert written.status == 0, written.err
    made = sorted(path.name for path in inside.glob(f"{template}*.docx"))
    assert made == (["criticism-xa-giong-may.docx", "criticism-xa-nai-giang.docx"] if template == "criticism" else [output])
    document = json.loads(cccc("lint", *made, "--format", "json").out)
    assert [remark for file in document["files"] for remark in file["remarks"]] == []


@pytest.mark.usefixtures("inside")
def test_the_notice_says_who_was_praised_asked_and_criticised(cccc):
    cccc("letter", "notice", "--format", "md", "--output", "notice.md", "--force")
    text = Path("notice.md").read_text(encoding="utf-8")
    for said in (
        "02 UBND xã, phường có tỷ lệ hồ sơ nộp trực tuyến",
        "Đề nghị Trưởng Thuế tỉnh",
        "(Quyết định số 766/QĐ-TTg) trong tháng 9/2026 chỉ đạt 73,05",
        "Phê bình lần thứ tư và yêu cầu kiểm điểm trách nhiệm người đứng đầu đối với UBND xã Nại Giang",
        "Phê bình lần thứ bảy và yêu cầu kiểm điểm trách nhiệm người đứng đầu đối với UBND xã Giồng Mây",
    ):
        assert said in text, said
    assert "UBND đặc khu Hòn Sậy có tỷ lệ" not in text  # exempt


@pytest.mark.usefixtures("inside")
def test_the_report_ranks_nobody_where_all_have_too_few_dossiers(cccc):
    """The lists of copies have under 20 in each unit, the policy's bound for a rank."""
    assert cccc("letter", "progress-report", "--format", "md", "--output", "report.md", "--force").status == 0
    lines = Path("report.md").read_text(encoding="utf-8").splitlines()
    [copies] = [line for line in lines if line.startswith("- Tỷ lệ chứng thực bản sao điện tử")]
    assert copies.endswith("19 đơn vị đạt, 01 đơn vị chưa đạt; các đơn vị có quá ít hồ sơ để xếp hạng.")


@pytest.mark.usefixtures("inside")
def test_the_slip_tells_who_has_not_answered_and_who_is_spared(cccc):
    cccc("letter", "submission-slip", "--format", "md", "--output", "slip.md", "--force")
    text = Path("slip.md").read_text(encoding="utf-8")
    for said in ("04/05 đơn vị đã trả lời", "Chưa trả lời: UBND xã Tân Lộng", "Cáp quang biển bị đứt", "02/06 hồ sơ"):
        assert said in text, said


@pytest.mark.parametrize(("now", "found"), [("yêu cầu rút kinh nghiệm", "yêu cầu rút kinh nghiệm"), ("", None)])
def test_a_step_that_somebody_changes_or_strikes_is_found(inside, capsys, tmp_path, now, found):
    said, drafted, edited = RESPONSIBILITY[0].lower() + RESPONSIBILITY[1:], tmp_path / "n.docx", tmp_path / "edited.docx"
    done("letter", "notice", "--period", "2026-09", "--output", str(drafted))
    done("verify", str(drafted))
    with zipfile.ZipFile(drafted) as before, zipfile.ZipFile(edited, "w") as after:
        for part in before.infolist():
            text = part.filename == "word/document.xml"
            content = before.read(part)
            after.writestr(part, content.replace(said.encode(), now.encode()) if text else content)
    capsys.readouterr()
    assert run(["verify", str(edited), "--format", "json"]) == 1
    told = json.loads(capsys.readouterr().out)["files"][0]["differences"]
    assert [(one["code"], one["expected"], one["found"]) for one in told] == [("figure-differs", said, found)] * 2
