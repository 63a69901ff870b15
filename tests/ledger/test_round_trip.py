"""What goes into the ledger comes out equal, figure by figure and place by place."""

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import ledger_samples as samples
from hypothesis import given, settings
from hypothesis import strategies as st

from cccc.model.evaluations import Evaluation
from cccc.model.observations import InputFile

ALL_TIME = date(2031, 1, 1)


@settings(deadline=None)
@given(samples.evaluations())
def test_an_evaluation_comes_back_equal(evaluation):
    with TemporaryDirectory() as folder, samples.opened(Path(folder) / "ledger.db") as ledger:
        assert ledger.save_evaluation([], evaluation, samples.NOW).new
        assert ledger.evaluation() == evaluation
        assert ledger.evaluation(evaluation.period) == evaluation
        assert not ledger.save_evaluation([], evaluation, samples.NOW).new


@settings(deadline=None)
@given(st.lists(samples.observations(), max_size=6, unique_by=lambda one: one.key))
def test_observations_come_back_equal(observations):
    inputs = tuple(InputFile(file, "a1") for file in dict.fromkeys(one.source.file for one in observations))
    with TemporaryDirectory() as folder, samples.opened(Path(folder) / "ledger.db") as ledger:
        saved = ledger.save_evaluation(observations, Evaluation(samples.AUGUST, inputs=inputs), samples.NOW)
        assert saved.added == len(observations)
        assert set(ledger.observations(ALL_TIME)) == set(observations)
        for observation in observations:
            assert observation in ledger.observations(observation.span.end)
            assert observation in ledger.observations(ALL_TIME, since=observation.span.start)


def test_a_target_of_many_assessments_is_stored_once(path, ledger):
    evaluation = Evaluation(samples.AUGUST, (samples.judged("a"), samples.judged("b")))
    ledger.save_evaluation([], evaluation, samples.NOW)
    assert len(samples.dump(path)["target"]) == 1
    assert ledger.evaluation() == evaluation


def test_only_observations_that_end_by_the_day_are_given(ledger):
    july, august = samples.seen(1, span=samples.JULY), samples.seen(2)
    samples.read(ledger, "8.xlsx", "a1", july, august)
    assert ledger.observations(samples.JULY.end) == [july]
    assert ledger.observations(samples.AUGUST.end) == [july, august]
    assert ledger.observations(samples.AUGUST.end, since=samples.AUGUST.start) == [august]
