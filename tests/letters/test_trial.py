"""A template is tried on invented data: what fails is told, and what nothing reaches."""

import pytest

from cccc import shipped
from cccc.letters.rendering import Template, check
from cccc.letters.trial import trial

CASES = {
    "an unknown name": ("subject: x\n\n{{ perod }}", [("error", "mine.md", 3, "nothing here is called perod")]),
    "an unknown field in a branch": (
        "subject: x\n{% for one in praises %}\n{{ one.wrong }}\n{% endfor %}",
        [("error", "mine.md", 3, "nothing here is called wrong")],
    ),
    "a branch that cannot be": (
        "subject: x\n\n{% if praises %}a{% elif not praises and praises %}\nb{% endif %}",
        [("warning", "mine.md", 3, "nothing reaches this branch")],
    ),
    "an else that cannot be": (
        "subject: x\n\n{% if period %}a{% else %}\n{{ 'b' }}{% endif %}",
        [("warning", "mine.md", 4, "nothing reaches this branch")],
    ),
    "a choice that cannot be": ("subject: x\n\n{{ 'a' if period else 'b' }}", [("warning", "mine.md", 3, "nothing reaches")]),
    "a loop over nothing": ("subject: x\n\n{% for n in [] %}a{% endfor %}b", [("warning", "mine.md", 3, "nothing reaches")]),
    "a mistake of a part": ("subject: x\n{% include 'part' %}", [("error", "part.md", 2, "nothing here is called perod")]),
    "a footnote told nowhere": ("subject: x\n\nA[^1]", [("error", "mine.md", 3, "the footnote 1 is told nowhere")]),
    "a statement by name": ("subject: x\n\n{% if statements.mine is defined %}{{ statements.mine.text }}{% endif %} a", []),
    "every branch": ("subject: x\n\n{{ 'a' if criticisms else 'b' }}{% for one in reminders %}c{% else %}d{% endfor %}", []),
}


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize("case", CASES)
def test_what_a_trial_finds(case):
    text, expected = CASES[case]
    template = Template("mine", "mine.md", text)
    assert check(template) == []
    found = trial(template, {"part": Template("part", "part.md", "\n{{ perod }}")})
    assert [(p.severity, p.location.file, p.location.line) for p in found] == [one[:3] for one in expected]
    assert all(told in str(problem.message) for problem, (*_, told) in zip(found, expected, strict=True))


@pytest.mark.parametrize("path", sorted(shipped.templates().glob("*.md")), ids=lambda path: path.stem)
def test_every_branch_of_a_shipped_template_is_reached(path):
    others = {one.stem: Template(one.stem, one.name, one.read_text(encoding="utf-8")) for one in path.parent.glob("*.md")}
    found = trial(others.pop(path.stem), others)
    assert [(problem.location.line, str(problem.message)) for problem in found] == []
