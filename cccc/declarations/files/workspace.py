"""cccc.yaml -> who signs, what each kind of paper bears around its text, and the office's own months and weeks."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any, ClassVar

from cccc.declarations.review.allowance import AllowShape
from cccc.declarations.shapes import Day, Field, Shape, Text, Texts, UnfitError, choice, parsed_by, whole
from cccc.messages import m
from cccc.model.layouts import Layout
from cccc.model.offices import Issuer, PaperForm
from cccc.periods.rhythm import CALENDAR, WEEKDAYS, Rhythm
from cccc.problems import invalid

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cccc.model.layouts import AnyLayout
    from cccc.model.units import Roster
    from cccc.problems import Problem

_LAST_DAY = 31
_SYMBOL = re.compile(r"[^\s/]+")


def _day_of_month(value: Any) -> int:
    day = whole(value)
    if not 1 <= day <= _LAST_DAY:
        told = m("{text} is no day of a month", text=day)
        raise UnfitError("whole-number", told, m("write 1 to 31; in a shorter month its last day is meant"))
    return day


DayOfMonth = Annotated[
    int,
    *parsed_by(
        _day_of_month,
        {"type": ["string", "integer"], "minimum": 1, "maximum": _LAST_DAY, "pattern": r"^0*([1-9]|[12]\d|3[01])$"},
    ),
]
Weekday = Annotated[str, *choice(*WEEKDAYS)]


class ReportingShape(Shape, about=m("The office's own months and weeks")):
    month_ends: Annotated[DayOfMonth | None, m("the last day of its months: 14 is from the 15th to the 14th")] = None
    week_ends: Annotated[Weekday | None, m("the last day of its weeks: thursday")] = None


class IssuerShape(Shape, about=m("The office that signs")):
    name: Annotated[Text, m("its name, as in the letterhead")]
    parent: Annotated[Text | None, m("the office above it, shown above its name")] = None
    place: Annotated[Text, m('the place before the date: "Tứ Kỳ, ngày …"')]


class OtherIssuerShape(Shape, about=m("Another office that signs this kind of paper")):
    """The office that signs one kind of paper instead; left out, the place is the workspace's."""

    name: Annotated[Text, m("its name, as in the letterhead")]
    parent: Annotated[Text | None, m("the office above it, shown above its name")] = None
    place: Annotated[Text | None, m("the place before the date; left out: the workspace's")] = None


class SignatureShape(Shape, about=m("A signature")):
    lines: Annotated[list[Text], m("the lines above it: [CHỦ TỊCH], or [KT. CHỦ TỊCH, PHÓ CHỦ TỊCH]")] = Field(min_length=1)
    name: Annotated[Text | None, m("who signs; a draft may lack it")] = None


class PaperShape(Shape, about=m("A kind of paper")):
    """What one kind of paper carries around its text."""

    written: ClassVar = {"symbol": {"type": ["string", "number"], "pattern": r"^\s*[^\s/]+\s*$"}}
    symbol: Annotated[Text, m("what stands after the number: UBND-NV")]
    to: Annotated[Texts | None, m("whom it goes to (Kính gửi); left out: the groups")] = None
    copies: Annotated[list[Text], m("who gets copies (Nơi nhận)")] = Field(min_length=1)
    signature: Annotated[SignatureShape, m("who signs, and for whom")]
    issuer: Annotated[OtherIssuerShape | None, m("the office that signs this kind of paper; left out: the workspace's")] = None
    answer_by: Annotated[Day | None, m("the day by which the paper is to be answered")] = None


class WorkspaceShape(Shape, about=m("The workspace (cccc.yaml)")):
    issuer: Annotated[IssuerShape, m("the office that signs")]
    papers: Annotated[dict[str, PaperShape], m("how papers look, by template; default: for those not named")] = {}
    units: Annotated[Text, m("the file of units")]
    indicators: Annotated[Text | None, m("the file of indicators that are added to the built-in ones")] = None
    plans: Annotated[Texts, m("the plans, as paths with *, or builtin:NAME")]
    layouts: Annotated[list[Text], m("the layouts of exports, besides the built-in ones")] = []
    policy: Annotated[Text, m("the file of rules of praise, reminder and criticism")]
    statements: Annotated[Texts | None, m("what people say of a period; default statements/*.yaml")] = None
    answers: Annotated[Texts | None, m("the units' answers to reconciliation sheets; default answers/*.yaml")] = None
    tasks: Annotated[Texts | None, m("the tasks of issued papers; default tasks/*.yaml")] = None
    ratings: Annotated[Texts | None, m("signed ratings; default ratings/*.yaml")] = None
    templates: Annotated[Texts | None, m("the office's own templates; default templates/*")] = None
    ledger: Annotated[Text | None, m("the ledger; default .cccc/ledger.db")] = None
    letterhead: Annotated[Text | None, m("the office's own base document (cccc init --letterhead)")] = None
    allow: Annotated[list[AllowShape], m("warnings of cccc check that are let pass, and why")] = []
    reporting: Annotated[ReportingShape | None, m("when the office's own months and weeks end")] = None


def rhythm(shape: ReportingShape | None) -> Rhythm:
    """The rhythm that ``shape`` declares."""
    if shape is None:
        return CALENDAR
    return Rhythm(shape.month_ends, WEEKDAYS.index(shape.week_ends) + 1 if shape.week_ends else None)


def with_rhythm(layouts: Iterable[AnyLayout], kept: Rhythm) -> tuple[AnyLayout, ...]:
    """``layouts``, whose titles are read by the rhythm."""
    if kept == CALENDAR:
        return tuple(layouts)
    return tuple(replace(one, rhythm=kept) if isinstance(one, Layout) else one for one in layouts)


def undeclared(layouts: Iterable[AnyLayout], kept: Rhythm) -> list[Problem]:
    """The layouts that speak of the office's own months where nobody says when these end."""
    told = m("the layout reads the office's own months, and cccc.yaml does not say when they end")
    fix = m("add reporting: {{month_ends: …}} to cccc.yaml, or write period: title")
    lacking = (one for one in layouts if isinstance(one, Layout) and one.period == "office" and kept.month_ends is None)
    return [invalid("missing-key", one.location, told, fix) for one in lacking]


def issuer(shape: WorkspaceShape, paper: PaperShape | None = None) -> Issuer:
    """The office that signs ``paper``, else the workspace's."""
    own = (paper.issuer if paper else None) or shape.issuer
    return Issuer(own.name, own.parent, own.place or shape.issuer.place, own.name.location)


def papers(shape: WorkspaceShape, units: Roster) -> dict[str, PaperForm]:
    """The frame of each kind of paper, by its template; one that names nobody goes to the groups."""
    groups = tuple(group.name for group in units.groups)
    return {
        name: PaperForm(
            symbol=paper.symbol,
            to=tuple(one.strip("- .;") for one in paper.to) if paper.to else groups,
            copies=tuple(copy.strip("- .;") for copy in paper.copies),
            authority=tuple(line.upper() for line in paper.signature.lines),
            signer=paper.signature.name,
            issuer=issuer(shape, paper) if paper.issuer else None,
            answer_by=paper.answer_by,
            location=paper.location,
        )
        for name, paper in shape.papers.items()
    }


def paper_problems(shape: WorkspaceShape) -> list[Problem]:
    """The symbols that stand after no document's number."""
    fix = m("write what stands after the number's stroke, without strokes and spaces, as UBND-NV")
    return [
        invalid("symbol", paper.symbol.location, m("{text} is no symbol", text=paper.symbol), fix)
        for paper in shape.papers.values()
        if not _SYMBOL.fullmatch(paper.symbol)
    ]
