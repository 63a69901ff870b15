"""Problems -> lines on stderr and the exit status: the one place where a command's end is decided."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

import typer

from cccc.problems import has_error

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cccc.messages import Message
    from cccc.problems import Problem

DONE, REFUSED, WRONG_USAGE = 0, 1, 2


def tell(problems: Iterable[Problem]) -> None:
    """Write every problem to stderr, by place."""
    from cccc.reports.terminal.lines import lines

    for line in lines(problems):
        typer.echo(line, err=True)


def note(message: Message) -> None:
    """Write something worth knowing to stderr."""
    typer.echo(str(message), err=True)


def end(problems: Iterable[Problem]) -> NoReturn:
    """Tell ``problems`` and stop: with 1 where an error is among them, else with 0."""
    told = list(problems)
    tell(told)
    stop(told)


def stop(problems: Iterable[Problem]) -> NoReturn:
    """Stop with the exit status that ``problems``, told already, give."""
    raise typer.Exit(REFUSED if has_error(problems) else DONE)
