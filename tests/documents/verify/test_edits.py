"""Letters altered at random are found; letters reworded raise no alarm (`benchmarks/verify.py` tries a thousand of each)."""

from __future__ import annotations

from random import Random

import pytest

from tests.documents.verify.cases import prepared
from tests.documents.verify.edits import HONEST, WAYS, altered, reworded

EACH = 40


def drawn(seed):
    return Random(seed)  # noqa: S311 - no secret


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    return prepared(tmp_path_factory.mktemp("verify") / "office")


def test_a_letter_as_drafted_differs_in_nothing(office):
    done = office.verify(office.letter.content())
    assert done.deviations == ()
    assert done.found == done.drafted > 90


@pytest.mark.parametrize("seed", range(4))
def test_every_altered_text_is_found(office, seed):
    missed = []
    for number in range(EACH // 4):
        content, done = altered(office.letter, office.names, drawn(f"{seed}-{number}"))
        if not office.verify(content).has_error:
            missed.append(done)
    assert missed == []


@pytest.mark.parametrize("seed", range(4))
def test_rewording_raises_no_alarm(office, seed):
    alarms = []
    for number in range(EACH // 4):
        content, done = reworded(office.letter, drawn(f"{seed}-{number}"))
        alarms += [(done, one.code, one.found) for one in office.verify(content).deviations]
    assert alarms == []


@pytest.mark.parametrize("edit", HONEST, ids=lambda edit: edit.__name__)
def test_each_honest_edit_alone_raises_no_alarm(office, edit):
    edited = office.letter.copy()
    edit(edited, drawn(5))
    assert office.verify(edited.content()).deviations == ()


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_a_figure_altered_in_each_way_is_named_with_its_cells(office, way):
    edited = office.letter.copy()
    [control] = [one for one in edited.controls if "".join(one.itertext()) == "13,15%"]
    way(edited, control, "31,15%", drawn(3))
    [found] = [one for one in office.verify(edited.content()).deviations if one.severity == "E"]
    assert (found.code, found.expected, found.found) == ("figure-differs", "13,15%", "31,15%")
    assert found.key == "value:xa-cong-lac:online_payment:cumulative"
    assert [(file, sheet) for file, sheet, _cells in found.sources] == [("inputs/2023-08.xlsx", "Từ 01-4")]
