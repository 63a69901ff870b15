"""The chain of one verdict -> the JSON document of ``cccc explain``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cccc.model.conditions import ConditionResult
from cccc.model.evaluations import Status
from cccc.reports import words
from cccc.reports.json.documents import as_text, days, exactly, finding, listed, source_of, threshold
from cccc.reports.json.targets import answer_document

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from cccc.model.conditions import Condition, ConditionGroup
    from cccc.model.evaluations import IssuedFinding
    from cccc.model.explanation import Explanation, RuleResult, SourceFigure, SpanFigures, TargetInForce, Verdict
    from cccc.model.targets import Indicator, Target
    from cccc.problems import Problem
    from cccc.reports.json.documents import Document

EXPLANATION = "cccc/explanation@1"


def explanation_text(told: Explanation | None, _indicators: Mapping[str, Indicator], problems: Iterable[Problem]) -> str:
    """`explanation_document` as text."""
    return f"{as_text(explanation_document(told, problems))}\n"


def explanation_document(told: Explanation | None, problems: Iterable[Problem]) -> Document:
    """The document of an explanation; the same without one where ``problems`` forbid it."""
    if told is None:
        nothing = dict.fromkeys(("unit", "indicator", "period", "target"))
        return {"schema": EXPLANATION, **nothing, "verdicts": [], "rules": [], "findings": [], "problems": listed(problems)}
    period = told.evaluation.period
    return {
        "schema": EXPLANATION,
        "unit": {"id": told.unit.id, "name": told.unit.name, "group": told.unit.group},
        "indicator": {"id": told.indicator.id, "name": told.indicator.name, "short": told.indicator.short},
        "period": {"label": period.label, **days(period)},
        "target": _asked(told.asked) if told.asked else None,
        "verdicts": [_verdict(verdict, told) for verdict in told.verdicts],
        "rules": [_rule(tried) for tried in told.rules],
        "findings": [finding(one) for one in told.findings],
        "answer": answer_document(told.answer) if told.answer else None,
        "changed": any(verdict.changed for verdict in told.verdicts),
        "stale": told.stale,
        "problems": listed(problems),
    }


def _verdict(verdict: Verdict, told: Explanation) -> Document:
    one, total = verdict.assessment, verdict.total
    held = one.target.threshold if one.target else None
    return {
        "window": one.window.value,
        **days(one.span),
        "pieces": [_piece(piece) for piece in verdict.pieces],
        "source": [source_of(source) for source in one.sources],
        "numerator": one.numerator,
        "denominator": one.denominator,
        "value": exactly(one.value),
        "fraction": str(one.value) if one.value is not None else None,
        "written_out": words.written_out(one.value, told.indicator) if one.value is not None else None,
        "display": one.display,
        "rating": one.rating,
        "status": one.status.value,
        "holds": held.holds(one.value) if held and one.value is not None and one.status is not Status.NOTHING_AROSE else None,
        "before": exactly(one.value - one.change) if one.value is not None and one.change is not None else None,
        "change": exactly(one.change),
        "missing": list(one.missing),
        "changed": verdict.changed,
        "total": {
            "group": total.group,
            "numerator": total.numerator,
            "denominator": total.denominator,
            "value": exactly(total.value),
            "display": total.display,
        }
        if total
        else None,
        "rank": verdict.rank,
        "ranked": verdict.ranked,
    }


def _piece(piece: SpanFigures) -> Document:
    return {
        "label": piece.span.label,
        **days(piece.span),
        "numerator": piece.numerator,
        "denominator": piece.denominator,
        "value": exactly(piece.value),
        "given": [_given(one) for one in piece.given],
    }


def _given(one: SourceFigure) -> Document:
    value = one.value if isinstance(one.value, str) else str(one.value)
    return {"kind": one.kind.value, "about": one.about, "value": value, "unit": one.unit, "source": source_of(one.source)}


def _asked(asked: TargetInForce) -> Document:
    target, plan = asked.target, asked.plan
    return {
        "plan": target.plan,
        "title": plan.title if plan else None,
        "number": plan.number if plan else None,
        "issued": plan.issued.isoformat() if plan and plan.issued else None,
        "issuer": target.issuer,
        **threshold(target.threshold),
        "cumulative_from": target.cumulative_from.isoformat(),
        "windows": [window.value for window in target.windows],
        "cite": target.cite,
        "assumed": target.assumed,
        "note": target.note,
        "raised": {"plan": target.raised[0], "points": str(target.raised[1])} if target.raised else None,
        "replaced": [_replaced(other) for other in asked.replaced],
        "place": str(target.location),
    }


def _replaced(other: Target) -> Document:
    return {"plan": other.plan, **threshold(other.threshold), "place": str(other.location)}


def _rule(tried: RuleResult) -> Document:
    spared = tried.exempted
    return {
        "rule": tried.rule.id,
        "kind": tried.rule.kind.value,
        "place": str(tried.rule.location),
        "outcome": tried.outcome.value,
        "after": tried.another,
        "along": tried.along,
        "conditions": _together(tried.conditions) if tried.conditions else None,
        "occurrence": tried.finding.occurrence if tried.finding else None,
        "step": tried.finding.step if tried.finding else None,
        "earlier": [_issued(one) for one in tried.earlier],
        "exempt": {"reason": spared.reason, "until": spared.until.isoformat(), "cite": spared.cite} if spared else None,
    }


def _together(together: ConditionGroup) -> Document:
    parts = [_tried(part) if isinstance(part, ConditionResult) else _together(part) for part in together.parts]
    return {"any" if together.any else "all": parts, "holds": together.holds}


def _tried(tried: ConditionResult) -> Document:
    one = tried.assessment
    return {
        "indicator": tried.indicator,
        "window": tried.window.value,
        "wanted": _wanted(tried.condition),
        "status": one.status.value if one else None,
        "value": exactly(one.value) if one else None,
        "display": one.display if one else None,
        "holds": tried.holds,
        "too_few": tried.few,
    }


def _wanted(condition: Condition) -> list[str | Document]:
    """The condition as the policy writes it: statuses and thresholds, any of them."""
    return [*sorted(status.value for status in condition.statuses), *(threshold(held) for held in condition.thresholds)]


def _issued(one: IssuedFinding) -> Document:
    dated = one.dated.isoformat() if one.dated else None
    return {"period": one.period.label, "indicators": list(one.indicators), "number": one.number, "date": dated}
