"""What `cccc check` asks about sound plans: holes, lax copies, citations, plans that run out, targets that nothing feeds."""

from datetime import date
from pathlib import Path

import pytest
from plan_notation import UNITS, written

from cccc.declarations.assignments import coverage, on_day
from cccc.declarations.review.plans import review

Y2023 = "[2023-01-01..2023-12-31]"
H1, H2 = "[2023-01-01..2023-06-30]", "[2023-07-01..2023-12-31]"


@pytest.fixture
def planned(office):
    """A workspace of these plans; each edit is ``id: old -> new`` in the YAML of one."""

    def planned(*plans, edits=(), units=UNITS, layouts=""):
        for path in [*Path("targets").iterdir(), Path("layouts/monthly.yaml")]:
            path.unlink()
        office.write("units.yaml", units)
        office.write(
            "policy.yaml", "policy: p\nrules: [{id: r, kind: reminder, indicators: [reuse], when: {period: missed}}]\n"
        )
        if layouts:
            office.write("layouts/one.yaml", layouts)
        else:
            office.edit("cccc.yaml", "layouts: [layouts/*.yaml]", "layouts: []")
        for plan in plans:
            text = written(plan).replace("  - indicator:", "  - cite: mục 1\n    indicator:")
            office.write(f"targets/{plan.split('[')[0]}.yaml", text)
        for edit in edits:
            name, _, change = edit.partition(": ")
            office.edit(f"targets/{name}.yaml", *change.split(" -> "))
        space, problems = office.load()
        assert problems == []
        return space

    return planned


def asked(space, at=None):
    problems = review(space.plans, space.roster, space.indicators, space.layouts, space.built_in(), at)
    assert all(problem.severity == "warning" for problem in problems)
    return [
        f"{Path(problem.location.file).stem} {problem.rule}: {problem.message}"
        for problem in review(space.plans, space.roster, space.indicators, space.layouts, space.built_in(), at)
    ]


QUIET = {
    "plans side by side": ([f"p{Y2023}: reuse >=30, sync >=50"], None),
    "one plan after another": ([f"p{H1}: reuse >=30", f"q{H2}: reuse >=40"], None),
    "a campaign that adds an indicator and ends before the plan": (
        [f"p{Y2023}: reuse >=30", f"c{H1} >p: reuse >=40, sync >=50"], None,
    ),
    "a target for a whole group alone": ([f"p{Y2023}: reuse >=30 for communes"], None),
    "a higher plan that asks for more": ([f"p{Y2023}: reuse >=30", f"q{Y2023} >p: reuse >30"], None),
    "a plan long before its end": ([f"p{Y2023}: reuse >=30"], date(2023, 10, 31)),
}  # fmt: skip


@pytest.mark.parametrize(("plans", "at"), QUIET.values(), ids=QUIET)
def test_sound_plans_raise_no_question(planned, plans, at):
    assert asked(planned(*plans), at) == []


def test_a_time_without_target_between_two_plans_is_told_at_the_later(planned):
    space = planned("p[2023-01-01..2023-05-31]: reuse >=30", f"q{H2}: reuse >=40")
    assert asked(space) == [
        "q coverage-gap: Phòng A, Xã B, Xã C have no target for reuse from 01/6/2023 to 30/6/2023, between two plans"
    ]


def test_a_unit_that_its_group_leaves_behind_is_told(planned):
    space = planned(f"p{Y2023}: reuse >=30 for xa-b")
    assert asked(space) == ["p coverage-hole: Xã C have no target for reuse, and others of the group communes have one"]


def test_a_unit_that_was_gone_before_the_plan_began_is_not_left_behind(planned):
    units = UNITS.replace("Xã C", "{name: Xã C, valid: {to: 2022-12-31}}")
    assert asked(planned(f"p{Y2023}: reuse >=30 for xa-b", units=units)) == []


@pytest.mark.parametrize(
    ("assigned", "own", "lax"),
    [(">=30", ">=29", True), (">=30", ">=30", False), (">30", ">=30", True), ("<=10", "<=12", True), ("<10", "<=10", True),
     ("<=10", "<10", False), (">=30", "<=20", False)],
)  # fmt: skip
def test_a_lower_office_that_asks_for_less_than_it_was_assigned_is_told(planned, assigned, own, lax):
    edits = ["p: issuer: UBND -> issuer: UBND tỉnh", "q: issuer: UBND -> issuer: UBND huyện"]
    told = asked(planned(f"p{Y2023}: apology {assigned}", f"q{Y2023} >p: apology {own}", edits=edits))
    assert [line.partition(":")[0] for line in told] == (["q below-assigned"] if lax else [])


def test_below_assigned_names_both_places(planned):
    edits = ["p: issuer: UBND -> issuer: UBND tỉnh", "q: issuer: UBND -> issuer: UBND xã"]
    space = planned(f"p{Y2023}: reuse >=30", f"q{Y2023} >p: reuse >=20 for communes", edits=edits)
    assert asked(space) == [
        "q below-assigned: q asks Xã B, Xã C for at_least: 20, less than the at_least: 30 that p assigns at targets/p.yaml:8:5"
    ]


