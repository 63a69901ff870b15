"""Which target holds for a unit on a day: replacing, raising, conflicts, plans out of date."""

from datetime import date

import pytest
from plan_notation import SIGNS, UNITS, written

from cccc.declarations import assignments
from cccc.vietnamese import decimal


@pytest.fixture
def held(office):
    """The targets that hold on a day as text, and the problems of the whole workspace."""

    def held(day, *plans):
        from pathlib import Path

        for path in [*Path("targets").iterdir(), Path("policy.yaml"), Path("layouts/monthly.yaml")]:
            path.unlink()
        office.write("units.yaml", UNITS)
        office.write(
            "policy.yaml", "policy: p\nrules: [{id: r, kind: reminder, indicators: [reuse], when: {period: missed}}]\n"
        )
        office.edit("cccc.yaml", "layouts: [layouts/*.yaml]", "layouts: []")
        for plan in plans:
            office.write(f"targets/{plan.split('[')[0]}.yaml", written(plan))
        workspace, problems = office.load()
        chosen, _ = assignments.assignments(workspace.plans, workspace.roster, date.fromisoformat(day))
        signs = {name: sign for sign, name in SIGNS.items()}
        return {
            f"{unit} {indicator}": f"{target.plan} "
            + (signs[target.threshold.operator] + decimal(target.threshold.value) if target.threshold else "?")
            for (unit, indicator), target in chosen.items()
        }, problems

    return held


Y2023 = "[2023-01-01..2023-12-31]"


def everywhere(indicator, told):
    return {f"{unit} {indicator}": told for unit in ("phong-a", "xa-b", "xa-c")}


CASES = {
    "one plan holds for every unit": ("2023-08-31", [f"p{Y2023}: reuse >=30"], everywhere("reuse", "p >=30")),
    "a plan holds on its first day": ("2023-01-01", [f"p{Y2023}: reuse >30"], everywhere("reuse", "p >30")),
    "a plan holds on its last day": ("2023-12-31", [f"p{Y2023}: reuse <=30"], everywhere("reuse", "p <=30")),
    "a plan out of date holds no more": ("2024-01-01", [f"p{Y2023}: reuse >=30"], {}),
    "a plan does not hold yet": ("2022-12-31", [f"p{Y2023}: reuse >=30"], {}),
    "plans of two years never meet": (
        "2024-06-30",
        [f"p{Y2023}: reuse >=30", "q[2024-01-01..2024-12-31]: reuse >=40"],
        everywhere("reuse", "q >=40"),
    ),
    "a plan replaces another for its own indicators and units": (
        "2023-08-31",
        [f"p{Y2023}: reuse >=30, sync >=50", "q[2023-07-01..2023-12-31] >p: reuse >=40 for communes"],
        {
            "phong-a reuse": "p >=30",
            "xa-b reuse": "q >=40",
            "xa-c reuse": "q >=40",
            **everywhere("sync", "p >=50"),
        },
    ),
    "a plan does not replace before it applies": (
        "2023-06-30",
        [f"p{Y2023}: reuse >=30", "q[2023-07-01..2023-12-31] >p: reuse >=40"],
        everywhere("reuse", "p >=30"),
    ),
    "a threshold is raised by points": (
        "2023-08-31",
        ["p[2022-01-01..2022-12-31]: reuse >30", f"q{Y2023}: reuse +5 on p"],
        everywhere("reuse", "q >35"),
    ),
    "a raise rests on the target of the same unit": (
        "2023-08-31",
        ["p[2022-01-01..2022-12-31]: reuse >=30 for communes, reuse >=60 for departments", f"q{Y2023}: reuse +5 on p"],
        {"phong-a reuse": "q >=65", "xa-b reuse": "q >=35", "xa-c reuse": "q >=35"},
    ),
    "a raise rests on a raise": (
        "2024-08-31",
        ["p[2022-01-01..2022-12-31]: reuse >=30", f"q{Y2023}: reuse +5 on p", "r[2024-01-01..2024-12-31]: reuse +10 on q"],
        everywhere("reuse", "r >=45"),
    ),
    "a raise to a hundred is none too many": (
        "2023-08-31",
        ["p[2022-01-01..2022-12-31]: reuse >=95", f"q{Y2023}: reuse +5 on p"],
        everywhere("reuse", "q >=100"),
    ),
    "the same threshold in two sections is one target": (
        "2023-08-31",
        [f"p{Y2023}: reuse >=30 in one, reuse >=30 in two"],
        everywhere("reuse", "p >=30"),
    ),
    "a target without threshold gives way to one that has it": (
        "2023-08-31",
        [f"p{Y2023}: reuse ? in one, reuse >=30 in two"],
        everywhere("reuse", "p >=30"),
    ),
    "a level names the units of its groups": (
        "2023-08-31",
        [f"p{Y2023}: reuse >=30 for district, sync >=1 for commune"],
        {"phong-a reuse": "p >=30", "xa-b sync": "p >=1", "xa-c sync": "p >=1"},
    ),
}


