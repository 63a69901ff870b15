"""``records:`` of a layout -> which dossiers of a list are counted into which measures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, ClassVar

from cccc.declarations.shapes import Entries, Flag, Shape, Text, Texts, UnfitError, parsed_by, rewritten_by, text
from cccc.messages import m
from cccc.model.layouts import BlankTest, DateTest, DossierCount, DossierTest, RecordsLayout, TextTest
from cccc.problems import Problem, invalid

if TYPE_CHECKING:
    from cccc.declarations.shapes import Word

LEVELS = " / "
_EVERY = "all"


def _all_or_tests(value: Any) -> Any:
    """``all`` as no tests; tests as they are, one at least."""
    if isinstance(value, Entries):
        if value:
            return value
        raise UnfitError("empty-list", m("at least one entry is needed here"))
    word = text(value)
    if word != _EVERY:
        raise UnfitError("wrong-type", m("keys and values are expected here"), m("write all, or {{HEADING: [TEXT]}}"))
    return {}


class TestShape(Shape):
    """What must hold of one column: it reads one of these texts, is given or not, or holds a date that is early enough."""

    shorthand: ClassVar = "texts"
    texts: Texts | None = None
    given: Flag | None = None
    not_after: Text | None = None
    after: Text | None = None


class CountShape(Shape):
    """Which dossiers a measure counts, and by which date."""

    shorthand: ClassVar = "count"
    count: Annotated[dict[str, TestShape], rewritten_by(_all_or_tests)]
    date: Text | None = None


class RecordsShape(Shape):
    """A list with one row per dossier."""

    sheet: Annotated[str, *parsed_by(text)] = "*"
    unit: Text
    code: Text | None = None
    id: Text | None = None
    date: Text
    measures: dict[str, CountShape]


def records(name: str, shape: RecordsShape, source: str | None) -> tuple[RecordsLayout, list[Problem]]:
    """The layout ``name`` that ``shape`` declares."""
    problems = [problem for count in shape.measures.values() for problem in _ill_told(count)]
    if not shape.measures:
        problems.append(invalid("empty-list", shape.location, m("the layout reads nothing: give measures")))
    made = RecordsLayout(
        id=name,
        location=shape.location,
        sheet=shape.sheet,
        unit=_levels(shape.unit),
        date=_levels(shape.date),
        measures={measure: _count(count) for measure, count in shape.measures.items()},
        code=_levels(shape.code) if shape.code else None,
        number=_levels(shape.id) if shape.id else None,
        source=source,
    )
    return made, problems


def _levels(path: str) -> tuple[str, ...]:
    return tuple(level.strip() for level in path.split(LEVELS))


def _count(shape: CountShape) -> DossierCount:
    tests = tuple((_levels(heading), test) for heading, given in shape.count.items() for test in _tests(given))
    return DossierCount(tests, _levels(shape.date) if shape.date else None)


def _tests(shape: TestShape) -> list[DossierTest]:
    made: list[DossierTest] = []
    if shape.texts is not None:
        made.append(TextTest(tuple(shape.texts)))
    if shape.given is not None:
        made.append(BlankTest(shape.given))
    made += [DateTest(_levels(other), after) for other, after in ((shape.not_after, False), (shape.after, True)) if other]
    return made


def _ill_told(count: CountShape) -> list[Problem]:
    """Tests that ask nothing, or of a date that it be after itself."""
    problems = []
    for heading, test in count.count.items():
        if not _tests(test):
            told = m("nothing is asked of this column")
            fix = m("write texts to look for, {{given: true}}, {{not_after: HEADING}} or {{after: HEADING}}")
            problems.append(invalid("empty-list", test.location, told, fix))
        problems += [_itself(other) for other in (test.not_after, test.after) if other and _levels(other) == _levels(heading)]
    return problems


def _itself(other: Word) -> Problem:
    return invalid("choice", other.location, m("a date is compared with itself here"), m("name the column of the other date"))
