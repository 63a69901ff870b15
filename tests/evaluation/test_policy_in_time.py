"""Ladders, exemptions and successors: what earlier periods and other papers change in what is proposed now."""

from datetime import date
from fractions import Fraction

import pytest

from cccc.evaluation import counted_again
from cccc.evaluation.comparison import climbed as climbed_since
from cccc.evaluation.figures import Observed
from cccc.model.evaluations import FindingKind
from cccc.model.observations import Kind, Observation, Source
from cccc.model.policies import Ladder, Policy, Step
from cccc.model.targets import Adds, Indicator, Window
from cccc.model.units import Roster
from cccc.periods import parse_label

REMINDER, CRITICISM = Step(FindingKind.REMINDER), Step(FindingKind.CRITICISM)
CLIMB = (REMINDER, CRITICISM, CRITICISM, CRITICISM, Step(FindingKind.CRITICISM, "kiểm điểm"))
MISSES = "pay >=60 in period"


def said(one):
    return f"{one.kind.value}" + (f" #{one.occurrence}" if one.occurrence else "") + (f" ({one.step})" if one.step else "")


@pytest.fixture
def climbed(n):
    """What unit ``of`` gets for missing the target in August, by what was issued before."""

    def climbed(*papers, steps=CLIMB, running=False, reset=None, of="a", met=(), period="2023-08", units=None):
        ladder = Ladder(running, reset, steps)
        rule = n.rule("r", "criticism", ["pay"], n.period("missed"), units=[of], ladder=ladder)
        papers = [paper.format(of=of) for paper in papers]
        more = {"units": units} if units else {}
        targets = [f"{MISSES} for {of}"]
        evaluation, _ = n.run(
            f"{of} {period} pay 1/10", rules=[rule], targets=targets, papers=papers, met=met, of=period, **more
        )
        return [said(one) for one in evaluation.findings]

    return climbed


def papers(kind, *labels):
    return [f"{label} {kind} {{of}} pay" for label in labels]


STEPS = {
    "nothing before": ([], "reminder #1"),
    "a reminder": (papers("reminder", "2023-05"), "criticism #1"),
    "a reminder and a criticism": ([*papers("reminder", "2023-04"), *papers("criticism", "2023-05")], "criticism #2"),
    "all but the last": ([*papers("reminder", "2023-01"), *papers("criticism", "2023-02", "2023-03")], "criticism #3"),
    "every criticism": (papers("criticism", "2023-02", "2023-03", "2023-04"), "criticism #4 (kiểm điểm)"),
    "more than every step": (papers("criticism", *(f"2023-0{at}" for at in range(1, 7))), "criticism #7 (kiểm điểm)"),
    "a criticism without a reminder before": (papers("criticism", "2023-05"), "criticism #2"),
    "a reminder after a criticism": ([*papers("criticism", "2023-04"), *papers("reminder", "2023-05")], "criticism #2"),
    "two papers of one month": (papers("criticism", "2023-05", "2023-05"), "criticism #2"),
    "the graver of one month": ([*papers("reminder", "2023-05"), *papers("criticism", "2023-05")], "criticism #2"),
    "the year before": (papers("criticism", "2022-12"), "reminder #1"),
    "the same month": (papers("criticism", "2023-08"), "reminder #1"),
    "praise": (papers("praise", "2023-05"), "reminder #1"),
    "another indicator": (["2023-05 reminder {of} dig"], "reminder #1"),
    "another unit": (["2023-05 reminder b pay"], "reminder #1"),
}


@pytest.mark.parametrize(("before", "now"), STEPS.values(), ids=STEPS)
def test_each_period_with_an_issued_finding_is_a_step_up(climbed, before, now):
    assert climbed(*before) == [now]


def test_a_ladder_that_runs_on_counts_over_the_years(climbed):
    before = [*papers("reminder", "2021-11"), *papers("criticism", "2022-12")]
    assert climbed(*before, running=True) == ["criticism #2"]
    assert climbed(*before) == ["reminder #1"]


def test_without_steps_a_ladder_only_counts(climbed):
    assert climbed(*papers("criticism", "2022-12", "2023-07"), steps=(), running=True) == ["criticism #3"]


