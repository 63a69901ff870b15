"""An evaluation -> what a leader should know before signing: who escaped and why, and what the findings rest on."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

from cccc.letters.language import phrases
from cccc.letters.language.marks import keyed
from cccc.letters.views.frames import shortened
from cccc.model.evaluations import FindingKind, Status
from cccc.model.paper import Key
from cccc.model.targets import Window
from cccc.periods import short_date
from cccc.vietnamese import count, lower_first, units_in_prose

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cccc.letters.views.facts import Facts
    from cccc.model.evaluations import Assessment, Finding
    from cccc.model.offices import Issuer
    from cccc.model.units import Unit

FEW = 10
"""A figure of fewer dossiers than this is worth a leader's glance, whatever the policy allows."""

NARROW = Fraction(1)
"""A target met by no more than so many points was met narrowly."""

NAMED = 6
"""So many units are named on one line of the slip; more are counted, so that it keeps to its page."""


@dataclass(frozen=True, slots=True)
class PointView:
    """Units that one thing is said of: ``about`` names the indicator, or those of which the same is said of the same units."""

    about: str
    units: str


@dataclass(frozen=True, slots=True)
class AnswersView:
    """What came back on the reconciliation sheets: how many of those asked have answered, and the units behind each matter.

    ``undecided`` refuse figures and nobody has decided yet, ``late`` answered after the day; empty where there are none.
    """

    answered: str
    asked: str
    silent: str
    undecided: str
    late: str


