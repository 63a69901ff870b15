"""The story of a unit: each finding once, with its fate, and the figures over time."""

from ledger_samples import AUGUST, JULY, NOW, SIGNED, earlier, evaluated, found, paper

from cccc.model.history import Fate


def story(ledger, *units):
    return [(row.unit, row.period.label, row.fate, row.proposed, row.number) for row in ledger.history(units)]


def test_a_finding_is_told_with_its_fate(ledger):
    ledger.import_history([earlier()], "history.yaml", "h1", NOW)
    ledger.save_evaluation([], evaluated(found("xa-ha-ky", occurrence=2), found("xa-dan-chu"), found("xa-nguyen-giap")), NOW)
    ledger.issue(paper(found("xa-ha-ky"), struck=(found("xa-dan-chu"),)), NOW)
    assert story(ledger, "xa-ha-ky", "xa-dan-chu", "xa-nguyen-giap") == [
        ("xa-ha-ky", "2023-07", Fate.IMPORTED, False, None),
        ("xa-ha-ky", "2023-08", Fate.ISSUED, True, "1220/UBND-NV"),
        ("xa-dan-chu", "2023-08", Fate.STRUCK, True, "1220/UBND-NV"),
        ("xa-nguyen-giap", "2023-08", Fate.PROPOSED, True, None),
    ]
    (issued,) = [row for row in ledger.history(["xa-ha-ky"]) if row.fate is Fate.ISSUED]
    assert (issued.occurrence, issued.dated) == (2, SIGNED)


def test_what_was_issued_is_told_also_when_it_is_no_longer_proposed(ledger):
    ledger.save_evaluation([], evaluated(found()), NOW)
    ledger.issue(paper(found()), NOW)
    ledger.save_evaluation([], evaluated(), NOW)
    assert story(ledger, "xa-ha-ky") == [("xa-ha-ky", "2023-08", Fate.ISSUED, False, "1220/UBND-NV")]


def test_a_withdrawn_paper_leaves_a_proposal(ledger):
    ledger.save_evaluation([], evaluated(found()), NOW)
    ledger.issue(paper(found()), NOW)
    ledger.undo("1220/UBND-NV", 2023, NOW)
    assert story(ledger, "xa-ha-ky") == [("xa-ha-ky", "2023-08", Fate.PROPOSED, True, None)]


def test_a_finding_struck_in_one_paper_and_standing_in_the_next_is_issued(ledger):
    ledger.save_evaluation([], evaluated(found()), NOW)
    ledger.issue(paper(struck=(found(),)), NOW)
    ledger.issue(paper(found(), number="1221/UBND-NV", sha256="p2"), NOW)
    assert story(ledger, "xa-ha-ky") == [("xa-ha-ky", "2023-08", Fate.ISSUED, True, "1221/UBND-NV")]


def test_without_units_all_are_told(ledger):
    ledger.save_evaluation([], evaluated(found("b"), found("a")), NOW)
    ledger.import_history([earlier(unit="c")], "history.yaml", "h1", NOW)
    assert [row.unit for row in ledger.history()] == ["a", "b", "c"]


def test_the_trend_follows_the_latest_evaluation_of_each_period(ledger):
    for evaluation in (evaluated(numerator=1), evaluated(numerator=7), evaluated(period=JULY, numerator=14)):
        ledger.save_evaluation([], evaluation, NOW)
    points = ledger.trend(["xa-ha-ky"])
    assert [(point.period, point.value, point.status) for point in points] == [(JULY, 50, "met"), (AUGUST, 25, "missed")]


def test_written_contents_are_known_again(path, ledger):
    for sha256 in ("w1", "w2", "w1"):
        ledger.remember_written("out/notice.docx", sha256)
    assert path.exists()
    assert ledger.was_written("out/notice.docx", "w1")
    assert ledger.was_written("out/notice.docx", "w2")
    assert not ledger.was_written("out/notice.docx", "w3")
    assert not ledger.was_written("out/other.docx", "w1")