RESETS = {
    "long enough": (["a pay 2023-05 2023-06 2023-07"], "reminder #1"),
    "too short": (["a pay 2023-06 2023-07"], "criticism #2"),
    "interrupted": (["a pay 2023-05 !2023-06 2023-07"], "criticism #2"),
    "with a month that nobody evaluated": (["a pay 2023-05 2023-07"], "criticism #2"),
    "of another indicator": (["a dig 2023-05 2023-06 2023-07"], "criticism #2"),
    "of another unit": (["b pay 2023-05 2023-06 2023-07"], "criticism #2"),
    "before the last finding": (["a pay 2023-01 2023-02 2023-03"], "criticism #2"),
    "in weeks": ([f"a pay 2023-W{week}" for week in range(19, 30)], "criticism #2"),
}


@pytest.mark.parametrize(("met", "now"), RESETS.values(), ids=RESETS)
def test_enough_periods_met_in_a_row_bring_a_unit_back_to_the_first_step(climbed, met, now):
    assert climbed(*papers("criticism", "2023-04"), reset=3, met=met) == [now]


def test_what_was_issued_after_the_periods_met_counts(climbed):
    before = papers("criticism", "2023-01", "2023-05")
    assert climbed(*before, reset=2, met=["a pay 2023-02 2023-03 2023-04 2023-06"]) == ["criticism #2"]


def test_a_coordinate_unit_stays_below_criticism(climbed):
    assert climbed(*papers("reminder", "2023-05", "2023-06"), of="k") == ["reminder #3"]
    assert climbed(steps=(CRITICISM,), of="k") == []


def test_a_paper_issued_since_that_asks_another_kind_is_told_and_the_finding_stays(n):
    rule = n.rule("r", "criticism", ["pay"], n.period("missed"), units=["a"], ladder=Ladder(steps=CLIMB))
    more = {"rules": [rule], "targets": [f"{MISSES} for a"]}
    before, _ = n.run("a 2023-08 pay 1/10", **more)
    now, _ = n.run("a 2023-08 pay 1/10", papers=["2023-07 reminder a pay"], **more)
    policy, roster = Policy("p", (rule,)), Roster((), tuple(n.UNITS.values()))
    [problem] = climbed_since(before, now, policy, roster)
    assert (problem.severity, problem.rule, str(problem.message)) == (
        "warning",
        "source-changed",
        "A: papers were issued or withdrawn since it was evaluated; it was a reminder, now it would be a criticism",
    )
    again = counted_again(before, [n.issued("2023-07 reminder a pay")], policy, roster)
    assert [said(one) for one in again.findings] == ["reminder #1"]
    again = counted_again(now, [n.issued(f"2023-0{month} criticism a pay") for month in (4, 5, 6)], policy, roster)
    assert [said(one) for one in again.findings] == ["criticism #4 (kiểm điểm)"]


# --- exemptions ------------------------------------------------------------------------------------------------------


@pytest.fixture
def spared(n):
    """The findings and the exempted ones of units a, b and p, which all miss the target."""

    def spared(*exemptions, kind="criticism", **more):
        rules = [n.rule("r", kind, ["pay"], n.period("missed"), units=["a", "b", "p"], also=("web",))]
        lines = [f"{unit} 2023-08 {figure}" for unit in "abp" for figure in ("pay 1/10", "web Chưa đạt")]
        evaluation, _ = n.run(*lines, rules=rules, targets=[MISSES], exemptions=exemptions, **more)
        return [n.told(one) for one in evaluation.findings], [n.told(one.finding) for one in evaluation.exempted]

    return spared


ALL = ["r p pay !web", "r a pay !web", "r b pay !web"]
SPARED = ["r p pay", "r a pay", "r b pay"]


def test_an_exempt_unit_gets_no_finding_and_is_told(n, spared):
    assert spared(n.exemption("a", "2023-12-31")) == ([ALL[0], ALL[2]], [SPARED[1]])


