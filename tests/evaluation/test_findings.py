"""The policy's rules: which findings are proposed, in which order, for the how-many-th time, and which are withheld."""

import pytest

from cccc.model.conditions import AllOf, AnyOf

# August: a misses both windows, b meets the month only, c the total only, p meets both, k (coordinate) misses both
PAY = [
    "a 2023-08 pay 1/10", "a 2023-07 pay 1/10",
    "b 2023-08 pay 7/10", "b 2023-07 pay 1/10",
    "c 2023-08 pay 1/10", "c 2023-07 pay 19/20",
    "p 2023-08 pay 9/10", "p 2023-07 pay 9/10",
    "k 2023-08 pay 0/10", "k 2023-07 pay 0/10",
]  # fmt: skip
TARGET = "pay >=60 from 2023-07-01"


@pytest.fixture
def proposed(n):
    """The findings and the withheld ones, as text."""

    def proposed(*lines, rules, targets=(TARGET,), **more):
        evaluation, _ = n.run(*lines, rules=rules, targets=targets, **more)
        return [n.told(one) for one in evaluation.findings], [n.told(one) for one in evaluation.withheld]

    return proposed


def found(proposed, *lines, **more):
    return proposed(*lines, **more)[0]


def test_all_windows_of_a_condition_must_hold(n, proposed):
    both = AllOf((n.period("missed"), n.cumulative("missed")))
    assert found(proposed, *PAY, rules=[n.rule("r", "reminder", ["pay"], both)]) == ["r a pay", "r k pay"]


def test_any_of_several_conditions_may_hold(n, proposed):
    either = AnyOf((n.period("missed"), n.cumulative("missed")))
    assert found(proposed, *PAY, rules=[n.rule("r", "reminder", ["pay"], either)]) == [
        "r a pay",
        "r b pay",
        "r c pay",
        "r k pay",
    ]


CONDITIONS = {
    "a status": (["missed"], "a c k"),
    "another status": (["met"], "p b"),
    "a list of statuses": (["met", "missed"], "p a b c k"),
    "a threshold": ([">=70"], "p b"),
    "a threshold not reached": ([">70"], "p"),
    "a list of thresholds": (["<10", ">=90"], "p k"),
    "a status or a threshold": (["met", "<10"], "p b k"),
    "a status that nobody has": (["nothing_arose"], ""),
    "nothing at all": ([], ""),
}


@pytest.mark.parametrize(("options", "units"), CONDITIONS.values(), ids=CONDITIONS)
def test_a_condition_is_a_status_a_threshold_or_a_list_of_these(n, proposed, options, units):
    rules = [n.rule("r", "praise", ["pay"], n.period(*options))]
    assert found(proposed, *PAY, rules=rules) == [f"r {unit} pay" for unit in units.split()]


@pytest.mark.parametrize(
    ("figure", "target", "status"),
    [
        ("pay 0/0", "pay >=60 for a", "nothing_arose"),
        (None, "pay >=60 for a", "not_reported"),
        ("pay 1/2", "pay for a", "no_target"),
        (None, "pay for a", "no_target"),
        ("pay 1/2", "dig for b", "no_target"),
    ],
)
def test_every_status_may_be_asked_for(n, proposed, figure, target, status):
    rules = [n.rule("r", "reminder", ["pay"], n.period(status), units=["a"])]
    lines = [f"a 2023-08 {figure}"] if figure else []
    assert found(proposed, *lines, rules=rules, targets=[target]) == ["r a pay"]


def test_what_was_not_assessed_satisfies_no_condition(n, proposed):
    everything = ["met", "missed", "nothing_arose", "not_reported", "no_target", ">=0"]
    rules = [
        n.rule("r", "reminder", ["pay"], n.cumulative(*everything)),
        n.rule("s", "reminder", ["dig"], n.period(*everything)),
    ]
    assert found(proposed, "a 2023-08 pay 1/2", rules=rules, targets=["pay >=60 in period"]) == []


def test_no_threshold_holds_where_nothing_arose(n, proposed):
    assert found(proposed, "a 2023-08 pay 0/0", rules=[n.rule("r", "praise", ["pay"], n.period(">=0", "<=100"))]) == []


def test_findings_come_by_rule_then_indicator_as_the_rule_lists_them_then_unit(n, proposed):
    lines = [f"{unit} 2023-08 {indicator} 1/10" for indicator in ("pay", "dig") for unit in "cbap"]
    rules = [
        n.rule("late", "reminder", ["stock"], n.period("missed")),
        n.rule("first", "reminder", ["dig", "pay"], n.period("missed"), units=["b", "a", "p"]),
        n.rule("second", "praise", lines={"pay": n.period("missed")}, units="cba"),
    ]
    assert found(proposed, *lines, rules=rules, targets=["pay >=60", "dig >=60"]) == [
        "first p dig", "first a dig", "first b dig",
        "first p pay", "first a pay", "first b pay",
        "second a pay", "second b pay", "second c pay",
    ]  # fmt: skip


