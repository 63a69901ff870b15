"""Options that several commands have: the workspace, the formats of a result, a paper's number and date."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import typer

from cccc.commands.outcome import refuse, sound
from cccc.messages import _, m

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

WorkspaceOption = typer.Option("--workspace", metavar="DIR", help=_("The workspace; else the nearest one at or above here."))


def format_option(formats: Mapping[str, object], told: str, *, several: bool = False) -> Any:
    """The option ``--format``, which takes the names of ``formats``, or ``several`` of them; ``told`` is its help."""
    names = tuple(formats)
    shown = f"list[{'|'.join(names)}]" if several else "|".join(names)

    def checked(value: Any) -> Any:
        for name in (value or ()) if several else (value,):
            if name is not None and name not in names:
                told = f"{name!r} is not one of {', '.join(map(repr, names))}."
                raise typer.BadParameter(told)
        return value

    return typer.Option("--format", metavar=f"<{shown}>", help=told, callback=checked)


def parse_date(text: str | None) -> date | None:
    """The day that ``--date`` names; wrong usage where it names none."""
    from cccc.workflow.periods import date_of

    return sound(date_of(text, "--date"))


def parse_number(text: str) -> tuple[str, str | None]:
    """The number as it is printed ("05", "1220") and the symbol, where ``--number`` names one; wrong usage where it is none."""
    match = re.fullmatch(r"0*([1-9][0-9]{0,5})(?:/([^\s/]+))?", text.strip())
    if match is None:
        told = m("{text} is not a paper's number; write it as 1220 or 1220/UBND-NV", text=text)
        refuse(told, "--number")
    return match[1].zfill(2), match[2]
