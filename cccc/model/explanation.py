"""Why a verdict is what it is: its figures, its target and the rules tried on it; what ``cccc explain`` shows."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fractions import Fraction

    from cccc.model.conditions import ConditionGroup
    from cccc.model.evaluations import Assessment, Evaluation, ExemptedFinding, Finding, IssuedFinding, Total
    from cccc.model.issuance import Answer
    from cccc.model.observations import Kind, Source
    from cccc.model.policies import Policy, Rule
    from cccc.model.targets import Indicator, Plan, Target
    from cccc.model.units import Group, Unit
    from cccc.periods import Period

# --- the figure ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SourceFigure:
    """One figure as an export gives it: a count, a printed rate or a rating; ``unit`` names a unit whose past is carried."""

    kind: Kind
    about: str
    value: Fraction | str
    source: Source
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class SpanFigures:
    """The figures of one span; a cumulative figure may be made of several."""

    span: Period
    numerator: int | None
    denominator: int | None
    value: Fraction | None
    given: tuple[SourceFigure, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """One assessment with what it is made of.

    ``pieces`` are empty where the ledger no longer holds the figures that were judged: ``changed`` says that it holds others.
    ``rank`` is among the ``ranked`` units (of the group, or of all where the policy ranks so), the best first; None where the
    figure rests on too few dossiers.  ``total`` is the group's.
    """

    assessment: Assessment
    pieces: tuple[SpanFigures, ...] = ()
    changed: bool = False
    total: Total | None = None
    rank: int | None = None
    ranked: int = 0


# --- the target ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class TargetInForce:
    """The target that holds, its plan where the workspace still has it, and the targets that it takes the place of."""

    target: Target
    plan: Plan | None = None
    replaced: tuple[Target, ...] = ()


# --- the rules -------------------------------------------------------------------------------------------------------


class RuleOutcome(StrEnum):
    """What became of a rule that speaks of the indicator."""

    HELD = "held"
    NOT_HELD = "not_held"
    TOO_FEW = "too_few"
    AFTER_ANOTHER = "after_another"
    EXEMPT = "exempt"
    COORDINATE = "coordinate"
    OTHER_UNITS = "other_units"


@dataclass(frozen=True, slots=True)
class RuleResult:
    """A rule, what became of it and by which conditions; ``another`` is the rule that came before it.

    ``earlier`` are the issued findings that its occurrence counts; ``exempted`` is what spares the unit, and why.
    ``along``: the rule asks nothing of the indicator, but tells it in its finding when it is missed.
    """

    rule: Rule
    outcome: RuleOutcome
    conditions: ConditionGroup | None = None
    another: str | None = None
    finding: Finding | None = None
    earlier: tuple[IssuedFinding, ...] = ()
    exempted: ExemptedFinding | None = None
    along: bool = False


# --- the whole -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Explanation:
    """The chain of the verdicts on one unit and indicator.

    ``findings`` are those of the evaluation; ``stale`` says that today's policy would find otherwise;
    ``answer`` is the unit's last one on the figure that was sent to it for reconciliation.
    """

    unit: Unit
    group: Group
    indicator: Indicator
    evaluation: Evaluation
    policy: Policy
    verdicts: tuple[Verdict, ...]
    asked: TargetInForce | None
    rules: tuple[RuleResult, ...]
    findings: tuple[Finding, ...]
    stale: bool = False
    answer: Answer | None = None
