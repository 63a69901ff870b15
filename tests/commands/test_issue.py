"""What a signed file says of each finding of its draft, who changed it, and what it does to earlier papers."""

import shutil
import sqlite3
from pathlib import Path

import pytest
from docx import Document

ISSUE = ("--number", "1220", "--date", "2023-09-15", "--lang", "en")


@pytest.fixture
def drafted(ready):
    return ready(
        "tu-ky-2023",
        ("history", "import", "history.yaml"),
        ("evaluate", "inputs/2023-07.xlsx", "inputs/2023-08.xlsx"),
        ("letter", "--output", "draft.docx"),
    )[0]


def words(element):
    return "".join(one.text or "" for one in element.iter() if one.tag.endswith("}t"))


def paragraph(document, text):
    [found] = [one for one in document.element.body.iter() if one.tag.endswith("}p") and text in words(one)]
    return found


def typed_over(text, old, new, *, source="draft.docx", target="draft.docx"):
    """In the paragraph that holds ``text``, type ``new`` over ``old``, which stands in one run."""
    document = Document(source)
    [run] = [one for one in paragraph(document, text).iter() if one.tag.endswith("}t") and one.text == old]
    run.text = new
    document.save(target)


def struck(text, *, source="draft.docx", target="draft.docx"):
    document = Document(source)
    gone = paragraph(document, text)
    gone.getparent().remove(gone)
    document.save(target)


def stored(query):
    with sqlite3.connect(".cccc/ledger.db") as connection:
        found = connection.execute(query).fetchall()
    connection.close()
    return found


def test_an_untouched_paper_has_no_changes(drafted, cccc):
    done = cccc("issue", "draft.docx", *ISSUE)
    assert (done.status, done.err) == (0, "")
    assert "changed" not in done.out
    assert {row for (row,) in stored("select changes from paper_finding")} == {"[]"}


def test_a_final_copy_has_no_changes(drafted, cccc):
    assert cccc("letter", "draft.docx", "--final").status == 0
    done = cccc("issue", "draft-final.docx", *ISSUE)
    assert (done.status, done.err) == (0, "")
    assert "changed" not in done.out


def test_a_figure_typed_over_is_told_and_the_finding_stands(drafted, cccc):
    typed_over("UBND xã Dân Chủ có tỷ lệ", "19,51%", "29,51%")
    done = cccc("issue", "draft.docx", *ISSUE)
    assert done.status == 0
    assert done.out.splitlines()[-2:] == [
        "changed since the draft:",
        "  criticism, time 3: Xã Dân Chủ (thanh toán trực tuyến): 19,51% → 29,51%",
    ]
    assert done.err == "say who struck or changed it and why: the same command with --by and --reason\n"
    assert stored("select stands, changes from paper_finding where changes <> '[]'") == [(1, '[["figure","19,51%","29,51%"]]')]


def test_a_name_typed_over_makes_the_finding_speak_of_nobody_it_was_found_for(drafted, cccc):
    typed_over("UBND xã Dân Chủ có tỷ lệ", "UBND xã Dân Chủ", "UBND xã Cộng Lạc")
    done = cccc("issue", "draft.docx", *ISSUE)
    assert done.status == 0
    assert done.out.splitlines()[-4:] == [
        "changed since the draft:",
        "  criticism, time 3: Xã Dân Chủ (thanh toán trực tuyến): UBND xã Dân Chủ → UBND xã Cộng Lạc",
        "struck out, not counted:",
        "  criticism, time 3: Xã Dân Chủ (thanh toán trực tuyến)",
    ]


def test_a_name_typed_over_in_one_finding_leaves_the_units_other_finding(drafted, cccc):
    """Xã Tiên Động is reminded and criticised."""
    typed_over("UBND xã Tiên Động mặc dù", "UBND xã Tiên Động", "UBND xã Cộng Lạc")
    done = cccc("issue", "draft.docx", *ISSUE)
    assert "  criticism, time 3: Xã Tiên Động (thanh toán trực tuyến)" in done.out.partition("changed")[0]
    assert done.out.splitlines()[-1] == "  reminder: Xã Tiên Động (số hóa kết quả giải quyết TTHC)"


def test_who_struck_what_and_why_is_kept_and_shown(drafted, cccc):
    struck("UBND xã Phượng Kỳ có tỷ lệ")
    done = cccc("issue", "draft.docx", *ISSUE, "--by", "Chủ tịch", "--reason", "đã giải trình")
    assert (done.status, done.err) == (0, "")
    assert done.out.splitlines()[-3:] == [
        "struck out, not counted:",
        "  criticism, time 2: Xã Phượng Kỳ (thanh toán trực tuyến)",
        "Chủ tịch: đã giải trình",
    ]
    told = cccc("history", "--unit", "xa-phuong-ky", "--lang", "en").out
    assert "Chủ tịch, đã giải trình" in " ".join(told.split())


