"""layouts/….yaml -> a layout: how one kind of export is read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal

from cccc.declarations.files.plans import unknown
from cccc.declarations.files.records import RecordsShape, records
from cccc.declarations.shapes import (
    Name,
    Shape,
    Text,
    Texts,
    UnfitError,
    Word,
    choice,
    parsed_by,
    text,
)
from cccc.messages import m
from cccc.model.layouts import Column, Layout
from cccc.model.targets import Window
from cccc.periods import Period, parse_label
from cccc.problems import Problem, invalid

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cccc.model.layouts import AnyLayout
    from cccc.model.targets import Indicator

WindowName = Annotated[Literal["period", "cumulative"], *choice("period", "cumulative")]
Blank = Annotated[Literal["not_given", "zero"], *choice("not_given", "zero")]

LEVELS = " / "


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


class ColumnShape(Shape):
    """A heading path, or several to be added up, and the window of its figures."""

    shorthand: ClassVar = "heading"
    heading: Texts
    window: WindowName = "period"


class TableShape(Shape):
    """A table with one row per unit."""

    sheet: Annotated[str, *parsed_by(text)] = "*"
    unit: Text
    code: Text | None = None
    rows: Text | None = None
    period: Annotated[Any, *parsed_by(_when)] = "title"
    measures: dict[str, ColumnShape] = {}
    rates: dict[str, ColumnShape] = {}
    ratings: dict[str, ColumnShape] = {}
    blank: Blank = "not_given"
    sums: dict[str, list[Name]] = {}


class LayoutShape(Shape):
    """The whole file."""

    layout: Name
    source: Text | None = None
    table: TableShape | None = None
    records: RecordsShape | None = None


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


def _levels(path: str) -> tuple[str, ...]:
    return tuple(level.strip() for level in path.split(LEVELS))


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
