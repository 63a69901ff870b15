"""A ledger of every version that was released is brought to the newest one, and nothing in it is lost."""

import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from ledger_samples import AUGUST, JULY, NOW, SIGNED, dump, earlier, evaluated, found, opened, paper, seen

from cccc.ledger import store
from cccc.model.evaluations import FindingKind, IssuedFinding
from cccc.model.history import Fate
from cccc.periods import month

RELEASED = sorted((Path(__file__).parent / "released").glob("*.sql"))
CRITICISM, INDICATORS = FindingKind.CRITICISM, ("online_payment",)


@pytest.fixture(params=RELEASED, ids=lambda path: path.stem)
def old(request, path):
    path.parent.mkdir()
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(request.param.read_text(encoding="utf-8"))
    return path


def test_every_version_but_the_newest_has_its_dump():
    assert [path.stem for path in RELEASED] == [path.stem for path in sorted(store.MIGRATIONS.glob("*.sql"))[:-1]]


def test_an_old_ledger_is_sound_and_holds_what_it_held(old):
    before = dump(old)
    with opened(old) as ledger:
        assert ledger.faults() == []
        assert ledger.evaluation(AUGUST) == evaluated(found(), found("xa-dan-chu", occurrence=2), sha256="a2", numerator=6)
        assert [one.value for one in ledger.observations(AUGUST.end) if one.unit == "xa-ha-ky"] == [5, "Đạt", 6, 28]
        assert ledger.issued() == [
            earlier(month(2023, 5), number="800/UBND-NV", dated=date(2023, 6, 10)),
            earlier(month(2023, 6)),
            IssuedFinding(JULY, CRITICISM, "xa-dan-chu", INDICATORS, "1017/UBND-NV", date(2023, 8, 14)),
            IssuedFinding(AUGUST, CRITICISM, "xa-ha-ky", INDICATORS, "1220/UBND-NV", SIGNED),
        ]
        assert [(row.period, row.fate) for row in ledger.history(["xa-dan-chu"])] == [
            (JULY, Fate.ISSUED),
            (AUGUST, Fate.STRUCK),
        ]
    after = dump(old)
    for table, rows in before.items():
        assert [row[: len(old_row)] for row, old_row in zip(after[table], rows, strict=True)] == rows


def test_the_same_run_in_the_new_version_makes_no_new_evaluation(old):
    with opened(old) as ledger:
        run = evaluated(found(), found("xa-dan-chu", occurrence=2), sha256="a2", numerator=6)
        assert not ledger.save_evaluation([seen(6), seen(28, about="payment_total2", cell="D7")], run, NOW).new


def test_papers_of_an_old_ledger_rest_on_the_evaluation_of_their_time(old):
    with opened(old) as ledger:
        rests_on = {one.number: [figure.numerator for figure in one.figures] for one in ledger.grounds()}
        assert rests_on == {"1017/UBND-NV": [], "1220/UBND-NV": [6]}


def test_a_paper_of_an_old_ledger_can_be_replaced(old):
    from cccc.model.issuance import Effect, EffectKind

    with opened(old) as ledger:
        effect = Effect(EffectKind.REPLACES, "1220", 2023)
        issued, problems = ledger.issue(paper(struck=(found(),), number="1300/UBND-NV", sha256="p5", effects=(effect,)), NOW)
        assert (problems, issued.effects) == ([], (Effect(EffectKind.REPLACES, "1220/UBND-NV", 2023),))
        assert [one.period for one in ledger.issued() if one.unit == "xa-ha-ky"] == [month(2023, 5), month(2023, 6)]
