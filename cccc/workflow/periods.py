"""What ``--period`` says -> the period: a label, a phrase of the calendar, or one of the office's own rhythm."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from cccc.messages import m

_OPTION = "--period"

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from cccc.messages import Message
    from cccc.periods import Period
    from cccc.periods.rhythm import Rhythm, YearMonth


def parse_period(text: str | None, workspace: Path | None) -> Period | None:
    """The period that ``--period`` names; wrong usage where it names none.

    "Kỳ tháng 8/2023" and "tuần đến 07/9/2023" are those of the office whose workspace it is.
    """
    from cccc.periods import in_phrase, parse_label
    from cccc.periods.rhythm import office_month, week_until

    if text is None:
        return None
    if period := parse_label(text) or in_phrase(text):
        return period
    if named := office_month(text):
        return _month(text, *named, _rhythm(workspace))
    if last := week_until(text):
        return _week(last, _rhythm(workspace))
    told = m("{text} is not a period; write 2023-08, 2023-W36, 2023-Q3, 2023-H1, 2023 or 2023-09-01..2023-09-07", text=text)
    raise _refused(told)


def _month(text: str, named: YearMonth, days: Period | None, rhythm: Rhythm) -> Period:
    from cccc.periods import month

    own = rhythm.month(*named)
    if own is None:
        told = m(
            "cccc.yaml does not say on which day the office's months end; add reporting: {{month_ends: 14}}, or write {month} "
            "for the month of the calendar",
            month=month(*named).phrase,
        )
        raise _refused(told)
    if days not in (None, own):
        raise _refused(m("{text} is not a period: the office's month is {own}", text=text, own=own))
    return own


def _week(last: date, rhythm: Rhythm) -> Period:
    from cccc.periods import short_date

    week = rhythm.week(last)
    if week is not None:
        return week
    if rhythm.week_ends is None:
        told = m(
            "cccc.yaml does not say on which day the office's weeks end; add reporting: {{week_ends: thursday}}, or write "
            "từ ngày … đến ngày …"
        )
    else:
        before, after = map(short_date, rhythm.ends_of_weeks(last))
        told = m(
            "no week of the office ends on {day}; write {before} or {after}", day=short_date(last), before=before, after=after
        )
    raise _refused(told)


def _rhythm(workspace: Path | None) -> Rhythm:
    from cccc.commands.outcome import end
    from cccc.declarations.workspace import rhythm_of
    from cccc.problems import has_error
    from cccc.workflow.files import workspace_root

    root, problems = workspace_root(workspace)
    if root is None:
        end(problems)
    rhythm, problems = rhythm_of(root)
    if has_error(problems):
        end(problems)
    return rhythm


def _refused(told: Message) -> typer.BadParameter:
    return typer.BadParameter(str(told), param_hint=_OPTION)
