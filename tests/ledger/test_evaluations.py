"""Evaluations side by side: which one is the latest, and finding a finding again."""

from ledger_samples import AUGUST, JULY, NOW, dump, evaluated, found

from cccc import __version__
from cccc.model.evaluations import Evaluation, finding_key


def test_an_empty_ledger_has_no_evaluation(ledger):
    assert ledger.evaluation() is None
    assert ledger.evaluation(AUGUST) is None
    assert ledger.evaluations() == []


def test_the_latest_of_a_period_counts_and_the_earlier_stays(ledger):
    first, second = evaluated(numerator=5), evaluated(numerator=6)
    for evaluation in (first, second):
        assert ledger.save_evaluation([], evaluation, NOW).new
    assert ledger.evaluation(AUGUST) == second
    assert [entry.period for entry in ledger.evaluations()] == [AUGUST, AUGUST]


def test_an_earlier_result_that_comes_back_is_the_latest_again(ledger):
    first, second = evaluated(numerator=5), evaluated(numerator=6)
    for evaluation in (first, second, first):
        assert ledger.save_evaluation([], evaluation, NOW).new
    assert ledger.evaluation() == first


def test_without_a_period_the_one_evaluated_last_is_given_also_when_it_is_unchanged(path, ledger):
    july, august = evaluated(period=JULY), evaluated(period=AUGUST)
    for evaluation in (july, august):
        ledger.save_evaluation([], evaluation, NOW)
    assert ledger.evaluation() == august
    assert not ledger.save_evaluation([], july, NOW).new
    assert ledger.evaluation() == july
    before = dump(path)
    ledger.save_evaluation([], july, NOW)
    assert dump(path) == before


def test_a_listing_tells_when_and_by_which_version(ledger):
    ledger.save_evaluation([], evaluated(), NOW)
    (entry,) = ledger.evaluations()
    assert (entry.period, entry.made_at, entry.made_by) == (AUGUST, NOW.isoformat(), __version__)


def test_findings_are_found_by_their_keys_in_any_evaluation(ledger):
    old, new = found("xa-dan-chu"), found("xa-ha-ky", occurrence=2)
    ledger.save_evaluation([], evaluated(old, found("xa-ha-ky", occurrence=1)), NOW)
    ledger.save_evaluation([], evaluated(new), NOW)
    keys = [finding_key(AUGUST, old), finding_key(AUGUST, new), "cccc:unknown"]
    assert ledger.findings_by_key(keys) == {keys[0]: (AUGUST, old), keys[1]: (AUGUST, new)}


def test_withheld_findings_are_never_found_by_key(ledger):
    ledger.save_evaluation([], Evaluation(AUGUST, withheld=(found(),)), NOW)
    assert ledger.findings_by_key([finding_key(AUGUST, found())]) == {}
