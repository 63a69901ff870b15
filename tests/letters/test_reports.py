"""Units side by side: ranks by exact value, who qualifies, what is missing, and who asks for a campaign where none is."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cccc.letters.language.marks import bare
from cccc.model.policies import ranked

VALUES = st.lists(st.one_of(st.none(), st.fractions(0, 100, max_denominator=40)), max_size=30)


@given(VALUES, st.sampled_from(["higher", "lower"]))
def test_a_rank_is_one_more_than_how_many_are_better(values, best):
    order = ranked(range(len(values)), lambda at: values[at], best=best)
    assert sorted(at for _, at in order) == list(range(len(values)))
    known = [value for value in values if value is not None]
    for rank, at in order:
        better = [
            one for one in known if values[at] is not None and ((one > values[at]) == (best == "higher")) and one != values[at]
        ]
        assert rank == (None if values[at] is None else 1 + len(better))


@given(VALUES)
def test_those_without_a_figure_stand_last_in_their_own_order(values):
    order = ranked(range(len(values)), lambda at: values[at])
    last = [at for rank, at in order if rank is None]
    assert [at for _, at in order][len(order) - len(last) :] == last == sorted(last)


def test_equal_as_printed_is_not_equal(desk):
    """33,333…% and 33,33% read alike; only exact values share a rank."""
    assert [rank for rank, _ in ranked([Fraction(100, 3), Fraction(3333, 100), Fraction(100, 3)], lambda one: one)] == [1, 1, 3]


@pytest.fixture
def report(desk):
    desk.judge("Xã A", "intake", 100, ">= 90").judge("Xã A", "payment", 40, ">= 30")
    desk.judge("Xã B", "intake", 100, ">= 90").judge("Xã B", "payment", 20, ">= 30")
    desk.judge("Xã C", "intake", "89.9", ">= 90").judge("Xã C", "payment", 50, ">= 30")
    desk.judge("Xã D", "intake", None, ">= 90", status="nothing_arose")
    desk.judge("Xã D", "payment", None, ">= 30", status="nothing_arose")
    desk.judge("Xã E", "intake", 95, ">= 90").judge("Xã E", "payment", None, ">= 30", status="not_reported")
    desk.judge("Phòng G", "late", 0, "<= 5").judge("Phòng H", "late", 9, "<= 5")
    return desk.view()


def test_a_league_ranks_within_its_group_and_names_what_is_missed(report):
    told = [
        (league.name, [(bare(one.rank), bare(one.unit), bare(one.met), one.missed) for one in league.standings])
        for league in report.report.leagues
    ]
    assert told == [
        ("Các phòng", [("1", "Phòng G", "1/1", ""), ("2", "Phòng H", "0/1", "quá hạn")]),
        (
            "UBND các xã",
            [
                ("1", "UBND xã A", "2/2", ""),
                ("1", "UBND xã E", "1/1", ""),
                ("3", "UBND xã B", "1/2", "thanh toán"),
                ("3", "UBND xã C", "1/2", "tiếp nhận"),
                ("", "UBND xã D", "", ""),
            ],
        ),
    ]


def test_what_is_missing_is_told_once(report):
    assert bare(report.report.idle) == "UBND xã D"
    assert report.report.absent == ""
    assert [(bare(one.idle), bare(one.absent)) for one in report.report.results] == [("", ""), ("", "UBND xã E"), ("", "")]


def test_lower_is_better_where_the_indicator_says_so(report):
    late = report.report.results[-1]
    assert (bare(late.best), [bare(one) for one in late.lowest]) == ("Phòng G", ["Phòng H (9%)"])


def test_who_qualifies_who_is_just_short_and_who_is_open(report):
    found = report.qualifying
    assert [bare(one.unit) for group in found.groups for one in group.units] == ["Phòng G", "UBND xã A"]
    assert [(bare(one.unit), bare(one.figure), bare(one.gap)) for one in found.short] == [
        ("UBND xã B", "20%", "còn thiếu 10 điểm phần trăm"),
        ("UBND xã C", "89,9%", "còn thiếu 0,1 điểm phần trăm"),
    ]
    assert [(bare(one.unit), len(one.idle), len(one.absent)) for one in found.open] == [
        ("UBND xã D", 2, 0),
        ("UBND xã E", 0, 1),
    ]


def test_an_assumed_threshold_judges_but_is_never_printed(desk):
    desk.judge("Xã A", "intake", 80, ">= 90", assumed=True).judge("Xã A", "payment", 40, ">= 30")
    found = desk.view().qualifying
    assert [(one.asked, one.gap) for one in found.short] == [("", "")]
    assert found.assumed == ["tỷ lệ số hóa hồ sơ khi tiếp nhận"]


def test_a_gap_too_small_to_print_has_more_decimals(desk):
    desk.judge("Xã A", "intake", "89.9999", ">= 90").judge("Xã A", "payment", 40, ">= 30")
    assert bare(desk.view().qualifying.short[0].gap) == "còn thiếu 0,0001 điểm phần trăm"


def test_a_template_that_asks_for_a_campaign_where_there_is_none_is_told_so(desk):
    made, problems = desk.judge("Xã A", "intake", 80, ">= 90").render("subject: x\n\n{{ campaigns.running.title }}")
    assert made is None
    assert "replaces:" in str(problems[0].message)
