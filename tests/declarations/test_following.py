"""Answers to reconciliation sheets and tasks of issued papers: what their files say, and what they leave open."""

from datetime import date

import pytest

from cccc.periods import parse_label

ANSWERS = """\
period: 2023-08
asked: communes
answer_by: 2023-09-08
answers:
  - {unit: xa-ha-ky, answer: refused, on: 2023-09-07, by: Chủ tịch UBND xã, reason: thiếu 12 hồ sơ, indicators: online_payment}
"""
TASKS = """\
paper: 1220/UBND-NV
date: 2023-09-15
tasks:
  - {id: plan, for: communes, text: Báo cáo giải pháp, due: 2023-10-05, done: {xa-ha-ky: 2023-10-07}}
"""


@pytest.fixture
def answered(office):
    """The answers of August as a file of this text declares them, and the problems."""

    def answered(text=ANSWERS, *more):
        office.write("answers/2023-08.yaml", text + "".join(f"  - {{{line}}}\n" for line in more))
        space, problems = office.load()
        return (space.answers[parse_label("2023-08")] if space.answers else None), problems

    return answered


@pytest.fixture
def asked(office):
    """The tasks that a file of this text declares, and the problems."""

    def asked(text):
        office.write("tasks/1220.yaml", text)
        space, problems = office.load()
        return space.tasks, problems

    return asked


def told(problems):
    return [f"{problem.location} {problem.rule}: {problem.message}" for problem in problems]


def test_who_was_asked_and_has_not_answered_is_silent(answered):
    answers, problems = answered()
    assert problems == []
    assert answers.units == ("thi-tran-tu-ky", "xa-ha-ky")
    assert answers.silent == ("thi-tran-tu-ky",)


def test_without_asked_every_unit_valid_in_the_period_is(answered):
    answers, _ = answered(ANSWERS.replace("asked: communes\n", ""))
    assert len(answers.units) == 4


@pytest.mark.parametrize(("day", "late"), [("2023-09-08", False), ("2023-09-09", True)])
def test_an_answer_after_the_day_asked_is_late(answered, day, late):
    answers, _ = answered(ANSWERS, f"unit: thi-tran-tu-ky, answer: accepted, on: {day}, by: A")
    assert answers.answers[-1].late is late


def test_the_last_answer_about_an_indicator_counts(answered):
    answers, _ = answered(
        ANSWERS,
        "unit: xa-ha-ky, answer: accepted, on: 2023-09-10, by: A, indicators: [online_filing]",
        "unit: xa-ha-ky, answer: accepted, on: 2023-09-05, by: A",
    )
    assert answers.about("xa-ha-ky", "online_payment").reply == "refused"
    assert answers.about("xa-ha-ky", "online_filing").day == date(2023, 9, 10)
    assert answers.about("xa-ha-ky", "reuse").day == date(2023, 9, 5)
    assert answers.about("thi-tran-tu-ky", "reuse") is None


UNDECIDED = {
    "a refusal": ([], True),
    "a refusal of which another part was accepted": (["indicators: reuse"], True),
    "a refusal taken back for the same indicator": (["indicators: [reuse, online_payment]"], False),
    "a refusal taken back as a whole": ([""], False),
}


@pytest.mark.parametrize(("accepted", "undecided"), UNDECIDED.values(), ids=UNDECIDED)
def test_a_refusal_waits_for_a_decision_unless_it_is_taken_back(answered, accepted, undecided):
    answers, problems = answered(
        ANSWERS, *(f"unit: xa-ha-ky, answer: accepted, on: 2023-09-09, by: A{', ' if more else ''}{more}" for more in accepted)
    )
    assert problems == []
    assert bool(answers.undecided) is undecided


def test_a_decision_closes_a_refusal(answered):
    decided = "reason: thiếu 12 hồ sơ, decision: kept, decided_by: Trưởng phòng Nội vụ, decided_why: hồ sơ của tháng 9"
    answers, problems = answered(ANSWERS.replace("reason: thiếu 12 hồ sơ", decided))
    assert problems == []
    assert answers.undecided == ()


