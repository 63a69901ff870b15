"""Saving, issuing and remembering: what counts, what does not, and what is never overwritten."""

import shutil
import zipfile
from pathlib import Path

import openpyxl
import pytest
from docx import Document

JULY, AUGUST = "inputs/2023-07.xlsx", "inputs/2023-08.xlsx"


@pytest.fixture
def drafted(ready):
    """The draft of August, with the criticisms of June and July taken over."""
    return ready(
        "tu-ky-2023",
        ("history", "import", "history.yaml"),
        ("evaluate", JULY, AUGUST),
        ("letter", "--output", "draft.docx"),
    )[0]


def occurrences(cccc, *files):
    document = cccc("evaluate", *files, "--no-save", "--format", "json").document
    return {finding["unit"]: finding["occurrence"] for finding in document["findings"] if finding["kind"] == "criticism"}


def september(source, target):
    """The export of August with the titles of September."""
    book = openpyxl.load_workbook(source)
    for name in [name for name in book.sheetnames if name != "Tháng 8"]:
        del book[name]
    sheet = book["Tháng 8"]
    sheet.title = "Tháng 9"
    sheet["A3"] = "(Từ ngày 01/09/2023 đến ngày 30/09/2023)"
    total = book.create_sheet("Từ 01-4")
    for row in sheet.iter_rows():
        for cell in row:
            total[cell.coordinate] = cell.value
    for merged in sheet.merged_cells.ranges:
        total.merge_cells(merged.coord)
    total["A3"] = "(Từ ngày 01/04/2023 đến ngày 30/09/2023)"
    book.save(target)


def strike(path, words):
    """Take the paragraphs out that hold ``words``."""
    document = Document(str(path))
    gone = [
        p
        for p in document.element.body.iter()
        if p.tag.endswith("}p") and words in "".join(t.text or "" for t in p.iter() if t.tag.endswith("}t"))
    ]
    assert gone
    for paragraph in gone:
        paragraph.getparent().remove(paragraph)
    document.save(str(path))


def test_the_same_file_again_changes_nothing(drafted, cccc):
    before = (drafted / ".cccc" / "ledger.db").read_bytes()
    again = cccc("evaluate", JULY, AUGUST)
    assert (again.status, again.err) == (0, "")
    assert (drafted / ".cccc" / "ledger.db").read_bytes() == before


def test_a_corrected_file_replaces_its_figures_and_says_so(drafted, cccc):
    book = openpyxl.load_workbook(AUGUST)
    sheet = book["Tháng 8"]
    sheet["J23"], sheet["K23"] = 50, "24,75%"  # xã Cộng Lạc paid 125 of 202 online before
    book.save(AUGUST)
    done = cccc("evaluate", JULY, AUGUST, "--format", "json", "--lang", "en")
    assert done.err == ("of the ledger's figures 1 were replaced, 0 are no longer given; the old ones stay in the record\n")
    [row] = [
        row
        for row in done.document["assessments"]
        if (row["unit"], row["indicator"], row["window"]) == ("xa-cong-lac", "online_payment", "period")
    ]
    assert (row["numerator"], row["status"]) == (50, "missed")
    assert [(problem["code"], problem["cell"]) for problem in done.document["problems"]] == [("total-disagrees", "J42")]


def test_no_save_makes_no_ledger(tu_ky, cccc):
    assert cccc("evaluate", AUGUST, "--no-save").status == 0
    assert not (tu_ky / ".cccc").exists()


def test_an_issued_letter_counts_from_the_next_period_on(drafted, cccc):
    done = cccc("issue", "draft.docx", "--number", "1220", "--date", "2023-09-15")
    assert done.status == 0, done.err
    september(AUGUST, "inputs/2023-09.xlsx")
    assert occurrences(cccc, "inputs/2023-09.xlsx") == {"xa-dan-chu": 4, "xa-hung-dao": 3, "xa-phuong-ky": 3, "xa-tien-dong": 4}


def test_a_draft_that_was_not_issued_does_not_count(drafted, cccc):
    september(AUGUST, "inputs/2023-09.xlsx")
    assert occurrences(cccc, "inputs/2023-09.xlsx") == {"xa-dan-chu": 3, "xa-hung-dao": 2, "xa-phuong-ky": 2, "xa-tien-dong": 3}


