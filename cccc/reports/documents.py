"""Evaluations and problems -> the JSON documents of the contract."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from cccc.problems import in_order
from cccc.vietnamese import fixed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from fractions import Fraction

    from cccc.model import Assessment, Evaluation, Finding, InputFile, Roster, Target, Total
    from cccc.periods import Period
    from cccc.problems import Problem

EVALUATION = "cccc/evaluation@1"
CHECK = "cccc/check@1"
DECIMALS = 6

Document = dict[str, Any]


def as_text(document: Document) -> str:
    """``document`` as the one JSON text on stdout."""
    return json.dumps(document, ensure_ascii=False, indent=1)


def evaluation(evaluated: Evaluation, roster: Roster, problems: Iterable[Problem], *, saved: bool) -> Document:
    """The document of an evaluation."""
    units = {unit.id: unit for unit in roster.units}
    return {
        **_head(evaluated.period, evaluated.inputs, saved=saved),
        "assessments": [
            {"unit": one.unit, "name": units[one.unit].name, "group": units[one.unit].group, **_assessment(one)}
            for one in evaluated.assessments
        ],
        "totals": [_total(total) for total in evaluated.totals],
        "findings": [_finding(finding) for finding in evaluated.findings],
        "withheld": [_finding(finding) for finding in evaluated.withheld],
        "problems": listed(problems),
    }


def refusal(period: Period | None, inputs: Sequence[InputFile], problems: Iterable[Problem]) -> Document:
    """The same document where errors forbid a result."""
    nothing: Mapping[str, list[Any]] = {part: [] for part in ("assessments", "totals", "findings", "withheld")}
    return {**_head(period, inputs, saved=False), **nothing, "problems": listed(problems)}


def check(problems: Iterable[Problem]) -> Document:
    """The document of ``cccc check``."""
    return {"schema": CHECK, "problems": listed(problems)}


def _head(period: Period | None, inputs: Sequence[InputFile], *, saved: bool) -> Document:
    return {
        "schema": EVALUATION,
        "period": {"label": period.label, **days(period)} if period else None,
        "inputs": [{"file": given.file, "sha256": given.sha256} for given in inputs],
        "saved": saved,
    }


def days(span: Period | None) -> Document:
    """The first and last day of a span."""
    return {"from": span.start.isoformat() if span else None, "to": span.end.isoformat() if span else None}


def _assessment(one: Assessment) -> Document:
    return {
        "indicator": one.indicator,
        "window": one.window.value,
        **days(one.span),
        "numerator": one.numerator,
        "denominator": one.denominator,
        "value": _figure(one.value),
        "display": one.display,
        "target": _target(one.target) if one.target else None,
        "status": one.status.value,
        "change": _figure(one.change),
        "missing": list(one.missing),
        "source": [{"file": source.file, "sheet": source.sheet, "cells": list(source.cells)} for source in one.sources],
    }


def _target(target: Target) -> Document:
    held = target.threshold
    return {
        "plan": target.plan,
        "op": held.operator.value if held else None,
        "value": _plain(held.value) if held else None,
        "assumed": target.assumed,
        "place": str(target.location),
    }


def _total(total: Total) -> Document:
    return {
        "group": total.group,
        "indicator": total.indicator,
        "window": total.window.value,
        **days(total.span),
        "numerator": total.numerator,
        "denominator": total.denominator,
        "value": _figure(total.value),
        "display": total.display,
        "change": _figure(total.change),
    }


def _finding(finding: Finding) -> Document:
    return {
        "rule": finding.rule,
        "kind": finding.kind.value,
        "unit": finding.unit,
        "indicators": list(finding.indicators),
        "also": list(finding.also),
        "occurrence": finding.occurrence,
    }


def _figure(value: Fraction | None) -> str | None:
    return None if value is None else fixed(value, DECIMALS)


def _plain(value: Fraction) -> str:
    """A threshold as declared: "30", "97.5"."""
    text = fixed(value, DECIMALS)
    return text.rstrip("0").rstrip(".")


def listed(problems: Iterable[Problem]) -> list[Document]:
    """Problems by place, as every document has them."""
    return [_problem(problem) for problem in in_order(problems)]


def _problem(problem: Problem) -> Document:
    place = problem.location
    parts = {"line": place.line, "column": place.column, "sheet": place.sheet, "cell": place.cell, "rule": problem.rule}
    return {
        "severity": problem.severity,
        "code": problem.code,
        "message": str(problem.message),
        **({"fix": str(problem.fix)} if problem.fix else {}),
        "file": place.file,
        **{name: value for name, value in parts.items() if value is not None},
    }
