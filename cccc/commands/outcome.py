"""What a step came to -> what is printed and the exit status: the one place where a command's end is decided."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

import typer

from cccc.problems import has_error

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from cccc.messages import Message
    from cccc.problems import Problem
    from cccc.reports.formats import Format
    from cccc.workflow.outcome import Outcome

DONE, REFUSED, WRONG_USAGE = 0, 1, 2

T = TypeVar("T")


def finish(
    outcome: Outcome[T], show: Callable[[T], None] | None = None, *, refused: bool = False, silent: bool = False
) -> NoReturn:
    """Print notes, value and problems of ``outcome``, and stop.

    The status is 2 for wrong usage, 1 where an error is among the problems or the value itself says no (``refused``), else 0.
    A ``silent`` outcome has its problems in the value that is shown: JSON.
    """
    sound(outcome)
    announce(outcome.notes, ())
    if outcome.value is not None and show is not None:
        show(outcome.value)
    if not silent:
        tell(outcome.problems)
    raise typer.Exit(REFUSED if refused or has_error(outcome.problems) else DONE)


def sound(outcome: Outcome[T]) -> T | None:
    """The value of an outcome that only an option's value could refuse; wrong usage ends the command."""
    if outcome.usage is not None:
        refuse(outcome.usage.message, outcome.usage.option)
    return outcome.value


def in_format(form: Format) -> Callable[[tuple[Any, ...]], None]:
    """Prints, in ``form``, all that a result is shown by."""

    def show(shown: tuple[Any, ...]) -> None:
        typer.echo(form.write(*shown), nl=False)

    return show


def echo_path(path: Path) -> None:
    """Say on stdout where a file is."""
    typer.echo(path.as_posix())


def refuse(message: Message | str, option: str) -> NoReturn:
    """Stop with wrong usage: ``option`` cannot have the value given."""
    raise typer.BadParameter(str(message), param_hint=option)


def announce(notes: Iterable[Message], problems: Sequence[Problem]) -> None:
    """Write to stderr what must be read before a step goes on."""
    for message in notes:
        note(message)
    tell(problems)


def tell(problems: Iterable[Problem]) -> None:
    """Write every problem to stderr, by place."""
    from cccc.reports.terminal.lines import lines

    for line in lines(problems):
        typer.echo(line, err=True)


def note(message: Message) -> None:
    """Write something worth knowing to stderr."""
    typer.echo(str(message), err=True)
