"""Plans as a template sees them: sections, lines, what is asked of whom; and which templates read plans."""

from datetime import date

import pytest

from cccc.declarations.assignments import settled
from cccc.letters.language.marks import bare
from cccc.letters.rendering import Template
from cccc.letters.rendering.template import front_matter
from cccc.letters.trial.office import FORM, INDICATORS, ISSUER
from cccc.letters.views.facts import LetterContext
from cccc.letters.views.plans import plans_view
from cccc.model.targets import Operator, Plan, Section, Target, Threshold, Window
from cccc.model.units import Group, Roster, Unit
from cccc.periods import month, year
from cccc.problems import Location

HERE = Location("targets/x.yaml", 1, 1)
GROUPS = (
    Group("d", "district", "Các phòng"),
    Group("c", "commune", "UBND các xã"),
    Group("p", "district", "Các cơ quan ngành dọc"),
)


def unit(name, group, official=None):
    key = name.lower().replace(" ", "-")
    return Unit(key, name, group, official or name, "", name, coordinate=group == "p", location=HERE)


ROSTER = Roster(
    GROUPS,
    (
        unit("Phòng Một", "d"),
        unit("Phòng Hai", "d"),
        unit("Xã A", "c", "UBND xã A"),
        unit("Xã B", "c", "UBND xã B"),
        unit("Bưu điện", "p"),
    ),
)
D, C = ("phòng-một", "phòng-hai"), ("xã-a", "xã-b")


def target(indicator="a", units=(*D, *C), operator=Operator.AT_LEAST, asked=60, **more):
    held = None if asked is None else Threshold(operator, asked)
    return Target("x", indicator, units, held, date(2025, 1, 1), tuple(Window), HERE, **more)


def seen(*targets, sections=(), plans=()):
    plan = Plan("x", "Chỉ tiêu", "UBND", None, None, year(2025), (), targets, HERE, sections)
    office = LetterContext(ISSUER, FORM, ROSTER, INDICATORS)
    return plans_view(office, [settled(plan, [plan, *plans])], month(2025, 4), [])


def lines(view):
    return [(one.number, bare(one.asked)) for section in view.plans[0].sections for one in section.targets]


@pytest.mark.parametrize(
    ("operator", "asked", "told"),
    [
        (Operator.AT_LEAST, 60, "Tối thiểu 60%"),
        (Operator.AT_LEAST, 100, "100%"),
        (Operator.MORE_THAN, 50, "Trên 50%"),
        (Operator.AT_MOST, 5, "Không quá 5%"),
        (Operator.LESS_THAN, 5, "Dưới 5%"),
        (Operator.EXACTLY, 100, "100%"),
        (Operator.AT_LEAST, None, ""),
    ],
)
def test_what_is_asked_is_told_in_words(operator, asked, told):
    assert lines(seen(target(operator=operator, asked=asked))) == [("1", told)]


def test_what_was_only_assumed_is_not_told():
    assert lines(seen(target(assumed=True))) == [("1", "")]


def test_figures_that_differ_by_unit_share_a_line():
    view = seen(target("a", D, asked=95), target("b"), target("a", ("xã-a",), asked=80))
    asked = "Tối thiểu 95% đối với các phòng; tối thiểu 80% đối với UBND xã A"
    assert lines(view) == [("1", asked), ("2", "Tối thiểu 60%")]


def test_sections_and_their_parts_are_numbered():
    sections = (Section("m", "Một"), Section("h", "Hai"), Section("h1", "Phần", "h"), Section("h2", "Phần", "h"))
    view = seen(target("a", section="h2"), target("b", section="m"), target("late"), sections=sections)
    assert [(one.number, len(one.targets)) for one in view.plans[0].sections] == [
        ("", 1),
        ("I", 1),
        ("II", 0),
        ("II.1", 0),
        ("II.2", 1),
    ]


def test_who_is_given_a_target_leads_where_the_plan_names_nobody():
    leads = [bare(one.lead) for one in seen(target(), target("b", lead="Phòng Một")).plans[0].sections[0].targets]
    assert leads == ["Các phòng, UBND các xã", "Phòng Một"]


def test_a_raised_target_is_told_as_what_it_comes_to():
    base = Plan("base", "", "", None, None, year(2025), (), (target("a", D, asked=60), target("a", C, asked=70)), HERE)
    view = seen(target(asked=None, raised=("base", 5)), plans=[base])
    assert lines(view) == [("1", "Tối thiểu 65% đối với các phòng; tối thiểu 75% đối với UBND các xã")]


def test_those_who_are_only_asked_stand_apart_and_alone_by_name():
    view = seen(target())
    assert ([bare(one) for one in view.orders], [bare(one) for one in view.asks]) == (
        ["các phòng", "UBND các xã"],
        ["Bưu điện"],
    )


PARENT = "reads: plans\nsubject: x\n\na"


@pytest.mark.parametrize(
    ("text", "reads"),
    [
        (PARENT, True),
        ("subject: x\nreads: evaluation\n\na", False),
        ("subject: x\n\na", False),
        ('{% extends "parent" %}', True),
        ("{%- extends 'child' -%}", True),
        ('{% extends "itself" %}', False),
        ('{% extends "nobody" %}', False),
    ],
)
def test_a_template_reads_what_it_or_the_one_that_it_extends_says(text, reads):
    others = {"parent": PARENT, "child": '{% extends "parent" %}', "itself": '{% extends "itself" %}'}
    others = {name: Template(name, f"{name}.md", parent) for name, parent in others.items()}
    assert Template("mine", "mine.md", text).reads_plans(others) is reads


def test_what_a_template_reads_is_one_of_two(english):
    _, _, wrong = front_matter("subject: x\nreads: plan\n\na")
    assert [(key, str(message)) for key, message in wrong] == [("reads", "reads: plan is not known; did you mean plans?")]
