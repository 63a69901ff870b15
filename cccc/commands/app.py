"""The command line as a whole: every command with its help, and its exit status."""

from __future__ import annotations

import io
import sys
from contextlib import nullcontext, redirect_stdout
from importlib import import_module

import typer

import cccc
from cccc.commands import usage
from cccc.commands.outcome import WRONG_USAGE
from cccc.messages import _


def dispatch(arguments: list[str]) -> int:
    """Run the command that ``arguments`` name; its exit status."""
    helped = not arguments or not {"-h", "--help"}.isdisjoint(arguments)
    said = io.StringIO()
    try:
        with redirect_stdout(said) if helped else nullcontext():
            return int(application(_named(arguments))(arguments, prog_name="cccc", standalone_mode=False) or 0)
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


def _named(arguments: list[str]) -> str | None:
    """The command that ``arguments`` name; None where it is none, so that all of them are told."""
    return arguments[0] if arguments and arguments[0] in COMMANDS else None


def application(name: str | None = None) -> typer.Typer:
    """The application, worded in the language in use, with the command ``name`` alone; without, with all of them."""
    app = typer.Typer(
        help=_("Hold offices against their administrative-procedure targets, and draft the letters."),
        no_args_is_help=True,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(_options)
    for command in [name] if name is not None else COMMANDS:
        module, function = COMMANDS[command]
        # a command costs the start of that command alone
        run = getattr(import_module(f"cccc.commands.{module}"), function)
        told = _told(command)
        if function == GROUP:
            app.add_typer(run(), name=command, help=told, short_help=told)
        else:
            app.command(command, help=told, short_help=told)(run)
    return app


GROUP = "application"
"""The function that makes a command with subcommands."""

COMMANDS = {
    "init": ("init", "run"),
    "check": ("check", "run"),
    "schema": ("schema", "run"),
    "inspect": ("inspect", "run"),
    "evaluate": ("evaluate", "run"),
    "explain": ("explain", "run"),
    "report": ("report", "run"),
    "diff": ("diff", "run"),
    "letter": ("letter", "run"),
    "lint": ("lint", "run"),
    "verify": ("verify", "run"),
    "issue": ("issue", "run"),
    "history": ("history", GROUP),
    "targets": ("targets", "run"),
    "board": ("board", "run"),
    "answers": ("followups", "answers"),
    "tasks": ("followups", "tasks"),
    "units": ("units", GROUP),
    "ledger": ("ledger", GROUP),
    "archive": ("archive", "run"),
}
"""Each command's module and function, in the order in which they are told."""


def _told(command: str) -> str:
    return {
        "init": _("Make a new workspace to edit, with commented files and sample exports."),
        "check": _("Check targets, units, indicators, layouts, policy and templates."),
        "schema": _("Print the JSON Schema of a kind of file, by which an editor completes and checks it."),
        "inspect": _("Show how exports are understood: sheets, headings, rows taken and left, units matched."),
        "evaluate": _("Read exports, evaluate every unit, show the result and save it to the ledger."),
        "explain": _("Tell the whole chain of one verdict: cells, counts, target, rules, earlier findings."),
        "report": _("Write a workbook or a page on a period: totals, rankings, trend, the findings of the year."),
        "diff": _("Tell what changed between two states of a workspace, and the verdicts that flip."),
        "letter": _("Draft a letter on the period evaluated last."),
        "lint": _("Check Word files against Decree 30/2020/NĐ-CP; mend what is safe."),
        "verify": _("Check every figure of an edited letter against the ledger."),
        "issue": _("Record a letter as signed: the findings that still stand in it count as occurrences."),
        "history": _("Show what was found and issued; take over findings from before."),
        "targets": _("Show which target holds for whom on a day, and why; where there is none."),
        "board": _("Show how a campaign stands on a day, and who can no longer reach its targets."),
        "answers": _("Show which units answered a period's reconciliation sheets, and what is open."),
        "tasks": _("Show the tasks of issued papers, and which are overdue."),
        "units": _("Show the units on a day; confirm a unit's other spelling; draft the units file."),
        "ledger": _("Check, back up, restore or export the ledger."),
        "archive": _("Bundle all that belongs to a period: exports, declarations, drafts, signed papers, results, hashes."),
    }[command]


def _options(
    version: bool = typer.Option(False, "--version", help=_("Print the version and stop.")),
    lang: str = typer.Option(  # noqa: ARG001 - told in the help; `run` has taken it out of the arguments
        "vi", "--lang", metavar="LANG", help=_("Language of messages and help: vi or en; also CCCC_LANG.")
    ),
) -> None:
    if version:
        typer.echo(f"cccc {cccc.__version__}")
        raise typer.Exit
