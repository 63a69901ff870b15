"""Letters that people edited -> where they tell something else than the ledger."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cccc.messages import m
from cccc.problems import Location, Problem, has_error, invalid
from cccc.workflow.evidence import recalled
from cccc.workflow.files import read_files
from cccc.workflow.office import in_office

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from cccc.documents.marks import Marks
    from cccc.documents.verify.judgement import Case
    from cccc.documents.write.figures import Carried
    from cccc.model.evaluations import Evaluation
    from cccc.model.paper import Paper
    from cccc.model.remarks import VerifiedLetter
    from cccc.periods import Period
    from cccc.workflow.office import Office
    from cccc.workflow.outcome import Outcome


@in_office
def verify(office: Office, files: Sequence[Path]) -> Outcome[list[VerifiedLetter]]:
    """Every letter that could be read, held against the ledger."""
    contents, found = read_files(files)
    office.problems += found
    checked: list[VerifiedLetter] = []
    for name, content in contents:
        done, found = verified(office, name, content)
        checked += [done] if done is not None else []
        office.problems += found
    return office.outcome(checked)


def verified(office: Office, name: str, content: bytes) -> tuple[VerifiedLetter | None, list[Problem]]:
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
    evaluation, problems = _evaluation(office, marks.draft.template, period)
    figures, unread = read_figures(content, name)
    if evaluation is None or unread:
        return None, [*problems, *unread]
    paper = _drafted_again(office, evaluation, marks, figures.drafted)
    carried = figures.drafted or (() if paper is None else tuple(_carried(paper)))
    paragraphs, unread = paragraphs_of(content, name, [one.key for one in carried])
    if unread:
        return None, unread
    found, told_differences = deviations(carried, paragraphs, _case(office, evaluation, marks, paper))
    return (
        VerifiedLetter(name, marks.draft.template, marks.draft.period, len(carried), found, tuple(told_differences)),
        problems,
    )


def _evaluation(office: Office, template: str, period: Period) -> tuple[Evaluation | None, list[Problem]]:
    """What the ledger has of ``period``; a paper on plans alone needs nothing of it."""
    from cccc.model.evaluations import Evaluation

    evaluation, problems = recalled(office, period)
    return (Evaluation(period), []) if evaluation is None and _reads_plans(office, template) else (evaluation, problems)


def _reads_plans(office: Office, template: str) -> bool:
    from cccc.workflow.drafts import reads_plans

    return reads_plans(office.space, template)


def _drafted_again(office: Office, evaluation: Evaluation, marks: Marks, carried: Sequence[Carried]) -> Paper | None:
    """The letter as it would be drafted now, whose own words are no news; None where that cannot be said any more."""
    from cccc.model.evaluations import finding_key
    from cccc.workflow import drafts

    draft, space = marks.draft, office.space
    if draft is None:
        return None
    if _reads_plans(office, draft.template):
        asked = (None, *(plan.id for plan in space.plans))
        papers = (drafts.draft_on_plans(space, draft.template, plan, evaluation.period, drafts.Signing())[0] for plan in asked)
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


def _case(office: Office, evaluation: Evaluation, marks: Marks, paper: Paper | None) -> Case:
    from cccc.documents.verify.judgement import Case
    from cccc.documents.verify.statements import NameForms
    from cccc.documents.word.paragraphs import drafted_paragraphs
    from cccc.letters.truths import Truths
    from cccc.model.evaluations import finding_key
    from cccc.reports.words import proposal, subject

    space = office.space
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
