"""Answers to reconciliation sheets and tasks of issued papers -> tables of 80 columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from cccc.messages import _, m
from cccc.model.issuance import Decision, Reply
from cccc.periods import short_date

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from typing import Any

    from cccc.model.issuance import Answer, Answers, Task
    from cccc.reports.tables import Wording

    Document = dict[str, Any]

LATE = "bold red"
OPEN = "yellow"


def _table(*headings: str) -> Table:
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, header_style="bold")
    for heading in headings:
        table.add_column(heading, overflow="fold")
    return table


# --- answers ---------------------------------------------------------------------------------------------------------


def show_answers(told: Answers, wording: Wording) -> None:
    """Print who answered, what and when; then who is silent, and what waits for a decision."""
    roster, indicators = wording.roster, wording.indicators
    console = Console(highlight=False)
    asked = m("Answers of {period}", period=told.period)
    by = m(", asked by {day}", day=short_date(told.answer_by)) if told.answer_by else ""
    console.print(Text(f"{asked}{by}", style="bold"))
    names = {unit.id: unit.name for unit in roster.units}
    table = _table(_("Unit"), _("Day"), _("Answer"), _("About"), _("By"))
    for answer in told.answers:
        about = ", ".join(indicators[name].brief for name in answer.indicators) or _("the whole sheet")
        day = Text(short_date(answer.day), style=LATE if answer.late else "")
        table.add_row(names[answer.unit], day, answer_words(answer), about, answer.by)
    console.print(table)
    if told.silent:
        units = tuple(names[unit] for unit in told.silent)
        console.print(Text(str(m("No answer ({count}): {units}", count=len(units), units=units)), style=OPEN))
    if told.undecided:
        units = tuple(dict.fromkeys(names[answer.unit] for answer in told.undecided))
        console.print(Text(str(m("Refused, and not decided on: {units}", units=units)), style=LATE))


def answer_words(answer: Answer) -> str:
    """What was answered, what became of it, and why."""
    words = [_("accepted") if answer.reply is Reply.ACCEPTED else _("refused")]
    words += [_("late")] if answer.late else []
    if answer.decision is not None:
        words.append(_("figure kept") if answer.decision is Decision.KEPT else _("figure corrected"))
    reasons = [reason for reason in (answer.reason, answer.decided_why) if reason]
    return ", ".join(words) + (f": {'; '.join(reasons)}" if reasons else "")


# --- tasks -----------------------------------------------------------------------------------------------------------


def show_tasks(tasks: Iterable[Task], at: date, wording: Wording) -> None:
    """Print the tasks, and how they stand on the day ``at``."""
    roster = wording.roster
    console = Console(highlight=False)
    console.print(Text(str(m("Tasks of issued papers on {day}", day=short_date(at))), style="bold"))
    names = {unit.id: unit.name for unit in roster.units}
    table = _table(_("Who"), _("Task"), _("Paper"), _("Due"), _("State"))
    for task in tasks:
        who = names[task.unit] if task.unit is not None else task.office or ""
        due = short_date(task.due) if task.due else "–"
        table.add_row(who, task.text, f"{task.paper} {short_date(task.dated)}", due, _state(task, at))
    console.print(table)


def _state(task: Task, at: date) -> Text:
    if task.done is not None and task.done <= at:
        day = short_date(task.done)
        return Text(str(m("done {day}, late", day=day) if task.done_late else m("done {day}", day=day)))
    if task.overdue(at):
        return Text(_("overdue"), style=LATE)
    return Text(_("open"), style=OPEN)
