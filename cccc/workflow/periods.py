"""What ``--period``, ``--at`` and ``--date`` say -> a period (also one of the office's own rhythm), or a day."""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import wraps
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

from cccc.messages import Message, m
from cccc.workflow.office import in_office, workspace_root
from cccc.workflow.outcome import Outcome, wrong_usage

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from cccc.periods import Period
    from cccc.periods.rhythm import Rhythm, YearMonth
    from cccc.workflow.office import Office

P = ParamSpec("P")
T = TypeVar("T")


def period_of(text: str | None, folder: Path | None, option: str = "--period") -> Outcome[Period]:
    """The period that ``text`` names, none where it is None; wrong usage of ``option`` where it names none.

    "Kỳ tháng 8/2023" and "tuần đến 07/9/2023" are those of the office whose workspace is in ``folder``.
    """
    from cccc.declarations.workspace import rhythm_of
    from cccc.periods import in_phrase, parse_label
    from cccc.periods.rhythm import office_month, week_until
    from cccc.problems import has_error

    period = None if text is None else parse_label(text) or in_phrase(text)
    if text is None or period is not None:
        return Outcome(period)
    named, last = office_month(text), week_until(text)
    if named is None and last is None:
        told = m("{text} is not a period; write 2023-08, 2023-W36, 2023-Q3, 2023-H1, 2023 or 2023-09-01..2023-09-07", text=text)
        return wrong_usage(told, option)
    root, problems = workspace_root(folder)
    if root is None:
        return Outcome(problems=problems)
    rhythm, problems = rhythm_of(root)
    if has_error(problems):
        return Outcome(problems=problems)
    found = _month(text, *named, rhythm) if named else _week(last, rhythm) if last else None
    return wrong_usage(found, option) if isinstance(found, Message) else Outcome(found)


def in_period(
    step: Callable[Concatenate[Office, Period | None, P], Outcome[T]],
) -> Callable[Concatenate[Path | None, str | None, P], Outcome[T]]:
    """A step in an open office on a period -> the same of the workspace's folder and what ``--period`` says."""

    @wraps(step)
    def of_text(folder: Path | None, period: str | None, /, *arguments: P.args, **options: P.kwargs) -> Outcome[T]:
        asked = period_of(period, folder)
        if asked.refused:
            return Outcome(problems=asked.problems, usage=asked.usage)
        return in_office(step)(folder, asked.value, *arguments, **options)

    return of_text


def day_of(text: str | None, option: str = "--at") -> Outcome[date]:
    """The day that ``text`` names, a date or "today"; none where it is None; wrong usage of ``option`` where it names none."""
    if text == "today":
        return Outcome(today())
    return _date(text, option, m("{text} is not a date; write it as 2023-08-31, or today", text=text or ""))


def date_of(text: str | None, option: str) -> Outcome[date]:
    """The same, of a date alone."""
    return _date(text, option, m("{text} is not a date; write it as 2023-09-15", text=text or ""))


def _date(text: str | None, option: str, wrong: Message) -> Outcome[date]:
    from cccc.periods import iso_date

    try:
        return Outcome(None if text is None else iso_date(text))
    except ValueError:
        return wrong_usage(wrong, option)


def today() -> date:
    """The day it is here."""
    return datetime.now(UTC).astimezone().date()


def _month(text: str, named: YearMonth, days: Period | None, rhythm: Rhythm) -> Period | Message:
    from cccc.periods import month

    own = rhythm.month(*named)
    if own is None:
        return m(
            "cccc.yaml does not say on which day the office's months end; add reporting: {{month_ends: 14}}, or write {month} "
            "for the month of the calendar",
            month=month(*named).phrase,
        )
    if days not in (None, own):
        return m("{text} is not a period: the office's month is {own}", text=text, own=own)
    return own


def _week(last: date, rhythm: Rhythm) -> Period | Message:
    from cccc.periods import short_date

    week = rhythm.week(last)
    if week is not None:
        return week
    if rhythm.week_ends is None:
        return m(
            "cccc.yaml does not say on which day the office's weeks end; add reporting: {{week_ends: thursday}}, or write "
            "từ ngày … đến ngày …"
        )
    before, after = map(short_date, rhythm.ends_of_weeks(last))
    return m("no week of the office ends on {day}; write {before} or {after}", day=short_date(last), before=before, after=after)


def cut_off(text: str | None) -> str | None:
    """When figures were taken, as a letter prints it: "17 giờ 00 ngày 05/9/2023"; other words are kept as they are."""
    from cccc.periods import short_date

    if text is None:
        return None
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        return " ".join(text.split()) or None
    day = f"ngày {short_date(moment.date())}"
    return day if len(text.strip()) <= len("2023-09-05") else f"{moment.hour:02} giờ {moment.minute:02} {day}"