def test_an_office_may_lower_its_own_target(planned):
    assert asked(planned(f"p{Y2023}: reuse >=30", f"q{Y2023} >p: reuse >=20")) == []


def test_a_target_without_citation_and_an_assumption_without_reason_are_told(planned):
    space = planned(
        f"p{Y2023}: reuse >=30, sync >=50, apology ?",
        edits=["p:   - cite: mục 1\n    indicator: reuse ->   - indicator: reuse",
               "p: indicator: sync -> assumed: true\n    indicator: sync",
               "p:   - cite: mục 1\n    indicator: apology ->   - indicator: apology"],
    )  # fmt: skip
    assert asked(space) == [
        "p no-citation: nothing says where the plan assigns reuse",
        "p assumed-without-note: the threshold of sync is assumed, and nothing says why",
    ]


def test_what_no_later_plan_takes_up_is_told(planned):
    space = planned(f"p{H1}: reuse >=30, sync >=50", f"q{H2}: reuse >=40")
    assert asked(space) == ["p no-successor: plan p ends on 30/6/2023, and no later plan takes up sync"]


def test_a_plan_that_is_said_to_have_ended_needs_no_successor(planned):
    space = planned(f"p{H1}: reuse >=30, sync >=50", f"q{H2}: reuse >=40", edits=["p: title: p -> title: p\nstatus: ended"])
    assert asked(space) == []


@pytest.mark.parametrize(("at", "told"), [("2023-10-31", False), ("2023-11-01", True), ("2024-02-01", True)])
def test_a_plan_near_its_end_without_another_is_told_by_the_day_given(planned, at, told):
    found = asked(planned(f"p{Y2023}: reuse >=30"), date.fromisoformat(at))
    assert found == (["p no-successor: plan p ends on 31/12/2023, and no plan follows"] if told else [])


def test_a_plan_that_is_due_to_be_looked_at_again_is_told_from_that_day(planned):
    space = planned(f"p{Y2023}: reuse >=30", edits=["p: title: p -> title: p\nreview_due: 2023-06-30"])
    assert asked(space, date(2023, 6, 29)) == []
    assert asked(space, date(2023, 6, 30)) == ["p review-due: plan p was to be looked at again by 30/6/2023"]


LAYOUT = """\
layout: one
table:
  unit: Đơn vị
  period: title
  measures: {widgets_made: Làm, reused: Dùng lại}
"""


def test_a_target_that_no_layout_feeds_is_told_once(planned, office):
    office.write(
        "indicators.yaml",
        "indicators:\n  - {id: widgets, name: W, numerator: widgets_made, denominator: widgets_due}\n"
        "  - {id: manners, name: M, type: rating, ratings: {met: [Tốt], missed: [Kém]}}\n",
    )
    space = planned(f"p{Y2023}: widgets >=30 for communes, widgets >=40 for departments, manners ?", layouts=LAYOUT)
    assert asked(space) == [
        "p unfed-target: no layout reads what widgets is judged by: widgets_due",
        "p unfed-target: no layout reads the rating manners",
    ]


# --- what holds for whom ---------------------------------------------------------------------------------------------


def shown(covered):
    return [
        f"{one.indicator} {' '.join(one.units)}: "
        + ", ".join(f"{held.span.label} {held.target.plan if held.target else '-'}" for held in one.held)
        for one in covered
    ]


def test_coverage_joins_what_holds_on_and_cuts_where_it_changes(planned):
    space = planned(f"p{Y2023}: reuse >=30", "c[2023-04-01..2023-06-30] >p: reuse >=50 for communes")
    assert shown(coverage(space.plans, space.roster, ["reuse"])) == [
        "reuse phong-a: 2023 p",
        "reuse xa-b xa-c: 2023-Q1 p, 2023-Q2 c, 2023-H2 p",
    ]


def test_coverage_ends_with_the_unit(planned):
    units = UNITS.replace("Xã C", "{name: Xã C, valid: {to: 2023-06-30}}")
    space = planned(f"p{Y2023}: reuse >=30 for communes", units=units)
    assert shown(coverage(space.plans, space.roster, ["reuse"])) == ["reuse xa-b: 2023 p", "reuse xa-c: 2023-H1 p"]


def test_a_draft_holds_for_nobody(planned):
    space = planned(f"p{Y2023}: reuse >=30", f"q{Y2023} >p: reuse >=40", edits=["q: title: q -> title: q\nstatus: draft"])
    [held] = on_day(space.plans, space.roster, ["reuse"], date(2023, 8, 31))
    assert (held.plan.id, held.units, held.others) == ("p", ("phong-a", "xa-b", "xa-c"), ())


def test_what_gives_way_is_kept_beside_what_holds(planned):
    space = planned(f"p{Y2023}: reuse >=30", f"q{Y2023} >p: reuse >=40 for communes")
    first, second = on_day(space.plans, space.roster, ["reuse"], date(2023, 8, 31))
    assert (first.plan.id, first.units, first.others) == ("p", ("phong-a",), ())
    assert (second.plan.id, second.units, [other.plan for other in second.others]) == ("q", ("xa-b", "xa-c"), ["p"])
