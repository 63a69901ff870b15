"""Whatever is altered in a ledger by another hand is told, and a sound one tells nothing."""

import sqlite3
from contextlib import closing

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ledger_samples import JULY, NOW, earlier, evaluated, found, opened, paper, read, seen
from ledger_samples import evaluations as any_evaluation

from cccc.model.issuance import WrittenDraft
from cccc.model.observations import DeclaredFile, InputFile


@pytest.fixture
def filled(path):
    with opened(path) as ledger:
        files = [DeclaredFile("plan", "targets/2023.yaml", "f1"), DeclaredFile("units", "units.yaml", "f2")]
        ledger.save_evaluation([seen(5), seen("Đạt", about="posting")], evaluated(found()), NOW, (), files)
        read(ledger, "8b.xlsx", "b1", seen(6, file="8b.xlsx"))
        ledger.import_history([earlier(JULY)], "history.yaml", "h1", NOW)
        ledger.remember_drafts([WrittenDraft("d1", "letters/notice.docx", "w1", "notice", JULY)], NOW)
        ledger.issue(paper(found()), NOW)
    return path


def alter(path, *statements):
    with closing(sqlite3.connect(path)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


def faults(path):
    with opened(path) as ledger:
        return [str(told) for told in ledger.faults()]


def test_a_sound_ledger_tells_nothing(filled):
    assert faults(filled) == []


READ = "are not those that were read from it"
ALTERED = {
    "a figure": (
        "update observation set value = '7' where value = '6'",
        [f"the figures of 8b.xlsx, imported 2023-09-15 08:30 UTC, {READ}"],
    ),
    "a figure taken out": (
        "delete from observation where rating is not null",
        [f"the figures of 8.xlsx, imported 2023-09-15 08:30 UTC, {READ}"],
    ),
    "a cell": (
        "update observation set cells = '[\"C9\"]' where value = '6'",
        [f"the figures of 8b.xlsx, imported 2023-09-15 08:30 UTC, {READ}"],
    ),
    "an old figure counts again": (
        "update observation set live = 1 where value = '5'",
        ["xa-ha-ky, payment_total to 2023-08-31: not the latest figure counts, or several do"],
    ),
    "no figure counts": (
        "update observation set live = 0",
        [
            "xa-ha-ky, payment_total to 2023-08-31: not the latest figure counts, or several do",
            "xa-ha-ky, posting to 2023-08-31: not the latest figure counts, or several do",
        ],
    ),
    "a status": (
        "update assessment set status = 'met'",
        ["the evaluation of 2023-08, made 2023-09-15 08:30 UTC, is not what was saved"],
    ),
    "a status that is none": (
        "update assessment set status = 'good'",
        ["the evaluation of 2023-08, made 2023-09-15 08:30 UTC, is not what was saved"],
    ),
    "a fraction that is none": (
        "update assessment set value = '1/0'",
        ["the evaluation of 2023-08, made 2023-09-15 08:30 UTC, is not what was saved"],
    ),
    "a finding's unit": (
        "update paper_finding set unit = 'xa-dan-chu'",
        ["the finding cccc:03e4eaf65c32652f of 2023-08 does not say what its key stands for"],
    ),
    "a declared file": (
        "update declared_file set sha256 = 'f3' where role = 'plan'",
        ["the list 1 of declared files is not what was saved"],
    ),
    "a paper gone": ("delete from paper", ["rows of paper_finding refer to rows of paper that are not there"]),
}


@pytest.mark.parametrize("what", ALTERED)
def test_what_was_altered_is_told(filled, what):
    statement, told = ALTERED[what]
    alter(filled, statement)
    assert faults(filled) == told


def test_a_damaged_page_is_told(filled):
    with closing(sqlite3.connect(filled)) as connection:
        (page,) = connection.execute("select rootpage from sqlite_master where name = 'observation_by_finish'").fetchone()
        (size,) = connection.execute("pragma page_size").fetchone()
    with filled.open("r+b") as file:
        file.seek((page - 1) * size + 200)
        file.write(b"\x00" * 64)
        file.seek((page - 1) * size + 3)
        file.write(b"\x00\x09")
    told = faults(filled)
    assert told
    assert all(one.startswith("the file is damaged: ") for one in told)


contents = st.dictionaries(st.sampled_from("abc"), st.integers(0, 2))
runs = st.lists(st.tuples(st.sampled_from(["1.xlsx", "2.xlsx", "3.xlsx"]), contents), max_size=6)


@pytest.mark.slow(reason="builds 50 ledgers")
@settings(deadline=None, max_examples=50)
@given(told=runs, evaluation=any_evaluation((InputFile("9.xlsx", "x"),)))
def test_whatever_is_saved_is_sound(tmp_path_factory, told, evaluation):
    with opened(tmp_path_factory.mktemp("any") / "ledger.db") as ledger:
        for file, content in told:
            read(ledger, file, repr(content), *(seen(n, unit=unit, file=file) for unit, n in content.items()))
        ledger.save_evaluation([], evaluation, NOW)
        assert ledger.faults() == []
