"""A campaign that is closed: its figures stay those of its closing report, and what comes later has no part in it."""

import openpyxl
import pytest

EXPORT = "inputs/2023-12-15.xlsx"
SPAN = "2023-09-01..2023-12-15"


def corrected(source, target=None, title=None):
    """The closing export with one payment less of Phòng Tư pháp; as of another span where a title is given."""
    book = openpyxl.load_workbook(source)
    sheet = book["Tổng hợp"]
    if title:
        sheet["A2"] = title
    sheet["K8"] = 70
    book.save(target or source)


@pytest.fixture
def closed(ready):
    """Lục Ngạn, its closing evaluation saved and its closing report issued."""
    return ready(
        "luc-ngan-2023",
        ("evaluate", EXPORT),
        ("letter", "campaign-closing", "--output", "closing.docx"),
        ("issue", "closing.docx", "--number", "500", "--date", "2023-12-20"),
    )[0]


def alarms(document):
    return [
        (one["paper"], one["unit"], one["window"], one["before"]["numerator"], one["after"]["numerator"]) for one in document
    ]


def test_the_same_figures_again_raise_no_alarm(closed, cccc):
    assert cccc("evaluate", EXPORT, "--format", "json").document["alarms"] == []


def test_a_correction_after_the_closing_report_is_told_for_each_figure(closed, cccc):
    corrected(EXPORT)
    document = cccc("evaluate", EXPORT, "--period", SPAN, "--format", "json").document
    told = alarms(document["alarms"])
    assert {(paper, unit, before, after) for paper, unit, _, before, after in told} == {
        ("500/BC-UBND", "phong-tu-phap", 71, 70)
    }
    assert {one["rule"] for one in document["alarms"]} == {"issued-figure-changed"}


def test_a_correction_is_told_to_a_person_too_and_stays_on_record(closed, cccc):
    corrected(EXPORT)
    done = cccc("evaluate", EXPORT, "--lang", "en")
    assert done.status == 0
    assert "warning[issued-figure-changed]: 500/BC-UBND rests on 69,61% (71/102) for Phòng Tư pháp" in done.err
    checked = cccc("ledger", "check", "--lang", "en")
    assert "500/BC-UBND rests on 69,61% (71/102)" in checked.out + checked.err


def test_a_paper_that_was_taken_back_closes_nothing(closed, cccc):
    assert cccc("issue", "closing.docx", "--number", "500/BC-UBND", "--date", "2023-12-20", "--undo").status == 0
    corrected(EXPORT)
    assert cccc("evaluate", EXPORT, "--format", "json").document["alarms"] == []


def test_a_launch_letter_closes_nothing(example, cccc):
    example("luc-ngan-2023")
    assert cccc("letter", "campaign-launch", "--plan", "luc-ngan-2023", "--output", "launch.docx").status == 0
    assert cccc("issue", "launch.docx", "--number", "400", "--date", "2023-08-31").status == 0
    assert cccc("evaluate", EXPORT).status == 0
    corrected(EXPORT)
    assert cccc("evaluate", EXPORT, "--format", "json").document["alarms"] == []


@pytest.mark.parametrize("day", ["2023-12-15", "2023-12-16", "2023-12-31", "2024-06-30"])
def test_the_board_of_a_day_after_the_end_is_that_of_the_last_day(closed, cccc, day):
    then = cccc("board", "--plan", "luc-ngan-2023", "--at", "2023-12-15", "--format", "json").document
    corrected(EXPORT, "inputs/2023-12-31.xlsx", "Từ ngày 01/9/2023 đến ngày 31/12/2023")
    assert cccc("evaluate", "inputs/2023-12-31.xlsx").status == 0
    now = cccc("board", "--plan", "luc-ngan-2023", "--at", day, "--format", "json").document
    assert (now["until"], now["days_done"], now["days_left"]) == ("2023-12-15", 106, 0)
    assert now["standings"] == then["standings"]