class Slip:
    """Each list is worked out when a template asks for it."""

    def __init__(self, facts: Facts, issuer: Issuer) -> None:
        self._facts = facts
        self.leader = f"Lãnh đạo {shortened(issuer.name)}"

    # --- what is proposed ---

    @cached_property
    def praised(self) -> str:
        """The praised units."""
        return self._listed({finding.unit for finding in self._facts.of(FindingKind.PRAISE)})

    @cached_property
    def reminded(self) -> list[PointView]:
        """The reminded units, by indicator."""
        found: dict[str, set[str]] = {}
        for finding in self._facts.of(FindingKind.REMINDER):
            for name in self._facts.told(finding):
                found.setdefault(name, set()).add(finding.unit)
        return _merged([self._point(name, units) for name, units in found.items()])

    # --- who is not named, and why ---

    @cached_property
    def too_few(self) -> list[PointView]:
        """Units spared since the figure rests on fewer dossiers than the policy asks."""
        found: dict[str, list[Assessment]] = {}
        for finding in self._facts.evaluation.withheld:
            for name in finding.indicators:
                for one in self._facts.at(finding, name):
                    if one.denominator is not None and 0 < one.denominator < self._facts.least:
                        found.setdefault(name, []).append(one)
        return self._counted(found)

    @cached_property
    def exempt(self) -> list[PointView]:
        """Units that the policy exempts, with what they are spared, why and until when."""
        found: dict[tuple[str, str], set[str]] = {}
        for one in self._facts.evaluation.exempted:
            cite = f", {one.cite}" if one.cite else ""
            why = f"{one.reason}{cite}; đến hết ngày {short_date(one.until)}"
            for name in one.finding.indicators:
                found.setdefault((name, why), set()).add(one.finding.unit)
        return [PointView(f"{self._name(name)} ({why})", self._listed(units)) for (name, why), units in found.items()]

    @cached_property
    def coordinate(self) -> list[PointView]:
        """Coordinate units that miss a target: they may be asked, never criticised."""
        return self._points(one for one in self._missed() if self._unit(one).coordinate)

    @cached_property
    def by_the_period(self) -> list[PointView]:
        """Units that met what was assigned by the period's figure alone, and so escape criticism."""
        return self._met_only(Window.PERIOD)

    @cached_property
    def by_the_total(self) -> list[PointView]:
        """Units that met what was assigned by the cumulative figure alone."""
        return self._met_only(Window.CUMULATIVE)

    def _met_only(self, window: Window) -> list[PointView]:
        criticised = self._found(FindingKind.CRITICISM)
        return self._points(
            one
            for one in self._missed()
            if self._is_met(one, window) and not self._unit(one).coordinate and (one.unit, one.indicator) not in criticised
        )

    def _is_met(self, missed: Assessment, window: Window) -> bool:
        """Whether what was assigned and ``missed`` is met by the other figure, that of ``window``."""
        other = self._statuses.get((missed.unit, missed.indicator, window))
        return phrases.is_assigned(missed.target) and missed.window is not window and other is Status.MET

    @cached_property
    def narrow(self) -> list[PointView]:
        """Units that met what was assigned by a hair."""
        return self._points(
            one
            for one in self._facts.evaluation.assessments
            if one.status is Status.MET
            and self._facts.indicators[one.indicator].type == "ratio"
            and one.value is not None
            and one.target is not None
            and phrases.is_assigned(one.target)
            and one.target.threshold is not None
            # whoever must reach the very top has no room to meet it by more
            and one.target.threshold.value != Fraction(100)
            and abs(one.value - one.target.threshold.value) <= NARROW
        )

    @cached_property
    def untold(self) -> list[PointView]:
        """Units that miss a target by every figure and that no rule names."""
        told = self._found(FindingKind.REMINDER) | self._found(FindingKind.CRITICISM)
        left = [*self._facts.evaluation.withheld, *(one.finding for one in self._facts.evaluation.exempted)]
        spared = {(finding.unit, name) for finding in left for name in finding.indicators}
        return self._points(
            one
            for one in self._missed()
            if not self._unit(one).coordinate
            and (one.unit, one.indicator) not in told | spared
            and not any(self._is_met(one, window) for window in Window)
        )

    # --- what to look at ---

    @cached_property
    def both(self) -> str:
        """Units praised and also reminded or criticised."""
        praised = {finding.unit for finding in self._facts.of(FindingKind.PRAISE)}
        others = {one.unit for one in self._facts.evaluation.findings if one.kind is not FindingKind.PRAISE}
        return self._listed(praised & others)

    @cached_property
    def few(self) -> list[PointView]:
        """Findings whose figures rest on few dossiers."""
        found: dict[str, list[Assessment]] = {}
        for one in self._grounds():
            if one.denominator is not None and 0 < one.denominator < max(self._facts.least, FEW):
                found.setdefault(one.indicator, []).append(one)
        return self._counted(found)

    @cached_property
    def uncounted(self) -> list[PointView]:
        """Findings whose rates came without counts."""
        rates = (one for one in self._grounds() if self._facts.indicators[one.indicator].type == "ratio")
        return self._points(one for one in rates if one.value is not None and one.denominator is None)

    @cached_property
    def assumed(self) -> list[str]:
        """Indicators on which reminders and criticisms rest though nobody assigned the threshold."""
        names = [one.indicator for one in self._grounds() if one.status is Status.MISSED and one.target and one.target.assumed]
        return [self._name(name) for name in dict.fromkeys(names)]

    @cached_property
    def unreported(self) -> list[PointView]:
        """Units without figures."""
        return self._points(one for one in self._facts.evaluation.assessments if one.status is Status.NOT_REPORTED)

    @cached_property
    def answers(self) -> AnswersView | None:
        """The answers to the period's reconciliation sheets; None where the office keeps none of them."""
        told = self._facts.beside.answers
        if told is None or not told.units:
            return None
        answered = [unit for unit in told.units if unit not in told.silent]
        return AnswersView(
            answered=_count(answered),
            asked=_count(told.units),
            silent=self._listed(set(told.silent)),
            undecided=self._listed({answer.unit for answer in told.undecided}),
            late=self._listed({answer.unit for answer in told.answers if answer.late}),
        )

    # --- ---

    def _missed(self) -> Iterable[Assessment]:
        return (one for one in self._facts.evaluation.assessments if one.status is Status.MISSED)

    def _grounds(self) -> Iterable[Assessment]:
        """The figures that findings rest on."""
        for finding in self._facts.evaluation.findings:
            names = finding.indicators if finding.kind is FindingKind.PRAISE else self._facts.told(finding)
            for name in names:
                yield from (one for one in self._facts.at(finding, name) if _counts_for(finding, one))

    def _found(self, kind: FindingKind) -> set[tuple[str, str]]:
        findings = self._facts.of(kind)
        return {(one.unit, name) for one in findings for name in (*one.indicators, *one.also)}

    @cached_property
    def _statuses(self) -> dict[tuple[str, str, Window], Status]:
        return {(one.unit, one.indicator, one.window): one.status for one in self._facts.evaluation.assessments}

    def _points(self, found: Iterable[Assessment]) -> list[PointView]:
        by_indicator: dict[str, set[str]] = {}
        for one in found:
            by_indicator.setdefault(one.indicator, set()).add(one.unit)
        return _merged([self._point(name, units) for name, units in by_indicator.items()])

    def _counted(self, found: dict[str, list[Assessment]]) -> list[PointView]:
        """Units with their counts, as long as they are few."""
        points = []
        for name, those in found.items():
            units = {one.unit for one in those}
            named = "; ".join(dict.fromkeys(map(self._with_counts, those))) if len(units) <= NAMED else self._listed(units)
            points.append(PointView(self._name(name), named))
        return _merged(points)

    def _point(self, indicator: str, units: set[str]) -> PointView:
        return PointView(self._name(indicator), self._listed(units))

    def _name(self, indicator: str) -> str:
        about = self._facts.indicators[indicator]
        return lower_first(about.brief if about.type == "rating" else about.short)

    def _unit(self, one: Assessment) -> Unit:
        return self._facts.unit(one.unit)

    def _listed(self, units: set[str]) -> str:
        these = [unit for unit in self._facts.roster.units if unit.id in units]
        if len(these) > NAMED:
            return self._facts.counted(these)
        return units_in_prose([self._facts.named(unit) for unit in these])

    def _with_counts(self, one: Assessment) -> str:
        """The unit with the counts of its figure: "UBND xã Hà Kỳ (02/04 hồ sơ)"."""
        said = self._facts.said(one)
        numerator, denominator = count(one.numerator or 0), count(one.denominator or 0)
        counts = f"{said(numerator, 'numerator')}/{said(denominator, 'denominator')} hồ sơ"
        return f"{self._facts.named(self._unit(one)).whole} ({counts})"


def _count(units: Sequence[str]) -> str:
    return keyed(count(len(units)), Key("count", tuple(units)))


def _merged(points: Iterable[PointView]) -> list[PointView]:
    """Indicators of which the same is said of the same units are told together."""
    by_units: dict[str, list[str]] = {}
    for point in points:
        by_units.setdefault(point.units, []).append(point.about)
    return [PointView(", ".join(about), units) for units, about in by_units.items()]


def _counts_for(finding: Finding, one: Assessment) -> bool:
    """Whether the verdict speaks for the finding: a praise rests on what is met, the others on what is missed."""
    return (one.status is Status.MISSED) is (finding.kind is not FindingKind.PRAISE) and one.value is not None
