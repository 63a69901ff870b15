"""``cccc issue``: a signed letter -> the findings that count from now on, and what became of earlier papers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cccc.commands.letter import parse_date, parse_number
from cccc.commands.options import WorkspaceOption
from cccc.commands.outcome import end, note
from cccc.messages import _, m
from cccc.problems import Location, Problem, has_error, invalid
from cccc.workflow.files import digest, read_files
from cccc.workflow.office import reading, writing

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from cccc.declarations.workspace import Workspace
    from cccc.documents.marks import Marks
    from cccc.ledger import Ledger
    from cccc.model.issuance import Effect, Issuance, IssuedPaper, PaperEntry
    from cccc.periods import Period
    from cccc.workflow.office import Session

    Number = tuple[str, str | None]

_REFERENCE = re.compile(r"0*([1-9][0-9]{0,5})((?:/[^\s/]+)?)/([12][0-9]{3})")


@dataclass(frozen=True, slots=True)
class _Given:
    """What the user says of the paper."""

    letter: Path
    number: Number
    dated: date
    by: str | None
    reason: str | None
    effects: tuple[Effect, ...]

    @property
    def withdraws(self) -> bool:
        return any(one.kind == "withdraws" for one in self.effects)


def run(
    letter: Annotated[Path, typer.Argument(metavar="LETTER", help=_("The signed letter (.docx) that cccc drafted."))],
    number: Annotated[str, typer.Option(metavar="N", help=_("The paper's number, as 1220 or 1220/UBND-NV."))],
    dated: Annotated[str, typer.Option("--date", metavar="D", help=_("The paper's date, as 2023-09-15."))],
    by: Annotated[
        str | None, typer.Option(metavar="NAME", help=_("Who struck or changed what differs from the draft."))
    ] = None,
    reason: Annotated[str | None, typer.Option(metavar="TEXT", help=_("Why it was struck, changed or taken back."))] = None,
    replaces: Annotated[
        list[str] | None,
        typer.Option(metavar="N/YEAR", help=_("The earlier paper that this one replaces: its findings no longer count.")),
    ] = None,
    corrects: Annotated[
        list[str] | None,
        typer.Option(metavar="N/YEAR", help=_("The earlier paper that this one corrects: what both tell counts as told here.")),
    ] = None,
    withdraws: Annotated[
        list[str] | None,
        typer.Option(metavar="N/YEAR", help=_("The earlier paper that this one withdraws; it need not be made by cccc.")),
    ] = None,
    undo: Annotated[
        bool, typer.Option("--undo", help=_("Take back that this paper was recorded: a slip of the hand."))
    ] = False,
    workspace: Annotated[Path | None, WorkspaceOption] = None,
) -> None:
    """Record the paper as signed, and say what stands, what was struck out and what was changed."""
    day, numbered = parse_date(dated), parse_number(number)
    if day is None:
        return
    effects = _effects({"replaces": replaces or [], "corrects": corrects or [], "withdraws": withdraws or []})
    given = _Given(letter, numbered, day, _words(by), _words(reason), effects)
    with reading(workspace) as session:
        paper, problems = (None, []) if undo else _paper(session, given)
    problems = [*session.problems, *problems]
    if has_error(problems):
        end(problems)
    with writing(session) as ledger:
        problems += _issue(session.space, ledger, paper) if paper else _undo(session.space, ledger, given)
    end(problems)


def _words(text: str | None) -> str | None:
    return " ".join(text.split()) or None if text else None


def _effects(given: dict[str, list[str]]) -> tuple[Effect, ...]:
    """The earlier papers that the options name; wrong usage where one is named twice or is no paper's number."""
    from cccc.model.issuance import Effect, EffectKind

    found: dict[tuple[str, int], Effect] = {}
    for option, references in given.items():
        for text in references:
            match = _REFERENCE.fullmatch(text.strip())
            if match is None:
                told = m("{text} is not a paper's number with its year; write it as 1220/2023", text=text)
                raise typer.BadParameter(str(told), param_hint=f"--{option}")
            number, year = match[1].zfill(2), int(match[3])
            if (number, year) in found:
                raise typer.BadParameter(str(m("{text} is named twice", text=text)), param_hint=f"--{option}")
            found[number, year] = Effect(EffectKind(option), number + match[2], year)
    return tuple(found.values())


