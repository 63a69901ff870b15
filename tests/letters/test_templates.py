"""A template's mistakes are told as problems at its line, never raised."""

import pytest

from cccc.letters.rendering import Template, check

MISTAKES = {
    "a tag left open": ("subject: x\n{% if acts %}\n", 2, "Unexpected end of template."),
    "an unknown tag": ("subject: x\n\n{% wenn acts %}{% endwenn %}", 3, "Encountered unknown tag 'wenn'."),
    "an unknown filter": ("subject: x\n{{ period | schreien }}", 2, "No filter named 'schreien'."),
    "a stray brace": ("subject: x\n{{ period }\n", 2, "unexpected '}'"),
}

FAILURES = {
    "an undefined name": ("subject: x\n\n{{ perod }}", 3, "nothing here is called perod"),
    "an undefined attribute": ("subject: x\n{{ period.nothing }}", 2, "nothing here is called nothing"),
    "an undefined statement": ("subject: x\n{{ statements.late.text }}", 2, "nothing here is called late"),
    "an attribute of Python": (
        "subject: x\n{{ period.__class__ }}",
        2,
        "access to attribute '__class__' of 'str' object is unsafe.",
    ),
    "a call out of the sandbox": ("subject: x\n{{ ''.__class__.__mro__ }}", 2, "is unsafe"),
    "a format out of the sandbox": ("subject: x\n{{ '{0.__class__}'.format(acts) }}", 2, "is unsafe"),
    "a change of what it sees": ("subject: x\n{% set _ = acts.append('x') %}", 2, "unsafe"),
    "a huge range": ("subject: x\n{% for n in range(10 ** 9) %}{% endfor %}", 2, "Range too big"),
    "no number": ("subject: x\n{{ period + 1 }}", 2, "can only concatenate str"),
    "a division": ("subject: x\n\n\n{{ 1 / 0 }}", 4, "division by zero"),
    "a missing key": ("subject: x\n{{ '{a}'.format() }}", 2, "'a'"),
    "a missing field": ("subject: x\n{{ '{}'.format() }}", 2, "index"),
    "a call of no function": ("subject: x\n{{ period() }}", 2, "'str' object is not callable"),
}


def one(problems, line, told, file="mine.md"):
    (problem,) = problems
    assert (problem.code, problem.rule, problem.severity) == ("invalid", "template", "error")
    assert (problem.location.file, problem.location.line, problem.location.column) == (file, line, 1)
    message = str(problem.message)
    assert message.startswith("the template cannot be used: ")
    assert told in message


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize("case", MISTAKES)
def test_a_mistake_of_syntax_is_found_without_data(desk, case):
    text, line, told = MISTAKES[case]
    one(check(Template("mine", "mine.md", text)), line, told)
    paper, problems = desk.render(text)
    assert paper is None
    one(problems, line, told)


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize("case", FAILURES)
def test_a_mistake_at_work_is_told_at_its_line(desk, case):
    text, line, told = FAILURES[case]
    assert check(Template("mine", "mine.md", text)) == []
    paper, problems = desk.render(text)
    assert paper is None
    one(problems, line, told)


@pytest.mark.usefixtures("english")
def test_the_whole_message(desk):
    _, problems = desk.render("subject: x\n{{ perod }}")
    assert [f"{problem.location}: {problem.message}" for problem in problems] == [
        "mine.md:2:1: the template cannot be used: nothing here is called perod"
    ]


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize("text", ["Kính gửi\n", "", "\n\n# A\n", "subject:\nA", "Subject: x\nA", "subject:   \nA"])
def test_a_template_without_a_subject(desk, text):
    paper, problems = desk.render(text)
    assert paper is None
    one(problems, 1, "the first line must be subject: …")


def test_an_own_partial_is_included(desk):
    paper, problems = desk.render("subject: a\n{% include 'part' %}\n", {"part": "Có {{ period }}.\n"})
    assert problems == []
    assert [block.text for block in paper.blocks] == ["Có tháng 8/2023./."]


def test_macros_of_a_partial_are_imported(desk):
    text = "subject: a\n{% from 'part' import bold %}\n{{ bold('*x*') }} {{ period }}\n"
    paper, problems = desk.render(text, {"part": "{% macro bold(text) %}**{{ text }}**{% endmacro %}"})
    assert problems == []
    assert [(run.text, run.bold) for run in paper.blocks[0].runs] == [("*x*", True), (" tháng 8/2023./.", False)]


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize(
    ("part", "line", "told"),
    [("\n{{ perod }}", 2, "nothing here is called perod"), ("\n\n{% if %}", 3, "Expected an expression")],
)
def test_a_partials_mistake_is_told_in_the_partial(desk, part, line, told):
    paper, problems = desk.render("subject: a\n\n\n\n{% include 'part' %}", {"part": part})
    assert paper is None
    one(problems, line, told, "part.md")


@pytest.mark.usefixtures("english")
def test_a_partial_that_is_not_there(desk):
    paper, problems = desk.render("subject: a\n\n{% include 'parts' %}", {"part": "x"})
    assert paper is None
    assert [f"{problem.location}: {problem.message}" for problem in problems] == ["mine.md:3:1: there is no template parts"]
    assert [(problem.code, problem.rule) for problem in problems] == [("invalid", "template")]


def test_the_subject_is_plain_text_on_one_line(desk):
    desk.period = desk.period.previous
    paper, problems = desk.render("\n  subject:  về   {{ period }}, *{{ acts | joined }}*  \nA\n")
    assert problems == []
    assert paper.frame.subject == "về tháng 7/2023, **"


def test_a_paper_says_what_it_was_made_of(desk):
    paper, _ = desk.render("subject: a\nA")
    assert (paper.template, paper.period, paper.findings) == ("mine", "2023-08", ())
