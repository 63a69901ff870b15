"""Rules that can never speak, and misses to which none answers: every case of a figure is tried."""

import pytest

from cccc.evaluation.review import review
from cccc.model.conditions import AllOf, AnyOf
from cccc.model.policies import Policy
from cccc.model.units import Roster
from cccc.periods import parse_label

TARGET = ("pay >=60", "dig >=80", "web")


@pytest.fixture
def asked(n):
    """What is asked about these rules, as ``rule-of-problem id``; ``full`` gives the sentences instead."""

    def asked(*rules, targets=TARGET, full=False):
        roster = Roster((), tuple(n.UNITS.values()))
        problems = review(Policy("p", rules), roster, n.INDICATORS, [(parse_label("2023"), n.assigned(targets))])
        assert all(problem.severity == "warning" for problem in problems)
        if full:
            return [str(problem.message) for problem in problems]
        return [problem.rule for problem in problems]

    return asked


def both(n, first, second):
    return AllOf((n.period(first), n.cumulative(second)))


@pytest.fixture
def whole(n):
    """A rule that answers every miss."""
    return n.rule("whole", "reminder", ["pay"], AnyOf((n.period("missed"), n.cumulative("missed"))))


def test_a_rule_that_answers_every_miss_raises_no_question(asked, whole):
    assert asked(whole) == []


def test_a_narrower_rule_after_a_wider_one_is_dead(n, asked, whole):
    narrow = n.rule("narrow", "criticism", ["pay"], both(n, "missed", "missed"))
    assert asked(whole, narrow, full=True) == ["the rule narrow never speaks: whole forestall it"]
    assert asked(narrow, whole) == []


def test_a_narrower_rule_for_other_units_is_alive(n, asked):
    first = n.rule("first", "reminder", ["pay"], AnyOf((n.period("missed"), n.cumulative("missed"))), units={"a", "b"})
    second = n.rule("second", "reminder", ["pay"], AnyOf((n.period("missed"), n.cumulative("missed"))))
    assert asked(first, second) == []


def test_a_rule_is_dead_where_several_together_forestall_it(n, asked, whole):
    low = n.rule("low", "reminder", ["pay"], n.period("<50"))
    high = n.rule("high", "reminder", ["pay"], n.period(">=50"))
    third = n.rule("third", "reminder", ["pay"], n.period("missed"))
    assert asked(low, high, third, whole) == ["dead-rule"]


THRESHOLDS = {
    "a lower bound below a lower one": ("<50", "<40", ["dead-rule"]),
    "a lower bound above a lower one": ("<40", "<50", []),
    "the same value, but at it": ("<50", "<=50", []),
    "just above": (">=85", ">85", ["dead-rule"]),
    "apart": (">=85", "<10", []),
}


@pytest.mark.parametrize(("first", "second", "told"), THRESHOLDS.values(), ids=THRESHOLDS)
def test_thresholds_are_tried_at_between_and_beyond_each(n, asked, whole, first, second, told):
    rules = [n.rule("one", "reminder", ["pay"], n.period(first)), n.rule("two", "reminder", ["pay"], n.period(second))]
    assert asked(*rules, whole) == told


UNREACHABLE = {
    "a miss without target": ("stock", ["missed"], {}),
    "nothing arising of a rating": ("web", ["nothing_arose"], {}),
    "more than all": ("pay", [">100"], {}),
    "less than nothing": ("pay", ["<0"], {}),
    "a criticism of those who are only asked": ("pay", ["missed"], {"kind": "criticism", "units": {"k"}}),
}


@pytest.mark.parametrize(("indicator", "options", "more"), UNREACHABLE.values(), ids=UNREACHABLE)
def test_a_condition_that_no_figure_can_meet_is_told(n, asked, indicator, options, more):
    more = dict(more)
    never = n.rule("never", more.pop("kind", "reminder"), [indicator], n.period(*options), **more)
    assert asked(never)[:1] == ["unreachable-finding"]


def test_a_window_that_the_target_does_not_judge_cannot_be_asked_for(n, asked):
    rule = n.rule("r", "reminder", ["pay"], n.cumulative("missed"))
    assert asked(rule, targets=["pay >=60 in period"])[0] == "unreachable-finding"
    assert asked(rule, targets=["pay >=60 in cumulative"]) == []


def test_a_praise_of_which_a_line_can_never_hold_is_told_with_the_line(n, asked):
    praise = n.rule("praise", "praise", lines={"pay": n.period("met"), "stock": n.period("met")})
    assert asked(praise, full=True) == ["the rule praise can never hold: no unit's stock can be as it asks"]


def test_a_praise_for_more_after_a_praise_for_less_is_dead(n, asked):
    less = n.rule("less", "praise", lines={"pay": n.period(">=85")})
    more = n.rule("more", "praise", lines={"pay": n.period(">=90"), "dig": n.period("met")})
    assert asked(less, more) == ["dead-rule"]
    assert asked(more, less) == []


def test_praises_of_other_kinds_or_for_other_units_do_not_forestall(n, asked):
    one = n.rule("one", "reminder", lines={"pay": n.period("met")})
    two = n.rule("two", "praise", lines={"pay": n.period("met")}, units={"a"})
    three = n.rule("three", "praise", lines={"pay": n.period("met")})
    assert asked(one, two, three) == []


def test_misses_without_a_rule_are_told_once_for_the_indicators_alike(n, asked):
    rule = n.rule("r", "reminder", ["pay", "dig"], both(n, "missed", "missed"))
    assert asked(rule, full=True) == [
        "no rule answers where pay, dig is missed / met, met / missed, nothing_arose / missed (in the period / to date)"
    ]


def test_an_indicator_without_rules_by_indicator_is_the_offices_own_business(n, asked):
    assert asked(n.rule("praise", "praise", lines={"pay": n.period("met")})) == []


def test_a_gap_between_thresholds_is_a_miss_without_rule(n, asked):
    rules = [
        n.rule("low", "reminder", ["pay"], n.period("<30")),
        n.rule("near", "reminder", ["pay"], n.period(">30")),
    ]
    assert asked(*rules, targets=["pay >=60 in period"]) == ["uncovered-status"]