@pytest.mark.parametrize(("day", "plans", "expected"), CASES.values(), ids=CASES)
def test_the_target_that_holds(held, day, plans, expected):
    found, problems = held(day, *plans)
    assert (found, problems) == (expected, [])


def test_a_plan_replaces_indicator_by_indicator_along_a_chain(held):
    found, problems = held(
        "2023-08-31",
        f"p{Y2023}: reuse >=30, sync >=50, apology >=10",
        f"q{Y2023} >p: reuse >=40, sync >=60",
        f"r{Y2023} >q: reuse >=50",
    )
    assert problems == []
    assert found == {**everywhere("reuse", "r >=50"), **everywhere("sync", "q >=60"), **everywhere("apology", "p >=10")}


CONFLICTS = {
    "two thresholds in two plans": [f"p{Y2023}: reuse >=30", f"q{Y2023}: reuse >=40"],
    "two operators": [f"p{Y2023}: reuse >=30", f"q{Y2023}: reuse >30"],
    "two starts of the cumulative window": [f"p{Y2023}: reuse >=30", f"q{Y2023}: reuse >=30 from 2023-04-01"],
    "two starts, one without threshold": [f"p{Y2023}: reuse ?", f"q{Y2023}: reuse >=30 from 2023-04-01"],
    "two thresholds in one plan": [f"p{Y2023}: reuse >=30 in one, reuse >=40 in two"],
    "a raise against a threshold": [
        "o[2022-01-01..2022-12-31]: reuse >=30", f"p{Y2023}: reuse >=30", f"q{Y2023}: reuse +5 on o"
    ],
    "from the day on which the second begins": [f"p{Y2023}: reuse >=30", "q[2023-12-31..2024-12-31]: reuse >=40"],
    "only for one unit of both": [f"p{Y2023}: reuse >=30 for communes", f"q{Y2023}: reuse >=40 for xa-c"],
    "after the plan that replaced one of them is over": [
        f"p{Y2023}: reuse >=30", "r[2023-02-01..2023-06-30] >p: reuse >=40 from 2023-01-01",
        "s[2023-03-01..2023-12-31]: reuse >=40 from 2023-01-01",
    ],
    "replacing another plan than the one in the way": [
        f"o{Y2023}: sync >=1", f"p{Y2023}: reuse >=30", f"q{Y2023} >o: reuse >=40, sync >=2"
    ],
}  # fmt: skip


@pytest.mark.parametrize("plans", CONFLICTS.values(), ids=CONFLICTS)
def test_two_targets_on_one_day_are_one_conflict_told_at_the_later(held, plans):
    _, problems = held("2023-08-31", *plans)
    assert [problem.code for problem in problems] == ["target-conflict"]
    assert problems[0].location.file == f"targets/{plans[-1].split('[')[0]}.yaml"
    assert problems[0].severity == "error"


@pytest.mark.parametrize(
    ("second", "message"),
    [
        ("reuse >40", "here more_than: 40, at targets/p.yaml:8:5 at_least: 30"),
        ("reuse >40 from 2023-04-01", "here cumulative_from: 2023-04-01, at targets/p.yaml:8:5 cumulative_from: 2023-01-01"),
    ],
)
def test_a_conflict_names_both_targets(held, second, message):
    _, problems = held("2023-08-31", f"p{Y2023}: reuse >=30", f"q{Y2023}: {second}")
    assert [str(problem.message) for problem in problems] == [f"Phòng A has two targets for reuse on one day: {message}"]