def test_the_first_rule_that_matches_takes_a_unit_and_indicator(n, proposed):
    rules = [
        n.rule("both", "criticism", ["pay"], AllOf((n.period("missed"), n.cumulative("missed")))),
        n.rule("month", "reminder", ["pay", "dig"], n.period("missed")),
        n.rule("total", "reminder", ["pay"], n.cumulative("missed")),
    ]
    assert found(proposed, *PAY, "a 2023-08 dig 0/1", rules=rules, targets=[TARGET, "dig >=60 for a"]) == [
        "both a pay",
        "month c pay",
        "month k pay",
        "month a dig",
        "total b pay",
    ]


def test_the_first_rule_on_all_lines_takes_a_unit_once_for_its_kind(n, proposed):
    rules = [
        n.rule("best", "praise", lines={"pay": n.period(">=90")}),
        n.rule("good", "praise", lines={"pay": n.period(">=70")}),
        n.rule("noted", "reminder", lines={"pay": n.period(">=70")}),
    ]
    assert found(proposed, *PAY, rules=rules) == ["best p pay", "good b pay", "noted p pay", "noted b pay"]


def test_every_line_of_all_must_hold(n, proposed):
    lines = [*PAY, "p 2023-08 dig 1/1", "b 2023-08 dig 0/1", "p 2023-08 web Đạt"]
    rules = [
        n.rule("r", "praise", lines={"pay": n.period("met"), "dig": n.period(">=50"), "web": n.period("met")}),
        n.rule("s", "praise", lines={"pay": n.period("met"), "mail": n.period("met")}),
    ]
    assert found(proposed, *lines, rules=rules) == ["r p pay,dig,web"]


def test_rules_on_indicators_and_rules_on_all_never_block_one_another(n, proposed):
    rules = [
        n.rule("some", "praise", ["pay"], n.period("met")),
        n.rule("every", "praise", lines={"pay": n.period("met")}),
        n.rule("again", "praise", ["pay"], n.period("met")),
    ]
    assert found(proposed, *PAY, rules=rules) == ["some p pay", "some b pay", "every p pay", "every b pay"]


def test_a_rule_speaks_only_of_the_units_that_it_is_for(n, proposed):
    rules = [n.rule("r", "reminder", ["pay"], n.period("missed"), units=["c", "b"])]
    assert found(proposed, *PAY, rules=rules) == ["r c pay"]


def test_a_coordinate_unit_is_reminded_and_praised_but_never_criticised(n, proposed):
    rules = [
        n.rule("criticism", "criticism", ["pay"], n.period("missed")),
        n.rule("reminder", "reminder", ["pay"], n.period("missed"), units=["k"]),
        n.rule("praise", "praise", lines={"pay": n.period("missed")}, units=["k"]),
        n.rule("all", "criticism", lines={"pay": n.period("missed")}, units=["k", "a"]),
    ]
    assert found(proposed, *PAY, rules=rules) == [
        "criticism a pay",
        "criticism c pay",
        "reminder k pay",
        "praise k pay",
        "all a pay",
    ]


# --- small numbers ---------------------------------------------------------------------------------------------------

SMALL = {
    "enough dossiers": (["a 2023-08 pay 1/10"], 10, ["r a pay"], []),
    "too few dossiers": (["a 2023-08 pay 1/9"], 10, [], ["r a pay"]),
    "one dossier is enough by default": (["a 2023-08 pay 0/1"], 1, ["r a pay"], []),
    "a rate without counts is not small": (["a 2023-08 pay 10%"], 10, ["r a pay"], []),
    "a rule that would not hold withholds nothing": (["a 2023-08 pay 9/9"], 10, [], []),
}


@pytest.mark.parametrize(("lines", "least", "proposals", "withheld"), SMALL.values(), ids=SMALL)
def test_few_dossiers_withhold_a_finding(n, proposed, lines, least, proposals, withheld):
    rules = [n.rule("r", "reminder", ["pay"], n.period("missed"))]
    assert proposed(*lines, rules=rules, least=least) == (proposals, withheld)


def test_where_nothing_arose_nothing_is_small(n, proposed):
    rules = [n.rule("r", "praise", lines={"pay": n.period("nothing_arose"), "dig": n.period("met")})]
    lines = ["a 2023-08 pay 0/0", "a 2023-08 dig 20/20"]
    assert proposed(*lines, rules=rules, least=10, targets=["pay >=1", "dig >=1"]) == (["r a pay,dig"], [])


