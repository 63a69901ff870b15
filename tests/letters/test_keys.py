"""Every figure and unit of a letter says what it is, and nobody sees it."""

import re

import pytest

FIGURE = re.compile(r"\d[\d.,]*%|\d[\d,]* điểm")


@pytest.fixture
def full(desk):
    for unit, rate, to_date in (("Xã A", 61.88, 13.15), ("Xã B", 20, 10), ("Phòng Một", 67.27, 28.16)):
        desk.judge(unit, "payment", rate, ">= 30").judge(unit, "payment", to_date, ">= 30", to_date=True)
        desk.judge(unit, "result", 100, counts=(2, 2)).find("reminder", unit, "payment").find("praise", unit, "result")
    desk.find("criticism", "Xã B", "payment", occurrence=2).find("criticism", "Xã A", "payment", occurrence=2)
    desk.least = 5
    return desk.total("payment", 80.2, 29.86)


def keyed(desk):
    return [(str(run.key), run.text) for run in desk.paper.runs() if run.key]


def test_no_figure_stands_without_its_key(full):
    assert [run.text for run in full.paper.runs() if run.key is None and FIGURE.search(run.text)] == []


def test_no_unit_stands_without_its_key(full):
    loose = [run.text for run in full.paper.runs() if run.key is None and re.search(r"\b(Xã|xã) [AB]\b|Phòng Một", run.text)]
    assert loose == []


def test_what_figures_tell(full):
    found = keyed(full)
    assert ("value:xa-a:payment:cumulative", "13,15%") in found
    assert ("value::payment:period", "80,2%") in found
    assert ("change::payment:period", "29,86") in found
    assert ("threshold:xa-a:payment:period", "30%") in found
    assert ("occurrence:xa-b+xa-a:payment:", "hai") in found or ("occurrence:xa-a+xa-b:payment:", "hai") in found
    assert {("numerator:xa-a:result:period", "02"), ("denominator:xa-a:result:period", "02")} <= set(found)
    assert ("name:xa-a::", "UBND xã A") in found
    assert ("name:phong-mot::", "Phòng Một") in found


def test_one_figure_of_two_indicators_tells_both(desk):
    desk.judge("Phòng Một", "result", 100).judge("Phòng Một", "payment", 100).find("praise", "Phòng Một", "result", "payment")
    assert ("value:phong-mot:result+payment:period", "100%") in keyed(desk)


def test_keys_are_in_no_text(full):
    assert not re.search("[\ufdd0-\ufdef\ue000-\uf8ff]", full.text)