def test_who_and_why_may_be_said_later_and_are_not_changed_then(drafted, cccc):
    struck("UBND xã Phượng Kỳ có tỷ lệ")
    cccc("issue", "draft.docx", *ISSUE)
    done = cccc("issue", "draft.docx", *ISSUE, "--by", "Chủ tịch", "--reason", "đã giải trình")
    assert done.err == "this paper was recorded before; nothing changes\n"
    cccc("issue", "draft.docx", *ISSUE, "--by", "Người khác", "--reason", "khác")
    assert stored("select confirmed_by, reason from paper") == [("Chủ tịch", "đã giải trình")]


# --- ordinals --------------------------------------------------------------------------------------------------------


def test_an_ordinal_whose_predecessor_was_never_issued_is_refused(drafted, cccc):
    typed_over("3. Phê bình lần thứ", "hai", "ba")
    done = cccc("issue", "draft.docx", *ISSUE)
    assert (done.status, done.out) == (1, "")
    fix = "take the earlier ones over with cccc history import, or correct the ordinal in the paper"
    about = "thanh toán trực tuyến: the paper prints “criticism, time 3”, the ledger knows 2023-07 before it"
    assert done.err.splitlines() == [
        f"draft.docx: error[missing-predecessor]: Xã Hưng Đạo, {about}; {fix}",
        f"draft.docx: error[missing-predecessor]: Xã Phượng Kỳ, {about}; {fix}",
        "errors: 2, warnings: 0",
    ]
    assert stored("select count(*) from paper") == [(0,)]


def test_an_ordinal_typed_where_the_draft_had_none_is_refused_too(tu_ky, cccc):
    cccc("evaluate", "inputs/2023-07.xlsx", "inputs/2023-08.xlsx")
    cccc("letter", "--output", "draft.docx")
    document = Document("draft.docx")
    found = paragraph(document, "Phê bình đối với")
    [run] = [one for one in found.iter() if one.tag.endswith("}t") and "Phê bình" in (one.text or "")]
    run.text = run.text.replace("Phê bình", "Phê bình lần thứ ba")
    document.save("draft.docx")
    done = cccc("issue", "draft.docx", *ISSUE)
    assert done.status == 1
    assert done.err.count("error[missing-predecessor]") == 4
    assert "the paper prints “criticism, time 3”, the ledger knows none before it" in done.err


def test_an_ordinal_that_lags_behind_is_told_and_recorded_as_printed(drafted, cccc):
    typed_over("4. Phê bình lần thứ", "ba", "hai")
    done = cccc("issue", "draft.docx", *ISSUE)
    assert done.status == 0
    about = "thanh toán trực tuyến: the paper prints “criticism, time 2”, the ledger counts 3"
    assert done.err.splitlines()[:2] == [f"Xã Dân Chủ, {about}", f"Xã Tiên Động, {about}"]
    assert "  criticism, time 2: Xã Dân Chủ (thanh toán trực tuyến): time ba → hai" in done.out
    rows = stored("select unit, occurrence from paper_finding where kind = 'criticism' order by 1")
    assert rows == [("xa-dan-chu", 2), ("xa-hung-dao", 2), ("xa-phuong-ky", 2), ("xa-tien-dong", 2)]


def test_taking_the_earlier_ones_over_lets_the_ordinal_stand(drafted, cccc):
    typed_over("3. Phê bình lần thứ", "hai", "ba")
    entries = "".join(
        f"  - {{period: 2023-06, kind: criticism, unit: {unit}, indicators: [online_payment]}}\n"
        for unit in ("xa-hung-dao", "xa-phuong-ky")
    )
    Path("more.yaml").write_text(f"issued:\n{entries}", encoding="utf-8")
    assert cccc("history", "import", "more.yaml").status == 0
    assert cccc("issue", "draft.docx", *ISSUE).status == 0


# --- earlier papers --------------------------------------------------------------------------------------------------


@pytest.fixture
def issued(drafted, cccc):
    assert cccc("issue", "draft.docx", *ISSUE).status == 0
    shutil.copy("draft.docx", "new.docx")
    struck("UBND xã Phượng Kỳ có tỷ lệ", source="new.docx", target="new.docx")
    return drafted


def counting(kind="criticism"):
    rows = stored(f"select unit from standing_finding where kind = '{kind}' order by 1")  # noqa: S608 - of the tests
    return [unit for (unit,) in rows]


NEW = ("--number", "1300", "--date", "2023-09-20", "--lang", "en")


def test_a_paper_that_replaces_another_says_so(issued, cccc):
    done = cccc("issue", "new.docx", *NEW, "--replaces", "1220/2023")
    assert done.status == 0
    assert done.out.splitlines()[-1] == "replaces 1220/UBND-NV of 2023, whose findings no longer count"
    assert counting() == ["xa-dan-chu", "xa-hung-dao", "xa-tien-dong"]
    told = " ".join(cccc("history", "--unit", "xa-phuong-ky", "--lang", "en").out.split())
    assert "struck out 1300/UBND-NV 20/9/2023" in told