def test_one_small_line_withholds_the_finding_of_all(n, proposed):
    rules = [n.rule("r", "praise", lines={"pay": n.period("met"), "dig": n.period("met")})]
    lines = ["a 2023-08 pay 20/20", "a 2023-08 dig 2/2"]
    assert proposed(*lines, rules=rules, least=10, targets=["pay >=1", "dig >=1"]) == ([], ["r a pay,dig"])


def test_a_large_window_may_carry_the_finding_that_a_small_one_cannot(n, proposed):
    either = AnyOf((n.period("missed"), n.cumulative("missed")))
    rules = [n.rule("r", "reminder", ["pay"], either)]
    assert proposed("a 2023-08 pay 0/2", "a 2023-07 pay 0/20", rules=rules, least=10) == (["r a pay"], [])


def test_a_finding_is_not_told_as_withheld_where_a_later_rule_speaks_after_all(n, proposed):
    rules = [
        n.rule("both", "criticism", ["pay"], AllOf((n.period("missed"), n.cumulative("missed")))),
        n.rule("total", "reminder", ["pay"], n.cumulative("missed")),
    ]
    assert proposed("a 2023-08 pay 0/2", "a 2023-07 pay 0/20", rules=rules, least=10) == (["total a pay"], [])


def test_a_withheld_finding_is_told_once(n, proposed):
    rules = [n.rule("one", "criticism", ["pay"], n.period("missed")), n.rule("two", "reminder", ["pay"], n.period("missed"))]
    assert proposed("a 2023-08 pay 0/2", rules=rules, least=10) == ([], ["one a pay"])


# --- also, and occurrences -------------------------------------------------------------------------------------------


def test_ratings_are_told_also_when_they_are_missed(n, proposed):
    lines = [f"{unit} 2023-08 pay 0/1" for unit in "pabc"]
    lines += ["p 2023-08 web Chưa đạt", "p 2023-08 mail Chưa đạt", "a 2023-08 web Đạt", "b 2023-08 mail Chưa đạt"]
    rules = [n.rule("r", "reminder", ["pay"], n.period("missed"), also=("mail", "web"))]
    assert found(proposed, *lines, rules=rules) == ["r p pay !mail,web", "r a pay", "r b pay !mail", "r c pay"]


OCCURRENCES = {
    "the first time": ([], 1),
    "the second": (["2023-07 criticism a pay"], 2),
    "periods count, papers do not": (["2023-07 criticism a pay", "2023-07 criticism a pay"], 2),
    "the third": (["2023-06 criticism a pay", "2023-07 criticism a pay"], 3),
    "periods need not be neighbours": (["2023-01 criticism a pay", "2023-05 criticism a pay"], 3),
    "another year does not count": (["2022-12 criticism a pay"], 1),
    "this period does not count": (["2023-08 criticism a pay"], 1),
    "a later period does not count": (["2023-09 criticism a pay"], 1),
    "another kind does not count": (["2023-07 reminder a pay"], 1),
    "another unit does not count": (["2023-07 criticism b pay"], 1),
    "another indicator does not count": (["2023-07 criticism a dig"], 1),
    "one of several indicators counts": (["2023-07 criticism a dig,pay"], 2),
    "a period that is not over does not count": (["2023-Q3 criticism a pay"], 1),
    "a week and a quarter before count": (["2023-W30 criticism a pay", "2023-Q2 criticism a pay"], 3),
}


@pytest.mark.parametrize(("papers", "occurrence"), OCCURRENCES.values(), ids=OCCURRENCES)
def test_an_occurrence_counts_the_earlier_periods_of_the_year(n, proposed, papers, occurrence):
    rules = [n.rule("r", "criticism", ["pay"], n.period("missed"), units=["a"], escalates=True)]
    assert found(proposed, "a 2023-08 pay 0/1", rules=rules, papers=papers) == [f"r a pay #{occurrence}"]


def test_a_rule_that_does_not_escalate_counts_nothing(n, proposed):
    rules = [n.rule("r", "criticism", ["pay"], n.period("missed"), units=["a"])]
    assert found(proposed, "a 2023-08 pay 0/1", rules=rules, papers=["2023-07 criticism a pay"]) == ["r a pay"]


def test_a_finding_on_all_lines_counts_papers_on_any_of_them(n, proposed):
    rules = [n.rule("r", "criticism", lines={"pay": n.period("missed"), "dig": n.period("missed")}, escalates=True)]
    lines = ["a 2023-08 pay 0/1", "a 2023-08 dig 0/1"]
    papers = ["2023-06 criticism a dig", "2023-07 criticism a pay", "2023-07 criticism a web"]
    assert found(proposed, *lines, rules=rules, papers=papers, targets=["pay >=1", "dig >=1"]) == ["r a pay,dig #3"]
