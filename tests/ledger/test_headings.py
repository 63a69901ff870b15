"""The headings of imported tables: kept with every import, and given back as they were before a file."""

from datetime import timedelta

from ledger_samples import AUGUST, JULY, NOW, dump, evaluated, found, opened, seen

from cccc.model.evaluations import Evaluation
from cccc.model.observations import InputFile, ShownHeadings

COLUMNS = ((1, ("STT",)), (3, ("Thanh toán", "Tổng số")))


def shown(file, *, columns=COLUMNS, period=AUGUST, layout="monthly"):
    return ShownHeadings(file, "Tháng 8", layout, columns, period.end if period else None)


def save(ledger, files, tables, at=NOW):
    inputs = tuple(InputFile(file, sha256) for file, sha256 in files)
    ledger.save_evaluation([], Evaluation(AUGUST, inputs=inputs), at, tables)


def test_headings_come_back_as_they_were_the_oldest_import_first(path):
    july, august = shown("7.xlsx", period=JULY), shown("8.xlsx", columns=((2, ("Đơn vị",)),), period=None)
    with opened(path) as ledger:
        save(ledger, [("7.xlsx", "a"), ("8.xlsx", "b")], [july, august])
        assert ledger.headings_before("new") == [july, august]


def test_a_file_that_is_known_is_held_against_what_came_before_it(path):
    with opened(path) as ledger:
        save(ledger, [("7.xlsx", "a")], [shown("7.xlsx")])
        save(ledger, [("8.xlsx", "b")], [shown("8.xlsx")])
        assert [table.file for table in ledger.headings_before("b")] == ["7.xlsx"]
        assert ledger.headings_before("a") == []


def test_the_same_file_again_adds_nothing_and_a_corrected_one_leaves_the_old_headings(path):
    with opened(path) as ledger:
        save(ledger, [("8.xlsx", "a")], [shown("8.xlsx")])
        save(ledger, [("8.xlsx", "a")], [shown("8.xlsx")], NOW + timedelta(days=1))
        assert len(ledger.headings_before("new")) == 1
        save(ledger, [("8.xlsx", "b")], [shown("8.xlsx", columns=((1, ("TT",)),))], NOW + timedelta(days=2))
        assert [table.columns for table in ledger.headings_before("new")] == [COLUMNS, ((1, ("TT",)),)]


def test_tables_without_a_layout_are_not_kept(path):
    with opened(path) as ledger:
        save(ledger, [("8.xlsx", "a")], [shown("8.xlsx", layout=None)])
        assert ledger.headings_before("new") == []
    assert dump(path)["heading"] == []


def test_an_evaluation_without_headings_is_saved_as_before(path):
    with opened(path) as ledger:
        ledger.save_evaluation([seen(5)], evaluated(found()), NOW)
        assert ledger.headings_before("new") == []
