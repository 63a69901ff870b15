"""Files read again, corrected, or contradicted by another: the latest wins and nothing is lost from the record."""

import sqlite3
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ledger_samples import AUGUST, JULY, NOW, dump, evaluated, figures, found, opened, read, seen

from cccc.ledger import Saved
from cccc.model.evaluations import Evaluation
from cccc.model.observations import InputFile

NOTHING = Saved(0, 0, 0, 0, new=False)


def rows(path):
    """The observations of the record by the names of their columns."""
    with closing(sqlite3.connect(path)) as connection:
        connection.row_factory = sqlite3.Row
        return connection.execute("select * from observation order by id").fetchall()


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
    record = {(row["unit"], row["value"]) for row in rows(path)}
    assert record == {("a", "5"), ("b", "6"), ("c", "7"), ("b", "60"), ("d", "8")}


def test_the_record_tells_what_became_of_each_figure(path, ledger):
    read(ledger, "8.xlsx", "a1", seen(5, unit="a"), seen(6, unit="b"))
    read(ledger, "8.xlsx", "a2", seen(7, unit="a"))
    fates = [(row["value"], row["live"], row["superseded_by"], row["ended_by"]) for row in rows(path)]
    assert fates == [("5", 0, 3, 2), ("6", 0, None, 2), ("7", 1, None, None)]


def test_the_same_bytes_read_with_other_units_or_layouts_are_read_anew(ledger):
    read(ledger, "8.xlsx", "a1", seen(5, unit="a"))
    assert changes(read(ledger, "8.xlsx", "a1", seen(5, unit="a"), seen(6, unit="b"))) == (1, 0, 0, 0)
    assert figures(ledger) == {"a": 5, "b": 6}


def test_another_months_export_under_the_same_name_corrects_nothing(ledger):
    july, august = seen(5, file="export.xlsx", span=JULY), seen(6, file="export.xlsx")
    read(ledger, "export.xlsx", "a1", july)
    assert changes(read(ledger, "export.xlsx", "a2", august)) == (1, 0, 0, 0)
    assert ledger.observations(AUGUST.end) == [july, august]


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
    assert changes(read(ledger, "8b.xlsx", "b2", seen(1, unit="b", file="8b.xlsx"))) == (1, 1, 0, 0)
    assert figures(ledger) == {"xa-ha-ky": 5, "b": 1}
    assert [(row["value"], row["live"], row["superseded_by"]) for row in rows(path)] == [
        ("5", 1, None),
        ("6", 0, 1),
        ("1", 1, None),
    ]


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
    assert changes(read(ledger, "8.xlsx", "a2", seen(7, span=AUGUST))) == (0, 1, 0, 0)
    assert [one.value for one in ledger.observations(AUGUST.end)] == [5, 7]


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
    last, speaking = {}, {}
    for file, content in told:
        counting = {unit: value for each in speaking.values() for unit, value in each.items()}
        if content and (last.get(file) != content or not content.items() <= counting.items()):
            speaking.pop(file, None)
            speaking[file] = content
        last[file] = content
    return {unit: value for content in speaking.values() for unit, value in content.items()}


@pytest.mark.slow(reason="builds a hundred ledgers")
@settings(deadline=None)
@given(runs)
def test_any_sequence_of_files_ends_with_the_latest_word_on_each_figure(told):
    with TemporaryDirectory() as folder, opened(Path(folder) / "ledger.db") as ledger:
        for done, (file, content) in enumerate(told, start=1):
            known = figures(ledger)
            rows = sorted(content.items())  # the same bytes read the same
            saved = read(ledger, file, repr(rows), *(seen(n, unit=unit, file=file) for unit, n in rows))
            assert figures(ledger) == naively(told[:done])
            assert len(ledger.observations(AUGUST.end)) == len(figures(ledger))
            assert saved.added - saved.retired == len(figures(ledger)) - len(known)
            assert saved.replaced == sum(figures(ledger).get(unit, value) != value for unit, value in known.items())


def test_a_file_saved_anew_with_the_same_figures_speaks_again(ledger):
    """Other bytes are another word, also where they say what the file said before another one differed."""
    read(ledger, "2.xlsx", "first", seen(1, file="2.xlsx"))
    read(ledger, "1.xlsx", "other", seen(0, file="1.xlsx"))
    read(ledger, "2.xlsx", "again", seen(1, file="2.xlsx"))
    assert figures(ledger) == {"xa-ha-ky": 1}


def test_the_same_bytes_speak_again_where_another_file_had_contradicted_them(ledger):
    read(ledger, "2.xlsx", "first", seen(1, file="2.xlsx"))
    read(ledger, "1.xlsx", "other", seen(0, file="1.xlsx"))
    assert changes(read(ledger, "2.xlsx", "first", seen(1, file="2.xlsx"))) == (0, 1, 0, 0)
    assert figures(ledger) == {"xa-ha-ky": 1}


def test_the_same_bytes_again_change_nothing_where_others_only_said_more(path, ledger):
    read(ledger, "2.xlsx", "first", seen(1, file="2.xlsx"))
    read(ledger, "1.xlsx", "other", seen(1, file="1.xlsx"), seen(3, unit="b", file="1.xlsx"))
    before = dump(path)["observation"]
    read(ledger, "2.xlsx", "first", seen(1, file="2.xlsx"))
    assert dump(path)["observation"] == before
