"""An evaluation -> whom a letter to some units goes to, and the sheet of figures of each of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cccc.letters.language import phrases
from cccc.letters.language.marks import opening
from cccc.letters.views.overdue import overdue
from cccc.model.evaluations import FindingKind, Status
from cccc.vietnamese import naming, units_in_prose, upper_first

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from cccc.letters.views.facts import Facts
    from cccc.letters.views.overdue import OverdueView
    from cccc.model.evaluations import Assessment, Finding
    from cccc.model.observations import Source
    from cccc.model.units import Unit

NONE = "–"
"""Stands in a cell where there is no figure."""


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One figure of one unit; ``again`` says that the row above is of the same indicator, which has its ``number``.

    ``counts`` is "24/123", ``asked`` what was assigned ("đạt từ 30% trở lên"), ``judged`` how the figure stands to it,
    ``cells`` where it stands in the exports, a line for each sheet.
    """

    number: int
    name: str
    again: bool
    span: str
    numerator: str
    denominator: str
    counts: str
    figure: str
    asked: str
    judged: str
    cells: list[str]


@dataclass(frozen=True, slots=True)
class UnitSheet:
    """The figures of one unit."""

    unit: str
    rows: list[SheetRow]


class Concerned:
    """Some units as a letter addresses them, and the figures that it rests on; worked out when a template asks."""

    def __init__(self, facts: Facts, rows: dict[str, list[Assessment]], day: date, *, all_of_them: bool = False) -> None:
        self._facts, self._rows, self._day, self.all_of_them = facts, rows, day, all_of_them

    @property
    def one(self) -> bool:
        """Whether it is a single unit."""
        return len(self._rows) == 1

    @property
    def coordinate(self) -> bool:
        """Whether all of them may be asked but not ordered."""
        return all(unit.coordinate for unit in self._units())

    @property
    def units(self) -> str:
        """The units as one phrase."""
        return units_in_prose([self._facts.named(unit) for unit in self._units()])

    @property
    def heads(self) -> str:
        """Their heads as one phrase."""
        return units_in_prose([self._facts.named(unit, unit.head) for unit in self._units()])

    @property
    def to(self) -> list[str]:
        """Their heads as addressees, those of one kind on one line."""
        lines: dict[tuple[str, str], list[Unit]] = {}
        for unit in self._units():
            parts = naming(unit.name, unit.head)
            lines.setdefault((parts.before, parts.kind) if parts.kind else ("", parts.whole), []).append(unit)
        facts = self._facts
        return [opening(units_in_prose([facts.named(unit, unit.head) for unit in alike])) for alike in lines.values()]

    @property
    def sheets(self) -> list[UnitSheet]:
        """The figures of each."""
        facts = self._facts
        return [UnitSheet(facts.named(unit).whole, list(_rows(facts, self._rows[unit.id]))) for unit in self._units()]

    @property
    def overdue(self) -> list[OverdueView]:
        """What they still owe by earlier papers."""
        return overdue(self._facts, self._day, self._rows) if self._rows else []

    def _units(self) -> list[Unit]:
        return [self._facts.unit(unit) for unit in self._rows]


class Concerns:
    """Whom a letter of one kind concerns on ``day``; ``only`` are the units that were asked for, none where all are meant."""

    def __init__(self, facts: Facts, day: date, only: Sequence[str] = ()) -> None:
        self._facts, self._day, self._only = facts, day, only

    @property
    def praise(self) -> Concerned:
        """The praised units, with the figures that a praise may tell."""
        return self._of(FindingKind.PRAISE)

    @property
    def reminder(self) -> Concerned:
        """The reminded units."""
        return self._of(FindingKind.REMINDER)

    @property
    def criticism(self) -> Concerned:
        """The criticised units."""
        return self._of(FindingKind.CRITICISM)

    @property
    def everyone(self) -> Concerned:
        """Every unit that was judged, or those asked for, with all their figures."""
        judged: dict[str, list[Assessment]] = {unit.id: [] for unit in self._facts.units()}
        for one in self._facts.evaluation.assessments:
            if one.unit in judged and (not self._only or one.unit in self._only):
                judged[one.unit].append(one)
        told = {unit: rows for unit, rows in judged.items() if rows}
        return Concerned(self._facts, told, self._day, all_of_them=not self._only)

    def _of(self, kind: FindingKind) -> Concerned:
        found: dict[str, list[Assessment]] = {}
        for finding in self._facts.of(kind):
            rows = found.setdefault(finding.unit, [])
            rows += [one for one in _grounds(self._facts, finding) if one not in rows]
        return Concerned(self._facts, dict(sorted(found.items(), key=lambda item: self._order(item[0]))), self._day)

    def _order(self, unit: str) -> int:
        return self._facts.roster.units.index(self._facts.unit(unit))


def _grounds(facts: Facts, finding: Finding) -> Iterable[Assessment]:
    """The figures behind a finding; a praise tells one of each indicator, and none that falls short."""
    praise = finding.kind is FindingKind.PRAISE
    names = finding.indicators if praise else (*facts.told(finding), *finding.also)
    for name in dict.fromkeys(names):
        known = [one for one in facts.at(finding, name) if one.display is not None]
        yield from [one for one in known if one.status is not Status.MISSED][:1] if praise else known


def _rows(facts: Facts, found: Sequence[Assessment]) -> Iterable[SheetRow]:
    number, above = 0, None
    for one in found:
        about, said = facts.indicators[one.indicator], facts.said(one)
        target = one.target
        assigned = target.threshold if target is not None and not target.assumed else None
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
            counts=NONE if one.denominator is None or one.numerator is None else f"{numerator}/{denominator}",
            figure=_judged(facts, one) if one.display is None else said(one.display, "value"),
            asked=upper_first(phrases.asked(assigned, about, said)) if assigned else NONE,
            judged=_judged(facts, one),
            cells=[_cells(source) for source in one.sources],
        )
        above = one.indicator


def _judged(facts: Facts, one: Assessment) -> str:
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