def test_each_pair_in_conflict_is_told_once(held):
    _, problems = held(
        "2023-08-31",
        f"o{Y2023}: reuse >=20 for departments",
        f"p{Y2023}: reuse >=30 for communes",
        f"q{Y2023}: reuse >=40",
    )
    assert [dict(problem.message.values)["place"].file for problem in problems] == ["targets/o.yaml", "targets/p.yaml"]


def test_plans_that_never_apply_on_one_day_are_no_conflict(held):
    _, problems = held("2023-08-31", f"p{Y2023}: reuse >=30", "q[2024-01-01..2024-12-31]: reuse >=40")
    assert problems == []


def test_a_raise_beyond_a_hundred_is_told_once_for_all_units(held):
    _, problems = held("2023-08-31", "p[2022-01-01..2022-12-31]: reuse >=96", f"q{Y2023}: reuse +5 on p")
    assert [(str(problem.location), problem.rule) for problem in problems] == [("targets/q.yaml:8:5", "threshold")]


RAISES = {
    "for an indicator that the plan lacks": ["p[2022-01-01..2022-12-31]: sync >=30", f"q{Y2023}: reuse +5 on p"],
    "for units that the plan leaves out": ["p[2022-01-01..2022-12-31]: reuse >=30 for communes", f"q{Y2023}: reuse +5 on p"],
    "on itself": [f"q{Y2023}: reuse +5 on q"],
}


@pytest.mark.parametrize("plans", RAISES.values(), ids=RAISES)
def test_a_raise_that_finds_nothing_to_raise_is_told(held, plans):
    _, problems = held("2023-08-31", *plans)
    assert [(problem.location.file, problem.rule) for problem in problems] == [("targets/q.yaml", "raise")]


def test_a_raise_on_a_target_without_threshold_is_a_target_without_threshold(held):
    found, problems = held("2023-08-31", "p[2022-01-01..2022-12-31]: reuse ?", f"q{Y2023}: reuse +5 on p")
    assert problems == []
    assert found == everywhere("reuse", "q ?")


@pytest.mark.parametrize("first", ["period", "cumulative"])
def test_one_threshold_said_of_each_window_is_asked_in_both(held, office, first):
    second = {"period": "cumulative", "cumulative": "period"}[first]
    held("2023-08-31", f"p{Y2023}: reuse >=30", f"q{Y2023}: reuse >=30")
    for name, window in (("p", first), ("q", second)):
        office.edit(f"targets/{name}.yaml", "    at_least: 30%", f"    at_least: 30%\n    windows: [{window}]")
    workspace, problems = office.load()
    chosen, _ = assignments.assignments(workspace.plans, workspace.roster, date(2023, 8, 31))
    assert problems == []
    assert {(target.plan, target.windows) for target in chosen.values()} == {("p", ("period", "cumulative"))}


def test_what_is_raised_from_an_assumed_threshold_is_assumed_and_says_why(held, office):
    held("2023-08-31", "p[2022-01-01..2022-12-31]: reuse >=40", f"q{Y2023}: reuse +5 on p")
    office.edit("targets/p.yaml", "    at_least: 40%", "    at_least: 40%\n    assumed: true\n    note: chưa có văn bản")
    workspace, _ = office.load()
    chosen, _ = assignments.assignments(workspace.plans, workspace.roster, date(2023, 8, 31))
    assert {(target.plan, target.assumed, target.note) for target in chosen.values()} == {("q", True, "chưa có văn bản")}


def test_raises_in_a_circle_are_told_and_end(held):
    found, problems = held("2023-08-31", f"p{Y2023}: reuse +5 on q", f"q{Y2023} >p: reuse +5 on p")
    assert found == everywhere("reuse", "q ?")
    assert [(problem.location.file, problem.rule) for problem in problems] == [
        ("targets/p.yaml", "raise"),
        ("targets/q.yaml", "raise"),
    ]
