"""layouts/….yaml -> how one kind of export is read: a table by unit, or a list of dossiers; and the layouts that cccc ships."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal

from cccc import shipped
from cccc.declarations.files.plans import unknown
from cccc.declarations.shapes import (
    ANY_PERIOD,
    Entries,
    Flag,
    Name,
    Shape,
    Text,
    Texts,
    UnfitError,
    Word,
    choice,
    parsed_by,
    rewritten_by,
    text,
)
from cccc.declarations.sources import Files
from cccc.messages import m
from cccc.model.layouts import BlankTest, Column, DateTest, DossierCount, DossierTest, Layout, RecordsLayout, TextTest
from cccc.model.targets import Window
from cccc.periods import Period, parse_label
from cccc.problems import Problem, invalid

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from cccc.model.layouts import AnyLayout
    from cccc.model.targets import Indicator

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


class TestShape(Shape, about=m("What must hold of a column")):
    """What must hold of one column: it reads one of these texts, is given or not, or holds a date that is early enough."""

    shorthand: ClassVar = "texts"
    texts: Annotated[Texts | None, m("it reads one of these texts")] = None
    given: Annotated[Flag | None, m("true: it is filled; false: it is blank")] = None
    not_after: Annotated[Text | None, m("its date is not after the date of this column")] = None
    after: Annotated[Text | None, m("its date is after the date of this column")] = None


class CountShape(Shape, about=m("Which dossiers are counted")):
    """Which dossiers a measure counts, and by which date."""

    shorthand: ClassVar = "count"
    written: ClassVar = {
        "count": {
            "anyOf": [
                {"const": "all"},
                {"type": "object", "additionalProperties": {"$ref": "#/$defs/Test"}, "minProperties": 1},
            ]
        }
    }
    count: Annotated[dict[str, TestShape], rewritten_by(_all_or_tests), m("all, or tests by heading")]
    date: Annotated[Text | None, m("the heading of another date that counts")] = None


class RecordsShape(Shape, about=m("A list of dossiers")):
    sheet: Annotated[str, *parsed_by(text), m("which sheets, with * where the name varies")] = "*"
    unit: Annotated[Text, m("the heading of the unit")]
    code: Annotated[Text | None, m("the heading of the unit's code")] = None
    id: Annotated[Text | None, m("the heading of the dossier's number")] = None
    date: Annotated[Text, m("the heading of the date that counts")]
    measures: Annotated[dict[str, CountShape], m("measure: which dossiers it counts")]


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


WindowName = Annotated[Literal["period", "cumulative"], *choice("period", "cumulative")]
Blank = Annotated[Literal["not_given", "zero"], *choice("not_given", "zero")]


def _when(value: Any) -> str | Period:
    word = text(value)
    if word in ("title", "sheet", "office", "none"):
        return str(word)
    period = parse_label(word)
    if period is None:
        raise UnfitError(
            "period", m("{text} is no period", text=word), m("write title, sheet, office, none, or a period such as 2023-08")
        )
    return period


class ColumnShape(Shape, about=m("Heading paths, and the window of their figures")):
    """A heading path, or several to be added up, and the window of its figures."""

    shorthand: ClassVar = "heading"
    heading: Annotated[Texts, m("a heading path, or several that are added up")]
    window: Annotated[WindowName, m("period or cumulative")] = "period"


class TableShape(Shape, about=m("A table with one row per unit")):
    written: ClassVar = {"period": {"anyOf": [{"enum": ["title", "sheet", "office", "none"]}, ANY_PERIOD]}}
    sheet: Annotated[str, *parsed_by(text), m("which sheets, with * where the name varies")] = "*"
    unit: Annotated[Text, m("the heading of the units, or title")]
    code: Annotated[Text | None, m("the heading of the units' codes")] = None
    rows: Annotated[Text | None, m("the heading of the rows, where units stand in columns")] = None
    period: Annotated[
        Any,
        *parsed_by(_when),
        m("title, office (the title, by the office's own months), sheet, none, or a period"),
    ] = "title"
    measures: Annotated[dict[str, ColumnShape], m('measure: heading path, levels joined by " / "')] = {}
    rates: Annotated[dict[str, ColumnShape], m("indicator: heading path of a printed rate")] = {}
    ratings: Annotated[dict[str, ColumnShape], m("indicator: heading path of a rating")] = {}
    blank: Annotated[Blank, m("what a blank count means: not_given or zero")] = "not_given"
    sums: Annotated[dict[str, list[Name]], m("measures that must add up: total: [parts]")] = {}


class LayoutShape(Shape, about=m("A layout (layouts/….yaml)")):
    layout: Annotated[Name, m("its id")]
    source: Annotated[Text | None, m("where such files come from; printed with the cut-off")] = None
    table: Annotated[TableShape | None, m("a table with one row per unit")] = None
    records: Annotated[RecordsShape | None, m("a list with one row per dossier")] = None


def layout(shape: LayoutShape, indicators: Mapping[str, Indicator]) -> tuple[AnyLayout | None, list[Problem]]:
    """The layout that ``shape`` declares."""
    if shape.records is not None:
        counted, problems = records(shape.layout, shape.records, shape.source)
        return counted, [*problems, *([_both(shape.records)] if shape.table else [])]
    if shape.table is None:
        return None, [
            invalid("missing-key", shape.location, m("the key {key} is missing", key="table"), m("add {key}: …", key="table"))
        ]
    table = shape.table
    made = Layout(
        id=shape.layout,
        location=shape.location,
        sheet=table.sheet,
        unit=None if table.unit == "title" else _levels(table.unit),
        period=table.period,
        measures=_columns(table.measures),
        rates=_columns(table.rates),
        ratings=_columns(table.ratings),
        blank_is_zero=table.blank == "zero",
        sums={total: tuple(parts) for total, parts in table.sums.items()},
        source=shape.source,
        rows=_levels(table.rows) if table.rows else None,
        code=_levels(table.code) if table.code else None,
    )
    return made, _checked(table, indicators)


def _both(records: RecordsShape) -> Problem:
    told = m("a layout reads a table by unit (table:) or a list of dossiers (records:), not both")
    return invalid("wrong-type", records.location, told, m("make two layouts of it"))


def _columns(shapes: dict[str, ColumnShape]) -> dict[str, Column]:
    return {
        name: Column(tuple(_levels(path) for path in shape.heading), Window(shape.window)) for name, shape in shapes.items()
    }


def _checked(table: TableShape, indicators: Mapping[str, Indicator]) -> list[Problem]:
    problems = []
    for part, kinds in (("rates", ("ratio", "number")), ("ratings", ("rating",))):
        for name, column in getattr(table, part).items():
            word = Word(name, column.location)
            if name not in indicators:
                problems.append(unknown("unknown-indicator", word, indicators))
            elif indicators[name].type not in kinds:
                told = m("{id} is a {type}; it does not belong in {part}", id=name, type=indicators[name].type, part=part)
                problems.append(invalid("wrong-type", word.location, told))
    for total, parts in table.sums.items():
        problems += [unknown("unknown-measure", part, table.measures) for part in parts if part not in table.measures]
        if total not in table.measures and parts:
            problems.append(unknown("unknown-measure", Word(total, parts[0].location), table.measures))
    if not (table.measures or table.rates or table.ratings):
        problems.append(invalid("empty-list", table.location, m("the layout reads nothing: give measures, rates or ratings")))
    return problems


def built_in_layouts(indicators: Mapping[str, Indicator], own: Collection[str]) -> Callable[[], tuple[AnyLayout, ...]]:
    """The built-in layouts, by demand; ``own`` are the indicators that mean what the workspace says, not what cccc ships.

    A printed rate or a rating is left out where its indicator is the workspace's own, or unknown: what it holds is another
    figure then, or none that anybody asks for.
    """

    @cache
    def read() -> tuple[AnyLayout, ...]:
        files = Files(Path())
        made = []
        for path in sorted(shipped.layouts().glob("*.yaml")):
            shape = files.read(path, LayoutShape)
            if shape is None:
                continue
            if shape.table is not None:
                _leave_out(shape.table, {name for name in indicators if name not in own})
            made.append(files.keep(layout(shape, indicators)))
        return tuple(found for found in made if found is not None)

    return read


def _leave_out(table: TableShape, known: Collection[str]) -> None:
    """Keep the rates and ratings of ``known`` indicators alone."""
    table.rates = {name: column for name, column in table.rates.items() if name in known}
    table.ratings = {name: column for name, column in table.ratings.items() if name in known}