def _paper(session: Session, given: _Given) -> tuple[IssuedPaper | None, list[Problem]]:
    """The signed paper: what stands in its file, what was struck out and what was changed."""
    from cccc.documents.marks import read_marks
    from cccc.model.issuance import IssuedPaper
    from cccc.periods import short_date

    contents, problems = read_files([given.letter])
    if problems:
        return None, problems
    [(name, content)] = contents
    marks, problems = read_marks(content, name)
    draft = None if has_error(problems) else _draft(session.ledger, marks)
    if draft is None and given.withdraws:
        return _withdrawal(session, given, name, content), []
    if has_error(problems):
        return None, problems
    if draft is None:
        told = m("the file carries no draft of cccc letter")
        return None, [invalid("unknown-draft", Location(name), told, m("give the signed .docx that was made from the draft"))]
    period, template, keys = draft
    if keys and not marks.standing:
        told = m("none of the draft's findings can be found in the file")
        fix = m("give the signed .docx itself, not a copy typed anew or saved by a program that drops bookmarks")
        return None, [invalid("unknown-draft", Location(name), told, fix)]
    if given.dated <= period.end:
        note(m("the paper is dated {day}, before {period} was over", day=short_date(given.dated), period=period))
    signed = IssuedPaper(
        number=_full(given.number, session.space, template),
        dated=given.dated,
        file=name,
        sha256=digest(content),
        period=period,
        template=template,
        draft=marks.draft.words if marks.draft else None,
        by=given.by,
        reason=given.reason,
        effects=given.effects,
    )
    return _confirmed(session, signed, content, marks, keys)


def _confirmed(
    session: Session, signed: IssuedPaper, content: bytes, marks: Marks, keys: Sequence[str]
) -> tuple[IssuedPaper, list[Problem]]:
    """``signed`` with each of its findings as the file has it; an ordinal that nothing precedes is refused."""
    from dataclasses import replace

    from cccc.model.issuance import ConfirmedFinding
    from cccc.workflow.confirmation import confirmed
    from cccc.workflow.predecessors import preceded

    known = session.ledger.findings_by_key(keys)
    findings = {key: finding for key, (_period, finding) in known.items()}
    confirmation, problems = confirmed(content, signed.file, marks, findings, session.space.roster)
    if known and not confirmation.compared:
        note(m("the file no longer says what was drafted: figures, occurrences and names that were changed cannot be named"))
    # what the ledger does not know, it will refuse by name
    unknown = tuple(ConfirmedFinding(key, key in marks.standing) for key in keys if key not in known)
    whole = replace(signed, findings=(*confirmation.findings, *unknown))
    return whole, [*problems, *preceded(session, whole, findings)]


def _withdrawal(session: Session, given: _Given, name: str, content: bytes) -> IssuedPaper:
    """A paper of the office's own words that does nothing but withdraw earlier ones."""
    from cccc.model.issuance import IssuedPaper
    from cccc.periods import Period

    named = {(one.number.partition("/")[0], one.year) for one in given.effects}
    spans = [one.period for one in session.ledger.papers() if (one.number.partition("/")[0], one.dated.year) in named]
    return IssuedPaper(
        number=_full(given.number, session.space, ""),
        dated=given.dated,
        file=name,
        sha256=digest(content),
        period=spans[-1] if spans else Period(given.dated, given.dated),
        template="",
        by=given.by,
        reason=given.reason,
        effects=given.effects,
    )


def _issue(space: Workspace, ledger: Ledger, paper: IssuedPaper) -> list[Problem]:
    others = [
        one.number
        for one in ledger.papers()
        if one.sha256 == paper.sha256 and one.number != paper.number and one.in_force and not _is_meant(paper, one)
    ]
    issued, problems = ledger.issue(paper, datetime.now(UTC))
    if others and issued is not None:
        note(m("the same file was recorded before as {numbers}; take back what is wrong with --undo", numbers=tuple(others)))
    if issued is not None:
        _say(space, issued)
    return problems


def _is_meant(paper: IssuedPaper, other: PaperEntry) -> bool:
    """Whether ``paper`` is said to replace, correct or withdraw ``other``."""
    digits = other.number.partition("/")[0]
    return any(one.number.partition("/")[0] == digits and one.year == other.dated.year for one in paper.effects)


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


def _say(space: Workspace, issued: Issuance) -> None:
    from cccc.reports.terminal.papers import issued_lines

    for line in issued_lines(issued, space.roster, space.indicators):
        typer.echo(line)
    if not issued.new:
        note(m("this paper was recorded before; nothing changes"))
    if (issued.struck or issued.changed) and issued.reason is None:
        note(m("say who struck or changed it and why: the same command with --by and --reason"))


def _undo(space: Workspace, ledger: Ledger, given: _Given) -> list[Problem]:
    from cccc.periods import short_date

    full, day = _full(given.number, space, "default"), given.dated
    recorded = [one for one in ledger.papers() if one.number == full and one.dated.year == day.year and not one.withdrawn_at]
    if recorded and day not in {one.dated for one in recorded}:
        dated = short_date(recorded[0].dated)
        told = m("{number} is recorded with the date {dated}, not {given}", number=full, dated=dated, given=short_date(day))
        return [invalid("paper-number", Location(space.ledger.as_posix()), told, m("give the paper's own date"))]
    undone, problems = ledger.undo(full, day.year, datetime.now(UTC), given.by, given.reason)
    if undone is not None:
        typer.echo(str(m("{number} no longer counts; it stays in the record", number=undone.number)))
    return problems
