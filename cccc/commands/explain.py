"""``cccc explain``: a unit and an indicator -> the whole chain of the verdict on them."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from cccc.commands.options import WorkspaceOption, format_option
from cccc.commands.outcome import finish
from cccc.messages import _
from cccc.reports.formats import EXPLANATION


class WindowName(StrEnum):
    """One of the two windows."""

    PERIOD = "period"
    CUMULATIVE = "cumulative"


def run(
    unit: Annotated[str, typer.Argument(metavar="UNIT", help=_("The unit: its id, or its name."))],
    indicator: Annotated[str, typer.Argument(metavar="INDICATOR", help=_("The indicator: its id, or its short name."))],
    period: Annotated[str | None, typer.Option(metavar="P", help=_("The period; else the one evaluated last."))] = None,
    window: Annotated[WindowName | None, typer.Option(metavar="W", help=_("Only this window: period or cumulative."))] = None,
    from_: Annotated[
        list[Path] | None, typer.Option("--from", metavar="FILE", help=_("Evaluate these exports instead of using the ledger."))
    ] = None,
    form: Annotated[str, format_option(EXPLANATION, _("How to tell it: text or json."))] = "text",
    workspace: Annotated[Path | None, WorkspaceOption] = None,
) -> None:
    """Tell cells, counts, arithmetic, target, rules and earlier findings."""
    from cccc.workflow.explain import explain

    outcome = explain(workspace, period, unit, indicator, window, from_ or [])
    shown = outcome.value
    if shown is not None:
        typer.echo(EXPLANATION[form].write(shown.chain, shown.indicators, outcome.problems), nl=False)
    finish(outcome, silent=form == "json" and shown is not None)
