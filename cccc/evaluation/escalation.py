"""Findings issued before -> the how-many-th finding this one is, and the step of its rule's ladder."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cccc.model.evaluations import FindingKind, IssuedFinding
from cccc.model.policies import Ladder, Step
from cccc.periods.rhythm import CALENDAR, Rhythm

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from cccc.model.policies import Rule
    from cccc.model.units import Roster, Unit
    from cccc.periods import Period

    Verdicts = Mapping[tuple[str, str, Period], bool]
    """Whether a unit met an indicator in an earlier period, where that was judged."""

_WEIGHT = {kind: weight for weight, kind in enumerate(FindingKind)}
YEARLY = Ladder()


@dataclass(frozen=True, slots=True)
class Rung:
    """What a rule proposes to a unit now; ``occurrence`` is None where the rule does not count."""

    kind: FindingKind
    occurrence: int | None = None
    label: str | None = None


@dataclass(frozen=True, slots=True)
class Past:
    """What earlier periods left: the findings that stand in papers, by unit; what was met; whose past goes on in whom."""

    issued: Mapping[str, Sequence[IssuedFinding]] = field(default_factory=dict)
    verdicts: Verdicts = field(default_factory=dict)
    lines: Mapping[str, Sequence[str]] = field(default_factory=dict)
    rhythm: Rhythm = CALENDAR

    @classmethod
    def of(cls, issued: Iterable[IssuedFinding], verdicts: Verdicts, roster: Roster, rhythm: Rhythm) -> Past:
        """The past of the units of ``roster``."""
        by_unit: dict[str, list[IssuedFinding]] = {}
        for finding in issued:
            by_unit.setdefault(finding.unit, []).append(finding)
        lines = {unit.id: roster.carried(unit.id) for unit in roster.units if unit.carries}
        return cls(by_unit, verdicts, lines, rhythm)

    def counted(
        self, unit: str, indicators: Sequence[str], kinds: Iterable[FindingKind], period: Period, ladder: Ladder
    ) -> list[IssuedFinding]:
        """The findings of ``kinds`` on any of ``indicators`` that count for ``unit`` in ``period``, the earliest first."""
        wanted = set(kinds)
        found = [
            one
            for who in self.lines.get(unit, (unit,))
            for one in self.issued.get(who, ())
            if one.kind in wanted
            and not set(indicators).isdisjoint(one.indicators)
            and one.period.end < period.start
            and (ladder.running or one.period.end.year == period.end.year)
        ]
        if found and ladder.reset_after:
            forgotten = self._reset(unit, indicators, period, {one.period for one in found}, ladder.reset_after)
            found = [one for one in found if forgotten is None or one.period.end >= forgotten]
        return sorted(found, key=lambda one: (one.period.end, one.period.start))

    def _reset(self, unit: str, indicators: Sequence[str], period: Period, found: set[Period], periods_met: int) -> date | None:
        """The first day of the latest ``periods_met`` periods met in a row: what ended before it is forgotten."""
        oldest, run, span = min(one.end for one in found), 0, self.rhythm.previous(period)
        while span.end > oldest:
            run = run + 1 if span not in found and self._met(unit, indicators, span) else 0
            if run == periods_met:
                return span.start
            span = self.rhythm.previous(span)
        return None

    def _met(self, unit: str, indicators: Sequence[str], span: Period) -> bool:
        """Whether every indicator was met then, by every unit of the line that was judged then."""
        judged = [
            [self.verdicts[key] for who in self.lines.get(unit, (unit,)) if (key := (who, indicator, span)) in self.verdicts]
            for indicator in indicators
        ]
        return all(found and all(found) for found in judged)


def steps_for(rule: Rule, unit: Unit) -> tuple[Step, ...]:
    """The steps that ``rule`` may take with ``unit``: a coordinate unit is never criticised."""
    steps = (rule.ladder.steps if rule.ladder else ()) or (Step(rule.kind),)
    return tuple(step for step in steps if not (unit.coordinate and step.kind is FindingKind.CRITICISM))


def rung(rule: Rule, steps: Sequence[Step], unit: str, indicators: Sequence[str], period: Period, past: Past) -> Rung:
    """Where ``unit`` stands on the ladder of ``rule`` in ``period``: each period with an issued finding is a step up."""
    if rule.ladder is None:
        return Rung(steps[0].kind)
    earlier = past.counted(unit, indicators, {step.kind for step in steps}, period, rule.ladder)
    step = _step(steps, earlier)
    times = {one.period for one in earlier if one.kind is step.kind}
    return Rung(step.kind, 1 + len(times), step.label)


def _step(steps: Sequence[Step], earlier: Iterable[IssuedFinding]) -> Step:
    """The step after those that were taken; one issued beyond its turn passes over those before it."""
    gravest: dict[Period, FindingKind] = {}
    for one in earlier:
        gravest[one.period] = max(gravest.get(one.period, one.kind), one.kind, key=_WEIGHT.__getitem__)
    level = 0
    for kind in gravest.values():
        level = next((at + 1 for at in range(level, len(steps)) if steps[at].kind is kind), level)
    return steps[min(level, len(steps) - 1)]
