"""Signed papers, struck findings, numbers given twice, papers taken back, and findings from before the ledger."""

from dataclasses import replace
from datetime import date

import pytest
from ledger_samples import AUGUST, JULY, NOW, SIGNED, dump, earlier, evaluated, found, paper

from cccc.model.evaluations import IssuedFinding, Takeover

KEPT, STRUCK = found("xa-ha-ky"), found("xa-dan-chu")
COUNTED = IssuedFinding(AUGUST, KEPT.kind, KEPT.unit, KEPT.indicators, "1220/UBND-NV", SIGNED)


@pytest.fixture(autouse=True)
def evaluation(ledger):
    ledger.save_evaluation([], evaluated(KEPT, STRUCK), NOW)


def test_what_stands_counts_and_what_was_struck_is_named(ledger):
    issued, problems = ledger.issue(paper(KEPT, struck=(STRUCK,)), NOW)
    assert problems == []
    assert (issued.new, issued.standing, issued.struck, issued.period) == (True, (KEPT,), (STRUCK,), AUGUST)
    assert ledger.issued() == [COUNTED]


def test_the_same_paper_again_changes_nothing_and_says_so(path, ledger):
    first, _ = ledger.issue(paper(KEPT, struck=(STRUCK,)), NOW)
    before = dump(path)
    again, problems = ledger.issue(paper(KEPT, struck=(STRUCK,)), NOW)
    assert problems == []
    assert again == replace(first, new=False)
    assert dump(path) == before


@pytest.mark.parametrize("change", [{"sha256": "p2"}, {"dated": date(2023, 9, 16)}])
def test_a_number_given_to_another_paper_is_refused(path, ledger, change):
    ledger.issue(paper(KEPT), NOW)
    before = dump(path)
    issued, (problem,) = ledger.issue(paper(KEPT, **change), NOW)
    assert issued is None
    assert (problem.code, problem.rule, problem.location.file) == ("invalid", "paper-number", "letters/notice.docx")
    assert str(problem.message) == (
        "number 1220/UBND-NV of 2023 is recorded for letters/notice.docx of 2023-09-15 (2023-08); "
        "give this paper its own number, or withdraw that one first with cccc issue --undo"
    )
    assert dump(path) == before


def test_a_number_is_free_again_in_another_year(ledger):
    ledger.issue(paper(KEPT), NOW)
    issued, problems = ledger.issue(paper(KEPT, sha256="p2", dated=date(2024, 1, 5)), NOW)
    assert (issued.new, problems) == (True, [])


def test_spaces_do_not_make_another_number(ledger):
    ledger.issue(paper(KEPT), NOW)
    again, _ = ledger.issue(paper(KEPT, number=" 1220 / UBND-NV"), NOW)
    assert not again.new


def test_two_papers_on_one_period_count_a_finding_once(ledger):
    ledger.issue(paper(KEPT), NOW)
    ledger.issue(paper(KEPT, number="1221/UBND-NV", sha256="p2"), NOW)
    assert ledger.issued() == [COUNTED]


def test_a_finding_unknown_to_the_ledger_is_told_and_nothing_recorded(path, ledger):
    before = dump(path)
    issued, (problem,) = ledger.issue(paper(KEPT, found("xa-la")), NOW)
    assert (issued, problem.code, problem.rule) == (None, "invalid", "unknown-finding")
    assert dump(path) == before


def test_a_finding_that_stands_in_one_place_stands(ledger):
    issued, _ = ledger.issue(paper(KEPT, struck=(KEPT,)), NOW)
    assert (issued.standing, issued.struck) == ((KEPT,), ())


def test_a_later_evaluation_does_not_change_what_was_issued(ledger):
    ledger.issue(paper(KEPT), NOW)
    ledger.save_evaluation([], evaluated(), NOW)
    assert ledger.issued() == [COUNTED]


def test_a_withdrawn_paper_stays_in_the_record_and_counts_no_more(ledger):
    ledger.issue(paper(KEPT), NOW)
    withdrawn, problems = ledger.undo("1220/UBND-NV", 2023, NOW)
    assert (problems, withdrawn.standing) == ([], (KEPT,))
    assert ledger.issued() == []
    assert [entry.withdrawn_at for entry in ledger.papers()] == [NOW.isoformat()]


def test_a_withdrawn_number_can_be_given_again(ledger):
    ledger.issue(paper(KEPT), NOW)
    ledger.undo("1220/UBND-NV", 2023, NOW)
    issued, _ = ledger.issue(paper(KEPT, sha256="p2"), NOW)
    assert issued.new
    assert ledger.issued() == [COUNTED]


@pytest.mark.parametrize(("number", "year"), [("1/UBND-NV", 2023), ("1220/UBND-NV", 2024)])
def test_a_paper_that_is_not_in_force_cannot_be_withdrawn(path, ledger, number, year):
    ledger.issue(paper(KEPT), NOW)
    withdrawn, (problem,) = ledger.undo(number, year, NOW)
    assert (withdrawn, problem.rule, problem.location.file) == (None, "paper-number", str(path))


def test_history_is_taken_over_once(path, ledger):
    entries = [earlier(), earlier(unit="xa-dan-chu", number="1017/UBND-NV", dated=date(2023, 8, 14))]
    assert ledger.import_history(entries, "history.yaml", "h1", NOW) == Takeover(2)
    before = dump(path)
    assert ledger.import_history(entries, "history.yaml", "h1", NOW) == Takeover(0)
    assert ledger.import_history([*entries, *entries], "other.yaml", "h2", NOW) == Takeover(0)
    assert dump(path) == before
    assert ledger.issued() == entries


def test_a_longer_history_adds_only_what_is_new(ledger):
    ledger.import_history([earlier()], "history.yaml", "h1", NOW)
    more = earlier(unit="xa-dan-chu")
    assert ledger.import_history([earlier(), more, more], "history.yaml", "h2", NOW) == Takeover(1)


def test_a_number_given_later_is_filled_in_and_one_that_differs_is_told(ledger):
    ledger.import_history([earlier()], "history.yaml", "h1", NOW)
    numbered = earlier(number="1017/UBND-NV", dated=date(2023, 8, 14))
    assert ledger.import_history([numbered], "history.yaml", "h2", NOW) == Takeover(0, 1)
    assert ledger.issued() == [numbered]
    assert ledger.import_history([earlier()], "history.yaml", "h1", NOW) == Takeover(0)
    other = earlier(number="1018/UBND-NV")
    assert ledger.import_history([other], "history.yaml", "h3", NOW) == Takeover(0, 0, (other,))
    assert ledger.issued() == [numbered]


def test_a_finding_taken_over_and_issued_here_counts_once_with_its_paper(ledger):
    ledger.import_history([earlier(AUGUST)], "history.yaml", "h1", NOW)
    ledger.issue(paper(KEPT), NOW)
    assert ledger.issued() == [COUNTED]


def test_issued_findings_are_in_order_of_periods_and_may_be_of_one_year(ledger):
    ledger.issue(paper(KEPT), NOW)
    old, before = earlier(replace_year(JULY, 2022)), earlier(JULY)
    ledger.import_history([before, old], "history.yaml", "h1", NOW)
    assert ledger.issued() == [old, before, COUNTED]
    assert ledger.issued(2023) == [before, COUNTED]
    assert ledger.issued(2021) == []


def replace_year(period, year):
    return replace(period, start=period.start.replace(year=year), end=period.end.replace(year=year))
