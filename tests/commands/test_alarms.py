"""A figure behind an issued paper that changes raises an alarm, once it changes and whenever the ledger is checked."""

from pathlib import Path

import openpyxl
import pytest

from cccc.ledger import Ledger

JULY, AUGUST = "inputs/2023-07.xlsx", "inputs/2023-08.xlsx"


@pytest.fixture
def issued(ready):
    return ready(
        "tu-ky-2023",
        ("history", "import", "history.yaml"),
        ("evaluate", JULY, AUGUST),
        ("letter", "--output", "draft.docx"),
        ("issue", "draft.docx", "--number", "1220", "--date", "2023-09-15"),
    )[0]


def corrected(cell="J20", rate="K20", value=30, printed="24,39%", source=AUGUST, target=AUGUST, sheet="Tháng 8"):
    """Xã Dân Chủ paid 24 of 123 online before."""
    book = openpyxl.load_workbook(source)
    book[sheet][cell], book[sheet][rate] = value, printed
    book.save(target)


def row_of(unit):
    book = openpyxl.load_workbook(AUGUST)
    return next(cell.row for cell in book["Tháng 8"]["B"] if cell.value == unit)


@pytest.fixture
def changed(issued):
    row = row_of("Xã Dân Chủ")
    corrected(f"J{row}", f"K{row}")
    return row


ALARM = "1220/UBND-NV rests on 19,51% (24/123) for Xã Dân Chủ, thanh toán trực tuyến (2023-08); now it is 24,39% (30/123)"
FIX = "look which is right; a paper that corrects or replaces it is recorded with cccc issue --corrects or --replaces"


def test_evaluate_tells_the_paper_the_figures_and_the_cell(changed, cccc):
    done = cccc("evaluate", JULY, AUGUST, "--lang", "en")
    assert done.status == 0
    told = [line for line in done.err.splitlines() if "issued-figure-changed" in line]
    assert told == [f"{AUGUST} [Tháng 8!I{changed}]: warning[issued-figure-changed]: {ALARM}; {FIX}"]


def test_it_is_no_problem_of_the_evaluation_but_beside_it(changed, cccc):
    document = cccc("evaluate", JULY, AUGUST, "--format", "json", "--lang", "en").document
    assert {one["code"] for one in document["problems"]} == {"total-disagrees"}
    [alarm] = document["alarms"]
    assert alarm == {
        "paper": "1220/UBND-NV",
        "dated": "2023-09-15",
        "period": "2023-08",
        "unit": "xa-dan-chu",
        "indicator": "online_payment",
        "window": "period",
        "before": {"numerator": 24, "denominator": 123, "display": "19,51%", "rating": None},
        "after": {"numerator": 30, "denominator": 123, "display": "24,39%", "rating": None},
        "source": [{"file": AUGUST, "sheet": "Tháng 8", "cells": [f"I{changed}", f"J{changed}"]}],
        "severity": "warning",
        "code": "invalid",
        "message": ALARM,
        "fix": FIX,
        "file": AUGUST,
        "sheet": "Tháng 8",
        "cell": f"I{changed}",
        "rule": "issued-figure-changed",
    }


def test_a_run_that_saves_nothing_tells_it_too(changed, cccc):
    document = cccc("evaluate", JULY, AUGUST, "--no-save", "--format", "json").document
    assert len(document["alarms"]) == 1
    assert cccc("ledger", "check").err == ""


def test_it_is_told_once_by_evaluate_and_by_every_check(changed, cccc):
    cccc("evaluate", JULY, AUGUST)
    assert cccc("evaluate", JULY, AUGUST, "--format", "json").document["alarms"] == []
    for _ in range(2):
        done = cccc("ledger", "check", "--lang", "en")
        assert (done.status, ALARM in done.err) == (0, True)


def test_a_later_months_file_that_speaks_of_the_issued_month_raises_it(issued, cccc):
    row = row_of("Xã Dân Chủ")
    corrected(f"J{row}", f"K{row}", target="inputs/again.xlsx")
    document = cccc("evaluate", "inputs/again.xlsx", "--format", "json").document
    assert [(one["unit"], one["after"]["numerator"]) for one in document["alarms"]] == [("xa-dan-chu", 30)]


def test_a_figure_that_no_finding_rests_on_raises_none(issued, cccc):
    row = row_of("Xã Dân Chủ")
    book = openpyxl.load_workbook(AUGUST)
    spared = next(
        cell
        for cell in book["Tháng 8"]["B"]
        if cell.value and cell.value.startswith("Xã") and cell.row != row and _spared(cell.value)
    )
    corrected(f"J{spared.row}", f"K{spared.row}", value=1, printed=None)
    document = cccc("evaluate", JULY, AUGUST, "--format", "json").document
    assert document["alarms"] == []


def _spared(name):
    from cccc.vietnamese import slug

    ledger, _ = Ledger.open(Path(".cccc/ledger.db"), create=False)
    with ledger:
        return slug(name) not in {one.unit for one in ledger.issued()}


def test_a_paper_taken_back_or_replaced_alarms_nobody(changed, cccc):
    cccc("evaluate", JULY, AUGUST)
    assert cccc("letter", "--output", "new.docx").status == 0
    done = cccc("issue", "new.docx", "--number", "1300", "--date", "2023-09-20", "--replaces", "1220/2023")
    assert done.status == 0, done.err
    assert cccc("ledger", "check").err == ""


def test_what_is_corrected_back_is_quiet_again(changed, cccc):
    cccc("evaluate", JULY, AUGUST)
    corrected(f"J{changed}", f"K{changed}", value=24, printed="19,51%")
    document = cccc("evaluate", JULY, AUGUST, "--format", "json").document
    assert document["alarms"] == []
    assert cccc("ledger", "check").err == ""