def test_a_unit_struck_out_of_the_signed_letter_does_not_count_and_is_named(drafted, cccc):
    strike(drafted / "draft.docx", "UBND xã Phượng Kỳ có tỷ lệ")
    done = cccc("issue", "draft.docx", "--number", "1220", "--date", "2023-09-15", "--lang", "en")
    assert done.status == 0, done.err
    assert done.out.splitlines()[-2:] == [
        "struck out, not counted:",
        "  criticism, time 2: Xã Phượng Kỳ (thanh toán trực tuyến)",
    ]
    september(AUGUST, "inputs/2023-09.xlsx")
    assert occurrences(cccc, "inputs/2023-09.xlsx")["xa-phuong-ky"] == 2


def test_issuing_twice_does_not_count_twice(drafted, cccc):
    for _ in range(2):
        assert cccc("issue", "draft.docx", "--number", "1220", "--date", "2023-09-15").status == 0
    assert cccc("issue", "draft.docx", "--number", "1221", "--date", "2023-09-16").status == 0
    september(AUGUST, "inputs/2023-09.xlsx")
    assert occurrences(cccc, "inputs/2023-09.xlsx")["xa-dan-chu"] == 4


def test_a_number_is_taken_once_a_year(drafted, cccc):
    shutil.copy("draft.docx", "other.docx")
    strike(drafted / "other.docx", "UBND xã Phượng Kỳ có tỷ lệ")
    assert cccc("issue", "draft.docx", "--number", "1220", "--date", "2023-09-15").status == 0
    assert cccc("issue", "other.docx", "--number", "1220/UBND-NV", "--date", "2023-09-18").status == 1


def test_undo_takes_a_paper_back(drafted, cccc):
    cccc("issue", "draft.docx", "--number", "1220", "--date", "2023-09-15")
    assert cccc("issue", "draft.docx", "--number", "1220", "--date", "2023-09-15", "--undo").status == 0
    september(AUGUST, "inputs/2023-09.xlsx")
    assert occurrences(cccc, "inputs/2023-09.xlsx")["xa-dan-chu"] == 3


def test_a_letter_that_cccc_never_drafted_is_refused(drafted, cccc):
    Document().save("foreign.docx")
    done = cccc("issue", "foreign.docx", "--number", "1", "--date", "2023-09-15", "--lang", "en")
    assert done.status == 1
    assert done.err.startswith("foreign.docx: error[unknown-draft]: ")


def test_history_is_imported_once(tu_ky, cccc):
    assert "6" in cccc("history", "import", "history.yaml").out
    assert cccc("history", "import", "history.yaml", "--lang", "en").out == "0 of 6 findings are new in the ledger\n"


def test_history_tells_what_became_of_a_finding(drafted, cccc):
    cccc("issue", "draft.docx", "--number", "1220", "--date", "2023-09-15")
    told = cccc("history", "--unit", "xa-dan-chu", "--lang", "en").out
    lines = [" ".join(line.split()) for line in told.splitlines()]
    assert any("2023-06 criticism" in line and "issued before" in line for line in lines)
    assert any("2023-08 criticism, time 3" in line and "1220/UBND-NV" in line for line in lines), told


def test_an_edited_draft_is_never_overwritten_without_force(drafted, cccc):
    strike(drafted / "draft.docx", "UBND xã Phượng Kỳ có tỷ lệ")
    edited = Path("draft.docx").read_bytes()
    refused = cccc("letter", "--output", "draft.docx", "--lang", "en")
    assert refused.status == 1
    assert (
        "draft.docx: error[not-overwritten]: the file was not written by cccc or was edited since; it stays as it is; "
        "give another --output, or --force"
    ) in refused.err.splitlines()
    assert Path("draft.docx").read_bytes() == edited
    assert cccc("letter", "--output", "draft.docx", "--force").status == 0
    assert Path("draft.docx").read_bytes() != edited


def test_an_untouched_draft_is_written_again(drafted, cccc):
    before = Path("draft.docx").read_bytes()
    assert cccc("letter", "--output", "draft.docx").status == 0
    assert Path("draft.docx").read_bytes() == before


