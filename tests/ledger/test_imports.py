"""Files read again, corrected, or contradicted by another: the latest wins and nothing is lost from the record."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ledger_samples import AUGUST, JULY, NOW, dump, evaluated, figures, found, opened, read, seen

from cccc.ledger import Saved
from cccc.model import Evaluation, InputFile

NOTHING = Saved(0, 0, 0, 0, new=False)


def changes(saved):
    return (saved.added, saved.replaced, saved.retired, saved.moved)


def test_the_same_run_again_changes_nothing(path, ledger):
    run = ([seen(5)], evaluated(found()), NOW)
    assert ledger.save_evaluation(*run) == Saved(1, 0, 0, 0, new=True)
    before = dump(path)
    assert ledger.save_evaluation(*run) == NOTHING
    assert dump(path) == before


def test_a_file_typed_another_way_is_the_same_file(path, ledger):
    read(ledger, "inputs/8.xlsx", "a1", seen(5, file="inputs/8.xlsx"))
    read(ledger, "./inputs/8.xlsx", "a1", seen(5, file="./inputs/8.xlsx"))
    assert len(dump(path)["import"]) == 1


def test_a_corrected_file_replaces_retires_and_adds(path, ledger):
    read(ledger, "8.xlsx", "a1", seen(5, unit="a"), seen(6, unit="b"), seen(7, unit="c"))
    saved = read(ledger, "8.xlsx", "a2", seen(5, unit="a"), seen(60, unit="b"), seen(8, unit="d"))
    assert changes(saved) == (1, 1, 1, 0)
    assert figures(ledger) == {"a": 5, "b": 60, "d": 8}
    record = {(row[2], row[8]) for row in dump(path)["observation"]}
    assert record == {("a", "5"), ("b", "6"), ("c", "7"), ("b", "60"), ("d", "8")}


def test_a_superseded_figure_names_its_successor(path, ledger):
    read(ledger, "8.xlsx", "a1", seen(5))
    read(ledger, "8.xlsx", "a2", seen(6))
    old, new = dump(path)["observation"]
    assert (old[-2:], new[-2:]) == ((0, new[0]), (1, None))


def test_the_first_state_of_a_corrected_file_can_come_back(ledger):
    for sha256, value in (("a1", 5), ("a2", 6), ("a1", 5)):
        read(ledger, "8.xlsx", sha256, seen(value))
        assert figures(ledger) == {"xa-ha-ky": value}


def test_a_moved_cell_is_no_new_figure_but_its_place_is_kept_right(ledger):
    read(ledger, "8.xlsx", "a1", seen(5, cell="C7"))
    assert changes(read(ledger, "8.xlsx", "a2", seen(5, cell="C8"))) == (0, 0, 0, 1)
    assert ledger.observations(AUGUST.end) == [seen(5, cell="C8")]


def test_another_file_with_another_value_wins(ledger):
    read(ledger, "8.xlsx", "a1", seen(5))
    assert changes(read(ledger, "8b.xlsx", "b1", seen(6, file="8b.xlsx"))) == (0, 1, 0, 0)
    assert ledger.observations(AUGUST.end) == [seen(6, file="8b.xlsx")]


def test_another_file_with_the_same_value_adds_nothing(ledger):
    read(ledger, "8.xlsx", "a1", seen(5))
    assert changes(read(ledger, "8b.xlsx", "b1", seen(5, file="8b.xlsx"))) == (0, 0, 0, 0)
    assert ledger.observations(AUGUST.end) == [seen(5)]


def test_a_figure_that_another_file_confirms_outlives_its_own_file(ledger):
    read(ledger, "8.xlsx", "a1", seen(5), seen(1, unit="b"))
    read(ledger, "8b.xlsx", "b1", seen(5, file="8b.xlsx"))
    assert changes(read(ledger, "8.xlsx", "a2", seen(1, unit="b"))) == (0, 0, 0, 1)
    assert figures(ledger) == {"xa-ha-ky": 5, "b": 1}


def test_an_overtaken_figure_counts_again_when_the_other_file_takes_its_own_back(path, ledger):
    read(ledger, "8.xlsx", "a1", seen(5))
    read(ledger, "8b.xlsx", "b1", seen(6, file="8b.xlsx"))
    assert changes(read(ledger, "8b.xlsx", "b2")) == (0, 1, 0, 0)
    assert ledger.observations(AUGUST.end) == [seen(5)]
    assert [row[-2] for row in dump(path)["observation"]] == [1, 0]


def test_a_figure_told_twice_in_one_file_is_kept_once(ledger):
    assert changes(read(ledger, "8.xlsx", "a1", seen(5, cell="C7"), seen(5, cell="K7"))) == (1, 0, 0, 0)
    assert ledger.observations(AUGUST.end) == [seen(5, cell="C7")]


def test_ratings_and_total_rows_are_replaced_like_counts(ledger):
    read(ledger, "8.xlsx", "a1", seen("Đạt", about="website_posting"), seen(9, unit=None))
    saved = read(ledger, "8.xlsx", "a2", seen("Chưa đạt", about="website_posting"), seen(10, unit=None))
    assert changes(saved) == (0, 2, 0, 0)
    assert figures(ledger) == {"xa-ha-ky": "Chưa đạt", None: 10}


def test_spans_are_told_apart(ledger):
    read(ledger, "8.xlsx", "a1", seen(5, span=JULY), seen(6, span=AUGUST))
    assert changes(read(ledger, "8.xlsx", "a2", seen(6, span=AUGUST))) == (0, 0, 1, 0)


def test_two_files_of_one_run_are_both_imported(ledger):
    inputs = (InputFile("7.xlsx", "a"), InputFile("8.xlsx", "b"))
    figures_read = [seen(5, file="7.xlsx", span=JULY), seen(6)]
    assert ledger.save_evaluation(figures_read, Evaluation(AUGUST, inputs=inputs), NOW).added == 2


def test_an_observation_of_a_file_that_was_no_input_is_refused_whole(path, ledger):
    before = dump(path)
    with pytest.raises(KeyError):
        read(ledger, "8.xlsx", "a1", seen(5, file="9.xlsx"))
    assert dump(path) == before


contents = st.dictionaries(st.sampled_from("abc"), st.integers(0, 2))
runs = st.lists(st.tuples(st.sampled_from(["1.xlsx", "2.xlsx", "3.xlsx"]), contents), max_size=8)


def naively(told):
    """What should count: of the files as they were last told, the latest to speak of a unit."""
    last = {}
    for file, content in told:
        if last.get(file) != content:
            last.pop(file, None)
            last[file] = content
    return {unit: value for content in last.values() for unit, value in content.items()}


@settings(deadline=None)
@given(runs)
def test_any_sequence_of_files_ends_with_the_latest_word_on_each_figure(told):
    with TemporaryDirectory() as folder, opened(Path(folder) / "ledger.db") as ledger:
        for done, (file, content) in enumerate(told, start=1):
            known = figures(ledger)
            saved = read(ledger, file, repr(content), *(seen(n, unit=unit, file=file) for unit, n in content.items()))
            assert figures(ledger) == naively(told[:done])
            assert len(ledger.observations(AUGUST.end)) == len(figures(ledger))
            assert saved.added - saved.retired == len(figures(ledger)) - len(known)
            assert saved.replaced == sum(figures(ledger).get(unit, value) != value for unit, value in known.items())
