"""``cccc issue``: a signed letter -> the findings that count from now on, and what became of earlier papers."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cccc.commands.options import WorkspaceOption, parse_date, parse_number
from cccc.commands.outcome import finish, note, refuse
from cccc.messages import _, m

if TYPE_CHECKING:
    from cccc.model.issuance import Effect
    from cccc.workflow.issue import Recorded

_REFERENCE = re.compile(r"0*([1-9][0-9]{0,5})((?:/[^\s/]+)?)/([12][0-9]{3})")


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
    from cccc.workflow import issue

    day, numbered = parse_date(dated), parse_number(number)
    if day is None:
        return
    effects = _effects({"replaces": replaces or [], "corrects": corrects or [], "withdraws": withdraws or []})
    given = issue.Signature(letter, numbered, day, _words(by), _words(reason), effects)
    finish(issue.undo(workspace, given), _say_undone) if undo else finish(issue.issue(workspace, given), _say)


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
                refuse(told, f"--{option}")
            number, year = match[1].zfill(2), int(match[3])
            if (number, year) in found:
                refuse(m("{text} is named twice", text=text), f"--{option}")
            found[number, year] = Effect(EffectKind(option), number + match[2], year)
    return tuple(found.values())


def _say_undone(undone: Recorded) -> None:
    typer.echo(str(m("{number} no longer counts; it stays in the record", number=undone.issued.number)))


def _say(recorded: Recorded) -> None:
    from cccc.reports.terminal.papers import issued_lines

    issued = recorded.issued
    for line in issued_lines(issued, recorded.space.roster, recorded.space.indicators):
        typer.echo(line)
    if not issued.new:
        note(m("this paper was recorded before; nothing changes"))
    if (issued.struck or issued.changed) and issued.reason is None:
        note(m("say who struck or changed it and why: the same command with --by and --reason"))
