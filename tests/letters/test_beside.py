"""What letters tell beside the verdicts: steps of a ladder, answers, overdue tasks, targets to come, ways of ranking."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from cccc import shipped
from cccc.letters.language import phrases
from cccc.letters.language.marks import bare
from cccc.letters.rendering import Template, paper
from cccc.letters.truths import Truths
from cccc.letters.views.facts import Beside
from cccc.model.issuance import Answer, Answers, Reply, Task
from cccc.model.paper import Key
from cccc.model.policies import Ranking
from cccc.model.targets import Operator, Plan, Target, Threshold, Window
from cccc.model.units import Roster
from cccc.periods import Period
from cccc.problems import Location

HERE = Location("x.yaml", 1, 1)
STEP = "Yêu cầu kiểm điểm trách nhiệm người đứng đầu"


def drafted(desk, name):
    """The paragraphs of the shipped template ``name``."""
    templates = {
        one.stem: Template(one.stem, one.name, one.read_text(encoding="utf-8")) for one in shipped.templates().glob("*.md")
    }
    template = templates.pop(name)
    made, problems = paper(template, templates, desk.view(), desk.framed, desk.period.label)
    assert [str(problem.message) for problem in problems] == []
    return made.as_text()


# --- steps -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def laddered(desk):
    for name in ("Xã A", "Xã B", "Xã C"):
        desk.judge(name, "payment", 20, ">= 30")
    desk.find("criticism", "Xã A", "payment", occurrence=4, step=STEP).find("criticism", "Xã B", "payment", occurrence=4)
    return desk.find("reminder", "Xã C", "payment", step="Báo cáo giải trình")


@pytest.mark.parametrize(
    ("label", "told"),
    [
        (STEP, "yêu cầu kiểm điểm trách nhiệm người đứng đầu"),
        ("Kiểm điểm trách nhiệm người đứng đầu.", "yêu cầu kiểm điểm trách nhiệm người đứng đầu"),
        ("Đề nghị UBKT xem xét", "đề nghị UBKT xem xét"),
    ],
)
def test_a_step_in_words(label, told):
    assert phrases.step(label) == told


def test_criticisms_stand_apart_by_step(laddered):
    assert [heading for heading in laddered.headings if "Phê bình" in heading] == [
        "2. Phê bình lần thứ tư đối với UBND xã B",
        "3. Phê bình lần thứ tư và yêu cầu kiểm điểm trách nhiệm người đứng đầu đối với UBND xã A",
    ]


def test_a_reminder_tells_its_step_itself(laddered):
    assert any(text.startswith("UBND xã C ") and text.endswith("; yêu cầu báo cáo giải trình.") for text in laddered.body)


@pytest.mark.parametrize("name", ["criticism", "submission-slip"])
def test_other_papers_tell_it_too(laddered, name):
    assert "hê bình lần thứ tư" in drafted(laddered, name)
    assert "và yêu cầu kiểm điểm trách nhiệm người đứng đầu" in drafted(laddered, name)


def test_a_step_that_the_ledger_has_otherwise_does_not_hold(laddered):
    truths = Truths(laddered.evaluation(), Roster(tuple(laddered.groups), tuple(laddered.units)), laddered.indicators)
    key = Key("step", ("xa-a",), ("payment",))
    assert truths.holds(key, "yêu cầu kiểm điểm trách nhiệm người đứng đầu")
    assert not truths.holds(key, "yêu cầu rút kinh nghiệm")


# --- answers ---------------------------------------------------------------------------------------------------------


def answered(desk, *answers, units=("xa-a", "xa-b", "xa-c")):
    told = tuple(Answer(unit, Reply(reply), date(2023, 9, 7), "Chủ tịch", HERE, late=late) for unit, reply, late in answers)
    for name in ("Xã A", "Xã B", "Xã C"):
        desk.judge(name, "payment", 60, ">= 30")
    desk.beside = Beside(answers=Answers(desk.period, units, date(2023, 9, 6), told))
    return [line for line in drafted(desk, "submission-slip").splitlines() if "Đối chiếu số liệu" in line]


def test_the_slip_says_who_has_not_answered_and_what_is_not_decided(desk):
    [line] = answered(desk, ("xa-a", "accepted", False), ("xa-b", "refused", True))
    assert line == (
        "| Đối chiếu số liệu | 02/03 đơn vị đã trả lời, trong đó quá hạn: UBND xã B. Chưa trả lời: UBND xã C. "
        "Không thống nhất số liệu, chưa có kết luận: UBND xã B |"
    )


def test_all_have_answered(desk):
    [line] = answered(desk, *((unit, "accepted", False) for unit in ("xa-a", "xa-b", "xa-c")))
    assert line == "| Đối chiếu số liệu | 03/03 đơn vị đã trả lời |"


def test_without_answers_the_line_is_left_to_be_filled_by_hand(desk):
    desk.judge("Xã A", "payment", 60, ">= 30")
    assert "| Đối chiếu số liệu | … đơn vị đã trả lời; … đơn vị chưa trả lời (ghi trước khi trình) |" in drafted(
        desk, "submission-slip"
    )


# --- tasks -----------------------------------------------------------------------------------------------------------

PAPER = "1220/UBND-NV"
ASKED = "theo Công văn số 1220/UBND-NV ngày 09/8/2023 (hạn 31/8/2023)"


def task(unit, due=date(2023, 8, 31), **more):
    return Task("t", PAPER, date(2023, 8, 9), "Báo cáo giải pháp.", HERE, unit, due=due, **more)


@pytest.mark.parametrize(
    ("tasks", "told"),
    [
        (
            [task("xa-a")],
            f"Đến nay UBND xã A chưa hoàn thành việc báo cáo giải pháp {ASKED}.",
        ),
        (
            [task("xa-a"), task("xa-b"), task("xa-c", done=date(2023, 8, 30))],
            f"Đến nay còn 02 UBND xã chưa hoàn thành việc báo cáo giải pháp {ASKED}: UBND các xã A và B.",
        ),
        ([task("xa-a", due=date(2023, 9, 1))], None),
        ([task("xa-a", due=None)], None),
        (
            [task(None, office="Trung tâm Mẫu")],
            f"Đến nay Trung tâm Mẫu chưa hoàn thành việc báo cáo giải pháp {ASKED}.",
        ),
    ],
)
def test_a_report_says_what_is_overdue_on_its_day(desk, tasks, told):
    for name in ("Xã A", "Xã B", "Xã C"):
        desk.judge(name, "payment", 60, ">= 30")
    desk.beside = Beside(tasks=tuple(tasks))
    found = [line for line in drafted(desk, "progress-report").splitlines() if line.startswith("Đến nay")]
    assert found == ([told] if told else [])


def test_a_reminder_says_only_what_those_it_goes_to_owe(desk):
    desk.judge("Xã A", "payment", 20, ">= 30").judge("Xã B", "payment", 60, ">= 30").find("reminder", "Xã A", "payment")
    desk.beside = Beside(tasks=(task("xa-a"), task("xa-b")))
    [line] = [line for line in drafted(desk, "reminder").splitlines() if line.startswith("Đến nay")]
    assert line.startswith("Đến nay UBND xã A chưa")


# --- targets to come -------------------------------------------------------------------------------------------------


CITED = "Kế hoạch số 12/KH-UBND ngày 15/8/2023 của UBND tỉnh Hải Dương về giao chỉ tiêu"


def to_come(desk, giver, issued, **asked):
    plan = Plan(
        "sau", "Giao chỉ tiêu", giver, "12/KH-UBND", issued, Period(date(2023, 9, 1), date(2023, 12, 31)), ("p",), (), HERE
    )
    targets = {
        ("xa-a", name): Target(
            "sau",
            name,
            ("xa-a",),
            Threshold(Operator.AT_LEAST, Fraction(figure)),
            date(2023, 9, 1),
            (Window.PERIOD,),
            HERE,
            giver,
        )
        for name, figure in asked.items()
    }
    desk.judge("Xã A", "payment", 60, ">= 30").judge("Xã A", "result", 95, assumed=True).judge("Xã B", "payment", 60, ">= 30")
    desk.plans = (replace(plan, targets=tuple(targets.values())),)
    desk.beside = Beside(coming=targets)
    return [text for text in desk.body if "ảo đảm" in text]


def test_what_the_office_assigns_by_this_paper_is_told_without_a_citation(desk):
    assert to_come(desk, "UBND huyện Tứ Kỳ", date(2023, 9, 15), result=100) == [
        "- Bảo đảm chỉ tiêu UBND tỉnh giao: tỷ lệ hồ sơ thanh toán trực tuyến đạt từ 30% trở lên.",
        "- Bảo đảm tỷ lệ số hóa kết quả giải quyết TTHC đạt 100% đối với UBND xã A.",
    ]


def test_what_others_assign_is_cited_and_takes_the_place_of_what_held(desk):
    assert to_come(desk, "UBND tỉnh Hải Dương", date(2023, 8, 15), payment=50) == [
        "- Bảo đảm chỉ tiêu UBND tỉnh giao: tỷ lệ hồ sơ thanh toán trực tuyến đạt từ 30% trở lên đối với UBND xã B.",
        (
            f"- Từ ngày 01/9/2023 bảo đảm chỉ tiêu UBND tỉnh giao tại {CITED}: "
            "tỷ lệ hồ sơ thanh toán trực tuyến đạt từ 50% trở lên đối với UBND xã A."
        ),
    ]


def test_the_same_target_in_a_new_plan_is_no_news(desk):
    to_come(desk, "UBND huyện Tứ Kỳ", date(2023, 9, 15), payment=30)
    assert desk.view().coming == []


# --- ranking ---------------------------------------------------------------------------------------------------------


def test_a_unit_of_few_dossiers_has_no_place_in_the_order_but_is_named(desk):
    desk.judge("Xã A", "payment", 100, ">= 30", counts=(2, 2)).judge("Xã B", "payment", 50, ">= 30", counts=(20, 40))
    desk.beside = Beside(ranking=Ranking(min_denominator=20))
    [view] = desk.view().rankings.all
    assert ([bare(one.unit) for one in view.high], [bare(one.unit) for one in view.few]) == (["UBND xã B"], ["UBND xã A"])
    assert "Không xếp thứ tự do có ít hồ sơ: UBND xã A (100%)." in drafted(desk, "directive")


def test_all_units_are_ranked_together_where_the_policy_says_so(desk):
    desk.judge("Phòng Một", "payment", 20, ">= 30").judge("Xã A", "payment", 60, ">= 30")
    desk.beside = Beside(ranking=Ranking(within_groups=False, ties="by_denominator", min_denominator=10))
    report = desk.view().report
    assert [(league.name, [bare(one.unit) for one in league.standings]) for league in report.leagues] == [
        ("Tất cả các cơ quan, đơn vị", ["UBND xã A", "Phòng Một"])
    ]
    told = drafted(desk, "progress-report")
    assert "Thứ hạng tính theo tỷ lệ" in told
    assert "tỷ lệ bằng nhau thì đơn vị có nhiều hồ sơ hơn xếp trên; đơn vị có dưới 10 hồ sơ không xếp hạng." in told