def test_a_draft_carries_no_path_and_no_author(drafted):
    with zipfile.ZipFile("draft.docx") as package:
        everything = b"".join(package.read(name) for name in package.namelist())
    assert str(drafted).encode() not in everything
    assert b"<dc:creator>" not in everything or b"<dc:creator></dc:creator>" in everything


def test_a_letter_without_evaluation_says_what_to_do(tu_ky, cccc):
    done = cccc("letter", "--lang", "en")
    assert done.status == 1
    assert done.err.splitlines()[0].endswith("nothing has been evaluated yet; run cccc evaluate with the exports first")


def test_a_letter_from_files_needs_no_saved_evaluation(tu_ky, cccc):
    assert cccc("letter", "--from", JULY, "--from", AUGUST, "--output", "l.md", "--format", "md").status == 0
    assert "97,67%" in Path("l.md").read_text(encoding="utf-8")


def test_a_letter_of_one_unit_holds_no_other(drafted, cccc):
    assert cccc("letter", "--unit", "xa-dan-chu", "--format", "md", "--output", "one.md").status == 0
    text = Path("one.md").read_text(encoding="utf-8")
    assert "UBND xã Dân Chủ" in text
    assert "UBND xã Phượng Kỳ" not in text


def test_nothing_is_saved_on_an_error(drafted, cccc):
    book = openpyxl.load_workbook(AUGUST)
    book["Tháng 8"]["B20"] = "Xã Không Có"
    book.save("inputs/wrong.xlsx")
    before = (drafted / ".cccc" / "ledger.db").read_bytes()
    done = cccc("evaluate", "inputs/wrong.xlsx", "--format", "json")
    assert done.status == 1
    assert done.document["saved"] is False
    assert (done.document["assessments"], done.document["totals"], done.document["findings"]) == ([], [], [])
    assert (drafted / ".cccc" / "ledger.db").read_bytes() == before


def test_an_unknown_unit_can_be_allowed(tu_ky, cccc):
    book = openpyxl.load_workbook(AUGUST)
    book["Tháng 8"]["B20"] = "Xã Không Có"
    book.save("inputs/wrong.xlsx")
    done = cccc("evaluate", "inputs/wrong.xlsx", "--allow", "unknown-unit", "--no-save", "--format", "json")
    assert done.status == 0
    codes = [problem["code"] for problem in done.document["problems"]]
    assert codes.count("unknown-unit") == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ("letter",),
        ("letter", "--period", "2023-08"),
        ("history",),
        ("history", "import", "absent.yaml"),
        ("issue", "absent.docx", "--number", "1", "--date", "2023-09-15"),
        ("evaluate", "absent.xlsx"),
    ],
    ids=" ".join,
)
def test_a_command_that_saves_nothing_makes_no_ledger(tu_ky, cccc, arguments):
    assert cccc(*arguments).status == (0 if arguments == ("history",) else 1)
    assert not (tu_ky / ".cccc").exists()


def test_mistakes_of_the_declarations_hide_none_of_the_exports(tu_ky, cccc):
    policy = Path("policy.yaml").read_text(encoding="utf-8").replace("kind: reminder", "kind: remind", 1)
    Path("policy.yaml").write_text(policy, encoding="utf-8")
    book = openpyxl.load_workbook(AUGUST)
    book["Tháng 8"]["J20"] = "x1"
    book.save("inputs/wrong.xlsx")
    document = cccc("evaluate", "inputs/wrong.xlsx", "absent.xlsx", "--format", "json").document
    told = {(problem["code"], problem.get("cell")) for problem in document["problems"]}
    assert {("unreadable-file", None), ("invalid", None)} <= told
    assert [given["file"] for given in document["inputs"]] == ["inputs/wrong.xlsx"]


def test_figures_that_are_wrong_in_themselves_are_told_beside_a_conflict_of_targets(tu_ky, cccc):
    plans = Path("cccc.yaml").read_text(encoding="utf-8").replace("plans: [", "plans: [two.yaml, ")
    Path("cccc.yaml").write_text(plans, encoding="utf-8")
    Path("two.yaml").write_text(
        "plan: two\ntitle: x\nissuer: x\napplies: {from: 2023-01-01, to: 2023-12-31}\n"
        "targets:\n  - {indicator: online_payment, at_least: 40%, cumulative_from: 2023-04-01}\n",
        encoding="utf-8",
    )
    book = openpyxl.load_workbook(AUGUST)
    book["Tháng 8"]["J20"] = "x1"
    book.save("inputs/wrong.xlsx")
    document = cccc("evaluate", "inputs/wrong.xlsx", "--format", "json").document
    told = {(problem["code"], problem.get("cell")) for problem in document["problems"]}
    assert told == {("target-conflict", None), ("not-a-number", "J20")}


