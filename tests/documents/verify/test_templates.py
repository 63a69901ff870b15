"""Every template that cccc ships: its figures and names are controlled, altered ones are found, honest edits raise no alarm."""

from __future__ import annotations

import re

import pytest

from cccc.documents.word.paragraphs import paragraphs_of
from cccc.documents.write.figures import read_figures
from cccc.shipped import templates
from tests.documents.verify.cases import STEPS, offices
from tests.documents.verify.edits import Letter, altered, key_of, reworded, text_of, typed, unwrap, write
from tests.documents.verify.test_edits import drawn

LETTERS = [
    step.rpartition(" ")[2].removesuffix(".docx") for steps in STEPS.values() for step in steps if step.startswith("letter ")
]
EACH = 3


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return {office.template: office for office in offices(tmp_path_factory.mktemp("offices"))}


@pytest.fixture(params=LETTERS)
def office(made, request):
    return made[request.param]


def test_every_shipped_template_is_here():
    assert {path.stem for path in templates().glob("*.md")} <= set(LETTERS)


def test_a_letter_as_drafted_differs_in_nothing(office):
    done = office.verify(office.letter.content())
    assert done.deviations == ()
    assert done.found == done.drafted > 0


def test_all_that_the_file_lists_stands_in_controls(office):
    figures, _ = read_figures(office.letter.content(), "x.docx")
    assert sorted(map(str, figures.drafted)) == sorted(map(str, figures.standing))


@pytest.mark.parametrize("edit", [altered, reworded], ids=lambda edit: edit.__name__)
def test_what_was_altered_is_found_and_rewording_is_not(office, edit):
    wrong = []
    for number in range(EACH):
        dice = drawn(f"{office.template}-{number}")
        content, done = edit(office.letter, office.names, dice) if edit is altered else edit(office.letter, dice)
        found = office.verify(content)
        if found.has_error if edit is reworded else not found.has_error:
            wrong.append((done, found.deviations))
    assert wrong == []


def test_a_figure_typed_in_a_new_sentence_is_told(office):
    content, _ = typed(office.letter, drawn(office.template))
    assert [one.code for one in office.verify(content).deviations][:1] == ["figure-unknown"]


# --- what only some templates have -----------------------------------------------------------------------------------


def whats(office):
    return {one.key.what for one in read_figures(office.letter.content(), "x.docx")[0].standing}


@pytest.mark.parametrize(
    ("template", "what"),
    [
        ("progress-report", {"rank", "change", "numerator", "denominator", "value", "count", "threshold", "name"}),
        ("campaign-closing", {"rank", "numerator", "denominator"}),
        ("commendation", {"gap", "value", "threshold", "name"}),
        ("emulation-plan", {"gap", "threshold"}),
        ("notice", {"said", "occurrence", "change"}),
        ("reconciliation", {"numerator", "denominator", "value", "name"}),
        ("targets-appendix", {"threshold", "name"}),
        ("criticism-one", {"name", "occurrence"}),
    ],
)
def test_ranks_gaps_and_parts_of_a_whole_are_controlled_too(made, template, what):
    assert what <= whats(made[template])


def test_a_unit_in_the_subject_and_the_addressees_is_controlled(made):
    letter = made["criticism-one"].letter
    said = [text_of(one) for one in letter.controls][:2]
    assert said == ["UBND xã Dân Chủ", "Chủ tịch UBND xã Dân Chủ"]


def told(office, letter):
    return [(one.severity.value, one.code, one.expected, one.found) for one in office.verify(letter.content()).deviations]


def first(letter, what):
    return next(one for one in letter.controls if key_of(one).startswith(f"{what}:"))


@pytest.mark.parametrize("template", ["progress-report", "campaign-closing"])
def test_an_altered_rank_is_found(made, template):
    letter = made[template].letter.copy()
    control = first(letter, "rank")
    was = text_of(control)
    write(unwrap(control), "77")
    assert told(made[template], letter) == [("E", "figure-differs", was, "77")]


def test_an_altered_gap_is_found(made):
    letter = made["commendation"].letter.copy()
    control = next(one for one in letter.controls if text_of(one) == "0,36")
    write(unwrap(control), "0,63")
    assert told(made["commendation"], letter) == [("E", "figure-differs", "0,36", "0,63")]


def test_an_altered_figure_of_a_statement_is_found(made):
    letter = made["notice"].letter.copy()
    control = first(letter, "said")
    write(unwrap(control), "6")
    assert ("E", "figure-differs", "7", "6") in told(made["notice"], letter)


def test_a_unit_altered_in_a_footnote_is_found(made):
    office = made["directive"]
    letter = office.letter.copy()
    assert letter.notes is not None
    control = next(one for one in letter.notes.iter("{*}sdt") if key_of(one).startswith("name:"))
    write(unwrap(control), "Sở Tư pháp")
    [(severity, code, _expected, found)] = told(office, letter)
    assert (severity, code, found) == ("E", "unit-differs", "Sở Tư pháp")


def test_two_units_that_changed_places_with_their_controls_are_found(made):
    office = made["notice"]
    letter = office.letter.copy()
    one, other = ([c for c in letter.controls if text_of(c) == f"UBND xã {name}"][-1] for name in ("Phượng Kỳ", "Dân Chủ"))
    mark = one.makeelement("x", {})
    one.addprevious(mark)
    other.addprevious(one)
    mark.getparent().replace(mark, other)
    codes = {(severity, code) for severity, code, _expected, _found in told(office, letter)}
    assert codes == {("E", "unit-differs")}


@pytest.mark.parametrize("written", ["80.2%", "80,20 %", "80,2 phần trăm"])
def test_the_same_figure_written_otherwise_is_the_same(made, written):
    letter = made["notice"].letter.copy()
    control = next(one for one in letter.controls if text_of(one) == "80,2%")
    write(unwrap(control), written)
    assert told(made["notice"], letter) == []


def test_no_percentage_of_the_shipped_letters_stands_without_its_key(made):
    loose = []
    # the launch and the plan of the examples have percentages in wording of their own
    for template in set(LETTERS) - {"emulation-plan", "campaign-launch", "directive"}:
        content = made[template].letter.content()
        keys = [one.key for one in read_figures(content, "x")[0].drafted]
        for paragraph in paragraphs_of(content, "x", keys)[0]:
            text = list(paragraph.text)
            for control in paragraph.controls:
                text[control.start : control.end] = " " * (control.end - control.start)
            loose += [(template, paragraph.text) for _ in re.findall(r"\d+(?:,\d+)?\s?%|\d,\d", "".join(text))]
    assert loose == []


def test_letters_are_read_back_as_they_are(made):
    content = made["notice"].letter.content()
    assert Letter.read(content).content() == content
