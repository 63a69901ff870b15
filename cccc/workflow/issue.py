"""A signed letter -> the findings that count from now on, what became of earlier papers, and ordinals that nothing precedes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from cccc.messages import m
from cccc.problems import Location, has_error, invalid
from cccc.workflow.evidence import remembered
from cccc.workflow.files import digest, read_files
from cccc.workflow.office import in_office

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from cccc.declarations.workspace import Workspace
    from cccc.documents.marks import Marks
    from cccc.model.evaluations import Finding, IssuedFinding
    from cccc.model.issuance import Effect, Issuance, IssuedPaper, PaperEntry
    from cccc.periods import Period
    from cccc.problems import Problem
    from cccc.workflow.office import Office
    from cccc.workflow.outcome import Outcome

    Number = tuple[str, str | None]
    """The digits of a paper's number, and its symbol where that is given."""


@dataclass(frozen=True, slots=True)
class Signature:
    """What a user says of a signed paper: its file, number and date, who changed its draft and why, its effects on others."""

    letter: Path
    number: Number
    dated: date
    by: str | None
    reason: str | None
    effects: tuple[Effect, ...]

    @property
    def withdraws(self) -> bool:
        """Whether an earlier paper no longer counts by this one."""
        return any(one.kind == "withdraws" for one in self.effects)


@dataclass(frozen=True, slots=True)
class Recorded:
    """What was recorded of a paper, and the workspace that words it."""

    issued: Issuance
    space: Workspace


@in_office
def issue(office: Office, given: Signature) -> Outcome[Recorded]:
    """Record the paper as signed."""
    paper, found = _paper(office, given)
    office.problems += found
    if paper is None or has_error(office.problems) or not office.make_ledger():
        return office.outcome()
    issued = _recorded(office, paper)
    return office.outcome(None if issued is None else Recorded(issued, office.space))


@in_office
def undo(office: Office, given: Signature) -> Outcome[Recorded]:
    """Take back that the paper was recorded: a slip of the hand."""
    undone = _taken_back(office, given) if office.make_ledger() else None
    return office.outcome(None if undone is None else Recorded(undone, office.space))