WRONG_ANSWERS = {
    "a unit that is none": (
        "xa-ha-ky",
        "xa-ha-ki",
        "6:12 unknown-unit: xa-ha-ki names no group, level or unit with units in it",
    ),
    "a group": ("unit: xa-ha-ky", "unit: communes", "6:12 unknown-unit: communes is a group, not a unit"),
    "an unknown indicator": ("online_payment", "online_pay", "6:113 unknown-indicator: online_pay is no indicator here"),
    "a refusal without reason": (", reason: thiếu 12 hồ sơ", "", "6:5 missing-key: the refusal gives no reason"),
    "a decision without person": ("indicators:", "decision: kept, indicators:", "6:5 missing-key: nobody is named who decided"),
    "another word": ("refused", "denied", "6:30 choice: denied is not one of accepted, refused"),
}


@pytest.mark.parametrize(("old", "new", "problem"), WRONG_ANSWERS.values(), ids=WRONG_ANSWERS)
def test_wrong_answers_are_told_at_their_place(answered, old, new, problem):
    text = ANSWERS.replace("asked: communes\n", "asked: communes\n# \n")
    assert old in text
    _, problems = answered(text.replace(old, new))
    assert told(problems) == [f"answers/2023-08.yaml:{problem}"]


def test_answers_of_one_period_stand_in_one_file(answered, office):
    office.write("answers/again.yaml", ANSWERS)
    _, problems = answered()
    assert told(problems) == ["answers/again.yaml:1:1 duplicate-id: the answers of 2023-08 stand in another file already"]


# --- tasks -----------------------------------------------------------------------------------------------------------


def test_a_task_for_a_group_is_one_for_each_unit(asked):
    tasks, problems = asked(TASKS)
    assert problems == []
    assert [(task.unit, task.done) for task in tasks] == [("thi-tran-tu-ky", None), ("xa-ha-ky", date(2023, 10, 7))]
    assert {(task.paper, task.due) for task in tasks} == {("1220/UBND-NV", date(2023, 10, 5))}


@pytest.mark.parametrize(
    ("day", "overdue"), [("2023-10-05", []), ("2023-10-06", ["thi-tran-tu-ky", "xa-ha-ky"]), ("2023-10-07", ["thi-tran-tu-ky"])]
)
def test_a_task_is_overdue_from_the_day_after_until_it_is_done(asked, day, overdue):
    tasks, _ = asked(TASKS)
    assert [task.unit for task in tasks if task.overdue(date.fromisoformat(day))] == overdue
    assert [task.unit for task in tasks if task.done_late] == ["xa-ha-ky"]


def test_one_day_may_be_done_for_all_and_an_office_outside_the_roster_asked(asked):
    tasks, problems = asked(
        TASKS.replace("{xa-ha-ky: 2023-10-07}", "2023-10-01").replace(
            "tasks:\n", "tasks:\n  - {id: post, office: Bưu điện, text: Rà soát}\n"
        )
    )
    assert problems == []
    assert [(task.unit, task.office, task.done) for task in tasks] == [
        (None, "Bưu điện", None), ("thi-tran-tu-ky", None, date(2023, 10, 1)), ("xa-ha-ky", None, date(2023, 10, 1)),
    ]  # fmt: skip


WRONG_TASKS = {
    "two ids": (
        "tasks:\n", "tasks:\n  - {id: plan, office: Bưu điện, text: A}\n",
        "5:10 duplicate-id: the task plan stands twice; the first is at tasks/1220.yaml:4:5",
    ),
    "nobody": (
        "for: communes, ", "", "4:5 missing-key: a task has either for: (units) or office: (a body outside the roster)",
    ),
    "due before the paper": ("2023-10-05", "2023-09-01", "4:5 dates: the task is due before the paper's own date"),
    "done by another": (
        "xa-ha-ky", "phong-noi-vu",
        "4:80 unknown-unit: phong-noi-vu names no group, level or unit with units in it",
    ),
    "done on no day": ("2023-10-07", "7/10", "4:90 date: 7/10 is not a date"),
}  # fmt: skip


@pytest.mark.parametrize(("old", "new", "problem"), WRONG_TASKS.values(), ids=WRONG_TASKS)
def test_wrong_tasks_are_told_at_their_place(asked, old, new, problem):
    assert old in TASKS
    text = TASKS.replace(old, new)
    if old == "for: communes, ":
        text = text.replace(", done: {xa-ha-ky: 2023-10-07}", "")
    _, problems = asked(text)
    assert told(problems) == [f"tasks/1220.yaml:{problem}"]
