"""Who stands high and who low by one rate, in what order, and how it is told."""

import pytest

from cccc import shipped
from cccc.letters.language.marks import bare
from cccc.model.units import Group
from cccc.vietnamese import slug


def names(units):
    return [bare(one.unit) for one in units]


@pytest.fixture
def ranking(desk):
    """The only ranking of a desk on which each line is a unit, its figure, and what is asked."""

    def make(*lines, **more):
        for name, figure, asked in lines:
            desk.judge(name, more.get("about", "payment"), figure, asked, assumed=more.get("assumed", False))
        [view] = desk.view().rankings.all
        return view

    return make


def test_the_best_come_first_of_the_high_and_the_lowest_of_the_low(ranking):
    view = ranking(("Xã A", 29, ">= 30"), ("Xã B", 30, ">= 30"), ("Xã C", 5, ">= 30"), ("Xã D", 90, ">= 30"))
    assert names(view.high) == ["UBND xã D", "UBND xã B"]
    [low] = view.low
    assert (bare(low.below), names(low.units), [bare(one.figure) for one in low.units]) == (
        "đạt dưới 30%",
        ["UBND xã C", "UBND xã A"],
        ["5%", "29%"],
    )


def test_units_with_one_rate_stand_as_in_the_roster(ranking):
    view = ranking(("Xã C", 5, ">= 30"), ("Xã A", 5, ">= 30"), ("Xã B", 4, ">= 30"))
    assert names(view.low[0].units) == ["UBND xã B", "UBND xã C", "UBND xã A"]


def test_the_order_is_by_the_exact_rate_not_by_what_is_printed(ranking):
    view = ranking(("Xã A", "29.994", ">= 30"), ("Xã B", "29.993", ">= 30"))
    assert names(view.low[0].units) == ["UBND xã B", "UBND xã A"]


def test_where_less_is_better_the_least_is_best(ranking):
    view = ranking(("Xã A", 2, "<= 5"), ("Xã B", 9, "<= 5"), ("Xã C", 1, "<= 5"), ("Xã D", 20, "<= 5"), about="late")
    assert (names(view.high), names(view.low[0].units)) == (["UBND xã C", "UBND xã A"], ["UBND xã D", "UBND xã B"])
    assert bare(view.low[0].below) == "ở mức trên 5%"


def test_each_threshold_has_its_own_list(ranking):
    view = ranking(("Xã A", 20, ">= 30"), ("Xã B", 10, "> 60"), ("Xã C", 25, ">= 30"))
    assert [(bare(low.below), names(low.units)) for low in view.low] == [
        ("chưa vượt 60%", ["UBND xã B"]),
        ("đạt dưới 30%", ["UBND xã A", "UBND xã C"]),
    ]


def test_what_was_only_assumed_is_not_printed_w05(ranking):
    view = ranking(("Xã A", 20, ">= 30"), ("Xã B", 40, ">= 30"), assumed=True)
    assert [low.below for low in view.low] == [""]


def test_nothing_arose_is_never_a_rate_and_a_large_group_is_told_whole_w06(desk):
    desk.groups = [Group("d", "district", "Các phòng"), Group("c", "commune", "UBND các xã")]
    desk.judge("Phòng Một", "payment", 10, ">= 30").judge("Phòng Hai", "payment", None, ">= 30", status="nothing_arose")
    for name in "ABCDEF":
        desk.judge(f"Xã {name}", "payment", None, ">= 30", status="nothing_arose")
    [view] = desk.view().rankings.all
    assert [bare(name) for name in view.none] == ["Phòng Hai", "06/06 UBND các xã"]
    assert (names(view.high), names(view.low[0].units)) == ([], ["Phòng Một"])


def test_units_that_may_only_be_asked_are_not_ordered_w13(desk):
    desk.unit("Bưu điện huyện", coordinate=True)
    desk.judge("Bưu điện huyện", "payment", 10, ">= 30")
    rankings = desk.view().rankings
    assert (rankings.low, [bare(name) for name in rankings.asked]) == (False, ["Bưu điện huyện"])


def test_a_unit_without_figure_is_told_apart(desk):
    desk.judge("Xã A", "payment", 10, ">= 30").judge("Xã B", "payment", None, ">= 30", status="not_reported")
    [view] = desk.view().rankings.all
    assert [bare(name) for name in view.silent] == ["UBND xã B"]


def test_a_finding_goes_with_the_name_in_the_ranking(desk):
    desk.judge("Xã A", "payment", 10, ">= 30").judge("Xã B", "payment", 90, ">= 30")
    desk.find("reminder", "Xã A", "payment").find("criticism", "Xã B", "payment")
    text = (shipped.templates() / "directive.md").read_text(encoding="utf-8")
    paper, problems = desk.render(text)
    assert problems == []
    marked = [run.key.units for run in paper.runs() if run.finding and run.key]
    assert marked == [(slug("Xã A"),)]
