"""``cccc letter``: an evaluation -> the draft of a letter."""

from __future__ import annotations

import re
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from cccc.commands.evaluate import parse_period
from cccc.commands.outcome import end, note
from cccc.commands.places import WorkspaceOption, write_guarded
from cccc.commands.session import reading, writing
from cccc.messages import _, m
from cccc.problems import Location, Problem, has_error, invalid

if TYPE_CHECKING:
    from datetime import date

    from cccc.commands.drafting import Signing
    from cccc.commands.session import Session
    from cccc.declarations.workspace import Workspace
    from cccc.model import Evaluation
    from cccc.paper import Paper
    from cccc.periods import Period


FINAL = "-final"
"""Closes the name of the copy to be signed."""


class Format(StrEnum):
    """The form of the draft."""

    DOCX = "docx"
    MD = "md"


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
    final: Annotated[
        bool,
        typer.Option("--final", help=_("The copy to be signed: no stamp, no controls, no comments; also of an edited .docx.")),
    ] = False,
    force: Annotated[bool, typer.Option("--force", help=_("Overwrite a file that was edited."))] = False,
    workspace: Annotated[Path | None, WorkspaceOption] = None,
) -> None:
    """Render the draft and say where it is."""
    from cccc.commands.drafting import Signing

    if final and template.endswith(".docx"):
        _finish(Path(template), output, workspace, force=force)
    asked, signing = parse_period(period), Signing(parse_number(number)[0] if number else None, parse_date(dated))
    with reading(workspace) as session:
        problems = session.problems
        evaluation, found = _evaluation(session, from_ or [], asked)
        problems += found
        if evaluation is None or has_error(found):
            end(problems)
        paper, found = _draft(session.space, evaluation, template, unit or [], signing)
        problems += found
        if paper is None or has_error(found):
            end(problems)
        content, found = _content(session.space, paper, form, final=final)
        problems += found
        if has_error(found):
            end(problems)
        name = f"{template}-{evaluation.period.label}{FINAL if final else ''}.{form}"
        path = output or session.space.root / "letters" / name
    with writing(session) as ledger:
        problems += write_guarded(path, content, ledger, force=force)
    if not has_error(problems):
        typer.echo(path.as_posix())
        _tell_the_drafter(session.space, evaluation)
    end(problems)


def parse_date(text: str | None) -> date | None:
    """The day that ``--date`` names; wrong usage where it names none."""
    from cccc.periods import iso_date

    try:
        return iso_date(text) if text is not None else None
    except ValueError:
        raise typer.BadParameter(
            str(m("{text} is not a date; write it as 2023-09-15", text=text)), param_hint="--date"
        ) from None


def parse_number(text: str) -> tuple[str, str | None]:
    """The number as it is printed ("05", "1220") and the symbol, where ``--number`` names one; wrong usage where it is none."""
    match = re.fullmatch(r"0*([1-9][0-9]{0,5})(?:/([^\s/]+))?", text.strip())
    if match is None:
        told = m("{text} is not a paper's number; write it as 1220 or 1220/UBND-NV", text=text)
        raise typer.BadParameter(str(told), param_hint="--number")
    return match[1].zfill(2), match[2]


def _evaluation(session: Session, files: list[Path], asked: Period | None) -> tuple[Evaluation | None, list[Problem]]:
    if files:
        from cccc.commands.assessing import assess

        result = assess(session.space, session.ledger, files, asked)
        return result.evaluation, result.problems
    evaluation = session.ledger.evaluation(asked)
    if evaluation is None:
        what = m("{period} has not been evaluated yet", period=asked) if asked else m("nothing has been evaluated yet")
        place = Location(session.space.ledger.as_posix())
        return None, [invalid("not-evaluated", place, what, m("run cccc evaluate with the exports first"))]
    from cccc.evaluation import counted_again

    return counted_again(evaluation, session.ledger.issued(evaluation.period.end.year)), []


def _draft(
    space: Workspace, evaluation: Evaluation, template: str, units: list[str], signing: Signing
) -> tuple[Paper | None, list[Problem]]:
    from cccc.commands import drafting

    return drafting.draft(space, evaluation, template, units, signing)


def _content(space: Workspace, paper: Paper, form: Format, *, final: bool) -> tuple[bytes, list[Problem]]:
    if form is Format.MD:
        return paper.as_text().encode(), []
    from cccc.commands.drafting import base_document
    from cccc.documents.letter import letter

    base, problems = base_document(space)
    return (b"", problems) if has_error(problems) else (letter(paper, base, final=final), problems)


def _finish(draft: Path, output: Path | None, folder: Path | None, *, force: bool) -> NoReturn:
    """The copy to be signed of a draft that people have edited."""
    from cccc.commands.places import read_files
    from cccc.documents.final import final_copy

    with reading(folder) as session:
        contents, problems = read_files([draft])
        if problems:
            end(problems)
        [(name, edited)] = contents
        content, problems = final_copy(edited, name)
        if has_error(problems):
            end(problems)
    path = output or draft.with_stem(f"{draft.stem}{FINAL}")
    with writing(session) as ledger:
        problems += write_guarded(path, content, ledger, force=force)
    if not has_error(problems):
        typer.echo(path.as_posix())
    end(problems)


def _tell_the_drafter(space: Workspace, evaluation: Evaluation) -> None:
    """What a drafter should know before the letter goes on: units in two lists, and findings withheld."""
    names = {unit.id: unit.name for unit in space.roster.units}
    kinds: dict[str, set[str]] = {}
    for finding in evaluation.findings:
        kinds.setdefault(finding.unit, set()).add(finding.kind)
    both = tuple(names[unit] for unit, found in kinds.items() if "praise" in found and len(found) > 1)
    if both:
        note(m("praised and also reminded or criticised in this letter: {units}", units=both))
    withheld = tuple(dict.fromkeys(names[finding.unit] for finding in evaluation.withheld))
    if withheld:
        least = space.policy.min_denominator
        note(m("no finding, for fewer than {least} dossiers: {units}", least=least, units=withheld))
