"""The command line as a whole: every command with its help, and its exit status."""

from __future__ import annotations

import io
import sys
from contextlib import nullcontext, redirect_stdout
from typing import TYPE_CHECKING

import typer

import cccc
from cccc.commands import check, evaluate, history, init, inspect, issue, letter, lint, units, usage, verify
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


COMMANDS = ("init", "check", "inspect", "evaluate", "letter", "lint", "verify", "issue", "history", "units")


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
        "inspect": (inspect.run, _("Show how exports are understood: sheets, headings, rows taken and left, units matched.")),
        "evaluate": (evaluate.run, _("Read exports, evaluate every unit, show the result and save it to the ledger.")),
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
    app.add_typer(units.application(), name="units", help=_("Confirm a unit's other spelling; draft the units file."))
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