def test_a_letter_counts_by_what_stands_in_papers_when_it_is_drafted(drafted, cccc):
    """September is evaluated while August is not issued yet; its letter, drafted after, counts August."""
    september(AUGUST, "inputs/2023-09.xlsx")
    assert cccc("evaluate", "inputs/2023-09.xlsx").status == 0
    assert cccc("issue", "draft.docx", "--number", "1220", "--date", "2023-09-15").status == 0
    assert cccc("letter", "--period", "2023-09", "--format", "md", "--output", "september.md").status == 0
    headings = [line for line in Path("september.md").read_text(encoding="utf-8").splitlines() if "Phê bình" in line]
    assert [heading.partition("đối với")[0].strip()[3:] for heading in headings] == [
        "Phê bình lần thứ ba",
        "Phê bình lần thứ tư",
    ]


def test_a_unit_struck_through_by_another_program_does_not_count(drafted, cccc):
    """python-docx reaches every word but the figures and names, which stand in content controls."""
    document = Document("draft.docx")
    said = [("".join(t.text for t in one._p.iter() if t.tag.endswith("}t")), one) for one in document.paragraphs]
    [paragraph] = [one for text, one in said if "UBND xã Phượng Kỳ có tỷ lệ" in text]
    for run in paragraph.runs:
        run.font.strike = True
    document.save("draft.docx")
    done = cccc("issue", "draft.docx", "--number", "1220", "--date", "2023-09-15", "--lang", "en")
    assert done.out.splitlines()[-1] == "  criticism, time 2: Xã Phượng Kỳ (thanh toán trực tuyến)"


def test_a_copy_without_its_marks_is_refused_and_counts_nothing(drafted, cccc):
    document = Document("draft.docx")
    for mark in [one for one in document.element.body.iter() if one.tag.endswith(("}bookmarkStart", "}bookmarkEnd"))]:
        mark.getparent().remove(mark)
    document.save("draft.docx")
    done = cccc("issue", "draft.docx", "--number", "1220", "--date", "2023-09-15", "--lang", "en")
    assert (done.status, done.err.splitlines()[0].partition(";")[0]) == (
        1,
        "draft.docx: error[unknown-draft]: none of the draft's findings can be found in the file",
    )


@pytest.mark.parametrize("number", ["abc", "", "0", "12 20"])
def test_a_papers_number_is_a_number(drafted, cccc, number):
    assert cccc("issue", "draft.docx", "--number", number, "--date", "2023-09-15").status == 2
    assert cccc("letter", "--number", number or "x", "--output", "new.docx").status == 2


def test_a_small_number_is_one_paper_with_and_without_its_zero(drafted, cccc):
    assert cccc("issue", "draft.docx", "--number", "5", "--date", "2023-09-15").out.startswith("05/UBND-NV")
    assert "nothing changes" in cccc("--lang", "en", "issue", "draft.docx", "--number", "05", "--date", "2023-09-15").err


def test_a_moment_is_printed_as_an_office_writes_it(tu_ky, cccc):
    cccc("evaluate", JULY, AUGUST, "--as-of", "2023-09-05T17:00")
    cccc("letter", "--format", "md", "--output", "letter.md")
    assert "chốt lúc 17 giờ 00 ngày 05/9/2023" in Path("letter.md").read_text(encoding="utf-8")


def test_undo_asks_for_the_papers_own_date(drafted, cccc):
    cccc("issue", "draft.docx", "--number", "1220", "--date", "2023-09-15")
    done = cccc("issue", "draft.docx", "--number", "1220", "--date", "2023-09-16", "--undo", "--lang", "en")
    assert done.status == 1
    assert done.err.startswith(
        ".cccc/ledger.db: error[paper-number]: 1220/UBND-NV is recorded with the date 15/9/2023, not 16/9/2023; "
    )
