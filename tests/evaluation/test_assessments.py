"""The contract's arithmetic, sentence by sentence: figures and targets to statuses and what is printed."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cccc.evaluation.assessments import could_hide, display, status
from cccc.evaluation.figures import UnitFigure
from cccc.model.evaluations import Status
from cccc.model.targets import Operator, Threshold, Window

# figure in August 2023, target, status, printed
CASES = [
    # a status is exact
    ("pay 3/5", "pay >=60", "met", "60%"),
    ("pay 14999/25000", "pay >=60", "missed", "59,996%"),
    ("pay 15001/25000", "pay >=60", "met", "60%"),
    ("pay 3/5", "pay >60", "missed", "60%"),
    ("pay 60003/100000", "pay >60", "met", "60,003%"),
    ("pay 60001/100000", "pay <=60", "missed", "60,001%"),
    ("pay 59999/100000", "pay <60", "met", "59,999%"),
    ("pay 3/5", "pay <60", "missed", "60%"),
    ("pay 3/5", "pay <=60", "met", "60%"),
    ("pay 1/3", "pay =33,33", "missed", "33,333%"),
    ("pay 10/10", "pay =100", "met", "100%"),
    ("pay 99999/100000", "pay =100", "missed", "99,999%"),
    ("pay 2/3", "pay >=66,67", "missed", "66,667%"),
    ("pay 2/3", "pay >=66,666", "met", "66,67%"),
    ("pay 0/7", "pay >=0", "met", "0%"),
    ("pay 1/100000", "pay >0", "met", "0,001%"),
    ("pay 560/1979", "pay >=30", "missed", "28,3%"),
    # nothing arose, nothing reported, nothing asked
    ("pay 0/0", "pay >=60", "nothing_arose", None),
    ("pay 0/0", "pay <=60", "nothing_arose", None),
    ("pay ?/0", "pay >=60", "nothing_arose", None),
    ("pay 0/0", "pay", "nothing_arose", None),
    ("pay ?/5", "pay >=60", "not_reported", None),
    ("pay 5/?", "pay >=60", "not_reported", None),
    (None, "pay >=60", "not_reported", None),
    (None, "pay", "no_target", None),
    ("pay 3/5", "pay", "no_target", "60%"),
    ("pay 3/5", None, "no_target", "60%"),
    ("pay 0/0", None, "nothing_arose", None),
    (None, None, None, None),
    ("pay 5/?", None, None, None),
    ("pay ?/0", None, None, None),  # a denominator that another indicator shares is no reading of this one
    # rates without counts
    ("pay 59,996%", "pay >=60", "missed", "59,996%"),
    ("pay 60%", "pay >=60", "met", "60%"),
    ("pay 60,00%", "pay >60", "missed", "60%"),
    ("pay 103,2%", "pay >=60", "met", "103,2%"),
    # numbers
    ("late 3", "late <=3", "met", "3"),
    ("late 4", "late <=3", "missed", "4"),
    ("late 0", "late =0", "met", "0"),
    ("late 1234.5", "late <3", "missed", "1234,5"),
    ("late 1234.5", None, "no_target", "1234,5"),
    # ratings
    ("web Đạt", "web", "met", "Đạt"),
    ("web đạt", "web", "met", "đạt"),
    ("web Tốt", None, "met", "Tốt"),
    ("web Chưa đạt", "web", "missed", "Chưa đạt"),
    ("web Chưa đạt", None, "missed", "Chưa đạt"),
    (None, "web", "not_reported", None),
]


@pytest.mark.parametrize(("figure", "target", "expected", "printed"), CASES)
def test_a_figure_and_a_target_are_a_status(judged, figure, target, expected, printed):
    indicator = (figure or target or "pay").split()[0]
    lines = [f"a 2023-08 {figure}"] if figure else []
    found, _ = judged(indicator, "period", *lines, targets=[target] if target else [])
    assert (found.status if found else None, found.display if found else None) == (expected, printed)


def test_counts_win_over_the_printed_rate(judged):
    found, _ = judged("pay", "period", "a 2023-08 pay 59,99%", "a 2023-08 pay 3/5", targets=["pay >=60"])
    assert (found.value, found.numerator, found.denominator) == (60, 3, 5)


def test_the_printed_rate_is_used_where_a_count_is_missing(judged):
    found, _ = judged("pay", "period", "a 2023-08 pay 59,99%", "a 2023-08 pay ?/5", targets=["pay >=60"])
    assert (found.value, found.numerator, found.denominator) == (Fraction("59.99"), None, None)


def test_a_figure_knows_its_cells(judged):
    found, _ = judged("pay", "period", "a 2023-07 pay 1/5", "a 2023-08 pay 3/5", targets=["pay >=60"])
    assert [(source.file, source.sheet, source.cells) for source in found.sources] == [("f.xlsx", "2023-08", ("B2", "C2"))]


OPERATORS = st.sampled_from(Operator)
THRESHOLDS = st.builds(Threshold, OPERATORS, st.integers(0, 100_000_000).map(lambda n: Fraction(n, 1_000_000)))


def counts(most=10**6):
    return st.integers(1, most).flatmap(lambda total: st.tuples(st.integers(0, total), st.just(total)))


def near(held):
    """Values around a threshold."""
    return st.integers(-20, 20).flatmap(lambda n: st.integers(0, 40).map(lambda d: held + Fraction(n, 10**d)))


def target_of(n, threshold):
    sign = {
        Operator.AT_LEAST: ">=", Operator.MORE_THAN: ">", Operator.AT_MOST: "<=", Operator.LESS_THAN: "<",
        Operator.EXACTLY: "=",
    }[threshold.operator]  # fmt: skip
    return n.assigned([f"pay {sign}{float(threshold.value):.6f}"])["a", "pay"]


def as_printed(text):
    return Fraction(text.rstrip("%").replace(",", "."))


@given(st.data())
@settings(deadline=None, max_examples=200)
def test_what_is_printed_never_contradicts_the_status(n, data):
    held = data.draw(THRESHOLDS)
    value = data.draw(st.one_of(counts().map(lambda pair: Fraction(100 * pair[0], pair[1])), near(held.value)))
    if value < 0:
        return
    figure = UnitFigure(value=value)
    printed = as_printed(display(figure, n.INDICATORS["pay"], held))
    assert held.holds(printed) == held.holds(value)


@given(counts(), st.booleans(), st.data())
@settings(deadline=None)
def test_a_better_figure_is_never_judged_worse(n, pair, higher, data):
    numerator, denominator = pair
    other = data.draw(st.integers(numerator, denominator))
    operators = [Operator.AT_LEAST, Operator.MORE_THAN] if higher else [Operator.AT_MOST, Operator.LESS_THAN]
    held = Threshold(data.draw(st.sampled_from(operators)), Fraction(data.draw(st.integers(0, 100))))
    low, high = (
        status(UnitFigure(count, denominator, Fraction(100 * count, denominator)), n.INDICATORS["pay"], target_of(n, held))
        for count in (numerator, other)
    )
    worse, better = (low, high) if higher else (high, low)
    assert not (worse is Status.MET and better is Status.MISSED)


# the printed rate, the target, whether the exact rate could be on its other side
ROUNDED = [
    ("59,99%", ">=60", False),
    ("60%", ">=60", True),
    ("60,0%", ">=60", True),
    ("60,1%", ">=60", False),
    ("60,05%", ">=60,05", True),
    ("59,9%", ">=60", False),
    ("59,5%", ">=60", False),
    ("59%", ">=59,4", True),
    ("59%", ">=59,5", False),
    ("60%", ">=59,5", False),
    ("60%", ">=59,6", True),
    ("60%", ">60", True),
    ("60%", ">59,5", True),
    ("60%", ">60,499999", True),
    ("60%", ">60,5", False),
    ("61%", ">60", False),
    ("60%", "<=60", True),
    ("60%", "<=60,5", False),
    ("60%", "<=60,499999", True),
    ("60%", "<=59,5", True),
    ("60%", "<60", True),
    ("60%", "<59,5", False),
    ("60%", "<60,5", False),
    ("60%", "<60,4", True),
    ("60%", "=60", True),
    ("60%", "=60,4", True),
    ("60%", "=59,5", True),
    ("60%", "=60,5", False),
    ("60%", "=61", False),
]


@pytest.mark.parametrize(("rate", "bound", "expected"), ROUNDED)
def test_a_bare_rate_warns_when_the_target_lies_within_its_rounding(judged, rate, bound, expected):
    _, problems = judged("pay", "period", f"a 2023-08 pay {rate}", targets=[f"pay {bound} in period"])
    assert [(problem.code, problem.severity, problem.location.cell) for problem in problems] == (
        [("rounded-rate", "warning", "D1")] if expected else []
    )


@given(THRESHOLDS, st.integers(0, 100), st.fractions(0, 1, max_denominator=1000))
@settings(deadline=None)
def test_a_bare_rate_warns_whenever_some_exact_rate_has_the_other_verdict(held, rate, part):
    figure = UnitFigure(value=Fraction(rate), margin=Fraction(1, 2))
    exact = Fraction(rate) - Fraction(1, 2) + min(part, Fraction(999, 1000))
    if held.holds(exact) != held.holds(figure.value):
        assert could_hide(figure, held)
    if could_hide(figure, held):
        assert abs(held.value - rate) <= Fraction(1, 2)


def test_a_rate_from_counts_never_warns(judged):
    _, problems = judged("pay", "period", "a 2023-08 pay 3/5", "a 2023-08 pay 60%", targets=["pay >=60"])
    assert problems == []


def test_the_warning_says_what_could_be_hidden(judged):
    _, problems = judged("pay", "period", "a 2023-08 pay 60%", targets=["pay >=60 in period"])
    assert str(problems[0].message) == (
        "A: the rate 60% of pay is rounded, the exact one could lie across 60%; ask for the counts"
    )


@pytest.mark.parametrize(
    ("indicator", "now", "before", "change"),
    [
        ("pay", "2/3", "1/3", Fraction(100, 3)),
        ("pay", "1/3", "2/3", Fraction(-100, 3)),
        ("pay", "1/3", "33,33%", Fraction(1, 300)),
        ("pay", "3/5", "3/5", 0),
        ("pay", "3/5", "0/0", None),
        ("pay", "0/0", "3/5", None),
        ("pay", "3/5", None, None),
        ("late", "3", "5", -2),
        ("web", "Đạt", "Chưa đạt", None),
    ],
)
def test_a_change_is_of_the_exact_values_in_points(judged, indicator, now, before, change):
    lines = [f"a 2023-08 {indicator} {now}"] + ([f"a 2023-07 {indicator} {before}"] if before else [])
    found, _ = judged(indicator, "period", *lines, targets=[indicator])
    assert found.change == change


def test_a_cumulative_figure_has_no_change(judged):
    found, _ = judged("pay", "cumulative", "a 2023-01-01..2023-08-31 pay 3/5", "a 2023-07 pay 1/5", targets=["pay >=60"])
    assert (found.value, found.change) == (60, None)


# --- who is assessed -------------------------------------------------------------------------------------------------


def keys(evaluation):
    return [f"{one.unit} {one.indicator} {one.window}" for one in evaluation.assessments]


def test_assessments_follow_the_roster_then_the_indicators_then_the_windows(n):
    evaluation, _ = n.run("b 2023-08 dig 1/2", "a 2023-08 dig 1/2", targets=["web in period for a", "pay >=1 for a b"])
    assert keys(evaluation) == [
        "a pay period",
        "a pay cumulative",
        "a dig period",
        "a web period",
        "b pay period",
        "b pay cumulative",
        "b dig period",
    ]


@pytest.mark.parametrize(
    ("target", "windows"),
    [
        ("pay >=1 for a", ["a pay period", "a pay cumulative"]),
        ("pay >=1 in period for a", ["a pay period"]),
        ("pay >=1 in cumulative for a", ["a pay cumulative"]),
        ("pay >=1 from 2023-09-01 for a", ["a pay period"]),
        ("pay >=1 from 2023-08-31 for a", ["a pay period", "a pay cumulative"]),
    ],
)
def test_the_windows_that_the_target_names_are_judged(n, target, windows):
    assert keys(n.run("a 2023-08 pay 1/2", targets=[target])[0]) == windows


def test_a_cumulative_window_runs_from_the_target_s_start_to_the_period_s_end(judged):
    found, _ = judged("pay", "cumulative", targets=["pay >=1 from 2023-04-01"])
    assert found.span.label == "2023-04-01..2023-08-31"


def test_a_unit_is_assessed_only_in_periods_in_which_it_exists(n):
    units = [
        n.unit("a", "communes", valid_to=date(2023, 7, 31)),
        n.unit("b", "communes", valid_from=date(2023, 8, 31)),
        n.unit("c", "communes", valid_from=date(2023, 9, 1)),
    ]
    evaluation, _ = n.run("a 2023-08 pay 1/2", "c 2023-08 pay 1/2", targets=["pay >=1 in period"], units=units)
    assert keys(evaluation) == ["b pay period"]


# --- cumulative ------------------------------------------------------------------------------------------------------

JAN_AUG = "2023-01-01..2023-08-31"
MONTHS = [f"a 2023-0{n} {{}} {n}/10" for n in range(1, 9)]
CUMULATIVE = {
    "the exact span wins over its months": (
        "pay", [*MONTHS, f"a {JAN_AUG} pay 1/100"], "2023-01-01", "1/100", []),
    "a figure to date wins over the months": (
        "pay", [*MONTHS, "a to:2023-08 pay 1/100"], "2023-01-01", "1/100", []),
    "the exact span wins over a figure to date": (
        "pay", ["a to:2023-08 pay 9/100", f"a {JAN_AUG} pay 1/100"], "2023-01-01", "1/100", []),
    "a figure to another date is none": (
        "pay", ["a to:2023-07 pay 9/100"], "2023-07-01", None, ["2023-07", "2023-08"]),
    "months add up": ("pay", MONTHS, "2023-01-01", "36/80", []),
    "months from the start add up": ("pay", MONTHS, "2023-04-01", "30/50", []),
    "one period is its own sum": ("pay", MONTHS, "2023-08-01", "8/10", []),
    "a quarter and months tile": (
        "pay", ["a 2023-Q2 pay 5/10", "a 2023-07 pay 1/10", "a 2023-08 pay 1/10"], "2023-04-01", "7/30", []),
    "the fewest tiles are taken": (
        "pay", ["a 2023-Q2 pay 5/10", *MONTHS], "2023-04-01", "20/30", []),
    "a gap is named": (
        "pay", [line for line in MONTHS if "-05" not in line], "2023-04-01", None, ["2023-05"]),
    "gaps at both ends are named": (
        "pay", ["a 2023-06 pay 1/2"], "2023-04-01", None, ["2023-04", "2023-05", "2023-07", "2023-08"]),
    "a gap within a month is named by its days": (
        "pay", ["a 2023-07-01..2023-07-20 pay 1/2", "a 2023-08 pay 1/2"], "2023-07-01", None, ["2023-07-21..2023-07-31"]),
    "everything is missing": ("pay", [], "2023-07-01", None, ["2023-07", "2023-08"]),
    "spans that overlap do not tile": (
        "pay", ["a 2023-04-01..2023-06-30 pay 1/2", "a 2023-06-01..2023-08-31 pay 1/2"], "2023-04-01", None,
        ["2023-04-01..2023-08-31"]),
    "a span that begins before the start does not count": (
        "pay", ["a 2023-03-01..2023-04-30 pay 1/2", *MONTHS[4:]], "2023-04-01", None, ["2023-04"]),
    "a span that ends later does not count": (
        "pay", ["a 2023-08-01..2023-09-30 pay 1/2"], "2023-08-01", None, ["2023-08"]),
    "a month that lacks one count is a gap": (
        "pay", ["a 2023-07 pay 1/?", "a 2023-08 pay 1/2"], "2023-07-01", None, ["2023-07"]),
    "a month with a rate alone is a gap": (
        "pay", ["a 2023-07 pay 50%", "a 2023-08 pay 1/2"], "2023-07-01", None, ["2023-07"]),
    "a month in which nothing arose adds nothing": (
        "pay", ["a 2023-07 pay 0/0", "a 2023-08 pay 1/2"], "2023-07-01", "1/2", []),
    "a month in which nothing arose needs no numerator": (
        "pay", ["a 2023-07 pay ?/0", "a 2023-08 pay 1/2"], "2023-07-01", "1/2", []),
    "a stock is the last one's": ("stock", MONTHS, "2023-04-01", "8/10", []),
    "a stock needs its tiles": ("stock", MONTHS[5:], "2023-05-01", None, ["2023-05"]),
    "a stock may be a rate": ("stock", ["a 2023-07 stock 1/2", "a 2023-08 stock 75%"], "2023-07-01", "75%", []),
    "what never adds up needs its own span": ("used", MONTHS, "2023-04-01", None, ["2023-04-01..2023-08-31"]),
    "what never adds up takes its own span": ("used", [f"a {JAN_AUG} used 1/4"], "2023-01-01", "1/4", []),
    "a rate of the exact span is taken": ("pay", [f"a {JAN_AUG} pay 28,3%"], "2023-01-01", "28,3%", []),
    "numbers add up": ("late", [f"a 2023-0{n} late {n}" for n in range(1, 9)], "2023-07-01", "15", []),
    "a number that is a stock is the last one's": (
        "open", [f"a 2023-0{n} open {n}" for n in range(1, 9)], "2023-07-01", "8", []),
    "a rating has no sum": ("web", ["a 2023-08 web Đạt"], "2023-07-01", None, ["2023-07-01..2023-08-31"]),
}  # fmt: skip


@pytest.mark.parametrize(("indicator", "lines", "since", "figure", "missing"), CUMULATIVE.values(), ids=CUMULATIVE)
def test_a_cumulative_figure(judged, indicator, lines, since, figure, missing):
    bound = "" if indicator == "web" else " >=0"
    found, _ = judged(
        indicator, "cumulative", *[line.format(indicator) for line in lines], targets=[f"{indicator}{bound} from {since}"]
    )
    if figure is None:
        assert (found.status, found.value, found.display) == (Status.NOT_REPORTED, None, None)
    elif "/" in figure:
        assert f"{found.numerator}/{found.denominator}" == figure
        assert found.value == Fraction(100 * found.numerator, found.denominator)
    else:
        assert (found.display, found.numerator) == (figure, None)
    assert list(found.missing) == missing


def test_a_sum_knows_all_its_cells(judged):
    found, _ = judged("pay", "cumulative", "a 2023-07 pay 1/2", "a 2023-08 pay 1/2", targets=["pay >=1 from 2023-07-01"])
    assert [(source.sheet, source.cells) for source in found.sources] == [("2023-07", ("B1", "C1")), ("2023-08", ("B2", "C2"))]


@given(st.lists(st.tuples(st.integers(1, 8), st.integers(0, 7)), max_size=9), st.integers(1, 8))
@settings(deadline=None)
def test_a_sum_is_told_exactly_when_the_spans_tile(n, pairs, start):
    from cccc.periods import months_of

    spans = {(first, min(first + more, 8)) for first, more in pairs}
    lines = [f"a {months_of(2023, first, last).label} pay 1/{10 ** (last - 1)}" for first, last in sorted(spans)]
    evaluation, _ = n.run(*lines, targets=[f"pay >=0 from 2023-0{start}-01 in cumulative for a"])

    def tiles(at):
        return at == 9 or any(first == at and tiles(last + 1) for first, last in spans)

    (found,) = evaluation.assessments
    assert (found.status is not Status.NOT_REPORTED) == tiles(start)
    assert bool(found.missing) != tiles(start)


# --- totals ----------------------------------------------------------------------------------------------------------


def totals(evaluation):
    return {
        f"{one.group or 'all'} {one.indicator} {one.window}": (one.numerator, one.denominator, one.display, one.change)
        for one in evaluation.totals
    }


def test_a_total_is_the_sum_of_counts_never_a_mean_of_rates(n):
    evaluation, _ = n.run(
        "p 2023-08 pay 1/1", "a 2023-08 pay 1/4", "b 2023-08 pay 0/0", "c 2023-08 pay 99%", "total 2023-08 pay 77%",
        targets=["pay >=1 in period"],
    )  # fmt: skip
    assert totals(evaluation) == {
        "all pay period": (2, 5, "40%", None),
        "departments pay period": (1, 1, "100%", None),
        "communes pay period": (1, 4, "25%", None),
        "sectors pay period": (None, None, None, None),
    }


def test_the_total_row_s_rate_stands_where_no_counts_are_known(n):
    evaluation, _ = n.run(
        "a 2023-08 pay 50%", "total 2023-08 pay 77,5%", "total 2023-07 pay 70%", targets=["pay >=1 in period for a"]
    )
    assert totals(evaluation)["all pay period"] == (None, None, "77,5%", Fraction("7.5"))
    assert totals(evaluation)["communes pay period"] == (None, None, None, None)


def test_a_total_has_its_change_from_exact_sums(n):
    evaluation, _ = n.run(
        "a 2023-08 pay 2/3", "a 2023-07 pay 1/3", "b 2023-07 pay 1/3", "p 2023-08 pay 1/2", targets=["pay >=1 in period"]
    )
    assert totals(evaluation)["all pay period"] == (3, 5, "60%", 60 - Fraction(100, 3))
    assert totals(evaluation)["communes pay period"] == (2, 3, "66,67%", Fraction(100, 3))
    assert totals(evaluation)["departments pay period"] == (1, 2, "50%", None)


def test_a_total_is_null_where_cumulative_spans_differ(n):
    evaluation, _ = n.run(
        *(f"{unit} 2023-0{month} pay 1/2" for unit in "abp" for month in (7, 8)),
        targets=["pay >=1 from 2023-07-01 for a b", "pay >=1 from 2023-08-01 for p"],
    )
    assert totals(evaluation) == {
        "all pay period": (3, 6, "50%", 0),
        "all pay cumulative": (None, None, None, None),
        "departments pay period": (1, 2, "50%", 0),
        "departments pay cumulative": (1, 2, "50%", None),
        "communes pay period": (2, 4, "50%", 0),
        "communes pay cumulative": (4, 8, "50%", None),
        "sectors pay period": (None, None, None, None),
        "sectors pay cumulative": (None, None, None, None),
    }


def test_totals_come_by_group_then_indicator_then_window_and_not_for_ratings(n):
    evaluation, _ = n.run("a 2023-08 dig 1/2", "a 2023-08 web Đạt", targets=["pay >=1 for a"])
    assert [f"{one.group} {one.indicator} {one.window}" for one in evaluation.totals][:4] == [
        "None pay period",
        "None pay cumulative",
        "None dig period",
        "departments pay period",
    ]
    assert {one.indicator for one in evaluation.totals} == {"pay", "dig"}


def test_a_unit_whose_cumulative_figure_is_missing_is_left_out_of_the_total(n):
    evaluation, _ = n.run("a 2023-07 pay 1/2", "a 2023-08 pay 1/2", "b 2023-08 pay 1/2", targets=["pay >=1 from 2023-07-01"])
    assert totals(evaluation)["communes pay cumulative"] == (2, 4, "50%", None)
    assert {one.span.label for one in evaluation.totals if one.window is Window.CUMULATIVE} == {"2023-07-01..2023-08-31"}
