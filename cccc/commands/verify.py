"""``cccc verify``: letters that people edited -> where they tell something else than the ledger."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cccc.commands.options import WorkspaceOption
from cccc.commands.outcome import DONE, REFUSED, note, tell
from cccc.messages import _, m
from cccc.problems import Location, Problem, has_error, invalid
from cccc.workflow.files import read_files
from cccc.workflow.office import reading

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from cccc.documents.marks import Marks
    from cccc.documents.verify.judgement import Case
    from cccc.documents.write.figures import Carried
    from cccc.model.evaluations import Evaluation
    from cccc.model.paper import Paper
    from cccc.model.remarks import VerifiedLetter
    from cccc.periods import Period
    from cccc.workflow.office import Session


class Format(StrEnum):
    """How the differences are told."""

    TEXT = "text"
    JSON = "json"


def run(
    files: Annotated[
        list[Path], typer.Argument(metavar="LETTER", help=_("Letters (.docx) that cccc drafted and people edited."))
    ],
    form: Annotated[Format, typer.Option("--format", help=_("How to tell the differences."))] = Format.TEXT,
    workspace: Annotated[Path | None, WorkspaceOption] = None,
) -> None:
    """Hold every file against the ledger; the status is 1 where a figure, a unit or an occurrence differs."""
    contents, problems = read_files(files)
    checked: list[VerifiedLetter] = []
    with reading(workspace) as session:
        problems = [*session.problems, *problems]
        for name, content in contents:
            done, found = verified(session, name, content)
            checked += [done] if done is not None else []
            problems += found
    _say(form, checked, problems)
    raise typer.Exit(REFUSED if has_error(problems) or any(one.has_error for one in checked) else DONE)


def verified(session: Session, name: str, content: bytes) -> tuple[VerifiedLetter | None, list[Problem]]:
    """The letter ``content``, which the user calls ``name``, held against the ledger."""
    from cccc.documents.marks import read_marks
    from cccc.documents.verify.judgement import deviations
    from cccc.documents.word.paragraphs import paragraphs_of
    from cccc.documents.write.figures import read_figures
    from cccc.model.remarks import VerifiedLetter
    from cccc.periods import parse_label

    marks, problems = read_marks(content, name)
    if has_error(problems):
        return None, problems
    period = parse_label(marks.draft.period) if marks.draft else None
    if marks.draft is None or period is None:
        told = m("the file carries no draft of cccc letter")
        return None, [invalid("unknown-draft", Location(name), told, m("give the .docx that was made from the draft"))]
    evaluation, problems = _evaluation(session, marks.draft.template, period)
    figures, unread = read_figures(content, name)
    if evaluation is None or unread:
        return None, [*problems, *unread]
    paper = _drafted_again(session, evaluation, marks, figures.drafted)
    carried = figures.drafted or (() if paper is None else tuple(_carried(paper)))
    paragraphs, unread = paragraphs_of(content, name, [one.key for one in carried])
    if unread:
        return None, unread
    found, told_differences = deviations(carried, paragraphs, _case(session, evaluation, marks, paper))
    return (
        VerifiedLetter(name, marks.draft.template, marks.draft.period, len(carried), found, tuple(told_differences)),
        problems,
    )


def _evaluation(session: Session, template: str, period: Period) -> tuple[Evaluation | None, list[Problem]]:
    """What the ledger has of ``period``; a paper on plans alone needs nothing of it."""
    from cccc.evaluation import counted_again
    from cccc.model.evaluations import Evaluation
    from cccc.workflow.evidence import remembered

    evaluation = session.ledger.evaluation(period)
    if evaluation is not None:
        issued, verdicts = remembered(session.space, session.ledger, evaluation.period)
        return counted_again(evaluation, issued, session.space.policy, session.space.roster, verdicts), []
    if _reads_plans(session, template):
        return Evaluation(period), []
    place = Location(session.space.ledger.as_posix())
    told = m("{period} has not been evaluated yet", period=period)
    return None, [invalid("not-evaluated", place, told, m("run cccc evaluate with the exports first"))]


def _reads_plans(session: Session, template: str) -> bool:
    from cccc.workflow import plan_paper

    return plan_paper.reads_plans(session.space, template)


def _drafted_again(session: Session, evaluation: Evaluation, marks: Marks, carried: Sequence[Carried]) -> Paper | None:
    """The letter as it would be drafted now, whose own words are no news; None where that cannot be said any more."""
    from cccc.model.evaluations import finding_key
    from cccc.workflow import drafts, plan_paper

    draft, space = marks.draft, session.space
    if draft is None:
        return None
    if _reads_plans(session, draft.template):
        asked = (None, *(plan.id for plan in space.plans))
        papers = (plan_paper.draft(space, draft.template, plan, evaluation.period, drafts.Signing())[0] for plan in asked)
        return _likest(papers, carried)
    kept = tuple(one for one in evaluation.findings if finding_key(evaluation.period, one) in draft.findings)
    chosen = replace(evaluation, findings=kept) if draft.findings else evaluation
    told = {one.unit for one in kept} or {unit for one in carried for unit in one.key.units if one.key.what == "name"}
    only = [[], sorted(told)] if len(told) == 1 else [[]]
    return _likest((drafts.draft(space, chosen, draft.template, units, drafts.Signing())[0] for units in only), carried)


def _likest(papers: Iterable[Paper | None], carried: Sequence[Carried]) -> Paper | None:
    """The first paper that says just what is ``carried``, else the first."""
    from cccc.documents.write.markup import plain

    first = None
    were = sorted((str(one.key), plain(one.text)) for one in carried)
    for paper in papers:
        if paper is not None and were == sorted((str(one.key), plain(one.text)) for one in _carried(paper)):
            return paper
        first = first or paper
    return first


def _case(session: Session, evaluation: Evaluation, marks: Marks, paper: Paper | None) -> Case:
    from cccc.documents.verify.judgement import Case
    from cccc.documents.verify.statements import NameForms
    from cccc.documents.word.paragraphs import drafted_paragraphs
    from cccc.letters.truths import Truths
    from cccc.model.evaluations import finding_key
    from cccc.reports.words import proposal, subject

    space = session.space
    names = {unit.id: unit.name for unit in space.roster.units}
    known = {
        finding_key(evaluation.period, one): (
            one.unit,
            f"{proposal(one)}: {names.get(one.unit, one.unit)} ({subject(one.indicators, space.indicators)})",
        )
        for one in evaluation.findings
    }
    return Case(
        truth=Truths(evaluation, space.roster, space.indicators),
        names=NameForms(space.roster.units),
        findings=known,
        drafted=marks.draft.findings if marks.draft else (),
        standing=marks.standing,
        again=() if paper is None else drafted_paragraphs(paper),
        usual=() if paper is None else (paper.frame.subject, *paper.frame.to, *paper.frame.copies),
    )


def _carried(paper: Paper) -> Iterator[Carried]:
    from cccc.documents.write.figures import Carried

    for run_ in paper.runs():
        if run_.key is not None:
            yield Carried(run_.key, run_.text)


def _say(form: Format, verified: list[VerifiedLetter], problems: list[Problem]) -> None:
    from cccc.reports.terminal import papers

    if form is Format.JSON:
        from cccc.reports.json import checks, documents

        typer.echo(documents.as_text(checks.verify_document(verified, problems)))
    else:
        for line in papers.verify_lines(verified):
            typer.echo(line)
    tell(problems)
    if form is Format.TEXT and verified and not any(one.deviations for one in verified):
        note(m("every figure is as the ledger has it"))
