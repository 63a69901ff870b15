"""Options that several commands have: the workspace, and the formats of a result."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import typer

from cccc.messages import _

if TYPE_CHECKING:
    from collections.abc import Mapping

WorkspaceOption = typer.Option("--workspace", metavar="DIR", help=_("The workspace; else the nearest one at or above here."))


def format_option(formats: Mapping[str, object], told: str) -> Any:
    """The option ``--format``, which takes the names of ``formats``; ``told`` is its help."""
    names = tuple(formats)

    def checked(value: Any) -> Any:
        for name in value if isinstance(value, list) else [value]:
            if name is not None and name not in names:
                told = f"{name!r} is not one of {', '.join(map(repr, names))}."
                raise typer.BadParameter(told)
        return value

    return typer.Option("--format", metavar=f"<{'|'.join(names)}>", help=told, callback=checked)
