"""``cccc issue``: a signed letter -> the findings that count from now on."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cccc.commands.letter import parse_date, parse_number
from cccc.commands.outcome import end, note
from cccc.commands.places import WorkspaceOption, digest, read_files
from cccc.commands.session import reading, writing
from cccc.messages import _, m
from cccc.problems import Location, Problem, has_error, invalid

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from cccc.commands.session import Session
    from cccc.declarations.workspace import Workspace
    from cccc.documents.marks import Marks
    from cccc.ledger import Ledger
    from cccc.model import Issued, IssuedPaper
    from cccc.periods import Period

    Number = tuple[str, str | None]


def run(
    letter: Annotated[Path, typer.Argument(metavar="LETTER", help=_("The signed letter (.docx) that cccc drafted."))],
    number: Annotated[str, typer.Option(metavar="N", help=_("The paper's number, as 1220 or 1220/UBND-NV."))],
    dated: Annotated[str, typer.Option("--date", metavar="D", help=_("The paper's date, as 2023-09-15."))],
    undo: Annotated[bool, typer.Option("--undo", help=_("Take back that this paper was issued."))] = False,
    workspace: Annotated[Path | None, WorkspaceOption] = None,
) -> None:
    """Record the paper as signed, and say what stands and what was struck out."""
    day, numbered = parse_date(dated), parse_number(number)
    if day is None:
        return
    with reading(workspace) as session:
        paper, problems = (None, []) if undo else _paper(session, letter, numbered, day)
    problems = [*session.problems, *problems]
    if has_error(problems):
        end(problems)
    with writing(session) as ledger:
        problems += _issue(session.space, ledger, paper) if paper else _withdraw(session.space, ledger, numbered, day)
    end(problems)


def _paper(session: Session, letter: Path, number: Number, day: date) -> tuple[IssuedPaper | None, list[Problem]]:
    """The signed paper in the file ``letter``: what stands in it and what was struck out."""
    from cccc.documents.marks import read_marks
    from cccc.model import IssuedPaper
    from cccc.periods import short_date

    contents, problems = read_files([letter])
    if problems:
        return None, problems
    [(name, content)] = contents
    marks, problems = read_marks(content, name)
    if has_error(problems):
        return None, problems
    draft = _draft(session.ledger, marks)
    if draft is None:
        told = m("the file carries no draft of cccc letter")
        return None, [invalid("unknown-draft", Location(name), told, m("give the signed .docx that was made from the draft"))]
    period, template, findings = draft
    if findings and not marks.standing:
        told = m("none of the draft's findings can be found in the file")
        fix = m("give the signed .docx itself, not a copy typed anew or saved by a program that drops bookmarks")
        return None, [invalid("unknown-draft", Location(name), told, fix)]
    if day <= period.end:
        note(m("the paper is dated {day}, before {period} was over", day=short_date(day), period=period))
    signed = IssuedPaper(
        number=_full(number, session.space, template),
        dated=day,
        file=name,
        sha256=digest(content),
        period=period,
        template=template,
        standing=tuple(key for key in findings if key in marks.standing),
        struck=tuple(key for key in findings if key not in marks.standing),
    )
    return signed, []


def _issue(space: Workspace, ledger: Ledger, paper: IssuedPaper) -> list[Problem]:
    others = [one.number for one in ledger.papers() if one.sha256 == paper.sha256 and one.number != paper.number]
    issued, problems = ledger.issue(paper, datetime.now(UTC))
    if others and issued is not None:
        note(m("the same file was recorded before as {numbers}; take back what is wrong with --undo", numbers=tuple(others)))
    if issued is not None:
        _say(space, issued)
    return problems


def _draft(ledger: Ledger, marks: Marks) -> tuple[Period, str, Sequence[str]] | None:
    """Period, template and findings of the draft; what the file no longer says, the ledger tells by what still stands."""
    from cccc.periods import parse_label

    period = parse_label(marks.draft.period) if marks.draft else None
    if marks.draft is not None and period is not None:
        return period, marks.draft.template, marks.draft.findings
    known = ledger.findings_by_key(marks.standing)
    if not known:
        return None
    note(m("the file no longer says what its draft held: what was struck out cannot be named"))
    return max(found for found, _finding in known.values()), "default", sorted(known)


def _full(number: Number, space: Workspace, template: str) -> str:
    """The number with its symbol, the paper's own where none was given: 1220/UBND-NV."""
    digits, symbol = number
    form = space.paper(template)
    symbol = symbol or (form.symbol if form else None)
    return f"{digits}/{symbol}" if symbol else digits


def _say(space: Workspace, issued: Issued) -> None:
    from cccc.reports.lines import issued_lines

    for line in issued_lines(issued.number, issued.period, issued.standing, issued.struck, space.roster, space.indicators):
        typer.echo(line)
    if not issued.new:
        note(m("this paper was recorded before; nothing changes"))


def _withdraw(space: Workspace, ledger: Ledger, number: Number, day: date) -> list[Problem]:
    from cccc.periods import short_date

    full = _full(number, space, "default")
    recorded = [one for one in ledger.papers() if one.number == full and one.dated.year == day.year and not one.withdrawn_at]
    if recorded and day not in {one.dated for one in recorded}:
        dated = short_date(recorded[0].dated)
        told = m("{number} is recorded with the date {dated}, not {given}", number=full, dated=dated, given=short_date(day))
        return [invalid("paper-number", Location(space.ledger.as_posix()), told, m("give the paper's own date"))]
    withdrawn, problems = ledger.withdraw(full, day.year, datetime.now(UTC))
    if withdrawn is not None:
        typer.echo(str(m("{number} no longer counts; it stays in the record", number=withdrawn.number)))
    return problems
