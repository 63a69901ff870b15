"""A plain second implementation of the contract agrees with the real one over random small offices."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cccc.model.conditions import AllOf, AnyOf, WindowTest
from cccc.model.targets import Window

MONTHS = ("2023-06", "2023-07", "2023-08")
UNITS = "pabck"
RATIOS = ("pay", "dig")
SIGNS = (">=", ">", "<=", "<", "=")
STATUSES = ("met", "missed", "nothing_arose", "not_reported", "no_target")

FIGURES = st.one_of(
    st.just(None),
    st.integers(0, 6).flatmap(lambda d: st.tuples(st.integers(0, d), st.just(d))),
)
SEEN = st.tuples(st.sampled_from(UNITS), st.sampled_from(MONTHS), st.sampled_from(RATIOS))
OFFICES = st.fixed_dictionaries(
    {
        "figures": st.dictionaries(SEEN, FIGURES),
        "ratings": st.dictionaries(st.sampled_from(UNITS), st.sampled_from(("Đạt", "Chưa đạt"))),
        "targets": st.dictionaries(
            st.tuples(st.sampled_from(UNITS), st.sampled_from(RATIOS)),
            st.tuples(
                st.one_of(st.none(), st.tuples(st.sampled_from(SIGNS), st.sampled_from((0, 20, 50, 75, 100)))),
                st.sampled_from(("2023-06", "2023-07", "2023-08")),
                st.sampled_from((None, "period", "cumulative")),
            ),
        ),
        "least": st.integers(1, 4),
        "papers": st.lists(
            st.tuples(
                st.sampled_from(("2022-12", "2023-05", "2023-07", "2023-08")),
                st.sampled_from(("criticism", "reminder")),
                st.sampled_from(UNITS),
                st.sampled_from(RATIOS),
            ),
            max_size=6,
        ),
    }
)  # fmt: skip
CONDITIONS = st.lists(
    st.one_of(st.sampled_from(STATUSES), st.tuples(st.sampled_from(SIGNS), st.sampled_from((20, 50, 100)))),
    min_size=1,
    max_size=3,
)
TESTS = st.recursive(
    st.tuples(st.sampled_from(("period", "cumulative")), CONDITIONS),
    lambda inner: st.tuples(st.sampled_from(("any", "all")), st.lists(inner, min_size=1, max_size=2)),
    max_leaves=3,
)
RULES = st.lists(
    st.fixed_dictionaries(
        {
            "kind": st.sampled_from(("praise", "reminder", "criticism")),
            "units": st.sets(st.sampled_from(UNITS), min_size=1),
            "form": st.one_of(
                st.tuples(st.lists(st.sampled_from(RATIOS), min_size=1, unique=True), TESTS),
                st.dictionaries(st.sampled_from(RATIOS), TESTS, min_size=1),
            ),
            "escalates": st.booleans(),
            "also": st.booleans(),
        }
    ),
    max_size=4,
)


# --- the second implementation ---------------------------------------------------------------------------------------


def compare(value, sign, bound):
    return {
        ">=": value >= bound, ">": value > bound, "<=": value <= bound, "<": value < bound, "=": value == bound,
    }[sign]  # fmt: skip


def counts_of(office, unit, indicator, window, since):
    months = MONTHS[-1:] if window == "period" else MONTHS[MONTHS.index(since) :]
    known = [office["figures"].get((unit, month, indicator)) for month in months]
    if any(pair is None for pair in known):
        return None
    return sum(pair[0] for pair in known), sum(pair[1] for pair in known)


def verdicts(office):
    """(unit, indicator, window) -> (status, value in percent, denominator)."""
    made = {}
    for unit in UNITS:
        for indicator in RATIOS:
            target = office["targets"].get((unit, indicator))
            bound, since, only = target or (None, "2023-08", "period")
            for window in ("period", "cumulative"):
                if only not in (None, window):
                    continue
                counts = counts_of(office, unit, indicator, window, since)
                if target is None and counts is None:
                    continue
                if counts is None:
                    made[unit, indicator, window] = ("not_reported" if bound else "no_target", None, None)
                elif counts[1] == 0:
                    made[unit, indicator, window] = ("nothing_arose", None, 0)
                else:
                    value = Fraction(counts[0], counts[1]) * 100
                    status = "no_target" if bound is None else "met" if compare(value, *bound) else "missed"
                    made[unit, indicator, window] = (status, value, counts[1])
    return made


def satisfied(test, look, least):
    head, rest = test
    if head in ("any", "all"):
        return (any if head == "any" else all)([satisfied(inner, look, least) for inner in rest])
    if head not in look:
        return False
    status, value, denominator = look[head]
    if denominator and denominator < least:
        return False
    return any(
        status == option if isinstance(option, str) else value is not None and compare(value, *option) for option in rest
    )


def earlier(office, kind, unit, indicators):
    return len(
        {
            month
            for month, of, who, indicator in office["papers"]
            if of == kind and who == unit and indicator in indicators and "2023-01" <= month < "2023-08"
        }
    )


def findings(office, rules):
    known = verdicts(office)
    told, used = [], set()
    for number, rule in enumerate(rules):
        single = isinstance(rule["form"], tuple)
        subjects = [{name: rule["form"][1]} for name in rule["form"][0]] if single else [rule["form"]]
        for lines in subjects:
            for unit in UNITS:
                key = (unit, *lines) if single else (unit, "every", rule["kind"])
                if unit not in rule["units"] or (unit == "k" and rule["kind"] == "criticism") or key in used:
                    continue
                looks = {
                    name: {window: found for (who, what, window), found in known.items() if (who, what) == (unit, name)}
                    for name in lines
                }
                if all(satisfied(test, looks[name], office["least"]) for name, test in lines.items()):
                    used.add(key)
                    also = " !web" if rule["also"] and office["ratings"].get(unit) == "Chưa đạt" else ""
                    times = f" #{1 + earlier(office, rule['kind'], unit, lines)}" if rule["escalates"] else ""
                    told.append(f"r{number} {unit} {','.join(lines)}{also}{times}")
    return told


# --- the real one ----------------------------------------------------------------------------------------------------


def as_test(n, test):
    head, rest = test
    if head in ("any", "all"):
        return (AnyOf if head == "any" else AllOf)(tuple(as_test(n, inner) for inner in rest))
    options = [option if isinstance(option, str) else f"{option[0]}{option[1]}" for option in rest]
    return WindowTest(Window(head), n.condition(*options))


def as_rule(n, number, rule):
    form = rule["form"]
    if isinstance(form, tuple):
        parts = {"indicators": form[0], "when": as_test(n, form[1])}
    else:
        parts = {"lines": {name: as_test(n, test) for name, test in form.items()}}
    also = ("web",) if rule["also"] else ()
    return n.rule(f"r{number}", rule["kind"], units=rule["units"], escalates=rule["escalates"], also=also, **parts)


def real(n, office, rules, shuffle=lambda lines: lines):
    lines = [
        f"{unit} {month} {indicator} {pair[0]}/{pair[1]}"
        for (unit, month, indicator), pair in office["figures"].items()
        if pair is not None
    ]
    lines += [f"{unit} 2023-08 web {word}" for unit, word in office["ratings"].items()]
    targets = [
        f"{indicator}"
        + (f" {bound[0]}{bound[1]}" if bound else "")
        + f" from {since}-01"
        + (f" in {only}" if only else "")
        + f" for {unit}"
        for (unit, indicator), (bound, since, only) in office["targets"].items()
    ]
    evaluation, problems = n.run(
        *shuffle(lines),
        targets=targets,
        rules=[as_rule(n, number, rule) for number, rule in enumerate(rules)],
        papers=[" ".join(paper) for paper in office["papers"]],
        least=office["least"],
    )
    assert problems == []
    return evaluation


@given(OFFICES)
@settings(deadline=None, max_examples=150)
def test_the_statuses_agree(n, office):
    evaluation = real(n, office, [])
    found = {
        (one.unit, one.indicator, one.window.value): (one.status.value, one.value, one.denominator)
        for one in evaluation.assessments
        if one.indicator in RATIOS
    }
    assert found == verdicts(office)


@given(OFFICES, RULES)
@settings(deadline=None, max_examples=250)
def test_the_findings_agree(n, office, rules):
    assert [n.told(one) for one in real(n, office, rules).findings] == findings(office, rules)


@given(OFFICES, RULES, st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=50)
def test_the_order_of_observations_is_irrelevant(n, office, rules, chance):
    def shuffled(lines):
        return chance.sample(lines, len(lines))

    plain, mixed = real(n, office, rules), real(n, office, rules, shuffled)
    assert mixed.findings == plain.findings
    assert mixed.withheld == plain.withheld
    assert mixed.totals == plain.totals
    assert [(one.status, one.value, one.display, one.change, one.missing) for one in mixed.assessments] == [
        (one.status, one.value, one.display, one.change, one.missing) for one in plain.assessments
    ]


@given(OFFICES, RULES)
@settings(deadline=None, max_examples=50)
def test_what_is_withheld_would_be_proposed_without_a_least_number(n, office, rules):
    evaluation = real(n, office, rules)
    spoken = {(one.unit, name) for one in evaluation.findings for name in one.indicators}
    possible = {one.unit for one in real(n, {**office, "least": 1}, rules).findings}
    for one in evaluation.withheld:
        assert one.unit in possible
        assert not any((one.unit, name) in spoken for name in one.indicators)


@pytest.mark.parametrize("sign", SIGNS)
def test_the_second_opinion_knows_its_operators(sign):
    assert [compare(value, sign, 5) for value in (4, 5, 6)] == {
        ">=": [False, True, True],
        ">": [False, False, True],
        "<=": [True, True, False],
        "<": [True, False, False],
        "=": [False, True, False],
    }[sign]
