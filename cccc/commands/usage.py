"""What typer says of wrong usage, and its help -> the language in use.

typer has no catalogue: its few fixed sentences are known here.  One that is not known is passed on as it is, in English.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cccc.messages import Message, _, m

if TYPE_CHECKING:
    from collections.abc import Callable

_NAME = r"'?([^'.\s]+)'?"


def _invalid(name: str, why: str) -> Message:
    known = re.match(r"'(.*)' is not one of (.*)\.$", why)
    if known is None:
        return m("{name}: {why}", name=name, why=why)
    return m("{name}: {text} is not one of {options}", name=name, text=known[1], options=known[2].replace("'", ""))


def _no_option(name: str, near: str | None) -> Message:
    if near:
        return m("there is no option {name}; did you mean {near}?", name=name, near=near)
    return m("there is no option {name}", name=name)


_ERRORS: tuple[tuple[str, Callable[..., Message]], ...] = (
    (rf"Missing argument {_NAME}\.", lambda name: m("the argument {name} is missing", name=name)),
    (rf"Missing option {_NAME}\.", lambda name: m("the option {name} is missing", name=name)),
    (rf"No such option: {_NAME}(?: \(Possible options: (.*)\))?", _no_option),
    (rf"No such command {_NAME}\.?.*", lambda name: m("there is no command {name}", name=name)),
    (rf"Option {_NAME} requires an argument\.?", lambda name: m("the option {name} needs a value", name=name)),
    (r"Missing command\.", lambda: m("the command is missing")),
    (r"Got unexpected extra argument(?:s|\(s\))? \((.*)\)", lambda extra: m("too many arguments: {extra}", extra=extra)),
    (r"Invalid value for '?([^':]+)'?: (?:Value error, )?(.*)", _invalid),
)


def error(said: str, command: str) -> str:
    """What ``said``, an error of typer, means, and where help is."""
    told = next((str(say(*match.groups())) for pattern, say in _ERRORS if (match := re.fullmatch(pattern, said))), said)
    where = m("{command} --help shows how it is used", command=command)
    return f"{told}\n{where}"


def help_text(said: str) -> str:
    """``said``, a help text of typer, with its fixed words in the language in use."""
    words = {
        "Show this message and exit.": _("Show this help and stop."),
        "Usage: ": _("Usage: "),
        "[OPTIONS]": _("[OPTIONS]"),
        "COMMAND [ARGS]...": _("COMMAND …"),
        "[required]": _("[required]"),
        "[default: ": _("[default: "),
        "\nOptions:\n": _("\nOptions:\n"),
        "\nArguments:\n": _("\nArguments:\n"),
        "\nCommands:\n": _("\nCommands:\n"),
    }
    for english, ours in words.items():
        said = said.replace(english, ours)
    return re.sub(r" <(?:str|path|list\[\w+\])>", "", said)
