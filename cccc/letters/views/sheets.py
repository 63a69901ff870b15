"""An evaluation -> whom a letter to some units goes to, and the sheet of figures of each of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cccc.letters.language import phrases
from cccc.letters.language.marks import opening
from cccc.letters.language.names import named
from cccc.letters.views.classes import ConcernedView, ConcernsView, SheetRow, UnitSheet, on_demand
from cccc.letters.views.facts import figure_of, in_prose
from cccc.letters.views.tasks import overdue
from cccc.model.evaluations import FindingKind, Status
from cccc.vietnamese import naming, units_in_prose, upper_first

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from cccc.letters.views.facts import Facts
    from cccc.model.evaluations import Assessment, Finding
    from cccc.model.observations import Source
    from cccc.model.units import Unit

NONE = "–"
"""Stands in a cell where there is no figure."""


def concerns(facts: Facts, day: date, only: Sequence[str] = ()) -> ConcernsView:
    """Whom a letter of each kind concerns on ``day``; ``only`` are the units that were asked for, none where all are meant."""

    def of(kind: FindingKind) -> ConcernedView:
        return on_demand(lambda: _concerned(facts, _found(facts, kind), day))

    return ConcernsView(
        praise=of(FindingKind.PRAISE),
        reminder=of(FindingKind.REMINDER),
        criticism=of(FindingKind.CRITICISM),
        everyone=on_demand(lambda: _concerned(facts, _judged(facts, only), day, all_of_them=not only)),
    )


def _found(facts: Facts, kind: FindingKind) -> dict[str, list[Assessment]]:
    """The units with a finding of ``kind``, in the order of the roster, and the figures behind it."""
    found: dict[str, list[Assessment]] = {}
    for finding in facts.of(kind):
        rows = found.setdefault(finding.unit, [])
        rows += [one for one in _grounds(facts, finding) if one not in rows]
    return dict(sorted(found.items(), key=lambda item: facts.roster.units.index(facts.unit(item[0]))))


def _judged(facts: Facts, only: Sequence[str]) -> dict[str, list[Assessment]]:
    """All units that were judged, or those asked for, and all their figures."""
    judged: dict[str, list[Assessment]] = {unit.id: [] for unit in facts.units()}
    for one in facts.evaluation.assessments:
        if one.unit in judged and (not only or one.unit in only):
            judged[one.unit].append(one)
    return {unit: rows for unit, rows in judged.items() if rows}


def _concerned(facts: Facts, rows: dict[str, list[Assessment]], day: date, *, all_of_them: bool = False) -> ConcernedView:
    units = [facts.unit(unit) for unit in rows]
    lines: dict[tuple[str, str], list[Unit]] = {}
    for unit in units:
        parts = naming(unit.name, unit.head)
        lines.setdefault((parts.before, parts.kind) if parts.kind else ("", parts.whole), []).append(unit)
    return ConcernedView(
        one=len(units) == 1,
        all_of_them=all_of_them,
        coordinate=all(unit.coordinate for unit in units),
        units=in_prose(units),
        heads=_heads(units),
        to=[opening(_heads(alike)) for alike in lines.values()],
        sheets=[UnitSheet(facts.name(unit), list(_rows(facts, rows[unit.id]))) for unit in units],
        overdue=overdue(facts, day, rows) if rows else [],
    )


def _heads(units: Iterable[Unit]) -> str:
    return units_in_prose([named(unit, unit.head) for unit in units])


def _grounds(facts: Facts, finding: Finding) -> Iterable[Assessment]:
    """The figures behind a finding; a praise tells one of each indicator, and none that falls short."""
    praise = finding.kind is FindingKind.PRAISE
    names = finding.indicators if praise else (*facts.grounds(finding), *finding.also)
    for name in dict.fromkeys(names):
        shown = [one for one in facts.at(finding, name) if one.display is not None]
        yield from [one for one in shown if one.status is not Status.MISSED][:1] if praise else shown


def _rows(facts: Facts, found: Sequence[Assessment]) -> Iterable[SheetRow]:
    number, above = 0, None
    for one in found:
        about, said = facts.indicators[one.indicator], figure_of(one)
        held = one.target.threshold if one.target is not None and not one.target.assumed else None
        numerator = NONE if one.numerator is None else said(str(one.numerator), "numerator")
        denominator = NONE if one.denominator is None else said(str(one.denominator), "denominator")
        number += one.indicator != above
        yield SheetRow(
            number=number,
            name=upper_first(about.name),
            again=one.indicator == above,
            span=upper_first(one.span.phrase),
            numerator=numerator,
            denominator=denominator,
            counts=NONE if NONE in (numerator, denominator) else f"{numerator}/{denominator}",
            figure=_verdict(facts, one) if one.display is None else said(one.display, "value"),
            asked=upper_first(phrases.asked(held, about, said)) if held else NONE,
            judged=_verdict(facts, one),
            cells=[_cells(source) for source in one.sources],
        )
        above = one.indicator


def _verdict(facts: Facts, one: Assessment) -> str:
    """The verdict as a cell tells it; what was only assumed is never called assigned."""
    about = facts.indicators[one.indicator]
    match one.status:
        case Status.NOTHING_AROSE:
            return "Không phát sinh"
        case Status.NOT_REPORTED:
            return "Chưa có số liệu"
        case Status.MET | Status.MISSED if about.type == "rating":
            return "Đạt yêu cầu" if one.status is Status.MET else "Chưa đạt yêu cầu"
        case Status.MISSED:
            return upper_first(facts.standing(one, with_figure=False) or phrases.poor(about))
        case _:
            return upper_first(facts.standing(one, with_figure=False) or NONE)


def _cells(source: Source) -> str:
    """The file by its name alone: where it lay on somebody's computer is nobody's business."""
    name = source.file.replace("\\", "/").rpartition("/")[2]
    return f"{name}, trang tính {source.sheet}, ô {', '.join(source.cells)}"
