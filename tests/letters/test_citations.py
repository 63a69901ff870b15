"""A plan is cited in full where a reader first meets it and shortly from then on, by what it has."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from cccc.letters.language.citations import CITE, cite, cite_all, kind, settled
from cccc.letters.language.marks import inside, opening, protect
from cccc.model.targets import Operator, Plan, Target, Threshold, Window
from cccc.periods import year
from cccc.problems import Location

HERE = Location("targets/a.yaml", 1, 1)


def a_plan(number=None, issued=None, title="Cải cách hành chính năm 2024", issuer="UBND huyện Sơn Động", **more):
    return Plan(
        **{
            "id": "p",
            "title": title,
            "issuer": issuer,
            "number": number,
            "issued": issued and date.fromisoformat(issued),
            "applies": year(2024),
            "replaces": (),
            "targets": (),
            "location": HERE,
            **more,
        }
    )


# number, day, title -> how it is named first, and how again
FORMS = [
    (
        ("22/KH-UBND", "2024-02-05", "Cải cách hành chính năm 2024"),
        "Kế hoạch số 22/KH-UBND ngày 05/02/2024 của UBND huyện Sơn Động về cải cách hành chính năm 2024",
        "Kế hoạch số 22/KH-UBND",
    ),
    (
        ("5/QĐ-UBND", "2024-11-30", "Về việc giao chỉ tiêu."),
        "Quyết định số 05/QĐ-UBND ngày 30/11/2024 của UBND huyện Sơn Động về giao chỉ tiêu",
        "Quyết định số 05/QĐ-UBND",
    ),
    (
        ("22/KH-UBND", "2024-10-05", "Kế hoạch cải cách hành chính"),
        "Kế hoạch số 22/KH-UBND ngày 05/10/2024 của UBND huyện Sơn Động về cải cách hành chính",
        "Kế hoạch số 22/KH-UBND",
    ),
    (
        ("Số: 1220/UBND-NV", "2024-03-09", "V/v giao chỉ tiêu"),
        "Công văn số 1220/UBND-NV ngày 09/3/2024 của UBND huyện Sơn Động về giao chỉ tiêu",
        "Công văn số 1220/UBND-NV",
    ),
    (
        ("22/KH-UBND", None, "Chỉ tiêu năm 2024"),
        "Kế hoạch số 22/KH-UBND của UBND huyện Sơn Động về chỉ tiêu năm 2024",
        "Kế hoạch số 22/KH-UBND",
    ),
    (
        (None, "2024-01-04", "Chỉ tiêu năm 2024"),
        "Văn bản ngày 04/01/2024 của UBND huyện Sơn Động về chỉ tiêu năm 2024",
        "Văn bản ngày 04/01/2024 của UBND huyện Sơn Động",
    ),
    ((None, None, "Chỉ tiêu năm 2024"), "chỉ tiêu năm 2024 của UBND huyện Sơn Động", "chỉ tiêu năm 2024"),
    (
        (None, None, "Chỉ tiêu UBND huyện giao năm 2024"),
        "chỉ tiêu UBND huyện giao năm 2024",
        "chỉ tiêu UBND huyện giao năm 2024",
    ),
]


@pytest.mark.parametrize(("has", "full", "short"), FORMS, ids=lambda value: str(value[0]) if isinstance(value, tuple) else "")
def test_a_plan_is_cited_by_what_it_has(has, full, short):
    cited = cite(a_plan(*has))
    assert settled(f"{cited}; {cited}; {cited}") == f"{full}; {short}; {short}"


@pytest.mark.parametrize(
    ("number", "named"),
    [
        ("22/KH-UBND", "Kế hoạch"),
        ("49-NQ/TU", "Nghị quyết"),
        ("08-CTr/TU", "Chương trình"),
        ("45/2020/NĐ-CP", "Nghị định"),
        ("01/2023/TT-VPCP", "Thông tư"),
        ("17/CT-TTg", "Chỉ thị"),
        ("123/TTr-SNV", "Tờ trình"),
        ("458/UBND-BCVT", "Công văn"),
        ("72/2025/QH15", "Văn bản"),
        ("không số", "Văn bản"),
    ],
)
def test_the_kind_of_paper_is_told_by_its_number(number, named):
    assert kind(number) == named


A = a_plan("22/KH-UBND", "2024-02-05")
FULL, SHORT = (
    "Kế hoạch số 22/KH-UBND ngày 05/02/2024 của UBND huyện Sơn Động về cải cách hành chính năm 2024",
    "Kế hoạch số 22/KH-UBND",
)

# {a} stands for the citation; 1 for the full form, 0 for the short one, in the order of the text
ORDERS = {
    "one paragraph after the other": ("subject: x\n\n{a}.\n\n{a}.", "10"),
    "the first lines cite shortly and do not count": ("kind: Báo cáo\nsubject: thực hiện {a}\n\n{a}; {a}", "010"),
    "a footnote is met at its sign": ("subject: x\n\nA[^b].\n\n{a}.\n\n[^b]: {a}.", "01"),
    "a footnote whose sign comes later": ("subject: x\n\n[^b]: {a}.\n\n{a}. A[^b].", "01"),
    "a footnote of several lines": ("subject: x\n\nA[^b]. {a}.\n\n[^b]: Theo\n{a}.\n\n{a}.", "010"),
    "two footnotes, told in another order": ("subject: x\n\nA[^a], B[^b].\n\n[^b]: {a}.\n[^a]: {a}.", "01"),
    "an appendix is part of the letter": ("subject: x\n\n{a}\n\n--- appendix: B\n\n| A |\n|---|\n| {a} |", "10"),
}


@pytest.mark.parametrize("case", ORDERS)
def test_the_first_is_the_one_that_a_reader_meets_first(case):
    text, forms = ORDERS[case]
    read = settled(text.replace("{a}", cite(A)))
    found = ["1" if read[at:].startswith(FULL) else "0" for at in range(len(read)) if read[at:].startswith(SHORT)]
    assert "".join(found) == forms
    assert CITE not in read


ALIKE = [
    (
        "another year",
        a_plan("22/KH-UBND", "2023-02-07", id="q"),
        "Kế hoạch số 22/KH-UBND ngày 07/02/2023 của UBND huyện Sơn Động",
    ),
    (
        "another issuer",
        a_plan("22/KH-UBND", "2024-02-05", issuer="UBND tỉnh Bắc Giang", id="q"),
        "Kế hoạch số 22/KH-UBND ngày 05/02/2024 của UBND tỉnh Bắc Giang",
    ),
]


@pytest.mark.parametrize(("_why", "other", "again"), ALIKE, ids=[one[0] for one in ALIKE])
def test_two_documents_of_one_number_keep_date_and_issuer(_why, other, again):
    read = settled(" | ".join(map(cite, (A, other, A, other)))).split(" | ")
    assert read == [FULL, f"{again} về cải cách hành chính năm 2024", FULL.partition(" về ")[0], again]


def test_one_document_in_two_plans_is_one():
    assert settled(f"{cite(A)}; {cite(replace(A, id='q', title='Phần hai'))}") == f"{FULL}; {SHORT}"


def test_it_opens_a_sentence_or_stands_inside_one():
    cited = cite(a_plan(title="Chỉ tiêu năm 2024"))
    assert settled(f"{opening(cited)}. {opening(cited)}, {inside(cited)}") == (
        "Chỉ tiêu năm 2024 của UBND huyện Sơn Động. Chỉ tiêu năm 2024, chỉ tiêu năm 2024"
    )


def test_what_a_plan_says_is_no_mark():
    cited = cite(a_plan("1/KH-UBND", title="*A* | [^b]: \ufdd6\ufdd7\nB"))
    assert settled(protect(cited)) == protect("Kế hoạch số 01/KH-UBND của UBND huyện Sơn Động về *A* | [^b]:  B")


def a_target(cite=None, plan="p", **more):
    least = Threshold(Operator.AT_LEAST, Fraction(30))
    return Target(plan, "payment", ("x",), least, date(2024, 1, 1), tuple(Window), HERE, "UBND", cite=cite, **more)


@pytest.mark.parametrize(
    ("targets", "told"),
    [
        ([a_target("mục 5")], f"mục 5 {FULL}"),
        ([a_target("Mục II khoản 2: đạt 30%")], f"mục II khoản 2 {FULL}"),
        ([a_target("phụ lục, mục I.1")], FULL),
        ([a_target("công văn 1220, mục 5")], FULL),
        ([a_target("mục 5"), a_target("mục 6")], FULL),
        ([a_target("mục 5"), a_target("mục 5")], f"mục 5 {FULL}"),
        ([a_target("mục 5", assumed=True)], ""),
        ([a_target(plan="unnumbered")], ""),
        ([a_target(plan="nobody"), None], ""),
    ],
)
def test_a_target_is_cited_with_its_clause(targets, told):
    plans = {"p": A, "unnumbered": a_plan(id="unnumbered")}
    assert settled(cite_all(targets, plans)) == told


# --- in letters ------------------------------------------------------------------------------------------------------


@pytest.fixture
def numbered(desk):
    """A letter that misses what a numbered plan assigned, by any template."""
    for name in ("Xã A", "Xã B"):
        desk.judge(name, "payment", 20, ">= 30").find("criticism", name, "payment")
    plan = a_plan("22/KH-UBND", "2023-02-05")
    targets = [replace(one, target=replace(one.target, plan="p", cite="mục 5")) for one in desk.assessments]
    desk.assessments = targets

    def write(text, *units, others=None):
        desk.plans = (plan,)
        stated = [one for one in desk.findings if not units or one.unit in units]
        made, problems = desk.render(text, others, view=desk.view(stated, units))
        assert problems == []
        return [block.text for block in made.blocks]

    return write


OF_2023 = "mục 5 Kế hoạch số 22/KH-UBND ngày 05/02/2023 của UBND huyện Sơn Động về cải cách hành chính năm 2024"
LATER = "mục 5 Kế hoạch số 22/KH-UBND./."
SAID = "{{ criticisms[0].items[0].tellings[0].cited }}"

TEMPLATES = {
    "as it is written": f"subject: x\n\n{SAID}\n\n{SAID}",
    "kept first, said later": f"{{% set kept %}}{SAID}{{% endset %}}subject: x\n\n{SAID}\n\n{{{{ kept }}}}",
    "by a macro": f"{{% macro one() %}}{SAID}{{% endmacro %}}subject: x\n\n{{{{ one() }}}}\n\n{{{{ one() }}}}",
    "by a part": f"{{% set unused = criticisms %}}subject: x\n\n{{% include 'part' %}}\n\n\n{SAID}",
    "by a macro of another template": "{% from 'macros' import one with context %}subject: x\n\n{{ one() }}\n\n{{ one() }}",
}


@pytest.mark.parametrize("case", TEMPLATES)
def test_whatever_made_a_mention_the_first_is_in_full(case, numbered):
    others = {"part": SAID, "macros": f"{{% macro one() %}}{SAID}{{% endmacro %}}"}
    assert numbered(TEMPLATES[case], others=others) == [OF_2023, LATER]


def test_each_letter_starts_anew(numbered):
    for unit in ("xa-a", "xa-b", "xa-a"):
        assert numbered(TEMPLATES["as it is written"], unit) == [OF_2023, LATER]


@pytest.mark.parametrize("template", ["notice", "criticism"])
def test_a_shipped_letter_names_the_plan_that_assigned(template, numbered, root):
    path = root / "templates" / f"{template}.md"
    text = "\n".join(numbered(path.read_text(encoding="utf-8")))
    assert text.count("Kế hoạch số 22/KH-UBND ngày 05/02/2023") == 1
    assert text.count("Kế hoạch số 22/KH-UBND") == 2
