"""Problems and findings -> lines of text: ``file:line:column: error[code]: what is wrong; what to do``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cccc.messages import _, m
from cccc.model import Fate, FindingKind
from cccc.model.inspection import HeadingFate
from cccc.periods import short_date
from cccc.problems import in_order

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from cccc.messages import Message
    from cccc.model import Exempted, Finding, HistoryRow, Indicator
    from cccc.model.inspection import HeadingChange
    from cccc.problems import Problem


def lines(problems: Iterable[Problem]) -> list[str]:
    """Every problem by place, and a last line that counts them where there are any."""
    ordered = in_order(problems)
    if not ordered:
        return []
    errors = sum(problem.severity == "error" for problem in ordered)
    counted = m("errors: {errors}, warnings: {warnings}", errors=errors, warnings=len(ordered) - errors)
    return [*(_line(problem) for problem in ordered), str(counted)]


def _line(problem: Problem) -> str:
    severity = _("error") if problem.severity == "error" else _("warning")
    name = problem.rule or problem.code
    fix = f"; {problem.fix}" if problem.fix else ""
    return f"{problem.location}: {severity}[{name}]: {problem.message}{fix}"


def subject(names: Sequence[str], indicators: Mapping[str, Indicator]) -> str:
    """What a finding is about: one indicator as in a heading, several as briefly as they can be told."""
    known = [indicators[name] for name in names if name in indicators]
    return known[0].short if len(known) == 1 else ", ".join(one.brief for one in known)


def proposal(finding: Finding) -> str:
    """A finding's kind with its occurrence, and the step it goes on to: "phê bình lần 2"."""
    told = occurring(kind_name(finding.kind), finding.occurrence)
    return f"{told} ({finding.step})" if finding.step else told


def occurring(kind: str, occurrence: int | None) -> str:
    """A kind with its occurrence, where it is counted."""
    return kind if occurrence is None else str(m("{kind}, time {occurrence}", kind=kind, occurrence=occurrence))


def fate(row: HistoryRow) -> str:
    """What became of a finding, and the paper that decided it."""
    told = {
        Fate.PROPOSED: _("proposed"),
        Fate.STRUCK: _("struck out"),
        Fate.IMPORTED: _("issued before the ledger"),
        Fate.ISSUED: _("issued"),
        Fate.REPLACED: _("issued, replaced since"),
        Fate.WITHDRAWN: _("issued, withdrawn since"),
    }[row.fate]
    dated = short_date(row.dated) if row.dated else ""
    by = f"({m('by {number}', number=row.ended_by)})" if row.ended_by else ""
    why = f"({', '.join(part for part in (row.by, row.reason) if part)})" if row.by or row.reason else ""
    return " ".join(part for part in (told, row.number or "", dated, by, why) if part)


def exempted(one: Exempted, names: Mapping[str, str], indicators: Mapping[str, Indicator]) -> str:
    """Who is spared what, until when and why."""
    cite = f" ({one.cite})" if one.cite else ""
    told = m(
        "{unit}: {kind} ({about}), until {day}: {reason}",
        unit=names.get(one.finding.unit, one.finding.unit),
        kind=kind_name(one.finding.kind),
        about=subject(one.finding.indicators, indicators),
        day=short_date(one.until),
        reason=one.reason,
    )
    return f"{told}{cite}"


def kind_name(kind: FindingKind) -> str:
    """The name of a kind of finding."""
    return {
        FindingKind.PRAISE: _("praise"),
        FindingKind.REMINDER: _("reminder"),
        FindingKind.CRITICISM: _("criticism"),
    }[kind]


def change_lines(changes: Iterable[HeadingChange]) -> list[str]:
    """Every change on a line of its own: what was, what is now."""
    return [str(_change(change)) for change in changes]


def _change(change: HeadingChange) -> Message:
    was, now = (column_range(*columns) if columns else "" for columns in (change.was_columns, change.now_columns))
    match change.fate:
        case HeadingFate.RENAMED:
            return m("{column}: was “{was}”, is now “{now}”", column=now, was=change.was, now=change.now)
        case HeadingFate.MOVED:
            return m("“{now}” was in column {was}, is now in {column}", now=change.now, was=was, column=now)
        case HeadingFate.ADDED:
            return m("{column}: “{now}” is new", column=now, now=change.now)
        case HeadingFate.GONE:
            return m("{column}: “{was}” is gone", column=was, was=change.was)


def column_range(first: int, last: int) -> str:
    """``3, 5`` as a user reads it: C–E."""
    return column_name(first) if first == last else f"{column_name(first)}–{column_name(last)}"


def column_name(column: int) -> str:
    """``3`` as a user reads it: C."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
