"""Papers that replace, correct or withdraw earlier ones: every finding counts exactly once, by the paper that speaks last."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ledger_samples import AUGUST, JULY, NOW, SIGNED, dump, earlier, evaluated, found, opened, paper

from cccc.model.history import Fate
from cccc.model.issuance import Effect, EffectKind

UNITS = ("xa-ha-ky", "xa-dan-chu", "xa-cong-lac")
FINDINGS = {unit: found(unit) for unit in UNITS}
HA_KY, DAN_CHU, CONG_LAC = FINDINGS.values()
FIRST = paper(HA_KY, DAN_CHU)


def effect(kind, number="1220", year=2023):
    return Effect(EffectKind(kind), number, year)


def later(*standing, kind="replaces", number="1300/UBND-NV", on="1220", **more):
    return paper(*standing, number=number, sha256=number, dated=date(2023, 9, 20), effects=(effect(kind, on),), **more)


@pytest.fixture(autouse=True)
def evaluation(ledger):
    ledger.save_evaluation([], evaluated(*FINDINGS.values()), NOW)
    ledger.issue(FIRST, NOW)


def counting(ledger):
    return {one.unit: one.number for one in ledger.issued()}


def fates(ledger):
    return {row.unit: (row.fate, row.number, row.ended_by) for row in ledger.history()}


def test_a_replaced_papers_findings_no_longer_count_the_new_ones_do(ledger):
    issued, problems = ledger.issue(later(HA_KY, CONG_LAC), NOW)
    assert (problems, issued.effects) == ([], (effect("replaces", "1220/UBND-NV"),))
    assert counting(ledger) == {"xa-ha-ky": "1300/UBND-NV", "xa-cong-lac": "1300/UBND-NV"}
    assert fates(ledger) == {
        "xa-ha-ky": (Fate.ISSUED, "1300/UBND-NV", None),
        "xa-cong-lac": (Fate.ISSUED, "1300/UBND-NV", None),
        "xa-dan-chu": (Fate.REPLACED, "1220/UBND-NV", "1300/UBND-NV"),
    }
    assert [(one.number, one.ended_by, one.in_force) for one in ledger.papers()] == [
        ("1220/UBND-NV", "1300/UBND-NV", False),
        ("1300/UBND-NV", None, True),
    ]


def test_a_correction_speaks_for_what_it_tells_and_leaves_the_rest(ledger):
    ledger.issue(later(struck=(HA_KY,), kind="corrects"), NOW)
    assert counting(ledger) == {"xa-dan-chu": "1220/UBND-NV"}
    assert fates(ledger)["xa-ha-ky"] == (Fate.STRUCK, "1300/UBND-NV", None)
    assert all(one.in_force for one in ledger.papers())


def test_a_withdrawn_papers_findings_no_longer_count(ledger):
    ledger.issue(later(kind="withdraws"), NOW)
    assert counting(ledger) == {}
    assert fates(ledger)["xa-ha-ky"] == (Fate.WITHDRAWN, "1220/UBND-NV", "1300/UBND-NV")


@pytest.mark.parametrize("kind", EffectKind)
def test_what_a_paper_did_is_taken_back_with_it(ledger, kind):
    before = counting(ledger)
    ledger.issue(later(struck=(HA_KY,), kind=kind), NOW)
    ledger.undo("1300/UBND-NV", 2023, NOW, "Phòng Nội vụ", "nhầm")
    assert counting(ledger) == before
    entry = ledger.papers()[-1]
    assert (entry.undone_by, entry.undone_for, entry.withdrawn_at) == ("Phòng Nội vụ", "nhầm", NOW.isoformat())


def test_what_was_replaced_does_not_come_back_when_the_new_paper_is_replaced_or_withdrawn(ledger):
    ledger.issue(later(CONG_LAC), NOW)
    ledger.issue(later(kind="withdraws", number="1400/UBND-NV", on="1300"), NOW)
    assert counting(ledger) == {}


def test_a_finding_corrected_speaks_again_as_it_was_when_the_correction_is_withdrawn(ledger):
    ledger.issue(later(struck=(HA_KY,), kind="corrects"), NOW)
    ledger.issue(later(kind="withdraws", number="1400/UBND-NV", on="1300"), NOW)
    assert counting(ledger) == {"xa-ha-ky": "1220/UBND-NV", "xa-dan-chu": "1220/UBND-NV"}


def test_a_paper_from_before_the_ledger_can_be_replaced(ledger):
    before = earlier(AUGUST, "xa-cong-lac", number="1017/UBND-NV", dated=date(2023, 8, 14))
    ledger.import_history([before], "history.yaml", "h1", NOW)
    assert counting(ledger)["xa-cong-lac"] == "1017/UBND-NV"
    _, problems = ledger.issue(later(kind="withdraws", on="1017"), NOW)
    assert problems == []
    assert "xa-cong-lac" not in counting(ledger)
    assert fates(ledger)["xa-cong-lac"] == (Fate.WITHDRAWN, "1017/UBND-NV", "1300/UBND-NV")


REFUSED = {
    "unknown": ({"on": "99"}, "no paper 99 of 2023 is in force"),
    "of another period": ({"period": JULY}, "1220 of 2023 is on 2023-08, this paper on 2023-07"),
    "itself": ({"on": "1300"}, "no paper 1300 of 2023 is in force"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_an_effect_on_no_such_paper_is_refused_and_nothing_recorded(path, ledger, what):
    fields, told = REFUSED[what]
    ledger.save_evaluation([], evaluated(period=JULY), NOW)
    before = dump(path)
    issued, (problem,) = ledger.issue(later(**fields), NOW)
    assert (issued, problem.rule, str(problem.message)) == (None, "paper-effect", told)
    assert dump(path) == before


def test_a_paper_is_ended_once(ledger):
    ledger.issue(later(HA_KY), NOW)
    _, (problem,) = ledger.issue(later(HA_KY, number="1400/UBND-NV"), NOW)
    assert str(problem.message) == "1220 of 2023 was replaced or withdrawn by 1300/UBND-NV already"


def test_a_paper_does_nothing_to_one_that_is_dated_after_it(ledger):
    early = paper(HA_KY, number="1200/UBND-NV", sha256="p0", dated=SIGNED - timedelta(days=1), effects=(effect("replaces"),))
    _, (problem,) = ledger.issue(early, NOW)
    assert str(problem.message) == "1220 of 2023 is dated after this paper"


def test_two_numbers_alike_are_told_apart_by_their_symbol(ledger):
    ledger.issue(paper(CONG_LAC, number="1220/BC-UBND", sha256="p7"), NOW)
    _, (problem,) = ledger.issue(later(HA_KY), NOW)
    assert str(problem.message) == "1220 of 2023 may be any of 1220/UBND-NV, 1220/BC-UBND"
    _, problems = ledger.issue(later(HA_KY, on="1220/UBND-NV"), NOW)
    assert problems == []


def test_the_same_paper_recorded_again_with_another_effect_is_refused(ledger):
    again = paper(HA_KY, DAN_CHU, effects=(effect("replaces", "1"),))
    _, (problem,) = ledger.issue(again, NOW)
    assert problem.rule == "paper-effect"
    ledger.issue(later(HA_KY), NOW)
    issued, problems = ledger.issue(later(HA_KY), NOW)
    assert (issued.new, problems) == (False, [])


# --- any story of papers ---------------------------------------------------------------------------------------------

papers = st.lists(
    st.tuples(
        st.dictionaries(st.sampled_from(UNITS), st.booleans(), max_size=3),
        st.none() | st.tuples(st.sampled_from(EffectKind), st.integers(0, 4)),
        st.booleans(),
    ),
    max_size=6,
)


def naively(story):
    """Who counts: each paper in turn, with what later ones that were not taken back say of it."""
    kept = [(at, told, effect) for at, (told, effect, undone) in enumerate(story) if not undone]
    ended = {effect[1] for _, _, effect in kept if effect and effect[0] != "corrects"}
    standing = [one for one in kept if one[0] not in ended]
    found = set()
    for at, told, _ in standing:
        corrected = {unit for _, again, effect in standing if effect == (EffectKind.CORRECTS, at) for unit in again}
        found |= {unit for unit, stands in told.items() if stands and unit not in corrected}
    return found


@pytest.mark.slow(reason="builds 150 ledgers")
@settings(deadline=None, max_examples=150)
@given(story=papers)
def test_any_story_of_papers_counts_each_finding_exactly_once(tmp_path_factory, story):
    with opened(tmp_path_factory.mktemp("story") / "ledger.db") as ledger:
        ledger.save_evaluation([], evaluated(*FINDINGS.values()), NOW)
        recorded = []
        for at, (told, what, _) in enumerate(story):
            effects = (effect(what[0], str(100 + what[1])),) if what else ()
            standing = [FINDINGS[unit] for unit, stands in told.items() if stands]
            struck = [FINDINGS[unit] for unit, stands in told.items() if not stands]
            one = paper(*standing, struck=struck, number=f"{100 + at}/X", sha256=str(at), effects=effects)
            issued, _ = ledger.issue(one, NOW)
            recorded.append(issued is not None)
        for at, (_, _, undone) in enumerate(story):
            if undone and recorded[at]:
                ledger.undo(f"{100 + at}/X", 2023, NOW)
        kept = [one if recorded[at] else ({}, None, True) for at, one in enumerate(story)]
        counted = [one.unit for one in ledger.issued()]
        assert sorted(counted) == sorted(naively(kept))
        assert ledger.faults() == []