@pytest.mark.parametrize(
    ("until", "since", "holds"),
    [
        ("2023-08-31", None, True),
        ("2023-08-30", None, False),
        ("2023-12-31", "2023-08-31", True),
        ("2023-12-31", "2023-09-01", False),
    ],
)
def test_an_exemption_holds_on_the_period_s_last_day_or_not_at_all(n, spared, until, since, holds):
    assert spared(n.exemption("abp", until, since=since)) == (([], SPARED) if holds else (ALL, []))


def test_an_exemption_is_of_its_indicators_and_kinds(n, spared):
    assert spared(n.exemption("ab", "2023-12-31", about=["dig"])) == (ALL, [])
    assert spared(n.exemption("abp", "2023-12-31", kinds=["reminder"])) == (ALL, [])
    assert spared(n.exemption("abp", "2023-12-31"), kind="praise") == (ALL, [])
    assert spared(n.exemption("abp", "2023-12-31", kinds=["praise"]), kind="praise") == ([], SPARED)


def test_an_exempt_rating_is_not_told_beside_a_finding(n, spared):
    assert spared(n.exemption("a", "2023-12-31", about=["web"])) == ([ALL[0], "r a pay", ALL[2]], [])


def test_too_few_dossiers_come_before_an_exemption(n, spared):
    assert spared(n.exemption("abp", "2023-12-31"), least=11) == ([], [])


def test_a_milder_rule_may_speak_where_only_criticism_is_exempt(n):
    rules = [n.rule(kind, kind, ["pay"], n.period("missed"), units=["a"]) for kind in ("criticism", "reminder")]
    exemptions = [n.exemption("a", "2023-12-31", kinds=["criticism"])]
    evaluation, _ = n.run("a 2023-08 pay 1/10", rules=rules, targets=[MISSES], exemptions=exemptions)
    assert [n.told(one) for one in evaluation.findings] == ["reminder a pay"]
    assert evaluation.exempted == ()


# --- units in time ---------------------------------------------------------------------------------------------------

OLD, NEW = {"valid_to": date(2023, 6, 30)}, {"valid_from": date(2023, 7, 1)}
SINCE = "pay >=60 from 2023-05-01 for m h"


@pytest.fixture
def formed(n):
    """A roster in which units were formed from others on 1 July: ``m=a+b`` (carried on: ``m:=a+b``)."""

    def formed(*how):
        new = [one.replace(":=", "=").split("=") for one in how]
        old = {name for _, before in new for name in before.split("+")}
        units = [n.unit(name, "communes", **(OLD if name in old else {})) for name in "abc"]
        for one, (name, words) in zip(how, new, strict=True):
            before = tuple(words.split("+"))
            carries = before if ":=" in one else ()
            units.append(n.unit(name, "communes", **NEW, formed_from=before, carries=carries))
        return tuple(units)

    return formed


FIGURES = [
    "a 2023-05 pay 1/10", "a 2023-06 pay 2/10", "b 2023-05 pay 3/30", "b 2023-06 pay 6/30",
    "m 2023-07 pay 20/40", "h 2023-07 pay 5/10",
]  # fmt: skip


def judged(n, units, unit="m", window="period", lines=FIGURES, about="pay", since=SINCE):
    evaluation, problems = n.run(*lines, of="2023-07", targets=[since], units=units)
    assert problems == []
    return next(
        one for one in evaluation.assessments if (one.unit, one.indicator, one.window) == (unit, about, Window(window))
    ), evaluation


CHANGES = {
    "a rename": (["m=a"], None, Fraction(50) - 20),
    "a merger": (["m=a+b"], None, Fraction(50) - 20),
    "a split": (["m=a", "h=a"], None, Fraction(50) - 20),
}


@pytest.mark.parametrize(("how", "without", "carried"), CHANGES.values(), ids=CHANGES)
def test_there_is_no_trend_across_a_break_unless_the_file_says_so(n, formed, how, without, carried):
    assert judged(n, formed(*how))[0].change == without
    assert judged(n, formed(*(one.replace("=", ":=") for one in how)))[0].change == carried


