"""The command line as a whole: every command with its help, and its exit status."""

from __future__ import annotations

import io
import sys
from contextlib import nullcontext, redirect_stdout
from typing import TYPE_CHECKING

import typer

import cccc
from cccc.commands import (
    archive,
    board,
    check,
    diff,
    evaluate,
    explain,
    following,
    history,
    init,
    inspect,
    issue,
    ledger,
    letter,
    lint,
    report,
    schema,
    targets,
    units,
    usage,
    verify,
)
from cccc.commands.outcome import WRONG_USAGE
from cccc.messages import _

if TYPE_CHECKING:
    from collections.abc import Callable


def dispatch(arguments: list[str]) -> int:
    """Run the command that ``arguments`` name; its exit status."""
    helped = not arguments or not {"-h", "--help"}.isdisjoint(arguments)
    said = io.StringIO()
    try:
        with redirect_stdout(said) if helped else nullcontext():
            return int(application()(arguments, prog_name="cccc", standalone_mode=False) or 0)
    except typer.Exit as done:
        return done.exit_code
    except typer.Abort:
        return 1
    except typer.TyperException as wrong:
        if not arguments:
            said.write(str(wrong))
            return WRONG_USAGE
        command = " ".join(["cccc", *arguments[:1]]) if arguments[0] in COMMANDS else "cccc"
        typer.echo(usage.error(wrong.format_message(), command), err=True)
        return WRONG_USAGE
    finally:
        if helped:
            sys.stdout.write(usage.help_text(said.getvalue()))


COMMANDS = (
    "init",
    "check",
    "schema",
    "inspect",
    "evaluate",
    "explain",
    "letter",
    "lint",
    "verify",
    "issue",
    "history",
    "report",
    "diff",
    "targets",
    "board",
    "answers",
    "tasks",
    "ledger",
    "archive",
    "units",
)


def application() -> typer.Typer:
    """The application with its commands, worded in the language in use."""
    app = typer.Typer(
        help=_("Hold offices against their administrative-procedure targets, and draft the letters."),
        no_args_is_help=True,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(_options)
    commands: dict[str, tuple[Callable[..., None], str]] = {
        "init": (init.run, _("Make a new workspace to edit, with commented files and sample exports.")),
        "check": (check.run, _("Check targets, units, indicators, layouts, policy and templates.")),
        "schema": (schema.run, _("Print the JSON Schema of a kind of file, by which an editor completes and checks it.")),
        "inspect": (inspect.run, _("Show how exports are understood: sheets, headings, rows taken and left, units matched.")),
        "evaluate": (evaluate.run, _("Read exports, evaluate every unit, show the result and save it to the ledger.")),
        "explain": (explain.run, _("Tell the whole chain of one verdict: cells, counts, target, rules, earlier findings.")),
        "letter": (letter.run, _("Draft a letter on the period evaluated last.")),
        "lint": (lint.run, _("Check Word files against Decree 30/2020/NĐ-CP; mend what is safe.")),
        "verify": (verify.run, _("Check every figure of an edited letter against the ledger.")),
        "issue": (issue.run, _("Record a letter as signed: the findings that still stand in it count as occurrences.")),
    }
    for name, (function, told) in commands.items():
        app.command(name, help=told, short_help=told)(function)
    app.add_typer(
        history.application(), name="history", help=_("Show what was found and issued; take over findings from before.")
    )
    told = _("Write a workbook or a page on a period: totals, rankings, trend, the findings of the year.")
    app.command("report", help=told, short_help=told)(report.run)
    told = _("Tell what changed between two states of a workspace, and the verdicts that flip.")
    app.command("diff", help=told, short_help=told)(diff.run)
    told = _("Show which target holds for whom on a day, and why; where there is none.")
    app.command("targets", help=told, short_help=told)(targets.run)
    told = _("Show how a campaign stands on a day, and who can no longer reach its targets.")
    app.command("board", help=told, short_help=told)(board.run)
    told = _("Show which units answered a period's reconciliation sheets, and what is open.")
    app.command("answers", help=told, short_help=told)(following.answers)
    told = _("Show the tasks of issued papers, and which are overdue.")
    app.command("tasks", help=told, short_help=told)(following.tasks)
    app.add_typer(ledger.application(), name="ledger", help=_("Check, back up, restore or export the ledger."))
    told = _("Bundle all that belongs to a period: exports, declarations, drafts, signed papers, results, hashes.")
    app.command("archive", help=told, short_help=told)(archive.run)
    app.add_typer(
        units.application(),
        name="units",
        help=_("Show the units on a day; confirm a unit's other spelling; draft the units file."),
    )
    return app


def _options(
    version: bool = typer.Option(False, "--version", help=_("Print the version and stop.")),
    lang: str = typer.Option(  # noqa: ARG001 - told in the help; `run` has taken it out of the arguments
        "vi", "--lang", metavar="LANG", help=_("Language of messages and help: vi or en; also CCCC_LANG.")
    ),
) -> None:
    if version:
        typer.echo(f"cccc {cccc.__version__}")
        raise typer.Exit
