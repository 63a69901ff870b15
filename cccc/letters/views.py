"""An evaluation -> what a template sees: findings already judged, grouped and put into phrases; templates compare nothing."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cccc.letters import phrases
from cccc.letters.frames import scope, speaker
from cccc.letters.markdown import protect
from cccc.model import Finding, FindingKind, Indicator, Status, Window, finding_key
from cccc.vietnamese import count_in_prose, joined, naming, units_in_prose

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from cccc.model import Assessment, Evaluation, Issuer, PaperForm, Roster, Statement, Target, Unit


class Markdown(str):
    """Text that holds marks of Markdown on purpose."""

    __slots__ = ()

    def __html__(self) -> str:
        """The text itself: it needs no escaping."""
        return self


@dataclass(frozen=True, slots=True)
class TotalView:
    """The rate of the whole: "tỷ lệ …", "đạt", "97,67%", "tăng 0,54 điểm phần trăm"."""

    name: str
    verb: str
    figure: str
    change: str | None


@dataclass(frozen=True, slots=True)
class FigureView:
    """One figure in one window; ``standing`` is how it stands to what was assigned, None where nothing was."""

    figure: str
    span: str
    verb: str
    fell_short: str
    missed: bool
    standing: str | None
    short_standing: str | None


@dataclass(frozen=True, slots=True)
class PraisedUnit:
    """A praised unit with its rates, equal ones merged, and the figures for a bracket."""

    unit: Markdown
    rates: list[tuple[str, str, bool, str | None]]
    bracket: str


@dataclass(frozen=True, slots=True)
class PraiseView:
    """Units that one rule praises: ``count`` is "03 UBND xã" where a list merges them, None where each stands alone."""

    count: str | None
    units: list[PraisedUnit]
    names: str
    ratings: list[str]


@dataclass(frozen=True, slots=True)
class FindingView:
    """A reminder or criticism of one unit for one indicator.

    ``situation`` is "period", "cumulative" or "both": which windows are missed.  ``ratings`` are told beside it.
    """

    unit: Markdown
    name: str
    situation: str
    assigned: bool
    period: FigureView | None
    cumulative: FigureView | None
    ratings: list[str]
    head: str
    verb: str


@dataclass(frozen=True, slots=True)
class RequestView:
    """Units asked for one thing: "Yêu cầu" or, where they are coordinate, "Đề nghị", and their heads."""

    verb: str
    heads: str
    situation: str


@dataclass(frozen=True, slots=True)
class ReminderView:
    """The reminders on one indicator; ``common`` are the requests to all heads, where one request fits all."""

    about: str
    name: str
    items: list[FindingView]
    common: list[RequestView]
    assigned: bool


@dataclass(frozen=True, slots=True)
class CriticismView:
    """The criticisms of one occurrence."""

    ordinal: str
    units: str
    items: list[FindingView]


@dataclass(frozen=True, slots=True)
class TaskView:
    """An assigned target as a task: "tỷ lệ …", "đạt từ 30% trở lên", of whom (None: of all), by whom it was given."""

    name: str
    asked: str
    of: str | None
    given_by: str


@dataclass(frozen=True, slots=True)
class ShortfallView:
    """How many units miss what was assigned for an indicator."""

    count: str
    name: str
    given_by: str


@dataclass(frozen=True, slots=True)
class LetterView:
    """All that a template sees."""

    period: str
    period_inside: str
    previous: str
    scope: str
    speaker: str
    acts: list[str]
    totals: list[TotalView]
    source: str | None
    as_of: str | None
    statements: Mapping[str, Statement]
    shortfalls: list[ShortfallView]
    praises: list[PraiseView]
    reminders: list[ReminderView]
    criticisms: list[CriticismView]
    tasks: list[TaskView]
    efforts: list[str]
    duties: list[str]
    remaining: str
    withheld: list[str] = field(default_factory=list)


ACTS = {FindingKind.PRAISE: "biểu dương", FindingKind.REMINDER: "nhắc nhở", FindingKind.CRITICISM: "phê bình"}


class Viewer:
    """Puts the findings of ``evaluation`` into phrases; ``least`` is the policy's least denominator."""

    def __init__(self, evaluation: Evaluation, roster: Roster, indicators: Mapping[str, Indicator], least: int) -> None:
        self.evaluation, self.roster, self.indicators, self.least = evaluation, roster, indicators, least
        self._units = {unit.id: unit for unit in roster.units}
        self._assessed = {(one.unit, one.indicator, one.window): one for one in evaluation.assessments}

    def letter(self, issuer: Issuer, form: PaperForm, statements: Sequence[Statement]) -> LetterView:
        """What the template of a letter on this evaluation sees."""
        kinds = {finding.kind for finding in self.evaluation.findings}
        period = self.evaluation.period
        assigned, assumed, ratings = self._asked()
        return LetterView(
            period=period.phrase,
            period_inside=phrases.inside(period.phrase),
            previous=period.previous.phrase,
            scope=scope(issuer),
            speaker=speaker(issuer, form),
            acts=[word for kind, word in ACTS.items() if kind in kinds],
            totals=self._totals(),
            source=joined(self.evaluation.sources) or None,
            as_of=self.evaluation.as_of,
            statements={statement.id: statement for statement in statements},
            shortfalls=list(self._shortfalls()),
            praises=list(self._praises()),
            reminders=list(self._reminders()),
            criticisms=list(self._criticisms()),
            tasks=assigned,
            efforts=assumed,
            duties=ratings,
            remaining=phrases.remaining(period),
            withheld=[self._unit(finding.unit).official for finding in self.evaluation.withheld],
        )

    # --- opening ---

    def _totals(self) -> list[TotalView]:
        return [
            TotalView(phrases.name(about), phrases.reached(about), total.display, phrases.change(total.change, about))
            for total in self.evaluation.totals
            if total.group is None and total.window is Window.PERIOD and total.display is not None
            for about in [self.indicators[total.indicator]]
        ]

    def _shortfalls(self) -> Iterable[ShortfallView]:
        for indicator in self.indicators.values():
            missed = {
                one.unit: one.target
                for one in self.evaluation.assessments
                if one.indicator == indicator.id and one.status is Status.MISSED and phrases.is_assigned(one.target)
            }
            if missed:
                units = [naming(unit.name, unit.official) for unit in self.roster.units if unit.id in missed]
                yield ShortfallView(count_in_prose(units), phrases.name(indicator), _givers(missed.values()))

    # --- praise ---

    def _praises(self) -> Iterable[PraiseView]:
        for findings in self._by_rule(FindingKind.PRAISE):
            names = [naming(unit.name, unit.official) for unit in map(self._unit, (one.unit for one in findings))]
            mergeable = len(findings) > 1 and all(one.kind for one in names)
            runs = [findings] if mergeable else [[finding] for finding in findings]
            for run in runs:
                yield PraiseView(
                    count=count_in_prose(names) if mergeable else None,
                    units=[self._praised(finding) for finding in run],
                    names=joined(
                        list(dict.fromkeys(phrases.name(about) for finding in run for about, _ in self._rates(finding)))
                    ),
                    ratings=self._praised_ratings(run[0]),
                )

    def _praised(self, finding: Finding) -> PraisedUnit:
        rates = self._rates(finding)
        stands = {phrases.name(about): phrases.standing(one, about) for about, one in rates}
        merged = phrases.merged((phrases.name(about), phrases.figure(one, self.least)) for about, one in rates)
        bracket = [f"{about.brief} {phrases.reached(about)} {phrases.figure(one, self.least)}" for about, one in rates]
        return PraisedUnit(
            unit=self._marked(finding),
            rates=[(names, figure, several, stands.get(names)) for names, figure, several in merged],
            bracket=phrases.bracketed(bracket) if bracket else "",
        )

    def _rates(self, finding: Finding) -> list[tuple[Indicator, Assessment]]:
        """The figures behind a praise; what did not arise is left out."""
        found = [(self.indicators[name], self._at(finding.unit, name, Window.PERIOD)) for name in finding.indicators]
        return [(about, one) for about, one in found if one is not None and one.value is not None]

    def _praised_ratings(self, finding: Finding) -> list[str]:
        found = [(self.indicators[name], self._at(finding.unit, name, Window.PERIOD)) for name in finding.indicators]
        return [
            phrases.rating(about, one)
            for about, one in found
            if about.type == "rating" and one is not None and one.status is Status.MET
        ]

    # --- reminders and criticisms ---

    def _reminders(self) -> Iterable[ReminderView]:
        by_indicator: dict[str, list[Finding]] = {}
        for finding in self._of(FindingKind.REMINDER):
            by_indicator.setdefault(finding.indicators[0], []).append(finding)
        for name, findings in by_indicator.items():
            about = self.indicators[name]
            items = [self._item(finding) for finding in findings]
            alike = len({item.situation for item in items}) == 1
            yield ReminderView(
                about=about.short,
                name=phrases.again(about),
                items=items,
                common=self._requests(findings, items[0].situation) if alike else [],
                assigned=all(item.assigned for item in items),
            )

    def _requests(self, findings: Sequence[Finding], situation: str) -> list[RequestView]:
        asked: dict[bool, list[Unit]] = {}
        for finding in findings:
            unit = self._unit(finding.unit)
            asked.setdefault(unit.coordinate, []).append(unit)
        return [
            RequestView(_verb(units[0]), units_in_prose([naming(unit.name, unit.head) for unit in units]), situation)
            for units in asked.values()
        ]

    def _criticisms(self) -> Iterable[CriticismView]:
        by_occurrence: dict[int, list[Finding]] = {}
        for finding in self._of(FindingKind.CRITICISM):
            by_occurrence.setdefault(finding.occurrence or 1, []).append(finding)
        for occurrence in sorted(by_occurrence):
            findings = by_occurrence[occurrence]
            units = {finding.unit: self._unit(finding.unit) for finding in findings}
            yield CriticismView(
                ordinal=phrases.ordinal(occurrence),
                units=units_in_prose([naming(unit.name, unit.official) for unit in units.values()]),
                items=[self._item(finding) for finding in findings],
            )

    def _item(self, finding: Finding) -> FindingView:
        unit = self._unit(finding.unit)
        about = self.indicators[finding.indicators[0]]
        period, cumulative = (self._at(unit.id, about.id, window) for window in Window)
        missed = [one is not None and one.status is Status.MISSED for one in (period, cumulative)]
        target = next((one.target for one in (period, cumulative) if one is not None), None)
        return FindingView(
            unit=self._marked(finding),
            name=phrases.again(about),
            situation={(True, True): "both", (False, True): "cumulative"}.get((missed[0], missed[1]), "period"),
            assigned=phrases.is_assigned(target),
            period=self._figure(period, about),
            cumulative=self._figure(cumulative, about),
            ratings=[
                phrases.rating(self.indicators[name], one)
                for name in finding.also
                if (one := self._at(unit.id, name, Window.PERIOD)) is not None
            ],
            head=unit.head,
            verb=_verb(unit),
        )

    def _figure(self, one: Assessment | None, about: Indicator) -> FigureView | None:
        if one is None or (one.value is None and one.rating is None):
            return None
        return FigureView(
            figure=phrases.figure(one, self.least),
            span=phrases.span(one),
            verb=phrases.reached(about),
            fell_short=phrases.fell_short(about),
            missed=one.status is Status.MISSED,
            standing=phrases.standing(one, about),
            short_standing=phrases.standing(one, about, with_figure=False),
        )

    # --- tasks ---

    def _asked(self) -> tuple[list[TaskView], list[str], list[str]]:
        """The assigned targets as tasks, the names of the indicators with assumed ones, and the ratings as duties."""
        tasks: list[TaskView] = []
        efforts: list[str] = []
        duties: list[str] = []
        for indicator in self.indicators.values():
            targets = {
                one.unit: one.target for one in self.evaluation.assessments if one.indicator == indicator.id and one.target
            }
            if indicator.type == "rating":
                duties += [phrases.name(indicator)] if targets else []
            elif given := {unit: target for unit, target in targets.items() if phrases.is_assigned(target)}:
                tasks += self._tasks(indicator, given)
            elif targets:
                efforts.append(phrases.name(indicator))
        return tasks, efforts, duties

    def _tasks(self, indicator: Indicator, given: dict[str, Target]) -> Iterable[TaskView]:
        by_asked: dict[tuple[str, str], list[str]] = {}
        for unit, target in given.items():
            if target.threshold is not None:
                by_asked.setdefault((phrases.asked(target.threshold, indicator), target.issuer), []).append(unit)
        for (asked, issuer), units in by_asked.items():
            of = None if len(by_asked) == 1 else self._whom(units)
            yield TaskView(phrases.name(indicator), asked, of, issuer)

    def _whom(self, units: Sequence[str]) -> str:
        """Some units as their groups where whole groups are meant, else by name."""
        left = set(units)
        names: list[str] = []
        for group in self.roster.groups:
            members = {unit.id for unit in self.roster.in_period(self.evaluation.period) if unit.group == group.id}
            if members and members <= left:
                names.append(group.name)
                left -= members
        rest = [naming(unit.name, unit.official) for unit in self.roster.units if unit.id in left]
        return "; ".join([*names, *([units_in_prose(rest)] if rest else [])])

    # --- shared ---

    def _of(self, kind: FindingKind) -> list[Finding]:
        return [finding for finding in self.evaluation.findings if finding.kind is kind]

    def _by_rule(self, kind: FindingKind) -> list[list[Finding]]:
        rules: dict[str, list[Finding]] = {}
        for finding in self._of(kind):
            rules.setdefault(finding.rule, []).append(finding)
        return list(rules.values())

    def _unit(self, unit_id: str) -> Unit:
        return self._units[unit_id]

    def _at(self, unit: str, indicator: str, window: Window) -> Assessment | None:
        found = (
            one for one in self.evaluation.assessments if (one.unit, one.indicator, one.window) == (unit, indicator, window)
        )
        return next(found, None)

    def _marked(self, finding: Finding) -> Markdown:
        """The unit's name as the text that states ``finding``."""
        key = finding_key(self.evaluation.period, finding)
        return Markdown(f"[{protect(self._unit(finding.unit).official)}]({key})")


def _verb(unit: Unit) -> str:
    return "Đề nghị" if unit.coordinate else "Yêu cầu"


def _givers(targets: Iterable[Target | None]) -> str:
    return joined(list(dict.fromkeys(target.issuer for target in targets if target is not None)))
