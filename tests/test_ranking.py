"""One order for all who rank: by exact rate, ties shared or by dossiers, too few dossiers without a rank, a group or all."""

from fractions import Fraction

import pytest

from cccc.model.evaluations import Assessment, Status
from cccc.model.policies import Ranking, by_rate, peers
from cccc.model.targets import Indicator, Window
from cccc.model.units import Unit
from cccc.periods import month
from cccc.problems import Location

PAID = Indicator("p", "Tỷ lệ", "ratio", "tỷ lệ", "tỷ lệ", "n", "d")
LATE = Indicator("q", "Tỷ lệ", "ratio", "tỷ lệ", "tỷ lệ", "n", "d", better="lower")


def figure(unit, numerator, denominator):
    value = Fraction(100 * numerator, denominator) if denominator else None
    return Assessment(unit, "p", Window.PERIOD, month(2023, 8), Status.MET, numerator, denominator, value)


FIGURES = (("a", 1, 2), ("b", 50, 100), ("c", 9, 10), ("d", 0, 0), ("e", 50, 100), ("f", 1, 1))


@pytest.mark.parametrize(
    ("ranking", "about", "order"),
    [
        (Ranking(), PAID, "f1 c2 a3 b3 e3 d-"),
        (Ranking(), LATE, "a1 b1 e1 c4 f5 d-"),
        (Ranking(ties="by_denominator"), PAID, "f1 c2 b3 e3 a5 d-"),
        (Ranking(ties="by_denominator"), LATE, "b1 e1 a3 c4 f5 d-"),
        (Ranking(min_denominator=10), PAID, "c1 b2 e2 a- d- f-"),
        (Ranking(ties="by_denominator", min_denominator=2), PAID, "c1 b2 e2 a4 d- f-"),
    ],
)
def test_the_order(ranking, about, order):
    made = by_rate([figure(*one) for one in FIGURES], about, ranking)
    assert " ".join(f"{one.unit}{rank or '-'}" for rank, one in made) == order


def test_a_rate_without_counts_is_ranked():
    ranking = Ranking(ties="by_denominator", min_denominator=10)
    bare = Assessment("x", "p", Window.PERIOD, month(2023, 8), Status.MET, value=Fraction(50))
    assert [(rank, one.unit) for rank, one in by_rate([bare, figure("b", 50, 100)], PAID, ranking)] == [(1, "b"), (2, "x")]


def test_peers_are_the_group_or_all():
    units = [
        Unit(one, one, group, one, one, one, False, Location("u", 1, 1)) for one, group in (("a", "g"), ("b", "g"), ("c", "h"))
    ]
    assert peers(units[0], units, Ranking()) == {"a", "b"}
    assert peers(units[0], units, Ranking(within_groups=False)) == {"a", "b", "c"}