def _paper(office: Office, given: Signature) -> tuple[IssuedPaper | None, list[Problem]]:
    """The signed paper: what stands in its file, what was struck out and what was changed."""
    from cccc.documents.marks import read_marks
    from cccc.model.issuance import IssuedPaper
    from cccc.periods import short_date

    contents, problems = read_files([given.letter])
    if problems:
        return None, problems
    [(name, content)] = contents
    marks, problems = read_marks(content, name)
    draft = None if has_error(problems) else _draft(office, marks)
    if draft is None and given.withdraws:
        return _withdrawal(office, given, name, content), []
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
        office.notes.append(m("the paper is dated {day}, before {period} was over", day=short_date(given.dated), period=period))
    signed = IssuedPaper(
        number=_full(given.number, office.space, template),
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
    return _confirmed(office, signed, content, marks, keys)


def _confirmed(
    office: Office, signed: IssuedPaper, content: bytes, marks: Marks, keys: Sequence[str]
) -> tuple[IssuedPaper, list[Problem]]:
    """``signed`` with each of its findings as the file has it; an ordinal that nothing precedes is refused."""
    from cccc.model.issuance import ConfirmedFinding
    from cccc.workflow.confirmation import confirmed

    known = office.ledger.findings_by_key(keys)
    findings = {key: finding for key, (_period, finding) in known.items()}
    confirmation, problems = confirmed(content, signed.file, marks, findings, office.space.roster)
    if known and not confirmation.compared:
        office.notes.append(
            m("the file no longer says what was drafted: figures, occurrences and names that were changed cannot be named")
        )
    # what the ledger does not know, it will refuse by name
    unknown = tuple(ConfirmedFinding(key, key in marks.standing) for key in keys if key not in known)
    whole = replace(signed, findings=(*confirmation.findings, *unknown))
    return whole, [*problems, *_preceded(office, whole, findings)]


def _withdrawal(office: Office, given: Signature, name: str, content: bytes) -> IssuedPaper:
    """A paper of the office's own words that does nothing but withdraw earlier ones."""
    from cccc.model.issuance import IssuedPaper
    from cccc.periods import Period

    named = {(one.number.partition("/")[0], one.year) for one in given.effects}
    spans = [one.period for one in office.ledger.papers() if (one.number.partition("/")[0], one.dated.year) in named]
    return IssuedPaper(
        number=_full(given.number, office.space, ""),
        dated=given.dated,
        file=name,
        sha256=digest(content),
        period=spans[-1] if spans else Period(given.dated, given.dated),
        template="",
        by=given.by,
        reason=given.reason,
        effects=given.effects,
    )


def _recorded(office: Office, paper: IssuedPaper) -> Issuance | None:
    others = [
        one.number
        for one in office.ledger.papers()
        if one.sha256 == paper.sha256 and one.number != paper.number and one.in_force and not _is_meant(paper, one)
    ]
    issued, found = office.ledger.issue(paper, datetime.now(UTC))
    office.problems += found
    if others and issued is not None:
        told = m("the same file was recorded before as {numbers}; take back what is wrong with --undo", numbers=tuple(others))
        office.notes.append(told)
    return issued


def _is_meant(paper: IssuedPaper, other: PaperEntry) -> bool:
    """Whether ``paper`` is said to replace, correct or withdraw ``other``."""
    digits = other.number.partition("/")[0]
    return any(one.number.partition("/")[0] == digits and one.year == other.dated.year for one in paper.effects)


def _draft(office: Office, marks: Marks) -> tuple[Period, str, Sequence[str]] | None:
    """Period, template and findings of the draft; what the file no longer says, the ledger tells by what still stands."""
    from cccc.periods import parse_label

    period = parse_label(marks.draft.period) if marks.draft else None
    if marks.draft is not None and period is not None:
        return period, marks.draft.template, marks.draft.findings
    known = office.ledger.findings_by_key(marks.standing)
    if not known:
        return None
    office.notes.append(m("the file no longer says what its draft held: what was struck out cannot be named"))
    return max(found for found, _finding in known.values()), "default", sorted(known)


def _full(number: Number, space: Workspace, template: str) -> str:
    """The number with its symbol, the paper's own where none was given: 1220/UBND-NV."""
    digits, symbol = number
    form = space.paper(template)
    symbol = symbol or (form.symbol if form else None)
    return f"{digits}/{symbol}" if symbol else digits


def _taken_back(office: Office, given: Signature) -> Issuance | None:
    from cccc.periods import short_date

    full, day = _full(given.number, office.space, "default"), given.dated
    recorded = [
        one for one in office.ledger.papers() if one.number == full and one.dated.year == day.year and not one.withdrawn_at
    ]
    if recorded and day not in {one.dated for one in recorded}:
        dated = short_date(recorded[0].dated)
        told = m("{number} is recorded with the date {dated}, not {given}", number=full, dated=dated, given=short_date(day))
        place = Location(office.space.ledger.as_posix())
        office.problems.append(invalid("paper-number", place, told, m("give the paper's own date")))
        return None
    undone, found = office.ledger.undo(full, day.year, datetime.now(UTC), given.by, given.reason)
    office.problems += found
    return undone


# --- ordinals held against the papers issued before --------------------------------------------------------------------


def _preceded(office: Office, paper: IssuedPaper, findings: Mapping[str, Finding]) -> list[Problem]:
    """What is wrong with the ordinals that ``paper`` prints; one that lags behind the ledger is told and stops nothing."""
    from cccc.evaluation import counted_again
    from cccc.model.evaluations import Evaluation
    from cccc.reports.words import proposal, subject

    space = office.space
    printed = {one.key: one.printed for one in paper.findings if one.stands and one.printed is not None}
    told = [(findings[key], number) for key, number in printed.items() if key in findings]
    issued, verdicts = remembered(space, office.ledger, paper.period)
    issued = [one for one in issued if not _ended_by(paper, one)]
    counted = counted_again(
        Evaluation(paper.period, findings=tuple(finding for finding, _ in told)), issued, space.policy, space.roster, verdicts
    ).findings
    names = {unit.id: unit.name for unit in space.roster.units}
    problems = []
    for (finding, number), now in zip(told, counted, strict=True):
        if now.occurrence is None or number == now.occurrence:
            continue
        about = {
            "unit": names.get(finding.unit, finding.unit),
            "indicator": subject(finding.indicators, space.indicators),
            "printed": proposal(replace(finding, occurrence=number)),
        }
        if number < now.occurrence:
            count = now.occurrence
            office.notes.append(
                m("{unit}, {indicator}: the paper prints “{printed}”, the ledger counts {count}", **about, count=count)
            )
            continue
        line = space.roster.carried(finding.unit)
        known = tuple(_named(one) for one in issued if one.unit in line and _is_like(one, finding, paper))
        fix = m("take the earlier ones over with cccc history import, or correct the ordinal in the paper")
        if known:
            told_so = m(
                "{unit}, {indicator}: the paper prints “{printed}”, the ledger knows {known} before it", **about, known=known
            )
        else:
            told_so = m("{unit}, {indicator}: the paper prints “{printed}”, the ledger knows none before it", **about)
        problems.append(invalid("missing-predecessor", Location(paper.file), told_so, fix))
    return problems


def _ended_by(paper: IssuedPaper, one: IssuedFinding) -> bool:
    """Whether ``paper`` itself withdraws or replaces the paper of ``one``: that no longer counts before it."""
    if one.number is None or one.dated is None:
        return False
    digits, year = one.number.partition("/")[0], one.dated.year
    ended = [effect for effect in paper.effects if effect.kind in ("withdraws", "replaces")]
    return any((effect.number.partition("/")[0], effect.year) == (digits, year) for effect in ended)


def _is_like(one: IssuedFinding, finding: Finding, paper: IssuedPaper) -> bool:
    same = one.kind is finding.kind and not set(one.indicators).isdisjoint(finding.indicators)
    return same and one.period.end < paper.period.start


def _named(one: IssuedFinding) -> str:
    return f"{one.period.label} ({one.number})" if one.number else one.period.label
