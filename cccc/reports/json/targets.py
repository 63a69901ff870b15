"""What holds for whom, how a campaign stands, answers and tasks -> their JSON documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cccc.reports.json.documents import as_text, days, exactly
from cccc.reports.json.documents import threshold as threshold_document
from cccc.vietnamese import decimal

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from fractions import Fraction
    from typing import Any

    from cccc.model.evaluations import Board, Standing
    from cccc.model.issuance import Answer, Answers, Task
    from cccc.model.targets import AssignedTarget, IndicatorCoverage, Target
    from cccc.reports.tables import Wording

    Document = dict[str, Any]


TARGETS = "cccc/targets@1"


def targets_text(day: date, found: Iterable[AssignedTarget], _wording: Wording) -> str:
    """What holds on ``day``."""
    return _text({"schema": TARGETS, "at": day.isoformat(), "targets": [_assigned(one) for one in found]})


def coverage_text(covered: Iterable[IndicatorCoverage], _wording: Wording) -> str:
    """What holds over time; ``plan`` is null where nothing does."""
    document = {
        "schema": TARGETS,
        "coverage": [
            {
                "indicator": one.indicator,
                "units": list(one.units),
                "held": [
                    {
                        **days(held.span),
                        "plan": held.target.plan if held.target else None,
                        **threshold_document(held.target.threshold if held.target else None),
                        "plans": list(held.plans),
                    }
                    for held in one.held
                ],
            }
            for one in covered
        ],
    }
    return _text(document)


def _assigned(one: AssignedTarget) -> Document:
    return {
        **_target(one.target),
        "units": list(one.units),
        "number": one.plan.number,
        "title": one.plan.title,
        "instead_of": [_target(other) for other in one.others],
    }


def _target(target: Target) -> Document:
    plan, points = target.raised or (None, None)
    return {
        "indicator": target.indicator,
        "plan": target.plan,
        **threshold_document(target.threshold),
        "raise": {"plan": plan, "points": decimal(points)} if points is not None else None,
        "windows": [window.value for window in target.windows],
        "cumulative_from": target.cumulative_from.isoformat(),
        "cite": target.cite,
        "assumed": target.assumed,
        "note": target.note,
        "section": target.section,
        "lead": target.lead,
        "assessor": target.assessor,
        "file": target.location.file,
        "line": target.location.line,
        "column": target.location.column,
    }


BOARD = "cccc/board@1"


def board_text(board: Board, _wording: Wording) -> str:
    """The board with exact figures."""
    document = {
        "schema": BOARD,
        "plan": board.plan.id,
        **days(board.plan.applies),
        "at": board.at.isoformat(),
        "until": board.until.isoformat() if board.until else None,
        "days_done": board.days_done,
        "days_left": board.days_left,
        "standings": [_standing(one) for one in board.standings],
    }
    return _text(document)


def _standing(one: Standing) -> Document:
    return {
        "unit": one.unit,
        "indicator": one.indicator,
        **days(one.span),
        "target": {"plan": one.target.plan, **threshold_document(one.target.threshold)},
        "outlook": one.outlook.value,
        "numerator": one.numerator,
        "denominator": one.denominator,
        "value": exactly(one.value),
        "display": one.display,
        "expected": _plain(one.expected),
        "needed": exactly(one.needed),
        "per_day": exactly(one.per_day),
        "missing": list(one.missing),
    }


def _plain(value: Fraction | None) -> str | None:
    return decimal(value, 6).replace(",", ".") if value is not None else None


ANSWERS = "cccc/answers@1"


TASKS = "cccc/tasks@1"


def answers_text(told: Answers, _wording: Wording) -> str:
    """The answers of one period."""
    document = {
        "schema": ANSWERS,
        "period": told.period.label,
        "answer_by": _day(told.answer_by),
        "answers": [answer_document(answer) for answer in told.answers],
        "silent": list(told.silent),
        "undecided": list(dict.fromkeys(answer.unit for answer in told.undecided)),
    }
    return _text(document)


def answer_document(answer: Answer) -> Document:
    """One answer, with its place."""
    return {
        "unit": answer.unit,
        "answer": answer.reply.value,
        "on": answer.day.isoformat(),
        "late": answer.late,
        "by": answer.by,
        "indicators": list(answer.indicators),
        "reason": answer.reason,
        "decision": answer.decision.value if answer.decision else None,
        "decided_by": answer.decided_by,
        "decided_why": answer.decided_why,
        "file": answer.location.file,
        "line": answer.location.line,
    }


def tasks_text(tasks: Iterable[Task], at: date, _wording: Wording) -> str:
    """The tasks, and how they stand on the day ``at``."""
    document = {
        "schema": TASKS,
        "at": at.isoformat(),
        "tasks": [
            {
                "id": task.id,
                "paper": task.paper,
                "date": task.dated.isoformat(),
                "unit": task.unit,
                "office": task.office,
                "text": task.text,
                "due": _day(task.due),
                "done": _day(task.done),
                "evidence": task.evidence,
                "overdue": task.overdue(at),
                "file": task.location.file,
                "line": task.location.line,
            }
            for task in tasks
        ],
    }
    return _text(document)


def _text(document: Document) -> str:
    return f"{as_text(document)}\n"


def _day(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None
