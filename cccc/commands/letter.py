"""``cccc letter``: an evaluation -> the draft of a letter."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from cccc.commands.options import WorkspaceOption, parse_date, parse_number
from cccc.commands.outcome import end, note, tell
from cccc.messages import _, m
from cccc.problems import Location, Problem, has_error, invalid
from cccc.workflow.files import write_guarded
from cccc.workflow.office import reading, writing
from cccc.workflow.origins import remember
from cccc.workflow.periods import parse_period

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from cccc.declarations.workspace import Workspace
    from cccc.model.evaluations import Evaluation
    from cccc.model.paper import Paper
    from cccc.periods import Period
    from cccc.workflow.batch import Batch
    from cccc.workflow.drafts import Signing
    from cccc.workflow.office import Session


FINAL = "-final"
"""Closes the name of the copy to be signed."""


class Format(StrEnum):
    """The form of the draft."""

    DOCX = "docx"
    MD = "md"
    PDF = "pdf"


def run(
    template: Annotated[str, typer.Argument(metavar="TEMPLATE", help=_("The kind of letter."))] = "notice",
    period: Annotated[str | None, typer.Option(metavar="P", help=_("The period; else the one evaluated last."))] = None,
    unit: Annotated[list[str] | None, typer.Option(metavar="U", help=_("Only the findings on this unit (its id)."))] = None,
    from_: Annotated[
        list[Path] | None, typer.Option("--from", metavar="FILE", help=_("Evaluate these exports instead of using the ledger."))
    ] = None,
    output: Annotated[Path | None, typer.Option(metavar="PATH", help=_("Where to write the draft."))] = None,
    form: Annotated[Format, typer.Option("--format", help=_("The form of the draft."))] = Format.DOCX,
    number: Annotated[str | None, typer.Option(metavar="N", help=_("The paper's number; a draft leaves it open."))] = None,
    dated: Annotated[
        str | None, typer.Option("--date", metavar="D", help=_("The paper's date, as 2023-09-15; a draft leaves the day open."))
    ] = None,
    each: Annotated[
        bool, typer.Option("--each", help=_("A letter for each unit concerned, and an index; {unit} in --output names it."))
    ] = False,
    plan: Annotated[
        str | None, typer.Option(metavar="ID", help=_("The plan, for a letter on targets; else all that apply."))
    ] = None,
    final: Annotated[
        bool,
        typer.Option("--final", help=_("The copy to be signed: no stamp, no controls, no comments; also of an edited .docx.")),
    ] = False,
    annotate: Annotated[
        bool, typer.Option("--annotate", help=_("A Word comment on each figure: its counts, file, sheet and cells."))
    ] = False,
    diff: Annotated[
        Path | None, typer.Option(metavar="OLD", help=_("Show what changed since the letter OLD (.docx); nothing is written."))
    ] = None,
    force: Annotated[bool, typer.Option("--force", help=_("Overwrite a file that was edited."))] = False,
    workspace: Annotated[Path | None, WorkspaceOption] = None,
) -> None:
    """Render the draft and say where it is."""
    from cccc.workflow.drafts import Signing

    _check_usage(diff, form, annotate=annotate, final=final, each=each)
    if final and template.endswith(".docx"):
        from cccc.workflow.final_copy import finish

        finish(Path(template), output, workspace, ending=FINAL, force=force)
    asked, signing = parse_period(period, workspace), Signing(parse_number(number)[0] if number else None, parse_date(dated))
    if each:
        from cccc.workflow.batch import Batch

        batch = Batch(template, unit or [], output, f"{FINAL if final else ''}.{form}", signing)
        _draft_each(batch, from_ or [], asked, form, workspace, annotate=annotate, final=final, force=force)
    with reading(workspace) as session:
        problems = session.problems
        if planned := _of_plans(session, template, plan, asked, signing):
            if unit or from_:
                told = m("{template} reads plans and no evaluation", template=template)
                raise typer.BadParameter(str(told), param_hint="--unit" if unit else "--from")
            _compare(session, planned, diff)
            _write_planned(session, planned, output, form, annotate=annotate, final=final, force=force)
        evaluation, found = _evaluation(session, from_ or [], asked)
        problems += found
        if evaluation is None or has_error(found):
            end(problems)
        problems += _guarded(session, evaluation, unit or [], fresh=bool(from_))
        paper, found = _draft(session.space, evaluation, template, unit or [], signing)
        problems += found
        if paper is None or has_error(found):
            end(problems)
        _compare(session, paper, diff)
        content, found = _content(session.space, paper, form, evaluation if annotate else None, final=final)
        problems += found
        if has_error(found):
            end(problems)
        name = f"{template}-{evaluation.period.label}{FINAL if final else ''}.{form}"
        path = output or session.space.root / "letters" / name
    _tell_the_drafter(session.space, evaluation)
    _write(session, path, content, saved=not from_, force=force)


def _of_plans(session: Session, template: str, plan: str | None, asked: Period | None, signing: Signing) -> Paper | None:
    """The paper of a template that reads plans; None where the template reads an evaluation."""
    from cccc.workflow import plan_paper

    if not plan_paper.reads_plans(session.space, template):
        if plan is not None:
            raise typer.BadParameter(str(m("{template} reads no plans", template=template)), param_hint="--plan")
        return None
    paper, found = plan_paper.draft(session.space, template, plan, asked, signing)
    session.problems.extend(found)
    if paper is None or has_error(found):
        end(session.problems)
    return paper


def _write_planned(
    session: Session, paper: Paper, output: Path | None, form: Format, *, annotate: bool, final: bool, force: bool
) -> NoReturn:
    content, found = _content(session.space, paper, form, _of_no_figures(paper) if annotate else None, final=final)
    session.problems.extend(found)
    if has_error(found):
        end(session.problems)
    name = f"{paper.template}-{paper.period}{FINAL if final else ''}.{form}"
    _write(session, output or session.space.root / "letters" / name, content, saved=False, force=force)


def _write(session: Session, path: Path, content: bytes, *, saved: bool, force: bool) -> NoReturn:
    """Tell what there is to tell, and only then write the letter; ``saved`` where the ledger has its evaluation."""
    _tell_now(session)
    with writing(session) as ledger:
        found = write_guarded(path, content, ledger, force=force)
        if not has_error(found):
            remember(session.space, ledger, [path], saved=saved)
    if not has_error(found):
        typer.echo(path.as_posix())
    end(found)


def _tell_now(session: Session) -> None:
    """Tell all that was found so far, which is not told again."""
    tell(session.problems)
    session.problems.clear()


def _of_no_figures(paper: Paper) -> Evaluation | None:
    """What a paper on plans rests on: targets, and no evaluation."""
    from cccc.model.evaluations import Evaluation
    from cccc.periods import parse_label

    period = parse_label(paper.period)
    return None if period is None else Evaluation(period)


def _evaluation(session: Session, files: list[Path], asked: Period | None) -> tuple[Evaluation | None, list[Problem]]:
    if files:
        from cccc.workflow.evaluation import assess

        result = assess(session.space, session.ledger, files, asked)
        return result.evaluation, result.problems
    evaluation = session.ledger.evaluation(asked)
    if evaluation is None:
        what = m("{period} has not been evaluated yet", period=asked) if asked else m("nothing has been evaluated yet")
        place = Location(session.space.ledger.as_posix())
        return None, [invalid("not-evaluated", place, what, m("run cccc evaluate with the exports first"))]
    from cccc.evaluation import counted_again
    from cccc.workflow.evidence import remembered

    issued, verdicts = remembered(session.space, session.ledger, evaluation.period)
    return counted_again(evaluation, issued, session.space.policy, session.space.roster, verdicts), []


def _guarded(session: Session, evaluation: Evaluation, units: Sequence[str], *, fresh: bool) -> list[Problem]:
    from cccc.workflow.guard import guarded

    return guarded(session, evaluation, units, fresh=fresh)


def _draft(
    space: Workspace, evaluation: Evaluation, template: str, units: list[str], signing: Signing
) -> tuple[Paper | None, list[Problem]]:
    from cccc.workflow import drafts

    return drafts.draft(space, evaluation, template, units, signing)


def _content(
    space: Workspace, paper: Paper, form: Format, noted: Evaluation | None = None, *, final: bool
) -> tuple[bytes, list[Problem]]:
    return _contents(space, form, noted, final=final)(paper)


def _contents(
    space: Workspace, form: Format, noted: Evaluation | None = None, *, final: bool
) -> Callable[[Paper], tuple[bytes, list[Problem]]]:
    """What gives papers their bytes, with comments by ``noted``; what all of them need is read once."""
    if form is Format.MD:
        return lambda paper: (paper.as_text().encode(), [])
    from cccc.documents.pdf import as_pdf
    from cccc.documents.write.copies import annotated
    from cccc.documents.write.letter import letter
    from cccc.letters.truths import Truths
    from cccc.workflow.drafts import base_document

    base, problems = base_document(space)
    if has_error(problems):
        return lambda _paper: (b"", problems)
    truths = None if noted is None else Truths(noted, space.roster, space.indicators, space.plans)

    def content(paper: Paper) -> tuple[bytes, list[Problem]]:
        made = letter(paper, base, final=final)
        if truths is not None:
            made = annotated(made, truths.comment)
        if form is Format.PDF:
            made, found = as_pdf(made)
            return made, [*problems, *found]
        return made, problems

    return content


def _check_usage(diff: Path | None, form: Format, *, annotate: bool, final: bool, each: bool) -> None:
    if annotate and final:
        raise typer.BadParameter(_("it does not go with --final"), param_hint="--annotate")
    if annotate and form is not Format.DOCX:
        told = m("comments are Word's; a draft as {form} has none", form=form.value)
        raise typer.BadParameter(str(told), param_hint="--annotate")
    if annotate and diff is not None:
        raise typer.BadParameter(_("it does not go with --diff"), param_hint="--annotate")
    if diff is not None and each:
        raise typer.BadParameter(_("it does not go with --each"), param_hint="--diff")


def _compare(session: Session, paper: Paper, old: Path | None) -> None:
    """With --diff, show what changed, and stop."""
    if old is None:
        return
    from cccc.workflow.draft_changes import compared

    lines, found = compared(session.space, paper, old)
    for line in lines:
        typer.echo(line)
    problems = [*session.problems, *found]
    if not lines and not has_error(problems):
        note(m("nothing changed"))
    end(problems)


def _draft_each(
    batch: Batch,
    exports: list[Path],
    asked: Period | None,
    form: Format,
    folder: Path | None,
    *,
    annotate: bool,
    final: bool,
    force: bool,
) -> NoReturn:
    """A letter for each unit concerned: all of them, or none."""
    from cccc.workflow.files import Staging

    batch.check_pattern()
    with Staging() as staged:
        with reading(folder) as session:
            problems = session.problems
            _for_units(session, batch.template)
            evaluation, found = _evaluation(session, exports, asked)
            problems += found
            if evaluation is None or has_error(found):
                end(problems)
            problems += _guarded(session, evaluation, batch.units, fresh=bool(exports))
            drafted = Format.DOCX if form is Format.PDF else form
            contents = _contents(session.space, drafted, evaluation if annotate else None, final=final)
            files, found = batch.stage(session.space, evaluation, contents, staged)
            if form is Format.PDF and files and not has_error(found):
                from cccc.documents.pdf import to_pdf

                found += staged.turn(files[:-1], to_pdf)  # the last one is the index
            problems += found
            if has_error(found):
                end(problems)
        _tell_the_drafter(session.space, evaluation)
        _tell_now(session)
        with writing(session) as ledger:
            found = staged.put(ledger, force=force)
            if not has_error(found):
                remember(session.space, ledger, files, saved=not exports)
    if not has_error(found):
        for file in files:
            typer.echo(file.as_posix())
        if not files:
            note(m("no unit is concerned; there is no letter to write"))
    end(found)


def _for_units(session: Session, template: str) -> None:
    """Wrong usage where the template makes one paper for all."""
    from cccc.workflow.plan_paper import reads_plans

    if reads_plans(session.space, template):
        told = m("{template} is one paper for all units; leave --each out", template=template)
        raise typer.BadParameter(str(told), param_hint="--each")


def _tell_the_drafter(space: Workspace, evaluation: Evaluation) -> None:
    """What a drafter should know before the letter goes on: units in two lists, and findings withheld."""
    names = {unit.id: unit.name for unit in space.roster.units}
    kinds: dict[str, set[str]] = {}
    for finding in evaluation.findings:
        kinds.setdefault(finding.unit, set()).add(finding.kind)
    both = tuple(names[unit] for unit, found in kinds.items() if "praise" in found and len(found) > 1)
    if both:
        note(m("praised and also reminded or criticised in this period: {units}", units=both))
    withheld = tuple(dict.fromkeys(names[finding.unit] for finding in evaluation.withheld))
    if withheld:
        least = space.policy.min_denominator
        note(m("no finding, for fewer than {least} dossiers: {units}", least=least, units=withheld))