def test_a_paper_that_corrects_another_leaves_what_it_does_not_tell(issued, cccc):
    done = cccc("issue", "new.docx", *NEW, "--corrects", "1220/UBND-NV/2023")
    assert done.out.splitlines()[-1] == "corrects 1220/UBND-NV of 2023: what both tell counts as told here"
    assert counting() == ["xa-dan-chu", "xa-hung-dao", "xa-tien-dong"]


def test_a_paper_of_the_offices_own_words_withdraws_another(issued, cccc):
    Document().save("thu-hoi.docx")
    done = cccc("issue", "thu-hoi.docx", *NEW, "--withdraws", "1220/2023", "--by", "Chủ tịch", "--reason", "số liệu sai")
    assert (done.status, done.err) == (0, "")
    assert done.out.splitlines() == [
        "1300/UBND-NV, 2023-08: 0 findings stand",
        "Chủ tịch: số liệu sai",
        "withdraws 1220/UBND-NV of 2023, whose findings no longer count",
    ]
    assert counting() == []
    assert cccc("issue", "thu-hoi.docx", *NEW, "--undo", "--by", "Văn thư", "--reason", "nhầm số").status == 0
    assert len(counting()) == 4
    assert stored("select undone_by, undone_for from paper where withdrawn_at is not null") == [("Văn thư", "nhầm số")]


@pytest.mark.parametrize("reference", ["1220", "x/2023", "1220/23", "0/2023", ""])
def test_an_earlier_paper_is_named_with_its_year(issued, cccc, reference):
    done = cccc("issue", "new.docx", *NEW, "--replaces", reference)
    assert done.status == 2
    assert "is not a paper's number with its year; write it as 1220/2023" in done.err


def test_an_earlier_paper_is_named_once(issued, cccc):
    done = cccc("issue", "new.docx", *NEW, "--replaces", "1220/2023", "--corrects", "1220/2023")
    assert (done.status, "1220/2023 is named twice" in done.err) == (2, True)


# --- drafts ----------------------------------------------------------------------------------------------------------


def test_a_paper_carries_what_its_draft_was_made_of(drafted, cccc):
    cccc("issue", "draft.docx", *ISSUE)
    [(template, evaluation, version, files)] = stored(
        "select draft.template, paper.evaluation, draft.made_by, draft.declared from paper join draft on draft.id = paper.draft"
    )
    assert (template, evaluation, version) == ("notice", 1, "0.1.0")
    roles = stored(f"select role, file from declared_file where declared = {files} and role in ('plan', 'template', 'policy')")  # noqa: S608
    assert roles == [
        ("plan", "builtin:hai-duong-2023"),
        ("plan", "builtin:tu-ky-2023"),
        ("policy", "policy.yaml"),
        ("template", "builtin:notice"),
    ]


def test_a_paper_rests_on_the_evaluation_that_its_draft_was_made_of(drafted, cccc):
    shutil.copy("draft.docx", "first.docx")
    assert cccc("evaluate", "inputs/2023-07.xlsx", "inputs/2023-08.xlsx", "--as-of", "2023-09-05").status == 0
    assert cccc("letter", "--output", "second.docx").status == 0
    cccc("issue", "first.docx", *ISSUE)
    assert stored("select evaluation from paper") == [(1,)]


def test_the_default_draft_is_not_written_again_once_it_is_issued(drafted, cccc):
    assert cccc("letter").status == 0
    cccc("issue", "letters/notice-2023-08.docx", *ISSUE)
    before = Path("letters/notice-2023-08.docx").read_bytes()
    done = cccc("letter", "--lang", "en")
    assert done.status == 1
    assert (
        "letters/notice-2023-08.docx: error[not-overwritten]: the file is recorded as the signed paper 1220/UBND-NV; "
        "it stays as it is; give another --output, or --force"
    ) in done.err.splitlines()
    assert Path("letters/notice-2023-08.docx").read_bytes() == before
    assert cccc("letter", "--force").status == 0
    cccc("issue", "letters/notice-2023-08.docx", *ISSUE, "--undo")
    assert cccc("letter").status == 0


def test_a_list_read_again_with_numbers_fills_them_in(tu_ky, cccc):
    cccc("history", "import", "history.yaml")
    numbered = Path("history.yaml").read_text(encoding="utf-8").replace("]}", "], number: 900/UBND-NV, date: 2023-07-14}")
    Path("history.yaml").write_text(numbered, encoding="utf-8")
    done = cccc("history", "import", "history.yaml", "--lang", "en")
    assert done.out == "0 of 6 findings are new in the ledger\n6 that were known got their number or date\n"
    Path("history.yaml").write_text(numbered.replace("900/", "901/"), encoding="utf-8")
    done = cccc("history", "import", "history.yaml", "--lang", "en")
    assert done.err.splitlines()[0] == "xa-dan-chu, 2023-06: the ledger has another number or date; that stays"
    assert set(stored("select number, dated from takeover_finding")) == {("900/UBND-NV", "2023-07-14")}