def test_the_change_of_a_merged_unit_is_against_the_sum_of_all_or_not_told(n, formed):
    units = formed("m:=a+b")
    lines = [line for line in FIGURES if not line.startswith("b 2023-06")]
    assert judged(n, units, lines=[*lines, "b 2023-06 pay 30/30"])[0].change == Fraction(50) - Fraction(100 * 32, 40)
    assert judged(n, units, lines=lines)[0].change is None
    assert judged(n, units, lines=[*lines, "b 2023-06 pay 50%"])[0].change is None


TOTALS = {
    "a rename that carries on": (["m:=a"], (23, 60), ()),
    "a merger that carries on": (["m:=a+b"], (32, 120), ()),
    "a merger that does not": (["m=a+b"], None, ("2023-05", "2023-06")),
    "a split, whose parts have no share in the old counts": (["m:=a", "h:=a"], None, ("2023-05", "2023-06")),
}


@pytest.mark.parametrize(("how", "counts", "missing"), TOTALS.values(), ids=TOTALS)
def test_a_cumulative_figure_adds_what_a_unit_carries_on(n, formed, how, counts, missing):
    one, _ = judged(n, formed(*how), window="cumulative")
    assert ((one.numerator, one.denominator) if counts else None, one.missing) == (counts, missing)
    assert (one.status == "not_reported") is (counts is None)


def test_a_month_that_one_predecessor_lacks_is_missing(n, formed):
    lines = [line for line in FIGURES if not line.startswith("b 2023-05")]
    assert judged(n, formed("m:=a+b"), window="cumulative", lines=lines)[0].missing == ("2023-05",)


def test_totals_are_the_same_with_and_without_what_is_carried_on(n, formed):
    (_, without), (_, carried) = (judged(n, formed(how)) for how in ("m=a+b", "m:=a+b"))
    period = [one for one in carried.totals if one.window is Window.PERIOD]
    assert period == [one for one in without.totals if one.window is Window.PERIOD]
    assert {one.change for one in period} == {Fraction(50) - 20}


def test_a_stock_of_a_merged_unit_is_added_up_and_a_score_is_not(n, formed):
    def seen(unit, month, value):
        return Observation(unit, Kind.MEASURE, "s", parse_label(month), Fraction(value), Source("f.xlsx", "S", ("A1",)))

    def change(adds):
        indicator = Indicator("s", "s", "number", "s", "s", "s", adds=adds)
        observed = Observed([seen("a", "2023-06", 4), seen("b", "2023-06", 6)], Roster((), formed("m:=a+b")))
        found = observed.before("m", indicator, parse_label("2023-06"))
        return found.value if found else None

    assert (change(Adds.END), change(Adds.SUM), change(Adds.NEVER)) == (10, 10, None)


@pytest.mark.parametrize(
    ("how", "times"),
    [(["m=a"], 1), (["m:=a"], 3), (["m:=a+b"], 4), (["m:=a", "h:=a"], 3)],
)
def test_criticism_counts_on_only_where_the_file_says_so(n, formed, how, times):
    rules = [n.rule("r", "criticism", ["pay"], n.period("missed"), units=["m"], escalates=True)]
    papers = ["2023-03 criticism a pay", "2023-04 criticism a pay", "2023-04 criticism b pay", "2023-05 criticism b pay"]
    lines = ["m 2023-07 pay 1/10"]
    evaluation, _ = n.run(*lines, of="2023-07", targets=[f"{MISSES} for m"], units=formed(*how), rules=rules, papers=papers)
    assert [one.occurrence for one in evaluation.findings] == [times]


def test_every_predecessor_judged_must_have_met_for_a_ladder_to_start_again(n, formed, climbed):
    units = formed("m:=a+b")
    before = ["2023-04 criticism a pay"]
    for met, now in [
        (["a pay 2023-05 2023-06", "b pay 2023-05 2023-06"], "reminder #1"),
        (["a pay 2023-05 2023-06", "b pay 2023-05 !2023-06"], "criticism #2"),
        (["a pay 2023-05 2023-06"], "reminder #1"),
    ]:
        assert climbed(*before, of="m", reset=2, met=met, period="2023-07", units=units) == [now]
