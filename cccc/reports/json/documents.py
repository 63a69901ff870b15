"""Evaluations and problems -> the JSON documents of the contract."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from cccc.problems import in_order
from cccc.vietnamese import fixed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from fractions import Fraction

    from cccc.model.evaluations import Assessment, Evaluation, Finding, Total
    from cccc.model.issuance import Alarm
    from cccc.model.observations import InputFile, Source
    from cccc.model.targets import Target, Threshold
    from cccc.model.units import Roster
    from cccc.periods import Period
    from cccc.problems import Problem
    from cccc.reports.tables import Results

EVALUATION = "cccc/evaluation@1"
DECIMALS = 6

Document = dict[str, Any]


def as_text(document: Document) -> str:
    """``document`` as the one JSON text on stdout."""
    return json.dumps(document, ensure_ascii=False, indent=1)


def evaluation(
    evaluated: Evaluation, roster: Roster, problems: Iterable[Problem], *, saved: bool, alarms: Sequence[Alarm] = ()
) -> Document:
    """The document of an evaluation."""
    units = {unit.id: unit for unit in roster.units}
    return {
        **_head(evaluated.period, evaluated.inputs, saved=saved),
        "assessments": [
            {"unit": one.unit, "name": units[one.unit].name, "group": units[one.unit].group, **_assessment(one)}
            for one in evaluated.assessments
        ],
        "totals": [_total(total) for total in evaluated.totals],
        "findings": [finding(one) for one in evaluated.findings],
        "withheld": [finding(one) for one in evaluated.withheld],
        "exempted": [
            {**finding(one.finding), "reason": one.reason, "until": one.until.isoformat(), "cite": one.cite}
            for one in evaluated.exempted
        ],
        "problems": listed(problems),
        "alarms": [alarm_document(one) for one in alarms],
    }


def alarm_document(alarm: Alarm) -> Document:
    """An alarm: what was and is, beside the keys of a problem."""
    return {
        "paper": alarm.paper.number,
        "dated": alarm.paper.dated.isoformat(),
        "period": alarm.paper.period.label,
        "unit": alarm.before.unit,
        "indicator": alarm.before.indicator,
        "window": alarm.before.window.value,
        "before": _figure(alarm.before),
        "after": _figure(alarm.after),
        "source": [{"file": one.file, "sheet": one.sheet, "cells": list(one.cells)} for one in alarm.after.sources],
        **_problem(alarm.problem),
    }


def _figure(one: Assessment) -> Document:
    return {"numerator": one.numerator, "denominator": one.denominator, "display": one.display, "rating": one.rating}


def results_text(results: Results) -> str:
    """The document of an evaluation as text."""
    document = evaluation(
        results.evaluation, results.known.roster, results.problems, saved=results.saved, alarms=results.alarms
    )
    return f"{as_text(document)}\n"


def refusal(period: Period | None, inputs: Sequence[InputFile], problems: Iterable[Problem]) -> Document:
    """The same document where errors forbid a result."""
    nothing: Mapping[str, list[Any]] = {part: [] for part in ("assessments", "totals", "findings", "withheld", "exempted")}
    return {**_head(period, inputs, saved=False), **nothing, "problems": listed(problems), "alarms": []}


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
        "value": exactly(one.value),
        "display": one.display,
        "target": _target(one.target) if one.target else None,
        "status": one.status.value,
        "change": exactly(one.change),
        "change_year": exactly(one.change_year),
        "missing": list(one.missing),
        "source": [source_of(source) for source in one.sources],
    }


def source_of(source: Source) -> Document:
    """Cells of an export; of a rating that somebody signed its line, who, when and by what."""
    place = {"file": source.file, "sheet": source.sheet if source.cells else None, "cells": list(source.cells)}
    if source.signed is None:
        return place
    signed = source.signed
    line = {"line": source.line, "column": source.column}
    return place | line | {"by": signed.by, "on": signed.on.isoformat(), "evidence": signed.evidence}


def _target(target: Target) -> Document:
    return {
        "plan": target.plan,
        **threshold(target.threshold),
        "assumed": target.assumed,
        "place": str(target.location),
    }


def threshold(held: Threshold | None) -> Document:
    """A threshold as declared; nothing in it where there is none."""
    return {"op": held.operator.value if held else None, "value": _plain(held.value) if held else None}


def _total(total: Total) -> Document:
    return {
        "group": total.group,
        "indicator": total.indicator,
        "window": total.window.value,
        **days(total.span),
        "numerator": total.numerator,
        "denominator": total.denominator,
        "value": exactly(total.value),
        "display": total.display,
        "change": exactly(total.change),
        "change_year": exactly(total.change_year),
    }


def finding(one: Finding) -> Document:
    """A finding as every document has it."""
    return {
        "rule": one.rule,
        "kind": one.kind.value,
        "unit": one.unit,
        "indicators": list(one.indicators),
        "also": list(one.also),
        "occurrence": one.occurrence,
        "step": one.step,
    }


def exactly(value: Fraction | None) -> str | None:
    """A value with six decimals, half up."""
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
