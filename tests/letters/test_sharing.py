"""What all letters of a batch say alike is rendered once, and anew where anything that it reads is another."""

import pytest
from jinja2 import StrictUndefined, UndefinedError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from cccc.letters.rendering.sharing import sharing


class Counted(list):
    """A list that knows how often it was gone through."""

    times = 0

    def __iter__(self):
        self.times += 1
        return super().__iter__()


@pytest.fixture
def render():
    texts = {}
    environment = ImmutableSandboxedEnvironment(
        loader=sharing(lambda name: (texts[name], f"{name}.md", lambda: True) if name in texts else None),
        undefined=StrictUndefined,
        autoescape=True,
    )

    def rendered(text, others=None, **view):
        texts.update(others or {}, main=text)
        return environment.get_template("main").render(view)

    return rendered


LOOP = "{% for one in totals %}{{ one }}{{ unit }}{% endfor %}"


def test_a_loop_over_the_same_is_gone_through_once(render):
    totals = Counted("ab")
    text = "{{ unit }}: {% for one in totals %}{{ one }}{% endfor %}"
    assert [render(text, totals=totals, unit=unit) for unit in ("x", "y", "x")] == ["x: ab", "y: ab", "x: ab"]
    assert totals.times == 1


def test_a_loop_that_reads_something_else_is_rendered_anew(render):
    totals = Counted("ab")
    assert [render(LOOP, totals=totals, unit=unit) for unit in ("x", "y", "y")] == ["axbx", "ayby", "ayby"]
    assert totals.times == 2
    assert render(LOOP, totals=Counted("ab"), unit="y") == "ayby"
    assert render(LOOP, totals=["c"], unit="y") == "cy"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("{% set own = unit %}{% for one in totals %}{{ one }}{{ own }}{% endfor %}", "{0}"),
        ("{% if unit %}{% set own = unit %}{% endif %}{% for one in totals %}{{ one }}{{ own }}{% endfor %}", "{0}"),
        ("{% macro say(one) %}{{ one }}{{ unit }}{% endmacro %}{% for one in totals %}{{ say(one) }}{% endfor %}", "{0}"),
        ("{% for one in totals %}{% include 'part' %}{% endfor %}", "{0}"),
        ("{% include 'loop' %}", "{0}"),
        ("{% extends 'frame' %}{% block text %}" + LOOP + "{% endblock %}", "({0})"),
        ("{% from 'macros' import say with context %}{% for one in totals %}{{ say(one) }}{% endfor %}", "{0}"),
    ],
)
def test_whatever_a_part_is_tied_to_it_says_what_it_should(render, text, shown):
    others = {
        "part": "{{ one }}{{ unit }}",
        "loop": LOOP,
        "frame": "({% block text %}{% endblock %})",
        "macros": "{% macro say(one) %}{{ one }}{{ unit }}{% endmacro %}",
    }
    totals = list("ab")
    for unit in ("x", "y"):
        assert render(text, others, totals=totals, unit=unit) == shown.format(f"a{unit}b{unit}")


def test_a_name_that_is_not_there_is_told(render):
    with pytest.raises(UndefinedError, match="'nobody' is undefined"):
        render("{% for one in totals %}{{ nobody }}{% endfor %}", totals=[1])
