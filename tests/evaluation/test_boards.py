"""A campaign's board: what is done on a day, what it takes from here, and who can no longer reach it."""

from datetime import date
from fractions import Fraction

import pytest

from cccc.evaluation.boards import board
from cccc.model.targets import Plan
from cccc.model.units import Group, Roster
from cccc.periods import Period
from cccc.problems import Location

CAMPAIGN = Period(date(2023, 9, 1), date(2023, 10, 30))  # sixty days
HALF = "2023-09-01..2023-09-30"


@pytest.fixture
def shown(n):
    """Each unit's line as ``unit figure outlook needed per-day``."""

    def shown(*lines, targets=("pay >=60 from 2023-09-01",), at="2023-09-30", figures=("outlook", "needed", "per_day")):
        roster = Roster((Group("communes", "commune", "C"),), tuple(n.UNITS.values()))
        observations = [seen for at_line, line in enumerate(lines) for seen in n.seen(line, at_line + 1)]
        plan = Plan("plan", "T", "UBND", None, None, CAMPAIGN, (), (), Location("f.yaml", 1, 1))
        held = n.assigned(targets)
        told = board(plan, date.fromisoformat(at), roster, n.INDICATORS, held, observations)
        found = [
            " ".join(str(part) for part in (one.unit, *(getattr(one, name) for name in figures)) if part is not None)
            for one in told.standings
        ]
        return told, found

    return shown


def test_days_are_counted_to_the_last_figure(shown):
    told, _ = shown(f"a {HALF} pay 50/100")
    assert (told.days_done, told.days_left, told.until) == (30, 30, date(2023, 9, 30))


def test_figures_after_the_day_are_not_looked_at(shown):
    told, _ = shown(f"a {HALF} pay 50/100", "a 2023-10-01..2023-10-10 pay 10/10")
    assert told.until == date(2023, 9, 30)


def test_without_figures_there_is_nothing_to_show(shown):
    told, found = shown(at="2023-09-30")
    assert (told.until, told.days_left, found) == (None, 60, [])


OUTLOOKS = {
    # 100 in thirty days, so 100 more are expected; 60% of 200 are 120
    "met as of now": ("pay 60/100", "pay >=60", "a reached"),
    "within reach": ("pay 50/100", "pay >=60", "a open 70 7/3"),
    "only if all of the rest are": ("pay 20/100", "pay >=60", "a open 100 10/3"),
    "one too few": ("pay 19/100", "pay >=60", "a lost 101 101/30"),
    "all of the rest are not enough where it must be more": ("pay 20/100", "pay >60", "a lost 100 10/3"),
    "one missed, and all are asked": ("pay 99/100", "pay >=100", "a impossible"),
    "none missed, and all are asked": ("pay 100/100", "pay >=100", "a reached"),
    "low is better, and there is room": ("pay 12/100", "pay <=10", "a open 8 4/15"),
    "low is better, and no room is left": ("pay 21/100", "pay <=10", "a lost -1 -1/30"),
    "low is better, and the last room may not be used": ("pay 20/100", "pay <10", "a lost 0 0"),
    "none is allowed, and one is": ("pay 1/100", "pay <=0", "a impossible"),
    "exactly all": ("pay 99/100", "pay =100", "a impossible"),
    "nothing arose": ("pay 0/0", "pay >=60", "a nothing_arose"),
    # of a stock, the denominator is there already
    "a stock": ("stock 50/100", "stock >=60", "a open 20 1/3"),
    "all of a stock": ("stock 99/100", "stock >=100", "a open 100 1/30"),
}


@pytest.mark.parametrize(("figure", "target", "expected"), OUTLOOKS.values(), ids=OUTLOOKS)
def test_outlook(shown, figure, target, expected):
    _, found = shown(f"a {HALF} {figure}", targets=[f"{target} from 2023-09-01 for a"])
    assert found == [expected]


def test_on_the_last_day_what_is_missed_is_out_of_reach(shown):
    _, found = shown("a 2023-09-01..2023-10-30 pay 59/100", at="2023-10-30", targets=["pay >=60 from 2023-09-01 for a"])
    assert found == ["a impossible"]


def test_what_is_missing_is_named(shown):
    told, found = shown(
        f"a {HALF} pay 50/100", "b 2023-09-16..2023-09-30 pay 5/10", targets=["pay >=60 from 2023-09-01 for a b"]
    )
    assert found == ["a open 70 7/3", "b unknown"]
    assert told.standings[1].missing == ("2023-09-01..2023-09-15",)


def test_weeks_add_up(shown):
    told, _ = shown(
        "a 2023-09-01..2023-09-15 pay 10/40",
        "a 2023-09-16..2023-09-30 pay 40/60",
        targets=["pay >=60 from 2023-09-01 for a"],
    )
    [one] = told.standings
    assert (one.numerator, one.denominator, one.needed) == (50, 100, Fraction(70))


@pytest.mark.parametrize("whole", [1, 7, 100])
@pytest.mark.parametrize("part", [0, 1, 5])
def test_what_is_needed_just_reaches_the_target(shown, n, whole, part):
    """The oracle: after the needed share of what is expected, the whole stands at the target exactly."""
    if part > whole:
        return
    told, _ = shown(f"a {HALF} pay {part}/{whole}", targets=["pay >=60 from 2023-09-01 for a"])
    [one] = told.standings
    if one.needed is not None:
        reached = one.numerator + one.needed / 100 * one.expected
        assert 100 * reached / (one.denominator + one.expected) == 60
