"""An evaluation and what it was made of -> the whole chain of one unit's verdicts on one indicator; pure."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from cccc.evaluation.escalation import Past
from cccc.evaluation.figures import Observed
from cccc.evaluation.findings import Proposer, Subject, figures_of, spared
from cccc.model.conditions import ConditionGroup
from cccc.model.explanation import Explanation, RuleOutcome, RuleResult, SourceFigure, SpanFigures, TargetInForce, Verdict
from cccc.model.observations import Kind
from cccc.model.policies import by_rate, peers
from cccc.model.targets import Window

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from cccc.evaluation.escalation import Verdicts
    from cccc.evaluation.figures import UnitFigure
    from cccc.evaluation.findings import Assessed
    from cccc.model.conditions import Test
    from cccc.model.evaluations import Assessment, Evaluation, ExemptedFinding, Finding, IssuedFinding
    from cccc.model.observations import Observation
    from cccc.model.policies import Policy, Rule
    from cccc.model.targets import Indicator, Plan, Target
    from cccc.model.units import Roster, Unit
    from cccc.periods import Period


@dataclass(frozen=True, slots=True)
class Explainer:
    """All that a verdict rests on; ``issued`` is what stands in papers so far."""

    evaluation: Evaluation
    observations: Iterable[Observation]
    roster: Roster
    indicators: Mapping[str, Indicator]
    plans: Sequence[Plan]
    policy: Policy
    issued: Sequence[IssuedFinding]
    verdicts: Verdicts = field(default_factory=dict)

    @property
    def _past(self) -> Past:
        return Past.of(self.issued, self.verdicts, self.roster, self.policy.rhythm)

    def explain(self, unit: Unit, indicator: Indicator, windows: Sequence[Window] = tuple(Window)) -> Explanation:
        """The chain of the verdicts on ``unit`` and ``indicator``, of ``windows`` alone."""
        judged = [one for one in self.evaluation.assessments if (one.unit, one.indicator) == (unit.id, indicator.id)]
        told = [one for one in judged if one.window in windows]
        figures = _Figures(unit.id, indicator, self.observations, self.roster)
        rules = tuple(self._rules(unit, indicator))
        findings = tuple(one for one in self.evaluation.findings if one.unit == unit.id and indicator.id in _told(one))
        return Explanation(
            unit=unit,
            group=next(group for group in self.roster.groups if group.id == unit.group),
            indicator=indicator,
            evaluation=self.evaluation,
            policy=self.policy,
            verdicts=tuple(self._verdict(one, unit, indicator, figures) for one in told),
            asked=next((self._asked(one.target, unit) for one in judged if one.target is not None), None),
            rules=rules,
            findings=findings,
            stale={_said(one) for one in findings}
            != {_said(tried.finding) for tried in rules if tried.finding and indicator.id in _told(tried.finding)},
        )

    # --- the figure --------------------------------------------------------------------------------------------------

    def _verdict(self, one: Assessment, unit: Unit, indicator: Indicator, figures: _Figures) -> Verdict:
        now, pieces = figures.of(one)
        changed = _counts(now) != (one.numerator, one.denominator, one.value, one.rating)
        rank, ranked = self._rank(one, unit, indicator)
        totals = (
            total
            for total in self.evaluation.totals
            if (total.group, total.indicator, total.window) == (unit.group, indicator.id, one.window)
        )
        return Verdict(one, () if changed else pieces, changed, next(totals, None), rank, ranked)

    def _rank(self, one: Assessment, unit: Unit, indicator: Indicator) -> tuple[int | None, int]:
        among = peers(unit, self.roster.units, self.policy.ranking)
        alike = [
            other
            for other in self.evaluation.assessments
            if other.unit in among and (other.indicator, other.window, other.span) == (indicator.id, one.window, one.span)
        ]
        ranks = {other.unit: rank for rank, other in by_rate(alike, indicator, self.policy.ranking) if rank is not None}
        return ranks.get(unit.id), len(ranks)

    # --- the target --------------------------------------------------------------------------------------------------

    def _asked(self, target: Target, unit: Unit) -> TargetInForce:
        plan = next((plan for plan in self.plans if plan.id == target.plan), None)
        day = self.evaluation.period.end
        replaced = [
            other
            for name in (plan.replaces if plan else ())
            for before in self.plans
            if before.id == name and before.applies.start <= day <= before.applies.end
            for other in before.targets
            if other.indicator == target.indicator and unit.id in other.units
        ]
        return TargetInForce(target, plan, tuple(replaced))

    # --- the rules ---------------------------------------------------------------------------------------------------

    def _rules(self, unit: Unit, indicator: Indicator) -> Iterator[RuleResult]:
        """The rules that speak of the indicator, in the order in which they are tried."""
        assessed = {(one.unit, one.indicator, one.window): one for one in self.evaluation.assessments if one.unit == unit.id}
        proposed, withheld, exempted = Proposer(self.evaluation.period, self.policy, (unit,), assessed, self._past).propose()
        least = self.policy.min_denominator
        taken: dict[tuple[str, str | None], str] = {}
        for rule in self.policy.rules:
            for name, lines in _subjects(rule):
                found = next((one for one in proposed if _is(one, rule, name)), None)
                subject = ("indicator", name) if rule.when is not None else ("all", rule.kind)
                if indicator.id in (*dict(lines), *rule.also):
                    few = any(_is(one, rule, name) for one in withheld)
                    spared_by = next((one for one in exempted if _is(one.finding, rule, name)), None)
                    tried = self._tried(
                        rule,
                        unit,
                        _tried_together(lines, unit.id, assessed, least),
                        found,
                        taken.get(subject),
                        few=few,
                        spared_by=spared_by,
                    )
                    yield replace(tried, along=indicator.id not in dict(lines))
                if found is not None:
                    taken.setdefault(subject, rule.id)

    def _tried(
        self,
        rule: Rule,
        unit: Unit,
        conditions: ConditionGroup,
        found: Finding | None,
        before: str | None,
        *,
        few: bool,
        spared_by: ExemptedFinding | None,
    ) -> RuleResult:
        if found is not None:
            kinds, ladder = {found.kind}, rule.ladder
            earlier = self._past.counted(unit.id, found.indicators, kinds, self.evaluation.period, ladder) if ladder else []
            return RuleResult(rule, RuleOutcome.HELD, conditions, finding=found, earlier=tuple(earlier))
        if unit.id not in rule.units:
            return RuleResult(rule, RuleOutcome.OTHER_UNITS)
        if spared(unit, rule):
            return RuleResult(rule, RuleOutcome.COORDINATE, conditions)
        if before is not None:
            return RuleResult(rule, RuleOutcome.AFTER_ANOTHER, conditions, another=before)
        if conditions.holds:
            return RuleResult(rule, RuleOutcome.EXEMPT, conditions, exempted=spared_by)
        return RuleResult(rule, RuleOutcome.TOO_FEW if few or conditions.few else RuleOutcome.NOT_HELD, conditions)


def _subjects(rule: Rule) -> Iterator[tuple[str | None, Sequence[tuple[str, Test]]]]:
    """What the rule is tried on: with ``when``, each of its indicators by itself; else all its lines at once."""
    if rule.when is None:
        yield None, rule.lines
    else:
        yield from ((name, ((name, rule.when),)) for name in rule.indicators)


def _is(finding: Finding, rule: Rule, indicator: str | None) -> bool:
    """Whether ``rule`` has made ``finding``, of the indicator where it makes one for each."""
    return finding.rule == rule.id and (indicator is None or finding.indicators == (indicator,))


def _tried_together(lines: Sequence[tuple[str, Test]], unit: str, assessed: Assessed, least: int) -> ConditionGroup:
    """What comes of all lines of a rule, each by itself too; what only small numbers forbid is marked."""
    parts = tuple(test.tried(name, figures_of(assessed, unit, name), least) for name, test in lines)
    subject = Subject(unit, tuple(lines), ())
    holds = subject.holds(assessed, least)
    return ConditionGroup(any=False, parts=parts, holds=holds, few=not holds and subject.holds(assessed, 0))


def _told(finding: Finding) -> tuple[str, ...]:
    return (*finding.indicators, *finding.also)


def _said(finding: Finding) -> tuple[object, ...]:
    return (finding.kind, finding.indicators, finding.rule)


# --- what a figure is made of ----------------------------------------------------------------------------------------


class _Figures:
    """What is known of one unit, of those whose past it carries, and one indicator; asked for the pieces of its figures."""

    def __init__(self, unit: str, indicator: Indicator, observations: Iterable[Observation], roster: Roster) -> None:
        self._unit, self._indicator = unit, indicator
        self._names = {one: next(each.name for each in roster.units if each.id == one) for one in roster.carried(unit)}
        about = {(Kind.MEASURE, name) for name in indicator.measures}
        about |= {(kind, indicator.id) for kind in (Kind.RATE, Kind.RATING)}
        told = (seen for seen in observations if seen.unit in self._names and (seen.kind, seen.about) in about)
        self._known = list({seen.key: seen for seen in told}.values())
        self._observed = Observed(self._known, roster)

    def of(self, one: Assessment) -> tuple[UnitFigure | None, tuple[SpanFigures, ...]]:
        """The figure as it is known now, and what it is made of."""
        if one.window is Window.PERIOD:
            figure = self._observed.figure(self._unit, self._indicator, one.span)
            return figure, (self._piece(one.span, figure),) if figure else ()
        figure, _missing = self._observed.cumulative(self._unit, self._indicator, one.span)
        if figure is None:
            return None, ()
        made = self._observed.pieces(self._unit, self._indicator, one.span) or [(one.span, figure)]
        return figure, tuple(self._piece(span, piece) for span, piece in made)

    def _piece(self, span: Period, figure: UnitFigure) -> SpanFigures:
        """The figures as the exports give them, told in the order in which they are computed with."""
        cells = {(place.file, place.sheet, cell) for place in figure.sources for cell in place.cells}
        given = [
            SourceFigure(
                seen.kind, seen.about, seen.value, seen.source, self._names[seen.unit] if seen.unit != self._unit else None
            )
            for seen in self._known
            if (seen.span == span or (seen.window is Window.CUMULATIVE and seen.span.end == span.end))
            and {(seen.source.file, seen.source.sheet, cell) for cell in seen.source.cells} <= cells
            and seen.unit is not None
        ]
        order = {name: at for at, name in enumerate(self._indicator.measures)}
        listed = sorted(given, key=lambda one: (one.unit or "", order.get(one.about, len(order))))
        return SpanFigures(span, figure.numerator, figure.denominator, figure.value, tuple(listed))


def _counts(figure: UnitFigure | None) -> tuple[object, ...]:
    return (figure.numerator, figure.denominator, figure.value, figure.rating) if figure else (None, None, None, None)
